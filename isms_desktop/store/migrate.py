"""Bringing a file up to this program's version: a verified copy first, then one step after the other."""

from collections.abc import Callable
from pathlib import Path

from isms_desktop.store.driver import APPLICATION_ID, Connection
from isms_desktop.store.errors import FileProblem, NewerFile
from isms_desktop.store.migrations import LATEST, STEPS


def version_of(connection: Connection, path: Path) -> int:
    """The file's version, 1 or higher. FileProblem when it is another program's or empty, NewerFile when too new."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if empty:
        raise FileProblem(f"「{path.name}」是空的，裡面沒有任何資料。", "請選擇另一個檔案，或由備份還原。")
    if application != APPLICATION_ID or version < 1:
        raise FileProblem(f"「{path.name}」不是本程式的檔案。", "請選擇副檔名為 .isms 的檔案。")
    if version > LATEST:
        raise NewerFile(
            f"「{path.name}」是由較新版本的程式建立的（檔案版本 {version}，本程式只認得到 {LATEST}）。",
            "請先更新程式再開啟；檔案沒有變動。",
        )
    return version


def is_current(connection: Connection) -> bool:
    """Whether a file that ``version_of`` has admitted has taken every step."""
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == LATEST)


def begin(connection: Connection) -> None:
    """Make the tables of a new file."""
    _apply(connection)


def bring_up_to_date(connection: Connection, path: Path, copy_first: Callable[[], object]) -> None:
    """Take the steps that the file has not taken yet, keeping a copy of it as it was first."""
    if version_of(connection, path) == LATEST:
        return
    copy_first()
    _apply(connection)


def _apply(connection: Connection) -> None:
    # Only a file that needs a step pays for the library.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("isms_desktop")
    for name, step in STEPS:
        migrations(name=name)(lambda database, step=step: step(database.conn))
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        migrations.apply(Database(connection))
        dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
        if dangling:
            raise RuntimeError(f"migration left {len(dangling)} dangling references")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {LATEST}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
