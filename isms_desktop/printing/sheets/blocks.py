"""Everything on a paper but its tables as lines of a sheet."""

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, pairwise
from operator import add

from isms_desktop.printing.colours import BANDS, LABEL_COLOUR, WHITE, tint
from isms_desktop.printing.document import (
    Align,
    Contents,
    Cover,
    Fields,
    Grid,
    Heading,
    Labels,
    Matrix,
    MatrixCell,
    Note,
    SignOff,
    Text,
)
from isms_desktop.printing.grid_layout import placed
from isms_desktop.printing.matrix import listed
from isms_desktop.printing.measures import (
    FIELD_SIZE,
    FRAME,
    LINE_TO_WRITE_ON,
    MM,
    NOTE_SIZE,
    PART_SIZE,
    SIGN_SIZE,
    TEXT_SIZE,
    THIN,
    TITLE_SIZE,
    WIDEST_SIGN_CELL,
)
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.sheets.cells import Cell, Edges, Line, Look
from isms_desktop.printing.sheets.columns import Columns
from isms_desktop.printing.sheets.measure import SIDE, Measure, cut, pieces
from isms_desktop.printing.sheets.numbers import format_of

_BOX: Edges = (THIN, THIN, THIN, THIN)
_SCALE = 26.0
"""Width of the words beside the heat map."""
_COVER_SIZES = (24.0, 18.0)
"""Of the first title and of the others."""
_FIELD_SIZES = (FIELD_SIZE, 10.5, 10.0, 9.5)
_MAP_SIZE = 10.0
_MOST_TRIED = 5000
"""Ways of setting labels on the edges of columns that are looked at."""


class Blocks:
    """Lays out blocks on the columns of one sheet."""

    def __init__(self, columns: Columns, measure: Measure) -> None:
        self._columns, self._measure = columns, measure

    @property
    def width(self) -> float:
        """Of the paper between its margins."""
        return self._columns.edges[-1]

    def attachment(self, text: str) -> Iterator[Line]:
        """「附件 4」 at the top."""
        yield from self._paragraph(text, Look(10.0))

    def heading(self, heading: Heading) -> Iterator[Line]:
        """The title in the middle, broken where it has a line break if it does not fit into one line."""
        size = {1: TITLE_SIZE, 2: PART_SIZE}.get(heading.level, TEXT_SIZE)
        whole = heading.text.replace("\n", "")
        text = whole if self._measure.length(whole, size) <= self.width - 2 * SIDE else heading.text
        look = Look(size, Align.CENTER) if heading.level == 1 else Look(size, vertical="bottom")
        lines = [line for part in text.split("\n") for line in self._measure.heading(part, self.width, size)]
        height = self._measure.height(len(lines), size) + (0 if heading.level == 1 else 2.5)
        yield Line(height, (self._whole("\n".join(lines), look),))

    def note(self, note: Note) -> Iterator[Line]:
        """A remark."""
        yield from self._paragraph(note.text, Look(NOTE_SIZE))

    def text(self, text: Text) -> Iterator[Line]:
        """A line of the sheet for each paragraph."""
        more = text.size * (text.leading - 1.36) / MM
        for each in text.paragraphs:
            if not each.text and not each.marker:
                yield Line(text.size * 0.7 / MM)
                continue
            look = Look(text.size, text.align, indent=2 * each.level)
            yield from self._paragraph(each.marker + each.text, look, more)

    def fields(self, fields: Fields) -> Iterator[Line]:
        """Labels and values in a line, in somewhat smaller letters if need be, else below each other."""
        words = [f"{item.label}：{item.value or _line()}" for item in fields.items]
        for size in _FIELD_SIZES:
            cells = self._in_one_line(words, fields.align, size)
            if cells:
                yield Line(FIELD_SIZE * 1.6 / MM, cells)
                return
        for text in words:
            yield from self._paragraph(text, Look(FIELD_SIZE, fields.align or Align.LEFT), 0.6)

    def _in_one_line(self, words: Sequence[str], align: Align | None, size: float) -> tuple[Cell, ...]:
        """The cells of a line of labels and values; none when it does not fit."""
        needs = [self._measure.length(each, size) + 2 * SIDE for each in words]
        cuts = self._cuts(needs) if align is None else []
        if cuts:
            aligns = (Align.LEFT, *(Align.CENTER for _ in words[2:]), Align.RIGHT)
            placed_words = zip(words, pairwise(cuts), aligns, strict=True)
            return tuple(self._cell(text, start, end, Look(size, at)) for text, (start, end), at in placed_words)
        together = "　".join(words)
        if self._measure.length(together, size) + 2 * SIDE > self.width:
            return ()
        return (self._whole(together, Look(size, align or Align.LEFT)),)

    def _cuts(self, needs: Sequence[float]) -> list[float]:
        """Edges between which items of these widths stand in one line; [] when the columns do not allow it."""
        if len(needs) < 2 or sum(needs) > self.width:
            return []
        gap = (self.width - sum(needs)) / (len(needs) - 1)
        wanted = [end - gap / 2 for end in list(accumulate(need + gap for need in needs))[:-1]]
        inner = self._columns.edges[1:-1]
        if math.comb(len(inner), len(wanted)) > _MOST_TRIED:
            return []
        tried = ([0.0, *chosen, self.width] for chosen in combinations(inner, len(wanted)))
        fitting = [cuts for cuts in tried if _fit(needs, cuts)]
        return min(fitting, key=lambda cuts: sum(map(_distance, cuts[1:], wanted)), default=[])

    def signoff_edges(self, signoff: SignOff) -> list[float]:
        """The edges that the officers' cells want."""
        each = max(1, min(len(signoff.titles), int(self.width / (signoff.seal + 2))))
        cell = min(self.width / each, WIDEST_SIGN_CELL / MM)
        left = (self.width - each * cell) / 2
        return [left + number * cell for number in range(each + 1)]

    def signoff(self, signoff: SignOff, edges: Sequence[float]) -> Iterator[Line]:
        """A title above the room for its seal, officer by officer."""
        each = len(edges) - 1
        for start in range(0, len(signoff.titles), each):
            titles = signoff.titles[start : start + each]
            spans = list(zip(titles, pairwise(edges), strict=False))
            lines = [self._measure.heading(title, right - left, SIGN_SIZE) for title, (left, right) in spans]
            high = max(self._measure.height(max(map(len, lines)), SIGN_SIZE), SIGN_SIZE * 1.9 / MM)
            frames = [(THIN if number else FRAME, FRAME if number == len(titles) - 1 else THIN)
                      for number in range(len(titles))]  # fmt: skip
            head = tuple(
                self._cell("\n".join(text), *span, Look(SIGN_SIZE, Align.CENTER, edges=(left, FRAME, right, THIN),
                                                       fill=LABEL_COLOUR))
                for text, (_, span), (left, right) in zip(lines, spans, frames, strict=True)
            )  # fmt: skip
            room = tuple(
                self._cell("", *span, Look(SIGN_SIZE, Align.CENTER, edges=(left, THIN, right, FRAME)))
                for (_, span), (left, right) in zip(spans, frames, strict=True)
            )
            yield Line(high, head, keeps=True)
            yield Line(signoff.seal + 1, room, keeps=True)

    def grid(self, grid: Grid, edges: Sequence[float]) -> Iterator[Line]:
        """A boxed form."""
        boxes = list(placed(grid))
        count = len(grid.rows)
        texts = [self._measure.lines(box.cell.text, edges[box.to_column] - edges[box.column], grid.size)
                 for box in boxes]  # fmt: skip
        heights = [0.0] * count
        for box, lines in sorted(zip(boxes, texts, strict=True), key=lambda each: each[0].to_row - each[0].row):
            needed = max(self._measure.height(len(lines), grid.size) + 1, box.cell.height)
            lacking = needed - sum(heights[box.row : box.to_row])
            for row in range(box.row, box.to_row):
                heights[row] += max(lacking, 0) / (box.to_row - box.row)
        for row, height in enumerate(heights):
            here = [(box, lines) for box, lines in zip(boxes, texts, strict=True) if box.row == row]
            whole = not any(box.row <= row < box.to_row and box.to_row - box.row > 1 for box in boxes)
            most = max((len(lines) for _, lines in here), default=1)
            kept = any(box.row < row < box.to_row for box in boxes)
            cells = []
            for box, lines in here:
                left = THIN if box.column else FRAME
                right = FRAME if box.to_column == len(grid.widths) else THIN
                look = Look(
                    grid.size,
                    Align.CENTER if box.cell.label else box.cell.align,
                    edges=(left, THIN, right, THIN),
                    fill=LABEL_COLOUR if box.cell.label else None,
                    format=format_of(box.cell.text, None),
                )
                span = edges[box.column], edges[box.to_column]
                cells.append((self._cell(box.cell.text, *span, look, box.to_row - box.row), lines))
            yield from cut(cells, height, pieces(most, grid.size) if whole else 1, Line(0, keeps=kept), grid.size)

    def cover(self, cover: Cover) -> Iterator[Line]:
        """The words of the first page, which has nothing else."""
        yield Line(60)
        for number, title in enumerate(cover.titles):
            yield from self._paragraph(title, Look(_COVER_SIZES[min(number, 1)], Align.CENTER), 4)
        yield Line(60)
        for note in cover.notes:
            yield from self._paragraph(note, Look(TEXT_SIZE, Align.CENTER), 1)

    def contents(self, contents: Contents, headings: Sequence[Heading]) -> Iterator[Line]:
        """The headings of the paper; a sheet has no pages to name."""
        yield from self.heading(Heading(contents.title, 1))
        for each in headings:
            yield from self._paragraph(each.text, Look(TEXT_SIZE, indent=2 * (each.level - 2)), 1)

    def matrix_edges(self, matrix: Matrix) -> list[float]:
        """The edges of the heat map: its words, then a column for each likelihood."""
        each = (self.width - _SCALE) / len(matrix.likelihoods)
        return [0.0, *(_SCALE + number * each for number in range(len(matrix.likelihoods) + 1))]

    def matrix(self, matrix: Matrix, height: float, edges: Sequence[float]) -> Iterator[Line]:
        """The heat map as a table: impact upwards, likelihood to the right, in each cell what is there."""
        legend = "　".join(f"{label}（{span}）" for _, label, span in matrix.bands)
        yield from self._paragraph(f"{legend}　　{matrix.formula}", Look(NOTE_SIZE))
        cells = {(each.likelihood, each.impact): each for each in matrix.cells}
        least = (height - 30) / len(matrix.impacts)
        spans = list(pairwise(edges[1:]))
        look = Look(_MAP_SIZE, Align.CENTER, edges=_BOX)
        for impact, word in reversed(matrix.impacts):
            label = self._cell(f"衝擊性 {impact}　{word}", edges[0], edges[1], look)
            row: list[tuple[Cell, tuple[str, ...]]] = [(label, ("",))]
            for (likelihood, _), (left, right) in zip(matrix.likelihoods, spans, strict=True):
                cell = self._marks(cells[likelihood, impact], (left, right), matrix.named)
                row.append((cell, self._measure.lines(cell.text, right - left, _MAP_SIZE)))
            yield from self._row(row, least, Line(0))
        levels = zip(matrix.likelihoods, spans, strict=True)
        words = [self._cell(f"{level}　{word}", *span, look) for (level, word), span in levels]
        corner = self._cell("可能性 →", edges[0], edges[1], look)
        yield Line(self._measure.height(1, _MAP_SIZE) + 2, (corner, *words), keeps=True)
        if matrix.note:
            yield from self._paragraph(matrix.note, Look(NOTE_SIZE))

    def labels(self, labels: Labels) -> Iterator[Line]:
        """What the labels say, one below the other: a sheet sticks on nothing."""
        for label in labels.labels:
            text = "\n".join((label.code, *label.lines))
            yield from self._paragraph(text, Look(FIELD_SIZE, edges=(FRAME, THIN, FRAME, THIN)))

    def _marks(self, cell: MatrixCell, span: tuple[float, float], named: bool) -> Cell:
        counts = (f"{mark.label}　{len(mark.items)} 項" for mark in cell.marks)
        names = (f"\n{listed(mark.items)}" if named else "" for mark in cell.marks)
        text = "\n".join(map(add, counts, names))
        look = Look(_MAP_SIZE, vertical="top", edges=_BOX, fill=tint(BANDS.get(cell.reach, WHITE)))
        return self._cell(text, *span, look)

    def _row(self, cells: Sequence[tuple[Cell, tuple[str, ...]]], least: float, line: Line) -> Iterator[Line]:
        """Cells beside each other, as high as the longest text needs and at least ``least`` millimetres."""
        size = cells[0][0].look.size
        most = max((len(lines) for cell, lines in cells if cell.rows == 1), default=1)
        height = max(self._measure.height(most, size), least)
        yield from cut(cells, height, pieces(most, size), line, size)

    def _paragraph(self, text: str, look: Look, more: float = 0) -> Iterator[Line]:
        """A text over the whole width, ``more`` millimetres higher than its lines."""
        indent = look.indent * look.size / MM
        lines = self._measure.lines(text, self.width - indent, look.size)
        height = self._measure.height(len(lines), look.size) + max(more, 0)
        yield from self._row([(self._whole(text, look), lines)], height, Line(0))

    def _whole(self, text: str, look: Look) -> Cell:
        return self._cell(text, 0.0, self.width, look)

    def _cell(self, text: str, left: float, right: float, look: Look, rows: int = 1) -> Cell:
        start, end = self._columns.index(left), self._columns.index(right)
        return Cell(start, text, look, end - start, rows)


def _fit(needs: Sequence[float], cuts: Sequence[float]) -> bool:
    return all(right - left >= need for need, (left, right) in zip(needs, pairwise(cuts), strict=True))


def _distance(cut: float, wanted: float) -> float:
    return abs(cut - wanted)


def _line() -> str:
    """A line to write on."""
    return UNDERLINED + "　" * round(LINE_TO_WRITE_ON / FIELD_SIZE) + PLAIN
