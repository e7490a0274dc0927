"""情資, 演練 and 危害產品: registers with a little of their own."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop.domain.drills import INTELLIGENCE_KINDS, MET, MISSED
from isms_desktop.domain.harmful import APPROVED_USE, GONE, TO_REMOVE, UNDECIDED, state_of
from isms_desktop.services import harmful, library, records
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.pages.incidents.improve import ImproveButton
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import BAND_COLOURS, GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed


def _square_of_intelligence(_office: "Office", record: Any, key: str) -> str:
    return BAND_COLOURS["medium"] if key == "state" and not record.done_on else ""


def _square_of_drill(office: "Office", record: Any, key: str) -> str:
    if key != "goal":
        return ""
    goal = records.value_of(office, record, record.record_type.field("goal"))
    return {MISSED: BAND_COLOURS["high"], MET: BAND_COLOURS["low"]}.get(str(goal), "")


def _square_of_product(_office: "Office", record: Any, key: str) -> str:
    if key != "state":
        return ""
    settled = {GONE: "low", APPROVED_USE: "low", TO_REMOVE: "medium", UNDECIDED: "high"}
    return BAND_COLOURS[settled.get(state_of(record), "high")]


INTELLIGENCE = RegisterSpec(
    kind="intelligence",
    purpose="收到的資安情資：分類、評估影響、採取措施，處理完填完成日。",
    columns=("received_on", "state", "kind", "summary", "source", "number", "done_on"),
    chips="kind",
    form="intelligence",
    colour=_square_of_intelligence,
    one="情資",
)
DRILLS = RegisterSpec(
    kind="drill",
    purpose="通報、社交工程、業務持續與攻防演練。",
    columns=("kind", "held_on", "subject", "participants", "open_rate", "click_rate", "goal", "result"),
    chips="kind",
    form="drill",
    colour=_square_of_drill,
    one="演練",
    also=("finding",),
)
HARMFUL = RegisterSpec(
    kind="harmful_product",
    purpose="危害國家資通安全產品：盤點、立即移除，或經三項核定後專案使用。",
    columns=("brand", "model", "name", "state", "quantity", "location", "planned_on", "destroyed_on"),
    chips="disposition",
    one="危害產品",
    form="harmful_products",
    colour=_square_of_product,
)


class ClassGuide(QWidget):
    """「四類怎麼分」: folded away until somebody asks."""

    def __init__(self) -> None:
        super().__init__()
        self.button = button_with("▸ 四類情資怎麼分、怎麼做", link=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggle)
        self.body = QWidget()
        grid = QGridLayout(self.body)
        grid.setContentsMargins(GRID, 0, GRID, 0)
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID // 2)
        guide = library.intelligence_guide()
        for line, kind in enumerate(INTELLIGENCE_KINDS):
            text = QLabel(f"{guide[kind.value]['means']}\n→ {guide[kind.value]['do']}")
            label = QLabel(kind.label)
            for words in (label, text):
                words.setWordWrap(True)
                grid.addWidget(words, line, 0 if words is label else 1, Qt.AlignmentFlag.AlignTop)
            set_role(text, "muted")
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 4)
        self.body.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.body)

    def _toggle(self, is_open: bool) -> None:
        self.button.setText(("▾" if is_open else "▸") + self.button.text()[1:])
        self.body.setVisible(is_open)


class IntelligenceView(RegisterView):
    """Warnings that came in, with what the four classes mean."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        self.guide = ClassGuide()
        super().__init__(office, shell, INTELLIGENCE, above=self.guide)


class DrillView(RegisterView):
    """Exercises; one that missed its target becomes something to improve."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, DRILLS)
        self.panel.current_changed.connect(self.improve.show_record)

    def add_tools(self) -> None:
        """Beside the usual ones 列為改善事項 for the exercise that the cursor is in."""
        super().add_tools()
        self.improve = ImproveButton(self.office, self.shell, "drill")
        self._row.insertWidget(1, self.improve)

    def refresh(self, changed: "Changed | None") -> None:
        """What was made of the exercise may have changed as well."""
        super().refresh(changed)
        self.improve.show_record(self.panel.current_id())


class HarmfulView(RegisterView):
    """Products that must go; those doubted in the asset register come in with one button."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, HARMFUL)
        self.kinds |= {"asset"}

    def add_tools(self) -> None:
        """Beside the usual ones 由資產清冊帶入, with the number of those not entered yet."""
        super().add_tools()
        self.adopt_button = self.add_tool(
            "由資產清冊帶入", self.adopt, tip="把寫了「危害產品疑慮」而還沒有列管的資產帶進來"
        )
        self._row.insertWidget(1, self.adopt_button)

    def refresh(self, changed: "Changed | None") -> None:
        """Count the doubtful assets anew."""
        super().refresh(changed)
        waiting = len(harmful.candidates(self.office))
        self.adopt_button.setText(f"由資產清冊帶入（{waiting}）" if waiting else "由資產清冊帶入")
        self.adopt_button.setEnabled(bool(waiting) and not self.office.read_only)

    def adopt(self) -> None:
        """Enter them all in one step."""
        changed = attempt(self.shell, lambda: harmful.adopt(self.office))
        if changed is None:
            return
        self.show_list()
        self.shell.changed(changed)
        self.panel.view.select_ids(list(changed.added))
        self.shell.say(
            f"已由資產清冊帶入 {len(changed.added)} 項，請逐項決定處置方式。",
            "info",
            undo_offer(self.office, self.shell.changed, lambda text: self.shell.say(text, "warning")),
        )
