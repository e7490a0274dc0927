"""What will run out, what is overdue, what is missing: one small list per subject, gathered for the overview."""

import datetime
import importlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from isms_desktop.services.offices import Office

SUBJECTS: tuple[str, ...] = ("incidents", "improvements", "audits", "vendors", "people", "training", "yearly", "plan")
"""Modules of ``services`` with a function ``reminders(office, today)``, in the order in which they matter at a tie."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing that wants attention, and where its records are."""

    text: str
    """What, with its number: 「2 件委外契約 30 天內到期」."""
    why: str
    """One sentence: the rule or the consequence."""
    page: str
    view: str = ""
    ids: frozenset[int] = frozenset()
    """The records meant, which the view shows alone; empty for the view as it is."""
    due: str = ""
    """The earliest day (ISO) at which it is too late; "" when there is none."""
    urgent: bool = False
    """Overdue, or a clock that is running."""


def reminders(office: Office, today: datetime.date | None = None) -> list[Reminder]:
    """Everything that wants attention today, the urgent first, then by its day."""
    return in_order(each for part in step_by_step(office, today or datetime.date.today()) for each in part)


def step_by_step(office: Office, today: datetime.date) -> Iterator[list[Reminder]]:
    """The same, subject by subject and unsorted, in short steps: a window can answer between two of them."""
    for subject in SUBJECTS:
        module = importlib.import_module(f"isms_desktop.services.{subject}")
        yield []  # reading a subject's modules for the first time takes as long as asking it
        yield module.reminders(office, today)


def in_order(found: Iterable[Reminder]) -> list[Reminder]:
    """The urgent first, then by their day."""
    return sorted(found, key=lambda each: (not each.urgent, each.due or "9999"))
