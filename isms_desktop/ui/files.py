"""New, open, practise, back up, restore: everything that is about the file as a whole."""

import functools
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.services import backups, offices, settings
from isms_desktop.ui.jobs import Failure, Job, JobRunner, with_office
from isms_desktop.ui.shell import Action, Shell
from isms_desktop.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from isms_desktop.services.backups import Copy, VerifyReport
    from isms_desktop.services.offices import Office
    from isms_desktop.services.passwords import Key
    from isms_desktop.ui.passwords import Passwords

_TELL_AFTER = 1000
"""Milliseconds after opening until Windows hears of the file: it takes its time to write that down."""
_FILTER = f"機關檔案 (*{offices.SUFFIX})"


class Window(Shell, Protocol):
    """What carrying out the 檔案 menu asks of the window, besides what every page may ask."""

    jobs: JobRunner
    status: StatusLine
    office: "Office | None"

    def start_job(
        self, job: Job, done: Callable[[Any], object] | None = None, failed: Callable[[str], object] | None = None
    ) -> Job:
        """Start a job that needs no open office."""

    def open_office(self, office: "Office") -> None:
        """Show this office; the one that was open is closed."""

    def close_office(self) -> None:
        """Close the open file, if there is one."""

    def room(self) -> QWidget | None:
        """What is on top."""

    def show_room(self, room: QWidget) -> None:
        """Bring a room to the top."""

    def say_failure(self, failure: Failure) -> None:
        """What went wrong, with the report to copy when it is a bug."""

    def leave_room(self, room: QWidget) -> None:
        """Take a room away; what was below comes up."""

    def show_workspace(self) -> None:
        """Bring the open office to the top."""


class Files:
    """Carries out the 檔案 menu for a window."""

    def __init__(self, window: Window, parent: QWidget) -> None:
        """``parent``: the widget over which the dialogs appear."""
        self._window = window
        self._parent = parent

    def new_office(self) -> None:
        """The first-run page: three questions, the practice office, recent files."""
        from isms_desktop.ui.pages.welcome import WelcomePage

        office = self._window.office
        page = WelcomePage(self._window.settings.recent, office.agency.name if office else "")
        page.practise_asked.connect(self.practise)
        page.choose_asked.connect(self.choose_office)
        page.open_asked.connect(self.open_path)
        page.create_asked.connect(self.create)
        page.left.connect(self._window.show_workspace)
        self._window.show_room(page)

    def choose_office(self) -> None:
        """Open a file that the clerk points at."""
        here = self._window.office.path.parent if self._window.office else paths.documents_folder()
        name, _filter = QFileDialog.getOpenFileName(self._parent, "開啟機關檔案", str(here), _FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, key: "Key | None" = None, then: Callable[[], object] | None = None) -> bool:
        """Open a file; the one that is open stays when that fails. Whether it is open now.

        Where it has a password that ``key`` is not, the window asks for it. ``then`` is called when the file is open,
        now or after that.
        """
        if self.is_busy():
            return False
        if self._is_open(path):
            self._window.show_workspace()
        else:
            try:
                office = offices.open_office(path, key=key)
            except UserError as problem:
                self._not_opened(path, problem, then)
                return False
            self._show(office)
        if then:
            then()
        return True

    def _show(self, office: "Office") -> None:
        self._window.remember(recent=settings.remember_file(self._window.settings, office.path).recent)
        self._window.open_office(office)
        if sys.platform == "win32":
            from isms_desktop.windows_shell import remember_document

            QTimer.singleShot(_TELL_AFTER, lambda: remember_document(office.path))

    def _not_opened(self, path: Path, problem: UserError, then: Callable[[], object] | None) -> None:
        """Ask for the password where that is what is missing, or say what went wrong."""
        from isms_desktop.services import passwords  # most files have none

        if isinstance(problem, passwords.WrongKey) and passwords.may_be_unlocked(path):
            self.passwords.ask(path, lambda key: self.open_path(path, key, then))
            return
        if self._window.room() is None:
            self.new_office()
        self._window.say(str(problem), "error", self._offer_copies(path))

    @functools.cached_property
    def passwords(self) -> "Passwords":
        """All that has to do with the password of a file."""
        from isms_desktop.ui.passwords import Passwords

        return Passwords(self._window, self)

    def forget(self, names: Collection[str]) -> None:
        """Take these files off the list of recent ones."""
        kept = (name for name in self._window.settings.recent if name not in names)
        self._window.remember(recent=tuple(kept))

    def _offer_copies(self, path: Path) -> Action | None:
        if not backups.copies(path):
            return None
        return "由備份還原", lambda: self.show_copies_of(path)

    def open_again(self, path: Path) -> None:
        """Close and open anew, to see whether the other person has let go of the file."""
        if not self.is_busy():
            key = self._key_of(path)
            self._window.close_office()
            self.open_path(path, key)

    def _key_of(self, path: Path) -> "Key | None":
        """The password of a file, when it is the open one."""
        office = self._window.office
        return office.key if office and office.path == path else None

    def practise(self) -> None:
        """Open the practice office, which is made first when it is not there."""
        if not self.is_busy():
            job = Job("準備練習用機關", lambda _control: offices.practice_office())
            self._window.start_job(job, lambda made: self.open_path(made))

    def create(self, path: Path, profile: str, name: str) -> None:
        """Make a new office file and open it."""

        def make(_control: object) -> Path:
            paths.ensure_folder(path.parent)
            offices.create_office(path, profile=profile, name=name).close()
            return path

        if not self.is_busy():
            job = Job("建立機關檔案", make)
            self._window.start_job(job, lambda made: self.open_path(made, then=self._offer_password))

    def _offer_password(self) -> None:
        self._window.say("機關檔案已建立。會記載個人資料的話，可以加上密碼。", "info", ("加上密碼…", self.set_password))

    def set_password(self) -> None:
        """設定密碼, or 變更密碼 where there is one."""
        self.passwords.set_or_change()

    def remove_password(self) -> None:
        """移除密碼."""
        self.passwords.remove()

    def back_up(self) -> None:
        """Copy the open file to where the clerk points."""
        office = self._window.office
        if office is None:
            return
        proposed = office.path.with_name(f"{office.path.stem}-備份{offices.SUFFIX}")
        name, _filter = QFileDialog.getSaveFileName(self._parent, "備份到", str(proposed), _FILTER)
        if name:
            target = Path(name)
            work = with_office(office, lambda own, _control: backups.backup(own, target))
            said = f"已備份到「{target}」，並檢查過內容完整。"
            self._window.start_job(Job("備份", work), lambda _result: self._window.say(said))

    def show_copies(self) -> None:
        """The kept copies of the open file."""
        if self._window.office:
            self.show_copies_of(self._window.office.path)

    def show_copies_of(self, path: Path) -> None:
        """The kept copies of a file, open or not."""
        from isms_desktop.ui.pages.copies import CopiesPage

        office = self._window.office
        encrypted = bool(office and office.path == path and office.encrypted)
        page = CopiesPage(path, encrypted=encrypted)
        page.back.clicked.connect(lambda: self._left(page))
        page.restore_asked.connect(lambda copy: self.restore(copy, path))
        page.tidy_asked.connect(lambda: self.passwords.tidy_copies())
        self._window.show_room(page)

    def _left(self, page: QWidget) -> None:
        self._window.leave_room(page)
        if self._window.room() is None:
            self.new_office()

    def show_agency(self) -> None:
        """What is true of the whole office: name, officers, sign-off, scales, events."""
        from isms_desktop.ui.pages.agency import AgencyPage

        if self._window.office:
            self._window.show_workspace()
            page = AgencyPage(self._window.office, self._window)
            page.back.clicked.connect(self._window.show_workspace)
            self._window.show_room(page)

    def verify(self) -> None:
        """Check the open file: is it whole, does the history hold, are the attachments there."""
        office = self._window.office
        if office is None:
            return

        def say(report: "VerifyReport") -> None:
            if report.ok:
                self._window.say("檔案檢查完成：檔案結構、異動紀錄、各筆紀錄與附件都完整。")
            else:
                wrong = "；".join(f"{part.name}：{part.text}" for part in report.parts if not part.ok)
                self._window.say(f"檔案檢查發現問題。{wrong}", "error", ("由備份還原", self.show_copies))

        self._window.start_job(Job("檢查檔案", with_office(office, lambda own, _control: backups.verify(own))), say)

    def restore(self, copy: "Copy", path: Path) -> None:
        """Put a copy in the place of the open file, then open it. Today's file is kept as a copy first.

        A copy with another password than the file has today is unlocked first.
        """
        if self.is_busy():
            return
        from isms_desktop.services import passwords

        key = self._key_of(path)
        if not passwords.has_password(copy.path):
            self._swap_in(copy, path, key, None)
            return

        def tried(fits: bool) -> None:
            if fits:
                self._swap_in(copy, path, key, key)
            else:
                why = "這份備份的密碼和檔案現在的不同。請輸入做這份備份時的密碼。" if key else "這份備份有密碼。"
                self.passwords.ask(copy.path, lambda its: self._swap_in(copy, path, key, its), why=why)

        job = Job("查看備份", lambda _control: key is not None and passwords.opens(copy.path, key))
        self._window.start_job(job, tried)

    def _swap_in(self, copy: "Copy", path: Path, key: "Key | None", its_key: "Key | None") -> None:
        self._window.close_office()

        def swap(_control: object) -> Path:
            backups.restore(copy.path, path, key=key, chosen_key=its_key)
            return path

        def opened() -> None:
            self._window.say(f"已還原到 {copy.made:%H:%M} 的備份；還原前的檔案也留有一份備份。")

        job = Job("還原備份", swap)

        def failed(text: str) -> None:
            self.open_path(path, key, lambda: self._window.say(text, "error"))

        self._window.start_job(job, lambda _path: self.open_path(path, key or its_key, opened), failed)

    def show_last_copy(self) -> None:
        """Say in the status line when the newest kept copy was made."""
        if office := self._window.office:
            self._window.status.show_copy(next((copy.made for copy in backups.copies(office.path)), None))

    def daily_copy(self) -> None:
        """Make the day's copy, when there is none yet."""
        if self._window.office and not self._window.office.read_only:
            self._window.run_job(
                "每日備份", lambda own, _control: backups.daily_copy(own), done=lambda _made: self.show_last_copy()
            )

    def _is_open(self, path: Path) -> bool:
        present = self._window.office
        return bool(present and not present.read_only and path.exists() and path.samefile(present.path))

    def is_busy(self) -> bool:
        """Whether something runs beside the window; then that is said."""
        if not self._window.jobs.running:
            return False
        titles = "、".join(f"「{job.title}」" for job in self._window.jobs.running)
        self._window.say(f"{titles}還在進行。請等它完成，或先取消。", "warning")
        return True
