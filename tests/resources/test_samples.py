"""The practice offices: invented, whole, and held against the same checks as an office's own records."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.checks import check
from isms_desktop.domain.fields import Choice, Kind, Record
from isms_desktop.domain.findings import Finding
from isms_desktop.domain.identifiers import check_property_number
from isms_desktop.domain.profile import profile_from_table
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scoring import ASSET_SCALES, Band, method_from_table

RESOURCES = Path(__file__).parents[2] / "resources"
NAMES = [path.stem for path in sorted((RESOURCES / "samples").glob("*.toml"))]
TODAY = "2026-11-20"
POINTER = ("risk_asset", "risk_threat_code", "risk_year")
"""What a treatment carries instead of the id of its risk."""
RARE = set("堃喆犇峯綉")


def _load(*parts: str) -> dict[str, Any]:
    return tomllib.loads(RESOURCES.joinpath(*parts).read_text(encoding="utf-8"))


METHODS = {table["id"]: method_from_table(table) for table in _load("scales", "methods.toml")["method"]}
PROFILES = {path.stem: profile_from_table(_load("profiles", path.name)) for path in (RESOURCES / "profiles").glob("*")}
LISTS = {"profiles": tuple(Choice(name, name) for name in PROFILES), "risk_methods": ()}
CODES = {row["code"]: row for row in _load("threats", "catalog.toml")["threat"]}


def _values(row: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    assert set(row) - set(POINTER) <= set(known), "a key that no field has would be lost"
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return {key: values[key] for key in values if key in known}


class Sample:
    """One practice office with the rules of its profile."""

    def __init__(self, name: str) -> None:
        self.tables = _load("samples", f"{name}.toml")
        profile = PROFILES[name]
        self.rules = OfficeRules(profile, METHODS[profile.method], LISTS)

    def records(self, kind: str) -> list[Record]:
        """The rows of a kind as records. The id of what a row points at is not known here: 1 stands in."""
        known = record_type(kind).by_key
        refs = {key: 1 for key, field in known.items() if field.kind is Kind.REF}
        rows = [self.tables["agency"]] if kind == "agency" else self.tables[kind]
        return [record_type(kind).cls(**{**_values(row, known), **refs}) for row in rows]

    def risk_of(self, treatment: dict[str, Any]) -> dict[str, Any]:
        """The one risk that a treatment names."""
        wanted = tuple(treatment[key] for key in POINTER)
        found = [risk for risk in self.tables["risk"] if (risk["asset"], risk["threat_code"], risk["year"]) == wanted]
        assert len(found) == 1, wanted
        risk: dict[str, Any] = found[0]
        return risk

    def band(self, risk: Mapping[str, Any]) -> Band:
        """The band in which a risk lands."""
        band = self.rules.method.band_of(self.rules.method.score(risk))
        assert band is not None
        return band


@pytest.fixture(scope="module", params=NAMES)
def sample(request: pytest.FixtureRequest) -> Sample:
    return Sample(request.param)


def test_every_profile_has_its_practice_office() -> None:
    assert set(NAMES) == set(PROFILES)


def test_the_office_says_that_it_is_invented(sample: Sample) -> None:
    agency = sample.tables["agency"]
    assert agency["name"].endswith("（練習用）") and agency["short_name"].endswith("（練習用）")
    assert agency["phone"].startswith("00-0000-") and "虛構" in agency["address"]
    assert agency["profile"] == sample.rules.profile.id
    assert agency["grade"] == sample.rules.profile.grade
    staff = {person["name"]: person for person in sample.tables["person"]}
    assert agency["head_name"] in staff
    assert "ciso" in staff[agency["ciso_name"]]["roles"]


@pytest.mark.parametrize("kind", ["agency", "person", "asset", "risk", "treatment"])
def test_nothing_in_it_would_be_refused_or_warned_about(sample: Sample, kind: str) -> None:
    said: list[tuple[Record, Finding]] = [
        (record, finding) for record in sample.records(kind) for finding in check(record, sample.rules)
    ]
    assert said == []


def test_no_text_is_empty_or_padded(sample: Sample) -> None:
    for kind in ("person", "asset", "risk", "treatment"):
        for row in sample.tables[kind]:
            for key, value in row.items():
                assert not isinstance(value, str) or value.strip() == value != "", (kind, key, row)


def test_there_is_enough_to_look_at(sample: Sample) -> None:
    tables = sample.tables
    assert len(tables["person"]) >= 20
    assert len(tables["asset"]) >= 40
    assert sum(risk["year"] == 115 for risk in tables["risk"]) >= 30
    assert sum(risk["year"] == 114 for risk in tables["risk"]) >= 8
    assert len(tables["treatment"]) >= 6
    assert {treatment["progress"] for treatment in tables["treatment"]} == {"planned", "running", "done", "accepted"}


def test_people_are_told_apart_and_deputies_work_there(sample: Sample) -> None:
    people = sample.tables["person"]
    names = [person["name"] for person in people]
    assert len(set(names)) == len(names)
    here = {person["name"] for person in people if "left_on" not in person}
    assert {person["deputy"] for person in people if "deputy" in person} <= here
    assert sum(bool(RARE & set(name)) for name in names) >= 2, "a name with a rare character shows that the fonts hold"
    assert all("national_id" not in person for person in people), "no invented number could be told from a real one"
    assert any(person.get("account_closed_on") for person in people)


def test_numbers_follow_the_profile_without_holes(sample: Sample) -> None:
    numbering = sample.rules.profile.numbering
    running: Counter[str] = Counter()
    for asset in sample.tables["asset"]:
        running[asset["category"]] += 1
        count = running[asset["category"]]
        assert asset["number"] == f"{asset['category']}{numbering.separator}{count:0{numbering.digits}}"
    assert set(running) == {category.code for category in sample.rules.profile.categories}


def test_every_asset_is_valued_on_exactly_the_scales_of_the_method(sample: Sample) -> None:
    method = sample.rules.method
    for asset in sample.tables["asset"]:
        assert {scale for scale in ASSET_SCALES if scale in asset} == set(ASSET_SCALES) & set(method.ranges)
        assert asset.get("protection_level", "") == method.protection_level(asset)


def test_assets_are_kept_by_people_who_work_there(sample: Sample) -> None:
    here = {person["name"] for person in sample.tables["person"] if "left_on" not in person}
    departments = {person["department"] for person in sample.tables["person"]}
    for asset in sample.tables["asset"]:
        assert asset["department"] in departments, asset["number"]
        assert {asset["owner"], asset["manager"], asset.get("custodian", asset["manager"])} <= here, asset["number"]


def test_property_numbers_are_plausible_and_used_once(sample: Sample) -> None:
    numbers = [asset["property_number"] for asset in sample.tables["asset"] if "property_number" in asset]
    assert len(numbers) >= 10
    assert len(set(numbers)) == len(numbers)
    assert [number for number in numbers if check_property_number(number)] == []
    assert any("-0" in number for number in numbers), "leading zeros must survive everything"


def test_the_register_shows_what_a_real_one_holds(sample: Sample) -> None:
    assets = sample.tables["asset"]
    assert {"in_use", "scrapped"} <= {asset["status"] for asset in assets}
    assert any(asset.get("personal_data_count") for asset in assets)
    assert any(asset.get("harmful_doubt") for asset in assets)
    assert all(re.match(r"(10|192\.168)\.", asset["ip_address"]) for asset in assets if "ip_address" in asset)
    if "compliance" not in sample.rules.method.ranges:
        assert all("compliance" not in asset for asset in assets)


def test_no_day_of_the_past_lies_in_the_future(sample: Sample) -> None:
    for kind in ("person", "asset", "risk", "treatment"):
        past = [
            field.key
            for field in record_type(kind).stored
            if field.kind is Kind.DATE and field.key not in ("due_on", "accepted_until")
        ]
        for row in sample.tables[kind]:
            assert all(row[key] <= TODAY for key in past if key in row), row


def test_risks_name_assets_and_threats_that_exist(sample: Sample) -> None:
    assets = {asset["number"]: asset for asset in sample.tables["asset"]}
    for risk in sample.tables["risk"]:
        threat = CODES[risk["threat_code"]]
        assert (risk["threat"], risk["weakness"]) == (threat["threat"], threat["weakness"])
        assert assets[risk["asset"]]["status"] != "moved_out"
        for scale in set(ASSET_SCALES) & set(sample.rules.method.ranges):
            assert risk[scale] == assets[risk["asset"]][scale]


def test_no_risk_is_assessed_twice_in_a_year(sample: Sample) -> None:
    pairs = Counter((risk["year"], risk["asset"], risk["event"]) for risk in sample.tables["risk"])
    codes = Counter((risk["year"], risk["asset"], risk["threat_code"]) for risk in sample.tables["risk"])
    assert max(pairs.values()) == max(codes.values()) == 1


def test_risks_of_this_year_lie_in_every_band(sample: Sample) -> None:
    count = Counter(sample.band(risk).id for risk in sample.tables["risk"] if risk["year"] == 115)
    assert set(count) == {"low", "medium", "high"}
    assert count["low"] > count["high"], "an office where most risks are high would not be believed"


def test_a_risk_has_an_owner_and_a_response(sample: Sample) -> None:
    here = {person["name"] for person in sample.tables["person"]}
    for risk in sample.tables["risk"]:
        assert risk["owner"] in here, risk
        assert risk["response"] and risk["existing_controls"]
        assert sample.band(risk).id != "high" or risk["response"] in ("modify", "avoid", "share")


def test_what_must_be_improved_has_a_plan(sample: Sample) -> None:
    planned = {tuple(treatment[key] for key in POINTER) for treatment in sample.tables["treatment"]}
    for risk in sample.tables["risk"]:
        if sample.rules.needs_improvement(sample.band(risk)) and risk["year"] == 115:
            assert (risk["asset"], risk["threat_code"], risk["year"]) in planned, risk["event"]


def test_a_plan_that_is_carried_out_leaves_less_risk(sample: Sample) -> None:
    method = sample.rules.method
    for treatment in sample.tables["treatment"]:
        risk = sample.risk_of(treatment)
        after = {**risk, "likelihood": treatment["residual_likelihood"], "impact": treatment["residual_impact"]}
        before, left = method.score(risk), method.score(after)
        assert before is not None and left is not None
        if treatment["progress"] == "accepted":
            assert left == before, "accepting a risk does not make it smaller"
        elif treatment["risk_year"] == 115:
            assert left < before, treatment["measure"]
        else:
            assert left <= before, treatment["measure"]


def test_accepted_risks_say_who_accepted_them_why_and_until_when(sample: Sample) -> None:
    for treatment in sample.tables["treatment"]:
        if treatment["progress"] == "accepted":
            assert treatment["accepted_by"] == sample.tables["agency"]["ciso_name"]
            assert treatment["acceptance_reason"] and treatment["accepted_on"] < treatment["accepted_until"]
        else:
            assert treatment["due_on"] and treatment["responsible"]
