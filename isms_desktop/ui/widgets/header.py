"""The top of every page: its title, one line that says what it is for, and at most three buttons."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID, set_role

_LEAST_WORDS = 10
"""Characters that a line of the purpose must have room for."""


class PageHeader(QWidget):
    """Title and purpose on the left, the page's buttons on the right."""

    def __init__(self, title: str, purpose: str) -> None:
        super().__init__()
        self.title = QLabel(title)
        set_role(self.title, "title")
        self.purpose = QLabel(purpose)
        set_role(self.purpose, "muted")
        self.purpose.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.purpose)
        self._beside: list[QWidget] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addLayout(words, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside wide buttons the purpose would be a pillar of single words: it gives way."""
        super().resizeEvent(event)
        beside = sum(each.sizeHint().width() + GRID for each in self._beside if not each.isHidden())
        room = self.width() - beside
        self.purpose.setVisible(room >= _LEAST_WORDS * self.fontMetrics().horizontalAdvance("字"))

    def add_button(self, text: str, *, main: bool = False, tip: str = "") -> QPushButton:
        """A button at the right end; ``main`` for the one that the page is about."""
        button = button_with(text, main=main, tip=tip)
        self.add_widget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Anything else that belongs beside the buttons, such as the choice of a year."""
        self._beside.append(widget)
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)


def button_with(text: str, *, main: bool = False, link: bool = False, tip: str = "") -> QPushButton:
    """A push button in the program's look: plain, the page's main one, or one that reads like a link."""
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    button.setAutoDefault(False)
    if main or link:
        set_role(button, "main" if main else "link")
    return button
