"""Putting a file in its place: whole or not at all, checked before it counts."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from isms_desktop.paths import reachable, shown
from isms_desktop.store.driver import Connection
from isms_desktop.store.errors import FileProblem, users_world

JOURNALS = ("-wal", "-shm", "-journal")
UNCHECKED = ".部分"
"""How a copy ends that is being written."""
UNFINISHED = ".換密碼"
"""How a file ends that is being written anew under another password."""
BETWEEN = ".還原"
"""How a copy ends that is to come back under another password than its own."""


@contextlib.contextmanager
def appearing(target: Path, ending: str = UNCHECKED) -> Iterator[Path]:
    """Where to write what shall lie at ``target``: put there in one step at the end, and gone when anything fails.

    Raises FileProblem.
    """
    target = reachable(target)
    unfinished = target.with_name(target.name + ending)
    with users_world(target):
        if not target.parent.is_dir():
            raise FileProblem(f"找不到資料夾「{shown(target.parent)}」。", "請選擇存在的資料夾。")
        remove(unfinished)
    try:
        yield unfinished
        with users_world(target):
            # A journal of what lay here before would be played into the new file.
            for journal in JOURNALS:
                target.with_name(target.name + journal).unlink(missing_ok=True)
            unfinished.replace(target)
            _flush_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            remove(unfinished)


def remove(path: Path) -> None:
    """Take a file away with its journals, if there is one. Raises OSError."""
    for part in ("", *JOURNALS):
        path.with_name(path.name + part).unlink(missing_ok=True)


def forget_unfinished(office: Path) -> None:
    """Remove what a change of password that was ended in the middle has left beside a file. Held by the caller."""
    for ending in (UNFINISHED, BETWEEN, BETWEEN + UNCHECKED):
        left = office.with_name(office.name + ending)
        with contextlib.suppress(OSError):
            if left.exists():
                remove(left)


def check(connection: Connection, path: Path) -> None:
    """Look whether an open file is whole. Raises FileProblem when it is not."""
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise FileProblem(f"「{path.name}」檢查後發現損壞，沒有採用。", "請改用另一份備份。")


def _flush_folder(folder: Path) -> None:
    # After a power cut the new name must still be there; Windows flushes folders by itself.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
