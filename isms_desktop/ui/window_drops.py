"""Files that are dropped on the window: an office is opened, a sheet goes into the register that is shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from isms_desktop.services.offices import SUFFIX
from isms_desktop.ui.files import Files
from isms_desktop.ui.formkit.drops import FileDrops
from isms_desktop.ui.shell import Action, DropOffer, MessageKind, Page
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.workspace import Workspace

_NAMED = 3
NOTHING_TO_DO = (
    "「{}」放在這裡，程式不知道要做什麼。機關檔案（.isms）放在哪裡都會開啟；"
    "試算表請放在要匯入的登記簿；附件請放在那一筆紀錄的卡片上。"
)


class Window(Protocol):
    """What is asked of the window."""

    files: Files

    def room(self) -> QWidget | None:
        """What is on top."""

    def say(self, text: str, kind: MessageKind = "info", action: Action | None = None) -> None:
        """One line in the message bar."""


class WindowDrops(QObject):
    """What no part of a page takes for itself (a record's card takes its attachments) comes here."""

    def __init__(self, area: QWidget, shell: Window) -> None:
        super().__init__(area)
        self._shell = shell
        drops = FileDrops(area, self._words, paste=False)
        # Whoever dropped them waits until we have said thanks; reading a file is for afterwards.
        drops.dropped.connect(lambda files: QTimer.singleShot(0, self, lambda: self.take(files)))

    def take(self, files: Sequence[Path]) -> None:
        """Do what can be done with these files, and say what was left."""
        offer = self._offer(files)
        if offer is None:
            self._shell.say(NOTHING_TO_DO.format(files[0].name), "warning")
            return
        offer.act()
        left = [file.name for file in files if file != offer.file]
        bar = getattr(self._shell.room(), "messages", None)
        if left and isinstance(bar, MessageBar):
            more = f"等 {len(left)} 個檔案" if left[_NAMED:] else ""
            bar.add(f"一次處理一個檔案，「{'」「'.join(left[:_NAMED])}」{more}還沒有處理。")

    def _words(self, files: Sequence[Path]) -> str:
        offer = self._offer(files)
        return offer.words if offer else ""

    def _offer(self, files: Sequence[Path]) -> DropOffer | None:
        office = next((file for file in files if file.suffix.lower() == SUFFIX), None)
        if office is not None:
            return DropOffer(office, f"放開滑鼠，開啟「{office.stem}」", lambda: self._shell.files.open_path(office))
        room = self._shell.room()
        page = room.current() if isinstance(room, Workspace) else room
        return page.drop_offer(files) if isinstance(page, Page) else None
