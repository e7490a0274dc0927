"""A button that says how many of several things are chosen, and opens a list in which they are ticked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickRow
from isms_desktop.ui.widgets.tick_list import TickList

_WIDTH, _HEIGHT = 44, 46
"""Of the list that opens, in steps of the grid."""
_SEARCH_FROM = 8
"""A list of fewer rows needs no search."""


class PickButton(QPushButton):
    """Nothing ticked stands for everything. ``chosen`` is told when the list closes with another choice."""

    chosen = Signal()

    def __init__(self, name: str, every: str = "全部紀錄") -> None:
        super().__init__()
        self._every, self._unit = every, "筆"
        self._known: tuple[Any, ...] = ()
        self.setAccessibleName(name)
        self.popup = QFrame(self, Qt.WindowType.Popup)
        set_role(self.popup, "card")
        self.search = QLineEdit()
        self.search.setPlaceholderText("尋找")
        self.search.setAccessibleName("尋找")
        self.list = TickList(name, lines=2)
        self.none = button_with("全部紀錄", link=True, tip="不挑選")
        self.close_button = button_with("完成", main=True)
        self._lay_out()
        self.clicked.connect(self.open)
        self.search.textChanged.connect(self.list.rows.search)
        self.list.picked.connect(lambda key: self.list.tick([key], key not in self.list.ticked()))
        self.list.ticks_changed.connect(self._say)
        self.none.clicked.connect(lambda _checked=False: self.list.tick(self.list.ticked(), False))
        self.close_button.clicked.connect(self.popup.hide)
        self.popup.installEventFilter(self)
        self._say()

    def set_choices(self, rows: Sequence[PickRow], unit: str = "筆") -> None:
        """What there is to choose from; ticks of what is gone are gone."""
        self._unit = unit
        self.list.rows.set_rows(rows)
        self._known = self.list.ticked()
        self.search.setVisible(len(rows) >= _SEARCH_FROM)
        self._say()

    def choose(self, keys: Sequence[Any]) -> None:
        """Tick these alone, without telling."""
        self.list.tick(self.list.ticked(), False)
        self.list.tick([key for key in keys if self.list.rows.place_of(key) >= 0])
        self._known = self.list.ticked()

    def keys(self) -> tuple[Any, ...]:
        """The keys of what is ticked, in the order of the list; empty stands for everything."""
        return self.list.ticked()

    def open(self) -> None:
        """Show the list below the button."""
        self._known = self.list.ticked()
        self.popup.resize(_WIDTH * GRID, _HEIGHT * GRID)
        self.popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self.popup.show()
        (self.search if self.search.isVisible() else self.list).setFocus()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """The list has closed, by whatever way: tell when the choice is another."""
        if watched is self.popup and event.type() == event.Type.Hide and self.list.ticked() != self._known:
            self._known = self.list.ticked()
            self.chosen.emit()
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        count = len(self.list.ticked())
        self.setText(f"{f'已挑 {count} {self._unit}' if count else self._every} ▾")

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.none)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
