"""A list in which several things can be ticked: a box before each row, and one before each heading for all below it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.pick_list import PickList, PickModel, PickRow


class TickModel(PickModel):
    """The rows, and which of them are ticked: also those that a search hides just now."""

    def __init__(self) -> None:
        super().__init__()
        self.ticked: set[Any] = set()

    def set_rows(self, rows: Iterable[PickRow]) -> None:
        """Other rows; ticks of those that are still there stay."""
        every = list(rows)
        self.ticked &= {row.key for row in every}
        super().set_rows(every)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Screen readers hear whether a row is ticked."""
        found = super().data(index, role)
        if role == Qt.ItemDataRole.AccessibleTextRole and self.shown[index.row()].key in self.ticked:
            return f"已勾選，{found}"
        return found

    def below(self, place: int) -> Iterator[Any]:
        """The keys of the rows under a heading, or that of the row itself."""
        if self.shown[place].key is not None:
            yield self.shown[place].key
            return
        for row in self.shown[place + 1 :]:
            if row.key is None:
                return
            yield row.key


class TickList(PickList):
    """``ticks_changed`` tells of every change; a row is picked as in any other list, beside its box."""

    ticks_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, lines: int = 1, details: bool = False) -> None:
        self._model = TickModel()
        super().__init__(name, parent, lines=lines, details=details, rows=self._model)
        self.setToolTip("")

    def ticked(self) -> tuple[Any, ...]:
        """The keys of the ticked rows among those shown, in their order, then those that the search hides."""
        shown = [row.key for row in self._model.shown if row.key in self._model.ticked]
        return (*shown, *sorted(self._model.ticked.difference(shown)))

    def tick(self, keys: Collection[Any], on: bool = True) -> None:
        """Tick these rows, or take their ticks away."""
        before = set(self._model.ticked)
        self._model.ticked = before.union(keys) if on else before.difference(keys)
        if self._model.ticked != before:
            self.viewport().update()
            self.ticks_changed.emit()

    def toggle(self, place: int) -> None:
        """The box of a row; that of a heading ticks all below it, or clears them when all are ticked."""
        keys = list(self._model.below(place))
        self.tick(keys, not self._model.ticked.issuperset(keys))

    def lead(self) -> int:
        """Room for the box."""
        return self._box() + GRID

    def paint_lead(self, painter: QPainter, area: QRect, row: PickRow) -> None:
        """The box, as the style draws it elsewhere."""
        size = self._box()
        option = QStyleOptionViewItem()
        option.initFrom(self)
        option.rect = QRect(area.x(), area.y() + (area.height() - size) // 2, size, size)
        option.state = QStyle.StateFlag.State_Enabled | self._state(row)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, option, painter, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a box ticks, and does not pick."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() < self.lead() + GRID:
            self.toggle(index.row())
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The end of such a click picks nothing either."""
        if event.position().x() >= self.lead() + GRID:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar ticks the row of the cursor."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def _box(self) -> int:
        return self.style().pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)

    def _state(self, row: PickRow) -> QStyle.StateFlag:
        place = next((number for number, each in enumerate(self._model.shown) if each is row), 0)
        keys = set(self._model.below(place))
        on = keys & self._model.ticked
        if on == keys:
            return QStyle.StateFlag.State_On
        return QStyle.StateFlag.State_NoChange if on else QStyle.StateFlag.State_Off
