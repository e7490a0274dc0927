"""How titles are set: their size and their lines."""

from isms_desktop.printing.document import Heading
from isms_desktop.printing.text import Ruler

SMALLEST_TITLE = 14.0
"""The size to which the title of a paper may shrink before a part of it is broken."""


def set_heading(heading: Heading, usual: float, width: float, ruler: Ruler) -> tuple[float, list[str]]:
    """Size and lines of a title in a room ``width`` points wide; ``usual`` is the size of its level.

    A line break in it is where it is broken when it does not fit into one line. The name of an office that is too long
    for a line of its own makes the title of the paper smaller, as far as that helps.
    """
    size = heading.size or usual
    whole = heading.text.replace("\n", "")
    if ruler.width(whole) * size / 1000 <= width:
        return size, [whole]
    parts = heading.text.split("\n")
    if heading.level == 1 and not heading.size:
        longest = max(map(ruler.width, parts)) / 1000
        smaller = next((each for each in _sizes(usual) if longest * each <= width), size)
        if smaller < size:
            return smaller, parts
    limit = width / size * 1000
    return size, [line for part in parts for line in ruler.balance(part, limit)]


def _sizes(usual: float) -> list[float]:
    return [usual - step / 2 for step in range(int((usual - SMALLEST_TITLE) * 2) + 1)]
