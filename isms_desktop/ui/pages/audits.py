"""內部稽核: plans, self-checks and peer audits, what they found, and what became of it."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

AUDITS = RegisterSpec(
    kind="audit",
    purpose="每年的稽核計畫、自評與交互稽核。",
    columns=("kind", "subject", "checklist", "held_on", "auditors", "status"),
    chips="kind",
    form="audit_plan",
    also=("answer",),
)
FINDINGS = RegisterSpec(
    kind="finding",
    purpose="稽核、演練、事件及上級機關指出的缺失與建議。",
    columns=("source", "kind", "content", "found_on", "department", "state"),
    chips="kind",
    form="audit_improvement",
    also=("action",),
)
ACTIONS = RegisterSpec(
    kind="action",
    purpose="針對每一項缺失的改善措施、期限與確認。",
    columns=("finding", "aspect", "measure", "responsible", "due_on", "finished_on", "verdict"),
    chips="verdict",
    form="improvement_tracking",
)
REVIEWS = RegisterSpec(
    kind="action_review",
    purpose="每一次追蹤的情形與結果。",
    columns=("action", "round", "reviewed_on", "progress", "verdict", "follow_up_by", "reviewer"),
    chips="verdict",
)
CHECKLISTS = RegisterSpec(
    kind="checklist",
    purpose="各年度的檢核表；主管機關每年公布新版，可由 ODT 或試算表匯入。",
    columns=("name", "version", "kind", "grading", "source"),
    chips="kind",
)
ITEMS = RegisterSpec(
    kind="checklist_item",
    purpose="檢核表的每一個項目。",
    columns=("checklist", "section", "number", "question", "basis"),
)


class AuditsPage(RegistersPage):
    """The office's own audits and what follows from every audit."""

    page_id = "audits"
    title = "內部稽核"
    entries = (
        register("audits", "稽核與自評", AUDITS),
        register("findings", "缺失與建議", FINDINGS),
        register("actions", "改善措施", ACTIONS),
        register("reviews", "追蹤紀錄", REVIEWS),
        register("checklists", "檢核表", CHECKLISTS),
        register("items", "檢核項目", ITEMS),
    )
