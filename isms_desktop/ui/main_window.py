"""The window: shows the first-run page or the open office, and is the shell that pages talk to."""

import dataclasses
import gc
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from isms_desktop import PROGRAM
from isms_desktop.services.offices import Changed, Office
from isms_desktop.services.settings import Settings, save_settings
from isms_desktop.services.years import current_year
from isms_desktop.ui import theme
from isms_desktop.ui.files import Files
from isms_desktop.ui.followup import Followup
from isms_desktop.ui.help import Help
from isms_desktop.ui.jobs import Failure, Job, JobControl, JobRunner, with_office
from isms_desktop.ui.menus import Menus
from isms_desktop.ui.pages import PAGES, PageEntry
from isms_desktop.ui.shell import Action, MessageKind, Page, attempt
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.status_line import StatusLine
from isms_desktop.ui.workspace import Workspace

T = TypeVar("T")
_UNSAVED = "偏好設定存不進使用者資料夾，這次的選擇下次開啟時不會保留；機關的檔案不受影響。請洽管理這台電腦的人。"
_FIRST_SIZE = QSize(1280, 800)
_FRAME = QSize(16, 48)
"""Room for the frame that the system puts around a window: the status line must not lie below the screen."""
_FACTS_AFTER = 200
_WARM_AFTER = 500
_COPY_AFTER = 3000
"""Milliseconds after opening a file until the folder of copies is looked at, until the pages' modules are read, and
until the day's copy is made."""


class MainWindow(QMainWindow):
    """One window, one office at a time. ``entries`` are the tabs."""

    failed = Signal(str)
    """A bug has shown itself: its report."""

    def __init__(self, settings: Settings, entries: Sequence[PageEntry] = PAGES) -> None:
        super().__init__()
        self.settings = settings
        self.office: Office | None = None
        self.workspace: Workspace | None = None
        self._unsaved_said = False
        self.jobs = JobRunner(self)
        self.status = StatusLine(self)
        self.files = Files(self, self)
        self.help = Help(self)
        self._followup = Followup(self, self)
        self._entries = entries
        self._rooms = QStackedWidget()
        self.setCentralWidget(self._rooms)
        self.setStatusBar(self.status)
        self.menus = Menus(self.menuBar(), self, self.files)
        self.jobs.started.connect(self.status.job.follow)
        self.setWindowTitle(PROGRAM)
        theme.dress(self)
        self._restore_place()

    # ---- the shell that pages talk to

    def remember(self, **values: object) -> None:
        """Replace these parts of ``settings`` and keep them on disk."""
        settings = dataclasses.replace(self.settings, **values)  # type: ignore[arg-type]
        if settings != self.settings:
            self.settings = settings
            if not save_settings(settings) and not self._unsaved_said:
                self._unsaved_said = True
                self.say(_UNSAVED, "warning")

    def changed(self, changed: Changed) -> None:
        """Tell every page, the menus and the status line that records have changed."""
        if self.office and self.workspace:
            self.office.absorb(changed)
            self.workspace.changed(changed)
            if isinstance(over := self.room(), Page):
                over.refresh(changed)
            self._show_facts()
            self._followup.notice(changed)

    def say(self, text: str, kind: MessageKind = "info", action: Action | None = None) -> None:
        """One line in the message bar of what is on top."""
        bar = getattr(self._rooms.currentWidget(), "messages", None)
        if isinstance(bar, MessageBar):
            bar.say(text, kind, *([action] if action else []))

    def open_page(self, page_id: str, **where: object) -> None:
        """Show a page and hand ``where`` to it."""
        if self.workspace:
            self.show_workspace()
            self.workspace.open_page(page_id, **where)

    def run_job(
        self,
        title: str,
        work: Callable[[Office, JobControl], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[str], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Run long work on the open office beside the window (see ``Shell.run_job``)."""
        assert self.office is not None, "a job of a page needs the office of that page"
        return self.start_job(Job(title, with_office(self.office, work)), done, failed, cancelled)

    def start_job(
        self,
        job: Job,
        done: Callable[[Any], object] | None = None,
        failed: Callable[[str], object] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Start a job that needs no open office, with the same three ends."""

        def on_failed(failure: Failure) -> None:
            self.say_failure(failure)
            if failed:
                failed(failure.text)

        job.failed.connect(on_failed)
        if done:
            job.done.connect(done)
        if cancelled:
            job.cancelled.connect(cancelled)
        self.jobs.run(job)
        return job

    # ---- files

    def open_office(self, office: Office) -> None:
        """Show this office; the one that was open is closed."""
        self.close_office()
        while room := self.room():
            self.leave_room(room)
        self.office = office
        self.workspace = Workspace(office, self, self._entries)
        if self.workspace.banner:
            self.workspace.banner.retry.clicked.connect(lambda: self.files.open_again(office.path))
        self.show_room(self.workspace)
        self._show_facts()
        QTimer.singleShot(_FACTS_AFTER, self.workspace, self.files.show_last_copy)
        QTimer.singleShot(_WARM_AFTER, self.workspace, self._warm)
        QTimer.singleShot(_COPY_AFTER, self.workspace, self.files.daily_copy)

    def close_office(self) -> None:
        """Close the open file, if there is one."""
        if self.office is None or self.workspace is None:
            return
        if (editor := self.workspace.focusWidget()) is not None:
            editor.clearFocus()  # what stands there half typed is saved by leaving it
        office, workspace = self.office, self.workspace
        self.office = self.workspace = None
        self.leave_room(workspace)
        from isms_desktop.services.attachments import clear_copies  # the window starts without it

        clear_copies()
        gc.unfreeze()  # pages and records of this file may go now
        office.close()
        self._show_facts()

    def show_room(self, room: QWidget) -> None:
        """Bring the first-run page, the copies or the workspace to the top."""
        self._rooms.addWidget(room)
        self._rooms.setCurrentWidget(room)

    def leave_room(self, room: QWidget) -> None:
        """Take a room away; what was below comes up."""
        self._rooms.removeWidget(room)
        room.hide()
        room.deleteLater()

    def room(self) -> QWidget | None:
        """What is on top."""
        return self._rooms.currentWidget()

    def show_workspace(self) -> None:
        """Bring the open office to the top; whatever lay over it goes."""
        while self.workspace and (room := self.room()) is not self.workspace and room:
            self.leave_room(room)

    # ---- what the menus do

    def undo(self) -> None:
        """Take back the last change."""
        from isms_desktop.services import records  # the window starts without it

        self._step_back(records.undo, "已復原：")

    def redo(self) -> None:
        """Make the change again that was taken back last."""
        from isms_desktop.services import records

        self._step_back(records.redo, "已重做：")

    def undo_words(self) -> tuple[str, str]:
        """What would be undone and redone, "" for nothing."""
        if self.office is None or self.office.read_only:
            return "", ""
        return self.office.steps()

    def search(self) -> None:
        """Put the cursor where the page on top is searched."""
        if page := self._page():
            page.focus_search()

    def print_page(self) -> None:
        """Show the paper of the page on top, ready to print; where a paper is shown already, print it."""
        if (page := self._page()) and not page.print_shown():
            self.open_page("forms", form=page.printable_form())

    def set_text_size(self, percent: int) -> None:
        """Show everything at this size."""
        self.remember(text_size=percent)
        self.apply_theme()

    def set_theme(self, name: str) -> None:
        """Show everything light, dark, or as the system does."""
        self.remember(theme=name)
        self.apply_theme()

    def apply_theme(self) -> None:
        """Put the chosen look on."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, self.settings.theme, self.settings.text_size)

    def show_help(self) -> None:
        """The handbook, open at what is on top."""
        self.help.show_at(self.room())

    def say_failure(self, failure: Failure) -> None:
        """What went wrong, with the report to copy when it is a bug."""
        if failure.report:
            self.failed.emit(failure.report)
        copy = ("複製錯誤報告", lambda: QGuiApplication.clipboard().setText(failure.report))
        self.say(failure.text, "error", copy if failure.report else None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything is saved already; only running work is asked about."""
        if self.jobs.running:
            titles = "、".join(f"「{job.title}」" for job in self.jobs.running)
            self.say(f"{titles}還在進行，結束前要先取消。", "warning", ("取消工作並結束", self._stop_and_close))
            event.ignore()
            return
        self.remember(window=self.saveGeometry().toBase64().toStdString())
        self.help.close()
        self.close_office()
        super().closeEvent(event)

    # ---- inside

    def _page(self) -> Page | None:
        """The page that the clerk sees; None while something without a page lies on top."""
        room = self.room()
        if isinstance(room, Workspace):
            return room.current()
        return room if isinstance(room, Page) else None

    def _step_back(self, step: Callable[[Office], Changed | None], word: str) -> None:
        office = self.office
        if office is None:
            return
        changed = attempt(self, lambda: step(office))
        if changed:
            self.changed(changed)
            self.say(f"{word}{changed.label}")

    def _show_facts(self) -> None:
        year = current_year(self.office) if self.office else 0
        self.status.show_office(self.office, year)
        self.setWindowTitle(f"{self.office.agency.name} — {PROGRAM}" if self.office else PROGRAM)
        self.menus.update()

    def _warm(self) -> None:
        from isms_desktop.ui.warming import Warming

        if self.workspace:
            Warming(self._entries, self.workspace).start()

    def _stop_and_close(self) -> None:
        self.jobs.idle.connect(self.close)
        for job in self.jobs.running:
            job.cancel()

    def _restore_place(self) -> None:
        kept = QByteArray.fromBase64(self.settings.window.encode("ascii", "replace"))
        if not self.settings.window or not (
            self.restoreGeometry(kept) or self.restoreGeometry(_on_these_screens(kept))
        ):
            self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() - _FRAME))


_SCREEN, _SCREEN_WIDTH = slice(40, 44), slice(46, 50)
"""Where the number of the screen and its width stand in what Qt keeps of a window (its versions 2 and 3)."""


def _on_these_screens(kept: QByteArray) -> QByteArray:
    """A window's place as if it had been kept here.

    Qt moves a window wholly onto a screen and makes it no larger, but of a screen of another width (the large one has
    gone, the laptop alone is here) it takes nothing over, not even that the window was maximised.
    """
    content = bytearray(kept.data())
    if len(content) >= _SCREEN_WIDTH.stop:
        screens = QGuiApplication.screens()
        number = int.from_bytes(content[_SCREEN], "big", signed=True)
        number = number if 0 <= number < len(screens) else 0
        content[_SCREEN] = number.to_bytes(4, "big")
        content[_SCREEN_WIDTH] = screens[number].geometry().width().to_bytes(4, "big")
    return QByteArray(bytes(content))
