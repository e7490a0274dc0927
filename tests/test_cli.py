"""The command line, as a supervising authority or a script uses it."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from isms_desktop.cli import main
from isms_desktop.exchange.readers import read_book
from isms_desktop.services import records
from isms_desktop.services.offices import create_office, open_office

PROFILE = "household-office-c"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "本所.isms"
    create_office(path, profile=PROFILE, name="本所", sample=True).close()
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0):
    """What a command prints with --json."""
    assert main([str(each) for each in (*arguments, "--json")]) == code
    return json.loads(capsys.readouterr().out)


def test_it_lists_profiles_kinds_and_forms_in_the_promised_shapes(capsys):
    assert {"id", "title"} <= answer(capsys, "profiles")[0].keys()
    assert {"kind", "label"} <= answer(capsys, "kinds")[0].keys()
    forms = answer(capsys, "forms")
    assert {"asset_register", "risk_matrix"} <= {form["id"] for form in forms}
    assert all(form["title"] for form in forms)


def test_a_new_office_is_there_and_named(tmp_path: Path, capsys):
    path = tmp_path / "新所.isms"
    answer(capsys, "new", path, "--profile", PROFILE, "--name", "新所")
    office = open_office(path)
    assert office.agency.name == "新所"
    assert not office.all("asset")
    office.close()


def test_an_office_is_never_made_over_another(file: Path, capsys):
    before = file.read_bytes()
    assert main(["new", str(file), "--profile", PROFILE]) == 1
    assert "已經存在" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_records_come_by_field_key_with_computed_values(file: Path, capsys):
    risks = answer(capsys, "records", file, "risk")
    assert {"id", "event", "score", "level"} <= risks[0].keys()
    assert all(risk["score"] for risk in risks)


def test_sensitive_values_stay_masked_unless_asked_for(file: Path, capsys):
    office = open_office(file)
    with office.action("測試") as action:
        action.update("person", office.all("person")[0].id, {"national_id": "A123456789"})
    office.close()
    assert answer(capsys, "records", file, "person")[0]["national_id"] == "A12345****"
    shown = answer(capsys, "records", file, "person", "--show-sensitive")
    assert shown[0]["national_id"] == "A123456789"


def test_what_was_exported_and_edited_comes_back_as_exactly_the_edits(file: Path, tmp_path: Path, capsys):
    sheet = tmp_path / "清冊.csv"
    answer(capsys, "export", file, "asset", sheet)
    text = sheet.read_text(encoding="utf-8-sig")
    first = answer(capsys, "records", file, "asset")[0]
    sheet.write_text(text.replace(first["name"], "改過的名稱", 1), encoding="utf-8-sig")
    looked = answer(capsys, "import", file, "asset", sheet, "--dry-run")
    assert (looked["changed"], looked["new"], looked["errors"]) == (1, 0, 0)
    answer(capsys, "import", file, "asset", sheet)
    after = answer(capsys, "records", file, "asset")
    assert [each["name"] for each in after if each["id"] == first["id"]] == ["改過的名稱"]
    assert sum(each["name"] == "改過的名稱" for each in after) == 1


def test_an_import_is_taken_back_and_brought_again_in_one_step(file: Path, tmp_path: Path, capsys):
    before = answer(capsys, "records", file, "asset")
    sheet = tmp_path / "新的.csv"
    sheet.write_text("資產編號,資產類別,資產名稱\nHW-900,HW,新的一項\nHW-901,HW,再一項\n", encoding="utf-8")
    answer(capsys, "import", file, "asset", sheet)
    assert answer(capsys, "undo", file)["label"] == "匯入資產清冊"
    assert answer(capsys, "records", file, "asset") == before
    assert len(answer(capsys, "redo", file)["touched"]["asset"]) == 2
    assert len(answer(capsys, "records", file, "asset")) == len(before) + 2
    assert answer(capsys, "redo", file) == {"label": "", "touched": {}}


def test_an_import_with_an_error_writes_nothing_and_says_where(file: Path, tmp_path: Path, capsys):
    sheet = tmp_path / "錯.csv"
    sheet.write_text(
        "資產編號,資產類別,資產名稱,機密性\nHW-900,HW,好的一列,2\nHW-901,HW,壞的一列,9\n", encoding="utf-8"
    )
    before = answer(capsys, "records", file, "asset")
    refused = answer(capsys, "import", file, "asset", sheet, code=1)
    assert refused["errors"] == 1
    assert any("第 3 列" in finding["place"] for row in refused["rows"] for finding in row["findings"])
    assert answer(capsys, "records", file, "asset") == before


@pytest.mark.parametrize("ending", [".ods", ".xlsx"])
def test_a_register_is_printed_as_a_spreadsheet(file: Path, tmp_path: Path, capsys, ending: str):
    [made] = answer(capsys, "print", file, "asset_register", tmp_path / f"清冊{ending}")
    assert (made["form"], made["missing"]) == ("asset_register", [])
    assert read_book(Path(made["file"])).sheets[0].name == "資訊及資通系統資產清冊"


def test_all_papers_are_printed_into_a_folder(file: Path, tmp_path: Path, capsys):
    made = answer(capsys, "print", file, "--all", tmp_path / "表單")
    assert len(made) == len(answer(capsys, "forms"))
    assert all(Path(paper["file"]).read_bytes().startswith(b"%PDF") and paper["pages"] for paper in made)


def test_a_file_is_verified_backed_up_and_restored(file: Path, tmp_path: Path, capsys):
    assert answer(capsys, "verify", file)["ok"]
    copy = tmp_path / "備份.isms"
    answer(capsys, "backup", file, copy)
    names = [each["name"] for each in answer(capsys, "records", file, "asset")]
    sheet = tmp_path / "改.csv"
    sheet.write_text(
        f"資產編號,資產名稱\n{answer(capsys, 'records', file, 'asset')[0]['number']},改\n", encoding="utf-8"
    )
    answer(capsys, "import", file, "asset", sheet)
    answer(capsys, "restore", copy, file)
    assert [each["name"] for each in answer(capsys, "records", file, "asset")] == names


def test_a_password_comes_from_the_environment_or_a_file_and_never_from_an_argument(tmp_path, capsys, monkeypatch):
    path, secret = tmp_path / "密.isms", tmp_path / "密碼.txt"
    secret.write_text("長一點的密碼\n", encoding="utf-8")
    answer(capsys, "new", path, "--profile", PROFILE, "--password-file", secret)
    assert main(["verify", str(path)]) == 1
    assert "密碼" in capsys.readouterr().err
    monkeypatch.setenv("ISMS_DESKTOP_PASSWORD", "長一點的密碼")
    assert answer(capsys, "verify", path)["ok"]


def test_a_file_that_is_none_of_ours_ends_in_one_sentence(tmp_path: Path, capsys):
    path = tmp_path / "別的.isms"
    path.write_text("這不是資料庫", encoding="utf-8")
    assert main(["records", str(path), "asset"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_wrong_words_end_with_usage(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["fly", "away"])
    assert stop.value.code == 2


def test_a_reader_that_has_seen_enough_ends_it_quietly(file: Path):
    command = f"{sys.executable} -m isms_desktop records {file} threat | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("代號")
    assert done.stderr == ""


def test_without_a_screen_there_is_a_sentence_instead_of_a_window(file: Path, capsys, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([str(file)]) == 1
    assert "沒有螢幕" in capsys.readouterr().err


def test_the_module_is_the_command(file: Path):
    done = subprocess.run(
        [sys.executable, "-m", "isms_desktop", "verify", str(file)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "異動紀錄" in done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("new", "新.isms", "--sample", "--profile", "沒有這種"),
        ("practice", "--profile", "沒有這種"),
        ("records", "本所.isms", "asset", "--password-file", "沒有這個檔案"),
        ("backup", "本所.isms", "沒有這個資料夾/備份.isms"),
        ("screenshots", "本所.isms", "本所.isms/畫面"),
        ("self-test", "--out", "本所.isms/檢測"),
    ],
    ids=lambda words: words[0],
)
def test_whatever_is_wrong_at_the_edge_is_one_chinese_sentence(words, file: Path, capsys, monkeypatch):
    monkeypatch.chdir(file.parent)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(list(words)) == 1
    said = capsys.readouterr().err
    assert said.endswith("。\n") and "Errno" not in said and ".部分" not in said


def test_a_mapping_without_a_field_is_a_matter_of_usage(file: Path, capsys):
    with pytest.raises(SystemExit) as end:
        main(["import", str(file), "asset", "清冊.csv", "--map", "品名"])
    assert end.value.code == 2
    assert "標題=欄位" in capsys.readouterr().err


def test_labels_go_on_the_sheet_and_from_the_place_asked_for(file: Path, tmp_path: Path, capsys):
    [made] = answer(capsys, "print", file, "asset_labels", tmp_path / "一張.pdf", "--sheet", "5x13", "--skip", "3")
    assert made["pages"] == 1
    [made] = answer(capsys, "print", file, "asset_labels", tmp_path / "兩張.pdf", "--sheet", "5x13", "--skip", "64")
    assert made["pages"] == 2
    wrong = answer(capsys, "print", file, "asset_labels", tmp_path / "無.pdf", "--sheet", "4x4", code=1)
    assert "沒有「4x4」這種標籤紙" in wrong["error"]


def test_a_yearly_paper_is_printed_for_the_year_asked_for(file: Path, tmp_path: Path, capsys):
    from pypdf import PdfReader

    pages = {}
    for year in (112, 115):
        [made] = answer(capsys, "print", file, "risk_assessment", tmp_path / f"{year}.pdf", "--year", year)
        pages[year] = PdfReader(made["file"]).pages[0].extract_text()
    assert "112" in pages[112] and pages[112] != pages[115]


def test_the_kept_copies_are_listed_and_one_is_put_back(file: Path, tmp_path: Path, capsys):
    assert answer(capsys, "copies", file) == []
    sheet = tmp_path / "新.csv"
    sheet.write_text("資產編號,資產類別,資產名稱\nSW-901,軟體資產,排隊叫號\n", encoding="utf-8")
    before = len(answer(capsys, "records", file, "asset"))
    answer(capsys, "import", file, "asset", sheet)
    assert len(answer(capsys, "records", file, "asset")) == before + 1
    newest, *_ = answer(capsys, "copies", file)
    assert newest["reason"] == "匯入前"
    answer(capsys, "restore", newest["file"], file)
    assert len(answer(capsys, "records", file, "asset")) == before


def test_a_scan_is_attached_listed_and_written_out_again(file: Path, tmp_path: Path, capsys):
    scan = tmp_path / "核章.txt"
    scan.write_text("已核章", encoding="utf-8")
    assert answer(capsys, "attach", file, "asset", 1, scan)["attachments"] == ["核章.txt"]
    (row,) = answer(capsys, "attachments", file, "asset", 1)
    assert row["name"] == "核章.txt"
    assert main(["attachments", str(file), "asset", "1", "--out", str(tmp_path)]) == 1
    assert "已經存在，沒有覆蓋" in capsys.readouterr().err
    out = tmp_path / "取出"
    out.mkdir()
    answer(capsys, "attachments", file, "asset", 1, "--out", out)
    assert (out / "核章.txt").read_text("utf-8") == "已核章"
    assert main(["attach", str(file), "asset", "99999", str(scan)]) == 1
    assert "沒有編號 99999 的紀錄" in capsys.readouterr().err
    assert main(["attach", str(file), "asset", "1", str(tmp_path / "不見了.pdf")]) == 1
    assert "不見了.pdf" in capsys.readouterr().err


def test_what_wants_attention_comes_with_its_reason_and_its_records(file: Path, capsys):
    found = answer(capsys, "reminders", file)
    assert found and all(each["text"] and each["why"] and each["page"] for each in found)
    assert main(["reminders", str(file)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(found)


def test_a_checklist_is_looked_at_and_then_taken_over(file: Path, tmp_path: Path, capsys):
    sheet = tmp_path / "116年檢核表.csv"
    sheet.write_text(
        "稽核項目,檢核項目\n一、政策,1.1 是否訂定政策？\n,1.2 是否公告？\n二、人員,2.1 是否訓練？\n",
        encoding="utf-8-sig",
    )
    named = ("--name", "實地稽核檢核表", "--edition", "116")
    looked = answer(capsys, "checklist", file, sheet, *named, "--dry-run")
    assert [item["number"] for item in looked["items"]] == ["1.1", "1.2", "2.1"]
    answer(capsys, "checklist", file, sheet, *named)
    office = open_office(file, read_only=True)
    (made,) = (each for each in office.all("checklist") if each.version == "116")
    assert len(office.pointing("checklist_item", "checklist", made.id)) == 3
    office.close()
    assert main(["checklist", str(file), str(sheet), *named]) == 1
    assert "已經有「實地稽核檢核表 116」" in capsys.readouterr().err


def test_a_word_is_found_in_every_register_but_never_in_what_is_secret(file: Path, capsys):
    office = open_office(file)
    person = office.all("person")[0]
    records.change(office, "person", {person.id: {"national_id": "A123456789"}}, "填寫")
    office.close()
    found = answer(capsys, "find", file, person.name)
    assert (found[0]["kind"], found[0]["id"]) == ("person", person.id)
    assert len({each["kind"] for each in found}) > 1
    assert answer(capsys, "find", file, "A123456789") == []
    assert main(["find", str(file), person.name, "--most", "1"]) == 0
    assert "還有" in capsys.readouterr().out


def test_what_is_printed_is_registered_and_tells_its_state(file: Path, tmp_path: Path, capsys):
    [made] = answer(capsys, "print", file, "asset_register", tmp_path / "清冊.pdf")
    [blank] = answer(capsys, "print", file, "team", tmp_path / "小組.pdf", "--blank")
    listed = answer(capsys, "prints", file)
    assert [each["number"] for each in listed] == [blank["number"], made["number"]], "the newest first"
    assert [(each["form"], each["extent"], each["output"]) for each in listed] == [
        ("team", "空白", "pdf"),
        ("asset_register", "", "pdf"),
    ]
    assert answer(capsys, "prints", file, made["number"])["state"] == "unchanged"
    sheet = tmp_path / "改.csv"
    sheet.write_text(
        f"資產編號,資產名稱\n{answer(capsys, 'records', file, 'asset')[0]['number']},改過的\n", encoding="utf-8"
    )
    answer(capsys, "import", file, "asset", sheet)
    state = answer(capsys, "prints", file, "1")
    assert (state["state"], state["changed"], state["scans"]) == ("changed", 1, [])
    assert "資產清冊 1 筆" in state["sentence"]
    assert answer(capsys, "prints", file, "2")["state"] == "unchanged"
    assert answer(capsys, "undo", file)["touched"].keys() == {"asset"}, "a print is passed over"
    assert answer(capsys, "prints", file, "1")["state"] == "unchanged"
    assert "列印登記中沒有" in answer(capsys, "prints", file, "99-1", code=1)["error"]


def test_a_file_that_somebody_has_open_prints_without_a_number_and_says_so(file: Path, tmp_path: Path, capsys):
    with contextlib.closing(open_office(file)):
        assert main(["print", str(file), "team", str(tmp_path / "小組.pdf"), "--json"]) == 0
        said = capsys.readouterr()
        assert json.loads(said.out)[0]["number"] == ""
        assert "唯讀" in said.err and "沒有編號" in said.err
    assert answer(capsys, "prints", file) == []


def test_json_is_utf_8_where_the_console_has_the_old_code_page():
    """A pipe of Windows is cp950 there, and a name with 𡘙 would come out as a question mark."""
    done = subprocess.run(
        [sys.executable, "-m", "isms_desktop", "profiles", "--json"],
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert any("戶政" in each["title"] for each in json.loads(done.stdout.decode("utf-8")))


def test_a_password_is_set_changed_and_removed(file: Path, tmp_path: Path, capsys):
    first, second = tmp_path / "一.txt", tmp_path / "二.txt"
    first.write_text("校園裡的 三隻橘貓\n", encoding="utf-8")
    second.write_text("圖書館 在二樓 左邊", encoding="utf-8")
    main(["undo", str(file)])  # the day's copy is made
    made = answer(capsys_cleared(capsys), "password", file, "--new-password-file", first)
    assert made["encrypted"] and len(made["others"]) == 1 and made["settled"] == 0
    changed = answer(
        capsys, "password", file, "--password-file", first, "--new-password-file", second, "--copies", "follow"
    )
    assert (changed["settled"], changed["others"]) == (1, [])
    assert answer(capsys, "verify", file, "--password-file", second)["ok"]
    assert answer(capsys, "verify", changed_copy(file), "--password-file", second)["ok"]
    gone = answer(capsys, "password", file, "--password-file", second, "--remove", "--keep-copy", "--copies", "delete")
    assert not gone["encrypted"] and gone["settled"] == 2
    assert answer(capsys, "verify", file)["ok"] and answer(capsys, "copies", file) == []


def capsys_cleared(capsys):
    capsys.readouterr()
    return capsys


def changed_copy(file: Path) -> Path:
    [copy] = file.with_name(f"{file.stem}.備份").iterdir()
    return copy


def test_what_is_wrong_with_a_password_is_said_and_nothing_is_changed(file: Path, tmp_path: Path, capsys):
    secret, short = tmp_path / "密.txt", tmp_path / "短.txt"
    secret.write_text("校園裡的 三隻橘貓", encoding="utf-8")
    short.write_text("短", encoding="utf-8")
    for words, said in (
        (["--new-password-file", short], "太短"),
        (["--remove"], "沒有密碼"),
        ([], "不是終端機"),
        (["--new-password-file", tmp_path / "沒有.txt"], "讀不到密碼檔"),
    ):
        assert main(["password", str(file), *map(str, words)]) == 1
        assert said in capsys.readouterr().err
    assert answer(capsys, "verify", file)["ok"]
    answer(capsys, "password", file, "--new-password-file", secret)
    short.write_text("不是這個密碼", encoding="utf-8")
    assert main(["password", str(file), "--password-file", str(short), "--remove"]) == 1
    assert "密碼不對" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["password", str(file), "--remove", "--new-password-file", str(secret)])
    assert "not allowed with" in capsys.readouterr().err
    assert main(["password", str(tmp_path / "沒有.isms"), "--remove"]) == 1
    assert "找不到" in capsys.readouterr().err


def test_a_copy_with_a_password_of_its_own_is_restored_with_both(file: Path, tmp_path: Path, capsys):
    first, second = tmp_path / "一.txt", tmp_path / "二.txt"
    first.write_text("校園裡的 三隻橘貓", encoding="utf-8")
    second.write_text("圖書館 在二樓 左邊", encoding="utf-8")
    answer(capsys, "password", file, "--new-password-file", first)
    copy = tmp_path / "隨身碟.isms"
    answer(capsys, "backup", file, copy, "--password-file", first)
    answer(capsys, "password", file, "--password-file", first, "--new-password-file", second)
    assert main(["restore", str(copy), str(file), "--password-file", str(second)]) == 1
    assert "密碼" in capsys.readouterr().err
    answer(capsys, "restore", copy, file, "--password-file", second, "--backup-password-file", first)
    assert answer(capsys, "verify", file, "--password-file", second)["ok"]


def test_personal_numbers_are_printed_in_full_only_when_asked_for(file: Path, tmp_path: Path, capsys):
    full = "新竹縣竹北市光明六路 10 號"
    with contextlib.closing(open_office(file)) as office:
        person = office.all("vendor_staff")[0]
        records.change(office, "vendor_staff", {person.id: {"home_address": full}}, "戶籍地址")
    for number, words in enumerate(([], ["--show-sensitive"])):
        out = tmp_path / f"{number}.ods"
        if "ods" not in _outputs(capsys, "vendor_nda"):
            out = out.with_suffix(".odt")
        answer(capsys, "print", file, "vendor_nda", out, "--id", person.id, *words)
    extents = [each["extent"] for each in answer(capsys, "prints", file)]
    assert "個資未遮蔽" in extents[0] and "個資未遮蔽" not in extents[1]


def _outputs(capsys, form: str) -> list[str]:
    return next(each["outputs"] for each in answer(capsys, "forms") if each["id"] == form)


def test_what_is_handed_over_comes_in_parts_with_the_clerk_s_own_words(file: Path, capsys):
    office = open_office(file)
    records.change(office, "agency", {office.agency.id: {"note": "卷宗在第二個檔案櫃。"}}, "備註")
    office.close()
    said = answer(capsys, "handover", file)
    assert said["remarks"] == "卷宗在第二個檔案櫃。"
    assert [each["key"] for each in said["sections"]] == ["done", "open", "attention", "papers", "places", "people"]
    assert main(["handover", str(file)]) == 0
    assert "卷宗在第二個檔案櫃。" in capsys.readouterr().out
