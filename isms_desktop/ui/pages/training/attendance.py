"""簽到: sixty people ticked in a minute, with the keyboard alone.

The keyboard stays in one line: characters find a name, Space ticks and goes on, arrows move, Ctrl+V takes a whole list.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from isms_desktop.domain.rocdate import write as write_day
from isms_desktop.services import attendance
from isms_desktop.services.attendance import NamesFound
from isms_desktop.services.name_lists import bare
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.pages.training.attendance_list import RosterView
from isms_desktop.ui.pages.training.attendance_model import HOURS, TICK, AttendanceModel
from isms_desktop.ui.pages.training.attendance_parts import FindLine, InviteList, OutsiderLine
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

KEYS = "空白鍵：簽到並到下一位　↑↓：移動　打字：找人　Ctrl+V：貼上名單"


class AttendancePanel(QFrame):
    """One course's list with everything that is done to it."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office, self._shell = office, shell
        self._course = 0
        self.model = AttendanceModel(office)
        self.view = RosterView(self.model)
        self.line = FindLine(self.model.goes_on)
        self.invite = InviteList(office)
        self.outsider = OutsiderLine(office)
        self.outsider.hide()
        self.title, self.about, self.count, self.hint = QLabel(), QLabel(), QLabel(), QLabel(KEYS)
        self.offer = button_with("", link=True)
        self.offer.hide()
        self.roster = QWidget()
        self.rooms = Stack()
        self.rooms.addWidget(self.roster)
        self.rooms.addWidget(self.invite)
        self.buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.line)
        self.show_course(0)

    # -- what it shows ------------------------------------------------------------------------------------------

    def show_course(self, course_id: int) -> None:
        """Show the list of a course; 0 for none."""
        if course_id and course_id == self._course:
            return
        self._course = course_id
        self.line.clear()
        self.model.show_course(course_id)
        self.outsider.show_course(course_id)
        self.outsider.hide()
        self.rooms.setCurrentWidget(self.roster)
        self._show_head()
        self.view.go_to(0)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; the cursor stays on its person."""
        if self._course and self._office.find("course", self._course) is None:
            self.show_course(0)
            return
        current = self.current_id()
        self.model.refresh(changed)
        if current and self.current_id() != current:
            self.view.go_to(self.model.row_of(current))
        elif self.view.currentIndex().row() < 0:
            self.view.go_to(0)
        if self.rooms.currentWidget() is self.invite and (changed is None or changed.touches("person", "attendance")):
            self.invite.show_course(self._course)
        self._show_head()

    def current_id(self) -> int:
        """The attendance that the cursor is on; 0 for none."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].id if 0 <= row < len(self.model.rows) else 0

    def _show_head(self) -> None:
        course = self.model.course
        self.title.setText(course.name if course is not None else "請在左邊選一場課程")
        parts: tuple[str, ...] = ()
        if course is not None:
            clock = "–".join(filter(None, (course.starts_at, course.ends_at)))
            hours = f"{course.hours:g} 小時" if course.hours else ""
            parts = (write_day(course.held_on), clock, course.place, hours)
        self.about.setText("　".join(filter(None, parts)))
        self.about.setVisible(bool(self.about.text()))
        self.count.setText(f"到場 {self.model.came()}／{len(self.model.rows)}" if course is not None else "")
        writable = course is not None and not self._office.read_only
        for button in self.buttons.values():
            button.setEnabled(writable)
        for key in ("all", "remove"):
            self.buttons[key].setEnabled(writable and bool(self.model.rows))
        self.line.setEnabled(course is not None)

    # -- what is done -------------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Tick who the cursor is on, or untick them, and go on. Several selected rows are ticked alike."""
        if self.line.text() and not self._meant():
            self._take_offer()
            return
        chosen = self.view.chosen_ids()
        row = self.view.currentIndex().row()
        ids = chosen if len(chosen) > 1 else [self.current_id()]
        if not any(ids):
            return
        rows = [each for each in self.model.rows if each.id in ids]
        present = not all(each.present for each in rows)
        if self._do(lambda: attendance.mark(self._office, ids, present)):
            word = "已簽到" if present else "取消簽到"
            self._announce(f"{rows[0].name} {word}" if len(rows) == 1 else f"{len(rows)} 人{word}")
            self.line.clear()
            self.view.go_to(min(row + 1, len(self.model.rows) - 1))

    def tick_all(self) -> None:
        """Everybody came."""
        if self._do(lambda: attendance.all_present(self._office, self._course)):
            self._say(f"{len(self.model.rows)} 人全部簽到。")
            self.line.setFocus()

    def paste(self, text: str | None = None) -> None:
        """Tick everybody on a list of names, and add who was not invited; who is unknown is said."""
        text = QGuiApplication.clipboard().text() if text is None else text
        if not text.strip():
            self._shell.say("剪貼簿沒有名單。請先複製一份名單（一行一人，或以「、」隔開）。", "warning")
            return
        found = attendance.find_names(self._office, self._course, text)
        changed = attempt(self._shell, lambda: attendance.mark_names(self._office, self._course, found))
        if changed:
            self._shell.changed(changed)
        self._say_pasted(found, bool(changed))
        self.line.setFocus()

    def open_invite(self) -> None:
        """Choose whom to invite, in the place of the list."""
        self.invite.show_course(self._course)
        self.rooms.setCurrentWidget(self.invite)
        self.invite.begin()

    def remove(self) -> None:
        """Take the selected people off the list."""
        ids = self.view.chosen_ids() or list(filter(None, [self.current_id()]))
        row = self.view.currentIndex().row()
        if ids and self._do(lambda: attendance.remove(self._office, ids)):
            self.view.go_to(min(row, len(self.model.rows) - 1))
            self._say(f"已從名單移除 {len(ids)} 人。")
            self.line.setFocus()

    def open_outsider(self, name: str = "") -> None:
        """A line for somebody from elsewhere; once more closes it."""
        opened = bool(name) or self.outsider.isHidden()
        self.outsider.setVisible(opened)
        if opened:
            self.outsider.begin(name)
        else:
            self.line.setFocus()

    # -- inside -------------------------------------------------------------------------------------------------

    def _invite(self, people: tuple[int, ...]) -> None:
        before = len(self.model.rows)
        if self._do(lambda: attendance.invite(self._office, self._course, people)):
            self._say(f"已邀請 {len(self.model.rows) - before} 人。")

    def _close_invite(self) -> None:
        self.rooms.setCurrentWidget(self.roster)
        self.line.setFocus()

    def _on_typed(self, needle: str) -> None:
        """Jump to who is meant; when nobody on the list is, offer to add them."""
        self.offer.setVisible(False)
        set_role(self.hint, "muted")
        self.hint.setText(KEYS)
        if not bare(needle):
            return
        row = self.model.find(needle, max(0, self.view.currentIndex().row()))
        if row >= 0:
            self.view.go_to(row)
            return
        self.hint.setText(f"名單上沒有「{needle.strip()}」。")
        if self._course and not self._office.read_only:
            person = self._known(needle)
            where = f"{person.department} {person.job_title}".strip() if person else ""
            words = f"Enter：加入並簽到 {person.name}（{where}）" if person else "Enter：加為機關外人員"
            self.offer.setText(words)
            self.offer.setVisible(True)

    def _meant(self) -> bool:
        """Whether what is typed means the row with the cursor."""
        return self.model.find(self.line.text(), max(0, self.view.currentIndex().row())) >= 0

    def _known(self, needle: str) -> Any:
        """The one person of the office whom the needle means and who is not invited; None for nobody or several."""
        wanted = bare(needle)
        people = attendance.not_invited(self._office, self._course)
        found = [each for each in people if wanted in bare(each.name) or wanted == bare(each.extension)]
        exact = [each for each in found if bare(each.name) == wanted]
        found = exact or found
        return found[0] if len(found) == 1 else None

    def _take_offer(self) -> None:
        if self._office.read_only or not self._course:
            return
        needle = self.line.text().strip()
        person = self._known(needle)
        if person is None:
            self.line.clear()
            self.open_outsider(needle)
            return
        if self._do(lambda: attendance.invite(self._office, self._course, [person.id], present=True)):
            self.line.clear()
            self.view.go_to(len(self.model.rows) - 1)

    def _on_moved(self, event: QKeyEvent) -> None:
        """↑ and ↓ go to the next one found while something is typed, else to the next row."""
        row = max(0, self.view.currentIndex().row())
        if self.line.text() and event.key() == Qt.Key.Key_Down:
            self.view.go_to(self.model.find(self.line.text(), row, after=True))
        else:
            self.view.keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.line.setFocus()
        if index.column() == TICK and not self._office.read_only:
            each = self.model.rows[index.row()]
            self._do(lambda: attendance.mark(self._office, [each.id], not each.present))

    def _on_refused(self, text: str) -> None:
        set_role(self.hint, "error" if text else "muted")
        self.hint.setText(f"{text}（尚未儲存）" if text else KEYS)

    def _edit_hours(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and not self._office.read_only:
            self.view.edit(self.model.index(row, HOURS))

    def _say_pasted(self, found: NamesFound, written: bool) -> None:
        number = len(found.invited) + len(found.people)
        parts = [f"已簽到 {number} 人"] if number else []
        parts += [f"其中 {len(found.people)} 人原本不在名單上"] if found.people else []
        parts += [f"{found.there} 人先前已簽到"] if found.there else []
        words = "，".join(parts) + "。" if parts else "沒有可以簽到的人。"
        problems = found.problems()
        if found.unknown and not self._office.read_only:
            offer = (f"加入 {len(found.unknown)} 位機關外人員", lambda: self._add_unknown(found))
            self._shell.say(words + problems, "warning", offer)
        elif problems:
            self._shell.say(words + problems, "warning")
        elif written:
            self._say(words)
        else:
            self._shell.say(words)

    def _add_unknown(self, found: NamesFound) -> None:
        if self._do(lambda: attendance.add_outsiders(self._office, self._course, found.unknown)):
            self._say(f"已加入 {len(found.unknown)} 位機關外人員並簽到。")

    def _say(self, words: str) -> None:
        complain: Callable[[str], object] = lambda text: self._shell.say(text, "warning")  # noqa: E731
        self._shell.say(words, "info", undo_offer(self._office, self._shell.changed, complain))

    def _do(self, act: "Callable[[], Changed]") -> bool:
        if self._office.read_only:
            return False
        changed = attempt(self._shell, act)
        if changed:
            self._shell.changed(changed)
        return changed is not None

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _lay_out(self) -> None:
        set_role(self.title, "heading")
        set_role(self.count, "heading")
        set_role(self.about, "muted")
        set_role(self.hint, "muted")
        self.title.setWordWrap(True)
        self.hint.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        below = QWidget()
        flow = FlowLayout(below)
        for key, text, tip, main in (
            ("all", "全部到場", "名單上的人全部簽到，可以一次復原", True),
            ("invite", "邀請…", "選全體、單位、角色或個人", False),
            ("paste", "貼上名單", "把剪貼簿裡的名單全部簽到（Ctrl+V）", False),
            ("outsider", "機關外人員…", "加入不在人員清單的人", False),
            ("remove", "移除", "把選取的人從名單移除（Delete）", False),
        ):
            self.buttons[key] = button_with(text, main=main, tip=tip)
            flow.addWidget(self.buttons[key])
        inner = QVBoxLayout(self.roster)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(GRID)
        for widget in (self.line, self.hint, self.offer):
            inner.addWidget(widget)
        inner.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.rooms, 1)
        column.addWidget(self.outsider)
        column.addWidget(below)

    def _connect(self) -> None:
        self.line.textChanged.connect(self._on_typed)
        self.line.moved.connect(self._on_moved)
        self.line.ticked.connect(self.tick)
        self.line.listed.connect(self.paste)
        self.line.removed.connect(self.remove)
        self.line.hours_asked.connect(self._edit_hours)
        self.view.clicked.connect(self._on_clicked)
        self.offer.clicked.connect(lambda _checked=False: self._take_offer())
        self.model.edited.connect(self._shell.changed)
        self.model.refused.connect(self._on_refused)
        self.model.modelReset.connect(self._show_head)
        self.invite.chosen.connect(self._invite)
        self.invite.finished.connect(self._close_invite)
        self.outsider.added.connect(self._shell.changed)
        acts = {"all": self.tick_all, "invite": self.open_invite, "remove": self.remove}
        acts |= {"paste": lambda: self.paste(), "outsider": lambda: self.open_outsider()}
        for key, act in acts.items():
            self.buttons[key].clicked.connect(lambda _checked=False, act=act: act())
