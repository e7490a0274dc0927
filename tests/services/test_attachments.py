"""Attachments of a record as a clerk meets them."""

import os
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.services import attachments, backups, records
from isms_desktop.services.offices import Office, open_office


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "盤點照片.jpg"
    path.write_bytes(b"\xff\xd8 jpeg")
    return path


def of(desk: Office, asset: int = 1) -> list:
    return attachments.attachments_of(desk, "asset", asset)


def blobs(desk: Office) -> int:
    return int(desk.store.connection.execute("SELECT count(*) FROM blob").fetchone()[0])


def test_a_photo_hangs_on_its_record_alone_and_can_be_taken_back(desk: Office, photo: Path) -> None:
    answer = attachments.attach(desk, "asset", 1, [photo])
    assert answer.changed and answer.changed.touches("attachment")
    assert answer.sentence() == "已附上「盤點照片.jpg」。"
    assert [each.name for each in of(desk)] == ["盤點照片.jpg"]
    assert of(desk, 2) == attachments.attachments_of(desk, "risk", 1) == []
    assert records.undo_label(desk) == "附上檔案「盤點照片.jpg」"
    records.undo(desk)
    assert of(desk) == []


def test_the_list_says_who_when_and_how_large(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    (line,) = attachments.listed(desk, "asset", 1)
    assert (line.name, line.size, line.who, line.program) == ("盤點照片.jpg", "7 位元組", desk.store.who, False)
    assert line.moment.count(".") == 2 and ":" in line.moment


def test_of_thirty_files_the_good_ones_are_kept_and_the_bad_one_is_named(desk: Office, tmp_path: Path) -> None:
    paths = []
    for place in range(29):
        path = tmp_path / f"第 {place} 頁.png"
        path.write_bytes(f"page {place}".encode())
        paths.append(path)
    video = tmp_path / "錄影.mp4"
    with video.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    answer = attachments.attach(desk, "asset", 1, [*paths[:10], video, *paths[10:]])
    assert answer.sentence() == (
        "已附上 29 個檔案。沒有附上：「錄影.mp4」有 300 MB，超過 100 MB。請壓縮或分割後再附加。"
    )
    assert len(of(desk)) == 29
    records.undo(desk)
    assert of(desk) == [], "one step back for all of them"


def test_when_none_can_be_attached_it_is_one_sentence(desk: Office, tmp_path: Path) -> None:
    (tmp_path / "資料夾").mkdir()
    (tmp_path / "空.txt").touch()
    with pytest.raises(UserError) as problem:
        attachments.attach(desk, "asset", 1, [tmp_path / "資料夾", tmp_path / "空.txt", tmp_path / "沒有.pdf"])
    words = str(problem.value)
    assert words.startswith("有 3 個檔案沒有附上：「資料夾」是資料夾；「空.txt」是空的檔案；找不到「沒有.pdf」")
    assert records.undo_label(desk) == "新增資產"


def test_the_same_file_twice_on_a_record_is_said_and_not_doubled(desk: Office, photo: Path, tmp_path: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    again = tmp_path / "另存的同一張.jpg"
    again.write_bytes(photo.read_bytes())
    answer = attachments.attach(desk, "asset", 1, [again])
    assert answer.changed is None
    assert answer.sentence() == "「另存的同一張.jpg」這筆紀錄已經有了，沒有重複附上。"
    attachments.attach(desk, "asset", 2, [again])
    assert (len(of(desk)), len(of(desk, 2)), blobs(desk)) == (1, 1, 1), "on another record, stored once"


def test_two_files_of_one_name_can_be_told_apart(desk: Office, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "別處" / photo.name
    other.parent.mkdir()
    other.write_bytes(b"another picture")
    attachments.attach(desk, "asset", 1, [photo, other])
    assert [each.name for each in of(desk)] == ["盤點照片.jpg", "盤點照片（2）.jpg"]


def test_cancelling_leaves_nothing_behind(desk: Office, photo: Path, tmp_path: Path) -> None:
    second = tmp_path / "第二張.jpg"
    second.write_bytes(b"second")

    def progress(_done: int, _total: int, name: str) -> None:
        if name == second.name:
            raise Cancelled

    with pytest.raises(Cancelled):
        attachments.attach(desk, "asset", 1, [photo, second], progress=progress)
    assert (of(desk), blobs(desk)) == ([], 0)


def test_a_record_deleted_meanwhile_takes_no_files(desk: Office, photo: Path) -> None:
    records.delete(desk, "asset", [1], "刪除資產")
    with pytest.raises(UserError, match="已經被刪除"):
        attachments.attach(desk, "asset", 1, [photo])
    assert blobs(desk) == 0


def test_a_full_disk_is_said_and_the_file_stays_sound(desk: Office, tmp_path: Path) -> None:
    large = tmp_path / "大圖.tif"
    large.write_bytes(os.urandom(400_000))
    pages = desk.store.connection.execute("PRAGMA page_count").fetchone()[0]
    desk.store.connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(UserError, match="磁碟空間不足"):
        attachments.attach(desk, "asset", 1, [large])
    desk.store.connection.execute("PRAGMA max_page_count = 1073741823")
    assert of(desk) == []
    assert backups.verify(desk).ok


def test_an_office_that_is_read_only_says_so(desk: Office, photo: Path) -> None:
    second = open_office(desk.path, read_only=True)
    with pytest.raises(UserError, match="唯讀"):
        attachments.attach(second, "asset", 1, [photo])
    second.close()


def test_a_photo_is_written_out_as_it_came_in(desk: Office, photo: Path, tmp_path: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    target = tmp_path / "另存" / "照片.jpg"
    target.parent.mkdir()
    assert attachments.save_as(desk, of(desk)[0], target).read_bytes() == photo.read_bytes()
    assert [each.name for each in target.parent.iterdir()] == ["照片.jpg"]


def test_a_place_that_cannot_be_written_is_said(desk: Office, photo: Path, tmp_path: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    with pytest.raises(UserError, match="找不到"):
        attachments.save_as(desk, of(desk)[0], tmp_path / "沒有" / "照片.jpg")


def test_a_damaged_photo_is_not_written_over_a_good_one(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    desk.store.connection.execute("UPDATE blob SET content = X'00'")
    with pytest.raises(UserError, match="損壞"):
        attachments.save_as(desk, of(desk)[0], photo)
    assert photo.read_bytes() == b"\xff\xd8 jpeg"


def test_looking_at_one_is_looking_at_a_copy_that_goes_with_the_session(desk: Office, photo: Path, home: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    copy = attachments.open_copy(desk, of(desk)[0])
    assert copy.name == photo.name and copy.is_relative_to(home) and not copy.stat().st_mode & 0o222
    copy.chmod(0o600)
    copy.write_bytes(b"somebody has drawn on it")
    second = attachments.open_copy(desk, of(desk)[0])
    assert second != copy and second.read_bytes() == photo.read_bytes()
    assert copy.read_bytes() == b"somebody has drawn on it", "never written over"
    attachments.clear_copies()
    assert not copy.exists() and not second.exists()


@pytest.mark.parametrize("name", ["更新.exe", "巨集.VBS", "捷徑.lnk", "整理.bat", "照片\u202egpj.scr", "x.ps1"])
def test_a_program_is_never_opened_only_saved(name: str, desk: Office, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"MZ")
    attachments.attach(desk, "asset", 1, [path])
    assert attachments.listed(desk, "asset", 1)[0].program
    with pytest.raises(UserError, match="是程式檔，不會直接開啟"):
        attachments.open_copy(desk, of(desk)[0])
    assert attachments.save_as(desk, of(desk)[0], tmp_path / "存出").read_bytes() == b"MZ"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("會議:紀錄?.pdf", "會議：紀錄？.pdf"),
        ("CON.txt", "_CON.txt"),
        ("結尾有點. .", "結尾有點"),
        ("長" * 80 + ".pdf", None),
    ],
)
def test_a_name_that_windows_refuses_becomes_one_that_reads_the_same(
    name: str, kept: str | None, desk: Office, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    attachments.attach(desk, "asset", 1, [path])
    (link,) = of(desk)
    assert link.name == (kept or "長" * 76 + ".pdf")
    assert attachments.open_copy(desk, link).name == link.name


def test_renaming_keeps_the_ending_and_can_be_taken_back(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    attachments.rename(desk, of(desk)[0], " 115年盤點.exe ")
    assert of(desk)[0].name == "115年盤點.exe.jpg"
    attachments.rename(desk, of(desk)[0], "盤點/櫃檯.JPG")
    assert of(desk)[0].name == "盤點／櫃檯.jpg"
    with pytest.raises(UserError, match="空白"):
        attachments.rename(desk, of(desk)[0], ".jpg")
    records.undo(desk)
    records.undo(desk)
    assert of(desk)[0].name == "盤點照片.jpg"


def test_one_name_for_two_attachments_of_a_record_is_refused(desk: Office, photo: Path, tmp_path: Path) -> None:
    other = tmp_path / "收據.jpg"
    other.write_bytes(b"receipt")
    attachments.attach(desk, "asset", 1, [photo, other])
    with pytest.raises(UserError, match=r"已經有一個附件叫「盤點照片\.jpg」"):
        attachments.rename(desk, of(desk)[1], "盤點照片")


def test_removing_keeps_the_bytes_for_undo(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    attachments.remove(desk, of(desk))
    assert of(desk) == []
    assert attachments.unlinked_size(desk) == photo.stat().st_size
    records.undo(desk)
    assert attachments.save_as(desk, of(desk)[0], photo).read_bytes() == b"\xff\xd8 jpeg"


def test_a_deleted_record_comes_back_with_its_photo(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, [photo])
    records.delete(desk, "asset", [1], "刪除資產", with_dependents=True)
    assert desk.all("attachment") == []
    records.undo(desk)
    assert [each.name for each in of(desk)] == ["盤點照片.jpg"]
