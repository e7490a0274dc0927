"""A profile file says everything that makes one kind of office different; a wrong one is noticed when read."""

import copy
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from isms_desktop.domain.profile import FormVariant, profile_from_table
from isms_desktop.paths import shipped


@pytest.fixture
def table() -> dict[str, Any]:
    return copy.deepcopy(tomllib.loads(shipped("resources", "profiles", "household-office-c.toml").read_text("utf-8")))


def test_what_the_file_says_is_what_the_profile_knows(table: dict[str, Any]) -> None:
    profile = profile_from_table(table)
    assert [category.code for category in profile.categories] == ["ID", "SW", "HW", "ES", "PE"]
    assert [category.code for category in profile.categories if category.labelled] == ["HW", "ES"]
    assert (profile.numbering.separator, profile.numbering.digits) == ("-", 3)
    assert (profile.method, profile.improve_from, profile.label_contents) == ("cia-sum", "high", ("number", "name"))
    assert len(profile.attachments) == 18
    assert profile.form("asset_register").columns[0] == ("number", "資產編號")


def test_a_category_and_a_paper_that_the_office_does_not_know(table: dict[str, Any]) -> None:
    profile = profile_from_table(table)
    assert profile.category("HW").label == "實體資產"
    assert profile.category("ZZ") is None
    assert profile.form("no_such_paper") == FormVariant()


def test_what_a_profile_may_leave_out(table: dict[str, Any]) -> None:
    for key in ("numbering", "signoff", "forms", "note"):
        del table[key]
    profile = profile_from_table(table)
    assert profile.signoff == ("承辦人", "單位主管", "資通安全長")
    assert profile.notes == ()


SPOILS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no title": lambda table: table.pop("title"),
    "no categories": lambda table: table.pop("asset_category"),
    "a category without a code": lambda table: table["asset_category"][0].pop("code"),
    "no method": lambda table: table["risk"].pop("method"),
    "an unknown word in numbering": lambda table: table.update(numbering={"prefix": "X"}),
    "a column without a heading": lambda table: table["forms"]["asset_register"]["columns"].append(["number"]),
    "a note without a source": lambda table: table["note"][0].pop("source"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS)
def test_a_wrong_profile_file_is_noticed_when_read(
    spoil: Callable[[dict[str, Any]], object], table: dict[str, Any]
) -> None:
    spoil(table)
    with pytest.raises((KeyError, TypeError, ValueError)):
        profile_from_table(table)
