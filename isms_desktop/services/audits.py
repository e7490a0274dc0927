"""Carrying out an audit: its lines with last time's answers, answering them, what comes of it (seed 001, form 6)."""

import datetime
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.audits import AUDIT_KINDS, answers_of
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Choice, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.services import library, records
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Action, Changed

WANTING = ("no", "partly")
"""Answers that may become a finding."""


@dataclass(frozen=True, slots=True)
class Line:
    """One question of an audit, and what is known about it."""

    item: Any
    """The ``checklist_item``."""
    result: str = ""
    """The answer's value; "" while there is none."""
    explanation: str = ""
    answer: int = 0
    """Id of the ``answer`` record; 0 while there is none."""
    last_result: str = ""
    """What the last audit of the same sort answered to the same question."""
    last_explanation: str = ""
    finding: int = 0
    """Id of the finding that was made of it; 0 for none."""

    @property
    def wanting(self) -> bool:
        """Whether it is answered 不符合 or 部分符合."""
        return self.result in WANTING


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is needed to carry out one audit."""

    audit: Any
    checklist: Any
    """The ``checklist`` record; None when the file does not hold it (any more)."""
    choices: tuple[Choice, ...]
    """The answers in the order of the keys 1, 2, 3 (4)."""
    lines: tuple[Line, ...]
    previous: Any
    """The audit from which last time's answers come; None when there is none."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an audit has come."""

    total: int
    answered: int
    wanting: int
    findings: int

    @property
    def done(self) -> bool:
        """Whether every question is answered (a checklist without questions never is)."""
        return 0 < self.total == self.answered


# What there is


def sheet(office: Office, audit_id: int) -> Sheet | None:
    """The lines of an audit in the order of its checklist; None when the audit is gone."""
    audit = office.find("audit", audit_id)
    if audit is None:
        return None
    checklist = office.find("checklist", audit.checklist or 0)
    before = previous_audit(office, audit)
    old_by_item, old_by_words = _last_answers(office, before)
    answers = {each.item: each for each in office.pointing("answer", "audit", audit_id)}
    findings = {each.answer: each.id for each in office.pointing("finding", "audit", audit_id) if each.answer}
    lines = []
    for item in _items(office, checklist):
        answer = answers.get(item.id)
        old = old_by_item.get(item.id) or old_by_words.get(same_key(item.question))
        lines.append(
            Line(
                item,
                answer.result if answer else "",
                answer.explanation if answer else "",
                answer.id if answer else 0,
                old.result if old else "",
                old.explanation if old else "",
                findings.get(answer.id, 0) if answer else 0,
            )
        )
    choices = answers_of(checklist.grading) if checklist else ()
    return Sheet(audit, checklist, choices, tuple(lines), before)


def previous_audit(office: Office, audit: Any) -> Any:
    """The newest earlier audit of the same kind and vendor (or subject) that has answers; None when there is none."""
    earlier = [
        each
        for each in office.all("audit")
        if each.id != audit.id and each.kind == audit.kind and _same_subject(each, audit) and _when(each) < _when(audit)
    ]
    for each in sorted(earlier, key=_when, reverse=True):
        if office.pointing("answer", "audit", each.id):
            return each
    return None


def progress(office: Office, audit: Any) -> Progress:
    """How many questions an audit has, how many are answered, how many of those found wanting."""
    items = office.pointing("checklist_item", "checklist", audit.checklist) if audit.checklist else []
    answers = [each for each in office.pointing("answer", "audit", audit.id) if each.result]
    wanting = sum(each.result in WANTING for each in answers)
    return Progress(len(items), len(answers), wanting, len(office.pointing("finding", "audit", audit.id)))


def _items(office: Office, checklist: Any) -> list[Any]:
    if checklist is None:
        return []
    items = office.pointing("checklist_item", "checklist", checklist.id)
    return sorted(items, key=lambda each: (each.position is None, each.position or 0, each.id))


def _same_subject(one: Any, other: Any) -> bool:
    if one.vendor or other.vendor:
        return bool(one.vendor == other.vendor)
    return same_key(one.subject) == same_key(other.subject)


def _when(audit: Any) -> tuple[str, int]:
    """An audit without a day is one that is still to come."""
    return audit.held_on or "9999", audit.id or sys.maxsize


def _last_answers(office: Office, audit: Any) -> tuple[dict[int, Any], dict[str, Any]]:
    """The answers of an earlier audit by item, and by the words of the question for another edition of the list."""
    if audit is None:
        return {}, {}
    by_item = {each.item: each for each in office.pointing("answer", "audit", audit.id)}
    by_words: dict[str, Any] = {}
    for item_id, answer in by_item.items():
        if (item := office.find("checklist_item", item_id)) is not None:
            by_words.setdefault(same_key(item.question), answer)
    return by_item, by_words


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
    head: dict[str, Value] = {key: getattr(known, key) for key in ("name", "version", "kind", "grading")}
    source = known.source if known.verified else f"{known.source}（未經官方核對）"
    made = action.insert("checklist", {**head, "source": source, "built_in": known.id})
    action.insert_many("checklist_item", ({**item, "checklist": made} for item in known.items))
    return made


def checklist_for(office: Office, action: Action, kind: str, built_in: str) -> int:
    """The checklist that a new audit of this kind uses: the office's newest with questions, else the program's own."""
    for each in sorted(office.all("checklist"), key=lambda each: each.id, reverse=True):
        if each.kind == kind and office.pointing("checklist_item", "checklist", each.id):
            return int(each.id)
    return install_checklist(office, action, built_in)


def start(office: Office, kind: str, built_in: str, values: Mapping[str, Value], today: datetime.date) -> int:
    """Begin an audit today with these values; its checklist and last time's auditors are filled in. Returns its id."""
    subject = str(values.get("subject", ""))
    with office.action(f"新增{_kind_label(kind)}：{subject}") as action:
        row: dict[str, Value] = {"kind": kind, "status": "running", "held_on": today.isoformat(), **values}
        row.setdefault("checklist", checklist_for(office, action, kind, built_in))
        before = previous_audit(office, record_type("audit").cls(**row))
        if before is not None:
            row.setdefault("auditors", before.auditors)
        return action.insert("audit", row)


# Answering


def answer(office: Office, audit_id: int, item_id: int, result: str) -> Changed:
    """Answer one question, or take the answer back with ""; what was explained stays."""
    words = _result_label(result) or "清除"
    return _write(office, audit_id, {item_id: {"result": result}}, f"查核 {_number(office, item_id)}：{words}")


def explain(office: Office, audit_id: int, item_id: int, text: str) -> Changed:
    """Write the 說明 of one question. UserError when it is too long."""
    value, finding = records.parse(office, "answer", "explanation", text)
    if finding is not None:
        raise UserError(finding.text, finding.advice, (finding,))
    label = f"查核 {_number(office, item_id)}：{record_type('answer').field('explanation').label}"
    return _write(office, audit_id, {item_id: {"explanation": value}}, label)


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
                action.update("answer", there[item_id], new)
            else:
                fresh.append({"audit": audit_id, "item": item_id, **new})
        action.insert_many("answer", fresh)
        reopened = audit.status == "done" and any(new.get("result") == "" for new in values.values())
        if audit.status == "planned" or reopened:
            action.update("audit", audit_id, {"status": "running"})
    return action.result()


def _lines(office: Office, audit_id: int) -> tuple[Line, ...]:
    found = sheet(office, audit_id)
    return found.lines if found else ()


def _number(office: Office, item_id: int) -> str:
    item = office.find("checklist_item", item_id)
    return item.number if item else ""


def _result_label(result: str) -> str:
    return record_type("answer").field("result").label_of(result)


def _kind_label(kind: str) -> str:
    return next((each.label for each in AUDIT_KINDS if each.value == kind), "查核")


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
    return records.add(office, "finding", rows, f"列為缺失 {len(rows)} 項") if rows else None


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
