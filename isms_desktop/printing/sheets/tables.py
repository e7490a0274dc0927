"""Tables as lines of a sheet: grouped heads, merged cells, sums, numbers as numbers, rows higher than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from isms_desktop.printing.colours import HEAD_COLOUR, SUM_COLOUR
from isms_desktop.printing.document import Align, Row, RowKind, Table
from isms_desktop.printing.measures import FRAME, THIN
from isms_desktop.printing.sheets.cells import Cell, Line, Look
from isms_desktop.printing.sheets.columns import Columns
from isms_desktop.printing.sheets.measure import Measure, cut, pieces
from isms_desktop.printing.sheets.numbers import format_of, holds_names, number_of
from isms_desktop.printing.table_layout import SUMS, groups

_LONGEST_MERGE = 100.0
"""The height from which on equal cells are not merged: the text flows from its first row, as any other."""

_look = lru_cache(maxsize=1024)(Look)


def table_lines(
    table: Table, edges: Sequence[float], columns: Columns, measure: Measure, number: int
) -> Iterator[Line]:
    """The lines of a table whose columns have these edges; ``number`` is that of the table."""
    rows = _TableRows(table, edges, columns, measure, number)
    yield from rows.head()
    for place in range(len(table.rows)):
        yield from rows.row(place)


class _TableRows:
    def __init__(self, table: Table, edges: Sequence[float], columns: Columns, measure: Measure, number: int) -> None:
        self._table, self._measure, self._edges = table, measure, edges
        self._indices = [columns.index(edge) for edge in edges]
        self._line = Line(0, table=number)
        self._count = len(table.columns)
        self._named = [self._holds_names(place) for place in range(self._count)]
        self._hidden: set[tuple[int, int]] = set()
        """(row, column) of what stands under the first row of a merged cell."""
        self._merged: dict[tuple[int, int], int] = {}
        """(row, column) of a merged cell → its number of rows."""
        self._blanked: set[tuple[int, int]] = set()
        """(row, column) of what would stand under a merged cell that is too high to be one."""
        self._lines: list[list[tuple[str, ...]]] = []
        self._most: list[int] = []
        """The most lines that a cell of the row has on its own."""
        self._heights: list[float] = []
        self._set()
        self._pieces = [pieces(most, table.size) for most in self._most]

    def head(self) -> Iterator[Line]:
        """The line of headings, with that of the headings over groups above it where there are any."""
        size = self._table.size
        found = groups(self._table)
        heads = [self._heading(column.heading, place, place + 1) for place, column in enumerate(self._table.columns)]
        line = replace(self._line, head=True)
        lower = self._measure.height(max(map(len, heads)), size)
        if not any(title for title, _, _ in found):
            cells = tuple(self._head_cell(lines, place, place + 1, 1) for place, lines in enumerate(heads))
            yield replace(line, height=lower, cells=cells)
            return
        titles = [(self._heading(title, start, end) if title else heads[start]) for title, start, end in found]
        inner = [place for title, start, end in found if title for place in range(start, end)]
        above = max(len(lines) for lines, (title, _, _) in zip(titles, found, strict=True) if title)
        upper = self._measure.height(above, size)
        upper_cells = tuple(
            self._head_cell(lines, start, end, 1 if title else 2)
            for lines, (title, start, end) in zip(titles, found, strict=True)
        )
        low = max(self._measure.height(max(len(heads[place]) for place in inner), size), lower - upper)
        yield replace(line, height=upper, cells=upper_cells)
        below = tuple(self._head_cell(heads[place], place, place + 1, 1, above=THIN) for place in inner)
        yield replace(line, height=low, cells=below, keeps=True)

    def row(self, place: int) -> Iterator[Line]:
        """One row of the table."""
        row = self._table.rows[place]
        line = replace(
            self._line, keeps=place == 0 or row.kind in SUMS, spare=row.kind is RowKind.EMPTY and not row.source
        )
        spans = zip(self._spans(row), self._lines[place], strict=True)
        cells = [
            (self._cell(place, row, *span), lines) for span, lines in spans if (place, span[0]) not in self._hidden
        ]
        yield from cut(cells, self._heights[place], self._pieces[place], line, self._table.size)

    def _heading(self, text: str, first: int, past: int) -> tuple[str, ...]:
        return self._measure.heading(text, self._edges[past] - self._edges[first], self._table.size)

    def _head_cell(self, lines: Sequence[str], first: int, past: int, rows: int, above: float = FRAME) -> Cell:
        look = self._look_of(first, past, Align.CENTER, above=above, below=THIN, fill=HEAD_COLOUR, tight=True)
        start, end = self._indices[first], self._indices[past]
        return Cell(start, "\n".join(lines), look, end - start, rows)

    def _look_of(
        self,
        first: int,
        past: int,
        align: Align,
        above: float,
        below: float,
        fill: tuple[float, float, float] | None = None,
        form: str = "",
        tight: bool = False,
    ) -> Look:
        edges = (THIN if first else FRAME, above, FRAME if past == self._count else THIN, below)
        return _look(self._table.size, align, "middle", edges, fill, 0, tight, form)

    def _holds_names(self, place: int) -> bool:
        column = self._table.columns[place]
        return holds_names(column.heading, {row.cells[place] for row in self._table.rows if row.kind is RowKind.ITEM})

    def _spans(self, row: Row) -> Iterator[tuple[int, int, str, Align]]:
        """The cells of a row: (first column, past the last, text, place of the text)."""
        alone = 0
        if row.kind in SUMS or row.kind is RowKind.MESSAGE:
            whole = row.kind is RowKind.MESSAGE or row.label_span == self._count
            yield 0, row.label_span, row.cells[0], Align.CENTER if whole else Align.RIGHT
            alone = row.label_span
        for place in range(alone, self._count):
            yield place, place + 1, row.cells[place], self._table.columns[place].align

    def _cell(self, place: int, row: Row, first: int, past: int, text: str, align: Align) -> Cell:
        rows = self._merged.get((place, first), 1)
        text = "" if (place, first) in self._blanked else text
        number = None if self._named[first] or past - first > 1 else number_of(text)
        last = place + rows == len(self._table.rows)
        fill = SUM_COLOUR if row.kind in SUMS else None
        look = self._look_of(first, past, align, THIN, FRAME if last else THIN, fill, format_of(text, number))
        start, end = self._indices[first], self._indices[past]
        reach = sum(self._pieces[place : place + rows]) if rows > 1 else 1
        if rows == 1:
            return Cell(start, text, look, end - start, reach, number)
        needs = self._measure.height(len(self._lines[place][first]), self._table.size)
        return Cell(start, text, look, end - start, reach, number, repeats=True, needs=needs)

    def _set(self) -> None:
        """Lines and heights of all rows, with what merged cells make them grow."""
        for row in self._table.rows:
            spans = self._spans(row)
            widths = [(text, self._edges[past] - self._edges[first]) for first, past, text, _ in spans]
            self._lines.append([self._measure.lines(text, width, self._table.size) for text, width in widths])
        merges = [merge for merge in self._table.merges if self._is_merged(merge.first, merge.column, merge.count)]
        inside = {(merge.first + down, merge.column) for merge in merges for down in range(merge.count)}
        for place, lines in enumerate(self._lines):
            most = max((len(each) for column, each in enumerate(lines) if (place, column) not in inside), default=1)
            self._most.append(most)
            self._heights.append(max(self._measure.height(most, self._table.size), self._table.row_height))
        for merge in merges:
            inside_it = range(merge.first, merge.first + merge.count)
            needed = self._measure.height(len(self._lines[merge.first][merge.column]), self._table.size)
            lacking = needed - sum(self._heights[place] for place in inside_it)
            for place in inside_it:
                self._heights[place] += max(lacking, 0) / merge.count
            self._merged[merge.first, merge.column] = merge.count
            self._hidden |= {(place, merge.column) for place in inside_it[1:]}

    def _is_merged(self, first: int, column: int, count: int) -> bool:
        if self._measure.height(len(self._lines[first][column]), self._table.size) <= _LONGEST_MERGE:
            return True
        for row in range(first + 1, first + count):
            self._blanked.add((row, column))
            self._lines[row][column] = ("",)
        return False
