"""The list of what has been found: headings, records with the words marked in them, and the way to the rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from isms_desktop.services.finder import spans
from isms_desktop.ui.theme import GRID, Colours, colours_of

_ROW = Qt.ItemDataRole.UserRole
_LEAST, _MOST = 3, 18
"""Rows for which the list wants room at least and at most."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One row. One that goes nowhere is a heading."""

    title: str
    detail: str = ""
    words: tuple[str, ...] = ()
    """What is marked in title and detail, folded."""
    mark: str = ""
    quiet: bool = False
    go: Callable[[], object] | None = None


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FoundRow] = []

    def set_rows(self, rows: Iterable[FoundRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many there are."""
        return 0 if parent and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row for the delegate, its words for everybody else."""
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return "，".join(filter(None, (row.title, row.detail, row.mark)))
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if index.isValid() and self.rows[index.row()].go is not None:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class FoundList(QListView):
    """Keys come from the box above it, so that typing goes on while the list is gone through."""

    chosen = Signal(object)
    """Carries the ``FoundRow``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = _Model()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._choose(index.row()))

    def set_rows(self, rows: Iterable[FoundRow]) -> None:
        """Show these, the first one that goes somewhere being the current one."""
        self.rows.set_rows(rows)
        self._to(next((place for place, row in enumerate(self.rows.rows) if row.go), -1))
        self.scrollToTop()

    def step(self, by: int) -> None:
        """To the next row that goes somewhere, round and round."""
        places = [place for place, row in enumerate(self.rows.rows) if row.go]
        if places:
            now = places.index(self.currentIndex().row()) if self.currentIndex().row() in places else -1
            self._to(places[(now + by) % len(places)])

    def step_group(self, by: int) -> None:
        """To the first row below the next heading."""
        rows = self.rows.rows
        firsts = [place for place, row in enumerate(rows) if row.go and place and rows[place - 1].go is None]
        if firsts:
            now = sum(first <= self.currentIndex().row() for first in firsts) - 1
            self._to(firsts[(now + by) % len(firsts)])

    def choose(self) -> None:
        """Take the current row."""
        self._choose(self.currentIndex().row())

    def wanted_height(self) -> int:
        """Room for what there is, within reason."""
        rows = min(max(len(self.rows.rows), _LEAST), _MOST)
        return rows * max(1, self.sizeHintForRow(0)) + GRID

    def _to(self, place: int) -> None:
        index = self.rows.index(place)
        self.setCurrentIndex(index)
        if place > 0 and self.rows.rows[place - 1].go is None:
            self.scrollTo(self.rows.index(place - 1))  # the heading says which register it is
        self.scrollTo(index)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.rows.rows) and self.rows.rows[place].go is not None:
            self.chosen.emit(self.rows.rows[place])


class _Delegate(QStyledItemDelegate):
    """Paints a row in one line: title, where it was found, mark."""

    def __init__(self, view: FoundList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line."""
        return QSize(10, self._view.fontMetrics().lineSpacing() + GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, title, detail."""
        row: FoundRow = index.data(_ROW)
        colours = colours_of(self._view)
        area = QRect(option.rect)
        painter.save()
        if row.go is not None and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selected))
            painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), QColor(colours.link))
        elif row.go is not None and option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        area.adjust(GRID, GRID // 2, -GRID, -GRID // 2)
        font = QFont(self._view.font())
        metrics = QFontMetrics(font)
        if row.go is None:
            self._heading(painter, area, row, font, colours)
        else:
            area.setLeft(area.left() + GRID)
            whole = not row.detail
            room = area.width() if whole else max(area.width() * 45 // 100, area.width() - _width(metrics, row.detail))
            colour = colours.muted if row.quiet else colours.text
            left = QRect(area.x(), area.y(), room, area.height())
            used = _draw(painter, left, row.title, row.words, font, colour, colours)
            area.setLeft(area.left() + used + 2 * GRID)
            _draw(painter, area, row.detail, row.words, font, colours.muted, colours)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, row: FoundRow, font: QFont, colours: Colours) -> None:
        painter.setPen(QColor(colours.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.mark)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(colours.link))
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.title)


def _width(metrics: QFontMetrics, text: str) -> int:
    return metrics.horizontalAdvance(text) + 3 * GRID


def _draw(
    painter: QPainter, area: QRect, text: str, words: tuple[str, ...], font: QFont, colour: str, colours: Colours
) -> int:
    """Draw one line with the words marked, as far as there is room; the width used."""
    if not text:
        return 0
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    layout = QTextLayout(shown, font)
    marked = QTextCharFormat()
    marked.setBackground(QColor(colours.warning_back))
    marked.setForeground(QColor(colours.text))
    marked.setFontWeight(QFont.Weight.Bold)
    formats = []
    for start, end in spans(shown, words):
        place = QTextLayout.FormatRange()
        # Qt counts characters beyond the first plane as two.
        place.start = len(shown[:start].encode("utf-16-le")) // 2
        place.length = len(shown[start:end].encode("utf-16-le")) // 2
        place.format = marked
        formats.append(place)
    layout.setFormats(formats)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    painter.setPen(QColor(colour))
    layout.draw(painter, QPointF(area.x(), area.y() + (area.height() - line.height()) / 2))
    return int(line.naturalTextWidth())
