"""Boxed forms of labels and values, and the cells in which the officers sign: tables without a head."""

from collections.abc import Iterator, Sequence

from isms_desktop.printing.colours import LABEL_COLOUR
from isms_desktop.printing.document import Align, Grid, SignOff
from isms_desktop.printing.grid_layout import PlacedCell, placed
from isms_desktop.printing.measures import GRID_LEADING, GRID_PADDING, MM, SIGN_SIZE
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.cells import cell, cell_style, covered
from isms_desktop.printing.odt.styles import KEEP, leading, sized
from isms_desktop.printing.sign_layout import TITLE_LEADING, SignLayout, lay_signs
from isms_desktop.printing.text import Ruler

_STYLES = {Align.LEFT: "GridText", Align.CENTER: "GridMiddle", Align.RIGHT: "GridRight"}
_USUAL_SIZE = 11


def add_grid(grid: Grid, body: Body, ruler: Ruler, width: float, page: float, joined: str = "") -> None:
    """A grid. Rows that a cell reaches over stay on one page; ``page`` is the height of a page's text (points).

    ``joined``: whether another grid goes on directly above (``t``) or below (``b``), with which it is one.
    """
    total = sum(grid.widths)
    widths = [share / total * width for share in grid.widths]
    writer = _GridWriter(grid, widths, body, ruler, page, joined)
    rows = "".join(map(writer.row, range(len(grid.rows))))
    body.table(f"表格{body.count('table')}", widths, rows, 'table:align="left"')


class _GridWriter:
    """The rows of one grid as XML."""

    def __init__(self, grid: Grid, widths: Sequence[float], body: Body, ruler: Ruler, page: float, joined: str) -> None:
        self._grid, self._widths, self._body, self._ruler, self._page = grid, widths, body, ruler, page
        self._joined = joined
        self._boxes = {(box.row, box.column): box for box in placed(grid)}

    def row(self, number: int) -> str:
        """One row."""
        here = [box for box in self._boxes.values() if box.row <= number < box.to_row]
        reached_over = any(box.to_row > number + 1 for box in here) or self._is_heading(number)
        tallest = max((self._height(box) for box in here if box.to_row - box.row == 1), default=0.0)
        least = max((self._least_height(box) for box in here if box.to_row == number + 1), default=0.0)
        cells = [self._cell(number, column, reached_over) for column in range(len(self._widths))]
        style = self._body.row_style(least, tallest > self._page / 2 and not reached_over)
        return f'<table:table-row table:style-name="{style}">{"".join(cells)}</table:table-row>'

    def _is_heading(self, number: int) -> bool:
        """Whether a row is one label over the whole width: it stays with the row below it."""
        cells = self._grid.rows[number]
        return number < len(self._grid.rows) - 1 and len(cells) == 1 and cells[0].label

    def _height(self, box: PlacedCell) -> float:
        room = sum(self._widths[box.column : box.to_column]) - 2 * GRID_PADDING
        return len(self._ruler.wrap(box.cell.text, room / self._grid.size * 1000)) * self._grid.size * GRID_LEADING

    def _least_height(self, box: PlacedCell) -> float:
        """What the last row of a cell must be high when the rows above it are as high as their own cells ask."""
        single = [each for each in self._boxes.values() if each.to_row - each.row == 1]
        above = range(box.row, box.to_row - 1)
        room = sum(max((each.cell.height for each in single if each.row == row), default=0) for row in above)
        return max(box.cell.height - room, 0) * MM

    def _cell(self, row: int, column: int, keep: bool) -> str:
        box = self._boxes.get((row, column))
        if box is None:
            return covered()
        each = box.cell
        thick = ("l" if not column else "") + ("r" if box.to_column == len(self._widths) else "")
        ends = ("t" if not row else "") + ("b" if box.to_row == len(self._grid.rows) else "")
        thick += "".join(side for side in ends if side not in self._joined)
        style = cell_style(self._body, GRID_PADDING, GRID_PADDING, LABEL_COLOUR if each.label else None, thick)
        name = "GridLabel" if each.label else _STYLES[each.align]
        properties = [KEEP] if keep and not column else []
        letters = ""
        if self._grid.size != _USUAL_SIZE:
            properties.append(leading(self._grid.size * GRID_LEADING))
            letters = sized(self._grid.size)
        if properties:
            inside = f"<style:paragraph-properties {' '.join(properties)}/>{letters}"
            name = self._body.style("paragraph", inside, name)
        return cell(style, name, each.text, each.columns, each.rows)


def add_signoff(signoff: SignOff, body: Body, ruler: Ruler, width: float) -> None:
    """A title above the room for each seal, in the middle of the page; all cells on one page."""
    layout = lay_signs(signoff, width, ruler)
    name = "SignTitle"
    if layout.size != SIGN_SIZE:
        properties = f"<style:paragraph-properties {leading(layout.size * TITLE_LEADING)}/>{sized(layout.size)}"
        name = body.style("paragraph", properties, name)
    for number, titles in enumerate(layout.rows):
        rows = "".join(_sign_rows(titles, layout, name, body))
        above = "" if number else 'fo:margin-top="10.5pt" '
        keep = f" {KEEP}" if number < len(layout.rows) - 1 else ""
        properties = f'table:align="center" {above}style:may-break-between-rows="false"{keep}'
        body.table(f"陳核{body.count('signoff')}", [layout.cell] * len(titles), rows, properties)


def _sign_rows(titles: Sequence[str], layout: SignLayout, name: str, body: Body) -> Iterator[str]:
    above, below = "", ""
    for place, title in enumerate(titles):
        sides = ("l" if not place else "") + ("r" if place == len(titles) - 1 else "")
        style = cell_style(body, 3, 0, LABEL_COLOUR, "t" + sides)
        above += cell(style, name, "\n".join(layout.lines[title]), whole=True)
        below += cell(cell_style(body, 3, 0, None, "b" + sides), "SignSpace", "")
    for height, cells in ((layout.head, above), (layout.room, below)):
        yield f'<table:table-row table:style-name="{body.row_style(height)}">{cells}</table:table-row>'
