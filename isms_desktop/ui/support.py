"""What the 說明 menu offers beside the handbook: the self-test, the licences, keys and versions."""

from typing import Protocol

from PySide6.QtWidgets import QWidget

from isms_desktop.ui.pages.self_test import SelfTestPage
from isms_desktop.ui.pages.self_test import Window as Starter


class Window(Starter, Protocol):
    """What it asks of the window."""

    def room(self) -> QWidget | None:
        """What is on top."""

    def show_room(self, room: QWidget) -> None:
        """Bring a room to the top."""

    def leave_room(self, room: QWidget) -> None:
        """Take a room away; what was below comes up."""


def show_self_test(window: Window) -> None:
    """Bring the self-test to the top, where it begins."""
    if isinstance(window.room(), SelfTestPage):
        return
    page = SelfTestPage(window)
    page.back.clicked.connect(lambda: window.leave_room(page))
    window.show_room(page)
