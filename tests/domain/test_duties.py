"""When duties fall due: in a calendar year, in a school year, and as parts of a year."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.duties import duty_from_table, occurrences, owed
from isms_desktop.domain.tasks import STATES, Task, due_words, state_of

TODAY = datetime.date(2026, 11, 20)
TABLE = {
    "id": "privileged",
    "name": "清查特權帳號",
    "subject": "日常維運",
    "basis": "計畫",
    "grades": ["C"],
    "cycle": "quarterly",
    "due": ["03-31", "06-30", "09-30", "12-31"],
    "why": "。",
    "source": "計畫",
    "edition": "seed",
    "verified": True,
}


def test_quarters_are_named_and_told_apart() -> None:
    found = list(occurrences(duty_from_table(TABLE), 115))
    assert [each.name for each in found] == [f"清查特權帳號（第 {quarter} 季）" for quarter in (1, 2, 3, 4)]
    assert [each.key for each in found] == [f"privileged/115-{place}" for place in (1, 2, 3, 4)]
    assert [each.due_on for each in found] == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]


def test_a_year_that_starts_in_august_ends_in_the_next_calendar_year() -> None:
    days = [each.due_on for each in occurrences(duty_from_table(TABLE), 115, starts=8)]
    assert days == ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]


def test_the_last_of_february_stays_the_last() -> None:
    duty = duty_from_table({**TABLE, "cycle": "yearly", "due": ["02-28"]})
    assert [each.due_on for year in (115, 117) for each in occurrences(duty, year)] == ["2026-02-28", "2028-02-29"]


def test_an_office_s_own_duty_takes_the_place_of_the_general_one() -> None:
    general = duty_from_table(TABLE)
    own = duty_from_table({**TABLE, "id": "own", "profiles": ["city"], "replaces": "privileged"})
    assert owed([general, own], "C", "city") == [own]
    assert owed([general, own], "C", "school") == [general]
    assert owed([general, own], "D", "school") == []


@pytest.mark.parametrize(
    ("due", "done", "state", "words"),
    [
        ("2026-11-08", "", "overdue", "逾期 12 天"),
        ("2026-11-20", "", "this_month", "今天到期"),
        ("2026-11-25", "", "this_month", "還有 5 天"),
        ("2026-12-01", "", "later", "還有 11 天"),
        ("", "", "later", ""),
        ("2026-11-08", "2026-11-30", "done", ""),
    ],
)
def test_a_task_is_late_due_this_month_later_or_done(due: str, done: str, state: str, words: str) -> None:
    task = Task.make(name="盤點", due_on=due, done_on=done)
    assert state_of(task, TODAY) == state
    assert due_words(task, TODAY) == words


@given(st.dates(min_value=datetime.date(1912, 1, 1)), st.dates(min_value=datetime.date(1912, 1, 1)))
def test_a_task_with_a_day_is_always_in_exactly_one_state(due: datetime.date, today: datetime.date) -> None:
    task = Task.make(name="盤點", due_on=due.isoformat())
    assert state_of(task, today) in {each.value for each in STATES}
    assert (state_of(task, today) == "overdue") == (due < today) == due_words(task, today).startswith("逾期")
