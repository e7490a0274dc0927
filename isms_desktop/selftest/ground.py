"""What every trial stands on: its folders, a throwaway office, and words for whatever goes wrong."""

import errno
import shutil
import tomllib
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.services.offices import Office, create_office, open_office
from isms_desktop.services.program_facts import in_short

PROFILE = "household-office-c"
REINSTALL = "請重新安裝本程式；機關的檔案不受影響。"
TELL = "請複製這份報告給維護人員。"
ROOM = 300
"""Megabytes that the program should find free: for the copies of a large office, and a year's papers."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where one run of the self-test works."""

    work: Path
    """Goes at the end; has blanks and Chinese in its name, as a clerk's folders have."""
    out: Path
    """For what the user may want to look at: papers, sheets, pictures."""
    on_screen: bool = True
    """Whether the window may be seen while it is looked at."""
    homes: tuple[Path, ...] = ()
    """The user's own folders of settings and of crash reports."""

    @contextmanager
    def office(self, name: str) -> Iterator[Office]:
        """A practice office on a file of its own, closed at the end."""
        office = open_office(self.office_file(name))
        try:
            yield office
        finally:
            office.close()

    def office_file(self, name: str) -> Path:
        """The file of a practice office of its own. The first is made, the others are copies of it."""
        first, path = self.work / "範本 機關.isms", self.work / f"{name} 測試.isms"
        if not first.exists():
            create_office(first, profile=PROFILE, name="自我檢測機關", sample=True).close()
        shutil.copyfile(first, path)
        return path


Trial: TypeAlias = Callable[[Ground], str]
"""Tries one thing and says what was found; raises what ``explain`` has words for."""


def expect(condition: bool, text: str, advice: str = REINSTALL) -> None:
    """UserError with these words unless the condition holds."""
    if not condition:
        raise UserError(text, advice)


def explain(problem: BaseException) -> str:
    """What went wrong, and the next step, in Chinese."""
    if isinstance(problem, UserError):
        return str(problem) if problem.advice else f"{problem}{TELL}"
    if isinstance(problem, ImportError):
        return f"缺少或載入不了程式元件「{problem.name or problem}」（{problem}）。{REINSTALL}"
    if isinstance(problem, tomllib.TOMLDecodeError):
        return f"程式的資料檔損壞，是哪一個見「表單與資料」一項。{REINSTALL}"
    if isinstance(problem, OSError) and (said := _of_files(problem)):
        return said
    frame = traceback.extract_tb(problem.__traceback__)[-1:]
    place = f"，{Path(frame[0].filename).name}:{frame[0].lineno}" if frame else ""
    return f"發生未預期的錯誤（{type(problem).__name__}: {problem}{place}）。{TELL}"


def _of_files(problem: OSError) -> str:
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG):
        return f"磁碟空間不足。請清出至少 {ROOM} MB 的空間後再檢測一次。"
    if not isinstance(problem.filename, str):
        return ""
    path = Path(problem.filename)
    if path.is_relative_to(paths.shipped()):
        return f"程式檔案「{path.relative_to(paths.shipped()).as_posix()}」不見了，或讀不到。{REINSTALL}"
    if isinstance(problem, PermissionError):
        return f"沒有權限讀寫「{in_short(path)}」。請換一個可以寫入的位置，或請管理者開放權限。"
    return ""
