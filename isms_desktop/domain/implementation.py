"""維護計畫實施情形: its items and parts (seed 001, form 9), and the sentences that are proposed for them.

Plain data from ``resources/regulations/report_items.toml``. A sentence names figures of the year; which there are and
how they come about is the business of ``services.report_figures``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Figures: TypeAlias = Mapping[str, int | str]
"""Name → a number or words; 0 and "" stand for nothing."""

PREFACE, OTHER = "前言", "其他說明"
"""What the office may say besides the thirteen items: why it has its grade, and anything else."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or another one where there is nothing to tell."""

    text: str
    when: str = ""
    """A figure that must not be nothing; "" for always."""
    otherwise: str = ""
    lack: bool = False
    """Whether it tells of something that there is not; ``otherwise`` always does."""

    def proves(self, figures: Figures) -> bool:
        """Whether it tells of something that there is, for which there will be a paper."""
        return not self.lack and (not self.when or bool(figures[self.when]))

    def fill(self, figures: Figures) -> str:
        """The sentence in words; "" when there is none to say. KeyError for a figure that there is not."""
        said = self.text if not self.when or figures[self.when] else self.otherwise
        return said.format_map(figures)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the report: 2.1 資通安全政策訂定及核定."""

    number: str
    heading: str
    item: str
    """The item that it belongs to, with its number: 「2. 資通安全政策及目標之訂定」."""
    sentences: tuple[Sentence, ...]
    evidence: str
    isms: bool | None = None
    """True: only for offices whose plan is written after CNS 27001; False: only for the others."""

    def proposal(self, figures: Figures) -> str:
        """What the year's records say about it."""
        return said(self.sentences, figures)

    def proof(self, figures: Figures) -> str:
        """The papers that prove it; "" while there is nothing to prove."""
        return self.evidence if any(each.proves(figures) for each in self.sentences) else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of the thirteen items of the report."""

    number: str
    title: str
    law: tuple[int, ...]
    """Which of the law's thirteen items of the plan (``law.PlanItem``) it reports on."""
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the year's summary."""

    subject: str
    done: tuple[Sentence, ...]
    open: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """All that is declared about the report."""

    items: tuple[Item, ...]
    reasons: Mapping[str, str]
    """Grade → why an office has it."""
    isms_profiles: frozenset[str]
    summary: tuple[Subject, ...]

    def parts(self, profile: str) -> Iterator[Part]:
        """The lines of the report of that kind of office, in order."""
        isms = profile in self.isms_profiles
        for item in self.items:
            yield from (part for part in item.parts if part.isms in (None, isms))


def said(sentences: Iterable[Sentence], figures: Figures, between: str = "") -> str:
    """Several sentences, those that have something to say."""
    return between.join(filter(None, (each.fill(figures) for each in sentences)))


def outline_from_table(table: Mapping[str, Any]) -> Outline:
    """The outline from its TOML table. KeyError or TypeError when the file is wrong."""
    return Outline(
        items=tuple(_item(each) for each in table["item"]),
        reasons={each["grade"]: each["text"] for each in table["reason"]},
        isms_profiles=frozenset(table["isms_profiles"]),
        summary=tuple(
            Subject(each["subject"], _sentences(each["done"]), _sentences(each["open"])) for each in table["summary"]
        ),
    )


def _item(table: Mapping[str, Any]) -> Item:
    named = f"{table['number']}. {table['title']}"
    parts = tuple(Part(**{**each, "item": named, "sentences": _sentences(each["sentences"])}) for each in table["part"])
    return Item(table["number"], table["title"], tuple(table["law"]), parts)


def _sentences(tables: Iterable[Mapping[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(Sentence(**each) for each in tables)
