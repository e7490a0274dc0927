"""The pen that draws on a page: text, rules and fills, gathered and then given to the canvas in one stroke.

A register has tens of thousands of texts; going through the canvas for each costs more than everything else together.
Coordinates are points from the lower left corner of what is being drawn.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.measures import FRAME, THIN
from isms_desktop.printing.phrase import PLAIN, UNDERLINED, without_marks
from isms_desktop.printing.text import Ruler

_ON_A_LINE = re.compile(f"{UNDERLINED}([^{PLAIN}]*){PLAIN}?")
_DROP, _RULE = 0.2, 0.5
"""How far below the baseline the line under words is, as a part of their size, and its width in points."""
BLACK: Colour = (0, 0, 0)
GREY: Colour = (0.35, 0.35, 0.35)


class Pen:
    """Draws on one canvas with one ruler; ``done`` hands over what was drawn since."""

    def __init__(self, canvas: Any, ruler: Ruler) -> None:
        self._canvas = canvas
        self._ruler = ruler
        self._case = canvas.typecase
        self._fills: list[str] = []
        self._rules: dict[tuple[float, bool], list[str]] = defaultdict(list)
        self._texts: list[str] = []
        self._size = 0.0
        self._colour = BLACK

    def text(self, x: float, y: float, line: str, size: float, colour: Colour = BLACK) -> None:
        """One line with its baseline at ``y``."""
        if UNDERLINED in line:
            line = self._draw_lines(x, y, line, size)
        if line:
            self._take_up(size, colour)
            self._texts.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {self._case.set(line, size)}")

    def aligned(self, x: float, y: float, width: float, line: str, size: float, align: Align) -> None:
        """One line between ``x`` and ``x + width``."""
        if align is Align.LEFT:
            self.text(x, y, line, size)
        else:
            room = width - self._ruler.width(line) * size / 1000
            self.text(x + (room if align is Align.RIGHT else room / 2), y, line, size)

    def justified(self, x: float, y: float, width: float, line: str, size: float) -> None:
        """One line spread over exactly ``width``, the room shared between its characters."""
        room = width - self._ruler.width(line) * size / 1000
        if 0 < room < size * 3.5:  # two characters wait for the next line when a closing mark follows them
            self.spread(x, y, width, line, size)
        else:
            self.text(x, y, line, size)

    def spread(self, x: float, y: float, width: float, line: str, size: float) -> None:
        """One line spread over exactly ``width``, however much room that leaves between its characters."""
        gaps = len(without_marks(line)) - 1
        if gaps < 1:
            self.text(x, y, line, size)
            return
        gap = (width - self._ruler.width(line) * size / 1000) / gaps
        line = self._draw_lines(x, y, line, size, gap)
        self._texts.append(f"{gap:.3f} Tc")
        self.text(x, y, line, size)
        self._texts.append("0 Tc")

    def rule(self, x: float, y: float, to_x: float, to_y: float, width: float = THIN, dashed: bool = False) -> None:
        """A straight line."""
        self._rules[width, dashed].append(f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l")

    def box(self, x: float, y: float, width: float, height: float, rule: float = FRAME) -> None:
        """The outline of a rectangle."""
        self._rules[rule, False].append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re")

    def fill(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """A filled rectangle, behind everything else."""
        self._fills.append(f"{_numbers(colour)} rg {x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def shape(self, rectangles: Iterable[tuple[float, float, float, float]], colour: Colour) -> None:
        """Filled rectangles (x, y, width, height) that are one shape: where they touch, no line shows."""
        paths = " ".join(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in rectangles)
        self._fills.append(f"{_numbers(colour)} rg {paths} f")

    def done(self) -> None:
        """Hand everything to the canvas: fills, then rules, then text."""
        rules = [
            f"{width:g} w {'[2 2]' if dashed else '[]'} 0 d {' '.join(paths)} S"
            for (width, dashed), paths in self._rules.items()
        ]
        parts = ["q", *self._fills, "0 0 0 RG", *rules, "Q"] if self._fills or rules else []
        if self._texts:
            parts += ["BT", *self._texts, "ET", "0 0 0 rg"]
        if parts:
            self._canvas.addLiteral("\n".join(parts))

    def _draw_lines(self, x: float, y: float, line: str, size: float, gap: float = 0) -> str:
        """Draw the lines under the marked words; ``gap`` follows each character. Returns the text without marks."""
        for found in _ON_A_LINE.finditer(line):
            before = without_marks(line[: found.start()])
            start = x + self._ruler.width(before) * size / 1000 + len(before) * gap
            end = start + self._ruler.width(found[1]) * size / 1000 + max(len(found[1]) - 1, 0) * gap
            self.rule(start, y - size * _DROP, end, y - size * _DROP, _RULE)
        return without_marks(line)

    def _take_up(self, size: float, colour: Colour) -> None:
        if size != self._size:
            self._texts.append(self._case.choose(size))
            self._size = size
        if colour != self._colour:
            self._texts.append(f"{_numbers(colour)} rg")
            self._colour = colour


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:g}" for value in values)
