"""A quiet table of people: no grid, rows and columns as large as the text asks, words where there is nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from isms_desktop.ui.grid.view import ROW_HEIGHT
from isms_desktop.ui.theme import BASE_POINTS, GRID, colours_of, points


class PlainTable(QTableView):
    """Whole rows are chosen; a click on a heading orders, a third one gives the old order back."""

    def __init__(self, model: QAbstractItemModel, name: str, widths: Sequence[int]) -> None:
        """``name`` for screen readers; ``widths`` of the columns in half-width characters."""
        super().__init__()
        self._widths = widths
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.fit()

    def empty_words(self) -> str:
        """What an empty table says; "" for nothing."""
        return ""

    def fit(self) -> None:
        """Rows and columns as large as the text asks."""
        metrics = self.fontMetrics()
        height = max(round(ROW_HEIGHT * points(self) / BASE_POINTS), metrics.height() + GRID)
        self.verticalHeader().setDefaultSectionSize(height)
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, metrics.horizontalAdvance("0") * width + GRID)

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 16 * GRID))

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty table says why, or what to do first."""
        super().paintEvent(event)
        if not self.model().rowCount() and (words := self.empty_words()):
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours_of(self).muted))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
