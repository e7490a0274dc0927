"""Whether a paper shows personal numbers in full: asked for each time anew, where it has any."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.labels import wrapped

_WHY = "平常會遮住後四碼。只有對方一定要完整資料時才勾選，用完請妥善保管或銷毀；列印登記會註明「個資未遮蔽」。"


class PersonalChoice(QWidget):
    """``changed``: the clerk has chosen. ``dropped``: it is off again, because the clerk has gone elsewhere."""

    changed = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.full = QCheckBox()
        self.why = wrapped("small", _WHY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.full)
        column.addWidget(self.why)
        self.full.clicked.connect(self.changed)
        self.hide()

    def offer(self, labels: Sequence[str]) -> None:
        """The paper shows these fields; none: there is nothing to choose."""
        if not labels:
            self.full.setChecked(False)
        self.full.setText(f"印出完整的{'、'.join(labels)}")
        self.setVisible(bool(labels))

    def choose(self, full: bool) -> None:
        """Chosen for the clerk, who chose it once before; nobody is told."""
        self.full.setChecked(full)

    def hideEvent(self, event: QHideEvent) -> None:
        """Off when the page is left: it is never on because it was on some days ago."""
        super().hideEvent(event)
        if self.full.isChecked() and not event.spontaneous():
            self.full.setChecked(False)
            self.dropped.emit()
