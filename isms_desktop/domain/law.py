"""Which text of each regulation is in force on a day, and in which article of it a duty stands.

Read from ``resources/regulations/articles.toml``. A day is ISO text; one before all editions is answered by the oldest.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeVar

from isms_desktop.domain import rocdate

REGULATIONS = ("act", "rules", "grading", "incidents", "intelligence", "staff", "audits", "products")
"""Ids of the regulations that papers name."""
TOPICS = (
    "outsourcing", "plan", "products", "ciso", "report", "audit", "incident",
    "improvement", "vendors", "rules", "core", "review",
)  # fmt: skip
"""Ids of the duties whose articles papers cite."""


class _Since(Protocol):
    @property
    def since(self) -> str: ...


_Dated = TypeVar("_Dated", bound=_Since)


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a regulation."""

    edition: str
    """The day of its making or amendment as people name it, ``115.1.5``."""
    since: str
    """From which day it counts (ISO)."""
    name: str
    """What the regulation was called then."""
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation with all its texts, oldest first."""

    id: str
    label: str
    short: tuple[str, ...]
    """How else running text calls it: 本法, 施行細則."""
    editions: tuple[Edition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every way to name it, longest first."""
        found = {self.label, *self.short, *(each.name for each in self.editions)}
        return tuple(sorted(found, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a duty stands from a day on; ``article`` is "" while the law did not know it."""

    since: str
    article: str
    """「第 13 條」."""
    verified: bool

    @property
    def number(self) -> str:
        """Only the number: 13."""
        return "".join(each for each in self.article if each.isdigit())


@dataclass(frozen=True, slots=True)
class Topic:
    """One duty of the law."""

    id: str
    label: str
    regulation: str
    words: tuple[str, ...]
    """Words of a paragraph that show that a citation in it is about this duty."""
    articles: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """How something is worded from a day on."""

    since: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One of the thirteen items of a 資通安全維護計畫."""

    number: int
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class DeadCitation:
    """A citation that the law has moved away from."""

    cited: str
    """As it stands in the text: 「資通安全管理法第 10 條」."""
    successor: str
    """「資通安全管理法第 13 條」."""
    topic: str
    """What it is about."""
    since: str
    """From which day on (ISO)."""
    verified: bool
    """Whether the successor was read in an official text."""


@dataclass(frozen=True)
class Law:
    """All that the program knows of names, editions and articles."""

    regulations: Mapping[str, Regulation]
    topics: Mapping[str, Topic]
    items: tuple[PlanItem, ...]
    staff: Mapping[str, int]
    """Grade → the number of 資安專職人員 that it asks for; a grade that asks for none is not in it."""

    def edition(self, regulation: str, day: str) -> Edition:
        """The text of a regulation in force on a day. KeyError for an unknown regulation."""
        return in_force(self.regulations[regulation].editions, day)

    def name(self, regulation: str, day: str) -> str:
        """What a regulation is called on a day."""
        return self.edition(regulation, day).name

    def article(self, topic: str, day: str) -> Place:
        """Where a duty stands on a day. KeyError for an unknown topic."""
        return in_force(self.topics[topic].articles, day)

    def cited(self, topic: str, day: str) -> str:
        """The article of a duty on a day as papers cite it, 「第 13 條」; "" while the law did not know it."""
        return self.article(topic, day).article

    def item(self, number: int, day: str) -> str:
        """The wording of one of the thirteen items on a day."""
        return in_force(self.items[number - 1].wordings, day).text

    def dead_citations(self, text: str, day: str) -> Iterator[DeadCitation]:
        """Old names and old articles in a paragraph, each with what stands in its place on that day."""
        yield from self._dead_names(text, day)
        for regulation, cited, number in self._citations(text):
            topics = [each for each in self.topics.values() if each.regulation == regulation]
            meant = [each for each in topics if any(word in text for word in each.words)]
            if any(in_force(each.articles, day).number == number for each in meant):
                continue
            moved = [each for each in topics if self._moved(each, number, day)]
            # Without a word that tells the duty, every duty that once stood there may be meant: the first is named.
            topic = next((each for each in moved if each in meant), moved[0] if moved and not meant else None)
            if topic:
                place = in_force(topic.articles, day)
                name = self.name(regulation, day)
                yield DeadCitation(cited, f"{name}{place.article}", topic.label, place.since, place.verified)

    @staticmethod
    def _moved(topic: Topic, number: str, day: str) -> bool:
        """Whether the duty stood under that number once, and stands elsewhere on that day."""
        now = in_force(topic.articles, day)
        return now.number != number and any(each.number == number and each.since < now.since for each in topic.articles)

    def _dead_names(self, text: str, day: str) -> Iterator[DeadCitation]:
        for regulation in self.regulations.values():
            now = in_force(regulation.editions, day)
            for old in dict.fromkeys(each.name for each in regulation.editions if each.since < now.since):
                # One name may be part of the other: the new one alone is no old one.
                if old != now.name and old in (text if now.name in old else text.replace(now.name, "")):
                    yield DeadCitation(old, now.name, "法規更名", now.since, now.verified)

    def _citations(self, text: str) -> Iterator[tuple[str, str, str]]:
        """(regulation, as it stands, number) of every 「…第 10 條」 after the name of the Act or its rules."""
        for found in self._citation.finditer(text):
            yield self._by_name[found["name"]], found[0], found["number"]

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        cited = {each.regulation for each in self.topics.values()}
        return {name: each.id for each in self.regulations.values() if each.id in cited for name in each.names}

    @cached_property
    def _citation(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, sorted(self._by_name, key=len, reverse=True)))
        return re.compile(rf"(?P<name>{names})\s*第\s*(?P<number>\d+)\s*條")


def in_force(editions: tuple[_Dated, ...], day: str) -> _Dated:
    """The newest of them that counts on a day; the oldest for a day before all, the newest for ""."""
    if not day:
        return editions[-1]
    return next((each for each in reversed(editions) if each.since <= day), editions[0])


def since_in_words(day: str) -> str:
    """「114.12.1」."""
    return rocdate.write(day)


def law_from_table(table: Mapping[str, Any]) -> Law:
    """The law from its TOML table. KeyError, TypeError or ValueError when the file is wrong."""
    return Law(
        regulations={each["id"]: _regulation(each) for each in table["regulation"]},
        topics={each["id"]: _topic(each) for each in table["topic"]},
        items=tuple(
            PlanItem(each["number"], tuple(Wording(**one) for one in each["wordings"])) for each in table["plan_item"]
        ),
        staff={each["grade"]: each["count"] for each in table["staff"]},
    )


def _regulation(table: Mapping[str, Any]) -> Regulation:
    editions = tuple(Edition(**each) for each in table["editions"])
    return Regulation(table["id"], table["label"], tuple(table["short"]), editions)


def _topic(table: Mapping[str, Any]) -> Topic:
    articles = tuple(Place(**each) for each in table["articles"])
    return Topic(table["id"], table["label"], table["regulation"], tuple(table["words"]), articles)
