"""Turns the cells of a sheet into record values, column by column.

Registers repeat themselves: a column of ten thousand cells holds a dozen categories and two hundred names. So each
column remembers what it has read, and plain text passes without being looked at twice.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from isms_desktop.domain.fields import Field, Kind, Rules
from isms_desktop.domain.findings import Finding, Severity, error, warning
from isms_desktop.domain.values import Reading, read
from isms_desktop.exchange.columns import Layout
from isms_desktop.exchange.sheet import Cell, Sheet

Resolve: TypeAlias = Callable[[str, str], int | None]
"""(record type, title) → id of the one record of that title; None when there is none, or more than one."""


class Blank:
    """The type of ``BLANK``."""

    def __repr__(self) -> str:
        return "BLANK"


BLANK = Blank()
"""Stands for a cell that says nothing: what that means depends on the row."""

_MOST_EXACT = 10**15
_MASKED = re.compile(r".*\*{4}|\*{1,4}", re.DOTALL)
_TEXTS = (Kind.TEXT, Kind.LINES)


@dataclass(slots=True)
class Converted:
    """The values of all rows below the headings."""

    rows: list[tuple[Any, ...]]
    """A value (or BLANK) for each of the layout's taken columns."""
    findings: dict[int, list[tuple[int, Finding]]] = field(default_factory=dict)
    """Row (0 is the first below the headings) → (place of the column among the taken ones, finding)."""


def convert(layout: Layout, rules: Rules, resolve: Resolve | None) -> Converted:
    """Read every taken column of the sheet. Wrong cells become BLANK with a finding."""
    sheet, first = layout.sheet, layout.heading_row + 1
    columns: list[Sequence[Any]] = []
    findings: dict[int, list[tuple[int, Finding]]] = {}
    for place, match in enumerate(layout.taken):
        if match.field is None:
            continue
        reader = _Column(match.field, rules, resolve)
        cells = [row[match.column] if match.column < len(row) else None for row in sheet.rows[first:]]
        _fill_merged(sheet, match.column, first, cells)
        columns.append(reader.values(cells))
        flaws = {spot[0] - first: flaw for spot, flaw in sheet.flaws.items() if spot[1] == match.column}
        for row, flaw in flaws.items():
            text = f"{match.field.label}：{flaw.text}"
            reader.findings[row] = Finding(match.field.key, flaw.severity, text, flaw.advice)
        for row, finding in reader.findings.items():
            if 0 <= row < len(cells):
                findings.setdefault(row, []).append((place, finding))
    return Converted(list(zip(*columns, strict=True)), findings)


def _fill_merged(sheet: Sheet, column: int, first: int, cells: list[Cell]) -> None:
    """A cell merged over several rows counts for each of them."""
    for area in sheet.merged:
        if area.left == column and area.bottom > area.top and area.bottom >= first:
            value = sheet.cell(area.top, column) if area.top >= first else None
            for row in range(max(area.top, first), min(area.bottom + 1, first + len(cells))):
                cells[row - first] = value


class _Column:
    """Reads the cells of one field."""

    def __init__(self, field: Field, rules: Rules, resolve: Resolve | None) -> None:
        self.findings: dict[int, Finding] = {}
        self._field = field
        self._rules = rules
        self._resolve = resolve
        self._memory: dict[object, tuple[Any, Finding | None]] = {None: (BLANK, None)}

    def values(self, cells: Sequence[Cell]) -> list[Any]:
        """The values of the cells; what is wrong goes to ``findings`` by row."""
        memory, longest = self._memory, self._field.longest
        plain_text = self._field.kind in _TEXTS and not self._field.sensitive
        out: list[Any] = []
        for row, raw in enumerate(cells):
            if isinstance(raw, str):
                if plain_text and raw.isprintable() and raw.strip() == raw and 0 < len(raw) <= longest:
                    out.append(raw)
                    continue
                key: object = raw
            else:
                # 1, 1.0 and True are one key to a dictionary, but not to a register.
                key = raw if raw is None else (type(raw), raw)
            known = memory.get(key)
            if known is None:
                known = memory[key] = self._read(raw)
            value, finding = known
            out.append(value)
            if finding is not None:
                self.findings[row] = finding
        return out

    def _read(self, raw: Cell) -> tuple[Any, Finding | None]:
        if isinstance(raw, str) and not raw.strip():
            return BLANK, None
        field = self._field
        if field.sensitive and isinstance(raw, str) and _MASKED.fullmatch(raw.strip()):
            return BLANK, error(field.key, f"{field.label}：是遮罩過的值，無法匯入。", "請填完整的內容，或清空這一格。")
        if field.kind in (Kind.REF, Kind.REFS):
            value, finding = self._read_link(str(raw).strip())
        else:
            value, finding = read(field, _as_shown(raw, field.kind), self._rules)
        if finding is not None:
            return BLANK, finding
        if field.kind in _TEXTS and isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) >= _MOST_EXACT:
            lost = warning(
                field.key,
                f"{field.label}：超過 15 位的數字，試算表可能已把後面幾位變成 0。",
                "請核對；這一欄宜先設為文字格式。",
            )
            return value, lost
        return value, None

    def _read_link(self, text: str) -> Reading:
        field = self._field
        if field.kind is Kind.REF:
            found = self._resolve(field.target, text) if self._resolve else None
            return (found, None) if found is not None else (None, self._not_found(text))
        ids: list[int] = []
        for part in (each.strip() for each in re.split(r"[、,，;；\n]", text)):
            found = self._resolve(field.target, part) if self._resolve and part else None
            if part and found is None:
                return (), self._not_found(part)
            if found is not None:
                ids.append(found)
        return tuple(dict.fromkeys(ids)), None

    def _not_found(self, text: str) -> Finding:
        return error(
            self._field.key, f"{self._field.label}：找不到「{text[:30]}」，或不只一筆。", "請填清冊裡的編號或完整名稱。"
        )


def _as_shown(raw: Cell, kind: Kind) -> Cell:
    """A cell of a type of its own, as the field expects it."""
    if isinstance(raw, bool):
        return raw if kind is Kind.YES_NO else str(raw).upper()
    if isinstance(raw, datetime.date):
        if raw.year < 1000:
            # LibreOffice takes a typed 113/5/1 for the year 113.
            raw = raw.replace(year=raw.year + 1911)
        if kind in (Kind.DATE, Kind.MOMENT):
            return raw
        midnight = isinstance(raw, datetime.datetime) and raw.time() == datetime.time()
        return (
            raw.isoformat(" ", "minutes")
            if isinstance(raw, datetime.datetime) and not midnight
            else raw.isoformat()[:10]
        )
    if isinstance(raw, datetime.time) and kind is not Kind.TIME:
        return raw.strftime("%H:%M")
    return raw


def is_error(finding: Finding) -> bool:
    """Whether a finding keeps the row out."""
    return finding.severity is Severity.ERROR
