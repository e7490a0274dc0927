"""Courses: hours from the times, and what the checks say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.checks import check
from isms_desktop.domain.training import Course, hours_between


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("08:00", "09:00", 1),
        ("09:00", "09:50", 1),
        ("09:00", "12:00", 3),
        ("09:00", "16:00", 6),
        ("13:30", "16:30", 3),
        ("09:00", "10:30", 1.5),
        ("10:00", "10:00", None),
        ("16:00", "09:00", None),
        ("", "12:00", None),
    ],
)
def test_hours_follow_from_the_times(start: str, end: str, hours: float | None) -> None:
    assert hours_between(start, end) == hours


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_hours_are_never_longer_than_the_time_by_more_than_a_break(first: int, last: int) -> None:
    hours = hours_between(f"{first // 60:02}:{first % 60:02}", f"{last // 60:02}:{last % 60:02}")
    assert hours is None or (hours >= 0.5 and hours * 60 <= max(30, last - first + 30))


def said(rules: object, **values: object) -> dict[str, str]:
    course = Course(**{"name": "通識", "kind": "general", "held_on": "2026-03-01", "hours": 3.0, **values})
    return {each.field: str(each) for each in check(course, rules)}


def test_a_course_that_ends_before_it_starts_is_refused_at_the_field(rules: object) -> None:
    assert "結束時間早於開始時間" in said(rules, starts_at="12:00", ends_at="09:00")["ends_at"]
    assert "結束日期早於日期" in said(rules, ends_on="2026-02-01")["ends_on"]
    assert "課程名稱是空白的" in said(rules, name="")["name"]


def test_more_hours_than_the_times_allow_are_said_but_not_over_several_days(rules: object) -> None:
    times = {"starts_at": "09:00", "ends_at": "12:00", "hours": 6.0}
    assert "比起訖時間還長" in said(rules, **times)["hours"]
    assert "hours" not in said(rules, **times, ends_on="2026-03-02")


def test_hours_that_count_for_nobody_are_said_except_for_an_awareness_event(rules: object) -> None:
    assert "不會計入" in said(rules, hours=0.0)["hours"]
    assert "不會計入任何年度" in said(rules, held_on="")["held_on"]
    assert said(rules, kind="awareness", hours=0.0, held_on="") == {}
