"""Cells of an export: what a clerk reads, and what reads back as the very same value."""

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Choice, Field, Kind
from isms_desktop.domain.people import Person
from isms_desktop.domain.values import read
from isms_desktop.exchange.cells import cell_maker, same_cell

ASSET, PERSON = Asset.record_type, Person.record_type


@pytest.mark.parametrize(
    ("field", "value", "cell"),
    [
        (ASSET.field("number"), "0007", "0007"),
        (ASSET.field("quantity"), 5, 5),
        (ASSET.field("quantity"), "無", "無"),
        (ASSET.field("category"), "HW", "實體資產"),
        (ASSET.field("category"), "舊代碼", "舊代碼"),
        (ASSET.field("core"), True, "是"),
        (ASSET.field("core"), False, "否"),
        (ASSET.field("core"), None, None),
        (ASSET.field("purchased_on"), "2024-05-01", "113/5/1"),
        (ASSET.field("purchased_on"), "1900-05-01", "1900-05-01"),
        (ASSET.field("purchased_on"), "不詳", "不詳"),
        (ASSET.field("name"), "甲\x07乙\ud800", "甲乙"),
        (PERSON.field("roles"), ("ciso", "manager"), "資通安全長、主管"),
        (Field("時刻", Kind.MOMENT, "at"), "2024-05-01T08:30", "113/5/1 08:30"),
        (Field("費用", Kind.DECIMAL, "cost"), 0.1, 0.1),
        (Field("號碼", Kind.INTEGER, "big"), 10**18, "1000000000000000000"),
    ],
)
def test_how_values_stand_in_cells(rules, field, value, cell):
    assert cell_maker(field, rules)(value) == cell


def test_a_label_that_means_another_choice_gives_way_to_the_value(rules):
    crossed = Field("等級", Kind.CHOICE, "level", options=(Choice("b", "甲"), Choice("甲", "乙")))
    for choice in crossed.options:
        assert read(crossed, cell_maker(crossed, rules)(choice.value), rules) == (choice.value, None)


def test_sensitive_values_are_masked_when_asked(rules):
    field = PERSON.field("national_id")
    assert cell_maker(field, rules, masked=True)("A123456789") == "A12345****"
    assert cell_maker(field, rules)("A123456789") == "A123456789"


def test_linked_records_go_by_their_titles(rules):
    field = Field("資產", Kind.REFS, "assets", target="asset")
    assert cell_maker(field, rules, lambda kind, number: f"{kind}{number}")((1, 2)) == "asset1、asset2"
    assert cell_maker(field, rules)((1, 2)) == "1、2"


@pytest.mark.parametrize(
    ("raw", "ours"), [("3", 3), (3, 3.0), ("0.1", 0.1), (None, ""), ("一\r\n二", "一\n二"), (" 甲", "甲")]
)
def test_a_cell_that_came_back_unharmed(raw, ours):
    assert same_cell(raw, ours)


def test_a_cell_that_was_edited():
    assert not same_cell("0007", "7")
    assert not same_cell(None, "甲")
