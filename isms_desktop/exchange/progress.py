"""Long work tells how far it is and asks whether to stop."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], None]
"""(done, of how many)."""

IsCancelled: TypeAlias = Callable[[], bool]

STEP = 256
"""Rows between two looks up: often enough for a smooth bar, seldom enough to cost nothing."""


class Cancelled(Exception):
    """The person asked to stop; nothing was written."""


class Pace:
    """Counts rows and looks up every ``STEP`` of them."""

    def __init__(self, total: int, progress: Progress | None = None, cancelled: IsCancelled | None = None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled

    def at(self, row: int) -> None:
        """Say that ``row`` rows are done. Raises Cancelled when the person asked to stop."""
        if row % STEP and row != self._total:
            return
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if self._progress is not None:
            self._progress(row, self._total)
