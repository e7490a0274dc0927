"""One year of one office: which of its records belong to it, for the figures of its report."""

import datetime
from collections.abc import Iterable
from typing import Any

from isms_desktop.services import training_hours
from isms_desktop.services.offices import Office


class OfficeYear:
    """One year of one office: which records belong to it."""

    def __init__(self, office: Office, year: int, today: datetime.date) -> None:
        self.office, self.year, self.today = office, year, today
        self.first, self.last = training_hours.span_of(office, year)

    def has(self, day: str) -> bool:
        """Whether a day (ISO) or the day of a moment lies in the year."""
        return self.first <= day[:10] <= self.last

    def of(self, kind: str, key: str) -> list[Any]:
        """The records of a kind whose day ``key`` lies in the year and has come, by that day."""
        found = [each for each in self.office.all(kind) if self.has(getattr(each, key))]
        found = [each for each in found if getattr(each, key)[:10] <= self.day.isoformat()]
        return sorted(found, key=lambda each: str(getattr(each, key)))

    def months(self, days: Iterable[str]) -> str:
        """「3月、9月」 in the order of the year."""
        return "、".join(dict.fromkeys(f"{int(day[5:7])}月" for day in sorted(days) if day))

    def contracts(self) -> list[Any]:
        """Those that ran on some day of the year."""
        every = self.office.all("contract")
        return [
            each for each in every if each.starts_on <= self.last and (not each.ends_on or each.ends_on >= self.first)
        ]

    @property
    def day(self) -> datetime.date:
        """The last day of the year that has come."""
        return min(self.today, datetime.date.fromisoformat(self.last))
