"""Where the cells of a grid stand when some reach over several columns and rows. Points."""

from collections.abc import Iterator
from dataclasses import dataclass

from isms_desktop.printing.document import Grid, GridCell

PADDING = 4.0
"""Room around the text of a cell."""


@dataclass(frozen=True, slots=True)
class GridBox:
    """One cell in its place: columns and rows from … to (past the last)."""

    cell: GridCell
    column: int
    to_column: int
    row: int
    to_row: int
    lines: tuple[str, ...] = ()
    """Its text, for a writer that breaks it into lines itself."""


def boxes(grid: Grid) -> Iterator[GridBox]:
    """The cells of a grid, row by row."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield GridBox(cell, column, column + cell.columns, row, row + cell.rows)
            taken |= {(row + down, column + along) for down in range(cell.rows) for along in range(cell.columns)}
