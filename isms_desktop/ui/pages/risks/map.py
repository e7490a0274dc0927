"""風險分布圖 beside the list: the matrix with its legend, and what the office should know of its method."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from isms_desktop.services import risks
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.band import BandLegend
from isms_desktop.ui.widgets.heatmap import HeatMap, level_names

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office


class RiskMap(QFrame):
    """A card with the matrix of one year."""

    chosen = Signal(object, str)
    """Ids of the risks in the chosen cell and what to call them; None and "" when none is chosen."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self._matrix: risks.Matrix | None = None
        self.heatmap = HeatMap()
        self.heatmap.chosen.connect(self._on_chosen)
        self.legend = BandLegend()
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        heading = QLabel("風險分布圖")
        set_role(heading, "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addWidget(self.heatmap, 1)
        column.addWidget(self.legend)
        column.addWidget(self.note)

    def show_year(self, year: int) -> None:
        """Count the risks of this year."""
        had = self.heatmap.selected()
        self._matrix = risks.matrix(self._office, year)
        method = self._office.rules.method
        self.heatmap.set_matrix(self._matrix, method, level_names(self._office))
        self.legend.set_bands(method.bands, dict(self._matrix.totals))
        waiting = self._matrix.unweighed
        notes = [f"另有 {waiting} 筆還沒有填完評分，未列入分布圖。"] if waiting else []
        self.note.setText("\n".join([method.label, *notes, *risks.reach_notes(self._office)]))
        if had:
            self._on_chosen(self.heatmap.selected())

    def choose(self, place: tuple[int, int] | None) -> None:
        """Choose a cell as if it had been clicked; None lets go."""
        self.heatmap.select(place)
        self._on_chosen(place)

    def let_go(self) -> None:
        """No cell is chosen any more; the list knows already."""
        self.heatmap.select(None)

    def _on_chosen(self, place: object) -> None:
        cell = self._matrix.cells.get(place) if self._matrix and isinstance(place, tuple) else None
        if cell is None or not isinstance(place, tuple):
            self.chosen.emit(None, "")
        else:
            self.chosen.emit(frozenset(cell.risk_ids), f"可能性 {place[0]}、衝擊性 {place[1]}")
