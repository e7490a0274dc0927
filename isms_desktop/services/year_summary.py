"""年度成果摘要: the one page for the head of the office, what was done, what is left, and what falls due first."""

import dataclasses
import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.implementation import Figures, said
from isms_desktop.domain.improvements import day_due
from isms_desktop.services import incidents
from isms_desktop.services.offices import Office
from isms_desktop.services.report_figures import figures
from isms_desktop.services.reports import outline

MOST = 6
"""Open matters that the page has room for."""
_LONGEST = 30
"""Characters of a matter that the page has room for; what is longer is cut, visibly."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is not done yet."""

    sort: str
    what: str
    who: str
    due_on: str
    """ISO; "" when no day is known."""
    left: str
    """「逾期 12 天」; "" without a day."""
    kind: str = ""
    """The record type and the id of the record that it is."""
    record_id: int = 0
    basis: str = ""
    """The article or the chapter of the plan that asks for it; "" when the record names none."""

    @property
    def row(self) -> dict[str, str]:
        """As the paper prints it."""
        return {
            "sort": self.sort,
            "what": _short(self.what, _LONGEST),
            "who": _short(self.who, 8),
            "due_on": rocdate.write(self.due_on),
            "left": self.left,
        }


def subjects(office: Office, year: int, *, blank: bool = False) -> list[dict[str, str]]:
    """The lines of the summary: what was done in the year, and what is left."""
    if blank:
        return [{"subject": each.subject, "done": "", "open": ""} for each in outline().summary]
    return subjects_of(figures(office, year))


def subjects_of(found: Figures) -> list[dict[str, str]]:
    """The same of the figures of a year."""
    return [
        {"subject": each.subject, "done": said(each.done, found), "open": said(each.open, found, "\n") or "無"}
        for each in outline().summary
    ]


def open_matters(office: Office, today: datetime.date | None = None) -> list[Matter]:
    """Everything that is not done yet, what is due first at the top, what has no day last."""
    today = today or datetime.date.today()
    found = [dataclasses.replace(each, left=rocdate.until(each.due_on, today)) for each in _all_open(office)]
    return sorted(found, key=lambda each: (not each.due_on, each.due_on, each.sort, each.what))


def _all_open(office: Office) -> Iterator[Matter]:
    for task in office.all("task"):
        if not task.done_on:
            yield _matter("年度工作", task, task.name, task.responsible, task.due_on, task.basis)
    for plan in office.all("treatment"):
        if plan.progress not in ("done", "accepted"):
            yield _matter("風險改善", plan, plan.measure, plan.responsible, plan.due_on)
    yield from _findings(office)
    for incident in office.all("incident"):
        clock = incidents.next_due(office, incident)
        if clock is not None:
            due = clock.due.isoformat() if clock.due else ""
            yield _matter("資安事件", incident, incident.summary, incident.reporter, due)
    for each in office.all("intelligence"):
        if not each.done_on:
            yield _matter("情資", each, each.summary, each.responsible)


def _matter(sort: str, record: Any, what: str, who: str, due: str = "", basis: str = "") -> Matter:
    """``due`` is a day or a moment."""
    return Matter(sort, what, who, due[:10], "", record.record_type.kind, record.id, basis)


def _findings(office: Office) -> Iterator[Matter]:
    state = record_type("finding").field("state").compute
    assert state is not None
    for finding in office.all("finding"):
        if state(finding, office) == "已完成":
            continue
        actions: list[Any] = [each for each in office.pointing("action", "finding", finding.id) if day_due(each)]
        first = min(actions, key=day_due, default=None)
        who, due = (first.responsible, day_due(first)) if first else ("", "")
        yield _matter("稽核改善", finding, finding.content, who, due)


def _short(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
