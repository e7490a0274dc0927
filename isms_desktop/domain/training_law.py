"""What a grade asks of whom: hours of training and certificates by 資通安全責任等級 and kind of staff, with their days.

The rows lie in ``resources/regulations/training.toml``; an office's profile may ask for more (``Profile.training``).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS = "0001-01-01"


@dataclass(frozen=True, slots=True)
class HoursDuty:
    """So many hours of certain courses within so many years, for one kind of staff."""

    id: str
    """The same through all editions of the duty."""
    who: str
    """The kind of staff in the law's words: 資安專職人員."""
    roles: frozenset[str]
    """Roles (``people.ROLES``) that make somebody one of them; empty: everybody else."""
    grades: frozenset[str]
    """For which 資通安全責任等級; empty: for all."""
    kinds: frozenset[str]
    """Kinds of course (``training.COURSE_KINDS``) whose hours count."""
    hours: float
    years: int = 1
    people: int = 0
    """0: each of them must; n: n of them are enough (分級辦法 in its first edition)."""
    edition: str = ""
    valid_from: str = ALWAYS
    """First day in force, ISO."""
    valid_to: str = ""
    """Last day in force, ISO; "" while it lasts."""
    source: str = ""
    verified: bool = False
    """Whether the official text itself was read."""

    def in_force(self, day: str) -> bool:
        """Whether it binds on that day (ISO)."""
        return self.valid_from <= day <= (self.valid_to or "9999-12-31")

    def binds(self, grade: str, day: str) -> bool:
        """Whether it binds an office of that grade on that day."""
        return (not self.grades or grade in self.grades) and self.in_force(day)

    def means(self, roles: Collection[str]) -> bool:
        """Whether somebody with these roles is meant."""
        return not self.roles or not self.roles.isdisjoint(roles)

    def covers(self, other: "HoursDuty") -> bool:
        """Whether who does this one has done the other as well."""
        return self.kinds <= other.kinds and self.hours >= other.hours and self.years <= other.years


@dataclass(frozen=True, slots=True)
class CertificateDuty:
    """So many valid certificates of one kind, for one kind of staff."""

    id: str
    who: str
    roles: frozenset[str]
    grades: frozenset[str]
    kind: str
    """``people.CERTIFICATE_KINDS``."""
    count: int = 1
    people: int = 0
    """0: each of them; n: n of them are enough."""
    edition: str = ""
    valid_from: str = ALWAYS
    valid_to: str = ""
    source: str = ""
    verified: bool = False

    def binds(self, grade: str, day: str) -> bool:
        """Whether it binds an office of that grade on that day (ISO)."""
        return grade in self.grades and self.valid_from <= day <= (self.valid_to or "9999-12-31")


@dataclass(frozen=True, slots=True)
class TrainingLaw:
    """All editions of what the law asks in training."""

    hours: tuple[HoursDuty, ...]
    certificates: tuple[CertificateDuty, ...]

    def required_hours(
        self, grade: str, roles: Collection[str], day: str, extras: Iterable[HoursDuty] = ()
    ) -> tuple[HoursDuty, ...]:
        """What somebody with these roles owes in an office of that grade on that day (ISO).

        The law puts everybody into one kind of staff, the first that fits: 資安專職人員, then 其他資訊人員, then all
        others. ``extras`` (the office's own, stricter rules) come on top; what they cover is not asked twice.
        """
        binding = [each for each in self.hours if each.binds(grade, day) and each.means(roles)]
        own = [each for each in extras if each.binds(grade, day) and each.means(roles)]
        kind = next((each.who for each in binding), "")
        law = [each for each in binding if each.who == kind and not any(extra.covers(each) for extra in own)]
        return (*own, *law)

    def since(self, duty: HoursDuty, grade: str) -> str:
        """The first day (ISO) from which a duty has bound that grade, through all its editions."""
        days = [each.valid_from for each in self.hours if each.id == duty.id and grade in each.grades]
        return min(days, default=duty.valid_from)


def law_from_tables(tables: Mapping[str, Any]) -> TrainingLaw:
    """The law from its TOML tables. KeyError or TypeError when the file is wrong."""
    hours = tuple(hours_duty(each) for each in tables["hours"])
    certificates = tuple(CertificateDuty(**_sets(each, "roles", "grades")) for each in tables["certificates"])
    return TrainingLaw(hours, certificates)


def hours_duty(table: Mapping[str, Any]) -> HoursDuty:
    """One duty from its TOML table. KeyError or TypeError when it is wrong."""
    return HoursDuty(**_sets({"grades": (), **table}, "roles", "grades", "kinds"))


def _sets(table: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {**table, **{key: frozenset(table[key]) for key in keys}}
