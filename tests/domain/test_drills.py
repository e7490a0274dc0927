"""情資與演練: what stays open, and rates against the target that the office has set itself."""

from typing import Any

import pytest

from isms_desktop.domain.checks import check
from isms_desktop.domain.drills import Drill, Intelligence, missed_targets
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.services import library


@pytest.fixture
def ambitious(rules: OfficeRules) -> OfficeRules:
    """An office with the targets of seed 003: below 5 % and 2 %."""
    return rules._replace(profile=library.profiles()["city-bureau-c"])


class Around:
    """Only rules."""

    def __init__(self, rules: OfficeRules) -> None:
        self.rules = rules


def goal(rules: OfficeRules, **values: Any) -> Any:
    field = Drill.record_type.field("goal")
    assert field.compute
    return field.compute(Drill.make(kind="social", held_on="2026-05-12", **values), Around(rules))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rates", "word"),
    [
        ({"open_rate": 4.9, "click_rate": 1.9}, "達成"),
        ({"open_rate": 5.0, "click_rate": 0.0}, "未達目標"),
        ({"open_rate": 1.0, "click_rate": 2.0}, "未達目標"),
        ({"open_rate": 4.0}, "達成"),
        ({}, ""),
    ],
)
def test_the_rates_have_to_stay_below_the_target(rates: dict[str, float], word: str, ambitious: OfficeRules) -> None:
    assert goal(ambitious, **rates) == word


def test_an_office_without_targets_misses_none(rules: OfficeRules) -> None:
    assert goal(rules, open_rate=60.0) == ""
    assert check(Drill.make(kind="social", held_on="2026-05-12", open_rate=60.0), rules) == []


def test_what_was_missed_is_said_where_the_improvement_belongs(ambitious: OfficeRules) -> None:
    drill = Drill.make(kind="social", held_on="2026-05-12", open_rate=6.2, click_rate=1.0)
    assert missed_targets(drill, ambitious) == ["開啟率 6.2%（目標低於 5%）"]
    [finding] = check(drill, ambitious)
    assert finding.field == "improvement" and "6.2%" in finding.text
    assert not check(drill.replace(improvement="再宣導一次"), ambitious)


def test_clicks_are_among_the_opened(rules: OfficeRules) -> None:
    drill = Drill.make(kind="social", held_on="2026-05-12", open_rate=1.0, click_rate=3.0)
    assert [each.field for each in check(drill, rules)] == ["click_rate"]


def test_finished_intelligence_tells_what_was_made_of_it(rules: OfficeRules) -> None:
    came = Intelligence.make(received_on="2026-05-12", kind="message", summary="路由器漏洞")
    assert check(came, rules) == []
    done = came.replace(done_on="2026-05-13")
    assert {each.field for each in check(done, rules)} == {"impact", "measures"}
    assert not check(done.replace(impact="沒有這種設備", measures="無"), rules)
    assert [each.field for each in check(came.replace(done_on="2026-05-01", impact="x", measures="x"), rules)] == [
        "done_on"
    ]
