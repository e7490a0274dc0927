"""Bytes of attachments: kept once under their SHA-256; who they belong to is a record like any other.

A scan may have 100 MB. It is read, hashed, stored and written out piece by piece: no step holds up the window, which
shares the interpreter with the worker that does it.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isms_desktop.domain.attachments import safe_name
from isms_desktop.paths import reachable
from isms_desktop.store.driver import Connection
from isms_desktop.store.errors import FileProblem

LARGEST = 100 * 1024 * 1024
"""Bytes: a scan of a hundred pages fits, a video does not."""
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it has been read: its name as it will be kept, its hash, its bytes."""

    name: str
    sha256: str
    size: int
    pieces: tuple[bytes, ...]


def read(path: Path, told: Callable[[int], object] = lambda _bytes: None) -> Content:
    """Read a file that is to be attached; ``told`` hears how many bytes have been read.

    Raises FileProblem with one sentence for what is no file, is too large, cannot be read, or changes meanwhile.
    """
    path = reachable(path)
    name = safe_name(path.name)
    try:
        # Looked at before it is opened: opening a pipe would wait for ever.
        _refuse_other_than_files(name, path.stat())
        with path.open("rb") as file:
            return _read(name, file, told)
    except FileNotFoundError as problem:
        raise FileProblem(f"找不到「{name}」，它可能被移走或改名了。", "請確認檔案還在，再附加一次。") from problem
    except PermissionError as problem:
        raise FileProblem(f"「{name}」不允許讀取，或正由其他程式開啟。", "請關閉該檔案，或複製後再附加。") from problem
    except OSError as problem:
        raise FileProblem(f"讀取「{name}」時發生錯誤。", "請先把檔案複製到這台電腦，再附加一次。") from problem


def _refuse_other_than_files(name: str, facts: os.stat_result) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise FileProblem(f"「{name}」是資料夾。", "請打開資料夾，選取裡面的檔案（可以一次選很多個）。")
    if not stat.S_ISREG(facts.st_mode):
        raise FileProblem(f"「{name}」不是一般的檔案。", "請選擇掃描檔、照片或文件。")
    if facts.st_size == 0:
        raise FileProblem(f"「{name}」是空的檔案。", "請確認檔案內容，再附加一次。")
    if facts.st_size > LARGEST:
        raise FileProblem(
            f"「{name}」有 {-(-facts.st_size // 1024 // 1024)} MB，超過 {LARGEST // 1024 // 1024} MB。",
            "請壓縮或分割後再附加。",
        )


def _read(name: str, file: BinaryIO, told: Callable[[int], object]) -> Content:
    before = os.fstat(file.fileno())
    _refuse_other_than_files(name, before)
    digest, pieces, size = hashlib.sha256(), [], 0
    while piece := file.read(_PIECE):
        digest.update(piece)
        pieces.append(piece)
        size += len(piece)
        told(size)
        if size > before.st_size:
            break
    after = os.fstat(file.fileno())
    if size != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise FileProblem(f"「{name}」在讀取途中被改動了。", "請等其他程式寫完，再附加一次。")
    return Content(name, digest.hexdigest(), size, tuple(pieces))


def keep(connection: Connection, content: Content) -> bool:
    """Store the bytes, inside an action. False when the file has them already."""
    made = connection.execute(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, zeroblob(?)) ON CONFLICT DO NOTHING",
        (content.sha256, content.size, content.size),
    )
    if made.rowcount != 1:
        return False
    blob = connection.open_blob("blob", "content", made.lastrowid)
    try:
        for piece in content.pieces:
            blob.write(piece)
    finally:
        blob.close()
    return True


def forget(connection: Connection, digests: Iterable[str]) -> None:
    """Take bytes out again that no attachment has come to use, inside an action."""
    connection.executemany("DELETE FROM blob WHERE sha256 = ?", [(each,) for each in digests])


def pieces_of(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The bytes kept under that hash, piece by piece.

    Raises FileProblem when they are not there, or, after the last piece, when they do not match.
    """
    row = connection.execute("SELECT rowid, length(content) FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    digest = hashlib.sha256()
    if row is not None:
        blob = connection.open_blob("blob", "content", row[0], True)
        try:
            for start in range(0, row[1], _PIECE):
                piece: bytes = blob.read(min(_PIECE, row[1] - start))
                digest.update(piece)
                yield piece
        finally:
            blob.close()
    if digest.hexdigest() != sha256:
        raise FileProblem("附件內容遺失或已損壞。", "請執行「檢查檔案」，必要時由備份還原。")


def damaged(connection: Connection) -> list[str]:
    """The hashes of attachments whose bytes are missing or do not match, a piece at a time in memory."""
    wanted = connection.execute("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256").fetchall()
    bad = []
    for (digest,) in wanted:
        try:
            for _piece in pieces_of(connection, digest):
                pass
        except FileProblem:
            bad.append(digest)
    return bad


def unlinked_size(connection: Connection) -> int:
    """How many bytes belong to attachments that have been removed: kept so that undo can bring them back."""
    row = connection.execute("SELECT total(size) FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM attachment)")
    return int(row.fetchone()[0])
