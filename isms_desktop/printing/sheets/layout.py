"""From a document to a book of sheets: columns for all its blocks, then line by line what stands there, then pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from isms_desktop.printing.document import (
    Block,
    Contents,
    Cover,
    Document,
    Fields,
    Grid,
    Heading,
    Labels,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.job import Counter
from isms_desktop.printing.measures import LANDSCAPE_SIDE, MM, PAGE_BOTTOM, PAGE_HEIGHT, PAGE_SIDE, PAGE_TOP, PAGE_WIDTH
from isms_desktop.printing.running_head import fits_in, running_head
from isms_desktop.printing.sheets.blocks import Blocks
from isms_desktop.printing.sheets.cells import Book, Line, Sheet
from isms_desktop.printing.sheets.columns import Columns
from isms_desktop.printing.sheets.measure import Measure
from isms_desktop.printing.sheets.names import sheet_names
from isms_desktop.printing.sheets.paging import head_of, largest, paginate
from isms_desktop.printing.sheets.tables import table_lines
from isms_desktop.printing.table_layout import column_widths
from isms_desktop.printing.text import Ruler

_NEAR = 1.5
"""How far an edge of a table may move to fall on one that is there, in millimetres."""
_UNEVEN = 0.25
"""How much the officers' cells may differ in width, so that a register's columns are not split for them."""
_SURE = 0.985
"""Part of the page that is filled: spreadsheets round the heights of rows."""
_GAP = 2.0
_BEFORE_SIGN = 4.0
_MOST_FROZEN = 75.0
"""Higher headings are not frozen: nothing would be left to scroll."""
_LEAST_REGISTER = 8
"""So many rows make a table worth scrolling."""


def lay_out(document: Document, ruler: Ruler, counter: Counter) -> Book:
    """The paper as a book with a sheet for each of its copies."""
    copies = list(_copies(document.blocks))
    names = sheet_names(copies, document.title)
    measure = Measure(ruler)
    made = [
        _SheetMaker(document, blocks, measure, counter).make(name) for name, blocks in zip(names, copies, strict=True)
    ]
    foot = document.stamp.words if document.stamp else ""
    width = PAGE_HEIGHT - 2 * LANDSCAPE_SIDE if document.landscape else PAGE_WIDTH - 2 * PAGE_SIDE
    head = running_head(document, fits_in(width, ruler))
    return Book(document.title, document.office, document.landscape, head, tuple(made), foot)


def _copies(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    copy: list[Block] = []
    for block in blocks:
        if isinstance(block, PageBreak) and block.anew:
            yield copy
            copy = []
        else:
            copy.append(block)
    yield copy


class _SheetMaker:
    """Makes one sheet."""

    def __init__(self, document: Document, blocks: Sequence[Block], measure: Measure, counter: Counter) -> None:
        self._document, self._source, self._measure, self._counter = document, blocks, measure, counter
        width, height, side = PAGE_WIDTH, PAGE_HEIGHT, PAGE_SIDE
        if document.landscape:
            width, height, side = height, width, LANDSCAPE_SIDE
        self._width = (width - 2 * side) / MM
        self._room = (height - PAGE_TOP - PAGE_BOTTOM) / MM * _SURE
        self._columns = Columns(self._width)
        self._blocks = Blocks(self._columns, measure)
        self._edges: Mapping[int, Sequence[float]] = self._claim()

    def make(self, name: str) -> Sheet:
        """The sheet under that name."""
        lines = list(self._lines())
        pages = paginate(lines, self._room)
        edges = self._columns.edges
        widths = tuple(right - left for left, right in pairwise(edges))
        return Sheet(name, widths, pages.lines, pages.titles, self._frozen(pages.lines), pages.count)

    def _claim(self) -> dict[int, Sequence[float]]:
        """The edges of every framed block, by its place: the largest table has the first word."""
        found: dict[int, Sequence[float]] = {}
        blocks = list(enumerate(self._source))
        tables = sorted(
            ((place, block) for place, block in blocks if isinstance(block, Table)), key=lambda each: -len(each[1].rows)
        )
        for place, table in tables:
            widths = column_widths(table, self._width * MM, self._measure.ruler)
            found[place] = self._columns.fit(self._sums(widths), _NEAR)
        for place, block in blocks:
            match block:
                case Grid(widths=shares):
                    found[place] = self._columns.fit(self._sums(shares), _NEAR)
                case Picture(drawing=drawing):
                    found[place] = self._columns.fit(self._blocks.matrix_edges(drawing), _NEAR)
                case SignOff(titles=titles, seal=seal) if titles:
                    found[place] = self._columns.like(self._blocks.signoff_edges(block), seal, _UNEVEN)
        return found

    def _sums(self, widths: Sequence[float]) -> list[float]:
        """Edges of columns with these shares of the width."""
        total = sum(widths)
        return [0.0, *(part / total * self._width for part in accumulate(widths))]

    def _lines(self) -> Iterator[Line]:
        if self._document.attachment:
            yield from self._blocks.attachment(self._document.attachment)
        before: Block | None = None
        begins = False
        for place, block in enumerate(self._source):
            if isinstance(block, PageBreak):
                begins, before = True, None
                continue
            whole_page = isinstance(block, Cover | Contents)
            found = list(self._with_gap(place, block, before))
            if found and (begins or whole_page or isinstance(before, Cover | Contents)) and place:
                found[0] = replace(found[0], new_page=True, keeps=False)
            elif found and (isinstance(before, Heading) or (isinstance(before, Text) and before.keep)):
                found[0] = replace(found[0], keeps=True)
            yield from found
            begins, before = False, block
            self._counter(len(block.rows) if isinstance(block, Table) else 1)

    def _with_gap(self, place: int, block: Block, before: Block | None) -> Iterator[Line]:
        """The lines of a block, with the room above it, and kept with a table when it is a small thing below it."""
        lines = list(self._of(place, block))
        after_table = isinstance(before, Table | Grid | Note | Fields | SignOff)
        if isinstance(block, SignOff) and lines:
            lines.insert(0, Line(_BEFORE_SIGN))
        elif isinstance(block, Table | Grid | Picture) and isinstance(before, Table):
            lines.insert(0, Line(_GAP))
        tail = isinstance(block, Note | SignOff) or (isinstance(block, Fields) and self._closes(place))
        if tail and after_table and lines:
            lines = [replace(line, keeps=True) for line in lines]
        elif isinstance(block, Text) and block.keep:
            lines[1:] = [replace(line, keeps=True) for line in lines[1:]]
        return iter(lines)

    def _closes(self, place: int) -> bool:
        """Whether nothing but small things follows."""
        return all(isinstance(each, Fields | Note | SignOff) for each in self._source[place:])

    def _of(self, place: int, block: Block) -> Iterator[Line]:
        blocks = self._blocks
        match block:
            case Heading():
                return blocks.heading(block)
            case Fields():
                return blocks.fields(block)
            case Text():
                return blocks.text(block)
            case Note():
                return blocks.note(block)
            case Table():
                return table_lines(block, self._edges[place], self._columns, self._measure, place + 1)
            case Grid():
                return blocks.grid(block, self._edges[place])
            case Picture(drawing=drawing, height=height):
                return blocks.matrix(drawing, height, self._edges[place])
            case SignOff(titles=titles) if titles:
                return blocks.signoff(block, self._edges[place])
            case _:
                return self._rare(block)

    def _rare(self, block: Block) -> Iterator[Line]:
        match block:
            case Cover():
                return self._blocks.cover(block)
            case Contents():
                below = [each for each in self._source if isinstance(each, Heading) and each.level > 1]
                return self._blocks.contents(block, below)
            case Labels():
                return self._blocks.labels(block)
            case _:
                return iter(())

    def _frozen(self, lines: Sequence[Line]) -> int:
        """How many lines stay in sight: to the end of the heading of the register, when the sheet is one."""
        table = largest(lines)
        head = head_of(lines, table) if table else None
        if head is None or sum(line.table == table for line in lines) < _LEAST_REGISTER:
            return 0
        above = sum(line.height for line in lines[: head[1] + 1])
        return head[1] + 1 if above <= _MOST_FROZEN else 0
