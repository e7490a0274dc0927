"""Checking a file: is it whole, does the chain hold, do the records agree with their history, are attachments there."""

import json
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.catalog import record_types
from isms_desktop.domain.reports import Part, Report
from isms_desktop.store.attachments import damaged
from isms_desktop.store.driver import Connection
from isms_desktop.store.history import GENESIS, every_row, filled, full_values, link_hash
from isms_desktop.store.records import all_records


@dataclass(frozen=True, slots=True)
class VerifyReport(Report):
    """All parts of the check of a file."""

    head: str
    """Hash of the newest change: the short code of a sealed year is made from it."""


def verify(connection: Connection) -> VerifyReport:
    """Check everything there is to check in an open file. Reads all of it; changes nothing."""
    chain, head, expected = _walk_chain(connection)
    return VerifyReport((_whole(connection), chain, _agree(connection, expected), _attachments(connection)), head)


def _whole(connection: Connection) -> Part:
    verdict = [row[0] for row in connection.execute("PRAGMA integrity_check(5)")]
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    if verdict != ["ok"]:
        return Part("檔案結構", False, "檔案結構受損，請由備份還原。")
    if dangling:
        return Part("檔案結構", False, f"有 {len(dangling)} 筆紀錄指向不存在的資料。")
    return Part("檔案結構", True, "完整")


def _walk_chain(connection: Connection) -> tuple[Part, str, dict[tuple[str, int], dict[str, Any]]]:
    """Recompute every hash and replay the changes: what each record ought to hold now."""
    previous, count, state = GENESIS, 0, dict[tuple[str, int], dict[str, Any]]()
    for row in every_row(connection):
        count += 1
        if row[0] != count or row[-2] != previous or row[-1] != link_hash(row[:-1]):
            return Part("異動紀錄", False, f"第 {count} 筆異動紀錄與前後不符，可能被更動過。"), previous, state
        previous = row[-1]
        moment, where, after = row[1], (row[7], row[8]), row[10]
        if after is None:
            state.pop(where, None)
        else:
            # A record that an undo brings back carries its own ``created``; a new one was created in this moment.
            state.setdefault(where, {"created": moment}).update(json.loads(after), changed=moment)
    return Part("異動紀錄", True, f"{count} 筆，前後相符"), previous, state


def _agree(connection: Connection, expected: dict[tuple[str, int], dict[str, Any]]) -> Part:
    strange = 0
    for record_type in record_types():
        for record in all_records(connection, record_type):
            kept = expected.pop((record_type.kind, record.id), None)
            found = full_values(record) | {"changed": record.changed}
            if kept is None or _plain(found) != filled(kept):
                strange += 1
    strange += len(expected)
    if strange:
        return Part("紀錄內容", False, f"有 {strange} 筆紀錄與異動紀錄不符，可能在程式之外被更動過。")
    return Part("紀錄內容", True, "與異動紀錄相符")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _attachments(connection: Connection) -> Part:
    bad = damaged(connection)
    if bad:
        return Part("附件", False, f"有 {len(bad)} 個附件的內容遺失或損壞。")
    return Part("附件", True, "完整")
