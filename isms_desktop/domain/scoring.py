"""Weighing risk: the method is data (ranges, weights, bands), this module only does the sums.

The seeds' method is (C+I+A) × 可能性 × 衝擊性 with the bands 3–37, 38–73 and 74–108 (seed 000, 捌之一). Other methods
of Taiwanese offices differ in how they value an asset (sum or highest) and in what they multiply.
"""

import enum
import itertools
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

ASSET_SCALES = ("confidentiality", "integrity", "availability", "compliance")
"""The four sides from which an asset is valued: 機密性, 完整性, 可用性, 法律遵循性."""


class ValueRule(enum.StrEnum):
    """How the levels of one asset become one value."""

    SUM = "sum"
    MAXIMUM = "max"
    NONE = "none"
    """The method does not look at the asset's value (可能性 × 衝擊性 alone)."""


class Band(NamedTuple):
    """A range of scores with one name, such as 高風險 74–108. Both ends belong to it."""

    id: str
    """``low``, ``medium`` or ``high``: fixes the colour and the order."""
    label: str
    lowest: int
    highest: int

    def __contains__(self, score: object) -> bool:
        return isinstance(score, int) and self.lowest <= score <= self.highest


class Reach(NamedTuple):
    """What it takes to land in a band: how many combinations do, and the least of each factor among them."""

    band: Band
    combinations: int
    share: float
    """Part of all combinations, 0 to 1."""
    least: Mapping[str, int]
    """Lowest asset value, likelihood and impact with which the band can still be reached."""
    scores: tuple[int, ...]
    """The scores in the band that can really occur, rising."""


class Method(NamedTuple):
    """One way of weighing risk, read from ``resources/scales/methods.toml``."""

    id: str
    label: str
    """The formula as an office writes it."""
    value_rule: ValueRule
    value_parts: tuple[str, ...]
    """The scales that make the asset's value."""
    weights: Mapping[str, int]
    """Factor of each scale in a sum; 1 where not named."""
    ranges: Mapping[str, tuple[int, int]]
    """Lowest and highest level of every scale used, likelihood and impact included."""
    bands: tuple[Band, ...]
    """From low to high, without gaps over the reachable scores."""
    protection: Mapping[int, str]
    """Highest level among C, I, A, L → 防護需求等級 (普/中/高); empty when the method has no such rule."""
    source: str = ""

    def range_of(self, scale: str) -> tuple[int, int] | None:
        """Lowest and highest level of a scale; None when the method does not use it."""
        return self.ranges.get(scale)

    def asset_value(self, levels: Mapping[str, Any]) -> int | None:
        """The value of an asset from its levels; None while one is missing or is words."""
        if self.value_rule is ValueRule.NONE:
            return None
        parts = [levels.get(part) for part in self.value_parts]
        numbers = [part for part in parts if isinstance(part, int)]
        if len(numbers) != len(parts):
            return None
        weighted = [number * self.weights.get(part, 1) for part, number in zip(self.value_parts, numbers, strict=True)]
        return sum(weighted) if self.value_rule is ValueRule.SUM else max(weighted)

    def score(self, levels: Mapping[str, Any]) -> int | None:
        """The risk score from asset levels, ``likelihood`` and ``impact``; None while one of them is missing."""
        likelihood, impact = levels.get("likelihood"), levels.get("impact")
        if not isinstance(likelihood, int) or not isinstance(impact, int):
            return None
        if self.value_rule is ValueRule.NONE:
            return likelihood * impact
        value = self.asset_value(levels)
        return None if value is None else value * likelihood * impact

    def band_of(self, score: int | None) -> Band | None:
        """The band of a score; None for no score or one outside all bands."""
        if score is None:
            return None
        return next((band for band in self.bands if score in band), None)

    def protection_level(self, levels: Mapping[str, Any]) -> str:
        """防護需求等級 by the highest of C, I, A and L (附表九); "" when a level or the rule is missing."""
        given = [levels.get(scale) for scale in ASSET_SCALES if scale in self.ranges]
        if not self.protection or not given or not all(isinstance(level, int) for level in given):
            return ""
        return self.protection.get(max(level for level in given if isinstance(level, int)), "")

    def asset_values(self) -> tuple[int, ...]:
        """Every value that an asset can have under this method, rising; (1,) when the value does not count."""
        if self.value_rule is ValueRule.NONE:
            return (1,)
        spans = [self._levels(part) for part in self.value_parts]
        values = (
            self.asset_value(dict(zip(self.value_parts, chosen, strict=True))) for chosen in itertools.product(*spans)
        )
        return tuple(sorted({value for value in values if value is not None}))

    def reachable(self) -> tuple[int, ...]:
        """Every score that can occur, rising."""
        return tuple(sorted({value * likelihood * impact for value, likelihood, impact in self._combinations()}))

    def reach(self) -> tuple[Reach, ...]:
        """For each band, how it can be reached (law notes 4.3: with the seeds' method 高 needs 3, 3 and C+I+A ≥ 9)."""
        every = list(self._combinations())
        return tuple(self._reach_of(band, every) for band in self.bands)

    def extreme_bands(self) -> tuple[Reach, ...]:
        """Bands that only the highest likelihood together with the highest impact can reach, the lowest band aside."""
        top = (self._levels("likelihood")[-1], self._levels("impact")[-1])
        return tuple(
            reach
            for reach in self.reach()[1:]
            if reach.combinations and (reach.least["likelihood"], reach.least["impact"]) == top
        )

    def _levels(self, scale: str) -> range:
        low, high = self.ranges[scale]
        return range(low, high + 1)

    def _combinations(self) -> Iterable[tuple[int, int, int]]:
        return itertools.product(self.asset_values(), self._levels("likelihood"), self._levels("impact"))

    def _reach_of(self, band: Band, every: list[tuple[int, int, int]]) -> Reach:
        inside = [combination for combination in every if combination[0] * combination[1] * combination[2] in band]
        names = ("asset_value", "likelihood", "impact")
        least = {name: min((each[place] for each in inside), default=0) for place, name in enumerate(names)}
        scores = tuple(sorted({value * likelihood * impact for value, likelihood, impact in inside}))
        return Reach(band, len(inside), len(inside) / len(every), least, scores)


def method_from_table(table: Mapping[str, Any]) -> Method:
    """A method from one ``[[method]]`` table of ``methods.toml``. KeyError or ValueError when the file is wrong."""
    return Method(
        id=table["id"],
        label=table["label"],
        value_rule=ValueRule(table["value_rule"]),
        value_parts=tuple(table.get("value_parts", ())),
        weights=dict(table.get("weights", {})),
        ranges={scale: (int(low), int(high)) for scale, (low, high) in table["ranges"].items()},
        bands=tuple(Band(band["id"], band["label"], band["from"], band["to"]) for band in table["bands"]),
        protection={int(level): word for level, word in table.get("protection", {}).items()},
        source=table.get("source", ""),
    )


class OneWay(Protocol):
    """What has decided on one way of weighing, such as the office's rules."""

    @property
    def method(self) -> Method:
        """That way."""


def levels_of(record: Any) -> dict[str, Any]:
    """The C, I, A and L levels of an asset or a risk, by scale name."""
    return {scale: getattr(record, scale) for scale in ASSET_SCALES}


def risk_levels(risk: Any) -> dict[str, Any]:
    """All levels of a risk by scale name: the asset's copied ones, likelihood and impact."""
    return levels_of(risk) | {"likelihood": risk.likelihood, "impact": risk.impact}


def score_of(risk: Any, rules: OneWay) -> int | None:
    """風險值 under the office's method; None while something is missing."""
    return rules.method.score(risk_levels(risk))


def band_of(risk: Any, rules: OneWay) -> Band | None:
    """風險等級 under the office's method; None while there is no score."""
    return rules.method.band_of(score_of(risk, rules))
