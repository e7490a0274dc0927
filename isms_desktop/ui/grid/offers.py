"""「復原」 beside a message: takes back that very action, and never another one."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from isms_desktop.services import records

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

Offer: TypeAlias = tuple[str, Callable[[], None]] | None
"""A button beside a message: its word and what it does."""
TOO_LATE = "之後又有其他變更。請按 Ctrl+Z 一步一步復原。"


def undo_offer(
    office: "Office", took: "Callable[[Changed], object]", complain: Callable[[str], object]
) -> tuple[str, Callable[[], None]]:
    """A 復原 for the last action. When others have followed by the time it is pressed, ``complain`` is told why not."""
    written = records.newest_action(office)

    def undo() -> None:
        if records.newest_action(office) != written:
            complain(TOO_LATE)
            return
        changed = records.undo(office)
        if changed is not None:
            took(changed)

    return "復原", undo
