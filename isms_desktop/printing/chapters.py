"""The chapters of the 資通安全維護計畫: passages of the plan's text become headings, paragraphs, tables and remarks."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from isms_desktop.domain.plan import CHAPTER, TITLE, Circumstances, Passage, own_words, with_own_words
from isms_desktop.printing.context import Context
from isms_desktop.printing.document import Block, Heading, Note, Paragraph, Text
from isms_desktop.printing.form import ChaptersBlock
from isms_desktop.printing.lists.plan import STANDING
from isms_desktop.printing.phrase import Datum, Names, Phrase, Slot, clean, parse
from isms_desktop.printing.tables import Chain, build_table

_FIRST_LINE = "　　"
"""How far the first line of a running text is set in."""
_WRITTEN = {
    "ciso_title": 6, "department": 8, "plan_receiver": 8, "government": 8, "place": 6,
}  # fmt: skip
"""Names that are written by hand on the blank version → room in characters."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One passage with its words as they are printed; several where it stands for a list."""

    passage: Passage
    words: tuple[tuple[str, str], ...]
    """(mark, text) of each paragraph."""
    notes: tuple[str, ...]
    """「註1：…」, below the section."""


def filled_passages(context: Context, own: bool = True) -> Iterator[Filled]:
    """The plan of this office as it is printed, with its own words or (``own`` false) as its kind of office has it."""
    number = 0
    for passage in plan_passages(context, own):
        if passage.own:
            yield Filled(passage, ((passage.marker, clean(passage.text)),), ())
            continue
        notes = tuple(f"註{number + place}：{words}" for place, (_, words) in enumerate(passage.notes, 1))
        yield Filled(passage, tuple(_words(passage, context, number)), notes)
        number += len(notes)


def plan_passages(context: Context, own: bool = True) -> list[Passage]:
    """The passages of this office's plan on its day; [] where the print has no plan."""
    plan = context.inputs.plan
    if plan is None:
        return []
    agency = context.inputs.agency
    around = Circumstances(agency.profile, agency.grade, context.law_day, lambda name: _has(name, context))
    passages = plan.passages(around)
    return with_own_words(passages, own_words(context.all("plan_text"))) if own else passages


def _has(name: str, context: Context) -> bool:
    try:
        return bool(context[name].value)
    except KeyError:
        return not context.blank and bool(context.rows(name))


def _words(passage: Passage, context: Context, notes: int) -> Iterator[tuple[str, str]]:
    text = passage.text
    for place, (at, _) in reversed(list(enumerate(passage.notes, 1))):
        text = f"{text[:at]}（註{notes + place}）{text[at:]}"
    phrase = _parsed(text)
    if not passage.list:
        yield passage.marker, _fill(phrase, context, context)
        return
    open_list = context.blank and passage.list not in STANDING
    for number, row in enumerate(() if open_list else context.rows(passage.list), 1):
        yield _counted(passage.marker, number), _fill(phrase, Chain(row, context), context)


def _counted(marker: str, number: int) -> str:
    """The mark of a list's n-th row: (1) and 1. count on."""
    return marker.replace("1", str(number))


@functools.lru_cache(4096)
def _parsed(text: str) -> Phrase:
    return parse(text)


def _fill(phrase: Phrase, names: Names, context: Context) -> str:
    if not context.blank:
        return phrase.fill(names)
    parts = (
        replace(part, line=_WRITTEN[part.name]) if isinstance(part, Slot) and part.name in _WRITTEN else part
        for part in phrase.parts
    )
    return Phrase(tuple(parts)).fill(_ByHand(names))


@dataclass(frozen=True, slots=True)
class _ByHand:
    """The names of a paper on which some are left to be written."""

    names: Names

    def __getitem__(self, name: str) -> Datum:
        return Datum("", None, True) if name in _WRITTEN else self.names[name]


def chapter_blocks(block: ChaptersBlock, context: Context) -> Iterator[Block]:
    """Headings of level 2 (壹、) and 3 (一、), the paragraphs below them, the tables and remarks of each section."""
    paper = _Paper(block, context)
    for each in filled_passages(context):
        yield from paper.take(each)
    yield from paper.close()


class _Paper:
    """What has been taken of a section and is still to be set: its paragraphs stand in one text, its remarks below."""

    def __init__(self, block: ChaptersBlock, context: Context) -> None:
        self._block, self._context = block, context
        self._paragraphs: list[tuple[int | None, str, str]] = []
        self._notes: list[str] = []
        self._depths: list[int] = []

    def take(self, filled: Filled) -> Iterator[Block]:
        """The next passage; yields what stands before it when it begins anew."""
        passage = filled.passage
        if passage.heading:
            yield from self.close()
            self._depths = []
            level, more = (2, 3.0) if passage.depth == CHAPTER else (3, 1.0)
            marker, text = filled.words[0]
            yield Heading(marker + text, level, self._block.size + more)
        elif passage.table:
            yield from self._text()
            yield from self._table(passage.table)
        else:
            self._paragraphs += [(passage.depth, marker, text) for marker, text in filled.words]
            self._notes += filled.notes

    def close(self) -> Iterator[Block]:
        """The rest of the section."""
        yield from self._text()
        yield from map(Note, self._notes)
        self._notes = []

    def _text(self) -> Iterator[Block]:
        if self._paragraphs:
            paragraphs = tuple(self._set(self._paragraphs))
            yield Text(paragraphs, self._block.size, self._block.leading)
            self._paragraphs = []

    def _table(self, name: str) -> Iterator[Block]:
        part = self._block.parts.get(name)
        if part is not None:
            yield build_table(part, self._context)

    def _set(self, paragraphs: Iterable[tuple[int | None, str, str]]) -> Iterator[Paragraph]:
        """The paragraphs with their levels: a mark stands under those of lesser depth that the section has."""
        for depth, marker, text in paragraphs:
            if depth is None:
                yield Paragraph(_FIRST_LINE + text, "", sum(each <= TITLE for each in self._depths))
                continue
            self._depths = [each for each in self._depths if each < depth]
            level = len(self._depths)
            self._depths.append(depth)
            yield Paragraph(text, marker, level)
