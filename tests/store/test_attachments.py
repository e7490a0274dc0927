"""Scans and photos: kept once, tied to their record, found when damaged."""

import os
from pathlib import Path

import pytest

from isms_desktop.store import attachments
from isms_desktop.store.attachments import LARGEST, forget, keep, pieces_of, read, unlinked_size
from isms_desktop.store.driver import Connection
from isms_desktop.store.errors import FileProblem
from isms_desktop.store.office_file import Store


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "掃描件 𠮷.pdf"
    path.write_bytes(b"%PDF" + bytes(range(256)) * 40)
    return path


def _attach(store: Store, path: Path, asset: int = 1) -> int:
    content = read(path)
    with store.action("附上檔案") as action:
        keep(action.connection, content)
        link = {"owner_kind": "asset", "owner_id": asset, "name": content.name, "sha256": content.sha256}
        return action.insert("attachment", {**link, "size": content.size})


def content_of(connection: Connection, sha256: str) -> bytes:
    return b"".join(pieces_of(connection, sha256))


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
    with pytest.raises(FileProblem, match=r"「開會錄影\.mp4」有 101 MB，超過 100 MB"):
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
    assert store.get("attachment", _attach(store, odd)).name == "old？name.pdf"


def test_a_scan_of_several_megabytes_comes_back_whole(store: Store, tmp_path: Path) -> None:
    scan = tmp_path / "大圖.tif"
    scan.write_bytes(os.urandom(3_500_000))
    heard: list[int] = []
    content = read(scan, heard.append)
    assert heard[-1] == 3_500_000 and heard == sorted(heard) and len(heard) == 4
    with store.action("附上檔案") as action:
        assert keep(action.connection, content)
        assert not keep(action.connection, content), "the same bytes a second time"
    assert content_of(store.connection, content.sha256) == scan.read_bytes()


@pytest.mark.parametrize("how", ["grows", "shrinks", "is written over"])
def test_a_file_that_changes_while_it_is_read_is_refused(how: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "下載中.pdf"
    path.write_bytes(b"x" * 2_500_000)

    def meanwhile(done: int) -> None:
        if done > 1_100_000:
            return
        if how == "grows":
            with path.open("ab") as file:
                file.write(b"more")
        elif how == "shrinks":
            os.truncate(path, 1_200_000)
        else:
            with path.open("r+b") as file:
                file.write(b"y")
            os.utime(path, ns=(1, 1))

    with pytest.raises(FileProblem, match=r"「下載中\.pdf」在讀取途中被改動了"):
        read(path, meanwhile)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_no_file_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管線")
    with pytest.raises(FileProblem, match="不是一般的檔案"):
        read(tmp_path / "管線")


def test_an_empty_file_is_no_attachment(tmp_path: Path) -> None:
    (tmp_path / "空白.pdf").touch()
    with pytest.raises(FileProblem, match=r"「空白\.pdf」是空的檔案"):
        read(tmp_path / "空白.pdf")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything may be read here")
def test_a_file_that_may_not_be_read_is_said(scan: Path) -> None:
    scan.chmod(0)
    with pytest.raises(FileProblem, match="不允許讀取"):
        read(scan)


def test_bytes_that_nobody_came_to_use_go_again_and_removed_ones_are_counted(store: Store, scan: Path) -> None:
    link = _attach(store, scan)
    assert unlinked_size(store.connection) == 0
    with store.action("移除附件") as action:
        action.delete("attachment", link)
    assert unlinked_size(store.connection) == scan.stat().st_size
    with store.action("取消") as action:
        forget(action.connection, [read(scan).sha256])
    assert unlinked_size(store.connection) == 0
