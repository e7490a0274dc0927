"""資通安全事件: what happened, how grave, and against which clocks (通報應變及演練辦法 §2, §6 and §8).

How long each step may take and which level an answer comes to is data with its edition (``incident_law``).
"""

import datetime
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Kind,
    Record,
    Rules,
    Surroundings,
    choice,
    computed,
    lines,
    moment,
    record,
    ref,
    text,
    yes_no,
)
from isms_desktop.domain.findings import Finding, warning
from isms_desktop.domain.incident_clocks import (
    ClockState,
    clocks_of,
    is_major,
    lasting,
    level_of,
    next_clock,
    write_moment,
)
from isms_desktop.domain.incident_law import LEVELS, SIDES, IncidentEdition
from isms_desktop.domain.rules import OfficeRules

INCIDENT_KINDS = (
    Choice("web", "網頁攻擊"),
    Choice("intrusion", "非法入侵", ("系統被入侵",)),
    Choice("denial", "阻斷服務", ("DoS／DDoS",)),
    Choice("equipment", "設備問題", ("設備異常", "設備毀損")),
    Choice("other", "其他"),
)
REPORT_ITEMS = (
    ("occurred_at", "known_at", "controlled_at"),
    ("impact",),
    ("recovery",),
    ("investigation",),
    ("cause",),
    ("improvement",),
    ("improvement_due",),
)
"""The seven items of 調查、處理及改善報告 (施行細則§12; before 115 §8), each with the fields that hold it."""
CLOSED = "各時限均已完成"
STEPS: Mapping[str, str] = MappingProxyType(
    {
        "report": "通報",
        "report_again": "再通報",
        "supplement": "事後補登",
        "meeting": "資通安全長召開會議",
        "control": "控制或復原",
        "final": "調查、處理及改善報告",
    }
)
"""What each clock is called."""


def edition_of(incident: "Incident", rules: OfficeRules) -> IncidentEdition | None:
    """The regulation in force on the day of 知悉; None for rules that know no regulation."""
    return rules.incident_edition(incident.known_at[:10])


def missing_of_report(incident: "Incident") -> list[str]:
    """Which of the seven items of the final report are not (wholly) filled in, by the labels of their fields."""
    field = incident.record_type.field
    return [field(key).label for keys in REPORT_ITEMS for key in keys if not getattr(incident, key)]


def _level(incident: "Incident", _around: Surroundings) -> str:
    level = level_of(incident)
    return "" if level is None else LEVELS[level].label


def _major(incident: "Incident", around: Surroundings) -> str:
    edition = edition_of(incident, around.rules)
    if edition is None or level_of(incident) is None:
        return ""
    return "是" if is_major(incident, edition) else "否"


def _next_due(incident: "Incident", around: Surroundings) -> str:
    edition = edition_of(incident, around.rules)
    if edition is None:
        return ""
    clock = next_clock(clocks_of(incident, edition))
    return f"{STEPS[clock.step]} {clock.due_words()}".strip() if clock else CLOSED


def _reasons_are_kept(incident: "Incident", _rules: Rules) -> Iterator[Finding]:
    for side in SIDES:
        if getattr(incident, side) and not getattr(incident, f"{side}_reason"):
            label = incident.record_type.field(side).label
            yield warning(
                f"{side}_reason", f"{label}已評定等級，但沒有理由。", "請寫下判斷的理由，通報與調查時都會用到。"
            )


def _levels_follow_the_answers(incident: "Incident", rules: OfficeRules) -> Iterator[Finding]:
    edition = edition_of(incident, rules)
    for side, questions in edition.sides.items() if edition else ():
        kept = getattr(incident, f"{side}_reason")
        level = questions.level(questions.answers_in(kept)) if kept else None
        given = getattr(incident, side)
        if level is not None and given and given != str(level):
            field = incident.record_type.field(side)
            yield warning(
                side,
                f"{field.label}是{field.label_of(given)}，但理由中的回答是{LEVELS[level].label}。",
                "請重新回答，或更正等級。",
            )


def _something_was_hit(incident: "Incident", _rules: Rules) -> Iterator[Finding]:
    if all(getattr(incident, side) == "0" for side in SIDES):
        yield warning(SIDES[0], "三個面向都是無影響，可能不是資通安全事件。", "請再確認；確定不是的話，在備註寫明。")


_LATE_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "report": "請在備註寫下原因。",
        "report_again": "請在備註寫下原因。",
        "control": "請在因應措施或備註寫下原因。",
        "final": "經受通報機關同意延長者，請在備註寫明。",
    }
)


def _in_time(incident: "Incident", rules: OfficeRules) -> Iterator[Finding]:
    edition = edition_of(incident, rules)
    now = datetime.datetime.now()
    for clock in clocks_of(incident, edition) if edition else ():
        if clock.state(now) is ClockState.LATE and clock.done and clock.due:
            late = lasting(clock.done - clock.due)
            yield warning(clock.key, f"{STEPS[clock.step]}超過時限 {late}。", _LATE_ADVICE[clock.step])


def _steps_follow_each_other(incident: "Incident", _rules: Rules) -> Iterator[Finding]:
    if incident.platform_down and not incident.alternative:
        yield warning("alternative", "平臺無法使用，但沒有寫替代的通報方式。", "請寫下方式與原因，事後並應補登。")
    if incident.final_reported_at and not incident.controlled_at:
        yield warning("controlled_at", "已送出報告，但沒有完成控制或復原的時間。", "請補上，報告期限由這個時間起算。")
    if incident.final_reported_at and (missing := missing_of_report(incident)):
        yield warning(
            "final_reported_at", f"已送出報告，但還沒有填{'、'.join(missing)}。", "請補上，與送出的報告一致。"
        )


def _moments_have_come(record: Record, _rules: Rules) -> Iterator[Finding]:
    """Nothing of an incident is planned: a moment in the future is a slip of the pen."""
    now = write_moment(datetime.datetime.now())
    for field in record.record_type.stored:
        if field.kind is Kind.MOMENT and getattr(record, field.key)[:16] > now:
            yield warning(field.key, f"{field.label}在未來。", "請確認日期與時間。")


def _event_is_of_its_incident(event: "IncidentEvent", around: Surroundings) -> Iterator[Finding]:
    incident = around.find("incident", event.incident or 0)
    if incident and incident.occurred_at and event.happened_at < incident.occurred_at:
        yield warning("happened_at", "這個時間早於事件發生時間。", "請確認兩個時間。")


_REASON_HELP = "回答「等級」的問題時由程式寫入；可以接著寫自己的判斷，辦法沒有定義輕微與嚴重。"
WHEN, WHAT, GRADE, RESPONSE, AFTER = "時間", "事件內容", "等級評定", "因應", "調查與改善"


@record(
    "incident",
    "資安事件",
    identity=("summary", "known_at"),
    title=("summary",),
    unit="件",
    checks=(
        in_order("occurred_at", "known_at"),
        in_order("known_at", "reported_at"),
        in_order("known_at", "controlled_at"),
        in_order("known_at", "ciso_meeting_at"),
        in_order("reported_at", "supplemented_at"),
        in_order("regraded_at", "regrade_reported_at"),
        in_order("controlled_at", "final_reported_at"),
        _reasons_are_kept,
        _levels_follow_the_answers,
        _something_was_hit,
        _in_time,
        _steps_follow_each_other,
        _moments_have_come,
    ),
)
class Incident(Record):
    """One incident, from the moment the office knew to the last improvement."""

    summary: str = text("事件摘要", required=True, group=WHAT, width=28, synonyms=("事件名稱", "摘要", "主旨"))
    number: str = text("通報編號", group=WHEN, width=14, synonyms=("編號", "事件編號"))
    occurred_at: str = moment("發生時間", group=WHEN, synonyms=("事件發生時間",))
    known_at: str = moment("知悉時間", required=True, group=WHEN, synonyms=("發現時間", "知悉事件時間"))
    reported_at: str = moment("通報時間", group=WHEN, help="時限由知悉時間起算。")
    regraded_at: str = moment("等級變更時間", group=WHEN, help="通報之後等級有變更時，應再通報；改變評定時由程式填入。")
    regrade_reported_at: str = moment("等級變更通報時間", group=WHEN)
    controlled_at: str = moment("完成控制或復原時間", group=WHEN, synonyms=("控制復原時間", "完成損害控制或復原時間"))
    final_reported_at: str = moment("送交調查報告時間", group=WHEN, synonyms=("結報時間",))
    next_due = computed("下一個時限", _next_due, group=WHEN, width=20)
    description: str = lines("狀況描述", required=True, group=WHAT, synonyms=("事件說明", "狀況之描述"))
    kind: str = choice("事件分類", INCIDENT_KINDS, group=WHAT, width=10, synonyms=("分類", "事件類型"))
    systems: str = text("影響系統", suggest="system", group=WHAT, width=20, synonyms=("受影響系統", "資通系統"))
    impact: str = lines("影響範圍及損害評估", group=WHAT, synonyms=("影響範圍", "損害評估"))
    confidentiality: str = choice("機密性衝擊", LEVELS, group=GRADE, width=8, synonyms=("機密性", "C"))
    confidentiality_reason: str = lines("機密性理由", group=GRADE, help=_REASON_HELP)
    integrity: str = choice("完整性衝擊", LEVELS, group=GRADE, width=8, synonyms=("完整性", "I"))
    integrity_reason: str = lines("完整性理由", group=GRADE, help=_REASON_HELP)
    availability: str = choice("可用性衝擊", LEVELS, group=GRADE, width=8, synonyms=("可用性", "A"))
    availability_reason: str = lines("可用性理由", group=GRADE, help=_REASON_HELP)
    level = computed("事件等級", _level, group=GRADE, width=8)
    major = computed("重大資通安全事件", _major, group=GRADE, width=6)
    platform_down: bool | None = yes_no("通報平臺無法使用", group=RESPONSE)
    alternative: str = text("替代通報方式及原因", group=RESPONSE, width=20, longest=500)
    supplemented_at: str = moment("事後補登時間", group=RESPONSE)
    measures: str = lines("因應措施", group=RESPONSE, synonyms=("應變措施", "處理情形"))
    support: str = lines("外部支援需求", group=RESPONSE, synonyms=("外部支援需求評估", "外部支援"))
    ciso_meeting_at: str = moment(
        "資通安全長召開會議時間", group=RESPONSE, help="重大資通安全事件由資通安全長召開會議，辦法沒有定時數。"
    )
    reporter: str = text("通報人", suggest="person", group=RESPONSE, width=12, synonyms=("通報人員",))
    recovery: str = lines("損害控制及復原歷程", group=AFTER, synonyms=("損害控制及復原作業之歷程",))
    investigation: str = lines("調查及處理歷程", group=AFTER, synonyms=("事件調查及處理作業之歷程",))
    cause: str = lines("根因分析", group=AFTER, synonyms=("根因", "事件根因分析", "發生原因"))
    improvement: str = lines("改善措施", group=AFTER, synonyms=("改善", "管理、技術、人力或資源措施"))
    improvement_due: str = text("預定完成時程及成效追蹤", group=AFTER, width=20, longest=500)


@record(
    "incident_event",
    "事件歷程",
    identity=("incident", "happened_at", "what"),
    title=("what",),
    checks=(_moments_have_come,),
    relations=(_event_is_of_its_incident,),
)
class IncidentEvent(Record):
    """One entry of an incident's timeline."""

    incident: int | None = ref("事件", "incident", required=True, width=24, synonyms=("事件摘要",))
    happened_at: str = moment("時間", required=True, synonyms=("日期時間",))
    what: str = lines("經過", required=True, synonyms=("處理情形", "內容"))
    who: str = text("處理人", suggest="person", width=12, synonyms=("人員",))
