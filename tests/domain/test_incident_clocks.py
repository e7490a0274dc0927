"""The clocks of an incident: across midnight, at the ends of months, when the level changes, and in words."""

import datetime

import pytest

from isms_desktop.domain.incident_clocks import Clock, ClockState, clocks_of, lasting, level_of, next_clock, read_moment
from isms_desktop.domain.incidents import Incident
from isms_desktop.services import library

NOW = library.incident_edition("2026-11-20")


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def clocks(**values: object) -> dict[str, Clock]:
    incident = Incident.make(**{"summary": "斷網", "known_at": "2026-11-20T23:40", **values})
    return {clock.step: clock for clock in clocks_of(incident, NOW)}


def test_an_hour_from_knowing_goes_on_past_midnight() -> None:
    report = clocks()["report"]
    assert report.due == at("2026-11-21T00:40")
    assert report.words(at("2026-11-20T23:58:59")) == "剩 42 分"
    assert report.words(at("2026-11-21T00:40:30")) == "剩 不到 1 分"
    assert report.words(at("2026-11-21T03:50")) == "逾時 3 小時 10 分"
    assert report.due_words() == "115.11.21 00:40 前"


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-20T23:41", ClockState.RUNNING),
        ("2026-11-21T00:25", ClockState.RUNNING),
        ("2026-11-21T00:26", ClockState.SOON),
        ("2026-11-21T00:40", ClockState.SOON),
        ("2026-11-21T00:41", ClockState.OVERDUE),
    ],
)
def test_the_last_quarter_of_the_time_is_soon(now: str, state: ClockState) -> None:
    assert clocks()["report"].state(at(now)) is state


def test_what_is_done_says_when_and_how_long_it_took() -> None:
    done = clocks(reported_at="2026-11-21T00:15")["report"]
    assert done.words(at("2026-11-25T08:00")) == "已於 115.11.21 00:15 完成，用時 35 分"
    assert done.state(at("2026-11-25T08:00")) is ClockState.DONE
    late = clocks(reported_at="2026-11-21T02:00")["report"]
    assert late.words(at("2026-11-25T08:00")) == "已於 115.11.21 02:00 完成，用時 2 小時 20 分，逾時 1 小時 20 分"
    assert late.state(at("2026-11-25T08:00")) is ClockState.LATE
    last_minute = clocks(reported_at="2026-11-21T00:40")["report"]
    assert last_minute.state(at("2026-11-25T08:00")) is ClockState.DONE


@pytest.mark.parametrize(("level", "due"), [("", 72), ("1", 72), ("2", 72), ("3", 36), ("4", 36)])
def test_a_major_incident_is_controlled_in_half_the_time(level: str, due: int) -> None:
    control = clocks(availability=level)["control"]
    assert control.due == at("2026-11-20T23:40") + datetime.timedelta(hours=due)


def test_from_the_second_to_the_third_level_the_time_shrinks_and_the_ciso_meets() -> None:
    before = clocks(confidentiality="2", integrity="0")
    after = clocks(confidentiality="3", integrity="0", regraded_at="2026-11-21T10:00")
    assert (before["control"].due, after["control"].due) == (at("2026-11-23T23:40"), at("2026-11-22T11:40"))
    assert "meeting" not in before and after["meeting"].state(at("2026-11-21T10:00")) is ClockState.OPEN
    assert after["report_again"].due == at("2026-11-21T11:00")
    assert "report_again" not in before


@pytest.mark.parametrize(
    ("done", "due"),
    [
        ("2026-01-31T09:30", "2026-02-28T09:30"),
        ("2028-01-31T09:30", "2028-02-29T09:30"),
        ("2026-03-31T00:00", "2026-04-30T00:00"),
        ("2026-11-30T23:59", "2026-12-30T23:59"),
        ("2026-12-31T12:00", "2027-01-31T12:00"),
        ("2026-02-28T12:00", "2026-03-28T12:00"),
    ],
)
def test_the_report_is_due_a_month_after_control_not_after_discovery(done: str, due: str) -> None:
    final = clocks(known_at="2026-01-02T08:00", controlled_at=done)["final"]
    assert final.due == at(due)


def test_before_control_the_report_does_not_run() -> None:
    final = clocks()["final"]
    assert final.due is None and final.state(at("2030-01-01T00:00")) is ClockState.WAITING
    assert final.words(at("2030-01-01T00:00")) == "完成控制或復原後起算"


def test_a_platform_out_of_reach_asks_for_a_supplement_without_a_number_of_hours() -> None:
    assert "supplement" not in clocks()
    open_one = clocks(platform_down=True)["supplement"]
    assert (open_one.due, open_one.words(at("2026-11-21T00:00")), open_one.due_words()) == (None, "尚未完成", "")
    done = clocks(platform_down=True, supplemented_at="2026-11-21T09:00")["supplement"]
    assert done.words(at("2026-11-22T00:00")) == "已於 115.11.21 09:00 完成"


def test_the_next_clock_is_the_one_that_runs_out_first() -> None:
    running = Incident.make(known_at="2026-11-20T08:00", availability="3")
    assert [step.step for step in clocks_of(running, NOW)] == ["report", "meeting", "control", "final"]
    steps = []
    for key in ("reported_at", "controlled_at", "final_reported_at", "ciso_meeting_at", ""):
        clock = next_clock(clocks_of(running, NOW))
        steps.append(clock.step if clock else "")
        running = running.replace(**{key: "2026-11-20T09:00"}) if key else running
    assert steps == ["report", "control", "final", "meeting", ""]


def test_moments_that_are_none_stop_no_clock_and_start_none() -> None:
    odd = clocks(known_at="不詳", reported_at="當天", controlled_at="9999-12-31T23:00")
    assert odd["report"].due is None and odd["report"].done is None
    assert odd["final"].due is None
    assert read_moment("2026-11-20T10:00+08:00") == at("2026-11-20T10:00")


def test_the_highest_side_is_the_level() -> None:
    assert level_of(Incident.make(confidentiality="1", integrity="3", availability="0")) == 3
    assert level_of(Incident.make(availability="0")) == 0
    assert level_of(Incident.make()) is None
    assert level_of(Incident.make(integrity="輕微", availability="2")) == 2


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "不到 1 分"),
        (42, "42 分"),
        (60, "1 小時"),
        (190, "3 小時 10 分"),
        (24 * 60, "1 天"),
        (27 * 60 + 5, "1 天 3 小時"),
        (2000 * 24 * 60, "2,000 天"),
    ],
)
def test_a_length_of_time_in_words(minutes: int, words: str) -> None:
    assert lasting(datetime.timedelta(minutes=minutes)) == words
