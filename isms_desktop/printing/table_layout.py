"""Where everything in a table goes: widths, line breaks, heights, and where a page may end.

A table is laid out once, as a whole; pages are then cut from it. A row is never cut in the middle of a line; one that
is taller than half a page may be cut between its lines. A merged cell is shown in every piece that it reaches into,
and the last of its rows there grows when its text needs the room. Lengths are points.
"""

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, islice, takewhile

from isms_desktop.printing.document import Block, Fields, Merge, Note, PageBreak, Row, RowKind, SignOff, Table, Text
from isms_desktop.printing.measures import MM, TABLE_LEADING
from isms_desktop.printing.text import Ruler

SIDE, HEAD_SIDE, ABOVE = 3.2, 1.2, 2.8
"""Room between text and rule: beside a text, beside a heading, above and below."""
SUMS = (RowKind.SUBTOTAL, RowKind.TOTAL)
"""Rows that belong to those above them."""
_TALL = 0.5
"""Part of a page from which on a row may be cut between its lines."""
FEWEST_LINES = 3
"""Lines of a cut row that must stand on either page, where there are as many."""
_LAST_ROWS, _LAST_PART = 3, 0.25
"""Rows of a table that stand at least above the officers' cells of its last page, as long as they are low: the part of
a page that they may take."""
_WORD = re.compile(r"[!-~]+")
_SHORT_TEXT = 4
_TWO_CHARACTERS = 2000.0


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A place in a table: before this line of this row."""

    row: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row with the lines of each of its cells and its height on its own."""

    row: Row
    lines: tuple[tuple[str, ...], ...]
    height: float


class TableLayout:
    """A table with its widths, lines and heights for one page width. Heights and widths are points."""

    def __init__(self, table: Table, width: float, page: float, ruler: Ruler) -> None:
        """``page`` is the height of the room for text on an ordinary page."""
        self.table, self.width, self.page, self._ruler = table, width, page, ruler
        self.leading = table.size * TABLE_LEADING
        self.widths = column_widths(table, width, ruler)
        self.edges = [0.0, *accumulate(self.widths)]
        self.head = [self._heading(column.heading, self.widths[place]) for place, column in enumerate(table.columns)]
        self.groups = groups(table)
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
        return lines * self.leading + 2 * ABOVE

    def may_be_cut(self, row: LaidRow) -> bool:
        """Whether a page may end between the lines of this row: only when it is taller than half a page."""
        return row.height > self.page * _TALL

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
        while start.row < end.row < len(self.rows) and self.rows[end.row].row.kind in SUMS and end.row - 1 > start.row:
            end = Cut(end.row - 1)
        if end.row < len(self.rows):
            used = sum(self.heights(start, end))
            end = self._cut_tall_row(end, room - used) or end
        return end

    def cut_above(self, start: Cut, end: Cut, room: float) -> Cut:
        """As ``cut`` for a piece up to ``end`` below which something has to stand: some rows are left to go with it."""
        cut, last = self.cut(start, room), self.before_last_rows(start, end)
        return last if start < last < cut else cut

    def before_last_rows(self, start: Cut, end: Cut) -> Cut:
        """Where to cut a piece that fits when what has to follow it does not; its start when it is too short."""
        row = end.row - 1
        while row > start.row + 1 and self.rows[row].row.kind in SUMS:
            row -= 1
        if row > start.row:
            return Cut(next(reversed(self._last_rows(start, row, end)), row))
        lines = max(len(each) for each in self.rows[row].lines)
        few = 2 * FEWEST_LINES
        return Cut(row, lines - FEWEST_LINES) if lines - start.line > few else start

    def without_spare_rows(self, start: Cut, end: Cut, room: float) -> Cut:
        """The end of a piece that fits into ``room`` points because empty rows at its end give way; else its end.

        Of a table of nothing but empty rows, half stay.
        """
        count = end.row - start.row
        spare = sum(1 for _ in takewhile(_is_spare, reversed(self.rows[start.row : end.row])))
        fewest = count - spare if spare < count else (count + 1) // 2
        tried = (Cut(start.row + left) for left in range(count, fewest - 1, -1)) if spare else ()
        return next((each for each in tried if sum(self.heights(start, each)) <= room), end)

    def _last_rows(self, start: Cut, row: int, end: Cut) -> list[int]:
        """The rows from ``row`` upwards that may go to the last page; as many stay on the one before."""
        low = (
            each
            for each in range(row, start.row + _LAST_ROWS - 1, -1)
            if self.height_between(Cut(each), end) <= self.page * _LAST_PART and self.rows[each].row.kind not in SUMS
        )
        return list(islice(low, _LAST_ROWS))

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
        fitting = int((room - 2 * ABOVE + 0.01) / self.leading)
        fitting = min(fitting, count - at.line - 1)
        return Cut(at.row, at.line + fitting) if fitting >= min(FEWEST_LINES, count - at.line) else None

    def _lay(self, row: Row) -> LaidRow:
        if row.kind in SUMS or row.kind is RowKind.MESSAGE:
            lines = [self._broken(row.cells[0], self.edges[row.label_span])]
            lines += [self._lines(text, place) for place, text in enumerate(row.cells[1:], 1)]
        else:
            lines = [self._lines(text, place) for place, text in enumerate(row.cells)]
        most = max(map(len, lines))
        return LaidRow(row, tuple(lines), max(self.height_of(most), self.table.row_height * MM))

    def _lines(self, text: str, place: int) -> tuple[str, ...]:
        return self._broken(text, self.widths[place])

    def _broken(self, text: str, width: float) -> tuple[str, ...]:
        return self._ruler.wrap(text, (width - 2 * SIDE) / self.table.size * 1000)

    def _heading(self, text: str, width: float) -> tuple[str, ...]:
        return self._ruler.balance(text, (width - 2 * HEAD_SIDE) / self.table.size * 1000)

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
            self.rows[number] = LaidRow(row.row, lines, self._height(lines, ()))

    def _without(self, row: LaidRow, column: int) -> LaidRow:
        """The row with a height that does not count a merged column, whose text has all its rows to stand in."""
        merged = (*(place for place, lines in enumerate(row.lines) if isinstance(lines, Merged)), column)
        lines = tuple(Merged(each) if place == column else each for place, each in enumerate(row.lines))
        return LaidRow(row.row, lines, self._height(lines, merged))

    def _height(self, lines: Sequence[tuple[str, ...]], but: Sequence[int]) -> float:
        most = max((len(each) for place, each in enumerate(lines) if place not in but), default=1)
        return max(self.height_of(most), self.table.row_height * MM)


def tail_of(blocks: Iterable[Block]) -> list[Block]:
    """What stands below the last table of a paper and stays with its last rows; nothing when it is more than that.

    Small things: remarks, the officers' cells, and lines to sign on, which begin with a text that is kept together.
    """
    found = list(takewhile(lambda block: not isinstance(block, PageBreak), blocks))
    if not all(isinstance(block, Fields | Note | SignOff | Text) for block in found):
        return []
    first = next((block for block in found if isinstance(block, Text)), None)
    return found if first is None or first.keep else []


def _is_spare(laid: LaidRow) -> bool:
    # A row that came from something, such as the question of a checklist, is no row to spare.
    return laid.row.kind is RowKind.EMPTY and not laid.row.source


class Merged(tuple[str, ...]):
    """Lines of a cell that is part of a merged one."""

    __slots__ = ()


def column_widths(table: Table, width: float, ruler: Ruler) -> list[float]:
    """The shares of the width, except that a column gets what its longest word needs as far as others can spare it.

    They give first what is empty beside their longest line, and only then what breaks their lines anew.
    """
    total = sum(column.width for column in table.columns)
    shares = [column.width / total * width for column in table.columns]
    texts = [_texts(table, place) for place in range(len(shares))]
    if not any(_too_narrow(share, each, table.size, ruler) for share, each in zip(shares, texts, strict=True)):
        return shares
    headings = [
        _heading_need(each.heading, share, table.size, ruler) for each, share in zip(table.columns, shares, strict=True)
    ]
    needs = [
        max(min(_need(each, table.size, ruler), width / 3), heading)
        for each, heading in zip(texts, headings, strict=True)
    ]
    whole = [max(need, _longest_line(each, table.size, ruler)) for each, need in zip(texts, needs, strict=True)]
    return _given(shares, needs, (whole, needs))


def _given(shares: Sequence[float], needs: Sequence[float], floors: Sequence[Sequence[float]]) -> list[float]:
    """The shares after those that need more were given it by the others, which go down to one floor after the other."""
    widths = list(shares)
    lacking = left = sum(max(need - share, 0) for need, share in zip(needs, shares, strict=True))
    for floor in floors:
        spare = [max(each - least, 0) for each, least in zip(widths, floor, strict=True)]
        taken = min(left, sum(spare))
        widths = [each - more * taken / max(sum(spare), 1e-9) for each, more in zip(widths, spare, strict=True)]
        left -= taken
    part = (lacking - left) / max(lacking, 1e-9)
    return [
        share + (need - share) * part if need > share else each
        for share, need, each in zip(shares, needs, widths, strict=True)
    ]


def _texts(table: Table, place: int) -> set[str]:
    return {row.cells[place] for row in table.rows if row.kind is RowKind.ITEM}


def _too_narrow(share: float, texts: set[str], size: float, ruler: Ruler) -> bool:
    """Whether a word of the column would be torn in this width."""
    room = (share - 2 * SIDE) / size * 1000
    return room < _TWO_CHARACTERS or any(
        ruler.width(word) > room for text in texts if ruler.width(text) > room for word in _words(text)
    )


def _need(texts: set[str], size: float, ruler: Ruler) -> float:
    """The width in points in which no word of the column is torn."""
    longest = max((ruler.width(word) for text in texts for word in _words(text)), default=0)
    return max(longest, _TWO_CHARACTERS) * size / 1000 + 2 * SIDE + 0.1


def _longest_line(texts: set[str], size: float, ruler: Ruler) -> float:
    """The width in points in which no line of the column is broken."""
    longest = max((ruler.width(line) for text in texts for line in text.split("\n")), default=0)
    return longest * size / 1000 + 2 * SIDE + 0.1


def _heading_need(heading: str, share: float, size: float, ruler: Ruler) -> float:
    """The width that the heading takes in its share: a column that gives way to another still holds its heading."""
    lines = ruler.balance(heading, (share - 2 * HEAD_SIDE) / size * 1000)
    return min(max(map(ruler.width, lines)) * size / 1000 + 2 * HEAD_SIDE + 0.1, share)


def _words(text: str) -> list[str]:
    """What should stay in one line: Latin words, numbers, and texts so short that a break in them looks wrong."""
    lines = text.split("\n")
    return [word for line in lines for word in ([line] if len(line) <= _SHORT_TEXT else _WORD.findall(line))]


def groups(table: Table) -> list[tuple[str, int, int]]:
    """The headings above columns: (title, first column, past the last); "" for columns without one."""
    found: list[tuple[str, int, int]] = []
    for place, column in enumerate(table.columns):
        if column.group and found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1], place + 1)
        else:
            found.append((column.group, place, place + 1))
    return found
