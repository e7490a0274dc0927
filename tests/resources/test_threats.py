"""The catalogue of threats and the reference paper of responses: what a new office starts its assessment with."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.threats import THREAT_KINDS, Threat

FOLDER = Path(__file__).parents[2] / "resources" / "threats"
PREFIX = {"information": "IN", "software": "SW", "physical": "HW", "service": "ES", "people": "PE", "personal": "PD"}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


THREATS = _load("catalog.toml")["threat"]
RESPONSES = _load("responses.toml")
every_threat = pytest.mark.parametrize("row", THREATS, ids=[row["code"] for row in THREATS])


def test_there_are_enough_pairs_of_every_kind() -> None:
    count = Counter(row["asset_kind"] for row in THREATS)
    assert set(count) == {kind.value for kind in THREAT_KINDS}
    assert min(count.values()) >= 10
    assert len(THREATS) >= 66


def test_codes_and_events_are_told_apart() -> None:
    assert len({row["code"] for row in THREATS}) == len(THREATS)
    assert len({row["event"] for row in THREATS}) == len(THREATS)
    assert len({(row["asset_kind"], row["threat"], row["weakness"]) for row in THREATS}) == len(THREATS)


def test_codes_run_without_holes_in_each_kind() -> None:
    for kind, prefix in PREFIX.items():
        codes = [row["code"] for row in THREATS if row["asset_kind"] == kind]
        assert codes == [f"{prefix}-{place:02d}" for place in range(1, len(codes) + 1)]


@every_threat
def test_a_pair_fills_every_field_of_its_record(row: dict[str, str]) -> None:
    assert set(row) == {"code", "asset_kind", "threat", "weakness", "event", "controls"}
    for key, value in row.items():
        assert value.strip() == value != ""
        assert len(value) <= Threat.record_type.field(key).longest


@every_threat
def test_an_event_is_one_sentence_and_the_controls_are_a_short_list(row: dict[str, str]) -> None:
    assert re.fullmatch(r"[^。]+。", row["event"])
    controls = row["controls"].split("；")
    assert 2 <= len(controls) <= 4
    assert all(2 <= len(item) <= 30 for item in controls), controls


def test_the_four_responses_are_explained_in_new_and_old_words() -> None:
    rows = RESPONSES["response"]
    assert [row["value"] for row in rows] == ["modify", "avoid", "share", "retain"]
    assert [row["label"] for row in rows] == ["修改", "避免", "分擔", "保留"]
    assert [row["older"] for row in rows] == ["降低", "避免", "轉移", "接受"]
    assert all(row["meaning"].endswith("。") and row["practice"].endswith("。") for row in rows)


def test_every_kind_of_risk_has_an_example_and_usual_responses() -> None:
    rows = RESPONSES["risk_kind"]
    assert len(rows) >= 12
    assert len({row["kind"] for row in rows}) == len(rows)
    labels = {row["value"]: row["label"] for row in RESPONSES["response"]}
    for row in rows:
        assert set(row) == {"kind", "example", "responses", "usual"}
        assert row["example"].endswith("。")
        named = {item.partition("：")[0] for item in row["responses"].split("；")}
        assert named <= set(labels.values()), row
        assert labels[row["usual"]] in named, row
