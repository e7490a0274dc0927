"""From a table of a form file and a list of rows to a table with words in its cells: columns, groups, sums, merges."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.scoring import ValueRule
from isms_desktop.printing.context import Context
from isms_desktop.printing.document import Align, Column, Merge, Row, RowKind, Table
from isms_desktop.printing.form import ColumnSpec, TableBlock
from isms_desktop.printing.lists import list_names
from isms_desktop.printing.lists.row import AnyRow
from isms_desktop.printing.phrase import Datum, Names, Phrase, Slot

HAND = 9.0
"""Least height in millimetres of a row that somebody writes in."""
_ASSET_VALUES = ("value", "asset_value")
"""What the method works out of an asset's levels; not every method does."""
_CENTERED = (Kind.YES_NO, Kind.DATE, Kind.CHOICE, Kind.INTEGER, Kind.DECIMAL)


def build_table(block: TableBlock, context: Context) -> Table:
    """The table as it is printed for this office."""
    columns = _columns(block, context)
    blank = context.inputs.blank
    if block.rows:
        rows = [Row(tuple(cell.fill(context) for cell in row)) for row in block.rows]
    elif blank and not any(column.keep for column in columns):
        rows = [_empty_row(columns, number) for number in range(1, block.blank_rows + 1)]
    else:
        rows = _rows(block, columns, context)
    return Table(
        columns=tuple(Column(each.heading.fill(context), each.width, each.align, each.group) for each in columns),
        rows=tuple(rows),
        merges=tuple(_merges(columns, rows)),
        size=block.size,
        row_height=max(block.row_height, *((HAND, block.blank_height) if blank else (0,))),
    )


@dataclass(frozen=True, slots=True)
class _Also:
    """The names of a row (or of the paper), and the count of its group."""

    names: Names
    count: int

    def __getitem__(self, name: str) -> Datum:
        return Datum(str(self.count), self.count) if name == "count" else self.names[name]


def _columns(block: TableBlock, context: Context) -> list[ColumnSpec]:
    columns = [column for column in block.columns if not column.hidden]
    if block.variant and context.variant.columns:
        own = {column.key: column for column in block.columns if column.key}
        fields = list_names()[block.list]
        plain = {key: _plain_column(field, key == block.group_by) for key, field in fields.items() if field}
        columns = [
            dataclasses.replace(column, heading=_own_heading(heading, column), hidden=False)
            for key, heading in context.variant.columns
            if (column := own.get(key) or plain.get(key))
        ]
    return [column for column in columns if _asked(column, context)]


def _own_heading(heading: str, column: ColumnSpec) -> Phrase:
    """The profile's heading; where the form file has the same words, it says where a line of them ends."""
    words = column.heading.parts
    return column.heading if "".join(map(str, words)).replace("\n", "") == heading else Phrase((heading,))


def _asked(column: ColumnSpec, context: Context) -> bool:
    """Whether the paper or the office's method fills it: a column that is empty on every line looks forgotten."""
    if column.when and not context.has(column.when):
        return False
    if column.key in _ASSET_VALUES:
        return context.rules.method.value_rule is not ValueRule.NONE
    return not column.scale or context.rules.scale_range(column.scale) is not None


def _plain_column(field: Field, merge: bool) -> ColumnSpec:
    """A column that only the office's profile asks for: the record kit says how wide it is."""
    align = Align.CENTER if field.kind in _CENTERED or field.numeric else Align.LEFT
    phrase = Phrase((Slot(field.key),))
    return ColumnSpec(field.key, Phrase((field.label,)), field.width, align, phrase, scale=field.scale, merge=merge)


def _empty_row(columns: Sequence[ColumnSpec], number: int) -> Row:
    cells = tuple(str(number) if column.numbered or column.key == "row" else _box(column) for column in columns)
    return Row(cells, RowKind.EMPTY)


class _Nothing:
    """Names that stand for nothing: what is left of a phrase are its own words and its empty boxes."""

    def __getitem__(self, _name: str) -> Datum:
        return Datum("")


def _box(column: ColumnSpec) -> str:
    """Empty boxes to tick with the words beside them, where the column has boxes."""
    boxed = any(slot.equals is not None or slot.format == "check" for slot in column.text.slots())
    return column.text.fill(_Nothing()).strip("\n") if boxed else ""


def _rows(block: TableBlock, columns: Sequence[ColumnSpec], context: Context) -> list[Row]:
    found = context.rows(block.list)
    blank = context.inputs.blank
    if not found and not block.spare:
        return [Row((block.empty, *("" for _ in columns[1:])), RowKind.MESSAGE, label_span=len(columns))]
    rows = []
    for group in _groups(found, block.group_by):
        rows += [_item(columns, row, context, blank) for row in group]
        if block.subtotal and not blank:
            names = _Also(Chain(group[-1], context), len(group))
            rows.append(_sum_row(block.subtotal, names, columns, group, RowKind.SUBTOTAL))
    spare = range(len(found) + 1, len(found) + 1 + block.spare) if not blank else ()
    rows += [_empty_row(columns, number) for number in spare]
    if block.total:
        rows.append(_sum_row(block.total, _Also(context, len(found)), columns, found, RowKind.TOTAL, blank))
    return rows


@dataclass(frozen=True, slots=True)
class Chain:
    """The names of a row, then those of the paper."""

    row: AnyRow
    context: Context

    def __getitem__(self, name: str) -> Datum:
        """What the name stands for. KeyError for one that is neither's."""
        try:
            return self.row[name]
        except KeyError:
            return self.context[name]


def _groups(rows: Sequence[AnyRow], key: str) -> Iterable[list[AnyRow]]:
    if not key:
        return [list(rows)] if rows else []
    groups: dict[object, list[AnyRow]] = {}
    for row in rows:
        groups.setdefault(row[key].value, []).append(row)
    return groups.values()


def _item(columns: Sequence[ColumnSpec], row: AnyRow, context: Context, blank: bool) -> Row:
    names = Chain(row, context)
    cells = tuple("" if blank and not column.keep else column.text.fill(names).strip("\n") for column in columns)
    return Row(cells, RowKind.EMPTY if blank else RowKind.ITEM, row.source)


def _sum_row(
    words: Phrase,
    names: Names,
    columns: Sequence[ColumnSpec],
    rows: Sequence[AnyRow],
    kind: RowKind,
    blank: bool = False,
) -> Row:
    """The line of the sums; on the blank version, those of columns that are to be filled in are left open."""
    first_sum = next((place for place, column in enumerate(columns) if column.sum), len(columns))
    cells = [words.fill(names), *("" for _ in columns[1:])]
    for place, column in enumerate(columns):
        if column.sum and place and (column.keep or not blank):
            cells[place] = _sum(column.key, rows)
    return Row(tuple(cells), kind, label_span=max(first_sum, 1))


def _sum(key: str, rows: Sequence[AnyRow]) -> str:
    values = (row[key].value for row in rows)
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    return f"{sum(numbers):,}"


def _merges(columns: Sequence[ColumnSpec], rows: Sequence[Row]) -> Iterable[Merge]:
    """Runs of equal cells. A cell further right is only merged as far as the merged ones to its left are."""
    cuts = {0, len(rows)}
    for place, column in enumerate(columns):
        if not column.merge:
            continue
        cuts |= {number for number, (above, below) in enumerate(pairwise(rows), 1) if not _joined(above, below, place)}
        for start, end in pairwise(sorted(cuts)):
            if end - start > 1:
                yield Merge(place, start, end - start)


def _joined(above: Row, below: Row, place: int) -> bool:
    both_items = above.kind == below.kind and above.kind in (RowKind.ITEM, RowKind.EMPTY)
    return both_items and bool(above.cells[place]) and above.cells[place] == below.cells[place]
