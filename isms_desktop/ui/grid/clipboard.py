"""Cells as text between this program and a spreadsheet: tab-separated, quoted the way Excel and LibreOffice do it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from isms_desktop.domain.fields import Field
from isms_desktop.domain.values import same_key

Table: TypeAlias = list[list[str]]
"""Rows of cells as text."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted table is: its rows of content and, when its first row was a heading, whose column each one is."""

    rows: Table
    columns: tuple[Field | None, ...] = ()
    """Field of each column, None where the heading names none; empty when there was no heading."""
    unknown: tuple[str, ...] = ()
    """Headings that name no field."""


def encode(table: Iterable[Iterable[str]]) -> str:
    """A table as clipboard text. A cell with a tab, a line feed or a quote is quoted."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\n" for row in table)


def decode(text: str) -> Table:
    """Clipboard text as a table, all rows equally wide, without the blank lines that spreadsheets add at the end."""
    rows: Table = [[]]
    place, text = 0, text.replace("\r\n", "\n").replace("\r", "\n")
    while place <= len(text):
        cell, place = _next_cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def understand(table: Table, fields: Sequence[Field]) -> Pasted:
    """Tell a heading row from content: at least half of its cells name fields, all when it has one or two."""
    if len(table) < 2:
        return Pasted(table)
    names = headings(fields)
    first = table[0]
    filled = [cell for cell in first if cell.strip()]
    columns = _without_repeats(names.get(same_key(cell)) if cell.strip() else None for cell in first)
    matched = sum(field is not None for field in columns)
    needed = len(filled) if len(filled) <= 2 else max(2, (len(filled) + 1) // 2)
    if matched < needed or not matched:
        return Pasted(table)
    unknown = tuple(
        cell for cell, field in zip(first, columns, strict=True) if cell.strip() and same_key(cell) not in names
    )
    return Pasted(table[1:], columns, unknown)


def headings(fields: Iterable[Field]) -> Mapping[str, Field]:
    """Every heading under which a column may stand (``same_key``) → its field. Labels win over synonyms."""
    found: dict[str, Field] = {}
    every = list(fields)
    for field in every:
        found.setdefault(same_key(field.label), field)
    for field in every:
        for word in (*field.synonyms, field.label + field.unit):
            found.setdefault(same_key(word), field)
    return found


def _without_repeats(columns: Iterable[Field | None]) -> tuple[Field | None, ...]:
    """Of two columns that name the same field, the first counts."""
    seen: set[str] = set()
    kept: list[Field | None] = []
    for field in columns:
        kept.append(None if field is None or field.key in seen else field)
        if field is not None:
            seen.add(field.key)
    return tuple(kept)


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in '\t\n"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _next_cell(text: str, place: int) -> tuple[str, int]:
    """The cell that begins at ``place`` and the place of the tab, line feed or end after it."""
    if place < len(text) and text[place] == '"':
        parts: list[str] = []
        at = place + 1
        while (close := text.find('"', at)) >= 0:
            parts.append(text[at:close])
            if text[close + 1 : close + 2] == '"':
                parts.append('"')
                at = close + 2
            elif close + 1 == len(text) or text[close + 1] in "\t\n":
                return "".join(parts), close + 1
            else:  # a cell that merely begins with a quote, such as "A" 棟
                break
    ends = [end for mark in "\t\n" if (end := text.find(mark, place)) >= 0]
    end = min(ends, default=len(text))
    return text[place:end], end
