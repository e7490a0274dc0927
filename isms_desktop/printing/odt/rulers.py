"""The rulers on a sheet of labels for trying out: ticks and figures, drawn at their places on the page."""

from isms_desktop.printing.document import LabelSheet
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.styles import leading, sized
from isms_desktop.printing.pdf.labels import RULER_ENDS, RULER_START, TICKS

_SMALL = 5.0
_FIGURE = 8.0, 2.4
"""Width and height of the room for a figure, in millimetres."""

_FREE = (
    'style:wrap="run-through" style:run-through="foreground" style:horizontal-pos="from-left" '
    'style:horizontal-rel="page" style:vertical-pos="from-top" style:vertical-rel="page"'
)
"""Anywhere on the page, over everything else."""


def add_rulers(sheet: LabelSheet, body: Body) -> None:
    """Millimetres along the upper edge of the second row and the left edge of the second column."""
    stroke = body.style(
        "graphic",
        '<style:graphic-properties draw:stroke="solid" svg:stroke-width="0.4pt" svg:stroke-color="#000000" '
        f'draw:fill="none" {_FREE}/>',
    )
    frame = body.style(
        "graphic",
        f'<style:graphic-properties draw:stroke="none" draw:fill="none" fo:border="none" fo:padding="0mm" {_FREE}/>',
    )
    at_x = sheet.left + (sheet.width + sheet.gap_across if sheet.columns > 1 else 0)
    at_y = sheet.top + (sheet.height + sheet.gap_down if sheet.rows > 1 else 0)
    parts = ""
    for end, across in zip(RULER_ENDS, (True, False), strict=True):
        parts += _ticks(end - RULER_START, across, at_x, at_y, stroke)
        for mm in range(0, end - RULER_START + 1, 10):
            x, y = (RULER_START + mm, at_y) if across else (at_x, RULER_START + mm)
            parts += _figure(mm, x, y, across, frame, body)
    body.paragraph("End", parts)


def _ticks(length: int, across: bool, at_x: float, at_y: float, style: str) -> str:
    """All ticks of a ruler as one drawing, in hundredths of a millimetre."""
    path, deepest = [], max(TICKS.values())
    for mm in range(length + 1):
        tick = next(reach for every, reach in TICKS.items() if mm % every == 0) * 100
        path.append(f"M{mm * 100} 0V{tick:.0f}" if across else f"M0 {mm * 100}H{tick:.0f}")
    width, height = (length, deepest) if across else (deepest, length)
    x, y = (RULER_START, at_y) if across else (at_x, RULER_START)
    return (
        f'<draw:path draw:style-name="{style}" text:anchor-type="paragraph" svg:x="{x:.2f}mm" svg:y="{y:.2f}mm" '
        f'svg:width="{width:.2f}mm" svg:height="{height:.2f}mm" '
        f'svg:viewBox="0 0 {width * 100:.0f} {height * 100:.0f}" svg:d="{"".join(path)}"/>'
    )


def _figure(mm: int, x: float, y: float, across: bool, style: str, body: Body) -> str:
    """The number of a tick, below or to the right of it."""
    width, height = _FIGURE
    beyond = max(TICKS.values()) + 0.3
    left, top = (x - width / 2, y + beyond) if across else (x + beyond, y - height / 2)
    align = "center" if across else "start"
    small = f'<style:paragraph-properties fo:text-align="{align}" {leading(_SMALL * 1.2)}/>{sized(_SMALL)}'
    name = body.style("paragraph", small, "LabelText")
    return (
        f'<draw:frame draw:style-name="{style}" draw:name="ruler{body.count("figure")}" text:anchor-type="paragraph" '
        f'svg:x="{left:.2f}mm" svg:y="{top:.2f}mm" svg:width="{width}mm" svg:height="{height}mm">'
        f'<draw:text-box><text:p text:style-name="{name}">{mm}</text:p></draw:text-box></draw:frame>'
    )
