"""How long the lines are on which somebody writes behind a label. Points."""

from isms_desktop.printing.document import Fields
from isms_desktop.printing.measures import LINE_TO_WRITE_ON, LONGEST_LINE


def line_to_write_on(fields: Fields, left: float) -> float:
    """The length of each line; ``left`` is what one line of the paper has left over, below 0 when they do not fit.

    What a spread line would leave empty between its labels is shared among those that have no value yet, and labels
    that stand below each other have all the room they want.
    """
    open_ = sum(not item.value and not item.late for item in fields.items)
    if left < 0:
        return LONGEST_LINE
    if fields.align is not None or len(fields.items) < 2 or not open_:
        return LINE_TO_WRITE_ON
    return min(LINE_TO_WRITE_ON + left / open_, LONGEST_LINE)
