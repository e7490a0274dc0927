"""QR codes as squares, for every writer: the stamp at the foot of a paper and the labels of the assets.

    code = qr_code("ISMS1:A1B2C3:115-0042:3F2A00112233AABB")
    for square in code.squares: ...     # dark rectangles in modules, from the upper left corner of the quiet zone

Error correction M: a quarter of a smudged or stamped code may be unreadable and it still says what it said.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

QUIET = 4
"""Modules of white around the code, without which readers do not find it (ISO/IEC 18004)."""
Square: TypeAlias = tuple[int, int, int, int]
"""Column, row (downwards), width and height, in modules."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """One code with its quiet zone."""

    size: int
    """Modules on each side, the quiet zone included."""
    squares: tuple[Square, ...]
    """What is dark, in few large rectangles that do not overlap."""


@functools.lru_cache(maxsize=256)
def qr_code(text: str) -> QrCode:
    """The code that says ``text``; smallest when it has only digits, capitals and ``$%*+-./:``."""
    # Loaded when a code is drawn: most papers that are looked at on screen have none.
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRAlphaNum, QRCode, QRErrorCorrectLevel, QRNumber

    code = QRCode(None, QRErrorCorrectLevel.M)
    # Not the library's own choice, which may be Kanji for Chinese: phones read UTF-8 everywhere, Shift-JIS not.
    kind = next((each for each in (QRNumber, QRAlphaNum) if text.isascii() and each.valid(text)), QR8bitByte)
    code.addData(kind(text))
    code.make()
    return QrCode(len(code.modules) + 2 * QUIET, tuple(_squares(code.modules)))


def _squares(modules: Sequence[Sequence[bool]]) -> Iterator[Square]:
    """Runs of dark modules; equal runs below each other are one rectangle."""
    open_: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*modules, ()]):
        runs = set(_runs(line))
        for run in [run for run in open_ if run not in runs]:
            first = open_.pop(run)
            yield run[0] + QUIET, first + QUIET, run[1], row - first
        for run in runs:
            open_.setdefault(run, row)


def _runs(line: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(first, length) of each run of dark modules."""
    start = None
    for place, dark in enumerate([*line, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None
