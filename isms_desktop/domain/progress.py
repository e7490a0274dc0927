"""Long work tells how far it is and asks whether to stop. One word for it in every layer."""

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], object]
"""(done, of how many)."""

IsCancelled: TypeAlias = Callable[[], bool]


class Cancelled(Exception):
    """The person asked to stop; nothing was written."""


def look_up(done: int, total: int, progress: Progress | None, cancelled: IsCancelled | None) -> None:
    """Say how far the work is. Raises Cancelled when the person has asked to stop."""
    if cancelled is not None and cancelled():
        raise Cancelled
    if progress is not None:
        progress(done, total)
