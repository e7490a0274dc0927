"""資安事件: reporting a new one, its clocks, its level by plain questions, its timeline, and what is learnt from it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Kind, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.incident_clocks import (
    Clock,
    ClockState,
    clocks_of,
    level_of,
    next_clock,
    to_the_minute,
    write_moment,
)
from isms_desktop.domain.incident_law import SIDES, Answers, IncidentEdition
from isms_desktop.domain.incidents import REPORT_ITEMS, STEPS, Incident
from isms_desktop.domain.sources import cited
from isms_desktop.services import drills, harmful, library, proposals, records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Action, Changed

_SEEN = (
    "summary",
    "known_at",
    "reported_at",
    "platform_down",
    "supplemented_at",
    "regraded_at",
    "regrade_reported_at",
    "ciso_meeting_at",
    "controlled_at",
    "final_reported_at",
    *SIDES,
)
"""What a clock looks at in an incident."""
_PRESSING = ("report", "report_again", "control")
"""Steps that are counted in hours: a reminder of them is urgent from the first minute."""
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of an incident's course."""

    moment: str
    """Local ISO text."""
    what: str
    who: str = ""
    event_id: int = 0
    """The ``incident_event``; 0 for a milestone, which is a moment of the incident itself."""


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One of the seven items of the final report."""

    label: str
    keys: tuple[str, ...]
    missing: tuple[str, ...]
    """The fields (keys) that are still empty."""


@dataclass(frozen=True, slots=True)
class Platform:
    """Where an incident is reported."""

    name: str
    address: str
    verified: bool


def moment_now() -> datetime.datetime:
    """This minute."""
    return to_the_minute(datetime.datetime.now())


# Reporting and the clocks


def report_new(office: Office, summary: str, description: str, known_at: datetime.datetime) -> Changed:
    """Begin an incident of which the office knows since ``known_at``. UserError names what is missing."""
    words: dict[str, Value] = {
        "summary": summary.strip(),
        "description": description.strip(),
        "known_at": write_moment(known_at),
    }
    return records.add(office, "incident", [words], "通報新事件")


def mark_done(office: Office, incident_id: int, key: str, now: datetime.datetime) -> Changed:
    """Write this minute into the moment ``key`` of an incident, such as ``reported_at``. UserError when it cannot."""
    label = Incident.record_type.field(key).label.removesuffix("時間")
    return records.change(office, "incident", {incident_id: {key: write_moment(now)}}, f"現在{label}")


def edition(incident: Any) -> IncidentEdition:
    """The regulation by which an incident goes: the one in force on the day of 知悉."""
    return library.incident_edition(incident.known_at[:10])


def clocks(office: Office, incident: Any) -> tuple[Clock, ...]:
    """The clocks of an incident, in the order in which they matter."""
    return clocks_of(incident, edition(incident))


def next_due(office: Office, incident: Any) -> Clock | None:
    """The clock that runs out first; None when everything is done."""
    return next_clock(clocks(office, incident))


def next_words(office: Office, incident: Any, now: datetime.datetime) -> str:
    """「通報 剩 42 分」; "" when everything is done."""
    clock = next_due(office, incident)
    return f"{STEPS[clock.step]} {clock.words(now)}" if clock else ""


def platform(office: Office) -> Platform:
    """Where this kind of office reports."""
    rows = library.incident_platforms()
    own = [row for row in rows if office.rules.profile.id in row["profiles"]]
    [row, *_] = own or [row for row in rows if not row["profiles"]]
    return Platform(row["name"], row["address"], row["verified"])


# The level


def answers(office: Office, incident: Any, side: str) -> dict[str, str]:
    """What was answered for a side, read from the reasoning that is kept."""
    return edition(incident).sides[side].answers_in(getattr(incident, f"{side}_reason"))


def grade(office: Office, incident_id: int, side: str, given: Answers) -> Changed:
    """Write the level of one side and its reasoning from the answers; the clerk's own words below it stay.

    After the report another level of the whole incident starts the clock of the second report. UserError while an
    answer is missing.
    """
    incident = _existing(office, incident_id)
    text = edition(incident)
    questions = text.sides[side]
    level = questions.level(given)
    if level is None:
        raise UserError("還有問題沒有回答。", "請回答完這個面向的問題，才算得出等級。")
    reason = questions.reasoning(given, getattr(incident, f"{side}_reason"), text.basis)
    values = {side: str(level), f"{side}_reason": reason}
    return records.change(office, "incident", {incident_id: values}, f"評定{_label(side)}")


def regraded(office: Office, action: Action, incident_id: int, new: Mapping[str, Value]) -> None:
    """Another level after the report starts the hour in which it is reported again (通報應變及演練辦法§6Ⅱ)."""
    before = office.find("incident", incident_id)
    levels = level_of(before), level_of(before.replace(**new))
    if before.reported_at and "regraded_at" not in new and None not in levels and levels[0] != levels[1]:
        now = write_moment(moment_now())
        action.update("incident", incident_id, {"regraded_at": now, "regrade_reported_at": ""})


def regrading_words(office: Office, incident: Any) -> str:
    """「事件等級改變了…」 while a second report is due; "" otherwise."""
    again = next((clock for clock in clocks(office, incident) if clock.step == "report_again"), None)
    if again is None or again.done is not None:
        return ""
    level = Incident.record_type.field(SIDES[0]).label_of(str(level_of(incident)))
    return f"事件等級已改為{level}，請於 {again.due_words()}再通報一次（{again.limit.article}）。"


# The timeline


def timeline(office: Office, incident_id: int) -> list[TimelineEntry]:
    """The course of an incident: what was noted, with the milestones between, earliest first."""
    incident = _existing(office, incident_id)
    entries = [
        TimelineEntry(getattr(incident, field.key), field.label.removesuffix("時間"))
        for field in Incident.record_type.stored
        if field.kind is Kind.MOMENT and getattr(incident, field.key)
    ]
    events = office.pointing("incident_event", "incident", incident_id)
    entries += [TimelineEntry(event.happened_at, event.what, event.who, event.id) for event in events]
    return sorted(entries, key=lambda each: (each.moment, each.event_id > 0))


def add_event(office: Office, incident_id: int, what: str, who: str, now: datetime.datetime) -> Changed:
    """Note what has just been done. UserError when there is nothing to note."""
    row: dict[str, Value] = {
        "incident": incident_id,
        "happened_at": write_moment(now),
        "what": what.strip(),
        "who": who.strip(),
    }
    return records.add(office, "incident_event", [row], "新增事件歷程")


def complete_events(_office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New entries of the timeline as typed: what has no time happened now."""
    now = write_moment(moment_now())
    return [{**row, "happened_at": row.get("happened_at") or now} for row in rows]


# What is learnt


def report_items(incident: Any) -> list[ReportItem]:
    """The seven items of 調查、處理及改善報告 and what each still lacks."""
    return [
        ReportItem(
            "、".join(_label(key) for key in keys), keys, tuple(key for key in keys if not getattr(incident, key))
        )
        for keys in REPORT_ITEMS
    ]


def recovery_from_timeline(office: Office, incident_id: int) -> Changed:
    """Write the noted course into 損害控制及復原歷程, below what stands there. UserError when nothing was noted."""
    incident = _existing(office, incident_id)
    lines = [_as_line(each) for each in timeline(office, incident_id) if each.event_id]
    kept = incident.recovery.splitlines()
    new = [line for line in lines if line not in kept]
    if not new:
        raise UserError("歷程裡沒有新的紀錄可以帶入。", "請先在「歷程」記下處理的經過。")
    text = "\n".join([*kept, *new])
    return records.change(office, "incident", {incident_id: {"recovery": text}}, "由歷程帶入")


def _as_line(entry: TimelineEntry) -> str:
    what = entry.what.replace("\n", " ")
    who = f"（{entry.who}）" if entry.who else ""
    return f"{rocdate.write_moment(entry.moment)} {what}{who}"


def add_finding(office: Office, kind: str, record_id: int, today: datetime.date) -> Changed:
    """Make an ``incident`` or a ``drill`` a 缺失與建議 that is followed up; its id is ``added[0]``."""
    record = _existing(office, record_id, kind)
    title = records.show(office, record, record.record_type.field(record.record_type.title[0]))
    row: dict[str, Value] = {
        "source": kind,
        kind: record_id,
        "kind": "improvement",
        "found_on": today.isoformat(),
        "content": record.improvement or f"{record.record_type.label}「{title}」的改善",
    }
    if kind == "incident":
        row |= {"impact": record.impact, "cause": record.cause}
    return records.add(office, "finding", proposals.complete(office, "finding", [row]), "列為改善事項")


def findings_of(office: Office, kind: str, record_id: int) -> list[Any]:
    """What has been made of an incident or a drill."""
    return office.pointing("finding", kind, record_id)


# Reminders


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Running clocks, open intelligence, drills, products that must go."""
    now = datetime.datetime.combine(today, datetime.datetime.now().time())
    return [*_running(office, now), *drills.reminders(office, today), *harmful.reminders(office, today)]


def _running(office: Office, now: datetime.datetime) -> Iterator[Reminder]:
    """One for each clock that runs; those that ran out together where there are several, one for each step."""
    late: dict[str, list[tuple[Any, Clock]]] = {}
    for incident in office.glance("incident", *_SEEN):
        if (clock := next_due(office, incident)) is None:
            continue
        state = clock.state(now)
        if state is ClockState.OVERDUE:
            late.setdefault(clock.step, []).append((incident, clock))
            continue
        due = clock.due_words()
        what = f"應於 {due}完成{STEPS[clock.step]}" if due else f"還沒有完成{STEPS[clock.step]}"
        urgent = state is ClockState.SOON or clock.step in _PRESSING
        yield _reminder(office, [(incident, clock)], f"{_named(incident)}{what}", urgent=urgent)
    for step, found in late.items():
        [(incident, clock), *more] = found
        single = f"{_named(incident)}{STEPS[step]}已逾時（{clock.due_words()}）"
        yield _reminder(office, found, f"{len(found)} 件事件的{STEPS[step]}已逾時" if more else single, urgent=True)


def _named(incident: Any) -> str:
    name = incident.summary
    return f"「{name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + '…'}」"


def _reminder(office: Office, found: list[tuple[Any, Clock]], text: str, *, urgent: bool) -> Reminder:
    incident, clock = found[-1]
    why = f"{cited(edition(incident).name + clock.limit.article, clock.limit.verified)}。"
    due = min((write_moment(clock.due)[:10] for _incident, clock in found if clock.due), default="")
    ids = frozenset(incident.id for incident, _clock in found)
    return Reminder(text, why, "incidents", "incidents", ids, due, urgent)


def _label(key: str) -> str:
    return Incident.record_type.field(key).label


def _existing(office: Office, record_id: int, kind: str = "incident") -> Any:
    record = office.find(kind, record_id)
    if record is None:
        raise UserError("這筆紀錄已經被刪除了。", "請重新整理清單。")
    return record
