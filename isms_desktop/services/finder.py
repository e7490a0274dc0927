"""Finding a word in all registers at once, as fast as it is typed.

Every record becomes one string of what people read in it: choice labels, 民國 dates, the titles of what it links to;
never a sensitive field. The strings are made in slices of a few milliseconds, so that the window goes on answering
meanwhile, and made anew for what changes. With 30,000 of them a key costs a few milliseconds.
"""

import time
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.catalog import references_to
from isms_desktop.domain.fields import Field, Kind, RecordType
from isms_desktop.domain.values import options, same_key, show
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Changed

_SLICE = 250
"""Records that are read between two looks at the clock."""
_MENDED = 100
"""Changed records that are read anew between two looks at the clock."""
_BETWEEN = "\x1f"
"""Stands between two fields; no text holds it."""
_WORDLESS = (Kind.YES_NO, Kind.TIME, Kind.COMPUTED, Kind.INTEGER, Kind.DECIMAL)
"""是 and 否 stand in nearly every record, and so do small numbers."""
_INNER = frozenset({"sha256", "owner_kind", "built_in"})
"""Fields that are the program's business."""
_SHOWN = 44
"""Characters of a field that are shown around what was found."""
_BEFORE = 12
_OF_PARTS = 3
"""Hits shown of a register whose records are parts of others."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found."""

    kind: str
    id: int
    title: str
    label: str
    """The field in which it was found; "" when its title says it all."""
    text: str
    """The text of that field around the place."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one register."""

    kind: str
    hits: tuple[Hit, ...]
    """The best: titles that begin with what was typed, other titles, other fields; the newest first in each."""
    count: int
    """All of them."""
    titled: bool
    """Whether a title is among the hits."""


@dataclass(slots=True)
class _Shelf:
    """The strings of one record type, each list in the same order."""

    type: RecordType[Any]
    fields: list[Field]
    readers: list[Callable[[Any], str]]
    titled_by: list[int]
    """Places of the fields that make the title."""
    ids: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    folded_titles: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    title_by_id: dict[int, str] = field(default_factory=dict)
    last: int = 0
    """The highest id that has been read."""

    @property
    def parts(self) -> bool:
        """Whether its records are parts of others, each once: one answer to a question of an audit."""
        keys = {key for keys in self.type.together for key in keys}
        return any(self.type.field(key).kind is Kind.REF for key in keys)


class Finder:
    """Looks through the registers of one office. Nothing is read before ``step`` is first called."""

    def __init__(self, office: Office, kinds: Sequence[str]) -> None:
        """``kinds``: the record types to look through, in the order in which they are shown."""
        self._office = office
        self._kinds = tuple(kinds)
        self._shelves: dict[str, _Shelf] = {}
        self._dirty: dict[str, set[int]] = {}
        self._work: Iterator[None] = iter(())
        self.start_again()

    @property
    def ready(self) -> bool:
        """Whether everything has been read."""
        return self._complete and not self._dirty

    def start_again(self) -> None:
        """Read everything anew, slice by slice."""
        self._shelves = {}
        self._dirty = {}
        self._complete = False
        self._work = self._read_all()

    def step(self, seconds: float) -> bool:
        """Read on for about that long, at least a little; True when there is no more to read."""
        until = time.perf_counter() + seconds
        while not self.ready:
            if self._complete:
                self._mend(next(iter(self._dirty)))
            elif next(self._work, self) is self:
                self._complete = True
            if time.perf_counter() >= until:
                break
        return self.ready

    def changed(self, changed: Changed) -> None:
        """Take note of what an action has touched; ``step`` and the next search read it."""
        if changed.touches("agency"):  # choices and methods hang on it
            self.start_again()
            return
        for kind, ids in changed.touched.items():
            if kind in self._kinds:
                self._dirty.setdefault(kind, set()).update(ids)

    # -- searching ------------------------------------------------------------------------------------------------

    def find(self, query: str, most: int = 8) -> list[Group]:
        """The records in which every word occurs, by register; registers with a hit in a title come first.

        Parts of something larger (the answers of an audit, who came to a course) bear its name: they come last and few.
        """
        words = words_of(query)
        if not words:
            return []
        whole = same_key(query)
        found = []
        for kind in self._kinds:
            shelf = self._shelves.get(kind)
            places = _places(shelf.folded, words) if shelf else []
            if shelf and places:
                best, titled = _best(shelf, places, words, whole, min(most, _OF_PARTS) if shelf.parts else most)
                hits = tuple(_hit(shelf, place, words) for place in best)
                found.append(Group(kind, hits, len(places), titled))
        return sorted(found, key=lambda group: (self._shelves[group.kind].parts, not group.titled))

    def ids(self, kind: str, query: str) -> tuple[int, ...]:
        """All records of a type in which every word occurs, newest first."""
        shelf = self._shelves.get(kind)
        words = words_of(query)
        return tuple(shelf.ids[place] for place in reversed(_places(shelf.folded, words))) if shelf and words else ()

    # -- reading --------------------------------------------------------------------------------------------------

    def _read_all(self) -> Iterator[None]:
        for kind in self._kinds:
            type_named(kind)  # a type that nobody has asked for yet is declared now, which takes a millisecond
            yield
        for kind in self._in_order():
            shelf = self._shelves[kind] = self._new_shelf(kind)
            keys = [each.key for each in shelf.fields]
            yield
            while rows := self._office.store.cells(kind, keys, after=shelf.last, limit=_SLICE):
                self._append(shelf, rows)
                yield

    def _in_order(self) -> list[str]:
        """What is pointed at before what points at it, so that titles of links are there when they are wanted."""
        done: dict[str, None] = {}

        def visit(kind: str, way: tuple[str, ...]) -> None:
            if kind in done or kind in way:
                return
            for each in type_named(kind).stored:
                if each.target:
                    visit(each.target, (*way, kind))
            if kind in self._kinds:
                done[kind] = None

        for kind in self._kinds:
            visit(kind, ())
        return list(done)

    def _new_shelf(self, kind: str) -> _Shelf:
        record_type = type_named(kind)
        fields = [each for each in record_type.stored if _searchable(each)]
        keys = [each.key for each in fields]
        titled_by = [keys.index(key) for key in record_type.title if key in keys]
        return _Shelf(record_type, fields, [self._reader(each) for each in fields], titled_by)

    def _reader(self, field: Field) -> Callable[[Any], str]:
        rules = self._office.rules
        match field.kind:
            case Kind.REF:
                shelf = self._shelves.get(field.target)
                titles = shelf.title_by_id if shelf else {}
                return lambda value: titles.get(value, "")
            case Kind.CHOICE:
                labels = {each.value: each.label for each in options(field, rules)}
                return lambda value: labels.get(value, value)
            case Kind.CHOICES | Kind.DATE | Kind.MOMENT:
                known: dict[Any, str] = {}

                def read(value: Any) -> str:
                    text = known.get(value)
                    if text is None:
                        text = known[value] = show(field, value, rules)
                    return text

                return read
            case _:
                return lambda value: value.replace("\n", " ") if type(value) is str else ""

    def _append(self, shelf: _Shelf, rows: Sequence[Sequence[Any]]) -> None:
        ids, *columns = zip(*rows, strict=True)
        cells = [list(map(reader, column)) for reader, column in zip(shelf.readers, columns, strict=True)]
        texts = list(map(_BETWEEN.join, zip(*cells, strict=True)))
        named = [cells[place] for place in shelf.titled_by]
        titles = [" ".join(filter(None, parts)) for parts in zip(*named, strict=True)] if named else [""] * len(ids)
        shelf.ids += ids
        shelf.titles += titles
        shelf.texts += texts
        shelf.folded_titles += map(same_key, titles)
        shelf.folded += map(same_key, texts)
        shelf.title_by_id.update(zip(ids, titles, strict=True))
        shelf.last = max(shelf.last, ids[-1])

    def _mend(self, kind: str) -> None:
        waiting, shelf = self._dirty[kind], self._shelves[kind]
        ids = {waiting.pop() for _ in range(min(_MENDED, len(waiting)))}
        if not waiting:
            del self._dirty[kind]
        before = {each: shelf.title_by_id.get(each, "") for each in ids}
        places = {record_id: place for place, record_id in enumerate(shelf.ids)}
        for place in sorted((places[each] for each in ids if each in places), reverse=True):
            for column in (shelf.ids, shelf.titles, shelf.texts, shelf.folded_titles, shelf.folded):
                del column[place]
        for each in ids:
            shelf.title_by_id.pop(each, None)
        if rows := self._office.store.cells_of(kind, [each.key for each in shelf.fields], sorted(ids)):
            self._append(shelf, rows)
        self._rename(
            {each for each, title in before.items() if shelf.title_by_id.get(each, "") != title and title}, kind
        )

    def _rename(self, ids: Collection[int], kind: str) -> None:
        """What points at a record bears its title."""
        for pointing, key in references_to(kind):
            if pointing.kind in self._shelves and any(each.key == key for each in self._shelves[pointing.kind].fields):
                for each in ids:
                    found = self._office.store.pointing_at(pointing.kind, key, each)
                    if found:
                        self._dirty.setdefault(pointing.kind, set()).update(record.id for record in found)


def words_of(query: str) -> tuple[str, ...]:
    """The words that must all occur, width and case folded; the longest first, because it leaves the fewest."""
    return tuple(sorted(same_key(query).split(), key=len, reverse=True))


def spans(text: str, words: Collection[str]) -> list[tuple[int, int]]:
    """Where the words stand in a text as people read it: (start, end) of each place, from left to right."""
    folded, origin = "", []
    for place, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).casefold()
        folded += plain
        origin += [place] * len(plain)
    found = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            found.append((origin[start], origin[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    return _joined(sorted(found))


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without overlaps."""
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start <= kept[-1][1]:
            kept[-1] = kept[-1][0], max(end, kept[-1][1])
        else:
            kept.append((start, end))
    return kept


def _searchable(field: Field) -> bool:
    worded = field.words or field.kind not in _WORDLESS
    return worded and not field.sensitive and field.key not in _INNER


def _places(folded: Sequence[str], words: Sequence[str]) -> list[int]:
    first, *others = words
    places = [place for place, text in enumerate(folded) if first in text]
    for word in others:
        places = [place for place in places if word in folded[place]]
    return places


def _best(shelf: _Shelf, places: Sequence[int], words: Sequence[str], whole: str, most: int) -> tuple[list[int], bool]:
    titles = shelf.folded_titles
    named = [place for place in places if all(word in titles[place] for word in words)]
    first = [place for place in named if titles[place].startswith(whole)]
    best = dict.fromkeys(first[: -most - 1 : -1])
    for more in (named, places):
        if len(best) < most:
            best.update(dict.fromkeys(more[: -2 * most - 1 : -1]))
    return list(best)[:most], bool(named)


def _hit(shelf: _Shelf, place: int, words: Sequence[str]) -> Hit:
    title, folded = shelf.titles[place], shelf.folded_titles[place]
    missing = next((word for word in words if word not in folded), "")
    label = text = ""
    if missing:
        number = shelf.folded[place].count(_BETWEEN, 0, shelf.folded[place].find(missing))
        label = shelf.fields[number].label
        text = _around(shelf.texts[place].split(_BETWEEN)[number], missing)
    return Hit(shelf.type.kind, shelf.ids[place], title, label, text)


def _around(text: str, word: str) -> str:
    """The part of a long text in which the word stands."""
    place = next((start for start, _end in spans(text, [word])), 0)
    first = place - _BEFORE if place > _BEFORE + 4 else 0
    part = text[first : first + _SHOWN]
    return ("…" if first else "") + part + ("…" if first + _SHOWN < len(text) else "")
