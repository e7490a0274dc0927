"""改善: what was found wanting, by whatever way, what is done about it, and whether it worked.

Seed 001, forms 10 and 11; the rules ask for cause and way of tracking as well (施行細則§6).
"""

import datetime
from collections.abc import Iterator, Sequence

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choice,
    computed,
    date,
    integer,
    lines,
    record,
    ref,
    text,
)
from isms_desktop.domain.findings import Finding, error, warning
from isms_desktop.domain.rocdate import days_until, until

SOURCES = (
    Choice("audit", "稽核或查核", ("稽核", "內部稽核", "委外查核")),
    Choice("drill", "演練"),
    Choice("incident", "資安事件", ("事件",)),
    Choice("superior", "上級或主管機關", ("上級機關", "外部稽核")),
    Choice("other", "其他"),
)
FINDING_KINDS = (
    Choice("nonconformity", "缺失", ("不符合", "不符合事項")),
    Choice("improvement", "待改善", ("待改善事項", "觀察事項")),
    Choice("suggestion", "建議", ("建議事項",)),
)
ASPECTS = (
    Choice("management", "管理面", ("管理",)),
    Choice("technical", "技術面", ("技術",)),
    Choice("people", "人力面", ("人力",)),
    Choice("resources", "資源面", ("資源",)),
    Choice("procedure", "作業程序", ("程序",)),
    Choice("other", "其他"),
)
"""The six aspects of the grid of seed 001, form 11."""
VERDICTS = (
    Choice("passed", "合格／完成", ("合格", "完成", "審核通過")),
    Choice("follow_up", "待追蹤", ("追蹤中", "持續改正")),
    Choice("failed", "不合格", ("未通過",)),
)


STATES = tuple(Choice(label, label) for label in ("未改善", "改善中", "逾期", "已完成"))
"""How far a finding has come; a suggestion without a measure is 供參考 and asks for nothing."""
ACTION_STATES = tuple(Choice(label, label) for label in ("進行中", "待確認", "待追蹤", "逾期", "不合格", "已完成"))


def day_due(action: "ImprovementAction") -> str:
    """The day (ISO) by which something has to be seen of a measure: 追蹤期限, else 預定完成日; "" for none or done."""
    if action.verdict == "passed" or (action.finished_on and not action.verdict):
        return ""
    return (action.follow_up_by if action.verdict == "follow_up" else "") or action.due_on


def state_of(action: "ImprovementAction", today: datetime.date) -> str:
    """One of ``ACTION_STATES``."""
    if action.verdict == "passed":
        return "已完成"
    if (days_until(day_due(action), today) or 0) < 0:
        return "逾期"
    open_state = "待確認" if action.finished_on else "進行中"
    return {"failed": "不合格", "follow_up": "待追蹤"}.get(action.verdict, open_state)


def state_of_finding(kind: str, actions: Sequence["ImprovementAction"], today: datetime.date) -> str:
    """One of ``STATES`` or 供參考, from the kind of a finding and its measures."""
    if not actions:
        return "供參考" if kind == "suggestion" else "未改善"
    states = {state_of(each, today) for each in actions}
    if states == {"已完成"}:
        return "已完成"
    return "逾期" if "逾期" in states else "改善中"


def verdict_of(actions: Sequence["ImprovementAction"]) -> str:
    """What several measures against one finding come to together; "" until every one has been looked at.

    One that failed speaks for all, then one that is followed up.
    """
    verdicts = {each.verdict for each in actions}
    spoken = next((each for each in ("failed", "follow_up") if each in verdicts), "")
    return spoken or ("passed" if verdicts == {"passed"} else "")


def taken_over(action: "ImprovementAction", review: "ActionReview") -> dict[str, str]:
    """What a round of follow-up says about its measure: the verdict, the next day, and the day it was done."""
    values = {"verdict": review.verdict, "follow_up_by": review.follow_up_by if review.verdict == "follow_up" else ""}
    if review.verdict == "passed" and not action.finished_on:
        values["finished_on"] = review.reviewed_on
    return values


def _measures(finding: "AuditFinding", around: Surroundings) -> Sequence["ImprovementAction"]:
    return around.pointing("action", "finding", finding.id) if finding.id else ()


def _state(finding: "AuditFinding", around: Surroundings) -> str:
    return state_of_finding(finding.kind, _measures(finding, around), datetime.date.today())


def _next_day(finding: "AuditFinding", around: Surroundings) -> str:
    """The measure that is due first speaks for the finding."""
    due = min(filter(None, map(day_due, _measures(finding, around))), default="")
    return until(due, datetime.date.today())


def _action_state(action: "ImprovementAction", _around: Surroundings) -> str:
    return state_of(action, datetime.date.today())


def _days(action: "ImprovementAction", _around: Surroundings) -> str:
    return until(day_due(action), datetime.date.today())


def _says_where_from(finding: "AuditFinding", _rules: Rules) -> Iterator[Finding]:
    if finding.kind == "nonconformity" and not finding.cause:
        yield warning("cause", "缺失尚未分析發生原因。", "改善報告應說明發生原因（施行細則第 6 條）。")


def _answer_of_the_audit(finding: "AuditFinding", around: Surroundings) -> Iterator[Finding]:
    answer = around.find("answer", finding.answer or 0)
    if answer is not None and finding.audit and answer.audit != finding.audit:
        yield error("answer", "這個查核項目不屬於這次稽核。", "請改選同一次稽核的項目。")


FOUND, ORIGIN = "發現", "來源"


@record(
    "finding",
    "缺失與建議",
    identity=("source", "content"),
    title=("content",),
    unit="項",
    checks=(_says_where_from,),
    relations=(_answer_of_the_audit,),
)
class AuditFinding(Record):
    """One thing found wanting."""

    number: str = text("編號", group=FOUND, width=9, synonyms=("項次", "案件編號"))
    kind: str = choice("類型", FINDING_KINDS, required=True, group=FOUND, width=8, synonyms=("種類", "缺失種類"))
    found_on: str = date("發現日", group=FOUND, synonyms=("發現日期", "日期"))
    department: str = text("權責單位", group=FOUND, width=14, synonyms=("處理單位", "受稽單位"))
    content: str = lines(
        "內容",
        required=True,
        group=FOUND,
        synonyms=("稽核缺失或待改善稽核項目", "缺失或待改善項目與內容", "稽核發現", "問題說明"),
    )
    impact: str = lines("影響範圍", group=FOUND, synonyms=("影響範圍評估",))
    cause: str = lines("發生原因", group=FOUND, synonyms=("發生原因分析", "根因", "原因分析"))
    source: str = choice("來源", SOURCES, required=True, group=ORIGIN, width=12, synonyms=("缺失來源",))
    audit: int | None = ref("稽核", "audit", group=ORIGIN, width=24, synonyms=("查核",))
    answer: int | None = ref("查核項目", "answer", group=ORIGIN, width=24)
    incident: int | None = ref("事件", "incident", group=ORIGIN, width=20)
    drill: int | None = ref("演練", "drill", group=ORIGIN, width=20)
    state = computed("改善狀態", _state, options=STATES, width=8)
    next_due = computed("期限", _next_day, width=10)


def _verdict_says_when(action: "ImprovementAction", _rules: Rules) -> Iterator[Finding]:
    if action.verdict == "follow_up" and not action.follow_up_by:
        yield warning("follow_up_by", "確認結果為待追蹤，但沒有追蹤期限。", "請填寫追蹤期限。")
    if action.verdict == "passed" and not action.finished_on:
        yield warning("finished_on", "確認合格，但沒有實際完成日。", "請補上實際完成日。")


def _after_it_was_found(action: "ImprovementAction", around: Surroundings) -> Iterator[Finding]:
    finding = around.find("finding", action.finding or 0)
    found = finding.found_on if finding is not None else ""
    if found and action.due_on and action.due_on < found:
        yield error("due_on", "預定完成日早於這項缺失的發現日。", "請更正其中一個日期。")
    if found and action.finished_on and action.finished_on < found:
        yield warning("finished_on", "實際完成日早於這項缺失的發現日。", "請確認日期。")


MEASURE, TRACKING, CONFIRMED = "措施", "執行", "確認"


@record(
    "action",
    "改善措施",
    identity=("finding", "measure"),
    title=("measure",),
    unit="項",
    checks=(_verdict_says_when,),
    relations=(_after_it_was_found,),
)
class ImprovementAction(Record):
    """One measure against one finding (管理、技術、人力、資源、作業程序、其他)."""

    finding: int | None = ref("缺失或建議", "finding", required=True, group=MEASURE, width=28, synonyms=("缺失內容",))
    aspect: str = choice("面向", ASPECTS, default="management", group=MEASURE, width=8, synonyms=("改善面向",))
    measure: str = lines("改善措施", required=True, group=MEASURE, synonyms=("措施", "矯正措施"))
    expected: str = lines("預計成效", group=MEASURE)
    responsible: str = text("負責人", suggest="person", group=MEASURE, width=12, synonyms=("負責人員", "承辦人"))
    budget: str = text("經費需求或編列執行金額", group=MEASURE, width=14, synonyms=("經費需求", "經費"))
    due_on: str = date(
        "預定完成日", group=MEASURE, synonyms=("預定完成", "預定完成日期", "改善期程規劃", "預計完成時程")
    )
    tracking: str = lines("追蹤方式", group=TRACKING, synonyms=("進度追蹤方式",))
    progress: str = lines("執行情況", group=TRACKING, synonyms=("執行情形", "完成進度或情形說明"))
    spent: str = text("經費執行情形", group=TRACKING, width=14)
    finished_on: str = date("實際完成日", group=TRACKING, synonyms=("實際完成", "實際完成日期"))
    evidence: str = text("相關證明資料", group=TRACKING, width=20, longest=500, synonyms=("佐證", "佐證資料"))
    verdict: str = choice("改善措施確認", VERDICTS, group=CONFIRMED, width=10, synonyms=("確認", "確認結果"))
    follow_up_by: str = date("追蹤期限", group=CONFIRMED)
    confirmed_by: str = text("確認人", suggest="person", group=CONFIRMED, width=12)
    effect: str = lines("改善成效考核", group=CONFIRMED)
    state = computed("進度", _action_state, options=ACTION_STATES, width=8)
    days = computed("期限", _days, width=10)


def _round_says_when(review: "ActionReview", _rules: Rules) -> Iterator[Finding]:
    if review.verdict == "follow_up" and not review.follow_up_by:
        yield warning("follow_up_by", "審查結果為待追蹤，但沒有下次追蹤期限。", "請填寫下次追蹤期限。")


def _rounds_in_order(review: "ActionReview", around: Surroundings) -> Iterator[Finding]:
    if not (review.action and review.round and review.reviewed_on):
        return
    for other in around.pointing("action_review", "action", review.action):
        if other.id == review.id or not (other.round and other.reviewed_on):
            continue
        if other.round < review.round and other.reviewed_on > review.reviewed_on:
            yield error("reviewed_on", f"追蹤日早於第 {other.round} 次追蹤的日期。", "請更正追蹤日或次別。")
            return


@record(
    "action_review",
    "追蹤紀錄",
    identity=("action", "round"),
    title=("action", "round"),
    unit="次",
    checks=(in_order("reviewed_on", "follow_up_by"), _round_says_when),
    relations=(_rounds_in_order,),
    together=(("action", "round"),),
)
class ActionReview(Record):
    """One round in which somebody looked whether a measure was carried out and worked (後續成效追蹤)."""

    action: int | None = ref("改善措施", "action", required=True, width=28)
    round: int | None = integer("第幾次", required=True, minimum=1, maximum=99, width=6, synonyms=("次別",))
    reviewed_on: str = date("追蹤日", required=True, synonyms=("追蹤日期", "審查日期"))
    progress: str = lines("執行情況", synonyms=("執行情形", "填報內容"))
    verdict: str = choice("審查結果", VERDICTS, width=10, synonyms=("結果", "確認結果"))
    follow_up_by: str = date("下次追蹤期限", synonyms=("下次追蹤日",))
    reviewer: str = text("審查人", suggest="person", width=12, synonyms=("追蹤人",))
