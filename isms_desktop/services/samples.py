"""Filling a new file with the invented records of a practice office."""

from collections.abc import Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Value
from isms_desktop.services import library
from isms_desktop.store.history import Action


def write_sample(action: Action, profile: str, agency_id: int) -> None:
    """Write the practice records of a profile into a new file, the agency's own row included."""
    sample = library.sample(profile)
    action.update("agency", agency_id, {key: value for key, value in sample["agency"].items() if key != "name"})
    action.insert_many("person", [_values("person", each) for each in sample["person"]])
    assets = [_values("asset", each) for each in sample["asset"]]
    ids = dict(zip((each["number"] for each in assets), action.insert_many("asset", assets), strict=True))
    risks = [_values("risk", {**each, "asset": ids[each["asset"]]}) for each in sample["risk"]]
    made = zip(sample["risk"], action.insert_many("risk", risks), strict=True)
    risk_ids = {(each["asset"], each["threat_code"], each["year"]): risk_id for each, risk_id in made}
    action.insert_many("treatment", [_treatment(each, risk_ids) for each in sample["treatment"]])


def _values(kind: str, table: Mapping[str, Any]) -> dict[str, Value]:
    known = record_type(kind).by_key
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items() if key in known}


def _treatment(table: Mapping[str, Any], risk_ids: Mapping[tuple[str, str, int], int]) -> dict[str, Value]:
    risk = risk_ids[table["risk_asset"], table["risk_threat_code"], table["risk_year"]]
    return {**_values("treatment", table), "risk": risk}
