"""Checking a record: what each field asks for, and what the record type itself knows."""

from typing import Any

import pytest

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.checks import check, errors
from isms_desktop.domain.fields import Record
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.domain.people import Person
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules

ASSET: dict[str, Any] = {"number": "HW-001", "category": "HW", "name": "桌上型電腦"}
RISK: dict[str, Any] = {
    "year": 115, "asset": 1, "event": "停電", "confidentiality": 4, "integrity": 4, "availability": 4, "likelihood": 3,
    "impact": 3,
}  # fmt: skip


def _only(record: Record, rules: OfficeRules) -> Finding:
    (finding,) = check(record, rules)
    return finding


def test_a_plain_asset_has_nothing_to_be_said(rules: OfficeRules) -> None:
    assert check(Asset.make(**ASSET), rules) == []


@pytest.mark.parametrize("key", ["number", "category", "name"])
def test_what_is_required_must_be_there(key: str, rules: OfficeRules) -> None:
    finding = _only(Asset.make(**ASSET | {key: ""}), rules)
    assert (finding.field, finding.severity) == (key, Severity.ERROR)
    assert "是空白的" in finding.text and finding.advice.startswith("請填寫")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("category", "ZZ"),
        ("purchased_on", "2024-02-30"),
        ("confidentiality", 9),
        ("number", "A" * 41),
        ("name", "\x07電腦"),
    ],
)
def test_a_value_that_its_field_would_not_take_is_an_error_there(key: str, value: object, rules: OfficeRules) -> None:
    finding = _only(Asset.make(**ASSET | {key: value}), rules)
    assert (finding.field, finding.severity) == (key, Severity.ERROR)


def test_words_for_a_level_are_kept_without_a_word(rules: OfficeRules) -> None:
    assert check(Asset.make(**ASSET, confidentiality="由上級管理單位訂之"), rules) == []


def test_a_wrong_checksum_warns_and_never_blocks(rules: OfficeRules) -> None:
    person = _only(Person.make(name="測試員", national_id="A123456780"), rules)
    office = _only(Agency.make(name="所", grade="C", profile="household-office-c", business_number="12345678"), rules)
    assert [person.severity, office.severity] == [Severity.WARNING] * 2
    assert errors([person, office]) == ()
    assert "仍可儲存" in person.advice


def test_a_finding_never_repeats_a_sensitive_number(rules: OfficeRules) -> None:
    assert "A123456780" not in str(_only(Person.make(name="測試員", national_id="A123456780"), rules))


def test_nobody_leaves_before_coming_or_deputises_for_themselves(rules: OfficeRules) -> None:
    person = Person.make(name="甲", deputy="甲", joined_on="2024-05-02", left_on="2024-05-01")
    assert [finding.field for finding in errors(check(person, rules))] == ["left_on", "deputy"]
    gone = person.replace(deputy="乙", left_on="2024-05-02")
    assert [finding.field for finding in check(gone, rules)] == ["account_closed_on"]
    assert check(gone.replace(account_closed_on="2024-05-02"), rules) == []


def test_a_protection_level_against_the_four_sides_warns(protective_rules: OfficeRules) -> None:
    levels = {"confidentiality": 1, "integrity": 2, "availability": 3, "compliance": 1}
    finding = _only(Asset.make(**ASSET, **levels, protection_level="普"), protective_rules)
    assert (finding.field, finding.severity) == ("protection_level", Severity.WARNING)
    assert "應為「高」" in finding.text
    assert check(Asset.make(**ASSET, **levels, protection_level="高"), protective_rules) == []


def test_special_data_without_personal_data_warns(rules: OfficeRules) -> None:
    assert _only(Asset.make(**ASSET, special_data=True, personal_data=False), rules).field == "special_data"
    assert check(Asset.make(**ASSET, special_data=True), rules) == []  # not said is not no


@pytest.mark.parametrize(
    ("number", "warned"),
    [("3140101-03-0001007", False), ("3140101", True), ("314010103", True), ("0007", False), ("物品 12", False)],
)
def test_what_begins_like_a_property_number_and_is_none_warns(number: str, warned: bool, rules: OfficeRules) -> None:
    asset = Asset.make(**ASSET, property_number=number)
    assert [finding.field for finding in check(asset, rules)] == (["property_number"] if warned else [])


def test_a_high_risk_without_a_response_warns(rules: OfficeRules) -> None:
    assert _only(Risk.make(**RISK), rules).field == "response"
    assert check(Risk.make(**RISK, response="modify"), rules) == []
    assert check(Risk.make(**RISK | {"impact": 1}), rules) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"progress": "done"}, "finished_on"),
        ({"progress": "accepted", "accepted_by": "主任"}, "accepted_by"),
        ({"progress": "accepted", "acceptance_reason": "經費不足"}, "accepted_by"),
    ],
)
def test_a_finished_or_accepted_measure_says_when_or_by_whom(
    values: dict[str, str], field: str, rules: OfficeRules
) -> None:
    assert _only(Treatment.make(risk=1, measure="汰換", **values), rules).field == field


def test_a_measure_under_way_has_nothing_to_be_said(rules: OfficeRules) -> None:
    assert check(Treatment.make(risk=1, measure="汰換", progress="running", budget="由上級管理單位訂之"), rules) == []
