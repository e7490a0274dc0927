"""A paper before it has a layout: what stands on it, in order, with every value filled in.

``build`` makes it from a form file and the records; each writer (PDF today; ODT and sheets stand on the same blocks)
turns it into a file. Nothing here knows a record type, a font or a page break.
"""

import enum
from dataclasses import dataclass
from typing import TypeAlias


class Align(enum.StrEnum):
    """Where a text stands in its cell."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class RowKind(enum.StrEnum):
    """What a row of a table is for."""

    ITEM = "item"
    EMPTY = "empty"
    """A row to write in by hand."""
    SUBTOTAL = "subtotal"
    """Closes a group; belongs to the rows above it."""
    TOTAL = "total"
    MESSAGE = "message"
    """One sentence over the whole width, such as 本表無資料."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of the paper (level 1), of a part of it (2) or of a section of that (3)."""

    text: str
    level: int
    size: float = 0
    """Size of the letters in points; 0 for the usual one of its level."""


@dataclass(frozen=True, slots=True)
class FieldItem:
    """A label with its value: 編號：115-003. An empty value is a line to write on."""

    label: str
    value: str
    late: bool = False
    """Filled in when the paper is printed, such as its number: it takes as much room before as after."""


@dataclass(frozen=True, slots=True)
class Fields:
    """A line of labels and values above or below a table, spread over the width or set to one side."""

    items: tuple[FieldItem, ...]
    align: Align | None
    """None spreads the items over the width."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a marker (一、 or 1.) hangs before it."""

    text: str
    marker: str = ""
    level: int = 0
    """Depth of the marker among those of the text: 0 is flush with the margin."""


@dataclass(frozen=True, slots=True)
class Text:
    """Running text."""

    paragraphs: tuple[Paragraph, ...]
    size: float = 12
    """Size of the letters in points."""
    leading: float = 1.6
    """Distance of lines, as a part of the letters' size; more where somebody writes between them."""
    align: Align | None = Align.LEFT
    """LEFT is set to both margins; None spreads each line's characters over the width (中　華　民　國　年　月　日)."""
    keep: bool = False
    """Whether it stands on one page, together with what follows: lines to sign on with the day below them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    heading: str
    width: float
    """Share of the width, compared with the other columns."""
    align: Align = Align.LEFT
    group: str = ""
    """Heading above this and the neighbours that have the same one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``cells`` has a text for each column."""

    cells: tuple[str, ...]
    kind: RowKind = RowKind.ITEM
    source: str = ""
    """The record that it came from, as a person names it."""
    label_span: int = 1
    """How many columns the first text takes (sums of a group)."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Equal cells of neighbouring rows that are one cell on paper."""

    column: int
    first: int
    """Number of the first row, from 0."""
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """A list with its heading, repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    size: float = 10
    """Size of the letters in points."""
    row_height: float = 0
    """The least height of a row in millimetres."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: the label of something, or its value."""

    text: str
    label: bool = False
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT
    height: float = 0
    """The least height in millimetres."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A boxed form of labels and values; ``widths`` are shares of the width."""

    widths: tuple[float, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    size: float = 11


@dataclass(frozen=True, slots=True)
class MatrixMark:
    """The risks of one band in one cell of the matrix."""

    band: str
    """``low``, ``medium`` or ``high``."""
    label: str
    items: tuple[str, ...]
    """Asset numbers, one for each risk."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One combination of likelihood and impact."""

    likelihood: int
    impact: int
    reach: str
    """The highest band that a risk in this cell can have."""
    marks: tuple[MatrixMark, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The heat map of the risks: 可能性 to the right, 衝擊性 upwards."""

    likelihoods: tuple[tuple[int, str], ...]
    """(level, word), rising."""
    impacts: tuple[tuple[int, str], ...]
    cells: tuple[MatrixCell, ...]
    bands: tuple[tuple[str, str, str], ...]
    """(band, label, range) for the legend, from low to high."""
    formula: str
    note: str = ""
    named: bool = True
    """Whether the assets stand in the cells, or only how many risks there are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing, ``height`` millimetres high."""

    drawing: Matrix
    height: float


@dataclass(frozen=True, slots=True)
class SignOff:
    """The cells in which the officers sign or set their seals, first to last."""

    titles: tuple[str, ...]
    seal: float
    """Height of the space for the seal, in millimetres."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small letters."""

    text: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""

    anew: bool = False
    """Whether a paper of its own begins there: the next copy of a form that is printed once for each …."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page of a document: words in the middle of the page, large ones first; nothing else stands on it."""

    titles: tuple[str, ...]
    notes: tuple[str, ...]
    """Smaller lines at the foot: the date, the edition."""


@dataclass(frozen=True, slots=True)
class Contents:
    """目錄: the headings of level 2 and 3 of the whole document with the pages on which they stand."""

    title: str


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One kind of label sheet: how many labels it has and where; lengths in millimetres on A4."""

    id: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    """From the left edge of the paper to the first label."""
    top: float
    gap_across: float = 0
    gap_down: float = 0
    name: str = ""
    """What a person calls it: 2 欄 × 7 列（99.1 × 38.1 公釐）."""
    code: float = 15
    """Side of the dark part of the QR code; the white around it comes on top."""

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The upper left corner of a label (its place from 0, row by row), from that of the paper."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.width + self.gap_across), self.top + row * (self.height + self.gap_down)


@dataclass(frozen=True, slots=True)
class Label:
    """One label: a QR code and a few lines beside it."""

    code: str
    """What the code says; "" for none."""
    lines: tuple[str, ...]
    source: str = ""
    """The record that it is for, as a person names it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels on their sheets; the pages have nothing else on them."""

    sheet: LabelSheet
    labels: tuple[Label, ...]
    skip: int = 0
    """Places at the beginning of the first sheet that are used up."""
    rulers: bool = False
    """A page for trying out: the outlines of all labels with rulers; ``labels`` are words for it, place by place."""


Block: TypeAlias = (
    Heading | Fields | Text | Table | Grid | Picture | SignOff | Note | PageBreak | Cover | Contents | Labels
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What ties a sheet of paper to its entry in the print register; stands small at the foot of every page."""

    number: str
    """列印編號."""
    moment: str
    """民國 day and time."""
    content: str
    """The first digits of the content hash."""
    code: str
    """What the QR code says."""

    @property
    def words(self) -> str:
        """The line beside the code."""
        return f"列印編號 {self.number}　{self.moment}　內容 {self.content}"


@dataclass(frozen=True, slots=True)
class Document:
    """One paper, ready for a writer."""

    form: str
    """Id of the form file."""
    title: str
    office: str
    attachment: str
    """「附件 4」 where the office's list numbers its papers; else ""."""
    number: str
    made_on: str
    """製表日期 as it is printed; "" on a paper to be filled in by hand."""
    landscape: bool
    blank: bool
    blocks: tuple[Block, ...]
    stamp: Stamp | None = None
    """None for a paper that is not in the print register: a preview, or one from a file that cannot be written."""
    personal: tuple[str, ...] = ()
    """Labels of the sensitive fields that it shows, in full or masked."""
