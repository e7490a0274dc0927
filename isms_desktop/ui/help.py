"""F1: which topic of the handbook belongs to what is on top, and the window that shows it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from isms_desktop.ui.handbook.window import HandbookWindow, Host


class Help:
    """Opens and closes the handbook for the program's window."""

    def __init__(self, host: "Host") -> None:
        self._host = host
        self.window: HandbookWindow | None = None

    def show_at(self, room: QWidget | None) -> None:
        """Open the handbook at what is on top."""
        from isms_desktop.ui.handbook.window import HandbookWindow  # nobody waits for it at the start

        if self.window is None:
            self.window = HandbookWindow(self._host)
        self.window.open_topic(topic_of(room))

    def close(self) -> None:
        """The program ends: the handbook goes with it."""
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None


def topic_of(room: QWidget | None) -> str:
    """The topic of what is on top: what it says itself (``help_topic``, or a plain ``help_id``), "" for nothing."""
    ask = getattr(room, "help_topic", None)
    topic = ask() if callable(ask) else getattr(room, "help_id", "")
    return str(topic)
