"""Every change is kept: one action is one transaction, one undo step, and a run of links in the hash chain.

Undo, the year's difference, the audit trail and tamper evidence all read the same ``changes`` table. A row is never
altered: taking an action back is a new action that says which one it reverses.
"""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Record, Value, empty_value
from isms_desktop.store.driver import Connection
from isms_desktop.store.records import get
from isms_desktop.store.schema import columns, to_column

GENESIS = "0" * 64
UNDO_DEPTH = 200
"""How many actions back the undo list is worked out from."""
_FIELDS = "number, moment, who, label, action, mode, reverses, kind, record_id, before, after, previous, hash"
_INSERT_CHANGE = f"INSERT INTO changes ({_FIELDS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The canonical JSON: what is hashed today must read the same in twenty years."""
_Values: TypeAlias = Mapping[str, Any] | None


class Changed(NamedTuple):
    """What an action touched, so that every page that shows it can refresh."""

    label: str
    touched: Mapping[str, frozenset[int]]
    """Record type → ids."""
    action: int
    added: tuple[int, ...] = ()
    """Ids given to new records, in the order in which they were added."""

    def touches(self, *kinds: str) -> bool:
        """Whether any record of these types was touched."""
        return any(kind in self.touched for kind in kinds)


class Entry(NamedTuple):
    """One row of ``changes`` as kept."""

    number: int
    moment: str
    who: str
    label: str
    action: int
    mode: str
    """``do``, ``undo``, ``redo``, ``base``: the ground that undo stands on, such as making the file, or ``keep``: what
    undo passes over, because it has happened outside the file."""
    reverses: int | None
    """The action that this one takes back."""
    kind: str
    record_id: int
    before: dict[str, Any] | None
    """Values before the change: of the changed fields, or of a whole record that was deleted; None for a new one."""
    after: dict[str, Any] | None


@dataclass(slots=True)
class Action:
    """An action under way, inside its transaction. Made by ``Store.action``."""

    connection: Connection
    who: str
    label: str
    number: int
    mode: str = "do"
    reverses: int | None = None
    moment: str = field(default_factory=lambda: now())
    _touched: dict[str, set[int]] = field(default_factory=dict)
    _added: list[int] = field(default_factory=list)
    _next: int = 0
    _previous: str = ""

    def __post_init__(self) -> None:
        last = self.connection.execute("SELECT number, hash FROM changes ORDER BY number DESC LIMIT 1").fetchone()
        self._next, self._previous = (last[0] + 1, last[1]) if last else (1, GENESIS)

    def insert(self, kind: str, values: Mapping[str, Value]) -> int:
        """Add a record with these values (others at their defaults); returns its id."""
        return self.insert_many(kind, [values])[0]

    def insert_many(self, kind: str, rows: Iterable[Mapping[str, Value]]) -> list[int]:
        """Add records, each with its values (others at their defaults); returns their ids in the same order."""
        record_type = type_named(kind)
        names = columns(record_type)
        usual = record_type.cls()
        usual_values = full_values(usual)
        blank_cells: list[Any] = [self._moment_or(name, to_column(getattr(usual, name))) for name in names]
        place = {name: index for index, name in enumerate(names)}
        records, links = [], []
        first = self._next_id(kind)
        for record_id, values in enumerate(rows, first):
            cells = blank_cells.copy()
            cells[0] = record_id
            for key, value in values.items():
                cells[place[key]] = to_column(value) if type(value) is tuple else value
            records.append(cells)
            links.append(self._link(kind, record_id, None, filled({**usual_values, **values})))
        marks = ", ".join("?" * len(names))
        self.connection.executemany(f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({marks})", records)
        self.connection.executemany(_INSERT_CHANGE, links)
        ids = list(range(first, first + len(records)))
        self._added.extend(ids)
        return ids

    def update(self, kind: str, record_id: int, values: Mapping[str, Value]) -> None:
        """Change fields of a record; what already has the value is left out. LookupError when there is no record."""
        record = self._existing(kind, record_id)
        before = {key: old for key, new in values.items() if (old := getattr(record, key)) != new}
        if not before:
            return
        after = {key: values[key] for key in before}
        self._set(kind, record_id, after)
        self._keep(kind, record_id, before, after)

    def delete(self, kind: str, record_id: int) -> None:
        """Remove a record, keeping all that was in it. LookupError when there is no record."""
        before = full_values(self._existing(kind, record_id))
        self.connection.execute(f"DELETE FROM {kind} WHERE id = ?", (record_id,))
        self._keep(kind, record_id, before, None)

    def apply(self, kind: str, record_id: int, before: _Values, after: _Values) -> None:
        """Bring one record from ``before`` to ``after``: how undo and redo write."""
        if after is None:
            self.connection.execute(f"DELETE FROM {kind} WHERE id = ?", (record_id,))
        elif before is None:
            record_type = type_named(kind)
            empty = {field.key: empty_value(field.kind) for field in record_type.stored}
            moments = {"created": self.moment, **_as_values(after), "changed": self.moment, "id": record_id}
            record = record_type.cls(**{**empty, **moments})
            names = columns(record_type)
            cells = [to_column(getattr(record, name)) for name in names]
            marks = ", ".join("?" * len(names))
            self.connection.execute(f"INSERT INTO {kind} ({', '.join(names)}) VALUES ({marks})", cells)
        else:
            self._set(kind, record_id, _as_values(after))
        self._keep(kind, record_id, before, after)

    def result(self) -> Changed:
        """What the action has touched so far."""
        touched = {kind: frozenset(ids) for kind, ids in self._touched.items()}
        return Changed(self.label, touched, self.number, tuple(self._added))

    def _existing(self, kind: str, record_id: int) -> Record:
        record: Record | None = get(self.connection, type_named(kind), record_id)
        if record is None:
            raise LookupError(f"{kind} {record_id} is not in the file")
        return record

    def _moment_or(self, name: str, value: str | int | float | None) -> str | int | float | None:
        return self.moment if name in ("created", "changed") else value

    def _next_id(self, kind: str) -> int:
        last = self.connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind,)).fetchone()
        return last[0] + 1 if last else 1

    def _set(self, kind: str, record_id: int, values: Mapping[str, Value]) -> None:
        settings = ", ".join(f"{key} = ?" for key in (*values, "changed"))
        cells = [to_column(value) for value in (*values.values(), self.moment)]
        self.connection.execute(f"UPDATE {kind} SET {settings} WHERE id = ?", (*cells, record_id))

    def _keep(self, kind: str, record_id: int, before: _Values, after: _Values) -> None:
        self.connection.execute(_INSERT_CHANGE, self._link(kind, record_id, before, after))

    def _link(self, kind: str, record_id: int, before: _Values, after: _Values) -> list[Any]:
        """The next link of the chain, as a row of ``changes``."""
        row: list[Any] = [
            self._next, self.moment, self.who, self.label, self.number, self.mode, self.reverses, kind, record_id,
            _as_json(before), _as_json(after), self._previous,
        ]  # fmt: skip
        link = link_hash(row)
        row.append(link)
        self._next, self._previous = self._next + 1, link
        self._touched.setdefault(kind, set()).add(record_id)
        return row


def now() -> str:
    """This moment, UTC, ISO to the millisecond."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def link_hash(row: Iterable[Any]) -> str:
    """The hash of a change: SHA-256 over its canonical JSON, the previous hash included as the last item."""
    import hashlib  # who only looks into a file does not wait for it

    return hashlib.sha256(_encode(list(row)).encode()).hexdigest()


def full_values(record: Record) -> dict[str, Any]:
    """All values of a record that are not empty, ``created`` included: enough to bring it back."""
    keys = ("created", *(each.key for each in record.record_type.stored))
    return filled({key: getattr(record, key) for key in keys})


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are not empty.

    What a new record had by default is kept like everything else, and what is missing was empty: a default that a
    later version changes must not change what an old file says.
    """
    return {key: value for key, value in values.items() if value or value == 0}  # 0 and False say something


def next_action(connection: Connection) -> int:
    """The number of the next action."""
    last: int | None = connection.execute("SELECT max(action) FROM changes").fetchone()[0]
    return (last or 0) + 1


def stacks(connection: Connection) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """What can be undone and redone now: (action, label) lists, the next one last. Holds across sessions."""
    undoable: list[tuple[int, str]] = []
    redoable: list[tuple[int, str]] = []
    for action, label, mode, reverses in _recent_actions(connection):
        if mode == "base":
            undoable.clear()
            redoable.clear()
        if mode in ("base", "keep"):
            continue
        if mode == "do":
            undoable.append((action, label))
            redoable.clear()
            continue
        source, target = (undoable, redoable) if mode == "undo" else (redoable, undoable)
        if source and source[-1][0] == reverses:
            source.pop()
        # What is taken back next is the reversal itself: its before and after are the very values in the file.
        target.append((action, label))
    return undoable, redoable


def _recent_actions(connection: Connection) -> list[tuple[int, str, str, int | None]]:
    # The index on action turns each step into one seek, however many changes an action made.
    rows = connection.execute(
        """WITH RECURSIVE newest(action) AS (
               SELECT max(action) FROM changes
               UNION ALL
               SELECT (SELECT max(c.action) FROM changes c WHERE c.action < newest.action)
               FROM newest WHERE newest.action IS NOT NULL LIMIT ?)
           SELECT n.action, c.label, c.mode, c.reverses FROM newest n
           JOIN changes c ON c.number = (SELECT min(number) FROM changes WHERE action = n.action)
           ORDER BY n.action""",
        (UNDO_DEPTH,),
    )
    return list(rows)


def entries_of_action(connection: Connection, action: int) -> list[Entry]:
    """The changes of an action, first to last."""
    return list(_entries(connection, "WHERE action = ? ORDER BY number", (action,)))


def entries_since(connection: Connection, number: int) -> Iterator[Entry]:
    """The changes after that one, first to last."""
    return _entries(connection, "WHERE number > ? ORDER BY number", (number,))


def newest_change(connection: Connection) -> int:
    """The number of the last change; 0 when there is none."""
    last: int | None = connection.execute("SELECT max(number) FROM changes").fetchone()[0]
    return last or 0


def values_ever(connection: Connection, kind: str, key: str) -> list[Any]:
    """What a field of all records of a type has held when they were added, also of those that are gone."""
    rows = connection.execute(
        "SELECT json_extract(after, ?) FROM changes WHERE kind = ? AND before IS NULL", (f"$.{key}", kind)
    )
    return [value for (value,) in rows if value is not None]


def entries_of_record(connection: Connection, kind: str, record_id: int) -> list[Entry]:
    """The changes of a record, newest first."""
    return list(_entries(connection, "WHERE kind = ? AND record_id = ? ORDER BY number DESC", (kind, record_id)))


def entries_of_attachments(connection: Connection, kind: str, record_id: int) -> list[Entry]:
    """The changes of the attachments that a record has or had, oldest first."""
    tail = """WHERE kind = 'attachment' AND record_id IN (
        SELECT record_id FROM changes WHERE kind = 'attachment'
        AND json_extract(coalesce(after, before), '$.owner_kind') = ?
        AND json_extract(coalesce(after, before), '$.owner_id') = ?) ORDER BY number"""
    return list(_entries(connection, tail, (kind, record_id)))


def every_row(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """All rows of the chain as kept, first to last, hash as the last item: for verifying."""
    return iter(connection.execute(f"SELECT {_FIELDS} FROM changes ORDER BY number"))


def reverse(action: Action, entries: list[Entry]) -> None:
    """Take the entries back, last first."""
    for entry in reversed(entries):
        action.apply(entry.kind, entry.record_id, entry.after, entry.before)


def _entries(connection: Connection, tail: str, values: tuple[Any, ...]) -> Iterator[Entry]:
    for row in connection.execute(f"SELECT {_FIELDS} FROM changes {tail}", values):
        number, moment, who, label, action, mode, reverses, kind, record_id, before, after, _previous, _hash = row
        values = _from_json(before), _from_json(after)
        yield Entry(number, moment, who, label, action, mode, reverses, kind, record_id, *values)


def _as_json(values: _Values) -> str | None:
    return None if values is None else _encode(values)


def _from_json(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _as_values(kept: Mapping[str, Any]) -> dict[str, Value]:
    """Values as a record holds them: JSON knows no tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in kept.items()}
