"""What happened in an office's year, in figures: incidents, exercises, warnings, suppliers, courses and audits."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.drills import missed_targets
from isms_desktop.domain.implementation import Figures
from isms_desktop.domain.incident_clocks import Clock, ClockState, lasting, level_of
from isms_desktop.domain.incident_law import LEVELS
from isms_desktop.domain.pledges import VALID
from isms_desktop.domain.vendors import GONE as STAFF_GONE
from isms_desktop.domain.vendors import pledge_of
from isms_desktop.services import incidents, training_hours
from isms_desktop.services.report_year import OfficeYear

_INTERNAL = ("internal", "self", "peer")
_LIMITED = ("report", "report_again", "control", "final")
"""The steps of an incident that have a number of hours or days."""


def _incidents(here: OfficeYear) -> Figures:
    found = here.of("incident", "known_at")
    levels = Counter(_level(each) for each in found)
    clocks = {each.id: {clock.step: clock for clock in incidents.clocks(here.office, each)} for each in found}
    now = datetime.datetime.combine(here.today, datetime.time.max)
    late = [
        each
        for each in found
        if any(clocks[each.id][step].state(now) in (ClockState.LATE, ClockState.OVERDUE)
               for step in _LIMITED if step in clocks[each.id])
    ]  # fmt: skip
    met = [
        each
        for each in found
        if all(clocks[each.id][step].state(now) is ClockState.DONE for step in ("report", "control"))
    ]
    return {
        "incidents": len(found),
        "incident_levels": "、".join(f"{level} {number} 件" for level, number in sorted(levels.items())),
        "incident_words": "；".join(_incident(each, clocks[each.id]) for each in found),
        "incidents_late": len(late),
        "incidents_in_time": len(met),
        "incidents_open": sum(incidents.next_due(here.office, each) is not None for each in found),
    }


def _level(incident: Any) -> str:
    level = level_of(incident)
    return "未評定等級" if level is None else LEVELS[level].label


def _incident(incident: Any, clocks: dict[str, Clock]) -> str:
    """「115.6.24 主機故障(第二級，知悉後 30 分通報、6 小時 30 分完成控制或復原)」"""
    took = (
        f"{lasting(clock.done - clock.start)}{words}"
        for step, words in (("report", "通報"), ("control", "完成控制或復原"))
        if (clock := clocks[step]).done and clock.start
    )
    after = "、".join(took)
    said = f"{_level(incident)}，知悉後 {after}" if after else f"{_level(incident)}，尚未通報"
    return f"{rocdate.write(incident.known_at[:10])} {incident.summary}({said})"


def _drills(here: OfficeYear) -> Figures:
    found = here.of("drill", "held_on")
    kind = record_type("drill").field("kind")
    words: list[str] = []
    for each in dict.fromkeys(drill.kind for drill in found):
        months = here.months(drill.held_on for drill in found if drill.kind == each)
        words.append(f"於{'' if words else '今年'}{months}辦理{kind.label_of(each)}")
    rates = list(filter(None, map(_rates, found)))
    return {
        "drills": "，並".join(words) if len(words) < 3 else "，".join(words),
        "drill_rates": "；".join(rates),
        "last_rates": rates[-1] if rates else "",
        "drills_missed": sum(bool(missed_targets(each, here.office.rules)) for each in found),
    }


def _rates(drill: Any) -> str:
    rates = (("開啟率", drill.open_rate), ("點閱率", drill.click_rate))
    words = "、".join(f"{label} {rate:g}%" for label, rate in rates if rate is not None)
    return f"{rocdate.write(drill.held_on)} {words}" if words else ""


def _intelligence(here: OfficeYear) -> Figures:
    found = here.of("intelligence", "received_on")
    kinds = Counter(each.kind for each in found)
    options = record_type("intelligence").field("kind").options
    done = sum(bool(each.done_on) for each in found)
    return {
        "intelligence": len(found),
        "intelligence_kinds": "、".join(
            f"{each.label} {kinds[each.value]} 件" for each in options if kinds[each.value]
        ),
        "intelligence_done": done,
        "intelligence_open": len(found) - done,
    }


def _vendors(here: OfficeYear) -> Figures:
    """vendor_staff: those who have to sign the yearly 切結書, or have signed one."""
    contracts = here.contracts()
    audits = [each for each in here.of("audit", "held_on") if each.kind == "vendor"]
    names = (
        f"{rocdate.write(each.held_on)} 查核{getattr(here.office.find('vendor', each.vendor), 'name', each.subject)}"
        for each in audits
    )
    terms = [pledge_of(each, here.office, here.day) for each in here.office.all("vendor_staff")]
    bound = [each for each in terms if each not in ("", STAFF_GONE)]
    valid = sum(each.startswith(VALID) for each in bound)
    custom = [each for each in contracts if each.custom_development]
    return {
        "contracts": len(contracts),
        "contracts_secret": sum(each.secrecy_clause is True for each in contracts),
        "contracts_custom": len(custom),
        "contracts_tested": sum(each.security_tested is True for each in custom),
        "vendor_audits": "、".join(names),
        "vendor_audit_count": len(audits),
        "vendors_unaudited": int(bool(contracts) and not audits),
        "no_vendors": int(not contracts and not audits),
        "vendor_staff": len(bound),
        "vendor_staff_signed": valid,
        "vendor_staff_unsigned": len(bound) - valid,
    }


def _training(here: OfficeYear) -> Figures:
    """trained: per kind of staff, how many have all their hours; nothing while nobody has any."""
    courses = here.of("course", "held_on")
    awareness = [each for each in courses if each.kind == "awareness"]
    taught = [each for each in courses if each.kind != "awareness"]
    ids = {each.id for each in taught}
    came = [each for each in here.office.all("attendance") if each.course in ids and each.present]
    table = training_hours.hours_of_year(here.office, here.year, here.today)
    words = (f"{who} {done}／{number} 人" for who, (number, done) in table.counts().items() if who)
    return {
        "awareness": len(awareness),
        "awareness_months": here.months(each.held_on for each in awareness),
        "courses": len(taught),
        "course_months": here.months(each.held_on for each in taught),
        "attended": len(came),
        "trained": "、".join(words) if came else "",
        "untrained": len(table.short),
    }


def _audits(here: OfficeYear) -> Figures:
    """findings: of the office's own audits of the year; all_findings: whatever brought something to light in it."""
    held = [each for each in here.of("audit", "held_on") if each.kind in _INTERNAL]
    kind = record_type("audit").field("kind")
    ids = {each.id for each in held}
    every = here.office.all("finding")
    own = [each for each in every if each.audit in ids]
    year = [each for each in every if here.has(each.found_on or _held_on(here, each.audit))]
    closed, all_closed = (sum(map(_is_closed(here), found)) for found in (own, year))
    return {
        "audits": "、".join(f"{rocdate.write(each.held_on)} {kind.label_of(each.kind)}" for each in held),
        "audit_count": len(held),
        "findings": len(own),
        "findings_closed": closed,
        "findings_open": len(own) - closed,
        "all_findings": len(year),
        "all_findings_closed": all_closed,
        "all_findings_open": len(year) - all_closed,
    }


def _held_on(here: OfficeYear, audit_id: int | None) -> str:
    return str(getattr(here.office.find("audit", audit_id), "held_on", ""))


def _is_closed(here: OfficeYear) -> Callable[[Any], bool]:
    state = record_type("finding").field("state").compute
    assert state is not None
    return lambda finding: state(finding, here.office) == "已完成"


EVENTS: tuple[Callable[[OfficeYear], Figures], ...] = (_incidents, _drills, _intelligence, _vendors, _training, _audits)
