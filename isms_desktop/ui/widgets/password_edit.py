"""Where a password is typed: hidden until the person wants to see it, with a word when the capital lock seems on."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped

_LONGEST = 256
"""Characters; what is too long is said by whoever takes it, not cut off."""


class PasswordEdit(QWidget):
    """A line with 顯示 beside it. ``entered``: Enter was pressed; ``typed``: it says something else now."""

    entered = Signal()
    typed = Signal()

    def __init__(self, name: str) -> None:
        """``name`` is what a screen reader calls it."""
        super().__init__()
        self.line = _Line(self._on_capitals)
        self.line.setAccessibleName(name)
        self.line.setMaxLength(_LONGEST)
        self.show_it = button_with("顯示", tip="把密碼顯示出來；要打中文時也請先按這裡")
        self.show_it.setCheckable(True)
        self.show_it.setAccessibleName(f"顯示{name}")
        self.capitals = wrapped("error", "大寫鎖定（Caps Lock）好像開著。")
        self.capitals.hide()
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self.show_it)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self.capitals)
        self.setFocusProxy(self.line)
        self.show_it.toggled.connect(self._show)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.typed)

    def text(self) -> str:
        """What stands there."""
        return self.line.text()

    def try_again(self) -> None:
        """What stands there is selected, to be typed over or looked at."""
        self.line.setFocus()
        self.line.selectAll()

    def forget(self) -> None:
        """Nothing stands there any more, and undo brings nothing back."""
        self.line.setText("")
        self.show_it.setChecked(False)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.show_it.setText("隱藏" if shown else "顯示")
        self.line.setFocus()

    def _on_capitals(self, on: bool) -> None:
        self.capitals.setVisible(on)


class _Line(QLineEdit):
    def __init__(self, capitals: Callable[[bool], object]) -> None:
        super().__init__()
        self._heard = capitals
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A capital without the shift key, or a small letter with it, comes from the capital lock."""
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & event.modifiers().ShiftModifier)
            self._heard(letter.isupper() != shift)
        super().keyPressEvent(event)
