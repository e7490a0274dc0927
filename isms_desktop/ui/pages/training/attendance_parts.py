"""What stands around the sign-in list: the line for finding somebody, whom to invite, somebody from elsewhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attendance
from isms_desktop.services.name_lists import looks_like_list
from isms_desktop.ui.grid.editors import is_windows_key
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

NO_STAFF = "人員清單還沒有人。請先到「組織人員」建立，或用「機關外人員…」直接輸入。"
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class FindLine(QLineEdit):
    """Where the keyboard is while people sign in: names are typed here, everything else goes to the list."""

    moved = Signal(QKeyEvent)
    """A key that moves the cursor of the list."""
    ticked = Signal()
    """Space or Enter."""
    listed = Signal(str)
    """A list of names was pasted."""
    removed = Signal()
    hours_asked = Signal()

    def __init__(self, goes_on: Callable[[str], bool]) -> None:
        """``goes_on``: whether a space after these characters is part of a name rather than a tick."""
        super().__init__()
        self._goes_on = goes_on
        self.setPlaceholderText("打字找人：姓名、單位或分機")
        self.setAccessibleName("簽到找人")
        self.setAccessibleDescription("空白鍵或 Enter 簽到並到下一位，上下鍵移動，Ctrl+V 貼上名單")
        self.setClearButtonEnabled(True)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when there is nothing to take back here."""
        return False if is_windows_key(event, self) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks unless it belongs to the name being typed; arrows move in the list."""
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif key in _MOVES or (key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not self.text()):
            self.moved.emit(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (
            key == Qt.Key.Key_Space and not (self.text() and self._goes_on(self.text()))
        ):
            self.ticked.emit()
        elif key == Qt.Key.Key_Delete and not self.text():
            self.removed.emit()
        elif key == Qt.Key.Key_F2:
            self.hours_asked.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if looks_like_list(text):
            self.listed.emit(text)
        else:
            self.paste()


class _Candidates(PickList):
    """The list of whom to invite."""

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 16 * GRID))


class InviteList(QWidget):
    """Whom to invite: everybody, a unit, a role, or one after the other. A click or Enter puts them on the list."""

    chosen = Signal(tuple)
    """Carries the ids of the people."""
    finished = Signal()

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self._office = office
        self._people: dict[str, tuple[int, ...]] = {}
        self.search = QLineEdit()
        self.search.setPlaceholderText("要邀請誰：單位、角色或姓名")
        self.search.setAccessibleName("要邀請誰")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.list = _Candidates("可以邀請的人")
        self.search.textChanged.connect(self._search)
        self.list.picked.connect(self._invite)
        self.nobody = QLabel()
        self.nobody.setWordWrap(True)
        set_role(self.nobody, "muted")
        self.nobody.hide()
        self.done = button_with("完成，回到名單")
        self.done.clicked.connect(self.finished)
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.nobody)
        column.addWidget(self.list, 1)

    def show_course(self, course_id: int) -> None:
        """Offer whoever is not on the list of this course yet."""
        groups = attendance.groups(self._office, course_id)
        people = attendance.not_invited(self._office, course_id)
        self._people = {each.key: each.people for each in groups} | {f"p{each.id}": (each.id,) for each in people}
        rows = [PickRow(each.key, each.label, mark=f"{len(each.people)} 人") for each in groups if each.key == "all"]
        for prefix, title in (("department:", "依單位"), ("role:", "依角色")):
            fitting = [each for each in groups if each.key.startswith(prefix)]
            rows += [PickRow(None, title)] if fitting else []
            rows += [PickRow(each.key, each.label, mark=f"{len(each.people)} 人") for each in fitting]
        rows += [PickRow(None, "個人")]
        rows += [
            PickRow(f"p{each.id}", each.name, each.extension, f"{each.department} {each.job_title}".strip())
            for each in people
        ]
        self.list.rows.set_rows(rows)
        nobody = "人員清單裡的人都在名單上了。" if self._office.all("person") else NO_STAFF
        self.nobody.setText("" if people else nobody)
        self.nobody.setVisible(not people)
        self._pick_first()

    def begin(self) -> None:
        """The keyboard goes to the search."""
        self.search.clear()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search are for the list; Esc goes back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if (key := self.list.key()) is not None:
                    self._invite(key)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)

    def _search(self, needle: str) -> None:
        self.list.rows.search(needle)
        self._pick_first()

    def _pick_first(self) -> None:
        self.list.pick(next((row.key for row in self.list.rows.shown if row.key is not None), None))

    def _invite(self, key: str) -> None:
        self.chosen.emit(self._people[key])


class OutsiderLine(QWidget):
    """Somebody from elsewhere who came: name, unit, title."""

    added = Signal(object)
    """Carries a ``Changed``."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self._office = office
        self._course = 0
        self.lines: dict[str, QLineEdit] = {}
        row = QHBoxLayout()
        row.setSpacing(GRID // 2)
        for key in ("name", "department", "job_title"):
            line = self.lines[key] = QLineEdit()
            label = attendance.FIELD(key).label
            line.setPlaceholderText(label)
            line.setAccessibleName(f"機關外人員的{label}")
            line.setMinimumWidth(0)
            line.returnPressed.connect(self.add)
            row.addWidget(line, 1)
        self.button = button_with("加入並簽到")
        self.button.clicked.connect(lambda _checked=False: self.add())
        row.addWidget(self.button)
        self.error = QLabel()
        self.error.setWordWrap(True)
        set_role(self.error, "error")
        self.error.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.error)

    def show_course(self, course_id: int) -> None:
        """To which list they are added."""
        self._course = course_id
        self.say("")

    def begin(self, name: str = "") -> None:
        """The keyboard goes to the name."""
        if name:
            self.lines["name"].setText(name)
        self.lines["department" if name else "name"].setFocus()

    def add(self) -> "Changed | None":
        """Put them on the list; a sentence at the field when that cannot be."""
        values = [line.text() for line in self.lines.values()]
        try:
            changed = attendance.add_outsider(self._office, self._course, *values)
        except UserError as problem:
            self.say(str(problem))
            self.lines["name"].setFocus()
            return None
        for line in self.lines.values():
            line.clear()
        self.say("")
        self.lines["name"].setFocus()
        self.added.emit(changed)
        return changed

    def say(self, text: str) -> None:
        """What is wrong, under the line; "" for nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))
