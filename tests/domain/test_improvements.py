"""How far a finding has come, by when, and what the checks say about measures and rounds."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Severity
from isms_desktop.domain.improvements import (
    ActionReview,
    AuditFinding,
    ImprovementAction,
    day_due,
    state_of,
    state_of_finding,
    taken_over,
)
from isms_desktop.domain.rules import OfficeRules

TODAY = datetime.date(2026, 11, 20)
FINDING = AuditFinding(
    id=1, source="audit", kind="nonconformity", content="備份未測試", found_on="2026-09-10", cause="忘了"
)


class Around:
    """A file with these records."""

    def __init__(self, **kinds: list[Any]) -> None:
        self._kinds = kinds

    def find(self, kind: str, record_id: int) -> Any:
        return next((each for each in self._kinds.get(kind, []) if each.id == record_id), None)

    def pointing(self, kind: str, key: str, record_id: int) -> list[Any]:
        return [each for each in self._kinds.get(kind, []) if getattr(each, key) == record_id]


def action(**values: Any) -> ImprovementAction:
    return ImprovementAction(id=1, finding=1, measure="每季測試", **values)


def said(record: Any, rules: OfficeRules, **kinds: list[Any]) -> dict[str, tuple[Severity, str]]:
    around = Around(finding=[FINDING], **kinds)
    return {each.field: (each.severity, each.text) for each in check(record, rules, around)}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"due_on": "2026-12-01"}, "進行中"),
        ({"due_on": "2026-11-20"}, "進行中"),
        ({"due_on": "2026-11-19"}, "逾期"),
        ({"due_on": "2026-11-01", "finished_on": "2026-10-30"}, "待確認"),
        ({"due_on": "2026-11-01", "verdict": "passed"}, "已完成"),
        ({"due_on": "2026-11-01", "verdict": "follow_up", "follow_up_by": "2026-12-31"}, "待追蹤"),
        ({"due_on": "2026-11-01", "verdict": "follow_up"}, "逾期"),
        ({"due_on": "2026-12-01", "verdict": "failed"}, "不合格"),
        ({}, "進行中"),
    ],
)
def test_how_far_a_measure_has_come(values: dict[str, str], state: str) -> None:
    assert state_of(action(**values), TODAY) == state


@pytest.mark.parametrize(
    ("kind", "measures", "state"),
    [
        ("nonconformity", [], "未改善"),
        ("suggestion", [], "供參考"),
        ("nonconformity", [{"verdict": "passed"}, {"due_on": "2026-12-01"}], "改善中"),
        ("nonconformity", [{"verdict": "passed"}, {"due_on": "2026-01-01"}], "逾期"),
        ("suggestion", [{"verdict": "passed"}], "已完成"),
    ],
)
def test_a_finding_is_as_far_as_its_slowest_measure(kind: str, measures: list[dict[str, str]], state: str) -> None:
    assert state_of_finding(kind, [action(**each) for each in measures], TODAY) == state


def test_the_day_that_counts() -> None:
    assert day_due(action(due_on="2026-11-01", verdict="follow_up", follow_up_by="2026-12-01")) == "2026-12-01"
    assert day_due(action(due_on="2026-11-01", verdict="passed")) == ""


def test_dates_before_the_finding_are_wrong(rules: OfficeRules) -> None:
    found = said(action(due_on="2026-09-01", finished_on="2026-09-02"), rules)
    assert found["due_on"] == (Severity.ERROR, "預定完成日早於這項缺失的發現日。")
    assert found["finished_on"][0] is Severity.WARNING
    assert not said(action(due_on="2026-09-10"), rules)


def test_a_verdict_says_when(rules: OfficeRules) -> None:
    assert set(said(action(verdict="follow_up"), rules)) == {"follow_up_by"}
    assert set(said(action(verdict="passed"), rules)) == {"finished_on"}
    review = ActionReview(id=2, action=1, round=1, reviewed_on="2026-10-01", verdict="follow_up")
    assert set(said(review, rules)) == {"follow_up_by"}


def test_rounds_follow_each_other(rules: OfficeRules) -> None:
    first = ActionReview(id=1, action=1, round=1, reviewed_on="2026-10-01")
    second = ActionReview(id=2, action=1, round=2, reviewed_on="2026-09-30", follow_up_by="2026-09-01")
    found = said(second, rules, action_review=[first, second])
    assert found["reviewed_on"] == (Severity.ERROR, "追蹤日早於第 1 次追蹤的日期。")
    assert found["follow_up_by"][0] is Severity.ERROR


def test_a_cause_is_asked_for_a_nonconformity_only(rules: OfficeRules) -> None:
    assert "cause" in said(FINDING.replace(cause=""), rules)
    assert "cause" not in said(FINDING.replace(cause="", kind="suggestion"), rules)


def test_what_a_round_says_about_its_measure() -> None:
    review = ActionReview(action=1, round=1, reviewed_on="2026-10-01", verdict="passed", follow_up_by="2026-12-01")
    assert taken_over(action(), review) == {"verdict": "passed", "follow_up_by": "", "finished_on": "2026-10-01"}
    assert "finished_on" not in taken_over(action(finished_on="2026-09-20"), review)
