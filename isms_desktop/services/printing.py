"""Printing papers: which there are for this office, what one looks like as PDF, and all of them in one folder."""

import dataclasses
import datetime
import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from isms_desktop import printing as papers
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import IsCancelled, Progress, look_up
from isms_desktop.domain.rocdate import office_year_of
from isms_desktop.paths import ensure_folder, shipped
from isms_desktop.printing import Document, FontChain, Form
from isms_desktop.printing import MissingCharacter as MissingCharacter
from isms_desktop.services import library, training_hours
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year, risk_years


@dataclass(frozen=True, slots=True)
class FormInfo:
    """One paper as this office knows it."""

    id: str
    title: str
    subject: str
    """Under which it is listed: 資產, 風險 …"""
    attachment: str
    """Its number in the office's own attachment list, "" when it is not on it."""
    landscape: bool
    yearly: bool
    """Whether it shows the records of one year."""


@dataclass(frozen=True, slots=True)
class Print:
    """One paper that has been printed to a file."""

    form: str
    title: str
    path: Path
    pages: int
    missing: tuple[MissingCharacter, ...]


_OF_RISKS = frozenset({"asset", "risk", "treatment", "scale", "threat"})
_DAYS = {
    "access_entry": "entered_on",
    "account_review": "reviewed_on",
    "audit": "held_on",
    "course": "held_on",
    "finding": "found_on",
    "intelligence": "received_on",
    "room_log": "logged_on",
}
"""Record type → the day that says to which year a record of it belongs."""


def form_list() -> list[dict[str, Any]]:
    """Every paper of the program: id, title, subject, outputs and the record types that it prints."""
    return [
        {"id": form.id, "title": form.title, "subject": form.subject, "outputs": form.outputs, "records": form.records}
        for form in _forms().values()
    ]


def forms(office: Office) -> list[FormInfo]:
    """The papers of this office: those on its attachment list first, in that order, then the others."""
    found = []
    for form in _forms().values():
        variant = office.rules.profile.form(form.id)
        attachment = variant.attachment or _attachment_of(office, form.id)
        title = variant.title or form.title
        found.append(FormInfo(form.id, title, form.subject, attachment, form.landscape, form.yearly))
    return sorted(found, key=lambda form: (not form.attachment, int(form.attachment or 0)))


def years(office: Office, form_id: str) -> list[int]:
    """The 民國 years that have records for a yearly paper, and this one, newest first."""
    kinds = _forms()[form_id].records
    if "risk" in kinds:
        return risk_years(office)
    starts, found = office.agency.year_starts, {current_year(office)}
    if "measurement" in kinds:
        found |= {each.year for each in office.glance("measurement", "year") if each.year}
    for kind, key in _DAYS.items():
        if kind in kinds:
            days = {getattr(each, key) for each in office.glance(kind, key)}
            found |= {year for day in days if (year := office_year_of(day, starts))}
    return sorted(found, reverse=True)


def print_form(
    office: Office,
    form_id: str,
    target: Path | BinaryIO,
    *,
    blank: bool = False,
    year: int | None = None,
    ids: Collection[int] = (),
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Print:
    """Print one paper as PDF to a file or an open stream; a file appears whole or not at all.

    ``ids`` keeps only these records of the form's own type; ``year`` is the 民國 year of a yearly paper (this year
    when not given). Raises UserError for an unknown form, another kind of file, or a place that cannot be written,
    and Cancelled.
    """
    if isinstance(target, Path) and target.suffix.lower() != ".pdf":
        raise UserError(f"不能輸出成「{target.suffix or target.name}」。", "請把檔名改成 .pdf 結尾。")
    document = _document(office, form_id, blank=blank, year=year, ids=ids)
    result = papers.write_pdf(document, target, _fonts(), progress, cancelled)
    path = target if isinstance(target, Path) else Path()
    return Print(form_id, document.title, path, result.pages, result.missing)


def missing_characters(
    office: Office, form_id: str, *, blank: bool = False, year: int | None = None, ids: Collection[int] = ()
) -> tuple[MissingCharacter, ...]:
    """What could not be drawn if the paper were printed now: to be shown before it is."""
    return papers.missing_characters(_document(office, form_id, blank=blank, year=year, ids=ids), _fonts())


def print_all(
    office: Office,
    folder: Path,
    *,
    blank: bool = False,
    year: int | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[Print]:
    """Print every paper into a folder, named by attachment number and title; yearly ones for ``year`` (this year).

    Raises UserError and Cancelled.
    """
    ensure_folder(folder)
    every = forms(office)
    made = []
    for number, form in enumerate(every):
        look_up(number, len(every), progress, cancelled)
        name = f"附件{int(form.attachment):02} {form.title}.pdf" if form.attachment else f"{form.title}.pdf"
        made.append(print_form(office, form.id, folder / name, blank=blank, year=year, cancelled=cancelled))
    look_up(len(every), len(every), progress, cancelled)
    return made


@functools.cache
def _forms() -> Mapping[str, Form]:
    return papers.load_forms((shipped("forms"),))


def _fonts() -> FontChain:
    return papers.find_fonts(shipped("resources", "fonts"))


def _document(office: Office, form_id: str, *, blank: bool, year: int | None, ids: Collection[int]) -> Document:
    form = _forms().get(form_id)
    if form is None:
        raise UserError(f"沒有「{form_id}」這張表單。", f"可用的表單：{'、'.join(_forms())}。")
    records = {kind: office.all(kind) for kind in _wanted(form.records)}
    if ids and form.records:
        _keep_only(records, form.records[0], ids)
    inputs = papers.Inputs(
        agency=office.agency,
        rules=office.rules,
        records=records,
        today=datetime.date.today(),
        year=year or (risk_years(office)[0] if "risk" in form.records else current_year(office)),
        blank=blank,
        guide=guide(form),
        law=library.law(),
        plan=library.plan() if "plan_text" in form.records else None,
    )
    if "course" in form.records and not blank:
        worked_out = {"training_hours": training_hours.paper_rows(office, inputs.year or current_year(office))}
        inputs = dataclasses.replace(inputs, guide={**inputs.guide, **worked_out})
    return papers.build(form, inputs)


def guide(form: Form) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The tables that come with the program and stand on this paper (``printing.Inputs.guide``)."""
    if "control_check" not in form.records:
        return library.response_guide()
    table = library.regulation("baseline")
    return {**library.response_guide(), "control": table["control"], "baseline": [table]}


def _keep_only(records: dict[str, list[Any]], kind: str, ids: Collection[int]) -> None:
    """Only these records of a type, and of what they point at only what they mean: a plan brings its own risk."""
    records[kind] = [record for record in records[kind] if record.id in ids]
    for field in record_type(kind).stored:
        if field.target in records:
            meant = {getattr(record, field.key) for record in records[kind]}
            records[field.target] = [record for record in records[field.target] if record.id in meant]


def _wanted(kinds: Collection[str]) -> Iterator[str]:
    """The record types of a form, and those by which they are named: a risk by its asset, a measure by its risk."""
    yield from kinds
    if not _OF_RISKS.isdisjoint(kinds):
        yield from (kind for kind in ("asset", "risk", "scale", "threat") if kind not in kinds)


def _attachment_of(office: Office, form_id: str) -> str:
    return next((number for number, _, form in office.rules.profile.attachments if form == form_id), "")
