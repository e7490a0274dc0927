"""The self-test of this very checkout; and it must not prove a broken one."""

import json
import tempfile
from pathlib import Path

import pytest

from isms_desktop.cli import main
from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.run import TRIALS, run_self_test
from isms_desktop.services import settings
from isms_desktop.services.printing import form_list


def test_this_installation_passes_its_own_test_and_leaves_only_its_results(tmp_path: Path, capsys, monkeypatch):
    temporary = tmp_path / "暫存"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    settings.save_settings(settings.Settings(recent=("/自己的/檔案.isms",), text_size=125))
    out = tmp_path / "檢測 結果"
    assert main(["self-test", "--out", str(out), "--off-screen"]) == 0, capsys.readouterr().out
    said = capsys.readouterr().out
    assert "全部正常" in said and all(f"○ {name}（" in said for name, _ in TRIALS)
    kept = json.loads((out / "自我檢測.json").read_text("utf-8"))
    assert kept["ok"] and [part["name"] for part in kept["parts"]] == [*(name for name, _ in TRIALS), "網路"]
    assert (out / "自我檢測.txt").read_text("utf-8-sig").splitlines()[2:] == said.splitlines()
    assert len(list((out / "表單").glob("*.pdf"))) == len(form_list()) and list((out / "可編輯的表單").glob("*.odt"))
    assert len(list((out / "畫面").glob("*.png"))) == 12
    assert not list(temporary.iterdir())
    assert settings.load_settings().recent == ("/自己的/檔案.isms",) and settings.load_settings().text_size == 125


def test_a_part_that_fails_hides_no_other_and_the_report_knows_how_far_it_is(tmp_path: Path):
    heard = []

    def broken(_ground):
        raise UserError("這一項不行。", "請重新安裝。")

    trials = [("先", broken), ("後", lambda ground: str(ground.out.name))]
    report = run_self_test(tmp_path / "結果", trials=trials, told=heard.append)
    assert [(part.name, part.ok, part.text) for part in report.parts] == [
        ("先", False, "這一項不行。請重新安裝。"),
        ("後", True, "結果"),
        ("網路", True, "全程沒有使用網路"),
    ]
    assert not report.ok and report.verdict.startswith("1 項不正常（3 項")
    assert [(each.running, len(each.parts), each.ok) for each in heard] == [
        ("先", 0, False),
        ("後", 1, False),
        ("", 3, False),
    ]


def test_a_report_that_cannot_be_written_is_part_of_the_report(tmp_path: Path):
    (tmp_path / "自我檢測.json").mkdir()
    report = run_self_test(tmp_path, trials=[("一項", lambda _ground: "好")])
    assert not report.ok and report.parts[-1].name == "報告檔" and "請換一個" in report.parts[-1].text


def test_json_on_the_screen_is_the_same_as_in_the_file(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("isms_desktop.selftest.run.TRIALS", (("一項", lambda _ground: "好"),))
    assert main(["self-test", "--json", "--out", str(tmp_path)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] and said == json.loads((tmp_path / "自我檢測.json").read_text("utf-8"))
