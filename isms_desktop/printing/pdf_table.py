"""Tables on paper: widths, line breaks and heights are worked out once, then pages are cut from them.

A table is laid out as a whole (``TableLayout``) and printed in pieces (``TablePiece``), each of which fits what is left
of a page. A row is never cut in the middle of a line; one that is taller than half a page may be cut between its lines.
A merged cell is drawn in every piece that it reaches into, and the last of its rows grows when its text needs the room.
"""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby

from reportlab.platypus import Flowable

from isms_desktop.printing.document import Align, Merge, Row, RowKind, Table
from isms_desktop.printing.pdf_pen import ASCENT, MM, THIN, Colour, Pen
from isms_desktop.printing.text import Ruler

HEAD_COLOUR: Colour = (0.925, 0.925, 0.925)
SUM_COLOUR: Colour = (0.965, 0.965, 0.965)
_LEADING = 1.28
"""Distance of lines, as a part of the letters' size."""
_SIDE, _HEAD_SIDE, _ABOVE = 3.2, 1.2, 2.8
"""Room between text and rule, in points: beside a text, beside a heading, above and below."""
_TALL = 0.5
"""Part of a page from which on a row may be cut between its lines."""
_FEWEST_LINES = 3
"""Lines of a cut row that must stand on either page, where there are as many."""
_STRETCH = 0.5
"""How much higher a row to write in may become, as a part of its height, to fill the page."""
_ROWS_WITH_TAIL = 2
"""A table of no more rows than this is not cut for the sake of what follows it."""
_WORD = re.compile(r"[!-~]+")
_SHORT_TEXT = 4
_TWO_CHARACTERS = 2000.0
_SUMS = (RowKind.SUBTOTAL, RowKind.TOTAL)


@dataclass(frozen=True, slots=True)
class Cut:
    """A place in a table: before this line of this row."""

    row: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class _LaidRow:
    row: Row
    lines: tuple[tuple[str, ...], ...]
    height: float


class TableLayout:
    """A table with its widths, lines and heights for one page width. Heights and widths are points."""

    def __init__(self, table: Table, width: float, page: float, ruler: Ruler) -> None:
        """``page`` is the height of the room for text on an ordinary page."""
        self.table, self.width, self.page, self._ruler = table, width, page, ruler
        self.leading = table.size * _LEADING
        self.widths = _column_widths(table, width, ruler)
        self.edges = [0.0, *accumulate(self.widths)]
        self.head = [self._heading(column.heading, self.widths[place]) for place, column in enumerate(table.columns)]
        self.groups = _groups(table)
        self.rows = [self._lay(row) for row in table.rows]
        self.merges = self._keep_merges()
        self._sums = [0.0, *accumulate(row.height for row in self.rows)]
        self._merge_starts = [merge.first for merge in self.merges]

    @cached_property
    def head_heights(self) -> tuple[float, float]:
        """Heights of the line of group headings (0 when there is none) and of the headings below it."""
        most = max(len(lines) for lines in self.head)
        lower = self.height_of(most) + 2
        if not any(title for title, _, _ in self.groups):
            return 0.0, lower
        upper = self.height_of(max(len(self.group_lines(*group)) for group in self.groups)) + 1
        inner = max(len(self.head[place]) for title, start, end in self.groups if title for place in range(start, end))
        return upper, max(self.height_of(inner) + 1, lower - upper)

    def height_of(self, lines: int) -> float:
        """Height of a cell with so many lines."""
        return lines * self.leading + 2 * _ABOVE

    def group_lines(self, title: str, start: int, end: int) -> tuple[str, ...]:
        """The lines of a heading over columns ``start`` to ``end``."""
        return self._heading(title, self.edges[end] - self.edges[start])

    def height_between(self, start: Cut, end: Cut) -> float:
        """The height of a piece before merged cells make it grow."""
        return self._sums[end.row] - self._sums[start.row] - start.line * self.leading

    def heights(self, start: Cut, end: Cut) -> list[float]:
        """The heights of the rows of a piece, with what merged cells make them grow."""
        found = [row.height for row in self.rows[start.row : end.row]]
        if start.line and found:
            found[0] -= start.line * self.leading
        if end.line:
            begun = start.line if start.row == end.row else 0
            found.append(self.height_of(end.line - begun))
        for merge in reversed(self.merges_in(start, end) if found else []):
            first, last = max(merge.first, start.row), min(merge.first + merge.count, start.row + len(found))
            needed = self.height_of(len(self.rows[merge.first].lines[merge.column]))
            room = sum(found[first - start.row : last - start.row])
            if needed > room:
                found[last - start.row - 1] += needed - room
        return found

    def merges_in(self, start: Cut, end: Cut) -> list[Merge]:
        """The merged cells that reach into a piece."""
        past = end.row + (1 if end.line else 0)
        upto = bisect.bisect_left(self._merge_starts, past)
        return [merge for merge in self.merges[:upto] if merge.first + merge.count > start.row]

    def cut(self, start: Cut, room: float) -> Cut:
        """How far a piece that begins at ``start`` comes in ``room`` points; ``start`` itself when nothing fits."""
        end = self._last_fitting(start, room)
        while start.row < end.row < len(self.rows) and self.rows[end.row].row.kind in _SUMS and end.row - 1 > start.row:
            end = Cut(end.row - 1)
        if end.row < len(self.rows):
            used = sum(self.heights(start, end))
            end = self._cut_tall_row(end, room - used) or end
        return end

    def _last_fitting(self, start: Cut, room: float) -> Cut:
        taken = start.line * self.leading
        row = bisect.bisect_right(self._sums, self._sums[start.row] + room + taken + 0.01) - 1
        end = Cut(min(row, len(self.rows)))
        while end.row > start.row and sum(self.heights(start, end)) > room + 0.01:
            end = Cut(end.row - 1)
        return end if end.row > start.row else start

    def _cut_tall_row(self, at: Cut, room: float) -> Cut | None:
        row = self.rows[at.row]
        count = max(len(lines) for lines in row.lines)
        if self.height_of(count - at.line) <= self.page * _TALL:
            return None
        fitting = int((room - 2 * _ABOVE + 0.01) / self.leading)
        fitting = min(fitting, count - at.line - 1)
        return Cut(at.row, at.line + fitting) if fitting >= min(_FEWEST_LINES, count - at.line) else None

    def _lay(self, row: Row) -> _LaidRow:
        if row.kind in _SUMS or row.kind is RowKind.MESSAGE:
            lines = [self._broken(row.cells[0], self.edges[row.label_span])]
            lines += [self._lines(text, place) for place, text in enumerate(row.cells[1:], 1)]
        else:
            lines = [self._lines(text, place) for place, text in enumerate(row.cells)]
        most = max(map(len, lines))
        return _LaidRow(row, tuple(lines), max(self.height_of(most), self.table.row_height * MM))

    def _lines(self, text: str, place: int) -> tuple[str, ...]:
        return self._broken(text, self.widths[place])

    def _broken(self, text: str, width: float) -> tuple[str, ...]:
        return self._ruler.wrap(text, (width - 2 * _SIDE) / self.table.size * 1000)

    def _heading(self, text: str, width: float) -> tuple[str, ...]:
        return self._ruler.balance(text, (width - 2 * _HEAD_SIDE) / self.table.size * 1000)

    def _keep_merges(self) -> list[Merge]:
        """The merged cells that are short; the text of a long one stays in its first row and flows like any other."""
        kept = []
        for merge in self.table.merges:
            lines = self.rows[merge.first].lines[merge.column]
            if self.height_of(len(lines)) > self.page * _TALL:
                self._rows_of_long_merge(merge)
                continue
            kept.append(merge)
            for number in range(merge.first, merge.first + merge.count):
                self.rows[number] = self._without(self.rows[number], merge.column)
        return sorted(kept, key=lambda merge: (merge.first, merge.column))

    def _rows_of_long_merge(self, merge: Merge) -> None:
        for number in range(merge.first + 1, merge.first + merge.count):
            row = self.rows[number]
            lines = tuple(("",) if place == merge.column else each for place, each in enumerate(row.lines))
            self.rows[number] = _LaidRow(row.row, lines, self._height(lines, ()))

    def _without(self, row: _LaidRow, column: int) -> _LaidRow:
        """The row with a height that does not count a merged column, whose text has all its rows to stand in."""
        merged = (*(place for place, lines in enumerate(row.lines) if isinstance(lines, _Merged)), column)
        lines = tuple(_Merged(each) if place == column else each for place, each in enumerate(row.lines))
        return _LaidRow(row.row, lines, self._height(lines, merged))

    def _height(self, lines: Sequence[tuple[str, ...]], but: Sequence[int]) -> float:
        most = max((len(each) for place, each in enumerate(lines) if place not in but), default=1)
        return max(self.height_of(most), self.table.row_height * MM)


class _Merged(tuple[str, ...]):
    """Lines of a cell that is part of a merged one."""

    __slots__ = ()


class TablePiece(Flowable):  # type: ignore[misc]
    """What stands of a table on one page, with the heading above it."""

    def __init__(
        self,
        layout: TableLayout,
        ruler: Ruler,
        drawn: Callable[[int], None],
        start: Cut = Cut(0),
        end: Cut | None = None,
        tail: float = 0,
    ) -> None:
        """``tail`` is the height of what has to follow on the same page; ``drawn`` is told how many rows were drawn."""
        super().__init__()
        self._layout, self._ruler, self._drawn = layout, ruler, drawn
        self._start, self._end = start, end or Cut(len(layout.rows))
        self._tail = tail
        self._heights: list[float] = []
        self.spaceBefore, self.spaceAfter = 2, 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """ReportLab asks how much room the rest of the table needs."""
        layout = self._layout
        # Most often far more is left than fits, and then the exact heights need not be known.
        if layout.height_between(self._start, self._end) > height:
            return width, height + 1
        self._heights = layout.heights(self._start, self._end)
        if self._tail:
            self._stretch(height - self._tail - sum(layout.head_heights) - sum(self._heights))
        needed = sum(self._heights) + sum(layout.head_heights)
        # The officers' cells must not stand alone on a last page: the table is cut so that some rows go with them.
        if self._tail and needed + self._tail > height and len(self._heights) > _ROWS_WITH_TAIL and not self._end.line:
            return width, height + 1
        self.width, self.height = width, needed
        return width, needed

    def split(self, _width: float, height: float) -> list[Flowable]:
        """ReportLab asks for the part that fits and the rest; nothing when not one row fits."""
        room = height - sum(self._layout.head_heights)
        cut = self._layout.cut(self._start, room)
        if cut == self._start:
            return []
        if cut.row >= self._end.row:
            cut = self._before_last_rows()
        return [
            TablePiece(self._layout, self._ruler, self._drawn, self._start, cut),
            TablePiece(self._layout, self._ruler, self._drawn, cut, self._end, self._tail),
        ]

    def draw(self) -> None:
        """ReportLab asks to draw on ``self.canv``."""
        pen = Pen(self.canv, self._ruler)
        top = self.height
        self._draw_head(pen, top)
        top -= sum(self._layout.head_heights)
        tops = [top - taken for taken in accumulate(self._heights, initial=0.0)]
        self._draw_fills(pen, tops)
        self._draw_rows(pen, tops)
        self._draw_rules(pen, tops)
        pen.box(0, 0, self._layout.width, self.height)
        pen.done()
        self._drawn(self._end.row - self._start.row)

    def _stretch(self, spare: float) -> None:
        """Give the room that is left on a paper for handwriting to its rows, within reason."""
        empty = [number for number, row in enumerate(self._laid_rows()) if row.row.kind is RowKind.EMPTY]
        if spare > 0 and empty:
            for number in empty:
                self._heights[number] += min(spare / len(empty), self._heights[number] * _STRETCH)

    def _before_last_rows(self) -> Cut:
        """Where to cut a table that fits when what has to follow it does not."""
        row = self._end.row - 1
        while row > self._start.row + 1 and self._layout.rows[row].row.kind in _SUMS:
            row -= 1
        return Cut(row)

    def _draw_head(self, pen: Pen, top: float) -> None:
        layout = self._layout
        upper, lower = layout.head_heights
        pen.fill(0, top - upper - lower, layout.width, upper + lower, HEAD_COLOUR)
        for title, start, end in layout.groups:
            left, right = layout.edges[start], layout.edges[end]
            if title:
                self._cell(pen, layout.group_lines(title, start, end), left, right, top, upper, Align.CENTER)
                pen.rule(left, top - upper, right, top - upper)
            for place in range(start, end):
                above = upper if title else 0.0
                edges = layout.edges[place], layout.edges[place + 1]
                height = upper + lower - above
                self._cell(pen, layout.head[place], *edges, top - above, height, Align.CENTER)
                if place:
                    begin = top if place == start else top - above
                    pen.rule(edges[0], begin, edges[0], top - upper - lower)

    def _draw_fills(self, pen: Pen, tops: Sequence[float]) -> None:
        for number, row in enumerate(self._laid_rows()):
            if row.row.kind in _SUMS:
                pen.fill(0, tops[number + 1], self._layout.width, tops[number] - tops[number + 1], SUM_COLOUR)

    def _draw_rows(self, pen: Pen, tops: Sequence[float]) -> None:
        spans = {(max(each.first, self._start.row), each.column): each for each in self._merges()}
        for number, row in enumerate(self._laid_rows()):
            height = self._heights[number]
            if row.row.kind in _SUMS or row.row.kind is RowKind.MESSAGE:
                self._draw_sum(pen, row, tops[number], height)
                continue
            for place, lines in enumerate(row.lines):
                span = spans.get((self._start.row + number, place))
                if span:
                    last = min(span.first + span.count - self._start.row, len(self._heights))
                    self._text(pen, lines, place, tops[number], tops[number] - tops[last])
                elif not isinstance(lines, _Merged):
                    self._text(pen, self._part_of(lines, number), place, tops[number], height)

    def _draw_sum(self, pen: Pen, row: _LaidRow, top: float, height: float) -> None:
        edges = self._layout.edges
        middle = row.row.kind is RowKind.MESSAGE or row.row.label_span == len(row.lines)
        align = Align.CENTER if middle else Align.RIGHT
        self._cell(pen, row.lines[0], 0, edges[row.row.label_span], top, height, align)
        for place in range(row.row.label_span, len(row.lines)):
            self._text(pen, row.lines[place], place, top, height)

    def _part_of(self, lines: tuple[str, ...], number: int) -> tuple[str, ...]:
        """The lines of a cell that belong into this piece: all, unless its row is cut."""
        row = self._start.row + number
        first = self._start.line if row == self._start.row else 0
        last = self._end.line if row == self._end.row else None
        return lines[first:last]

    def _text(self, pen: Pen, lines: tuple[str, ...], place: int, top: float, height: float) -> None:
        edges = self._layout.edges
        self._cell(pen, lines, edges[place], edges[place + 1], top, height, self._layout.table.columns[place].align)

    def _cell(
        self, pen: Pen, lines: Sequence[str], left: float, right: float, top: float, height: float, align: Align
    ) -> None:
        size, leading = self._layout.table.size, self._layout.leading
        y = top - (height - len(lines) * leading) / 2 - leading / 2 - size * (ASCENT - 0.5)
        for line in lines:
            if align is Align.CENTER:
                pen.aligned(left, y, right - left, line, size, align)
            else:
                pen.aligned(left + _SIDE, y, right - left - 2 * _SIDE, line, size, align)
            y -= leading

    def _draw_rules(self, pen: Pen, tops: Sequence[float]) -> None:
        layout = self._layout
        pen.rule(0, tops[0], layout.width, tops[0], THIN)
        covered = [(each.first, each.first + each.count, each.column) for each in self._long_and_short_merges()]
        for number in range(1, len(tops) - 1):
            row = self._start.row + number
            columns = {column for first, past, column in covered if first < row < past}
            for start, end in _uncovered(len(layout.widths), columns):
                pen.rule(layout.edges[start], tops[number], layout.edges[end], tops[number])
        for place in range(1, len(layout.widths)):
            for start, end in self._vertical_runs(place):
                pen.rule(layout.edges[place], tops[start], layout.edges[place], tops[end])

    def _vertical_runs(self, place: int) -> Iterator[tuple[int, int]]:
        """From which to which row the rule left of a column runs: not through the label of a sum."""
        open_ = [self._has_edge(row.row, place) for row in self._laid_rows()]
        number = 0
        for there, run in groupby(open_):
            length = len(list(run))
            if there:
                yield number, number + length
            number += length

    @staticmethod
    def _has_edge(row: Row, place: int) -> bool:
        wide = row.kind in _SUMS or row.kind is RowKind.MESSAGE
        return not wide or place >= row.label_span

    def _laid_rows(self) -> Sequence[_LaidRow]:
        return self._layout.rows[self._start.row : self._start.row + len(self._heights)]

    def _merges(self) -> list[Merge]:
        return self._layout.merges_in(self._start, self._end)

    def _long_and_short_merges(self) -> Sequence[Merge]:
        past = self._start.row + len(self._heights)
        return [
            each
            for each in self._layout.table.merges
            if each.first < past and each.first + each.count > self._start.row
        ]


def _column_widths(table: Table, width: float, ruler: Ruler) -> list[float]:
    """The shares of the width, except that a column gets what its longest word needs as far as others can spare it."""
    total = sum(column.width for column in table.columns)
    shares = [column.width / total * width for column in table.columns]
    texts = [_texts(table, place) for place in range(len(shares))]
    if not any(_too_narrow(share, each, table.size, ruler) for share, each in zip(shares, texts, strict=True)):
        return shares
    needs = [min(_need(each, table.size, ruler), width / 3) for each in texts]
    lacking = sum(max(need - share, 0) for need, share in zip(needs, shares, strict=True))
    spare = sum(max(share - need, 0) for need, share in zip(needs, shares, strict=True))
    given = min(lacking, spare)
    return [
        share + (need - share) * given / lacking if need > share else share - (share - need) * given / max(spare, 1e-9)
        for need, share in zip(needs, shares, strict=True)
    ]


def _texts(table: Table, place: int) -> set[str]:
    return {row.cells[place] for row in table.rows if row.kind is RowKind.ITEM}


def _too_narrow(share: float, texts: set[str], size: float, ruler: Ruler) -> bool:
    """Whether a word of the column would be torn in this width."""
    room = (share - 2 * _SIDE) / size * 1000
    return room < _TWO_CHARACTERS or any(
        ruler.width(word) > room for text in texts if ruler.width(text) > room for word in _words(text)
    )


def _need(texts: set[str], size: float, ruler: Ruler) -> float:
    """The width in points in which no word of the column is torn."""
    longest = max((ruler.width(word) for text in texts for word in _words(text)), default=0)
    return max(longest, _TWO_CHARACTERS) * size / 1000 + 2 * _SIDE + 0.1


def _words(text: str) -> list[str]:
    """What should stay in one line: Latin words, numbers, and texts so short that a break in them looks wrong."""
    return [text] if len(text) <= _SHORT_TEXT else _WORD.findall(text)


def _groups(table: Table) -> list[tuple[str, int, int]]:
    """The headings above columns: (title, first column, past the last); "" for columns without one."""
    found: list[tuple[str, int, int]] = []
    for place, column in enumerate(table.columns):
        if column.group and found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1], place + 1)
        else:
            found.append((column.group, place, place + 1))
    return found


def _uncovered(count: int, columns: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of columns that are not in ``columns``: (first, past the last)."""
    start = 0
    for place in [*sorted(columns), count]:
        if place > start:
            yield start, place
        start = place + 1
