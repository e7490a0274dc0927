"""授權: every part of the program on the left, on what terms it may be used and passed on on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from isms_desktop.services.licences import page, sections
from isms_desktop.ui.theme import GRID

_CHARACTERS, _OF_LIST = 70, 20
"""Width of the window and of the list, in full-width characters."""
_HEIGHT = 80 * GRID
_FRAME = 8 * GRID
"""What the system puts around a window."""


class Licences(QDialog):
    """May stay open beside the work, as the handbook may. Raises UserError when the page is not there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sections = sections(page())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("授權")
        room, letter = self.screen().availableSize(), self.fontMetrics().horizontalAdvance("授")
        self.resize(min(_CHARACTERS * letter, room.width() - _FRAME), min(_HEIGHT, room.height() - _FRAME))
        self.parts = QListWidget()
        self.parts.setAccessibleName("元件")
        self.parts.setSpacing(2)
        self.parts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for each in self._sections:
            item = QListWidgetItem(f"{each.title}\n{each.licence}")
            item.setToolTip(item.text())
            self.parts.addItem(item)
        self.parts.setFixedWidth(min(_OF_LIST * letter, self.width() * 2 // 5))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("授權條文")
        self.text.setReadOnly(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID, GRID, GRID)
        row.setSpacing(GRID)
        row.addWidget(self.parts)
        row.addWidget(self.text, 1)
        self.parts.currentRowChanged.connect(self._show)
        self.parts.setCurrentRow(0)

    def _show(self, place: int) -> None:
        part = self._sections[place]
        self.text.setPlainText(f"{part.title}\n{part.licence}\n\n{part.text}")
