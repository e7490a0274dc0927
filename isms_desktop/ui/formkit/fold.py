"""A part of the card that stays folded until somebody asks for it, because reading it is work."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with


class Fold(QWidget):
    """A heading that opens and closes. A subclass makes its ``body`` when it is first opened and fills it."""

    def __init__(self, word: str, tip: str) -> None:
        super().__init__()
        self._word = word
        self._count = ""
        self.body: QWidget | None = None
        self.button: QPushButton = button_with("", link=True, tip=tip)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        self.head.addWidget(self.button)
        self.head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GRID // 2)
        self.column.addLayout(self.head)
        self._show_word()

    def make_body(self) -> QWidget:
        """What is inside, empty."""
        raise NotImplementedError

    def fill(self) -> None:
        """Put into the body what the file holds now. Called only while it is open."""

    def fold(self) -> None:
        """Close it."""
        self.button.setChecked(False)

    def set_count(self, count: int | None) -> None:
        """How many there are inside, beside the word; None for no number."""
        self._count = "" if count is None else f"（{count}）"
        self._show_word()

    def is_open(self) -> bool:
        """Whether the body shows."""
        return self.button.isChecked()

    def _toggle(self, opened: bool) -> None:
        if opened and self.body is None:
            self.body = self.make_body()
            self.column.addWidget(self.body)
        self._show_word()
        if self.body is not None:
            self.body.setVisible(opened)
        if opened:
            self.fill()

    def _show_word(self) -> None:
        mark = "▾" if self.button.isChecked() else "▸"
        self.button.setText(f"{mark} {self._word}{self._count}")
        self.button.setAccessibleName(f"{self._word}{self._count}")
