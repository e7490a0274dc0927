"""Which records a list shows, and in what order. Plain Python, so that it can be measured and tested without a window.

The rows live here and not in a sort-filter proxy: 50,000 of them must answer a key within 30 ms.
"""

import re
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from isms_desktop.domain.fields import Record, Value
from isms_desktop.domain.values import same_key
from isms_desktop.ui.grid.search import words_of

_NUMBERS = re.compile(r"\d+")
_COMPUTED = object()
_CHUNK = 500
"""Records between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a record must be like to be shown. Empty parts ask for nothing."""

    needle: str = ""
    """Words that must all occur somewhere in the record."""
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Field key → values of which the record must have one."""
    ids: frozenset[int] | None = None
    """Only these records, such as those of one cell of the risk matrix."""

    def narrows(self, earlier: "Filter") -> bool:
        """Whether everything that passes this one has passed the earlier one too."""
        return self.needle.startswith(earlier.needle) and self.chosen == earlier.chosen and self.ids == earlier.ids

    def single(self) -> dict[str, Value]:
        """Field key → value where only one value is shown."""
        return {key: next(iter(values)) for key, values in self.chosen.items() if len(values) == 1}

    def __bool__(self) -> bool:
        return bool(self.needle.strip() or self.chosen or self.ids is not None)


class RowSet:
    """All records of a list, and the ids of those that are shown, from top to bottom."""

    def __init__(self, text_of: Callable[[Any], str], sort_value: Callable[[Any, str], Value]) -> None:
        self._text_of = text_of
        self._sort_value = sort_value
        self._records: dict[int, Record] = {}
        self._texts: dict[int, str] = {}
        self.sorted_by: tuple[str, bool] | None = None
        """(field key, descending); None is the order of the register."""
        self._waiting: Sequence[int] | None = None
        self._place = 0
        self._counts: dict[str, Counter[str]] = {}
        self.filter = Filter()
        self.shown: list[int] = []

    def __len__(self) -> int:
        return len(self._records)

    def load(self, records: Iterable[Record]) -> None:
        """Hold these records, in this order, and show those that pass the filter."""
        self._records = {record.id: record for record in records}
        self._texts = {}
        self._counts = {}
        self._search(self._ordered())

    def record(self, record_id: int) -> Record | None:
        """The record with that id, or None."""
        return self._records.get(record_id)

    def records(self) -> Iterable[Record]:
        """Every record, shown or not, in the order of the register."""
        return self._records.values()

    def counts(self, key: str) -> Counter[str]:
        """How many records have each value of a field."""
        if key not in self._counts:
            self._counts[key] = Counter(self._word(record, key) for record in self._records.values())
        return self._counts[key]

    # -- filter -------------------------------------------------------------------------------------------------

    def begin(self, new: Filter) -> None:
        """Start to look for what passes ``new``; ``step`` finds it."""
        complete = self._waiting is None
        narrower = complete and new.narrows(self.filter)
        self.filter = new
        self._search(self.shown if narrower else self._ordered())

    def step(self, seconds: float) -> list[int]:
        """Look on for at most about that long. Answers the ids found, for the caller to put into ``shown``."""
        found: list[int] = []
        until = time.perf_counter() + seconds
        while self._waiting is not None:
            part = self._waiting[self._place : self._place + _CHUNK]
            found += self._sift(part)
            self._place += _CHUNK
            if self._place >= len(self._waiting):
                self._waiting = None
            if time.perf_counter() > until:
                break
        return found

    @property
    def searching(self) -> bool:
        """Whether ``step`` has more to look through."""
        return self._waiting is not None

    def warm(self, seconds: float) -> bool:
        """Make search texts ahead of the first key, for about that long. True when all are there."""
        until = time.perf_counter() + seconds
        if len(self._texts) >= len(self._records):
            return True
        missing = [record_id for record_id in self._records if record_id not in self._texts]
        for start in range(0, len(missing), _CHUNK):
            self._make_texts(missing[start : start + _CHUNK])
            if time.perf_counter() > until:
                return False
        return True

    def _sift(self, ids: Sequence[int]) -> list[int]:
        """Those of the ids that pass the filter. One plain pass for each thing asked: this is the inner loop."""
        records, wanted = self._records, self.filter
        left = [each for each in ids if each in records]
        if wanted.ids is not None:
            left = [each for each in left if each in wanted.ids]
        for key, values in wanted.chosen.items():
            left = [each for each in left if self._word(records[each], key) in values]
        if words := words_of(wanted.needle):
            texts = self._texts
            self._make_texts(each for each in left if each not in texts)
            for word in words:
                left = [each for each in left if word in texts[each]]
        return left

    def _make_texts(self, ids: Iterable[int]) -> None:
        for record_id in ids:
            self._texts[record_id] = self._text_of(self._records[record_id])

    def _word(self, record: Record, key: str) -> str:
        """The value for a category chip; a computed one (風險等級) is worked out."""
        value = getattr(record, key, _COMPUTED)
        return str(self._sort_value(record, key) if value is _COMPUTED else value)

    def _search(self, candidates: Sequence[int]) -> None:
        self._place = 0
        if self.filter:
            self.shown = []
            self._waiting = candidates
        else:
            self.shown = list(candidates)
            self._waiting = None

    # -- order --------------------------------------------------------------------------------------------------

    def sort(self, key: str, descending: bool) -> None:
        """Show the rows by the value of a field; ``key`` "" is the order of the register. Blanks come last."""
        self.sorted_by = (key, descending) if key else None
        self._search(self._ordered())

    def _ordered(self) -> list[int]:
        if self.sorted_by is None:
            return list(self._records)
        key, descending = self.sorted_by
        filled: list[tuple[tuple[int, Any], int]] = []
        blank: list[int] = []
        for record_id, record in self._records.items():
            rank = _sort_rank(self._sort_value(record, key))
            if rank is None:
                blank.append(record_id)
            else:
                filled.append((rank, record_id))
        filled.sort(key=lambda pair: pair[0], reverse=descending)
        return [record_id for _rank, record_id in filled] + blank

    # -- changes ------------------------------------------------------------------------------------------------

    def replace(self, record: Record) -> None:
        """Hold the newer state of a record. It keeps its row: a row must not jump away under the clerk's hand."""
        self._count(self._records[record.id], record)
        self._records[record.id] = record
        self._texts.pop(record.id, None)

    def forget_texts(self) -> None:
        """Search texts and counts are no longer true: something that the records point at has changed."""
        self._texts = {}
        self._counts = {}

    def place_of_new(self, record: Record) -> int:
        """Hold a record that was not there and answer the row at which it is to be shown.

        A row that comes back (undo) returns to its place; while sorted or filtered it stands at the end, in sight.
        """
        last = next(reversed(self._records), 0)
        self._count(None, record)
        self._records[record.id] = record
        if record.id < last:
            self._records = dict(sorted(self._records.items()))
            if self.sorted_by is None and self._waiting is None:
                return bisect_left(self.shown, record.id)
        return len(self.shown)

    def drop(self, record_id: int) -> None:
        """Hold a record no longer. The caller takes it out of ``shown``."""
        self._count(self._records.pop(record_id, None), None)
        self._texts.pop(record_id, None)

    def _count(self, before: Record | None, after: Record | None) -> None:
        """Carry one record's change into the counts: counting 50,000 anew would hold up each typed cell by 20 ms.

        A computed value may rest on more than its record, so it is counted anew.
        """
        kept = {}
        for key, counted in self._counts.items():
            if not all(hasattr(each, key) for each in (before, after) if each):
                continue
            if before:
                counted[self._word(before, key)] -= 1
            if after:
                counted[self._word(after, key)] += 1
            kept[key] = +counted
        self._counts = kept


def _sort_rank(value: Value) -> tuple[int, Any] | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, int | float):
        return 0, value
    if isinstance(value, tuple):
        return 1, tuple(same_key(each) for each in value)
    # HW-1000 comes after HW-999, not after HW-100.
    return 1, _NUMBERS.sub(lambda found: found.group().zfill(12), same_key(value))
