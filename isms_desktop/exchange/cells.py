"""How a record's value stands in a sheet cell, such that reading it back gives the very same value.

A clerk sees what the screen shows (labels, 是/否) and dates the way they are typed, 113/5/1, as text: a real date cell
would show 2024 on most machines, and a spreadsheet does not turn text columns into anything else.
"""

import hashlib
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Field, Kind, Record, RecordType, Rules, Value
from isms_desktop.domain.identifiers import mask
from isms_desktop.domain.values import TitleOf, choice_lookup, options, read, same_key
from isms_desktop.exchange.sheet import Cell
from isms_desktop.sheet_text import clean

CellMaker: TypeAlias = Callable[[Value], Cell]

CODE_HEADING = "識別碼"
"""Heading of the hidden last column of our own exports."""

_MOST_EXACT = 10**15
"""Spreadsheets keep fifteen digits of a number; a longer one goes out as text."""


def cell_maker(field: Field, rules: Rules, title_of: TitleOf | None = None, *, masked: bool = False) -> CellMaker:
    """A function from a field's value to its cell; it remembers what it has made, since registers repeat themselves."""
    make = _hidden(field, rules, title_of) if masked and field.sensitive else _maker(field, rules, title_of)
    memory: dict[tuple[type, Value], Cell] = {}

    def remembering(value: Value) -> Cell:
        if value is None or value == "" or value == ():
            return None
        key = (type(value), value)
        if key not in memory:
            memory[key] = make(value)
        return memory[key]

    return remembering


def same_cell(raw: Cell, ours: Cell) -> bool:
    """Whether a cell that was read is the one that we would write; a csv gives numbers as text."""
    return raw == ours or _plain(raw) == _plain(ours)


def code_of(record_type: RecordType[Any], record: Record, origin: str = "") -> str:
    """The code in the last column of an export: the record's id, and a short proof of what identified it then.

    By it a changed 資產編號 comes back as a change and not as a new asset. The proof keeps the code from hitting a
    stranger when the sheet is imported into another office's file, or after the record was renumbered meanwhile.
    """
    values = [same_key(getattr(record, key)) for key in ("id", *record_type.identity)]
    proof = hashlib.blake2b("\x1f".join([record_type.kind, origin, *values]).encode("utf-8", "replace"), digest_size=4)
    return f"{record.id}-{proof.hexdigest()}"


def _maker(field: Field, rules: Rules, title_of: TitleOf | None) -> CellMaker:
    match field.kind:
        case Kind.CHOICE:
            return _choice_words(field, rules)
        case Kind.CHOICES:
            words = _choice_words(field, rules)
            return lambda value: (
                "、".join(str(words(each)) for each in value) if isinstance(value, tuple) else str(value)
            )
        case Kind.YES_NO:
            return lambda value: "是" if value else "否"
        case Kind.DATE | Kind.MOMENT:
            return lambda value: _date_cell(field, str(value), rules)
        case Kind.REF | Kind.REFS:
            return lambda value: _titles(field, value, title_of)
        case _:
            return _as_it_is


def _as_it_is(value: Value) -> Cell:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if abs(value) < _MOST_EXACT else str(value)
    return "、".join(str(each) for each in value)


def _hidden(field: Field, rules: Rules, title_of: TitleOf | None) -> CellMaker:
    open_cell = _maker(field, rules, title_of)
    return lambda value: mask(str(open_cell(value)))


def _choice_words(field: Field, rules: Rules) -> CellMaker:
    known = choice_lookup(field, rules)
    # A label that means another choice, or that would fall apart when several are listed, gives way to the bare value.
    labels = {
        each.value: each.label
        for each in options(field, rules)
        if known.get(same_key(each.label)) == each.value
        and not (field.kind is Kind.CHOICES and re.search(r"[、,，;；\n]", each.label))
    }
    return lambda value: labels.get(str(value), str(value))


def _date_cell(field: Field, iso: str, rules: Rules) -> str:
    day, _, clock = iso.replace(" ", "T").partition("T")
    shown = clean(f"{rocdate.write(day, '/')} {clock[:5]}".strip())
    # Years before 民國1年 or after 999年 have no short form that reads back; they stay as they are.
    return shown if read(field, shown, rules)[0] == iso else clean(iso)


def _titles(field: Field, value: Value, title_of: TitleOf | None) -> str:
    ids = value if isinstance(value, tuple) else (value,)
    return clean("、".join(title_of(field.target, int(each or 0)) if title_of else str(each) for each in ids))


def _plain(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
