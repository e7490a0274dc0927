"""What every writer needs of the heat map: its colours, and the largest letters in which a cell's risks fit."""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence

from isms_desktop.printing.document import MatrixMark
from isms_desktop.printing.measures import MM
from isms_desktop.printing.text import Ruler

Colour = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""

BANDS: dict[str, Colour] = {
    "low": (0x3C / 255, 0x8D / 255, 0x5A / 255),
    "medium": (0xC9 / 255, 0x82 / 255, 0x12 / 255),
    "high": (0xB8 / 255, 0x37 / 255, 0x2B / 255),
}
WHITE: Colour = (1, 1, 1)
SCALE_WIDTH, SCALE_HEIGHT = 26 * MM, 13 * MM
"""Room for the words of the two axes."""
LEGEND = 9 * MM
LOWEST = 0.6
"""Part of its wanted height to which the map may shrink."""
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
_TINT = 0.22
"""How much of a band's colour the ground of a cell has."""


def ground(band: str) -> Colour:
    """The colour of a cell in which the band can be reached."""
    red, green, blue = (1 - _TINT * (1 - each) for each in BANDS.get(band, WHITE))
    return red, green, blue


def mark_words(mark: MatrixMark) -> str:
    """The label of a band with the number of its risks."""
    return f"{mark.label}　{len(mark.items)} 項"


def fitting(
    marks: Sequence[MatrixMark], width: float, height: float, ruler: Ruler
) -> tuple[float, list[tuple[MatrixMark, list[str]]]]:
    """The largest letters in which everything fits; in the smallest, what does not fit is counted. Points."""
    for size in _SIZES:
        blocks = [(mark, list(_lines(_listed(mark.items), width, size, ruler))) for mark in marks]
        if sum(_height(len(lines), size) for _, lines in blocks) <= height:
            return size, blocks
    fair = int((height / len(marks) - _height(0, _SIZES[-1])) / (_SIZES[-1] * 1.3))
    return _SIZES[-1], [(mark, _shortened(mark.items, width, max(fair, 1), ruler)) for mark in marks]


def _lines(text: str, width: float, size: float, ruler: Ruler) -> tuple[str, ...]:
    return ruler.wrap(text, width / size * 1000)


def _shortened(items: Sequence[str], width: float, most: int, ruler: Ruler) -> list[str]:
    """As many items as fit into ``most`` lines, and 等 for the rest (their number stands above)."""

    def lines(count: int) -> list[str]:
        text = _listed(items[:count]) + (" 等" if count < len(items) else "")
        return list(_lines(text, width, _SIZES[-1], ruler))

    counts = range(1, len(items) + 1)
    fits = bisect.bisect_right(counts, most, key=lambda count: len(lines(count)))
    return lines(fits) if fits else []


def _listed(items: Sequence[str]) -> str:
    return "、".join(_counted(items))


def _counted(items: Sequence[str]) -> Iterator[str]:
    """An asset with several risks in the cell stands once, with their number."""
    for item, count in Counter(items).items():
        yield item if count == 1 else f"{item}×{count}"


def _height(lines: int, size: float) -> float:
    return size * 1.6 + lines * size * 1.3 + 1.5 * MM
