"""Checklists: a new edition out of a file, what it changes, the yearly self-check, and starting from last year.

Each year the supervising authority publishes a new edition; the office's own answers go on where the question stayed.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.audits import CARRIED, answers_of
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.paths import reachable
from isms_desktop.services import audits, library, records
from isms_desktop.services.audit_sheet import answers_by_question, items_of, question_key
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Action, Changed

if TYPE_CHECKING:
    from isms_desktop.exchange.checklist import ChecklistDraft as ChecklistDraft
    from isms_desktop.exchange.checklist import DraftItem as DraftItem

_TAKEN_KEYS = ("section", "number", "question", "hint", "evidence_hint", "basis", "grades")


# A new edition out of a file


def read(path: Path) -> "ChecklistDraft":
    """The checklist in an ODT or a sheet; nothing is written. UserError with the place for whatever is wrong."""
    from isms_desktop.exchange.checklist import read_checklist

    return read_checklist(reachable(path))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a new edition changes, in the order of the lists."""

    earlier: Any
    """The ``checklist`` record it is compared with."""
    new: tuple["DraftItem", ...]
    gone: tuple[Any, ...]
    """``checklist_item`` records that the new edition no longer has."""
    reworded: tuple[tuple[Any, "DraftItem"], ...]
    """(earlier, new) of the same number with other words."""
    same: int


def compare(office: Office, draft: "ChecklistDraft", name: str, version: str) -> Comparison | None:
    """What the draft changes against the newest other edition of that name; None when there is none.

    The same words are the same question, whatever its number; after that the same number with other words is one that
    was reworded.
    """
    earlier = _earlier_edition(office, name, version)
    if earlier is None:
        return None
    old = items_of(office, earlier.id)
    by_words = {question_key(each.question): each for each in old}
    left = [each for each in draft.items if by_words.pop(question_key(each.question), None) is None]
    by_number = {same_key(each.number): each for each in by_words.values()}
    reworded = tuple(
        (by_number.pop(same_key(each.number)), each) for each in left if same_key(each.number) in by_number
    )
    known = {each.number for _old, each in reworded}
    new = tuple(each for each in left if each.number not in known)
    gone = tuple(each for each in old if any(each is other for other in by_number.values()))
    return Comparison(earlier, new, gone, reworded, len(draft.items) - len(left))


def existing(office: Office, name: str, version: str) -> Any:
    """The checklist of that name and version that the office has already, or None."""
    wanted = same_key(name), same_key(version)
    return next(
        (each for each in office.all("checklist") if (same_key(each.name), same_key(each.version)) == wanted), None
    )


def commit(
    office: Office,
    draft: "ChecklistDraft",
    name: str,
    version: str,
    kind: str,
    source: str,
    *,
    grading: str = "",
    answered_on: str = "",
) -> Changed:
    """Take a draft over as a new checklist, in one undoable step.

    With ``answered_on`` (ISO) the answers of the file become an audit of that day, so that this year can start from
    them. UserError for an edition that is there already, an empty name, or an odd day; then nothing is written.
    """
    grading = grading or draft.grading
    head = {"name": name, "version": version, "kind": kind, "grading": grading, "source": source}
    values = {key: records.parsed(office, "checklist", key, raw) for key, raw in head.items()}
    known = existing(office, name, version)
    if known is not None:
        raise UserError(
            f"檔案中已經有「{known.name} {known.version}」這份檢核表。", "請改填版本，或先刪除原有的那一份。"
        )
    if not draft.items:
        raise UserError("這份檢核表沒有任何項目。", "請選擇有項目的檔案。")
    day = records.parsed(office, "audit", "held_on", answered_on)
    if day and kind == "vendor":
        raise UserError("委外廠商查核的答案要指定廠商，不能在這裡帶入。", "請先匯入檢核表，再到「委外查核」新增查核。")
    with office.action(f"匯入檢核表：{values['name']} {values['version']}") as action:
        made = action.insert("checklist", values)
        rows = [
            {**{key: getattr(item, key) for key in _TAKEN_KEYS}, "checklist": made, "position": position}
            for position, item in enumerate(draft.items, start=1)
        ]
        ids = action.insert_many("checklist_item", rows)
        if day:
            _take_answers(office, action, draft, {"kind": kind, "checklist": made, "held_on": day}, ids)
    return action.result()


def _take_answers(
    office: Office, action: Action, draft: "ChecklistDraft", values: Mapping[str, Value], items: Iterable[int]
) -> None:
    note = f"答案由「{draft.file}」帶入。"
    audit = action.insert("audit", {**values, "subject": office.agency.name, "status": "done", "note": note})
    action.insert_many(
        "answer",
        [
            {
                "audit": audit,
                "item": item,
                "result": each.result,
                "explanation": each.explanation,
                "evidence": each.evidence,
            }
            for item, each in zip(items, draft.items, strict=True)
            if each.result or each.explanation or each.evidence
        ],
    )


def _earlier_edition(office: Office, name: str, version: str) -> Any:
    others = [each for each in office.all("checklist") if question_key(each.name) == question_key(name)]
    others = [each for each in others if same_key(each.version) != same_key(version)]
    return max(others, key=lambda each: (audits.year_of_edition(each.version), each.id), default=None)


# Those that come with the program


def not_added(office: Office) -> list[library.ShippedChecklist]:
    """The program's own checklists that the office does not have yet."""
    there = {each.built_in for each in office.all("checklist")}
    return [each for each in library.checklists().values() if each.id not in there]


def add_built_in(office: Office) -> Changed:
    """Add the program's own checklists that are not there yet, in one undoable step."""
    with office.action("加入內建的檢核表") as action:
        for each in not_added(office):
            audits.install_checklist(office, action, each.id)
    return action.result()


# What the grade does not ask


def not_for_grade(office: Office, checklist_id: int) -> dict[int, str]:
    """Questions that the office's grade is not asked: {item id: 「D 級不適用」}."""
    grade = office.agency.grade
    return {
        each.id: f"{grade} 級不適用"
        for each in office.pointing("checklist_item", "checklist", checklist_id)
        if each.grades and grade not in each.grades
    }


# The yearly self-check


def new_self_check(office: Office, today: datetime.date, *, from_previous: bool = False) -> Changed:
    """Begin this year's self-check of the office, in one undoable step; ``Changed.added`` is its id alone.

    What the grade is not asked is answered 不適用 at once. With ``from_previous`` the other questions carry last
    year's answers, each marked as such until somebody answers it anew.
    """
    kind = "self"
    label = record_type("audit").field("kind").label_of(kind)
    with office.action(f"新增{label}：{rocdate.roc_year(today)} 年") as action:
        checklist = audits.checklist_for(office, action, kind)
        row: dict[str, Value] = {
            "kind": kind,
            "checklist": checklist,
            "subject": office.agency.name,
            "held_on": today.isoformat(),
            "status": "running",
            "scope": "全機關",
        }
        before = audits.previous_audit(office, record_type("audit").cls(**row))
        if before is not None:
            row |= {key: getattr(before, key) for key in ("auditors", "audited_unit", "purpose", "focus")}
        audit = action.insert("audit", row)
        answers = not_applicable = _not_applicable(office, checklist)
        if from_previous and before is not None:
            answers = {**_carried(office, before, checklist), **not_applicable}
        action.insert_many("answer", [{"audit": audit, "item": item, **values} for item, values in answers.items()])
    return action.result()._replace(added=(audit,))


def unfinished_self_check(office: Office, today: datetime.date) -> int:
    """This year's self-check that has been begun and not finished; 0 for none."""
    for each in reversed(office.all("audit")):
        this_year = not each.held_on or each.held_on[:4] == str(today.year)
        if each.kind == "self" and each.status in ("planned", "running") and this_year:
            return int(each.id)
    return 0


def last_self_check(office: Office, today: datetime.date) -> Any:
    """The audit from which this year's self-check would start; None when there is none."""
    row = {"kind": "self", "subject": office.agency.name, "held_on": today.isoformat()}
    return audits.previous_audit(office, record_type("audit").cls(**row))


def carried_over(office: Office, audit_id: int) -> int:
    """How many answers of an audit are still those of the last one, not looked at yet."""
    return sum(each.note.startswith(CARRIED) for each in office.pointing("answer", "audit", audit_id))


def _carried(office: Office, before: Any, checklist: int) -> dict[int, dict[str, Value]]:
    """What the answers of an earlier audit say to the questions of a checklist: {item: values of the answer}."""
    by_item = {each.item: each for each in office.pointing("answer", "audit", before.id)}
    by_words = answers_by_question(office, before.id)
    note = f"{CARRIED}{rocdate.write(before.held_on)}的答案"
    list_record = office.find("checklist", checklist)
    offered = {each.value for each in answers_of(list_record.grading if list_record else "")}
    found = {}
    for item in items_of(office, checklist):
        old = by_item.get(item.id) or by_words.get(question_key(item.question))
        if old is not None and old.result in offered:
            found[item.id] = {
                "result": old.result,
                "explanation": old.explanation,
                "evidence": old.evidence,
                "note": note,
            }
    return found


def _not_applicable(office: Office, checklist: int) -> dict[int, dict[str, Value]]:
    words = not_for_grade(office, checklist)
    return {item: {"result": "not_applicable", "explanation": text} for item, text in words.items()}
