"""The program without a console: what goes wrong before there is a window is said in a box, never swallowed."""

import subprocess
import sys

import pytest

from isms_desktop import windowed
from isms_desktop.domain.findings import UserError


def without_console(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, list[str]]:
    """The exit code and what was shown, started as Windows starts a program that has no place to write to."""
    said: list[str] = []
    monkeypatch.setattr(sys, "argv", ["ISMS Desktop", *arguments])
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    return windowed.main(said.append), said


def test_a_command_that_fails_shows_its_sentence(monkeypatch, tmp_path):
    code, said = without_console(monkeypatch, "verify", str(tmp_path / "沒有這個檔案.isms"))
    assert code == 1
    assert len(said) == 1 and "沒有這個檔案" in said[0]


def test_a_wrong_command_shows_how_it_is_used(monkeypatch):
    code, said = without_console(monkeypatch, "print")
    assert code == 2
    assert "usage" in said[0] and "file" in said[0]


def test_a_library_that_is_missing_or_broken_is_said_with_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "isms_desktop.cli", None)
    code, said = without_console(monkeypatch)
    assert code == 1
    assert said[0].startswith("程式無法啟動：") and "isms_desktop.cli" in said[0] and "重新安裝" in said[0]


def test_what_ends_well_shows_nothing(monkeypatch):
    assert without_console(monkeypatch, "profiles") == (0, [])


def test_streams_that_a_script_has_given_it_hide_nothing(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "ISMS Desktop.exe")
    monkeypatch.setattr(sys, "argv", ["ISMS Desktop", "verify", "無.isms"])
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    said: list[str] = []
    assert windowed.main(said.append) == 1
    assert "無.isms" in said[0]


def test_with_a_console_everything_goes_there():
    done = subprocess.run(
        [sys.executable, "-c", "from isms_desktop.windowed import main; raise SystemExit(main())", "verify", "無.isms"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "無.isms" in done.stderr


def test_a_self_test_that_fails_speaks_through_its_files_and_keeps_nobody_waiting(monkeypatch, tmp_path):
    def broken(_ground):
        raise UserError("這一項不行。", "請重新安裝。")

    monkeypatch.setattr("isms_desktop.selftest.run.TRIALS", (("一項", broken),))
    assert without_console(monkeypatch, "self-test", "--out", str(tmp_path)) == (1, [])
    assert "× 一項" in (tmp_path / "自我檢測.txt").read_text("utf-8-sig")
    code, said = without_console(monkeypatch, "self-test")
    assert code == 1 and "這一項不行。請重新安裝。" in said[0]
