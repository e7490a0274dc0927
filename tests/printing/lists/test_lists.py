"""The lists that papers print: what is in them, in which order, under which names."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest

from isms_desktop.domain.people import Person
from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from isms_desktop.printing.lists import list_names
from isms_desktop.printing.lists.row import natural
from isms_desktop.services import library
from tests.printing.registers import small_office
from tests.printing.signers import signing_office
from tests.printing.year import small_year, year_guide

OF_A_COPY = {
    "room_logs": "room_log",
    "improvements": "audit_improvement",
    "controls": "system_baseline",
    "questions": "audit_items",
    "question_sections": "audit_items",
    "auditors": "audit_items",
    "audit_findings": "audit_items",
    "previous_findings": "audit_items",
    "vendor_signers": "vendor_pledge",
    "attendees": "sign_in",
    "incident_clocks": "incident_report",
    "incident_events": "incident_review",
    "incident_measures": "incident_review",
    "meeting_members": "management_review",
    "drill_measures": "drill",
}
"""Lists that belong to one copy of a paper → the paper."""


@pytest.fixture
def context(inputs: Inputs, forms: Mapping[str, Form]) -> Context:
    return Context(forms["asset_register"], inputs)


def column(context: Context, name: str, key: str) -> list[str]:
    return [row[key].text for row in context.rows(name)]


def test_the_register_runs_by_category_and_number_without_what_is_gone(context: Context) -> None:
    assert column(context, "assets", "number") == ["ID-001", "HW-9", "HW-010"]
    assert column(context, "assets", "row") == ["1", "2", "3"]
    assert column(context, "assets", "category") == ["資訊資產", "實體資產", "實體資產"]
    assert column(context, "assets", "quantity") == ["1", "一批", "15"]
    assert column(context, "assets", "value") == ["3", "9", "11"]


def test_the_risks_of_the_year_carry_their_asset_and_their_weight(context: Context) -> None:
    assert column(context, "risks", "asset_number") == ["ID-001", "HW-010", "HW-010"]
    assert column(context, "risks", "score") == ["3", "99", "44"]
    assert column(context, "risks", "level") == ["低風險", "高風險", "中風險"]
    assert column(context, "risks", "asset") == ["ID-001 除戶簿冊影像", "HW-010 櫃檯電腦", "HW-010 櫃檯電腦"]


def test_a_year_that_is_asked_for_is_kept_to(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    last_year = Context(forms["risk_treatment"], dataclasses.replace(inputs, year=114))
    assert column(last_year, "risks", "event") == ["去年的風險。"]
    assert column(last_year, "treatments", "measure") == ["去年的措施。"]


def test_a_treatment_knows_its_risk_and_what_remains(context: Context) -> None:
    (row,) = context.rows("treatments")
    names = ("risk_event", "risk_level", "asset_name", "due_on", "residual_score", "residual_level", "risk_response")
    assert [row[name].text for name in names] == [
        "輪流使用同一組帳號。", "高風險", "櫃檯電腦", "115.12.31", "33", "低風險", "降低",
    ]  # fmt: skip


def test_a_high_risk_without_a_plan_has_a_line_to_write_it_on(
    inputs: Inputs, forms: Mapping[str, Form], records: dict[str, Any]
) -> None:
    unplanned = Context(forms["risk_treatment"], dataclasses.replace(inputs, records={**records, "treatment": []}))
    (row,) = unplanned.rows("treatments")
    assert (row["risk_event"].text, row["risk_level"].text) == ("輪流使用同一組帳號。", "高風險")
    assert [row[name].text for name in ("measure", "responsible", "progress", "due_on")] == ["", "", "", ""]


def test_only_the_scales_of_the_offices_method_are_printed(context: Context) -> None:
    assert list(dict.fromkeys(column(context, "asset_scales", "scale"))) == ["機密性", "完整性", "可用性"]
    assert column(context, "asset_scales", "level")[:5] == ["1", "2", "3", "4", "1"]
    assert list(dict.fromkeys(column(context, "risk_scales", "scale"))) == ["可能性", "衝擊性"]
    assert set(column(context, "risk_scales", "span")) == {"1–3"}


def test_threats_are_those_of_the_kinds_that_the_office_has_under_its_own_words(context: Context) -> None:
    kinds = list(dict.fromkeys(column(context, "threats", "kind")))
    assert kinds == ["資訊資產", "軟體資產", "實體資產", "支援服務資產", "人員資產"]
    assert not [code for code in column(context, "threats", "code") if code.startswith("PD")]


def test_bands_are_counted_from_high_to_low(context: Context) -> None:
    assert column(context, "bands", "label") == ["高風險", "中風險", "低風險"]
    assert column(context, "bands", "count") == ["1", "1", "1"]
    assert column(context, "bands", "share") == ["33%", "33%", "33%"]
    assert column(context, "bands", "assets") == ["HW-010", "HW-010", "ID-001"]
    assert column(context, "bands", "improve") == ["應填寫風險改善計畫", "—", "—"]


def test_responses_are_called_as_the_office_calls_them(context: Context) -> None:
    assert column(context, "responses", "label") == ["降低", "避免", "轉移", "接受"]
    ways = "\n".join(column(context, "risk_kinds", "responses"))
    assert "降低：" in ways
    assert "修改：" not in ways
    assert set(column(context, "risk_kinds", "usual")) <= {"降低", "避免", "轉移", "接受"}


def test_a_risk_whose_asset_is_gone_is_printed_all_the_same(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    records = {**inputs.records, "asset": ()}
    context = Context(forms["risk_assessment"], dataclasses.replace(inputs, records=records))
    assert column(context, "risks", "asset_name") == ["", "", ""]
    assert column(context, "risks", "asset") == ["", "", ""]


def test_every_name_that_form_files_may_use_stands_for_something(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    records = {**inputs.records, **signing_office(), **small_year(), **small_office()}
    records["finding"] = [*small_office()["finding"], *small_year()["finding"]]
    office = dataclasses.replace(inputs, records=records, guide={**inputs.guide, **year_guide()})
    copies = {form: next(Context(forms[form], office).copies()) for form in OF_A_COPY.values()}
    copies["team"] = Context(forms["team"], office)
    for name, keys in list_names().items():
        rows = copies[OF_A_COPY.get(name, "team")].rows(name)
        assert rows, name
        assert all(isinstance(row[key].text, str) for row in rows for key in keys), name


def test_sensitive_fields_are_masked_unless_asked_for(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    from isms_desktop.printing.lists.row import Row

    person = Person(id=1, name="邱志堃", national_id="A123456789")
    for unmasked, expected in ((False, "A12345****"), (True, "A123456789")):
        around = Context(forms["asset_register"], dataclasses.replace(inputs, unmasked=unmasked))
        row = Row(person, around)
        assert row["national_id"].text == expected
        assert row.source == "人員 邱志堃"


@pytest.mark.parametrize(("first", "second"), [("HW-9", "HW-10"), ("A1", "A1B"), ("ID-001", "SW-001"), ("", "1")])
def test_numbers_are_sorted_as_people_sort_them(first: str, second: str) -> None:
    assert natural(first) < natural(second)


def test_every_profile_can_fill_every_list(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    for profile in library.profiles().values():
        rules: Any = inputs.rules._replace(profile=profile, method=library.methods()[profile.method])
        context = Context(forms["risk_matrix"], dataclasses.replace(inputs, rules=rules))
        assert all(context.rows(name) is not None for name in list_names())
        assert len(context.matrix().cells) == 9
