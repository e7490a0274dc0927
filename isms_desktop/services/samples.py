"""Filling a new file with the invented records of a practice office.

A sample is a folder ``resources/samples/<profile>`` of TOML files; how they are cut is of no account. Each table
``[[kind]]`` is a record of that type with the keys of its fields. A link is written as the handle of its target
(``handle = "…"``), or as what the target's title begins with: a person's name, an asset's number, a contract's 案名.
What would be long has a short form, see ``services.sample_forms``.
"""

import graphlib
from collections.abc import Iterable, Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field, Kind, Value
from isms_desktop.services import library
from isms_desktop.services.sample_forms import Row, Rows, spelled_out
from isms_desktop.store.history import Action


def write_sample(action: Action, profile: str, agency_id: int, name: str) -> None:
    """Write the practice records of a profile into a new file, the agency's own row included but for its ``name``.

    Raises ValueError when the sample is wrong: an unknown field, a link to nothing, two records of one handle.
    """
    sample = library.sample(profile)
    # An office that somebody called otherwise has no short name: papers would bear that of the invented one.
    left_out = {"name"} if name == sample["agency"].get("name") else {"name", "short_name"}
    action.update("agency", agency_id, {key: value for key, value in sample["agency"].items() if key not in left_out})
    rows = spelled_out(sample)
    ids: dict[str, dict[str, int]] = {}
    for kind in _targets_first(rows):
        made = action.insert_many(kind, [_values(kind, row, ids) for row in rows[kind]])
        ids[kind] = _by_handle(kind, rows[kind], made)


def _targets_first(rows: Rows) -> Iterable[str]:
    """The record types in such an order that what is linked to comes first."""
    links = {
        kind: {field.target for field in record_type(kind).stored if field.target in rows and field.target != kind}
        for kind in rows
    }
    return graphlib.TopologicalSorter(links).static_order()


def _by_handle(kind: str, rows: Iterable[Row], made: Iterable[int]) -> dict[str, int]:
    """The ids by handle and by what the title begins with; a name that several bear names none of them."""
    first = record_type(kind).title[0]
    found: dict[str, int] = {}
    for row, record_id in zip(rows, made, strict=True):
        if row.get("handle") in found:
            raise ValueError(f"{kind}: two records are called {row['handle']}")
        for name in {row.get("handle"), row.get(first)}:
            if isinstance(name, str) and name:
                found[name] = 0 if name in found else record_id
    return found


def _values(kind: str, row: Row, ids: Mapping[str, Mapping[str, int]]) -> dict[str, Value]:
    known = record_type(kind).by_key
    unknown = row.keys() - known.keys() - {"handle"}
    if unknown:
        raise ValueError(f"{kind} has no field {', '.join(sorted(unknown))}")
    return {key: _value(known[key], value, ids) for key, value in row.items() if key != "handle"}


def _value(field: Field, written: Any, ids: Mapping[str, Mapping[str, int]]) -> Value:
    match field.kind:
        case Kind.REF:
            return _id(field, written, ids)
        case Kind.REFS:
            return tuple(_id(field, each, ids) for each in written)
        case Kind.DECIMAL if isinstance(written, int):
            return float(written)
        case _:
            value: Value = tuple(written) if isinstance(written, list) else written
            return value


def _id(field: Field, name: str, ids: Mapping[str, Mapping[str, int]]) -> int:
    found = ids.get(field.target, {}).get(name)
    if not found:
        raise ValueError(f"{field.key}: {'several are' if found == 0 else f'no {field.target} is'} called {name}")
    return found
