"""Risks and measures: what is computed, and what a deleted record leaves behind."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from isms_desktop.domain.risks import Risk, Treatment, residual_levels
from isms_desktop.domain.rules import OfficeRules

RISK = Risk.make(id=7, confidentiality=4, integrity=3, availability=2, likelihood=3, impact=3)


@dataclass
class Around:
    """Surroundings made of a few records."""

    rules: OfficeRules
    known: dict[tuple[str, int], Any] = field(default_factory=dict)

    def find(self, kind: str, record_id: int) -> Any:
        return self.known.get((kind, record_id))


def _computed(record: Risk | Treatment, key: str, around: Around) -> object:
    compute = record.record_type.field(key).compute
    assert compute is not None
    return compute(record, around)


@pytest.mark.parametrize(("key", "value"), [("asset_value", 9), ("score", 81), ("level", "高風險")])
def test_a_risk_weighs_by_its_own_copy_of_the_levels(key: str, value: object, rules: OfficeRules) -> None:
    assert _computed(RISK, key, Around(rules)) == value


@pytest.mark.parametrize(("key", "value"), [("asset_value", None), ("score", None), ("level", "")])
def test_a_risk_without_all_levels_weighs_nothing_yet(key: str, value: object, rules: OfficeRules) -> None:
    assert _computed(RISK.replace(integrity="無", likelihood=None), key, Around(rules)) == value


def test_what_remains_after_a_measure_keeps_the_assets_value(rules: OfficeRules) -> None:
    measure = Treatment.make(risk=7, residual_likelihood=1, residual_impact=2)
    around = Around(rules, {("risk", 7): RISK})
    assert residual_levels(measure, RISK)["availability"] == 2
    assert _computed(measure, "residual_score", around) == 18
    assert _computed(measure, "residual_level", around) == "低風險"


@pytest.mark.parametrize("measure", [Treatment.make(risk=8), Treatment.make(), Treatment.make(risk=7)])
def test_a_measure_without_its_risk_or_levels_remains_at_nothing(measure: Treatment, rules: OfficeRules) -> None:
    around = Around(rules, {("risk", 7): RISK})
    assert _computed(measure, "residual_score", around) is None
    assert _computed(measure, "residual_level", around) == ""
