"""What one office has decided, in one object."""

import pytest

from isms_desktop.domain.rules import OfficeRules


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("asset_categories", "ID"),
        ("risk_responses", "modify"),
        ("committee_groups", "team"),
        ("risk_methods", "cia-sum"),
    ],
)
def test_the_offices_lists_by_name(name: str, first: str, rules: OfficeRules) -> None:
    assert rules.choices(name)[0].value == first


def test_a_list_nobody_has_is_empty(rules: OfficeRules) -> None:
    assert rules.choices("no_such_list") == ()


def test_a_category_is_also_known_by_its_code(rules: OfficeRules) -> None:
    assert "HW" in next(each for each in rules.choices("asset_categories") if each.value == "HW").synonyms


def test_a_scale_the_method_does_not_use_has_no_range(rules: OfficeRules, protective_rules: OfficeRules) -> None:
    assert rules.scale_range("availability") == (1, 4)
    assert rules.scale_range("compliance") is None
    assert protective_rules.scale_range("compliance") == (1, 3)


def test_only_bands_from_the_profiles_own_on_need_a_plan(rules: OfficeRules) -> None:
    assert [rules.needs_improvement(band) for band in rules.method.bands] == [False, False, True]
