"""The work of the year by months, reviews, exercises and the training plan, as papers list them."""

import dataclasses
from collections.abc import Mapping

import pytest

from isms_desktop.domain.training import AUDIENCES
from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from isms_desktop.printing.lists.yearly import MONTHS
from tests.printing.year import small_year, year_guide


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    records = {**inputs.records, **small_year()}
    return dataclasses.replace(inputs, year=115, records=records, guide={**inputs.guide, **year_guide()})


def column(context: Context, name: str, key: str) -> list[str]:
    return [row[key].text for row in context.rows(name)]


def marks(context: Context) -> list[str]:
    return ["".join(row[month].text or "." for month in MONTHS) for row in context.rows("year_tasks")]


def test_what_one_duty_asks_several_times_is_one_line_with_a_mark_in_each_month(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    context = Context(forms["year_plan"], office)
    assert column(context, "year_tasks", "subject") == ["計畫與陳報", "日常維運", "其他工作"]
    assert column(context, "year_tasks", "name") == ["提報實施情形", "清查特權帳號", "汰換櫃檯電腦"]
    assert marks(context) == [".........●..", "..●..△.....○", "..........○."]
    assert column(context, "year_tasks", "due") == ["115.10.31", "每季\n至 115.12.31", "115.11.30"]
    assert column(context, "year_tasks", "done") == ["115.10.30", "115.3.20\n(1／3)", ""]


def test_the_months_of_a_school_begin_in_august(office: Inputs, forms: Mapping[str, Form]) -> None:
    school = dataclasses.replace(office, agency=office.agency.replace(year_starts=8))
    context = Context(forms["year_plan"], school)
    assert [context[f"month_{place}"].text for place in (1, 5, 6, 12)] == ["8", "12", "1", "7"]
    assert marks(context)[0] == "..●........."


def test_a_review_knows_what_the_one_before_left_and_who_has_to_sign(office: Inputs, forms: Mapping[str, Form]) -> None:
    (copy,) = Context(forms["management_review"], office).copies()
    assert copy["previous_follow_up"].text == "計畫修正：施宥廷。"
    members = [[row[key].text for key in ("name", "department", "job_title")] for row in copy.rows("meeting_members")]
    assert members == [["羅秋蘋", "", ""], ["邱志堃", "登記股", "股長"], ["外聘委員", "", ""]]


def test_an_exercise_shows_its_rates_beside_the_target_and_what_came_of_it(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    profile = office.rules.profile._replace(drill_targets={"open_rate": 5.0})
    rules = office.rules._replace(profile=profile)
    social, report = Context(forms["drill"], dataclasses.replace(office, rules=rules)).copies()
    assert [social[key].text for key in ("open_words", "click_words")] == ["9.5%（目標低於 5%）", "0%"]
    assert [report[key].text for key in ("open_words", "click_words")] == ["－", "－"]
    assert social["attachments"].text == "1. 郵件畫面.png\n2. 名單.ods"
    assert column(social, "drill_measures", "measure") == ["到職當日宣導。", ""]
    assert column(social, "drill_measures", "finding_number") == ["115-7", "115-8"]
    assert report.rows("drill_measures") == []


def test_the_training_plan_names_only_the_staff_that_there_is_and_the_courses_of_its_year(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    context = Context(forms["training_plan"], office)
    assert column(context, "training_heads", "audience") == ["資通安全專責人員"]
    assert column(context, "training_courses", "course") == ["職能訓練", "資安通識"]
    assert column(context, "training_schedule", "course") == ["資安通識"]
    assert column(context, "training_modes", "mode") == ["線上課程", "實體課程"]


def test_the_blank_training_plan_has_every_kind_of_staff(office: Inputs, forms: Mapping[str, Form]) -> None:
    context = Context(forms["training_plan"], dataclasses.replace(office, blank=True, guide={}))
    every = [each.label for each in AUDIENCES]
    assert column(context, "training_heads", "audience") == column(context, "training_courses", "audience") == every
