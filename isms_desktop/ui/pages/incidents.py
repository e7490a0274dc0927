"""事件情資: incidents against their clocks, warnings, exercises, and products that must go."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

INCIDENTS = RegisterSpec(
    kind="incident",
    purpose="知悉後 1 小時內通報；時限由知悉時間起算。",
    columns=("summary", "known_at", "level", "reported_at", "controlled_at", "final_reported_at"),
    form="incident_report",
    also=("incident_event",),
)
EVENTS = RegisterSpec(
    kind="incident_event", purpose="事件從發生到結案的經過。", columns=("incident", "happened_at", "what", "who")
)
INTELLIGENCE = RegisterSpec(
    kind="intelligence",
    purpose="收到的資安情資、評估與因應。",
    columns=("received_on", "source", "number", "kind", "summary", "done_on"),
    chips="kind",
    form="intelligence",
)
DRILLS = RegisterSpec(
    kind="drill",
    purpose="通報、社交工程、業務持續與攻防演練。",
    columns=("kind", "held_on", "subject", "participants", "open_rate", "click_rate", "result"),
    chips="kind",
    form="drill",
)
HARMFUL = RegisterSpec(
    kind="harmful_product",
    purpose="危害國家資通安全產品：盤點、移除，或經核定後專案使用。",
    columns=("brand", "model", "name", "quantity", "location", "disposition", "planned_on"),
    chips="disposition",
    form="harmful_products",
)


class IncidentsPage(RegistersPage):
    """Incidents and what warns of them."""

    page_id = "incidents"
    title = "事件情資"
    entries = (
        register("incidents", "資安事件", INCIDENTS),
        register("events", "事件歷程", EVENTS),
        register("intelligence", "情資", INTELLIGENCE),
        register("drills", "演練", DRILLS),
        register("harmful", "危害產品", HARMFUL),
    )
