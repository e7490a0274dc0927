"""Labels on their sheets: a table in exact millimetres on pages that have nothing else.

Where codes and words stand and how large the letters are is worked out as for the PDF.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from isms_desktop.printing.document import Labels, LabelSheet
from isms_desktop.printing.measures import MM, PAGE_HEIGHT
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.png import png_of
from isms_desktop.printing.odt.styles import leading, sized
from isms_desktop.printing.odt.words import words
from isms_desktop.printing.text import Ruler

if TYPE_CHECKING:
    from isms_desktop.printing.pdf.labels import PlacedLabel

_LAST_LINES = 0.7
"""Millimetres that the lines before and behind the table of a page need; its last row gives them up."""
_LEADING = 1.2
_NO_RULE = 'fo:border="none" fo:padding="0mm"'


def add_labels(block: Labels, body: Body, ruler: Ruler, master: str) -> None:
    """Every sheet of labels, a table each; a sheet for trying out shows the outlines and rulers, too."""
    from isms_desktop.printing.odt.rulers import add_rulers
    from isms_desktop.printing.pdf.labels import PlacedLabel, common_size

    sheet = block.sheet
    placed = {place: PlacedLabel(block, place, label) for place, label in enumerate(block.labels, block.skip)}
    size = common_size(list(placed.values()), ruler)
    for first in range(0, block.skip + max(len(placed), 1), sheet.count):
        body.new_page(master)
        if block.rulers:
            add_rulers(sheet, body)
        writer = _SheetWriter(block, {place - first: each for place, each in placed.items()}, size, body, ruler)
        rows = "".join(writer.rows())
        widths = [each * MM for each in writer.widths()]
        body.table(f"標籤{body.count('labels')}", widths, rows, 'table:align="left"')


class _SheetWriter:
    """The table of one sheet: a column for each label, and one for each gap between them."""

    def __init__(
        self, block: Labels, placed: Mapping[int, "PlacedLabel"], size: float, body: Body, ruler: Ruler
    ) -> None:
        self._sheet, self._outlined, self._placed = block.sheet, block.rulers, placed
        self._size, self._body, self._ruler = size, body, ruler

    def widths(self) -> list[float]:
        """The widths of the columns in millimetres."""
        sheet = self._sheet
        between = [sheet.width, sheet.gap_across] if sheet.gap_across else [sheet.width]
        return [*between * (sheet.columns - 1), sheet.width]

    def rows(self) -> Iterator[str]:
        """The rows, with those of the gaps between them."""
        sheet = self._sheet
        gap = self._cell(_NO_RULE, "") if sheet.gap_across else ""
        for row in range(sheet.rows):
            places = range(row * sheet.columns, (row + 1) * sheet.columns)
            yield self._row(sheet.height - _given_up(sheet, row), gap.join(map(self._label, places)))
            if sheet.gap_down and row < sheet.rows - 1:
                yield self._row(sheet.gap_down, self._cell(_NO_RULE, "") * len(self.widths()))

    def _label(self, place: int) -> str:
        border = 'fo:border="0.4pt solid #000000"' if self._outlined else 'fo:border="none"'
        each = self._placed.get(place)
        if each is None:
            return self._cell(f'{border} fo:padding="0mm"', "")
        x, top = self._sheet.corner(each.place % self._sheet.count)
        size, lines = each.fit(self._ruler, self._size)
        above = each.top - top + max(each.height - len(lines) * size * _LEADING / MM, 0) / 2
        right = x + self._sheet.width - each.left - each.width
        room = (
            f'fo:padding-left="{each.left - x:.2f}mm" fo:padding-right="{max(right, 0):.2f}mm" '
            f'fo:padding-top="{above:.2f}mm" fo:padding-bottom="0mm" style:vertical-align="top"'
        )
        properties = f"<style:paragraph-properties {leading(size * _LEADING)}/>{sized(size)}"
        style = self._body.style("paragraph", properties, "LabelText")
        said = "".join(f'<text:p text:style-name="{style}">{words(line)}</text:p>' for line in each.label.lines)
        code = self._code(each, each.code_x - each.left, each.code_top - top - above) if each.code else ""
        return self._cell(f"{border} {room}", code + said)

    def _code(self, each: "PlacedLabel", x: float, y: float) -> str:
        """The code, so many millimetres from where the words begin: it hangs on a line without height."""
        assert each.code is not None
        name = f"Pictures/code{self._body.count('code')}.png"
        self._body.pictures[name] = png_of(each.code)
        side = each.code.size * each.module
        frame = self._body.style(
            "graphic",
            '<style:graphic-properties style:wrap="run-through" style:run-through="background" '
            'style:horizontal-pos="from-left" style:horizontal-rel="paragraph" '
            'style:vertical-pos="from-top" style:vertical-rel="paragraph" fo:padding="0mm" fo:border="none"/>',
        )
        return (
            f'<text:p text:style-name="End"><draw:frame draw:style-name="{frame}" draw:name="{name[9:-4]}" '
            f'text:anchor-type="paragraph" svg:x="{x:.2f}mm" svg:y="{y:.2f}mm" '
            f'svg:width="{side:.2f}mm" svg:height="{side:.2f}mm">'
            f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            "</draw:frame></text:p>"
        )

    def _cell(self, properties: str, inside: str) -> str:
        style = self._body.style("table-cell", f"<style:table-cell-properties {properties}/>")
        inside = inside or '<text:p text:style-name="End"/>'
        return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'

    def _row(self, height: float, cells: str) -> str:
        style = self._body.row_style(height * MM, exact=True)
        return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'


def _given_up(sheet: LabelSheet, row: int) -> float:
    if row < sheet.rows - 1:
        return 0.0
    _, top = sheet.corner(sheet.count - 1)
    return max(_LAST_LINES - (PAGE_HEIGHT / MM - top - sheet.height), 0.0)
