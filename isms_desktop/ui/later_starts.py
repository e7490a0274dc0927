"""The window's part of a second start: it comes to the front and opens the file, unless it is too busy to notice."""

import time
from pathlib import Path
from threading import Event, Lock
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from isms_desktop.instance import ANSWER_WITHIN
from isms_desktop.ui.files import Files
from isms_desktop.ui.shell import Action, MessageKind


class Window(Protocol):
    """What is asked of the window."""

    files: Files

    def say(self, text: str, kind: MessageKind = "info", action: Action | None = None) -> None:
        """One line in the message bar."""


class LaterStarts(QObject):
    """``take`` is called from another thread and answers when the window has noticed."""

    _came = Signal(object)

    def __init__(self, window: QMainWindow, shell: Window) -> None:
        """``window`` and ``shell`` are the same window: what it is to Qt and to us."""
        super().__init__(window)
        self._window = window
        self._shell = shell
        self._came.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def take(self, file: Path | None) -> bool:
        """Hand it to the window; False when that does not notice in time: then it never will."""
        visit = _Visit(file)
        try:
            self._came.emit(visit)
        except RuntimeError:  # the window has just gone
            return False
        visit.noticed.wait(ANSWER_WITHIN)
        return not visit.settle()

    def _receive(self, visit: "_Visit") -> None:
        if time.monotonic() < visit.until and visit.settle():
            visit.noticed.set()
            self._come_to_front()
            if visit.file is not None:
                self._open(visit.file)

    def _come_to_front(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        (QApplication.activeModalWidget() or window).activateWindow()

    def _open(self, file: Path) -> None:
        if QApplication.activeModalWidget() is None:
            self._shell.files.open_path(file)
            return
        # Whoever asks in that dialog goes on afterwards with the office that is open now.
        words = f"「{file.stem}」還沒有開啟：請先完成或關閉目前的對話框。"
        self._shell.say(words, "warning", (f"開啟「{file.stem}」", lambda: self._open(file)))


class _Visit:
    """A file that has come, and whether it has been settled: taken by the window, or given up by the one who waits."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.until = time.monotonic() + ANSWER_WITHIN
        self.noticed = Event()
        self._lock = Lock()
        self._settled = False

    def settle(self) -> bool:
        """True for the one of the two sides that comes first."""
        with self._lock:
            first, self._settled = not self._settled, True
            return first
