"""What a helper wants to know of the machine, without the name of whoever sits at it."""

from pathlib import Path

import pytest

from isms_desktop import __version__
from isms_desktop.services.program_facts import folder_facts, in_short, program_facts


def test_versions_platform_and_folders_are_told(home: Path):
    facts = {fact.label: fact.value for fact in program_facts("6.0")}
    assert facts["程式"] == f"{__version__}（原始碼）" and facts["Qt"] == "6.0"
    assert {"Python", "SQLite", "SQLCipher", "作業系統", "程式位置"} <= set(facts)
    assert [fact.value for fact in folder_facts()] == [str(home / "config"), str(home / "data")]


def test_a_folder_that_cannot_be_made_is_said(home: Path):
    home.write_text("檔案", "utf-8")
    assert all("無法建立資料夾" in fact.value for fact in folder_facts())


def test_the_name_of_the_person_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "王小明")
    shown = in_short(tmp_path / "王小明" / "文件" / "本所.isms")
    assert "王小明" not in shown and shown.endswith("本所.isms") and shown[0] in "~%"
    assert in_short(tmp_path) == str(tmp_path)
