"""What a filter looks through: one string per record, made only when somebody searches."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from isms_desktop.domain.fields import Field, Kind, Record, RecordType
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.values import options, same_key, show

ShowField = Callable[[Any, Field], str]
"""(record, field) → the text that a person reads in that cell."""

_SKIPPED = (Kind.YES_NO, Kind.TIME)
"""是 and 否 stand in nearly every row: looking for them would find everything."""


class Haystack:
    """Turns a record into the text in which words are looked for: width and case do not count."""

    def __init__(self, record_type: RecordType[Any], rules: OfficeRules, show_field: ShowField) -> None:
        fields = [field for field in record_type.fields if _searchable(field)]
        self._stored = [field for field in fields if field.stored and not field.target]
        self._shown = [field for field in fields if not field.stored or field.target]
        self._show_field = show_field
        self._values = attrgetter(*(field.key for field in self._stored), "id")
        self._readers = [_reader(field, rules) for field in self._stored]

    def __call__(self, record: Record) -> str:
        """The text of one record. A field that cannot be shown is passed over: the grid says so in its cell."""
        values = self._values(record)
        parts = [
            reader(value) for value, reader in zip(values, self._readers, strict=False) if value not in ("", None, ())
        ]
        for field in self._shown:
            try:
                parts.append(self._show_field(record, field))
            except Exception:
                continue
        return same_key("\n".join(parts))


def words_of(needle: str) -> tuple[str, ...]:
    """The words that must all occur, in the form of the haystack."""
    return tuple(same_key(needle).split())


def _searchable(field: Field) -> bool:
    number_only = field.kind is Kind.COMPUTED and field.numeric
    return field.kind not in _SKIPPED and not field.sensitive and not number_only


def _reader(field: Field, rules: OfficeRules) -> Callable[[Any], str]:
    match field.kind:
        case Kind.CHOICE:
            labels = {each.value: each.label for each in options(field, rules)}
            return lambda value: labels.get(value, value)
        case Kind.CHOICES | Kind.DATE | Kind.MOMENT:
            # Dates repeat within a register, and reading one is dear.
            seen: dict[Any, str] = {}

            def read(value: Any) -> str:
                text = seen.get(value)
                if text is None:
                    text = seen[value] = show(field, value, rules)
                return text

            return read
        case _:
            return str
