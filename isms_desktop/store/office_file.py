"""One office, one file: opening it, holding it, and the one lane through which everything is written."""

import contextlib
import functools
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.paths import reachable
from isms_desktop.store import backup, history, records
from isms_desktop.store.driver import AnyKey, Connection, connect, is_encrypted
from isms_desktop.store.errors import FileProblem, users_world
from isms_desktop.store.history import Action, Changed
from isms_desktop.store.keys import Key, key_of, new_key
from isms_desktop.store.lock import FileLock, Holder, acquire, this_user
from isms_desktop.store.migrate import begin, bring_up_to_date, is_current, version_of
from isms_desktop.store.placing import forget_unfinished

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from isms_desktop.store.verify import VerifyReport


class Store:
    """An open office file on one thread. ``worker`` gives another thread its own connection to the same file."""

    def __init__(
        self,
        path: Path,
        key: Key | None,
        connection: Connection,
        lock: FileLock | None,
        holder: Holder | None,
        lane: "threading.Lock | None",
        stand_in: "TemporaryDirectory[str] | None" = None,
    ) -> None:
        """``stand_in``: the folder with the copy that is read in the place of an older file; it goes when we close."""
        self.path = path
        self.holder = holder
        """Who has the file when we have not."""
        self.read_only = lane is None
        self.who = this_user()
        self.connection = connection
        self.key = key
        """The password of an encrypted file, as long as it is open."""
        self._lock = lock
        self._lane = lane
        self._stand_in = stand_in

    # Reading

    def all(self, kind: str) -> list[Any]:
        """Every record of a type, oldest first."""
        with users_world(self.path):
            return records.all_records(self.connection, type_named(kind))

    def glance(self, kind: str, keys: Iterable[str]) -> list[Any]:
        """Every record of a type with these fields only, yes and no as 1 and 0. Not even the type is read."""
        with users_world(self.path):
            return records.glance(self.connection, kind, keys)

    def count(self, kind: str) -> int:
        """How many records of a type there are. Not even the type is read: a start-up counts milliseconds."""
        with users_world(self.path):
            return records.count(self.connection, kind)

    def get(self, kind: str, record_id: int) -> Any:
        """One record, or None."""
        with users_world(self.path):
            return records.get(self.connection, type_named(kind), record_id)

    def pointing_at(self, kind: str, key: str, record_id: int) -> list[Any]:
        """The records of a type whose ref ``key`` points at that id."""
        with users_world(self.path):
            return records.pointing_at(self.connection, type_named(kind), key, record_id)

    def cells(self, kind: str, keys: Sequence[str], *, after: int, limit: int) -> list[Sequence[Any]]:
        """(id, *values of these fields) of at most so many records of a type, beyond the id ``after``."""
        with users_world(self.path):
            return records.cells(self.connection, type_named(kind), keys, after=after, limit=limit)

    def cells_of(self, kind: str, keys: Sequence[str], ids: Sequence[int]) -> list[Sequence[Any]]:
        """(id, *values of these fields) of those of the records that are there."""
        with users_world(self.path):
            return records.cells_of(self.connection, type_named(kind), keys, ids)

    def count_pointing(self, kind: str, key: str, record_id: int) -> int:
        """How many records of a type point at that id."""
        with users_world(self.path):
            return records.count_pointing(self.connection, type_named(kind), key, record_id)

    @property
    def writing(self) -> bool:
        """Whether an action is under way on this connection."""
        return bool(self.connection.in_transaction)

    def newest_action(self) -> int:
        """The number of the newest action; 0 when there is none."""
        with users_world(self.path):
            return history.next_action(self.connection) - 1

    @functools.cached_property
    def origin(self) -> str:
        """A mark of this file that stays the same for good: the hash of its first change. "" for an empty file."""
        with users_world(self.path):
            first = self.connection.execute("SELECT hash FROM changes WHERE number = 1").fetchone()
        return str(first[0]) if first else ""

    # Writing

    @contextlib.contextmanager
    def action(
        self, label: str, mode: str = "do", reverses: int | None = None, *, patience: float = 0
    ) -> Iterator[Action]:
        """One undoable step: everything inside is written together, or not at all when an exception leaves it.

        Raises FileProblem when the file is read-only or somebody holds the writing lane for longer than ``patience``
        (seconds; a job may wait, the window may not).
        """
        if self._lane is None:
            raise FileProblem(
                "檔案目前是唯讀的，不能更改。", self.holder.sentence() if self.holder else "請另存到可寫入的位置。"
            )
        if not self._lane.acquire(timeout=patience):
            raise FileProblem("另一項作業正在寫入檔案，剛才的變更沒有寫入。", "請等它完成後再試一次。")
        try:
            with users_world(self.path):
                if not self.path.exists():
                    # Some systems go on writing to a file that nobody can find any more.
                    raise FileProblem(
                        f"「{self.path.name}」已經不在原來的位置，剛才的變更沒有寫入。",
                        "請確認隨身碟或網路磁碟機還連著，或把檔案放回原處，再試一次。",
                    )
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    number = history.next_action(self.connection)
                    yield Action(self.connection, self.who, label, number, mode, reverses)
                    self.connection.execute("COMMIT")
                except BaseException:
                    # A full disk may have ended the transaction already.
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._lane.release()

    def undo(self) -> Changed | None:
        """Take back the last action that stands; None when there is none. Works across sessions."""
        return self._take_back("undo")

    def redo(self) -> Changed | None:
        """Bring back what was undone last; None when there is nothing."""
        return self._take_back("redo")

    def labels(self) -> tuple[str, str]:
        """What undo and redo would act on now, in words; "" where there is nothing."""
        with users_world(self.path):
            undoable, redoable = history.stacks(self.connection)
        return (undoable[-1][1] if undoable else "", redoable[-1][1] if redoable else "")

    def _take_back(self, mode: str) -> Changed | None:
        stack = self._stack(mode)
        if not stack:
            return None
        number, label = stack[-1]
        with self.action(label, mode, number) as action:
            # A job may have written between our looking and our getting the lane.
            if self._stack(mode)[-1:] != [(number, label)]:
                raise FileProblem("檔案剛才有了新的變更，沒有復原。", "請再試一次。")
            history.reverse(action, history.entries_of_action(self.connection, number))
        return action.result()

    def _stack(self, mode: str) -> list[tuple[int, str]]:
        with users_world(self.path):
            return history.stacks(self.connection)[0 if mode == "undo" else 1]

    # Keeping

    def copy(self, reason: str) -> Path:
        """A verified copy in the folder beside the file. Raises FileProblem."""
        return backup.make_copy(self.connection, self.path, self.key, reason)

    def copy_to(self, target: Path) -> None:
        """A verified copy at a place of the user's choice. Raises FileProblem."""
        backup.copy_to(self.connection, target, self.key)

    def verify(self) -> "VerifyReport":
        """Check the whole file."""
        from isms_desktop.store import verify  # a file that is opened is not looked through

        with users_world(self.path):
            return verify.verify(self.connection)

    @property
    def encrypted(self) -> bool:
        """Whether the file has a password."""
        return self.key is not None

    @contextlib.contextmanager
    def worker(self) -> Iterator["Store"]:
        """The same file for another thread: its own connection, the same lane."""
        where = Path(self._stand_in.name) / self.path.name if self._stand_in else self.path
        connection = connect(where, self.key, read_only=self.read_only)
        try:
            yield Store(self.path, self.key, connection, None, self.holder, self._lane)
        finally:
            connection.close()

    def close(self) -> None:
        """Close the file and give it free. Closing twice does nothing."""
        if self._lock is not None:
            # A closed office is one file: no write-ahead log beside it that a copy could forget.
            with contextlib.suppress(sqlite.DatabaseError):
                self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self._stand_in is not None:
            self._stand_in.cleanup()
            self._stand_in = None


def create_store(path: Path, key: AnyKey | None = None) -> Store:
    """A new, empty office file. FileProblem when something is there already or it cannot be written."""
    path = reachable(path)
    with users_world(path):
        taken = path.exists()
    if taken:
        raise FileProblem(f"「{path.name}」已經存在。", "請換一個檔名，或直接開啟它。")
    lock = acquire(path)
    if isinstance(lock, Holder):
        raise FileProblem(f"「{path.name}」：{lock.in_words()}。", "請換一個檔名。")
    return _open_held(path, new_key(key) if isinstance(key, str) else key, lock, create=True)


def open_store(path: Path, key: AnyKey | None = None, *, read_only: bool = False) -> Store:
    """Open an office file; with a key also an encrypted one. Read-only when asked, held by another, or not writable.

    A file of an older version is copied and brought up to date; when it is only to be read, it stays as it is and a
    copy in today's form is read in its place. Raises FileProblem, WrongKey, NewerFile.
    """
    path = reachable(path)
    with users_world(path):
        there = path.is_file()
    if not there:
        raise FileProblem(f"找不到檔案「{path.name}」。", "它可能被移走或改名了，請重新選擇。")
    if not is_encrypted(path):
        key = None
    elif isinstance(key, str):
        key = key_of(path, key)
    lock = None if read_only else _acquire_or_none(path)
    if isinstance(lock, FileLock):
        return _open_held(path, key, lock, create=False)
    connection = connect(path, key, read_only=True, admit=lambda opened: version_of(opened, path))
    if is_current(connection):
        return Store(path, key, connection, None, lock, None)
    with contextlib.closing(connection):
        stand_in = _copy_in_todays_form(connection, path, key)
    try:
        return Store(
            path, key, connect(Path(stand_in.name) / path.name, key, read_only=True), None, lock, None, stand_in
        )
    except BaseException:
        stand_in.cleanup()
        raise


def _copy_in_todays_form(connection: Connection, path: Path, key: Key | None) -> "TemporaryDirectory[str]":
    """A folder of this user's own with a copy of the file that has taken every step. It has the same password."""
    from tempfile import TemporaryDirectory  # an older file is opened once, and then seldom only to be read

    folder = TemporaryDirectory(prefix="isms-desktop-", ignore_cleanup_errors=True)
    copy = Path(folder.name) / path.name
    try:
        backup.copy_to(connection, copy, key)
        with contextlib.closing(connect(copy, key)) as opened, users_world(path):
            bring_up_to_date(opened, path, lambda: None)
            opened.execute("PRAGMA journal_mode = DELETE")
    except BaseException:
        folder.cleanup()
        raise
    return folder


def _acquire_or_none(path: Path) -> FileLock | Holder | None:
    try:
        return acquire(path)
    except FileProblem:
        return None  # a folder that cannot be written: reading is still possible


def _open_held(path: Path, key: Key | None, lock: FileLock, *, create: bool) -> Store:
    try:
        forget_unfinished(path)
        connection = connect(
            path, key, create=create, admit=None if create else lambda opened: version_of(opened, path)
        )
        try:
            with users_world(path):
                if create:
                    begin(connection)
                else:
                    bring_up_to_date(connection, path, lambda: backup.make_copy(connection, path, key, "升級前"))
        except BaseException:
            connection.close()
            raise
    except BaseException:
        lock.release()
        if create:
            path.unlink(missing_ok=True)
        raise
    return Store(path, key, connection, lock, None, threading.Lock())
