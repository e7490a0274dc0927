"""Filling a new file with the invented records of a practice office.

A sample is a folder ``resources/samples/<profile>`` of TOML files; how they are cut is of no account. Each table
``[[kind]]`` is a record of that type with the keys of its fields. Beyond that:

* A link is the handle of its target: ``handle = "…"`` where the target is written, else what the target's title or
  identity begins with (a person's name, an asset's number, a contract's 案名).
* ``columns`` and ``rows`` in a table make one record of each row; its other keys hold for all of them.
* ``checklist = ["vendor-001"]`` installs checklists that come with the program.
* An audit's ``answers = { usual = "yes", "3.2" = ["no", "…"] }`` answers every question; those that are for other
  grades than the office's are 不適用. An answer's handle is the audit's with the number of the question.
* A course's ``invited = "all"`` (or names and departments), ``absent = […]`` and ``hours_of = { name = 1.5 }`` make its
  attendance; without ``absent`` nobody has signed yet.
* A pledge's ``signers = […]`` makes one pledge of each.
"""

import graphlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field, Kind, Value
from isms_desktop.services import library
from isms_desktop.store.history import Action

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = dict[str, list[Row]]
"""Record type → its rows as written, links still by name."""
_SHORT_FORMS = ("answers", "invited", "absent", "hours_of", "signers")


def write_sample(action: Action, profile: str, agency_id: int) -> None:
    """Write the practice records of a profile into a new file, the agency's own row included.

    Raises ValueError when the sample is wrong: an unknown field, a link to nothing, two records of one handle.
    """
    sample = library.sample(profile)
    action.update("agency", agency_id, {key: value for key, value in sample["agency"].items() if key != "name"})
    rows = spelled_out(sample)
    ids: dict[str, dict[str, int]] = {}
    for kind in _targets_first(rows):
        values = [_values(kind, row, ids) for row in rows[kind]]
        made = action.insert_many(kind, values)
        ids[kind] = _by_handle(kind, rows[kind], made)


def spelled_out(sample: Mapping[str, Any]) -> Rows:
    """The records of a sample by type, every short form written out."""
    plain: Rows = {
        kind: [row for table in tables for row in _rows_of(table)]
        for kind, tables in sample.items()
        if kind not in ("agency", "checklist")
    }
    found: Rows = {kind: [_without_short_forms(row) for row in rows] for kind, rows in plain.items()}

    def also(kind: str, rows: Iterable[Row]) -> None:
        if made := list(rows):
            found.setdefault(kind, []).extend(made)

    for checklist_id in sample.get("checklist", ()):
        head, items = _checklist(checklist_id)
        also("checklist", [head])
        also("checklist_item", items)
    for row in plain.get("audit", ()):
        also("answer", _answers(row, sample["agency"]["grade"]))
    for row in plain.get("course", ()):
        also("attendance", _attendance(row, plain["person"]))
    found["pledge"] = [each for row in plain.get("pledge", ()) for each in _pledges(row)]
    return found


# Short forms


def _rows_of(table: Row) -> Iterator[Row]:
    if "rows" not in table:
        yield table
        return
    shared = {key: value for key, value in table.items() if key not in ("columns", "rows")}
    for row in table["rows"]:
        yield {**shared, **dict(zip(table["columns"], row, strict=True))}


def _without_short_forms(row: Row) -> Row:
    return {key: value for key, value in row.items() if key not in _SHORT_FORMS}


def _checklist(checklist_id: str) -> tuple[Row, list[Row]]:
    known = library.checklist(checklist_id)
    if known is None:
        raise ValueError(f"no checklist {checklist_id}")
    items: list[Row] = [
        {"handle": f"{known.id} {item['number']}", "checklist": known.id, **item} for item in known.items
    ]
    return {"handle": known.id, **known.head}, items


def _answers(audit: Row, grade: str) -> Iterator[Row]:
    given = dict(audit.get("answers", {}))
    if not given:
        return
    usual = given.pop("usual", "")
    known = library.checklist(audit["checklist"])
    for item in known.items if known else ():
        number = item["number"]
        for_us = grade in item.get("grades", grade)
        result, *words = given.pop(number, None) or [usual if for_us else "not_applicable"]
        row = {
            "handle": f"{audit['handle']} {number}",
            "audit": audit["handle"],
            "item": f"{audit['checklist']} {number}",
        }
        if result:
            handle = f"{audit['handle']} {number}"
            yield {
                "handle": handle,
                **row,
                "result": result,
                **dict(zip(("explanation", "evidence"), words, strict=False)),
            }
    if given:
        raise ValueError(f"{audit['handle']}: no questions {', '.join(given)}")


def _attendance(course: Row, people: Collection[Row]) -> Iterator[Row]:
    invited, absent = course.get("invited", ()), course.get("absent")
    day = course.get("held_on", "")
    here = [each for each in people if each.get("joined_on", "") <= day <= each.get("left_on", "9999")]
    known = {each["name"] for each in here} | {each["department"] for each in here}
    unknown = {*(invited if invited != "all" else ()), *(absent or ()), *course.get("hours_of", ())} - known
    if unknown:
        raise ValueError(f"{course['name']}: nobody of {'、'.join(unknown)} worked there then")
    for person in here:
        name = person["name"]
        if invited == "all" or name in invited or person["department"] in invited:
            row = {"course": course.get("handle", course["name"]), "person": name}
            then = {key: person[key] for key in ("name", "department", "job_title")}
            came = {} if absent is None else {"present": name not in absent}
            hours = {"hours": course["hours_of"][name]} if name in course.get("hours_of", {}) else {}
            yield {**row, **then, **came, **hours}


def _pledges(row: Row) -> Iterator[Row]:
    rest = _without_short_forms(row)
    whose = {"staff": "person", "auditor": "person"}.get(row["kind"], "vendor_staff")
    for signer in row.get("signers", ()):
        yield {**rest, "signer": signer, whose: signer}
    if "signers" not in row:
        yield rest


# Links


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
