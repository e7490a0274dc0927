"""教育訓練: the courses and who came, everybody's hours, the year's plan."""

from typing import TYPE_CHECKING

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, ViewEntry, register
from isms_desktop.ui.pages.training.courses import CoursesView
from isms_desktop.ui.shell import Shell, View

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

ATTENDANCES = RegisterSpec(
    kind="attendance",
    purpose="所有課程的簽到紀錄；由試算表匯入時，依姓名找到人員。",
    columns=("course", "name", "department", "job_title", "present", "hours", "certificate_number"),
    form="sign_in",
)


def _hours(office: "Office", shell: Shell) -> View:
    from isms_desktop.ui.pages.training.hours import HoursView

    return HoursView(office, shell)


def _plan(office: "Office", shell: Shell) -> View:
    from isms_desktop.ui.pages.training.plan import PlanView

    return PlanView(office, shell)


class TrainingPage(RegistersPage):
    """Training and awareness."""

    page_id = "training"
    title = "教育訓練"
    entries = (
        ViewEntry("courses", "課程", CoursesView),
        ViewEntry("hours", "時數統計", _hours),
        ViewEntry("plan", "年度計畫", _plan),
        register("attendances", "參訓紀錄", ATTENDANCES),
    )
