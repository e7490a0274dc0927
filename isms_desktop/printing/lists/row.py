"""One row of a printed list: names, what they stand for, and the records that it is made from."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.fields import Field, Record
from isms_desktop.domain.risks import Risk
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.values import show, show_masked
from isms_desktop.printing.phrase import Datum


class Records(Protocol):
    """The records of the office, as rows need them."""

    @property
    def rules(self) -> OfficeRules:
        """How this office counts and names things."""

    @property
    def agency(self) -> Agency:
        """The office."""

    @property
    def year(self) -> int:
        """The 民國 year of the paper."""

    @property
    def year_starts(self) -> int:
        """The month in which the office's year starts."""

    @property
    def today(self) -> datetime.date:
        """製表日期."""

    @property
    def item(self) -> "AnyRow | None":
        """What this copy of the paper is for, when the form is printed once for ``each`` of a list."""

    @property
    def blank(self) -> bool:
        """Whether the paper is to be filled in by hand."""

    @property
    def each(self) -> str:
        """The list for each of whose rows the paper is printed; "" for a paper that is one."""

    def in_year(self, day: str) -> bool:
        """Whether a day (ISO) lies in the year of the paper, as this office counts its years."""

    def year_of(self, day: str) -> int | None:
        """The 民國 year to which a day (ISO; "" for today) belongs in this office."""

    def picked(self, kind: str) -> bool:
        """Whether the records of that kind were chosen one by one: all of them are printed then."""

    @property
    def assets(self) -> Sequence[Asset]:
        """The assets that the office has, worked out once."""

    @property
    def risks(self) -> Sequence[Risk]:
        """The risks of the year, worked out once."""

    def pointing(self, kind: str, key: str, record_id: int) -> Sequence[Any]:
        """The records of a kind whose link ``key`` points at that id."""

    @property
    def unmasked(self) -> bool:
        """Whether sensitive fields are printed in full."""

    @property
    def personal(self) -> set[str]:
        """Takes note of the labels of sensitive fields that the paper shows, in full or masked."""

    @property
    def guide(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Tables that come with the program (風險對策, 風險類型, 附表十)."""

    def all(self, kind: str) -> Sequence[Any]:
        """Every record of a kind."""

    def find(self, kind: str, record_id: int) -> Any:
        """One record, or None."""

    def title_of(self, kind: str, record_id: int) -> str:
        """How a person names that record."""


class Row:
    """One row: names that stand for the fields of a record and for what was added to it."""

    __slots__ = ("_added", "_around", "_fields", "_record", "_show", "source")

    def __init__(self, record: Record, around: Records, added: Mapping[str, Datum] | None = None) -> None:
        record_type = type(record).record_type
        self._record, self._around, self._fields = record, around, record_type.by_key
        self._added = added or {}
        self._show = show if around.unmasked else show_masked
        self.source = f"{record_type.label} {record_type.title_of(record)}"

    def __getitem__(self, name: str) -> Datum:
        field = self._fields.get(name)
        if field is None:
            return self._added[name]
        value = field.compute(self._record, self._around) if field.compute else getattr(self._record, name)
        if field.sensitive and value:
            self._around.personal.add(field.label)
        return Datum(self._show(field, value, self._around.rules, self._around.title_of), value)

    def id_of(self, kind: str) -> int | None:
        """The id of the record of that kind that the row is; None when it is another."""
        return self._record.id if type(self._record).record_type.kind == kind else None


class FreeRow:
    """One row that is no record: names and what they stand for."""

    __slots__ = ("_data", "source")

    def __init__(self, data: Mapping[str, Datum], source: str) -> None:
        self._data = data
        self.source = source

    def __getitem__(self, name: str) -> Datum:
        return self._data[name]

    def id_of(self, kind: str) -> int | None:
        """The id of the record of that kind that the row is about, under its name; None when it names none."""
        value = self._data[kind].value if kind in self._data else None
        return value if isinstance(value, int) else None


AnyRow: TypeAlias = Row | FreeRow
"""``source`` names the record to a person, for what has to be reported about it."""


def names_of(cls: type[Record], added: Sequence[str]) -> dict[str, Field | None]:
    """Name in the rows of a record list → its field; None for the names that are added to a record's own."""
    return {**cls.record_type.by_key, **dict.fromkeys(("row", *added))}


def plain(text: str) -> Datum:
    """A text that stands for itself."""
    return Datum(text, text)


def shown(record: Any, key: str, around: Records) -> Datum:
    """One field of a record as a person reads it."""
    return Row(record, around)[key]


def numbered(records: Iterable[Record], around: Records, added: Callable[[Any], dict[str, Datum]]) -> Iterator[Row]:
    """Rows of records with their running number and what ``added`` says of each."""
    for number, record in enumerate(records, 1):
        yield Row(record, around, {"row": Datum(str(number), number), **added(record)})


def of_year(kind: str, around: Records, *keys: str) -> list[Any]:
    """The records of a kind whose first of ``keys``, a day, lies in the year, or those chosen; sorted by all keys."""
    chosen = [each for each in around.all(kind) if around.picked(kind) or around.in_year(getattr(each, keys[0]))]
    return sorted(chosen, key=lambda each: [getattr(each, key) for key in keys])


def natural(text: str) -> tuple[tuple[int, str], ...]:
    """A key that sorts HW-9 before HW-10."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text) if part)
