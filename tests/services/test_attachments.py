"""Attachments of a record as a clerk meets them."""

from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attachments, records
from isms_desktop.services.offices import Office


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "盤點照片.jpg"
    path.write_bytes(b"\xff\xd8 jpeg")
    return path


def test_a_photo_hangs_on_its_record_alone_and_can_be_taken_back(desk: Office, photo: Path) -> None:
    changed = attachments.attach(desk, "asset", 1, photo)
    assert changed.touches("attachment")
    assert [each.name for each in attachments.attachments_of(desk, "asset", 1)] == ["盤點照片.jpg"]
    assert attachments.attachments_of(desk, "asset", 2) == attachments.attachments_of(desk, "risk", 1) == []
    assert records.undo_label(desk) == "附上檔案「盤點照片.jpg」"
    records.undo(desk)
    assert attachments.attachments_of(desk, "asset", 1) == []


def test_a_photo_is_written_out_as_it_came_in(desk: Office, photo: Path, tmp_path: Path) -> None:
    attachments.attach(desk, "asset", 1, photo)
    (kept,) = attachments.attachments_of(desk, "asset", 1)
    target = tmp_path / "另存" / "照片.jpg"
    target.parent.mkdir()
    assert attachments.save_as(desk, kept, target).read_bytes() == photo.read_bytes()
    assert [each.name for each in target.parent.iterdir()] == ["照片.jpg"]


def test_a_place_that_cannot_be_written_is_said(desk: Office, photo: Path, tmp_path: Path) -> None:
    attachments.attach(desk, "asset", 1, photo)
    (kept,) = attachments.attachments_of(desk, "asset", 1)
    with pytest.raises(UserError, match="找不到"):
        attachments.save_as(desk, kept, tmp_path / "沒有" / "照片.jpg")


def test_a_damaged_photo_is_not_written_over_a_good_one(desk: Office, photo: Path) -> None:
    attachments.attach(desk, "asset", 1, photo)
    (kept,) = attachments.attachments_of(desk, "asset", 1)
    desk.store.connection.execute("UPDATE blob SET content = X'00'")
    with pytest.raises(UserError, match="損壞"):
        attachments.save_as(desk, kept, photo)
    assert photo.read_bytes() == b"\xff\xd8 jpeg"
