"""The few colours on paper: red, green and blue, 0 to 1."""

from typing import TypeAlias

Colour: TypeAlias = tuple[float, float, float]

LABEL_COLOUR: Colour = (0.95, 0.95, 0.95)
"""Behind the labels of a boxed form and the officers' titles."""
HEAD_COLOUR: Colour = (0.925, 0.925, 0.925)
SUM_COLOUR: Colour = (0.965, 0.965, 0.965)
WHITE: Colour = (1, 1, 1)
BANDS: dict[str, Colour] = {
    "low": (0x3C / 255, 0x8D / 255, 0x5A / 255),
    "medium": (0xC9 / 255, 0x82 / 255, 0x12 / 255),
    "high": (0xB8 / 255, 0x37 / 255, 0x2B / 255),
}
"""The bands of risk."""
_TINT = 0.22


def tint(colour: Colour) -> Colour:
    """The colour as the ground of a cell that text stands on."""
    red, green, blue = (1 - _TINT * (1 - each) for each in colour)
    return red, green, blue
