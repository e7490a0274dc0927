"""The paper on screen, as it will come out of the printer, and the pages on their way there."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.ui.jobs import JobControl

_DPI = 300
_POINTS_AN_INCH = 72


class Preview(QWidget):
    """Shows a PDF from memory, so that no file stays locked."""

    def __init__(self) -> None:
        super().__init__()
        self.document = QPdfDocument(self)
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setAccessibleName("表單預覽")
        self.fit_width(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_pdf(self, pdf: bytes) -> None:
        """Show this PDF; empty bytes show nothing."""
        self.document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if pdf:
            self.document.load(self._buffer)

    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount()

    def show_last_page(self) -> None:
        """Where the officers' cells are."""
        self.view.pageNavigator().jump(max(self.pages() - 1, 0), QPointF())

    def fit_width(self, width: bool) -> None:
        """As wide as the window, or a whole page at a time."""
        modes = QPdfView.ZoomMode
        self.view.setZoomMode(modes.FitToWidth if width else modes.FitInView)


@dataclass(frozen=True, slots=True)
class PageRange:
    """Which pages to print, counted from 1, and how often."""

    first: int
    last: int
    copies: int = 1


def wanted_pages(printer: QPrinter, pages: int) -> PageRange:
    """What the clerk has chosen in the print dialog for a paper of so many pages."""
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return PageRange(first, min(last, pages), copies)


def print_pdf(pdf: bytes, printer: QPrinter, control: JobControl) -> int:
    """Draw the pages of a PDF onto a printer, one at a time; how many were printed. Runs on a job's thread.

    Raises UserError when the printer cannot be started.
    """
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    chosen = wanted_pages(printer, document.pageCount())
    order = [page - 1 for _copy in range(chosen.copies) for page in range(chosen.first, chosen.last + 1)]
    painter = QPainter()
    for place, page in enumerate(order):
        control.progress(place, len(order), f"第 {place + 1}／{len(order)} 頁")
        _set_page(printer, document, page)
        if place == 0 and not painter.begin(printer):
            raise UserError("印表機無法開始列印。", "請確認印表機已開機、有紙，再試一次；也可以先存成 PDF。")
        if place:
            printer.newPage()
        _draw(painter, printer, document, page)
    painter.end()
    document.close()
    return len(order)


def _set_page(printer: QPrinter, document: QPdfDocument, page: int) -> None:
    size = document.pagePointSize(page)
    turned = size.width() > size.height()
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF()))


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    points = document.pagePointSize(page)
    pixels = QSize(round(points.width() * _DPI / _POINTS_AN_INCH), round(points.height() * _DPI / _POINTS_AN_INCH))
    image = document.render(page, pixels)
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    fitted = QSize(pixels).scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, fitted.width(), fitted.height()), image)
