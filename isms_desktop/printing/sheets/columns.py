"""The columns that all tables of a sheet share: the union of their edges, so that every one keeps its widths.

The largest table comes first and has its columns to itself; what comes later uses edges that are already there where
they are near enough, so that a register does not fall into slivers for the sake of the officers' cells below it.
"""

import bisect
from collections.abc import Sequence


class Columns:
    """Edges of columns in millimetres from the left margin."""

    def __init__(self, width: float) -> None:
        self.edges = [0.0, width]

    def fit(self, wanted: Sequence[float], near: float, part: float = 1 / 6) -> tuple[float, ...]:
        """The edges of a block, as near to those it wants as ``near`` millimetres; where none is, a new one is made.

        ``part`` is how much of the narrower column beside it an edge may move.
        """
        found = [self._snapped(wanted, place, near, part) for place in range(len(wanted))]
        for edge in found:
            if edge not in self.edges:
                bisect.insort(self.edges, edge)
        return tuple(found)

    def nearest(self, edge: float) -> float:
        """The edge that is nearest."""
        return min(self._around(edge), key=lambda each: abs(each - edge))

    def index(self, edge: float) -> int:
        """The number of the column that begins at an edge."""
        return bisect.bisect_left(self.edges, edge)

    def _snapped(self, wanted: Sequence[float], place: int, near: float, part: float) -> float:
        edge = wanted[place]
        gaps = [abs(edge - wanted[other]) for other in (place - 1, place + 1) if 0 <= other < len(wanted)]
        known = self.nearest(edge)
        return known if abs(known - edge) <= min(near, min(gaps) * part) else edge

    def _around(self, edge: float) -> list[float]:
        at = bisect.bisect_left(self.edges, edge)
        return self.edges[max(at - 1, 0) : at + 1]
