"""Labels on their sheets: a table in exact millimetres on pages that have nothing else."""

import struct
import zlib
from collections.abc import Sequence

from isms_desktop.printing.document import Label, Labels, LabelSheet
from isms_desktop.printing.measures import MM
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.cells import cell_style
from isms_desktop.printing.odt.styles import leading, sized
from isms_desktop.printing.odt.words import words
from isms_desktop.printing.qr import QrCode, qr_code

_PAGE_HEIGHT = 297.0
_LAST_LINE = 0.4
"""Millimetres that the line below the last table of a page needs; the last row gives them up."""
_PIXELS = 8
"""For each module of a code."""


def add_labels(block: Labels, body: Body, master: str) -> None:
    """Every sheet of labels, a table each; a sheet for trying out shows the outlines only."""
    sheet = block.sheet
    places: list[Label | None] = [None] * block.skip + list(block.labels)
    one = sheet.columns * sheet.rows
    for start in range(0, max(len(places), 1), one):
        body.new_page(master)
        _add_sheet(places[start : start + one], block, body)


def _add_sheet(places: Sequence[Label | None], block: Labels, body: Body) -> None:
    sheet = block.sheet
    code = _code_side(sheet)
    columns = []
    for number in range(sheet.columns):
        columns += [code, sheet.width - code]
        if sheet.gap_across and number < sheet.columns - 1:
            columns.append(sheet.gap_across)
    rows = []
    for row in range(sheet.rows):
        here = places[row * sheet.columns : (row + 1) * sheet.columns]
        cells = ""
        for place in range(sheet.columns):
            cells += _label(here[place] if place < len(here) else None, block, body, code)
            if sheet.gap_across and place < sheet.columns - 1:
                cells += _blank(body)
        rows.append(_row(body, sheet.height - _given_up(sheet, row), cells))
        if sheet.gap_down and row < sheet.rows - 1:
            rows.append(_row(body, sheet.gap_down, "".join(_blank(body) for _ in columns)))
    widths = [each * MM for each in columns]
    body.table(f"標籤{body.count('labels')}", widths, "".join(rows), 'table:align="left"')


def _given_up(sheet: LabelSheet, row: int) -> float:
    if row < sheet.rows - 1:
        return 0.0
    bottom = sheet.top + sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gap_down
    return max(_LAST_LINE - (_PAGE_HEIGHT - bottom), 0.0)


def _code_side(sheet: LabelSheet) -> float:
    """Width of the column for the code, in millimetres."""
    return min(sheet.height - 2, sheet.width * 0.45, 26.0)


def _label(label: Label | None, block: Labels, body: Body, side: float) -> str:
    outline = "" if block.rulers else "ltrb"
    left = cell_style(body, 1, 1, without=outline or "r", vertical="middle")
    right = cell_style(body, 1, 1, without=outline or "l", vertical="middle")
    if label is None:
        return _cell(left, "") + _cell(right, "")
    name = f"Pictures/code{body.count('code')}.png"
    body.pictures[name] = png_of(qr_code(label.code))
    frame = body.style("graphic", '<style:graphic-properties style:vertical-pos="middle" style:vertical-rel="line"/>')
    picture = (
        f'<draw:frame draw:style-name="{frame}" draw:name="{name[9:-4]}" text:anchor-type="as-char" '
        f'svg:width="{side - 1.5:.2f}mm" svg:height="{side - 1.5:.2f}mm"><draw:image xlink:href="{name}" '
        'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )
    middle = body.style(
        "paragraph", '<style:paragraph-properties fo:text-align="center" fo:line-height="100%"/>', "LabelText"
    )
    code = f'<text:p text:style-name="{middle}">{picture}</text:p>'
    size = min(8.5, (block.sheet.height - 2) * MM / max(len(label.lines), 1) / 1.3)
    style = body.style(
        "paragraph", f"<style:paragraph-properties {leading(size * 1.3)}/>{sized(round(size, 1))}", "LabelText"
    )
    lines = "".join(f'<text:p text:style-name="{style}">{words(line)}</text:p>' for line in label.lines)
    return _cell(left, code) + _cell(right, lines)


def _blank(body: Body) -> str:
    return _cell(cell_style(body, 0, 0, without="ltrb"), "")


def _cell(style: str, inside: str) -> str:
    inside = inside or '<text:p text:style-name="End"/>'
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'


def _row(body: Body, height: float, cells: str) -> str:
    return f'<table:table-row table:style-name="{body.row_style(height * MM, exact=True)}">{cells}</table:table-row>'


def png_of(code: QrCode) -> bytes:
    """The code as a black-and-white PNG with sharp modules."""
    side = code.size * _PIXELS
    lines = [bytearray(b"\xff" * ((side + 7) // 8)) for _ in range(code.size)]
    for column, row, width, height in code.squares:
        for line in lines[row : row + height]:
            for place in range(column, column + width):
                line[place] = 0
    rows = b"".join((b"\x00" + bytes(line)) * _PIXELS for line in lines)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
