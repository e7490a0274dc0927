"""Checklists: a new edition comes in, this year's self-check goes on from last year's."""

import dataclasses
import datetime
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import audits, checklists, records
from isms_desktop.services.offices import Office
from tests.exchange.odt import HEAD, item, odt, paragraph, row, table

LAST_YEAR, TODAY = datetime.date(2025, 11, 18), datetime.date(2026, 11, 20)
NAME = "資安檢核表"


@pytest.fixture
def draft(tmp_path: Path) -> Any:
    rows = (
        item("一、政策", "1.1 政策是否核定？", "V", "已核定", "公文"),
        item("", "1.2 是否宣導？", "  V", "沒有紀錄"),
        item("二、組織", "2.1 小組是否成立？", "V"),
    )
    return checklists.read(odt(tmp_path / "114年.odt", paragraph(f"114年{NAME}"), table(row(*HEAD), *rows)))


def newer(draft: Any) -> Any:
    """Next year's edition: 1.1 kept under another number, 1.2 reworded, 2.1 gone, one more."""
    kept, changed, _gone = draft.items
    items = (
        dataclasses.replace(kept, number="1.3", result=""),
        dataclasses.replace(changed, question="是否向同仁及廠商宣導？", result=""),
        dataclasses.replace(kept, number="2.2", question="是否有代理人？", result=""),
    )
    return dataclasses.replace(draft, version="115", items=items)


def commit(office: Office, draft: Any, **details: Any) -> Any:
    return checklists.commit(office, draft, draft.name, draft.version, draft.kind, draft.file, **details)


def test_an_edition_comes_in_as_one_step(empty_office: Office, draft: Any) -> None:
    changed = commit(empty_office, draft)
    [made] = empty_office.all("checklist")
    assert changed.added[0] == made.id
    assert (made.name, made.version, made.kind, made.grading, made.source) == (
        NAME,
        "114",
        "internal",
        "four",
        "114年.odt",
    )
    found = audits.items_of(empty_office, made.id)
    assert [(each.number, each.section) for each in found] == [
        ("1.1", "一、政策"),
        ("1.2", "一、政策"),
        ("2.1", "二、組織"),
    ]
    assert not empty_office.all("audit")
    records.undo(empty_office)
    assert not empty_office.all("checklist") and not empty_office.all("checklist_item")


def test_the_same_edition_twice_is_refused(empty_office: Office, draft: Any) -> None:
    commit(empty_office, draft)
    with pytest.raises(UserError, match=f"已經有「{NAME} 114」") as refusal:
        commit(empty_office, draft)
    assert "改填版本" in refusal.value.advice
    assert len(empty_office.all("checklist")) == 1


@pytest.mark.parametrize(("key", "value"), [("name", " "), ("version", "")])
def test_an_edition_without_a_name_or_version_is_refused(
    empty_office: Office, draft: Any, key: str, value: str
) -> None:
    with pytest.raises(UserError, match="不能是空白"):
        commit(empty_office, dataclasses.replace(draft, **{key: value}))
    assert not empty_office.all("checklist")


def test_last_years_answers_become_an_audit_of_that_day(empty_office: Office, draft: Any) -> None:
    commit(empty_office, draft, answered_on="114/3/20")
    [audit] = empty_office.all("audit")
    assert (audit.held_on, audit.status, audit.subject) == ("2025-03-20", "done", "新設戶政事務所")
    sheet = audits.sheet(empty_office, audit.id)
    assert sheet is not None
    assert [(each.result, each.explanation) for each in sheet.lines] == [
        ("yes", "已核定"),
        ("no", "沒有紀錄"),
        ("yes", ""),
    ]
    with pytest.raises(UserError, match="查核日期"):
        checklists.commit(empty_office, draft, NAME, "113", "internal", "", answered_on="去年")
    with pytest.raises(UserError, match="要指定廠商"):
        checklists.commit(empty_office, draft, NAME, "113", "vendor", "", answered_on="114/3/20")


def test_what_a_new_edition_changes(empty_office: Office, draft: Any) -> None:
    assert checklists.compare(empty_office, draft, NAME, "114") is None
    commit(empty_office, draft)
    found = checklists.compare(empty_office, newer(draft), NAME, "115")
    assert found is not None
    assert (found.earlier.version, found.same) == ("114", 1)
    assert [each.number for each in found.new] == ["2.2"]
    assert [(old.number, new.question) for old, new in found.reworded] == [("1.2", "是否向同仁及廠商宣導？")]
    assert [each.number for each in found.gone] == ["2.1"]


# The self-check of the year


def begin(office: Office, day: datetime.date, **details: Any) -> int:
    return checklists.new_self_check(office, day, **details).added[0]


def test_the_first_self_check_brings_its_questions(empty_office: Office) -> None:
    audit = begin(empty_office, TODAY)
    state = audits.progress(empty_office, empty_office.find("audit", audit))
    unfit = checklists.not_for_grade(empty_office, empty_office.find("audit", audit).checklist)
    assert state.total >= 80 and state.answered == len(unfit)
    records.undo(empty_office)
    assert not empty_office.all("audit") and not empty_office.all("checklist")


def test_a_small_office_need_not_answer_what_its_grade_is_not_asked(empty_office: Office) -> None:
    records.change(empty_office, "agency", {1: {"grade": "D"}}, "改等級")
    audit = begin(empty_office, TODAY)
    answers = empty_office.pointing("answer", "audit", audit)
    assert len(answers) > 10
    assert {(each.result, each.explanation) for each in answers} == {("not_applicable", "D 級不適用")}
    asked = {each.id: each.grades for each in empty_office.all("checklist_item")}
    assert all(asked[each.item] and "D" not in asked[each.item] for each in answers)


def test_this_year_starts_from_last_years_answers(empty_office: Office) -> None:
    last = begin(empty_office, LAST_YEAR)
    audits.conform(empty_office, last)
    line = audits.sheet(empty_office, last).lines[0]  # type: ignore[union-attr]
    audits.answer(empty_office, last, line.item.id, "partly")
    audits.explain(empty_office, last, line.item.id, "業務表尚未更新")
    assert checklists.unfinished_self_check(empty_office, TODAY) == 0
    assert checklists.last_self_check(empty_office, TODAY).id == last

    audit = begin(empty_office, TODAY, from_previous=True)
    sheet = audits.sheet(empty_office, audit)
    assert sheet is not None and sheet.previous.id == last
    assert (sheet.lines[0].result, sheet.lines[0].explanation) == ("partly", "業務表尚未更新")
    assert sheet.lines[0].carried and all(each.result for each in sheet.lines)
    carried = checklists.carried_over(empty_office, audit)
    unfit = checklists.not_for_grade(empty_office, sheet.checklist.id)
    assert carried == len(sheet.lines) - len(unfit)

    audits.answer(empty_office, audit, sheet.lines[0].item.id, "partly")
    assert checklists.carried_over(empty_office, audit) == carried - 1
    assert checklists.unfinished_self_check(empty_office, TODAY) == audit


def test_an_audit_of_ones_own_uses_the_newest_list_of_its_kind(empty_office: Office, draft: Any) -> None:
    assert audits.suitable_checklist(empty_office, "internal") == 0
    begin(empty_office, LAST_YEAR)
    own = empty_office.all("checklist")[0].id
    assert audits.suitable_checklist(empty_office, "internal") == own
    imported = commit(empty_office, draft).added[0]
    assert audits.suitable_checklist(empty_office, "internal") == imported
    assert audits.suitable_checklist(empty_office, "self") == own


def test_another_kinds_list_is_not_taken_for_the_self_check_and_an_older_edition_is_not_the_newest(
    empty_office: Office, draft: Any
) -> None:
    newest = commit(empty_office, newer(draft)).added[0]
    commit(empty_office, draft)
    assert audits.suitable_checklist(empty_office, "internal") == newest
    assert audits.suitable_checklist(empty_office, "vendor") == 0
    audit = empty_office.find("audit", begin(empty_office, TODAY))
    assert empty_office.find("checklist", audit.checklist).built_in == "self-check"


def test_a_new_edition_starts_from_the_answers_of_the_last(empty_office: Office, draft: Any) -> None:
    own = dataclasses.replace(draft, kind="self")
    commit(empty_office, own, answered_on="114/3/20")
    commit(empty_office, newer(own))
    audit = begin(empty_office, TODAY, from_previous=True)
    [answer] = empty_office.pointing("answer", "audit", audit)
    assert empty_office.find("checklist_item", answer.item).number == "1.3"
    assert (answer.result, answer.explanation, answer.evidence) == ("yes", "已核定", "公文")
    assert answer.note == "沿用114.3.20的答案" and checklists.carried_over(empty_office, audit) == 1


def test_an_answer_that_the_new_list_does_not_offer_is_not_carried_over(empty_office: Office, draft: Any) -> None:
    own = dataclasses.replace(draft, kind="self")
    partly = dataclasses.replace(own, items=(dataclasses.replace(own.items[0], result="partly"), own.items[2]))
    commit(empty_office, partly, answered_on="114/3/20")
    commit(empty_office, dataclasses.replace(own, version="115"), grading="three")
    answers = empty_office.pointing("answer", "audit", begin(empty_office, TODAY, from_previous=True))
    assert [empty_office.find("checklist_item", each.item).number for each in answers] == ["2.1"]


def test_an_internal_audit_is_no_last_self_check(empty_office: Office, draft: Any) -> None:
    commit(empty_office, draft, answered_on="114/3/20")
    assert checklists.last_self_check(empty_office, TODAY) is None


def test_last_years_self_check_is_found_although_the_office_has_another_name_now(empty_office: Office) -> None:
    [last, *_] = checklists.new_self_check(empty_office, LAST_YEAR).added
    agency = empty_office.agency
    records.change(empty_office, "agency", {agency.id: {"name": "青埕縣改制後戶政事務所"}}, "改制")
    [this, *_] = checklists.new_self_check(empty_office, TODAY).added
    now = records.get(empty_office, "audit", this)
    assert now.subject == "青埕縣改制後戶政事務所" and audits.previous_audit(empty_office, now).id == last
