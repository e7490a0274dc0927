"""What can be chosen for a paper: which of its records it is printed for, and which papers a record has."""

from dataclasses import dataclass
from typing import Any

from isms_desktop import printing as papers
from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.services import own_forms, printing, records
from isms_desktop.services.offices import Office
from isms_desktop.services.printing import FormInfo, PrintOrder


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A record that a paper can be printed for."""

    id: int
    title: str
    mark: str
    """The day that it is of, as a person reads it; "" for what has none."""


def records_of(office: Office, form_id: str, year: int | None = None) -> list[PaperRecord]:
    """The records that can be chosen for a paper, in the order in which it prints them; none when it is one whole.

    ``year`` is the 民國 year of a yearly paper. Raises UserError for an unknown paper.
    """
    form = own_forms.form_of(office, form_id)
    kind = printing.info(office, form_id).kind
    if not kind:
        return []
    # What a paper is made of is only worked out where it decides which records there are: the summary of a year takes
    # longer than a window may be stuck.
    inputs = printing.inputs_of(office, PrintOrder(form_id, year=year)) if form.each else None
    ids = papers.picked_ids(form, inputs) if inputs else None
    found = _of_year(office, kind, year if form.yearly else None) if ids is None else _in_order(office, kind, ids)
    title, key = records.title_of(office), printing.DAYS.get(kind, "")
    name = record_type(kind).title_of
    return [
        PaperRecord(each.id, name(each, title), rocdate.write(str(getattr(each, key))[:10]) if key else "")
        for each in found
    ]


def year_of(office: Office, kind: str, record_id: int) -> int | None:
    """The 民國 year to which a record belongs; None for one that has no day."""
    record, key = office.find(kind, record_id), printing.DAYS.get(kind, "")
    return rocdate.office_year_of(getattr(record, key), office.agency.year_starts) if record and key else None


def papers_of(office: Office, kind: str) -> list[FormInfo]:
    """The papers that are printed for records of a type: those of one record first, then whole registers."""
    found = [each for each in printing.forms(office) if each.kind == kind]
    return sorted(found, key=lambda each: not each.single)


def _of_year(office: Office, kind: str, year: int | None) -> list[Any]:
    key = printing.DAYS.get(kind, "")
    every = office.all(kind)
    if year is None or not key:
        return every
    starts = office.agency.year_starts
    return [each for each in every if rocdate.office_year_of(getattr(each, key), starts) in (year, None)]


def _in_order(office: Office, kind: str, ids: tuple[int, ...]) -> list[Any]:
    return [each for each in (office.find(kind, record_id) for record_id in ids) if each is not None]
