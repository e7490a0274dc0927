"""Weighing risks: which events fit an asset, what a choice would score, the matrix, what a method cannot reach."""

import itertools
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.scoring import ASSET_SCALES, Band, Method, ValueRule, band_of, levels_of, score_of
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Changed

_SEEN = ("year", "asset", "likelihood", "impact", *ASSET_SCALES)
"""What counting looks at in a risk: fetched at once, because the overview counts and a start counts milliseconds."""


class Weight(NamedTuple):
    """What a choice of likelihood and impact comes to for one asset."""

    score: int | None
    band: Band | None
    formula: str
    """「(3+2+2)×2×3＝42」, or what is still missing."""


class Cell(NamedTuple):
    """All risks of a year with the same likelihood and impact."""

    risk_ids: tuple[int, ...] = ()
    asset_numbers: tuple[str, ...] = ()
    by_band: Mapping[str, int] = MappingProxyType({})


class Matrix(NamedTuple):
    """The risks of a year by likelihood and impact."""

    likelihoods: tuple[int, ...]
    impacts: tuple[int, ...]
    cells: Mapping[tuple[int, int], Cell]
    """(likelihood, impact) → cell; every pair is there."""
    totals: Mapping[str, int]
    """Band id → number of risks, from low to high."""
    unweighed: int
    """Risks that still lack a level."""


def events_for(office: Office, asset: Any) -> list[Any]:
    """The catalogue's events that fit an asset: those of its category's kind, and 個資 when it holds personal data."""
    category = office.rules.profile.category(asset.category)
    kinds = {category.threat_kind} if category else set()
    if asset.personal_data:
        kinds.add("personal")
    return [threat for threat in office.all("threat") if not kinds or threat.asset_kind in kinds]


def complete_threats(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """The office's own events as typed or pasted, each with a code (自訂-001 …) and marked as not the program's."""
    taken = {threat.code for threat in office.all("threat")}
    done = []
    for row in rows:
        code = str(row.get("code") or "")
        if not code:
            code = next(each for number in itertools.count(1) if (each := f"自訂-{number:03}") not in taken)
        taken.add(code)
        done.append({**row, "code": code, "built_in": False})
    return done


def weigh(office: Office, asset: Any, likelihood: int | None, impact: int | None) -> Weight:
    """The score, band and written-out sum for an asset under the office's method."""
    method = office.rules.method
    levels = levels_of(asset)
    score = method.score(levels | {"likelihood": likelihood, "impact": impact})
    return Weight(score, method.band_of(score), _formula(method, levels, likelihood, impact, score))


def assess(
    office: Office,
    asset_ids: Collection[int],
    threat_id: int,
    likelihood: int,
    impact: int,
    *,
    response: str = "",
    year: int | None = None,
) -> Changed:
    """Weigh one event of the catalogue for one or many assets in one undoable step.

    An asset that already has this event in the year gets the new levels instead of a second risk. Raises UserError
    when the event or an asset is gone, or a level is outside the scale.
    """
    threat = office.find("threat", threat_id)
    if threat is None:
        raise UserError("這個事件已不在威脅弱點清單中。", "請重新選擇事件。")
    for scale, level in (("likelihood", likelihood), ("impact", impact)):
        span = office.rules.scale_range(scale)
        if span and not span[0] <= level <= span[1]:
            raise UserError(f"評分「{level}」超出 {span[0]}～{span[1]} 的範圍。", "請重新選擇。")
    year = year or current_year(office)
    known = {(risk.asset, risk.event): risk.id for risk in office.all("risk") if risk.year == year}
    weighed: dict[str, Value] = {"likelihood": likelihood, "impact": impact}
    if response:
        weighed["response"] = response
    new_rows = []
    with office.action(f"評估風險：{threat.event[:30]}") as action:
        for asset_id in dict.fromkeys(asset_ids):
            asset = office.find("asset", asset_id)
            if asset is None:
                raise UserError("其中一項資產已經被刪除了。", "請重新選擇資產。")
            risk_id = known.get((asset_id, threat.event))
            if risk_id:
                action.update("risk", risk_id, {**weighed, **levels_of(asset)})
            else:
                new_rows.append({**_new_risk(asset, threat, year), **weighed})
        action.insert_many("risk", new_rows)
    return action.result()


def risks_of(office: Office, year: int) -> list[Any]:
    """The risks of a year, oldest first (a glance at each)."""
    return [risk for risk in office.glance("risk", *_SEEN) if risk.year == year]


def matrix(office: Office, year: int) -> Matrix:
    """The risks of a year by likelihood and impact, with their bands under the office's method."""
    rules = office.rules
    likelihoods = _levels(rules.method, "likelihood")
    impacts = _levels(rules.method, "impact")
    found: dict[tuple[int, int], list[Any]] = {(each, other): [] for each in likelihoods for other in impacts}
    totals = {band.id: 0 for band in rules.method.bands}
    unweighed = 0
    for risk in risks_of(office, year):
        band = band_of(risk, rules)
        if band is None or (risk.likelihood, risk.impact) not in found:
            unweighed += 1
            continue
        totals[band.id] += 1
        found[risk.likelihood, risk.impact].append(risk)
    numbers = {asset.id: asset.number for asset in office.glance("asset", "number")} if any(found.values()) else {}
    cells = {where: _cell(office, risks, numbers) for where, risks in found.items()}
    return Matrix(likelihoods, impacts, cells, totals, unweighed)


def reach_notes(office: Office) -> list[str]:
    """What the office should know of its method: bands that only the extreme can reach, bands never reached."""
    method = office.rules.method
    notes = []
    for reach in method.extreme_bands():
        least = reach.least
        value = f"，而且資產價值 ≥ {least['asset_value']} " if method.value_rule is not ValueRule.NONE else ""
        notes.append(
            f"依本機關的計算方式，{reach.band.label}只有在可能性＝{least['likelihood']}、衝擊性＝{least['impact']}{value}時才會出現"
            f"（{'、'.join(map(str, reach.scores))}）。沒有{reach.band.label}不代表沒有風險，請一併檢視分數最高的項目。"
        )
    notes += [f"依本機關的計算方式，不會出現{each.band.label}。" for each in method.reach() if not each.combinations]
    return notes


def unassessed_assets(office: Office, year: int) -> list[Any]:
    """Assets in use that no risk of the year names, in the register's order (a glance at each)."""
    named = {risk.asset for risk in risks_of(office, year)}
    return [asset for asset in office.glance("asset", "status") if asset.status == "in_use" and asset.id not in named]


def improvement_due(office: Office, year: int) -> list[Any]:
    """Risks of the year in a band that needs a 風險改善計畫, with none yet (a glance at each), the highest first."""
    rules = office.rules
    planned = {treatment.risk for treatment in office.glance("treatment", "risk", "progress")}
    due = [
        risk
        for risk in risks_of(office, year)
        if risk.id not in planned and (band := band_of(risk, rules)) and rules.needs_improvement(band)
    ]
    return sorted(due, key=lambda risk: -(score_of(risk, rules) or 0))


def _cell(office: Office, risks: list[Any], numbers: Mapping[int, str]) -> Cell:
    by_band: dict[str, int] = {}
    for risk in risks:
        band = band_of(risk, office.rules)
        if band:
            by_band[band.id] = by_band.get(band.id, 0) + 1
    assets = dict.fromkeys(numbers[risk.asset] for risk in risks if risk.asset in numbers)
    return Cell(tuple(risk.id for risk in risks), tuple(assets), by_band)


def _new_risk(asset: Any, threat: Any, year: int) -> dict[str, Value]:
    return {
        "year": year,
        "asset": asset.id,
        "threat_code": threat.code,
        "threat": threat.threat,
        "weakness": threat.weakness,
        "event": threat.event,
        "owner": asset.manager or asset.owner,
        **levels_of(asset),
    }


def _levels(method: Method, scale: str) -> tuple[int, ...]:
    low, high = method.ranges[scale]
    return tuple(range(low, high + 1))


def _formula(
    method: Method, levels: Mapping[str, Any], likelihood: int | None, impact: int | None, score: int | None
) -> str:
    parts = [levels.get(part) for part in method.value_parts]
    if method.value_rule is not ValueRule.NONE and not all(isinstance(part, int) for part in parts):
        return "這項資產還沒有填完整的機密性、完整性、可用性評分"
    value = {
        ValueRule.SUM: f"({'＋'.join(map(str, parts))}) × ",
        ValueRule.MAXIMUM: f"MAX({', '.join(map(str, parts))}) × ",
        ValueRule.NONE: "",
    }[method.value_rule]
    chosen = " × ".join("？" if level is None else str(level) for level in (likelihood, impact))
    return f"{value}{chosen} ＝ {'？' if score is None else score}"
