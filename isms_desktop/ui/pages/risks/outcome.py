"""What an assessment comes to: the sum, the band, and what to do next with it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from isms_desktop.services import risks
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.band import BandBadge
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from isms_desktop.services.offices import Office

_NEXT = {
    "asset": "先在左邊選一項資產。",
    "threat": "再選一件可能發生的事。",
    "likelihood": "再選可能性。",
    "impact": "最後選衝擊性，選了就會儲存。",
}
_NOT_SAVED = "還沒有儲存；再按一次衝擊性。"


class Outcome(QFrame):
    """The card below the levels."""

    response_chosen = Signal(str)
    alike_asked = Signal()
    next_asked = Signal()
    plan_asked = Signal()

    def __init__(self, office: "Office") -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self.badge = BandBadge()
        self.formula = QLabel()
        set_role(self.formula, "heading")
        self.hint = QLabel()
        set_role(self.hint, "muted")
        self.responses: dict[str, QPushButton] = {}
        self._response_row = self._make_responses()
        self.alike = button_with("")
        self.alike.clicked.connect(self.alike_asked)
        self.plan = button_with("填寫改善計畫")
        self.plan.clicked.connect(self.plan_asked)
        self.next = button_with("下一項未評估的資產", main=True)
        self.next.clicked.connect(self.next_asked)
        self._lay_out()

    def show_state(
        self, asset: Any, threat: Any, chosen: "Mapping[str, int | None]", risk: Any, alike: list[Any]
    ) -> None:
        """Show how far the four choices are and what they come to. ``risk`` is the saved one, None before that."""
        steps = {"asset": asset, "threat": threat, **chosen}
        missing = next((name for name, value in steps.items() if value is None), "")
        weight = risks.weigh(self._office, asset, chosen["likelihood"], chosen["impact"]) if asset else None
        self.formula.setText(weight.formula if weight and threat else "")
        self.formula.setVisible(bool(self.formula.text()))
        band = weight.band if weight else None
        self.badge.set_band(band, f"{band.label} {weight.score}" if weight and band else "")
        needed = bool(risk and band and self._office.rules.needs_improvement(band))
        self._response_row.setVisible(needed)
        for value, button in self.responses.items():
            button.setChecked(bool(risk) and risk.response == value)
        self.hint.setText(_NEXT.get(missing) or (self._saved_words(weight, needed) if risk else _NOT_SAVED))
        usable = risk is not None and not missing and not self._office.read_only
        self.alike.setVisible(usable and len(alike) > 1)
        self.alike.setText(f"同類 {len(alike)} 項資產一併評估")
        self.alike.setToolTip("同一資產類別、次類別，且使用中的資產，都採用同樣的事件與評分；可以一次復原。")
        self.plan.setVisible(needed)
        self.next.setVisible(usable)

    def _saved_words(self, weight: "risks.Weight | None", needed: bool) -> str:
        if weight is None or weight.score is None:
            return "已儲存；補上資產價值就有風險值。"
        if needed:
            return "已儲存。"
        return "已儲存。要改就按另一級。"

    def _make_responses(self) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        line.addWidget(QLabel("風險對策"))
        for choice in self._office.rules.profile.responses:
            button = button_with(choice.label)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, value=choice.value: self.response_chosen.emit(value))
            self.responses[choice.value] = button
            line.addWidget(button)
        line.addStretch(1)
        return row

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID * 2)
        head.addWidget(self.formula)
        head.addWidget(self.hint, 1)
        head.addWidget(self.badge)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.next, self.alike, self.plan):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self._response_row)
        column.addLayout(buttons)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
