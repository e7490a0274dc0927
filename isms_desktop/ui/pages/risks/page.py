"""風險評估: the list with its matrix, assessing one risk after the other, and the improvement plans."""

from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from isms_desktop.services import risks
from isms_desktop.services.years import current_year, risk_years
from isms_desktop.ui.pages.risks.assess import AssessPanel
from isms_desktop.ui.pages.risks.library import RiskLibrary
from isms_desktop.ui.pages.risks.list import RiskList
from isms_desktop.ui.pages.risks.plans import RiskPlans
from isms_desktop.ui.shell import Page, Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.choice_box import YearBox
from isms_desktop.ui.widgets.header import PageHeader
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_FORMS = {"list": "risk_assessment", "assess": "risk_assessment", "plans": "risk_treatment", "library": ""}


class RisksPage(Page):
    """Three views of the risks of one year, and what they are weighed with."""

    page_id = "risks"
    title = "風險評估"
    kinds = frozenset({"agency", "asset", "risk", "scale", "threat", "treatment"})
    views = MappingProxyType({"assess": "逐項評估", "plans": "改善計畫", "library": "事件與量表"})

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        header = PageHeader("風險評估", "每年就每項資產想想會出什麼事、多可能、多嚴重，並處理風險高的項目。")
        self.switch = ViewSwitch(name="風險評估的檢視")
        header.add_widget(self.switch)
        self.start = header.add_button("評估風險", main=True, tip="資產 → 事件 → 可能性 → 衝擊性，四個步驟一筆")
        self.start.clicked.connect(lambda: self._begin())
        self.start.setEnabled(not office.read_only)
        self.years = YearBox(current_year(office))
        self.years.set_years(risk_years(office))
        self.years.currentIndexChanged.connect(lambda _place: self.refresh(None))
        self.list = RiskList(office, shell, self.year)
        self.assess = AssessPanel(office, shell, self.year)
        self.plans = RiskPlans(office, shell, self.year)
        self.library = RiskLibrary(office, shell)
        self.switch.add("list", "清單與分布圖", self.list)
        self.switch.add("assess", self.views["assess"], self.assess)
        self.switch.add("plans", self.views["plans"], self.plans)
        self.switch.add("library", self.views["library"], self.library)
        self.switch.add_right(self.years)
        self.switch.switched.connect(self._on_switched)
        self.setFocusProxy(self.list.panel.view)
        self.list.weigh_asked.connect(self._weigh_again)
        self.list.plan_asked.connect(self._plan)
        self.assess.plan_asked.connect(self._plan)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID)
        column.setSpacing(GRID)
        column.addWidget(header)
        column.addWidget(self.switch.stack, 1)

    def year(self) -> int:
        """The year that is shown (民國)."""
        return self.years.year()

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now, in the view on top; the others follow when they are shown."""
        self.years.set_years(risk_years(self.office))
        match self.switch.current():
            case "list":
                self.list.refresh(changed)
            case "assess":
                self.assess.refresh(changed)
            case "plans":
                self.plans.refresh(changed)
            case "library":
                self.library.refresh(changed)

    def focus_search(self) -> None:
        """The search box of the view on top."""
        match self.switch.current():
            case "list":
                self.list.panel.focus_search()
            case "assess":
                self.assess.search.setFocus()
            case "plans":
                self.plans.panel.focus_search()
            case "library":
                self.library.top().panel.focus_search()

    def printable_form(self) -> str:
        """The register of the view on top."""
        return _FORMS[self.switch.current()] or self.library.printable_form()

    def help_topic(self) -> str:
        """F1: the view on top."""
        return f"{self.page_id}-{self.switch.current()}"

    def jump(self, **where: object) -> None:
        """``focus``: ``unassessed`` or ``improve``; ``cell``: (likelihood, impact); ``view``; ``record_id`` or ``ids``
        with ``label``: risks, or what else that view shows, in the year they belong to.
        """
        cell, view = where.get("cell"), where.get("view")
        if where.get("focus") == "unassessed" or view == "assess":
            self._begin()
            return
        self._turn_to_year_of("treatment" if view == "plans" else "risk", where)
        if view in ("library", "scales"):
            self.switch.show_view("library")
            self.library.switch.show_view("scales" if view == "scales" else "threats")
        else:
            self.switch.show_view("plans" if view == "plans" else "list")
        if where.get("focus") == "improve":
            due = frozenset(risk.id for risk in risks.improvement_due(self.office, self.year()))
            self.list.panel.show_only(due, "還沒有改善計畫")
        elif isinstance(cell, tuple):
            self.list.show_cell(cell)
        else:
            self._point_at(where)

    def _point_at(self, where: "Mapping[str, object]") -> None:
        """Bring these records into sight in the view on top."""
        record_id, ids = where.get("record_id"), where.get("ids")
        name = self.switch.current()
        panel = {"plans": self.plans.panel, "library": self.library.top().panel}.get(name, self.list.panel)
        if name == "plans" and (record_id or ids):
            self.plans.show_risk(0)
        if isinstance(ids, frozenset):
            panel.show_only(ids, str(where.get("label", "")))
        elif isinstance(record_id, int):
            (self.list if name == "list" else panel).go_to(record_id)

    def _turn_to_year_of(self, kind: str, where: "Mapping[str, object]") -> None:
        """The newest year in which one of the records is found."""
        record_id, ids = where.get("record_id"), where.get("ids")
        if where.get("view") in ("library", "scales") or not (record_id or ids):
            return
        wanted = ids if isinstance(ids, frozenset) else {record_id}
        found = [self.office.find(kind, each) for each in wanted if isinstance(each, int)]
        if kind == "treatment":
            found = [self.office.find("risk", each.risk) for each in found if each is not None and each.risk]
        years = [each.year for each in found if each is not None]
        if years and self.year() not in years:
            self.years.show_year(max(years))

    def _on_switched(self, name: str) -> None:
        panels = {"plans": self.plans.panel, "library": self.library.top().panel}
        self.setFocusProxy(self.assess.assets if name == "assess" else panels.get(name, self.list.panel).view)
        self.refresh(None)

    def _begin(self) -> None:
        self.switch.show_view("assess")
        self.assess.show_unassessed()

    def _weigh_again(self, risk_id: int) -> None:
        self.switch.show_view("assess")
        self.assess.show_risk(self.office.find("risk", risk_id))

    def _plan(self, risk_id: int) -> None:
        self.switch.show_view("plans")
        self.plans.show_risk(risk_id)
