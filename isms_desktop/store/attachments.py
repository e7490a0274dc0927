"""Bytes of attachments: kept once under their SHA-256; who they belong to is a record like any other."""

import hashlib
from pathlib import Path

from isms_desktop.domain.fields import Value
from isms_desktop.store.driver import Connection
from isms_desktop.store.errors import FileProblem, users_world
from isms_desktop.store.history import Action

LARGEST = 100 * 1024 * 1024
"""Bytes: a scan of a hundred pages fits, a video does not."""


def attach(action: Action, kind: str, record_id: int, path: Path) -> int:
    """Keep a file's bytes and link them to a record; returns the id of the attachment. Raises FileProblem."""
    with users_world(path):
        size = path.stat().st_size
        if size > LARGEST:
            raise FileProblem(
                f"「{path.name}」有 {size // 1024 // 1024} MB，超過 {LARGEST // 1024 // 1024} MB。",
                "請壓縮或分割後再附上。",
            )
        content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    action.connection.execute(
        "INSERT INTO blob (sha256, size, content) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (digest, len(content), content),
    )
    link: dict[str, Value] = {
        "owner_kind": kind,
        "owner_id": record_id,
        "name": path.name.encode(errors="replace").decode(),  # a name may hold bytes that are no characters
        "sha256": digest,
        "size": len(content),
    }
    return action.insert("attachment", link)


def content_of(connection: Connection, sha256: str) -> bytes:
    """The bytes kept under that hash. Raises FileProblem when they are not there or no longer match."""
    row = connection.execute("SELECT content FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        raise FileProblem("附件內容遺失或已損壞。", "請執行「檢查檔案」，必要時由備份還原。")
    content: bytes = row[0]
    return content


def damaged(connection: Connection) -> list[str]:
    """The hashes of attachments whose bytes are missing or do not match, one at a time in memory."""
    wanted = connection.execute("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256").fetchall()
    bad = []
    for (digest,) in wanted:
        try:
            content_of(connection, digest)
        except FileProblem:
            bad.append(digest)
    return bad
