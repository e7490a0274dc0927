"""情資與演練: what the office was warned of, and what it has practised (seeds 000, 003 and 004; 情資分享辦法)."""

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
    text,
)
from isms_desktop.domain.findings import Finding, warning
from isms_desktop.domain.rules import OfficeRules

INTELLIGENCE_KINDS = (
    Choice("message", "資通安全相關之訊息情資", ("訊息情資",)),
    Choice("intrusion", "入侵攻擊情資", ("入侵攻擊",)),
    Choice("sensitive", "機敏性之情資", ("機敏性情資",)),
    Choice("core", "涉及核心業務、核心資通系統之情資", ("涉及核心業務情資", "核心業務情資")),
)
"""The four classes of the seeds, chapter 拾壹."""
IN_HAND, HANDLED = "處理中", "已完成"


def _how_far(intelligence: "Intelligence", _around: Surroundings) -> str:
    return HANDLED if intelligence.done_on else IN_HAND


def _what_was_done_is_told(intelligence: "Intelligence", _rules: Rules) -> Iterator[Finding]:
    if intelligence.done_on and not intelligence.impact:
        yield warning("impact", "已完成，但沒有寫影響評估。", "情資的評估應做成紀錄；沒有影響也請寫明。")
    if intelligence.done_on and not intelligence.measures:
        yield warning("measures", "已完成，但沒有寫因應措施。", "不需要措施時，請寫「無」與理由。")


@record(
    "intelligence",
    "資安情資",
    identity=("received_on", "number", "summary"),
    title=("summary",),
    checks=(in_order("received_on", "done_on"), _what_was_done_is_told),
)
class Intelligence(Record):
    """One warning that came in and what was made of it."""

    received_on: str = date("收到日", required=True, synonyms=("收到日期", "收文日期", "日期"))
    source: str = text("來源", width=16, synonyms=("情資來源", "發布單位"))
    number: str = text("編號", width=16, synonyms=("情資編號", "文號", "發布編號"))
    kind: str = choice("分類", INTELLIGENCE_KINDS, required=True, width=20, synonyms=("情資分類", "類別"))
    summary: str = lines("內容摘要", required=True, synonyms=("摘要", "情資內容", "內容"))
    impact: str = lines("影響評估", synonyms=("評估結果", "評估"))
    measures: str = lines("因應措施", synonyms=("處理情形", "措施"))
    responsible: str = text("處理人", suggest="person", width=12, synonyms=("承辦人", "負責人"))
    done_on: str = date("完成日", synonyms=("完成日期", "處理完成日"))
    state = computed("處理狀態", _how_far, width=9)


DRILL_KINDS = (
    Choice("report", "通報演練", ("通報", "通報應變演練", "資安通報演練")),
    Choice("social", "社交工程演練", ("社交工程", "電子郵件社交工程演練")),
    Choice("continuity", "業務持續演練", ("業務持續", "營運持續計畫演練", "BCP")),
    Choice("attack", "攻防演練", ("攻防",)),
)
RATES = ("open_rate", "click_rate")
"""The rates that an office may have set itself a target for (``Profile.drill_targets``)."""
MET, MISSED = "達成", "未達目標"


def missed_targets(drill: "Drill", rules: OfficeRules) -> list[str]:
    """「開啟率 6.2%（目標低於 5%）」 for each rate that is not below the office's target."""
    missed = []
    for key, target in rules.profile.drill_targets.items():
        rate = getattr(drill, key)
        if rate is not None and rate >= target:
            missed.append(f"{drill.record_type.field(key).label} {rate:g}%（目標低於 {target:g}%）")
    return missed


def _goal(drill: "Drill", around: Surroundings) -> str:
    known = [key for key in around.rules.profile.drill_targets if getattr(drill, key) is not None]
    if not known:
        return ""
    return MISSED if missed_targets(drill, around.rules) else MET


def _targets_are_met(drill: "Drill", rules: OfficeRules) -> Iterator[Finding]:
    if (missed := missed_targets(drill, rules)) and not drill.improvement:
        yield warning("improvement", f"未達目標：{'、'.join(missed)}。", "請寫下改善事項，或按「列為改善事項」。")


def _clicks_are_among_the_opened(drill: "Drill", _rules: Rules) -> Iterator[Finding]:
    if drill.open_rate is not None and drill.click_rate is not None and drill.click_rate > drill.open_rate:
        yield warning("click_rate", "點閱率比開啟率還高。", "請確認兩個比率。")


@record(
    "drill",
    "演練紀錄",
    identity=("kind", "held_on"),
    title=("kind", "held_on"),
    unit="次",
    checks=(_clicks_are_among_the_opened, _targets_are_met),
)
class Drill(Record):
    """One exercise."""

    kind: str = choice("種類", DRILL_KINDS, required=True, width=12, synonyms=("演練種類", "類別"))
    held_on: str = date("日期", required=True, synonyms=("演練日期", "辦理日期"))
    subject: str = text("演練主題", width=24, synonyms=("主題", "演練標的", "情境"))
    organiser: str = text("主辦機關", width=16, synonyms=("主辦單位",))
    participants: int | str | None = integer(
        "參加人數", words=True, minimum=0, unit="人", synonyms=("人數", "受測人數")
    )
    open_rate: float | None = decimal("開啟率", minimum=0, maximum=100, unit="%", synonyms=("郵件開啟率",))
    click_rate: float | None = decimal("點閱率", minimum=0, maximum=100, unit="%", synonyms=("點擊率", "附件點閱率"))
    goal = computed("目標達成", _goal, width=12)
    result: str = lines("演練結果", synonyms=("結果",))
    improvement: str = lines("改善事項", synonyms=("改善", "改善措施", "檢討"))
