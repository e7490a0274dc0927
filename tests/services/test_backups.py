"""Copies as a clerk meets them: the day's own, one on a stick, going back."""

from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import backups, records
from isms_desktop.services.offices import Office, open_office
from isms_desktop.store import backup as copying


def _rename(office: Office, name: str) -> None:
    records.change(office, "asset", {1: {"name": name}}, "修改")


def _name(path: Path) -> str:
    office = open_office(path)
    try:
        assert backups.verify(office).ok
        return str(office.find("asset", 1).name)
    finally:
        office.close()


def test_the_first_opening_of_a_day_makes_one_copy(desk: Office) -> None:
    made = backups.daily_copy(desk)
    assert made is not None and _name(made) == "櫃檯電腦"
    assert backups.daily_copy(desk) is None
    assert [copy.reason for copy in backups.copies(desk.path)] == ["每日"]


def test_a_copy_for_another_reason_or_of_yesterday_does_not_stand_for_the_days(desk: Office) -> None:
    desk.store.copy(backups.BEFORE_IMPORT)
    yesterday = desk.store.copy(backups.DAILY)
    yesterday.rename(yesterday.with_name("20200101-080000-每日.isms"))
    assert backups.daily_copy(desk) is not None


def test_a_reader_makes_no_copy(desk: Office) -> None:
    reader = open_office(desk.path)
    assert reader.read_only
    assert backups.daily_copy(reader) is None
    reader.close()


def test_a_copy_on_a_stick_is_an_office_of_its_own(desk: Office, tmp_path: Path) -> None:
    stick = tmp_path / "隨身碟.isms"
    assert backups.backup(desk, stick) == stick
    _rename(desk, "之後的名字")
    assert _name(stick) == "櫃檯電腦"


def test_a_copy_over_the_file_itself_is_refused(desk: Office, tmp_path: Path) -> None:
    link = tmp_path / "捷徑.isms"
    link.symlink_to(desk.path)
    for target in (desk.path, link):
        with pytest.raises(UserError, match="檔案自己的位置"):
            backups.backup(desk, target)
    assert desk.store.verify().ok


def test_going_back_a_day_and_forth_again(desk: Office) -> None:
    yesterday = backups.daily_copy(desk)
    assert yesterday is not None
    _rename(desk, "今天的名字")
    desk.close()
    backups.restore(yesterday, desk.path)
    assert _name(desk.path) == "櫃檯電腦"
    todays = backups.copies(desk.path)[0]
    assert todays.reason == "還原前"
    backups.restore(todays.path, desk.path)
    assert _name(desk.path) == "今天的名字"


def test_an_open_office_is_not_replaced_under_its_user(desk: Office) -> None:
    copy = backups.daily_copy(desk)
    assert copy is not None
    _rename(desk, "今天的名字")
    with pytest.raises(UserError, match=r"檔案正在使用中：.*使用這個檔案。") as refusal:
        backups.restore(copy, desk.path)
    assert "唯讀" not in refusal.value.text
    assert desk.find("asset", 1).name == "今天的名字"
    assert desk.store.verify().ok


def test_a_failed_restore_gives_the_file_free_again(desk: Office, tmp_path: Path) -> None:
    desk.close()
    bad = tmp_path / "壞掉的備份.isms"
    bad.write_bytes(b"torn")
    with pytest.raises(UserError):
        backups.restore(bad, desk.path)
    office = open_office(desk.path)
    assert not office.read_only
    office.close()


def test_an_office_thrown_away_by_mistake_comes_back_from_its_copies(desk: Office) -> None:
    backups.daily_copy(desk)
    desk.close()
    desk.path.unlink()
    backups.restore(backups.copies(desk.path)[0].path, desk.path)
    assert _name(desk.path) == "櫃檯電腦"


def test_no_copies_is_an_empty_list(tmp_path: Path) -> None:
    assert backups.copies(tmp_path / "沒有.isms") == []
    assert copying.folder_of(tmp_path / "某所.isms").name == "某所.備份"
