"""The paper on screen, as it will come out of the printer, and the pages on their way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.ui.jobs import JobControl
from isms_desktop.ui.theme import GRID

_DPI = 300
_POINTS_AN_INCH = 72
_ZOOM_STEP, _LEAST_ZOOM, _MOST_ZOOM = 1.15, 0.25, 5.0
_ABOVE = 40
"""Points that are shown above words that are looked for."""


class Preview(QWidget):
    """Shows a PDF from memory, so that no file stays locked.

    Each PDF gets a view of its own: Qt draws pages on a thread and takes what comes back without asking of which
    document it is, so that a view which is given another one may go on showing a page of the one before.
    """

    def __init__(self) -> None:
        super().__init__()
        self._fit = QPdfView.ZoomMode.FitToWidth
        self._zoom = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(12 * GRID)
        self._buffer = QBuffer(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.document = QPdfDocument(self)
        self.view = self._make_view()
        self._column.addWidget(self.view)
        self.setFocusProxy(self.view)

    def show_pdf(self, pdf: bytes, *, stay: bool = False) -> None:
        """Show this PDF; empty bytes show nothing. ``stay``: at the place that was shown, as for a paper drawn anew."""
        before, place = self.view, self._place()
        old, self.document = self.document, QPdfDocument(self)
        self._buffer = QBuffer(self.document)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if pdf:
            self.document.load(self._buffer)
        self.view = self._make_view()
        had_focus = before.hasFocus()
        self._column.replaceWidget(before, self.view)
        self.setFocusProxy(self.view)
        self.view.setGeometry(before.geometry())
        self.view.show()
        if had_focus:
            self.view.setFocus()
        before.hide()
        before.deleteLater()
        old.deleteLater()
        if stay:
            self._scroll_to(place)

    def pages(self) -> int:
        """How many pages are shown."""
        return self.document.pageCount()

    def show_row(self, words: Sequence[str]) -> None:
        """Go to where these words stand last in a row of their own, as the officers' titles do; else to the end."""
        place = self._find("".join(words), words[0], words[-1]) if words else None
        page, top = place if place else (max(self.pages() - 1, 0), 0.0)
        self.view.pageNavigator().jump(page, QPointF())
        if place and self._fit == QPdfView.ZoomMode.FitToWidth:  # Qt goes to pages, and no further
            self.view.verticalScrollBar().setValue(round(self._pixels_above(page) + (top - _ABOVE) * self._scale(page)))

    def fit_width(self, width: bool) -> None:
        """As wide as the window, or a whole page at a time."""
        modes = QPdfView.ZoomMode
        self._fit = modes.FitToWidth if width else modes.FitInView
        self._set_zoom(self.view)

    def zoom_by(self, steps: int) -> None:
        """So many steps larger, or smaller below 0 (Ctrl and the wheel), around the middle of what is shown."""
        if not self.pages():
            return
        bar = self.view.verticalScrollBar()
        middle = (bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1)
        self._zoom = min(max(self._shown_zoom() * _ZOOM_STEP**steps, _LEAST_ZOOM), _MOST_ZOOM)
        self._fit = QPdfView.ZoomMode.Custom
        self._set_zoom(self.view)
        bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def _shown_zoom(self) -> float:
        """How large the page is shown, 1 for as large as on paper."""
        if self._fit == QPdfView.ZoomMode.Custom:
            return self._zoom
        page = self.view.pageNavigator().currentPage()
        scale = self._scale(page)
        if self._fit == QPdfView.ZoomMode.FitInView:
            edges = self.view.documentMargins()
            room = self.view.viewport().height() - edges.top() - edges.bottom()
            scale = min(scale, room / max(self.document.pagePointSize(page).height(), 1))
        return scale * _POINTS_AN_INCH / self.view.logicalDpiX()

    def _set_zoom(self, view: QPdfView) -> None:
        view.setZoomMode(self._fit)
        if self._fit == QPdfView.ZoomMode.Custom:
            view.setZoomFactor(self._zoom)

    def _make_view(self) -> QPdfView:
        made = QPdfView(self)
        made.setPageMode(QPdfView.PageMode.MultiPage)
        self._set_zoom(made)
        made.setAccessibleName("表單預覽")
        made.setMinimumSize(0, 0)
        made.setDocument(self.document)
        return made

    def _place(self) -> tuple[int, int]:
        return self.view.horizontalScrollBar().value(), self.view.verticalScrollBar().value()

    def _scroll_to(self, place: tuple[int, int]) -> None:
        self.view.horizontalScrollBar().setValue(place[0])
        self.view.verticalScrollBar().setValue(place[1])

    def _scale(self, page: int) -> float:
        """Pixels a point, as wide as the window."""
        edges = self.view.documentMargins()
        room = self.view.viewport().width() - edges.left() - edges.right()
        return room / max(self.document.pagePointSize(page).width(), 1)

    def _pixels_above(self, page: int) -> float:
        heights = (self.document.pagePointSize(each).height() * self._scale(each) for each in range(page))
        return self.view.documentMargins().top() + sum(heights) + page * self.view.pageSpacing()

    def _find(self, *lines: str) -> tuple[int, float] | None:
        """(page, points from its top) of the last line that says one of these and nothing else; None for none."""
        wanted = {"".join(each.split()) for each in lines}
        for page in reversed(range(self.pages())):
            text, end = self.document.getAllText(page).text(), 0
            starts = [(end := text.find(line, end), line) for line in text.splitlines() if line.strip()]
            hits = [(start, line) for start, line in starts if "".join(line.split()) in wanted]
            if hits:
                start, line = hits[-1]
                return page, self.document.getSelectionAtIndex(page, start, len(line)).boundingRectangle().top()
        return None


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
