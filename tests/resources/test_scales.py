"""The methods of weighing and the words of every level: what a clerk chooses from must be whole."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.scales import SCALES
from isms_desktop.domain.scoring import Method, ValueRule, method_from_table

FOLDER = Path(__file__).parents[2] / "resources" / "scales"
SCALE_NAMES = {each.value for each in SCALES}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


METHODS = {table["id"]: method_from_table(table) for table in _load("methods.toml")["method"]}
LEVELS = _load("levels.toml")["level"]
every_method = pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)


def test_the_four_known_ways_of_weighing_are_there() -> None:
    assert set(METHODS) == {"cia-sum", "likelihood-impact", "max-cia", "max-cial"}
    assert len(METHODS) == len(_load("methods.toml")["method"]), "a method id occurs twice"


@every_method
def test_every_reachable_score_has_exactly_one_band(method: Method) -> None:
    for score in method.reachable():
        assert sum(score in band for band in method.bands) == 1, score


@every_method
def test_bands_follow_each_other_without_gaps_and_end_at_the_extremes(method: Method) -> None:
    assert [band.id for band in method.bands] == ["low", "medium", "high"]
    for lower, higher in zip(method.bands, method.bands[1:], strict=False):
        assert higher.lowest == lower.highest + 1
    assert method.bands[0].lowest == method.reachable()[0]
    assert method.bands[-1].highest == method.reachable()[-1]


@every_method
def test_every_band_can_occur(method: Method) -> None:
    assert all(reach.combinations for reach in method.reach())


@every_method
def test_a_method_knows_the_range_of_everything_it_multiplies(method: Method) -> None:
    assert set(method.ranges) <= SCALE_NAMES
    assert {*method.value_parts, "likelihood", "impact"} <= set(method.ranges)
    assert bool(method.value_parts) == (method.value_rule is not ValueRule.NONE)
    assert method.label and method.source


@every_method
def test_protection_levels_cover_the_scales_or_are_absent(method: Method) -> None:
    if method.protection:
        highest = max(
            method.ranges[scale][1] for scale in ("confidentiality", "integrity", "availability", "compliance")
        )
        assert method.protection == {1: "普", 2: "中", 3: "高"}
        assert highest == 3


def test_with_the_seeds_method_high_needs_both_threes_and_a_value_of_nine() -> None:
    method = METHODS["cia-sum"]
    high = method.reach()[-1]
    assert high.scores == (81, 90, 99, 108)
    assert high.least == {"asset_value": 9, "likelihood": 3, "impact": 3}
    assert [reach.band.id for reach in method.extreme_bands()] == ["high"]


def test_the_seeds_bands_are_the_seeds_numbers() -> None:
    bands = [(band.label, band.lowest, band.highest) for band in METHODS["cia-sum"].bands]
    assert bands == [("低風險", 3, 37), ("中風險", 38, 73), ("高風險", 74, 108)]


def test_likelihood_times_impact_reaches_high_from_six() -> None:
    method = METHODS["likelihood-impact"]
    assert method.reachable() == (1, 2, 3, 4, 6, 9)
    assert [method.band_of(score).label for score in (2, 3, 4, 6)] == ["低風險", "中風險", "中風險", "高風險"]  # type: ignore[union-attr]
    assert method.protection_level({"confidentiality": 1, "integrity": 1, "availability": 2, "compliance": 3}) == "高"


def test_the_highest_of_four_is_value_and_protection_level_at_once() -> None:
    levels = {"confidentiality": 2, "integrity": 1, "availability": 1, "compliance": 1, "likelihood": 2, "impact": 3}
    assert METHODS["max-cial"].asset_value(levels) == 2
    assert METHODS["max-cial"].score(levels) == 12
    assert METHODS["max-cial"].protection_level(levels) == "中"


@every_method
def test_every_level_of_every_scale_has_its_words(method: Method) -> None:
    for scale, (low, high) in method.ranges.items():
        found = [row["level"] for row in LEVELS if row["scale"] == scale and row["of"] == high]
        assert found == list(range(low, high + 1)), scale


def test_no_level_is_written_twice_or_for_nobody() -> None:
    places = [(row["scale"], row["of"], row["level"]) for row in LEVELS]
    assert len(set(places)) == len(places)
    wanted = {(scale, high) for method in METHODS.values() for scale, (_low, high) in method.ranges.items()}
    assert {(scale, of) for scale, of, _level in places} == wanted


def test_a_clerk_can_choose_by_reading() -> None:
    for row in LEVELS:
        assert set(row) == {"scale", "of", "level", "label", "meaning"}
        assert row["label"].strip() and "例如：" in row["meaning"], row
    for scale, of in {(row["scale"], row["of"]) for row in LEVELS}:
        labels = [row["label"] for row in LEVELS if (row["scale"], row["of"]) == (scale, of)]
        assert len(set(labels)) == of
