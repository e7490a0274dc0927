"""維護計畫實施情形: what is proposed for each part from the year's records, what the office has made of it, as text."""

import datetime
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.implementation import OTHER, PREFACE, Figures, Outline, Part, outline_from_table
from isms_desktop.services import library, records
from isms_desktop.services.offices import Office
from isms_desktop.services.report_figures import figures
from isms_desktop.services.training_hours import span_of
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Changed

_PREFACE_PART = Part(PREFACE, "責任等級核定理由", "", (), "")
_OTHER_PART = Part(OTHER, OTHER, "", (), "")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the report: what the records say now, and what the office says."""

    part: Part
    proposal: str
    proof: str
    """What is proposed as its evidence."""
    record: Any
    """The ``report_item``; None while the office has written nothing."""

    @property
    def own(self) -> str:
        """What the office has written; "" for nothing."""
        return self.record.explanation if self.record else ""

    @property
    def text(self) -> str:
        """What stands on the paper."""
        return self.own or self.proposal

    @property
    def evidence(self) -> str:
        """The papers that prove it."""
        return (self.record.evidence if self.record else "") or (self.proof if not self.own else "")

    @property
    def differs(self) -> bool:
        """Whether the office's words are not (or no longer) what its records would say."""
        return bool(self.own) and self.own != self.proposal


@functools.cache
def outline() -> Outline:
    """What the report is made of."""
    return outline_from_table(library.regulation("report_items"))


def years(office: Office) -> list[int]:
    """The years that have a report, this one and the last, newest first."""
    this_year = current_year(office)
    found = {each.year for each in office.glance("report_item", "year") if each.year}
    return sorted(found | {this_year, this_year - 1}, reverse=True)


def lines(office: Office, year: int, today: datetime.date | None = None) -> list[Line]:
    """Every part of the report in its order: the reason of the grade, the thirteen items, anything else.

    What the office has written under a number that the report does not know (an older one) comes before the last.
    """
    kept = {each.item.strip(): each for each in office.all("report_item") if each.year == year}
    other = Line(_OTHER_PART, "", "", kept.pop(OTHER, None))
    known = list(_known(office, figures(office, year, today), kept))
    return [*known, *map(_foreign, kept.values()), other]


def line(office: Office, year: int, number: str, today: datetime.date | None = None) -> Line:
    """One part as the records have it now: the office's words, and beside them what would be proposed today.

    UserError for a number that the report does not have.
    """
    found = next((each for each in lines(office, year, today) if each.part.number == number), None)
    if found is None:
        raise UserError(f"實施情形沒有「{number}」這一項。", "請從左邊的清單選一項。")
    return found


def _known(office: Office, said: Figures, kept: dict[str, Any]) -> Iterator[Line]:
    """The preface and the parts; what is used is taken out of ``kept``."""
    agency = office.agency
    yield Line(_PREFACE_PART, outline().reasons.get(agency.grade, ""), "", kept.pop(PREFACE, None))
    for part in outline().parts(agency.profile):
        yield Line(part, part.proposal(said), part.proof(said), kept.pop(part.number, None))


def _foreign(record: Any) -> Line:
    return Line(Part(record.item, record.heading, record.item, (), ""), "", "", record)


# Writing


def write(office: Office, year: int, number: str, text: str, today: datetime.date | None = None) -> Changed | None:
    """What the office says about one part; None when that is what it says already. Undoable."""
    found = line(office, year, number, today)
    if text.strip() == found.own:
        return None
    return _write(office, year, [(found, text.strip())], f"修改實施情形 {number}")


def write_evidence(
    office: Office, year: int, number: str, text: str, today: datetime.date | None = None
) -> Changed | None:
    """What proves one part; None when that is what it says already. What is proposed becomes the office's own."""
    found = line(office, year, number, today)
    if text.strip() == found.evidence:
        return None
    if found.record is None:
        values = {**_new(year, found), "explanation": found.proposal, "evidence": text.strip()}
        return records.add(office, "report_item", [values], f"修改實施情形 {number} 的佐證")
    values = {"evidence": text.strip()}
    return records.change(office, "report_item", {found.record.id: values}, f"修改實施情形 {number} 的佐證")


def adopt(office: Office, year: int, number: str, today: datetime.date | None = None) -> Changed | None:
    """Take what is proposed for one part; None when that is what it says already. Undoable."""
    found = line(office, year, number, today)
    if not found.proposal or found.own == found.proposal:
        return None
    return _write(office, year, [(found, found.proposal)], f"採用建議文字 {number}")


def propose(office: Office, year: int, today: datetime.date | None = None) -> Changed | None:
    """Fill every part that the office has said nothing about, in one undoable step; None when there is none."""
    empty = [(each, each.proposal) for each in lines(office, year, today) if each.proposal and not each.own]
    return _write(office, year, empty, f"填入 {year} 年度實施情形建議文字 {len(empty)} 項") if empty else None


def _write(office: Office, year: int, texts: list[tuple[Line, str]], label: str) -> Changed:
    changed: dict[int, dict[str, Value]] = {}
    rows: list[dict[str, Value]] = []
    for each, text in texts:
        if each.record is None:
            rows.append({**_new(year, each), "explanation": text})
        else:
            changed[each.record.id] = {"explanation": text}
    return records.write(office, "report_item", changed, rows, label)


def _new(year: int, found: Line) -> dict[str, Value]:
    part = found.part
    return {"year": year, "item": part.number, "heading": part.heading, "evidence": found.proof}


# Reading out


def law_words(office: Office, year: int, part: Part) -> str:
    """Which of the law's thirteen items a part reports on, in the wording in force at the end of that year."""
    item = next((each for each in outline().items if part.item == f"{each.number}. {each.title}"), None)
    if item is None:
        return ""
    _first, last = span_of(office, year)
    law = library.law()
    day = min(last, datetime.date.today().isoformat())
    words = "、".join(f"第 {number} 款「{law.item(number, day)}」" for number in item.law)
    return f"對應{law.name('rules', day)}{law.cited('rules', day)}{words}"


def as_text(office: Office, year: int, today: datetime.date | None = None) -> str:
    """All of it in order as plain text, to be pasted into the platform of the authority (稽核辦法 §3)."""
    found, item = [], ""
    for each in lines(office, year, today):
        if each.part.item != item and each.part.item != each.part.number:
            item = each.part.item
            found += ["", item]
        if each.text:
            found.append(f"{each.part.number} {each.part.heading}：{each.text}" if item else f"{PREFACE}：{each.text}")
    return "\n".join(found).strip() + "\n"


def paper_rows(office: Office, year: int, *, blank: bool = False) -> list[dict[str, str]]:
    """The report as 維護計畫實施情形 prints it (``printing.lists``: report_parts), without its preface and its end."""
    if blank:
        parts = outline().parts(office.agency.profile)
        return [_row(part, "", "") for part in parts]
    inner = lines(office, year)[1:-1]
    return [_row(each.part, each.text, each.evidence) for each in inner]


def paper_words(office: Office, year: int, *, blank: bool = False) -> dict[str, str]:
    """What stands before and after the table of the paper: the reason of the grade, 其他說明."""
    if blank:
        return {"report_reason": outline().reasons.get(office.agency.grade, ""), "report_other": ""}
    first, *_, last = lines(office, year)
    return {"report_reason": first.text, "report_other": last.text}


def _row(part: Part, text: str, evidence: str) -> dict[str, str]:
    proof = f"\n(佐證：{evidence})" if text and evidence else ""
    heading = f"{part.number} {part.heading}" if part.item != part.number else part.heading
    return {"item": part.item, "heading": heading, "explanation": text + proof}
