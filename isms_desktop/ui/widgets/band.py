"""低、中、高 as a person sees it: always the word, with the colour beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from isms_desktop.domain.scoring import Band
from isms_desktop.ui.theme import BAND_COLOURS, GRID, colours_of


class BandBadge(QWidget):
    """A filled badge with the band's word, and the score when there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._band: Band | None = None
        self.text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_band(self, band: Band | None, text: str = "") -> None:
        """Show a band; ``text`` stands in for the band's own word (``高風險 81``). None shows the text alone."""
        self._band = band
        self.text = text or (band.label if band else "")
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text or " ") + 3 * GRID, metrics.height() + GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A rounded field in the band's colour."""
        if not self.text:
            return
        colours = colours_of(self)
        back = BAND_COLOURS[self._band.id] if self._band else colours.hover
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(back))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setPen(QColor(colours.on(back) if self._band else colours.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text)


class BandLegend(QWidget):
    """All bands of a method in one line: a square of the colour, the word, the scores (高風險 74–108)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: tuple[tuple[Band, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_bands(self, bands: tuple[Band, ...], counts: dict[str, int] | None = None) -> None:
        """The bands from low to high, with how many risks fall into each when that is known."""
        self._bands = tuple((band, _legend_text(band, counts)) for band in bands)
        self.setAccessibleName("；".join(text for _band, text in self._bands))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of text."""
        metrics = self.fontMetrics()
        width = sum(metrics.horizontalAdvance(text) + metrics.ascent() + 3 * GRID for _band, text in self._bands)
        return QSize(width, metrics.height() + GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Squares and words from the left."""
        painter = QPainter(self)
        metrics = self.fontMetrics()
        side = metrics.ascent()
        at = QPointF(0, (self.height() - side) / 2)
        painter.setPen(QColor(colours_of(self).text))
        for band, text in self._bands:
            painter.fillRect(QRectF(at.x(), at.y(), side, side), QColor(BAND_COLOURS[band.id]))
            width = metrics.horizontalAdvance(text)
            place = QRectF(at.x() + side + GRID, 0, width + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
            at.setX(at.x() + side + width + 3 * GRID)


def _legend_text(band: Band, counts: dict[str, int] | None) -> str:
    scores = f"{band.lowest}–{band.highest}" if band.lowest != band.highest else str(band.lowest)
    return f"{band.label} {scores}" + (f"：{counts.get(band.id, 0)} 筆" if counts is not None else "")
