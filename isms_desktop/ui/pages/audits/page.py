"""內部稽核: self-checks and audits, what they found, what is done about it, and the checklists they use."""

from isms_desktop.services import records
from isms_desktop.ui.pages.audits.checklists import ITEMS, ChecklistsView
from isms_desktop.ui.pages.audits.findings import ActionsView, FindingsView
from isms_desktop.ui.pages.audits.own import OfficeAudits
from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register
from isms_desktop.ui.shell import View
from isms_desktop.ui.widgets.view_switch import ViewSwitch

REVIEWS = RegisterSpec(
    kind="action_review",
    purpose="每一次追蹤的情形與結果；平常在缺失或改善措施裡填寫。",
    columns=("action", "round", "reviewed_on", "progress", "verdict", "follow_up_by", "reviewer"),
    chips="verdict",
)
_ASIDE = ("reviews", "items")
"""Registers that are filled in from another view: their button shows only while they do."""


class AuditsPage(RegistersPage):
    """The office's own audits and what follows from every audit."""

    page_id = "audits"
    title = "內部稽核"
    entries = (
        ViewEntry("audits", "稽核與自評", OfficeAudits),
        ViewEntry("findings", "缺失與建議", FindingsView),
        ViewEntry("actions", "改善措施", ActionsView),
        ViewEntry("checklists", "檢核表", ChecklistsView),
        register("reviews", "追蹤紀錄", REVIEWS),
        register("items", "檢核項目", ITEMS),
    )

    def on_made(self, view: View) -> None:
        """The checklists ask for the questions of one of them."""
        if isinstance(view, ChecklistsView):
            view.edit_asked.connect(self._edit_items)

    def jump(self, **where: object) -> None:
        """A question is shown in its checklist, an answer in its audit, a round of follow-up with its measure."""
        name, record_id = where.get("view"), where.get("record_id")
        if isinstance(record_id, int) and name in ("items", "answers", "reviews"):
            self._jump_to_part(str(name), record_id)
            return
        super().jump(**where)

    def _jump_to_part(self, name: str, record_id: int) -> None:
        if name == "items":
            super().jump(view="checklists", item=record_id)
        elif name == "answers" and (answer := records.get(self.office, "answer", record_id)) is not None:
            super().jump(view="audits", fill=answer.audit)
        elif name == "reviews" and (review := records.get(self.office, "action_review", record_id)) is not None:
            super().jump(view="actions", record_id=review.action)

    def _edit_items(self, checklist_id: int) -> None:
        checklist = records.get(self.office, "checklist", checklist_id)
        items = self.office.pointing("checklist_item", "checklist", checklist_id)
        if checklist is not None:
            ids = frozenset(each.id for each in items)
            super().jump(view="items", ids=ids, label=f"{checklist.name} {checklist.version}")

    def _on_switched(self, name: str) -> None:
        super()._on_switched(name)
        if isinstance(self.switch, ViewSwitch):
            for each in _ASIDE:
                self.switch.show_button(each, each == name)
