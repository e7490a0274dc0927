"""What happened to a record, folded away until somebody asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from isms_desktop.services import records
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with

_HISTORY_SHOWN = 50


class HistoryFold(QWidget):
    """「變更紀錄」: closed until it is asked for, because reading it is work."""

    def __init__(self, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._id = 0
        self.button: QPushButton = button_with("▸ 變更紀錄", link=True, tip="誰在什麼時候改了什麼")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self.button)
        column.addWidget(self.lines)

    def fold(self) -> None:
        """Close it."""
        self.button.setChecked(False)

    def refresh(self, record_id: int) -> None:
        """The history of this record from now on."""
        self._id = record_id
        if self.button.isChecked():
            self._read()

    def _toggle(self, is_open: bool) -> None:
        self.button.setText("▾ 變更紀錄" if is_open else "▸ 變更紀錄")
        self.lines.setVisible(is_open)
        if is_open:
            self._read()

    def _read(self) -> None:
        entries = records.history(self._register.office, self._register.kind, self._id)[:_HISTORY_SHOWN]
        parts = [f"{each.moment}　{each.who}　{each.label}\n" + _indented(each.lines) for each in entries]
        self.lines.setText("\n".join(parts) or "還沒有變更紀錄。")


def _indented(lines: Sequence[str]) -> str:
    return "".join(f"　　{line}\n" for line in lines)
