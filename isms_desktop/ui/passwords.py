"""Carries out what has to do with the password of the file: asking for it, changing it, and the older copies."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from PySide6.QtWidgets import QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.services import backups, passwords
from isms_desktop.services.passwords import Key, OldCopy
from isms_desktop.ui.jobs import Failure, Job, JobControl, JobRunner
from isms_desktop.ui.pages.unlock import UnlockPage
from isms_desktop.ui.shell import Action, MessageKind

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.pages.old_copies import OldCopiesPage
    from isms_desktop.ui.pages.password import PasswordPage, Task

_DONE: "dict[Task, str]" = {
    "set": "密碼已設定，檔案已加密。",
    "change": "密碼已變更。",
    "remove": "密碼已移除，檔案沒有加密。",
}
Unlocked: TypeAlias = Callable[[Key], object]


class Window(Protocol):
    """What this asks of the window."""

    jobs: JobRunner
    office: "Office | None"

    def start_job(
        self, job: Job, done: Callable[[Any], object] | None = None, failed: Callable[[str], object] | None = None
    ) -> Job:
        """Start a job that needs no open office."""

    def say(self, text: str, kind: MessageKind = "info", action: Action | None = None) -> None:
        """One line in the message bar of what is on top."""

    def say_failure(self, failure: Failure) -> None:
        """What went wrong, with the report to copy when it is a bug."""

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


class Files(Protocol):
    """What this asks of the 檔案 menu."""

    def open_path(self, path: Path, key: Key | None = None) -> bool:
        """Open a file; whether it is open now."""

    def new_office(self) -> None:
        """The first-run page."""

    def show_copies_of(self, path: Path) -> None:
        """The kept copies of a file."""

    def is_busy(self) -> bool:
        """Whether something runs; then that has been said."""


class Passwords:
    """Made when the first file with a password, or the first password, is met."""

    def __init__(self, window: Window, files: Files) -> None:
        self._window = window
        self._files = files

    # ---- asking

    def ask(self, path: Path, unlocked: Unlocked, *, why: str = "") -> None:
        """Ask for the password of a file, over what is open; ``unlocked`` gets it when it fits."""
        present = self._window.room()
        if isinstance(present, UnlockPage):  # another file was chosen instead
            self._window.leave_room(present)
        page = UnlockPage(path, why=why, has_copies=not why and bool(backups.copies(path)))
        page.left.connect(lambda: self._leave(page))
        page.copies_asked.connect(lambda: self._show_copies(page))
        page.answered.connect(lambda typed: self._try(page, typed, unlocked))
        self._window.show_room(page)

    def _leave(self, page: QWidget) -> None:
        self._window.leave_room(page)
        if self._window.room() is None:
            self._files.new_office()

    def _show_copies(self, page: UnlockPage) -> None:
        self._leave(page)
        self._files.show_copies_of(page.path)

    def _try(self, page: UnlockPage, typed: str, unlocked: Unlocked) -> None:
        def done(key: Key) -> None:
            if self._window.room() is page:
                page.work(False)
                unlocked(key)

        def failed(failure: Failure) -> None:
            if self._window.room() is page:
                page.refuse(failure.text)
                if failure.report:
                    self._window.say_failure(failure)

        job = Job("開啟檔案", lambda _control: passwords.unlock(page.path, typed))
        job.done.connect(done)
        job.failed.connect(failed)
        job.cancelled.connect(lambda: page.work(False))
        self._window.jobs.run(job)

    # ---- setting, changing, removing

    def set_or_change(self) -> None:
        """設定密碼, or 變更密碼 where there is one."""
        if self._window.office:
            self._show("change" if self._window.office.encrypted else "set")

    def remove(self) -> None:
        """移除密碼."""
        if self._window.office and self._window.office.encrypted:
            self._show("remove")

    def _show(self, task: "Task") -> None:
        from isms_desktop.ui.pages.password import PasswordPage

        office = self._window.office
        if office is None or self._files.is_busy():
            return
        self._window.show_workspace()
        if office.read_only:
            self._window.say("檔案目前是唯讀的，不能更改密碼。請等對方關閉檔案，再重新開啟。", "warning")
            return
        page = PasswordPage(office, task)
        page.left.connect(lambda: self._window.leave_room(page))
        page.answered.connect(lambda new, keep: self._change(page, new, keep))
        self._window.show_room(page)

    def _change(self, page: "PasswordPage", new: str | None, keep: bool) -> None:
        from isms_desktop.ui.pages.password import TITLES

        office = self._window.office
        if office is None or self._files.is_busy():
            return
        path, key = office.path, office.key
        page.work(True)
        self._window.close_office()

        def work(control: JobControl) -> Key | None:
            return passwords.change(
                path, key, new, keep_copy=keep, progress=control.progress, cancelled=control.cancelled
            )

        def back(failure: Failure | None) -> None:
            """As it was, with a word on why."""
            if self._files.open_path(path, key):
                if failure:
                    self._window.say_failure(failure)
                else:
                    self._window.say("已取消，密碼沒有變動。")

        job = Job(TITLES[page.task], work)
        job.progressed.connect(page.show_progress)
        job.done.connect(lambda now: self._changed(page.task, path, now, key))
        job.failed.connect(back)
        job.cancelled.connect(lambda: back(None))
        self._window.jobs.run(job)

    def _changed(self, task: "Task", path: Path, key: Key | None, former: Key | None) -> None:
        if not self._files.open_path(path, key):
            return
        said = _DONE[task]

        def tell(left: list[OldCopy]) -> None:
            if not left:
                self._window.say(said)
                return
            which = "還沒有密碼" if key and not former else "還有當時的密碼" if key is None else "還不是新的密碼"
            text = f"{said}備份資料夾裡有 {len(left)} 份舊備份{which}。"
            self._window.say(text, "warning", ("處理舊備份…", lambda: self._show_old(path, left)))

        self._look(path, former, tell)

    # ---- the older copies

    def tidy_copies(self) -> None:
        """Show the copies of the open file that have another password."""
        office = self._window.office
        if office is None or self._files.is_busy():
            return
        if office.read_only:
            self._window.say("檔案目前是唯讀的，備份也不能更改。請等對方關閉檔案，再重新開啟。", "warning")
            return
        self._look(office.path, None, lambda left: self._show_old(office.path, left))

    def _look(self, path: Path, former: Key | None, tell: Callable[[list[OldCopy]], object]) -> None:
        office = self._window.office
        key = office.key if office else None

        def work(control: JobControl) -> list[OldCopy]:
            return passwords.old_copies(path, key, former, progress=control.progress, cancelled=control.cancelled)

        def done(left: list[OldCopy]) -> None:
            if self._window.office is office:
                tell(left)

        self._window.start_job(Job("查看舊備份", work), done)

    def _show_old(self, path: Path, left: list[OldCopy]) -> None:
        from isms_desktop.ui.pages.old_copies import OldCopiesPage

        office = self._window.office
        if office is None or office.path != path:
            return
        self._window.show_workspace()
        if not left:
            self._window.say("所有備份都和檔案用同一個密碼。" if office.encrypted else "所有備份都沒有密碼。")
            return
        page = OldCopiesPage(left, encrypted=office.encrypted)
        page.back.clicked.connect(self._window.show_workspace)
        page.follow_asked.connect(lambda chosen: self._follow(page, path, left, chosen))
        page.delete_asked.connect(lambda chosen: self._delete(path, left, chosen))
        self._window.show_room(page)

    def _follow(self, page: "OldCopiesPage", path: Path, left: list[OldCopy], chosen: list[OldCopy]) -> None:
        office = self._window.office
        if office is None or self._files.is_busy():
            return
        key = office.key
        page.setEnabled(False)

        def work(control: JobControl) -> list[Path]:
            return passwords.follow(chosen, key, progress=control.progress, cancelled=control.cancelled)

        def done(failed: list[Path]) -> None:
            said = f"已改好 {len(chosen) - len(failed)} 份備份。"
            if failed:
                said += f"有 {len(failed)} 份沒有改成（{failed[0].name}…），可能已損壞或正在使用。"
            self._gone(path, left, [each for each in chosen if each.copy.path not in failed], said)

        job = Job("更改備份的密碼", work)
        job.cancelled.connect(self.tidy_copies)  # some may be done
        self._window.start_job(job, done, lambda _text: page.setEnabled(True))

    def _delete(self, path: Path, left: list[OldCopy], chosen: list[OldCopy]) -> None:
        try:
            passwords.delete(chosen)
        except UserError as problem:
            self._window.say(str(problem), "error")
            return
        self._gone(path, left, chosen, f"已刪除 {len(chosen)} 份備份。")

    def _gone(self, path: Path, left: list[OldCopy], settled: list[OldCopy], said: str) -> None:
        """Some of the list are settled: show the others, or go back."""
        still = [each for each in left if each not in settled]
        self._window.show_workspace()
        if still:
            self._show_old(path, still)
        self._window.say(said)
