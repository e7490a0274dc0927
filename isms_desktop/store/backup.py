"""Verified copies: through SQLite's backup API, checked before they count, kept in a folder beside the file."""

import contextlib
import datetime
import os
from pathlib import Path
from typing import NamedTuple

from isms_desktop.paths import reachable, shown
from isms_desktop.store.driver import Connection, connect
from isms_desktop.store.errors import FileProblem, users_world
from isms_desktop.store.migrate import version_of

KEPT = 14
_STAMP = "%Y%m%d-%H%M%S"
_JOURNALS = ("-wal", "-shm", "-journal")
PAGES_AT_ONCE = 2048
"""Pages copied between two looks at whoever else wants the file."""


class Copy(NamedTuple):
    """One kept copy of an office file."""

    path: Path
    made: datetime.datetime
    reason: str
    """每日, 匯入前, 升級前, 還原前 …"""
    size: int
    """Bytes."""


def folder_of(office: Path) -> Path:
    """The folder of an office file's copies."""
    office = reachable(office)
    return office.with_name(office.stem + ".備份")


def copies(office: Path) -> list[Copy]:
    """The kept copies of an office file, newest first; files that are none of ours are left out."""
    found = [copy for path in folder_of(office).glob("*.isms") if (copy := _describe(path))]
    return sorted(found, key=lambda copy: (copy.made, copy.path.name), reverse=True)


def make_copy(connection: Connection, office: Path, key: str | None, reason: str, *, prune: bool = True) -> Path:
    """A verified copy in the office's folder of copies; the oldest beyond the last fourteen go, unless told to stay.

    Raises FileProblem when it cannot be written or does not check out: then no copy is left behind.
    """
    folder = folder_of(office)
    with users_world(office):
        folder.mkdir(exist_ok=True)
    stamp = datetime.datetime.now()
    # One second, one copy, whatever its reason: otherwise nobody could say which is the newer.
    while any(folder.glob(f"{stamp.strftime(_STAMP)}-*.isms")):
        stamp += datetime.timedelta(seconds=1)
    target = folder / f"{stamp.strftime(_STAMP)}-{reason}.isms"
    copy_to(connection, target, key)
    if prune:
        keep_the_last(office)
    return target


def keep_the_last(office: Path) -> None:
    """Remove the copies beyond the last fourteen. One that cannot be removed now goes another day."""
    for old in copies(office)[KEPT:]:
        with contextlib.suppress(OSError):
            old.path.unlink()


def copy_to(connection: Connection, target: Path, key: str | None) -> None:
    """A verified copy of an open file at ``target``, which appears whole or not at all. Raises FileProblem."""
    target = reachable(target)
    unfinished = target.with_name(target.name + ".部分")
    with users_world(target):
        if not target.parent.is_dir():
            raise FileProblem(f"找不到資料夾「{shown(target.parent)}」。", "請選擇存在的資料夾。")
        unfinished.unlink(missing_ok=True)
    try:
        copy = connect(unfinished, key, create=True)
        try:
            with users_world(target):
                copy.execute("PRAGMA journal_mode = DELETE")
                connection.backup(copy, pages=PAGES_AT_ONCE, sleep=0.01)
                # The pages say WAL again; a copy is one file, and reading it leaves nothing beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                _verify(copy, target)
        finally:
            copy.close()
        with users_world(target):
            # A journal of what lay here before would be played into the new file.
            for journal in _JOURNALS:
                target.with_name(target.name + journal).unlink(missing_ok=True)
            unfinished.replace(target)
            _flush_folder(target.parent)
    finally:
        for leftover in ("", *_JOURNALS):
            unfinished.with_name(unfinished.name + leftover).unlink(missing_ok=True)


def swap_in(chosen: Path, office: Path, key: str | None) -> None:
    """Put a copy in the place of the office file, which must be closed and locked by the caller.

    Today's file is kept as a copy of its own first; a file so broken that it cannot be copied is set aside as it is.
    """
    office = reachable(office)
    source = connect(chosen, key, read_only=True)
    try:
        with users_world(chosen):
            version_of(source, chosen)
            _verify(source, chosen)
        _keep_todays(office, key)
        copy_to(source, office, key)
    finally:
        source.close()
    keep_the_last(office)


def _keep_todays(office: Path, key: str | None) -> None:
    if not office.exists():
        return
    try:
        today = connect(office, key)
        try:
            # The chosen copy may be the oldest: nothing is removed before it has been read.
            make_copy(today, office, key, "還原前", prune=False)
            with users_world(office):
                # What is still in the write-ahead log belongs to the old file and must not meet the new one.
                today.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                today.execute("PRAGMA journal_mode = DELETE")
        finally:
            today.close()
    except FileProblem:
        stamp = datetime.datetime.now().strftime(_STAMP)
        for suffix in ("", *_JOURNALS):
            part = office.with_name(office.name + suffix)
            if part.exists():
                folder_of(office).mkdir(exist_ok=True)
                part.replace(folder_of(office) / f"{stamp}-損壞的檔案{suffix}.bak")


def _verify(connection: Connection, path: Path) -> None:
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


def _describe(path: Path) -> Copy | None:
    day, _, rest = path.stem.partition("-")
    clock, _, reason = rest.partition("-")
    try:
        made = datetime.datetime.strptime(f"{day}-{clock}", _STAMP)
        return Copy(path, made, reason, path.stat().st_size)
    except (ValueError, OSError):
        return None
