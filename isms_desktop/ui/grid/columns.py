"""Which columns a list shows, in what order and how wide: chosen by the clerk, remembered for the page."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Field
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.ui.shell import Shell


class ColumnLayout:
    """The columns of one list. What is remembered names fields; one that is gone or new does no harm."""

    def __init__(self, shell: "Shell", page: str, fields: Sequence[Field], usual: Sequence[str]) -> None:
        """``usual``: the keys shown before anybody has chosen. The first of them always stays first."""
        self._shell = shell
        self._page = page
        self._known = {field.key: field for field in fields}
        self.usual = [key for key in usual if key in self._known]

    @property
    def keys(self) -> list[str]:
        """The columns to show, in order."""
        chosen = [key for key in self._shell.settings.columns.get(self._page, []) if key in self._known]
        return chosen or list(self.usual)

    def choose(self, keys: Sequence[str]) -> None:
        """Remember these columns in this order; nothing chosen means the usual ones."""
        kept = {**self._shell.settings.columns}
        kept.pop(self._page, None)
        if keys and list(keys) != self.usual:
            kept[self._page] = list(keys)
        self._shell.remember(columns=kept)

    @property
    def widths(self) -> Mapping[str, int]:
        """Column key → width in pixels at 100 % text size, where the clerk has set one."""
        return self._shell.settings.widths.get(self._page, {})

    def keep_width(self, key: str, pixels: int) -> None:
        """Remember a width, in pixels at 100 % text size."""
        own = {**self.widths, key: pixels}
        self._shell.remember(widths={**self._shell.settings.widths, self._page: own})


class ColumnChooser(QFrame):
    """A small panel with every field: ticked is shown, dragging changes the order."""

    chosen = Signal(list)
    """The keys to show, in order."""

    def __init__(self, fields: Sequence[Field], layout: ColumnLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_role(self, "card")
        self._fields = {field.key: field for field in fields}
        self._layout = layout
        self.list = QListWidget()
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setAccessibleName("要顯示的欄位")
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        help_line = QLabel("勾選要顯示的欄位，拖曳可調整順序。")
        set_role(help_line, "muted")
        again = button_with("恢復預設欄位", link=True)
        again.clicked.connect(self._use_usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        for widget in (help_line, self.list, again):
            column.addWidget(widget)
        self._fill(layout.keys)
        self.list.itemChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)
        self.setFocusProxy(self.list)

    def open_beside(self, anchor: QWidget) -> None:
        """Show the panel above or below a button, wherever the window has more room."""
        window = anchor.window()
        top, bottom = anchor.mapTo(window, QPoint(0, 0)).y(), anchor.mapTo(window, QPoint(0, anchor.height())).y()
        above = top > window.height() - bottom
        room = (top if above else window.height() - bottom) - 12 * GRID
        rows = self.list.sizeHintForRow(0) * self.list.count() + GRID
        self.list.setFixedHeight(max(20 * GRID, min(rows, room)))
        self.list.setMinimumWidth(self.list.sizeHintForColumn(0) + 6 * GRID)
        self.adjustSize()
        x = min(anchor.mapTo(window, QPoint(0, 0)).x(), window.width() - self.width() - GRID)
        self.move(window.mapToGlobal(QPoint(max(GRID, x), top - self.height() if above else bottom)))
        self.show()
        self.list.setFocus()

    def _fill(self, shown: Sequence[str]) -> None:
        order = [*shown, *(key for key in self._fields if key not in shown)]
        self.list.blockSignals(True)
        self.list.clear()
        for place, key in enumerate(order):
            item = QListWidgetItem(self._fields[key].label, self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            if place == 0:  # the frozen column names the record and stays
                item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDragEnabled))
        self.list.blockSignals(False)

    def _tell(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        keys = [each.data(Qt.ItemDataRole.UserRole) for each in items if each.checkState() == Qt.CheckState.Checked]
        first = self._layout.keys[0]
        self.chosen.emit([first, *(key for key in keys if key != first)])

    def _use_usual(self) -> None:
        self._fill(self._layout.usual)
        self.chosen.emit(list(self._layout.usual))
