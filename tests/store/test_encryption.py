"""Another password: all or nothing, whatever ends it in the middle."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from isms_desktop.domain.progress import Cancelled
from isms_desktop.store.backup import copies, swap_in
from isms_desktop.store.driver import connect, is_encrypted, may_be_encrypted
from isms_desktop.store.encryption import convert
from isms_desktop.store.errors import FileProblem, WrongKey
from isms_desktop.store.keys import Key, new_key
from isms_desktop.store.office_file import create_store, open_store

OLD, NEW = "舊的密碼 一二三", "新的'密碼 四五六"
ROWS = 3000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some megabytes, closed, without a password."""
    path = tmp_path_factory.mktemp("檔案") / "測試所.isms"
    store = create_store(path)
    with store.action("匯入") as action:
        action.insert_many("asset", [{"number": f"HW-{each:04}", "name": f"機密電腦{each}"} for each in range(ROWS)])
    store.close()
    return path


@pytest.fixture
def plain(made: Path, tmp_path: Path) -> Iterator[Path]:
    """The file, to be changed."""
    yield Path(shutil.copy(made, tmp_path))


@pytest.fixture
def locked(plain: Path) -> Path:
    """The same with the old password."""
    convert(plain, plain, None, OLD)
    return plain


def whole(path: Path, key: str | Key | None) -> bool:
    """Whether it opens with that, is in order and has everything."""
    store = open_store(path, key)
    try:
        return store.verify().ok and store.count("asset") == ROWS and store.encrypted == (key is not None)
    finally:
        store.close()


def beside(path: Path) -> list[str]:
    return sorted(each.name for each in path.parent.iterdir() if each.is_file() and each != path)


@pytest.mark.parametrize(("old", "new"), [(None, NEW), (OLD, NEW), (OLD, None), (None, None)])
def test_everything_is_there_under_the_new_password_and_nothing_under_the_old(plain, old, new) -> None:
    if old:
        convert(plain, plain, None, old)
    told: list[tuple[int, int]] = []
    convert(plain, plain, old, new, progress=lambda done, total: told.append((done, total)))
    assert whole(plain, new) and beside(plain) == []
    assert told == sorted(told) and told[-1] == (100, 100) and any(0 < done < 50 for done, _ in told)
    assert is_encrypted(plain) == (new is not None) and may_be_encrypted(plain) == (new is not None)
    assert ("機密電腦7".encode() in plain.read_bytes()) == (new is None)
    if new:
        for wrong in (old, "別的密碼"):
            with pytest.raises(WrongKey):
                open_store(plain, wrong)


def test_what_the_file_says_of_itself_goes_along(plain: Path) -> None:
    store = open_store(plain)
    origin, head = store.origin, store.verify().head
    store.close()
    asked = [f"PRAGMA {each}" for each in ("application_id", "user_version", "page_size", "encoding")]
    asked += ["SELECT * FROM sqlite_sequence ORDER BY name", "SELECT type, name, sql FROM sqlite_master ORDER BY name"]
    raw = connect(plain)
    before = [[[str(cell) for cell in row] for row in raw.execute(each)] for each in asked]
    raw.close()
    convert(plain, plain, None, NEW)
    raw = connect(plain, NEW)
    assert [[[str(cell) for cell in row] for row in raw.execute(each)] for each in asked] == before
    raw.close()
    store = open_store(plain, NEW)
    assert (store.origin, store.verify().head, store.labels()) == (origin, head, ("匯入", ""))
    store.close()


def test_what_stands_only_in_the_journal_of_a_killed_program_goes_along(plain: Path, tmp_path: Path) -> None:
    store = open_store(plain)
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "斷電前最後一筆"})
    killed = tmp_path / "斷電" / plain.name
    killed.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(f"{plain}{suffix}", f"{killed}{suffix}")
    store.close()
    convert(killed, killed, None, NEW)
    again = open_store(killed, NEW)
    assert again.get("asset", 1).name == "斷電前最後一筆"
    again.close()
    assert beside(killed) == []


def test_while_somebody_else_reads_it_nothing_is_changed(plain: Path) -> None:
    writer = open_store(plain)
    reader = open_store(plain)
    assert reader.read_only
    writer.close()
    before = plain.read_bytes()
    with pytest.raises(FileProblem, match="另一個視窗") as refusal:
        convert(plain, plain, None, NEW)
    assert "關閉" in refusal.value.advice and plain.read_bytes() == before
    reader.close()
    convert(plain, plain, None, NEW)
    assert whole(plain, NEW)


@pytest.mark.parametrize("at", [0, 20, 50, 99])
def test_who_cancels_has_the_old_file(at: int, locked: Path) -> None:
    seen: list[int] = []

    def progress(done: int, _total: int) -> None:
        seen.append(done)

    with pytest.raises(Cancelled):
        convert(locked, locked, OLD, NEW, progress=progress, cancelled=lambda: max(seen, default=0) >= at)
    assert whole(locked, OLD) and beside(locked) == []


def test_a_wrong_password_changes_nothing(locked: Path) -> None:
    before = locked.read_bytes()
    with pytest.raises(WrongKey):
        convert(locked, locked, "不是這個密碼", NEW)
    assert locked.read_bytes() == before and beside(locked) == []


def test_what_was_written_wrong_is_not_taken(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from isms_desktop.store import encryption

    flush = encryption._flush

    def spoil(unfinished: Path, like: Path) -> None:
        raw = connect(unfinished, NEW)
        raw.execute("UPDATE asset SET name = '' WHERE id = 7")
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.close()
        flush(unfinished, like)

    monkeypatch.setattr(encryption, "_flush", spoil)
    with pytest.raises(FileProblem, match="不符"):
        convert(plain, plain, None, NEW)
    assert whole(plain, None) and beside(plain) == []


KILLED = """
import sys
from pathlib import Path
from isms_desktop.store import encryption, placing

path, old, new, where = Path(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]

def stop(*_):
    print("here", flush=True)
    sys.stdin.read()

def progress(done, _total):
    if where.isdigit() and done >= int(where):
        stop()

if where == "flush":
    encryption._flush = stop
if where == "before":
    Path.replace = stop
if where == "after":
    placing._flush_folder = stop
encryption.convert(path, path, old or None, new or None, progress=progress)
"""


@pytest.mark.parametrize("old", ["", OLD])
@pytest.mark.parametrize("where", ["0", "15", "30", "flush", "60", "90", "before", "after"])
def test_a_program_that_is_killed_in_the_middle_leaves_a_file_that_works(
    where: str, old: str, plain: Path, run_program: Callable[..., Popen[str]]
) -> None:
    if old:
        convert(plain, plain, None, old)
    program = run_program(KILLED, plain, old, NEW, where)
    assert program.stdout is not None and program.stdout.readline() == "here\n"
    program.kill()
    program.wait()
    assert whole(plain, NEW if where == "after" else old or None)
    assert beside(plain) == []  # opening it has cleared up


FULL = """
import resource, signal, sys
from pathlib import Path
from isms_desktop.domain.findings import UserError
from isms_desktop.store.encryption import convert

path, old, new, most = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
try:
    convert(path, path, old or None, new or None)
except UserError as problem:
    print(problem.text, problem.advice)
"""


@pytest.mark.parametrize("share", [0.02, 0.5, 0.97])
def test_a_full_disk_leaves_the_old_file(share: float, locked: Path, run_program: Callable[..., Popen[str]]) -> None:
    before = locked.read_bytes()
    program = run_program(FULL, locked, OLD, NEW, round(len(before) * share))
    said, _ = program.communicate()
    assert "磁碟" in said and program.returncode == 0
    assert beside(locked) == []
    assert whole(locked, OLD)


def test_where_only_a_link_is_named_the_file_itself_is_rewritten(plain: Path, tmp_path: Path) -> None:
    link = tmp_path / "桌面上的捷徑.isms"
    link.symlink_to(plain)
    convert(link, link, None, NEW)
    assert link.is_symlink() and is_encrypted(plain) and whole(plain, NEW)


@pytest.mark.parametrize(("today", "copys"), [(NEW, None), (NEW, OLD), (None, OLD), (NEW, NEW)])
def test_an_older_copy_comes_back_under_todays_password(today, copys, plain: Path) -> None:
    if copys:
        convert(plain, plain, None, copys)
    store = open_store(plain, copys)
    copy = store.copy("每日")
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "今天"})
    store.close()
    convert(plain, plain, copys, today)
    key = new_key(today) if today else None
    swap_in(copy, plain, key, copys)
    assert whole(plain, today)
    back = open_store(plain, today)
    assert back.get("asset", 1).name == "機密電腦0"
    back.close()
    kept = copies(plain)
    assert kept[0].reason == "還原前" and is_encrypted(kept[0].path) == (today is not None)
    assert beside(plain) == []


def test_whose_password_is_forgotten_can_go_back_to_a_copy_without_one(plain: Path) -> None:
    store = open_store(plain)
    copy = store.copy("每日")
    store.close()
    convert(plain, plain, None, NEW)
    locked = plain.read_bytes()
    swap_in(copy, plain, None)
    assert whole(plain, None)
    [aside] = copy.parent.glob("*打不開的檔案.bak")
    assert aside.read_bytes() == locked
