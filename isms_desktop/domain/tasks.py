"""年度工作: what has to be done this year, why, by whom and by when (law notes, section 9)."""

import datetime
from typing import Protocol

from isms_desktop.domain.fields import Choice, Record, Surroundings, choice, computed, date, integer, record, text
from isms_desktop.domain.rocdate import until

CYCLES = (
    Choice("once", "一次"),
    Choice("monthly", "每月"),
    Choice("quarterly", "每季"),
    Choice("half_yearly", "每半年"),
    Choice("yearly", "每年"),
    Choice("two_yearly", "每 2 年", ("每兩年", "每二年")),
    Choice("three_yearly", "每 3 年", ("每三年",)),
)
STATES = (Choice("overdue", "逾期"), Choice("this_month", "本月"), Choice("later", "之後"), Choice("done", "已完成"))


class Dated(Protocol):
    """What the state of a task follows from; a glance at it is enough."""

    @property
    def due_on(self) -> str:
        """ISO day, "" when there is none."""

    @property
    def done_on(self) -> str:
        """ISO day, "" while it is open."""


def state_of(task: Dated, today: datetime.date) -> str:
    """Which of ``STATES`` a task is in; one without a day comes later."""
    if task.done_on:
        return "done"
    due = task.due_on[:10]
    if due and due < today.isoformat():
        return "overdue"
    return "this_month" if due[:7] == today.isoformat()[:7] else "later"


def due_words(task: Dated, today: datetime.date) -> str:
    """How long a task is overdue or has still to go: 「逾期 12 天」「還有 5 天」; "" when done or without a day."""
    return "" if task.done_on else until(task.due_on, today)


def _state(task: "Task", _around: Surroundings) -> str:
    return state_of(task, datetime.date.today())


def _due_words(task: "Task", _around: Surroundings) -> str:
    return due_words(task, datetime.date.today())


@record("task", "年度工作", identity=("name", "due_on"), title=("name",), unit="項")
class Task(Record):
    """One piece of the year's work."""

    name: str = text("工作項目", required=True, width=30, synonyms=("名稱", "工作名稱", "事項", "工作內容"))
    year: int | None = integer("年度", minimum=90, maximum=200, unit="年")
    basis: str = text("依據", width=20, longest=300, synonyms=("法規依據",))
    due_on: str = date(
        "期限",
        help="除非計畫或來文另有規定，程式產生的是建議日，請改成本機關的期限。",
        synonyms=("預定完成日", "完成期限", "預定日期", "辦理期限"),
    )
    left = computed("剩餘時間", _due_words, width=12)
    cycle: str = choice("週期", CYCLES, default="yearly", width=8, synonyms=("頻率",))
    responsible: str = text("負責人", suggest="person", width=12, synonyms=("承辦人", "負責人員"))
    done_on: str = date("完成日", help="在清單按空白鍵，就填入今天。", synonyms=("完成日期", "實際完成日"))
    state = computed("狀態", _state, options=STATES, width=9)
    evidence: str = text("佐證", width=20, longest=500, synonyms=("佐證資料",))
    duty: str = text("產生自", width=14, help="由法定工作產生時填入代號；自行新增的工作空白。")
