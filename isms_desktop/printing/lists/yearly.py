"""The lists of the year's course: its work by months, its reviews and exercises, its training plan."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Field
from isms_desktop.domain.tasks import CYCLES, state_of
from isms_desktop.domain.training import AUDIENCES
from isms_desktop.domain.values import same_key
from isms_desktop.printing.lists.row import AnyRow, FreeRow, Records, Row, names_of, numbered, of_year, plain, shown
from isms_desktop.printing.phrase import Datum

MONTHS = tuple(f"m{number}" for number in range(1, 13))
"""Names of the months in the order of the office's year, not of the calendar."""
_TASK_NAMES = ("subject", "name", "basis", "responsible", "due", "done", *MONTHS)
_MEMBER_NAMES = ("department", "job_title", "name")
_DRILL_NAMES = ("open_words", "click_words", "attachments")
_FOLLOW_NAMES = ("finding_number", "finding_content")
_HEAD_NAMES = ("audience", "headcount")


def yearly_list_names() -> dict[str, dict[str, Field | None]]:
    """List → name in its rows → the field of the record kit behind it, if it is one."""
    return {
        "year_tasks": dict.fromkeys(("row", *_TASK_NAMES)),
        "meetings": names_of(record_type("meeting").cls, ("previous_follow_up",)),
        "meeting_members": dict.fromkeys(("row", *_MEMBER_NAMES)),
        "drills": names_of(record_type("drill").cls, _DRILL_NAMES),
        "drill_measures": names_of(record_type("action").cls, _FOLLOW_NAMES),
        "training_heads": dict.fromkeys(("row", *_HEAD_NAMES)),
        "training_courses": names_of(record_type("training_plan").cls, ()),
        "training_schedule": names_of(record_type("training_plan").cls, ()),
        "training_modes": dict.fromkeys(("row", "mode", "courses")),
    }


# ---- the work of the year, a line for each duty

_PLANNED, _DONE, _OVERDUE = "○", "●", "△"
_PART_OF_YEAR = re.compile(r"（(第 [1-4] 季|\d+ 月|[上下]半年)）$")
"""「清查特權帳號（第 2 季）」"""
_OTHER = "其他工作"


def _year_tasks(around: Records) -> Iterator[FreeRow]:
    """Tasks by subject; those of one duty are one line with a mark in the month of each."""
    duties = {each["id"]: each for each in around.guide.get("duty", ())}
    subjects = list(dict.fromkeys(each["subject"] for each in duties.values()))
    lines: dict[str, list[Any]] = defaultdict(list)
    for task in around.all("task"):
        if task.year == around.year or (not task.year and task.due_on and around.in_year(task.due_on)):
            duty = task.duty.partition("/")[0]
            lines[duty if duty in duties else _PART_OF_YEAR.sub("", task.name)].append(task)

    def subject_of(key: str) -> str:
        return str(duties[key]["subject"]) if key in duties else _OTHER

    def place(key: str) -> tuple[int, str]:
        subject = subject_of(key)
        number = subjects.index(subject) if subject in subjects else len(subjects)
        return number, min(each.due_on or each.done_on or "9" for each in lines[key])

    for number, key in enumerate(sorted(lines, key=place), 1):
        tasks = sorted(lines[key], key=lambda each: str(each.due_on))
        data = {"row": Datum(str(number), number), "subject": plain(subject_of(key)), **_task_line(tasks, around)}
        yield FreeRow(data, f"年度工作 {tasks[0].name}")


def _task_line(tasks: Sequence[Any], around: Records) -> dict[str, Datum]:
    first = tasks[0]
    name = first.name if len(tasks) == 1 else _PART_OF_YEAR.sub("", first.name)
    people = "、".join(dict.fromkeys(each.responsible for each in tasks if each.responsible))
    return {
        "name": plain(name),
        "basis": plain(first.basis),
        "responsible": plain(people),
        "due": plain(_due(tasks)),
        "done": plain(_done(tasks)),
        **{month: plain("") for month in MONTHS},
        **{month: plain(mark) for month, mark in _marks(tasks, around).items()},
    }


def _marks(tasks: Sequence[Any], around: Records) -> dict[str, str]:
    """Month → its mark; of several tasks in one month, the one that is worst."""
    weights = {_DONE: 0, _PLANNED: 1, _OVERDUE: 2}
    found: dict[str, str] = {}
    for task in tasks:
        day = task.due_on or task.done_on
        if not day or not day[5:7].isdigit() or not around.in_year(day):
            continue
        mark = {"done": _DONE, "overdue": _OVERDUE}.get(state_of(task, around.today), _PLANNED)
        month = MONTHS[(int(day[5:7]) - around.year_starts) % 12]
        found[month] = max(found.get(month, mark), mark, key=weights.__getitem__)
    return found


def _due(tasks: Sequence[Any]) -> str:
    """One day, two below each other, or how often and the last day."""
    days = list(dict.fromkeys(each.due_on for each in tasks if each.due_on))
    if len(days) < 3:
        return "\n".join(map(rocdate.write, days))
    cycles = {each.value: each.label for each in CYCLES}
    return f"{cycles.get(tasks[0].cycle, '')}\n至 {rocdate.write(days[-1])}".strip()


def _done(tasks: Sequence[Any]) -> str:
    """The day; of several tasks the last one, and how many of them are done."""
    days = sorted(each.done_on for each in tasks if each.done_on)
    if not days:
        return ""
    last = rocdate.write(days[-1])
    return last if len(tasks) == 1 else f"{last}\n({len(days)}／{len(tasks)})"


# ---- reviews


def _meetings(around: Records) -> Iterator[Row]:
    """The reviews of the year, each with what the one before had left to follow up."""
    before = {each["meeting"]: each["follow_up"] for each in around.guide.get("previous_meeting", ())}
    held = of_year("meeting", around, "held_on")
    return numbered(held, around, lambda each: {"previous_follow_up": plain(before.get(each.id, ""))})


_BETWEEN_NAMES = re.compile(r"[、，,；;\n]")


def _meeting_members(around: Records) -> Iterator[FreeRow]:
    """Who came to the review of this copy, the chair first, with unit and title from the people register."""
    if around.item is None:
        return
    people = {same_key(each.name): each for each in around.all("person")}
    words = [around.item["chair"].text, *_BETWEEN_NAMES.split(around.item["attendees"].text)]
    for number, name in enumerate(dict.fromkeys(filter(None, map(str.strip, words))), 1):
        person = people.get(same_key(name))
        data = {
            "row": Datum(str(number), number),
            "department": plain(person.department if person else ""),
            "job_title": plain(person.job_title if person else ""),
            "name": plain(name),
        }
        yield FreeRow(data, f"出席人員 {name}")


# ---- exercises


def _drills(around: Records) -> Iterator[Row]:
    """The exercises of the year, each with the office's targets and the names of what is attached to it."""
    held = of_year("drill", around, "held_on")
    attached: dict[int, list[str]] = defaultdict(list)
    for each in around.guide.get("drill_attachment", ()):
        attached[each["drill"]].append(each["name"])

    def added(drill: Any) -> dict[str, Datum]:
        names = [f"{number}. {name}" for number, name in enumerate(attached[drill.id], 1)]
        return {
            "drill": Datum("", drill.id),
            "open_words": plain(_rate(drill, "open_rate", around)),
            "click_words": plain(_rate(drill, "click_rate", around)),
            "attachments": plain("\n".join(names)),
        }

    return numbered(held, around, added)


def _rate(drill: Any, key: str, around: Records) -> str:
    """「8.3%（目標低於 5%）」; 「－」 for an exercise that has no such rate."""
    rate, target = getattr(drill, key), around.rules.profile.drill_targets.get(key)
    if rate is None:
        return "－"
    return f"{rate:g}%" + ("" if target is None else f"（目標低於 {target:g}%）")


def _drill_measures(around: Records) -> Iterator[Row]:
    """What the exercise of this copy brought to light, a line for each measure, an empty one where there is none."""
    if around.item is None:
        return
    drill = around.item["drill"].value
    make = record_type("action").cls.make
    number = 0
    for finding in around.all("finding"):
        if finding.drill != drill:
            continue
        said = {"finding_number": plain(finding.number), "finding_content": shown(finding, "content", around)}
        for action in around.pointing("action", "finding", finding.id) or (make(finding=finding.id),):
            number += 1
            yield Row(action, around, {"row": Datum(str(number), number), **said})


# ---- the training plan


def _training_heads(around: Records) -> Iterator[FreeRow]:
    """How many of each kind of staff; all kinds on the blank version, else those that there are."""
    counts = {each["audience"]: each["number"] for each in around.guide.get("training_heads", ())}
    number = 0
    for audience in AUDIENCES:
        if not around.blank and not counts.get(audience.value):
            continue
        number += 1
        count = counts.get(audience.value, 0)
        data = {"audience": plain(audience.label), "headcount": Datum(str(count), count)}
        yield FreeRow({"row": Datum(str(number), number), **data}, audience.label)


def _of_plan(around: Records) -> list[Any]:
    order = [each.value for each in AUDIENCES]
    lines = [each for each in around.all("training_plan") if each.year == around.year]
    return sorted(lines, key=lambda each: order.index(each.audience) if each.audience in order else len(order))


def _training_courses(around: Records) -> Iterator[AnyRow]:
    """The plan of the year by kind of staff; the kinds alone on the blank version."""
    if not around.blank:
        yield from numbered(_of_plan(around), around, lambda _line: {})
        return
    empty = dict.fromkeys(record_type("training_plan").by_key, plain(""))
    for number, audience in enumerate(AUDIENCES, 1):
        yield FreeRow({**empty, "row": Datum(str(number), number), "audience": plain(audience.label)}, audience.label)


def _training_schedule(around: Records) -> Iterator[Row]:
    """The lines of the plan that say when."""
    return numbered((each for each in _of_plan(around) if each.schedule), around, lambda _line: {})


def _training_modes(around: Records) -> Iterator[FreeRow]:
    """Which courses are taught in which way."""
    courses: dict[str, list[str]] = defaultdict(list)
    for each in _of_plan(around):
        if each.mode:
            courses[shown(each, "mode", around).text].append(each.course)
    for number, (mode, names) in enumerate(courses.items(), 1):
        words = "、".join(dict.fromkeys(names))
        yield FreeRow({"row": Datum(str(number), number), "mode": plain(mode), "courses": plain(words)}, mode)


YEARLY_LISTS: Mapping[str, Callable[[Records], Iterable[AnyRow]]] = {
    "year_tasks": _year_tasks,
    "meetings": _meetings,
    "meeting_members": _meeting_members,
    "drills": _drills,
    "drill_measures": _drill_measures,
    "training_heads": _training_heads,
    "training_courses": _training_courses,
    "training_schedule": _training_schedule,
    "training_modes": _training_modes,
}
