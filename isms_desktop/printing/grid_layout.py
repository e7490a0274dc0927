"""Where the cells of a boxed form stand."""

from collections.abc import Iterator
from typing import NamedTuple

from isms_desktop.printing.document import Grid, GridCell


class PlacedCell(NamedTuple):
    """One cell of a grid in its place: columns and rows from … to (past the last)."""

    cell: GridCell
    column: int
    to_column: int
    row: int
    to_row: int


def placed(grid: Grid) -> Iterator[PlacedCell]:
    """Every cell in its place, row by row: each takes the first column that none from above hangs down into."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            yield PlacedCell(cell, column, column + cell.columns, row, row + cell.rows)
            taken |= {(row + down, column + along) for down in range(cell.rows) for along in range(cell.columns)}
