"""What is left when the program breaks, and who is offered it."""

import faulthandler
import subprocess
import sys

import pytest

from isms_desktop.ui import crashes
from isms_desktop.ui.crashes import KEPT, CrashLog, reports_folder

RUNS = """
import faulthandler, os, sys
from isms_desktop.ui.crashes import CrashLog
log = CrashLog()
log.begin()
print(repr(log.last_crash), flush=True)
def work():
    match sys.argv[1]:
        case "abort":
            os.abort()
        case "segfault":
            faulthandler._sigsegv()
        case "killed":
            os._exit(1)
        case "wait":
            sys.stdin.readline()
work()
log.end()
"""


@pytest.fixture(autouse=True)
def own_fault_handler():
    """Pytest has one of its own."""
    yield
    faulthandler.disable()


def run(how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", RUNS, how], capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def offered() -> str:
    log = CrashLog()
    log.begin()
    log.end()
    return log.last_crash


@pytest.mark.parametrize(("how", "said"), [("abort", "Aborted"), ("segfault", "Segmentation fault")])
def test_what_tore_the_program_down_is_offered_once(how, said):
    assert run(how).returncode != 0
    report = offered()
    assert said in report if sys.platform != "win32" else report
    assert "資安維護管家 " in report and "Python 3" in report and "PySide6" in report
    assert [path.read_text("utf-8-sig").strip() for path in reports_folder().glob("*.txt")] == [report.strip()]
    assert offered() == ""


@pytest.mark.parametrize("how", ["well", "killed"])
def test_nothing_is_offered_after_a_good_end_or_after_the_power_went(how):
    run(how)
    assert offered() == ""
    assert list(reports_folder().iterdir()) == []


def test_a_window_that_still_runs_keeps_its_own_log():
    other = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", RUNS, "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout.readline().strip() == b"''"
    assert offered() == ""
    [theirs] = reports_folder().iterdir()
    assert str(other.pid) in theirs.name
    other.communicate(b"\n", timeout=60)
    assert list(reports_folder().iterdir()) == []


def test_places_in_a_report_do_not_name_who_sits_at_the_machine(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path / "王小明" / "程式"), *sys.path])
    inside, outside = tmp_path / "王小明" / "程式" / "isms_desktop" / "cli.py", tmp_path / "王小明" / "x.py"
    trace = crashes._without_places(f'  File "{inside}", line 7 in main\n  File "{outside}", line 1 in <module>')
    assert trace == '  File "isms_desktop/cli.py", line 7 in main\n  File "x.py", line 1 in <module>'


def test_the_last_five_reports_are_kept_and_each_error_once():
    log = CrashLog()
    for number in range(KEPT + 3):
        log.keep(f"第 {number} 個錯誤")
        log.keep(f"第 {number} 個錯誤")
    log.keep("")
    kept = sorted(reports_folder().glob("*.txt"))
    assert [path.read_text("utf-8-sig").strip() for path in kept] == [f"第 {number} 個錯誤" for number in range(3, 8)]


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_start(tmp_path, monkeypatch):
    (tmp_path / "檔案").touch()
    monkeypatch.setenv("ISMS_DESKTOP_HOME", str(tmp_path / "檔案" / "家"))
    log = CrashLog()
    log.begin()
    log.keep("x")
    log.end()
    assert log.last_crash == ""
