"""情資與演練: what a new row may begin with, and what is still to be done."""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Value
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder

OPEN_TOO_LONG = 30
"""Days after which a piece of intelligence that is not finished is spoken of: our own measure, the law gives none."""
_SOON = 30
"""Days ahead that a planned exercise is announced."""
_BY_SUPERIOR = ("report", "social")
"""Exercises that the superior authority holds (通報應變及演練辦法§10)."""


def complete_intelligence(_office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New intelligence as typed: it came in today."""
    today = datetime.date.today().isoformat()
    return [{**row, "received_on": row.get("received_on") or today} for row in rows]


def complete_drills(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New exercises as typed: the superior authority holds those that are its duty."""
    superior = office.agency.superior
    done = [dict(row) for row in rows]
    for row in done:
        if superior and not row.get("organiser") and row.get("kind") in _BY_SUPERIOR:
            row["organiser"] = superior
    return done


def reminders(office: Office, today: datetime.date) -> Iterator[Reminder]:
    """Intelligence open too long, exercises that are near, exercises without a result."""
    yield from _open_intelligence(office, today)
    drills = office.glance("drill", "held_on", "result", "open_rate", "click_rate")
    day, near = today.isoformat(), (today + datetime.timedelta(days=_SOON)).isoformat()
    coming = [each for each in drills if day <= each.held_on <= near and not each.result]
    if coming:
        first = min(each.held_on for each in coming)
        yield Reminder(
            f"{len(coming)} 次演練快到了，最近的在 {rocdate.write(first)}",
            "先通知參加的人，準備紀錄。",
            "incidents",
            "drills",
            frozenset(each.id for each in coming),
            first,
        )
    bare = [
        each
        for each in drills
        if each.held_on < day and not each.result and each.open_rate is None and each.click_rate is None
    ]
    if bare:
        yield Reminder(
            f"{len(bare)} 次演練還沒有寫結果",
            "演練要有結果與檢討，稽核時會看。",
            "incidents",
            "drills",
            frozenset(each.id for each in bare),
            min(each.held_on for each in bare),
        )


def _open_intelligence(office: Office, today: datetime.date) -> Iterator[Reminder]:
    before = (today - datetime.timedelta(days=OPEN_TOO_LONG)).isoformat()
    late = [
        each
        for each in office.glance("intelligence", "received_on", "done_on")
        if not each.done_on and each.received_on < before
    ]
    if late:
        yield Reminder(
            f"{len(late)} 則情資收到超過 {OPEN_TOO_LONG} 天還沒有處理完",
            "情資要評估影響、採取措施，並做成紀錄。",
            "incidents",
            "intelligence",
            frozenset(each.id for each in late),
            min(each.received_on for each in late),
        )
