"""Carrying out an audit: beginning it, answering its questions, what comes of it, what is late (seed 001, form 6)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from isms_desktop.domain.audits import CARRIED, NOTICE_DAYS, newest, suitable
from isms_desktop.domain.audits import year_of_edition as year_of_edition
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.checks import check, errors
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.services import audit_calendar, library, proposals, records
from isms_desktop.services.audit_sheet import Line as Line  # for those above: an audit is one subject
from isms_desktop.services.audit_sheet import Progress as Progress
from isms_desktop.services.audit_sheet import Sheet as Sheet
from isms_desktop.services.audit_sheet import items_of as items_of
from isms_desktop.services.audit_sheet import previous_audit as previous_audit
from isms_desktop.services.audit_sheet import progress as progress
from isms_desktop.services.audit_sheet import sheet as sheet
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Action, Changed

_BUILT_IN = {"vendor": "vendor-001"}
"""Kind of audit → the program's own checklist for it; all others have ``_SELF_CHECK``."""
_SELF_CHECK = "self-check"

# Beginning


def install_checklist(office: Office, action: Action, checklist_id: str) -> int:
    """The id of the office's copy of a checklist that comes with the program; made in ``action`` when there is none.

    ``checklist.built_in`` holds the program's id, so that it is found again under any name. Raises UserError when the
    program has no such checklist.
    """
    for each in office.all("checklist"):
        if each.built_in == checklist_id:
            return int(each.id)
    known = library.checklist(checklist_id)
    if known is None:
        raise UserError(f"程式沒有「{checklist_id}」這份檢核表。", "請更新程式，或匯入檢核表。")
    made = action.insert("checklist", known.head)
    action.insert_many("checklist_item", ({**item, "checklist": made} for item in known.items))
    return made


def checklist_for(office: Office, action: Action, kind: str) -> int:
    """The checklist that a new audit of this kind uses: the office's newest of that kind, else the program's own."""
    known = newest(each for each in _with_questions(office) if each.kind == kind)
    return int(known.id) if known else install_checklist(office, action, _BUILT_IN.get(kind, _SELF_CHECK))


def suitable_checklist(office: Office, kind: str) -> int:
    """The checklist that the office has for a kind of audit; 0 for none.

    The newest of its kind; for an audit of the office's own, without one, the newest of another kind.
    """
    known = suitable(_with_questions(office), kind)
    return int(known.id) if known else 0


def _with_questions(office: Office) -> list[Any]:
    return [each for each in office.all("checklist") if office.pointing("checklist_item", "checklist", each.id)]


def complete(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New audits as typed or pasted: the subject follows from the supplier, the checklist from the kind.

    A subject that is a supplier's name links to it.
    """
    done = []
    for given in rows:
        row = dict(given)
        vendor = office.find("vendor", row.get("vendor"))
        if vendor is None and row.get("kind") == "vendor" and row.get("subject"):
            wanted = same_key(row["subject"])
            vendor = next((each for each in office.all("vendor") if same_key(each.name) == wanted), None)
        if vendor is not None:
            row = {"subject": vendor.name, **{key: value for key, value in row.items() if value}, "vendor": vendor.id}
        if not row.get("checklist") and (known := suitable_checklist(office, str(row.get("kind", "")))):
            row["checklist"] = known
        done.append(row)
    return done


def add(office: Office, rows: Iterable[Mapping[str, Value]], label: str) -> Changed:
    """Add audits, those without a checklist with the newest of their kind or the program's own.

    All or nothing. UserError when one cannot be saved.
    """
    new = [dict(row) for row in rows]
    for row in new:
        found = errors(check(record_type("audit").cls(**row), office.rules, office))
        wrong = tuple(each for each in found if row.get("checklist") or each.field != "checklist")
        if wrong:
            raise UserError(wrong[0].text, wrong[0].advice, wrong)
    with office.action(label) as action:
        known: dict[str, int] = {}
        for row in new:
            kind = str(row["kind"])
            if not row.get("checklist"):
                row["checklist"] = known[kind] = known.get(kind) or checklist_for(office, action, kind)
        ids = action.insert_many("audit", new)
    return action.result()._replace(added=tuple(ids))


def start(office: Office, kind: str, values: Mapping[str, Value], today: datetime.date) -> Changed:
    """Begin an audit today with these values; its checklist and last time's auditors are filled in.

    ``Changed.added`` is its id alone.
    """
    subject = str(values.get("subject", ""))
    with office.action(f"新增{_kind_label(kind)}：{subject}") as action:
        row: dict[str, Value] = {"kind": kind, "status": "running", "held_on": today.isoformat(), **values}
        row.setdefault("checklist", checklist_for(office, action, kind))
        before = previous_audit(office, record_type("audit").cls(**row))
        if before is not None:
            row.setdefault("auditors", before.auditors)
        made = action.insert("audit", row)
    return action.result()._replace(added=(made,))


# Answering


def answer(office: Office, audit_id: int, item_id: int, result: str) -> Changed:
    """Answer one question, or take the answer back with ""; what was explained stays."""
    words = _result_label(result) or "清除"
    return _write(office, audit_id, {item_id: {"result": result}}, f"查核 {_number(office, item_id)}：{words}")


def explain(office: Office, audit_id: int, item_id: int, text: str) -> Changed:
    """Write the 說明 of one question. UserError when it is too long."""
    return _put(office, audit_id, item_id, "explanation", text)


def document(office: Office, audit_id: int, item_id: int, text: str) -> Changed:
    """Write the 佐證 of one question. UserError when it is too long."""
    return _put(office, audit_id, item_id, "evidence", text)


def conform(office: Office, audit_id: int, item_ids: Iterable[int] | None = None) -> Changed | None:
    """Answer 符合 to every question still open (or to those of ``item_ids``); None when there is none."""
    wanted = None if item_ids is None else frozenset(item_ids)
    open_items = [each.item.id for each in _lines(office, audit_id) if not each.result]
    values = {item: {"result": "yes"} for item in open_items if wanted is None or item in wanted}
    label = f"查核：其餘 {len(values)} 項{_result_label('yes')}"
    return _write(office, audit_id, values, label) if values else None


def as_last_time(office: Office, audit_id: int, item_ids: Iterable[int] | None = None) -> Changed | None:
    """Take last time's answers and explanations for the questions still open; None when there are none to take."""
    wanted = None if item_ids is None else frozenset(item_ids)
    values: dict[int, dict[str, Value]] = {}
    for line in _lines(office, audit_id):
        if line.last_result and not line.result and (wanted is None or line.item.id in wanted):
            values[line.item.id] = {"result": line.last_result}
            if not line.explanation:
                values[line.item.id]["explanation"] = line.last_explanation
    return _write(office, audit_id, values, f"查核：沿用上次答案 {len(values)} 項") if values else None


def explain_as_last_time(office: Office, audit_id: int, item_ids: Iterable[int] | None = None) -> Changed | None:
    """Take last time's 說明 where the answer is the same and none is written yet; with ``item_ids`` for these alone."""
    wanted = None if item_ids is None else frozenset(item_ids)
    values: dict[int, dict[str, Value]] = {
        line.item.id: {"explanation": line.last_explanation}
        for line in _lines(office, audit_id)
        if line.last_explanation
        and not line.explanation
        and line.result == line.last_result
        and (wanted is None or line.item.id in wanted)
    }
    return _write(office, audit_id, values, f"查核：沿用上次說明 {len(values)} 項") if values else None


def _put(office: Office, audit_id: int, item_id: int, key: str, text: str) -> Changed:
    value = records.parsed(office, "answer", key, text)
    label = f"查核 {_number(office, item_id)}：{record_type('answer').field(key).label}"
    return _write(office, audit_id, {item_id: {key: value}}, label)


def _write(office: Office, audit_id: int, values: Mapping[int, Mapping[str, Value]], label: str) -> Changed:
    """Write answers in one undoable step; the first one makes a planned audit a running one."""
    audit = office.find("audit", audit_id)
    if audit is None:
        raise UserError("這次查核已經被刪除了。", "請返回清單。")
    if audit.status == "closed":
        raise UserError("這次查核已結案，不能再更改答案。", "要更改時，請先在清單把狀態改回「進行中」。")
    there = {each.item: each.id for each in office.pointing("answer", "audit", audit_id)}
    with office.action(label) as action:
        fresh = []
        for item_id, new in values.items():
            if item_id in there:
                action.update("answer", there[item_id], {**_confirmed(office, there[item_id], new), **new})
            else:
                fresh.append({"audit": audit_id, "item": item_id, **new})
        action.insert_many("answer", fresh)
        reopened = audit.status == "done" and any(new.get("result") == "" for new in values.values())
        if audit.status == "planned" or reopened:
            action.update("audit", audit_id, {"status": "running"})
    return action.result()


def _confirmed(office: Office, answer_id: int, new: Mapping[str, Value]) -> Mapping[str, Value]:
    """An answer that was taken over is the clerk's own once it is given again."""
    note = office.find("answer", answer_id).note
    return {"note": ""} if "result" in new and note.startswith(CARRIED) else {}


def _lines(office: Office, audit_id: int) -> tuple[Line, ...]:
    found = sheet(office, audit_id)
    return found.lines if found else ()


def _number(office: Office, item_id: int) -> str:
    item = office.find("checklist_item", item_id)
    return item.number if item else ""


def _result_label(result: str) -> str:
    return record_type("answer").field("result").label_of(result)


def _kind_label(kind: str) -> str:
    return record_type("audit").field("kind").label_of(kind)


# What comes of it


def make_findings(office: Office, audit_id: int, answer_ids: Iterable[int] | None = None) -> Changed | None:
    """Make findings of the answers 不符合 (缺失) and 部分符合 (待改善) that have none yet, or of ``answer_ids`` alone.

    None when there is nothing to make. The explanation stands below the question: a finding is read alone.
    """
    found = sheet(office, audit_id)
    wanted = None if answer_ids is None else frozenset(answer_ids)
    rows: list[dict[str, Value]] = []
    for line in found.lines if found else ():
        if line.wanting and not line.finding and (wanted is None or line.answer in wanted):
            content = f"{line.item.number} {line.item.question}"
            rows.append(
                {
                    "source": "audit",
                    "audit": audit_id,
                    "answer": line.answer,
                    "kind": "nonconformity" if line.result == "no" else "improvement",
                    "found_on": found.audit.held_on if found else "",
                    "content": f"{content}\n{line.explanation}" if line.explanation else content,
                    "department": found.audit.audited_unit if found else "",
                }
            )
    if not rows:
        return None
    return records.add(office, "finding", proposals.complete(office, "finding", rows), f"列為缺失 {len(rows)} 項")


def finish(office: Office, audit_id: int, today: datetime.date) -> Changed:
    """Say that an audit is done. UserError while questions are open."""
    audit = office.find("audit", audit_id)
    state = progress(office, audit)
    if not state.done:
        raise UserError(f"還有 {state.total - state.answered} 項沒有回答。", "請答完後再完成查核。")
    values: dict[str, Value] = {"status": "done"}
    if not audit.held_on:
        values["held_on"] = today.isoformat()
    return records.change(office, "audit", {audit_id: values}, f"完成{_kind_label(audit.kind)}：{audit.subject}")


# What is late


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Audits whose day has gone by unfinished, those that the unit must be told of, those that the year still asks."""
    open_ones = [each for each in office.glance("audit", *_SEEN) if each.status in ("planned", "running")]
    found = []
    for vendors in (True, False):
        late = [
            each
            for each in open_ones
            if (each.kind == "vendor") is vendors and each.held_on and each.held_on < today.isoformat()
        ]
        found.append(
            Reminder(
                f"{len(late)} 次{'委外查核' if vendors else '稽核或自評'}已過日期，還沒有完成",
                "請答完檢核表並按「完成查核」，或更正日期。",
                "vendors" if vendors else "audits",
                "audits",
                frozenset(each.id for each in late),
                min((each.held_on for each in late), default=""),
                urgent=True,
            )
        )
    untold = [each for each in open_ones if each.kind in ("internal", "peer") and not each.notified_on]
    last_day = {each.id: _tell_by(each.held_on) for each in untold if each.held_on >= today.isoformat()}
    soon = {record_id: day for record_id, day in last_day.items() if day <= (today + _AHEAD).isoformat()}
    found.append(
        Reminder(
            f"{len(soon)} 次稽核還沒有通知受稽單位",
            f"稽核前 {NOTICE_DAYS} 天應通知受稽單位。",
            "audits",
            "audits",
            frozenset(soon),
            min(soon.values(), default=""),
            urgent=any(day < today.isoformat() for day in soon.values()),
        )
    )
    return [*(each for each in found if each.ids), *audit_calendar.due(office, today)]


_SEEN = ("kind", "status", "held_on", "notified_on")
_AHEAD = datetime.timedelta(days=14)
"""How long before the last day for telling the unit it is brought to mind."""


def _tell_by(held_on: str) -> str:
    return (datetime.date.fromisoformat(held_on) - datetime.timedelta(days=NOTICE_DAYS)).isoformat()
