"""The heat map of the risks as a real table: coloured cells with words in them, the legend above."""

from isms_desktop.printing.colours import BANDS, WHITE, Colour, tint
from isms_desktop.printing.document import Matrix, MatrixCell, Picture
from isms_desktop.printing.matrix_layout import (
    LEGEND,
    LOWEST,
    SCALE_HEIGHT,
    SCALE_WIDTH,
    fitting,
    level_words,
    mark_words,
)
from isms_desktop.printing.measures import MM, NOTE_SIZE
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.cells import cell, cell_style, covered
from isms_desktop.printing.odt.styles import KEEP, hexadecimal, leading, sized
from isms_desktop.printing.odt.words import words
from isms_desktop.printing.text import Ruler

_GREY: Colour = (0.35, 0.35, 0.35)
_AXIS = 7 * MM
_BETWEEN = 1.5 * MM
"""Room above and between the bands of a cell, in points."""
_A_HAIR = 6.0
"""What the rules and the line below the table take, in points."""


def add_matrix(picture: Picture, body: Body, ruler: Ruler, width: float, room: float | None) -> None:
    """The map, as high as the form file wants it or somewhat lower where the page has only so much ``room``."""
    height = picture.height * MM
    if room is not None and height * LOWEST <= room < height:
        height = room
    matrix = picture.drawing
    _add_legend(matrix, body, width)
    across, down = len(matrix.likelihoods), len(matrix.impacts)
    wide = (width - SCALE_WIDTH) / across
    high = (height - SCALE_HEIGHT - LEGEND - _A_HAIR) / down
    cells = {(each.likelihood, each.impact): each for each in matrix.cells}
    axis, none = cell_style(body, 0, 0, without="ltrb"), cell_style(body, 0, 0, without="ltrb", vertical="top")
    rows = []
    for number, (impact, word) in enumerate(reversed(matrix.impacts)):
        name = cell(axis, "MatrixAxis", "↑\n衝\n擊\n性", rows=down) if not number else covered()
        inside = name + cell(axis, "MatrixAxis", level_words(impact, word))
        for likelihood, _ in matrix.likelihoods:
            inside += _cell(matrix, cells[likelihood, impact], body, ruler, wide, high)
        rows.append(_row(body, high, inside))
    levels = "".join(cell(axis, "MatrixAxis", level_words(*each)) for each in matrix.likelihoods)
    rows.append(_row(body, 6.5 * MM, _nothing(none) + levels))
    rows.append(_row(body, 6 * MM, _nothing(none) + cell(axis, "MatrixAxis", "可　能　性　→", columns=across)))
    widths = [_AXIS, SCALE_WIDTH - _AXIS, *[wide] * across]
    body.table("風險分布圖", widths, "".join(rows), 'table:align="left" style:may-break-between-rows="false"')
    if matrix.note:
        small = f'<style:paragraph-properties fo:text-align="end" {leading(10)}/>{sized(8)}'
        body.paragraph(body.style("paragraph", small, "MatrixText"), words(matrix.note))


def _add_legend(matrix: Matrix, body: Body, width: float) -> None:
    parts = []
    for band, label, span in matrix.bands:
        style = body.style(
            "text", f'<style:text-properties fo:background-color="{hexadecimal(BANDS.get(band, _GREY))}"/>'
        )
        parts.append(f'<text:span text:style-name="{style}">　</text:span> {words(f"{label}（{span}）")}')
    tab = f'<style:tab-stop style:position="{width:.2f}pt" style:type="right"/>'
    properties = (
        f'<style:paragraph-properties fo:margin-left="{SCALE_WIDTH:.2f}pt" {leading(LEGEND - 4)} '
        'fo:margin-bottom="4pt" '
        f"{KEEP}><style:tab-stops>{tab}</style:tab-stops></style:paragraph-properties>{sized(10.5)}"
    )
    style = body.style("paragraph", properties, "MatrixText")
    small = body.style("text", sized(NOTE_SIZE))
    formula = f'<text:tab/><text:span text:style-name="{small}">{words(matrix.formula)}</text:span>'
    body.paragraph(style, "　　".join(parts) + formula)


def _cell(matrix: Matrix, each: MatrixCell, body: Body, ruler: Ruler, wide: float, high: float) -> str:
    style = cell_style(body, 2 * MM, _BETWEEN, tint(BANDS.get(each.reach, WHITE)), vertical="top")
    if not each.marks:
        return cell(style, "MatrixText", "")
    size, blocks = fitting(matrix, each.marks, wide - 6 * MM, high - 2 * _BETWEEN, ruler)
    letters = sized(size)
    items = body.style(
        "paragraph", f'<style:paragraph-properties {leading(size * 1.3)} fo:margin-left="2mm"/>{letters}', "MatrixText"
    )
    inside = ""
    for number, (mark, lines) in enumerate(blocks):
        colour = hexadecimal(BANDS.get(mark.band, _GREY))
        label = body.style(
            "paragraph",
            f'<style:paragraph-properties {leading(size * 1.5)} fo:background-color="#ffffff" '
            f'fo:margin-top="{_BETWEEN if number else 0:.2f}pt" '
            f'fo:border="0.8pt solid {colour}" fo:border-left="3.5mm solid {colour}" fo:padding="0pt" '
            f'fo:padding-left="1.5mm"/>{letters}',
            "MatrixText",
        )
        inside += f'<text:p text:style-name="{label}">{words(mark_words(mark))}</text:p>'
        if lines:
            inside += f'<text:p text:style-name="{items}">{words("".join(lines))}</text:p>'
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'


def _nothing(style: str) -> str:
    return cell(style, "MatrixAxis", "", columns=2) + covered()


def _row(body: Body, height: float, cells: str) -> str:
    return f'<table:table-row table:style-name="{body.row_style(height)}">{cells}</table:table-row>'
