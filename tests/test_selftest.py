"""The self-test: proves an installation, and must not prove a broken one."""

from pathlib import Path

import pytest

from isms_desktop import selftest
from isms_desktop.cli import main


def test_this_installation_passes_its_own_test(tmp_path: Path, capsys):
    assert main(["self-test", "--out", str(tmp_path / "結果")]) == 0, capsys.readouterr().out
    assert "全部正常" in capsys.readouterr().out
    assert list((tmp_path / "結果" / "表單").glob("*.pdf"))


def test_a_missing_form_fails_it_and_the_other_parts_still_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("isms_desktop.services.printing.form_list", lambda: [])
    two = [(name, trial) for name, trial in selftest._TRIALS if name in ("程式檔案", "機關檔案")]
    monkeypatch.setattr(selftest, "_TRIALS", tuple(two))
    report = selftest.run_self_test(tmp_path)
    assert not report.ok
    assert [(part.name, part.ok) for part in report.parts] == [("程式檔案", False), ("機關檔案", True)]
