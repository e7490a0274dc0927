"""The self-test in a process of its own: it says how far it is, can be given up, and may break without harm."""

import sys
import tempfile

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest import beside
from isms_desktop.selftest.beside import run_beside

CHILD = """
import os, sys, time
from pathlib import Path
from isms_desktop.selftest.run import run_self_test
{more}
run_self_test(Path(sys.argv[sys.argv.index("--out") + 1]), trials=[("第一項", lambda g: "好"), ("第二項", second)])
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Nothing may stay here."""
    folder = tmp_path / "暫存"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert not list(folder.iterdir())


def child(more: str) -> tuple[str, ...]:
    return (sys.executable, "-c", CHILD.format(more=more))


def test_its_parts_are_heard_of_and_its_report_comes_back():
    heard = []
    report = run_beside(heard.append, command=child("def second(g): time.sleep(0.5); return os.environ['TEMP']"))
    assert report.ok and [part.name for part in report.parts] == ["第一項", "第二項", "網路"]
    assert "temp" in report.parts[1].text
    assert ("第二項", 1, 3) in {(each.running, len(each.parts), each.total) for each in heard}


def test_a_program_that_is_torn_down_in_the_middle_is_reported_with_what_went_well():
    report = run_beside(command=child("def second(g): os._exit(134)"))
    assert not report.ok
    assert [(part.name, part.ok) for part in report.parts] == [("第一項", True), ("第二項", False)]
    assert report.parts[1].text == "程式在這一項意外結束（代碼 134）。請複製這份報告給維護人員。"


def test_whoever_gives_up_ends_it():
    class Enough(Exception):
        pass

    def enough(report):
        if report.running == "第二項":
            raise Enough

    with pytest.raises(Enough):
        run_beside(enough, command=child("def second(g): time.sleep(600)"))


def test_one_that_is_stuck_is_ended_too():
    report = run_beside(command=child("def second(g): time.sleep(600)"), longest=1)
    assert report.parts[-1].text.startswith("沒有在 1 秒內完成。")


def test_one_that_cannot_begin_says_why():
    with pytest.raises(UserError, match="沒有開始就結束了（ImportError: 缺了一塊）。請重新安裝"):
        run_beside(command=(sys.executable, "-c", "raise ImportError('缺了一塊')"))
    with pytest.raises(UserError, match="無法啟動自我檢測。"):
        run_beside(command=("/沒有/這個/程式",))


def test_a_frozen_program_starts_the_one_with_a_console_that_lies_beside_it(tmp_path, monkeypatch):
    folder = tmp_path / "安裝 資料夾"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "ISMS Desktop.exe"))
    assert beside._command() == [str(folder / "ISMS Desktop.exe")]
    (folder / "isms-desktop.exe").touch()
    assert beside._command() == [str(folder / "isms-desktop.exe")]
