"""Carrying out an audit: 64 questions from the first answer to the findings, and the next year from this one."""

import datetime
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import audits, records, vendors
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)
LAST_YEAR = datetime.date(2025, 11, 18)


@pytest.fixture
def vendor(empty_office: Office) -> int:
    return records.add(empty_office, "vendor", [{"name": "晨曦資訊股份有限公司"}], "新增").added[0]


@pytest.fixture
def audit(empty_office: Office, vendor: int) -> int:
    """An audit of today, nothing answered."""
    return vendors.start_audit(empty_office, vendor, TODAY).added[0]


def items(office: Office) -> list[int]:
    return [each.id for each in office.all("checklist_item")]


def results(office: Office, audit_id: int) -> list[str]:
    found = audits.sheet(office, audit_id)
    assert found is not None
    return [each.result for each in found.lines]


def test_the_checklist_comes_into_the_file_once(empty_office: Office, vendor: int) -> None:
    first = vendors.start_audit(empty_office, vendor, TODAY).added[0]
    records.change(empty_office, "audit", {first: {"status": "done"}}, "改")
    vendors.start_audit(empty_office, vendor, TODAY).added[0]
    [checklist] = empty_office.all("checklist")
    assert (checklist.name, checklist.built_in, len(items(empty_office))) == ("委外廠商查核項目表", "vendor-001", 64)
    with empty_office.action("再建一次") as action:
        assert audits.install_checklist(empty_office, action, "vendor-001") == checklist.id


def test_beginning_an_audit_is_one_step_to_take_back(empty_office: Office, audit: int) -> None:
    records.undo(empty_office)
    assert not empty_office.all("audit") and not empty_office.all("checklist") and not items(empty_office)


def test_a_checklist_that_the_program_does_not_have_is_refused(empty_office: Office) -> None:
    with pytest.raises(UserError, match="沒有「vendor-999」"), empty_office.action("x") as action:
        audits.install_checklist(empty_office, action, "vendor-999")


def test_the_lines_stand_in_the_order_of_the_paper(empty_office: Office, audit: int) -> None:
    sheet = audits.sheet(empty_office, audit)
    assert sheet is not None and len(sheet.lines) == 64
    assert [each.item.number for each in sheet.lines[:6]] == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1"]
    assert [each.value for each in sheet.choices] == ["yes", "no", "not_applicable"]
    assert sheet.previous is None and sheet.checklist.name == "委外廠商查核項目表"
    assert audits.sheet(empty_office, 999) is None


def test_each_answer_is_a_step_with_its_name(empty_office: Office, audit: int) -> None:
    item = items(empty_office)[17]
    audits.answer(empty_office, audit, item, "no")
    assert records.undo_label(empty_office) == "查核 5.2：不符合"
    audits.explain(empty_office, audit, item, "離職人員的權限沒有刪除。")
    assert records.undo_label(empty_office) == "查核 5.2：說明"
    audits.answer(empty_office, audit, item, "")
    assert records.undo_label(empty_office) == "查核 5.2：清除"
    [answer] = empty_office.all("answer")
    assert (answer.result, answer.explanation) == ("", "離職人員的權限沒有刪除。")
    for _step in range(3):
        records.undo(empty_office)
    assert not empty_office.all("answer")


def test_the_first_answer_makes_a_planned_audit_a_running_one(empty_office: Office, audit: int) -> None:
    records.change(empty_office, "audit", {audit: {"status": "planned"}}, "改")
    audits.answer(empty_office, audit, items(empty_office)[0], "yes")
    assert empty_office.find("audit", audit).status == "running"
    records.undo(empty_office)
    assert empty_office.find("audit", audit).status == "planned"


def test_the_rest_conforms_in_one_step(empty_office: Office, audit: int) -> None:
    first, second, *_rest = items(empty_office)
    audits.answer(empty_office, audit, first, "no")
    audits.conform(empty_office, audit, [first, second])
    assert results(empty_office, audit)[:3] == ["no", "yes", ""]
    changed = audits.conform(empty_office, audit)
    assert changed is not None and changed.label == "查核：其餘 62 項符合"
    assert results(empty_office, audit) == ["no", *["yes"] * 63]
    assert audits.conform(empty_office, audit) is None
    records.undo(empty_office)
    assert results(empty_office, audit) == ["no", "yes", *[""] * 62]


def test_an_explanation_too_long_for_its_field_is_refused_with_words(empty_office: Office, audit: int) -> None:
    with pytest.raises(UserError, match="說明"):
        audits.explain(empty_office, audit, items(empty_office)[0], "長" * 4001)
    assert not empty_office.all("answer")


def test_a_closed_audit_is_left_alone(empty_office: Office, audit: int) -> None:
    records.change(empty_office, "audit", {audit: {"status": "closed"}}, "結案")
    with pytest.raises(UserError, match="已結案"):
        audits.answer(empty_office, audit, items(empty_office)[0], "yes")
    with pytest.raises(UserError, match="已經被刪除"):
        audits.answer(empty_office, 999, items(empty_office)[0], "yes")


def test_progress_counts_what_is_answered_and_what_is_wanting(empty_office: Office, audit: int) -> None:
    first, second, *_rest = items(empty_office)
    audits.answer(empty_office, audit, first, "no")
    audits.answer(empty_office, audit, second, "yes")
    audits.answer(empty_office, audit, second, "")
    state = audits.progress(empty_office, empty_office.find("audit", audit))
    assert (state.total, state.answered, state.wanting, state.findings, state.done) == (64, 1, 1, 0, False)


def test_done_only_when_everything_is_answered(empty_office: Office, audit: int) -> None:
    with pytest.raises(UserError, match="還有 64 項沒有回答"):
        audits.finish(empty_office, audit, TODAY)
    audits.conform(empty_office, audit)
    assert audits.finish(empty_office, audit, TODAY).label == "完成委外廠商查核：晨曦資訊股份有限公司"
    assert empty_office.find("audit", audit).status == "done"
    audits.answer(empty_office, audit, items(empty_office)[0], "")
    assert empty_office.find("audit", audit).status == "running"


def test_what_does_not_conform_becomes_a_finding_that_can_be_read_alone(empty_office: Office, audit: int) -> None:
    first, second, third, *_rest = items(empty_office)
    audits.answer(empty_office, audit, first, "no")
    audits.explain(empty_office, audit, first, "還沒有訂定。")
    audits.answer(empty_office, audit, second, "partly")
    audits.answer(empty_office, audit, third, "yes")
    changed = audits.make_findings(empty_office, audit)
    assert changed is not None and len(changed.added) == 2
    one, two = empty_office.all("finding")
    assert (one.source, one.audit, one.kind, one.found_on) == ("audit", audit, "nonconformity", "2026-11-20")
    assert one.content == "1.1 是否定義符合組織需要之資通安全政策及目標？\n還沒有訂定。"
    assert (two.kind, two.content) == ("improvement", "1.2 組織是否訂定資通安全政策及目標？")
    sheet = audits.sheet(empty_office, audit)
    assert sheet is not None and [each.finding for each in sheet.lines[:3]] == [one.id, two.id, 0]
    assert audits.make_findings(empty_office, audit) is None


def last_year(office: Office, vendor: int) -> list[int]:
    """An audit of last year: all conform but the second, with explanations on the first two."""
    before = vendors.start_audit(office, vendor, LAST_YEAR).added[0]
    every = items(office)
    audits.answer(office, before, every[1], "no")
    audits.conform(office, before)
    for item, text in zip(every, ("已訂定政策。", "尚未公告。"), strict=False):
        audits.explain(office, before, item, text)
    audits.finish(office, before, LAST_YEAR)
    return every


def test_last_times_answers_stand_beside_the_new_ones(empty_office: Office, vendor: int) -> None:
    last_year(empty_office, vendor)
    other = records.add(empty_office, "vendor", [{"name": "遠山系統整合有限公司"}], "新增").added[0]
    vendors.start_audit(empty_office, other, datetime.date(2026, 5, 1)).added[0]
    sheet = audits.sheet(empty_office, vendors.start_audit(empty_office, vendor, TODAY).added[0])
    assert sheet is not None and sheet.previous.held_on == "2025-11-18"
    assert [(each.last_result, each.last_explanation) for each in sheet.lines[:3]] == [
        ("yes", "已訂定政策。"),
        ("no", "尚未公告。"),
        ("yes", ""),
    ]


def test_last_time_is_found_in_another_edition_of_the_checklist_by_the_words(empty_office: Office, vendor: int) -> None:
    last_year(empty_office, vendor)
    edition = {"name": "委外廠商查核項目表", "version": "115年版", "kind": "vendor", "grading": "four"}
    newer = records.add(empty_office, "checklist", [edition], "新增").added[0]
    rows: list[dict[str, Any]] = [
        {"checklist": newer, "number": "甲1", "question": "組織是否訂定資通安全政策及目標？", "position": 1},
        {"checklist": newer, "number": "1.1", "question": "這是新的問題？", "position": 2},
    ]
    records.add(empty_office, "checklist_item", rows, "新增")
    sheet = audits.sheet(empty_office, vendors.start_audit(empty_office, vendor, TODAY).added[0])
    assert sheet is not None and sheet.checklist.id == newer and len(sheet.choices) == 4
    assert [each.last_result for each in sheet.lines] == ["no", ""]


def test_last_times_words_are_taken_where_the_answer_is_the_same(empty_office: Office, vendor: int) -> None:
    every = last_year(empty_office, vendor)
    now = vendors.start_audit(empty_office, vendor, TODAY).added[0]
    audits.answer(empty_office, now, every[0], "yes")
    audits.answer(empty_office, now, every[1], "yes")
    changed = audits.explain_as_last_time(empty_office, now)
    assert changed is not None and changed.label == "查核：沿用上次說明 1 項"
    assert [each.explanation for each in empty_office.all("answer") if each.audit == now] == ["已訂定政策。", ""]
    assert audits.explain_as_last_time(empty_office, now) is None


def test_the_next_year_can_start_from_the_last_one(empty_office: Office, vendor: int) -> None:
    every = last_year(empty_office, vendor)
    now = vendors.start_audit(empty_office, vendor, TODAY).added[0]
    audits.answer(empty_office, now, every[2], "no")
    audits.as_last_time(empty_office, now)
    sheet = audits.sheet(empty_office, now)
    assert sheet is not None
    assert [each.result for each in sheet.lines[:4]] == ["yes", "no", "no", "yes"]
    assert [each.explanation for each in sheet.lines[:3]] == ["已訂定政策。", "尚未公告。", ""]
    assert audits.as_last_time(empty_office, now) is None
    records.undo(empty_office)
    assert results(empty_office, now)[:4] == ["", "", "no", ""]


def test_a_row_typed_into_the_list_needs_no_more_than_the_supplier(empty_office: Office, vendor: int) -> None:
    [row] = audits.complete(empty_office, [{"kind": "vendor", "vendor": vendor}])
    changed = audits.add(empty_office, [row], "新增查核")
    [audit] = [empty_office.find("audit", each) for each in changed.added]
    assert audit.subject == "晨曦資訊股份有限公司"
    assert empty_office.find("checklist", audit.checklist).built_in == "vendor-001"
    [again] = audits.complete(empty_office, [{"kind": "vendor", "subject": "晨曦資訊股份有限公司"}])
    assert (again["vendor"], again["checklist"]) == (vendor, audit.checklist)


def test_a_row_with_a_day_before_its_notice_is_refused_and_nothing_is_written(
    empty_office: Office, vendor: int
) -> None:
    row = {"kind": "vendor", "vendor": vendor, "subject": "晨曦", "notified_on": "2026-02-01", "held_on": "2026-01-01"}
    with pytest.raises(UserError, match="查核日期早於通知日"):
        audits.add(empty_office, [row], "新增查核")
    assert not empty_office.all("audit") and not empty_office.all("checklist")


def test_an_audit_that_loses_its_checklist_has_no_lines(empty_office: Office, audit: int) -> None:
    records.delete(empty_office, "checklist_item", items(empty_office), "刪除", with_dependents=True)
    sheet = audits.sheet(empty_office, audit)
    assert sheet is not None and sheet.lines == ()


def reminded(office: Office, today: datetime.date) -> dict[str, Any]:
    """What is brought to mind, by its words."""
    return {each.text: each for each in audits.reminders(office, today)}


def test_an_audit_past_its_day_is_brought_to_mind(empty_office: Office, audit: int) -> None:
    late = reminded(empty_office, TODAY + datetime.timedelta(days=1))["1 次委外查核已過日期，還沒有完成"]
    assert (late.page, late.view, late.ids, late.urgent) == ("vendors", "audits", {audit}, True)
    assert not any("已過日期" in text for text in reminded(empty_office, TODAY))


def test_a_unit_that_has_to_be_told_of_an_audit_is_brought_to_mind(empty_office: Office) -> None:
    own = {"name": "稽核項目", "version": "115", "kind": "internal"}
    checklist = records.add(empty_office, "checklist", [own], "新增").added[0]
    plan = {"kind": "internal", "checklist": checklist, "subject": "總務處", "held_on": "2026-12-10"}
    planned = records.add(empty_office, "audit", [plan], "新增").added[0]
    untold = reminded(empty_office, TODAY)["1 次稽核還沒有通知受稽單位"]
    assert (untold.ids, untold.due, untold.urgent) == ({planned}, "2026-11-26", False)
    first_day, day_before = datetime.date(2026, 11, 12), datetime.date(2026, 11, 11)
    assert any("通知" in text for text in reminded(empty_office, first_day))
    assert not any("通知" in text for text in reminded(empty_office, day_before))
    assert reminded(empty_office, datetime.date(2026, 11, 27))["1 次稽核還沒有通知受稽單位"].urgent
    records.change(empty_office, "audit", {planned: {"notified_on": "2026-11-20"}}, "通知")
    assert not any("通知" in text for text in reminded(empty_office, TODAY))
