"""年度工作: what has to be done this year, why, by whom and by when (law notes, section 9)."""

from isms_desktop.domain.fields import Choice, Record, choice, date, integer, record, text

CYCLES = (
    Choice("once", "一次"),
    Choice("monthly", "每月"),
    Choice("quarterly", "每季"),
    Choice("half_yearly", "每半年"),
    Choice("yearly", "每年"),
    Choice("two_yearly", "每 2 年", ("每兩年", "每二年")),
    Choice("three_yearly", "每 3 年", ("每三年",)),
)


@record("task", "年度工作", identity=("name", "due_on"), title=("name",), unit="項")
class Task(Record):
    """One piece of the year's work."""

    name: str = text("工作項目", required=True, width=30, synonyms=("名稱", "工作名稱", "事項"))
    year: int | None = integer("年度", minimum=90, maximum=200, unit="年")
    basis: str = text("依據", width=20, longest=300, synonyms=("法規依據",))
    due_on: str = date("期限", synonyms=("預定完成日", "完成期限", "預定日期"))
    cycle: str = choice("週期", CYCLES, default="yearly", width=8, synonyms=("頻率",))
    responsible: str = text("負責人", suggest="person", width=12, synonyms=("承辦人", "負責人員"))
    done_on: str = date("完成日", synonyms=("完成日期", "實際完成日"))
    evidence: str = text("佐證", width=20, longest=500, synonyms=("佐證資料",))
    duty: str = text("產生自", width=14, help="由法定工作產生時填入代號；自行新增的工作空白。")
