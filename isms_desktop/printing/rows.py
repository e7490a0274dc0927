"""The lists that a form file may print, and the names in their rows.

A row of a record list knows every field of the record type by its key, and the names added here:

assets       資產, without those scrapped or moved out, by category and number
risks        風險 of the year: + asset_number, asset_name, asset_category, asset_department
treatments   風險改善計畫 of those risks, and an empty one where one is due: + the above and risk_event, risk_score,
             risk_level, risk_response, risk_owner
asset_scales, risk_scales   評估量表 of the scales that the office's method uses: + span (1–4)
threats      威脅弱點 of the kinds that the office has: + kind (the office's word for the asset kind)
bands        風險等級: label, span, count, share, improve (改善 duty), assets (their numbers)
responses    風險對策: value, label, meaning, practice
risk_kinds   風險類型: kind, example, responses, usual

``row`` is the running number in every list.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Field, Record
from isms_desktop.domain.risks import Risk, Treatment, band_of, score_of
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.scoring import ASSET_SCALES
from isms_desktop.domain.threats import THREAT_KINDS, Threat
from isms_desktop.domain.values import show, show_masked
from isms_desktop.printing.phrase import Datum

GONE = ("scrapped", "moved_out")
"""An asset with such a status is no longer the office's to count; its paper is 資產報廢、移出紀錄."""


class Records(Protocol):
    """The records of the office, as rows need them."""

    @property
    def rules(self) -> OfficeRules:
        """How this office counts and names things."""

    @property
    def year(self) -> int:
        """The 民國 year of the paper."""

    @property
    def assets(self) -> Sequence[Asset]:
        """``counted_assets``, worked out once."""

    @property
    def risks(self) -> Sequence[Risk]:
        """``weighed_risks``, worked out once."""

    def pointing(self, kind: str, key: str, record_id: int) -> Sequence[Any]:
        """The records of a kind whose link ``key`` points at that id."""

    @property
    def unmasked(self) -> bool:
        """Whether sensitive fields are printed in full."""

    @property
    def guide(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Tables that come with the program (風險對策 and 風險類型)."""

    def all(self, kind: str) -> Sequence[Any]:
        """Every record of a kind."""

    def find(self, kind: str, record_id: int) -> Any:
        """One record, or None."""

    def title_of(self, kind: str, record_id: int) -> str:
        """How a person names that record."""


class Row:
    """One row: names that stand for the fields of a record and for what was added to it."""

    __slots__ = ("_added", "_around", "_fields", "_record", "_show", "source")

    def __init__(self, record: Record, around: Records, added: Mapping[str, Datum] | None = None) -> None:
        record_type = type(record).record_type
        self._record, self._around, self._fields = record, around, record_type.by_key
        self._added = added or {}
        self._show = show if around.unmasked else show_masked
        self.source = f"{record_type.label} {record_type.title_of(record)}"

    def __getitem__(self, name: str) -> Datum:
        field = self._fields.get(name)
        if field is None:
            return self._added[name]
        value = field.compute(self._record, self._around) if field.compute else getattr(self._record, name)
        return Datum(self._show(field, value, self._around.rules, self._around.title_of), value)


class FreeRow:
    """One row that is no record: names and what they stand for."""

    __slots__ = ("_data", "source")

    def __init__(self, data: Mapping[str, Datum], source: str) -> None:
        self._data = data
        self.source = source

    def __getitem__(self, name: str) -> Datum:
        return self._data[name]


AnyRow: TypeAlias = Row | FreeRow
"""``source`` names the record to a person, for what has to be reported about it."""

_ASSET_NAMES = ("asset_number", "asset_name", "asset_category", "asset_department")
_RISK_NAMES = ("risk_event", "risk_score", "risk_level", "risk_response", "risk_owner")
_BAND_NAMES = ("label", "span", "count", "share", "improve", "assets")


def list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    risk = _names_of(Risk, _ASSET_NAMES)
    return {
        "assets": _names_of(Asset, ()),
        "risks": risk,
        "treatments": _names_of(Treatment, (*_ASSET_NAMES, *_RISK_NAMES)),
        "asset_scales": _names_of(Scale, ("span",)),
        "risk_scales": _names_of(Scale, ("span",)),
        "threats": _names_of(Threat, ("kind",)),
        "bands": dict.fromkeys(("row", *_BAND_NAMES)),
        "responses": dict.fromkeys(("row", "value", "label", "meaning", "practice")),
        "risk_kinds": dict.fromkeys(("row", "kind", "example", "responses", "usual")),
    }


def rows_of(name: str, around: Records) -> list[AnyRow]:
    """The rows of a list, in the order in which they are printed. KeyError for a list that there is not."""
    return list(_LISTS[name](around))


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


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts HW-9 before HW-10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text) if part)


def asset_numbers(risks: Iterable[Risk], around: Records) -> tuple[str, ...]:
    """The asset number of each risk, in the order given; one asset as often as it has risks."""
    assets = (around.find("asset", risk.asset or 0) for risk in risks)
    return tuple(asset.number for asset in assets if asset)


def _names_of(cls: type[Record], added: Sequence[str]) -> dict[str, Field | None]:
    return {**cls.record_type.by_key, **dict.fromkeys(("row", *added))}


def _text(text: str) -> Datum:
    return Datum(text, text)


def _shown(record: Any, key: str, around: Records) -> Datum:
    return Row(record, around)[key]


def _of_asset(asset_id: int | None, around: Records) -> dict[str, Datum]:
    asset = around.find("asset", asset_id or 0)
    if asset is None:
        return dict.fromkeys(_ASSET_NAMES, Datum(""))
    return {name: _shown(asset, name.removeprefix("asset_"), around) for name in _ASSET_NAMES}


def _numbered(records: Iterable[Record], around: Records, added: Callable[[Any], dict[str, Datum]]) -> Iterator[Row]:
    for number, record in enumerate(records, 1):
        yield Row(record, around, {"row": Datum(str(number), number), **added(record)})


def _assets(around: Records) -> Iterator[Row]:
    return _numbered(around.assets, around, lambda _asset: {})


def _risks(around: Records) -> Iterator[Row]:
    return _numbered(around.risks, around, lambda risk: _of_asset(risk.asset, around))


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
        of_risk = {name: _shown(risk, name.removeprefix("risk_"), around) for name in _RISK_NAMES}
        return _of_asset(risk.asset, around) | of_risk

    return _numbered(chosen, around, added)


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
        return {"span": _text(f"{low}–{high}")}

    return _numbered(levels, around, added)


def _threats(around: Records) -> Iterator[Row]:
    kinds = {kind.value: kind.label for kind in THREAT_KINDS}
    own = {category.threat_kind: category.label for category in reversed(around.rules.profile.categories)}
    chosen = [each for each in around.all("threat") if each.asset_kind in own]
    order = list(kinds)
    chosen.sort(key=lambda each: (order.index(each.asset_kind), natural(each.code)))
    return _numbered(chosen, around, lambda each: {"kind": _text(own.get(each.asset_kind) or kinds[each.asset_kind])})


def _bands(around: Records) -> Iterator[FreeRow]:
    risks = around.risks
    for number, band in enumerate(reversed(around.rules.method.bands), 1):
        inside = [risk for risk in risks if band_of(risk, around.rules) == band]
        share = f"{len(inside) / len(risks):.0%}" if risks else ""
        data: dict[str, Datum] = {
            "row": Datum(str(number), number),
            "label": _text(band.label),
            "span": _text(f"{band.lowest}–{band.highest}"),
            "count": Datum(str(len(inside)), len(inside)),
            "share": _text(share),
            "improve": _text("應填寫風險改善計畫" if around.rules.needs_improvement(band) else "—"),
            "assets": _text("、".join(dict.fromkeys(asset_numbers(inside, around)))),
        }
        yield FreeRow(data, band.label)


def _responses(around: Records) -> Iterator[FreeRow]:
    words = _response_words(around)
    for number, entry in enumerate(around.guide.get("response", ()), 1):
        data = {key: _text(entry[key]) for key in ("value", "meaning", "practice")}
        label = words.get(entry["value"], entry["label"])
        yield FreeRow({"row": Datum(str(number), number), "label": _text(label), **data}, label)


def _risk_kinds(around: Records) -> Iterator[FreeRow]:
    words = _response_words(around)
    value_of = {entry["label"]: entry["value"] for entry in around.guide.get("response", ())}
    for number, entry in enumerate(around.guide.get("risk_kind", ()), 1):
        ways = (part.partition("：") for part in entry["responses"].split("；"))
        own_words = (words.get(value_of.get(name, ""), name) + colon + what for name, colon, what in ways)
        data: dict[str, Datum] = {
            "row": Datum(str(number), number),
            "kind": _text(entry["kind"]),
            "example": _text(entry["example"]),
            "responses": _text("\n".join(own_words)),
            "usual": _text(words.get(entry["usual"], entry["usual"])),
        }
        yield FreeRow(data, entry["kind"])


def _response_words(around: Records) -> dict[str, str]:
    """What this office calls each response: an office of 108 wrote 降低 where one of today writes 修改."""
    return {choice.value: choice.label for choice in around.rules.profile.responses}


_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
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
