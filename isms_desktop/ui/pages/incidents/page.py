"""事件情資: incidents against their clocks, warnings, exercises, and products that must go."""

from isms_desktop.ui.pages.incidents.others import DrillView, HarmfulView, IntelligenceView
from isms_desktop.ui.pages.incidents.view import IncidentView
from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register

EVENTS = RegisterSpec(
    kind="incident_event",
    purpose="所有事件從發生到結案的經過；在這裡更正或刪除。",
    columns=("incident", "happened_at", "what", "who"),
)


class IncidentsPage(RegistersPage):
    """Incidents and what warns of them."""

    page_id = "incidents"
    title = "事件情資"
    entries = (
        ViewEntry("incidents", "資安事件", IncidentView),
        register("events", "事件歷程", EVENTS),
        ViewEntry("intelligence", "情資", IntelligenceView),
        ViewEntry("drills", "演練", DrillView),
        ViewEntry("harmful", "危害產品", HarmfulView),
    )
