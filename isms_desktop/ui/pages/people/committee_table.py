"""The committee as the paper shows it (seed 001, form 1): groups, members, equal duties of neighbours said once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from isms_desktop.domain.catalog import record_type
from isms_desktop.ui.theme import GRID, colours_of

if TYPE_CHECKING:
    from isms_desktop.services.people import Group, Seat

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_MIME = "application/x-isms-person"
_MARGIN = 6
_KEYS = ("name", "job_title", "duties", "extension", "deputy", "concern")
_DUTIES, _CONCERN = _KEYS.index("duties"), _KEYS.index("concern")
_WIDTHS = (6, 11, 30, 5, 6, 12)
"""Characters of each column; the duties take what is left."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a heading (no seat), a member, or a word for an empty group."""

    group: "Group"
    seat: "Seat | None" = None
    empty: bool = False


class CommitteeModel(QAbstractTableModel):
    """The lines; a member may be dragged to another group."""

    dropped = Signal(int, str)
    """(person id, group) of a member that has been dropped on a group."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.lines: list[Line] = []
        field = record_type("person").field
        self._headings = [
            "單位職稱" if key == "job_title" else "提醒" if key == "concern" else field(key).label for key in _KEYS
        ]

    def show(self, groups: Sequence["Group"]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self.lines = []
        for group in groups:
            self.lines.append(Line(group))
            self.lines += [Line(group, seat) for seat in group.seats] or [Line(group, empty=True)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Headings, members, and words for empty groups."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As the paper has them, and what is wrong."""
        return 0 if parent.isValid() else len(_KEYS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a cell."""
        if not index.isValid():
            return None
        line, key = self.lines[index.row()], _KEYS[index.column()]
        colours = colours_of(self._view)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(line, key, index.column())
            case Qt.ItemDataRole.FontRole if line.seat is None and not line.empty:
                font = QFont(self._view.font())
                font.setBold(True)
                return font
            case Qt.ItemDataRole.BackgroundRole if line.seat is None and not line.empty:
                return QColor(colours.hover)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(colours.muted if line.empty else colours.error if key == "concern" else colours.text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of the paper."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._headings[section] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Members can be dragged; everything can be dropped on."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        if index.isValid() and self.lines[index.row()].seat is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        """People of this list only."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Who is being dragged."""
        data = QMimeData()
        data.setData(_MIME, str(self.person_at(indexes[0].row()) if indexes else 0).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Moved, never copied: nobody sits in two groups."""
        return Qt.DropAction.MoveAction

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Tell the page; the line moves when the record has been changed. Never true: Qt would remove the line."""
        place = parent.row() if parent.isValid() else min(row, len(self.lines) - 1)
        person = int(bytes(data.data(_MIME).data()) or 0)
        if person and place >= 0:
            self.dropped.emit(person, self.lines[place].group.value)
        return False

    def person_at(self, row: int) -> int:
        """Id of the member in a line; 0 for none."""
        seat = self.lines[row].seat if 0 <= row < len(self.lines) else None
        return seat.person.id if seat else 0

    def row_of(self, person_id: int) -> int:
        """The line of a member; -1 when there is none."""
        return next((row for row in range(len(self.lines)) if person_id and self.person_at(row) == person_id), -1)

    def _text(self, line: Line, key: str, column: int) -> str:
        if line.seat is None:
            return (_empty_words(line.group) if line.empty else _heading(line.group)) if column == 0 else ""
        person = line.seat.person
        match key:
            case "duties":
                return line.seat.duties
            case "job_title":
                return " ".join(filter(None, (person.department, person.job_title)))
            case "concern":
                return line.seat.concern
        return str(getattr(person, key))


class _Painter(QStyledItemDelegate):
    """Words in several lines, on the quiet colours that the other lists have."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, words, and the frame of the row under the cursor."""
        colours = colours_of(option.widget)
        rect: QRect = option.rect
        back = index.data(Qt.ItemDataRole.BackgroundRole)
        if option.state & QStyle.StateFlag.State_Selected:
            back = QColor(colours.selected)
        if back is not None:
            painter.fillRect(rect, back)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or option.font)
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        painter.drawText(inner, int(flags) | Qt.TextFlag.TextWrapAnywhere, index.data() or "")
        painter.setPen(QColor(colours.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class CommitteeTable(QTableView):
    """The table; Ctrl+↑ and Ctrl+↓ move a member to the group above or below, Del takes the seat away."""

    moved = Signal(int, int)
    """(person id, -1 or 1): to the group above or below."""
    removed = Signal(int)
    """The person whose seat is to be given up."""
    current_changed = Signal(int)
    """Id of the member under the cursor; 0 for none."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = CommitteeModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))
        self.setAccessibleName("推動小組成員及分工")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setShowGrid(False)  # drawn with the words: a style's own lines vanish in the dark
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(_DUTIES, QHeaderView.ResizeMode.Stretch)
        self._widths: dict[int, int] = {}
        self._fit_columns()
        # Not when the table is resized: the column of the duties follows only then.
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.selectionModel().currentRowChanged.connect(
            lambda now, _before: self.current_changed.emit(self.lines.person_at(now.row()))
        )

    def show_groups(self, groups: Sequence["Group"]) -> None:
        """Show them; the cursor stays with its member."""
        current = self.current_person()
        self.clearSpans()
        self.lines.show(groups)
        for row, line in enumerate(self.lines.lines):
            if line.seat is None:
                self.setSpan(row, 0, 1, len(_KEYS))
            elif line.seat.span > 1:
                self.setSpan(row, _DUTIES, line.seat.span, 1)
        self.setColumnHidden(_CONCERN, not any(line.seat and line.seat.concern for line in self.lines.lines))
        self._fit_rows()
        self.go_to(current)

    def current_person(self) -> int:
        """Id of the member under the cursor; 0 for none."""
        return self.lines.person_at(self.currentIndex().row())

    def go_to(self, person_id: int) -> None:
        """Put the cursor on a member."""
        row = self.lines.row_of(person_id)
        if row >= 0:
            self.setCurrentIndex(self.lines.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moving between groups without a mouse."""
        person = self.current_person()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if person and step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(person, step)
        elif person and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(person)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_columns()
            self._fit_rows()

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        """Duties need other heights at other widths. Asked now, the table would still tell the old one."""
        self._widths[column] = new
        if column == _DUTIES:
            self._fit_rows()

    def _fit_columns(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("字")
        for column, characters in enumerate(_WIDTHS):
            self.setColumnWidth(column, characters * letter)

    def _fit_rows(self) -> None:
        line_height = self.fontMetrics().height() + GRID + 4
        for row, line in enumerate(self.lines.lines):
            wanted = [self._height(row, column) for column in range(len(_KEYS)) if column != _DUTIES and line.seat]
            self.setRowHeight(row, max([line_height, *wanted]))
        for row, line in enumerate(self.lines.lines):
            if line.seat and line.seat.span:
                rows = range(row, row + line.seat.span)
                lacking = self._height(row, _DUTIES) - sum(self.rowHeight(each) for each in rows)
                for each in rows if lacking > 0 else ():
                    self.setRowHeight(each, self.rowHeight(each) + -(-lacking // line.seat.span))

    def _height(self, row: int, column: int) -> int:
        text = str(self.lines.index(row, column).data() or "")
        room = QRect(0, 0, max(40, self._widths.get(column, self.columnWidth(column)) - 2 * _MARGIN - 1), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        return self.fontMetrics().boundingRect(room, flags, text).height() + GRID if text else 0


def _heading(group: "Group") -> str:
    return f"{group.label}　{len(group.seats)} 人" if group.value else group.label


def _empty_words(group: "Group") -> str:
    if not group.value:
        return "還沒有指定資通安全長；在右邊選一位同仁，按「加入」。"
    return f"{group.label}還沒有成員；在右邊選同仁與組別，按「加入」。"
