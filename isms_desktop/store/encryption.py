"""Another password for a file: what is in it is written anew beside it, compared row for row, and put in its place.

The old file stays as it is until the new one lies on the disk and has been read back: whatever ends the program before
that leaves the old one, whatever ends it afterwards the new one.
"""

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.domain.progress import Cancelled, IsCancelled, Progress, look_up
from isms_desktop.paths import reachable
from isms_desktop.store.driver import AnyKey, Connection, connect, uri_of
from isms_desktop.store.errors import FileProblem, users_world
from isms_desktop.store.keys import Key
from isms_desktop.store.migrate import version_of
from isms_desktop.store.placing import UNFINISHED, appearing, check

_STEPS = 20_000
"""Instructions of SQLite between two looks at whether to go on: some milliseconds."""
_ROWS = 500
"""Rows read between two such looks."""
_PARTS = 100
"""In how many parts progress is told: the first half is writing, the second comparing."""


def convert(
    source: Path,
    target: Path,
    key: AnyKey | None,
    new_key: AnyKey | None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> None:
    """Write all that is in ``source``, opened by ``key``, to ``target`` under ``new_key``, or without any for None.

    Both may be the same file. It must be held by the caller, and nobody else may have it open. Raises FileProblem,
    WrongKey and Cancelled; then ``target`` is as it was.
    """
    source, target = _itself(source), _itself(target)
    told = _told(progress, cancelled)
    with appearing(target, UNFINISHED) as unfinished, contextlib.closing(connect(source, key)) as old:
        with users_world(source):
            version_of(old, source)
            _alone(old, source)
        with users_world(target):
            _write(old, unfinished, new_key, told)
            _flush(unfinished, source)
        with contextlib.closing(connect(unfinished, new_key, read_only=True)) as new, users_world(target):
            check(new, target)
            _compare(old, new, target, told)


def _itself(path: Path) -> Path:
    """The file itself, where only a link to it is named."""
    path = reachable(path)
    with contextlib.suppress(OSError):  # a path that cannot be followed is taken as it is
        path = reachable(path.resolve())
    return path


_Told: TypeAlias = Callable[[float], object]
"""Hears of the part that is done, 0 to 1; raises Cancelled."""


def _told(progress: Progress | None, cancelled: IsCancelled | None) -> _Told:
    return lambda part: look_up(min(round(part * _PARTS), _PARTS), _PARTS, progress, cancelled)


def _alone(connection: Connection, path: Path) -> None:
    """Put what is in the write-ahead log into the file, and hold it. FileProblem when somebody else has it open."""
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite.OperationalError as problem:
        if "locked" not in str(problem):
            raise
        mode = ""
    if mode != "delete":
        raise FileProblem(
            f"「{path.name}」正由另一個視窗或另一台電腦開著，密碼沒有變動。", "請先把那邊關閉，再試一次。"
        )


def _bytes_in(connection: Connection) -> int:
    pages, size = (int(connection.execute(f"PRAGMA {each}").fetchone()[0]) for each in ("page_count", "page_size"))
    return max(pages * size, 1)


def _write(old: Connection, unfinished: Path, new_key: AnyKey | None, told: _Told) -> None:
    size = _bytes_in(old)
    stopped: list[BaseException] = []

    def look() -> int:
        try:
            written = unfinished.stat().st_size if unfinished.exists() else 0
            told(min(written / size, 1) / 2)
        except Cancelled as stop:
            stopped.append(stop)
        return len(stopped)

    words = new_key.words_for(unfinished) if isinstance(new_key, Key) else new_key or ""
    old.execute("ATTACH DATABASE ? AS written KEY ?", (uri_of(unfinished, "rwc"), words))
    old.set_progress_handler(look, _STEPS)
    try:
        # It counts only when it is whole: a journal of its own would be work for nothing.
        old.execute("PRAGMA written.journal_mode = OFF")
        old.execute("PRAGMA written.synchronous = OFF")
        old.execute("SELECT sqlcipher_export('written')")
        for mark in ("application_id", "user_version"):
            value = int(old.execute(f"PRAGMA main.{mark}").fetchone()[0])
            old.execute(f"PRAGMA written.{mark} = {value}")
    except sqlite.OperationalError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        old.set_progress_handler(None, 0)
        with contextlib.suppress(sqlite.DatabaseError):  # what went wrong before is to be heard
            old.execute("DETACH DATABASE written")


def _flush(unfinished: Path, like: Path) -> None:
    """Onto the disk, not only on the way there; readable by whoever could read the old one."""
    shutil.copymode(like, unfinished)
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())


def _compare(old: Connection, new: Connection, target: Path, told: _Told) -> None:
    """Table by table: are there the same rows. Raises FileProblem when not."""
    tables = [name for (name,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    asked = ["SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"]
    asked += [f'SELECT * FROM "{name}"' for name in tables]
    for place, query in enumerate(asked):

        def at(place: int = place) -> None:
            told(0.5 + place / len(asked) / 2)

        if _sum(old, query, at) != _sum(new, query, at):
            raise FileProblem(
                f"「{target.name}」重寫後與原來的內容不符，沒有採用。", "原有的檔案沒有變動，請再試一次。"
            )
    told(1)


def _sum(connection: Connection, query: str, look: Callable[[], object]) -> tuple[int, int]:
    """How many rows there are and what they hold, in whatever order they come."""
    count = total = 0
    for row in _rows(connection.execute(query), look):
        plain = [hashlib.sha256(cell).digest() if isinstance(cell, bytes) else cell for cell in row]
        total += int.from_bytes(hashlib.sha256(repr(plain).encode("utf-8", "surrogatepass")).digest(), "big")
        count += 1
    return count, total


def _rows(cursor: Connection, look: Callable[[], object]) -> Iterator[tuple[object, ...]]:
    while True:
        look()
        found = cursor.fetchmany(_ROWS)
        if not found:
            return
        yield from found
