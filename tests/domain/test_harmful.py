"""危害產品: its state in words, and what an exception needs."""

import pytest

from isms_desktop.domain.checks import check
from isms_desktop.domain.harmful import HarmfulProduct, state_of
from isms_desktop.domain.rules import OfficeRules

APPROVED = {"own_ciso_on": "2026-05-01", "superior_ciso_on": "2026-05-09", "authority_on": "2026-06-01"}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "待決定處置"),
        ({"disposition": "remove"}, "待移除"),
        ({"disposition": "remove", "destroyed_on": "2026-07-01"}, "已移除"),
        ({"destroyed_on": "2026-07-01"}, "已移除"),
        ({"disposition": "exception"}, "專案使用：缺 3 項核定"),
        ({"disposition": "exception", "own_ciso_on": "2026-05-01"}, "專案使用：缺 2 項核定"),
        ({"disposition": "exception", **APPROVED}, "專案使用：已核定"),
        ({"disposition": "exception", **APPROVED, "destroyed_on": "2026-09-01"}, "已移除"),
    ],
)
def test_the_state_is_a_word(values: dict[str, str], state: str) -> None:
    assert state_of(HarmfulProduct.make(brand="甲牌", **values)) == state


def test_an_exception_names_each_thing_it_lacks(rules: OfficeRules) -> None:
    product = HarmfulProduct.make(brand="甲牌", disposition="exception", own_ciso_on="2026-05-01")
    lacking = {each.field for each in check(product, rules)}
    assert lacking == {"superior_ciso_on", "authority_on", "necessity", "area_and_persons", "alternatives_on"}
    whole = product.replace(
        **APPROVED, necessity="唯一機種", area_and_persons="機房，王大同", alternatives_on="2026-10-01"
    )
    assert check(whole, rules) == []
    assert check(product.replace(destroyed_on="2026-09-01"), rules) == []


def test_what_is_to_go_has_a_day(rules: OfficeRules) -> None:
    assert [each.field for each in check(HarmfulProduct.make(brand="甲牌"), rules)] == ["disposition"]
    going = HarmfulProduct.make(brand="甲牌", disposition="remove")
    assert [each.field for each in check(going, rules)] == ["planned_on"]
    assert check(going.replace(planned_on="2026-12-01"), rules) == []
