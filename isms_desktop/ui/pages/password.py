"""設定密碼、變更密碼、移除密碼: one card with the new password twice and what to know before."""

from typing import Literal, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from isms_desktop.services import passwords
from isms_desktop.services.offices import Office
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.password_edit import PasswordEdit
from isms_desktop.ui.widgets.sheet import lay_out_card

Task: TypeAlias = Literal["set", "change", "remove"]
TITLES: dict[Task, str] = {"set": "設定密碼", "change": "變更密碼", "remove": "移除密碼"}
_PURPOSES: dict[Task, str] = {
    "set": "檔案會加密；以後每次開啟都要輸入密碼，每日備份也會用同一個密碼。",
    "change": "檔案會改用新的密碼加密；之後的每日備份也用新的密碼。",
    "remove": "檔案會變回沒有加密，任何拿到檔案的人都能開啟。",
}
_RULE = (
    f"至少 {passwords.LEAST} 個字，愈長愈好：幾個不相干的詞連起來，就好記又難猜。可以用中文、空格和符號，不必湊大小寫。"
)
_LOST = "忘記密碼時，沒有人能打開檔案，也沒有後門。請把密碼寫下來密封，交給主管或鎖在保險櫃。"
_COPIES = "已經有的備份不會跟著改；完成後會列出來，由您決定改密碼、刪除或留著。"
_KEEP: dict[Task, str] = {
    "set": "另外留一份沒有密碼的備份",
    "change": "另外留一份舊密碼的備份",
    "remove": "另外留一份有密碼的備份",
}


class PasswordPage(QWidget):
    """Asks for what the task needs and says what is missing."""

    help_id = "password"
    answered = Signal(object, bool)
    """(the new password or None for none, whether a copy as it is now is to be kept)."""
    left = Signal()
    """Back to what was open before."""

    def __init__(self, office: Office, task: Task) -> None:
        super().__init__()
        self.task = task
        self._office = office
        self._names = office.agency.name, office.agency.short_name, office.path.stem
        self._key = office.key
        self.messages = MessageBar()
        self.present = PasswordEdit("目前的密碼")
        self.new = PasswordEdit("新密碼")
        self.again = PasswordEdit("再輸入一次新密碼")
        self.problem = wrapped("error")
        self.problem.hide()
        self.keep = QCheckBox(_KEEP[task])
        self.about_copies = wrapped("small", _COPIES)
        self.go = button_with(TITLES[task], main=True)
        self.cancel = button_with("取消")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(TITLES[task])
        self.bar.setTextVisible(False)
        self.working = wrapped("muted", "正在重寫並逐筆核對檔案。中途停電或關機，原來的檔案也不會受損。")
        self._lay_out()
        self._connect()

    def work(self, on: bool) -> None:
        """Whether the file is being rewritten just now."""
        for line in self._lines():
            line.setEnabled(not on)
            line.show_it.setChecked(False)
        for asked in (self.keep, self.about_copies, self.go, self.cancel):
            asked.setVisible(not on)
        for shown in (self.bar, self.working):
            shown.setVisible(on)

    def show_progress(self, done: int, total: int, _text: str = "") -> None:
        """How far it is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def refuse(self, sentence: str, at: PasswordEdit) -> None:
        """What is not right yet, and where."""
        self.problem.setText(sentence)
        self.problem.show()
        at.try_again()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts in the first line."""
        super().showEvent(event)
        self._lines()[0].setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed does not wait behind another room."""
        super().hideEvent(event)
        if not event.spontaneous():
            for line in self._lines():
                line.forget()

    def _lines(self) -> tuple[PasswordEdit, ...]:
        """What this task asks for, from top to bottom."""
        if self.task == "remove":
            return (self.present,)
        return (self.new, self.again) if self.task == "set" else (self.present, self.new, self.again)

    def _answer(self) -> None:
        if self.bar.isVisibleTo(self):
            return
        if self.task != "set" and not (self._key and passwords.is_same(self._key, self.present.text())):
            self.refuse("目前的密碼不對。請再輸入一次，並留意大寫鎖定與中英文輸入法。", self.present)
            return
        if self.task == "remove":
            self.answered.emit(None, self.keep.isChecked())
            return
        if problem := passwords.problem_of(self.new.text(), *self._names):
            self.refuse(problem, self.new)
        elif self._key and passwords.is_same(self._key, self.new.text()):
            self.refuse("新密碼和目前的密碼相同，請換一個。", self.new)
        elif passwords.normal(self.new.text()) != passwords.normal(self.again.text()):
            self.refuse("兩次輸入的新密碼不一樣，請再輸入一次。", self.again)
        else:
            self.answered.emit(self.new.text(), self.keep.isChecked())

    def _leave(self) -> None:
        if not self.bar.isVisibleTo(self):
            self.left.emit()

    def _connect(self) -> None:
        lines = self._lines()
        for line, following in zip(lines, (*lines[1:], None), strict=True):
            line.entered.connect(following.setFocus if following else self._answer)
            line.typed.connect(self.problem.hide)
        self.go.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self._leave)

    def _lay_out(self) -> None:
        title = QLabel(TITLES[self.task])
        set_role(title, "title")
        inside = QVBoxLayout()
        inside.setSpacing(GRID)
        inside.addWidget(title)
        inside.addWidget(wrapped("muted", f"{self._office.path.name}：{_PURPOSES[self.task]}"))
        for line in self._lines():
            inside.addSpacing(GRID // 2)
            label = QLabel(line.line.accessibleName())
            label.setBuddy(line.line)
            inside.addWidget(label)
            inside.addWidget(line)
            if line is self.new:
                inside.addWidget(wrapped("small", _RULE))
        inside.addWidget(self.problem)
        if self.task != "remove":
            inside.addWidget(wrapped("warning", _LOST))
        inside.addWidget(self.keep)
        inside.addWidget(self.about_copies)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.go)
        row.addWidget(self.cancel)
        row.addStretch(1)
        inside.addLayout(row)
        inside.addWidget(self.bar)
        inside.addWidget(self.working)
        lay_out_card(self, self.messages, inside)
        self.work(False)
