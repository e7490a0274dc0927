"""Attachments of a record: adding, listing, writing one out again."""

from pathlib import Path
from typing import Any

from isms_desktop.safe_write import write_safely
from isms_desktop.services.offices import Office
from isms_desktop.store import attachments as bytes_of
from isms_desktop.store.history import Changed


def attach(office: Office, kind: str, record_id: int, path: Path) -> Changed:
    """Keep a file with a record; the same bytes are stored once. Raises UserError."""
    with office.action(f"附上檔案「{path.name}」") as action:
        bytes_of.attach(action, kind, record_id, path)
    return action.result()


def attachments_of(office: Office, kind: str, record_id: int) -> list[Any]:
    """The attachments of a record, oldest first."""
    return [each for each in office.all("attachment") if each.owner_kind == kind and each.owner_id == record_id]


def save_as(office: Office, attachment: Any, target: Path) -> Path:
    """Write an attachment's bytes to a file. Raises UserError when they are damaged or the place is not writable."""
    content = bytes_of.content_of(office.store.connection, attachment.sha256)
    write_safely(target, lambda file: file.write(content))
    return target
