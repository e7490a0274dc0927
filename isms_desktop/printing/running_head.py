"""What stands above the second and later pages of a paper."""

from collections.abc import Callable

from isms_desktop.printing.document import Document, Heading
from isms_desktop.printing.measures import SMALL
from isms_desktop.printing.text import Ruler


def running_head(document: Document, fits: Callable[[str], bool] = lambda _words: True) -> tuple[str, str]:
    """The title of the first page, its year included, for the left; number and day for the right.

    ``fits`` answers whether both stand in a line; where the office has a long name, the day is left out, and then
    the name: the number finds the first page, which has them.
    """
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    lines = next(titles, document.office + document.title).split("\n")
    number = f"編號：{document.number}" if document.number else ""
    day = f"製表日期：{document.made_on}" if document.made_on else ""
    title, both = "".join(lines), "　".join(filter(None, (number, day)))
    heads = ((title, both), (title, number), (lines[-1], both), (lines[-1], number))
    return next((head for head in heads if fits("　".join(filter(None, head)))), heads[-1])


def fits_in(width: float, ruler: Ruler) -> Callable[[str], bool]:
    """Whether words stand in a line ``width`` points wide, in the letters of the running head."""
    return lambda words: ruler.width(words) * SMALL / 1000 <= width
