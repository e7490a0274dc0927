"""The columns that all tables of a sheet share: the union of their edges, so that every one keeps its widths.

The largest table comes first and has its columns to itself; what comes later uses edges that are already there where
they are near enough, so that a register does not fall into slivers for the sake of the officers' cells below it.
"""

import bisect
from collections.abc import Sequence
from itertools import pairwise

_NEAR = 6.0
"""How far the edges of cells that nobody lays beside other columns may move."""
_SIZES = (1.0, 0.9, 1.1, 0.8, 1.2, 0.7)
"""How much narrower or wider such cells may be, the best first."""


class Columns:
    """Edges of columns in millimetres from the left margin."""

    def __init__(self, width: float) -> None:
        self.edges = [0.0, width]

    def fit(self, wanted: Sequence[float], near: float) -> tuple[float, ...]:
        """The edges of a block, as near to those it wants as ``near`` millimetres; where none is, a new one is made.

        No edge moves by more than a sixth of the narrower column beside it.
        """
        found = [self._snapped(wanted, place, near) for place in range(len(wanted))]
        for edge in found:
            if edge not in self.edges:
                bisect.insort(self.edges, edge)
        return tuple(found)

    def like(self, wanted: Sequence[float], least: float, uneven: float) -> tuple[float, ...]:
        """Edges that are there and give cells much like those that a block wants: as wide, as even, as central.

        No cell is narrower than ``least``. Where the widths would differ from their mean by more than the part
        ``uneven``, or all of them stand aside by as much of a cell, the block gets edges of its own.
        """
        middle, cell = (wanted[0] + wanted[-1]) / 2, (wanted[-1] - wanted[0]) / (len(wanted) - 1)

        def off(way: Sequence[float]) -> float:
            """How far the cells are from the middle, as a part of a cell."""
            return abs((way[0] + way[-1]) / 2 - middle) / cell

        tried = [self._most_like([middle + (edge - middle) * size for edge in wanted]) for size in _SIZES]
        even = [way for way in tried if way and min(_widths(way)) >= least and _unevenness(way) <= uneven]
        good = [way for way in even if off(way) <= uneven]
        return min(good, key=lambda way: _unevenness(way) + off(way)) if good else self.fit(wanted, _NEAR)

    def nearest(self, edge: float) -> float:
        """The edge that is nearest."""
        return min(self._around(edge), key=lambda each: abs(each - edge))

    def index(self, edge: float) -> int:
        """The number of the column that begins at an edge."""
        return bisect.bisect_left(self.edges, edge)

    def _snapped(self, wanted: Sequence[float], place: int, near: float) -> float:
        edge = wanted[place]
        gaps = [abs(edge - wanted[other]) for other in (place - 1, place + 1) if 0 <= other < len(wanted)]
        known = self.nearest(edge)
        return known if abs(known - edge) <= min(near, min(gaps) / 6) else edge

    def _most_like(self, wanted: Sequence[float]) -> tuple[float, ...]:
        """The rising edges with the least sum of squares of what their widths and their two ends are off."""
        best: dict[float, tuple[float, tuple[float, ...]]] = {
            edge: ((edge - wanted[0]) ** 2, (edge,)) for edge in self.edges
        }
        for left, right in pairwise(wanted):
            found: dict[float, tuple[float, tuple[float, ...]]] = {}
            for edge in self.edges:
                ways = [(cost + (edge - start - (right - left)) ** 2, (*way, edge))
                        for start, (cost, way) in best.items() if start < edge]  # fmt: skip
                if ways:
                    found[edge] = min(ways)
            best = found
        ends = [(cost + (edge - wanted[-1]) ** 2, way) for edge, (cost, way) in best.items()]
        return min(ends)[1] if ends else ()

    def _around(self, edge: float) -> list[float]:
        at = bisect.bisect_left(self.edges, edge)
        return self.edges[max(at - 1, 0) : at + 1]


def _widths(edges: Sequence[float]) -> list[float]:
    return [right - left for left, right in pairwise(edges)]


def _unevenness(edges: Sequence[float]) -> float:
    widths = _widths(edges)
    mean = sum(widths) / len(widths)
    return max(abs(width - mean) for width in widths) / mean
