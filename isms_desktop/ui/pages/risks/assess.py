"""Assessing a risk in four clicks: asset, event, 可能性, 衝擊性. The last one saves; another level changes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.domain.scoring import Band, band_of, score_of
from isms_desktop.services import records, risks
from isms_desktop.ui.pages.risks.event import OwnEvent
from isms_desktop.ui.pages.risks.outcome import Outcome
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.level_buttons import LevelButtons
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed


class AssessPanel(QWidget):
    """Three columns: which asset, what could happen, how likely and how bad."""

    plan_asked = Signal(int)
    """The clerk wants to write the 改善計畫 of this risk (id)."""

    def __init__(self, office: "Office", shell: Shell, year: Callable[[], int]) -> None:
        super().__init__()
        self.office = office
        self._shell = shell
        self._year = year
        self._chosen: dict[str, int | None] = {"likelihood": None, "impact": None}
        self.search = QLineEdit()
        self.search.setPlaceholderText("找資產：編號、名稱、位置…")
        self.search.setAccessibleName("找資產")
        self.search.setClearButtonEnabled(True)
        self.assets = PickList("資產", details=True)
        self.events = PickList("可能發生的事件", lines=2, details=True)
        self.levels = {"likelihood": LevelButtons("3　可能性"), "impact": LevelButtons("4　衝擊性")}
        self.outcome = Outcome(office)
        self.own_event = OwnEvent(office, shell)
        self._lay_out()
        self.search.textChanged.connect(self.assets.rows.search)
        self.assets.picked.connect(self.choose_asset)
        self.events.picked.connect(self.choose_event)
        self.own_event.added.connect(self._on_own_event)
        for scale, buttons in self.levels.items():
            buttons.chosen.connect(lambda level, scale=scale: self._on_level(scale, level))
        self.outcome.response_chosen.connect(lambda response: self._save([self.asset().id], response))
        self.outcome.alike_asked.connect(self._assess_alike)
        self.outcome.next_asked.connect(self._next_asset)
        self.outcome.plan_asked.connect(self._ask_plan)

    # ---- what is chosen

    def asset(self) -> Any:
        """The chosen asset, or None."""
        key = self.assets.key()
        return self.office.find("asset", key) if isinstance(key, int) else None

    def threat(self) -> Any:
        """The chosen event of the catalogue, or None."""
        key = self.events.key()
        return self.office.find("threat", key) if isinstance(key, int) else None

    def risk(self) -> Any:
        """The risk that is there already for the chosen asset and event in this year, or None."""
        asset, threat = self.asset(), self.threat()
        if asset is None or threat is None:
            return None
        return self._risks_of(asset.id).get(threat.event)

    def choose_asset(self, asset_id: int) -> None:
        """The first click: the events that fit this asset appear."""
        self.assets.pick(asset_id)
        self._show_events(None)

    def choose_event(self, threat_id: int) -> None:
        """The second click: the levels can be chosen; those of an earlier assessment stand there already."""
        self.events.pick(threat_id)
        risk = self.risk()
        self._chosen = {scale: getattr(risk, scale, None) for scale in self._chosen}
        self._show_levels()

    def show_risk(self, risk: Any) -> None:
        """Show a risk that is there, ready to be weighed anew."""
        self.search.clear()
        self.assets.pick(risk.asset)
        threat = next((each for each in self.office.all("threat") if each.event == risk.event), None)
        self._show_events(threat.id if threat else None)

    # ---- showing

    def refresh(self, changed: "Changed | None") -> None:
        """Follow what the file holds. Only a new list of assets puts the unassessed ones first again."""
        if changed is None or changed.touches("asset", "agency"):
            self._show_assets()
            self._show_level_texts()
        else:
            self._mark_assets()
        self._show_events(self.events.key())

    def show_unassessed(self) -> None:
        """Begin with the first asset that has no assessment in this year."""
        self._show_assets()
        self._next_asset()

    def _show_assets(self) -> None:
        kept = self.assets.key()
        counts = self._counts()
        in_use = [asset for asset in self.office.all("asset") if asset.status == "in_use"]
        waiting = [_asset_row(asset, 0) for asset in in_use if not counts.get(asset.id)]
        done = [_asset_row(asset, counts[asset.id]) for asset in in_use if counts.get(asset.id)]
        rows = [PickRow(None, f"尚未評估（{len(waiting)}）"), *waiting] if waiting else []
        self.assets.rows.set_rows([*rows, *([PickRow(None, f"已評估（{len(done)}）"), *done] if done else [])])
        self.assets.pick(kept)

    def _mark_assets(self) -> None:
        asset = self.asset()
        if asset:
            self.assets.rows.replace(_asset_row(asset, self._counts().get(asset.id, 0)))

    def _show_events(self, kept: Any) -> None:
        asset = self.asset()
        there = self._risks_of(asset.id) if asset else {}
        events = risks.events_for(self.office, asset) if asset else []
        rows = [
            PickRow(threat.id, threat.event, f"{threat.threat}／{threat.weakness}", self._mark(there.get(threat.event)))
            for threat in events
        ]
        self.events.rows.set_rows(rows)
        self.events.pick(kept)
        self.own_event.show_for(asset)
        risk = self.risk()
        if risk or self.threat() is None or None not in self._chosen.values():
            # Both chosen and yet no risk: it has been taken back.
            self._chosen = {scale: getattr(risk, scale, None) for scale in self._chosen}
        self._show_levels()

    def _show_level_texts(self) -> None:
        texts = {(each.scale, each.level): each for each in self.office.all("scale")}
        for scale, buttons in self.levels.items():
            low, high = self.office.rules.method.ranges[scale]
            words = [texts.get((scale, level)) for level in range(low, high + 1)]
            buttons.set_levels(
                [
                    (level, text.label if text else "", text.meaning if text else "")
                    for level, text in enumerate(words, start=low)
                ]
            )

    def _show_levels(self) -> None:
        """Pressed levels, what each other level would come to, and the outcome."""
        asset, ready = self.asset(), self.threat() is not None
        for scale, buttons in self.levels.items():
            buttons.setEnabled(ready and not self.office.read_only)
            buttons.select(self._chosen[scale])
            buttons.set_outcomes(self._outcomes(scale) if ready else {})
        alike = self._alike() if ready else []
        self.outcome.show_state(asset, self.threat(), self._chosen, self.risk(), alike)

    def _outcomes(self, scale: str) -> dict[int, tuple[str, Band | None]]:
        """Level → what the risk would come to with it, once the other scale is chosen."""
        found: dict[int, tuple[str, Band | None]] = {}
        for level in self.levels[scale].buttons:
            chosen = self._chosen | {scale: level}
            weight = risks.weigh(self.office, self.asset(), chosen["likelihood"], chosen["impact"])
            if weight.score is not None:
                found[level] = (f"{weight.score} {weight.band.label if weight.band else ''}".strip(), weight.band)
        return found

    # ---- saving

    def _on_level(self, scale: str, level: int) -> None:
        self._chosen[scale] = level
        if None in self._chosen.values() or not self._save([self.asset().id]):
            self._show_levels()

    def _save(self, asset_ids: list[int], response: str = "") -> bool:
        """Whether it was saved; when it was not, the message bar says why."""
        threat, likelihood, impact = self.threat(), self._chosen["likelihood"], self._chosen["impact"]
        if threat is None or likelihood is None or impact is None:
            return False
        changed = attempt(
            self._shell,
            lambda: risks.assess(
                self.office, asset_ids, threat.id, likelihood, impact, response=response, year=self._year()
            ),
        )
        if changed:
            self._shell.changed(changed)
        return changed is not None

    def _assess_alike(self) -> None:
        alike = self._alike()
        risk = self.risk()
        if self._save([asset.id for asset in alike], risk.response if risk else ""):
            self._shell.say(f"已用同樣的評分評估 {len(alike)} 項同類資產；按 Ctrl+Z 可以一次復原。")
            self._show_assets()

    def _alike(self) -> list[Any]:
        """The assets in use of the same category and subcategory, the chosen one among them."""
        chosen = self.asset()
        return [
            asset
            for asset in self.office.all("asset")
            if asset.status == "in_use" and (asset.category, asset.subcategory) == (chosen.category, chosen.subcategory)
        ]

    def _next_asset(self) -> None:
        """Go to the first asset that is still waiting; the list puts those first again."""
        self.search.clear()
        self._show_assets()
        waiting = risks.unassessed_assets(self.office, self._year())
        if waiting:
            self.choose_asset(waiting[0].id)
        else:
            self._shell.say(f"{self._year()} 年度的資產都評估過了。")

    def _on_own_event(self, threat_id: int) -> None:
        self._show_events(threat_id)
        self.choose_event(threat_id)

    def _ask_plan(self) -> None:
        risk = self.risk()
        if risk:
            self.plan_asked.emit(risk.id)

    # ---- inside

    def _counts(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for risk in records.all_records(self.office, "risk"):
            if risk.year == self._year():
                found[risk.asset] = found.get(risk.asset, 0) + 1
        return found

    def _risks_of(self, asset_id: int) -> dict[str, Any]:
        year = self._year()
        return {risk.event: risk for risk in self.office.all("risk") if risk.asset == asset_id and risk.year == year}

    def _mark(self, risk: Any) -> str:
        if risk is None:
            return ""
        band = band_of(risk, self.office.rules)
        return f"{score_of(risk, self.office.rules)} {band.label}" if band else "未完成"

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID * 2)
        row.addLayout(_column("1　資產", self.search, self.assets), 3)
        row.addLayout(_column("2　可能發生的事件", self.events, self.own_event), 4)
        body = QWidget()
        set_role(body, "body")
        inside = QHBoxLayout(body)
        inside.setContentsMargins(0, 0, GRID, 0)
        inside.setSpacing(GRID * 2)
        for buttons in self.levels.values():
            inside.addWidget(buttons, 1, Qt.AlignmentFlag.AlignTop)
        scroll = ScrollDown(body)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.addWidget(scroll, 1)
        right.addWidget(self.outcome)
        row.addLayout(right, 6)


def _column(title: str, *widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(GRID)
    heading = QLabel(title)
    set_role(heading, "heading")
    column.addWidget(heading)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, PickList) else 0)
    return column


def _asset_row(asset: Any, count: int) -> PickRow:
    where = "　".join(part for part in (asset.department, asset.location) if part)
    return PickRow(asset.id, f"{asset.number}　{asset.name}", where, f"{count} 筆" if count else "")
