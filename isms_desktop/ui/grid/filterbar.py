"""The row above a list: a search box, and chips with counts for the values of one field."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from isms_desktop.domain.fields import Choice
from isms_desktop.ui.grid.flow import FlowLayout, FlowRoom
from isms_desktop.ui.grid.rows import Filter
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with

_BOX_CHARACTERS = 11


class FilterBar(QWidget):
    """Says what the list is to show; knows nothing of records."""

    wanted = Signal(object)
    """Carries a ``Filter``."""
    searching = Signal()
    """The clerk has gone to the search box."""
    left_below = Signal()
    """The clerk wants to go on from the search box into the list."""

    def __init__(self, key: str = "", choices: Sequence[Choice] = (), parent: QWidget | None = None) -> None:
        """``key``: the field that the chips stand for; "" is no chips."""
        super().__init__(parent)
        self._key = key
        self._ids: frozenset[int] | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("搜尋（Ctrl+F）")
        self.box.setAccessibleName("搜尋")
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.box.fontMetrics().horizontalAdvance("字") * _BOX_CHARACTERS)
        self.box.textChanged.connect(self._tell)
        self.box.installEventFilter(self)
        self.only = button_with("", tip="按一下，恢復顯示全部")
        self.only.setVisible(False)
        self.only.clicked.connect(lambda: self.show_only(None))
        chips = FlowRoom()
        chips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._flow = FlowLayout(chips)
        self._flow.addWidget(self.only)
        self.chips: dict[str, QPushButton] = {}
        self._labels = {each.value: each.label for each in choices}
        for value, label in ({"": "全部"} | self._labels if key else {}).items():
            self._add_chip(value, label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(self.box, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(chips, 6)

    def filter(self) -> Filter:
        """What the clerk wants to see."""
        chosen = frozenset(value for value, chip in self.chips.items() if value and chip.isChecked())
        return Filter(self.box.text().strip(), {self._key: chosen} if chosen else {}, self._ids)

    def set_counts(self, counts: Counter[str]) -> None:
        """How many records each chip stands for."""
        for value, chip in self.chips.items():
            number = counts.get(value, 0) if value else counts.total()
            chip.setText(f"{self._labels.get(value, '全部')} {number}")
            chip.setAccessibleName(f"{self._labels.get(value, '全部')}，{number} 筆")

    def show_only(self, ids: frozenset[int] | None, label: str = "") -> None:
        """Show only these records, with a chip that says why; None shows all again."""
        self._ids = ids
        self.only.setText(f"{label}　✕")
        self.only.setAccessibleName(f"{label}，按一下恢復顯示全部")
        self.only.setVisible(ids is not None)
        self._tell()

    def clear(self) -> None:
        """Ask for nothing."""
        self._ids = None
        self.only.setVisible(False)
        for value, chip in self.chips.items():
            chip.setChecked(not value)
        self.box.clear()
        self._tell()

    def choose(self, value: str) -> None:
        """Press the chip of a value; "" is 全部."""
        if value in self.chips:
            self._press(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc clears the box, Enter and ↓ go on into the list."""
        if event.type() == QEvent.Type.FocusIn:
            self.searching.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.box.clear()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Down:
                    self.left_below.emit()
                    return True
        return super().eventFilter(watched, event)

    def _add_chip(self, value: str, label: str) -> None:
        chip = button_with(label)
        chip.setCheckable(True)
        chip.setChecked(not value)
        chip.clicked.connect(lambda _checked=False: self._press(value))
        self._flow.addWidget(chip)
        self.chips[value] = chip

    def _press(self, value: str) -> None:
        """One chip at a time: that is what a clerk means by 「只看軟體」."""
        for each, chip in self.chips.items():
            chip.setChecked(each == value)
        self._tell()

    def _tell(self) -> None:
        self.wanted.emit(self.filter())
