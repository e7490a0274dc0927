"""資通系統: the register, and the way from a system to its check against 附表十."""

from typing import TYPE_CHECKING

from isms_desktop.ui.pages.register_view import RegisterView
from isms_desktop.ui.pages.yearly.specs import SYSTEMS
from isms_desktop.ui.shell import Shell

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office


class Systems(RegisterView):
    """A register with one button more."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, SYSTEMS)

    def add_tools(self) -> None:
        """Checking first: that is what a system is here for."""
        tip = "依這個系統的防護需求等級，逐項檢核附表十的控制措施"
        self.add_tool("檢核防護基準", self._check, tip=tip, writes=False)
        super().add_tools()

    def _check(self) -> None:
        self.shell.open_page("yearly", view="controls", system=self.panel.current_id())
