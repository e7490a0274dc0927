"""改善: rounds of follow-up, what a new row begins with, what is overdue (seed 001, forms 10 and 11; 施行細則§6)."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.improvements import day_due, state_of, taken_over
from isms_desktop.domain.rocdate import roc_year
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Action, Changed

SOON = 30
"""Days ahead at which a measure that falls due is brought to mind."""
_DUE_KEYS = ("finding", "verdict", "finished_on", "due_on", "follow_up_by")


# What there is


def actions_of(office: Office, finding_id: int) -> list[Any]:
    """The measures against a finding, in the order in which they were written."""
    return list(office.pointing("action", "finding", finding_id))


def reviews_of(office: Office, action_id: int) -> list[Any]:
    """The rounds of follow-up of a measure, the first one first."""
    rounds = office.pointing("action_review", "action", action_id)
    return sorted(rounds, key=lambda each: (each.round or 0, each.id))


# Doing


def add_action(office: Office, finding_id: int, aspect: str, measure: str) -> Changed:
    """Write down a measure of one aspect against a finding. UserError when it says nothing."""
    words = records.parsed(office, "action", "measure", measure)
    row: dict[str, Value] = {"finding": finding_id, "aspect": aspect, "measure": words}
    return records.add(office, "action", complete_actions(office, [row]), "新增改善措施")


def add_round(
    office: Office, action_id: int, today: datetime.date, values: Mapping[str, Value] | None = None
) -> Changed:
    """One more round of follow-up, of today unless told; its verdict becomes that of the measure in the same step."""
    row = {"action": action_id, "reviewed_on": today.isoformat(), **(values or {})}
    row["round"] = _next_round(office, action_id)
    return records.add(office, "action_review", [row], f"新增第 {row['round']} 次追蹤")


def close(office: Office, action_id: int, today: datetime.date) -> Changed:
    """Say that a measure is carried out and passed, today unless its day is known already; one undoable step."""
    measure = office.find("action", action_id)
    values: dict[str, Value] = {"verdict": "passed", "follow_up_by": ""}
    if measure is not None and not measure.finished_on:
        values["finished_on"] = today.isoformat()
    return records.change(office, "action", {action_id: values}, "改善措施完成，確認合格")


def follow_round(office: Office, action: Action, review_id: int, _new: Mapping[str, Value]) -> None:
    """What a new or changed round brings with it: the newest one with a verdict speaks for the measure."""
    changed = office.store.get("action_review", review_id)
    if changed is None or not changed.action:
        return
    rounds = office.store.pointing_at("action_review", "action", changed.action)
    spoken = [each for each in rounds if each.verdict]
    measure = office.store.get("action", changed.action)
    if measure is None or not spoken:
        return
    newest = max(spoken, key=lambda each: (each.round or 0, each.id))
    values = {key: value for key, value in taken_over(measure, newest).items() if getattr(measure, key) != value}
    if values:
        action.update("action", measure.id, values)


# What new rows begin with


def complete_findings(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New findings: a running number of the year, and day, unit and source from the audit."""
    given = [dict(row) for row in rows]
    highest: dict[int, int] = {}
    for row in given:
        audit = office.find("audit", row.get("audit"))
        if audit is not None:
            usual = {"source": "audit", "found_on": audit.held_on, "department": audit.audited_unit}
            row.update({key: value for key, value in usual.items() if value and not row.get(key)})
        if not row.get("number"):
            year = _year_of(str(row.get("found_on") or ""))
            highest[year] = highest.get(year) or _highest(office, year)
            highest[year] += 1
            row["number"] = f"{year}-{highest[year]:02}"
    return given


def complete_actions(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New measures: whoever answers for the others against the same finding answers for this one."""
    done = []
    for row in rows:
        finding = row.get("finding")
        others = actions_of(office, finding) if isinstance(finding, int) else []
        last = next((each for each in reversed(others) if each.responsible), None)
        done.append({**({"responsible": last.responsible} if last else {}), **row})
    return done


def complete_reviews(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New rounds: the next number of the measure, today."""
    next_round: dict[int, int] = {}
    done = []
    for given in rows:
        row = dict(given)
        measure = row.get("action")
        if isinstance(measure, int) and not row.get("round"):
            row["round"] = next_round.get(measure) or _next_round(office, measure)
            next_round[measure] = int(str(row["round"])) + 1
        done.append({"reviewed_on": datetime.date.today().isoformat(), **row})
    return done


def _next_round(office: Office, action_id: int) -> int:
    return max((each.round or 0 for each in reviews_of(office, action_id)), default=0) + 1


def _year_of(day: str) -> int:
    try:
        return roc_year(datetime.date.fromisoformat(day))
    except ValueError:
        return roc_year(datetime.date.today())


def _highest(office: Office, year: int) -> int:
    """The highest running number of findings of a year, such as 7 for 「115-07」."""
    numbers = (each.number.partition("-") for each in office.all("finding"))
    return max((int(last) for first, _dash, last in numbers if first == str(year) and last.isdecimal()), default=0)


# What is late


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """Measures that are overdue or soon due, findings without a measure or without a cause."""
    actions = office.glance("action", *_DUE_KEYS)
    found = [*_measures_due(actions, today), *_findings_open(office, {each.finding for each in actions})]
    return [each for each in found if each.ids]


def _measures_due(actions: Iterable[Any], today: datetime.date) -> list[Reminder]:
    late: dict[int, str] = {}
    soon: dict[int, str] = {}
    until = (today + datetime.timedelta(days=SOON)).isoformat()
    for each in actions:
        due = day_due(each)
        if state_of(each, today) == "逾期":
            late[each.id] = due
        elif due and due <= until:
            soon[each.id] = due
    return [
        Reminder(
            f"{len(late)} 項改善措施已逾期",
            "請填寫執行情況並確認結果，或說明原因、更改期限。",
            "audits",
            "actions",
            frozenset(late),
            min(late.values(), default=""),
            urgent=True,
        ),
        Reminder(
            f"{len(soon)} 項改善措施 {SOON} 天內到期",
            "到期前請確認執行情況，備妥佐證。",
            "audits",
            "actions",
            frozenset(soon),
            min(soon.values(), default=""),
        ),
    ]


def _findings_open(office: Office, with_measure: set[int | None]) -> list[Reminder]:
    wrong = [each for each in office.glance("finding", "kind", "cause") if each.kind == "nonconformity"]
    bare = frozenset(each.id for each in wrong if each.id not in with_measure)
    unexplained = frozenset(each.id for each in wrong if not each.cause and each.id in with_measure)
    rule = "改善報告應寫明發生原因、改善措施、完成時程及追蹤方式（施行細則第 6 條）。"
    return [
        Reminder(f"{len(bare)} 項缺失還沒有改善措施", rule, "audits", "findings", bare),
        Reminder(f"{len(unexplained)} 項缺失還沒有分析發生原因", rule, "audits", "findings", unexplained),
    ]
