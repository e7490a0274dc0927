"""What there is to see of one audit: its lines with last time's answers, and how far it has come."""

import sys
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.audits import CARRIED, WANTING, answers_of, in_list_order
from isms_desktop.domain.fields import Choice
from isms_desktop.domain.values import same_key
from isms_desktop.services.offices import Office


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
    evidence: str = ""
    carried: bool = False
    """Whether the answer is still the one taken over from last time."""

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


def sheet(office: Office, audit_id: int) -> Sheet | None:
    """The lines of an audit in the order of its checklist; None when the audit is gone."""
    audit = office.find("audit", audit_id)
    if audit is None:
        return None
    checklist = office.find("checklist", audit.checklist or 0)
    before = previous_audit(office, audit)
    old = _last_answers(office, before)
    other_edition = before is not None and before.checklist != audit.checklist
    by_words = answers_by_question(office, before.id) if other_edition else {}
    answers = {each.item: each for each in office.pointing("answer", "audit", audit_id)}
    findings = {each.answer: each.id for each in office.pointing("finding", "audit", audit_id) if each.answer}
    lines = []
    for item in items_of(office, checklist.id) if checklist else ():
        answer = answers.get(item.id)
        last = old.get(item.id) or (by_words.get(question_key(item.question)) if other_edition else None)
        lines.append(
            Line(
                item,
                answer.result if answer else "",
                answer.explanation if answer else "",
                answer.id if answer else 0,
                last.result if last else "",
                last.explanation if last else "",
                findings.get(answer.id, 0) if answer else 0,
                answer.evidence if answer else "",
                bool(answer and answer.note.startswith(CARRIED)),
            )
        )
    choices = answers_of(checklist.grading) if checklist else ()
    return Sheet(audit, checklist, choices, tuple(lines), before)


def items_of(office: Office, checklist_id: int) -> list[Any]:
    """The questions of a checklist in their order."""
    return in_list_order(office.pointing("checklist_item", "checklist", checklist_id))


def question_key(question: str) -> str:
    """A question in the form in which two count as the same: width, spaces and punctuation make no other one."""
    return "".join(each for each in same_key(question) if each.isalnum())


def answers_by_question(office: Office, audit_id: int) -> dict[str, Any]:
    """The answers of an audit by ``question_key``, for another edition of its checklist."""
    found: dict[str, Any] = {}
    for answer in office.pointing("answer", "audit", audit_id):
        if (item := office.find("checklist_item", answer.item)) is not None:
            found.setdefault(question_key(item.question), answer)
    return found


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


def _same_subject(one: Any, other: Any) -> bool:
    if one.kind == other.kind == "self":
        return True  # always of the office itself, which may have been called otherwise last year
    if one.vendor or other.vendor:
        return bool(one.vendor == other.vendor)
    return same_key(one.subject) == same_key(other.subject)


def _when(audit: Any) -> tuple[str, int]:
    """An audit without a day is one that is still to come."""
    return audit.held_on or "9999", audit.id or sys.maxsize


def _last_answers(office: Office, audit: Any) -> dict[int, Any]:
    """The answers of an earlier audit by item."""
    return {each.item: each for each in office.pointing("answer", "audit", audit.id)} if audit is not None else {}
