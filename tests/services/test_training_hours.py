"""時數統計: what counts, in which year, against what is asked, and who is short by how much."""

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from isms_desktop.services import attendance, records, training_hours
from isms_desktop.services.offices import Office
from isms_desktop.services.training_hours import PersonHours, hours_of_year, span_of, staff_of, year_of

TODAY = datetime.date(2026, 11, 20)
OFFICER, IT, USER = 1, 2, 3


@pytest.fixture
def staffed(empty_office: Office) -> Office:
    """A C office with a full-time officer, one of IT and a user, all there for years."""
    people: list[dict[str, Any]] = [
        {"name": "專職甲", "roles": ("security_staff", "manager")},
        {"name": "資訊乙", "roles": ("it_staff",)},
        {"name": "同仁丙", "roles": ("user",)},
    ]
    records.add(empty_office, "person", [{**each, "joined_on": "2015-01-01"} for each in people], "新增人員")
    return empty_office


def course(office: Office, kind: str, hours: float, day: str, *people: int) -> int:
    """A course of that kind to which these people came."""
    values = {"name": f"{kind} {day}", "kind": kind, "hours": hours, "held_on": day}
    [made] = records.add(office, "course", [values], "新增課程").added
    if people:
        attendance.invite(office, made, people, present=True)
    return made


def row(office: Office, person: int, year: int = 115) -> PersonHours:
    return next(each for each in hours_of_year(office, year, TODAY).people if each.person.id == person)


def missing(office: Office, person: int, year: int = 115) -> dict[str, float]:
    return {each.duty.id: each.missing for each in row(office, person, year).short}


def test_who_has_done_nothing_lacks_all_that_is_asked_of_their_kind(staffed: Office) -> None:
    assert missing(staffed, OFFICER) == {"security_staff": 12}
    assert missing(staffed, IT) == {"it_staff_professional": 3, "it_staff_general": 3}
    assert missing(staffed, USER) == {"users": 3}
    assert hours_of_year(staffed, 115, TODAY).counts() == {
        "資安專職人員": (1, 0),
        "資訊人員": (1, 0),
        "一般使用者及主管": (1, 0),
    }


def test_professional_and_competency_hours_add_up_for_the_officer_and_are_no_general_ones(staffed: Office) -> None:
    course(staffed, "professional", 6, "2026-05-06", OFFICER, USER)
    course(staffed, "competency", 5, "2026-06-10", OFFICER)
    assert missing(staffed, OFFICER) == {"security_staff": 1}
    assert missing(staffed, USER) == {"users": 3}
    course(staffed, "general", 3, "2026-07-01", OFFICER, USER)
    assert missing(staffed, OFFICER) == {"security_staff": 1}
    assert row(staffed, USER).short == ()
    assert row(staffed, OFFICER).by_kind == {"professional": 6, "competency": 5, "general": 3}


def test_only_who_signed_in_counts_and_hours_of_ones_own_come_before_the_courses(staffed: Office) -> None:
    made = course(staffed, "general", 3, "2026-03-18", USER)
    seat = attendance.roster(staffed, made)[0].id
    attendance.set_hours(staffed, seat, "1.5")
    assert missing(staffed, USER) == {"users": 1.5}
    attendance.mark(staffed, [seat], False)
    assert missing(staffed, USER) == {"users": 3}


def test_tenths_of_hours_leave_no_crumbs(staffed: Office) -> None:
    for place in range(10):
        course(staffed, "general", 0.3, f"2026-03-{place + 1:02}", USER)
    assert missing(staffed, USER) == {}


def test_awareness_events_demand_and_give_nothing(staffed: Office) -> None:
    course(staffed, "awareness", 3, "2026-09-01", USER)
    assert missing(staffed, USER) == {"users": 3}


def test_two_years_count_together_where_the_law_says_two_years(staffed: Office) -> None:
    course(staffed, "professional", 3, "2025-10-02", IT)
    course(staffed, "general", 3, "2026-03-18", IT)
    assert missing(staffed, IT) == {}
    assert "it_staff_professional" not in missing(staffed, IT, 114)
    assert missing(staffed, IT, 116) == {"it_staff_professional": 3, "it_staff_general": 3}


def test_who_has_just_come_has_two_years_for_the_hours_of_two_years(staffed: Office) -> None:
    records.change(staffed, "person", {IT: {"joined_on": "2026-02-01"}}, "修改")
    assert set(missing(staffed, IT)) == {"it_staff_general"}
    [later] = row(staffed, IT).later
    assert (later.until, later.missing) == (116, 3)
    assert "it_staff_professional" in missing(staffed, IT, 116)


def test_what_binds_a_d_office_only_since_115_is_not_overdue_in_115(staffed: Office) -> None:
    records.change(staffed, "agency", {1: {"grade": "D"}}, "降為 D 級")
    assert set(missing(staffed, IT)) == {"it_staff_general"}
    assert row(staffed, IT).later[0].until == 116
    assert missing(staffed, IT, 114) == {"users": 3}
    assert missing(staffed, OFFICER) == {"users": 3}


def test_year_108_asks_twelve_hours_of_one_only(staffed: Office) -> None:
    course(staffed, "professional", 6, "2019-05-06", IT)
    assert missing(staffed, IT, 108) == {"security_staff": 6}  # who is nearest to it
    assert missing(staffed, OFFICER, 108) == {}
    course(staffed, "professional", 6, "2019-08-06", IT)
    assert missing(staffed, IT, 108) == missing(staffed, OFFICER, 108) == {}


def test_the_office_year_decides_which_year_a_course_belongs_to(staffed: Office) -> None:
    records.change(staffed, "agency", {1: {"year_starts": 8}}, "學年度")
    assert span_of(staffed, 115) == ("2026-08-01", "2027-07-31")
    assert (year_of(staffed, "2026-07-31"), year_of(staffed, "2026-08-01"), year_of(staffed, "")) == (114, 115, None)
    course(staffed, "general", 3, "2026-07-31", USER)
    assert missing(staffed, USER, 114) == {} and missing(staffed, USER, 115) == {"users": 3}
    records.change(staffed, "agency", {1: {"year_starts": 1}}, "曆年")
    assert span_of(staffed, 115) == ("2026-01-01", "2026-12-31")


def test_who_has_left_or_not_come_yet_is_not_asked(staffed: Office) -> None:
    records.change(staffed, "person", {USER: {"left_on": "2026-06-30"}, IT: {"joined_on": "2026-12-01"}}, "異動")
    assert [each.id for each in staff_of(staffed, 115, TODAY)] == [OFFICER]
    assert [each.id for each in staff_of(staffed, 114, TODAY)] == [OFFICER, USER]


def test_the_table_goes_into_a_spreadsheet_with_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "時數.xlsx"
    assert training_hours.export(path, "115年度訓練時數", ["姓名", "通識"], [["同仁丙", 3.0], ["資訊乙", 0.0]]) == 2
    sheet = openpyxl.load_workbook(path).active
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["姓名", "通識"],
        ["同仁丙", 3],
        ["資訊乙", 0],
    ]


def test_courses_before_the_years_that_count_are_not_listed(staffed: Office) -> None:
    course(staffed, "professional", 3, "2024-12-31", IT)
    course(staffed, "professional", 3, "2025-01-01", IT)
    assert [each.year for each in row(staffed, IT).taken] == [114]
