"""What an office's records say about one of its years, in numbers and words: for its report and its summary.

Every figure is a number or words; 0 and "" stand for nothing. The sentences that name them are in
``resources/regulations/report_items.toml``; what a figure counts is said here, beside its name.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.implementation import Figures
from isms_desktop.domain.scoring import band_of
from isms_desktop.domain.systems import protection_level
from isms_desktop.domain.tasks import state_of
from isms_desktop.services import people, risks, training_hours
from isms_desktop.services.offices import Office
from isms_desktop.services.report_events import EVENTS
from isms_desktop.services.report_year import OfficeYear

_OUT = ("scrapped", "moved_out")
_OWN = ("own", "outsourced")
"""Systems for which an office owes 分級 and 防護基準."""
_ASKED = frozenset("ABC")
"""Grades that owe 專職人員 and 資通安全健診 (分級辦法附表)."""
_TESTS = ("health", "scan", "penetration", "tests-high")
"""Duties that are technical tests; they come back every two years."""


def figures(office: Office, year: int, today: datetime.date | None = None) -> Figures:
    """Every figure of a 民國 year of the office, as its records have it now."""
    here = OfficeYear(office, year, today or datetime.date.today())
    found: dict[str, int | str] = {}
    for part in _PARTS:
        found |= part(here)
    return found


def _businesses(here: OfficeYear) -> Figures:
    every = here.office.all("business")
    core = [each for each in every if each.core]
    return {
        "core_businesses": len(core),
        "other_businesses": len(every) - len(core),
        "businesses_without_outage": sum(each.tolerable_outage in (None, "") for each in core),
    }


def _policy(here: OfficeYear) -> Figures:
    """plan_approved: the newest approval of the plan or the policy; measured: objectives with a result this year."""
    measured = [each for each in here.office.all("measurement") if each.year == here.year]
    last: dict[Any, Any] = {each.objective: each for each in measured}
    approved = [_approved(here, ("維護計畫", "安全政策")), _task_done(here, "plan-review")]
    return {
        "plan_approved": rocdate.write(max(approved)),
        "objectives": here.office.count("objective"),
        "measured": len(last),
        "measured_met": sum(each.met is True for each in last.values()),
        "measured_unmet": sum(each.met is False for each in last.values()),
        "meetings": len(here.of("meeting", "held_on")),
        "meeting_days": _days(each.held_on for each in here.of("meeting", "held_on")),
        "procedure_approved": rocdate.write(_approved(here, ("通報",))),
    }


def _approved(here: OfficeYear, words: Sequence[str]) -> str:
    """The newest approval (ISO) of a document of that name that there was in the year."""
    documents = (each for each in here.office.all("document") if any(word in each.name for word in words))
    return max((each.approved_on for each in documents if each.approved_on <= here.last), default="")


def _task_done(here: OfficeYear, duty: str) -> str:
    return max((each.done_on for each in here.of("task", "done_on") if each.duty.startswith(f"{duty}/")), default="")


def _people(here: OfficeYear) -> Figures:
    """signed: who has a valid 保密同意書."""
    office, agency = here.office, here.office.agency
    staff = training_hours.staff_of(office, here.year, here.today)
    security = [each for each in staff if "security_staff" in each.roles]
    ids = {each.id for each in security}
    valid = [
        each
        for each in office.all("certificate")
        if each.person in ids and not (each.expires_on and each.expires_on < here.day.isoformat())
    ]
    unsigned = {each.id for each in people.unsigned(office, here.day)}
    asked = agency.grade in _ASKED
    return {
        "grade": agency.grade,
        "ciso": f"{agency.ciso_title}{agency.ciso_name}" if agency.ciso_name else "",
        "team": sum("ciso" in each.roles or bool(each.committee_group) for each in staff),
        "staff": len(staff),
        "signed": sum(each.id not in unsigned for each in staff),
        "unsigned": sum(each.id in unsigned for each in staff),
        "security_staff": len(security),
        "lacks_security_staff": int(asked and not security),
        "no_security_staff_asked": int(not asked and not security),
        "it_staff": sum("it_staff" in each.roles for each in staff),
        "professional_certificates": sum(each.kind == "professional" for each in valid),
        "competency_certificates": sum(each.kind == "competency" for each in valid),
    }


def _assets(here: OfficeYear) -> Figures:
    """counted: 盤點日 in the year; to_label: things of categories that carry labels."""
    profile = here.office.rules.profile
    assets = [each for each in here.office.all("asset") if each.status not in _OUT]
    counted = [each for each in assets if here.has(each.counted_on)]
    sorts = Counter(each.category for each in assets)
    words = [f"{each.label} {sorts[each.code]} 項" for each in profile.categories if sorts[each.code]]
    labelled = {each.code for each in profile.categories if each.labelled}
    to_label = [each for each in assets if each.category in labelled and each.status == "in_use"]
    harmful = here.office.all("harmful_product")
    return {
        "assets": len(assets),
        "asset_categories": "、".join(words),
        "assets_kept": sum(bool(each.custodian or each.manager) for each in assets),
        "core_assets": sum(bool(each.core) for each in assets),
        "counted": len(counted),
        "counted_months": here.months(each.counted_on for each in counted),
        "uncounted": len(assets) - len(counted),
        "to_label": len(to_label),
        "labelled": sum(bool(each.labelled) for each in to_label),
        "harmful": len(harmful),
        "harmful_open": sum(not each.destroyed_on and each.disposition != "exception" for each in harmful),
    }


def _systems(here: OfficeYear) -> Figures:
    """baseline_checked: own systems whose controls were gone through in the year; controls_lacking: of those."""
    systems = [each for each in here.office.all("system") if each.status != "stopped"]
    own = [each for each in systems if each.development in _OWN]
    levels = Counter(protection_level(each) for each in own)
    checked = {each.id for each in own if here.has(each.baseline_checked_on)}
    checks = here.office.all("control_check")
    return {
        "systems": len(systems),
        "core_systems": sum(bool(each.core) for each in systems),
        "graded_systems": "、".join(f"{level}級 {levels[level]} 個" for level in "高中普" if levels[level]),
        "ungraded_systems": levels[""],
        "no_own_systems": int(not own),
        "baseline_checked": len(checked),
        "baseline_open": len(own) - len(checked),
        "controls_lacking": sum(each.system in checked and each.result in ("no", "partly") for each in checks),
    }


def _risks(here: OfficeYear) -> Figures:
    """to_improve: risks in a band that needs a plan and has none."""
    rules = here.office.rules
    every = [each for each in here.office.all("risk") if each.year == here.year]
    bands = Counter(band.label if (band := band_of(each, rules)) else "" for each in every)
    ids = {each.id for each in every}
    plans = [each for each in here.office.all("treatment") if each.risk in ids]
    progress = Counter(each.progress for each in plans)
    words = [f"{each.label} {bands[each.label]} 項" for each in reversed(rules.method.bands)]
    return {
        "risks": len(every),
        "risk_bands": "、".join(words) if every else "",
        "unweighed": bands[""],
        "treatments": len(plans),
        "treatments_done": progress["done"],
        "treatments_accepted": progress["accepted"],
        "treatments_open": len(plans) - progress["done"] - progress["accepted"],
        "to_improve": len(risks.improvement_due(here.office, here.year)),
        "money": _money(here, plans),
    }


def _money(here: OfficeYear, plans: Iterable[Any]) -> str:
    parts = (
        ("風險改善計畫編列", sum(each.budget for each in plans if isinstance(each.budget, int))),
        ("資通業務委外契約", sum(each.amount for each in here.contracts() if isinstance(each.amount, int))),
    )
    return "、".join(f"{words} {number:,} 元" for words, number in parts if number)


def _daily(here: OfficeYear) -> Figures:
    """What was done day by day: accounts, connections, backups, the machine room, things that left."""
    reviews = here.of("account_review", "reviewed_on")
    remote = here.of("remote_access", "starts_on")
    backups = here.of("backup_test", "tested_on")
    gone = here.of("disposal", "done_on")
    day = here.day.isoformat()
    found: dict[str, int | str] = {
        "reviews": len(reviews),
        "reviewed_accounts": sum(each.accounts for each in reviews if isinstance(each.accounts, int)),
        "closed_accounts": sum(each.closed for each in reviews if isinstance(each.closed, int)),
        "remote": len(remote),
        "remote_open": sum(bool(each.ends_on) and each.ends_on < day and not each.closed_on for each in remote),
        "backups": len(backups),
        "backups_passed": sum(each.result == "passed" for each in backups),
        "room_days": len({each.logged_on for each in here.of("room_log", "logged_on")}),
        "visits": len(here.of("access_entry", "entered_on")),
        "disposals": len(gone),
        "disposals_erased": sum(bool(each.erasure) for each in gone),
    }
    done = (
        ("reviews", "清查帳號及權限 {} 次"),
        ("backups", "測試備份還原 {} 次"),
        ("room_days", "填寫機房工作日誌 {} 日"),
        ("visits", "管制區域進出登記 {} 筆"),
        ("disposals", "報廢、移出或媒體銷毀 {} 件"),
    )
    found["protection_done"] = "、".join(words.format(found[key]) for key, words in done if found[key])
    return found


def _tests(here: OfficeYear) -> Figures:
    """tests_done: technical tests of this year and the one before, which still count."""
    earliest = training_hours.span_of(here.office, here.year - 1)[0]
    done = [
        each
        for each in here.office.all("task")
        if each.duty.partition("/")[0] in _TESTS and earliest <= each.done_on <= here.last
    ]
    asked = here.office.agency.grade in _ASKED
    return {
        "tests_done": "、".join(f"{each.name}於 {rocdate.write(each.done_on)} 完成" for each in done),
        "tests_missing": int(asked and not done),
        "no_tests_asked": int(not asked and not done),
    }


def _work(here: OfficeYear) -> Figures:
    """appraised: work of the year about 考核 or 獎懲 that was done."""
    tasks = [each for each in here.office.all("task") if (each.year or 0) == here.year]
    states = Counter(state_of(each, here.day) for each in tasks)
    appraised = [each for each in tasks if each.done_on and any(word in each.name for word in ("考核", "獎懲"))]
    return {
        "tasks": len(tasks),
        "tasks_done": states["done"],
        "tasks_overdue": states["overdue"],
        "appraised": "、".join(f"{each.name}({rocdate.write(each.done_on)})" for each in appraised),
    }


def _days(days: Iterable[str]) -> str:
    return "、".join(rocdate.write(day) for day in days)


_PARTS: tuple[Callable[[OfficeYear], Figures], ...] = (
    _businesses,
    _policy,
    _people,
    _assets,
    _systems,
    _risks,
    _daily,
    _tests,
    _work,
    *EVENTS,
)
