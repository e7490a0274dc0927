"""The lists about assets and their risks: what the papers of 資產 and 風險 print."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Field
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.scoring import ASSET_SCALES, band_of, score_of
from isms_desktop.domain.threats import THREAT_KINDS, Threat
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, natural, numbered, plain, shown
from isms_desktop.printing.phrase import Datum

GONE = ("scrapped", "moved_out")
"""An asset with such a status is no longer the office's to count; its paper is 資產報廢、移出紀錄."""


_ASSET_NAMES = ("asset_number", "asset_name", "asset_category", "asset_department")
_RISK_NAMES = ("risk_event", "risk_score", "risk_level", "risk_response", "risk_owner")
_BAND_NAMES = ("label", "span", "count", "share", "improve", "assets")


def risk_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    risk = names_of(Risk, _ASSET_NAMES)
    return {
        "assets": names_of(Asset, ()),
        "risks": risk,
        "treatments": names_of(Treatment, (*_ASSET_NAMES, *_RISK_NAMES)),
        "asset_scales": names_of(Scale, ("span",)),
        "risk_scales": names_of(Scale, ("span",)),
        "threats": names_of(Threat, ("kind",)),
        "bands": dict.fromkeys(("row", *_BAND_NAMES)),
        "responses": dict.fromkeys(("row", "value", "label", "meaning", "practice")),
        "risk_kinds": dict.fromkeys(("row", "kind", "example", "responses", "usual")),
    }


def counted_assets(around: Records) -> list[Asset]:
    """The assets that the office has, by category and number."""
    order = {category.code: place for place, category in enumerate(around.rules.profile.categories)}
    here = (asset for asset in around.all("asset") if asset.status not in GONE)
    return sorted(here, key=lambda asset: (order.get(asset.category, len(order)), natural(asset.number)))


def weighed_risks(around: Records) -> list[Risk]:
    """The risks of the year: by asset as in the register, the heaviest of each asset first."""
    place = {asset.id: number for number, asset in enumerate(around.assets)}
    chosen = (risk for risk in around.all("risk") if risk.year == around.year)
    return sorted(
        chosen, key=lambda risk: (place.get(risk.asset or 0, len(place)), -(score_of(risk, around.rules) or 0))
    )


def asset_numbers(risks: Iterable[Risk], around: Records) -> tuple[str, ...]:
    """The asset number of each risk, in the order given; one asset as often as it has risks."""
    assets = (around.find("asset", risk.asset or 0) for risk in risks)
    return tuple(asset.number for asset in assets if asset)


def _of_asset(asset_id: int | None, around: Records) -> dict[str, Datum]:
    asset = around.find("asset", asset_id or 0)
    if asset is None:
        return dict.fromkeys(_ASSET_NAMES, Datum(""))
    return {name: shown(asset, name.removeprefix("asset_"), around) for name in _ASSET_NAMES}


def _assets(around: Records) -> Iterator[Row]:
    return numbered(around.assets, around, lambda _asset: {})


def _risks(around: Records) -> Iterator[Row]:
    return numbered(around.risks, around, lambda risk: _of_asset(risk.asset, around))


def _treatments(around: Records) -> Iterator[Row]:
    """The measures, and an empty line for each risk that must have one and has none: nobody may sign it away."""
    risks = {risk.id: risk for risk in around.risks}
    order = {risk_id: -(score_of(risk, around.rules) or 0) for risk_id, risk in risks.items()}
    chosen = [each for each in around.all("treatment") if each.risk in risks]
    planned = {each.risk for each in chosen}
    chosen += [Treatment.make(risk=risk_id, progress="") for risk_id in _due(around) if risk_id not in planned]
    chosen.sort(key=lambda each: (order[each.risk], each.risk, each.due_on or "9"))

    def added(treatment: Treatment) -> dict[str, Datum]:
        risk = risks[treatment.risk or 0]
        of_risk = {name: shown(risk, name.removeprefix("risk_"), around) for name in _RISK_NAMES}
        return _of_asset(risk.asset, around) | of_risk

    return numbered(chosen, around, added)


def _due(around: Records) -> Iterator[int]:
    """Ids of the risks whose band asks for a 風險改善計畫."""
    for risk in around.risks:
        band = band_of(risk, around.rules)
        if band and around.rules.needs_improvement(band):
            yield risk.id


def _scales(around: Records, names: Sequence[str]) -> Iterator[Row]:
    used = {name: place for place, name in enumerate(names) if around.rules.scale_range(name)}
    levels = sorted(
        (each for each in around.all("scale") if each.scale in used),
        key=lambda each: (used[each.scale], each.level or 0),
    )

    def added(level: Scale) -> dict[str, Datum]:
        low, high = around.rules.scale_range(level.scale) or (0, 0)
        return {"span": plain(f"{low}–{high}")}

    return numbered(levels, around, added)


def _threats(around: Records) -> Iterator[Row]:
    kinds = {kind.value: kind.label for kind in THREAT_KINDS}
    own = {category.threat_kind: category.label for category in reversed(around.rules.profile.categories)}
    chosen = [each for each in around.all("threat") if each.asset_kind in own]
    order = list(kinds)
    chosen.sort(key=lambda each: (order.index(each.asset_kind), natural(each.code)))
    return numbered(chosen, around, lambda each: {"kind": plain(own.get(each.asset_kind) or kinds[each.asset_kind])})


def _bands(around: Records) -> Iterator[FreeRow]:
    risks = around.risks
    for number, band in enumerate(reversed(around.rules.method.bands), 1):
        inside = [risk for risk in risks if band_of(risk, around.rules) == band]
        share = f"{len(inside) / len(risks):.0%}" if risks else ""
        data: dict[str, Datum] = {
            "row": Datum(str(number), number),
            "label": plain(band.label),
            "span": plain(f"{band.lowest}–{band.highest}"),
            "count": Datum(str(len(inside)), len(inside)),
            "share": plain(share),
            "improve": plain("應填寫風險改善計畫" if around.rules.needs_improvement(band) else "—"),
            "assets": plain("、".join(dict.fromkeys(asset_numbers(inside, around)))),
        }
        yield FreeRow(data, band.label)


def _responses(around: Records) -> Iterator[FreeRow]:
    words = _response_words(around)
    for number, entry in enumerate(around.guide.get("response", ()), 1):
        data = {key: plain(entry[key]) for key in ("value", "meaning", "practice")}
        label = words.get(entry["value"], entry["label"])
        yield FreeRow({"row": Datum(str(number), number), "label": plain(label), **data}, label)


def _risk_kinds(around: Records) -> Iterator[FreeRow]:
    words = _response_words(around)
    value_of = {entry["label"]: entry["value"] for entry in around.guide.get("response", ())}
    for number, entry in enumerate(around.guide.get("risk_kind", ()), 1):
        ways = (part.partition("：") for part in entry["responses"].split("；"))
        own_words = (words.get(value_of.get(name, ""), name) + colon + what for name, colon, what in ways)
        data: dict[str, Datum] = {
            "row": Datum(str(number), number),
            "kind": plain(entry["kind"]),
            "example": plain(entry["example"]),
            "responses": plain("\n".join(own_words)),
            "usual": plain(words.get(entry["usual"], entry["usual"])),
        }
        yield FreeRow(data, entry["kind"])


def _response_words(around: Records) -> dict[str, str]:
    """What this office calls each response: an office of 108 wrote 降低 where one of today writes 修改."""
    return {choice.value: choice.label for choice in around.rules.profile.responses}


RISK_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "assets": _assets,
    "risks": _risks,
    "treatments": _treatments,
    "asset_scales": lambda around: _scales(around, ASSET_SCALES),
    "risk_scales": lambda around: _scales(around, ("likelihood", "impact")),
    "threats": _threats,
    "bands": _bands,
    "responses": _responses,
    "risk_kinds": _risk_kinds,
}
