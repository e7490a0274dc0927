"""One office, one writer: who comes second reads, and is told who is first."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from isms_desktop.store import lock
from isms_desktop.store.errors import FileProblem
from isms_desktop.store.lock import FileLock, Holder, acquire, lock_path, read_holder, this_user
from isms_desktop.store.office_file import Store, create_store, open_store

HOLD = """
import sys
from pathlib import Path
from isms_desktop.store.office_file import open_store
store = open_store(Path(sys.argv[1]))
print("讀寫" if not store.read_only else "唯讀", flush=True)
sys.stdin.readline()
"""


def test_the_second_opener_reads_and_is_told_who_has_the_file(store: Store) -> None:
    second = open_store(store.path)
    assert second.read_only
    assert second.holder is not None
    sentence = second.holder.sentence()
    assert sentence.startswith(f"{this_user()}（電腦 {lock._this_host()}）自 ")
    assert sentence.endswith(" 起使用這個檔案，現在以唯讀開啟。")
    assert second.get("asset", 1).name == "電腦"
    with pytest.raises(FileProblem) as refusal, second.action("改名"):
        pass
    assert refusal.value.text == "檔案目前是唯讀的，不能更改。"
    assert refusal.value.advice == sentence
    second.close()


def test_a_second_opener_sees_what_the_first_writes_and_leaves_the_lock_alone(store: Store) -> None:
    second = open_store(store.path)
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電"})
    assert second.get("asset", 1).name == "筆電"
    second.close()
    third = open_store(store.path)
    assert third.read_only
    third.close()


def test_the_file_is_free_after_a_plain_goodbye_and_nothing_lies_beside_it(store: Store) -> None:
    store.close()
    store.close()
    assert [each.name for each in store.path.parent.iterdir() if each.is_file()] == [store.path.name]
    again = open_store(store.path)
    assert not again.read_only
    again.close()


def test_the_file_is_free_when_its_holder_was_killed(
    store: Store, run_program: Callable[..., subprocess.Popen[str]]
) -> None:
    store.close()
    holder = run_program(HOLD, store.path)
    assert holder.stdout is not None and holder.stdout.readline().strip() == "讀寫"
    second = open_store(store.path)
    assert second.read_only
    second.close()
    holder.kill()
    holder.wait()
    assert lock_path(store.path).exists()  # its text is still there, and means nothing
    after = open_store(store.path)
    assert not after.read_only
    assert after.get("asset", 1).name == "電腦"
    after.close()


@pytest.mark.parametrize(
    "text", [b"", b"x" * 999, b"[1]", b"\xff\xfe", b'{"host": "PC-9", "user": "old", "since": ""}']
)
def test_an_old_lock_file_is_only_a_text(text: bytes, store: Store) -> None:
    store.close()
    lock_path(store.path).write_bytes(text)
    again = open_store(store.path)
    assert not again.read_only
    assert read_holder(store.path).user == this_user()
    again.close()


@pytest.mark.parametrize("text", ["", "garbage", "[]", '{"host": "PC"}'])
def test_a_holder_whose_text_cannot_be_read_still_holds(text: str, store: Store) -> None:
    lock_path(store.path).write_text(text)
    second = open_store(store.path)
    assert second.read_only and second.holder is not None
    assert second.holder.sentence() == "另一位同仁（電腦 另一台電腦）正在使用這個檔案，現在以唯讀開啟。"
    second.close()


def test_the_lock_file_names_the_holder_for_people(path: Path) -> None:
    held = acquire(path)
    assert isinstance(held, FileLock)
    written = json.loads(lock_path(path).read_text("utf-8"))
    assert written["user"] == this_user() and written["since"][:2] == "20"
    assert isinstance(acquire(path), Holder)
    held.release()
    assert not lock_path(path).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="making a link there is for administrators")
def test_a_link_to_the_file_is_the_same_file(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "別的資料夾" / "捷徑.isms"
    link.parent.mkdir()
    link.symlink_to(store.path)
    second = open_store(link)
    assert second.read_only
    second.close()


def test_a_new_file_is_refused_where_another_program_is_just_making_it(path: Path) -> None:
    held = acquire(path)
    assert isinstance(held, FileLock)
    with pytest.raises(FileProblem, match="使用這個檔案。請換一個檔名"):
        create_store(path)
    held.release()
    create_store(path).close()


@pytest.mark.parametrize("trouble", [OSError, KeyError, ImportError])
def test_a_system_that_does_not_tell_the_users_name(trouble: type[Exception], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> str:
        raise trouble

    monkeypatch.setattr(lock.getpass, "getuser", unknown)
    assert this_user() == "未知使用者"
