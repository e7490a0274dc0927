"""How labels are printed: on which sheets, from which place on, or a page for trying the printer out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from isms_desktop.services.printing import LabelSheet


class LabelOptions(QWidget):
    """The choices; ``changed`` is told of each."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[str, int] = {}
        self.sheet = ChoiceBox("標籤紙")
        self.first = QSpinBox()
        self.first.setAccessibleName("從第幾格開始")
        self.first.setPrefix("從第 ")
        self.first.setSuffix(" 格開始")
        self.first.setMinimum(1)
        self.rulers = QCheckBox("試印頁（尺規與外框）")
        name = QLabel("標籤紙")
        name.setBuddy(self.sheet)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(name)
        row.addWidget(self.sheet)
        flow = FlowLayout(self)
        for widget in (pair, self.first, self.rulers):
            flow.addWidget(widget)
        self.sheet.activated.connect(self._on_sheet)
        self.first.valueChanged.connect(lambda _value: self.changed.emit())
        self.rulers.toggled.connect(lambda _on: self.changed.emit())

    def set_sheets(self, sheets: "Sequence[LabelSheet]") -> None:
        """The sheets to choose from, the usual one first."""
        self._places = {sheet.id: sheet.count for sheet in sheets}
        self.sheet.set_choices([(sheet.name, sheet.id) for sheet in sheets])
        self._limit()

    def choose(self, sheet: str, skip: int, rulers: bool) -> None:
        """Show these as chosen, without telling."""
        self.blockSignals(True)
        if (place := self.sheet.findData(sheet)) >= 0:
            self.sheet.setCurrentIndex(place)
        self._limit()
        self.first.setValue(skip + 1)
        self.rulers.setChecked(rulers)
        self.blockSignals(False)

    def chosen_sheet(self) -> str:
        """Id of the label sheet; "" for the usual one."""
        return str(self.sheet.currentData() or "")

    def skip(self) -> int:
        """How many places of the first sheet are used up."""
        return self.first.value() - 1

    def _on_sheet(self) -> None:
        self._limit()
        self.changed.emit()

    def _limit(self) -> None:
        self.first.blockSignals(True)
        self.first.setMaximum(self._places.get(self.chosen_sheet(), 1))
        self.first.blockSignals(False)
