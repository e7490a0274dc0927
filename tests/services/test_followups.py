"""What a change brings with it, in the same undoable step."""

from typing import Any

import pytest

from isms_desktop.services import library, records
from isms_desktop.services.offices import Office


def _levels(office: Office) -> list[tuple[Any, Any]]:
    return [(risk.confidentiality, risk.availability) for risk in office.all("risk")]


def test_the_open_years_risk_goes_with_its_asset_and_last_years_paper_stays(weighed: Office) -> None:
    assert _levels(weighed) == [(2, 2), (2, 2)]
    changed = records.change(weighed, "asset", {1: {"confidentiality": 4, "name": "新名字"}}, "改機密性")
    assert changed.touched == {"asset": frozenset({1}), "risk": frozenset({2})}
    assert _levels(weighed) == [(2, 2), (4, 2)]
    records.undo(weighed)
    assert _levels(weighed) == [(2, 2), (2, 2)]
    assert weighed.find("asset", 1).confidentiality == 2


@pytest.mark.parametrize("change", [{1: {"name": "新名字"}}, {2: {"confidentiality": 4}}])
def test_a_name_or_another_asset_touches_no_risk(change: dict[int, dict[str, Any]], weighed: Office) -> None:
    assert records.change(weighed, "asset", change, "修改").touches("risk") is False


def test_many_assets_valued_at_once_take_their_risks_along(weighed: Office) -> None:
    records.change(weighed, "asset", {each: {"availability": 1} for each in (1, 2, 3)}, "整批修改")
    assert _levels(weighed) == [(2, 2), (2, 1)]


def _texts(office: Office) -> dict[tuple[str, int], str]:
    return {(each.scale, each.level): each.meaning for each in office.all("scale")}


def _proposed(method: str) -> dict[tuple[str, int], str]:
    return {(each["scale"], each["level"]): each["meaning"] for each in library.level_texts(library.methods()[method])}


def test_another_way_of_weighing_brings_the_texts_of_its_scales(desk: Office) -> None:
    assert _texts(desk) == _proposed("cia-sum")
    records.change(desk, "agency", {1: {"risk_method": "max-cial"}}, "改風險計算方式")
    assert _texts(desk) == _proposed("max-cial")
    assert desk.rules.method.id == "max-cial"
    records.undo(desk)
    assert _texts(desk) == _proposed("cia-sum")
    assert desk.rules.method.id == "cia-sum"


def test_another_kind_of_office_brings_the_texts_of_its_method(desk: Office) -> None:
    other = next(each for each in library.profiles().values() if each.method != desk.rules.method.id)
    records.change(desk, "agency", {1: {"profile": other.id}}, "改機關類型")
    assert _texts(desk) == _proposed(other.method)
    assert desk.rules.profile.id == other.id


@pytest.mark.parametrize("key", ["meaning", "label"])
def test_the_offices_own_words_survive_a_new_method(key: str, desk: Office) -> None:
    kept_scale, lost_scale = (
        next(each.id for each in desk.all("scale") if (each.scale, each.level) == where)
        for where in (("confidentiality", 2), ("confidentiality", 4))
    )
    for scale in (kept_scale, lost_scale):
        records.change(desk, "scale", {scale: {key: "本所自己的說法"}}, "改寫量表")
    records.change(desk, "agency", {1: {"risk_method": "max-cial"}}, "改風險計算方式")
    assert [getattr(desk.find("scale", scale), key) for scale in (kept_scale, lost_scale)] == ["本所自己的說法"] * 2
    where = [(each.scale, each.level) for each in desk.all("scale")]
    assert len(set(where)) == len(where)
    assert set(where) == set(_proposed("max-cial")) | {("confidentiality", 4)}


def test_the_same_method_said_aloud_changes_no_text(desk: Office) -> None:
    assert not records.change(desk, "agency", {1: {"risk_method": "cia-sum"}}, "改風險計算方式").touches("scale")
