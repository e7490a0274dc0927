"""How the officers' cells stand: how many in a row, how wide, and how their titles are broken. Points."""

from collections.abc import Sequence
from dataclasses import dataclass

from isms_desktop.printing.document import SignOff
from isms_desktop.printing.measures import MM, SIGN_SIZE, WIDEST_SIGN_CELL
from isms_desktop.printing.text import Ruler

TITLE_LEADING = 1.25
_SIZES = (SIGN_SIZE, 11.0, 10.0, 9.0)


@dataclass(frozen=True, slots=True)
class SignLayout:
    """The cells in a room of a certain width."""

    rows: tuple[tuple[str, ...], ...]
    """The titles, row by row: as many in a row as have room for their seals."""
    cell: float
    """Width of one cell."""
    size: float
    """One size for all titles, in which none needs more than two lines if that can be."""
    lines: dict[str, tuple[str, ...]]
    """Title → its lines."""
    head: float
    """Height of the titles."""
    room: float
    """Height of the room for the seal below them."""


def lay_signs(signoff: SignOff, width: float, ruler: Ruler) -> SignLayout:
    """The layout of the cells; the sign-off has at least one title."""
    titles, seal = signoff.titles, signoff.seal * MM
    each = max(1, min(len(titles), int(width / (seal + 2 * MM))))
    cell = min(width / each, WIDEST_SIGN_CELL)
    size, lines = _set_titles(titles, cell, ruler)
    most = max(map(len, lines.values()))
    return SignLayout(
        rows=tuple(titles[start : start + each] for start in range(0, len(titles), each)),
        cell=cell,
        size=size,
        lines=lines,
        head=max(SIGN_SIZE * 1.9, (most * TITLE_LEADING + 0.5) * size),
        room=seal + 1 * MM,
    )


def _set_titles(titles: Sequence[str], cell: float, ruler: Ruler) -> tuple[float, dict[str, tuple[str, ...]]]:
    for size in _SIZES:
        lines = {title: ruler.balance(title, (cell - 6) / size * 1000) for title in titles}
        if all(len(each) <= 2 for each in lines.values()):
            break
    return size, lines
