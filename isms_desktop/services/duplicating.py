"""A record once more: what a copy takes along and what it leaves out.

A thing (an asset, a person, a document) is copied with its dates: ten computers are bought on one day. Of something
that happens (an audit, a course, an incident) the dates, what came of it and how far it is belong to that one occasion,
so they start anew. What hangs on a record (answers, attendances, attachments) is not copied, nor what is sensitive; a
name by which text elsewhere means the record becomes another one.
"""

import datetime
from collections.abc import Collection
from typing import Any

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Field, Kind, Record, RecordType, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.services.links import MENTIONED, name_key
from isms_desktop.services.offices import Office

HAPPENINGS = frozenset({
    "contract", "audit", "course", "incident", "drill", "intelligence", "meeting", "disposal", "backup_test",
    "room_log", "account_review", "request", "remote_access", "access_entry", "treatment", "finding", "action",
    "action_review", "pledge", "certificate", "task", "measurement", "control_check", "print",
})  # fmt: skip
"""Record types that stand for something that happens once."""
_OUTCOMES = ("status", "progress", "result", "conclusion", "decision", "met", "effect")
"""Fields that say how far it is or what came of it."""


def rows_like(office: Office, kind: str, ids: Collection[int]) -> list[dict[str, Value]]:
    """New rows with the contents of these records, without what only one record may have.

    Raises UserError where a second one cannot be: one person comes to a course only once.
    """
    record_type = type_named(kind)
    rows = []
    for record_id in ids:
        record = office.find(kind, record_id)
        if record is None:
            raise UserError("這筆紀錄已經被刪除了。", "請重新整理清單。")
        _refuse_a_second_one(record_type, record)
        left_out = {f.key for f in record_type.stored if f.unique or f.sensitive or _starts_anew(kind, f)}
        values = {field.key: getattr(record, field.key) for field in record_type.stored if field.key not in left_out}
        rows.append({key: value for key, value in values.items() if value not in ("", None, ())})
    return rows


def complete(office: Office, kind: str, ids: Collection[int], rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The rows with what they still need after the program has proposed what it can: a name of their own, a day."""
    record_type = type_named(kind)
    alone = {field.key for field in record_type.stored if field.unique}
    named = {keys[-1] for keys in record_type.together} | ({name_key(kind)} if kind in MENTIONED else set())
    alone |= named
    taken = {key: {same_key(getattr(each, key)) for each in office.all(kind)} for key in alone}
    for record_id, row in zip(ids, rows, strict=True):
        record = office.find(kind, record_id)
        for field in record_type.stored:
            if field.required and field.kind is Kind.TEXT and (field.key in named or not row.get(field.key)):
                row[field.key] = _another_name(str(getattr(record, field.key)), taken.setdefault(field.key, set()))
            elif field.required and field.kind in (Kind.DATE, Kind.MOMENT) and not row.get(field.key):
                now = datetime.datetime.now().isoformat(timespec="minutes")
                row[field.key] = now if field.kind is Kind.MOMENT else now[:10]
    return rows


def sentence(kind: str, count: int) -> str:
    """What to say after ``count`` records have been copied."""
    record_type = type_named(kind)
    anew = any(_starts_anew(kind, field) for field in record_type.stored)
    return (
        f"已複製成新的 {count} {record_type.unit}{record_type.label}{'；日期與辦理結果留白，請補上' if anew else ''}。"
    )


def _starts_anew(kind: str, field: Field) -> bool:
    dated = field.kind in (Kind.DATE, Kind.MOMENT)
    return kind in HAPPENINGS and (dated or field.key in _OUTCOMES)


def _refuse_a_second_one(record_type: RecordType[Any], record: Record) -> None:
    """Where links must not repeat together there is nothing that could be put in their place."""
    for keys in record_type.together:
        links = [key for key in keys if record_type.field(key).kind is Kind.REF]
        if links and all(getattr(record, key) not in (None, "") for key in keys):
            words = "與".join(record_type.field(key).label for key in keys)
            raise UserError(f"{record_type.label}不能複製：同一個{words}只能有一{record_type.unit}。", "請改用新增。")


def _another_name(name: str, taken: set[str]) -> str:
    number, wanted = 1, f"{name}（複本）"
    while same_key(wanted) in taken:
        number += 1
        wanted = f"{name}（複本 {number}）"
    taken.add(same_key(wanted))
    return wanted
