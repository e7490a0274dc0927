"""委外查核: suppliers, what they were given to do, who does it, what they signed, and how they were checked."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

VENDORS = RegisterSpec(
    kind="vendor",
    purpose="承攬機關資訊業務的廠商；契約、執行人員、切結書與查核都連到這裡。",
    columns=("name", "business_number", "contact", "phone", "service"),
)
CONTRACTS = RegisterSpec(
    kind="contract",
    purpose="每一件委外案的期間、範圍與資安要求；到期前會提醒。",
    columns=("vendor", "name", "starts_on", "ends_on", "custom_development", "subcontracting", "secrecy_clause"),
)
STAFF = RegisterSpec(
    kind="vendor_staff",
    purpose="實際執行業務的廠商人員；駐點、維護及三天以上的人員要簽切結書。",
    columns=("vendor", "contract", "name", "job", "on_site", "starts_on", "ends_on"),
    form="vendor_pledge",
)
AUDITS = RegisterSpec(
    kind="audit",
    purpose="以查核項目表檢查廠商的資安作為。",
    columns=("kind", "subject", "checklist", "held_on", "auditors", "status"),
    chips="kind",
    form="vendor_audit",
    also=("answer",),
)


class VendorsPage(RegistersPage):
    """Suppliers and their audits."""

    page_id = "vendors"
    title = "委外查核"
    entries = (
        register("vendors", "廠商", VENDORS),
        register("contracts", "契約", CONTRACTS),
        register("staff", "執行人員", STAFF),
        register("audits", "查核", AUDITS),
    )
