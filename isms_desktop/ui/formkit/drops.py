"""Files that are dropped on a widget or pasted into it, wherever on it that happens."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QWidget

from isms_desktop.ui.grid.editors import files_in
from isms_desktop.ui.theme import GRID, set_role


class FileDrops(QObject):
    """Watches a widget. While files are held over it, it says what letting go will do."""

    dropped = Signal(list)
    """The ``Path`` of each file."""

    def __init__(self, area: QWidget, words: str | Callable[[list[Path]], str], *, paste: bool = True) -> None:
        """``words``: what letting go does, with ``{}`` for how many files there are, or told by the files themselves
        ("" when there is nothing to promise). ``paste``: files may be pasted as well.
        """
        super().__init__(area)
        self._area = area
        self._words = words
        self._veil: QLabel | None = None
        area.setAcceptDrops(True)
        area.installEventFilter(self)
        if paste:
            key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), area, self._paste)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what holds files; leave everything else alone."""
        match event:
            case QDropEvent() if event.type() == QEvent.Type.Drop:
                self._lift()
                if files := files_in(event.mimeData()):
                    event.setDropAction(Qt.DropAction.CopyAction)
                    event.accept()
                    self.dropped.emit(files)
                    return True
            case QDragEnterEvent() | QDragMoveEvent():
                if files := files_in(event.mimeData()):
                    event.setDropAction(Qt.DropAction.CopyAction)  # never move: the clerk's own file stays
                    event.accept()
                    self._cover(files)
                    return True
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Hide):
            self._lift()
        return super().eventFilter(watched, event)

    def _paste(self) -> None:
        if files := files_in(QGuiApplication.clipboard().mimeData()):
            self.dropped.emit(files)

    def _cover(self, files: list[Path]) -> None:
        words = self._words.format(len(files)) if isinstance(self._words, str) else self._words(files)
        if not words:
            self._lift()
            return
        if self._veil is None:
            self._veil = QLabel(self._area)
            self._veil.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._veil.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._veil.setWordWrap(True)
            set_role(self._veil, "drop")
        self._veil.setText(words)
        self._veil.setGeometry(self._area.rect().adjusted(GRID, GRID, -GRID, -GRID))
        self._veil.raise_()
        self._veil.show()

    def _lift(self) -> None:
        if self._veil is not None:
            self._veil.hide()
