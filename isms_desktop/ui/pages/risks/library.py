"""What risks are weighed with: the events to choose from and what each level means. The office rewords and adds."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.ui.grid.listcard import ListWithCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_THREATS = ("code", "asset_kind", "event", "threat", "weakness", "controls")
_SCALES = ("scale", "level", "label", "meaning")


class RiskLibrary(QWidget):
    """The two lists, one at a time. Past risks keep the words with which they were weighed."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        threats = Register(office, "threat")
        self.threats = ListWithCard(threats, shell, "threats", _THREATS, chips="asset_kind")
        self.scales = ListWithCard(Register(office, "scale"), shell, "scales", _SCALES, chips="scale")
        self.switch = ViewSwitch(name="事件與量表")
        self.switch.add("threats", "威脅弱點對應表", self.threats)
        self.switch.add("scales", "評估量表", self.scales)
        self.switch.switched.connect(lambda _name: self.refresh(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.switch)
        column.addWidget(self.switch.stack, 1)

    def top(self) -> ListWithCard:
        """The list that is shown."""
        return self.scales if self.switch.current() == "scales" else self.threats

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now, in the list on top."""
        self.top().refresh(changed)

    def printable_form(self) -> str:
        """The paper of the list on top."""
        return "asset_value_scale" if self.top() is self.scales else "threat_map"
