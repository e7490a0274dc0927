"""The table of hours: a row a person, hours by kind, and 達標 or 尚缺 in words with a colour beside it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Value
from isms_desktop.domain.values import same_key, show
from isms_desktop.services.training_hours import PersonHours, asked_words, kind_name, result_words
from isms_desktop.ui.pages.training.plain_table import PlainTable
from isms_desktop.ui.theme import BAND_COLOURS, colours_of

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_PERSON = ("name", "department", "job_title")
_MARGIN = 6
_WIDTHS = (10, 14, 12, 24, 6, 6, 6, 25, 16)
_RESULT = 3
"""The column of the result."""


def words_of_row(row: PersonHours) -> str:
    """Everything a person is found by."""
    person = row.person
    return " ".join((person.name, person.department, person.job_title, person.extension, row.who, result_words(row)))


class HoursModel(QAbstractTableModel):
    """The people shown, in the order of the register or of a column."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self._office = office
        kinds = [choice.value for choice in record_type("course").field("kind").options if choice.value != "awareness"]
        person = record_type("person").field
        self._columns: list[tuple[str, Callable[[PersonHours], Value]]] = [
            *((person(key).label, lambda row, key=key: getattr(row.person, key)) for key in _PERSON),
            ("結果", result_words),
            *((kind_name(kind), lambda row, kind=kind: row.by_kind.get(kind, 0.0)) for kind in kinds),
            ("應有時數", lambda row: "、".join(map(asked_words, row.asked))),
            ("人員類別", lambda row: row.who),
        ]
        self._numbers = range(_RESULT + 1, _RESULT + 1 + len(kinds))
        self._hours_field = record_type("course").field("hours")
        self.rows: list[PersonHours] = []
        self._unsorted: list[PersonHours] = []
        self._sorted: tuple[int, bool] | None = None

    def show_rows(self, rows: Iterable[PersonHours]) -> None:
        """Show these people."""
        self.beginResetModel()
        self._unsorted = list(rows)
        self.rows = self._in_order()
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """The person in a row; 0 for none."""
        return int(self.rows[row].person.id) if 0 <= row < len(self.rows) else 0

    def row_of(self, person_id: int) -> int:
        """Where a person stands; -1 when they do not."""
        return next((row for row, each in enumerate(self.rows) if each.person.id == person_id), -1)

    def headings(self) -> list[str]:
        """The headings, for an export."""
        return [label for label, _value in self._columns]

    def as_cells(self) -> list[list[Any]]:
        """What is shown, for an export or the clipboard: hours as numbers."""
        return [[value(row) for _label, value in self._columns] for row in self.rows]

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The people shown."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Person, kind of staff, hours by kind, what is asked, the result."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a cell."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._shown(self._columns[column][1](row))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._columns[column][0]}：{self._shown(self._columns[column][1](row))}"
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.DecorationRole if column == _RESULT and row.asked:
                return BAND_COLOURS["high" if row.short else "low"]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Labels above."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; column -1 is the order of the register."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.beginResetModel()
        self.rows = self._in_order()
        self.endResetModel()

    def _in_order(self) -> list[PersonHours]:
        if self._sorted is None:
            return list(self._unsorted)
        column, descending = self._sorted
        value = self._columns[column][1]

        def rank(row: PersonHours) -> tuple[float, str]:
            found = value(row)
            return (found, "") if isinstance(found, float) else (0.0, same_key(found))

        return sorted(self._unsorted, key=rank, reverse=descending)

    def _shown(self, value: Value) -> str:
        if isinstance(value, float):
            return show(self._hours_field, value, self._office.rules) if value else "–"
        return str(value)


class HoursTableView(PlainTable):
    """The table; Ctrl+C copies the selected rows for a spreadsheet."""

    def __init__(self, model: HoursModel) -> None:
        super().__init__(model, "時數統計", _WIDTHS)
        self._model = model
        self.empty_text = ""
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)

    def empty_words(self) -> str:
        """Why it is empty."""
        return self.empty_text

    def go_to(self, row: int) -> None:
        """Put the cursor on a row."""
        if 0 <= row < self._model.rowCount():
            self.setCurrentIndex(self._model.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
            cells = self._model.as_cells()
            table = [self._model.headings(), *([str(cell) for cell in cells[row]] for row in chosen)]
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in table))
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Text, and the small square before a result."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, square, text."""
        colours = colours_of(self._view)
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if colour := index.data(Qt.ItemDataRole.DecorationRole):
            side = option.fontMetrics.ascent() - 2
            painter.fillRect(inner.left(), rect.center().y() - side // 2, side, side, QColor(colour))
            inner.setLeft(inner.left() + side + _MARGIN)
        painter.setPen(QColor(colours.text))
        text = option.fontMetrics.elidedText(index.data() or "", Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole) | Qt.TextFlag.TextSingleLine, text)
