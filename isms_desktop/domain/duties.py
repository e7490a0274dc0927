"""The year's work as the law and the plans ask for it: what falls due when, and which registers are kept by whom.

Plain data from ``resources/regulations/duties.toml`` and ``registers.toml``; whoever shows it says whether it was
verified.
"""

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.rocdate import FIRST_YEAR

EVERY_YEARS: Mapping[str, int] = {"two_yearly": 2, "three_yearly": 3}
"""Cycles that are longer than a year, in years; every other cycle comes back each year."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that is owed every so often."""

    id: str
    name: str
    subject: str
    """Under which the work plan of the year lists it."""
    basis: str
    """The article or the chapter of the plan."""
    grades: tuple[str, ...]
    profiles: tuple[str, ...]
    """The kinds of office whose own plan promises it; empty is every kind."""
    replaces: str
    """Id of the general duty that gives way where this one applies; "" for none."""
    cycle: str
    """Value of ``tasks.CYCLES``."""
    due: tuple[str, ...]
    """``MM-DD`` of each occurrence in a year."""
    due_fixed: bool
    """Whether the plan names that time itself; otherwise the day is a proposal of this program."""
    why: str
    source: str
    edition: str
    verified: bool

    def applies(self, grade: str, profile: str) -> bool:
        """Whether an office of that grade and profile owes it."""
        return grade in self.grades and (not self.profiles or profile in self.profiles)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day on which a duty falls due."""

    key: str
    """What makes it known again: duty, year and place in the year, such as ``privileged/115-2``."""
    name: str
    """The duty's name with the part of the year: 「清查特權帳號（第 2 季）」."""
    due_on: str
    """ISO."""


@dataclass(frozen=True, slots=True)
class AskedRegister:
    """Who is asked to keep a register that is not for everybody."""

    kind: str
    grades: tuple[str, ...]
    profiles: tuple[str, ...]
    """Kinds of office that keep it by their own plan, whatever their grade."""
    why: str
    """Why another office has no use for it."""
    basis: str
    source: str
    edition: str
    verified: bool

    def asked(self, grade: str, profile: str) -> bool:
        """Whether an office of that grade and profile is asked to keep it."""
        return grade in self.grades or profile in self.profiles


def duty_from_table(table: Mapping[str, Any]) -> Duty:
    """A duty from its TOML table. TypeError when the file is wrong."""
    usual: dict[str, Any] = {"profiles": (), "replaces": "", "due_fixed": False}
    return Duty(**(usual | _frozen(table)))


def asked_from_table(table: Mapping[str, Any]) -> AskedRegister:
    """A register's line from its TOML table. TypeError when the file is wrong."""
    return AskedRegister(**_frozen(table))


def owed(duties: Iterable[Duty], grade: str, profile: str) -> list[Duty]:
    """The duties of an office, without those that a duty of its own plan replaces."""
    found = [duty for duty in duties if duty.applies(grade, profile)]
    replaced = {duty.replaces for duty in found}
    return [duty for duty in found if duty.id not in replaced]


def occurrences(duty: Duty, year: int, starts: int = 1) -> Iterator[Occurrence]:
    """When a duty falls due in an office's 民國 ``year`` that starts in month ``starts``, in the order of its days.

    A school's year that starts in August has its January in the next calendar year.
    """
    days = sorted(_day(each, year, starts) for each in duty.due)
    for place, day in enumerate(days, start=1):
        part = _part(duty.cycle, day)
        name = f"{duty.name}（{part}）" if part else duty.name
        key = f"{duty.id}/{year}" + (f"-{place}" if len(days) > 1 else "")
        yield Occurrence(key, name, day.isoformat())


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def _day(due: str, year: int, starts: int) -> datetime.date:
    month, day = map(int, due.split("-"))
    calendar_year = year + FIRST_YEAR - 1 + (1 if month < starts else 0)
    last = calendar.monthrange(calendar_year, month)[1]
    # The last day of February stays the last day in a leap year.
    return datetime.date(calendar_year, month, last if (month, day) == (2, 28) else day)


def _part(cycle: str, day: datetime.date) -> str:
    match cycle:
        case "monthly":
            return f"{day.month} 月"
        case "quarterly":
            return f"第 {(day.month + 2) // 3} 季"
        case "half_yearly":
            return "上半年" if day.month <= 6 else "下半年"
        case _:
            return ""
