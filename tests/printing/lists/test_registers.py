"""The lists of the registers of the year: what a clerk finds on the paper, and what is left out of it."""

import dataclasses
from collections.abc import Mapping

import pytest

from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from tests.printing.registers import small_office


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    return dataclasses.replace(inputs, records={**inputs.records, **small_office()})


@pytest.fixture
def context(office: Inputs, forms: Mapping[str, Form]) -> Context:
    return Context(forms["team"], office)


def column(context: Context, name: str, key: str) -> list[str]:
    return [row[key].text for row in context.rows(name)]


def test_the_team_is_the_ciso_and_the_committee_by_its_groups_without_those_who_left(context: Context) -> None:
    assert column(context, "team", "name") == ["羅秋菊", "施宥廷", "邱志堃", "內稽同仁"]
    assert column(context, "team", "place") == ["主任室\n主任", "資料股\n股長", "登記股\n股長", ""]


def test_duties_are_numbered_as_in_the_seed_unless_the_office_has_done_so(context: Context) -> None:
    own, *numbered = column(context, "team", "numbered_duties")[:3]
    assert own == "1. 政策之核定"
    assert numbered == ["1. 年度工作計畫之擬定\n2. 資產之盤點"] * 2


@pytest.mark.parametrize("text", ["", "一項職掌", "一、核定\n二、督導", "1. 核定\n2. 督導", "(1) 核定\n(2) 督導"])
def test_other_duties_stay_as_they_are_written(office: Inputs, forms: Mapping[str, Form], text: str) -> None:
    person, *_ = (each for each in office.records["person"] if "ciso" in each.roles)
    records = {**office.records, "person": [person.replace(duties=text)]}
    context = Context(forms["team"], dataclasses.replace(office, records=records))
    assert column(context, "team", "numbered_duties") == [text]


def test_registers_of_the_year_run_by_day_and_leave_out_other_years(context: Context) -> None:
    assert column(context, "access_entries", "name") == ["尚廷佑", "郝子謙"]
    assert column(context, "access_entries", "row") == ["1", "2"]
    assert column(context, "intelligence", "summary") == ["韌體弱點。", "攻擊組織使用之中繼站。"]


def test_what_has_no_day_yet_belongs_to_the_present_year(office: Inputs, forms: Mapping[str, Form]) -> None:
    reviews = {
        year: column(Context(forms["team"], dataclasses.replace(office, year=year)), "account_reviews", "system")
        for year in (115, 114)
    }
    assert reviews == {115: ["還沒有清查的", "差勤系統"], 114: ["規費系統"]}


def test_a_year_that_starts_in_august_is_kept_to(office: Inputs, forms: Mapping[str, Form]) -> None:
    school = dataclasses.replace(office, agency=office.agency.replace(year_starts=8), year=114)
    assert column(Context(forms["team"], school), "access_entries", "name") == ["去年來的", "尚廷佑", "郝子謙"]


def test_systems_in_use_stand_with_core_ones_first_and_name_their_vendor(context: Context) -> None:
    assert column(context, "systems", "name") == ["戶政資訊系統", "差勤系統"]
    assert column(context, "systems", "vendor") == ["", "暉立系統整合"]
    assert column(context, "systems", "level") == ["", "中"]


def test_each_graded_system_is_a_copy_with_the_controls_of_its_level(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = Context(forms["system_baseline"], office).copies()
    assert [copy[name].text for name in ("system_name", "system_level")] == ["差勤系統", "中"]
    rows = copy.rows("controls")
    assert {row["level"].text for row in rows} == {"普", "中"}
    ticked = {row["number"].text: row["result_no"].value for row in rows if row["result_no"].value}
    assert ticked == {"3": True}
    assert rows[0]["result_yes"].value and rows[0]["evidence"].text == "帳號申請單"
    assert "未經官方核對" in copy["baseline_source"].text


def test_the_blank_baseline_has_every_control_and_a_filled_one_without_systems_none(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    nothing = dataclasses.replace(office, records={})
    for blank, count in ((True, len(office.guide["control"])), (False, 0)):
        (copy,) = Context(forms["system_baseline"], dataclasses.replace(nothing, blank=blank)).copies()
        assert len(copy.rows("controls")) == count


def test_businesses_say_why_they_are_core_and_how_long_they_may_stand_still(context: Context) -> None:
    assert column(context, "core_businesses", "name") == ["戶籍登記", "國籍案件"]
    assert column(context, "other_businesses", "name") == ["公文收發"]
    assert column(context, "core_businesses", "importance_words") == [
        "為本機關依組織法執掌，足認為重要者、機關維運必要之業務", "依國籍法辦理。",
    ]  # fmt: skip
    assert [row["importance_operation"].value for row in context.rows("core_businesses")] == [True, False]
    assert column(context, "core_businesses", "outage") == ["8 工作小時", ""]
    assert column(context, "other_businesses", "outage") == ["由縣府訂之"]


def test_each_month_with_a_log_is_a_copy_with_its_own_days(office: Inputs, forms: Mapping[str, Form]) -> None:
    copies = list(Context(forms["room_log"], office).copies())
    assert [copy["month"].text for copy in copies] == ["115 年 9 月", "115 年 11 月"]
    assert [column(copy, "room_logs", "logged_on") for copy in copies] == [["115.9.30"], ["115.11.2", "115.11.3"]]


def test_objectives_show_what_the_year_came_to(context: Context) -> None:
    assert column(context, "objectives", "indicator_words") == ["點閱率", "（質化目標）"]
    assert column(context, "objectives", "results") == ["上半年：4.8% 未達成\n下半年：1% 達成", "全年：良好"]
    assert column(context, "objectives", "remarks") == ["補測。", ""]


def test_hours_stand_as_people_write_them(context: Context) -> None:
    (row,) = context.rows("training_hours")
    assert [row[key].text for key in ("general", "professional", "competency")] == ["1.5", "0", "2"]
    assert row.source == "人員 邱志堃"


def test_the_context_has_the_surroundings_first_and_documents_run_by_number(context: Context) -> None:
    assert column(context, "context_issues", "aspect") == ["法規變動", "民眾"]
    assert column(context, "documents", "number") == ["資-9", "資-10"]


def test_the_class_of_a_warning_is_a_ticked_box(context: Context) -> None:
    assert [row["kind_intrusion"].value for row in context.rows("intelligence")] == [False, True]


def test_each_audit_that_found_something_is_a_copy_and_other_findings_come_last(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    copies = list(Context(forms["audit_improvement"], office).copies())
    assert [copy["audit_scope"].text for copy in copies] == [
        "暉立系統整合", "全機關", "稽核以外之來源：上級或主管機關",
    ]  # fmt: skip
    assert [copy["audit_held_on"].text for copy in copies] == ["115.6.10", "115.9.10", ""]
    assert [column(copy, "improvements", "finding_content") for copy in copies] == [
        ["未交維護紀錄。"], ["備份未測試。", "備份未測試。", "清冊未更新。"], ["上級的建議。"],
    ]  # fmt: skip
    assert column(copies[1], "improvements", "finding_number") == ["115-1", "115-1", "2"]
    assert column(copies[1], "improvements", "measure") == ["每季測試。", "寫操作卡。", ""]


def test_without_records_there_is_one_copy_that_says_so(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    for form, name in (("audit_improvement", "improvements"), ("room_log", "room_logs")):
        (copy,) = Context(forms[form], inputs).copies()
        assert copy.rows(name) == []
