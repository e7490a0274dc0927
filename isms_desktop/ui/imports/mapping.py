"""Which column of the sheet is which field: what the program found, and a list to put it right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Field
from isms_desktop.services.imports import ColumnMatch
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.scroll_down import ScrollDown

NOT_TAKEN = "（不匯入）"


class MappingList(QFrame):
    """One line for each column of the sheet."""

    mapped = Signal(dict)
    """{column letters: field key, "" for not taken} for every column, after the clerk has changed one."""

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._fields = [field for field in fields if field.stored]
        self.boxes: dict[str, QComboBox] = {}
        title = QLabel("欄位對應")
        set_role(title, "heading")
        help_line = QLabel("試算表的標題 → 匯入的欄位，對錯了可以改。")
        help_line.setWordWrap(True)
        set_role(help_line, "muted")
        self._area = ScrollDown()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        for widget in (title, help_line):
            column.addWidget(widget)
        column.addWidget(self._area, 1)

    def show_matches(self, matches: Sequence[ColumnMatch]) -> None:
        """Show what every column was taken for."""
        self.boxes = {}
        body = QWidget()
        set_role(body, "body")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, GRID, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        for line, match in enumerate(matches):
            words = QLabel(f"{match.letters}　{match.heading}")
            words.setWordWrap(True)
            words.setToolTip(match.remark)
            box = self._box(match)
            words.setBuddy(box)
            grid.addWidget(words, line, 0)
            grid.addWidget(box, line, 1)
        grid.setRowStretch(len(matches), 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._area.setWidget(body)

    def mapping(self) -> dict[str, str]:
        """{column letters: field key, "" for not taken} as it stands now."""
        return {letters: str(box.currentData()) for letters, box in self.boxes.items()}

    def _box(self, match: ColumnMatch) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"{match.letters} 欄「{match.heading}」匯入為")
        box.setMinimumContentsLength(6)
        box.addItem(NOT_TAKEN, "")
        for field in self._fields:
            box.addItem(field.label, field.key)
        box.setCurrentIndex(box.findData(match.field.key if match.field else ""))
        box.setToolTip(match.remark)
        box.activated.connect(lambda _place: self.mapped.emit(self.mapping()))
        self.boxes[match.letters] = box
        return box
