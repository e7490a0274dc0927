"""Verified copies: through SQLite's backup API, checked before they count, kept in a folder beside the file."""

import contextlib
import datetime
from pathlib import Path
from typing import NamedTuple

from isms_desktop.paths import reachable
from isms_desktop.store.driver import AnyKey, Connection, connect, is_encrypted
from isms_desktop.store.errors import FileProblem, WrongKey, users_world
from isms_desktop.store.keys import Key
from isms_desktop.store.migrate import version_of
from isms_desktop.store.placing import BETWEEN, JOURNALS, appearing, check, remove

KEPT = 14
_STAMP = "%Y%m%d-%H%M%S"
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


def make_copy(connection: Connection, office: Path, key: AnyKey | None, reason: str, *, prune: bool = True) -> Path:
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


def copy_to(connection: Connection, target: Path, key: AnyKey | None) -> None:
    """A verified copy of an open file at ``target``, which appears whole or not at all. Raises FileProblem.

    ``key`` is that of the open file: the copy has the same.
    """
    with appearing(target) as unfinished:
        copy = connect(unfinished, key, create=True)
        try:
            with users_world(target):
                copy.execute("PRAGMA journal_mode = DELETE")
                connection.backup(copy, pages=PAGES_AT_ONCE, sleep=0.01)
                # The pages say WAL again; a copy is one file, and reading it leaves nothing beside it.
                copy.execute("PRAGMA journal_mode = DELETE")
                check(copy, target)
        finally:
            copy.close()


def swap_in(chosen: Path, office: Path, key: AnyKey | None, chosen_key: AnyKey | None = None) -> None:
    """Put a copy in the place of the office file, which must be closed and locked by the caller.

    Today's file is kept as a copy of its own first; a file so broken that it cannot be copied is set aside as it is.
    ``key`` opens today's file, and the copy too when there is no ``chosen_key``. What is put in place has today's
    password, or none as today's file has none; the copy's own where today's file cannot be opened any more.
    """
    office = reachable(office)
    copys = (chosen_key or key) if is_encrypted(chosen) else None
    with contextlib.closing(connect(chosen, copys, read_only=True)) as source:
        with users_world(chosen):
            version_of(source, chosen)
            check(source, chosen)
        todays = key if _keep_todays(office, key) else None
        wanted = todays if office.exists() else copys
        if _phrase(wanted) == _phrase(copys):
            copy_to(source, office, wanted)
        else:
            _copy_under(wanted, source, office, copys)
    keep_the_last(office)


def _phrase(key: AnyKey | None) -> str | None:
    return key.phrase if isinstance(key, Key) else key


def _copy_under(key: AnyKey | None, source: Connection, office: Path, own: AnyKey | None) -> None:
    """As ``copy_to``, under another key than the open file's ``own``, which may lie where nothing can be written."""
    from isms_desktop.store.encryption import convert  # a file that is opened does not need it

    between = office.with_name(office.name + BETWEEN)
    try:
        copy_to(source, between, own)
        convert(between, office, own, key)
    finally:
        with contextlib.suppress(OSError):
            remove(between)


def _keep_todays(office: Path, key: AnyKey | None) -> bool:
    """Keep what there is; whether it had a password. What cannot be opened is there no more afterwards."""
    if not office.exists():
        return False
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
    except FileProblem as problem:
        why = "打不開的檔案" if isinstance(problem, WrongKey) else "損壞的檔案"
        stamp = datetime.datetime.now().strftime(_STAMP)
        for suffix in ("", *JOURNALS):
            part = office.with_name(office.name + suffix)
            if part.exists():
                folder_of(office).mkdir(exist_ok=True)
                part.replace(folder_of(office) / f"{stamp}-{why}{suffix}.bak")
        return False
    return is_encrypted(office)


def _describe(path: Path) -> Copy | None:
    day, _, rest = path.stem.partition("-")
    clock, _, reason = rest.partition("-")
    try:
        made = datetime.datetime.strptime(f"{day}-{clock}", _STAMP)
        return Copy(path, made, reason, path.stat().st_size)
    except (ValueError, OSError):
        return None
