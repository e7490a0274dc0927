"""What a form file says, once it is read: the paper's blocks, with words that still hold names in braces."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from isms_desktop.domain.fields import Field
from isms_desktop.printing.document import Align, LabelSheet
from isms_desktop.printing.phrase import Phrase


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a form file may use (see ``context.vocabulary``)."""

    names: Collection[str]
    """Names that stand for one thing: office, today …"""
    lists: Mapping[str, Mapping[str, Field | None]]
    """List → name in its rows → the field behind it, if it is one."""
    records: Collection[str]
    """The record types."""


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A title."""

    text: Phrase
    level: int


@dataclass(frozen=True, slots=True)
class FieldsBlock:
    """Labels with values in a line."""

    items: tuple[tuple[str, Phrase], ...]
    align: Align | None


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Paragraphs."""

    lines: tuple[Phrase, ...]
    list: str = ""
    """Given: the lines are printed for each row of it."""
    empty: str = ""
    size: float = 12
    leading: float = 1.6
    align: Align | None = Align.LEFT
    keep: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column of a table as the form file has it."""

    key: str
    """The field that it shows; "" when it has words of its own."""
    heading: Phrase
    width: float
    align: Align
    text: Phrase
    group: str = ""
    scale: str = ""
    merge: bool = False
    sum: bool = False
    keep: bool = False
    hidden: bool = False
    numbered: bool = False
    """Whether the empty rows of the blank version are numbered in it."""
    when: str = ""
    """A name that must stand for something; "" for always."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table of a list or of fixed rows."""

    columns: tuple[ColumnSpec, ...]
    list: str
    rows: tuple[tuple[Phrase, ...], ...]
    group_by: str
    subtotal: Phrase | None
    total: Phrase | None
    variant: bool
    size: float
    row_height: float
    blank_height: float
    """The least height of a row in millimetres on the blank version."""
    blank_rows: int
    spare: int
    """Empty rows below those of the list on the filled version."""
    empty: str


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One cell of a grid as the form file has it."""

    text: Phrase
    label: bool
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT
    height: float = 0
    blank_height: float = 0
    """The least height on the blank version, where somebody writes in it."""


@dataclass(frozen=True, slots=True)
class GridBlock:
    """A boxed form."""

    widths: tuple[float, ...]
    rows: tuple[tuple[CellSpec, ...], ...]
    size: float


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A drawing by name."""

    name: str
    height: float


@dataclass(frozen=True, slots=True)
class SignOffBlock:
    """The officers' cells."""

    titles: tuple[str, ...]
    proposed: tuple[str, ...]
    """Those of the official form, for an office that has decided nothing else."""
    seal: float
    note: Phrase | None


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A remark."""

    text: Phrase


@dataclass(frozen=True, slots=True)
class PageBreakBlock:
    """A new page."""


@dataclass(frozen=True, slots=True)
class CoverBlock:
    """The first page of a document."""

    titles: tuple[Phrase, ...]
    notes: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class ContentsBlock:
    """The list of headings with their pages."""

    title: str


@dataclass(frozen=True, slots=True)
class LabelsBlock:
    """Labels for the rows of a list, on sheets that are bought."""

    list: str
    code: Phrase
    text: Phrase
    sheets: tuple[LabelSheet, ...]
    """The sheets to choose from, the proposed one first."""
    trial: tuple[str, ...]
    """What stands in the places of the page for trying out."""
    empty: str


@dataclass(frozen=True, slots=True)
class ChaptersBlock:
    """The chapters of the office's plan."""

    parts: Mapping[str, TableBlock]
    """The tables that stand in them, by the names by which the text calls them."""
    size: float
    leading: float


AnyBlock: TypeAlias = (
    HeadingBlock
    | FieldsBlock
    | TextBlock
    | TableBlock
    | GridBlock
    | PictureBlock
    | SignOffBlock
    | NoteBlock
    | PageBreakBlock
    | CoverBlock
    | ContentsBlock
    | LabelsBlock
    | ChaptersBlock
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and when it is printed."""

    block: AnyBlock
    when: str
    """A name that must stand for something; "" for always."""
    on: str
    """``filled``, ``blank`` or "" for both versions."""
    unless: str = ""
    """A name that must stand for nothing; "" for always."""


@dataclass(frozen=True, slots=True)
class Form:
    """One official paper, as its form file describes it."""

    id: str
    title: str
    subject: str
    landscape: bool
    source: str
    records: tuple[str, ...]
    yearly: bool
    """Whether it shows the records of one year."""
    sheets: bool
    """Whether it is a register that offices also want as a spreadsheet."""
    each: str
    """The list for each of whose rows the paper is printed once; "" for a paper that is one."""
    none: Phrase | None
    """What a sheet says instead when that list has no rows; None leaves the paper open then."""
    blocks: tuple[Placed, ...]
    path: Path

    @property
    def label_sheets(self) -> tuple[LabelSheet, ...]:
        """The sheets that its labels can be printed on, the proposed one first; none for a paper without labels."""
        return tuple(
            sheet for each in self.blocks if isinstance(each.block, LabelsBlock) for sheet in each.block.sheets
        )

    @property
    def outputs(self) -> tuple[str, ...]:
        """The kinds of file that it can become, by suffix."""
        if self.label_sheets:  # labels stand where they stand: no word processor may move them
            return ("pdf",)
        return ("pdf", "odt", "ods", "xlsx") if self.sheets else ("pdf", "odt")
