"""機關資料: what is true of the whole office: its name, its officers, how it weighs risk and who signs its papers."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed


class AgencyPage(Page):
    """Lies over the tabs until the clerk goes back: it is opened seldom, and changes what all pages show."""

    page_id = "agency"
    title = "機關資料"
    kinds = frozenset({"agency", "scale"})

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.messages = MessageBar()
        header = PageHeader(self.title, "機關名稱、首長、資安長、風險計算方式與陳核層級；會用在每一頁與每一張表單。")
        self.back = header.add_button("完成", main=True, tip="內容已經儲存，回到原來的頁面")
        self.card = RecordCard(Register(office, "agency"), shell)
        self.card.show_record(office.agency.id)
        self._lay_out(header)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        self.card.refresh(changed)

    def focus_search(self) -> None:
        """There is nothing to search: the cursor goes to the first field."""
        self.card.focus_field("name")

    def printable_form(self) -> str:
        """What is written here stands on every paper: the register is the first of them."""
        return "asset_register"

    def _lay_out(self, header: QWidget) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        inside.setSpacing(GRID)
        inside.addWidget(header)
        inside.addWidget(self.card, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addLayout(inside, 1)
