"""附表十, the duties of the year and the registers that not everybody keeps: as data that says how sure it is."""

from collections import Counter

import pytest

from isms_desktop.domain.catalog import KINDS
from isms_desktop.domain.duties import EVERY_YEARS, asked_from_table, duty_from_table, occurrences, owed
from isms_desktop.domain.systems import controls_at
from isms_desktop.domain.tasks import CYCLES
from isms_desktop.services import library
from isms_desktop.services.systems import baseline

DUTIES = [duty_from_table(each) for each in library.regulation("duties")["duty"]]
ASKED = [asked_from_table(each) for each in library.regulation("registers")["register"]]
PER_YEAR = {"monthly": 12, "quarterly": 4, "half_yearly": 2, "yearly": 1, "two_yearly": 1, "three_yearly": 1}
every_duty = pytest.mark.parametrize("duty", DUTIES, ids=[each.id for each in DUTIES])
every_profile = pytest.mark.parametrize("profile", library.profiles().values(), ids=list(library.profiles()))


def test_the_annex_has_eighty_controls_in_twenty_seven_categories() -> None:
    law = baseline()
    assert [each.number for each in law.controls] == list(range(1, 81))
    assert len({(each.dimension, each.category) for each in law.controls}) == 27
    assert Counter(each.level for each in law.controls) == {"普": 45, "中": 17, "高": 18}
    assert len({each.dimension for each in law.controls}) == 7


def test_a_higher_level_asks_for_everything_that_a_lower_one_does() -> None:
    controls = baseline().controls
    low, middle, high = (controls_at(controls, level) for level in "普中高")
    assert [len(low), len(middle), len(high)] == [45, 62, 80]
    assert set(low) < set(middle) < set(high)
    assert controls_at(controls, "") == []


def test_nothing_of_the_annex_is_called_official() -> None:
    law = baseline()
    assert law.edition == "115.1.7"
    assert law.source
    assert not law.verified
    assert not any(each.verified for each in law.controls)
    assert all(0 < len(each.name) <= 40 for each in law.controls)


@every_duty
def test_a_duty_says_where_it_comes_from_and_when_it_falls_due(duty) -> None:
    assert duty.name
    assert duty.basis
    assert duty.source
    assert duty.edition
    assert duty.why.endswith("。")
    assert set(duty.grades) <= set("ABCDE")
    assert set(duty.grades)
    assert set(duty.profiles) <= set(library.profiles())
    assert duty.cycle in {each.value for each in CYCLES}
    assert len(duty.due) == PER_YEAR[duty.cycle]
    assert len(list(occurrences(duty, 115))) == len(duty.due)
    assert not duty.replaces or duty.replaces in {each.id for each in DUTIES}


def test_duties_are_told_apart() -> None:
    assert len({each.id for each in DUTIES}) == len(DUTIES)
    assert set(EVERY_YEARS) < {each.value for each in CYCLES}


@every_profile
def test_every_kind_of_office_owes_plan_review_report_risk_and_training(profile) -> None:
    names = " ".join(each.name for each in owed(DUTIES, profile.grade, profile.id))
    for words in (
        "維護計畫",
        "管理審查",
        "實施情形",
        "風險評估",
        "通識訓練",
        "內部稽核" if profile.grade != "D" else "檢",
    ):
        assert words in names


def test_the_smallest_offices_owe_far_less() -> None:
    counts = {grade: len(owed(DUTIES, grade, "elementary-school-d")) for grade in "CDE"}
    assert counts["C"] > counts["D"] >= counts["E"]


@pytest.mark.parametrize(
    ("profile", "name", "day"),
    [
        ("elementary-school-keelung-d", "管理審查", "10-31"),
        ("elementary-school-keelung-d", "實施情形", "11-15"),
        ("city-bureau-c", "管理審查", "12-31"),
    ],
)
def test_an_office_whose_plan_names_a_day_has_only_that_one(profile: str, name: str, day: str) -> None:
    grade = library.profiles()[profile].grade
    found = [each for each in owed(DUTIES, grade, profile) if name in each.name]
    assert [(each.due, each.due_fixed) for each in found] == [((day,), True)]


def test_a_register_that_not_everybody_keeps_says_why() -> None:
    assert len({each.kind for each in ASKED}) == len(ASKED)
    for each in ASKED:
        assert each.kind in KINDS
        assert each.why.endswith("。")
        assert each.source
        assert set(each.profiles) <= set(library.profiles())
