"""The file has a password: it is asked for in the window, over what was open before."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.password_edit import PasswordEdit
from isms_desktop.ui.widgets.sheet import lay_out_card


class UnlockPage(QWidget):
    """One line to type into, and a way back."""

    help_id = "password"
    answered = Signal(str)
    """The clerk has typed this password."""
    left = Signal()
    """Back to what was open before."""
    copies_asked = Signal()
    """The clerk wants to go back to a kept copy."""

    def __init__(self, path: Path, *, why: str = "", has_copies: bool = False) -> None:
        """``why``: what it is for, where it is not simply to open the file."""
        super().__init__()
        self.path = path
        self.messages = MessageBar()
        title = QLabel("這個檔案有密碼")
        set_role(title, "title")
        self.name = wrapped("heading", path.name)
        where = wrapped("small", str(path.parent))
        self.password = PasswordEdit("密碼")
        self.password.line.setPlaceholderText("輸入密碼")
        self.problem = wrapped("error")
        self.problem.hide()
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(GRID // 2)
        self.busy.setAccessibleName("正在開啟")
        self.open = button_with("開啟" if not why else "繼續", main=True)
        self.cancel = button_with("取消")
        self.copies = button_with("由備份還原…", link=True)
        self.copies.setVisible(has_copies)
        inside = QVBoxLayout()
        inside.setSpacing(GRID)
        for words in (title, self.name, where):
            inside.addWidget(words)
        if why:
            inside.addWidget(wrapped("", why))
        inside.addSpacing(GRID)
        widgets: tuple[QWidget, ...] = (self.password, self.problem, self.busy)
        for widget in widgets:
            inside.addWidget(widget)
        inside.addSpacing(GRID)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in (self.open, self.cancel):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.copies)
        inside.addLayout(row)
        inside.addWidget(wrapped("small", "密碼只用來打開檔案，不會存在這台電腦。忘記密碼時，沒有人能把它找回來。"))
        lay_out_card(self, self.messages, inside)
        self._keep_room(True)
        self.open.clicked.connect(self._answer)
        self.password.entered.connect(self._answer)
        self.password.typed.connect(self.problem.hide)
        self.cancel.clicked.connect(self.left)
        self.copies.clicked.connect(self.copies_asked)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def work(self, on: bool) -> None:
        """Whether the password is being tried just now."""
        self._keep_room(not on)
        self.password.line.setReadOnly(on)
        for button in (self.open, self.copies):
            button.setEnabled(not on)

    def refuse(self, sentence: str) -> None:
        """It was not the password: say so, and let it be typed once more."""
        self.work(False)
        self.problem.setText(sentence)
        self.problem.show()
        self.password.try_again()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts in the line."""
        super().showEvent(event)
        self.password.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """What was typed does not wait behind another room."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.password.forget()

    def _answer(self) -> None:
        if self.password.line.isReadOnly():
            return
        if not self.password.text():
            self.refuse("請輸入密碼。")
            return
        self.work(True)
        self.answered.emit(self.password.text())

    def _keep_room(self, still: bool) -> None:
        """The bar keeps its place while it is not seen: nothing jumps."""
        policy = self.busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy.setSizePolicy(policy)
        self.busy.setVisible(not still)
