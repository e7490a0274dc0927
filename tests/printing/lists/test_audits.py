"""The lists about audits: whose questions, which answers, what was found, and what stands on the blank papers."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from isms_desktop.domain.audits import Audit, Checklist
from isms_desktop.domain.vendors import Vendor
from isms_desktop.printing import Form, Inputs, build
from isms_desktop.printing.context import Context
from isms_desktop.printing.document import Table
from tests.printing.registers import small_office


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    return dataclasses.replace(inputs, records={**inputs.records, **small_office()})


def with_records(office: Inputs, **records: Any) -> Inputs:
    return dataclasses.replace(office, records={**office.records, **records})


def copies(form: str, office: Inputs, forms: Mapping[str, Form]) -> list[Context]:
    return list(Context(forms[form], office).copies())


def column(context: Context, name: str, key: str) -> list[str]:
    return [row[key].text for row in context.rows(name)]


def headings(form: str, office: Inputs, forms: Mapping[str, Form]) -> list[str]:
    (table, *_) = (block for block in build(forms[form], office).blocks if isinstance(block, Table))
    return [each.heading.replace("\n", "") for each in table.columns]


@pytest.mark.parametrize(
    ("form", "subjects"),
    [
        ("vendor_audit", ["暉立系統整合"]),
        ("audit_items", ["各股", "鄰所"]),
        ("self_audit", ["鄰所", "沒有缺失的自評"]),
        ("audit_plan", ["各股", "鄰所"]),
        ("audit_results", ["各股", "鄰所"]),
    ],
)
def test_each_paper_has_its_kinds_of_audit_of_the_year_by_day(
    office: Inputs, forms: Mapping[str, Form], form: str, subjects: list[str]
) -> None:
    mutual = Audit(id=9, kind="peer", subject="鄰所", held_on="2026-07-01", status="done")
    audits = [*office.records["audit"], mutual]
    if form in ("audit_items", "audit_plan", "audit_results"):
        subjects = sorted(subjects, key=["鄰所", "各股"].index)
    found = copies(form, with_records(office, audit=audits), forms)
    assert [copy["audit_subject"].text for copy in found] == subjects


def test_an_audit_that_has_not_begun_has_no_results_yet(office: Inputs, forms: Mapping[str, Form]) -> None:
    planned = [Audit(id=1, kind="internal", subject="各股", held_on="2026-12-10")]
    nothing = with_records(office, audit=planned, answer=())
    assert [copy.item for copy in copies("audit_results", nothing, forms)] == [None]
    (plan,) = copies("audit_plan", nothing, forms)
    assert plan["audit_subject"].text == "各股"


def test_an_audit_without_a_day_is_of_the_year_in_which_it_begins(office: Inputs, forms: Mapping[str, Form]) -> None:
    audits = [
        Audit(id=1, kind="internal", subject="去年", period_from="2025-12-01"),
        Audit(id=2, kind="internal", subject="今年", period_from="2026-12-01", period_to="2026-12-03"),
    ]
    (copy,) = copies("audit_plan", with_records(office, audit=audits), forms)
    assert copy["audit_subject"].text == "今年"
    assert copy["audit_period"].text == "115.12.1 至 115.12.3"


def test_chosen_audits_are_printed_whatever_their_year_and_kind(office: Inputs, forms: Mapping[str, Form]) -> None:
    chosen = [each for each in office.records["audit"] if each.id in (2, 3)]
    picked = dataclasses.replace(with_records(office, audit=chosen), picked=("audit",))
    found = copies("audit_plan", picked, forms)
    assert [(copy["audit_subject"].text, copy["audit_year"].text) for copy in found] == [
        ("全所", "114"), ("暉立系統整合", "115"),
    ]  # fmt: skip


def test_questions_stand_in_their_order_with_their_answers(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = copies("audit_items", office, forms)
    assert column(copy, "questions", "number") == ["1.1", "2.1", "2.2"]
    assert column(copy, "questions", "result") == ["符合", "不符合", ""]
    rows = copy.rows("questions")
    assert [[bool(row[f"result_{value}"].value) for row in rows] for value in ("yes", "no", "partly")] == [
        [True, False, False], [False, True, False], [False, False, False],
    ]  # fmt: skip
    assert rows[1]["remark"].text == "第 3 季未測試。\n佐證：備份紀錄"
    assert rows[1]["measures"].text == "改善措施：每季測試；寫操作卡。"
    assert rows[1].source == "各股 2.1"
    assert copy["checklist_name"].text == "自評表 115"


def test_answers_of_another_audit_stay_there(office: Inputs, forms: Mapping[str, Form]) -> None:
    audits = [
        Audit(id=1, kind="internal", subject="甲", checklist=1, held_on="2026-05-05"),
        Audit(id=2, kind="internal", subject="乙", checklist=1, held_on="2026-06-06"),
    ]
    first, second = copies("audit_items", with_records(office, audit=audits), forms)
    assert column(first, "questions", "result") == ["符合", "不符合", ""]
    assert column(second, "questions", "result") == ["", "", ""]


def test_sections_count_every_answer_once(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = copies("audit_results", office, forms)
    keys = ("section", "numbers", "total", "yes", "partly", "no", "not_applicable", "open")
    assert [[row[key].text for key in keys] for row in copy.rows("question_sections")] == [
        ["一、業務", "1.1", "1", "1", "0", "0", "0", "0"],
        ["二、防護", "2.1–2.2", "2", "0", "0", "1", "0", "1"],
    ]


def test_findings_stand_by_kind_and_those_of_the_audit_before_with_their_state(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    (copy,) = copies("audit_results", office, forms)
    assert column(copy, "audit_findings", "content") == ["備份未測試。", "清冊未更新。"]
    assert column(copy, "audit_findings", "label") == ["115-1", "2"]
    assert column(copy, "audit_findings", "measures") == ["每季測試。\n寫操作卡。", ""]
    assert column(copy, "previous_findings", "content") == ["去年的缺失。"]
    assert column(copy, "previous_findings", "state") == ["未改善"]
    assert copy["previous_held_on"].text == "114.9.10"


def test_auditors_bring_unit_and_title_when_they_are_the_offices_own(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = copies("audit_plan", office, forms)
    assert column(copy, "auditors", "name") == ["施宥廷", "外聘委員"]
    assert column(copy, "auditors", "department") == ["資料股", ""]
    assert column(copy, "auditors", "job_title") == ["股長", ""]


def test_part_conformity_is_a_column_only_where_the_list_is_graded_so(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    assert "部分符合" in headings("audit_items", office, forms)
    three = [Checklist(id=1, name="自評表", version="115", kind="self", grading="three")]
    assert "部分符合" not in headings("audit_items", with_records(office, checklist=three), forms)


def test_two_copies_may_be_graded_differently(office: Inputs, forms: Mapping[str, Form]) -> None:
    lists = [
        Checklist(id=1, name="甲", version="115", kind="internal", grading="four"),
        Checklist(id=2, name="乙", version="115", kind="internal", grading="three"),
    ]
    audits = [
        Audit(id=1, kind="internal", subject="甲", checklist=1, held_on="2026-05-05"),
        Audit(id=2, kind="internal", subject="乙", checklist=2, held_on="2026-06-06"),
    ]
    document = build(forms["audit_items"], with_records(office, checklist=lists, audit=audits))
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert ["部分\n符合" in [column.heading for column in table.columns] for table in tables] == [True, False]


@pytest.mark.parametrize(
    ("form", "name", "count", "partly"),
    [
        ("vendor_audit", "委外廠商查核項目表 109年範本", 64, False),
        ("audit_items", "資通安全維護計畫自評表 115", 110, True),
        ("self_audit", "資通安全維護計畫自評表 115", 110, True),
    ],
)
def test_a_blank_paper_of_an_office_without_checklists_has_the_programs_own(
    inputs: Inputs, forms: Mapping[str, Form], form: str, name: str, count: int, partly: bool
) -> None:
    (copy,) = copies(form, dataclasses.replace(inputs, blank=True), forms)
    assert copy["checklist_name"].text == name
    assert len(copy.rows("questions")) == count
    assert not any(row["result_yes"].value or row["explanation"].text for row in copy.rows("questions"))
    assert copy["offers_partly"].value is partly


def test_a_blank_paper_asks_as_the_offices_newest_list_does(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = copies("audit_items", dataclasses.replace(office, blank=True), forms)
    assert column(copy, "questions", "number") == ["1.1", "2.1", "2.2"]
    assert set(column(copy, "questions", "result")) == {""}


def test_a_paper_without_audits_asks_nothing(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    for form in ("vendor_audit", "audit_items", "self_audit"):
        (copy,) = copies(form, inputs, forms)
        assert copy.rows("questions") == []


def test_the_vendor_is_named_on_its_paper(office: Inputs, forms: Mapping[str, Form]) -> None:
    audits = [Audit(id=2, kind="vendor", subject="暉立", vendor=1, held_on="2026-06-10", auditors="施宥廷")]
    vendors = [Vendor(id=1, name="暉立系統整合")]
    (copy,) = copies("vendor_audit", with_records(office, audit=audits, vendor=vendors), forms)
    assert (copy["audit_vendor"].text, copy["audit_auditors"].text) == ("暉立系統整合", "施宥廷")
