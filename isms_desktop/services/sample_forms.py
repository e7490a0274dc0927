"""The short forms in which a practice office is written, and what they stand for.

* ``columns`` and ``rows`` in any table make one record of each row; the table's other keys hold for all of them, and
  what is "" is left out.
* ``checklist = ["vendor-001"]`` installs checklists that come with the program.
* ``answers = { usual = "yes", "3.2" = ["no", "說明", "佐證"] }`` in an audit answers every question; those that are for
  other grades than the office's are 不適用. An answer's handle is the audit's with the number of the question.
* ``controls = { checked_on = "…", usual = "yes", "15" = ["no", "說明"] }`` in a system does so for 附表十 at its level.
* ``invited = "all"`` (or names and departments) in a course, with ``absent = […]`` and ``hours_of = { name = 1.5 }``,
  makes its attendance; without ``absent`` nobody has signed yet.
* ``signers = […]`` in a pledge makes one pledge of each.
* ``duty = "privileged/115-2"`` in a task without a name takes name, year, basis, cycle and day from the duty.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias

from isms_desktop.domain.duties import duty_from_table, occurrences, owed
from isms_desktop.domain.systems import SIDES, System, control_from_table, controls_at, protection_level
from isms_desktop.services import library

Row: TypeAlias = Mapping[str, Any]
"""A record as written: links by name."""
Rows: TypeAlias = dict[str, list[Row]]
"""Record type → its rows."""


def spelled_out(sample: Mapping[str, Any]) -> Rows:
    """The records of a sample by type, every short form written out. ValueError when one of them is wrong."""
    tables = {kind: made for kind, made in sample.items() if kind not in ("agency", "checklist")}
    rows = {kind: [row for table in made for row in _rows_of(table)] for kind, made in tables.items()}
    agency = sample["agency"]
    short: Mapping[str, Callable[[Row], Iterator[tuple[str, Row]]]] = {
        "audit": lambda row: _audit(row, agency["grade"]),
        "system": _system,
        "course": lambda row: _course(row, rows["person"]),
        "pledge": _pledges,
        "task": lambda row: _task(row, agency),
    }
    found: Rows = {}
    for checklist_id in sample.get("checklist", ()):
        for kind, row in _checklist(checklist_id):
            found.setdefault(kind, []).append(row)
    for kind, plain in rows.items():
        for row in plain:
            for made_kind, made in short[kind](row) if kind in short else ((kind, row),):
                found.setdefault(made_kind, []).append(made)
    return found


def _rows_of(table: Row) -> Iterator[Row]:
    if "rows" not in table:
        yield table
        return
    shared = _without(table, "columns", "rows")
    for row in table["rows"]:
        said = zip(table["columns"], row, strict=True)
        yield {**shared, **{key: value for key, value in said if value != ""}}


def _without(row: Row, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _checklist(checklist_id: str) -> Iterator[tuple[str, Row]]:
    known = library.checklist(checklist_id)
    if known is None:
        raise ValueError(f"no checklist {checklist_id}")
    yield "checklist", {"handle": known.id, **known.head}
    for item in known.items:
        yield "checklist_item", {"handle": f"{known.id} {item['number']}", "checklist": known.id, **item}


def _results(whose: str, numbers: Mapping[str, str], given: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """(number, result with explanation and evidence) for each number → its usual result, exceptions as given."""
    if unknown := given.keys() - numbers.keys() - {"usual", "checked_on"}:
        raise ValueError(f"{whose}: no question {', '.join(unknown)}")
    for number, usual in numbers.items():
        result, *words = given.get(number) or [usual]
        if result:
            yield number, {"result": result, **dict(zip(("explanation", "evidence"), words, strict=False))}


def _audit(audit: Row, grade: str) -> Iterator[tuple[str, Row]]:
    yield "audit", _without(audit, "answers")
    known = library.checklist(audit["checklist"])
    given = audit.get("answers", {})
    if known is None or not given:
        return
    usual = given.get("usual", "")
    numbers = {
        each["number"]: usual if grade in each.get("grades", grade) else "not_applicable" for each in known.items
    }
    for number, row in _results(audit["handle"], numbers, given):
        links = {"audit": audit["handle"], "item": f"{known.id} {number}"}
        yield "answer", {"handle": f"{audit['handle']} {number}", **links, **row}


def _system(system: Row) -> Iterator[tuple[str, Row]]:
    yield "system", _without(system, "controls")
    if given := system.get("controls"):
        level = protection_level(System(**{side: system.get(side, "") for side in SIDES}))
        every = [control_from_table(each) for each in library.regulation("baseline")["control"]]
        numbers = {each.key: given.get("usual", "") for each in controls_at(every, level)}
        for number, row in _results(system["name"], numbers, given):
            yield (
                "control_check",
                {"system": system["name"], "control": number, "checked_on": given["checked_on"], **row},
            )


def _course(course: Row, people: Collection[Row]) -> Iterator[tuple[str, Row]]:
    yield "course", _without(course, "invited", "absent", "hours_of")
    invited, absent, hours = course.get("invited", ()), course.get("absent"), course.get("hours_of", {})
    day = course.get("held_on", "")
    here = [each for each in people if each.get("joined_on", "") <= day <= each.get("left_on", "9999")]
    known = {each["name"] for each in here} | {each["department"] for each in here}
    if unknown := {*(invited if invited != "all" else ()), *(absent or ()), *hours} - known:
        raise ValueError(f"{course['name']}: nobody of {'、'.join(unknown)} worked there then")
    for person in here:
        name = person["name"]
        if invited == "all" or name in invited or person["department"] in invited:
            row = {"course": course.get("handle", course["name"]), "person": name}
            row |= {key: person[key] for key in ("name", "department", "job_title")}
            row |= {} if absent is None else {"present": name not in absent}
            yield "attendance", row | ({"hours": hours[name]} if name in hours else {})


def _pledges(pledge: Row) -> Iterator[tuple[str, Row]]:
    whose = {"staff": "person"}.get(pledge["kind"], "vendor_staff")
    if "signers" not in pledge:
        yield "pledge", pledge
    for signer in pledge.get("signers", ()):
        yield "pledge", {**_without(pledge, "signers"), "signer": signer, whose: signer}


def _task(task: Row, agency: Row) -> Iterator[tuple[str, Row]]:
    if "name" in task:
        yield "task", task
        return
    duty_id, _, which = task["duty"].partition("/")
    year = int(which.partition("-")[0])
    every = [duty_from_table(each) for each in library.regulation("duties")["duty"]]
    duties = [each for each in owed(every, agency["grade"], agency["profile"]) if each.id == duty_id]
    found = [(duty, day) for duty in duties for day in occurrences(duty, year, agency["year_starts"])]
    for duty, day in found:
        if day.key == task["duty"]:
            values = {"name": day.name, "year": year, "basis": duty.basis, "cycle": duty.cycle, "due_on": day.due_on}
            yield "task", {**values, **task}
            return
    raise ValueError(f"this office has no duty {task['duty']}")
