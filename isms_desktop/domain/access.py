"""出入與帳號: who entered controlled areas, and who still needs an account (seed 001, form 4; seeds 002 to 004)."""

from collections.abc import Iterator

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import Choice, Record, Rules, choice, date, integer, lines, record, text, time
from isms_desktop.domain.findings import Finding, warning


@record(
    "access_entry",
    "管制區域進出登記",
    identity=("entered_on", "name", "entered_at"),
    title=("name", "reason"),
    unit="次",
    checks=(in_order("entered_at", "left_at"),),
)
class AccessEntry(Record):
    """One visit to a controlled area such as the machine room."""

    name: str = text("姓名", required=True, suggest="person", width=12, longest=60, synonyms=("人員", "進出人員"))
    department: str = text("單位", width=14, synonyms=("服務單位", "公司"))
    escort: str = text("陪同人員", suggest="person", width=12, synonyms=("配同人員", "陪同"))
    entered_on: str = date("日期", required=True, synonyms=("進出日期",))
    entered_at: str = time("進入時間", synonyms=("進入",))
    left_at: str = time("離開時間", help="離開時再填；跨過午夜的，隔天另記一筆。", synonyms=("離開",))
    reason: str = text("事由", width=20, synonyms=("進出事由", "工作內容"))
    permission: str = text("權限", width=10, help="例如「陪同進入」「門禁卡」。", synonyms=("進出權限",))
    equipment: str = text("進出設備", width=16, synonyms=("設備",))
    belongings: str = text("攜帶物品", width=16, synonyms=("物品",))


REVIEW_KINDS = (
    Choice("general", "一般帳號", ("一般", "使用者帳號")),
    Choice("privileged", "特權帳號", ("特權", "管理者帳號")),
    Choice("leavers", "離職及異動帳號", ("離職", "離職帳號")),
    Choice("software", "軟體清查", ("軟體",)),
)


def _no_more_closed_than_there_were(review: "AccountReview", _rules: Rules) -> Iterator[Finding]:
    if isinstance(review.accounts, int) and isinstance(review.closed, int) and review.closed > review.accounts:
        yield warning("closed", "停用數比清查的帳號數還多。", "請確認兩個數字。")


@record(
    "account_review",
    "帳號及權限清查",
    identity=("system", "kind", "reviewed_on"),
    title=("system", "period"),
    unit="次",
    checks=(_no_more_closed_than_there_were,),
)
class AccountReview(Record):
    """One review of the accounts of one system."""

    system: str = text("系統", required=True, suggest="system", width=20, synonyms=("系統名稱", "資通系統"))
    kind: str = choice("種類", REVIEW_KINDS, required=True, default="general", width=12, synonyms=("清查種類",))
    period: str = text("期間", width=12, help="例如「115 年上半年」。", synonyms=("清查期間",))
    reviewed_on: str = date("清查日期", synonyms=("日期", "檢視日期"))
    accounts: int | str | None = integer("帳號數", words=True, minimum=0, synonyms=("清查數",))
    closed: int | str | None = integer("停用數", words=True, minimum=0, synonyms=("停用帳號數", "移除數"))
    result: str = lines("清查結果", synonyms=("結果", "說明"))
    reviewer: str = text("檢視人", suggest="person", width=12, synonyms=("清查人員", "檢視人員"))
