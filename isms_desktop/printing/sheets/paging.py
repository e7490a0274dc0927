"""Where the pages of a sheet will end, as far as can be foreseen, and what must not be torn apart there.

A spreadsheet cuts pages between any two rows. Most often that is right, and then nothing is said: a register can be
edited without old page breaks in the way. A page break is set only where a row must go with the one above it (a sum,
the officers' cells), and where a merged cell would be torn; such a cell is cut there and its text stands on both pages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from isms_desktop.printing.measures import FRAME
from isms_desktop.printing.sheets.cells import Line

_DOUBT = 6.0
"""How far, in millimetres, a page that was not begun by a set break may end before or after where we think."""
_A_HAIR = 0.5
"""What is left free when a page is filled, so that no rounding makes it too full."""
_STRETCH = 0.5
"""How much higher a row to write in may become, as a part of its height, to fill the page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The lines with their page breaks."""

    lines: tuple[Line, ...]
    count: int
    titles: tuple[int, int] | None
    """The lines that are repeated above every further page."""


def paginate(lines: Sequence[Line], room: float) -> Pages:
    """Set the page breaks that are needed on pages with ``room`` millimetres for rows."""
    fitted = _fit_to_write(list(lines), room)
    titles = _titles(fitted)
    pages = _Paging(fitted, room, titles)
    pages.run()
    if titles and pages.misleads(titles):
        titles = None
        pages = _Paging(fitted, room, None)
        pages.run()
    return Pages(tuple(pages.lines), pages.count, titles)


def head_of(lines: Sequence[Line], table: int) -> tuple[int, int] | None:
    """First and last line of the heading of a table."""
    found = [number for number, line in enumerate(lines) if line.head and line.table == table]
    return (found[0], found[-1]) if found else None


def largest(lines: Sequence[Line]) -> int:
    """The number of the table with most lines; 0 when there is none."""
    counts: dict[int, int] = {}
    for line in lines:
        if line.table and not line.head:
            counts[line.table] = counts.get(line.table, 0) + 1
    return max(counts, key=lambda table: counts[table], default=0)


def _titles(lines: Sequence[Line]) -> tuple[int, int] | None:
    table = largest(lines)
    return head_of(lines, table) if table else None


def _fit_to_write(lines: list[Line], room: float) -> list[Line]:
    """A paper for handwriting stays one page: with fewer rows, or with higher ones that fill it."""
    spare = [number for number, line in enumerate(lines) if line.spare]
    if not spare or any(line.new_page for line in lines):
        return lines
    free = room - sum(line.height for line in lines)
    kept = len(spare)
    # Rows below those of a list were asked for; only a paper that is nothing but rows to write in has some to spare.
    empty = all(line.spare for line in lines if line.table and not line.head)
    while empty and free < 0 and kept * 2 > len(spare):
        kept -= 1
        free += lines[spare[kept]].height
    if free < 0:
        return lines
    gone = set(spare[kept:])
    more = min(max(free - _A_HAIR, 0) / kept, lines[spare[0]].height * _STRETCH)
    found = [
        replace(line, height=line.height + more) if line.spare else line
        for number, line in enumerate(lines)
        if number not in gone
    ]
    return _closed(found) if gone else found


def _closed(lines: list[Line]) -> list[Line]:
    """The frame below the row that is the last one now."""
    last = max(number for number, line in enumerate(lines) if line.spare)
    cells = []
    for cell in lines[last].cells:
        left, above, right, _ = cell.look.edges
        cells.append(replace(cell, look=replace(cell.look, edges=(left, above, right, FRAME))))
    lines[last] = replace(lines[last], cells=tuple(cells))
    return lines


class _Paging:
    def __init__(self, lines: Sequence[Line], room: float, titles: tuple[int, int] | None) -> None:
        self.lines, self._room, self._titles_at = list(lines), room, titles
        self.count = 1
        self._starts = [0]
        """The first line of each page."""
        self._titles = sum(line.height for line in lines[titles[0] : titles[1] + 1]) if titles else 0.0

    def run(self) -> None:
        """Go through all lines and begin pages."""
        used, doubt, number = 0.0, 0.0, 0
        while number < len(self.lines):
            line = self.lines[number]
            if number > self._starts[-1]:
                chain = self._chain(number)
                torn = self._is_torn(line.height, chain, used + doubt)
                full = used + line.height > self._room
                if line.new_page or torn or full:
                    number, used = self._turn(number, torn)
                    doubt = 0.0 if self.lines[number].new_page else doubt + _DOUBT
            used += self.lines[number].height
            number += 1

    def misleads(self, titles: tuple[int, int]) -> bool:
        """Whether the repeated heading stands above strange rows on more pages than above its own."""
        table = self.lines[titles[0]].table
        last = max(number for number, line in enumerate(self.lines) if line.table == table)
        later = [start for start in self._starts if start > titles[1]]
        strange = sum(start > last for start in later)
        return strange > len(later) - strange

    def _turn(self, number: int, torn: bool) -> tuple[int, float]:
        """Begin a page at this line or a little above; returns the line and how much of the page is used already."""
        first = self._before_cut_texts(number)
        height = self.lines[first].height
        # A page may have a little more room than we count on: enough for a heading on its own.
        if torn or first < number or height < self._chain(first) <= self._room - self._titles:
            self.lines[first] = replace(self.lines[first], new_page=True)
        self._starts.append(first)
        self.count += 1
        self._tear(first)
        return first, self._titles if self._titles_at and first > self._titles_at[1] else 0.0

    def _before_cut_texts(self, number: int) -> int:
        """Where to begin the page so that no merged cell is left too small for its text above."""
        for above in range(number - 1, self._starts[-1], -1):
            for cell in self.lines[above].cells:
                high = sum(line.height for line in self.lines[above:number])
                if cell.repeats and above + cell.rows > number and high < cell.needs:
                    return self._before_cut_texts(above)
        return number

    def _is_torn(self, height: float, chain: float, used: float) -> bool:
        """Whether what belongs together goes to the next page as a whole: it would not fit here, and does there."""
        return height < chain <= self._room - self._titles and used + chain > self._room

    def _chain(self, number: int) -> float:
        """The height of a line with those that stay with it; only asked where a chain begins."""
        if self.lines[number].keeps:
            return 0.0
        height, after = self.lines[number].height, number + 1
        while after < len(self.lines) and self.lines[after].keeps and height <= self._room:
            height += self.lines[after].height
            after += 1
        return height

    def _tear(self, number: int) -> None:
        """Cut the merged cells that reach over the beginning of the page at ``number``."""
        torn = False
        for above in range(number - 1, self._starts[-2] - 1, -1):
            for place, cell in enumerate(self.lines[above].cells):
                if cell.repeats and above + cell.rows > number:
                    torn = True
                    self._cut(above, place, number)
        if torn:
            self.lines[number] = replace(self.lines[number], new_page=True)

    def _cut(self, above: int, place: int, number: int) -> None:
        cells = list(self.lines[above].cells)
        cell = cells[place]
        first = number - above
        cells[place] = replace(cell, rows=first)
        rest = replace(cell, rows=cell.rows - first)
        self.lines[above] = replace(self.lines[above], cells=tuple(cells))
        below = sorted((*self.lines[number].cells, rest), key=lambda each: each.column)
        self.lines[number] = replace(self.lines[number], cells=tuple(below))
        last = number + rest.rows - 1
        lacking = rest.needs - sum(line.height for line in self.lines[number : last + 1])
        self.lines[last] = replace(self.lines[last], height=self.lines[last].height + max(lacking, 0))
