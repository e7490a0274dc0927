"""The table model of every register: rows are records, columns are fields. Nothing is kept per cell.

What a cell shows is worked out when it is painted, so that 5,000 records cost what 5,000 records cost. The last row is
the draft: what a clerk types there becomes a record as soon as nothing required is missing.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from isms_desktop.domain.fields import Field, Record
from isms_desktop.domain.findings import UserError
from isms_desktop.ui.grid.cells import TONE_ROLE, Cells, Refused
from isms_desktop.ui.grid.register import Register, Values
from isms_desktop.ui.grid.rows import Filter, RowSet
from isms_desktop.ui.grid.search import Haystack

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed

Index: TypeAlias = QModelIndex | QPersistentModelIndex

_FIRST_SLICE = 0.005
"""Seconds of searching before the first rows are shown; the rest follows while the window is free."""
_SLICE = 0.005
_RELOAD_FROM = 400
"""Touched records from which reading everything anew is quicker than one at a time."""
_RELOAD_FROM_MOVED = 40
"""The same for records that come or go: each one moves all rows below it."""
DRAFT_HINT = "＋ 新的一筆"


class RecordTableModel(QAbstractTableModel):
    """The records of one register under some of its fields, with a filter, an order and a draft row."""

    edited = Signal(object)
    """Carries a ``Changed``; the model shows it already."""
    refused = Signal(str)
    """One sentence with the place and the next step; "" when it has been put right or given up."""
    drafted = Signal(str)
    """What the draft row still lacks, as a sentence; "" when it has become a record."""
    counted = Signal()
    """Other rows are shown, or their number has changed."""

    def __init__(self, register: Register, keys: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register = register
        self.fields: list[Field] = register.fields(keys)
        self.draft: Values = {}
        """What has been typed into the last row."""
        self.cells = Cells(register)
        self._haystack = Haystack(register.type, register.office.rules, register.show)
        self.rows = RowSet(lambda record: self._haystack(record), register.sort_value)
        self._applied = 0
        self._points_at = {field.target for field in register.type.fields if field.target}
        self._searcher = QTimer(self, interval=0)
        self._searcher.timeout.connect(self._search_on)
        self._warmer = QTimer(self, interval=0)
        self._warmer.timeout.connect(self._warm_on)

    # -- what there is ------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read everything anew."""
        self._haystack = Haystack(self.register.type, self.register.office.rules, self.register.show)
        self.cells.forget()
        records = self.register.all()
        self._show_again(lambda: self.rows.load(records))

    def set_columns(self, keys: Iterable[str]) -> None:
        """Show these fields, in this order."""
        self.beginResetModel()
        self.fields = self.register.fields(keys)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The records shown and the draft row."""
        return 0 if parent.isValid() else len(self.rows.shown) + self.register.grows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The fields shown."""
        return 0 if parent.isValid() else len(self.fields)

    def id_at(self, row: int) -> int:
        """Id of the record in a row; 0 for the draft."""
        return self.rows.shown[row] if 0 <= row < len(self.rows.shown) else 0

    def record_at(self, row: int) -> Record | None:
        """The record in a row; for the draft what has been typed so far, None while that is nothing."""
        if record_id := self.id_at(row):
            return self.rows.record(record_id)
        return self.register.type.cls.make(**self.draft) if self.draft else None

    def row_of(self, record_id: int) -> int:
        """The row in which a record is shown; -1 when it is not."""
        with suppress(ValueError):
            return self.rows.shown.index(record_id)
        return -1

    def column_of(self, key: str) -> int:
        """The column that shows a field; -1 when none does."""
        return next((place for place, field in enumerate(self.fields) if field.key == key), -1)

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a cell."""
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(field)
        record = self.record_at(index.row())
        if record is not None:
            return self.cells.aspect(record, field, role)
        if role == TONE_ROLE:
            return "muted"
        return DRAFT_HINT if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Field labels above, row numbers at the left."""
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            shown = str(section + 1) if section < len(self.rows.shown) else "＊"
            return shown if role == Qt.ItemDataRole.DisplayRole else None
        field = self.fields[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return field.label
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (field.label, field.help)))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(field)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A computed cell is shown and copied, never typed in."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.register.may_write(self.fields[index.column()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed. False when it was refused: the cell keeps it in sight and ``refused`` says why."""
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        field, row = self.fields[index.column()], index.row()
        record_id = self.id_at(row)
        try:
            if record_id:
                self._write(record_id, field, value)
            else:
                self._write_draft(row, field, value)
        except UserError as problem:
            self.cells.refuse(record_id, field.key, Refused(str(value), str(problem)))
            self._repaint(row, row)
            self.refused.emit(f"第 {row + 1} 列，{problem}")
            return False
        if self.cells.give_up(record_id, field.key):
            self._repaint(row, row)
            self.refused.emit("")
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; column -1 is the order of the register."""
        key = self.fields[column].key if 0 <= column < len(self.fields) else ""
        self._show_again(lambda: self.rows.sort(key, order == Qt.SortOrder.DescendingOrder))

    # -- filter -------------------------------------------------------------------------------------------------

    def set_filter(self, new: Filter) -> None:
        """Show only what passes; the rows that take longer to find come in while the window is free."""
        if new != self.rows.filter:
            self._show_again(lambda: self.rows.begin(new))

    def warm(self) -> None:
        """Prepare for searching while the window is free; call it when the clerk goes to the search box."""
        self._warmer.start()

    def _show_again(self, rearrange: Any) -> None:
        self.beginResetModel()
        rearrange()
        self.rows.shown.extend(self.rows.step(_FIRST_SLICE))
        self.endResetModel()
        self._after_search()

    def _warm_on(self) -> None:
        if not self.rows.searching and self.rows.warm(_SLICE):
            self._warmer.stop()

    def _search_on(self) -> None:
        found = self.rows.step(_SLICE)
        if found:
            self._insert(len(self.rows.shown), found)
        self._after_search()

    def _after_search(self) -> None:
        if self.rows.searching:
            self._searcher.start()
        else:
            self._searcher.stop()
        self.counted.emit()

    # -- changes ------------------------------------------------------------------------------------------------

    def apply(self, changed: "Changed") -> None:
        """Show what an action has touched, and only that. Applying the same action twice does nothing."""
        if changed.action == self._applied:
            return
        self._applied = changed.action
        if self._points_at & changed.touched.keys():
            self.rows.forget_texts()
            self.cells.forget()
            self._repaint(0, len(self.rows.shown) - 1)
        touched = changed.touched.get(self.register.kind, frozenset())
        moved = sum((self.rows.record(each) is None) is not (self.register.get(each) is None) for each in touched)
        if len(touched) > _RELOAD_FROM or moved > _RELOAD_FROM_MOVED:
            self.load()
        elif touched:
            self._take_over(sorted(touched))
            self.counted.emit()

    def _take_over(self, ids: list[int]) -> None:
        for record_id in ids:
            self.cells.forget(record_id)
            record, row = self.register.get(record_id), self.row_of(record_id)
            if record is None:
                if row >= 0:
                    self.beginRemoveRows(QModelIndex(), row, row)
                    del self.rows.shown[row]
                    self.endRemoveRows()
                self.rows.drop(record_id)
            elif self.rows.record(record_id) is None:
                self._insert(self.rows.place_of_new(record), [record_id])
            else:
                self.rows.replace(record)
                self._repaint(row, row)

    def _insert(self, row: int, ids: list[int]) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(ids) - 1)
        self.rows.shown[row:row] = ids
        self.endInsertRows()

    def _repaint(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, max(0, len(self.fields) - 1)))

    # -- writing one cell ---------------------------------------------------------------------------------------

    def _write(self, record_id: int, field: Field, raw: object) -> None:
        value = self.register.read(field, raw, record_id)
        record = self.rows.record(record_id)
        if record is None or getattr(record, field.key) == value:
            return
        changed = self.register.write({record_id: {field.key: value}}, (), f"修改{field.label}")
        self.apply(changed)
        self.edited.emit(changed)

    def _write_draft(self, row: int, field: Field, raw: object) -> None:
        value = self.register.read(field, raw)
        if value in ("", None, ()) and not self.draft:
            return
        typed: Values = {**self.register.given_by(self.rows.filter), **self.draft, field.key: value}
        [values] = self.register.complete([typed])
        lacking = self.register.missing(values)
        if lacking:
            self.draft = values
            self._repaint(row, row)
            names = "、".join(each.label for each in lacking)
            self.drafted.emit(f"這一列還沒有存檔，還缺：{names}。")
            return
        changed = self.register.write({}, [values], f"新增一{self.register.type.unit}{self.register.type.label}")
        self._become_record(row, changed)
        self.drafted.emit("")
        self.edited.emit(changed)

    def _become_record(self, row: int, changed: "Changed") -> None:
        """The draft's row becomes the record's row, and a new draft row stands below: the cursor stays where it is."""
        self._applied = changed.action
        record = self.register.get(changed.added[0])
        if record is None:
            self.load()
            return
        self.beginInsertRows(QModelIndex(), row + 1, row + 1)
        self.rows.place_of_new(record)
        self.rows.shown.append(record.id)
        self.draft = {}
        self.endInsertRows()
        self._repaint(row, row + 1)
        self.counted.emit()

    def give_up(self, row: int, column: int) -> None:
        """Esc: what was refused in this cell goes; when nothing was, what has been typed into the draft row."""
        record_id = self.id_at(row)
        if self.cells.give_up(record_id, self.fields[column].key):
            self.refused.emit("")
        elif not record_id:
            self.clear_draft()
        self._repaint(row, row)

    def clear_draft(self) -> None:
        """Nothing has been typed into the last row (any more)."""
        self.draft = {}
        self.drafted.emit("")
        self._repaint(len(self.rows.shown), len(self.rows.shown))


def _alignment(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
