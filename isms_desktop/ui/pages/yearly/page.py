"""年度作業: the registers of the year in groups at the side; what an office has no use for is folded away."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from isms_desktop.services import yearly
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register
from isms_desktop.ui.pages.yearly import specs
from isms_desktop.ui.shell import Shell, View

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office


def _later(module: str, name: str) -> Callable[["Office", Shell], View]:
    """Makes a view that is more than a declaration; its module is read when it is first shown."""

    def make(office: "Office", shell: Shell) -> View:
        made: View = getattr(importlib.import_module(f"isms_desktop.ui.pages.yearly.{module}"), name)(office, shell)
        return made

    return make


class YearlyPage(RegistersPage):
    """The year's registers."""

    page_id = "yearly"
    title = "年度作業"
    side = True
    fold_title = "本機關等級用不到的登記簿"
    entries = (
        ViewEntry("tasks", "年度工作", _later("tasks", "YearTasks"), kind="task"),
        register("business", "業務", specs.BUSINESS, "業務與系統"),
        ViewEntry("systems", "資通系統", _later("systems", "Systems"), "業務與系統", "system"),
        ViewEntry("controls", "防護基準檢核", _later("baseline", "BaselineCheck"), "業務與系統", "control_check"),
        register("objectives", "目標", specs.OBJECTIVES, "目標"),
        register("measurements", "目標量測", specs.MEASUREMENTS, "目標"),
        register("requests", "需求申請", specs.REQUESTS, "帳號與出入"),
        register("access", "管制區域進出", specs.VISITS, "帳號與出入"),
        register("remote", "遠距連線", specs.CONNECTIONS, "帳號與出入"),
        register("accounts", "帳號清查", specs.REVIEWS, "帳號與出入"),
        register("rooms", "機房日誌", specs.ROOM, "機房與備份"),
        register("backups", "備份測試", specs.BACKUPS, "機房與備份"),
        register("disposals", "報廢與移出", specs.DISPOSALS, "機房與備份"),
        register("meetings", "管理審查", specs.MEETINGS, "管理審查與文件"),
        register("context", "組織全景", specs.CONTEXT, "管理審查與文件"),
        register("communication", "溝通規劃", specs.COMMUNICATION, "管理審查與文件"),
        register("documents", "文件", specs.DOCUMENTS, "管理審查與文件"),
        ViewEntry("report", "實施情形", _later("report", "ReportView"), "陳報", "report_item"),
        ViewEntry("plan", "維護計畫", _later("plan", "PlanView"), "陳報", "plan_text"),
        ViewEntry("prints", "列印登記", _later("prints", "Prints"), "陳報", "print"),
        ViewEntry("handover", "交接", _later("handover", "HandoverView"), "陳報"),
    )

    def needed(self, entry: ViewEntry) -> bool:
        """Whether the office's grade or plan asks for it, or it has records."""
        return yearly.needed(self.office, entry.kind)

    def remark_on(self, entry: ViewEntry) -> str:
        """Why the office may do without it."""
        return yearly.why_not_needed(self.office, entry.kind)
