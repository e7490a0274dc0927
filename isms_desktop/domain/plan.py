"""資通安全維護計畫 as text: chapters, sections and paragraphs of a kind of office on a day, each with an id that stays.

Read from ``resources/plans/chapters.toml``, whose head describes how it is written. What a name in braces stands for is
known to ``printing``; here a paragraph is only chosen, numbered and, where the office has its own words, replaced.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.law import Law

DATE, VERSION = "日期", "版次"
"""Sections of ``plan_text`` that are no paragraph: the day of the plan, whose law it cites, and its edition."""
CHAPTER, SECTION, TITLE = 0, 1, 2
"""Depths of 壹、, 一、 and (一); 1. (1) A. follow. A running text has the depth ``None``."""
_MARKS = (
    re.compile(r"[壹貳參肆伍陸柒捌玖拾]+、"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[.、](?!\d)"),
    re.compile(r"[(（]\d{1,2}[)）]"),
    re.compile(r"[A-Z][.、](?![A-Za-z])"),
)
_DIGITS = "一二三四五六七八九十"
_CHAPTER_DIGITS = "壹貳參肆伍陸柒捌玖"
_LAWS = {"法": "act", "則": "rules", "級": "grading"}
_NEW = {"act": "2025-12-01", "rules": "2026-01-05", "grading": "2026-01-07"}
"""Regulation → the day from which 新法, 新則 and 新級 count."""
_TERM = re.compile(r"<(\w+)>")
_NOTE = re.compile(r"〔(\w*)註：([^〕]*)〕")
_DIRECTIVE = re.compile(r"〔(表|列)：(\w+)〕(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides which lines an office's plan has."""

    profile: str
    grade: str
    day: str
    """The day of the plan (ISO)."""
    has: Callable[[str], bool]
    """Whether a list has rows, or a name stands for something."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file."""

    text: str
    """With its mark."""
    profiles: str = ""
    """Letters of the kinds of office that have it; "" for all."""
    grades: str = ""
    laws: tuple[tuple[bool, str], ...] = ()
    """(new, regulation): which edition it belongs to."""
    conditions: tuple[tuple[bool, str], ...] = ()
    """(there, list or name): when it stands."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its heading, which may have several wordings, and its lines."""

    headings: tuple[Line, ...]
    lines: tuple[Line, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or table of the plan of one office."""

    id: str
    depth: int | None
    """0 for a chapter, 1 for 一、 … 5 for A.; None for running text."""
    text: str
    """Without its mark; names still in braces, unless it is ``own``."""
    heading: bool = False
    """A chapter or the title of a section."""
    list: str = ""
    """The list for each of whose rows it is printed."""
    table: str = ""
    """The table that stands here instead of words."""
    notes: tuple[tuple[int, str], ...] = ()
    """Remarks: (place in the text, words)."""
    own: bool = False
    """The office's own words."""
    marker: str = ""
    """「(一)」, filled in by ``numbered``."""


@dataclass(frozen=True)
class Plan:
    """The plans of all kinds of office."""

    letters: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]
    conditions: Mapping[str, str]
    chapters: tuple[Chapter, ...]
    source: str = ""
    _known: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def passages(self, around: Circumstances) -> list[Passage]:
        """The plan of one office on one day, in order, each passage with its id and its mark."""
        letter = self.letters.get(around.profile, "")
        found: list[Passage] = []
        number = 0
        for chapter in self.chapters:
            heading = next((each for each in chapter.headings if _stands(each, letter, around)), None)
            if heading is None:
                continue
            number += chapter.numbered
            name = chapter_number(number) if chapter.numbered else heading.text.split("：")[0].replace(" ", "")
            marker = f"{name}、" if chapter.numbered else ""
            found.append(Passage(name, CHAPTER, self._words(heading.text, letter)[0], heading=True, marker=marker))
            lines = (each for each in chapter.lines if _stands(each, letter, around))
            found += _with_ids(name, (self._passage(each, letter) for each in lines))
        return numbered(found)

    def _passage(self, line: Line, letter: str) -> Passage:
        directive = _DIRECTIVE.fullmatch(line.text)
        if directive and directive[1] == "表":
            return Passage("", None, "", table=directive[2])
        depth, _, text = take_apart(directive[3] if directive else line.text)
        words, notes = self._words(text, letter)
        heading = depth == SECTION and not words.endswith("。")
        return Passage("", depth, words, heading, directive[2] if directive else "", notes=notes)

    def _words(self, text: str, letter: str) -> tuple[str, tuple[tuple[int, str], ...]]:
        """The text in this office's words, and the remarks with the places where they stand."""
        text = _TERM.sub(lambda found: self._term(found[1], letter), text)
        notes, words, at = [], "", 0
        for found in _NOTE.finditer(text):
            words += text[at : found.start()]
            at = found.end()
            if not found[1] or letter in found[1]:
                notes.append((len(words), found[2]))
        return words + text[at:], tuple(notes)

    def _term(self, word: str, letter: str) -> str:
        key = word, letter
        if key not in self._known:
            ways = self.terms[word]
            self._known[key] = next((text for letters, text in ways.items() if letter in letters), word)
        return self._known[key]


def take_apart(line: str) -> tuple[int | None, str, str]:
    """(depth, mark, text) of a line; no depth for running text."""
    stripped = line.strip()
    for depth, pattern in enumerate(_MARKS):
        if found := pattern.match(stripped):
            return depth, found[0], stripped[found.end() :].strip()
    return None, "", stripped


def chapter_number(number: int) -> str:
    """壹 … 玖, 壹拾, 壹拾壹 …, as official plans count their chapters (1–19)."""
    if number < 10:
        return _CHAPTER_DIGITS[number - 1]
    return "壹拾" + (_CHAPTER_DIGITS[number - 11] if number > 10 else "")


def chinese_number(number: int) -> str:
    """一 … 九十九."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
    return head + (_DIGITS[ones - 1] if ones else "")


def mark_of(depth: int, number: int) -> str:
    """The mark of the ``number``-th paragraph of a depth."""
    match depth:
        case 1:
            return f"{chinese_number(number)}、"
        case 2:
            return f"({chinese_number(number)})"
        case 3:
            return f"{number}."
        case 4:
            return f"({number})"
        case _:
            return f"{chr(ord('A') + min(number, 26) - 1)}."


def numbered(passages: Iterable[Passage]) -> list[Passage]:
    """The same with the marks counted anew, as they stand after some were replaced by several."""
    counts = [0] * len(_MARKS)
    done = []
    for each in passages:
        if each.depth == CHAPTER:
            counts = [0] * len(_MARKS)
            done.append(each)
        elif each.depth is None or each.list:
            # A list counts its own rows when it is printed; here it takes one number.
            done.append(replace(each, marker=mark_of(each.depth, 1)) if each.depth else each)
            if each.depth:
                counts[each.depth] += 1
        else:
            counts[each.depth] += 1
            counts[each.depth + 1 :] = [0] * (len(counts) - each.depth - 1)
            done.append(replace(each, marker=mark_of(each.depth, counts[each.depth])))
    return done


def _with_ids(chapter: str, passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages of a chapter with their ids: the way of their marks."""
    way: list[tuple[int, str]] = []
    counts: dict[str, int] = {}
    for each in passages:
        if each.depth is None:
            # Running text belongs to its section or to a (一) of it, not to the last point of a list before it.
            above = ".".join([chapter, *(mark for depth, mark in way if depth <= TITLE)])
            kind = "表" if each.table else "文"
            counts[f"{above}.{kind}"] = place = counts.get(f"{above}.{kind}", 0) + 1
            yield replace(each, id=f"{above}.{kind}{place if place > 1 else ''}")
            continue
        way = [(depth, mark) for depth, mark in way if depth < each.depth]
        above = ".".join([chapter, *(mark for _, mark in way)])
        counts[f"{above}/{each.depth}"] = place = counts.get(f"{above}/{each.depth}", 0) + 1
        mark = mark_of(each.depth, place).rstrip("、.")
        way.append((each.depth, mark))
        yield replace(each, id=f"{above}.{mark}")


def same_id(section: str) -> str:
    """An id as it is compared: 「肆、一、3」 is 肆.一.3."""
    text = section.replace("、", ".").replace("（", "(").replace("）", ")").replace(" ", "").replace("．", ".")
    return re.sub(r"\.+", ".", text).strip(".")


def with_own_words(passages: Sequence[Passage], own: Mapping[str, str]) -> list[Passage]:
    """The passages with the office's words (id → wording) in their place, counted anew.

    A wording of several lines is several paragraphs: the first takes the place and the mark of the one that it
    replaces, the others are numbered by their own marks. What is written for a chapter or a section is its heading
    when it is one line that does not end like a sentence; otherwise it takes the place of all that stands below.
    """
    done: list[Passage] = []
    below: int | None = None
    """Depth of the heading whose text was replaced: what stands below it is left out."""
    for each in passages:
        if below is not None and not (each.heading and (each.depth or 0) <= below):
            continue
        below = None
        wording = own.get(each.id, "").strip()
        lines = [line for line in wording.splitlines() if line.strip()]
        if not lines or each.table:
            done.append(each)
        elif each.heading and (len(lines) > 1 or lines[0].rstrip().endswith("。")):
            done.append(each)
            done += (_own(each, number, line) for number, line in enumerate(lines, 1))
            below = each.depth
        else:
            done.append(replace(each, text=without_mark(lines[0], each.depth), own=True, notes=(), list=""))
            done += (_own(each, number, line) for number, line in enumerate(lines[1:], 2))
    return numbered(done)


def _own(instead: Passage, number: int, line: str) -> Passage:
    """One more paragraph of the office's own."""
    depth, _, words = take_apart(line)
    heading = depth == SECTION and not words.endswith("。")
    return Passage(f"{instead.id}/{number}", depth or None, words if depth else line.strip(), heading, own=True)


def without_mark(line: str, depth: int | None) -> str:
    """A line without the mark of that depth, when it begins with one: the paper sets its own."""
    found, _, text = take_apart(line)
    return text if found is not None and found == depth else line.strip()


def own_words(texts: Iterable[Any]) -> dict[str, str]:
    """Id → the office's wording, from its ``plan_text`` records; empty ones do not count."""
    return {same_id(each.section): each.wording for each in texts if each.wording.strip()}


def plan_day(texts: Iterable[Any], today: str) -> str:
    """The day of the plan (ISO): that of the section 日期 when it can be read, else ``today``."""
    written = own_words(texts).get(DATE, "")
    try:
        return rocdate.read(written) or today
    except UserError:
        return today


def _stands(line: Line, letter: str, around: Circumstances) -> bool:
    if (line.profiles and letter not in line.profiles) or (line.grades and around.grade not in line.grades):
        return False
    if any(new is not (around.day >= _NEW[regulation]) for new, regulation in line.laws):
        return False
    return all(there is around.has(name) for there, name in line.conditions)


def plan_from_table(table: Mapping[str, Any]) -> Plan:
    """The plan from its TOML table. KeyError, TypeError or ValueError when the file is wrong."""
    letters, conditions = table["letters"], table["conditions"]
    read = _Reading("".join(letters.values()), conditions)
    chapters = tuple(
        Chapter(read.lines(each["headings"]), read.lines(each["text"]), each.get("numbered", True))
        for each in table["chapter"]
    )
    return Plan(letters, table["terms"], conditions, chapters, table["source"])


@dataclass(frozen=True, slots=True)
class _Reading:
    """Reads lines with the words that stand before 「｜」."""

    letters: str
    conditions: Mapping[str, str]

    def lines(self, text: str) -> tuple[Line, ...]:
        return tuple(self._line(each.strip()) for each in text.strip().splitlines() if each.strip())

    def _line(self, text: str) -> Line:
        head, bar, rest = text.partition("｜")
        if not bar:
            return Line(text)
        line = Line(rest)
        for word in head.split():
            line = self._with(line, word)
        return line

    def _with(self, line: Line, word: str) -> Line:
        if set(word) <= set(self.letters):
            return replace(line, profiles=word)
        if set(word) <= set("ABCDE"):
            return replace(line, grades=word)
        if word[0] in "新舊" and word[1:] in _LAWS:
            return replace(line, laws=(*line.laws, (word[0] == "新", _LAWS[word[1:]])))
        if word[0] in "有無" and word[1:] in self.conditions:
            return replace(line, conditions=(*line.conditions, (word[0] == "有", self.conditions[word[1:]])))
        raise ValueError(f"看不懂「{word}」：{line.text[:20]}")


def editions_named(law: Law, day: str) -> Iterator[str]:
    """The editions that a plan of that day rests on and that nobody held against the official text."""
    for regulation in ("act", "rules", "grading", "incidents", "staff", "audits"):
        edition = law.edition(regulation, day)
        if not edition.verified:
            yield f"{edition.name}（{edition.edition}）"
