"""The lists and names about 資通安全事件: one incident and its clocks, and the office's own rules for the next one."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.incident_clocks import Clock, clocks_of, is_major, lasting, moment_words
from isms_desktop.domain.incident_law import LEVELS, IncidentEdition, Limit
from isms_desktop.domain.incidents import STEPS
from isms_desktop.domain.people import is_here
from isms_desktop.domain.sources import cited
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, numbered, of_year, plain, shown
from isms_desktop.printing.phrase import Datum

_INCIDENT_NAMES = (
    "incident_number",
    "platform_used", "platform_failed", "support_none", "support_asked", "law_content", "law_levels", "law_review",
)  # fmt: skip
_CLOCK_NAMES = ("step", "limit", "article", "due", "done", "in_time", "late", "took")
_EVENT_NAMES = ("moment", "what", "who")
_LEVEL_NAMES = ("level", "confidentiality", "integrity", "availability")
_LIMIT_NAMES = ("step", "limit", "article")
_CONTACT_NAMES = ("role", "name", "phone", "email")
_NO_SUPPORT = ("無", "不需", "不需要", "無需", "無須", "否")
"""How clerks write that no help from outside is needed."""
_BEGINS: Mapping[str, str] = {
    "report": "知悉後",
    "report_again": "等級變更後",
    "supplement": "無法通報之事由解除後",
    "meeting": "知悉重大資通安全事件後",
    "control": "知悉後",
    "final": "完成損害控制或復原後",
}
"""From when the time of each step is counted."""
_POSTS = (("ciso", "資通安全長"), ("security_staff", "通報人員"), ("it_staff", "資訊人員"))
"""Who is called about an incident, in this order; then the rest of the 推動小組."""


def incident_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return {
        "incidents": names_of(record_type("incident").cls, _INCIDENT_NAMES),
        "incident_clocks": dict.fromkeys(("row", *_CLOCK_NAMES)),
        "incident_events": dict.fromkeys(("row", *_EVENT_NAMES)),
        "incident_measures": names_of(record_type("action").cls, ()),
        "incident_levels": dict.fromkeys(("row", *_LEVEL_NAMES)),
        "incident_limits": dict.fromkeys(("row", *_LIMIT_NAMES)),
        "incident_contacts": dict.fromkeys(("row", *_CONTACT_NAMES)),
    }


# ---- one incident


def _incidents(around: Records) -> Iterator[Row]:
    """The incidents of which the office came to know in the year, the earliest first."""
    chosen = of_year("incident", around, "known_at")

    def added(incident: Any) -> dict[str, Datum]:
        text = around.rules.incident_edition(incident.known_at[:10])
        asked = incident.support.strip(" 。．.")
        none = asked in _NO_SUPPORT
        laws = {f"law_{of}": plain(_rule(text, of)) for of in ("content", "review")}
        return {
            "incident": Datum("", incident.id),
            "incident_number": plain(incident.number),
            "platform_used": Datum("", incident.platform_down is False),
            "platform_failed": Datum("", incident.platform_down is True),
            "support_none": Datum("", none),
            "support_asked": Datum("", bool(asked) and not none),
            "law_levels": plain(text.basis if text else ""),
            **laws,
        }

    return numbered(chosen, around, added)


def _incident(around: Records) -> Any:
    """The incident that this copy of the paper is for; None on the blank version, and when there was none."""
    mine = around.item["incident"].value if around.item else None
    return around.find("incident", mine) if isinstance(mine, int) else None


def _clocks(around: Records) -> Iterator[FreeRow]:
    """The steps that this incident asked for, by when each was due, and whether it was in time."""
    incident = _incident(around)
    text = around.rules.incident_edition(incident.known_at[:10] if incident else around.today.isoformat())
    if text is None or not (incident or around.blank):
        return
    if incident is None:
        rows = [_limit_data(text, step) | _open() for step in STEPS]
    else:
        major = is_major(incident, text)
        rows = [_limit_data(text, each.step, major) | _outcome(each) for each in clocks_of(incident, text)]
    for number, data in enumerate(rows, 1):
        yield FreeRow({"row": Datum(str(number), number), **data}, data["step"].text)


def _open() -> dict[str, Datum]:
    return {name: Datum("") for name in _CLOCK_NAMES if name not in _LIMIT_NAMES}


def _outcome(clock: Clock) -> dict[str, Datum]:
    """When it was due and done. A step without a number of hours is neither in time nor late."""
    measured = clock.done is not None and clock.due is not None
    late = measured and clock.done > clock.due  # type: ignore[operator]
    spent = clock.done - clock.start if clock.done and clock.start else datetime.timedelta(0)
    return {
        "due": plain(moment_words(clock.due) if clock.due else ""),
        "done": plain(moment_words(clock.done) if clock.done else ""),
        "in_time": Datum("", measured and not late),
        "late": Datum("", late),
        "took": plain(f"用時 {lasting(spent)}" if clock.done and clock.start else ""),
    }


def _limit_data(text: IncidentEdition, step: str, major: bool | None = None) -> dict[str, Datum]:
    limit = text.limits[step]
    return {
        "step": plain(STEPS[step]),
        "limit": plain(_limit_words(limit, major)),
        "article": plain(cited(limit.article, limit.verified)),
    }


def _limit_words(limit: Limit, major: bool | None) -> str:
    """「知悉後 72 小時內（第三級、第四級為 36 小時內）」; only the one that counts when ``major`` is known."""
    begins = _BEGINS[limit.step]
    if limit.months:
        return f"{begins} {limit.months} 個月內"
    if not limit.hours:
        return f"{begins}（未定時數）"
    if major is None and limit.major_hours:
        return f"{begins} {limit.hours} 小時內（重大資通安全事件為 {limit.major_hours} 小時內）"
    return f"{begins} {limit.major_hours if major and limit.major_hours else limit.hours} 小時內"


def _events(around: Records) -> Iterator[FreeRow]:
    """The noted course of the incident; where nothing was noted, the moments that the incident itself holds."""
    incident = _incident(around)
    if incident is None:
        return
    noted = [
        (each.happened_at, each.what, each.who) for each in around.pointing("incident_event", "incident", incident.id)
    ]
    if not noted:
        fields = (field for field in incident.record_type.stored if field.kind is Kind.MOMENT)
        noted = [(getattr(incident, field.key), field.label.removesuffix("時間"), "") for field in fields]
    found = sorted(each for each in noted if each[0])
    show = record_type("incident_event").cls
    for number, (moment, what, who) in enumerate(found, 1):
        words = shown(show(happened_at=moment), "happened_at", around)
        data = {"row": Datum(str(number), number), "moment": words, "what": plain(what), "who": plain(who)}
        yield FreeRow(data, f"事件歷程 {words.text}")


def _measures(around: Records) -> Iterator[Row]:
    """The measures against what this incident brought to light."""
    incident = _incident(around)
    findings = around.pointing("finding", "incident", incident.id) if incident else ()
    actions = [each for finding in findings for each in around.pointing("action", "finding", finding.id)]
    return numbered(actions, around, lambda _action: {})


# ---- the office's own rules


def _edition(around: Records) -> IncidentEdition | None:
    return around.rules.incident_edition(around.today.isoformat())


def _rule(text: IncidentEdition | None, of: str) -> str:
    rule = text.rules.get(of) if text else None
    return cited(rule.text, rule.verified) if rule else ""


def _levels(around: Records) -> Iterator[FreeRow]:
    """The four levels in the words of the article."""
    text = _edition(around)
    for number, each in enumerate(text.levels if text else (), 1):
        level = cited(LEVELS[each.level].label + ("" if each.verified else "\n"), each.verified)
        sides = {name: plain(getattr(each, name)) for name in _LEVEL_NAMES[1:]}
        yield FreeRow({"row": Datum(str(number), number), "level": plain(level), **sides}, level)


def _limits(around: Records) -> Iterator[FreeRow]:
    """Every step with its time, and where that is written."""
    text = _edition(around)
    for number, step in enumerate(STEPS if text else (), 1):
        assert text is not None
        yield FreeRow({"row": Datum(str(number), number), **_limit_data(text, step)}, STEPS[step])


def _contacts(around: Records) -> Iterator[FreeRow]:
    """Whom to call: the office's people, those above it, the platform, the suppliers."""
    found = [*_own_people(around), *_others(around)]
    for number, contact in enumerate(found, 1):
        data = dict(zip(_CONTACT_NAMES, map(plain, contact), strict=True))
        yield FreeRow({"row": Datum(str(number), number), **data}, contact[1])


def _own_people(around: Records) -> Iterator[tuple[str, str, str, str]]:
    day = around.today.isoformat()
    here = [each for each in around.all("person") if is_here(each, day)]
    named: set[int] = set()
    for post, label in (*_POSTS, ("", "資通安全推動小組")):
        for person in here:
            if person.id in named or not (post in person.roles if post else person.committee_group):
                continue
            named.add(person.id)
            phone = " 轉 ".join(filter(None, (around.agency.phone, person.extension)))
            name = " ".join(filter(None, (person.job_title, person.name)))
            yield label, name, phone, person.email


def _others(around: Records) -> Iterator[tuple[str, str, str, str]]:
    above = dict.fromkeys(filter(None, (around.agency.superior, around.agency.report_to)))
    yield from (("上級或監督機關", name, "", "") for name in above)
    platform = _platform(around)
    if platform:
        yield "通報平臺", cited(platform["name"], platform["verified"]), "", platform["address"]
    for vendor in around.all("vendor"):
        name = "\n".join(filter(None, (vendor.name, vendor.contact)))
        yield "委外廠商", name, shown(vendor, "phone", around).text, shown(vendor, "email", around).text


def _platform(around: Records) -> Mapping[str, Any] | None:
    """Where this kind of office reports: the row that names its profile, else the one that names none."""
    rows = around.guide.get("platform", ())
    mine = [row for row in rows if around.rules.profile.id in row["profiles"]]
    return next(iter([*mine, *(row for row in rows if not row["profiles"])]), None)


def _platform_name(around: Records) -> Datum:
    platform = _platform(around)
    return plain(cited(platform["name"], platform["verified"]) if platform else "")


def _platform_address(around: Records) -> Datum:
    platform = _platform(around)
    return plain(platform["address"] if platform else "")


def _law(around: Records) -> Datum:
    text = _edition(around)
    return plain(f"{text.name}（{text.edition} 修正）" if text else "")


def _rule_name(of: str) -> Callable[[Records], Datum]:
    return lambda around: plain(_rule(_edition(around), of))


INCIDENT_NAMES: Mapping[str, Callable[[Records], Datum]] = {
    "platform_name": _platform_name,
    "platform_address": _platform_address,
    "incident_law": _law,
    "incident_mechanism": _rule_name("mechanism"),
    "incident_content": _rule_name("content"),
    "incident_notify_rules": _rule_name("notify_rules"),
    "incident_response_rules": _rule_name("response_rules"),
    "incident_review_rule": _rule_name("review"),
}
"""Names of a paper that are not a row's: where this office reports, and the articles in force on 製表日期."""

INCIDENT_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "incidents": _incidents,
    "incident_clocks": _clocks,
    "incident_events": _events,
    "incident_measures": _measures,
    "incident_levels": _levels,
    "incident_limits": _limits,
    "incident_contacts": _contacts,
}
