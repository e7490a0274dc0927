"""風險改善計畫: the measures against the risks of a year, and the record beside them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from isms_desktop.services import records
from isms_desktop.ui.grid.listcard import ListWithCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.domain.fields import Value
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

COLUMNS = ("risk", "measure", "responsible", "due_on", "progress", "finished_on", "residual_score", "residual_level")


class RiskPlans(QWidget):
    """All measures of the year, or those against one risk; a new row belongs to that risk."""

    def __init__(self, office: "Office", shell: Shell, year: Callable[[], int]) -> None:
        super().__init__()
        self._office = office
        self._year = year
        self._risk_id = 0
        register = Register(office, "treatment", complete=self._complete, belongs=self._belongs)
        self.about = QLabel()
        self.about.setWordWrap(True)
        set_role(self.about, "heading")
        self.all = button_with("顯示全部風險的措施", link=True)
        self.all.clicked.connect(lambda: self.show_risk(0))
        self.list = ListWithCard(
            register,
            shell,
            "treatments",
            COLUMNS,
            chips="progress",
            empty_text="還沒有改善措施。\n在最後一列選風險、寫改善措施，就會存檔。",
            above=self._which(),
        )
        self.panel, self.card = self.list.panel, self.list.card
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        if self._risk_id and self._office.find("risk", self._risk_id) is None:
            self._risk_id = 0
        self._say_which()
        self.list.refresh(changed)

    def show_risk(self, risk_id: int) -> None:
        """Only the measures against this risk, ready for a new one; 0 shows all of the year."""
        self._risk_id = risk_id
        self._say_which()
        self.panel.refresh(None)
        if risk_id and not self._office.read_only:
            self.panel.view.go_to_draft("measure")

    def _say_which(self) -> None:
        self._line.setVisible(bool(self._risk_id))
        risk = self._office.find("risk", self._risk_id)
        if risk:
            asset = records.title_of(self._office)("asset", risk.asset)
            self.about.setText(f"{asset}：{risk.event}")

    def _belongs(self, treatment: object) -> bool:
        risk_id = getattr(treatment, "risk", None)
        if self._risk_id:
            return bool(risk_id == self._risk_id)
        risk = self._office.find("risk", risk_id) if risk_id else None
        return risk is None or bool(risk.year == self._year())

    def _complete(self, rows: "list[dict[str, Value]]") -> "list[dict[str, Value]]":
        given: dict[str, Value] = {"risk": self._risk_id} if self._risk_id else {}
        return [{**given, **row} for row in rows]

    def _which(self) -> QWidget:
        """The line over the list: which risk it is about, and the way back to all."""
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.about, 1)
        row.addWidget(self.all)
        return self._line
