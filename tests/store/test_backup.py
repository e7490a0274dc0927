"""Copies: verified before they count, fourteen kept, and a restore that costs nothing when it fails."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.store import backup
from isms_desktop.store.backup import KEPT, copies, folder_of, keep_the_last, swap_in
from isms_desktop.store.driver import connect
from isms_desktop.store.errors import FileProblem, NewerFile, WrongKey
from isms_desktop.store.office_file import Store, create_store, open_store


def _name(path: Path, key: str | None = None) -> str:
    opened = open_store(path, key)
    try:
        assert opened.verify().ok
        return str(opened.get("asset", 1).name)
    finally:
        opened.close()


def _rename(store: Store, name: str) -> None:
    with store.action(f"改名 {name}") as action:
        action.update("asset", 1, {"name": name})


def _files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_copy_lies_beside_the_file_whole_and_says_when_and_why(store: Store) -> None:
    made = store.copy("匯入前")
    assert made.parent == folder_of(store.path) == store.path.with_name("測試所.備份")
    assert _files(made.parent) == [made.name]  # nothing unfinished stays behind
    (copy,) = copies(store.path)
    assert (copy.path, copy.reason, copy.size) == (made, "匯入前", made.stat().st_size)
    assert copy.made.date() == datetime.date.today()
    _rename(store, "筆電")
    assert _name(made) == "電腦"


def test_a_copy_can_be_opened_as_an_office_and_holds_all_history(store: Store, tmp_path: Path) -> None:
    _rename(store, "筆電")
    store.copy_to(tmp_path / "隨身碟.isms")
    copy = open_store(tmp_path / "隨身碟.isms")
    copy.undo()
    assert copy.get("asset", 1).name == "電腦"
    copy.close()


def test_two_copies_in_one_second_are_two(store: Store) -> None:
    assert len({store.copy("每日") for _ in range(3)}) == 3
    assert len(copies(store.path)) == 3


def test_the_last_fourteen_stay_and_the_newest_is_first(store: Store) -> None:
    folder = folder_of(store.path)
    folder.mkdir()
    for day in range(1, 20):
        (folder / f"202601{day:02}-080000-每日.isms").write_bytes(b"old")
    (folder / "我的筆記.isms").write_text("not one of ours")
    newest = store.copy("每日")
    kept = copies(store.path)
    assert len(kept) == KEPT
    assert kept[0].path == newest
    assert kept[-1].path.name.startswith("20260107-")
    assert (folder / "我的筆記.isms").exists()


def test_a_restore_brings_the_copy_back_and_keeps_todays_file(store: Store) -> None:
    copy = store.copy("每日")
    _rename(store, "今天的筆電")
    store.close()
    swap_in(copy, store.path, None)
    assert _name(store.path) == "電腦"
    kept = copies(store.path)
    assert [each.reason for each in kept] == ["還原前", "每日"]
    assert _name(kept[0].path) == "今天的筆電"


def test_even_the_oldest_copy_can_be_restored(store: Store) -> None:
    oldest = store.copy("每日")
    _rename(store, "筆電")
    folder = folder_of(store.path)
    oldest = oldest.rename(folder / "20260101-080000-每日.isms")
    for day in range(2, KEPT + 1):
        shutil.copy(oldest, folder / f"202601{day:02}-080000-每日.isms")
    store.close()
    swap_in(oldest, store.path, None)
    assert _name(store.path) == "電腦"
    assert len(copies(store.path)) == KEPT


def test_a_swap_that_fails_in_the_end_has_not_cost_the_chosen_copy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(store.path)
    oldest = store.copy("每日").rename(folder / "20260101-080000-每日.isms")
    for day in range(2, KEPT + 1):
        shutil.copy(oldest, folder / f"202601{day:02}-080000-每日.isms")
    store.close()
    whole = backup.copy_to

    def full_in_the_end(connection: object, target: Path, key: str | None) -> None:
        if target == store.path:
            raise FileProblem("磁碟空間不足。")
        whole(connection, target, key)

    monkeypatch.setattr(backup, "copy_to", full_in_the_end)
    with pytest.raises(FileProblem):
        swap_in(oldest, store.path, None)
    assert oldest.exists() and _name(store.path) == "電腦"


def _overwrite(copy: Path, start: int, filling: bytes) -> None:
    with copy.open("r+b") as file:
        file.seek(start)
        file.write(filling)


def _of_another_program(copy: Path) -> None:
    copy.unlink()
    other = sqlite.connect(str(copy))
    other.execute("CREATE TABLE letters (body TEXT)")
    other.close()


def _from_the_future(copy: Path) -> None:
    newer = sqlite.connect(str(copy))
    newer.execute("PRAGMA user_version = 99")
    newer.close()


SPOILS: dict[str, tuple[Callable[[Path], object], type[FileProblem]]] = {
    "a page overwritten": (lambda copy: _overwrite(copy, 5 * 4096, b"\xff" * 4096), FileProblem),
    "cut off": (lambda copy: copy.write_bytes(copy.read_bytes()[:20_000]), FileProblem),
    "empty": (lambda copy: copy.write_bytes(b""), FileProblem),
    "a letter": (lambda copy: copy.write_text("親愛的同仁：" * 100), WrongKey),
    "of another program": (_of_another_program, FileProblem),
    "from the future": (_from_the_future, NewerFile),
    "gone": (lambda copy: copy.unlink(), FileProblem),
}


@pytest.mark.parametrize(("spoil", "problem"), SPOILS.values(), ids=SPOILS)
def test_a_spoilt_copy_is_refused_and_nothing_has_changed(
    spoil: Callable[[Path], object], problem: type[FileProblem], store: Store
) -> None:
    copy = store.copy("每日")
    _rename(store, "今天的筆電")
    store.close()
    spoil(copy)
    office, beside = store.path.read_bytes(), _files(copy.parent)
    with pytest.raises(problem) as refusal:
        swap_in(copy, store.path, None)
    assert refusal.value.advice
    assert (store.path.read_bytes(), _files(copy.parent)) == (office, beside)
    assert _name(store.path) == "今天的筆電"


@pytest.mark.parametrize("damage", [b"", b"torn", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_restore_over_a_ruined_office_works_and_throws_nothing_away(damage: bytes, store: Store) -> None:
    copy = store.copy("每日")
    store.close()
    store.path.write_bytes(damage)
    swap_in(copy, store.path, None)
    assert _name(store.path) == "電腦"
    set_aside = [each for each in folder_of(store.path).iterdir() if each != copy]
    assert len(set_aside) == 1
    assert damage in set_aside[0].read_bytes()


def test_a_restore_over_an_office_with_a_bad_page_keeps_its_bytes(store: Store) -> None:
    copy = store.copy("每日")
    store.close()
    _overwrite(store.path, 5 * 4096, b"\xff" * 4096)
    ruined = store.path.read_bytes()
    swap_in(copy, store.path, None)
    assert _name(store.path) == "電腦"
    (aside,) = folder_of(store.path).glob("*損壞的檔案*")
    assert len(aside.read_bytes()) == len(ruined)


def test_the_journal_of_a_killed_program_never_meets_the_restored_file(store: Store) -> None:
    copy = store.copy("每日")
    _rename(store, "沒存檔就斷電")
    journal = store.path.with_name(store.path.name + "-wal")
    left_behind = journal.read_bytes()
    store.close()
    store.path.unlink()  # the clerk threw the file away, but not what lay beside it
    journal.write_bytes(left_behind)
    swap_in(copy, store.path, None)
    assert _name(store.path) == "電腦"


def test_what_stands_only_in_the_journal_of_a_killed_program_is_kept_before_a_restore(
    store: Store, tmp_path: Path
) -> None:
    copy = store.copy("每日")
    _rename(store, "斷電前最後一筆")
    killed = tmp_path / "斷電" / store.path.name
    killed.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{store.path}{suffix}", f"{killed}{suffix}")
    swap_in(copy, killed, None)
    assert _name(killed) == "電腦"
    assert _name(copies(killed)[0].path) == "斷電前最後一筆"


def test_a_copy_over_an_older_one_replaces_it_whole(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "隨身碟.isms"
    store.copy_to(target)
    _rename(store, "筆電")
    store.copy_to(target)
    assert _name(target) == "筆電"
    assert _files(tmp_path) == sorted([store.path.name, store.path.name + ".lock", *_journals(store), target.name])


def _journals(store: Store) -> list[str]:
    return [f"{store.path.name}-{each}" for each in ("shm", "wal")]


def test_a_copy_that_cannot_be_written_leaves_the_old_one(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        store.copy_to(tmp_path / "沒有這個資料夾" / "x.isms")
    folder_of(store.path).write_text("a file where the folder should be")
    with pytest.raises(FileProblem) as refusal:
        store.copy("每日")
    assert refusal.value.advice


def test_an_encrypted_office_has_encrypted_copies(path: Path) -> None:
    store = create_store(path, "密碼'1")
    with store.action("新增") as action:
        action.insert("asset", {"number": "HW-001", "name": "TOPSECRETNAME"})
    copy = store.copy("每日")
    store.close()
    assert b"TOPSECRETNAME" not in copy.read_bytes()
    with pytest.raises(WrongKey):
        connect(copy, "別的密碼")
    swap_in(copy, path, "密碼'1")
    assert _name(path, "密碼'1") == "TOPSECRETNAME"


def test_a_copy_in_use_elsewhere_goes_another_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(store.path)
    folder.mkdir()
    for day in range(1, KEPT + 3):
        (folder / f"202601{day:02}-080000-每日.isms").write_bytes(b"old")

    def in_use(_path: Path) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", in_use)
        keep_the_last(store.path)
    assert len(copies(store.path)) == KEPT + 2
    keep_the_last(store.path)
    assert len(copies(store.path)) == KEPT
