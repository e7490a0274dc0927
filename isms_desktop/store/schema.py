"""What a record type looks like as a table. Migrations are frozen text; a test holds them against this."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from isms_desktop.domain.fields import Field, Kind, RecordType, Value

_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "TEXT NOT NULL DEFAULT ''",
    Kind.LINES: "TEXT NOT NULL DEFAULT ''",
    Kind.CHOICE: "TEXT NOT NULL DEFAULT ''",
    Kind.DATE: "TEXT NOT NULL DEFAULT ''",
    Kind.TIME: "TEXT NOT NULL DEFAULT ''",
    Kind.MOMENT: "TEXT NOT NULL DEFAULT ''",
    Kind.CHOICES: "TEXT NOT NULL DEFAULT '[]'",
    Kind.REFS: "TEXT NOT NULL DEFAULT '[]'",
    Kind.INTEGER: "INTEGER",
    Kind.DECIMAL: "REAL",
    Kind.YES_NO: "INTEGER",
}


def column_sql(field: Field) -> str:
    """The column of a field. Numbers that may be words are ANY: a STRICT table keeps them exactly as given."""
    if field.kind is Kind.REF:
        return f"{field.key} INTEGER REFERENCES {field.target} (id) DEFERRABLE INITIALLY DEFERRED"
    return f"{field.key} {'ANY' if field.words else _TYPES[field.kind]}"


def table_sql(record_type: RecordType[Any]) -> str:
    """The CREATE TABLE of a record type. Ids are never used twice, so that an undone deletion gets its own back."""
    columns = [
        "id INTEGER PRIMARY KEY AUTOINCREMENT",
        "created TEXT NOT NULL",
        "changed TEXT NOT NULL",
        "note TEXT NOT NULL DEFAULT ''",
        *(column_sql(field) for field in record_type.stored if field.key != "note"),
    ]
    return f"CREATE TABLE {record_type.kind} (\n    " + ",\n    ".join(columns) + "\n) STRICT"


def columns(record_type: RecordType[Any]) -> tuple[str, ...]:
    """The columns in the order in which the record class takes them."""
    return ("id", "created", "changed", "note", *(field.key for field in record_type.stored if field.key != "note"))


def to_column(value: Value) -> str | int | float | None:
    """A record's value as SQLite holds it."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def unpacked(stored: str) -> Value:
    """The several values of a column that holds them."""
    return tuple(json.loads(stored))


def from_column(field: Field) -> Callable[[Any], Value] | None:
    """How a stored column that is not NULL becomes the record's value; None when it already is."""
    match field.kind:
        case Kind.CHOICES | Kind.REFS:
            return unpacked
        case Kind.YES_NO:
            return bool
        case _:
            return None
