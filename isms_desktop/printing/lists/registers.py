"""The lists about people, systems, the daily work and the year's results: what the papers of those registers print."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from isms_desktop.domain.assets import PROTECTION_LEVELS
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Choice, Field
from isms_desktop.domain.people import is_here
from isms_desktop.domain.systems import RESULTS, control_from_table, controls_at, protection_level
from isms_desktop.printing.lists.row import (
    AnyRow,
    FreeRow,
    Records,
    Row,
    names_of,
    natural,
    numbered,
    of_year,
    plain,
    shown,
)
from isms_desktop.printing.phrase import Datum

_AUDIT_NAMES = ("audit_scope", "audit_held_on", "audit_reviewed_on")
_FINDING_NAMES = ("finding_number", "finding_content", "finding_cause")
_BUSINESS_NAMES = ("importance_words", "outage")
_CONTROL_NAMES = ("number", "dimension", "category", "name", "level", "explanation", "evidence")
_HOURS_NAMES = (
    "department", "name", "job_title", "who", "general", "professional", "competency", "asked", "result",
)  # fmt: skip
_RESULT_NAMES = ("indicator_words", "results", "remarks")


def register_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    business = _names("business", *_BUSINESS_NAMES, *_boxes("business", "importance"))
    return {
        "team": _names("person", "place", "numbered_duties"),
        "access_entries": _names("access_entry"),
        "systems": _names("system"),
        "core_businesses": business,
        "other_businesses": business,
        "graded_systems": dict.fromkeys(("row", "system_name", "system_level", "system_checked_on")),
        "controls": dict.fromkeys(("row", *_CONTROL_NAMES, *(f"result_{each.value}" for each in RESULTS))),
        "harmful_products": _names("harmful_product"),
        "account_reviews": _names("account_review"),
        "room_months": dict.fromkeys(("row", "month")),
        "room_logs": _names("room_log"),
        "objectives": _names("objective", *_RESULT_NAMES),
        "context_issues": _names("context_issue"),
        "communications": _names("communication"),
        "documents": _names("document"),
        "intelligence": _names("intelligence", *_boxes("intelligence", "kind")),
        "training_hours": dict.fromkeys(("row", *_HOURS_NAMES)),
        "audited": dict.fromkeys(("row", *_AUDIT_NAMES)),
        "improvements": _names("action", *_FINDING_NAMES),
    }


def _names(kind: str, *added: str) -> dict[str, Field | None]:
    return names_of(record_type(kind).cls, added)


def _boxes(kind: str, key: str) -> list[str]:
    return [f"{key}_{each.value}" for each in record_type(kind).field(key).options]


def _ticked(options: Sequence[Choice], key: str, chosen: str | tuple[str, ...]) -> dict[str, Datum]:
    """A name for each option, which stands for whether it is chosen: □ and ■ beside the official words."""
    return {f"{key}_{each.value}": Datum("", each.value in chosen) for each in options}


def _nothing(_record: Any) -> dict[str, Datum]:
    return {}


def _all(kind: str) -> Callable[[Records], Iterator[Row]]:
    """Every record of a kind, as the register has them."""
    return lambda around: numbered(around.all(kind), around, _nothing)


def _of_year(kind: str, *keys: str) -> Callable[[Records], Iterator[Row]]:
    """The records of a kind whose first of ``keys``, a day, lies in the year; sorted by all of them."""
    return lambda around: numbered(of_year(kind, around, *keys), around, _nothing)


# ---- people


def _team(around: Records) -> Iterator[Row]:
    """The 資通安全長, then the committee by its groups, each in the order of the register."""
    groups = [group.value for group in around.rules.profile.committee_groups]
    day = around.today.isoformat()

    def place(person: Any) -> int:
        if "ciso" in person.roles:
            return -1
        return groups.index(person.committee_group) if person.committee_group in groups else len(groups)

    members = [each for each in around.all("person") if "ciso" in each.roles or each.committee_group]
    here = sorted((each for each in members if is_here(each, day)), key=place)
    return numbered(
        here,
        around,
        lambda each: {
            "place": plain("\n".join(filter(None, (each.department, each.job_title)))),
            "numbered_duties": plain(_numbered_lines(each.duties)),
        },
    )


def _numbered_lines(text: str) -> str:
    """Duties one below the other with numbers, as seed 001 has them; what the office has numbered stays."""
    parts = [line.strip() for line in text.splitlines() if line.strip()]
    if len(parts) < 2 or not all(part[0].isalpha() for part in parts) or parts[0][1:2] in ("、", "."):
        return text
    return "\n".join(f"{number}. {part}" for number, part in enumerate(parts, 1))


# ---- what the office does, and with what


def _systems(around: Records) -> Iterator[Row]:
    """The systems in use or being built, core ones first."""
    used = [each for each in around.all("system") if each.status != "stopped"]
    used.sort(key=lambda each: not each.core)
    return numbered(used, around, _nothing)


def _graded_systems(around: Records) -> Iterator[FreeRow]:
    """The systems that the office owes the controls of 附表十 for (its own ones), and any other that it has checked."""
    checked = {each.system for each in around.all("control_check") if each.result}
    graded = [
        each
        for each in around.all("system")
        if each.status != "stopped"
        and protection_level(each)
        and (each.development in ("own", "outsourced") or each.id in checked)
    ]
    for number, system in enumerate(graded, 1):
        data = {
            "row": Datum(str(number), number),
            "system": Datum("", system.id),
            "system_name": plain(system.name),
            "system_level": plain(protection_level(system)),
            "system_checked_on": shown(system, "baseline_checked_on", around),
        }
        yield FreeRow(data, system.name)


def _controls(around: Records) -> Iterator[FreeRow]:
    """The controls at the level of this copy's system with their answers; all of them on the blank version."""
    every = [control_from_table(each) for each in around.guide.get("control", ())]
    system = around.item["system"].value if around.item else None
    owed = controls_at(every, around.item["system_level"].text if around.item else PROTECTION_LEVELS[-1].value)
    if around.item is None and not around.blank:
        return
    checks = {each.control: each for each in around.all("control_check") if each.system == system}
    for number, control in enumerate(owed, 1):
        check = checks.get(control.key)
        words = {key: plain(getattr(control, key)) for key in ("dimension", "category", "name", "level")}
        words |= {key: plain(getattr(check, key) if check else "") for key in ("explanation", "evidence")}
        data = {"row": Datum(str(number), number), "number": plain(control.key), **words}
        data |= _ticked(RESULTS, "result", (check.result,) if check else ())
        yield FreeRow(data, f"{around.item['system_name'].text if around.item else ''} 第 {control.key} 項")


def _businesses(core: bool) -> Callable[[Records], Iterator[Row]]:
    def rows(around: Records) -> Iterator[Row]:
        options = record_type("business").field("importance").options

        def added(business: Any) -> dict[str, Datum]:
            reasons = business.importance_note or shown(business, "importance", around).text
            return {
                "importance_words": plain(reasons),
                "outage": plain(_outage(business, around)),
                **_ticked(options, "importance", business.importance),
            }

        return numbered((each for each in around.all("business") if bool(each.core) == core), around, added)

    return rows


def _outage(business: Any, around: Records) -> str:
    """「24 工作小時」; words such as 由系統權管單位訂之 stand alone."""
    time = shown(business, "tolerable_outage", around).text
    unit = shown(business, "outage_unit", around).text
    return f"{time} {unit}" if isinstance(business.tolerable_outage, int) else time


def _documents(around: Records) -> Iterator[Row]:
    found = list(around.all("document"))
    found.sort(key=lambda each: natural(each.number))
    return numbered(found, around, _nothing)


def _context_issues(around: Records) -> Iterator[Row]:
    """內／外部環境 first, then 利害關係人, as seed 002 has them: each kind is one merged cell."""
    order = [each.value for each in record_type("context_issue").field("kind").options]
    found = list(around.all("context_issue"))
    found.sort(key=lambda each: order.index(each.kind) if each.kind in order else len(order))
    return numbered(found, around, _nothing)


# ---- the machine room, a month a page


def _room_months(around: Records) -> Iterator[FreeRow]:
    months = sorted({each.logged_on[:7] for each in around.all("room_log") if around.in_year(each.logged_on)})
    for number, month in enumerate(months, 1):
        title = f"{int(month[:4]) - 1911} 年 {int(month[5:])} 月"
        yield FreeRow({"row": Datum(str(number), number), "month": Datum(title, month)}, title)


def _room_logs(around: Records) -> Iterator[Row]:
    """The looks of the month that this copy is for."""
    month = around.item["month"].value if around.item else None
    chosen = [each for each in around.all("room_log") if each.logged_on[:7] == month]
    chosen.sort(key=lambda each: each.logged_on)
    return numbered(chosen, around, _nothing)


# ---- what came of it


def _objectives(around: Records) -> Iterator[Row]:
    """The objectives with what was measured in the year, a line for each period."""

    def added(objective: Any) -> dict[str, Datum]:
        measured = [each for each in around.pointing("measurement", "objective", objective.id) if _is_of(each, around)]
        results = (_result(each, objective.unit, around) for each in measured)
        remarks = (text for each in measured for text in (each.explanation, each.improvement) if text)
        return {
            "indicator_words": plain(objective.indicator or f"（{shown(objective, 'kind', around).text}目標）"),
            "results": plain("\n".join(results)),
            "remarks": plain("\n".join(remarks)),
        }

    return numbered(around.all("objective"), around, added)


def _is_of(measurement: Any, around: Records) -> bool:
    return bool(measurement.year == around.year)


def _result(measurement: Any, unit: str, around: Records) -> str:
    """「上半年：8.3% 未達成」"""
    value = shown(measurement, "value", around).text
    if isinstance(measurement.value, int | float):
        value += unit if unit == "%" else f" {unit}".rstrip()
    met = {True: "達成", False: "未達成"}.get(measurement.met, "")
    return f"{measurement.period}：{value} {met}".strip("： ")


def _intelligence(around: Records) -> Iterator[Row]:
    options = record_type("intelligence").field("kind").options
    chosen = [each for each in around.all("intelligence") if around.in_year(each.received_on)]
    chosen.sort(key=lambda each: each.received_on)
    return numbered(chosen, around, lambda each: _ticked(options, "kind", (each.kind,)))


def _training_hours(around: Records) -> Iterator[FreeRow]:
    """Everybody's hours of the year, as they were worked out for the paper."""
    for number, row in enumerate(around.guide.get("training_hours", ()), 1):
        data = {"row": Datum(str(number), number)}
        for name in _HOURS_NAMES:
            value = row[name]
            data[name] = Datum(f"{value:g}", value) if isinstance(value, float) else plain(value)
        yield FreeRow(data, f"人員 {row['name']}")


def _audited(around: Records) -> Iterator[FreeRow]:
    """The audits of the year that found something; what was found otherwise (by the superior …) comes last."""
    found = [each for each in around.all("finding") if each.audit]
    ids = {each.audit for each in found}
    audits = [each for each in around.all("audit") if each.id in ids and around.in_year(each.held_on)]
    number = 0
    for number, audit in enumerate(sorted(audits, key=lambda each: each.held_on), 1):
        data = {
            "row": Datum(str(number), number),
            "audit": Datum("", audit.id),
            "audit_scope": plain(audit.scope or audit.subject),
            "audit_held_on": shown(audit, "held_on", around),
            "audit_reviewed_on": shown(audit, "reviewed_on", around),
        }
        yield FreeRow(data, audit.subject)
    others = [each for each in around.all("finding") if not each.audit and around.in_year(each.found_on)]
    if others:
        sources = "、".join(dict.fromkeys(shown(each, "source", around).text for each in others))
        number += 1
        blank = {name: Datum("") for name in ("audit_held_on", "audit_reviewed_on")}
        scope = plain(f"稽核以外之來源：{sources}")
        yield FreeRow({"row": Datum(str(number), number), "audit": Datum(""), "audit_scope": scope, **blank}, sources)


def _improvements(around: Records) -> Iterator[Row]:
    """What the audit of this copy found, with a line for each measure, and an empty one where there is none yet."""
    audit = around.item["audit"].value if around.item else None
    findings = [each for each in around.all("finding") if (each.audit or None) == audit]
    if audit is None:
        findings = [each for each in findings if around.in_year(each.found_on)] if around.item else []
    make = record_type("action").cls.make
    number = 0
    for place, finding in enumerate(findings, 1):
        said = {
            "finding_number": plain(finding.number or str(place)),
            "finding_content": shown(finding, "content", around),
            "finding_cause": shown(finding, "cause", around),
        }
        for action in around.pointing("action", "finding", finding.id) or (make(finding=finding.id),):
            number += 1
            yield Row(action, around, {"row": Datum(str(number), number), **said})


REGISTER_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "team": _team,
    "access_entries": _of_year("access_entry", "entered_on", "entered_at"),
    "systems": _systems,
    "core_businesses": _businesses(True),
    "other_businesses": _businesses(False),
    "graded_systems": _graded_systems,
    "controls": _controls,
    "harmful_products": _all("harmful_product"),
    "account_reviews": _of_year("account_review", "reviewed_on"),
    "room_months": _room_months,
    "room_logs": _room_logs,
    "objectives": _objectives,
    "context_issues": _context_issues,
    "communications": _all("communication"),
    "documents": _documents,
    "intelligence": _intelligence,
    "training_hours": _training_hours,
    "audited": _audited,
    "improvements": _improvements,
}
