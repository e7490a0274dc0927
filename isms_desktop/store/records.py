"""Reading records: rows of the file become frozen dataclasses."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from isms_desktop.domain.catalog import KINDS
from isms_desktop.domain.fields import Record, RecordType, Value
from isms_desktop.store.driver import Connection
from isms_desktop.store.schema import columns, from_column, unpacked

_NO_VALUES = "'[]'"
"""The default by which the file itself says that a column holds several values."""


def all_records(connection: Connection, record_type: RecordType[Any]) -> list[Any]:
    """Every record of a type, oldest first."""
    return list(_records(connection, record_type, "ORDER BY id", ()))


def glance(connection: Connection, kind: str, keys: Iterable[str]) -> list[Any]:
    """Every record of a type, oldest first, with ``id`` and these fields only: a tenth of the work of all of it.

    Yes and no come as 1 and 0. KeyError when there is no such type; its declaration is not read.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    names = ["id", *(key for key in keys if key != "id")]
    shape: Any = namedtuple("Glance", names)  # type: ignore[misc]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {kind} ORDER BY id").fetchall()
    several = {column[1] for column in connection.execute(f"PRAGMA table_info({kind})") if column[4] == _NO_VALUES}
    decoders = [(place, unpacked) for place, name in enumerate(names) if name in several]
    return [shape._make(_decoded(row, decoders)) for row in rows] if decoders else list(map(shape._make, rows))


def count(connection: Connection, kind: str) -> int:
    """How many records of a type there are; reads none of them. KeyError when there is no such type."""
    if kind not in KINDS:
        raise KeyError(kind)
    return int(connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0])


def get(connection: Connection, record_type: RecordType[Any], record_id: int) -> Any:
    """One record, or None."""
    return next(_records(connection, record_type, "WHERE id = ?", (record_id,)), None)


def pointing_at(connection: Connection, record_type: RecordType[Any], key: str, record_id: int) -> list[Any]:
    """The records of a type whose ref ``key`` points at that id, oldest first."""
    return list(_records(connection, record_type, f"WHERE {key} = ? ORDER BY id", (record_id,)))


def cells(
    connection: Connection, record_type: RecordType[Any], keys: Sequence[str], *, after: int = 0, limit: int = -1
) -> list[Sequence[Any]]:
    """(id, *values of these fields) of the records with ids beyond ``after``, in their order, at most ``limit``."""
    return _cells(connection, record_type, keys, "WHERE id > ? ORDER BY id LIMIT ?", (after, limit))


def cells_of(
    connection: Connection, record_type: RecordType[Any], keys: Sequence[str], ids: Sequence[int]
) -> list[Sequence[Any]]:
    """(id, *values of these fields) of those of the records that are there."""
    return _cells(connection, record_type, keys, f"WHERE id IN ({', '.join('?' * len(ids))}) ORDER BY id", tuple(ids))


def _cells(
    connection: Connection, record_type: RecordType[Any], keys: Sequence[str], tail: str, values: tuple[Any, ...]
) -> list[Sequence[Any]]:
    names = ["id", *keys]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {record_type.kind} {tail}", values).fetchall()
    decoders = _decoders(record_type, names)
    return [_decoded(row, decoders) for row in rows] if decoders else rows


def count_pointing(connection: Connection, record_type: RecordType[Any], key: str, record_id: int) -> int:
    """How many records of a type point at that id by the ref ``key``."""
    row = connection.execute(f"SELECT count(*) FROM {record_type.kind} WHERE {key} = ?", (record_id,)).fetchone()
    return int(row[0])


def _records(
    connection: Connection, record_type: RecordType[Any], tail: str, values: tuple[Any, ...]
) -> Iterator[Record]:
    names = columns(record_type)
    rows = connection.execute(f"SELECT {', '.join(names)} FROM {record_type.kind} {tail}", values)
    decoders = _decoders(record_type, names)
    make = record_type.cls
    for row in rows:
        yield make(*_decoded(row, decoders))


def _decoders(record_type: RecordType[Any], names: Sequence[str]) -> list[tuple[int, Callable[[Any], Value]]]:
    return [
        (place, decode)
        for place, name in enumerate(names)
        if name in record_type.by_key and (decode := from_column(record_type.field(name)))
    ]


def _decoded(row: Sequence[Any], decoders: Sequence[tuple[int, Callable[[Any], Value]]]) -> Sequence[Any]:
    if not decoders:
        return row
    cells = list(row)
    for place, decode in decoders:
        if cells[place] is not None:
            cells[place] = decode(cells[place])
    return cells
