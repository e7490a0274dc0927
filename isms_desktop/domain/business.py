"""業務: what the office does, what of it is core, how long it can stand still (施行細則§10; seeds 000, 003, 004)."""

from collections.abc import Iterator

from isms_desktop.domain.assets import PROTECTION_LEVELS
from isms_desktop.domain.fields import Choice, Record, Rules, choice, choices, integer, lines, record, text, yes_no
from isms_desktop.domain.findings import Finding, warning

IMPORTANCE = (
    Choice("infrastructure", "為主管機關指定之關鍵基礎設施"),
    Choice("grade_ab", "為主管機關核定資通安全責任等級 A 級或 B 級機關所涉業務"),
    Choice("statute", "為本機關依組織法執掌，足認為重要者"),
    Choice("operation", "機關維運必要之業務"),
)
"""The check boxes of seed 000."""
OUTAGE_UNITS = (Choice("working_hours", "工作小時"), Choice("hours", "小時"))


def _core_says_why(business: "Business", _rules: Rules) -> Iterator[Finding]:
    if business.core and not (business.importance or business.importance_note):
        yield warning("importance", "核心業務沒有勾選重要性。", "請依施行細則第 10 條勾選，或寫下重要性說明。")
    if business.core and business.tolerable_outage in (None, ""):
        yield warning("tolerable_outage", "核心業務沒有填最大可容忍中斷時間。", "請填數字，或寫明由誰訂定。")


@record("business", "業務清單", identity=("name",), unit="項", checks=(_core_says_why,))
class Business(Record):
    """One business of the office, core or other."""

    name: str = text(
        "業務名稱", required=True, unique=True, width=24, synonyms=("核心業務", "非核心業務", "業務", "名稱")
    )
    core: bool | None = yes_no("核心業務與否", required=True, width=8, synonyms=("核心", "是否核心", "核心？"))
    system: str = text(
        "對應資通系統", suggest="system", width=20, synonyms=("核心資通系統", "資通系統", "系統名稱", "資訊系統")
    )
    importance: tuple[str, ...] = choices("重要性", IMPORTANCE, width=24)
    importance_note: str = lines("重要性說明")
    failure_impact: str = lines("業務失效影響說明", synonyms=("失效影響", "影響說明"))
    tolerable_outage: int | str | None = integer(
        "最大可容忍中斷時間", words=True, minimum=0, width=10, synonyms=("MTPD", "最大可容忍中斷時間(小時)", "中斷時間")
    )
    outage_unit: str = choice("中斷時間單位", OUTAGE_UNITS, default="hours", width=8)
    level: str = choice("資通系統分級", PROTECTION_LEVELS, width=6, synonyms=("系統分級", "分級"))
    ip_address: str = text("IP 位址", width=15, synonyms=("IP", "IP位址"))
    managing_unit: str = text("系統管理單位", width=14, synonyms=("管理單位",))
    managers: str = text("系統管理人員", suggest="person", width=14, synonyms=("管理人員", "管理者"))
    vendor: str = text("維護廠商", suggest="vendor", width=16, synonyms=("廠商", "維運廠商"))
