"""How much room a text needs in a cell. Spreadsheets do not make merged rows as high as their text, so we have to.

Widths and heights are millimetres. Excel and LibreOffice break lines by metrics of their own, which differ by a few
per cent between screens, printers and fonts: what is measured here leaves that much room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from isms_desktop.printing.measures import MM
from isms_desktop.printing.sheets.cells import Cell, Line
from isms_desktop.printing.text import Ruler

SIDE, HEAD_SIDE = 1.1, 0.4
"""Room between text and rule at either side, of a text and of a heading."""
TALLEST = 130.0
"""A higher line is cut between lines of its text: Excel allows 144 mm, and no page break falls within a line."""
_PIECE = 30.0
"""Height of the pieces of a line that is cut."""
_ABOVE = 1.8
"""Room above and below a text, in points."""
_LEADING = 1.36
"""Distance of lines of 標楷體, as a part of the letters' size."""
_SURE = 0.97


class Measure:
    """Measures texts in cells."""

    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler

    def lines(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """The lines of a text in a cell."""
        return self.ruler.wrap(text, _limit(width - 2 * SIDE, size))

    def heading(self, text: str, width: float, size: float) -> tuple[str, ...]:
        """The lines of a heading, about equally long."""
        return self.ruler.balance(text, _limit(width - 2 * HEAD_SIDE, size))

    def length(self, text: str, size: float) -> float:
        """The length of one line."""
        return self.ruler.width(text) * size / 1000 / MM / _SURE

    @staticmethod
    def height(lines: int, size: float) -> float:
        """The height of a cell with so many lines."""
        return (lines * size * _LEADING + 2 * _ABOVE) / MM


def pieces(lines: int, size: float) -> int:
    """Into how many lines of the sheet one is cut that has so many lines of text."""
    return 1 if Measure.height(lines, size) <= TALLEST else -(-lines // _lines_of_piece(size))


def cut(
    cells: Sequence[tuple[Cell, Sequence[str]]], height: float, count: int, line: Line, size: float
) -> Iterator[Line]:
    """A line of the sheet (``line`` says what it is for), or its ``count`` pieces with lines of each cell's text."""
    if count == 1:
        yield replace(line, height=min(height, TALLEST), cells=tuple(cell for cell, _ in cells))
        return
    most = max(len(lines) for cell, lines in cells if cell.rows == 1)
    each = _lines_of_piece(size)
    for number in range(count):
        here = slice(number * each, (number + 1) * each)
        high = min(each, most - number * each)
        part = tuple(_piece(cell, lines[here], number, count) for cell, lines in cells if number == 0 or cell.rows == 1)
        yield replace(line, height=Measure.height(high, size), cells=part, keeps=line.keeps and not number)


def _piece(cell: Cell, lines: Sequence[str], number: int, count: int) -> Cell:
    if cell.rows > 1:
        return cell
    left, above, right, below = cell.look.edges
    edges = (left, 0 if number else above, right, below if number == count - 1 else 0)
    look = replace(cell.look, edges=edges, vertical="top")
    return replace(cell, text="\n".join(lines), look=look, number=None if number else cell.number)


def _lines_of_piece(size: float) -> int:
    return max(int(_PIECE * MM / (size * _LEADING)), 1)


def _limit(width: float, size: float) -> float:
    return max(width * MM * _SURE / size * 1000, 1000)
