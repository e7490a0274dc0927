"""Which year an office is in."""

import datetime

import pytest

from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year, risk_years


@pytest.mark.parametrize(
    ("starts", "today", "year"),
    [
        (1, "2026-01-01", 115),
        (1, "2026-12-31", 115),
        (8, "2026-07-31", 114),
        (8, "2026-08-01", 115),
        (12, "2026-11-30", 114),
        (None, "2026-05-01", 115),
    ],
)
def test_a_year_is_named_after_the_calendar_year_in_which_it_starts(
    starts: int | None, today: str, year: int, desk: Office
) -> None:
    records.change(desk, "agency", {1: {"year_starts": starts}}, "年度起月")
    assert current_year(desk, datetime.date.fromisoformat(today)) == year


def test_years_with_risks_and_this_one_newest_first(weighed: Office) -> None:
    this = current_year(weighed)
    assert risk_years(weighed) == [this, this - 1]
    records.delete(weighed, "risk", [2], "刪除", with_dependents=True)
    assert risk_years(weighed) == [this, this - 1]
