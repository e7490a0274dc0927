"""Hours of training of one year: what everybody has, what the grade asks of them, and who falls short by how much."""

import calendar
import datetime
import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.people import is_here
from isms_desktop.domain.rocdate import FIRST_YEAR
from isms_desktop.domain.training_law import HoursDuty, TrainingLaw, law_from_tables
from isms_desktop.paths import shipped
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year

_ROUNDING = 0.001
"""Hours below which nothing is missing: 0.1 + 0.2 must be 0.3."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One course that somebody came to."""

    course: Any
    """A glance: id, name, kind, held_on, hours."""
    hours: float
    year: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One duty of one person, and how far it has been done."""

    duty: HoursDuty
    hours: float
    """Hours that count, within the duty's years."""
    missing: float
    """Hours still to do; 0 when done."""
    until: int
    """The year (民國) by whose end it must be done; later than the year looked at while the first window still runs."""


@dataclass(frozen=True, slots=True)
class PersonHours:
    """One person's year."""

    person: Any
    who: str
    """The kind of staff by which they are asked."""
    by_kind: Mapping[str, float]
    """Kind of course → hours in this year."""
    asked: tuple[Asked, ...]
    taken: tuple[Taken, ...]
    """The courses of the years that count, newest first."""
    year: int

    @property
    def short(self) -> tuple[Asked, ...]:
        """What is missing and due by the end of this year."""
        return tuple(each for each in self.asked if each.missing and each.until <= self.year)

    @property
    def later(self) -> tuple[Asked, ...]:
        """What is missing but has time until a later year."""
        return tuple(each for each in self.asked if each.missing and each.until > self.year)


@dataclass(frozen=True, slots=True)
class HoursTable:
    """Everybody's year."""

    year: int
    last_day: str
    people: tuple[PersonHours, ...]
    duties: tuple[HoursDuty, ...]
    """Every duty that binds somebody here, for saying what the figures rest on."""

    @property
    def short(self) -> tuple[PersonHours, ...]:
        """Who falls short."""
        return tuple(each for each in self.people if each.short)

    def counts(self) -> dict[str, tuple[int, int]]:
        """Kind of staff, in the law's order → (people, of them with all their hours)."""
        found: dict[str, tuple[int, int]] = {}
        for each in self.people:
            people, done = found.get(each.who, (0, 0))
            found[each.who] = (people + 1, done + (not each.short))
        order = [each.who for each in training_law().hours]
        return dict(sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


@functools.cache
def training_law() -> TrainingLaw:
    """What the law asks, all editions."""
    text = shipped("resources", "regulations", "training.toml").read_text(encoding="utf-8")
    return law_from_tables(tomllib.loads(text))


def span_of(office: Office, year: int) -> tuple[str, str]:
    """First and last day (ISO) of a 民國 year of this office."""
    month, first = office.agency.year_starts or 1, year + FIRST_YEAR - 1
    last_year, last_month = (first, 12) if month == 1 else (first + 1, month - 1)
    last = calendar.monthrange(last_year, last_month)[1]
    return f"{first:04}-{month:02}-01", f"{last_year:04}-{last_month:02}-{last}"


def year_of(office: Office, day: str) -> int | None:
    """The 民國 year of this office in which a day (ISO) lies; None for no day."""
    try:
        return current_year(office, datetime.date.fromisoformat(day))
    except ValueError:
        return None


def staff_of(office: Office, year: int, today: datetime.date | None = None) -> list[Any]:
    """Who belongs to the office at the end of that year, or today while it lasts."""
    first, last = span_of(office, year)
    day = min(last, max(first, (today or datetime.date.today()).isoformat()))
    return [each for each in office.all("person") if is_here(each, day)]


def years_with_courses(office: Office) -> list[int]:
    """The years that have courses, and this one, newest first."""
    years = {year_of(office, each.held_on) for each in office.glance("course", "held_on")}
    return sorted({year for year in years if year} | {current_year(office)}, reverse=True)


def hours_of_year(office: Office, year: int, today: datetime.date | None = None) -> HoursTable:
    """Everybody's hours in a year against what the grade asks of them on its last day.

    Only who signed in counts; blank hours are the course's. Hours of other kinds never count as 通識.
    """
    _first, last = span_of(office, year)
    bench = _Bench(office, year, last)
    taken = bench.taken()
    rows = [bench.person_hours(each, taken.get(each.id, [])) for each in staff_of(office, year, today)]
    people = tuple(_spare_the_others(rows))
    duties = {asked.duty: None for each in people for asked in each.asked}
    return HoursTable(year, last, people, tuple(duties))


def kind_name(kind: str) -> str:
    """A kind of course in one word: 通識."""
    return record_type("course").field("kind").label_of(kind).removeprefix("資通安全")


def duty_name(duty: HoursDuty) -> str:
    """What a duty asks, without the hours: 通識, 專業或職能."""
    order = [choice.value for choice in record_type("course").field("kind").options]
    return "或".join(kind_name(kind) for kind in sorted(duty.kinds, key=order.index))


def asked_words(asked: Asked) -> str:
    """What is asked: 「專業或職能 3／2 年」."""
    years = f"／{asked.duty.years} 年" if asked.duty.years > 1 else ""
    return f"{duty_name(asked.duty)} {asked.duty.hours:g}{years}"


def result_words(row: PersonHours) -> str:
    """達標, or what is missing; what has time until a later year is said with that year."""
    if row.short:
        return "尚缺 " + "、".join(f"{duty_name(each.duty)} {each.missing:g}" for each in row.short) + " 小時"
    if row.later:
        later = "、".join(f"{duty_name(each.duty)} {each.missing:g} 小時" for each in row.later)
        return f"達標（{row.later[0].until} 年底前再 {later}）"
    return "達標" if row.asked else "沒有規定"


def paper_rows(office: Office, year: int, today: datetime.date | None = None) -> list[dict[str, Any]]:
    """Everybody's year as 教育訓練時數統計表 prints it, in words and numbers (``printing.rows``: training_hours)."""
    return [
        {
            **{key: getattr(each.person, key) for key in ("department", "name", "job_title")},
            **{kind: each.by_kind.get(kind, 0.0) for kind in ("general", "professional", "competency")},
            "who": each.who,
            "asked": "\n".join(map(asked_words, each.asked)),
            "result": result_words(each),
        }
        for each in hours_of_year(office, year, today).people
    ]


def export(path: Path, title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Write a table of hours as .xlsx, .ods or .csv, by the name of the file; returns the number of people.

    Raises UserError when the place cannot be written or the kind of file is unknown.
    """
    from isms_desktop.exchange.table import Column, Table
    from isms_desktop.exchange.writers import write_table

    first = rows[0] if rows else ()
    numbers = [isinstance(cell, float) for cell in first] or [False] * len(headings)
    columns = [Column(heading, numeric=number) for heading, number in zip(headings, numbers, strict=True)]
    write_table(path, Table(title, tuple(columns), rows))
    return len(rows)


class _Bench:
    """What stays the same over all people of one year."""

    def __init__(self, office: Office, year: int, last: str) -> None:
        self._office = office
        self._grade = office.agency.grade
        self._extras = office.rules.profile.training
        self._year, self._last = year, last
        self._since: dict[HoursDuty, str] = {}
        self._duties: dict[tuple[str, ...], tuple[HoursDuty, ...]] = {}

    def taken(self) -> dict[int, list[Taken]]:
        """Person → the courses that they came to within the years that may count."""
        longest = max((each.years for each in (*training_law().hours, *self._extras)), default=1)
        courses = {}
        for each in self._office.glance("course", "name", "kind", "held_on", "hours"):
            year = year_of(self._office, each.held_on)
            if year is not None and self._year - longest < year <= self._year:
                courses[each.id] = Taken(each, each.hours or 0.0, year)
        found: dict[int, list[Taken]] = {}
        for each in self._office.glance("attendance", "course", "person", "present", "hours"):
            if each.present and each.person and (course := courses.get(each.course)):
                own = course if each.hours is None else Taken(course.course, each.hours, course.year)
                found.setdefault(each.person, []).append(own)
        return found

    def person_hours(self, person: Any, taken: Sequence[Taken]) -> PersonHours:
        """One person's year."""
        duties = self._duties.get(person.roles)
        if duties is None:
            found = training_law().required_hours(self._grade, person.roles, self._last, self._extras)
            duties = self._duties[person.roles] = found
        by_kind: dict[str, float] = {}
        for each in taken:
            if each.year == self._year:
                by_kind[each.course.kind] = by_kind.get(each.course.kind, 0.0) + each.hours
        asked = tuple(self._asked(person, duty, taken) for duty in duties)
        newest_first = tuple(sorted(taken, key=lambda each: each.course.held_on, reverse=True))
        who = duties[-1].who if duties else ""  # the law's word, behind the office's own
        return PersonHours(person, who, by_kind, asked, newest_first, self._year)

    def _asked(self, person: Any, duty: HoursDuty, taken: Iterable[Taken]) -> Asked:
        from_year = self._year - duty.years + 1
        hours = sum(each.hours for each in taken if each.year >= from_year and each.course.kind in duty.kinds)
        missing = duty.hours - hours
        until = self._year
        if duty.years > 1:
            # Who has been bound for one year of two has not had their two years yet.
            since = self._since.get(duty)
            if since is None:
                since = self._since[duty] = training_law().since(duty, self._grade)
            begun = year_of(self._office, max(since, person.joined_on))
            until = max(self._year, (begun or from_year) + duty.years - 1)
        return Asked(duty, hours, missing if missing > _ROUNDING else 0.0, until)


def _spare_the_others(rows: list[PersonHours]) -> list[PersonHours]:
    """Where n people are enough (107 edition), only those nearest to it are asked; the others have nothing missing."""
    shared = {asked.duty for row in rows for asked in row.asked if asked.duty.people}
    for duty in shared:
        bound = [row for row in rows if any(asked.duty == duty for asked in row.asked)]
        bound.sort(key=lambda row: -next(asked.hours for asked in row.asked if asked.duty == duty))
        spared = {row.person.id for row in bound[duty.people :]}
        rows = [_without(row, duty) if row.person.id in spared else row for row in rows]
    return rows


def _without(row: PersonHours, duty: HoursDuty) -> PersonHours:
    asked = tuple(each for each in row.asked if each.duty != duty)
    return PersonHours(row.person, row.who, row.by_kind, asked, row.taken, row.year)
