"""The record kit: a record type is declared once, as a frozen dataclass whose fields say what they are.

From that one declaration come the table in the file, the columns of the grid, the rows of the form, the
matching of import headings, the headings of an export, the checks, and the words on paper.

A record holds exactly what the file holds: text, whole numbers, decimals, yes/no, None, or a tuple of these.
A date is ISO text (``"2024-05-01"``, ``""`` when unknown) and turns into 民國 only where a person reads it.
"""

import dataclasses
import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypeAlias, TypeVar, dataclass_transform

from isms_desktop.domain import rocdate
from isms_desktop.domain.findings import Finding

Value: TypeAlias = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None


class Kind(enum.StrEnum):
    """What sort of value a field holds, and so how it is edited, stored, read and shown."""

    TEXT = "text"
    LINES = "lines"
    INTEGER = "integer"
    DECIMAL = "decimal"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    REF = "ref"
    REFS = "refs"
    COMPUTED = "computed"


class Choice(NamedTuple):
    """One value that a field may take: what the file holds, what a person reads, what else people write for it."""

    value: str
    label: str
    synonyms: tuple[str, ...] = ()


class Rules(Protocol):
    """What this office has decided, as far as fields need to know it (see ``rules.OfficeRules``)."""

    def choices(self, name: str) -> tuple[Choice, ...]:
        """The office's list of that name; empty when it has none."""

    def scale_range(self, scale: str) -> tuple[int, int] | None:
        """Lowest and highest level of a scale in the office's method; None when the method does not use it."""


class Surroundings(Protocol):
    """What a computed field, or a check of how records agree, may look at besides its own record."""

    @property
    def rules(self) -> Any:
        """The office's ``OfficeRules``."""

    def find(self, kind: str, record_id: int) -> Any:
        """The record of that kind and id, or None."""

    def all(self, kind: str) -> Sequence[Any]:
        """Every record of a kind, oldest first."""

    def pointing(self, kind: str, key: str, record_id: int) -> Sequence[Any]:
        """The records of a kind whose link ``key`` points at that id, oldest first."""


Compute: TypeAlias = Callable[[Any, Surroundings], Value]


class Field(NamedTuple):
    """All there is to know about one field of a record type. ``key`` is filled in by the ``record`` decorator."""

    label: str
    """The official Chinese term."""
    kind: Kind
    key: str = ""
    required: bool = False
    unique: bool = False
    """No two records of the type may hold the same value (compared by ``values.same_key``)."""
    options: tuple[Choice, ...] = ()
    """The choices when the law or the form fixes them."""
    options_from: str = ""
    """The name of the office's list (``Rules.choices``) when the profile decides."""
    target: str = ""
    """The record type that a ref points at."""
    scale: str = ""
    """The scale (``confidentiality``, ``likelihood`` …) whose range the number must keep."""
    minimum: float | None = None
    maximum: float | None = None
    words: bool = False
    """A number that may also be words: offices write 「無」 or 「由上級管理單位訂之」."""
    compute: Compute | None = None
    unit: str = ""
    help: str = ""
    sensitive: bool = False
    """Masked on screen and paper unless asked for; never logged."""
    suggest: str = ""
    """Record type whose titles are proposed while typing free text."""
    group: str = ""
    """The heading under which the form shows it."""
    synonyms: tuple[str, ...] = ()
    """Other headings under which spreadsheets carry this field."""
    width: int = 12
    """Column width in half-width characters."""
    longest: int = 200
    """Most characters a text may have."""

    def label_of(self, value: Value) -> str:
        """What a person reads for a value where the choices are fixed; any other value as it stands."""
        return next((each.label for each in self.options if each.value == value), str(value))

    @property
    def stored(self) -> bool:
        """Whether the file holds it (a computed field is never typed in nor stored)."""
        return self.kind is not Kind.COMPUTED

    @property
    def numeric(self) -> bool:
        """Whether it is a number, so that it stands to the right and sorts by size."""
        return self.kind in (Kind.INTEGER, Kind.DECIMAL) or (self.kind is Kind.COMPUTED and self.unit == "number")


_SPEC = "isms"
_EMPTY: Mapping[Kind, Value] = {
    Kind.TEXT: "",
    Kind.LINES: "",
    Kind.CHOICE: "",
    Kind.DATE: "",
    Kind.TIME: "",
    Kind.MOMENT: "",
    Kind.CHOICES: (),
    Kind.REFS: (),
}


def empty_value(kind: Kind) -> Value:
    """The value of a field that nobody has filled in."""
    return _EMPTY.get(kind)


def _declare(label: str, kind: Kind, default: Value = None, **details: Any) -> Any:
    default = empty_value(kind) if default is None else default
    return dataclasses.field(default=default, metadata={_SPEC: Field(label=label, kind=kind, **details)})


def text(label: str, **details: Any) -> Any:
    """One line of text (``str``)."""
    return _declare(label, Kind.TEXT, **details)


def lines(label: str, **details: Any) -> Any:
    """Text of several lines (``str``, lines separated by line feeds)."""
    details.setdefault("longest", 4000)
    details.setdefault("width", 28)
    return _declare(label, Kind.LINES, **details)


def integer(label: str, **details: Any) -> Any:
    """A whole number (``int | None``; with ``words`` also ``str``)."""
    details.setdefault("width", 8)
    return _declare(label, Kind.INTEGER, **details)


def decimal(label: str, **details: Any) -> Any:
    """A number with decimals (``float | None``; with ``words`` also ``str``)."""
    details.setdefault("width", 8)
    return _declare(label, Kind.DECIMAL, **details)


def choice(label: str, options: Iterable[Choice] = (), **details: Any) -> Any:
    """One of a list (``str``: the choice's value). Give ``options`` or ``options_from``."""
    return _declare(label, Kind.CHOICE, options=tuple(options), **details)


def choices(label: str, options: Iterable[Choice] = (), **details: Any) -> Any:
    """Several of a list (``tuple[str, ...]``)."""
    return _declare(label, Kind.CHOICES, options=tuple(options), **details)


def yes_no(label: str, **details: Any) -> Any:
    """Yes, no or not said (``bool | None``)."""
    details.setdefault("width", 6)
    return _declare(label, Kind.YES_NO, **details)


def date(label: str, **details: Any) -> Any:
    """A day (ISO ``str``)."""
    details.setdefault("width", 11)
    return _declare(label, Kind.DATE, **details)


def time(label: str, **details: Any) -> Any:
    """A time of day (``"HH:MM"``)."""
    details.setdefault("width", 7)
    return _declare(label, Kind.TIME, **details)


def moment(label: str, **details: Any) -> Any:
    """A day and time (ISO ``str``, local time, to the minute)."""
    details.setdefault("width", 16)
    return _declare(label, Kind.MOMENT, **details)


def ref(label: str, target: str, **details: Any) -> Any:
    """A link to one record of type ``target`` (``int | None``: its id)."""
    return _declare(label, Kind.REF, target=target, **details)


def refs(label: str, target: str, **details: Any) -> Any:
    """Links to several records of type ``target`` (``tuple[int, ...]``)."""
    return _declare(label, Kind.REFS, target=target, **details)


def computed(label: str, compute: Compute, **details: Any) -> Field:
    """A field worked out from the record, never typed in. Declare it as a class attribute without annotation."""
    return Field(label=label, kind=Kind.COMPUTED, compute=compute, **details)


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """What every record has. ``id`` is 0 until the file has given it one; moments are UTC ISO text."""

    record_type: ClassVar["RecordType[Any]"]

    id: int = 0
    created: str = ""
    changed: str = ""
    note: str = _declare(
        "備註", Kind.LINES, width=20, longest=4000, group="其他", synonyms=("附註", "說明備註", "remark")
    )

    def __repr__(self) -> str:
        # What a record holds must not reach a log or a crash report.
        return f"{type(self).__name__}(id={self.id})"

    @classmethod
    def make(cls, **values: Any) -> Self:
        """A record with these values and the defaults for all others."""
        return cls(**values)

    def replace(self, **values: Any) -> Self:
        """The same record with other values."""
        return dataclasses.replace(self, **values)


R = TypeVar("R", bound=Record)
Check: TypeAlias = Callable[[Any, Any], Iterable[Finding]]
"""(record, the office's rules) → what is wrong with it by itself."""
Relation: TypeAlias = Callable[[Any, Surroundings], Iterable[Finding]]
"""(record, surroundings) → what is wrong between it and other records."""


@dataclass(frozen=True, slots=True)
class RecordType(Generic[R]):
    """A record type: its class, its words, and its fields in the order of the declaration."""

    kind: str
    """Name of the type and of its table."""
    label: str
    """What a person calls the register."""
    cls: type[R]
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    """Keys by which an import recognises a record that is already there."""
    title: tuple[str, ...]
    """Keys whose values name a record to a person."""
    unit: str
    """The Chinese counter word (筆, 項, 人)."""
    checks: tuple[Check, ...]
    relations: tuple[Relation, ...]
    together: tuple[tuple[str, ...], ...]
    """Groups of keys whose values no two records may share, such as (course, person)."""
    by_key: Mapping[str, Field]

    @property
    def stored(self) -> tuple[Field, ...]:
        """The fields that the file holds, in column order."""
        return tuple(field for field in self.fields if field.stored)

    def field(self, key: str) -> Field:
        """The field with that key. KeyError when there is none: that is a bug, or a form file naming a wrong field."""
        return self.by_key[key]

    def title_of(self, record: R, linked: Callable[[str, int], str] | None = None) -> str:
        """How a person would name this record: a fixed choice by its label, a day in 民國, all else as it stands.

        A link is named by ``linked`` (record type, id); without it a link says nothing.
        """
        parts = []
        for field in map(self.field, self.title):
            value = getattr(record, field.key)
            if field.kind is Kind.REF:
                parts.append(linked(field.target, value) if linked and value else "")
            elif field.kind is Kind.DATE:
                parts.append(rocdate.write(value))
            else:
                parts.append("" if value is None else field.label_of(value).split("\n")[0])
        return " ".join(filter(None, parts))


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,  # every field has a default, which the type checker cannot see in the specifiers
    field_specifiers=(text, lines, integer, decimal, choice, choices, yes_no, date, time, moment, ref, refs),
)
def record(
    kind: str,
    label: str,
    *,
    identity: tuple[str, ...] = (),
    title: tuple[str, ...] = (),
    unit: str = "筆",
    checks: tuple[Check, ...] = (),
    relations: tuple[Relation, ...] = (),
    together: tuple[tuple[str, ...], ...] = (),
) -> Callable[[type[R]], type[R]]:
    """Turn a class of declared fields into a record type: ``@record("asset", "資產清冊", identity=("number",))``."""

    def decorate(cls: type[R]) -> type[R]:
        worked_out = {key: value for key, value in vars(cls).items() if isinstance(value, Field)}
        order = list(vars(cls))
        for key in worked_out:
            delattr(cls, key)
        made = dataclass(frozen=True, slots=True, repr=False)(cls)
        declared = {
            item.name: item.metadata[_SPEC]._replace(key=item.name)
            for item in dataclasses.fields(made)
            if _SPEC in item.metadata
        }
        declared |= {key: field._replace(key=key) for key, field in worked_out.items()}
        note = declared.pop("note")
        fields = tuple(sorted(declared.values(), key=lambda field: order.index(field.key)))
        fields = (*fields, note)
        made.record_type = RecordType(
            kind=kind,
            label=label,
            cls=made,
            fields=fields,
            identity=identity,
            title=title or identity,
            unit=unit,
            checks=checks,
            relations=relations,
            together=together,
            by_key={field.key: field for field in fields},
        )
        return made

    return decorate
