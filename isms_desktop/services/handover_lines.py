"""What 交接 is made of: lines in parts, each line leading to the records that it speaks of."""

import datetime
from dataclasses import dataclass

from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year

FORM = "handover"


@dataclass(frozen=True, slots=True)
class Item:
    """One line, and what it leads to."""

    what: str
    text: str = ""
    before: str = ""
    """The same of the year before."""
    who: str = ""
    due_on: str = ""
    """ISO; "" when no day is known."""
    basis: str = ""
    """The law, the duty or the rule that asks for it."""
    urgent: bool = False
    """Overdue, or not as it should be."""
    kind: str = ""
    """The type of the records that it is about; "" where it leads to a page as it is."""
    ids: tuple[int, ...] = ()
    page: str = ""
    view: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of what is handed over."""

    key: str
    """``done``, ``open``, ``attention``, ``papers``, ``places`` or ``people``."""
    title: str
    items: tuple[Item, ...]
    nothing: str
    """What to say when it has no lines."""


def years(office: Office, today: datetime.date) -> tuple[int, int]:
    """This 民國 year of the office, and the one before."""
    year = current_year(office, today)
    return year, year - 1
