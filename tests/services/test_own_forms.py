"""An office's own form files: in the place of the built-in ones, and never in their way."""

import os
import shutil
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services.offices import Office
from isms_desktop.services.own_forms import built_in, copy_to_edit, folder_of, form_of, forms_of


def write(office: Office, name: str, text: str) -> Path:
    folder_of(office).mkdir(exist_ok=True)
    path = folder_of(office) / name
    path.write_text(text, encoding="utf-8")
    return path


def edited(path: Path, old: str, new: str) -> None:
    """As an editor saves it: later than before, however coarse the clock of the disk is."""
    before = path.stat().st_mtime_ns
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_an_office_without_files_of_its_own_has_the_built_in_papers(office: Office) -> None:
    found = forms_of(office)
    assert found.forms == built_in() and not found.own and not found.problems


def test_a_copy_takes_the_place_of_the_built_in_paper_as_soon_as_it_is_saved(office: Office) -> None:
    path = copy_to_edit(office, "team")
    assert path == folder_of(office) / "team.toml"
    assert form_of(office, "team").blocks == built_in()["team"].blocks
    edited(path, "單位職級", "單位及職稱")
    mine = forms_of(office)
    assert mine.own == {"team"}
    assert "單位及職稱" in str(mine.forms["team"].blocks)
    assert "單位及職稱" not in str(built_in()["team"].blocks)
    path.unlink()
    assert form_of(office, "team") is built_in()["team"]


def test_a_copy_that_is_there_is_not_overwritten(office: Office) -> None:
    edited(copy_to_edit(office, "team"), "單位職級", "我改過的")
    assert "我改過的" in copy_to_edit(office, "team").read_text(encoding="utf-8")


def test_one_more_paper_is_one_more_file(office: Office) -> None:
    write(office, "visit.toml", 'id = "visit"\ntitle = "參訪紀錄"\nsubject = "其他"\nrecords = []\n'
                                '[[block]]\ntype = "heading"\ntext = "{office}{title}"\n')  # fmt: skip
    assert form_of(office, "visit").title == "參訪紀錄"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id = ", "不是正確的 TOML"),
        ('id = "team"\ntitle = "表"\nsubject = "人"\nrecords = []\n[[block]]\ntype = "hedding"\n', "第 1 個區塊"),
        ('id = "other"\ntitle = "表"\nsubject = "人"\nrecords = []\nblock = []\n', "與檔名「team」不同"),
    ],
)
def test_a_wrong_file_is_said_and_the_built_in_paper_stays(office: Office, text: str, said: str) -> None:
    write(office, "team.toml", text)
    (problem,) = forms_of(office).problems
    assert said in str(problem) and "team.toml" in str(problem)
    assert form_of(office, "team") is built_in()["team"]


def test_a_file_in_another_encoding_is_said(office: Office) -> None:
    path = write(office, "team.toml", "")
    path.write_bytes('title = "小組"'.encode("cp950"))
    (problem,) = forms_of(office).problems
    assert "UTF-8" in str(problem)


def test_an_unknown_paper_lists_those_there_are(office: Office) -> None:
    with pytest.raises(UserError, match="沒有「no_such」這張表單"):
        form_of(office, "no_such")


def test_a_folder_that_cannot_be_made_is_said(office: Office) -> None:
    folder_of(office).write_text("a file where the folder should be")
    with pytest.raises(UserError, match="無法建立資料夾"):
        copy_to_edit(office, "team")
    assert forms_of(office).forms == built_in()


def test_the_papers_move_house_with_the_file(office: Office, tmp_path: Path) -> None:
    edited(copy_to_edit(office, "team"), "單位職級", "單位及職稱")
    shutil.copytree(folder_of(office), tmp_path / "新家" / folder_of(office).name)
    assert (tmp_path / "新家" / folder_of(office).name / "team.toml").is_file()
