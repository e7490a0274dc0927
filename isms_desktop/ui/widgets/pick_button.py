"""A button that says how many of several things are chosen, and opens a list in which they are ticked."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
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
    """Nothing ticked stands for everything. ``chosen`` is told when the list closes with another choice.

    By keyboard: space, Enter or ↓ open the list; there space ticks, letters search, Enter and Esc close.
    """

    chosen = Signal()

    def __init__(self, name: str, every: str = "全部紀錄") -> None:
        super().__init__()
        self._name, self._every, self._unit = name, every, "筆"
        self._known: tuple[Any, ...] = ()
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
        for watched in (self.popup, self.list, self.search):
            watched.installEventFilter(self)
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
        self.search.clear()
        self.popup.setGeometry(self._room())
        self.popup.show()
        self._go_to_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and ↓ open it as the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the list and its search; when the list has closed, by whatever way, another choice is told."""
        kind = event.type()
        if watched is self.popup and kind == QEvent.Type.Hide and self.list.ticked() != self._known:
            self._known = self.list.ticked()
            self.chosen.emit()
        elif isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._on_key(watched, event) or super().eventFilter(watched, event)
        elif isinstance(event, QInputMethodEvent) and watched is self.list and event.commitString():
            self._search_for(event.commitString())
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether the key was for the whole of the list."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched in (self.list, self.search):
            self.popup.hide()
        elif watched is self.search and key == Qt.Key.Key_Down:
            self._go_to_first()
        elif watched is self.list and key == Qt.Key.Key_Up and self.list.currentIndex().row() <= 0:
            self.search.setFocus()
        elif watched is self.list and event.text().strip() and event.text().isprintable() and not _with_ctrl(event):
            self._search_for(event.text())
        else:
            return False
        return True

    def _search_for(self, text: str) -> None:
        """Letters typed in the list go on in the search."""
        if not self.search.isHidden():
            self.search.setFocus()
            self.search.insert(text)

    def _go_to_first(self) -> None:
        """The cursor on the first ticked row, so that the space bar has something to tick."""
        shown = self.list.rows.shown
        ticked = set(self.list.ticked())
        first = next((place for place, row in enumerate(shown) if row.key in ticked), 0)
        if shown:
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.list.rows.index(first), chosen)
        self.list.setFocus()
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)  # Qt takes it away: nothing can be edited

    def _room(self) -> QRect:
        """Where the list opens: below the button, and whole on the screen also where it stands low or far right."""
        text = self.fontMetrics()
        wish = QSize(max(_WIDTH * GRID, 20 * text.horizontalAdvance("字")), max(_HEIGHT * GRID, 16 * text.height()))
        screen = self.screen().availableGeometry()
        found = QRect(self.mapToGlobal(QPoint(0, self.height())), wish.boundedTo(screen.size()))
        found.moveRight(min(found.right(), screen.right()))
        found.moveBottom(min(found.bottom(), screen.bottom()))
        return found

    def _say(self) -> None:
        count = len(self.list.ticked())
        words = f"已挑 {count} {self._unit}" if count else self._every
        self.setText(f"{words} ▾")
        self.setAccessibleName(f"{self._name}：{words}")

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


def _with_ctrl(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & held)
