"""Weighing risks: four clicks, one event for many assets, the map, and what the method cannot show."""

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.scoring import band_of
from isms_desktop.services import records, risks
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year


def test_a_new_risk_carries_the_event_the_levels_and_the_year(desk: Office) -> None:
    threat = desk.all("threat")[0]
    records.change(desk, "asset", {1: {"manager": "王小明", "confidentiality": 3}}, "修改")
    changed = risks.assess(desk, [1], threat.id, 2, 3, response="modify")
    risk = desk.find("risk", changed.added[0])
    assert (risk.year, risk.asset, risk.threat_code, risk.event) == (current_year(desk), 1, threat.code, threat.event)
    assert (risk.confidentiality, risk.integrity, risk.likelihood, risk.impact) == (3, 2, 2, 3)
    assert (risk.response, risk.owner, risk.weakness) == ("modify", "王小明", threat.weakness)
    assert records.undo_label(desk).startswith("評估風險：")


def test_the_same_event_again_gives_the_old_risk_new_levels(weighed: Office) -> None:
    threat = weighed.all("threat")[0].id
    records.change(weighed, "risk", {2: {"response": "avoid", "existing_controls": "已加鎖", "integrity": 4}}, "修改")
    changed = risks.assess(weighed, [1], threat, 3, 1)
    assert (changed.added, changed.touched) == ((), {"risk": frozenset({2})})
    risk = weighed.find("risk", 2)
    assert (risk.likelihood, risk.impact, risk.response, risk.existing_controls) == (3, 1, "avoid", "已加鎖")
    assert risk.integrity == 2  # the asset's own, as it is today
    assert weighed.find("risk", 1).likelihood == 2  # last year's stays


def test_all_assets_of_a_kind_alike_in_one_step(weighed: Office) -> None:
    changed = risks.assess(weighed, [1, 2, 3, 2], weighed.all("threat")[0].id, 1, 1)
    assert len(changed.added) == 2
    year = current_year(weighed)
    assert sorted(risk.asset for risk in weighed.all("risk") if risk.year == year) == [1, 2, 3]
    records.undo(weighed)
    assert [(risk.asset, risk.likelihood) for risk in weighed.all("risk")] == [(1, 2), (1, 2)]


@pytest.mark.parametrize(
    ("assets", "threat", "likelihood", "impact", "said"),
    [
        ([1], 9999, 1, 1, "事件已不在"),
        ([2, 99], 1, 1, 1, "資產已經被刪除"),
        ([1], 1, 4, 1, "「4」超出 1～3"),
        ([1], 1, 1, 0, "「0」超出 1～3"),
    ],
)
def test_what_cannot_be_weighed_is_said_and_nothing_is_written(
    assets: list[int], threat: int, likelihood: int, impact: int, said: str, desk: Office
) -> None:
    with pytest.raises(UserError, match=said):
        risks.assess(desk, assets, threat, likelihood, impact)
    assert desk.all("risk") == [] and records.undo_label(desk) == "新增資產"


@pytest.mark.parametrize(
    ("asset", "likelihood", "impact", "score", "band", "formula"),
    [
        (1, 2, 3, 36, "低風險", "(2＋2＋2) × 2 × 3 ＝ 36"),
        (1, 3, 3, 54, "中風險", "(2＋2＋2) × 3 × 3 ＝ 54"),
        (1, 2, None, None, None, "(2＋2＋2) × 2 × ？ ＝ ？"),
        (3, 2, 3, None, None, "這項資產還沒有填完整的機密性、完整性、可用性評分"),
    ],
)
def test_the_score_shows_while_choosing(
    asset: int, likelihood: int, impact: int | None, score: int | None, band: str | None, formula: str, desk: Office
) -> None:
    weight = risks.weigh(desk, desk.find("asset", asset), likelihood, impact)
    assert (weight.score, weight.band and weight.band.label, weight.formula) == (score, band, formula)


@pytest.mark.parametrize(
    ("method", "formula"), [("max-cia", "MAX(2, 2, 2) × 2 × 3 ＝ 12"), ("likelihood-impact", "2 × 3 ＝ 6")]
)
def test_the_sum_is_written_as_the_method_does_it(method: str, formula: str, desk: Office) -> None:
    records.change(desk, "agency", {1: {"risk_method": method}}, "改計算方式")
    assert risks.weigh(desk, desk.find("asset", 1), 2, 3).formula == formula


def test_the_catalogue_offers_what_fits_the_asset(desk: Office) -> None:
    computer = desk.find("asset", 1)
    assert {threat.asset_kind for threat in risks.events_for(desk, computer)} == {"physical"}
    assert {threat.asset_kind for threat in risks.events_for(desk, computer.replace(personal_data=True))} == {
        "physical",
        "personal",
    }
    assert len(risks.events_for(desk, computer.replace(category="舊類別"))) == len(desk.all("threat"))


def test_the_offices_own_event_is_offered_too(desk: Office) -> None:
    own = {"code": "OWN-1", "asset_kind": "physical", "threat": "淹水", "weakness": "一樓", "event": "豪雨淹水。"}
    records.add(desk, "threat", [own], "新增事件")
    assert risks.events_for(desk, desk.find("asset", 1))[-1].code == "OWN-1"


# The map


def test_the_map_counts_every_risk_of_the_year_once(office: Office) -> None:
    for year in {risk.year for risk in office.all("risk")}:
        of_year = [risk for risk in office.all("risk") if risk.year == year]
        matrix = risks.matrix(office, year)
        placed = [risk_id for cell in matrix.cells.values() for risk_id in cell.risk_ids]
        assert len(placed) == len(set(placed)) == sum(matrix.totals.values()) == len(of_year) - matrix.unweighed
        for (likelihood, impact), cell in matrix.cells.items():
            assert sum(cell.by_band.values()) == len(cell.risk_ids)
            here = [risk for risk in of_year if (risk.likelihood, risk.impact) == (likelihood, impact)]
            assert {risk.id for risk in here if band_of(risk, office.rules)} == set(cell.risk_ids)
        for band in office.rules.method.bands:
            assert matrix.totals[band.id] == sum(band_of(risk, office.rules) == band for risk in of_year)


def test_the_practice_office_has_risks_of_all_bands(office: Office) -> None:
    assert all(risks.matrix(office, current_year(office)).totals.values())


def test_every_cell_of_the_map_is_there_and_names_its_assets(weighed: Office) -> None:
    matrix = risks.matrix(weighed, current_year(weighed))
    assert set(matrix.cells) == {(likelihood, impact) for likelihood in (1, 2, 3) for impact in (1, 2, 3)}
    assert matrix.cells[2, 3].asset_numbers == ("HW-001",)
    assert matrix.cells[2, 3].by_band == {"low": 1}
    assert matrix.totals == {"low": 1, "medium": 0, "high": 0}


def test_a_risk_that_still_lacks_a_level_is_counted_apart(weighed: Office) -> None:
    records.change(weighed, "asset", {1: {"integrity": "由上級訂之"}}, "改完整性")
    matrix = risks.matrix(weighed, current_year(weighed))
    assert (matrix.unweighed, sum(matrix.totals.values())) == (1, 0)


def test_the_seeds_method_says_what_high_takes(desk: Office) -> None:
    (note,) = risks.reach_notes(desk)
    assert "高風險只有在可能性＝3、衝擊性＝3，而且資產價值 ≥ 9 時才會出現" in note
    assert "81、90、99、108" in note


def test_a_method_without_such_a_corner_says_nothing(desk: Office) -> None:
    records.change(desk, "agency", {1: {"risk_method": "max-cia"}}, "改計算方式")
    assert risks.reach_notes(desk) == []


# What waits


def test_assets_in_use_that_no_risk_of_the_year_names(weighed: Office) -> None:
    year = current_year(weighed)
    assert [asset.number for asset in risks.unassessed_assets(weighed, year)] == ["HW-002", "SW-001"]
    records.change(weighed, "asset", {2: {"status": "scrapped"}}, "報廢")
    assert [asset.number for asset in risks.unassessed_assets(weighed, year)] == ["SW-001"]
    assert len(risks.unassessed_assets(weighed, year - 5)) == 2


def test_high_risks_without_a_plan_wait_highest_first(desk: Office) -> None:
    threat = desk.all("threat")[0].id
    levels = ("confidentiality", "integrity", "availability")
    values = {1: dict.fromkeys(levels, 3), 2: dict.fromkeys(levels, 4), 3: dict.fromkeys(levels, 2)}
    records.change(desk, "asset", values, "評分")
    risks.assess(desk, [1, 2, 3], threat, 3, 3)
    year = current_year(desk)
    due = risks.improvement_due(desk, year)
    assert [desk.find("asset", risk.asset).number for risk in due] == ["HW-002", "HW-001"]
    records.add(desk, "treatment", [{"risk": due[0].id, "measure": "汰換"}], "新增措施")
    assert [risk.id for risk in risks.improvement_due(desk, year)] == [due[1].id]
    assert risks.improvement_due(desk, year - 1) == []
