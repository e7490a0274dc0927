"""How a long print tells of its progress and is cancelled."""

from collections.abc import Callable
from dataclasses import dataclass


class PrintCancelled(Exception):
    """The clerk has cancelled the print; nothing was written."""


@dataclass(frozen=True, slots=True)
class Job:
    """How a print tells of its progress and hears that it shall stop."""

    progress: Callable[[int, int], None] | None = None
    """Called with what is done and what there is to do, in rows and other blocks."""
    cancelled: Callable[[], bool] | None = None
    """Asked now and then; true ends the print."""


class Counter:
    """Counts what has been drawn, tells it, and stops the print when asked to."""

    def __init__(self, total: int, job: Job) -> None:
        self._done, self._total, self._job = 0, max(total, 1), job

    def __call__(self, count: int) -> None:
        """So many more are drawn. Raises PrintCancelled when the print shall stop."""
        if self._job.cancelled and self._job.cancelled():
            raise PrintCancelled
        self._done += count
        if self._job.progress:
            self._job.progress(min(self._done, self._total), self._total)
