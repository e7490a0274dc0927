"""The blocks of a paper other than tables and pictures, as things that ReportLab places on pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

from reportlab.platypus import Flowable

from isms_desktop.printing.colours import LABEL_COLOUR
from isms_desktop.printing.document import (
    Align,
    FieldItem,
    Fields,
    Grid,
    GridCell,
    Heading,
    Note,
    Paragraph,
    SignOff,
    Text,
)
from isms_desktop.printing.field_layout import line_to_write_on
from isms_desktop.printing.grid_layout import PlacedCell, placed
from isms_desktop.printing.heading_layout import set_heading
from isms_desktop.printing.measures import (
    ASCENT,
    FIELD_GAP,
    FIELD_SIZE,
    FRAME,
    GRID_LEADING,
    HEADING_LEADING,
    LINE_TO_WRITE_ON,
    MM,
    NOTE_LEADING,
    NOTE_SIZE,
    PART_SIZE,
    TEXT_SIZE,
    THIN,
    TITLE_SIZE,
)
from isms_desktop.printing.pdf.pen import Pen
from isms_desktop.printing.sign_layout import TITLE_LEADING, lay_signs
from isms_desktop.printing.text import Ruler

_HEADINGS = {1: (TITLE_SIZE, Align.CENTER), 2: (PART_SIZE, Align.LEFT), 3: (TEXT_SIZE, Align.LEFT)}
"""Level → size and place."""


class Part(Flowable):  # type: ignore[misc]
    """Something of a fixed height over the whole width, drawn with a pen."""

    def __init__(self, ruler: Ruler, before: float = 0, after: float = 0) -> None:
        super().__init__()
        self.ruler = ruler
        self.spaceBefore, self.spaceAfter = before, after

    def measure(self, width: float) -> float:
        """The height at this width; called before ``paint``."""
        raise NotImplementedError

    def paint(self, pen: Pen) -> None:
        """Draw within ``self.width`` and ``self.height``."""
        raise NotImplementedError

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """ReportLab asks for the size."""
        self.width, self.height = width, self.measure(width)
        return width, self.height

    def draw(self) -> None:
        """ReportLab asks to draw on ``self.canv``."""
        pen = Pen(self.canv, self.ruler)
        self.paint(pen)
        pen.done()

    def lines(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """The lines of a text at this size in this width (points)."""
        return self.ruler.wrap(text, width / size * 1000)

    def length(self, text: str, size: float) -> float:
        """The length of one line in points."""
        return self.ruler.width(text) * size / 1000


class HeadingPart(Part):
    """The title of the paper in the middle, or of a part of it at the left.

    A line break in the title is where it is broken when it does not fit into one line.
    """

    def __init__(self, heading: Heading, ruler: Ruler) -> None:
        usual, self._align = _HEADINGS[heading.level]
        self._size = heading.size or usual
        super().__init__(ruler, before=self._size * 0.62 if heading.level > 1 else 0, after=4)
        self._heading, self._text = heading, heading.text

    def measure(self, width: float) -> float:
        """The height of its lines."""
        self._size, self._lines = set_heading(self._heading, _HEADINGS[self._heading.level][0], width, self.ruler)
        return len(self._lines) * self._size * HEADING_LEADING

    def paint(self, pen: Pen) -> None:
        """Line by line."""
        for number, line in enumerate(self._lines):
            y = self.height - number * self._size * HEADING_LEADING - self._size
            pen.aligned(0, y, self.width, line, self._size, self._align)


class FieldsPart(Part):
    """Labels and values in one line, or below each other where they do not fit."""

    def __init__(self, fields: Fields, ruler: Ruler) -> None:
        super().__init__(ruler, before=1, after=3)
        self._fields = fields

    def measure(self, width: float) -> float:
        """One line, or one for each item."""
        self._line = LINE_TO_WRITE_ON
        left = width - sum(map(self._width, self._fields.items)) - FIELD_GAP * (len(self._fields.items) - 1)
        self._in_one_line = left >= 0
        self._line = line_to_write_on(self._fields, left)
        self._widths = [self._width(item) for item in self._fields.items]
        return FIELD_SIZE * 1.6 * (1 if self._in_one_line else len(self._widths))

    def paint(self, pen: Pen) -> None:
        """Spread over the width, or set to one side."""
        y = self.height - FIELD_SIZE * 1.15
        for number, (item, x) in enumerate(zip(self._fields.items, self._places(), strict=True)):
            at = y if self._in_one_line else y - number * FIELD_SIZE * 1.6
            self._item(pen, item, x, at)

    def _places(self) -> list[float]:
        room = self.width - sum(self._widths)
        if not self._in_one_line:
            return [self._at(self.width - width) for width in self._widths]
        starts = [0.0, *accumulate(self._widths)][:-1]
        if self._fields.align is None and len(self._widths) > 1:
            gap = room / (len(self._widths) - 1)
            return [start + number * gap for number, start in enumerate(starts)]
        gaps = [FIELD_GAP * number for number in range(len(starts))]
        begin = self._at(room - FIELD_GAP * (len(starts) - 1))
        return [begin + start + gap for start, gap in zip(starts, gaps, strict=True)]

    def _at(self, room: float) -> float:
        match self._fields.align:
            case Align.RIGHT:
                return room
            case Align.CENTER:
                return room / 2
            case _:
                return 0.0

    def _width(self, item: FieldItem) -> float:
        value = self.length(item.value, FIELD_SIZE)
        room = LINE_TO_WRITE_ON if item.late else 0 if item.value else self._line
        return self.length(f"{item.label}：", FIELD_SIZE) + max(value, room)

    def _item(self, pen: Pen, item: FieldItem, x: float, y: float) -> None:
        words = f"{item.label}：{item.value}"
        pen.text(x, y, words, FIELD_SIZE)
        if not item.value:
            start = x + self.length(words, FIELD_SIZE)
            pen.rule(start, y - 2, x + self._width(item), y - 2)


class ParagraphPart(Part):
    """One paragraph of a text, hanging from its marker. May be cut between lines."""

    def __init__(
        self, paragraph: Paragraph, text: Text, ruler: Ruler, lines: Sequence[str] | None = None, begun: bool = False
    ) -> None:
        """``text`` says how it is set; ``lines`` are those on this page, ``begun`` when others stand before them."""
        super().__init__(ruler)
        self._paragraph, self._text, self._begun = paragraph, text, begun
        self._given = lines
        self._size = text.size
        self.leading = text.size * text.leading

    def measure(self, width: float) -> float:
        """The height of its lines; an empty paragraph is half a line."""
        self._left = self._size * 2 * self._paragraph.level
        gap = self._size * 0.35 if self._paragraph.marker.endswith(".") else 0
        self._indent = self._left + self.length(self._paragraph.marker, self._size) + gap
        found = self.lines(self._paragraph.text, width - self._indent, self._size)
        self._lines = tuple(found if self._given is None else self._given)
        empty = not (self._paragraph.text or self._paragraph.marker)
        return self.leading * (0.5 if empty else len(self._lines))

    def split(self, width: float, height: float) -> list[Flowable]:
        """Cut so that at least two lines stand on either page."""
        self.measure(width)
        fitting = min(int(height / self.leading), len(self._lines) - 2)
        if fitting < 2:
            return []
        parts = self._lines[:fitting], self._lines[fitting:]
        return [
            ParagraphPart(self._paragraph, self._text, self.ruler, parts[0], self._begun),
            ParagraphPart(self._paragraph, self._text, self.ruler, parts[1], True),
        ]

    def paint(self, pen: Pen) -> None:
        """The marker, then the lines; the last one of the paragraph is not set to both margins."""
        # The letters stand in the middle of their line, with the room to write above them where it is wide.
        y = self.height - (self.leading + self._size * 0.9) / 2
        if not self._begun:
            pen.text(self._left, y, self._paragraph.marker, self._size)
        ends = not self._given or self._begun
        room = self.width - self._indent
        for number, line in enumerate(self._lines):
            if self._text.align is None:
                pen.spread(self._indent, y, room, line, self._size)
            elif self._text.align is not Align.LEFT or (ends and number == len(self._lines) - 1):
                pen.aligned(self._indent, y, room, line, self._size, self._text.align)
            else:
                pen.justified(self._indent, y, room, line, self._size)
            y -= self.leading


class NotePart(Part):
    """A remark in small letters, hanging from its first colon (註：) when it has one near the start."""

    leading = NOTE_SIZE * NOTE_LEADING

    def __init__(self, note: Note, ruler: Ruler) -> None:
        super().__init__(ruler, before=3, after=2)
        head, colon, rest = note.text.partition("：")
        self._marker, self._text = (head + colon, rest) if colon and len(head) <= 3 else ("", note.text)

    def measure(self, width: float) -> float:
        """The height of its lines."""
        self._indent = self.length(self._marker, NOTE_SIZE)
        self._lines = self.lines(self._text, width - self._indent, NOTE_SIZE)
        return len(self._lines) * self.leading

    def paint(self, pen: Pen) -> None:
        """The marker, then the lines."""
        y = self.height - NOTE_SIZE
        pen.text(0, y, self._marker, NOTE_SIZE)
        for line in self._lines:
            pen.text(self._indent, y, line, NOTE_SIZE)
            y -= self.leading


class SignOffPart(Part):
    """The cells for seals and signatures, first officer at the left; they stay together."""

    def __init__(self, signoff: SignOff, ruler: Ruler) -> None:
        super().__init__(ruler, before=11, after=2)
        self._signoff = signoff

    def measure(self, width: float) -> float:
        """As many rows of cells as the width needs."""
        self._layout = lay_signs(self._signoff, width, self.ruler)
        return len(self._layout.rows) * (self._layout.head + self._layout.room)

    def paint(self, pen: Pen) -> None:
        """A title above the room for its seal, cell by cell, in the middle of the page."""
        layout = self._layout
        one, cell = layout.head + layout.room, layout.cell
        for number, titles in enumerate(layout.rows):
            top = self.height - number * one
            width = cell * len(titles)
            left = (self.width - width) / 2
            pen.fill(left, top - layout.head, width, layout.head, LABEL_COLOUR)
            pen.box(left, top - one, width, one)
            pen.rule(left, top - layout.head, left + width, top - layout.head)
            for place, title in enumerate(titles):
                x = left + place * cell
                self._title(pen, title, x, top)
                if place:
                    pen.rule(x, top, x, top - one)

    def _title(self, pen: Pen, title: str, x: float, top: float) -> None:
        layout = self._layout
        lines, leading = layout.lines[title], layout.size * TITLE_LEADING
        y = top - layout.head / 2 + (len(lines) - 1) * leading / 2 - layout.size * (ASCENT - 0.5)
        for number, line in enumerate(lines):
            pen.aligned(x + 3, y - number * leading, layout.cell - 6, line, layout.size, Align.CENTER)


@dataclass(frozen=True, slots=True)
class _GridBox:
    """One cell of a grid in its place: columns and rows from … to (past the last)."""

    cell: GridCell
    lines: tuple[str, ...]
    column: int
    to_column: int
    row: int
    to_row: int


class GridPart(Part):
    """Rows of a boxed form that belong together; ``grid_parts`` makes them."""

    def __init__(
        self, boxes: Sequence[_GridBox], edges: Sequence[float], size: float, ruler: Ruler, framed: str = ""
    ) -> None:
        """``framed``: whether the frame of the whole grid runs above (``t``) and below (``b``) these rows."""
        super().__init__(ruler)
        self._boxes, self._edges, self._size, self._framed = boxes, edges, size, framed
        self._leading = size * GRID_LEADING
        self._count = max(box.to_row for box in boxes)

    def measure(self, _width: float) -> float:
        """The sum of its rows."""
        heights = [0.0] * self._count
        for box in sorted(self._boxes, key=lambda box: box.to_row - box.row):
            needed = max(len(box.lines) * self._leading + 8, box.cell.height * MM)
            room = sum(heights[box.row : box.to_row])
            heights[box.to_row - 1] += max(needed - room, 0)
        self._tops = [0.0, *accumulate(heights)]
        return self._tops[-1]

    def split(self, _width: float, height: float) -> list[Flowable]:
        """A last row that is too tall is cut between its lines; other rows stay together."""
        last = self._count - 1
        if any(box.row < last < box.to_row for box in self._boxes):
            return []
        above = [box for box in self._boxes if box.row < last]
        tall = [box for box in self._boxes if box.row == last]
        fitting = int((height - self._tops[last] - 8) / self._leading)
        longest = max(len(box.lines) for box in tall)
        if fitting < 3 or longest <= fitting:
            return []
        begun = [_with_lines(box, box.lines[:fitting], last) for box in tall]
        rest = [_with_lines(box, box.lines[fitting:], 0) for box in tall]
        parts = (([*above, *begun], self._framed.replace("b", "")), (rest, self._framed.replace("t", "")))
        return [GridPart(boxes, self._edges, self._size, self.ruler, framed) for boxes, framed in parts]

    def paint(self, pen: Pen) -> None:
        """Cell by cell."""
        for box in self._boxes:
            left, right = self._edges[box.column], self._edges[box.to_column]
            top, bottom = self.height - self._tops[box.row], self.height - self._tops[box.to_row]
            if box.cell.label:
                pen.fill(left, bottom, right - left, top - bottom, LABEL_COLOUR)
            pen.box(left, bottom, right - left, top - bottom, THIN)
            y = top - (top - bottom - len(box.lines) * self._leading) / 2 - self._size * 1.05
            align = Align.CENTER if box.cell.label else box.cell.align
            for line in box.lines:
                pen.aligned(left + 4, y, right - left - 8, line, self._size, align)
                y -= self._leading
        pen.rule(0, 0, 0, self.height, FRAME)
        pen.rule(self._edges[-1], 0, self._edges[-1], self.height, FRAME)
        for side, y in (("t", self.height), ("b", 0.0)):
            if side in self._framed:
                pen.rule(0, y, self._edges[-1], y, FRAME)


def grid_parts(grid: Grid, width: float, ruler: Ruler, joined: str = "") -> list[GridPart]:
    """The grid in parts that may stand on different pages: cut wherever no cell reaches over.

    A label over the whole width is the heading of the row below it and stays with that. ``joined``: whether another
    grid goes on directly above (``t``) or below (``b``), with which it is one.
    """
    total = sum(grid.widths)
    edges = [0.0, *(share / total * width for share in accumulate(grid.widths))]
    boxes = [_laid(each, edges, grid.size, ruler) for each in placed(grid)]
    parts, first = [], 0
    for row in range(1, len(grid.rows) + 1):
        heading = row < len(grid.rows) and len(grid.rows[row - 1]) == 1 and grid.rows[row - 1][0].label
        if not heading and not any(box.row < row < box.to_row for box in boxes):
            inside = [_moved_up(box, first) for box in boxes if first <= box.row < row]
            ends = ("t" if not first else "") + ("b" if row == len(grid.rows) else "")
            parts.append(GridPart(inside, edges, grid.size, ruler, "".join(set(ends) - set(joined))))
            first = row
    return parts


def _laid(place: PlacedCell, edges: Sequence[float], size: float, ruler: Ruler) -> _GridBox:
    cell, column, to_column, row, to_row = place
    lines = ruler.wrap(cell.text, (edges[to_column] - edges[column] - 8) / size * 1000)
    return _GridBox(cell, lines, column, to_column, row, to_row)


def _moved_up(box: _GridBox, rows: int) -> _GridBox:
    return _GridBox(box.cell, box.lines, box.column, box.to_column, box.row - rows, box.to_row - rows)


def _with_lines(box: _GridBox, lines: tuple[str, ...], row: int) -> _GridBox:
    """A part of a cell that is cut, in its new row; room to write is no longer what decides its height."""
    return _GridBox(replace(box.cell, height=0), lines, box.column, box.to_column, row, row + 1)


def height_of(parts: Sequence[Any], width: float) -> float:
    """The height of several parts below each other, with the room between them."""
    heights: list[float] = [part.wrap(width, 0)[1] + part.spaceBefore + part.spaceAfter for part in parts]
    return sum(heights)
