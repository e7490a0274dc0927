"""教育訓練: courses, who was invited and who came, and the yearly plan (seed 001, forms 7 and 8; 分級辦法附表)."""

from collections.abc import Iterator

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choice,
    computed,
    date,
    decimal,
    integer,
    lines,
    record,
    ref,
    text,
    time,
    yes_no,
)
from isms_desktop.domain.findings import Finding, error, warning

COURSE_KINDS = (
    Choice("general", "資通安全通識", ("通識", "通識課程", "資通安全通識教育訓練")),
    Choice("professional", "資通安全專業", ("專業", "專業課程", "資通安全專業課程訓練")),
    Choice("competency", "資通安全職能", ("職能", "職能訓練", "資通安全職能訓練")),
    Choice("awareness", "認知宣導", ("宣導", "資通安全宣導")),
)
MODES = (Choice("onsite", "實體課程", ("實體", "面授")), Choice("online", "線上課程", ("線上", "數位課程", "遠距")))
AUDIENCES = (
    Choice("security_staff", "資通安全專責人員", ("資通安全專職人員", "資安專職人員", "資安專責人員")),
    Choice("it_staff", "資訊人員", ("資訊業務人員",)),
    Choice("user", "一般人員", ("一般使用者", "全體同仁")),
    Choice("manager", "主管人員", ("主管",)),
)
"""The rows of 訓練項目 in seed 001, form 7."""


_NOON, _AFTERNOON = 12 * 60, 13 * 60


def hours_between(starts_at: str, ends_at: str) -> float | None:
    """Course hours between two times of a day (``"HH:MM"``), to the half hour; None when there are none.

    Fifty minutes count as an hour, as courses do; the hour of lunch of a whole day does not.
    """
    if not (starts_at and ends_at):
        return None
    start, end = (int(each[:2]) * 60 + int(each[3:5]) for each in (starts_at, ends_at))
    if end <= start:
        return None
    lunch = _AFTERNOON - _NOON if start < _NOON and end > _AFTERNOON else 0
    return max(0.5, round((end - start - lunch) / 30) / 2)


def _hours_fit_the_times(course: "Course", _rules: Rules) -> Iterator[Finding]:
    if not (course.starts_at and course.ends_at and isinstance(course.hours, int | float)):
        return
    start, end = (int(each[:2]) * 60 + int(each[3:5]) for each in (course.starts_at, course.ends_at))
    days = 1 if course.ends_on in ("", course.held_on) else 2
    if days == 1 and end > start and course.hours * 60 > end - start + 30:  # fifty minutes count as an hour
        yield warning("hours", f"時數 {course.hours:g} 小時，比起訖時間還長。", "請確認時數或起訖時間。")


def _counts_for_somebody(course: "Course", _rules: Rules) -> Iterator[Finding]:
    if course.kind == "awareness":
        return
    if course.hours == 0:
        yield warning("hours", "時數是 0，不會計入任何人的時數。", "請填時數，或把種類改為認知宣導。")
    if not course.held_on:
        yield warning("held_on", "沒有日期，時數不會計入任何年度。", "請填寫日期。")


def attended_words(came: int, invited: int) -> str:
    """How many came of how many: 「52／60」; "" while nobody is invited."""
    return f"{came}／{invited}" if invited else ""


def _attended(course: "Course", around: Surroundings) -> str:
    invited = around.pointing("attendance", "course", course.id)
    return attended_words(sum(bool(each.present) for each in invited), len(invited))


@record(
    "course",
    "教育訓練課程",
    identity=("name", "held_on"),
    title=("name", "held_on"),
    unit="場",
    checks=(
        in_order("starts_at", "ends_at"),
        in_order("held_on", "ends_on"),
        _hours_fit_the_times,
        _counts_for_somebody,
    ),
)
class Course(Record):
    """One course or awareness event."""

    name: str = text("課程名稱", required=True, width=28, synonyms=("名稱", "課程", "活動名稱"))
    kind: str = choice("種類", COURSE_KINDS, required=True, default="general", width=12, synonyms=("課程種類", "類別"))
    held_on: str = date("日期", synonyms=("上課日期", "辦理日期", "訓練日期"))
    ends_on: str = date("結束日期", help="只有一天的課程不必填。", synonyms=("迄日",))
    starts_at: str = time("開始時間", synonyms=("起", "開始"))
    ends_at: str = time("結束時間", synonyms=("迄", "結束"))
    place: str = text("地點", width=16, synonyms=("上課地點", "訓練地點"))
    lecturer: str = text("講師", width=14, synonyms=("授課講師", "主講人"))
    hours: float | None = decimal(
        "時數",
        required=True,
        minimum=0,
        maximum=200,
        unit="小時",
        help="空白時依起訖時間計算；認知宣導可填 0。",
        synonyms=("課程時數",),
    )
    mode: str = choice("方式", MODES, default="onsite", width=10, synonyms=("訓練方式", "上課方式"))
    organiser: str = text("主辦單位", width=16, synonyms=("辦理單位",))
    number: str = text("簽到表編號", width=12, synonyms=("編號",))
    contents: str = lines("課程內容", synonyms=("大綱", "宣導內容"))
    attended = computed("到場／受邀", _attended, width=10)


def _somebody(attendance: "Attendance", _rules: Rules) -> Iterator[Finding]:
    if not (attendance.person or attendance.name):
        yield error("name", "沒有填是誰參加。", "請選擇人員，或填寫機關外人員的姓名。")


def _no_more_hours_than_the_course(attendance: "Attendance", around: Surroundings) -> Iterator[Finding]:
    course = around.find("course", attendance.course or 0)
    if course is not None and attendance.hours and course.hours and attendance.hours > course.hours:
        yield warning("hours", f"認列 {attendance.hours:g} 小時，比課程的 {course.hours:g} 小時還多。", "請確認時數。")


@record(
    "attendance",
    "參訓紀錄",
    identity=("course", "person", "name", "department"),
    title=("name",),
    unit="人",
    checks=(_somebody,),
    relations=(_no_more_hours_than_the_course,),
    together=(("course", "person"),),
)
class Attendance(Record):
    """One person invited to one course; the name, unit and title as they were then, which a sign-in sheet keeps."""

    course: int | None = ref("課程", "course", required=True, width=26, synonyms=("課程名稱",))
    person: int | None = ref("人員", "person", width=16, help="本機關人員；機關外的人只填姓名。")
    name: str = text("姓名", width=12, longest=60, synonyms=("參訓人員", "人員姓名"))
    department: str = text("單位", width=14, synonyms=("服務單位", "處室"))
    job_title: str = text("職稱", width=14)
    present: bool | None = yes_no("簽到", synonyms=("出席", "參加", "到場"))
    hours: float | None = decimal(
        "認列時數",
        minimum=0,
        maximum=200,
        unit="小時",
        help="空白時，簽到者依課程時數計。",
        synonyms=("時數", "研習時數"),
    )
    certificate_number: str = text("證明字號", width=16, synonyms=("證書字號", "研習證號"))


@record("training_plan", "年度訓練計畫", identity=("year", "audience", "course"), title=("year", "course"), unit="項")
class TrainingPlan(Record):
    """One line of the yearly plan: which kind of staff takes which course for how long."""

    year: int | None = integer("年度", required=True, minimum=90, maximum=200, unit="年")
    audience: str = choice("人員類別", AUDIENCES, required=True, width=16)
    headcount: int | str | None = integer(
        "人數", words=True, minimum=0, unit="人", help="空白時由人員清單計算。", synonyms=("參訓人數",)
    )
    course: str = text("訓練課程", required=True, width=26, synonyms=("課程", "課程名稱"))
    hours: float | str | None = decimal("時數", words=True, minimum=0, unit="小時")
    schedule: str = text("訓練期程", width=16, synonyms=("期程", "預定時間"))
    mode: str = choice("訓練方式", MODES, width=10, synonyms=("方式",))
