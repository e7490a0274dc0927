"""Long work tells how far it is and asks whether to stop."""

from isms_desktop.domain.progress import IsCancelled, Progress, look_up

STEP = 256
"""Rows between two looks up: often enough for a smooth bar, seldom enough to cost nothing."""


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
        look_up(row, self._total, self._progress, self._cancelled)
