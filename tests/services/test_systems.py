"""附表十 filled in for one system: the controls of its level, one answer at a time."""

import datetime

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import records, systems
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def system(empty_office: Office) -> int:
    row = {"name": "報名系統", "development": "own", "integrity": "中", "availability": "普"}
    return records.add(empty_office, "system", [row], "新增").added[0]


def state(office: Office, system: int) -> tuple[int, int, int]:
    found = systems.progress(office, office.find("system", system))
    return found.total, found.answered, found.lacking


def test_a_system_is_asked_for_the_controls_of_its_level(empty_office, system) -> None:
    assert state(empty_office, system) == (62, 0, 0)
    sheet = systems.sheet(empty_office, system)
    assert [each.label for each in sheet.choices] == ["符合", "部分符合", "不符合", "不適用"]
    assert len({line.item.section for line in sheet.lines}) == 6  # at 中 nothing is asked of 系統與通訊保護
    records.change(empty_office, "system", {system: {"confidentiality": "高"}}, "修改機密性")
    assert state(empty_office, system)[0] == 80


def test_answers_are_kept_one_by_one_and_taken_back_one_by_one(empty_office, system) -> None:
    systems.answer(empty_office, system, 1, "yes", TODAY)
    systems.answer(empty_office, system, 2, "no", TODAY)
    systems.explain(empty_office, system, 2, "臨時帳號未刪除")
    assert state(empty_office, system) == (62, 2, 1)
    line = systems.sheet(empty_office, system).lines[1]
    assert (line.result, line.explanation, line.wanting) == ("no", "臨時帳號未刪除", False)
    assert records.undo_label(empty_office) == "檢核 2：說明"
    records.undo(empty_office)
    records.undo(empty_office)
    assert state(empty_office, system) == (62, 1, 0)
    assert empty_office.all("control_check")[0].checked_on == "2026-11-20"


def test_an_answer_can_be_cleared_and_keeps_its_explanation(empty_office, system) -> None:
    systems.answer(empty_office, system, 1, "yes", TODAY)
    systems.explain(empty_office, system, 1, "見程序書")
    systems.answer(empty_office, system, 1, "", TODAY)
    [check] = empty_office.all("control_check")
    assert (check.result, check.checked_on, check.explanation) == ("", "", "見程序書")


def test_the_rest_conforms_in_one_step_and_then_the_check_is_done(empty_office, system) -> None:
    systems.answer(empty_office, system, 3, "partly", TODAY)
    with pytest.raises(UserError, match="還有 61 項沒有回答"):
        systems.finish(empty_office, system, TODAY)
    changed = systems.conform(empty_office, system, TODAY)
    assert changed.label == "檢核：其餘 61 項符合"
    assert state(empty_office, system) == (62, 62, 1)
    assert systems.conform(empty_office, system, TODAY) is None
    systems.finish(empty_office, system, TODAY)
    assert empty_office.find("system", system).baseline_checked_on == "2026-11-20"
    records.undo(empty_office)
    records.undo(empty_office)
    assert state(empty_office, system) == (62, 1, 1)


def test_only_one_dimension_conforms(empty_office, system) -> None:
    systems.conform(empty_office, system, TODAY, [1, 2, 9])
    assert {each.control for each in empty_office.all("control_check")} == {"1", "2", "9"}


def test_without_a_level_there_is_nothing_to_check(empty_office) -> None:
    bare = records.add(empty_office, "system", [{"name": "網站", "development": "own"}], "新增").added[0]
    assert systems.sheet(empty_office, bare).lines == ()
    with pytest.raises(UserError, match="還沒有防護需求等級"):
        systems.finish(empty_office, bare, TODAY)


def test_a_system_that_is_gone_and_words_that_are_too_long(empty_office, system) -> None:
    with pytest.raises(UserError, match="超過 4000 個字"):
        systems.explain(empty_office, system, 1, "長" * 4001)
    records.delete(empty_office, "system", [system], "刪除")
    assert systems.sheet(empty_office, system) is None
    with pytest.raises(UserError, match="已經被刪除"):
        systems.answer(empty_office, system, 1, "yes", TODAY)


def test_a_system_takes_its_answers_with_it(empty_office, system) -> None:
    systems.answer(empty_office, system, 1, "yes", TODAY)
    with pytest.raises(records.InUse):
        records.delete(empty_office, "system", [system], "刪除")
    records.delete(empty_office, "system", [system], "刪除", with_dependents=True)
    assert empty_office.count("control_check") == 0
    records.undo(empty_office)
    assert state(empty_office, system) == (62, 1, 0)


def test_an_answer_to_what_a_lower_level_no_longer_asks_is_kept_but_not_counted(empty_office, system) -> None:
    systems.conform(empty_office, system, TODAY)
    records.change(empty_office, "system", {system: {"integrity": "普"}}, "修改完整性")
    assert state(empty_office, system) == (45, 45, 0)
    assert empty_office.count("control_check") == 62
