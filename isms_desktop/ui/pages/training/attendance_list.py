"""The list on which people sign in, as it is painted: ticks, a marked row, what to do while it is empty."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from isms_desktop.ui.grid.cells import TONE_ROLE
from isms_desktop.ui.grid.view import ROW_HEIGHT
from isms_desktop.ui.pages.training.attendance_model import NAME, TICK, AttendanceModel, Index
from isms_desktop.ui.theme import BASE_POINTS, GRID, colours_of, points

NOBODY = "名單上還沒有人。\n\n按「邀請…」選全體、單位或角色，\n或複製一份名單後在這裡按 Ctrl+V。"
_WIDTHS = (6, 12, 14, 12, 9)
"""Of the columns, in half-width characters."""
_STRETCHED = 2
"""The unit's column takes what is left."""
_MARGIN = 6


class RosterView(QTableView):
    """The list. A click leaves the keyboard where it is, in the line above."""

    def __init__(self, model: AttendanceModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self.setItemDelegate(AttendanceDelegate(self))
        self.setAccessibleName("簽到名單")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
        self.fit()

    def fit(self) -> None:
        """Rows and columns as large as the text asks."""
        metrics = self.fontMetrics()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(
            max(round(ROW_HEIGHT * points(self) / BASE_POINTS), metrics.height() + GRID)
        )
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, metrics.horizontalAdvance("0") * width + GRID)

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 16 * GRID))

    def go_to(self, row: int) -> None:
        """Put the cursor on a row and bring it into sight, with the next one below it."""
        if 0 <= row < self._model.rowCount():
            index = self._model.index(row, NAME)
            self.setCurrentIndex(index)
            self.scrollTo(self._model.index(min(row + 1, self._model.rowCount() - 1), NAME))
            self.scrollTo(index)

    def chosen_ids(self) -> list[int]:
        """The attendances of the selected rows."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows(NAME)})
        return [self._model.rows[row].id for row in rows]

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty list says what to do first."""
        super().paintEvent(event)
        if not self._model.rows and self._model.course is not None:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours_of(self).muted))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, NOBODY)


class AttendanceDelegate(QStyledItemDelegate):
    """A lean painter: the row with the cursor is marked whether or not the list has the keyboard."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, tick or text."""
        colours = colours_of(self._view)
        rect: QRect = option.rect
        tone = index.data(TONE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if tone == "error":
            painter.fillRect(rect, QColor(colours.error_back))
        elif chosen:
            painter.fillRect(rect, QColor(colours.selected))
        if index.column() == TICK:
            self._paint_tick(painter, option, index.data() == "■")
            return
        ink = colours.error if tone == "error" else colours.muted if tone == "muted" and not chosen else colours.text
        painter.setPen(QColor(ink))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        text = index.data() or ""
        if tone == "warning":
            text = f"△ {text}"
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole) | Qt.TextFlag.TextSingleLine, shown)

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, ticked: bool) -> None:
        colours = colours_of(self._view)
        rect: QRect = option.rect
        side = option.fontMetrics.ascent()
        box = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if ticked else colours.muted), 1.5))
        painter.setBrush(QColor(colours.accent if ticked else colours.base))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(colours.on_accent), 2))
            low = QPointF(box.x() + side * 0.42, box.bottom() - side * 0.24)
            painter.drawLine(QPointF(box.x() + side * 0.2, box.center().y()), low)
            painter.drawLine(low, QPointF(box.right() - side * 0.18, box.y() + side * 0.26))
        painter.restore()
