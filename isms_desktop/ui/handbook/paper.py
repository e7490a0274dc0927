"""The handbook on paper: pages of A4 with their numbers, headings kept with what follows them, bookmarks in the PDF."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from isms_desktop import paths
from isms_desktop.domain import rocdate
from isms_desktop.safe_write import write_safely
from isms_desktop.services import handbook
from isms_desktop.ui.handbook.dress import Look, headings, read
from isms_desktop.ui.theme import LIGHT

if TYPE_CHECKING:
    from isms_desktop.ui.jobs import JobControl

Control: TypeAlias = "JobControl | None"
BOOK = "資安維護管家使用說明"
_DPI = 300
_POINTS = 10.5
_LEADING = 125.0
_MARGIN = 20.0
_FOOT = 10.0
"""Millimetres round the text, and of the line below it."""
_DENSE = 0.3
"""Room round the lines of the contents, as a share of the usual."""
_KEPT = 0.12
"""Share of a page at its end in which no heading may stand."""
_KAI = ("標楷體", "DFKai-SB", "TW-Kai")


@dataclass(frozen=True, slots=True)
class PaperFont:
    """The letters of the papers: 標楷體 where it is there, else the one that comes with the program."""

    family: str

    @classmethod
    def find(cls) -> "PaperFont":
        """Called on the window's thread: the font of the program is read when no other is there."""
        for family in _KAI:
            if QFontDatabase.hasFamily(family):
                return cls(family)
        loaded = QFontDatabase.addApplicationFont(str(paths.shipped("resources", "fonts", "TW-Kai.ttf")))
        return cls(next(iter(QFontDatabase.applicationFontFamilies(loaded)), "") if loaded >= 0 else "")


def write_pdf(path: Path, parts: Sequence[str], title: str, font: PaperFont, control: "Control" = None) -> int:
    """Write Markdown texts as a PDF file, each from a new sheet; the number of sheets. UserError where that fails.

    The whole handbook (``BOOK``) begins with its contents.
    """
    pdf, sheets = _drawn(parts, title, font, control)
    write_safely(path, lambda stream: stream.write(pdf))
    return sheets


def as_pdf(parts: Sequence[str], title: str, font: PaperFont, control: "Control" = None) -> bytes:
    """The same as bytes, for a printer."""
    return _drawn(parts, title, font, control)[0]


def write_html(path: Path) -> None:
    """The whole handbook as one HTML file. UserError where it cannot be written."""
    document = QTextDocument()
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, BOOK)
    read(document, handbook.whole(), Look(LIGHT, _POINTS, _POINTS / 2))
    words = document.toHtml().encode("utf-8")
    write_safely(path, lambda stream: stream.write(words))


def _drawn(parts: Sequence[str], title: str, font: PaperFont, control: "Control") -> tuple[bytes, int]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = _writer(buffer, title)
    foot = _FOOT / 25.4 * _DPI
    sheet = QSizeF(writer.width(), writer.height() - foot)
    documents = []
    for place, part in enumerate(parts):
        if control is not None:
            control.progress(place, len(parts), f"排版 {place + 1}／{len(parts)}")
        documents.append(_document(part, font, writer, sheet))
    if title == BOOK:
        documents.insert(0, _contents(documents, font, writer, sheet))
    sheets = sum(each.pageCount() for each in documents)
    painter = QPainter(writer)
    number = 0
    marks: list[tuple[int, str, int]] = []
    for document in documents:
        marks += [
            (block.blockFormat().headingLevel(), block.text(), number + _sheet_of(document, block, sheet))
            for block in headings(document)
        ]
        for place in range(document.pageCount()):
            if number:
                writer.newPage()
            number += 1
            _draw_sheet(painter, document, sheet, place)
            room = QRectF(0, sheet.height(), sheet.width(), foot)
            _draw_foot(painter, font, room, title, f"第 {number} 頁／共 {sheets} 頁")
    painter.end()
    buffer.close()
    return _with_bookmarks(bytes(buffer.data().data()), marks), sheets


def _writer(buffer: QBuffer, title: str) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    size = QPageSize(QPageSize.PageSizeId.A4)
    portrait, unit = QPageLayout.Orientation.Portrait, QPageLayout.Unit.Millimeter
    writer.setPageLayout(QPageLayout(size, portrait, margins, unit))
    return writer


def _contents(documents: Sequence[QTextDocument], font: PaperFont, writer: QPdfWriter, sheet: QSizeF) -> QTextDocument:
    """The contents with their numbers, which count the sheets of the contents as well."""
    starts = list(accumulate((each.pageCount() for each in documents[:-1]), initial=1))
    own = _document(handbook.contents(starts), font, writer, sheet, _DENSE).pageCount()
    return _document(handbook.contents([each + own for each in starts]), font, writer, sheet, _DENSE)


def _document(markdown: str, font: PaperFont, writer: QPdfWriter, sheet: QSizeF, room: float = 1.0) -> QTextDocument:
    document = QTextDocument()
    letters = QFont(font.family)
    letters.setPointSizeF(_POINTS)
    document.setDefaultFont(letters)
    document.setDocumentMargin(0)
    document.documentLayout().setPaintDevice(writer)
    read(
        document,
        markdown,
        Look(LIGHT, _POINTS, QFontMetricsF(letters, writer).height() / 3 * room, _LEADING, linked=False),
    )
    _use_one_family(document, font)
    document.setPageSize(sheet)
    _keep_headings(document, sheet.height())
    # Laid out anew: what Qt has moved bit by bit it does not find again when it draws.
    document.setPageSize(QSizeF(sheet.width(), sheet.height() / 2))
    document.setPageSize(sheet)
    return document


def _use_one_family(document: QTextDocument, font: PaperFont) -> None:
    """Also what Markdown sets in a typewriter face: that one has no Chinese."""
    form = QTextCharFormat()
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    form.setFontFamilies([font.family])
    cursor.mergeCharFormat(form)


def _keep_headings(document: QTextDocument, height: float) -> None:
    """A heading near the end of a sheet begins the next one."""
    for block in list(headings(document))[1:]:
        if _top(document, block) % height > height * (1 - _KEPT):
            form = block.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(form)


def _top(document: QTextDocument, block: QTextBlock) -> float:
    return document.documentLayout().blockBoundingRect(block).top()


def _sheet_of(document: QTextDocument, block: QTextBlock, sheet: QSizeF) -> int:
    return int(_top(document, block) // sheet.height())


def _draw_sheet(painter: QPainter, document: QTextDocument, page: QSizeF, number: int) -> None:
    painter.save()
    painter.translate(0, -number * page.height())
    view = QRectF(0, number * page.height(), page.width(), page.height())
    painter.setClipRect(view)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = view
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_foot(painter: QPainter, font: PaperFont, room: QRectF, title: str, number: str) -> None:
    letters = QFont(font.family)
    letters.setPointSizeF(9)
    painter.setFont(letters)
    painter.setPen(Qt.GlobalColor.black)
    day = rocdate.write(datetime.date.today().isoformat())
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, f"{title}　{day}")
    painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)


def _with_bookmarks(pdf: bytes, marks: list[tuple[int, str, int]]) -> bytes:
    """The PDF with its headings as bookmarks, each below the one of the level above."""
    import io
    from typing import Any

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    above: dict[int, Any] = {}
    for level, words, page in marks:
        parent = next((above[each] for each in range(level - 1, 0, -1) if each in above), None)
        above = {each: item for each, item in above.items() if each < level}
        above[level] = writer.add_outline_item(title=words, page_number=page, parent=parent, is_open=level == 1)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
