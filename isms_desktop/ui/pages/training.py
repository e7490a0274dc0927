"""教育訓練: the year's plan, the courses, who came, and who still falls short."""

from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.pages.registers_page import RegistersPage, register

COURSES = RegisterSpec(
    kind="course",
    purpose="課程與宣導；簽到後自動計入每個人的時數。",
    columns=("name", "kind", "held_on", "hours", "mode", "lecturer"),
    chips="kind",
    form="sign_in",
    also=("attendance",),
)
ATTENDANCES = RegisterSpec(
    kind="attendance",
    purpose="誰受邀、誰到場、認列幾小時。",
    columns=("course", "person", "name", "department", "job_title", "present", "hours"),
)
PLAN = RegisterSpec(
    kind="training_plan",
    purpose="年度資通安全教育訓練計畫的課程、對象與時數。",
    columns=("year", "audience", "headcount", "course", "hours", "schedule", "mode"),
    chips="audience",
    form="training_plan",
)


class TrainingPage(RegistersPage):
    """Training and awareness."""

    page_id = "training"
    title = "教育訓練"
    entries = (
        register("courses", "課程", COURSES),
        register("attendances", "參訓紀錄", ATTENDANCES),
        register("plan", "年度計畫", PLAN),
    )
