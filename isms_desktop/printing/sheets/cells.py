"""A paper as a grid of cells: what the layout makes and the two writers write. Lengths are millimetres."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.phrase import PLAIN, UNDERLINED

FONT = "標楷體"
FOOT_SIZE = 7.0
"""Of what stands beside the number of the page: so small that the two do not meet on upright paper."""
Edges: TypeAlias = tuple[float, float, float, float]
"""Widths of the rules left, above, right and below, in points; 0 for none."""
NO_EDGES: Edges = (0, 0, 0, 0)
_MARKS = re.compile(f"([{UNDERLINED}{PLAIN}])")


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell looks like."""

    size: float
    """Of the letters, in points."""
    align: Align | None = Align.LEFT
    """None spreads the characters over the width."""
    vertical: str = "middle"
    """``top``, ``middle`` or ``bottom``."""
    edges: Edges = NO_EDGES
    fill: Colour | None = None
    indent: int = 0
    """Characters that the text stands in from the left."""
    tight: bool = False
    """Whether the text comes near the rules beside it, as headings of narrow columns do."""
    format: str = ""
    """``text`` for what would turn into something else when it is edited (0007, 113/5/1), ``thousands`` for 1,200."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text in its place; it may reach over several columns and lines."""

    column: int
    text: str
    look: Look
    columns: int = 1
    rows: int = 1
    number: int | float | None = None
    """Given: what the cell holds is this number, which reads like the text."""
    repeats: bool = False
    """Whether it may be cut between two pages; its text then stands on both."""
    needs: float = 0
    """The height of its text, where it may be cut."""

    @property
    def past(self) -> int:
        """The column after its last one."""
        return self.column + self.columns


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet; its cells from left to right, without those that hang down into it."""

    height: float
    cells: tuple[Cell, ...] = ()
    keeps: bool = False
    """Whether it stays on the page of the line above it."""
    spare: bool = False
    """Whether it is a row to write in that may go when the page is too short."""
    table: int = 0
    """Number of the table that it belongs to, from 1; 0 for none."""
    head: bool = False
    """Whether it is part of the heading of its table."""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet."""

    name: str
    widths: tuple[float, ...]
    lines: tuple[Line, ...]
    titles: tuple[int, int] | None = None
    """First and last line, from 0, that are repeated on every page after theirs."""
    frozen: int = 0
    """How many lines stay in sight while scrolling."""
    pages: int = 1
    """On how many pages it is printed, as far as that can be foreseen."""


@dataclass(frozen=True, slots=True)
class Book:
    """The whole file: one sheet for each copy of the paper."""

    title: str
    office: str
    landscape: bool
    head: tuple[str, str]
    """What stands at the left and the right above the second and later pages."""
    sheets: tuple[Sheet, ...]
    foot: str = ""
    """What stands at the right of every foot, such as the paper's entry in the print register."""


class Covered(NamedTuple):
    """A place under a cell that reaches over it; it carries the cell's look, which holds its part of the frame."""

    cell: Cell


Place: TypeAlias = Cell | Covered | None


def places(sheet: Sheet) -> Iterator[tuple[Line, list[Place]]]:
    """Every line with what stands in each of its columns."""
    width = len(sheet.widths)
    hanging: list[tuple[Cell, int]] = []
    for line in sheet.lines:
        row: list[Place] = [None] * width
        for cell in (*(each for each, _ in hanging), *line.cells):
            row[cell.column : cell.past] = [Covered(cell)] * cell.columns
        for cell in line.cells:
            row[cell.column] = cell
        yield line, row
        hanging = [(cell, left - 1) for cell, left in hanging if left > 1]
        hanging += [(cell, cell.rows - 1) for cell in line.cells if cell.rows > 1]


def runs(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces: (piece, whether it stands on a line)."""
    on_a_line = False
    for piece in _MARKS.split(text):
        if piece in (UNDERLINED, PLAIN):
            on_a_line = piece == UNDERLINED
        elif piece:
            yield piece, on_a_line
