"""Printing papers: which there are for this office, and what one becomes: PDF, ODT, a spreadsheet."""

import dataclasses
import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from isms_desktop import printing as papers
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.prints import PrintOrder as PrintOrder
from isms_desktop.domain.progress import IsCancelled, Progress
from isms_desktop.domain.rocdate import office_year_of
from isms_desktop.paths import shipped
from isms_desktop.printing import Document, FontChain, Form, LabelChoice, Stamp
from isms_desktop.printing import MissingCharacter as MissingCharacter
from isms_desktop.printing.document import LabelSheet as LabelSheet
from isms_desktop.printing.form import TableBlock
from isms_desktop.services import audit_papers, library, own_forms, paper_guide
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
    outputs: tuple[str, ...] = ("pdf",)
    """What it can be saved as."""
    kind: str = ""
    """The record type of which single records can be printed; "" when only the whole makes sense."""
    single: bool = False
    """Whether each record is a paper of its own."""
    labels: tuple[LabelSheet, ...] = ()
    """The sheets on which its labels can be printed."""
    own: bool = False
    """Whether it is the office's own form file."""


@dataclass(frozen=True, slots=True)
class Print:
    """One paper that has been printed to a file."""

    form: str
    title: str
    path: Path
    pages: int
    missing: tuple[MissingCharacter, ...]
    number: str = ""
    """Its number in the print register (``services.prints``); "" when it is not there."""
    personal: tuple[str, ...] = ()
    """Labels of the sensitive fields (身分證字號 …) that it shows, masked unless the order says otherwise."""


_WHOLE = frozenset({"agency", "scale", "threat", "plan_text", "report_item", "task"})
"""Record types that are printed all together: nobody signs for one level of a scale."""
_OF_RISKS = frozenset({"asset", "risk", "treatment", "scale", "threat"})
DAYS = {
    "access_entry": "entered_on",
    "account_review": "reviewed_on",
    "audit": "held_on",
    "course": "held_on",
    "disposal": "done_on",
    "drill": "held_on",
    "finding": "found_on",
    "incident": "known_at",
    "intelligence": "received_on",
    "meeting": "held_on",
    "remote_access": "starts_on",
    "request": "requested_on",
    "room_log": "logged_on",
    "task": "due_on",
}
"""Record type → the day that says to which year a record of it belongs."""


def form_list() -> list[dict[str, Any]]:
    """Every paper of the program: id, title, subject, outputs and the record types that it prints."""
    return [
        {"id": form.id, "title": form.title, "subject": form.subject, "outputs": form.outputs, "records": form.records}
        for form in own_forms.built_in().values()
    ]


def forms(office: Office) -> list[FormInfo]:
    """The papers of this office: those on its attachment list first, in that order, then the others."""
    every = own_forms.forms_of(office)
    found = [_info(office, form, form.id in every.own) for form in every.forms.values()]
    return sorted(found, key=lambda form: (not form.attachment, int(form.attachment or 0)))


def info(office: Office, form_id: str) -> FormInfo:
    """One paper as this office knows it. Raises UserError for an unknown one."""
    form = own_forms.form_of(office, form_id)
    return _info(office, form, form_id in own_forms.forms_of(office).own)


def _info(office: Office, form: Form, own: bool) -> FormInfo:
    variant = office.rules.profile.form(form.id)
    kind = next(iter(form.records), "")
    return FormInfo(
        id=form.id,
        title=variant.title or form.title,
        subject=form.subject,
        attachment=variant.attachment or _attachment_of(office, form.id),
        landscape=form.landscape,
        yearly=form.yearly,
        outputs=form.outputs,
        kind="" if kind in _WHOLE or not _lists(form) else kind,
        single=bool(form.each) or bool(form.label_sheets),
        labels=form.label_sheets,
        own=own,
    )


def _lists(form: Form) -> bool:
    """Whether it is made of records at all: a matrix or a document is shown as a whole."""
    return bool(form.each or form.label_sheets) or any(isinstance(each.block, TableBlock) for each in form.blocks)


def years(office: Office, form_id: str) -> list[int]:
    """The 民國 years that have records for a yearly paper, and this one, newest first."""
    kinds = own_forms.form_of(office, form_id).records
    if "risk" in kinds:
        return risk_years(office)
    starts, found = office.agency.year_starts, {current_year(office)}
    for kind in {"measurement", "report_item", "training_plan"}.intersection(kinds):
        found |= {each.year for each in office.glance(kind, "year") if each.year}
    for kind, key in DAYS.items():
        if kind in kinds:
            days = {getattr(each, key) for each in office.glance(kind, key)}
            found |= {year for day in days if (year := office_year_of(day, starts))}
    return sorted(found, reverse=True)


def print_form(
    office: Office,
    order: PrintOrder,
    target: Path | BinaryIO,
    *,
    stamp: Stamp | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Print:
    """Print one paper to a file, whose name says of which kind, or as PDF to an open stream.

    A file appears whole or not at all. ``stamp`` is what the print register has given it (see ``services.prints``,
    which prints with one). Raises UserError for an unknown form, a kind of file that it cannot become, or a place that
    cannot be written, and Cancelled.
    """
    if isinstance(target, Path):
        _refuse_other_kinds(own_forms.form_of(office, order.form), target)
    document = _document(office, order, stamp)
    result = papers.write(document, target, _fonts(), progress, cancelled)
    path = target if isinstance(target, Path) else Path()
    return Print(order.form, document.title, path, result.pages, result.missing, document.number, document.personal)


def _refuse_other_kinds(form: Form, target: Path) -> None:
    endings = [f".{each}" for each in form.outputs]
    if target.suffix.lower() not in endings:
        raise UserError(
            f"「{form.title}」不能輸出成「{target.suffix or target.name}」。",
            f"請把檔名改成 {'、'.join(endings)} 結尾。",
        )


def missing_characters(office: Office, order: PrintOrder) -> tuple[MissingCharacter, ...]:
    """What could not be drawn if the paper were printed now: to be shown before it is."""
    return papers.missing_characters(_document(office, order), _fonts())


def all_orders(
    office: Office, *, blank: bool = False, year: int | None = None, labels: bool = False
) -> dict[str, PrintOrder]:
    """Every paper of the office, by the name of its file without the ending: attachment number and title.

    ``labels`` takes those of the assets along; they are not among the papers that are handed in.
    """
    return {
        f"附件{int(form.attachment):02} {form.title}" if form.attachment else form.title: settled(
            office, PrintOrder(form.id, blank=blank, year=year)
        )
        for form in forms(office)
        if labels or not form.labels
    }


def settled(office: Office, order: PrintOrder, today: datetime.date | None = None) -> PrintOrder:
    """The order with the year that a yearly paper has when none was asked for; no year where it does not matter.

    Raises UserError for an unknown form.
    """
    form = own_forms.form_of(office, order.form)
    of_a_year = form.yearly or "risk" in form.records
    year = (order.year or _usual_year(office, form, today)) if of_a_year else None
    return dataclasses.replace(order, year=year)


def title_of(office: Office, form_id: str) -> str:
    """What this office calls a paper. Raises UserError for an unknown one."""
    form = own_forms.form_of(office, form_id)
    return office.rules.profile.form(form.id).title or form.title


def kinds_of(office: Office, form_id: str) -> frozenset[str]:
    """The record types that a paper may show something of. Raises UserError for an unknown form."""
    return frozenset({"agency", *_wanted(own_forms.form_of(office, form_id).records)})


def first_kind(office: Office, form_id: str) -> str:
    """The record type that a paper lists and of which single records can be chosen; "" for none. Raises UserError."""
    return next(iter(own_forms.form_of(office, form_id).records), "")


def content_hash(office: Office, order: PrintOrder, today: datetime.date | None = None) -> str:
    """SHA-256 of what the paper says, hexadecimal: the same as long as the records, the form and the order are.

    ``today`` is the day on which it is made: what is due, or which year it is, may hang on it.
    """
    form = own_forms.form_of(office, order.form)
    return papers.content_hash(papers.build(form, dataclasses.replace(inputs_of(office, order, today), undated=True)))


def _fonts() -> FontChain:
    return papers.find_fonts(shipped("resources", "fonts"))


def _document(office: Office, order: PrintOrder, stamp: Stamp | None = None) -> Document:
    form = own_forms.form_of(office, order.form)
    inputs = dataclasses.replace(inputs_of(office, order), number=stamp.number if stamp else "")
    return dataclasses.replace(papers.build(form, inputs), stamp=stamp)


def inputs_of(office: Office, order: PrintOrder, today: datetime.date | None = None) -> papers.Inputs:
    """What a paper is made from. Raises UserError for an unknown form."""
    form = own_forms.form_of(office, order.form)
    records = {kind: office.all(kind) for kind in _wanted(form.records)}
    if order.ids and form.records:
        _keep_only(records, form.records[0], order.ids)
    inputs = papers.Inputs(
        agency=office.agency,
        rules=office.rules,
        records=records,
        today=today or datetime.date.today(),
        year=order.year or _usual_year(office, form, today),
        blank=order.blank,
        unmasked=order.unmasked,
        picked=form.records[:1] if order.ids else (),
        guide={**guide(form), **audit_papers.tables(office, form.records)},
        law=library.law(),
        labels=LabelChoice(order.label_sheet, order.label_skip, order.rulers),
        plan=library.plan() if "plan_text" in form.records else None,
    )
    worked_out = paper_guide.worked_out(office, form.id, inputs.year or current_year(office), blank=order.blank)
    return dataclasses.replace(inputs, guide={**inputs.guide, **worked_out})


def _usual_year(office: Office, form: Form, today: datetime.date | None) -> int:
    return risk_years(office)[0] if "risk" in form.records else current_year(office, today)


def guide(form: Form) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The tables that come with the program and stand on this paper (``printing.Inputs.guide``)."""
    tables = {**library.response_guide(), "platform": library.incident_platforms()}
    if "control_check" not in form.records:
        return tables
    table = library.regulation("baseline")
    return {**tables, "control": table["control"], "baseline": [table]}


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
