"""The list on which people sign in, as it is painted: ticks, a marked row, what to do while it is empty."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from isms_desktop.ui.grid.cells import TONE_ROLE
from isms_desktop.ui.pages.training.attendance_model import NAME, TICK, AttendanceModel, Index
from isms_desktop.ui.pages.training.plain_table import PlainTable
from isms_desktop.ui.theme import colours_of

NOBODY = "名單上還沒有人。\n\n按「邀請…」選全體、單位或角色，\n或複製一份名單後在這裡按 Ctrl+V。"
_WIDTHS = (6, 12, 14, 12, 9)
"""Of the columns, in half-width characters."""
_STRETCHED = 2
"""The unit's column takes what is left."""
_MARGIN = 6


class RosterView(PlainTable):
    """The list. A click leaves the keyboard where it is, in the line above."""

    def __init__(self, model: AttendanceModel) -> None:
        super().__init__(model, "簽到名單", _WIDTHS)
        self._model = model
        self.setItemDelegate(AttendanceDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.horizontalHeader().setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)

    def empty_words(self) -> str:
        """What to do first."""
        return NOBODY if self._model.course is not None else ""

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
