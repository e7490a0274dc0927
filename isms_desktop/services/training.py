"""教育訓練: certificates that are missing, and what wants attention: sign-ins, hours, certificates."""

import datetime
from typing import Any

from isms_desktop.domain.people import is_here
from isms_desktop.domain.sources import cited
from isms_desktop.domain.training_law import CertificateDuty
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.services.training_hours import hours_of_year, training_law, year_of
from isms_desktop.services.years import current_year

_LAST_QUARTER = 92
"""Days before the end of the year from which the remaining days are said."""


def missing_certificates(office: Office, today: datetime.date | None = None) -> list[tuple[Any, tuple[str, ...]]]:
    """(person, kinds of certificate that they lack today) of everybody from whom the grade asks some.

    An expired certificate does not count; a kind of which one is enough for the office lacks nobody once one has it.
    """
    day = (today or datetime.date.today()).isoformat()
    held: dict[tuple[int, str], int] = {}
    for each in office.glance("certificate", "person", "kind", "expires_on"):
        if each.person and (not each.expires_on or each.expires_on >= day):
            held[each.person, each.kind] = held.get((each.person, each.kind), 0) + 1
    staff = [each for each in office.all("person") if is_here(each, day)]
    found: dict[int, list[str]] = {}
    for duty in _certificate_duties(office, day):
        bound = [each for each in staff if not duty.roles.isdisjoint(each.roles)]
        lacking = [each.id for each in bound if held.get((each.id, duty.kind), 0) < duty.count]
        if not duty.people or len(bound) - len(lacking) < duty.people:
            for person_id in lacking:
                found.setdefault(person_id, []).append(duty.kind)
    return [(person, tuple(found[person.id])) for person in staff if person.id in found]


def _certificate_duties(office: Office, day: str) -> list[CertificateDuty]:
    grade = office.agency.grade
    return [each for each in training_law().certificates if each.binds(grade, day)]


# What wants attention

_SEEN = ("course", "person", "present", "hours")
"""What is looked at in an attendance: always the same, so that ten thousand of them are fetched once."""


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Courses without a sign-in, people short of hours before the year ends, certificates that are missing."""
    return [*_unsigned(office, today), *_short_of_hours(office, today), *_uncertified(office, today)]


def unsigned_courses(office: Office, today: datetime.date) -> list[Any]:
    """Courses of this year that are over and to which nobody has signed in (a glance at each)."""
    year, day = current_year(office, today), today.isoformat()
    over = [
        each
        for each in office.glance("course", "kind", "held_on", "hours", "name")
        if each.held_on and each.held_on < day and each.kind != "awareness" and year_of(office, each.held_on) == year
    ]
    if not over:
        return []
    came = {each.course for each in office.glance("attendance", *_SEEN) if each.present}
    return [each for each in over if each.id not in came]


def sign_ins(office: Office) -> dict[int, tuple[int, int]]:
    """Course → (how many came, how many are invited), without reading whole attendances."""
    found: dict[int, tuple[int, int]] = {}
    for each in office.glance("attendance", *_SEEN):
        came, invited = found.get(each.course, (0, 0))
        found[each.course] = (came + bool(each.present), invited + 1)
    return found


def _unsigned(office: Office, today: datetime.date) -> list[Reminder]:
    courses = unsigned_courses(office, today)
    if not courses:
        return []
    return [
        Reminder(
            f"{len(courses)} 場課程辦完了還沒有簽到紀錄",
            "沒有簽到，時數不會計入任何人。",
            "training",
            "courses",
            frozenset(each.id for each in courses),
            min(each.held_on for each in courses),
        )
    ]


def _short_of_hours(office: Office, today: datetime.date) -> list[Reminder]:
    year = current_year(office, today)
    table = hours_of_year(office, year, today)
    if not table.short:
        return []
    days_left = (datetime.date.fromisoformat(table.last_day) - today).days
    verified = all(duty.verified for duty in table.duties)
    why = f"{cited('分級辦法規定的時數', verified)}要在年度結束前補足。"
    if days_left <= _LAST_QUARTER:
        why = f"距年度結束還有 {days_left} 天。{why}"
    ids = frozenset(each.person.id for each in table.short)
    text = f"{len(table.short)} 人 {year} 年度的訓練時數還不足"
    return [Reminder(text, why, "training", "hours", ids, table.last_day)]


def _uncertified(office: Office, today: datetime.date) -> list[Reminder]:
    missing = missing_certificates(office, today)
    if not missing:
        return []
    ids = frozenset(person.id for person, _kinds in missing)
    text = f"{len(missing)} 位資安專職人員缺少有效的證照或證書"
    why = "每位資安專職人員應持有專業證照及職能評量證書各 1 張以上，並持續有效。"
    return [Reminder(text, why, "people", "people", ids)]
