"""Which audit of the office's own is due: the yearly self-check, and for grade C an internal audit every two years."""

import datetime
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder

EVERY_TWO_YEARS = ("C",)
"""Grades that owe an internal audit every two years (分級辦法附表五; A and B owe it more often)."""
SOON = datetime.timedelta(days=90)
_INTERNAL = ("internal", "peer", "self")
"""What counts as an internal audit: one's own, by other agencies, or a self-check (seed 000, 拾伍)."""
SEEN = ("kind", "status", "held_on", "notified_on")
"""The fields that these reminders look at."""


def due(office: Office, today: datetime.date) -> list[Reminder]:
    """The self-check of the year while there is none; the internal audit from 90 days before two years are over."""
    held = [each for each in office.glance("audit", *SEEN) if each.held_on and each.held_on <= today.isoformat()]
    found = [_self_check(held, today)]
    if office.agency.grade in EVERY_TWO_YEARS:
        found.append(_internal(held, today))
    return [each for each in found if each is not None]


def _self_check(held: list[Any], today: datetime.date) -> Reminder | None:
    if any(each.kind == "self" and each.held_on[:4] == str(today.year) for each in held):
        return None
    return Reminder(
        f"{rocdate.roc_year(today)} 年還沒有辦理稽核自評",
        "維護計畫的實施情形每年要自評一次；可以由去年的答案開始。",
        "audits",
        "audits",
        due=f"{today.year}-12-31",
    )


def _internal(held: list[Any], today: datetime.date) -> Reminder | None:
    done = [each.held_on for each in held if each.kind in _INTERNAL and each.status in ("done", "closed")]
    rule = "C 級機關每 2 年至少辦理一次內部稽核（分級辦法附表五）。"
    if not done:
        return Reminder("還沒有完成內部稽核的紀錄", rule, "audits", "audits")
    last = datetime.date.fromisoformat(max(done))
    until = rocdate.months_after(last, 24)
    if until - SOON > today:
        return None
    words = f"上次內部稽核是 {rocdate.write(last.isoformat())}，{rocdate.write(until.isoformat())} 滿 2 年"
    return Reminder(words, rule, "audits", "audits", due=until.isoformat(), urgent=until < today)
