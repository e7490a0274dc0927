"""快速上手 on two pages of A4: the first hour with pictures of the window; the year, the keys, and what to do when.

No form file: it is no official paper, and its pictures are made at the moment in which it is printed. Drawn for a laser
printer: every word is black or dark blue, pictures have a frame, and what is marked in them has a number.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.measures import MM
from isms_desktop.printing.pdf.font import Typecase, register_no_font
from isms_desktop.printing.pdf.pen import BLACK, GREY, Pen
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely

BLUE: Colour = (0.13, 0.31, 0.47)
WHITE: Colour = (1, 1, 1)
_PALE: Colour = (0.93, 0.95, 0.97)
_LINE: Colour = (0.68, 0.73, 0.78)
_MARK: Colour = (0.75, 0.29, 0.04)
_SIDE = 14 * MM
_WIDTH: float = A4[0] - 2 * _SIDE
_TOP: float = A4[1] - 13 * MM
_FOOT = 9 * MM
_GAP = 10.0
_INSIDE = 9.0
"""Points between two cards, and between a card's edge and what stands in it."""
_TEXT, _LEADING = 10.0, 13.4
_LOW, _HIGH, _BETWEEN = 121.0, 206.0, 8.0
"""Heights of a step whose picture stands beside its words, of one whose picture is wide, and between two."""
_LARGEST = 0.5
"""Points for a pixel at most: words of the window must not be larger than those of the paper."""
_PICTURE = 284.0
"""Room for a picture beside words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a picture with the number by which the words call it; pixels from the picture's upper left corner."""

    number: str
    left: float
    top: float
    width: float
    height: float
    below: bool = False
    """Whether the number stands below the place, where something else stands on its left."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a part of the window: PNG, twice as many pixels as ``width`` and ``height`` say."""

    png: bytes = field(repr=False)
    width: float
    height: float
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the first hour."""

    title: str
    lines: tuple[str, ...]
    shot: Shot
    wide: bool = False
    """Whether the picture has the whole width below the sentences, whose numbers are then those in the picture."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A list of the second page: what stands bold on the left, what it means on the right."""

    title: str
    rows: tuple[tuple[str, str], ...]
    label_width: float
    """Points."""


@dataclass(frozen=True, slots=True)
class QuickGuide:
    """Everything that stands on the two pages."""

    title: str
    first: str
    second: str
    """What each page is about."""
    steps: tuple[Step, ...]
    """Five, one below the other."""
    months: tuple[tuple[str, tuple[str, ...]], ...]
    """(「1 月」, what falls due in it), twelve."""
    months_title: str
    months_note: str
    panels: tuple[Panel, Panel]
    """Beside each other."""
    troubles: Panel
    contacts: tuple[str, ...]
    """Labels, each with a line to write on."""
    foot: str


def write_guide(guide: QuickGuide, target: Path | BinaryIO, fonts: FontChain) -> int:
    """Write the two pages as PDF; the number of pages. A file appears whole or not at all; UserError when it cannot."""
    if not isinstance(target, Path):
        return _write(guide, target, fonts)
    pages: list[int] = []
    write_safely(target, lambda stream: pages.append(_write(guide, stream, fonts)))
    return pages[0]


def _write(guide: QuickGuide, stream: BinaryIO, fonts: FontChain) -> int:
    rl_config.useA85 = 0
    canvas = Canvas(
        stream, pagesize=A4, pageCompression=1, invariant=1, lang="zh-TW", initialFontName=register_no_font()
    )
    canvas.setTitle(guide.title)
    canvas.setCreator("ISMS Desktop 資安維護管家")
    canvas.typecase = Typecase(fonts, canvas._doc)
    ruler = Ruler(fonts)
    for number, draw in enumerate((_first_page, _second_page), 1):
        page = _Page(canvas, ruler)
        draw(page, guide)
        page.foot(guide.foot, number)
        canvas.showPage()
    canvas.save()
    return 2


class _Page:
    """One page: shapes and pictures go to the canvas at once, words when it is done, so that they lie on top."""

    def __init__(self, canvas: Canvas, ruler: Ruler) -> None:
        self._canvas, self._ruler = canvas, ruler
        self.pen = Pen(canvas, ruler)

    def head(self, title: str, about: str) -> float:
        """Title and what the page is about; where the page begins below it."""
        self.shape(_SIDE, _TOP - 29, 5, 31, BLUE)
        self.pen.text(_SIDE + 14, _TOP - 21, title, 25, BLUE)
        self.pen.aligned(_SIDE, _TOP - 20, _WIDTH, about, 13, Align.RIGHT)
        return _TOP - 29 - 12

    def foot(self, words: str, number: int) -> None:
        """The line at the foot of the page."""
        self.pen.text(_SIDE, _FOOT, words, 8, GREY)
        self.pen.aligned(_SIDE, _FOOT, _WIDTH, f"{number}／2", 9, Align.RIGHT)
        self.pen.done()

    def shape(self, left: float, bottom: float, width: float, height: float, fill: Colour, radius: float = 0) -> None:
        """A filled rectangle."""
        self._canvas.setFillColorRGB(*fill)
        self._canvas.roundRect(left, bottom, width, height, radius, stroke=0, fill=1)

    def frame(
        self, left: float, bottom: float, width: float, height: float, radius: float = 4, mark: bool = False
    ) -> None:
        """The outline of a rectangle: of a card, or of what is marked in a picture."""
        self._canvas.setStrokeColorRGB(*(_MARK if mark else _LINE))
        self._canvas.setLineWidth(1.6 if mark else 0.8)
        self._canvas.roundRect(left, bottom, width, height, radius, stroke=1, fill=0)

    def bar(self, left: float, top: float, width: float, title: str) -> float:
        """A heading over that width; where it ends."""
        self.shape(left, top - 21, width, 21, BLUE)
        self.pen.text(left + _INSIDE, top - 15.5, title, 12.5, WHITE)
        return top - 21

    def number(self, x: float, y: float, text: str, colour: Colour, radius: float = 9) -> None:
        """A number in a disc with its middle at (x, y)."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.setStrokeColorRGB(*WHITE)
        self._canvas.setLineWidth(0.8)
        self._canvas.circle(x, y, radius, stroke=1, fill=1)
        size = radius * 1.45
        width = float(self._ruler.width(text)) * size / 1000
        self.pen.text(x - width / 2, y - size * 0.36, text, size, WHITE)

    def wrapped(
        self, left: float, top: float, width: float, text: str, size: float = _TEXT, leading: float = _LEADING
    ) -> float:
        """A paragraph whose first line begins at ``top``; where the next one may begin."""
        for line in self._ruler.wrap(text, width / size * 1000):
            self.pen.text(left, top - size * 0.88, line, size)
            top -= leading
        return top

    def lines_of(self, text: str, width: float, size: float = _TEXT) -> int:
        """How many lines a paragraph takes."""
        return len(self._ruler.wrap(text, width / size * 1000))

    def picture(self, shot: Shot, left: float, bottom: float, width: float, height: float) -> None:
        """A picture as large as fits, in the middle of that room, with its marks."""
        scale = min(width / shot.width, height / shot.height, _LARGEST)
        wide, high = shot.width * scale, shot.height * scale
        left += (width - wide) / 2
        bottom += (height - high) / 2
        self._canvas.drawImage(ImageReader(io.BytesIO(shot.png)), left, bottom, wide, high)
        self._canvas.setStrokeColorRGB(*_LINE)
        self._canvas.setLineWidth(0.8)
        self._canvas.rect(left, bottom, wide, high)
        for mark in shot.marks:
            wide, deep = mark.width * scale, mark.height * scale
            x, y = left + mark.left * scale, bottom + high - mark.top * scale - deep
            self.frame(x, y, wide, deep, 2, mark=True)
            self.number(*((x + wide / 2, y - 6) if mark.below else (x - 6, y + deep / 2)), mark.number, _MARK, 6.5)


def _first_page(page: _Page, guide: QuickGuide) -> None:
    top = page.head(guide.title, guide.first)
    for number, step in enumerate(guide.steps, 1):
        height = _HIGH if step.wide else _LOW
        if number < len(guide.steps):  # one leads to the next
            page.shape(_SIDE + _INSIDE + 8, top - height - _BETWEEN, 2, _BETWEEN, BLUE)
        _step(page, step, number, (_SIDE, top - height, _WIDTH, height))
        top -= height + _BETWEEN


def _step(page: _Page, step: Step, number: int, box: tuple[float, float, float, float]) -> None:
    """Title and sentences on the left, the picture on the right, or below them where it is wide."""
    left, bottom, width, height = box
    page.frame(left, bottom, width, height)
    page.number(left + _INSIDE + 9, bottom + height - 18, str(number), BLUE, 10)
    page.pen.text(left + _INSIDE + 26, bottom + height - 23, step.title, 15, BLUE)
    top = bottom + height - 36
    if step.wide:
        top = _sentences(page, step.lines, left + _INSIDE, top, width - 2 * _INSIDE, numbered=False)
        page.picture(step.shot, left + _INSIDE, bottom + 7, width - 2 * _INSIDE, top - bottom - 9)
        return
    start = left + width - _INSIDE - _PICTURE
    _sentences(page, step.lines, left + _INSIDE, top, start - left - 2 * _INSIDE, numbered=True)
    page.picture(step.shot, start, bottom + 7, _PICTURE, height - 14)


def _sentences(page: _Page, lines: Sequence[str], left: float, top: float, width: float, *, numbered: bool) -> float:
    """Sentences that hang from their number, or from a dot; where the next one would begin."""
    for place, line in enumerate(lines, 1):
        page.pen.text(left + 1, top - _TEXT * 0.88, f"{place}." if numbered else "・", _TEXT, BLUE)
        top = page.wrapped(left + 13, top, width - 13, line) - 1
    return top


def _second_page(page: _Page, guide: QuickGuide) -> None:
    top = page.head(guide.title, guide.second)
    top = _months(page, guide, top)
    half = (_WIDTH - _GAP) / 2
    ends = [_panel(page, each, _SIDE + place * (half + _GAP), top, half) for place, each in enumerate(guide.panels)]
    for place in range(2):  # as deep as the longer one
        page.frame(_SIDE + place * (half + _GAP), min(ends), half, top - min(ends), radius=0)
    end = _panel(page, guide.troubles, _SIDE, min(ends) - _GAP, _WIDTH)
    page.frame(_SIDE, end, _WIDTH, min(ends) - _GAP - end, radius=0)
    top = end
    _contacts(page, guide.contacts, top - _GAP)


def _months(page: _Page, guide: QuickGuide, top: float) -> float:
    """Twelve cells, four in a row, each as high as the fullest of its row."""
    top = page.bar(_SIDE, top, _WIDTH, guide.months_title) - 1
    width, size, leading = _WIDTH / 4, 9.0, 11.3
    for start in range(0, 12, 4):
        row = guide.months[start : start + 4]
        lines = [sum(page.lines_of(each, width - 20, size) for each in due) for _name, due in row]
        height = 20 + max(*lines, 1) * leading + 3
        for place, (name, due) in enumerate(row):
            left = _SIDE + place * width
            page.shape(left, top - 16, width, 16, _PALE)
            page.pen.text(left + 6, top - 12, name, 10.5, BLUE)
            page.frame(left, top - height, width, height, radius=0)
            below = top - 19
            for each in due:
                page.pen.text(left + 4, below - size * 0.88, "・", size)
                below = page.wrapped(left + 13, below, width - 20, each, size, leading)
        top -= height
    page.pen.text(_SIDE, top - 11, guide.months_note, 8, GREY)
    return top - 11 - _GAP


def _panel(page: _Page, panel: Panel, left: float, top: float, width: float) -> float:
    """Rows of a label and what it means below a heading; where the panel ends."""
    top, size, leading = page.bar(left, top, width, panel.title) - 3, 9.5, 12.2
    room = width - 2 * _INSIDE - panel.label_width
    for place, (label, text) in enumerate(panel.rows):
        lines = max(page.lines_of(text, room, size), page.lines_of(label, panel.label_width - 6, size))
        height = lines * leading + 4
        if place % 2:
            page.shape(left + 1, top - height, width - 2, height, _PALE)
        page.wrapped(left + _INSIDE, top - 2.5, panel.label_width - 6, label, size, leading)
        page.wrapped(left + _INSIDE + panel.label_width, top - 2.5, room, text, size, leading)
        top -= height
    return top - 2


def _contacts(page: _Page, labels: Iterable[str], top: float) -> None:
    """Lines to write on, two in a row."""
    page.pen.text(_SIDE, top - 13, "有問題找誰（請自己填）", 12.5, BLUE)
    half = (_WIDTH - _GAP) / 2
    for place, label in enumerate(labels):
        left, y = _SIDE + place % 2 * (half + _GAP), top - 35 - place // 2 * 22
        page.pen.text(left, y, f"{label}：", 10, BLACK)
        start = left + 10 * (len(label) + 1) + 2
        page.pen.rule(start, y - 3, left + half, y - 3)
