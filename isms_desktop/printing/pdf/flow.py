"""From the blocks of a paper to what ReportLab places on pages: what stands together, and what begins a page."""

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import Any, Protocol

from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate
from reportlab.platypus import PageBreak as NewPage

from isms_desktop.printing.document import (
    Block,
    Contents,
    Cover,
    Document,
    Fields,
    Grid,
    Heading,
    Labels,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.job import Counter
from isms_desktop.printing.measures import FIELD_SIZE, MM, RUNNING_HEAD
from isms_desktop.printing.pdf.blocks import (
    FieldsPart,
    HeadingPart,
    NotePart,
    ParagraphPart,
    SignOffPart,
    grid_parts,
    height_of,
)
from isms_desktop.printing.pdf.book import BookHeading, CoverPart, Places, contents_parts, is_book
from isms_desktop.printing.pdf.labels import label_pages
from isms_desktop.printing.pdf.matrix import MatrixPart
from isms_desktop.printing.pdf.table import BELOW_TABLE, TablePiece
from isms_desktop.printing.table_layout import FEWEST_LINES, TableLayout, tail_of
from isms_desktop.printing.text import Ruler


class Paper(Protocol):
    """The pages that a paper is placed on, in points."""

    ruler: Ruler
    places: Places
    text_width: float
    text_height: float


def parts_of(document: Document, paper: Paper, counter: Counter) -> Iterator[Flowable]:
    """Everything on the paper in its order, as things that ReportLab places; ``counter`` is told of what was placed."""
    ruler, width = paper.ruler, paper.text_width
    for number, block in enumerate(document.blocks):
        match block:
            case Heading():
                yield from _heading(block, number, document, paper)
            case Table():
                layout = TableLayout(block, width, paper.text_height, ruler)
                piece = TablePiece(layout, ruler, counter, tail=_height_of_tail(document.blocks[number + 1 :], paper))
                joined = _joined(document.blocks, number)
                piece.spaceBefore *= not joined[0]
                piece.spaceAfter *= not joined[1]
                yield piece
                continue
            case Grid():
                yield from _grid(block, number, document.blocks, paper)
            case Picture():
                yield MatrixPart(block, ruler, height_of(_below(document.blocks[number + 1 :], width, ruler), width))
            case Cover() | Contents() | PageBreak() | Labels():
                yield from _pages(block, number, document, paper)
            case _:
                if isinstance(block, Text) and block.keep:
                    yield CondPageBreak(height_of(_kept(document.blocks[number:], width, ruler), width))
                below = document.blocks[number + 1] if number + 1 < len(document.blocks) else None
                if isinstance(block, Text) and isinstance(below, Table) and is_book(document.blocks):
                    yield from _above_table(block, below, paper)
                else:
                    yield from _small_parts(block, width, ruler)
        counter(1)


def _heading(heading: Heading, number: int, document: Document, paper: Paper) -> Iterator[Flowable]:
    """A heading is never the last thing on a page; in a book it stands in the contents, too."""
    book = is_book(document.blocks)
    below_another = book and number and isinstance(document.blocks[number - 1], Heading)
    if heading.level > 1 and not below_another:
        yield CondPageBreak(_room_to_begin(document.blocks[number:], paper) if book else 35 * MM)
    yield BookHeading(heading, paper.ruler, number, paper.places) if book else HeadingPart(heading, paper.ruler)


def _pages(
    block: Cover | Contents | PageBreak | Labels, number: int, document: Document, paper: Paper
) -> Iterator[Flowable]:
    """What begins a page, or has pages of its own."""
    match block:
        case Cover():
            yield CoverPart(block, paper.ruler, paper.text_height + RUNNING_HEAD)
            yield NewPage()
        case Contents():
            yield from contents_parts(block, document.blocks, paper.ruler, paper.places)
            yield NewPage()
        case PageBreak():
            if block.anew:
                yield NextPageTemplate("first")
            yield NewPage()
        case Labels():
            if number:
                yield from (NextPageTemplate("labels"), NewPage())
            yield from label_pages(block, paper.ruler)
            if number + 1 < len(document.blocks):
                yield from (NextPageTemplate("first"), NewPage())


def _room_to_begin(blocks: tuple[Block, ...], paper: Paper) -> float:
    """The height of a heading, of those directly below it, and of what may not be torn from the last of them."""
    ruler, width = paper.ruler, paper.text_width
    headings = list(takewhile(lambda block: isinstance(block, Heading), blocks))
    room = height_of([HeadingPart(each, ruler) for each in headings if isinstance(each, Heading)], width)
    below, after = (*blocks[len(headings) : len(headings) + 2], None, None)[:2]
    if isinstance(below, Table):
        return room + _room_of_table(below, paper)
    if not isinstance(below, Text):
        return room + (30 * MM if below else 0)
    parts = list(_paragraph_parts(below, ruler))
    if isinstance(after, Table) and len(parts) == _together(parts):  # nothing is left to stand between the two
        return room + height_of(parts, width) + _room_of_table(after, paper)
    kept = list(takewhile(lambda part: part.keepWithNext, parts))
    if kept:  # what announces stands with the whole of what it announces
        return room + height_of(parts[: len(kept) + 1], width)
    height, leading = height_of(parts[:1], width), parts[0].leading
    return room + (height if height < 4 * leading else 2 * leading)  # two lines stay on either page


def _room_of_table(table: Table, paper: Paper) -> float:
    """The height of a table's heads and of what has to stand below them at least."""
    layout = TableLayout(table, paper.text_width, paper.text_height, paper.ruler)
    first = next(iter(layout.rows), None)
    if first is None:
        return sum(layout.head_heights)
    return sum(layout.head_heights) + (layout.height_of(FEWEST_LINES) if layout.may_be_cut(first) else first.height)


def _above_table(text: Text, table: Table, paper: Paper) -> Iterator[Flowable]:
    """The paragraphs above a table; the last one, as 如下表：, stands on the page where the table begins."""
    parts = list(_paragraph_parts(text, paper.ruler))
    last = _together(parts)
    yield from parts[: len(parts) - last]
    yield CondPageBreak(height_of(parts[len(parts) - last :], paper.text_width) + _room_of_table(table, paper))
    yield from parts[len(parts) - last :]


def _together(parts: Sequence[ParagraphPart]) -> int:
    """How many of the paragraphs at the end of a text stand together: the last one, and those that announce it."""
    announcing = takewhile(lambda part: part.keepWithNext, reversed(parts[:-1]))
    return 1 + len(list(announcing))


def _small_parts(block: Block, width: float, ruler: Ruler) -> Iterator[Flowable]:
    match block:
        case Fields():
            yield from _fields(block, width, ruler)
        case Text():
            yield from _paragraph_parts(block, ruler)
        case Grid():
            yield from grid_parts(block, width, ruler)
        case SignOff(titles=titles) if titles:
            yield SignOffPart(block, ruler)
        case Note():
            yield NotePart(block, ruler)


def _fields(fields: Fields, width: float, ruler: Ruler) -> Iterator[Flowable]:
    """Labels and values; where one is longer than the line, each is a line or a hanging paragraph of its own."""
    room = width / FIELD_SIZE * 1000
    long = [each for each in fields.items if width and ruler.width(f"{each.label}：{each.value}") > room]
    if not long:
        yield FieldsPart(fields, ruler)
        return
    for item in fields.items:
        if item in long:
            yield ParagraphPart(Paragraph(item.value, f"{item.label}："), Text((), FIELD_SIZE), ruler)
        else:
            yield FieldsPart(Fields((item,), fields.align), ruler)


def _kept(blocks: tuple[Block, ...], width: float, ruler: Ruler) -> list[Any]:
    """A text that is kept with what follows, and that: as far as one wants to be kept with the next."""
    found: list[Any] = []
    for block in blocks:
        found += _small_parts(block, width, ruler)
        if not (isinstance(block, Text) and block.keep):
            break
    return found


def _joined(blocks: tuple[Block, ...], number: int) -> tuple[bool, bool]:
    """Whether a grid stands directly above and below a block: they are one form, and no room parts them."""
    return isinstance(blocks[number - 1] if number else None, Grid), isinstance(
        next(iter(blocks[number + 1 :]), None), Grid
    )


def _grid(grid: Grid, number: int, all_blocks: tuple[Block, ...], paper: Paper) -> Iterator[Flowable]:
    """The rows of a grid; the last one goes with the officers' cells and notes below it, which never stand alone."""
    joined = "".join(side for side, there in zip("tb", _joined(all_blocks, number), strict=True) if there)
    *parts, last = grid_parts(grid, paper.text_width, paper.ruler, joined)
    yield from parts
    blocks = tuple(takewhile(lambda block: not isinstance(block, PageBreak), all_blocks[number + 1 :]))
    if all(isinstance(block, Fields | Note | SignOff) or _is_one_row(block) for block in blocks):
        tail = [part for block in blocks for part in _small_parts(block, paper.text_width, paper.ruler)]
        together = height_of([last, *tail], paper.text_width)
        if tail and together < paper.text_height / 2:
            yield CondPageBreak(together)
    yield last


def _is_one_row(block: Block) -> bool:
    return isinstance(block, Grid) and len(block.rows) == 1


def _paragraph_parts(text: Text, ruler: Ruler) -> Iterator[ParagraphPart]:
    """Paragraph by paragraph; one that only announces those below it, as (一) 組織, stays with the first of them."""
    for each, below in zip_longest(text.paragraphs, text.paragraphs[1:]):
        part = ParagraphPart(each, text, ruler)
        announces = below is not None and below.level > each.level and not each.text.endswith("。")
        part.keepWithNext = announces
        yield part


def _below(blocks: tuple[Block, ...], width: float, ruler: Ruler) -> list[Any]:
    """The small things under a picture, up to the next page or table."""
    same_page = takewhile(lambda block: isinstance(block, Fields | Note | SignOff), blocks)
    return [part for block in same_page for part in _small_parts(block, width, ruler)]


def _height_of_tail(blocks: tuple[Block, ...], paper: Paper) -> float | None:
    """The height of what stands below the last table of a paper and stays with it; None when that is all of it."""
    if isinstance(next(iter(blocks), PageBreak()), PageBreak):
        return None
    parts: list[Any] = [part for each in tail_of(blocks) for part in _small_parts(each, paper.text_width, paper.ruler)]
    height, room = 0.0, BELOW_TABLE
    for part in parts:
        height += max(room, part.spaceBefore) + part.wrap(paper.text_width, 0)[1]
        room = part.spaceAfter
    return height
