"""Tables: real ones, whose heads stand on every page and whose merged cells are row spans.

The widths, the breaks in headings and which merged cells stay whole come from ``TableLayout``, as for the PDF; where
pages end is left to the word processor, which is told what belongs together.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from isms_desktop.printing.colours import HEAD_COLOUR, SUM_COLOUR, Colour
from isms_desktop.printing.document import Align, Merge, Row, RowKind
from isms_desktop.printing.measures import TABLE_LEADING
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.cells import cell, cell_style, covered
from isms_desktop.printing.odt.room import Pages
from isms_desktop.printing.odt.styles import KEEP, leading, sized
from isms_desktop.printing.table_layout import ABOVE, HEAD_SIDE, SIDE, SUMS, LaidRow, TableLayout

_STYLES = {Align.LEFT: "TableText", Align.CENTER: "TableMiddle", Align.RIGHT: "TableRight"}
_USUAL_SIZE = 10


def add_table(
    layout: TableLayout,
    heights: Sequence[float],
    pages: Pages,
    body: Body,
    drawn: Callable[[int], None],
    room: tuple[float, float],
    tail: bool,
) -> None:
    """A table. ``heights``: the least height of each of its rows in points, for as many as are printed.

    ``room``: what is left free above and below it; ``tail``: what follows shall not stand alone on a page; ``drawn``
    is told how many rows were written.
    """
    writer = _TableWriter(layout, heights, pages.starts, body, tail)
    head = f"<table:table-header-rows>{writer.head()}</table:table-header-rows>"
    properties = f'table:align="left" fo:margin-top="{room[0]:g}pt" fo:margin-bottom="{room[1]:g}pt"'
    name = f"表格{body.count('table')}"
    # Word processors do not keep the last row of a table with what follows it: it opens the last page as a table.
    cuts = [0, *([pages.last] if pages.last else []), len(heights)]
    for start, past in pairwise(cuts):
        if start:
            body.new_page()
            name += "（續）"
        rows = []
        for number in range(start, past):
            rows.append(writer.row(number))
            drawn(1)
        body.table(name, layout.widths, head + "".join(rows), properties)
    drawn(len(layout.rows) - len(heights))


def _pieces(merge: Merge, rows: int, page_starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """A merged cell in pieces, each on one page: (first row, past the last)."""
    past = min(merge.first + merge.count, rows)
    cuts = [merge.first, *(row for row in page_starts if merge.first < row < past), past]
    yield from pairwise(cuts if past > merge.first else ())


class _TableWriter:
    """The rows of one table as XML."""

    def __init__(
        self, layout: TableLayout, heights: Sequence[float], page_starts: Sequence[int], body: Body, tail: bool
    ) -> None:
        self._layout, self._heights, self._body, self._tail = layout, heights, body, tail
        self._last = len(heights) - 1
        self._width = len(layout.widths)
        self._spans: dict[tuple[int, int], int] = {}
        self._covered: set[tuple[int, int]] = set()
        for merge in layout.merges:
            for first, past in _pieces(merge, len(heights), page_starts):
                self._spans[first, merge.column] = past - first
                self._covered |= {(row, merge.column) for row in range(first + 1, past)}
        kept = set(layout.merges)
        long = [merge for merge in layout.table.merges if merge not in kept]
        self._open_above = {(each.first + down, each.column) for each in long for down in range(1, each.count)}
        self._open_below = {(row - 1, column) for row, column in self._open_above}

    def head(self) -> str:
        """The one or two rows of headings."""
        layout = self._layout
        upper, lower = layout.head_heights
        if not upper:
            cells = (self._head_cell(layout.head[place], place, place + 1) for place in range(self._width))
            return self._row(lower, "".join(cells))
        above, below = "", ""
        for title, start, end in layout.groups:
            if title:
                above += self._head_cell(layout.group_lines(title, start, end), start, end)
                above += covered() * (end - start - 1)
                below += "".join(self._head_cell(layout.head[place], place, place + 1) for place in range(start, end))
            else:
                above += self._head_cell(layout.head[start], start, end, rows=2)
                below += covered()
        return self._row(upper, above) + self._row(lower, below)

    def row(self, number: int) -> str:
        """One row."""
        laid = self._layout.rows[number]
        if laid.row.kind in SUMS or laid.row.kind is RowKind.MESSAGE:
            cells = "".join(self._sum_cells(laid.row, number))
        else:
            cells = "".join(self._cells(laid, number))
        return self._row(self._heights[number], cells, self._layout.may_be_cut(laid))

    def _cells(self, laid: LaidRow, number: int) -> Iterator[str]:
        keep = self._keeps_with_next(number)
        columns = self._layout.table.columns
        for place, text in enumerate(laid.row.cells):
            style = self._paragraph(columns[place].align, keep and not place)
            if (number, place) in self._covered:
                yield covered(style)
                continue
            rows = self._spans.get((number, place), 1)
            open_above = (number, place) in self._open_above
            ground = self._ground(place, place + 1, number + rows - 1, open_above, (number, place) in self._open_below)
            yield cell(ground, style, "" if open_above else text, rows=rows)

    def _sum_cells(self, row: Row, number: int) -> Iterator[str]:
        span, keep = row.label_span, self._keeps_with_next(number)
        ground = SUM_COLOUR if row.kind in SUMS else None
        middle = row.kind is RowKind.MESSAGE or span == self._width
        label = self._paragraph(Align.CENTER if middle else Align.RIGHT, keep)
        yield cell(self._ground(0, span, number, ground=ground), label, row.cells[0], columns=span)
        yield covered() * (span - 1)
        for place in range(span, self._width):
            style = self._ground(place, place + 1, number, ground=ground)
            yield cell(style, self._paragraph(self._layout.table.columns[place].align), row.cells[place])

    def _keeps_with_next(self, number: int) -> bool:
        """Whether a page may not end below this row: sums belong to what they sum up, officers to what they sign."""
        if number == self._last:
            # A table all of whose rows are kept with the next would leave its page as a whole.
            return self._tail and number > 0 and not self._layout.may_be_cut(self._layout.rows[number])
        return self._layout.rows[number + 1].row.kind in SUMS

    def _ground(
        self,
        start: int,
        end: int,
        last_row: int,
        open_above: bool = False,
        open_below: bool = False,
        ground: Colour | None = None,
    ) -> str:
        thick = (
            ("l" if not start else "") + ("r" if end == self._width else "") + ("b" if last_row == self._last else "")
        )
        without = ("t" if open_above else "") + ("b" if open_below else "")
        return cell_style(self._body, SIDE, ABOVE, ground, thick, without, "top" if without else "middle")

    def _head_cell(self, lines: tuple[str, ...], start: int, end: int, rows: int = 1) -> str:
        thick = "t" + ("l" if not start else "") + ("r" if end == self._width else "")
        style = cell_style(self._body, HEAD_SIDE, ABOVE, HEAD_COLOUR, thick)
        return cell(style, self._sized("TableHead"), "\n".join(lines), end - start, rows, whole=True)

    def _paragraph(self, align: Align, keep: bool = False) -> str:
        return self._sized(_STYLES[align], KEEP if keep else "")

    def _sized(self, name: str, properties: str = "") -> str:
        size = self._layout.table.size
        letters = ""
        if size != _USUAL_SIZE:
            letters, properties = sized(size), f"{properties} {leading(size * TABLE_LEADING)}".strip()
        if not properties:
            return name
        return self._body.style("paragraph", f"<style:paragraph-properties {properties}/>{letters}", name)

    def _row(self, height: float, cells: str, may_be_cut: bool = False) -> str:
        style = self._body.row_style(height, may_be_cut)
        return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'
