"""Scans and photos: kept once, tied to their record, found when damaged."""

import os
from pathlib import Path

import pytest

from isms_desktop.store import attachments
from isms_desktop.store.attachments import LARGEST, attach, content_of
from isms_desktop.store.errors import FileProblem
from isms_desktop.store.office_file import Store


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "掃描件 𠮷.pdf"
    path.write_bytes(b"%PDF" + bytes(range(256)) * 40)
    return path


def _attach(store: Store, path: Path, asset: int = 1) -> int:
    with store.action("附上檔案") as action:
        return attach(action, "asset", asset, path)


def test_a_scan_is_kept_whole_and_known_by_its_name(store: Store, scan: Path) -> None:
    link = store.get("attachment", _attach(store, scan))
    assert (link.owner_kind, link.owner_id, link.name, link.size) == ("asset", 1, "掃描件 𠮷.pdf", scan.stat().st_size)
    scan_bytes = scan.read_bytes()
    scan.unlink()
    assert content_of(store.connection, link.sha256) == scan_bytes


def test_the_same_bytes_are_stored_once_and_linked_twice(store: Store, scan: Path) -> None:
    _attach(store, scan, 1)
    _attach(store, scan.rename(scan.with_name("另一個名字.pdf")), 2)
    assert len(store.all("attachment")) == 2
    assert store.connection.execute("SELECT count(*) FROM blob").fetchone()[0] == 1


def test_undoing_and_redoing_an_attachment_brings_its_bytes_back(store: Store, scan: Path) -> None:
    link = store.get("attachment", _attach(store, scan))
    store.undo()
    assert len(store.all("attachment")) == 0
    store.redo()
    assert content_of(store.connection, link.sha256) == scan.read_bytes()
    assert store.verify().ok


def test_damaged_or_missing_bytes_are_never_handed_out(store: Store, scan: Path) -> None:
    link = store.get("attachment", _attach(store, scan))
    store.connection.execute("UPDATE blob SET content = X'00'")
    with pytest.raises(FileProblem, match="已損壞"):
        content_of(store.connection, link.sha256)
    assert attachments.damaged(store.connection) == [link.sha256]
    store.connection.execute("DELETE FROM blob")
    with pytest.raises(FileProblem, match="遺失"):
        content_of(store.connection, link.sha256)


def test_a_video_is_refused_before_it_is_read(store: Store, tmp_path: Path) -> None:
    video = tmp_path / "開會錄影.mp4"
    with video.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(FileProblem, match=r"「開會錄影\.mp4」有 100 MB，超過 100 MB"):
        _attach(store, video)
    assert len(store.all("attachment")) == 0


@pytest.mark.parametrize("name", ["沒有這個檔案.pdf", "."])
def test_what_cannot_be_read_is_said_and_nothing_is_kept(name: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        _attach(store, tmp_path / name)
    assert len(store.all("attachment")) == 0
    assert store.labels()[0] == "新增資產"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_with_bytes_that_are_no_characters_is_still_a_name(store: Store, scan: Path) -> None:
    odd = scan.rename(scan.with_name("old\udcffname.pdf"))
    assert store.get("attachment", _attach(store, odd)).name == "old?name.pdf"
