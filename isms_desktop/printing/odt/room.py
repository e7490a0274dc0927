"""How much room the PDF leaves on a page: a paper for handwriting is one page there, and shall be one page here.

A word processor places things itself; only where the number and height of empty rows, or the height of the map, hangs
on what else stands on the page, the same measuring as for the PDF is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from isms_desktop.printing.document import (
    Block,
    Document,
    Fields,
    Grid,
    Heading,
    Note,
    PageBreak,
    Picture,
    RowKind,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.measures import MM, RUNNING_HEAD
from isms_desktop.printing.odt.pages import text_size
from isms_desktop.printing.table_layout import Cut, TableLayout, tail_of
from isms_desktop.printing.text import Ruler

Small = Fields | Note | SignOff
_STRETCH = 0.5
"""How much higher a row to write in may become, as a part of its height, to fill the page."""
ABOVE_TABLE, BELOW_TABLE = 4.0, 5.0
"""Points that are left free above and below a table; what follows has its own room above."""
_SPARE = 6.0
"""Points that stay free on a page, the room above the table among them: rules and rounding differ from program to
program."""

_SPARE_OF_TEXT = 18.0
"""Points more where lines to sign on stand below a table: all of them would go on to the next page."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of a table begin."""

    starts: Sequence[int]
    """Rows: there, a merged cell shows its text again."""
    last: int | None = None
    """The row that has to open the last page, so that the officers' cells do not stand alone on it."""


class Room:
    """The pages of one document as far as their filling is known."""

    def __init__(self, document: Document, ruler: Ruler) -> None:
        self._blocks, self._ruler = document.blocks, ruler
        self._width, self._page = text_size(document)

    def at(self, number: int) -> float | None:
        """What is left on its page for the block with this number, in points; None when pages before it overflow."""
        blocks = self._blocks[:number]
        breaks = [place for place, block in enumerate(blocks) if isinstance(block, PageBreak)]
        start = breaks[-1] + 1 if breaks else 0
        first = not breaks or getattr(blocks[breaks[-1]], "anew", False)
        left = self._page + (RUNNING_HEAD if first else 0)
        for block in blocks[start:]:
            left -= self._height(block)
        return left if left > 0 else None

    def tail(self, number: int) -> float:
        """The height of what stands below the last table of a paper, when that is only small things; else 0."""
        return sum(map(self._height, tail_of(self._blocks[number + 1 :])))

    def below(self, number: int) -> float:
        """The height of the small things under a picture."""
        return sum(
            self._height(block)
            for block in takewhile(lambda block: isinstance(block, Small), self._blocks[number + 1 :])
        )

    def heights(self, number: int, layout: TableLayout) -> list[float]:
        """The least heights of the rows of a table, for as many as are printed: empty ones give way, or fill a page."""
        rows = layout.rows
        least = [layout.table.row_height * MM for _ in rows]
        empty = [place for place, laid in enumerate(rows) if laid.row.kind is RowKind.EMPTY]
        tail = self.tail(number)
        ends = isinstance(next(iter(self._blocks[number + 1 :]), PageBreak()), PageBreak)
        alone = ends and len(empty) == len(rows)  # a paper that is nothing but a table to write in
        room = self.at(number) if empty and (tail or alone) else None
        if room is None:
            return least
        joined = number > 0 and isinstance(self._blocks[number - 1], Grid)
        signed_on = any(isinstance(block, Text) for block in tail_of(self._blocks[number + 1 :]))
        room -= tail + sum(layout.head_heights) + (_SPARE if not joined else _SPARE - ABOVE_TABLE)
        room -= _SPARE_OF_TEXT if signed_on else 0
        count = layout.without_spare_rows(Cut(0), Cut(len(rows)), room).row
        real = layout.heights(Cut(0), Cut(count))
        spare = room - sum(real)
        empty = [place for place in empty if place < count]
        if spare > 0 and empty and tail and not signed_on:
            for place in empty:
                least[place] = real[place] + min(spare / len(empty), real[place] * _STRETCH)
        return least[:count]

    def pages(self, number: int, layout: TableLayout, count: int) -> "Pages":
        """How the pages of a table, of which so many rows are printed, will most likely be."""
        if count < len(layout.rows):
            return Pages(())
        tail = self.tail(number)
        room = self.at(number) if layout.merges or tail else None
        head, cut, past = sum(layout.head_heights), Cut(0), Cut(count)
        starts: list[int] = []
        while room is not None:
            end = layout.cut(cut, room - head)
            if end.row >= past.row:
                break
            last = layout.cut_above(cut, past, room - head)
            if tail and last < end and not last.line:
                return Pages([*starts, last.row], last.row)
            if end != cut and not end.line:
                starts.append(end.row)
            if end == cut and room == self._page:
                return Pages(starts)
            cut, room = end, self._page
        if room is None or not tail or sum(layout.heights(cut, past)) + head + tail <= room:
            return Pages(starts)
        last = layout.before_last_rows(cut, past)
        return Pages(starts) if last == cut or last.line else Pages([*starts, last.row], last.row)

    def _height(self, block: Block) -> float:
        # The PDF's own parts are asked; they bring ReportLab, which only papers for handwriting and maps need here.
        from isms_desktop.printing.pdf import blocks as pdf

        ruler, parts = self._ruler, []
        match block:
            case Heading():
                parts = [pdf.HeadingPart(block, ruler)]
            case Fields():
                parts = [pdf.FieldsPart(block, ruler)]
            case Text(paragraphs=paragraphs):
                parts = [pdf.ParagraphPart(each, block, ruler) for each in paragraphs]
            case Grid():
                parts = list(pdf.grid_parts(block, self._width, ruler))
            case Note():
                parts = [pdf.NotePart(block, ruler)]
            case SignOff(titles=titles):
                parts = [pdf.SignOffPart(block, ruler)] if titles else []
            case Table():
                layout = TableLayout(block, self._width, self._page, ruler)
                return sum(layout.head_heights) + sum(layout.heights(Cut(0), Cut(len(layout.rows)))) + 8
            case Picture(height=height):
                return height * MM + 8
            case _:
                return self._page
        return pdf.height_of(parts, self._width)
