"""The tasks of a year: which the law and the plan ask for and are not there yet, and marking them as done."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from isms_desktop.domain.duties import EVERY_YEARS, Duty, Occurrence, occurrences
from isms_desktop.domain.fields import Value
from isms_desktop.domain.sources import cited
from isms_desktop.domain.tasks import STATES, state_of
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.yearly import duties_of
from isms_desktop.store.history import Changed


@dataclass(frozen=True, slots=True)
class Proposal:
    """One task that the office owes in a year and does not have yet."""

    duty: Duty
    when: Occurrence
    late: bool
    """Whether its day has passed already."""

    @property
    def basis(self) -> str:
        """Where it stands, and whether that was verified."""
        return cited(self.duty.basis, self.duty.verified)

    def values(self, year: int) -> dict[str, Value]:
        """The task record of it."""
        return {
            "name": self.when.name,
            "year": year,
            "basis": self.basis,
            "due_on": self.when.due_on,
            "cycle": self.duty.cycle,
            "note": self.duty.why,
            "duty": self.when.key,
        }


def propose_tasks(office: Office, year: int, today: datetime.date | None = None) -> list[Proposal]:
    """The tasks that this office owes in a 民國 year and that are not there yet, by their day.

    What comes every two or three years is owed when the years before have none.
    """
    today = today or datetime.date.today()
    starts = office.agency.year_starts or 1
    there = {each.duty for each in office.glance("task", "duty") if each.duty}
    found = []
    for duty in duties_of(office):
        earlier = range(year - EVERY_YEARS.get(duty.cycle, 1) + 1, year)
        if any(f"{duty.id}/{each}" in there for each in earlier):
            continue
        for when in occurrences(duty, year, starts):
            if when.key not in there:
                found.append(Proposal(duty, when, when.due_on < today.isoformat()))
    return sorted(found, key=lambda each: (each.when.due_on, each.duty.name))


def add_tasks(office: Office, year: int, chosen: Iterable[Proposal]) -> Changed | None:
    """Add these tasks in one undoable step; None when there is none to add. What is there already is passed over."""
    there = {each.duty for each in office.glance("task", "duty")}
    rows = [each.values(year) for each in chosen if each.when.key not in there]
    return records.add(office, "task", rows, f"產生 {year} 年度工作 {len(rows)} 項") if rows else None


def toggle_done(office: Office, ids: Collection[int], today: datetime.date) -> Changed | None:
    """Mark tasks as done today; when all of them are done already, open them again. None when there is none."""
    tasks = [task for each in ids if (task := office.find("task", each)) is not None]
    waiting = [task for task in tasks if not task.done_on]
    if not tasks:
        return None
    day = today.isoformat() if waiting else ""
    meant = waiting or tasks
    words = f"「{meant[0].name}」" if len(meant) == 1 else f" {len(meant)} 項工作"
    label = f"標為完成：{words.strip()}" if waiting else f"改回未完成：{words.strip()}"
    return records.change(office, "task", {task.id: {"done_on": day} for task in meant}, label)


def states(office: Office, today: datetime.date) -> dict[str, int]:
    """How many tasks are in each state (``tasks.STATES``)."""
    found = {each.value: 0 for each in STATES}
    for task in office.glance("task", "due_on", "done_on"):
        found[state_of(task, today)] += 1
    return found
