"""What the writers of paper need of the heat map: its measures, and the letters in which a cell's risks fit. Points."""

import bisect
from collections.abc import Sequence

from isms_desktop.printing.document import Matrix, MatrixMark
from isms_desktop.printing.matrix import listed
from isms_desktop.printing.measures import MM
from isms_desktop.printing.text import Ruler

SCALE_WIDTH, SCALE_HEIGHT = 26 * MM, 13 * MM
"""Room for the words of the two axes."""
LEGEND = 9 * MM
LOWEST = 0.6
"""Part of its wanted height to which the map may shrink."""
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)


def level_words(level: int, word: str) -> str:
    """One step of an axis."""
    return f"{level}　{word}".rstrip("　")


def mark_words(mark: MatrixMark) -> str:
    """The label of a band with the number of its risks."""
    return f"{mark.label}　{len(mark.items)} 項"


def fitting(
    matrix: Matrix, marks: Sequence[MatrixMark], width: float, height: float, ruler: Ruler
) -> tuple[float, list[tuple[MatrixMark, list[str]]]]:
    """The largest letters in which everything fits; in the smallest, what does not fit is counted."""
    if not matrix.named:
        most = max(len(cell.marks) for cell in matrix.cells)  # all cells in letters of one size
        size = next((size for size in _SIZES if _height(0, size) * most <= height), _SIZES[-1])
        return size, [(mark, []) for mark in marks]
    for size in _SIZES:
        blocks = [(mark, list(_lines(listed(mark.items), width, size, ruler))) for mark in marks]
        if sum(_height(len(lines), size) for _, lines in blocks) <= height:
            return size, blocks
    fair = int((height / len(marks) - _height(0, _SIZES[-1])) / (_SIZES[-1] * 1.3))
    return _SIZES[-1], [(mark, _shortened(mark.items, width, max(fair, 1), ruler)) for mark in marks]


def _lines(text: str, width: float, size: float, ruler: Ruler) -> tuple[str, ...]:
    return ruler.wrap(text, width / size * 1000)


def _shortened(items: Sequence[str], width: float, most: int, ruler: Ruler) -> list[str]:
    """As many items as fit into ``most`` lines, and 等 for the rest (their number stands above)."""

    def lines(count: int) -> list[str]:
        text = listed(items[:count]) + (" 等" if count < len(items) else "")
        return list(_lines(text, width, _SIZES[-1], ruler))

    counts = range(1, len(items) + 1)
    fits = bisect.bisect_right(counts, most, key=lambda count: len(lines(count)))
    return lines(fits) if fits else []


def _height(lines: int, size: float) -> float:
    return size * 1.6 + lines * size * 1.3 + 1.5 * MM
