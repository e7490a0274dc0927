"""The PDF writer: a neutral document becomes pages.

A4, 楷體, the name of the office and of the paper at the head of every page, 第 n 頁／共 m 頁 at its foot. All fonts are
embedded, the text can be searched and copied, and the same document always gives the same bytes, so that the content
of a print can be told by its hash.
"""

import io
from collections.abc import Iterator
from functools import partial
from itertools import takewhile, zip_longest
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
    Contents,
    Cover,
    Document,
    Fields,
    Grid,
    Heading,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.measures import MM
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
from isms_desktop.printing.pdf.font import Typecase, register_no_font
from isms_desktop.printing.pdf.matrix import MatrixPart
from isms_desktop.printing.pdf.pen import GREY, Pen
from isms_desktop.printing.pdf.table import TablePiece
from isms_desktop.printing.table_layout import TableLayout
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely

SIDE, TOP, BOTTOM = 18 * MM, 15 * MM, 16 * MM
"""Margins; the foot of the page stands in the lower one."""
LANDSCAPE_SIDE = 15 * MM
RUNNING_HEAD = 8 * MM
"""Room for the name of the paper above its second and later pages."""
SMALL = 9.0


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
    ruler, places = Ruler(fonts), Places()
    total = sum(len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks)
    if is_book(document.blocks):
        # The pages that the contents name are known when the document is laid out; they do not change its layout.
        _draw(document, io.BytesIO(), ruler, places, Counter(total, Job(None, job.cancelled)))
        places = Places(places.found)
    return _draw(document, stream, ruler, places, Counter(total, job))


def _draw(document: Document, stream: BinaryIO, ruler: Ruler, places: Places, counter: Counter) -> int:
    paper = _Paper(document, stream, ruler, places)
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

    def __init__(self, document: Document, stream: BinaryIO, ruler: Ruler, places: Places) -> None:
        self.document, self.ruler, self.places = document, ruler, places
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
        self.side = LANDSCAPE_SIDE if document.landscape else SIDE
        self.text_width = size[0] - 2 * self.side
        self.text_height = size[1] - TOP - BOTTOM - RUNNING_HEAD
        cover = PageTemplate("cover", [self._frame(RUNNING_HEAD)], autoNextPageTemplate="later")
        first = PageTemplate(
            "first", [self._frame(RUNNING_HEAD)], onPage=self._first_page, autoNextPageTemplate="later"
        )
        later = PageTemplate("later", [self._frame(0)], onPage=self._later_page)
        covered = bool(document.blocks) and isinstance(document.blocks[0], Cover)
        self.addPageTemplates([cover, first, later] if covered else [first, later])

    def draw_foot(self, canvas: Canvas, page: int, total: int) -> None:
        """The foot of one page."""
        pen = Pen(canvas, self.ruler)
        y = BOTTOM - 8 * MM
        pen.aligned(self.side, y, self.text_width, f"第 {page} 頁／共 {total} 頁", SMALL, Align.CENTER)
        pen.done()

    def _frame(self, more: float) -> Frame:
        height = self.text_height + more
        return Frame(
            self.side, BOTTOM, self.text_width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
        )

    def _first_page(self, canvas: Canvas, page: Any) -> None:
        pen = Pen(canvas, self.ruler)
        pen.text(self.side, self.pagesize[1] - TOP + 2, self.document.attachment, 10)
        pen.done()
        canvas.doForm(f"foot{canvas.getPageNumber()}")

    def _later_page(self, canvas: Canvas, _page: Any) -> None:
        pen = Pen(canvas, self.ruler)
        y = self.pagesize[1] - TOP - 10
        pen.text(self.side, y, _running_head(self.document), SMALL, GREY)
        notes = [f"編號：{self.document.number}"] if self.document.number else []
        notes += [f"製表日期：{self.document.made_on}"] if self.document.made_on else []
        pen.aligned(self.side, y, self.text_width, "　".join(notes), SMALL, Align.RIGHT)
        pen.done()
        canvas.doForm(f"foot{canvas.getPageNumber()}")


def _parts(document: Document, paper: _Paper, counter: Counter) -> Iterator[Flowable]:
    ruler, width = paper.ruler, paper.text_width
    book = is_book(document.blocks)
    for number, block in enumerate(document.blocks):
        match block:
            case Heading():
                if block.level > 1 and not (book and number and isinstance(document.blocks[number - 1], Heading)):
                    room = _room_to_begin(document.blocks[number:], width, ruler) if book else 0
                    yield CondPageBreak(max(room, 35 * MM))
                yield BookHeading(block, ruler, number, paper.places) if book else HeadingPart(block, ruler)
            case Table():
                layout = TableLayout(block, width, paper.text_height, ruler)
                tail = height_of(_tail(document.blocks[number + 1 :], ruler), width)
                yield TablePiece(layout, ruler, counter, tail=tail)
                continue
            case Picture():
                yield MatrixPart(block, ruler, height_of(_below(document.blocks[number + 1 :], width, ruler), width))
            case Cover():
                yield CoverPart(block, ruler, paper.text_height + RUNNING_HEAD)
                yield NewPage()
            case Contents():
                yield from contents_parts(block, document.blocks, ruler, paper.places)
                yield NewPage()
            case PageBreak():
                if block.anew:
                    yield NextPageTemplate("first")
                yield NewPage()
            case _:
                yield from _small_parts(block, width, ruler)
        counter(1)


def _room_to_begin(blocks: tuple[Block, ...], width: float, ruler: Ruler) -> float:
    """The height of a heading, of those directly below it, and of what may not be torn from the last of them."""
    headings = list(takewhile(lambda block: isinstance(block, Heading), blocks))
    room = height_of([HeadingPart(each, ruler) for each in headings if isinstance(each, Heading)], width)
    below = blocks[len(headings)] if len(headings) < len(blocks) else None
    if not isinstance(below, Text):
        return room + (30 * MM if below else 0)
    parts = list(_paragraph_parts(below, ruler))
    kept = list(takewhile(lambda part: part.keepWithNext, parts))
    if kept:  # what announces stands with the whole of what it announces
        return room + height_of(parts[: len(kept) + 1], width)
    height, leading = height_of(parts[:1], width), parts[0].leading
    return room + (height if height < 4 * leading else 2 * leading)  # two lines stay on either page


def _small_parts(block: Block, width: float, ruler: Ruler) -> Iterator[Flowable]:
    match block:
        case Fields():
            yield FieldsPart(block, ruler)
        case Text():
            yield from _paragraph_parts(block, ruler)
        case Grid():
            yield from grid_parts(block, width, ruler)
        case SignOff(titles=titles) if titles:
            yield SignOffPart(block, ruler)
        case Note():
            yield NotePart(block, ruler)


def _paragraph_parts(text: Text, ruler: Ruler) -> Iterator[ParagraphPart]:
    """Paragraph by paragraph; one that only announces those below it, as (一) 組織, stays with the first of them."""
    for each, below in zip_longest(text.paragraphs, text.paragraphs[1:]):
        part = ParagraphPart(each, text, ruler)
        announces = below is not None and below.level > each.level and not each.text.endswith("。")
        part.keepWithNext = announces
        yield part


def _running_head(document: Document) -> str:
    """The title of the first page, its year included, for the pages after it."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    return next(titles, document.office + document.title).replace("\n", "")


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
