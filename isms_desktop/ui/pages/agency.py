"""機關資料: what is true of the whole office: its name and officers, its way of working, its scales and its events."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.panel import RecordPanel
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.message_bar import MessageBar
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_SCALE_COLUMNS = ("scale", "level", "label", "meaning")
_THREAT_COLUMNS = ("code", "asset_kind", "threat", "weakness", "event", "controls")


class AgencyPage(Page):
    """Lies over the tabs until the clerk goes back: it is opened seldom, and changes what all pages show."""

    page_id = "agency"
    title = "機關資料"
    kinds = frozenset({"agency", "scale", "threat"})

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.messages = MessageBar()
        header = PageHeader("機關資料", "機關名稱、首長、資安長、陳核層級與評估標準；會用在每一頁與每一張表單。")
        self.switch = ViewSwitch(name="機關資料的檢視")
        header.add_widget(self.switch)
        self.back = header.add_button("完成", main=True, tip="內容已經儲存，回到原來的頁面")
        self.card = RecordCard(Register(office, "agency"), shell)
        self.card.show_record(office.agency.id)
        scales = Register(office, "scale", belongs=lambda each: office.rules.scale_range(each.scale) is not None)
        self.scales = RecordPanel(scales, shell, "scales", _SCALE_COLUMNS, chips="scale")
        self.threats = RecordPanel(Register(office, "threat"), shell, "threats", _THREAT_COLUMNS, chips="asset_kind")
        self.switch.add("agency", "基本資料", self.card)
        self.switch.add("scales", "評分標準", self.scales)
        self.switch.add("threats", "事件清單", self.threats)
        self.switch.switched.connect(lambda _name: self.refresh(None))
        self._lay_out(header)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now, in the view on top."""
        view = self._view()
        view.refresh(changed)

    def focus_search(self) -> None:
        """The search box of the list on top; the card has none."""
        view = self._view()
        if isinstance(view, RecordPanel):
            view.focus_search()

    def printable_form(self) -> str:
        """The paper of the list on top."""
        return {"scales": "likelihood_impact_scale", "threats": "threat_map"}.get(
            self.switch.current(), "asset_register"
        )

    def _view(self) -> RecordCard | RecordPanel:
        match self.switch.current():
            case "scales":
                return self.scales
            case "threats":
                return self.threats
            case _:
                return self.card

    def _lay_out(self, header: QWidget) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        inside.setSpacing(GRID)
        inside.addWidget(header)
        inside.addWidget(self.switch.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addLayout(inside, 1)
