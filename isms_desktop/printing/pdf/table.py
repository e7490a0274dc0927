"""Draws tables, page by page, as they were laid out."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby

from reportlab.platypus import Flowable, PageBreak

from isms_desktop.printing.colours import HEAD_COLOUR, SUM_COLOUR
from isms_desktop.printing.document import Align, Merge, Row, RowKind
from isms_desktop.printing.measures import ASCENT, THIN
from isms_desktop.printing.pdf.pen import Pen
from isms_desktop.printing.table_layout import SIDE, SUMS, Cut, LaidRow, Merged, TableLayout
from isms_desktop.printing.text import Ruler

ABOVE_TABLE, BELOW_TABLE = 4.0, 6.0
"""Points that are left free above and below a table."""
_A_HAIR = 0.5
"""What is left free when a page is filled, so that no rounding makes it too full."""
_STRETCH = 0.5
"""How much higher a row to write in may become, as a part of its height, to fill the page."""


class TablePiece(Flowable):  # type: ignore[misc]
    """What stands of a table on one page, with the heading above it."""

    def __init__(
        self,
        layout: TableLayout,
        ruler: Ruler,
        drawn: Callable[[int], None],
        start: Cut | None = None,
        end: Cut | None = None,
        tail: float | None = 0,
    ) -> None:
        """``tail`` is the height of what has to follow on the same page, None when the paper ends with the table.

        ``drawn`` is told how many rows were drawn.
        """
        super().__init__()
        self._layout, self._ruler, self._drawn = layout, ruler, drawn
        self._start, self._end = start or Cut(0), end or Cut(len(layout.rows))
        self._tail = tail
        self._heights: list[float] = []
        self.spaceBefore, self.spaceAfter = ABOVE_TABLE, BELOW_TABLE

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """ReportLab asks how much room the rest of the table needs."""
        layout = self._layout
        self._leave_out_empty_rows(height)
        # Most often far more is left than fits, and then the exact heights need not be known.
        if layout.height_between(self._start, self._end) > height:
            return width, height + 1
        self._heights = layout.heights(self._start, self._end)
        if self._tail:
            self._stretch(height - self._tail - sum(layout.head_heights) - sum(self._heights) - _A_HAIR)
        needed = sum(self._heights) + sum(layout.head_heights)
        # The officers' cells must not stand alone on a last page: the table is cut so that some rows go with them.
        if (
            self._tail
            and needed + self._tail > height
            and self._layout.before_last_rows(self._start, self._end) != self._start
        ):
            return width, height + 1
        self.width, self.height = width, needed
        return width, needed

    def split(self, _width: float, height: float) -> list[Flowable]:
        """ReportLab asks for the part that fits and the rest; nothing when not one row fits."""
        layout = self._layout
        room = height - sum(layout.head_heights)
        cut = fitting = layout.cut(self._start, room)
        if cut == self._start:
            return []
        if self._tail:
            cut = layout.cut_above(self._start, self._end, room)
        first = TablePiece(layout, self._ruler, self._drawn, self._start, cut)
        rest = TablePiece(layout, self._ruler, self._drawn, cut, self._end, self._tail)
        first.spaceBefore, rest.spaceAfter = self.spaceBefore, self.spaceAfter
        # Rows that would still fit below the first part have to open the page of the officers' cells.
        return [first, PageBreak(), rest] if cut < fitting else [first, rest]

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

    def _leave_out_empty_rows(self, height: float) -> None:
        """A paper for handwriting stays one page: fewer rows, where the title or the officers need the room.

        The empty rows below those of a filled paper give way as well, when then the officers still find room.
        """
        only_empty = all(row.row.kind is RowKind.EMPTY for row in self._layout.rows[self._start.row : self._end.row])
        if self._tail == 0 or (self._tail is None and not only_empty):
            return
        room = height - (self._tail or 0) - sum(self._layout.head_heights) - _A_HAIR
        self._end = self._layout.without_spare_rows(self._start, self._end, room)

    def _stretch(self, spare: float) -> None:
        """Give the room that is left on a paper for handwriting to its rows, within reason."""
        empty = [number for number, row in enumerate(self._laid_rows()) if row.row.kind is RowKind.EMPTY]
        if spare > 0 and empty:
            for number in empty:
                self._heights[number] += min(spare / len(empty), self._heights[number] * _STRETCH)

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
            if row.row.kind in SUMS:
                pen.fill(0, tops[number + 1], self._layout.width, tops[number] - tops[number + 1], SUM_COLOUR)

    def _draw_rows(self, pen: Pen, tops: Sequence[float]) -> None:
        spans = {(max(each.first, self._start.row), each.column): each for each in self._merges()}
        for number, row in enumerate(self._laid_rows()):
            height = self._heights[number]
            if row.row.kind in SUMS or row.row.kind is RowKind.MESSAGE:
                self._draw_sum(pen, row, tops[number], height)
                continue
            for place, lines in enumerate(row.lines):
                span = spans.get((self._start.row + number, place))
                if span:
                    last = min(span.first + span.count - self._start.row, len(self._heights))
                    self._text(pen, lines, place, tops[number], tops[number] - tops[last])
                elif not isinstance(lines, Merged):
                    part = self._part_of(lines, number)
                    self._text(pen, part, place, tops[number], self._room_of(part, number, height))

    def _draw_sum(self, pen: Pen, row: LaidRow, top: float, height: float) -> None:
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

    def _room_of(self, part: Sequence[str], number: int, height: float) -> float:
        """The height in whose middle the lines stand: that of the row, but a row that is cut is filled from the top."""
        row = self._start.row + number
        cut = (row == self._start.row and self._start.line) or row == self._end.row
        return self._layout.height_of(len(part)) if cut else height

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
                pen.aligned(left + SIDE, y, right - left - 2 * SIDE, line, size, align)
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
        wide = row.kind in SUMS or row.kind is RowKind.MESSAGE
        return not wide or place >= row.label_span

    def _laid_rows(self) -> Sequence[LaidRow]:
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


def _uncovered(count: int, columns: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of columns that are not in ``columns``: (first, past the last)."""
    start = 0
    for place in [*sorted(columns), count]:
        if place > start:
            yield start, place
        start = place + 1
