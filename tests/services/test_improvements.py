"""From a finding to its end: measures, rounds, what is overdue."""

import datetime

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import improvements, proposals, records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def finding(empty_office: Office) -> int:
    row = {"source": "superior", "kind": "nonconformity", "content": "備份未測試", "found_on": "2026-09-10"}
    return records.add(empty_office, "finding", [row], "新增").added[0]


@pytest.fixture
def measure(empty_office: Office, finding: int) -> int:
    return improvements.add_action(empty_office, finding, "procedure", "每季測試一次").added[0]


def texts(office: Office) -> list[str]:
    return [each.text for each in improvements.reminders(office, TODAY)]


def reminder(office: Office, words: str) -> Reminder:
    return next(each for each in improvements.reminders(office, TODAY) if words in each.text)


def test_a_measure_needs_words(empty_office: Office, finding: int) -> None:
    with pytest.raises(UserError, match="改善措施不能是空白"):
        improvements.add_action(empty_office, finding, "management", "  ")
    assert not empty_office.all("action")


def test_whoever_answers_for_one_measure_answers_for_the_next(empty_office: Office, finding: int, measure: int) -> None:
    records.change(empty_office, "action", {measure: {"responsible": "王小明"}}, "改")
    improvements.add_action(empty_office, finding, "technical", "加裝異地備份")
    assert [each.responsible for each in improvements.actions_of(empty_office, finding)] == ["王小明", "王小明"]


def test_rounds_count_up_and_speak_for_the_measure(empty_office: Office, measure: int) -> None:
    first = improvements.add_round(empty_office, measure, TODAY).added[0]
    records.change(empty_office, "action_review", {first: {"follow_up_by": "2026-12-31"}}, "改")
    records.change(empty_office, "action_review", {first: {"verdict": "follow_up"}}, "改")
    found = empty_office.find("action", measure)
    assert (found.verdict, found.follow_up_by) == ("follow_up", "2026-12-31")

    later = TODAY + datetime.timedelta(days=20)
    changed = improvements.add_round(empty_office, measure, later, {"verdict": "passed"})
    found = empty_office.find("action", measure)
    assert (found.verdict, found.follow_up_by, found.finished_on) == ("passed", "", later.isoformat())
    assert [each.round for each in improvements.reviews_of(empty_office, measure)] == [1, 2]
    assert changed.touches("action")
    records.undo(empty_office)
    assert empty_office.find("action", measure).verdict == "follow_up"


def test_the_newest_round_with_a_verdict_counts(empty_office: Office, measure: int) -> None:
    first = improvements.add_round(empty_office, measure, TODAY, {"verdict": "failed"}).added[0]
    improvements.add_round(empty_office, measure, TODAY, {"verdict": "passed"})
    records.change(empty_office, "action_review", {first: {"progress": "補充說明"}}, "改")
    assert empty_office.find("action", measure).verdict == "passed"


def test_the_same_round_twice_is_refused(empty_office: Office, measure: int) -> None:
    improvements.add_round(empty_office, measure, TODAY)
    row = {"action": measure, "round": 1, "reviewed_on": "2026-11-21"}
    with pytest.raises(UserError):
        records.add(empty_office, "action_review", [row], "新增")


def test_a_measure_due_before_the_finding_is_refused(empty_office: Office, measure: int) -> None:
    with pytest.raises(UserError, match="預定完成日早於這項缺失的發現日"):
        records.change(empty_office, "action", {measure: {"due_on": "2026-09-01"}}, "改")


def test_closing_a_measure_is_one_step(empty_office: Office, measure: int) -> None:
    improvements.close(empty_office, measure, TODAY)
    found = empty_office.find("action", measure)
    assert (found.verdict, found.finished_on) == ("passed", "2026-11-20")
    records.undo(empty_office)
    assert not empty_office.find("action", measure).verdict


# What new rows begin with


def test_findings_are_numbered_through_the_year(empty_office: Office) -> None:
    first = proposals.complete(
        empty_office, "finding", [{"found_on": "2026-03-01"}, {"found_on": "2025-12-01"}, {"found_on": "2026-04-01"}]
    )
    assert [row["number"] for row in first] == ["115-01", "114-01", "115-02"]
    rows = [{**row, "source": "other", "kind": "suggestion", "content": "建議"} for row in first]
    records.add(empty_office, "finding", rows, "新增")
    [row] = proposals.complete(empty_office, "finding", [{"found_on": "2026-05-01"}])
    assert row["number"] == "115-03"
    [row] = proposals.complete(empty_office, "finding", [{"number": "上1"}])
    assert row["number"] == "上1"


def test_rounds_typed_into_a_list_go_on_counting(empty_office: Office, measure: int) -> None:
    improvements.add_round(empty_office, measure, TODAY)
    rows = proposals.complete(empty_office, "action_review", [{"action": measure}, {"action": measure}])
    assert [row["round"] for row in rows] == [2, 3]
    assert all(row["reviewed_on"] == datetime.date.today().isoformat() for row in rows)


# What is late


def test_what_is_missing_is_brought_to_mind(empty_office: Office, finding: int) -> None:
    assert texts(empty_office) == ["1 項缺失還沒有改善措施"]
    made = improvements.add_action(empty_office, finding, "management", "改").added[0]
    assert texts(empty_office) == ["1 項缺失還沒有分析發生原因"]
    records.change(empty_office, "finding", {finding: {"cause": "沒有人負責"}}, "改")
    assert not texts(empty_office)
    records.change(empty_office, "action", {made: {"due_on": "2026-12-20"}}, "改")
    assert texts(empty_office) == ["1 項改善措施 30 天內到期"]
    records.change(empty_office, "action", {made: {"due_on": "2026-12-21"}}, "改")
    assert not texts(empty_office)


def test_overdue_measures_are_urgent_until_they_are_done(empty_office: Office, measure: int) -> None:
    records.change(empty_office, "action", {measure: {"due_on": "2026-11-08"}}, "改")
    late = reminder(empty_office, "逾期")
    assert (late.urgent, late.ids, late.due, late.page, late.view) == (
        True, frozenset({measure}), "2026-11-08", "audits", "actions",
    )  # fmt: skip
    improvements.close(empty_office, measure, TODAY)
    assert not any("逾期" in text for text in texts(empty_office))
