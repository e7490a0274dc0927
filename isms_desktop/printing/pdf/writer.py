"""The PDF writer: a neutral document becomes pages.

A4, 楷體, the name of the office and of the paper at the head of every page, 第 n 頁／共 m 頁 at its foot. All fonts are
embedded, the text can be searched and copied, and the same document always gives the same bytes, so that the content
of a print can be told by its hash.
"""

import io
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from isms_desktop.printing.document import Align, Cover, Document, Labels, Stamp, Table
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.measures import (
    LANDSCAPE_SIDE,
    MM,
    PAGE_BOTTOM,
    PAGE_SIDE,
    PAGE_TOP,
    RUNNING_HEAD,
    SMALL,
    STAMP_CODE,
    STAMP_CODE_BESIDE,
    STAMP_CODE_BOTTOM,
    STAMP_SIZE,
)
from isms_desktop.printing.pdf.book import Places, is_book
from isms_desktop.printing.pdf.code import draw_qr
from isms_desktop.printing.pdf.flow import parts_of
from isms_desktop.printing.pdf.font import Typecase, register_no_font
from isms_desktop.printing.pdf.pen import GREY, Pen
from isms_desktop.printing.running_head import fits_in, running_head
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely

FOOT = PAGE_BOTTOM - 8 * MM
"""The line of the foot."""


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
    paper.build(list(parts_of(document, paper, counter)), canvasmaker=partial(_PaperCanvas, paper=paper))
    return int(paper.page)


class _PaperCanvas(Canvas):  # type: ignore[misc]
    """A canvas with our fonts, which draws the feet of all pages when their number is known."""

    def __init__(self, *arguments: Any, paper: "_Paper", **details: Any) -> None:
        super().__init__(*arguments, **details)
        self.typecase = Typecase(paper.ruler.fonts, self._doc)
        self._paper = paper

    def save(self) -> None:
        """Draw what the pages left open, then write the file."""
        starts = [*self._paper.begun, self.getPageNumber()]
        if self._paper.document.stamp:
            self.beginForm("stamp")
            self._paper.draw_stamp(self, self._paper.document.stamp)
            self.endForm()
        for start, past in pairwise(starts):
            for page in range(start, past):
                self.beginForm(f"foot{page}")
                self._paper.draw_foot(self, page - start + 1, past - start)
                self.endForm()
        super().save()


class _Paper(BaseDocTemplate):  # type: ignore[misc]
    """One paper: its pages, and what stands on all of them."""

    def __init__(self, document: Document, stream: BinaryIO, ruler: Ruler, places: Places) -> None:
        self.document, self.ruler, self.places = document, ruler, places
        self.begun = [1]
        """The first page of each copy: whoever signs one holds 第 1 頁 of it, whatever else was printed with it."""
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
            PageTemplate("cover", [self._frame(RUNNING_HEAD)], autoNextPageTemplate="later"),
            # Labels have the whole paper: no head, no foot, no margin.
            PageTemplate("labels", [Frame(0, 0, *size, *[0] * 4)]),
        ]
        begins = {Cover: "cover", Labels: "labels"}.get(type(next(iter(document.blocks), None)), "first")
        self.addPageTemplates(sorted(templates, key=lambda each: each.id != begins))

    def draw_foot(self, canvas: Canvas, page: int, total: int) -> None:
        """The foot of one page."""
        pen = Pen(canvas, self.ruler)
        pen.aligned(self.side, FOOT, self.text_width, f"第 {page} 頁／共 {total} 頁", SMALL, Align.CENTER)
        pen.done()

    def draw_stamp(self, canvas: Canvas, stamp: Stamp) -> None:
        """What ties the page to the print register: a line at the left of the foot, a code at the right."""
        pen = Pen(canvas, self.ruler)
        pen.text(self.side, FOOT, stamp.words, STAMP_SIZE, GREY)
        left = self.side + self.text_width - STAMP_CODE + STAMP_CODE_BESIDE
        draw_qr(pen, stamp.code, left, STAMP_CODE_BOTTOM, STAMP_CODE)
        pen.done()

    def _foot(self, canvas: Canvas) -> None:
        canvas.doForm(f"foot{canvas.getPageNumber()}")
        if self.document.stamp:
            canvas.doForm("stamp")

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

    def _first_page(self, canvas: Canvas, _page: Any) -> None:
        if canvas.getPageNumber() > 1:
            self.begun.append(canvas.getPageNumber())
        pen = Pen(canvas, self.ruler)
        pen.text(self.side, self.pagesize[1] - PAGE_TOP + 2, self.document.attachment, 10)
        pen.done()
        self._foot(canvas)

    def _later_page(self, canvas: Canvas, _page: Any) -> None:
        pen = Pen(canvas, self.ruler)
        y = self.pagesize[1] - PAGE_TOP - 10
        title, notes = running_head(self.document, fits_in(self.text_width, self.ruler))
        pen.text(self.side, y, title, SMALL, GREY)
        pen.aligned(self.side, y, self.text_width, notes, SMALL, Align.RIGHT)
        pen.done()
        self._foot(canvas)
