"""資通安全事件: what happened, how grave, and against which clocks (通報應變及演練辦法, 115.1.5, §2, §6 and §8)."""

import datetime
from collections.abc import Iterator

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
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

LEVELS = (
    Choice("0", "無影響", ("無", "未受影響")),
    Choice("1", "第一級", ("1級", "一級", "第1級")),
    Choice("2", "第二級", ("2級", "二級", "第2級")),
    Choice("3", "第三級", ("3級", "三級", "第3級")),
    Choice("4", "第四級", ("4級", "四級", "第4級")),
)
INCIDENT_KINDS = (
    Choice("web", "網頁攻擊"),
    Choice("intrusion", "非法入侵", ("系統被入侵",)),
    Choice("denial", "阻斷服務", ("DoS／DDoS",)),
    Choice("equipment", "設備問題", ("設備異常", "設備毀損")),
    Choice("other", "其他"),
)
SIDES = ("confidentiality", "integrity", "availability")
MAJOR = 3
"""Level from which an incident is a major one (重大資通安全事件)."""
REPORT_WITHIN = datetime.timedelta(hours=1)
CONTROL_WITHIN = datetime.timedelta(hours=72)
MAJOR_CONTROL_WITHIN = datetime.timedelta(hours=36)


def level_of(incident: "Incident") -> int | None:
    """The highest level of the three sides; None while none is assessed."""
    given = [int(value) for side in SIDES if (value := getattr(incident, side))]
    return max(given) if given else None


def _level(incident: "Incident", _around: Surroundings) -> str:
    level = level_of(incident)
    return "" if level is None else LEVELS[level].label


def _major(incident: "Incident", _around: Surroundings) -> str:
    level = level_of(incident)
    return "" if level is None else "是" if level >= MAJOR else "否"


def _after(start: str, limit: datetime.timedelta) -> str:
    try:
        return (datetime.datetime.fromisoformat(start) + limit).isoformat(timespec="minutes")
    except ValueError:
        return ""


def report_due(incident: "Incident") -> str:
    """By when it has to be reported: one hour after the office knew (§6Ⅰ); "" while that is unknown."""
    return _after(incident.known_at, REPORT_WITHIN)


def control_due(incident: "Incident") -> str:
    """By when damage has to be controlled or service restored: 72 hours, 36 for a major one (§8Ⅰ)."""
    major = (level_of(incident) or 0) >= MAJOR
    return _after(incident.known_at, MAJOR_CONTROL_WITHIN if major else CONTROL_WITHIN)


def final_report_due(incident: "Incident") -> str:
    """By when 調查、處理及改善報告 is due: one month after control or restoration was completed (§8Ⅱ)."""
    try:
        done = datetime.datetime.fromisoformat(incident.controlled_at)
    except ValueError:
        return ""
    year, month = divmod(done.year * 12 + done.month, 12)
    day = done.day
    while True:  # a month after 31 January is the last day of February
        try:
            return done.replace(year=year, month=month + 1, day=day).isoformat(timespec="minutes")
        except ValueError:
            day -= 1


def _reasons_are_kept(incident: "Incident", _rules: Rules) -> Iterator[Finding]:
    for side in SIDES:
        if getattr(incident, side) and not getattr(incident, f"{side}_reason"):
            label = incident.record_type.field(side).label
            yield warning(
                f"{side}_reason", f"{label}已評定等級，但沒有理由。", "請寫下判斷的理由，通報與調查時都會用到。"
            )


def _in_time(incident: "Incident", _rules: Rules) -> Iterator[Finding]:
    due = report_due(incident)
    if due and incident.reported_at and incident.reported_at > due:
        yield warning("reported_at", "通報時間超過知悉後 1 小時。", "請在說明或備註寫下原因。")
    due = control_due(incident)
    if due and incident.controlled_at and incident.controlled_at > due:
        yield warning("controlled_at", "完成損害控制或復原的時間超過時限。", "請在說明或備註寫下原因。")
    due = final_report_due(incident)
    if due and incident.final_reported_at and incident.final_reported_at > due:
        yield warning("final_reported_at", "調查、處理及改善報告送交超過一個月。", "經受通報機關同意延長者，請註明。")
    if incident.platform_down and not incident.alternative:
        yield warning("alternative", "平臺無法使用，但沒有寫替代的通報方式。", "請寫下方式與原因，事後並應補登。")


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
        in_order("controlled_at", "final_reported_at"),
        _reasons_are_kept,
        _in_time,
    ),
)
class Incident(Record):
    """One incident, from the moment the office knew to the last improvement."""

    summary: str = text("事件摘要", required=True, group=WHAT, width=28, synonyms=("事件名稱", "摘要", "主旨"))
    number: str = text("通報編號", group=WHEN, width=14, synonyms=("編號", "事件編號"))
    occurred_at: str = moment("發生時間", group=WHEN, synonyms=("事件發生時間",))
    known_at: str = moment("知悉時間", required=True, group=WHEN, synonyms=("發現時間", "知悉事件時間"))
    reported_at: str = moment("通報時間", group=WHEN, help="知悉後 1 小時內通報。")
    controlled_at: str = moment("完成控制或復原時間", group=WHEN, synonyms=("控制復原時間", "完成損害控制或復原時間"))
    final_reported_at: str = moment("送交調查報告時間", group=WHEN, synonyms=("結報時間",))
    description: str = lines("狀況描述", required=True, group=WHAT, synonyms=("事件說明", "狀況之描述"))
    kind: str = choice("事件分類", INCIDENT_KINDS, group=WHAT, width=10, synonyms=("分類", "事件類型"))
    systems: str = text("影響系統", suggest="system", group=WHAT, width=20, synonyms=("受影響系統", "資通系統"))
    impact: str = lines("影響範圍及損害評估", group=WHAT, synonyms=("影響範圍", "損害評估"))
    confidentiality: str = choice("機密性衝擊", LEVELS, group=GRADE, width=8, synonyms=("機密性", "C"))
    confidentiality_reason: str = lines("機密性理由", group=GRADE)
    integrity: str = choice("完整性衝擊", LEVELS, group=GRADE, width=8, synonyms=("完整性", "I"))
    integrity_reason: str = lines("完整性理由", group=GRADE)
    availability: str = choice("可用性衝擊", LEVELS, group=GRADE, width=8, synonyms=("可用性", "A"))
    availability_reason: str = lines("可用性理由", group=GRADE)
    level = computed("事件等級", _level, group=GRADE, width=8)
    major = computed("重大資通安全事件", _major, group=GRADE, width=6)
    platform_down: bool | None = yes_no("通報平臺無法使用", group=RESPONSE)
    alternative: str = text("替代通報方式及原因", group=RESPONSE, width=20, longest=500)
    supplemented_at: str = moment("事後補登時間", group=RESPONSE)
    measures: str = lines("因應措施", group=RESPONSE, synonyms=("應變措施", "處理情形"))
    support: str = lines("外部支援需求", group=RESPONSE, synonyms=("外部支援需求評估", "外部支援"))
    ciso_meeting_at: str = moment(
        "資通安全長召開會議時間", group=RESPONSE, help="重大資通安全事件由資通安全長召開會議。"
    )
    reporter: str = text("通報人", suggest="person", group=RESPONSE, width=12, synonyms=("通報人員",))
    cause: str = lines("根因分析", group=AFTER, synonyms=("根因", "事件根因分析", "發生原因"))
    improvement: str = lines("改善措施", group=AFTER, synonyms=("改善", "管理、技術、人力或資源措施"))
    improvement_due: str = text("預定完成時程及成效追蹤", group=AFTER, width=20, longest=500)


@record("incident_event", "事件歷程", identity=("incident", "happened_at", "what"), title=("what",))
class IncidentEvent(Record):
    """One entry of an incident's timeline."""

    incident: int | None = ref("事件", "incident", required=True, width=24, synonyms=("事件摘要",))
    happened_at: str = moment("時間", required=True, synonyms=("日期時間",))
    what: str = lines("經過", required=True, synonyms=("處理情形", "內容"))
    who: str = text("處理人", suggest="person", width=12, synonyms=("人員",))
