"""The clocks of an incident: by when what has to be done, how long is left, and whether it was done in time.

Moments are local ISO text to the minute. A clock without a due moment is one for which the text gives no number of
hours, or one that does not run yet.
"""

import datetime
import enum
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.incident_law import SIDES, IncidentEdition, Limit

_SOON = 4
"""A clock is soon out when less than this fraction of its time is left."""


class ClockState(enum.StrEnum):
    """How a clock stands."""

    WAITING = "waiting"
    """It begins with a step that has not been done."""
    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    OPEN = "open"
    """To be done, without a number of hours."""
    DONE = "done"
    LATE = "late"
    """Done, after its time."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One step with its limit."""

    step: str
    """``report``, ``report_again``, ``supplement``, ``control``, ``meeting`` or ``final``."""
    key: str
    """The field that says when it was done."""
    limit: Limit
    start: datetime.datetime | None
    due: datetime.datetime | None
    done: datetime.datetime | None
    begins_after: str = ""
    """What has to be done first, in words."""

    def state(self, now: datetime.datetime) -> ClockState:
        """How it stands at a moment."""
        if self.done is not None:
            return ClockState.LATE if self.due is not None and self.done > self.due else ClockState.DONE
        if self.due is None or self.start is None:
            return ClockState.WAITING if self.begins_after else ClockState.OPEN
        left = self.due - to_the_minute(now)
        if left < datetime.timedelta(0):
            return ClockState.OVERDUE
        return ClockState.SOON if left * _SOON < self.due - self.start else ClockState.RUNNING

    def words(self, now: datetime.datetime) -> str:
        """「剩 42 分」, 「逾時 3 小時 10 分」, 「已於 115.11.20 10:05 完成，用時 35 分」."""
        match self.state(now):
            case ClockState.WAITING:
                return f"{self.begins_after}後起算"
            case ClockState.OPEN:
                return "尚未完成"
            case ClockState.RUNNING | ClockState.SOON:
                assert self.due is not None
                return f"剩 {lasting(self.due - to_the_minute(now))}"
            case ClockState.OVERDUE:
                assert self.due is not None
                return f"逾時 {lasting(to_the_minute(now) - self.due)}"
        return self._done_words()

    def due_words(self) -> str:
        """「115.11.20 11:05 前」; "" without a due moment."""
        return f"{moment_words(self.due)} 前" if self.due is not None else ""

    def _done_words(self) -> str:
        assert self.done is not None
        words = f"已於 {moment_words(self.done)} 完成"
        if self.start is not None:
            words += f"，用時 {lasting(self.done - self.start)}"
        if self.due is not None and self.done > self.due:
            words += f"，逾時 {lasting(self.done - self.due)}"
        return words


def level_of(incident: Any) -> int | None:
    """The highest level of the three sides; None while none is assessed."""
    given = [int(value) for side in SIDES if (value := getattr(incident, side)).isdecimal()]
    return max(given) if given else None


def is_major(incident: Any, edition: IncidentEdition) -> bool:
    """Whether it is a major one (重大資通安全事件)."""
    return (level_of(incident) or 0) >= edition.major_from


def clocks_of(incident: Any, edition: IncidentEdition) -> tuple[Clock, ...]:
    """The clocks of an incident in the order in which they matter, those that do not concern it left out."""
    known, controlled = read_moment(incident.known_at), read_moment(incident.controlled_at)
    clocks = [_clock(incident, edition, "report", "reported_at", known)]
    if incident.platform_down:
        clocks.append(_clock(incident, edition, "supplement", "supplemented_at", None))
    if regraded := read_moment(incident.regraded_at):
        clocks.append(_clock(incident, edition, "report_again", "regrade_reported_at", regraded))
    if is_major(incident, edition):
        clocks.append(_clock(incident, edition, "meeting", "ciso_meeting_at", None))
    clocks.append(_clock(incident, edition, "control", "controlled_at", known))
    clocks.append(_clock(incident, edition, "final", "final_reported_at", controlled, "完成控制或復原"))
    return tuple(clocks)


def next_clock(clocks: tuple[Clock, ...]) -> Clock | None:
    """The clock that runs out first among those not done, else the first that is to be done; None when all is."""
    waiting = [clock for clock in clocks if clock.done is None]
    running = [(clock.due, place) for place, clock in enumerate(waiting) if clock.due is not None]
    return waiting[min(running)[1]] if running else next(iter(waiting), None)


def lasting(span: datetime.timedelta) -> str:
    """A length of time as people say it: 「42 分」, 「3 小時 10 分」, 「2 天 4 小時」."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "不到 1 分"
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "天"), (hours, "小時"), (0 if days else minutes, "分")]
    return " ".join(f"{number:,} {unit}" for number, unit in parts if number)


def read_moment(iso: str) -> datetime.datetime | None:
    """The moment of ISO text; None for nothing and for words that are none (legacy values)."""
    try:
        return datetime.datetime.fromisoformat(iso).replace(tzinfo=None)
    except ValueError:
        return None


def write_moment(moment: datetime.datetime) -> str:
    """A moment as a record holds it."""
    return moment.isoformat(timespec="minutes")


def to_the_minute(moment: datetime.datetime) -> datetime.datetime:
    """Without seconds: what is due at 11:05 is in time until 11:05 is over."""
    return moment.replace(second=0, microsecond=0)


def moment_words(moment: datetime.datetime) -> str:
    """``115.11.20 11:05``."""
    return rocdate.write_moment(write_moment(moment))


def _clock(
    incident: Any,
    edition: IncidentEdition,
    step: str,
    key: str,
    start: datetime.datetime | None,
    begins_after: str = "",
) -> Clock:
    limit = edition.limits[step]
    due = None if start is None else _due(start, limit, major=is_major(incident, edition))
    done = read_moment(getattr(incident, key))
    return Clock(step, key, limit, start, due, done, "" if start else begins_after)


def _due(start: datetime.datetime, limit: Limit, *, major: bool) -> datetime.datetime | None:
    try:
        if limit.months:
            return rocdate.months_after(start, limit.months)
        hours = limit.major_hours if major and limit.major_hours else limit.hours
        return start + datetime.timedelta(hours=hours) if hours else None
    except (OverflowError, ValueError):
        return None  # a year beyond the calendar is a slip of the pen, not a limit
