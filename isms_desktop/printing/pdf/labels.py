"""Draws labels at their exact places, a sheet a page, and the page for trying out the printer.

Text takes the largest size that fits beside the code. It is never cut off and never ends in dots: it shrinks, and
breaks into lines.
"""

import re
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable

from isms_desktop.printing.document import Align, Label, Labels, LabelSheet
from isms_desktop.printing.measures import ASCENT, MM, THIN
from isms_desktop.printing.pdf.pen import BLACK, Pen
from isms_desktop.printing.qr import QUIET, qr_code
from isms_desktop.printing.text import Ruler

UNPRINTABLE = 5.0
"""Millimetres along the edge of the paper that office printers leave white."""
_WHITE_ACROSS, _WHITE_DOWN = 2.0, 1.5
"""Millimetres inside the edge of a label that stay white: a sheet is never drawn in quite straight."""
_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
_ODD_ONES = 5
"""One label in so many may have smaller letters than the others of the print: its name is longer."""
_MOST_LINES = 3
"""Lines that one content of a label breaks into before the letters shrink further."""
_READABLE = 6.0
"""Points down to which letters shrink to keep a number or a Latin word in one line."""
_WORD = re.compile(r"[!-~]+")
_LEADING = 1.2
RULER_START, RULER_ENDS = 10, (200, 280)
"""Where the rulers begin and end, in millimetres from the left and upper edge of the paper."""
TICKS = {10: 2.6, 5: 1.9, 1: 1.2}
"""Each so many millimetres of a ruler → the length of the tick there."""
_RULER_ROOM = 5.5
"""Millimetres that a ruler and its figures take from the labels below and beside it."""
_SMALL = 5.0


def label_pages(block: Labels, ruler: Ruler) -> list["LabelPage"]:
    """A page for each sheet."""
    count = block.sheet.count
    placed = [PlacedLabel(block, place, label) for place, label in enumerate(block.labels, block.skip)]
    size = common_size(placed, ruler)
    pages = range(0, block.skip + max(len(placed), 1), count)
    return [
        LabelPage(block, [each for each in placed if first <= each.place < first + count], size, ruler)
        for first in pages
    ]


class PlacedLabel:
    """One label in its place: where its code and its words stand, in millimetres from the upper left corner."""

    def __init__(self, block: Labels, place: int, label: Label) -> None:
        sheet = block.sheet
        self.place, self.label = place, label
        x, top = sheet.corner(place % sheet.count)
        across, down = white(sheet)
        left, above = x + across, top + down
        # Kept until it is drawn: to find the code again would take as long as all the rest.
        self.code = qr_code(label.code) if label.code else None
        if self.code:
            self.module = sheet.code / (self.code.size - 2 * QUIET)
            side = self.code.size * self.module
            # The white around the code may reach over the white edge of the label, not beyond the label.
            self.code_x = x + max(across - QUIET * self.module, 0)
            self.code_top = top + (sheet.height - side) / 2
            left = self.code_x + side
        elif block.rulers:
            left, above = x + max(across, _RULER_ROOM), top + max(down, _RULER_ROOM)
        self.left, self.top = left, above
        self.width = x + sheet.width - across - left
        self.height = top + sheet.height - down - above

    def fit(self, ruler: Ruler, largest: float) -> tuple[float, list[str]]:
        """Size and lines of its words."""
        return fit(self.label.lines, self.width * MM, self.height * MM, ruler, largest)


def common_size(placed: Sequence[PlacedLabel], ruler: Ruler) -> float:
    """The size of the letters on most labels of the print: labels of many sizes look careless."""
    sizes = sorted(each.fit(ruler, _SIZES[0])[0] for each in placed)
    return sizes[len(sizes) // _ODD_ONES] if sizes else _SIZES[0]


class LabelPage(Flowable):  # type: ignore[misc]
    """One sheet: as large as the paper, so that each stands on its own page."""

    def __init__(self, block: Labels, labels: Sequence[PlacedLabel], size: float, ruler: Ruler) -> None:
        """``size`` is that of the letters on labels whose words are not too long for it."""
        super().__init__()
        self._sheet, self._rulers = block.sheet, block.rulers
        self._labels, self._size, self._ruler = labels, size, ruler

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """ReportLab asks for the size."""
        return width, height

    def draw(self) -> None:
        """ReportLab asks to draw on ``self.canv``, whose origin is the lower left corner of the paper."""
        pen = Pen(self.canv, self._ruler)
        for each in self._labels:
            _draw_code(pen, each)
            self._draw_text(pen, each)
        if self._rulers:
            self._draw_outlines(pen)
            self._draw_rulers(pen)
        pen.done()

    def _draw_text(self, pen: Pen, each: PlacedLabel) -> None:
        size, lines = each.fit(self._ruler, self._size)
        middle = A4[1] - (each.top + each.height / 2) * MM
        y = middle + (len(lines) - 1) * size * _LEADING / 2 - size * (ASCENT - 0.5)
        for line in lines:
            pen.text(each.left * MM, y, line, size)
            y -= size * _LEADING

    def _draw_outlines(self, pen: Pen) -> None:
        sheet = self._sheet
        for place in range(sheet.count):
            x, top = sheet.corner(place)
            pen.box(x * MM, A4[1] - (top + sheet.height) * MM, sheet.width * MM, sheet.height * MM, THIN)

    def _draw_rulers(self, pen: Pen) -> None:
        """Millimetres along the upper edge of the second row and the left edge of the second column."""
        sheet = self._sheet
        at_x = (sheet.left + (sheet.width + sheet.gap_across if sheet.columns > 1 else 0)) * MM
        at_y = A4[1] - (sheet.top + (sheet.height + sheet.gap_down if sheet.rows > 1 else 0)) * MM
        for end, across in zip(RULER_ENDS, (True, False), strict=True):
            for mm in range(end - RULER_START + 1):
                tick = next(length for every, length in TICKS.items() if mm % every == 0) * MM
                along = (RULER_START + mm) * MM
                x, y = (along, at_y) if across else (at_x, A4[1] - along)
                pen.rule(x, y, x if across else x + tick, y - tick if across else y, THIN)
                if mm % 10 == 0:
                    _figure(pen, str(mm), x, y, across)


def _draw_code(pen: Pen, each: PlacedLabel) -> None:
    if each.code is None:
        return
    module, left, top = each.module * MM, each.code_x * MM, A4[1] - each.code_top * MM
    squares = (
        (left + column * module, top - (row + height) * module, width * module, height * module)
        for column, row, width, height in each.code.squares
    )
    pen.shape(squares, BLACK)


def _figure(pen: Pen, words: str, x: float, y: float, across: bool) -> None:
    """The number of a tick, below or to the right of it."""
    beyond = TICKS[10] * MM + 1
    if across:
        pen.aligned(x - 10, y - beyond - _SMALL * ASCENT, 20, words, _SMALL, Align.CENTER)
    else:
        pen.text(x + beyond, y - _SMALL * (ASCENT - 0.5), words, _SMALL)


def white(sheet: LabelSheet) -> tuple[float, float]:
    """Millimetres that stay white inside the left and right, and the upper and lower edge of each label.

    The same for all labels of a sheet, though only those at the edge of the paper need what the printer leaves out.
    """
    right, bottom = (sum(pair) for pair in zip(sheet.corner(sheet.count - 1), (sheet.width, sheet.height), strict=True))
    across = UNPRINTABLE - min(sheet.left, A4[0] / MM - right)
    down = UNPRINTABLE - min(sheet.top, A4[1] / MM - bottom)
    return max(across, _WHITE_ACROSS), max(down, _WHITE_DOWN)


def fit(
    texts: Sequence[str], width: float, height: float, ruler: Ruler, largest: float = _SIZES[0]
) -> tuple[float, list[str]]:
    """The largest size (points, at most ``largest``) at which the texts fill this room well, and their lines.

    Lines break first; then the letters shrink, however far it takes. A 財產編號 is not torn as long as it can be read
    when it is whole: somebody types it from the label.
    """
    size = largest
    longest = max((ruler.width(word) for text in texts for word in _WORD.findall(text)), default=0.0)
    whole = [each for each in _SIZES if each >= _READABLE and longest * each / 1000 <= width]
    if whole:
        largest = min(largest, whole[0])
    for size in (each for each in _SIZES if each <= largest):
        lines = _lines(texts, width, size, ruler)
        if max(map(len, lines), default=0) <= _MOST_LINES and _high(lines, size) <= height:
            return size, _flat(lines)
    size = min(largest, _SIZES[-1] * 2)
    while _high(lines := _lines(texts, width, size, ruler), size) > height:
        size *= 0.95
    return size, _flat(lines)


def _lines(texts: Sequence[str], width: float, size: float, ruler: Ruler) -> list[tuple[str, ...]]:
    return [ruler.wrap(text, width / size * 1000) for text in texts]


def _high(lines: Sequence[Sequence[str]], size: float) -> float:
    return sum(map(len, lines)) * size * _LEADING


def _flat(lines: Sequence[Sequence[str]]) -> list[str]:
    return [line for each in lines for line in each]
