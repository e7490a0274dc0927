"""Tampering: whatever is altered, removed or slipped in behind the program's back is found."""

from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.catalog import record_types
from isms_desktop.domain.fields import Kind
from isms_desktop.store import attachments
from isms_desktop.store.history import every_row
from isms_desktop.store.office_file import Store
from isms_desktop.store.schema import columns
from isms_desktop.store.verify import verify


@pytest.fixture
def full_day(store: Store, tmp_path: Path) -> Store:
    """A file with records of every type, an attachment, and a history of doing, undoing and redoing."""
    scan = tmp_path / "掃描.pdf"
    scan.write_bytes(b"%PDF scan")
    with store.action("整日") as action:
        for record_type in record_types():
            if record_type.kind != "attachment":
                links = {field.key: 1 for field in record_type.stored if field.kind is Kind.REF}
                action.insert(record_type.kind, links)
        content = attachments.read(scan)
        attachments.keep(action.connection, content)
        link = {"owner_kind": "asset", "owner_id": 1, "name": content.name, "sha256": content.sha256}
        action.insert("attachment", {**link, "size": content.size})
    with store.action("刪除") as action:
        action.delete("asset", 2)
    store.undo()
    store.redo()
    store.undo()
    with store.action("改名") as action:
        action.update("asset", 1, {"name": "筆電", "core": True})
    return store


def _failing(connection: Any) -> list[str]:
    return [part.name for part in verify(connection).parts if not part.ok]


def test_an_honest_file_is_whole_in_all_four_parts(full_day: Store) -> None:
    report = full_day.verify()
    assert report.ok
    assert [part.name for part in report.parts] == ["檔案結構", "異動紀錄", "紀錄內容", "附件"]
    assert report.head == list(every_row(full_day.connection))[-1][-1]


def test_any_byte_altered_in_any_kept_change_is_found(full_day: Store, raw: Any) -> None:
    names = [row[1] for row in raw.execute("PRAGMA table_info(changes)")]
    rows = [row[0] for row in raw.execute("SELECT number FROM changes")]
    for number in rows:
        for name in names:
            raw.execute("BEGIN")
            raw.execute("PRAGMA ignore_check_constraints = ON")
            (old,) = raw.execute(f"SELECT {name} FROM changes WHERE number = ?", (number,)).fetchone()
            new = old + 1000 if isinstance(old, int) else 1 if name == "reverses" else _one_byte_off(old)
            raw.execute(f"UPDATE changes SET {name} = ? WHERE number = ?", (new, number))
            assert "異動紀錄" in _failing(raw), (number, name)
            raw.execute("ROLLBACK")
    assert _failing(raw) == []


def _one_byte_off(text: str | None) -> str:
    return chr(ord(text[0]) ^ 1) + text[1:] if text else "{}"


def test_a_removed_change_is_found_wherever_it_stood(full_day: Store, raw: Any) -> None:
    rows = [row[0] for row in raw.execute("SELECT number FROM changes")]
    for number in rows:
        raw.execute("BEGIN")
        raw.execute("DELETE FROM changes WHERE number = ?", (number,))
        assert _failing(raw), number
        raw.execute("ROLLBACK")


def test_closing_the_gap_of_a_removed_change_does_not_hide_it(full_day: Store, raw: Any) -> None:
    raw.execute("DELETE FROM changes WHERE number = 3")
    raw.execute("UPDATE changes SET number = number - 1 WHERE number > 3")
    assert "異動紀錄" in _failing(raw)


def test_any_column_of_any_record_altered_behind_the_program_is_found(full_day: Store, raw: Any) -> None:
    raw.execute("PRAGMA foreign_keys = OFF")
    for record_type in record_types():
        for name in columns(record_type):
            raw.execute("BEGIN")
            (old,) = raw.execute(f"SELECT {name} FROM {record_type.kind} ORDER BY id DESC").fetchone()
            field = record_type.by_key.get(name)
            new: object = 1 - (old or 0) if field and field.kind is Kind.YES_NO else 777
            if field and field.kind in (Kind.CHOICES, Kind.REFS):
                new = "[777]"
            raw.execute(
                f"UPDATE {record_type.kind} SET {name} = ? WHERE id = (SELECT max(id) FROM {record_type.kind})", (new,)
            )
            assert _failing(raw), (record_type.kind, name)
            raw.execute("ROLLBACK")
    assert _failing(raw) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM asset WHERE id = 2",
        "INSERT INTO asset (created, changed, number) VALUES ('', '', 'HW-666')",
        "UPDATE asset SET quantity = CAST(quantity AS TEXT) WHERE id = 2",
        "UPDATE risk SET asset = 2 WHERE id = 1",
    ],
)
def test_a_record_removed_slipped_in_or_bent_is_found(statement: str, full_day: Store, raw: Any) -> None:
    raw.execute(statement)
    assert _failing(raw) == ["紀錄內容"]
    assert "程式之外" in next(part.text for part in verify(raw).parts if not part.ok)


def test_a_link_to_nowhere_is_found(full_day: Store, raw: Any) -> None:
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("UPDATE risk SET asset = 99 WHERE id = 1")
    assert _failing(raw) == ["檔案結構", "紀錄內容"]


@pytest.mark.parametrize("statement", ["UPDATE blob SET content = X'00'", "DELETE FROM blob"])
def test_a_damaged_or_missing_scan_is_found(statement: str, full_day: Store, raw: Any) -> None:
    raw.execute(statement)
    assert _failing(raw) == ["附件"]
