"""Who holds the file: one office, one writer.

A lock file beside the office's file names the holder. The lock itself is the operating system's, so that it ends with
the program that held it, whatever ended the program; what the lock file says is for people.
"""

import contextlib
import datetime
import getpass
import json
import os
import sys
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from isms_desktop.domain import rocdate
from isms_desktop.held_file import try_hold
from isms_desktop.paths import reachable
from isms_desktop.store.errors import users_world


class Holder(NamedTuple):
    """Who holds a file."""

    host: str
    user: str
    since: str
    """Local time, ISO."""

    def sentence(self) -> str:
        """What a second opener is told."""
        return f"{self.in_words()}，現在以唯讀開啟。"

    def in_words(self) -> str:
        """Who has the file since when, without a full stop."""
        since = f"自 {rocdate.write_moment(self.since)} 起" if self.since else "正在"
        return f"{self.user}（電腦 {self.host}）{since}使用這個檔案"


def this_user() -> str:
    """The name under which changes are kept: the account's, or 未知使用者 where the system does not tell."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知使用者"


def _this_host() -> str:
    name = os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename
    return name or "這台電腦"


class FileLock:
    """The lock of one office file, held from construction until ``release``."""

    def __init__(self, file: FileIO, path: Path) -> None:
        self._file = file
        self._path = path

    def release(self) -> None:
        """Give the file free. The lock file goes first, while nobody else can hold it."""
        # On Windows an open file cannot be removed; on Unix it must be, before another program locks it.
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            self._path.unlink(missing_ok=True)


def lock_path(office: Path) -> Path:
    """Where the lock file of an office file lies: beside the file itself, also when it is reached by a link."""
    office = reachable(office)
    with contextlib.suppress(OSError):  # a path that cannot be followed is taken as it is
        office = reachable(office.resolve())
    return office.with_name(office.name + ".lock")


def acquire(office: Path) -> FileLock | Holder:
    """The lock, or who has it. Raises FileProblem where the folder cannot be written."""
    path = lock_path(office)
    with users_world(office), contextlib.ExitStack() as unless_held:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        file = unless_held.enter_context(FileIO(handle, "r+"))
        if not try_hold(file):
            return read_holder(office)
        if not _same_file(file, path):
            # Its holder removed it between our opening and our locking: begin again with the new one.
            file.close()
            return acquire(office)
        since = datetime.datetime.now().isoformat(timespec="seconds")
        holder = Holder(_this_host(), this_user(), since)
        file.truncate(0)
        file.write(json.dumps(holder._asdict(), ensure_ascii=False).encode())
        unless_held.pop_all()
    return FileLock(file, path)


def read_holder(office: Path) -> Holder:
    """What the lock file says; an unreadable one gives a holder without a name."""
    try:
        return Holder(**json.loads(lock_path(office).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Holder("另一台電腦", "另一位同仁", "")


def _same_file(file: FileIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
