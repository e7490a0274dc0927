"""A list to pick one thing from: a title, a quiet line below it, a mark on the right. Quick with thousands of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from isms_desktop.domain.values import same_key
from isms_desktop.ui.theme import GRID, colours_of

_ROW = Qt.ItemDataRole.UserRole
_REST = 120
"""Milliseconds that the cursor must rest on a row: holding ↓ must not draw twenty papers."""
_BESIDE_TEXT = 2 * GRID + 18
"""Margins, frame and scroll bar, in pixels."""


@dataclass(frozen=True, slots=True)
class PickRow:
    """One row. A row without ``key`` is a heading and cannot be picked."""

    key: int | str | None
    title: str
    detail: str = ""
    mark: str = ""

    @property
    def words(self) -> str:
        """All of it in one line, for the search and for screen readers."""
        return "，".join(part for part in (self.title, self.detail, self.mark) if part)


class PickModel(QAbstractListModel):
    """The rows, and those of them that the search leaves."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[PickRow] = []
        self.shown: list[PickRow] = []
        self._needle = ""

    def set_rows(self, rows: Iterable[PickRow]) -> None:
        """Other rows, under the same search."""
        self._rows = list(rows)
        self._filter()

    def search(self, needle: str) -> None:
        """Only rows in which every word occurs; headings stay where a row of theirs does."""
        self._needle = needle
        self._filter()

    def replace(self, row: PickRow) -> None:
        """Show a row anew in its place."""
        for place, each in enumerate(self.shown):
            if each.key == row.key:
                self.shown[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
        self._rows = [row if each.key == row.key else each for each in self._rows]

    def place_of(self, key: int | str) -> int:
        """Where a row stands among those shown; -1 when it does not."""
        return next((place for place, row in enumerate(self.shown) if row.key == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many rows are shown."""
        return 0 if parent and parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the delegate; its words for tool tips and screen readers."""
        row = self.shown[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A heading cannot be picked."""
        pickable = index.isValid() and self.shown[index.row()].key is not None
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if pickable else Qt.ItemFlag.NoItemFlags

    def _filter(self) -> None:
        words = same_key(self._needle).split()
        self.beginResetModel()
        kept = [
            row
            for row in self._rows
            if row.key is None or not words or all(word in same_key(row.words) for word in words)
        ]
        self.shown = [
            row
            for place, row in enumerate(kept)
            if row.key is not None or (place + 1 < len(kept) and kept[place + 1].key is not None)
        ]
        self.endResetModel()


class PickList(QListView):
    """The list. ``picked`` carries the key of the row that a person has chosen."""

    picked = Signal(object)
    rested = Signal(object)
    """Carries the key of the row on which the cursor rests after a walk with the arrow keys."""

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        details: bool = False,
        rows: PickModel | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = rows or PickModel()
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self, lines, details))
        self.setAccessibleName(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._on_rest)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self._rest.start())
        self.clicked.connect(self._on_clicked)
        self.activated.connect(self._on_clicked)

    def key(self) -> Any:
        """The key of the picked row, or None."""
        chosen = self.selectionModel().selectedIndexes()
        return self.rows.shown[chosen[0].row()].key if chosen else None

    def pick(self, key: int | str | None) -> None:
        """Show a row as picked, or none, without telling."""
        place = -1 if key is None else self.rows.place_of(key)
        if place < 0:
            self.clearSelection()
            return
        index = self.rows.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if place and self.rows.shown[place - 1].key is None:
            self.scrollTo(self.rows.index(place - 1))  # the heading says how many there are
        self.scrollTo(index)

    def lead(self) -> int:
        """Pixels at the left of each row that ``paint_lead`` fills."""
        return 0

    def paint_lead(self, painter: QPainter, area: QRect, row: PickRow) -> None:
        """What stands before a title, such as a box to tick."""

    def minimumSizeHint(self) -> QSize:
        """A title must stay a word, also with large text on a small screen."""
        return QSize(self.fontMetrics().horizontalAdvance("字") * 10, super().minimumSizeHint().height())

    def _on_rest(self) -> None:
        if self.hasFocus() and (key := self.key()) is not None:
            self.rested.emit(key)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.rows.shown[index.row()]
        if row.key is not None:
            self.picked.emit(row.key)


class _Delegate(QStyledItemDelegate):
    """Paints a row."""

    def __init__(self, view: PickList, lines: int, details: bool) -> None:
        super().__init__(view)
        self._view = view
        self._lines, self._details = lines, details

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As many lines as the row needs and may have."""
        row = self._view.rows.shown[index.row()]
        metrics = self._view.fontMetrics()
        lines = 1
        if self._lines > 1:
            # The width without the scroll bar comes too late: rows are measured before the bar shows.
            room = self._view.width() - _BESIDE_TEXT - self._view.lead()
            room -= metrics.horizontalAdvance(row.mark) + GRID if row.mark else 0
            font = QFont(self._view.font())
            font.setBold(row.key is None)
            lines = min(self._lines, _lines_needed(row.title, font, max(room, 1)))
        lines += bool(self._details and row.detail)
        return QSize(10, metrics.lineSpacing() * lines + GRID)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, mark, title, detail."""
        row: PickRow = index.data(_ROW)
        colours = colours_of(self._view)
        state: QStyle.StateFlag = option.state
        area: QRect = QRect(option.rect)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.selected))
            painter.fillRect(QRect(area.x(), area.y(), 3, area.height()), QColor(colours.link))
        elif state & QStyle.StateFlag.State_MouseOver and row.key is not None:
            painter.fillRect(area, QColor(colours.hover))
        painter.fillRect(QRect(area.x(), area.bottom(), area.width(), 1), QColor(colours.hover))
        area.adjust(GRID, GRID // 2, -GRID, -GRID // 2)
        if lead := self._view.lead():
            self._view.paint_lead(painter, QRect(area.x(), area.y(), lead, self._view.fontMetrics().lineSpacing()), row)
            area.setLeft(area.left() + lead)
        font = QFont(self._view.font())
        metrics = QFontMetrics(font)
        if row.mark:
            painter.setPen(QColor(colours.muted))
            width = metrics.horizontalAdvance(row.mark)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, row.mark)
            area.setRight(area.right() - width - GRID)
        font.setBold(row.key is None)
        painter.setFont(font)
        painter.setPen(QColor(colours.text if row.key is not None else colours.link))
        line = metrics.lineSpacing()
        # A line that breaks early must not push the detail into the next row.
        room = (option.rect.height() - GRID) // line - bool(row.detail and self._details)
        used = _draw_lines(painter, area, row.title, font, max(min(self._lines, room), 1))
        painter.setPen(QColor(colours.muted))
        if row.detail and self._details:
            place = QRect(area.x(), area.y() + used * line, area.width(), line)
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignLeft,
                metrics.elidedText(row.detail, Qt.TextElideMode.ElideRight, place.width()),
            )
        painter.restore()


def _lines_needed(text: str, font: QFont, width: int) -> int:
    """How many lines a text takes; a character that no longer fits goes whole into the next one."""
    if QFontMetrics(font).horizontalAdvance(text) <= width:
        return 1
    layout = QTextLayout(text, font)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
    layout.endLayout()
    return layout.lineCount()


def _draw_lines(painter: QPainter, area: QRect, text: str, font: QFont, most: int) -> int:
    """Draw text in at most so many lines, the last one elided; how many were used."""
    metrics = QFontMetrics(font)
    if most == 1 or metrics.horizontalAdvance(text) <= area.width():
        painter.drawText(
            area, Qt.AlignmentFlag.AlignLeft, metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        )
        return 1
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    start = used = 0
    for number in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        used = number + 1
        line.setLineWidth(area.width())
        # A line that was broken fits, whatever a rounded width says of it.
        rest = metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, area.width())
        shown = text[start : start + line.textLength()] if number < most - 1 else rest
        painter.drawText(
            QRect(area.x(), area.y() + number * metrics.lineSpacing(), area.width(), metrics.lineSpacing()),
            Qt.AlignmentFlag.AlignLeft,
            shown,
        )
        start += line.textLength()
    layout.endLayout()
    return used
