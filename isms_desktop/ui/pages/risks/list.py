"""The risks of a year: the list, and beside it the matrix and the record that the cursor is in."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Choice
from isms_desktop.domain.scoring import Band, band_of
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.panel import RecordPanel
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.risks.map import RiskMap
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import BAND_COLOURS, GRID
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from pathlib import Path

    from isms_desktop.domain.fields import Value
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

COLUMNS = ("asset", "event", "score", "level", "likelihood", "impact", "response", "asset_value", "owner")


class RiskList(QWidget):
    """List on the left, matrix or card on the right. A chosen cell of the matrix filters the list."""

    weigh_asked = Signal(int)
    """The clerk wants to weigh this risk anew (id)."""
    plan_asked = Signal(int)
    """The clerk wants to see the measures against this risk (id)."""

    def __init__(self, office: "Office", shell: Shell, year: Callable[[], int]) -> None:
        super().__init__()
        self._office = office
        self._year = year
        register = Register(
            office,
            "risk",
            complete=self._complete,
            belongs=lambda risk: risk.year == year(),
            colour=lambda risk, key: _colour_of(band_of(risk, office.rules)) if key == "level" else "",
        )
        self.panel = RecordPanel(
            register,
            shell,
            "risks",
            COLUMNS,
            chips="level",
            choices=[Choice(band.label, band.label) for band in office.rules.method.bands],
            empty_text="這個年度還沒有風險評估。\n按「評估風險」，選資產、選事件、評兩個分數，就完成一筆。",
        )
        self.map = RiskMap(office)
        self.card = RecordCard(register, shell)
        self.switch = ViewSwitch(name="清單旁邊顯示")
        self.switch.add("map", "分布圖", ScrollDown(self.map))
        self.switch.add("card", "這筆風險", self._card_side())
        self.map.chosen.connect(self.panel.show_only)
        self.panel.filter_bar.wanted.connect(self._on_filter)
        self.panel.current_changed.connect(self._on_current)
        self.panel.commands.files_pasted.connect(self._attach)
        self.card.made.connect(self.go_to)
        self._lay_out()

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        self.panel.refresh(changed)
        self.map.show_year(self._year())
        self.card.refresh(changed)

    def show_cell(self, place: tuple[int, int]) -> None:
        """Show only the risks of this cell of the matrix."""
        self.switch.show_view("map")
        self.map.choose(place)

    def go_to(self, record_id: int) -> None:
        """Put the cursor on a risk and show its card."""
        self.panel.go_to(record_id)
        self.card.show_record(record_id)
        self.switch.show_view("card")

    def _attach(self, files: "list[Path]") -> None:
        """Files that are pasted into the list belong to the risk under the cursor."""
        self.go_to(self.panel.current_id())
        self.card.attach(files)

    def _card_side(self) -> QWidget:
        side = QWidget()
        self.weigh = button_with("重新評分", tip="回到四個步驟，改選可能性與衝擊性。")
        self.plan = button_with("改善計畫", tip="查看或新增這筆風險的改善措施。")
        self.weigh.clicked.connect(lambda: self.weigh_asked.emit(self.panel.current_id()))
        self.plan.clicked.connect(lambda: self.plan_asked.emit(self.panel.current_id()))
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.weigh)
        row.addWidget(self.plan)
        row.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.card, 1)
        column.addLayout(row)
        self._on_current(0)
        return side

    def _on_current(self, record_id: int) -> None:
        self.card.show_record(record_id)
        self.weigh.setEnabled(bool(record_id))
        self.plan.setEnabled(bool(record_id))

    def _on_filter(self, wanted: Any) -> None:
        if wanted.ids is None:
            self.map.let_go()

    def _complete(self, rows: "list[dict[str, Value]]") -> "list[dict[str, Value]]":
        """A row that is typed into the list belongs to the year that is shown."""
        return [{"year": self._year(), **row} for row in rows]

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.switch)
        column.addWidget(self.switch.stack, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.panel)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([3 * GRID * 100, 2 * GRID * 100])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)


def _colour_of(band: Band | None) -> str:
    return BAND_COLOURS[band.id] if band else ""
