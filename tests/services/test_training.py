"""What a new course is proposed to be, the yearly plan, missing certificates, and what wants attention."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attendance, proposals, records, training, training_plan
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def staffed(empty_office: Office) -> Office:
    """A C office: an officer who is a manager too, a CISO, two users and one who has left."""
    people: list[dict[str, Any]] = [
        {"name": "專職甲", "roles": ("security_staff", "manager")},
        {"name": "副首長乙", "roles": ("ciso",)},
        {"name": "同仁丙", "roles": ("user",)},
        {"name": "同仁丁"},
        {"name": "離職戊", "roles": ("user",), "left_on": "2026-02-01"},
    ]
    records.add(empty_office, "person", people, "新增人員")
    return empty_office


def test_a_new_course_gets_its_hours_from_the_times(staffed: Office) -> None:
    rows = [
        {"name": "通識", "starts_at": "09:00", "ends_at": "12:00"},
        {"name": "通識", "starts_at": "09:00", "ends_at": "12:00", "hours": 2.0},
        {"name": "宣導", "kind": "awareness"},
        {"name": "未定"},
    ]
    assert [each.get("hours") for each in proposals.complete(staffed, "course", rows)] == [3.0, 2.0, 0.0, None]


def test_a_line_of_the_plan_gets_this_year_and_the_hours_of_its_kind_of_staff(staffed: Office) -> None:
    kinds = ("security_staff", "it_staff", "user", "manager")
    rows = proposals.complete(staffed, "training_plan", [{"audience": each, "year": 115} for each in kinds])
    assert [each["hours"] for each in rows] == [12, 3, 3, 3]
    [typed] = proposals.complete(staffed, "training_plan", [{"audience": "user", "year": 115, "hours": "另訂"}])
    assert typed["hours"] == "另訂"


def test_nobody_is_counted_under_two_kinds_of_staff(staffed: Office) -> None:
    found = training_plan.headcounts(staffed, 115, TODAY)
    assert dict(found.by_audience) == {"security_staff": 1, "it_staff": 0, "user": 2, "manager": 1}
    assert found.total == 4


def test_two_courses_for_the_same_people_count_them_once_and_typed_numbers_come_first(staffed: Office) -> None:
    rows = [{"year": 115, "audience": "user", "course": name, "hours": 3.0} for name in ("通識", "個資")]
    rows[0]["headcount"] = 47
    records.add(staffed, "training_plan", rows, "新增計畫")
    assert training_plan.headcounts(staffed, 115, TODAY).total == 1 + 0 + 47 + 1


def test_next_years_plan_is_last_years_with_the_year_moved_on(staffed: Office) -> None:
    line = {"year": 114, "audience": "user", "course": "114 年通識", "schedule": "114 年 3 月", "hours": 3.0}
    records.add(staffed, "training_plan", [{**line, "headcount": 40}, {**line, "headcount": "另計"}], "新增計畫")
    training_plan.make_plan(staffed, 115)
    made = [each for each in staffed.all("training_plan") if each.year == 115]
    assert [(each.course, each.schedule, each.headcount) for each in made] == [
        ("115 年通識", "115 年 3 月", None),
        ("115 年通識", "115 年 3 月", "另計"),
    ]
    with pytest.raises(UserError, match="已經有訓練計畫"):
        training_plan.make_plan(staffed, 115)
    records.undo(staffed)
    assert [each.year for each in staffed.all("training_plan")] == [114, 114]


def test_without_a_plan_the_law_proposes_one_for_the_people_there_are(staffed: Office) -> None:
    training_plan.make_plan(staffed, 115)
    made = [(each.audience, each.hours) for each in staffed.all("training_plan")]
    assert made == [("security_staff", 12), ("user", 3), ("manager", 3)]


def test_an_officer_lacks_what_they_do_not_hold_today(staffed: Office) -> None:
    assert [(person.id, kinds) for person, kinds in training.missing_certificates(staffed, TODAY)] == [
        (1, ("professional", "competency"))
    ]
    held = {"person": 1, "name": "證照"}
    expired, valid = {"kind": "professional", "expires_on": "2026-11-19"}, {"kind": "competency"}
    records.add(staffed, "certificate", [{**held, **expired}, {**held, **valid, "name": "證書"}], "新增")
    assert [kinds for _person, kinds in training.missing_certificates(staffed, TODAY)] == [("professional",)]
    records.change(staffed, "agency", {1: {"grade": "D"}}, "降為 D 級")
    assert training.missing_certificates(staffed, TODAY) == []


def said(office: Office, today: datetime.date = TODAY) -> dict[str, Any]:
    """View → its reminder."""
    return {each.view: each for each in training.reminders(office, today)}


def test_what_wants_attention(staffed: Office) -> None:
    values = {"name": "通識", "kind": "general", "held_on": "2026-03-18", "hours": 3.0}
    records.add(staffed, "course", [values, {**values, "held_on": "2026-12-01"}], "新增課程")
    records.add(staffed, "course", [{**values, "kind": "awareness"}, {**values, "held_on": "2025-03-18"}], "新增課程")
    found = said(staffed)
    assert found["courses"].ids == {1} and found["courses"].text.startswith("1 場課程")
    assert found["hours"].ids == {1, 2, 3, 4} and found["hours"].due == "2026-12-31"
    assert "還有 41 天" in found["hours"].why
    assert "天" not in said(staffed, datetime.date(2026, 3, 1))["hours"].why
    assert found["people"].ids == {1}


def test_nothing_is_said_when_all_is_done(staffed: Office) -> None:
    for kind in ("general", "professional"):
        values = {"name": kind, "kind": kind, "held_on": "2026-03-18", "hours": 12.0}
        [made] = records.add(staffed, "course", [values], "新增課程").added
        attendance.invite(staffed, made, [1, 2, 3, 4], present=True)
    held = [{"person": 1, "name": each, "kind": each} for each in ("professional", "competency")]
    records.add(staffed, "certificate", held, "新增")
    assert said(staffed) == {}


def test_a_certificate_counts_to_its_last_day(staffed: Office) -> None:
    held = [
        {"person": 1, "kind": "professional", "name": "主導稽核員", "expires_on": "2026-11-20"},
        {"person": 1, "kind": "competency", "name": "職能評量", "expires_on": "2026-11-20"},
    ]
    records.add(staffed, "certificate", held, "新增")
    assert training.missing_certificates(staffed, TODAY) == []
    [(person, kinds)] = training.missing_certificates(staffed, TODAY + datetime.timedelta(days=1))
    assert (person.id, kinds) == (1, ("professional", "competency"))


def test_in_108_one_certificate_was_enough_for_the_whole_office(staffed: Office) -> None:
    records.add(staffed, "person", [{"name": "專職己", "roles": ("security_staff",)}], "新增")
    then = datetime.date(2019, 6, 1)
    assert len(training.missing_certificates(staffed, then)) == 2
    records.add(staffed, "certificate", [{"person": 1, "kind": "professional", "name": "主導稽核員"}], "新增")
    assert training.missing_certificates(staffed, then) == []


def test_a_course_of_today_may_still_be_signed(staffed: Office) -> None:
    records.add(staffed, "course", [{"name": "通識", "kind": "general", "held_on": "2026-11-20", "hours": 3.0}], "新增")
    assert not training.unsigned_courses(staffed, TODAY)
    assert len(training.unsigned_courses(staffed, TODAY + datetime.timedelta(days=1))) == 1
