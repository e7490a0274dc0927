"""The lists about audits: the audits of the year, the questions of one with its answers, and what it found."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.audits import in_list_order, suitable
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.domain.systems import RESULTS
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, natural, numbered, plain, shown
from isms_desktop.printing.phrase import Datum

_AUDIT_NAMES = ("audit_year", "audit_period", "previous_held_on")
_QUESTION_NAMES = (
    "section", "number", "question", "hint", "evidence_hint", "basis", "result", "explanation", "evidence", "remark",
    "measures",
)  # fmt: skip
_SECTION_NAMES = ("section", "numbers", "total", "open")
_FINDING_NAMES = ("label", "measures")
_VALUES = tuple(each.value for each in RESULTS)
_KINDS: Mapping[str, tuple[str, ...]] = {
    "vendor_audits": ("vendor",),
    "own_audits": ("internal", "peer"),
    # 各機關交互實地稽核：由非本機關人員擔任稽核員，依據「稽核自評表」各查核項目進行稽核作業 (seed 000).
    "self_audits": ("self", "peer"),
    "held_audits": ("internal", "peer", "self"),
}
"""List → the kinds of audit in it; the first one is the kind whose checklist stands on the blank version."""


def audit_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    fields = {f"audit_{field.key}": field for field in record_type("audit").stored}
    findings = names_of(record_type("finding").cls, _FINDING_NAMES)
    return {
        **{name: {**fields, **dict.fromkeys(("row", *_AUDIT_NAMES))} for name in _KINDS},
        "questions": dict.fromkeys(("row", *_QUESTION_NAMES, *(f"result_{value}" for value in _VALUES))),
        "question_sections": dict.fromkeys(("row", *_SECTION_NAMES, *_VALUES)),
        "audit_findings": findings,
        "previous_findings": findings,
        "auditors": dict.fromkeys(("row", "name", "department", "job_title")),
    }


# ---- the audits, each a paper of its own


def day_of(audit: Any) -> str:
    """The day (ISO) that says to which year an audit belongs: the one on which it is held, or on which it begins."""
    return str(audit.held_on or audit.period_from)


def _audits(name: str) -> Callable[[Records], Iterator[FreeRow]]:
    def rows(around: Records) -> Iterator[FreeRow]:
        chosen = [each for each in around.all("audit") if _is_of(each, name, around)]
        chosen.sort(key=lambda each: (day_of(each) or "9999", each.id))
        before = {each["audit"]: each for each in around.guide.get("previous_audit", ())}
        for number, audit in enumerate(chosen, 1):
            yield _audit(audit, number, before.get(audit.id), around)

    return rows


def _is_of(audit: Any, name: str, around: Records) -> bool:
    """Whether an audit is one of that list and of the year of the paper; one that somebody chose is in any case."""
    if around.picked("audit"):
        return True
    begun = name != "held_audits" or audit.status != "planned" or around.pointing("answer", "audit", audit.id)
    return audit.kind in _KINDS[name] and bool(begun) and around.in_year(day_of(audit))


def _audit(audit: Any, number: int, before: Mapping[str, Any] | None, around: Records) -> FreeRow:
    row = Row(audit, around)
    year = around.year_of(day_of(audit)) or around.year
    previous = before["held_on"] if before else ""
    data = {f"audit_{field.key}": row[field.key] for field in record_type("audit").stored}
    data |= {
        "row": Datum(str(number), number),
        "audit": Datum("", audit.id),
        "audit_year": Datum(str(year), year),
        "audit_period": plain(_period(audit)),
        "previous": Datum("", before["previous"] if before else None),
        "previous_held_on": Datum(rocdate.write(previous), previous),
    }
    return FreeRow(data, row.source)


def _period(audit: Any) -> str:
    """「115.9.14 至 115.9.18」; one day alone stands for itself."""
    days = dict.fromkeys(filter(None, (audit.period_from, audit.period_to)))
    return " 至 ".join(map(rocdate.write, days)) or rocdate.write(audit.held_on)


# ---- the questions


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions that stand on one copy of a paper."""

    name: str
    """Of the checklist, with its edition."""
    grading: str
    items: Sequence[Any]
    """``checklist_item`` records in their order."""


def questions_of(around: Records) -> Questions:
    """Those of the audit of this copy; where it is for none, those that an audit of its kind would answer.

    That is the office's newest checklist of the kind, else the one that comes with the program.
    """
    if around.item is not None:
        checklist = around.find("checklist", _id_of(around, "audit_checklist"))
    else:
        kind = _KINDS.get(around.each, ("",))[0]
        lists = (each for each in around.all("checklist") if around.pointing("checklist_item", "checklist", each.id))
        checklist = suitable(lists, kind)
        if checklist is None:
            return _shipped(kind, around)
    if checklist is None:
        return Questions("", "", ())
    items = in_list_order(around.pointing("checklist_item", "checklist", checklist.id))
    return Questions(f"{checklist.name} {checklist.version}".strip(), checklist.grading, items)


def _shipped(kind: str, around: Records) -> Questions:
    """The program's own checklist for a kind of audit: whatever is not of a vendor is asked as in the self-check."""
    of_vendors = kind == "vendor"
    make = record_type("checklist_item").cls.make
    for table in around.guide.get("shipped_checklist", ()):
        if (table["kind"] == "vendor") == of_vendors:
            items = [make(id=number, **item) for number, item in enumerate(table["items"], 1)]
            return Questions(f"{table['name']} {table['version']}", table["grading"], items)
    return Questions("", "", ())


def _questions(around: Records) -> Iterator[FreeRow]:
    """Every question with its answer; on a blank paper, and before they are given, without."""
    if around.item is None and not around.blank:
        return
    answers = _answers(around)
    subject = around.item["audit_subject"].text if around.item else ""
    for number, item in enumerate(questions_of(around).items, 1):
        answer = answers.get(item.id)
        data: dict[str, Datum] = {"row": Datum(str(number), number)}
        data |= {key: plain(getattr(item, key)) for key in _QUESTION_NAMES[:6]}
        data |= _answered(answer, around)
        yield FreeRow(data, f"{subject} {item.number}".strip())


def _answers(around: Records) -> Mapping[int, Any]:
    """The answers of the audit of this copy by their question."""
    audit = _id_of(around, "audit")
    return {each.item: each for each in around.pointing("answer", "audit", audit)} if audit else {}


def _id_of(around: Records, name: str) -> int:
    """The id of a record that a name of this copy stands for; 0 for none, which no record has."""
    value = around.item[name].value if around.item else None
    return value if isinstance(value, int) else 0


def _answered(answer: Any, around: Records) -> dict[str, Datum]:
    result, explanation, evidence = (
        (answer.result, answer.explanation, answer.evidence) if answer is not None else ("", "", "")
    )
    words = (explanation, f"佐證：{evidence}" if evidence else "")
    return {
        **{f"result_{value}": Datum("", value == result) for value in _VALUES},
        "result": shown(answer, "result", around) if answer is not None else plain(""),
        "explanation": plain(explanation),
        "evidence": plain(evidence),
        "remark": plain("\n".join(filter(None, words))),
        "measures": plain(_measures_for(answer, around) if answer is not None else ""),
    }


def _measures_for(answer: Any, around: Records) -> str:
    """「改善措施：…」 of what was found at this question."""
    findings = around.pointing("finding", "answer", answer.id)
    words = [each.measure for finding in findings for each in around.pointing("action", "finding", finding.id)]
    return f"改善措施：{'；'.join(each.rstrip('。；') for each in words)}。" if words else ""


def _sections(around: Records) -> Iterator[FreeRow]:
    """The sections of the checklist in their order, with how many questions were answered in which way."""
    if around.item is None and not around.blank:
        return
    answers = _answers(around)
    sections: dict[str, list[Any]] = {}
    for item in questions_of(around).items:
        sections.setdefault(item.section, []).append(item)
    for number, (section, items) in enumerate(sections.items(), 1):
        results = [answers[item.id].result if item.id in answers else "" for item in items]
        counts = {"total": len(items), "open": results.count(""), **{value: results.count(value) for value in _VALUES}}
        ends = dict.fromkeys((items[0].number, items[-1].number))
        data: dict[str, Datum] = {"row": Datum(str(number), number), "section": plain(section)}
        data |= {"numbers": plain("–".join(ends)), **{key: Datum(str(count), count) for key, count in counts.items()}}
        yield FreeRow(data, section)


def _auditors(around: Records) -> Iterator[FreeRow]:
    """The auditors of the audit of this copy, with unit and title of those who are the office's own people."""
    names = re.split(r"[、，,；;\n]", around.item["audit_auditors"].text) if around.item else []
    known = {each.name: each for each in around.all("person")}
    for number, name in enumerate((each.strip() for each in names if each.strip()), 1):
        person = known.get(name)
        words = {key: plain(getattr(person, key) if person else "") for key in ("department", "job_title")}
        yield FreeRow({"row": Datum(str(number), number), "name": plain(name), **words}, name)


# ---- what was found


def _findings(name: str) -> Callable[[Records], Iterator[Row]]:
    """The findings of the audit that the copy's ``name`` means: 缺失 first, each kind by its numbers."""
    order = [each.value for each in record_type("finding").field("kind").options]

    def rows(around: Records) -> Iterator[Row]:
        audit = _id_of(around, name)
        found = [*around.pointing("finding", "audit", audit)] if audit else []
        found.sort(
            key=lambda each: (order.index(each.kind) if each.kind in order else len(order), natural(each.number))
        )
        labels = {each.id: each.number or str(number) for number, each in enumerate(found, 1)}

        def added(finding: Any) -> dict[str, Datum]:
            measures = (each.measure for each in around.pointing("action", "finding", finding.id))
            return {"label": plain(labels[finding.id]), "measures": plain("\n".join(measures))}

        return numbered(found, around, added)

    return rows


AUDIT_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    **{name: _audits(name) for name in _KINDS},
    "questions": _questions,
    "question_sections": _sections,
    "auditors": _auditors,
    "audit_findings": _findings("audit"),
    "previous_findings": _findings("previous"),
}
