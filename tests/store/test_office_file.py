"""The one lane: all or nothing, whatever fails, whoever else writes, however the program ends."""

import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.store.backup import folder_of
from isms_desktop.store.errors import FileProblem
from isms_desktop.store.office_file import Store, create_store, open_store


def _names(store: Store) -> list[str]:
    return [asset.name for asset in store.all("asset")]


def test_an_existing_file_is_never_made_anew(store: Store) -> None:
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(FileProblem, match="已經存在"):
        create_store(store.path)
    assert store.path.read_bytes() == before


def test_a_file_that_could_not_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("isms_desktop.store.migrate.APPLICATION_ID", "no number")
    with pytest.raises(sqlite.DatabaseError):
        create_store(tmp_path / "x.isms")
    assert list(tmp_path.iterdir()) == []


def test_what_went_wrong_in_the_middle_has_not_happened(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
        action.insert("asset", {"number": "HW-003"})
        _ = 1 / 0
    assert _names(store) == ["電腦", ""]
    assert store.labels() == ("新增資產", "")
    with store.action("新增") as action:
        assert action.insert("asset", {"number": "HW-003"}) == 3
    assert store.verify().ok


def test_a_link_to_nowhere_is_refused_when_the_step_ends(store: Store) -> None:
    with pytest.raises(sqlite.IntegrityError), store.action("評估") as action:
        action.insert("risk", {"asset": 99, "event": "停電"})
    with pytest.raises(sqlite.IntegrityError), store.action("刪除") as action:
        action.delete("asset", 1)
    assert (len(store.all("risk")), len(store.all("asset"))) == (1, 2)
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    assert store.verify().ok


def test_within_a_step_the_order_of_deleting_does_not_matter(store: Store) -> None:
    with store.action("刪除") as action:
        action.delete("asset", 1)
        action.delete("risk", 1)
    store.undo()
    assert [risk.id for risk in store.pointing_at("risk", "asset", 1)] == [1]


def test_undo_and_redo_hold_across_sessions(store: Store) -> None:
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    store.close()
    store = open_store(store.path)
    assert store.labels() == ("改名", "")
    changed = store.undo()
    assert changed is not None and changed.touched == {"asset": frozenset({1})}
    store.close()
    store = open_store(store.path)
    assert (_names(store)[0], store.labels()) == ("電腦", ("新增資產", "改名"))
    store.redo()
    assert _names(store)[0] == "筆電"
    store.close()


def test_while_a_job_writes_the_window_reads_and_is_told_to_wait(store: Store) -> None:
    inside, done = threading.Event(), threading.Event()

    def import_list() -> None:
        with store.worker() as worker, worker.action("匯入") as action:
            action.insert("asset", {"number": "HW-003", "name": "匯入的電腦"})
            inside.set()
            done.wait(10)

    job = threading.Thread(target=import_list)
    job.start()
    assert inside.wait(10)
    try:
        assert _names(store) == ["電腦", ""]
        for attempt in (lambda: store.action("改名").__enter__(), store.undo):
            with pytest.raises(FileProblem, match="另一項作業正在寫入檔案，剛才的變更沒有寫入"):
                attempt()
    finally:
        done.set()
        job.join()
    assert _names(store)[2] == "匯入的電腦"
    assert store.labels()[0] == "匯入"
    store.undo()
    assert len(_names(store)) == 2
    assert store.verify().ok


def test_undo_takes_nothing_back_that_was_not_the_last_when_asked(store: Store) -> None:
    seen = store._stack

    def a_job_writes_right_after_the_first_look(mode: str) -> list[tuple[int, str]]:
        stack = seen(mode)
        store._stack = seen  # type: ignore[method-assign]
        with store.worker() as worker, worker.action("匯入") as action:
            action.update("asset", 1, {"name": "匯入的名字"})
        return stack

    store._stack = a_job_writes_right_after_the_first_look  # type: ignore[method-assign]
    with pytest.raises(FileProblem, match="新的變更"):
        store.undo()
    assert _names(store)[0] == "匯入的名字"
    assert store.labels()[0] == "匯入"


def test_two_programs_at_once_on_one_file_wait_for_each_other(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    intruder = sqlite.connect(str(store.path), isolation_level=None)
    intruder.execute("BEGIN IMMEDIATE")
    store.connection.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(FileProblem, match="正被另一個程式使用"), store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    intruder.execute("ROLLBACK")
    intruder.close()
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    assert _names(store)[0] == "筆電"


# A full disk


def test_when_the_file_can_grow_no_more_the_step_has_not_happened(store: Store) -> None:
    (pages,) = store.connection.execute("PRAGMA page_count").fetchone()
    store.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with (
        pytest.raises(FileProblem, match="磁碟空間不足，剛才的變更沒有寫入") as refusal,
        store.action("匯入") as action,
    ):
        action.insert_many("asset", [{"number": f"N{n}", "name": "長" * 200} for n in range(500)])
    assert "清出空間" in refusal.value.advice
    assert _names(store) == ["電腦", ""]
    assert store.verify().ok
    store.connection.execute("PRAGMA max_page_count = 100000")
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    assert _names(store)[0] == "筆電"


FILL_THE_DISK = """
import resource, signal, sys
from pathlib import Path
from isms_desktop.store.errors import FileProblem
from isms_desktop.store.office_file import open_store
store = open_store(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
kept = 0
try:
    while True:
        with store.action("新增") as action:
            action.insert_many("asset", [{"number": "N", "name": "長" * 200} for _ in range(20)])
        kept += 20
except FileProblem as problem:
    print(problem, flush=True)
try:
    store.copy("每日")
except FileProblem as problem:
    print(problem, flush=True)
print(kept, len(store.all("asset")), store.verify().ok, flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="the system cannot limit the size of files")
@pytest.mark.parametrize("room", [40_000, 150_000])
def test_a_disk_that_fills_up_costs_only_the_step_that_did_not_fit(
    room: int, store: Store, run_program: Callable[..., subprocess.Popen[str]]
) -> None:
    store.close()
    program = run_program(FILL_THE_DISK, store.path, room)
    output, _ = program.communicate()
    sentence, about_copy, counts = output.splitlines()
    assert "剛才的變更沒有寫入" in sentence
    assert about_copy.startswith("「") and "磁碟" in about_copy
    kept, counted, whole = counts.split()
    assert (int(counted), whole) == (int(kept) + 2, "True")
    after = open_store(store.path)
    assert len(after.all("asset")) == int(kept) + 2
    assert after.verify().ok
    assert list(folder_of(store.path).iterdir()) == []
    after.close()


# A killed program

EDITS = """
import sys
from pathlib import Path
from isms_desktop.store.office_file import open_store
store = open_store(Path(sys.argv[1]))
for number in range(1, 201):
    with store.action(f"第 {number} 次") as action:
        action.update("asset", 1, {"name": str(number)})
        action.insert("asset", {"number": f"N-{number}"})
        action.update("asset", 2, {"name": str(number)})
    print(number, flush=True)
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.mark.parametrize("after", [1, 57, 140])
def test_a_program_killed_in_a_stream_of_edits_has_kept_every_edit_it_reported_and_no_half_one(
    after: int, store: Store, run_program: Callable[..., subprocess.Popen[str]]
) -> None:
    store.close()
    program = run_program(EDITS, store.path)
    assert program.stdout is not None
    for line in program.stdout:
        if int(line) == after:
            break
    program.kill()
    reported = [after, *(int(line) for line in program.stdout if line.strip().isdigit())][-1]
    program.wait()

    survivor = open_store(store.path)
    assert not survivor.read_only
    first, second, *added = survivor.all("asset")
    last = int(first.name)
    assert reported <= last <= reported + 1
    assert (int(second.name), len(added)) == (last, last)
    assert survivor.verify().ok
    survivor.undo()
    assert survivor.get("asset", 1).name == str(last - 1) if last > 1 else "電腦"
    survivor.close()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be taken away there")
def test_nothing_is_written_to_a_file_that_has_been_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "隨身碟"
    folder.mkdir()
    store = create_store(folder / "機關.isms")
    shutil.rmtree(folder)
    with pytest.raises(FileProblem, match="已經不在原來的位置"), store.action("修改"):
        pass
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has errors of its own for it (test_errors)")
def test_a_name_that_is_too_long_is_said_in_words(tmp_path: Path) -> None:
    endless = tmp_path / ("長" * 300 + ".isms")
    with pytest.raises(FileProblem, match="太長"):
        create_store(endless)
    with pytest.raises(FileProblem, match="太長"):
        open_store(endless)
