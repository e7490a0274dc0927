"""Which audit of the office's own is due: the yearly self-check, and what its grade or its plan asks for."""

import datetime
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.duties import EVERY_YEARS, Duty
from isms_desktop.domain.sources import cited
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.services.yearly import duties_of

_DUTIES = ("audit", "audit-city", "audit-own", "audit-high")
"""The duties (``duties.toml``) that an internal audit fulfils."""
SOON = datetime.timedelta(days=90)
"""How long before it is due the audit is brought to mind."""
_INTERNAL = ("internal", "peer", "self")
"""What counts as an internal audit: one's own, by other agencies, or a self-check (seed 000, 拾伍)."""
SEEN = ("kind", "status", "held_on", "notified_on")
"""The fields that these reminders look at."""


def due(office: Office, today: datetime.date) -> list[Reminder]:
    """The self-check of the year while there is none; the internal audit when its time is nearly over."""
    held = [each for each in office.glance("audit", *SEEN) if each.held_on and each.held_on <= today.isoformat()]
    found = [_self_check(held, today)]
    found += [_internal(held, duty, today) for duty in duties_of(office) if duty.id in _DUTIES]
    return [each for each in found if each is not None]


def _self_check(held: list[Any], today: datetime.date) -> Reminder | None:
    if any(each.kind == "self" and each.held_on[:4] == str(today.year) for each in held):
        return None
    return Reminder(
        f"{rocdate.roc_year(today)} 年還沒有辦理稽核自評",
        "每年提報實施情形之前先自評一次，可以由去年的答案開始。",
        "audits",
        "audits",
        due=f"{today.year}-12-31",
    )


def _internal(held: list[Any], duty: Duty, today: datetime.date) -> Reminder | None:
    done = [each.held_on for each in held if each.kind in _INTERNAL and each.status in ("done", "closed")]
    rule = f"{duty.why}依據：{cited(duty.basis, duty.verified)}。"
    years = EVERY_YEARS.get(duty.cycle, 1)
    if not done:
        return Reminder("還沒有完成內部稽核的紀錄", rule, "audits", "audits")
    last = datetime.date.fromisoformat(max(done))
    until = rocdate.months_after(last, 12 * years)
    if until - SOON > today:
        return None
    words = f"上次內部稽核是 {rocdate.write(last.isoformat())}，{rocdate.write(until.isoformat())} 滿 {years} 年"
    return Reminder(words, rule, "audits", "audits", due=until.isoformat(), urgent=until < today)
