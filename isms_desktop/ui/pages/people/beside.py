"""What may take the place of a record's card for a while: a checklist, a short form."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from isms_desktop.ui.grid.listcard import ListWithCard
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.stack import Stack


class Beside(Stack):
    """The right side of a list: the card with its own buttons below, or the panel that is shown instead."""

    def __init__(self, room: ListWithCard, panel: QWidget) -> None:
        super().__init__()
        self._card_side = QWidget()
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(0, 0, 0, 0)
        self.buttons.setSpacing(GRID)
        self.buttons.addStretch(1)
        self.panel = panel
        place = room.splitter.indexOf(room.card)
        room.splitter.replaceWidget(place, self)
        column = QVBoxLayout(self._card_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(room.card, 1)
        column.addLayout(self.buttons)
        room.card.show()
        self.addWidget(self._card_side)
        self.addWidget(panel)
        room.splitter.setStretchFactor(place, 2)
        room.splitter.setSizes([115 * GRID, 50 * GRID])

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 30 * GRID))

    def add_button(self, button: QWidget) -> None:
        """A button below the card."""
        self.buttons.insertWidget(self.buttons.count() - 1, button)

    def show_panel(self) -> None:
        """The panel instead of the card."""
        self.setCurrentWidget(self.panel)

    def show_card(self) -> None:
        """The card again."""
        self.setCurrentWidget(self._card_side)

    @property
    def panel_shown(self) -> bool:
        """Whether the panel has taken the place of the card."""
        return self.currentWidget() is self.panel
