"""The PDF writer: a neutral document becomes pages.

A4, 楷體, the name of the office and of the paper at the head of every page, 第 n 頁／共 m 頁 at its foot. All fonts are
embedded, the text can be searched and copied, and the same document always gives the same bytes, so that the content
of a print can be told by its hash.
"""

from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, CondPageBreak, Flowable, Frame, NextPageTemplate, PageTemplate
from reportlab.platypus import PageBreak as NewPage

from isms_desktop.printing.document import (
    Align,
    Block,
    Document,
    Fields,
    Grid,
    Heading,
    Labels,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.measures import LANDSCAPE_SIDE, MM, PAGE_BOTTOM, PAGE_SIDE, PAGE_TOP, RUNNING_HEAD, SMALL
from isms_desktop.printing.pdf.blocks import (
    FieldsPart,
    HeadingPart,
    NotePart,
    ParagraphPart,
    SignOffPart,
    grid_parts,
    height_of,
)
from isms_desktop.printing.pdf.font import Typecase, register_no_font
from isms_desktop.printing.pdf.labels import label_pages
from isms_desktop.printing.pdf.matrix import MatrixPart
from isms_desktop.printing.pdf.pen import GREY, Pen
from isms_desktop.printing.pdf.table import TablePiece
from isms_desktop.printing.running_head import running_head
from isms_desktop.printing.table_layout import TableLayout
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely


def write_pdf(document: Document, target: Path | BinaryIO, fonts: FontChain, job: Job) -> int:
    """Write the paper as PDF to a file or an open stream; returns the number of pages.

    A file appears whole or not at all. Raises Cancelled, and UserError when the file cannot be written.
    """
    if not isinstance(target, Path):
        return _write(document, target, fonts, job)
    pages = 0

    def write(stream: BinaryIO) -> None:
        nonlocal pages
        pages = _write(document, stream, fonts, job)

    write_safely(target, write)
    return pages


def _write(document: Document, stream: BinaryIO, fonts: FontChain, job: Job) -> int:
    # ASCII-85 over compressed streams is for mail of the last century: a quarter larger and slower.
    rl_config.useA85 = 0
    paper = _Paper(document, stream, fonts)
    total = sum(len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks)
    counter = Counter(total, job)
    counter(0)
    paper.build(list(_parts(document, paper, counter)), canvasmaker=partial(_PaperCanvas, paper=paper))
    return int(paper.page)


class _PaperCanvas(Canvas):  # type: ignore[misc]
    """A canvas with our fonts, which draws the feet of all pages when their number is known."""

    def __init__(self, *arguments: Any, paper: "_Paper", **details: Any) -> None:
        super().__init__(*arguments, **details)
        self.typecase = Typecase(paper.ruler.fonts, self._doc)
        self._paper = paper

    def save(self) -> None:
        """Draw what the pages left open, then write the file."""
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"foot{page}")
            self._paper.draw_foot(self, page, total)
            self.endForm()
        super().save()


class _Paper(BaseDocTemplate):  # type: ignore[misc]
    """One paper: its pages, and what stands on all of them."""

    def __init__(self, document: Document, stream: BinaryIO, fonts: FontChain) -> None:
        self.document, self.ruler = document, Ruler(fonts)
        size = landscape(A4) if document.landscape else A4
        super().__init__(
            stream,
            pagesize=size,
            title=f"{document.office}{document.title}",
            author=document.office,
            subject=document.title,
            creator="ISMS Desktop 資安維護管家",
            invariant=1,
            pageCompression=1,
            lang="zh-TW",
            displayDocTitle=True,
            initialFontName=register_no_font(),
        )
        self.side = LANDSCAPE_SIDE if document.landscape else PAGE_SIDE
        self.text_width = size[0] - 2 * self.side
        self.text_height = size[1] - PAGE_TOP - PAGE_BOTTOM - RUNNING_HEAD
        templates = [
            PageTemplate("first", [self._frame(RUNNING_HEAD)], onPage=self._first_page, autoNextPageTemplate="later"),
            PageTemplate("later", [self._frame(0)], onPage=self._later_page),
            # Labels have the whole paper: no head, no foot, no margin.
            PageTemplate("labels", [Frame(0, 0, *size, *[0] * 4)]),
        ]
        begins_with_labels = isinstance(next(iter(document.blocks), None), Labels)
        self.addPageTemplates(templates[::-1] if begins_with_labels else templates)

    def draw_foot(self, canvas: Canvas, page: int, total: int) -> None:
        """The foot of one page."""
        pen = Pen(canvas, self.ruler)
        y = PAGE_BOTTOM - 8 * MM
        pen.aligned(self.side, y, self.text_width, f"第 {page} 頁／共 {total} 頁", SMALL, Align.CENTER)
        pen.done()

    def _frame(self, more: float) -> Frame:
        height = self.text_height + more
        return Frame(
            self.side,
            PAGE_BOTTOM,
            self.text_width,
            height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

    def _first_page(self, canvas: Canvas, page: Any) -> None:
        pen = Pen(canvas, self.ruler)
        pen.text(self.side, self.pagesize[1] - PAGE_TOP + 2, self.document.attachment, 10)
        pen.done()
        canvas.doForm(f"foot{canvas.getPageNumber()}")

    def _later_page(self, canvas: Canvas, _page: Any) -> None:
        pen = Pen(canvas, self.ruler)
        y = self.pagesize[1] - PAGE_TOP - 10
        title, notes = running_head(self.document)
        pen.text(self.side, y, title, SMALL, GREY)
        pen.aligned(self.side, y, self.text_width, notes, SMALL, Align.RIGHT)
        pen.done()
        canvas.doForm(f"foot{canvas.getPageNumber()}")


def _parts(document: Document, paper: _Paper, counter: Counter) -> Iterator[Flowable]:
    ruler, width = paper.ruler, paper.text_width
    for number, block in enumerate(document.blocks):
        match block:
            case Heading():
                if block.level > 1:
                    yield CondPageBreak(35 * MM)
                yield HeadingPart(block, ruler)
            case Table():
                layout = TableLayout(block, width, paper.text_height, ruler)
                tail = height_of(_tail(document.blocks[number + 1 :], ruler), width)
                yield TablePiece(layout, ruler, counter, tail=tail)
                continue
            case Grid():
                yield from _grid(block, document.blocks[number + 1 :], paper)
            case Picture():
                yield MatrixPart(block, ruler, height_of(_below(document.blocks[number + 1 :], width, ruler), width))
            case PageBreak() | Labels():
                yield from _pages(block, number, document, ruler)
            case _:
                if isinstance(block, Text) and block.keep:
                    yield CondPageBreak(height_of(_kept(document.blocks[number:], width, ruler), width))
                yield from _small_parts(block, width, ruler)
        counter(1)


def _pages(block: PageBreak | Labels, number: int, document: Document, ruler: Ruler) -> Iterator[Flowable]:
    """What begins a page, or has pages of its own."""
    if isinstance(block, PageBreak):
        if block.anew:
            yield NextPageTemplate("first")
        yield NewPage()
        return
    if number:
        yield from (NextPageTemplate("labels"), NewPage())
    yield from label_pages(block, ruler)
    if number + 1 < len(document.blocks):
        yield from (NextPageTemplate("first"), NewPage())


def _small_parts(block: Block, width: float, ruler: Ruler) -> Iterator[Flowable]:
    match block:
        case Fields():
            yield FieldsPart(block, ruler)
        case Text(paragraphs=paragraphs):
            yield from (ParagraphPart(each, block, ruler) for each in paragraphs)
        case Grid():
            yield from grid_parts(block, width, ruler)
        case SignOff(titles=titles) if titles:
            yield SignOffPart(block, ruler)
        case Note():
            yield NotePart(block, ruler)


def _kept(blocks: tuple[Block, ...], width: float, ruler: Ruler) -> list[Any]:
    """A text that is kept with what follows, and that: as far as one wants to be kept with the next."""
    found: list[Any] = []
    for block in blocks:
        found += _small_parts(block, width, ruler)
        if not (isinstance(block, Text) and block.keep):
            break
    return found


def _grid(grid: Grid, below: tuple[Block, ...], paper: _Paper) -> Iterator[Flowable]:
    """The rows of a grid; the last one goes with the officers' cells and notes below it, which never stand alone."""
    *parts, last = grid_parts(grid, paper.text_width, paper.ruler)
    yield from parts
    blocks = tuple(takewhile(lambda block: not isinstance(block, PageBreak), below))
    if all(isinstance(block, Fields | Note | SignOff) or _is_one_row(block) for block in blocks):
        tail = [part for block in blocks for part in _small_parts(block, paper.text_width, paper.ruler)]
        together = height_of([last, *tail], paper.text_width)
        if tail and together < paper.text_height / 2:
            yield CondPageBreak(together)
    yield last


def _is_one_row(block: Block) -> bool:
    return isinstance(block, Grid) and len(block.rows) == 1


def _below(blocks: tuple[Block, ...], width: float, ruler: Ruler) -> list[Any]:
    """The small things under a picture, up to the next page or table."""
    same_page = takewhile(lambda block: isinstance(block, Fields | Note | SignOff), blocks)
    return [part for block in same_page for part in _small_parts(block, width, ruler)]


def _tail(blocks: tuple[Block, ...], ruler: Ruler) -> list[Any]:
    """What stands below the last table of a paper, when it is only small things: they stay with its last rows."""
    blocks = tuple(takewhile(lambda block: not isinstance(block, PageBreak), blocks))
    if not all(isinstance(block, Fields | Note | SignOff) for block in blocks):
        return []
    return [part for block in blocks for part in _small_parts(block, 0, ruler)]
