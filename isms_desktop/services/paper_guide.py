"""What a paper needs that has to be worked out from the records first, beyond what they say themselves.

One function for each such form; ``services.printing`` adds what it answers to ``printing.Inputs.guide``.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from isms_desktop.services import library
from isms_desktop.services.offices import Office

Guide: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]


def worked_out(office: Office, form_id: str, year: int, *, blank: bool) -> Guide:
    """The tables that the paper of a 民國 year needs; nothing for a form that needs none."""
    make = _WORKED_OUT.get(form_id)
    return make(office, year, blank) if make else {}


def _training_hours(office: Office, year: int, blank: bool) -> Guide:
    from isms_desktop.services import training_hours

    return {} if blank else {"training_hours": training_hours.paper_rows(office, year)}


def _training_plan(office: Office, year: int, blank: bool) -> Guide:
    """``training_heads``: kind of staff → how many, as the plan says it."""
    from isms_desktop.services.training_plan import headcounts

    said = {} if blank else headcounts(office, year).said
    return {"training_heads": [{"audience": each, "number": number} for each, number in said.items()]}


def _implementation(office: Office, year: int, blank: bool) -> Guide:
    """``report``: its parts; ``report_words``: what stands before and after them."""
    from isms_desktop.services import reports

    agency = office.agency
    words = {**reports.paper_words(office, year, blank=blank), "report_to": agency.report_to or agency.superior}
    return {"report": reports.paper_rows(office, year, blank=blank), "report_words": [words]}


def _year_plan(_office: Office, _year: int, _blank: bool) -> Guide:
    """``duty``: what each duty is called, and under which subject it is listed."""
    return {"duty": library.regulation("duties")["duty"]}


def _year_summary(office: Office, year: int, blank: bool) -> Guide:
    """``summary``: its lines; ``open_matter``: what falls due first; ``open_count``: of how many."""
    from isms_desktop.services import year_summary as summary

    matters = [] if blank else summary.open_matters(office)
    return {
        "summary": summary.subjects(office, year, blank=blank),
        "open_matter": [each.row for each in matters[: summary.MOST]],
        "open_count": [{"count": len(matters)}],
    }


def _drill(office: Office, _year: int, blank: bool) -> Guide:
    """``drill_attachment``: what is attached to which exercise."""
    attached = () if blank else (each for each in office.all("attachment") if each.owner_kind == "drill")
    return {"drill_attachment": [{"drill": each.owner_id, "name": each.name} for each in attached]}


def _management_review(office: Office, _year: int, blank: bool) -> Guide:
    """``previous_meeting``: what the review before each had left to follow up, also when one alone is printed."""
    every = () if blank else sorted(office.all("meeting"), key=lambda each: each.held_on)
    pairs = pairwise(every)
    return {"previous_meeting": [{"meeting": each.id, "follow_up": earlier.follow_up} for earlier, each in pairs]}


def _handover(office: Office, _year: int, blank: bool) -> Guide:
    """``handover_…``: the parts of what is handed over, and the words of the leaving clerk.

    It compares what was printed with what would be printed now and so stands above the printing that asks for it here:
    as with the subjects of ``reminders``, it is found by its name.
    """
    found: Guide = {} if blank else importlib.import_module(_ABOVE).paper_tables(office)
    return found


_ABOVE = "isms_desktop.services.handover"
_WORKED_OUT: Mapping[str, Callable[[Office, int, bool], Guide]] = {
    "drill": _drill,
    "handover": _handover,
    "implementation": _implementation,
    "management_review": _management_review,
    "training_hours": _training_hours,
    "training_plan": _training_plan,
    "year_plan": _year_plan,
    "year_summary": _year_summary,
}
"""Form id → what works its tables out, from the office, the year, and whether it is the blank version."""
