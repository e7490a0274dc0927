"""Opening: our file, somebody else's, one from the future, a ruined one, one in a folder that cannot be written."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop import paths
from isms_desktop.store import backup, driver
from isms_desktop.store.driver import is_encrypted, on_local_drive
from isms_desktop.store.errors import FileProblem, NewerFile, WrongKey
from isms_desktop.store.office_file import Store, create_store, open_store

NOBODY = 65534


def _files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


def _other_program(path: Path, journal: str) -> None:
    other = sqlite.connect(str(path), isolation_level=None)
    other.execute(f"PRAGMA journal_mode = {journal}")
    other.execute("CREATE TABLE letters (body TEXT)")
    other.close()


def _ours(path: Path) -> bytes:
    create_store(path).close()
    whole = path.read_bytes()
    path.unlink()
    return whole


NOT_OURS: dict[str, tuple[Callable[[Path], object], type[FileProblem], str]] = {
    "an empty file": (lambda path: path.write_bytes(b""), FileProblem, "是空的"),
    "a letter": (lambda path: path.write_text("親愛的同仁：\n" * 500), WrongKey, "設有密碼，或不是本程式的檔案"),
    "five bytes": (lambda path: path.write_bytes(b"SQLit"), WrongKey, "不是本程式的檔案"),
    "a spreadsheet": (lambda path: path.write_bytes(b"PK\x03\x04" + b"\0" * 3000), FileProblem, "不是機關檔案"),
    "of another program": (lambda path: _other_program(path, "DELETE"), FileProblem, "不是本程式的檔案"),
    "of another program that uses WAL": (lambda path: _other_program(path, "WAL"), FileProblem, "不是本程式的檔案"),
    "our header alone": (lambda path: path.write_bytes(_ours(path)[:100]), FileProblem, "已損壞"),
    "our first page": (lambda path: path.write_bytes(_ours(path)[:4096]), FileProblem, "已損壞"),
    "the first half": (lambda path: path.write_bytes(_ours(path)[: 4096 * 8]), FileProblem, "已損壞"),
    "a folder": (lambda path: path.mkdir(), FileProblem, "找不到檔案"),
    "nothing at all": (lambda path: None, FileProblem, "找不到檔案"),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize(("make", "problem", "said"), NOT_OURS.values(), ids=NOT_OURS)
def test_what_is_none_of_ours_is_refused_and_stays_as_it_was(
    make: Callable[[Path], object], problem: type[FileProblem], said: str, read_only: bool, path: Path
) -> None:
    make(path)
    before = _files(path.parent)
    with pytest.raises(problem, match=said) as refusal:
        open_store(path, read_only=read_only)
    assert path.name in refusal.value.text and refusal.value.advice
    assert {name: data for name, data in _files(path.parent).items() if not name.endswith(("-shm", "-wal"))} == before


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_file_from_the_future_is_refused_in_words_and_untouched(journal: str, store: Store) -> None:
    store.close()
    newer = sqlite.connect(str(store.path), isolation_level=None)
    newer.execute(f"PRAGMA journal_mode = {journal}")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    before = _files(store.path.parent)
    with pytest.raises(NewerFile) as refusal:
        open_store(store.path)
    assert "檔案版本 99" in refusal.value.text and "更新程式" in refusal.value.advice
    assert _files(store.path.parent) == before


def test_a_torn_record_is_said_when_it_is_read(store: Store) -> None:
    store.close()
    whole = store.path.read_bytes()
    store.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FileProblem, match="檔案已損壞") as refusal:
        open_store(store.path)
    assert "備份" in refusal.value.advice


# Passwords


@pytest.fixture
def secret(path: Path) -> Path:
    store = create_store(path, "密碼'; 1")
    with store.action("新增") as action:
        action.insert("asset", {"number": "HW-001", "name": "VISIBLE?"})
    assert store.encrypted
    with store.worker() as worker:
        assert worker.get("asset", 1).name == "VISIBLE?"
    store.close()
    return path


def test_an_encrypted_file_opens_with_its_password_alone(secret: Path) -> None:
    assert is_encrypted(secret)
    assert b"VISIBLE?" not in secret.read_bytes() and b"asset" not in secret.read_bytes()
    before = secret.read_bytes()
    for key, said in (("密碼", "不是本程式的檔案，或密碼不對"), (None, "設有密碼")):
        with pytest.raises(WrongKey, match=said):
            open_store(secret, key)
    assert secret.read_bytes() == before
    opened = open_store(secret, "密碼'; 1")
    assert opened.get("asset", 1).name == "VISIBLE?"
    assert opened.encrypted and opened.verify().ok
    opened.close()


def test_a_plain_file_does_not_mind_a_password(store: Store) -> None:
    store.close()
    opened = open_store(store.path, "whatever")
    assert (opened.encrypted, opened.get("asset", 1).name) == (False, "電腦")
    opened.close()


# Where the file lies


def _journal(store: Store) -> str:
    return str(store.connection.execute("PRAGMA journal_mode").fetchone()[0])


@pytest.mark.parametrize(("local", "journal"), [(True, "wal"), (False, "truncate")])
def test_wal_only_on_a_local_drive(local: bool, journal: str, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "on_local_drive", lambda _path: local)
    store = create_store(path)
    with store.worker() as worker, worker.action("新增") as action:
        action.insert("asset", {"number": "HW-001"})
    assert (_journal(store), len(store.all("asset"))) == (journal, 1)
    assert store.connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    store.close()


MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/home /mnt/share/local\\040disk ext4 rw 0 0
/dev/sdz1 /media/usb vfat rw 0 0
/dev/sdz2 /media/usbsecond vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.mark.skipif(sys.platform == "win32", reason="reads /proc/mounts")
@pytest.mark.parametrize(
    ("place", "local"),
    [
        ("/home/clerk/x.isms", True),
        ("/tmp/x.isms", True),
        ("/mnt/share/x.isms", False),
        ("/mnt/sharefolder/x.isms", True),
        ("/mnt/share/local disk/x.isms", True),
        ("/media/usb/x.isms", False),
    ],
)
def test_shares_and_sticks_are_told_from_drives(place: str, local: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, **_details: object) -> str:
        match str(path):
            case "/proc/mounts":
                return MOUNTS
            case "/sys/block/sdz/removable":
                return "1\n"
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", read)
    assert on_local_drive(Path(place)) == local


@pytest.mark.parametrize(
    ("place", "answer", "local"),
    [
        (r"C:\資安\某所.isms", 3, True),
        (r"\\?\C:\資安\某所.isms", 3, True),
        (r"E:\隨身碟.isms", 2, False),
        (r"Z:\連成磁碟機的共用資料夾.isms", 4, False),
        (r"D:\光碟.isms", 5, False),
        (r"Q:\沒有這個磁碟機.isms", 1, False),
    ],
)
def test_windows_is_asked_what_a_drive_is(
    place: str, answer: int, local: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "_drive_type", {place.removeprefix("\\\\?\\")[:3]: answer}.__getitem__)
    assert driver._local_on_windows(place) == local


@pytest.mark.parametrize("place", [r"\\主機\共用 資料夾\某所.isms", r"\\?\UNC\主機\共用\某所.isms"])
def test_a_share_without_a_letter_is_known_without_asking(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # Asking for a server that is switched off would hold up the opening.
    monkeypatch.setattr(driver, "_drive_type", lambda _root: pytest.fail("asked"))
    assert not driver._local_on_windows(place)


@pytest.mark.parametrize("name", ["100%.isms", "甲#乙?丙.isms", "a b&c=d.isms", "old\udcff.isms"])
def test_a_name_with_signs_that_mean_something_to_sqlite(name: str, tmp_path: Path) -> None:
    if sys.platform == "win32" and ("?" in name or "\udcff" in name):
        pytest.skip("no such names there")
    create_store(tmp_path / name).close()
    opened = open_store(tmp_path / name)
    assert not opened.read_only
    opened.close()
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="there is room for 32,767 characters")
def test_a_path_that_sqlite_cannot_take_is_said(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["很長的資料夾名稱" * 5] * 4)
    folder.mkdir(parents=True)
    with pytest.raises(FileProblem, match="路徑太長"):
        create_store(folder / "某所.isms")
    assert list(folder.iterdir()) == []


def test_a_long_path_has_room_for_all_that_is_kept_beside_the_file(tmp_path: Path) -> None:
    place = tmp_path.joinpath(*["很長的 folder with a long name" * 2] * 4, "某機關.isms")
    paths.ensure_folder(place.parent)
    assert len(str(place)) > 280
    store = create_store(place)
    with store.action("新增") as action:
        action.insert("asset", {"number": "HW-001", "name": "電腦"})
    second = open_store(place)
    assert second.read_only and second.holder is not None
    second.close()
    copy = store.copy("還原前")
    store.close()
    assert [each.path for each in backup.copies(place)] == [copy]
    backup.swap_in(copy, place, None)
    again = open_store(place)
    assert again.get("asset", 1).name == "電腦"
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="reads /proc/mounts")
def test_a_place_of_unknown_sort_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_a, **_k: (_ for _ in ()).throw(OSError))
    assert not on_local_drive(Path("/home/x.isms"))


@pytest.fixture
def read_only_folder(store: Store) -> Iterator[Path]:
    """The office's file in a folder that this user may read but not write; root becomes nobody for the while.

    It is as a killed program leaves it: set to WAL, though no journal lies beside it.
    """
    store.close()
    killed = sqlite.connect(str(store.path), isolation_level=None)
    killed.execute("PRAGMA journal_mode = WAL")
    killed.close()
    folder = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    path = folder / store.path.name
    shutil.copy(store.path, path)
    path.chmod(0o444)
    folder.chmod(0o555)
    was_root = os.geteuid() == 0
    if was_root:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield path
    finally:
        if was_root:
            os.setresuid(0, 0, 0)
        folder.chmod(stat.S_IRWXU)
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_a_file_in_a_read_only_folder_can_still_be_read(read_only_folder: Path) -> None:
    store = open_store(read_only_folder)
    assert store.read_only and store.holder is None
    assert store.get("asset", 1).name == "電腦"
    assert store.verify().ok
    with pytest.raises(FileProblem) as refusal, store.action("改名"):
        pass
    assert refusal.value.advice == "請另存到可寫入的位置。"
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such modes there")
def test_nothing_new_is_made_in_a_read_only_folder(read_only_folder: Path) -> None:
    with pytest.raises(FileProblem, match="沒有權限"):
        create_store(read_only_folder.with_name("新的.isms"))
    assert [each.name for each in read_only_folder.parent.iterdir()] == [read_only_folder.name]
