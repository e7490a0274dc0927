"""缺失與建議 and 改善措施: the lists, and beside them the finding with everything that is done about it."""

from typing import TYPE_CHECKING, Any

from isms_desktop.services import records
from isms_desktop.ui.pages.audits.improvement import ActionCard, FindingCard
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import BAND_COLOURS, GRID
from isms_desktop.ui.widgets.state_badge import colour_of_state

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.formkit import RecordCard


def _by_state(office: "Office", record: Any, key: str) -> str:
    colour = colour_of_state(records.show(office, record, record.record_type.field(key))) if key == "state" else ""
    return BAND_COLOURS[colour] if colour else ""


FINDINGS = RegisterSpec(
    kind="finding",
    purpose="稽核、演練、事件及上級機關指出的缺失與建議；右邊寫原因、措施、期限，並追蹤到完成。",
    columns=("number", "kind", "content", "state", "next_due", "found_on", "department"),
    chips="state",
    form="audit_improvement",
    also=("action", "action_review"),
    colour=_by_state,
    empty=(
        "還沒有缺失或建議。\n\n查核時答「不符合」的項目可以直接列為缺失；\n"
        "上級機關指出的，在上面這一列輸入類型與內容，就會存檔。"
    ),
)
ACTIONS = RegisterSpec(
    kind="action",
    purpose="針對每一項缺失的改善措施、期限、執行情況與追蹤。",
    columns=("state", "days", "measure", "finding", "aspect", "responsible", "due_on", "finished_on", "verdict"),
    chips="state",
    form="improvement_tracking",
    also=("action_review",),
    colour=_by_state,
    empty="還沒有改善措施。\n\n在「缺失與建議」選一項缺失，寫下要怎麼改善，按 Enter。",
)


class _WithOwnCard(RegisterView):
    """A register whose card shows more than its fields."""

    def _use(self, card: "RecordCard") -> None:
        old = self.card
        self.panel.current_changed.disconnect(old.show_record)
        self.list_room.splitter.replaceWidget(1, card)
        self.list_room.splitter.setStretchFactor(1, 3)
        self.list_room.splitter.setSizes([86 * GRID, 76 * GRID])
        old.deleteLater()
        self.card = self.list_room.card = card
        self.panel.current_changed.connect(card.show_record)
        self.setFocusProxy(self.panel.view)


class FindingsView(_WithOwnCard):
    """缺失與建議."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, FINDINGS)
        self._use(FindingCard(office, shell, self.panel.register))


class ActionsView(_WithOwnCard):
    """改善措施."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, ACTIONS)
        self._use(ActionCard(office, shell, self.panel.register))
