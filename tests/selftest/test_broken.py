"""An installation from which something is missing: the self-test says what, and what to do, and goes on."""

import sys
import tempfile
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest import machine
from isms_desktop.selftest.ground import Ground, explain
from isms_desktop.selftest.run import run_self_test
from isms_desktop.services.manifest import write_manifest

REINSTALL = "請重新安裝本程式；機關的檔案不受影響。"


def test_missing_and_damaged_files_are_named_each_in_its_part(copy):
    write_manifest(copy.root)
    (copy.root / "forms" / "drill.toml").unlink()
    (copy.root / "resources" / "samples" / "city-bureau-c" / "assets.toml").unlink()
    (copy.root / "resources" / "help" / "people.md").unlink()
    font = copy.root / "resources" / "fonts" / "TW-Kai.ttf"
    with font.open("r+b") as file:
        file.truncate(font.stat().st_size - 1_000_000)
    copy.spoil_library("odfdo")
    found = copy.part("程式元件", "程式檔案", "表單與資料", "字型", "使用說明", "機關檔案")
    for name, words in {
        "程式元件": "odfdo（表單；DLL load failed",
        "程式檔案": "forms/drill.toml（不見了）、resources/fonts/TW-Kai.ttf（大小不符",
        "表單與資料": "缺少練習資料：",
        "字型": "列印字型 TW-Kai.ttf 不完整。",
        "使用說明": "使用說明的「people」讀不到。",
    }.items():
        ok, text = found[name]
        assert not ok and words in text and text.endswith(REINSTALL), (name, text)
    assert found["機關檔案"][0]


def test_a_damaged_data_file_is_named_once_and_what_needs_it_points_there(copy):
    for form in sorted((copy.root / "forms").glob("*.toml"))[-10:]:
        form.unlink()
    with (copy.root / "resources" / "threats" / "responses.toml").open("a", encoding="utf-8") as file:
        file.write("對策 = [\n")
    found = copy.part("程式檔案", "表單與資料", "條碼")
    assert "forms（只有" in found["程式檔案"][1]  # without a list, only many missing files are noticed
    assert "resources/threats/responses.toml（" in found["表單與資料"][1]
    assert found["條碼"] == (False, f"程式的資料檔損壞，是哪一個見「表單與資料」一項。{REINSTALL}")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the size of files are those of Unix")
def test_a_disk_without_room_is_said(copy):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    found = copy.part("附件", "使用說明", before=limit)
    assert found["附件"] == (False, "磁碟空間不足。請清出至少 300 MB 的空間後再檢測一次。")
    assert found["使用說明"][0]


def test_without_a_temporary_folder_the_results_folder_serves_and_none_at_all_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "沒有這裡"))
    with pytest.raises(UserError, match="找不到可以寫入的暫存資料夾。"):
        run_self_test(trials=[("資料夾與空間", machine.folders)])
    report = run_self_test(tmp_path / "結果", trials=[("資料夾與空間", machine.folders)])
    assert [part.ok for part in report.parts] == [False, True]
    assert report.parts[0].text.startswith("暫存資料夾「") and "不能寫入" in report.parts[0].text
    assert sorted(path.name for path in (tmp_path / "結果").iterdir()) == ["自我檢測.json", "自我檢測.txt"]


def test_a_folder_that_cannot_be_made_and_a_disk_that_is_nearly_full_are_said(tmp_path, monkeypatch):
    with pytest.raises(UserError, match="設定或錯誤報告的資料夾不能建立"):
        machine.folders(Ground(tmp_path, tmp_path))
    monkeypatch.setattr(machine, "ROOM", 10**9)
    with pytest.raises(UserError, match=r"所在的磁碟只剩 \d+ MB。請清出至少"):
        machine.folders(Ground(tmp_path, tmp_path, homes=(tmp_path, tmp_path / "..")))


def test_whatever_goes_wrong_has_words_and_a_next_step(tmp_path: Path):
    assert explain(UserError("密碼不對。")).startswith("密碼不對。請複製")
    assert explain(ModuleNotFoundError("No module named 'x'", name="x")).startswith("缺少或載入不了程式元件「x」")
    assert explain(PermissionError(13, "no", str(tmp_path))).startswith(f"沒有權限讀寫「{tmp_path}」。請換")
    try:
        {}["缺"]
    except KeyError as problem:
        assert "KeyError" in explain(problem) and "test_broken.py:" in explain(problem)
