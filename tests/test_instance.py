"""Starting the program again: the file goes to the window that there is."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from isms_desktop import instance, paths
from isms_desktop.instance import Instance, read_message, start

SECOND = """
import sys
from pathlib import Path
from isms_desktop.instance import start
handed = start(Path(sys.argv[1]) if sys.argv[1:] else None) is None
heavy = [name for name in ("PySide6", "multiprocessing", "asyncio") if name in sys.modules]
sys.exit(0 if handed and not heavy else 9)
"""
CRASH = """
import os
from isms_desktop.instance import start
first = start(None)
assert first and first.is_first
first.listen(lambda file: True)
assert start(None) is None
os._exit(3)
"""


def _python(code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, timeout=60, check=False)


@pytest.fixture
def come() -> list[Path | None]:
    """What has been handed over."""
    return []


@pytest.fixture
def first(come: list[Path | None]) -> Iterator[Instance]:
    """The program that was there first, with a window that takes what comes."""
    made = start(None)
    assert made is not None and made.is_first

    def take(file: Path | None) -> bool:
        come.append(file)
        return True

    made.listen(take)
    yield made
    made.close()


@pytest.mark.parametrize("name", ["某所.isms", "王 小明 的檔案/100% 完成#1.isms", "𠮷野.isms"])
def test_a_second_start_hands_its_file_over_and_ends(
    name: str, first: Instance, come: list[Path | None], tmp_path: Path
) -> None:
    answer = _python(SECOND, str(tmp_path / name))
    assert answer.returncode == 0, answer.stderr.decode()
    assert come == [tmp_path / name]


def test_a_second_start_without_a_file_brings_the_window_to_the_front(first: Instance, come: list[Path | None]) -> None:
    assert _python(SECOND).returncode == 0
    assert come == [None]


def test_one_after_the_other_is_let_in(first: Instance, come: list[Path | None], tmp_path: Path) -> None:
    for number in range(5):
        assert start(tmp_path / str(number)) is None
    assert come == [tmp_path / str(number) for number in range(5)]


def test_a_relative_path_is_one_of_the_second_start(
    first: Instance, come: list[Path | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert start(Path("某所.isms")) is None
    assert come == [tmp_path / "某所.isms"]


def test_another_settings_folder_is_another_program(first: Instance, tmp_path: Path) -> None:
    os.environ["ISMS_DESKTOP_HOME"] = str(tmp_path / "隨身碟 可攜版")
    other = start(None)
    assert other is not None and other.is_first
    other.close()


def test_after_the_first_has_gone_the_next_one_is_the_first(first: Instance) -> None:
    first.close()
    following = start(None)
    assert following is not None and following.is_first
    following.close()


def test_a_crash_leaves_nothing_in_the_way(come: list[Path | None], tmp_path: Path) -> None:
    assert _python(CRASH).returncode == 3
    made = start(None)
    assert made is not None and made.is_first
    with closing(made):
        made.listen(lambda file: come.append(file) is None)
        assert start(tmp_path / "某所.isms") is None
    assert come == [tmp_path / "某所.isms"]


def test_a_window_that_hangs_does_not_hang_the_second_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(instance, "PATIENCE", 0.2)
    goes_on = threading.Event()
    with closing(start(None) or pytest.fail("not the first")) as hanging:
        hanging.listen(lambda _file: goes_on.wait(30))
        beside = start(tmp_path / "某所.isms")
        goes_on.set()
    assert beside is not None and not beside.is_first


def test_a_window_that_refuses_leaves_the_second_start_alone(tmp_path: Path) -> None:
    with closing(start(None) or pytest.fail("not the first")) as busy:
        busy.listen(lambda _file: False)
        beside = start(tmp_path / "某所.isms")
    assert beside is not None and not beside.is_first


def test_a_second_click_while_the_first_is_still_starting_is_not_lost(come: list[Path | None], tmp_path: Path) -> None:
    with closing(start(None) or pytest.fail("not the first")) as slow:
        threading.Timer(0.3, lambda: slow.listen(lambda file: come.append(file) is None)).start()
        assert start(tmp_path / "某所.isms") is None
    assert come == [tmp_path / "某所.isms"]


def test_where_nothing_can_be_locked_each_start_has_a_window_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "try_hold", lambda _file: False)
    monkeypatch.setattr(instance, "STARTING", 60)
    began = time.monotonic()
    alone = start(None)
    assert alone is not None and not alone.is_first
    assert time.monotonic() - began < 30  # and does not wait for one that is never coming


def test_a_settings_folder_that_cannot_be_made_is_no_reason_not_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "檔案").touch()
    monkeypatch.setenv("ISMS_DESKTOP_HOME", str(tmp_path / "檔案" / "家"))
    alone = start(None)
    assert alone is not None and not alone.is_first
    alone.listen(lambda _file: pytest.fail("nobody can come"))


@pytest.mark.parametrize(
    "line",
    [
        b"", b"\n", b"{}\n", b"[]\n", b"null\n", b'{"open": 5}\n', b'{"open": "relative.isms"}\n',
        b'{"open": "/x\\u0000y"}\n',
        b'{"open": null, "run": "x"}\n', b'{"open": "/x"}', b"\xff\xfe\n", b"GET / HTTP/1.1\n", b"[" * 60_000 + b"\n",
    ],
)  # fmt: skip
def test_what_is_no_message_of_ours_opens_nothing(line: bytes, first: Instance, come: list[Path | None]) -> None:
    with pytest.raises((ValueError, RecursionError)):
        read_message(line)
    assert start(None) is None, "the door is open"
    come.clear()
    with instance._connected(instance._address(paths.data_folder())) as guest:
        guest.write(line)
        if not line.endswith(b"\n"):
            return
        with contextlib.suppress(OSError):  # how a pipe says that nothing comes
            assert not guest.read(10)
    assert come == []
    assert start(None) is None, "the next one is let in"


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe lies in no folder")
def test_a_folder_that_is_open_to_others_is_not_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o777)
    (tmp_path / "open").chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "open"))
    with closing(start(None) or pytest.fail("not the first")) as made:
        made.listen(lambda _file: True)
        with pytest.raises(OSError, match="open to others"):
            instance._address(paths.data_folder())
        assert list((tmp_path / "open").iterdir()) == []
