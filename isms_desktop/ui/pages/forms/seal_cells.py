"""What the officers' cells of a paper look like, drawn while somebody is still typing them."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from isms_desktop.ui.theme import GRID, colours_of

_SEAL = 25
"""Millimetres of a seal's cell on paper."""
_PIXELS_A_MM = 3
_WIDEST = 62 * _PIXELS_A_MM


class SealCells(QWidget):
    """Titles above the room for their seals, side by side as on paper."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("核章欄預覽")

    def set_titles(self, titles: Sequence[str]) -> None:
        """Show these officers, first to last."""
        self._titles = tuple(titles)
        self.setAccessibleDescription("、".join(self._titles))
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a title and a seal."""
        return QSize(60 * GRID, self._head() + _SEAL * _PIXELS_A_MM + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Cell by cell, on paper."""
        if not self._titles:
            return
        colours = colours_of(self)
        painter = QPainter(self)
        width = min(self.width() // len(self._titles), _WIDEST)
        left = (self.width() - width * len(self._titles)) // 2
        for number, title in enumerate(self._titles):
            cell = QRect(left + number * width, 0, width, self.height() - 1)
            head = QRect(cell.x(), cell.y(), cell.width(), self._head())
            painter.fillRect(cell, QColor(colours.base))
            painter.fillRect(head, QColor(colours.hover))
            painter.setPen(QColor(colours.scroll))
            painter.drawRect(cell)
            painter.drawLine(head.bottomLeft(), head.bottomRight())
            painter.setPen(QColor(colours.text))
            self._fit(painter, title, head)
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, title)
        painter.end()

    def _head(self) -> int:
        return self.fontMetrics().lineSpacing() + GRID

    def _fit(self, painter: QPainter, title: str, head: QRect) -> None:
        """Smaller letters for a long title: the paper breaks it into two lines instead."""
        font = QFont(self.font())
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(title) + GRID
        if wide > head.width():
            font.setPointSizeF(max(font.pointSizeF() * head.width() / wide, 6))
            painter.setFont(font)
