"""教育訓練: what a new course is proposed to be, and the yearly plan with its head-counts from the people register."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.training import AUDIENCES, TrainingPlan, hours_between
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.records import Changed
from isms_desktop.services.training_hours import span_of, staff_of, training_law
from isms_desktop.services.years import current_year


def complete_courses(_office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New courses as typed or imported: hours from the times, none for an awareness event."""
    done = []
    for given in rows:
        row = dict(given)
        if row.get("hours") is None:
            proposed = hours_between(str(row.get("starts_at") or ""), str(row.get("ends_at") or ""))
            row["hours"] = 0.0 if proposed is None and row.get("kind") == "awareness" else proposed
        done.append(row)
    return done


def complete_plan(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New lines of the plan: this year, and the hours that the grade asks of that kind of staff."""
    year = current_year(office)
    done = []
    for given in rows:
        row: dict[str, Value] = {"year": year}
        row |= {key: value for key, value in given.items() if value not in ("", None)}
        if "hours" not in row and (audience := row.get("audience")):
            row["hours"] = _asked_of(office, str(audience), int(str(row["year"])))
        done.append(row)
    return done


def _asked_of(office: Office, audience: str, year: int) -> float | None:
    """The most hours a year that are asked of one of the plan's kinds of staff."""
    _first, last = span_of(office, year)
    asked = training_law().required_hours(office.agency.grade, {audience}, last, office.rules.profile.training)
    return max((each.hours for each in asked), default=None)


# The yearly plan


@dataclass(frozen=True, slots=True)
class Headcounts:
    """How many of each kind the plan is for; nobody is counted twice."""

    by_audience: Mapping[str, int]
    """``training.AUDIENCES`` → people of the register."""
    total: int
    """As the plan says it: what was typed where it was, else the register's numbers."""
    said: Mapping[str, int] = field(default_factory=dict)
    """The numbers that make the total, by kind of staff."""


def audience_of(roles: Iterable[str]) -> str:
    """The one kind of staff of the plan that somebody is counted under, the most particular first."""
    has = frozenset(roles)
    if "security_staff" in has:
        return "security_staff"
    if "it_staff" in has:
        return "it_staff"
    return "manager" if has & {"manager", "ciso"} else "user"


def headcounts(office: Office, year: int, today: datetime.date | None = None) -> Headcounts:
    """The people of the office in that year by kind of staff, and the plan's total (seed 001, form 7: 共計)."""
    found = {each.value: 0 for each in AUDIENCES}
    for person in staff_of(office, year, today):
        found[audience_of(person.roles)] += 1
    said = dict(found)
    typed: set[str] = set()
    for line in office.all("training_plan"):
        if line.year == year and isinstance(line.headcount, int) and line.audience not in typed:
            typed.add(line.audience)
            said[line.audience] = line.headcount
    return Headcounts(found, sum(said.values()), said)


def plan_years(office: Office) -> list[int]:
    """The years that have a plan, this one and the next, newest first."""
    years = {each.year for each in office.glance("training_plan", "year") if each.year}
    this_year = current_year(office)
    return sorted(years | {this_year, this_year + 1}, reverse=True)


def plan_source(office: Office, year: int) -> int:
    """The newest earlier year that has a plan; 0 when none has."""
    return max((each for each in plan_years(office) if each < year and _lines(office, each)), default=0)


def make_plan(office: Office, year: int) -> Changed:
    """The plan of a year in one undoable step: from the newest earlier one, else what the grade asks of each kind.

    Head-counts are left to the people register. UserError when the year has a plan already.
    """
    if _lines(office, year):
        raise UserError(f"{year} 年度已經有訓練計畫了。", "請直接修改，或先刪除原有的項目。")
    source = plan_source(office, year)
    rows = [_next_year(line, source, year) for line in _lines(office, source)] if source else _first_plan(office, year)
    words = f"由 {source} 年度建立" if source else "建立"
    return records.add(office, "training_plan", rows, f"{words} {year} 年度訓練計畫")


def _lines(office: Office, year: int) -> list[Any]:
    return [each for each in office.all("training_plan") if each.year == year]


def _next_year(line: Any, old: int, new: int) -> dict[str, Value]:
    values: dict[str, Value] = {key.key: getattr(line, key.key) for key in TrainingPlan.record_type.stored}
    for key in ("course", "schedule"):
        values[key] = str(values[key]).replace(str(old), str(new))
    typed = values["headcount"] if isinstance(values["headcount"], str) else None
    return {**values, "year": new, "headcount": typed}


def _first_plan(office: Office, year: int) -> list[dict[str, Value]]:
    people = headcounts(office, year).by_audience
    rows: list[dict[str, Value]] = []
    _first, last = span_of(office, year)
    for each in AUDIENCES:
        asked = training_law().required_hours(office.agency.grade, {each.value}, last, office.rules.profile.training)
        for duty in asked if people[each.value] else ():
            course = "資通安全通識" if duty.kinds == {"general"} else "資通安全專業或職能課程"
            note = f"{duty.years} 年內合計" if duty.years > 1 else ""
            rows.append({"year": year, "audience": each.value, "course": course, "hours": duty.hours, "note": note})
    return rows
