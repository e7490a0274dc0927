"""How far something has come, as one word on its colour: 逾期, 改善中, 已完成."""

from PySide6.QtWidgets import QWidget

from isms_desktop.domain.scoring import Band
from isms_desktop.ui.widgets.band import BandBadge

LATE, OPEN, DONE, QUIET = "high", "medium", "low", ""
_COLOURS = {
    "逾期": LATE,
    "不合格": LATE,
    "未改善": OPEN,
    "改善中": OPEN,
    "進行中": OPEN,
    "待確認": OPEN,
    "待追蹤": OPEN,
    "已完成": DONE,
}
"""Word → which of the three colours stands behind it; the others are quiet."""


def colour_of_state(state: str) -> str:
    """``high``, ``medium``, ``low``, or "" for a state that asks for nothing."""
    return _COLOURS.get(state, QUIET)


class StateBadge(BandBadge):
    """A filled badge with the word, and with how late it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ""

    def set_state(self, state: str, words: str = "") -> None:
        """Show a state; ``words`` stands in for it where it says more (「逾期 12 天」)."""
        self.state = state
        colour = colour_of_state(state)
        self.set_band(Band(colour, state, 0, 0) if colour else None, words or state)
