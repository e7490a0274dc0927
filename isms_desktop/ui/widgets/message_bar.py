"""One line above the page that says what happened, what is safe and what to do. It takes the place of message boxes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

_INFO_STAYS = 8000
"""Milliseconds that good news stays; bad news stays until it is closed."""


class MessageBar(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ""
        self._actions: tuple[tuple[str, Callable[[], None]], ...] = ()
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._offers = QHBoxLayout()
        self.close_button = button_with("關閉", link=True)
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.addWidget(self.label, 1)
        row.addLayout(self._offers)
        row.addWidget(self.close_button)
        self._timer = QTimer(self, singleShot=True, interval=_INFO_STAYS)
        self._timer.timeout.connect(self._on_old)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.hide)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.hide()

    def say(self, text: str, kind: str = "info", *actions: tuple[str, Callable[[], None]]) -> None:
        """Show a line; an ``info`` goes away by itself, one that offers something to do not before ``leave``."""
        self.kind = kind
        self.label.setText(text)
        set_role(self, kind)
        self._set_actions(actions)
        self._timer.stop()
        if kind == "info":
            self._timer.start()
        self.show()
        self._announce(text)

    def add(self, text: str, *actions: tuple[str, Callable[[], None]]) -> None:
        """Say one thing more: what is being said, and what it offers, stays beside it."""
        if self.isHidden():
            self.say(text, "warning", *actions)
            return
        kind = "error" if self.kind == "error" else "warning"
        self.say(f"{self.label.text()}\n{text}", kind, *self._actions, *actions)

    def leave(self) -> None:
        """The clerk goes to another page: good news of a while ago is about what is no longer seen."""
        if self.kind == "info" and not self._timer.isActive():
            self.hide()

    def buttons(self) -> list[QPushButton]:
        """The buttons of the present message, without 關閉."""
        return [button for button in self.findChildren(QPushButton) if button is not self.close_button]

    def _on_old(self) -> None:
        if not self.buttons():
            self.hide()

    def _announce(self, text: str) -> None:
        """Read the line out where somebody listens instead of looking."""
        # Not at the top: nobody has anything to say while the window starts.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _set_actions(self, actions: tuple[tuple[str, Callable[[], None]], ...]) -> None:
        self._actions = actions
        for button in self.buttons():
            button.setParent(None)
            button.deleteLater()
        for label, act in actions:
            button = button_with(label)
            button.clicked.connect(lambda _checked=False, act=act: self._do(act))
            self._offers.addWidget(button)

    def _do(self, act: Callable[[], None]) -> None:
        self.hide()
        act()
