"""What the checks of the year's registers say, at which field."""

import datetime

import pytest

from isms_desktop.domain.access import AccessEntry
from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Severity
from isms_desktop.domain.management import TOPICS, Meeting
from isms_desktop.domain.objectives import Objective, is_met
from isms_desktop.domain.operations import Disposal, RoomLog
from isms_desktop.domain.requests import RemoteAccess, opening_state
from isms_desktop.domain.systems import System, protection_level

OPENING = {
    "applicant": "周永康",
    "source": "203.0.113.8",
    "target": "10.1.2.20",
    "ports": "443",
    "protocol": "TCP",
    "starts_on": "2026-11-01",
    "ends_on": "2026-11-15",
}


def said(record, severity=Severity.ERROR) -> set[str]:
    return {each.field for each in check(record, _Rules()) if each.severity is severity}


class _Rules:
    """No lists, no scales: these checks ask for neither."""

    def choices(self, _name):
        return ()

    def scale_range(self, _scale):
        return None


def test_fifteen_days_are_allowed_and_sixteen_are_not() -> None:
    assert said(RemoteAccess.make(**OPENING)) == set()
    assert said(RemoteAccess.make(**OPENING | {"ends_on": "2026-11-16"})) == {"ends_on"}


def test_an_opening_does_not_end_before_it_starts_nor_is_it_closed_before() -> None:
    assert said(RemoteAccess.make(**OPENING | {"ends_on": "2026-10-30"})) == {"ends_on"}
    assert said(RemoteAccess.make(**OPENING | {"closed_on": "2026-10-30"})) == {"closed_on"}


@pytest.mark.parametrize(
    "words", ["Any", "ＡＮＹ", "all", "全部", "任何any", "*", "*.*.*.*", "0.0.0.0/0", "::/0", "1-65535", "不限"]
)
@pytest.mark.parametrize("key", ["source", "target", "ports", "protocol"])
def test_nobody_opens_everything_however_it_is_written(key: str, words: str) -> None:
    assert said(RemoteAccess.make(**OPENING | {key: words})) == {key}


@pytest.mark.parametrize("words", ["company-a", "10.0.0.0/24", "10.10.0.0", "fe80::1", "8443", "Wallaby VPN"])
def test_what_only_looks_like_it_is_no_fault(words: str) -> None:
    assert said(RemoteAccess.make(**OPENING | {"target": words})) == set()


def test_what_is_left_open_is_asked_for() -> None:
    bare = RemoteAccess.make(applicant="周永康", starts_on="2026-11-01")
    assert said(bare, Severity.WARNING) == {"source", "ends_on"}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "unclosed"),
        ({"ends_on": "2026-11-20"}, "open"),
        ({"starts_on": "2026-11-21", "ends_on": "2026-11-30"}, "planned"),
        ({"closed_on": "2026-11-16"}, "closed"),
    ],
)
def test_an_opening_says_how_it_stands(changes: dict[str, str], state: str) -> None:
    assert opening_state(RemoteAccess.make(**OPENING | changes), datetime.date(2026, 11, 20)) == state


def test_nobody_leaves_before_entering() -> None:
    visit = {"name": "周永康", "entered_on": "2026-11-20", "entered_at": "14:00"}
    assert said(AccessEntry.make(**visit, left_at="13:59")) == {"left_at"}
    assert said(AccessEntry.make(**visit, left_at="14:00")) == set()


def test_a_fault_in_the_machine_room_is_explained() -> None:
    assert said(RoomLog.make(logged_on="2026-11-20", cooling="abnormal"), Severity.WARNING) == {"remarks"}
    assert said(RoomLog.make(logged_on="2026-11-20"), Severity.WARNING) == set()


def test_data_are_erased_under_eyes() -> None:
    assert said(Disposal.make(asset=1), Severity.WARNING) == {"erasure"}
    assert said(Disposal.make(asset=1, erasure="destroy"), Severity.WARNING) == {"witness"}
    assert said(Disposal.make(asset=1, erasure="none"), Severity.WARNING) == set()


def test_a_review_discusses_all_eight_topics_and_decides() -> None:
    every = tuple(each.value for each in TOPICS)
    assert len(every) == 8
    assert said(Meeting.make(held_on="2026-11-20", topics=every, decisions="照案通過"), Severity.WARNING) == set()
    assert said(Meeting.make(held_on="2026-11-20", topics=every), Severity.WARNING) == {"decisions"}
    [found] = check(Meeting.make(held_on="2026-11-20", topics=every[1:], decisions="洽悉"), _Rules())
    assert found.field == "topics"
    assert TOPICS[0].label in found.text


def test_a_target_that_can_be_measured() -> None:
    target = Objective.make(statement="可用性", operator="at_least", target=99.97)
    assert [is_met(target, each) for each in (99.97, 99.96, "無", None)] == [True, False, None, None]
    assert said(Objective.make(statement="可用性"), Severity.WARNING) == {"target"}
    assert said(Objective.make(statement="意識", kind="qualitative"), Severity.WARNING) == set()


def test_a_system_is_as_high_as_its_highest_side() -> None:
    assert protection_level(System.make(name="甲")) == ""
    assert protection_level(System.make(name="甲", confidentiality="普", availability="高", compliance="中")) == "高"
