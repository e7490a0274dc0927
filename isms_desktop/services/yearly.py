"""年度作業: which registers an office has use for, what new rows begin with, what follows from a change, what is due.

Stands below ``records``: what follows from a change is asked from there.
"""

import datetime
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from isms_desktop.domain.duties import AskedRegister, Duty, asked_from_table, duty_from_table, owed
from isms_desktop.domain.fields import Value
from isms_desktop.domain.objectives import is_met
from isms_desktop.domain.rocdate import later, months_after
from isms_desktop.domain.systems import SIDES
from isms_desktop.domain.tasks import state_of
from isms_desktop.services import library
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Action

_PAGE = "yearly"
_SOON = 30
"""Days ahead at which a task that falls due is brought to mind."""
_QUIET_MONTHS = 3
"""Months at the beginning of a year in which nobody is reminded of what has not been done yet."""

# Which registers


@functools.cache
def _asked() -> Mapping[str, AskedRegister]:
    return {each["kind"]: asked_from_table(each) for each in library.regulation("registers")["register"]}


def needed(office: Office, kind: str) -> bool:
    """Whether the office's grade or plan asks for a register, or it has records already: those are never hidden."""
    return not why_not_needed(office, kind) or office.count(kind) > 0


def why_not_needed(office: Office, kind: str) -> str:
    """Why this office is not asked to keep a register, for the page to show; "" when it is."""
    rule = _asked().get(kind)
    agency = office.agency
    if rule is None or rule.asked(agency.grade, agency.profile):
        return ""
    unsure = "" if rule.verified else "；未經官方核對"
    return f"{rule.why}本機關為 {agency.grade} 級，可以不用；要記錄時照常使用。（{rule.basis}{unsure}）"


@functools.cache
def _all_duties() -> tuple[Duty, ...]:
    return tuple(duty_from_table(each) for each in library.regulation("duties")["duty"])


def duties_of(office: Office) -> list[Duty]:
    """What the office owes by its grade and by the plan of its kind of office."""
    return owed(_all_duties(), office.agency.grade, office.agency.profile)


# What new rows begin with

Rows: TypeAlias = Iterable[Mapping[str, Value]]
Proposed: TypeAlias = Mapping[str, Value]


def _fill(rows: Rows, usual: Callable[[Mapping[str, Value]], Proposed]) -> list[dict[str, Value]]:
    """Rows with what is usual where nothing was given."""
    done = []
    for row in rows:
        given = {key: value for key, value in row.items() if value not in ("", None, ())}
        done.append({**usual(given), **row, **given})
    return done


def _fill_today(rows: Rows, key: str) -> list[dict[str, Value]]:
    """Today, for a row that is being typed. Many rows at once come from elsewhere: their days are not known."""
    given = list(rows)
    today = datetime.date.today().isoformat()
    return _fill(given, lambda _row: {key: today} if len(given) == 1 else {})


def complete_tasks(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """A task belongs to the year of its day, else to the present one."""
    year = current_year(office)
    return _fill(rows, lambda row: {"year": _year_of(office, row.get("due_on")) or year, "cycle": "once"})


def complete_measurements(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """This year, and whether the number reaches the objective's target."""
    year = current_year(office)

    def usual(row: Mapping[str, Value]) -> Proposed:
        met = _met(office, row.get("objective"), row.get("value"))
        return {"year": year} if met is None else {"year": year, "met": met}

    return _fill(rows, usual)


def complete_visits(_office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Who is being entered in the log stands at the door: today, now."""
    given = list(rows)
    now = datetime.datetime.now()
    here: Proposed = {"entered_on": now.date().isoformat(), "entered_at": f"{now:%H:%M}"}
    return _fill(given, lambda row: here if len(given) == 1 and not row.keys() & here.keys() else {})


def complete_room_logs(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Today, by whoever wrote the last one."""
    last = max(office.all("room_log"), key=lambda log: (log.logged_on, log.id), default=None)
    keeper: Proposed = {"keeper": last.keeper} if last else {}
    return _fill(_fill_today(rows, "logged_on"), lambda _row: keeper)


def complete_requests(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Asked for today, by the unit that looks after the matter."""
    unit = office.agency.department
    return _fill(_fill_today(rows, "requested_on"), lambda _row: {"department": unit})


def complete_documents(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Kept by the unit that looks after the matter, to be looked at again a year after its approval."""
    unit = office.agency.department

    def usual(row: Mapping[str, Value]) -> Proposed:
        return {"department": unit, "review_on": later(str(row.get("approved_on") or ""), 12)}

    return _fill(rows, usual)


def complete_reports(office: Office, rows: Rows) -> list[dict[str, Value]]:
    """This year's report."""
    year = current_year(office)
    return _fill(rows, lambda _row: {"year": year})


def complete_backups(_office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Tested today."""
    return _fill_today(rows, "tested_on")


def complete_reviews(_office: Office, rows: Rows) -> list[dict[str, Value]]:
    """Reviewed today."""
    return _fill_today(rows, "reviewed_on")


# What follows from a change


def graded(_office: Office, action: Action, system_id: int, new: Mapping[str, Value]) -> None:
    """Another level on any side of a system is a review of its grading."""
    if any(side in new for side in SIDES) and "graded_on" not in new:
        action.update("system", system_id, {"graded_on": datetime.date.today().isoformat()})


_GONE = {"scrap": "scrapped", "move_out": "moved_out"}


def disposed(office: Office, action: Action, disposal_id: int, new: Mapping[str, Value]) -> None:
    """An asset that has been scrapped or moved out on some day has that state."""
    if not new.keys() & {"asset", "kind", "done_on"}:
        return
    disposal = office.store.get("disposal", disposal_id)
    status = _GONE.get(disposal.kind, "") if disposal.done_on else ""
    asset = office.store.get("asset", disposal.asset or 0)
    if status and asset is not None and asset.status != status:
        action.update("asset", asset.id, {"status": status})


def measured(office: Office, action: Action, measurement_id: int, new: Mapping[str, Value]) -> None:
    """Another number, another answer to whether the target was reached."""
    if "value" not in new or "met" in new:
        return
    measurement = office.store.get("measurement", measurement_id)
    met = _met(office, measurement.objective, measurement.value)
    if met is not None and met != measurement.met:
        action.update("measurement", measurement_id, {"met": met})


# What is due


def reminders(office: Office, today: datetime.date) -> list[Reminder]:
    """What of the year's work is late, will soon be, or is missing."""
    return [
        *_late_tasks(office, today),
        *_open_connections(office, today),
        *_systems_to_review(office, today),
        *_missing_this_year(office, today),
        *_stale_documents(office, today),
    ]


def _late_tasks(office: Office, today: datetime.date) -> Iterator[Reminder]:
    tasks = [each for each in _seen(office, "task", "due_on", "done_on") if each.due_on and not each.done_on]
    late = [each for each in tasks if state_of(each, today) == "overdue"]
    until = (today + datetime.timedelta(days=_SOON)).isoformat()
    soon = [each for each in tasks if today.isoformat() <= each.due_on <= until]
    if late:
        yield _about("task", f"{len(late)} 項年度工作已逾期", "做完的請標為完成，延後的請改期限。", late, "due_on")
    if soon:
        yield _about(
            "task", f"{len(soon)} 項年度工作 {_SOON} 天內到期", "排定的期限快到了。", soon, "due_on", urgent=False
        )


def _open_connections(office: Office, today: datetime.date) -> Iterator[Reminder]:
    open_still = [
        each
        for each in _seen(office, "remote_access", "ends_on", "closed_on")
        if each.ends_on and each.ends_on < today.isoformat() and not each.closed_on
    ]
    if open_still:
        yield _about(
            "remote_access",
            f"{len(open_still)} 件遠距連線期滿，還沒有確認關閉",
            "請確認防火牆規則已移除，再填關閉確認日。",
            open_still,
            "ends_on",
        )


def _systems_to_review(office: Office, today: datetime.date) -> Iterator[Reminder]:
    if why_not_needed(office, "control_check"):
        return
    last_year = months_after(today, -12).isoformat()
    systems = [
        each
        for each in _seen(office, "system", "status", "development", "graded_on", "baseline_checked_on")
        if each.status != "stopped" and each.development in ("own", "outsourced")
    ]
    ungraded = [each for each in systems if each.graded_on < last_year]
    unchecked = [each for each in systems if each.baseline_checked_on < last_year]
    if ungraded:
        text = f"{len(ungraded)} 個系統一年內沒有檢視分級"
        yield _about("system", text, "自行或委外開發的系統每年至少檢視一次。", ungraded)
    if unchecked:
        text = f"{len(unchecked)} 個系統一年內沒有完成防護基準檢核"
        yield _about("system", text, "附表十的控制措施每年至少檢視一次。", unchecked)


def _missing_this_year(office: Office, today: datetime.date) -> Iterator[Reminder]:
    year, agency = current_year(office, today), office.agency
    if (today.month - (agency.year_starts or 1)) % 12 < _QUIET_MONTHS:
        return
    if not any(_year_of(office, each.held_on) == year for each in _seen(office, "meeting", "held_on")):
        yield Reminder(f"{year} 年度還沒有管理審查會議", "每年至少一次，確認計畫的實施情形。", _PAGE, "meetings")
    if not why_not_needed(office, "account_review"):
        yield from _unreviewed(office, today)
    if not why_not_needed(office, "backup_test"):
        yield from _untested(office, today)
    if not why_not_needed(office, "measurement"):
        yield from _unmeasured(office, year)


def _unreviewed(office: Office, today: datetime.date) -> Iterator[Reminder]:
    """Reviews of accounts that the office owes every so many months."""
    reviews = _seen(office, "account_review", "kind", "reviewed_on")
    for duty in duties_of(office):
        if duty.id not in _REVIEWS:
            continue
        kind, months = _REVIEWS[duty.id], _MONTHS[duty.cycle]
        days = [each.reviewed_on for each in reviews if not kind or each.kind == kind]
        if max(days, default="") < months_after(today, -months).isoformat():
            yield Reminder(f"超過 {months} 個月沒有{duty.name}", duty.why, _PAGE, "accounts")


def _untested(office: Office, today: datetime.date) -> Iterator[Reminder]:
    systems = _seen(office, "system", "core", "status", "name")
    core = [each for each in systems if each.core and each.status != "stopped"]
    tests = _seen(office, "backup_test", "target", "tested_on", "result")
    last_year = months_after(today, -12).isoformat()
    tested = {each.target for each in tests if each.tested_on >= last_year and each.result != "failed"}
    untested = [each for each in core if not any(each.name in target for target in tested)]
    if untested:
        text = f"{len(untested)} 個核心資通系統一年內沒有測試備份"
        yield _about("system", text, "沒有還原過的備份，不能算有備份。", untested)


def _unmeasured(office: Office, year: int) -> Iterator[Reminder]:
    done = {each.objective for each in _seen(office, "measurement", "objective", "year") if each.year == year}
    objectives = _seen(office, "objective", "kind")
    waiting = [each for each in objectives if each.kind != "qualitative" and each.id not in done]
    if waiting:
        text = f"{len(waiting)} 項目標 {year} 年度還沒有量測"
        yield _about("objective", text, "管理審查要看目標的達成情形。", waiting)


def _stale_documents(office: Office, today: datetime.date) -> Iterator[Reminder]:
    stale = [
        each for each in _seen(office, "document", "review_on") if each.review_on and each.review_on < today.isoformat()
    ]
    if stale:
        yield _about("document", f"{len(stale)} 份文件已過檢視日", "檢視後更新版次或下次檢視日。", stale, "review_on")


_REVIEWS = {"accounts": "", "accounts-half": "", "privileged": "privileged", "software": "software"}
"""Duty → the kind of account review that fulfils it; "" for any."""
_MONTHS = {"quarterly": 3, "half_yearly": 6, "yearly": 12}
_VIEWS = {
    "task": "tasks",
    "remote_access": "remote",
    "system": "systems",
    "objective": "objectives",
    "document": "documents",
}


def _about(
    kind: str, text: str, why: str, which: Iterable[Any], due: str = "", *, urgent: bool | None = None
) -> Reminder:
    """A reminder of certain records; with ``due``, the key of a day that has passed, it is urgent unless told."""
    which = list(which)
    day = min(getattr(each, due) for each in which) if due else ""
    urgent = bool(due) if urgent is None else urgent
    return Reminder(text, why, _PAGE, _VIEWS[kind], frozenset(each.id for each in which), day, urgent)


def _seen(office: Office, kind: str, *keys: str) -> list[Any]:
    """A glance at every record of a type; an empty register is not even declared for it."""
    return office.glance(kind, *keys) if office.count(kind) else []


# Days


def _met(office: Office, objective_id: Value, value: Value) -> bool | None:
    objective = office.store.get("objective", objective_id) if isinstance(objective_id, int) else None
    return is_met(objective, value) if objective is not None and isinstance(value, int | float | str) else None


def _day(value: Value) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None


def _year_of(office: Office, value: Value) -> int | None:
    """The office's year in which a day lies; None for no day."""
    day = _day(value)
    return current_year(office, day) if day else None
