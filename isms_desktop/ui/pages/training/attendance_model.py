"""The sign-in list as Qt sees it: one row a person, ticked, and found by any part of a name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Finding, UserError
from isms_desktop.domain.values import same_key, show
from isms_desktop.services import attendance
from isms_desktop.services.name_lists import bare
from isms_desktop.ui.grid.cells import TONE_ROLE

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

Index: TypeAlias = QModelIndex | QPersistentModelIndex
COLUMNS = ("present", "name", "department", "job_title", "hours")
TICK, NAME, HOURS = 0, 1, 4
_FEW = 10


class AttendanceModel(QAbstractTableModel):
    """The attendances of one course, in the order of the invitation or of a column."""

    edited = Signal(object)
    """Carries a ``Changed`` that somebody typed here."""
    refused = Signal(str)
    """One sentence about hours that were not accepted; "" when they have been put right or given up."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self._office = office
        self._fields = [record_type("attendance").field(key) for key in COLUMNS]
        self.course: Any = None
        self.rows: list[Any] = []
        self._texts: dict[int, tuple[str, str]] = {}
        """Attendance → (name, everything that it is found by)."""
        self._refused: dict[int, str] = {}
        self._sorted: tuple[int, bool] | None = None

    # -- what there is ------------------------------------------------------------------------------------------

    def show_course(self, course_id: int) -> None:
        """Show the list of this course; 0 shows none."""
        self.beginResetModel()
        self._refused, self._sorted = {}, None
        self._read(course_id)
        self.endResetModel()

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now: only what is different is painted anew."""
        course_id = self.course.id if self.course is not None else 0
        now = self._ticked(changed) or self._now(course_id)
        if [each.id for each in now] != [each.id for each in self.rows]:
            self.beginResetModel()
            self._read(course_id)
            self.endResetModel()
            return
        before, self.rows = self.rows, now
        course, self.course = self.course, self._office.find("course", course_id) if course_id else None
        last = len(COLUMNS) - 1
        for row, (old, new) in enumerate(zip(before, now, strict=True)):
            if old is not new or course is not self.course:
                self._texts.pop(new.id, None)
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    def _ticked(self, changed: "Changed | None") -> list[Any]:
        """The rows after a change of a few of them and of nothing else; [] when more has to be looked at.

        A tick must not look through ten thousand attendances for sixty.
        """
        if changed is None or set(changed.touched) != {"attendance"} or len(changed.touched["attendance"]) > _FEW:
            return []
        rows = list(self.rows)
        for attendance_id in changed.touched["attendance"]:
            row, new = self.row_of(attendance_id), self._office.find("attendance", attendance_id)
            if row < 0 or new is None or new.course != self.rows[row].course:
                return []
            rows[row] = new
        return rows

    def row_of(self, attendance_id: int) -> int:
        """Where an attendance stands; -1 when it does not."""
        return next((row for row, each in enumerate(self.rows) if each.id == attendance_id), -1)

    def came(self) -> int:
        """How many are ticked."""
        return sum(bool(each.present) for each in self.rows)

    def find(self, needle: str, start: int = 0, *, after: bool = False) -> int:
        """The row that the typed characters mean, from ``start`` on and round again; -1 for none.

        A name that begins with them comes before one that holds them, and that before unit, title or extension.
        """
        wanted = bare(needle)
        if not wanted or not self.rows:
            return -1
        first = start + 1 if after else start
        order = [(first + step) % len(self.rows) for step in range(len(self.rows))]
        words = same_key(needle).split()
        texts = {row: self._text(self.rows[row]) for row in order}
        ways = (
            lambda name, _text: name.startswith(wanted),
            lambda name, _text: wanted in name,
            lambda _name, text: all(word in text for word in words),
        )
        return next((row for way in ways for row in order if way(*texts[row])), -1)

    def goes_on(self, needle: str) -> bool:
        """Whether a space after these characters is part of a name rather than a tick."""
        wanted = same_key(needle) + " "
        return any(wanted in same_key(each.name) for each in self.rows)

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The people on the list."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """簽到, 姓名, 單位, 職稱, 認列時數."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One aspect of a cell."""
        if not index.isValid():
            return None
        each, column = self.rows[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(each, column)
            case Qt.ItemDataRole.EditRole:
                return self._refused.get(each.id, self._shown(each, column) if each.hours is not None else "")
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column == HOURS else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                spelled = f"{self._fields[column].label}：{self._shown(each, column)}"
                return self._aloud(each) if column <= NAME else spelled
            case Qt.ItemDataRole.ToolTipRole if column == HOURS:
                return "".join(str(finding) for finding in self.findings(each)) or self._fields[column].help
        if role == TONE_ROLE:
            return self._tone(each, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Field labels above."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._fields[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole and section == HOURS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only hours are typed; a tick is a key or a click."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == HOURS and not self._office.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hours that were typed. What is refused stays in the cell until it is put right or given up."""
        if role != Qt.ItemDataRole.EditRole or index.column() != HOURS:
            return False
        each = self.rows[index.row()]
        try:
            changed = attendance.set_hours(self._office, each.id, str(value))
        except UserError as problem:
            self._refused[each.id] = str(value)
            self.refused.emit(f"{each.name}，{problem}")
            return False
        finally:
            self.dataChanged.emit(index, index)
        if self._refused.pop(each.id, None) is not None:
            self.refused.emit("")
        if changed.touched:
            self.edited.emit(changed)
        return True

    def give_up(self) -> bool:
        """Show the saved hours again. Whether any had been refused."""
        had = bool(self._refused)
        self._refused.clear()
        if had:
            self.refused.emit("")
            self.dataChanged.emit(self.index(0, HOURS), self.index(len(self.rows) - 1, HOURS))
        return had

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; column -1 is the order of the invitation."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.beginResetModel()
        self.rows = self._in_order(self.rows)
        self.endResetModel()

    def findings(self, each: Any) -> list[Finding]:
        """What the checks say about somebody's hours."""
        if each.hours is None:
            return []
        return [found for found in check(each, self._office.rules, self._office) if found.field == "hours"]

    # -- inside -------------------------------------------------------------------------------------------------

    def _read(self, course_id: int) -> None:
        self.course = self._office.find("course", course_id) if course_id else None
        self.rows = self._now(course_id)
        self._texts = {}

    def _now(self, course_id: int) -> list[Any]:
        return self._in_order(attendance.roster(self._office, course_id)) if course_id else []

    def _in_order(self, rows: Sequence[Any]) -> list[Any]:
        if self._sorted is None:
            return sorted(rows, key=lambda each: each.id)
        column, descending = self._sorted
        return sorted(rows, key=lambda each: same_key(self._shown(each, column)), reverse=descending)

    def _text(self, each: Any) -> tuple[str, str]:
        if each.id not in self._texts:
            person = self._office.find("person", each.person) if each.person else None
            words = (each.name, each.department, each.job_title, person.extension if person else "")
            self._texts[each.id] = bare(each.name), same_key(" ".join(words))
        return self._texts[each.id]

    def _shown(self, each: Any, column: int) -> str:
        if column == TICK:
            return "■" if each.present else "□"
        if column == HOURS:
            usual = self.course.hours if each.hours is None and each.present and self.course is not None else each.hours
            return self._refused.get(each.id, show(self._fields[HOURS], usual, self._office.rules))
        return str(getattr(each, COLUMNS[column]))

    def _tone(self, each: Any, column: int) -> str | None:
        if column != HOURS:
            return None
        if each.id in self._refused:
            return "error"
        return "muted" if each.hours is None else "warning" if self.findings(each) else None

    def _aloud(self, each: Any) -> str:
        where = "，".join(filter(None, (each.name, each.department, each.job_title)))
        return f"{where}，{'已簽到' if each.present else '未簽到'}"
