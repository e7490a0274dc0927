"""Bringing old files up to date: a copy first, every step once, nothing half done; every release's file still opens."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.domain.catalog import KINDS
from isms_desktop.store import migrate
from isms_desktop.store.backup import copies
from isms_desktop.store.lock import FileLock, acquire
from isms_desktop.store.migrations import LATEST, STEPS
from isms_desktop.store.office_file import Store, create_store, open_store

FIXTURES = Path(__file__).parents[1] / "fixtures"
KINDS_THEN = {
    "v1-household": ("agency", "person", "asset", "scale", "threat", "risk", "treatment", "attachment"),
    "v2-every-register": KINDS,
    "v3-every-paper": KINDS,
}
"""The record types that each released version knew; its file has records of all of them."""


def _version(store: Store) -> int:
    return int(store.connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Any], None]], None]:
    """Makes this program one release newer, with that step."""

    def release(step: Callable[[Any], None]) -> None:
        monkeypatch.setattr(migrate, "STEPS", (*STEPS, ("next_step", step)))
        monkeypatch.setattr(migrate, "LATEST", LATEST + 1)

    return release


def _new_table(connection: Any) -> None:
    connection.execute("CREATE TABLE lamp (id INTEGER PRIMARY KEY) STRICT")


def test_an_older_file_is_copied_first_and_then_brought_up_to_date_once(
    store: Store, next_release: Callable[..., None]
) -> None:
    store.close()
    next_release(_new_table)
    for _ in range(2):
        opened = open_store(store.path)
        assert _version(opened) == LATEST + 1
        assert opened.connection.execute("SELECT count(*) FROM lamp").fetchone() == (0,)
        assert opened.verify().ok
        assert opened.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        opened.close()
    (copy,) = copies(store.path)
    assert copy.reason == "升級前"
    as_it_was = _raw(copy.path)
    assert as_it_was.execute("PRAGMA user_version").fetchone() == (LATEST,)
    as_it_was.close()


def _raw(path: Path) -> Any:
    return sqlite.connect(str(path))


def _fails_half_way(connection: Any) -> None:
    _new_table(connection)
    raise ZeroDivisionError


def _leaves_a_link_to_nowhere(connection: Any) -> None:
    connection.execute("UPDATE risk SET asset = 99")


@pytest.mark.parametrize("step", [_fails_half_way, _leaves_a_link_to_nowhere])
def test_a_step_that_goes_wrong_is_not_taken_for_done(
    step: Callable[[Any], None], store: Store, next_release: Callable[..., None]
) -> None:
    store.close()
    next_release(step)
    for _ in range(2):
        with pytest.raises((ZeroDivisionError, RuntimeError)):
            open_store(store.path)
    untouched = _raw(store.path)
    assert untouched.execute("PRAGMA user_version").fetchone() == (LATEST,)
    assert not untouched.execute("SELECT 1 FROM sqlite_master WHERE name = 'lamp'").fetchone()
    untouched.close()
    assert len(copies(store.path)) == 2


def test_a_new_file_needs_no_copy_and_is_of_the_latest_version(path: Path) -> None:
    store = create_store(path)
    assert _version(store) == LATEST
    assert copies(path) == []
    store.close()


@pytest.mark.parametrize("released", sorted(FIXTURES.glob("*.isms")), ids=lambda path: path.stem)
def test_a_real_file_of_every_released_version_opens_whole(released: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(released, tmp_path))
    store = open_store(path)
    assert store.verify().ok
    assert _version(store) == LATEST
    assert [kind for kind in KINDS_THEN[released.stem] if not store.all(kind)] == []
    (scan,) = store.all("attachment")
    assert scan.name == "盤點照片.txt"
    store.undo()
    assert store.get("asset", 1).name == "改名前的資產"
    store.close()


def test_the_history_of_an_older_file_is_taken_over_unaltered(tmp_path: Path) -> None:
    before = _raw(FIXTURES / "v2-every-register.isms")
    path = Path(shutil.copy(FIXTURES / "v2-every-register.isms", tmp_path))
    with closing(open_store(path)) as opened:
        after = opened.connection
        assert list(after.execute("SELECT * FROM changes")) == list(before.execute("SELECT * FROM changes"))
        for statement in ("UPDATE changes SET label = ''", "DELETE FROM changes"):
            with pytest.raises(sqlite.IntegrityError, match="changes are never"):
                after.execute(statement)
    before.close()


def test_there_is_a_file_of_every_version() -> None:
    assert {path.name.partition("-")[0] for path in FIXTURES.glob("*.isms")} == {
        f"v{number}" for number in range(1, LATEST + 1)
    }


def test_an_older_file_that_is_only_read_shows_everything_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "暫存"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = tmp_path / "舊檔.isms"
    shutil.copy(FIXTURES / "v1-household.isms", path)
    before = path.read_bytes()
    with closing(open_store(path, read_only=True)) as opened:
        assert opened.read_only and opened.verify().ok
        assert opened.all("asset") and opened.all("certificate") == []
        with opened.worker() as beside:
            assert beside.all("course") == []
        [folder] = scratch.iterdir()
        if os.name == "posix":  # elsewhere it lies in a folder that is this user's already
            assert folder.stat().st_mode & 0o077 == 0, "nobody else may read it"
    assert list(scratch.iterdir()) == [] and path.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["暫存", "舊檔.isms"]


def test_an_older_file_that_somebody_else_has_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "舊檔.isms"
    shutil.copy(FIXTURES / "v1-household.isms", path)
    lock = acquire(path)
    assert isinstance(lock, FileLock)
    with closing(open_store(path)) as opened:
        assert opened.read_only and opened.holder is not None and opened.all("vendor") == []
    lock.release()
