"""The end of every card: attachments, related records, history. Each says how much there is and opens when asked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.ui.formkit.attachments import AttachmentFold
from isms_desktop.ui.formkit.history import HistoryFold
from isms_desktop.ui.formkit.related import RelatedFold
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID

if TYPE_CHECKING:
    from isms_desktop.ui.shell import Shell


class Folds(QWidget):
    """They follow the record on the card once it rests there: holding ↓ in the list must stay smooth."""

    def __init__(self, register: Register, shell: "Shell") -> None:
        super().__init__()
        self.attachments = AttachmentFold(register, shell)
        self.related = RelatedFold(register, shell)
        self.history = HistoryFold(register, shell)
        self._id = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(0)
        for fold in (self.attachments, self.related, self.history):
            column.addWidget(fold)

    def show_record(self, record_id: int) -> None:
        """Another record: what was open for the last one closes."""
        if record_id != self._id:
            self._id = record_id
            self.related.fold()
            self.history.fold()
        self._timer.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Much may have happened while the page was not to be seen."""
        super().showEvent(event)
        self._timer.start()

    def _refresh(self) -> None:
        if self._id and self.isVisible():  # a hidden card may belong to a file that has been closed
            for fold in (self.attachments, self.related, self.history):
                fold.refresh(self._id)
