"""民國 dates: whatever a clerk or a sheet writes for a day is that day, and nothing else ever is."""

import contextlib
import datetime
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain import rocdate
from isms_desktop.domain.findings import UserError

FIRST, LAST = datetime.date(1912, 1, 1), datetime.date(2910, 12, 31)
"""民國 1 to 999: from 1000 on the short form would be read as a 西元 year."""

NUMERALS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = f"{NUMERALS[hundreds]}百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 and not hundreds else NUMERALS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (NUMERALS[ones] if ones else "")


def _in_chinese(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    year, month, of_month = (_chinese(part) for part in (rocdate.roc_year(day), day.month, day.day))
    return f"中華民國{year}年{month}月{of_month}日"


def _run_together(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{rocdate.roc_year(day):03}{day.month:02}{day.day:02}"


FORMS: dict[str, Callable[[str], object]] = {
    "113.5.1": rocdate.write,
    "113/5/1": lambda iso: rocdate.write(iso, "/"),
    "1130501": _run_together,
    "中華民國113年5月1日": rocdate.write_long,
    "民國113年5月1日": lambda iso: rocdate.write_long(iso).removeprefix("中華"),
    "113年5月1日": lambda iso: rocdate.write_long(iso).removeprefix("中華民國"),
    "中華民國一百一十三年五月一日": _in_chinese,
    "2024-05-01": str,
    "20240501": lambda iso: iso.replace("-", ""),
    "2024/05/01 08:30": lambda iso: iso.replace("-", "/") + " 08:30",
    "2024-05-01T00:00:00": lambda iso: iso + "T00:00:00",
    "a date": datetime.date.fromisoformat,
    "a moment": datetime.datetime.fromisoformat,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(day=st.dates(FIRST, LAST))
def test_a_day_written_in_any_usual_form_is_read_as_that_day(form: Callable[[str], object], day: datetime.date) -> None:
    assert rocdate.read(form(day.isoformat())) == day.isoformat()


@pytest.mark.parametrize(
    "written",
    [
        "113/5/1", "113.5.1", "113-05-01", "1130501", "民國113年5月1日", "中華民國一百一十三年五月一日", "2024-05-01",
        "2024/5/1", "20240501", "１１３／５／１", " 113 年 5 月 1 日 ", "民國 113 年 05 月 01 日", "一一三年五月一日",
        "113/5/1 08:30", 1130501, 1130501.0, 20240501, 45413, 45413.75,
        datetime.datetime.fromisoformat("2024-05-01T13:05"),
    ],
)  # fmt: skip
def test_the_first_of_may_113_in_the_hand_of_every_clerk(written: object) -> None:
    assert rocdate.read(written) == "2024-05-01"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("民國元年1月1日", "1912-01-01"),
        ("990501", "2010-05-01"),
        ("0990501", "2010-05-01"),
        ("99年12月31日", "2010-12-31"),
        ("中華民國一百零三年十二月三十一日", "2014-12-31"),
        ("中華民國一百年十月二十日", "2011-10-20"),
        ("二〇二四年五月一日", "2024-05-01"),
        ("113/2/29", "2024-02-29"),
    ],
)
def test_odd_but_right_ways_to_write_a_day(written: str, iso: str) -> None:
    assert rocdate.read(written) == iso


@pytest.mark.parametrize("nothing", [None, "", "  ", "　"])
def test_nothing_written_is_no_day(nothing: object) -> None:
    assert rocdate.read(nothing) == ""


@pytest.mark.parametrize("written", ["民國0年5月1日", "0/5/1", "0000501", "0000-05-01", "民國〇年一月一日"])
def test_there_is_no_year_zero(written: str) -> None:
    with pytest.raises(UserError, match="沒有民國 0 年"):
        rocdate.read(written)


@pytest.mark.parametrize("written", ["114/2/29", "113/13/1", "113/4/31", "113/0/1", "113/5/0", "1130532", "2023-02-30"])
def test_a_day_that_does_not_exist_is_refused(written: str) -> None:
    with pytest.raises(UserError, match="沒有這一天"):
        rocdate.read(written)


@pytest.mark.parametrize(
    "written",
    [
        "不詳", "113年", "113/5", "5/1", "113/5/1/2", "約113/5/1", "-113/5/1", "12345", "民國前1年1月1日", True, 0, -1,
        113.51, 12.5, 1e300, float("nan"), float("inf"), float("-inf"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_an_example(written: object) -> None:
    with pytest.raises(UserError) as refusal:
        rocdate.read(written)
    assert "113/5/1" in refusal.value.advice


def test_a_western_year_behind_the_word_minguo_is_a_slip_not_the_year_3935() -> None:
    with pytest.raises(UserError, match="民國2024年"):
        rocdate.read("民國2024年5月1日")


@given(
    st.one_of(st.text(), st.floats(), st.integers(), st.text("民國年月日〇一二三四五六七八九十百千0123456789/.-T: "))
)
def test_whatever_is_given_is_a_day_or_a_refusal_in_words(raw: object) -> None:
    with contextlib.suppress(UserError):
        iso = rocdate.read(raw)
        assert iso == "" or datetime.date.fromisoformat(iso).isoformat() == iso


@pytest.mark.parametrize("cell", ["一" * 100_000, "9" * 100_000, "1" + " " * 100_000 + "1", "T" * 100_000 + "1"])
def test_a_cell_of_a_hundred_thousand_characters_is_refused_at_once(cell: str) -> None:
    with pytest.raises(UserError) as refusal:
        rocdate.read(cell)
    assert len(str(refusal.value)) < 100


def test_papers_and_lists_write_their_own_form() -> None:
    assert rocdate.write("2024-05-01") == "113.5.1"
    assert rocdate.write_long("2024-05-01") == "中華民國113年5月1日"
    assert rocdate.write_spaced("2024-05-01") == "113 年 5 月 1 日"
    assert rocdate.write_moment("2024-05-01T08:30:59") == "113.5.1 08:30"
    assert rocdate.write_moment("2024-05-01") == "113.5.1"
    assert rocdate.roc_year(datetime.date(1912, 1, 1)) == 1


@pytest.mark.parametrize("legacy", ["", "不詳", "113年間", "1911-12-31", "1900-01-01"])
def test_what_has_no_minguo_form_is_written_as_it_stands(legacy: str) -> None:
    assert rocdate.write(legacy) == legacy
    assert rocdate.write_long(legacy) == legacy
    assert rocdate.write_spaced(legacy) == legacy


@pytest.mark.parametrize(
    ("iso", "left", "words"),
    [
        ("2026-11-08", -12, "逾期 12 天"),
        ("2026-11-20T23:59", 0, "今天到期"),
        ("2026-11-21", 1, "還有 1 天"),
        ("", None, ""),
        ("以後", None, ""),
    ],
)
def test_how_far_away_a_day_is(iso: str, left: int | None, words: str) -> None:
    today = datetime.date(2026, 11, 20)
    assert (rocdate.days_until(iso, today), rocdate.until(iso, today)) == (left, words)


@given(day=st.dates(FIRST, LAST), clock=st.times(), months=st.integers(-24, 24))
def test_so_many_months_later_is_the_same_day_or_the_last_one(
    day: datetime.date, clock: datetime.time, months: int
) -> None:
    then = rocdate.months_after(datetime.datetime.combine(day, clock), months)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == months
    assert then.time() == clock and then.day <= day.day
    assert then.day == day.day or (then + datetime.timedelta(days=1)).day == 1


def test_a_leap_day_has_a_year_later_too_and_what_is_no_day_has_none() -> None:
    assert rocdate.later("2024-02-29", 12) == "2025-02-28"
    assert rocdate.later("無", 12) == rocdate.later("", 12) == rocdate.later("9999-12-31", 1) == ""
