"""New, open, practise, back up, restore: everything that is about the file as a whole."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.services import backups, offices, settings
from isms_desktop.ui.jobs import Job, JobRunner, with_office
from isms_desktop.ui.shell import Action, Shell
from isms_desktop.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from isms_desktop.services.backups import Copy, VerifyReport
    from isms_desktop.services.offices import Office

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
        from PySide6.QtWidgets import QFileDialog  # a tenth of what is read at the start, for who opens another file

        here = self._window.office.path.parent if self._window.office else paths.documents_folder()
        name, _filter = QFileDialog.getOpenFileName(self._parent, "開啟機關檔案", str(here), _FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path) -> bool:
        """Open a file; the one that is open stays when that fails. Whether it is open now."""
        if self._busy():
            return False
        if self._is_open(path):
            self._window.show_workspace()
            return True
        try:
            office = offices.open_office(path)
        except UserError as problem:
            if self._window.room() is None:
                self.new_office()
            self._window.say(str(problem), "error", self._offer_copies(path))
            return False
        self._window.remember(recent=settings.remember_file(self._window.settings, path).recent)
        self._window.open_office(office)
        return True

    def _offer_copies(self, path: Path) -> Action | None:
        if not backups.copies(path):
            return None
        return "由備份還原", lambda: self._show_copies_of(path)

    def open_again(self, path: Path) -> None:
        """Close and open anew, to see whether the other person has let go of the file."""
        if not self._busy():
            self._window.close_office()
            self.open_path(path)

    def practise(self) -> None:
        """Open the practice office, which is made first when it is not there."""
        if not self._busy():
            job = Job("準備練習用機關", lambda _control: offices.practice_office())
            self._window.start_job(job, self.open_path)

    def create(self, path: Path, profile: str, name: str) -> None:
        """Make a new office file and open it."""

        def make(_control: object) -> Path:
            paths.ensure_folder(path.parent)
            offices.create_office(path, profile=profile, name=name).close()
            return path

        if not self._busy():
            self._window.start_job(Job("建立機關檔案", make), self.open_path)

    def back_up(self) -> None:
        """Copy the open file to where the clerk points."""
        from PySide6.QtWidgets import QFileDialog

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
            self._show_copies_of(self._window.office.path)

    def _show_copies_of(self, path: Path) -> None:
        from isms_desktop.ui.pages.copies import CopiesPage

        page = CopiesPage(path)
        page.back.clicked.connect(lambda: self._window.leave_room(page))
        page.restore_asked.connect(lambda copy: self.restore(copy, path))
        self._window.show_room(page)

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
        """Put a copy in the place of the open file, then open it. Today's file is kept as a copy first."""
        if self._busy():
            return
        self._window.close_office()

        def swap(_control: object) -> Path:
            backups.restore(copy.path, path)
            return path

        def opened(_path: object) -> None:
            if self.open_path(path):
                self._window.say(f"已還原到 {copy.made:%H:%M} 的備份；還原前的檔案也留有一份備份。")

        self._window.start_job(Job("還原備份", swap), opened, lambda _text: self.open_path(path))

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

    def _busy(self) -> bool:
        if not self._window.jobs.running:
            return False
        titles = "、".join(f"「{job.title}」" for job in self._window.jobs.running)
        self._window.say(f"{titles}還在進行。請等它完成，或先取消。", "warning")
        return True
