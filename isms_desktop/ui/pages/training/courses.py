"""課程: the courses of the office, and beside the list two faces of the chosen one: its content, and who came."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.domain.fields import Field, Record, Value
from isms_desktop.domain.training import attended_words
from isms_desktop.services.training import sign_ins
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.pages.training.attendance import AttendancePanel

SPEC = RegisterSpec(
    kind="course",
    purpose="課程與宣導；簽到後自動計入每個人的時數。",
    columns=("name", "kind", "held_on", "attended", "hours", "mode", "lecturer"),
    chips="kind",
    form="sign_in",
    empty=(
        "還沒有課程。\n\n在上面這一列輸入課程名稱、日期與起訖時間，時數會自動算出；\n"
        "再按「簽到」邀請同仁。也可以按「匯入」讀取歷年課程清冊。"
    ),
)
_SIGN_IN_SHARE = (11, 12)
"""How the width is shared between list and sign-in."""
_CARD_SHARE = (115, 50)


class CourseRegister(Register):
    """The courses. How many came is counted for all of them at once, not by reading every attendance."""

    _sign_ins: dict[int, tuple[int, int]] | None = None

    def recount(self, changed: "Changed | None", rows: Sequence[Any]) -> None:
        """Attendances have changed; ``rows`` are those of one course as they are now, which may be all there is."""
        touched = changed.touched.get("attendance", frozenset()) if changed is not None else frozenset()
        course = rows[0].course if rows else 0
        known = self._sign_ins.get(course, (0, 0)) if self._sign_ins is not None else (0, 0)
        if self._sign_ins is not None and touched <= {each.id for each in rows} and known[1] == len(rows):
            self._sign_ins[course] = (sum(bool(each.present) for each in rows), len(rows))
        else:
            self._sign_ins = None

    def value(self, record: Record, field: Field) -> Value:
        """As every register, with the count."""
        if field.key != "attended":
            return super().value(record, field)
        if self._sign_ins is None:
            self._sign_ins = sign_ins(self.office)
        return attended_words(*self._sign_ins.get(record.id, (0, 0)))

    def show(self, record: Record, field: Field, *, masked: bool = True) -> str:
        """As every register, with the count."""
        return str(self.value(record, field)) if field.key == "attended" else super().show(record, field, masked=masked)


class CoursesView(RegisterView):
    """The list of courses with its two faces."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, SPEC)
        self.kinds |= {"attendance", "person"}
        self.sign_in: AttendancePanel | None = None
        self.faces = ViewSwitch(name="課程的兩面")
        self._splitter = self.list_room.splitter
        self.faces.add("card", "課程內容", self.card)  # which takes it out of the splitter
        self.faces.add("sign_in", "簽到")
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.faces)
        column.addWidget(self.faces.stack, 1)
        self._splitter.addWidget(beside)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes([part * GRID for part in _CARD_SHARE])
        self.faces.switched.connect(self._on_face)
        self.panel.current_changed.connect(self._on_current)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.start_sign_in)

    def add_tools(self) -> None:
        """The sign-in is what the page is about."""
        tip = "勾選這場課程的到場人員（Ctrl+Enter）"
        self.sign_button = self.add_tool("簽到", self.start_sign_in, main=True, tip=tip, writes=False)
        self.add_button = self.add_tool("新增課程", self.start_row, tip="Ctrl+Shift+N")
        self.add_tool("匯入", self.start_import, tip="由 Excel、ODS、CSV 檔案匯入課程")
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def make_register(self) -> Register:
        """Counts the sign-ins by itself."""
        self.courses = CourseRegister(self.office, self.spec.kind)
        return self.courses

    def refresh(self, changed: "Changed | None") -> None:
        """A tick paints two cells and the counts; only courses or rules make the list look again."""
        if self.sign_in is not None:
            self.sign_in.refresh(changed)
        self.courses.recount(changed, self.sign_in.model.rows if self.sign_in is not None else ())
        if changed is None or changed.touches("course", "agency"):
            super().refresh(changed)
        else:
            self._repaint_counts()

    def _repaint_counts(self) -> None:
        """到場／受邀 is worked out while it is painted; nothing else of the list has changed."""
        view, column = self.panel.view, self.panel.model.column_of("attended")
        if column >= 0:
            seen = view.viewport().rect()
            left, width = view.columnViewportPosition(column), view.columnWidth(column)
            view.viewport().update(seen.intersected(QRect(left, 0, width, seen.height())))

    def help_topic(self) -> str:
        """F1: signing in has its own keys."""
        return super().help_topic() or ("training-sign_in" if self.faces.current() == "sign_in" else "")

    def jump(self, **where: object) -> None:
        """As every register; ``face``: ``sign_in`` shows the attendance of the record."""
        super().jump(**where)
        if where.get("face") == "sign_in":
            self.start_sign_in()

    def start_sign_in(self) -> None:
        """The attendance of the chosen course, or of the one that was held last."""
        self.show_list()
        course_id = self.panel.current_id() or self._latest()
        if course_id and course_id != self.panel.current_id():
            self.panel.go_to(course_id)
        self.faces.show_view("sign_in")
        panel = self._panel()
        panel.show_course(course_id)
        panel.setFocus()

    def _latest(self) -> int:
        """The course held last, or the newest in the list; 0 for none."""
        today = datetime.date.today().isoformat()
        courses = self.office.all("course")
        held = [each for each in courses if each.held_on and each.held_on <= today]
        latest = max(held, key=lambda each: each.held_on, default=courses[-1] if courses else None)
        return latest.id if latest is not None else 0

    def _panel(self) -> "AttendancePanel":
        if self.sign_in is None:
            from isms_desktop.ui.pages.training.attendance import AttendancePanel

            self.sign_in = AttendancePanel(self.office, self.shell)
            self.faces.fill("sign_in", self.sign_in)
        return self.sign_in

    def _on_face(self, name: str) -> None:
        if name == "sign_in":
            self._panel().show_course(self.panel.current_id())
            self._panel().setFocus()
        share = _SIGN_IN_SHARE if name == "sign_in" else _CARD_SHARE
        whole = sum(self._splitter.sizes())
        self._splitter.setSizes([whole * part // sum(share) for part in share])

    def _on_current(self, course_id: int) -> None:
        if self.sign_in is not None and self.faces.current() == "sign_in":
            self.sign_in.show_course(course_id)
