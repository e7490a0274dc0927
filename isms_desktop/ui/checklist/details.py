"""What a checklist says about the current question beside its words, and which record proves the answer."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain.audits import Answer, ChecklistItem
from isms_desktop.services.audits import Line
from isms_desktop.ui.theme import GRID, colours_of, set_role

_HINTS = ("hint", "evidence_hint", "basis")


class ProgressLine(QWidget):
    """How much of the list is answered, as a line. Qt's own bar paints at once, and every key would wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setFixedHeight(GRID // 2)

    def show_part(self, part: int, whole: int) -> None:
        """So many of so many."""
        self._part = part / whole if whole else 0.0
        self.setAccessibleName(f"查核進度 {part}／{whole}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The part in the accent, the rest quiet."""
        colours = colours_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.line))
        painter.fillRect(QRect(0, 0, round(self.width() * self._part), self.height()), QColor(colours.link))


class LineDetails(QWidget):
    """Hints of the checklist, and below them the 佐證. Suppliers' paper has neither: there it is not shown."""

    documented = Signal(int, str)
    """(item, text): the 佐證 of a question was written."""
    finished = Signal()
    """Enter: on with the list."""

    def __init__(self) -> None:
        super().__init__()
        self._item = 0
        self._shown = ""
        field = Answer.record_type.field("evidence")
        self.hints = QLabel()
        self.hints.setWordWrap(True)
        self.hints.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self.hints, "muted")
        self.evidence = QLineEdit()
        self.evidence.setAccessibleName(field.label)
        self.evidence.setPlaceholderText("紀錄、文件或檔案的名稱；Enter 儲存並回到清單")
        self.evidence.setMaxLength(field.longest)
        self.evidence.editingFinished.connect(self._tell)
        self.evidence.installEventFilter(self)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(QLabel(field.label))
        row.addWidget(self.evidence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.hints)
        column.addLayout(row)

    def show_line(self, line: Line | None, *, writable: bool) -> None:
        """Show what there is about this question; what is being written stays as long as it is the same one."""
        label = ChecklistItem.record_type.field
        words = [(label(key).label, getattr(line.item, key)) for key in _HINTS] if line else []
        self.hints.setText("　".join(f"{name}：{text}" for name, text in words if text))
        self.hints.setVisible(bool(self.hints.text()))
        item, text = (line.item.id, line.evidence) if line else (0, "")
        if item != self._item or text != self._shown:
            self._item, self._shown = item, text
            self.evidence.setText(text)
        self.evidence.setEnabled(line is not None and writable)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Esc gives up."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._tell()
                self.finished.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.evidence.setText(self._shown)
                self.finished.emit()
                return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        text = self.evidence.text().strip()
        if self._item and text != self._shown:
            self._shown = text
            self.documented.emit(self._item, text)
