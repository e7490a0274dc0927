"""How a long print tells of its progress and is cancelled."""

from dataclasses import dataclass

from isms_desktop.domain.progress import IsCancelled, Progress, look_up


@dataclass(frozen=True, slots=True)
class Job:
    """How a print tells of its progress and hears that it shall stop."""

    progress: Progress | None = None
    """Called with what is done and what there is to do, in rows and other blocks."""
    cancelled: IsCancelled | None = None
    """Asked now and then; true ends the print."""


class Counter:
    """Counts what has been drawn, tells it, and stops the print when asked to."""

    def __init__(self, total: int, job: Job) -> None:
        self._done, self._total, self._job = 0, max(total, 1), job

    def __call__(self, count: int) -> None:
        """So many more are drawn. Raises Cancelled when the print shall stop."""
        self._done += count
        look_up(min(self._done, self._total), self._total, self._job.progress, self._job.cancelled)
