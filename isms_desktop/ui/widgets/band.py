"""低、中、高 as a person sees it: always the word, with the colour beside it."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from isms_desktop.domain.scoring import Band
from isms_desktop.ui.theme import BAND_COLOURS, GRID, colours_of, fill


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

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text or " ") + 3 * GRID, metrics.height() + GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
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
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_bands(self, bands: tuple[Band, ...], counts: dict[str, int] | None = None) -> None:
        """The bands from low to high, with how many risks fall into each when that is known."""
        self._bands = tuple((band, _legend_text(band, counts)) for band in bands)
        self.setAccessibleName("；".join(text for _band, text in self._bands))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Everything in one line."""
        width = sum(self._width_of(text) for _band, text in self._bands)
        return QSize(width, self.fontMetrics().height() + GRID)

    def minimumSizeHint(self) -> QSize:
        """One band beside nothing."""
        widest = max((self._width_of(text) for _band, text in self._bands), default=0)
        return QSize(widest, self.fontMetrics().height() + GRID)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the bands need at that width."""
        return (self._places(width)[-1].y() + 1) * (self.fontMetrics().height() + GRID) if self._bands else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Squares and words from the left."""
        painter = QPainter(self)
        side = self.fontMetrics().ascent()
        line = self.fontMetrics().height() + GRID
        words = QColor(colours_of(self).text)
        for (band, text), at in zip(self._bands, self._places(self.width()), strict=True):
            top = at.y() * line
            fill(painter, QRect(at.x(), top + (line - side) // 2, side, side), QColor(BAND_COLOURS[band.id]))
            place = QRect(at.x() + side + GRID, top, self.width(), line)
            painter.setPen(words)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().ascent() + self.fontMetrics().horizontalAdvance(text) + 3 * GRID

    def _places(self, width: int) -> list[QPoint]:
        """For each band how far to the right it begins and in which line."""
        places, at = [], QPoint(0, 0)
        for _band, text in self._bands:
            if at.x() and at.x() + self._width_of(text) - 2 * GRID > width:
                at = QPoint(0, at.y() + 1)
            places.append(QPoint(at))
            at.setX(at.x() + self._width_of(text))
        return places


def _legend_text(band: Band, counts: dict[str, int] | None) -> str:
    scores = f"{band.lowest}–{band.highest}" if band.lowest != band.highest else str(band.lowest)
    return f"{band.label} {scores}" + (f"：{counts.get(band.id, 0)} 筆" if counts is not None else "")
