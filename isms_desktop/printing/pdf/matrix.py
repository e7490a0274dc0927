"""The heat map of the risks: cells on the colour of the band that they can reach, in them what is really there."""

from collections.abc import Sequence

from isms_desktop.printing.colours import BANDS, WHITE, tint
from isms_desktop.printing.document import Align, Matrix, MatrixCell, MatrixMark, Picture
from isms_desktop.printing.matrix_layout import (
    LEGEND,
    LOWEST,
    SCALE_HEIGHT,
    SCALE_WIDTH,
    fitting,
    level_words,
    mark_words,
)
from isms_desktop.printing.measures import ASCENT, MM, NOTE_SIZE
from isms_desktop.printing.pdf.blocks import Part
from isms_desktop.printing.pdf.pen import GREY, Pen
from isms_desktop.printing.text import Ruler


class MatrixPart(Part):
    """The map with its axes and its legend."""

    def __init__(self, picture: Picture, ruler: Ruler, below: float = 0) -> None:
        """``below`` is the room in points for what stands under the map on the same page."""
        super().__init__(ruler, before=4, after=4)
        self._below = below + self.spaceAfter if below else 0.0
        self._matrix: Matrix = picture.drawing
        self._height = picture.height * MM

    def measure(self, _width: float) -> float:
        """As high as the form file wants it."""
        return self._height

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Somewhat lower where the title above takes several lines: the map belongs on the page of its title."""
        super().wrap(width, height)
        room = height - self._below
        if self._height * LOWEST <= room < self._height:
            self.height = room
        return width, self.height

    def paint(self, pen: Pen) -> None:
        """Legend at the top, then the cells: impact upwards and likelihood to the right, as the window shows them."""
        matrix = self._matrix
        self._legend(pen)
        left, bottom = SCALE_WIDTH, SCALE_HEIGHT
        wide = (self.width - left) / len(matrix.likelihoods)
        high = (self.height - bottom - LEGEND) / len(matrix.impacts)
        columns = {level: place for place, (level, _) in enumerate(matrix.likelihoods)}
        rows = {level: place for place, (level, _) in enumerate(matrix.impacts)}
        for cell in matrix.cells:
            x, y = left + columns[cell.likelihood] * wide, bottom + rows[cell.impact] * high
            self._cell(pen, cell, x, y, wide, high)
        for level, word in matrix.likelihoods:
            self._level(pen, level, word, left + columns[level] * wide, bottom - 6 * MM, wide)
        for level, word in matrix.impacts:
            self._level(pen, level, word, 7 * MM, bottom + rows[level] * high + high / 2 - 2, left - 7 * MM)
        pen.box(left, bottom, self.width - left, self.height - bottom - LEGEND)
        pen.aligned(left, 1, self.width - left, "可　能　性　→", 12, Align.CENTER)
        pen.aligned(left, 1, self.width - left, matrix.note, 8, Align.RIGHT)
        self._upright(pen, "衝擊性", 1 * MM, bottom + (self.height - bottom - LEGEND) / 2)

    def _cell(self, pen: Pen, cell: MatrixCell, x: float, y: float, width: float, height: float) -> None:
        colour = BANDS.get(cell.reach, WHITE)
        pen.fill(x, y, width, height, tint(colour))
        pen.box(x, y, width, height, 0.5)
        if not cell.marks:
            return
        size, blocks = fitting(self._matrix, cell.marks, width - 6 * MM, height - 3 * MM, self.ruler)
        top = y + height - 2 * MM
        for mark, lines in blocks:
            top = self._mark(pen, mark, lines, x + 2 * MM, top, width - 4 * MM, size)

    def _mark(
        self, pen: Pen, mark: MatrixMark, lines: Sequence[str], x: float, top: float, width: float, size: float
    ) -> float:
        """A band's label with the number of its risks, and below it their assets; returns where the next one begins."""
        bar, colour = size * 1.6, BANDS.get(mark.band, GREY)
        # The word stands in black on white beside the colour: it must be read in a black-and-white copy, too.
        pen.fill(x, top - bar, width, bar, colour)
        pen.fill(x + 3.5 * MM, top - bar + 0.8, width - 3.5 * MM - 0.8, bar - 1.6, WHITE)
        y = top - bar / 2 - size * (ASCENT - 0.5)
        pen.text(x + 5 * MM, y, mark_words(mark), size)
        y = top - bar - size * 1.2
        for line in lines:
            pen.text(x + 2 * MM, y, line, size)
            y -= size * 1.3
        return top - bar - len(lines) * size * 1.3 - 1.5 * MM

    def _level(self, pen: Pen, level: int, word: str, x: float, y: float, width: float) -> None:
        pen.aligned(x, y, width, level_words(level, word), 10.5, Align.CENTER)

    def _upright(self, pen: Pen, words: str, x: float, middle: float) -> None:
        pen.text(x, middle + 12 * 1.3 * len(words) / 2 + 8, "↑", 12)
        for number, word in enumerate(words):
            pen.text(x, middle + 12 * 1.3 * (len(words) / 2 - number) - 10, word, 12)

    def _legend(self, pen: Pen) -> None:
        y = self.height - 5 * MM
        x = SCALE_WIDTH
        for band, label, span in self._matrix.bands:
            pen.fill(x, y - 1.5, 5 * MM, 3.6 * MM, BANDS.get(band, GREY))
            text = f"{label}（{span}）"
            pen.text(x + 6.5 * MM, y, text, 10.5)
            x += 6.5 * MM + self.length(text, 10.5) + 6 * MM
        pen.aligned(x, y, self.width - x, self._matrix.formula, NOTE_SIZE, Align.RIGHT)
