"""風險評估 and 風險改善計畫 (seed 000, 捌; 細則§9Ⅰ⑦).

A risk keeps its own copy of the asset's C, I, A and L: the paper of a past year must not change when the asset is
valued anew. While the year is open, a service carries new values over (see ``services.followups``).
"""

from collections.abc import Iterator
from typing import Any

from isms_desktop.domain.fields import (
    Choice,
    Record,
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
from isms_desktop.domain.findings import Finding, warning
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scoring import band_of, levels_of, score_of

PROGRESS = (
    Choice("planned", "未開始", ("規劃中",)),
    Choice("running", "辦理中", ("進行中", "執行中")),
    Choice("done", "已完成", ("完成",)),
    Choice("accepted", "接受風險", ("接受", "風險接受")),
)


def residual_levels(treatment: Any, risk: Any) -> dict[str, Any]:
    """The levels after treatment: the risk's asset values with the residual likelihood and impact."""
    return levels_of(risk) | {"likelihood": treatment.residual_likelihood, "impact": treatment.residual_impact}


def _asset_value(risk: "Risk", around: Surroundings) -> int | None:
    rules: OfficeRules = around.rules
    return rules.method.asset_value(levels_of(risk))


def _score(risk: "Risk", around: Surroundings) -> int | None:
    return score_of(risk, around.rules)


def _level(risk: "Risk", around: Surroundings) -> str:
    band = band_of(risk, around.rules)
    return band.label if band else ""


def _residual_score(treatment: "Treatment", around: Surroundings) -> int | None:
    risk = around.find("risk", treatment.risk or 0)
    if risk is None:
        return None
    rules: OfficeRules = around.rules
    return rules.method.score(residual_levels(treatment, risk))


def _residual_level(treatment: "Treatment", around: Surroundings) -> str:
    rules: OfficeRules = around.rules
    band = rules.method.band_of(_residual_score(treatment, around))
    return band.label if band else ""


def _high_needs_response(risk: "Risk", rules: OfficeRules) -> Iterator[Finding]:
    band = band_of(risk, rules)
    if band and rules.needs_improvement(band) and not risk.response:
        yield warning("response", f"{band.label}尚未選擇風險對策。", "請選擇對策，並填寫風險改善計畫。")


def _done_has_its_day(treatment: "Treatment", _rules: OfficeRules) -> Iterator[Finding]:
    if treatment.progress == "done" and not treatment.finished_on:
        yield warning("finished_on", "進度為已完成，但沒有實際完成日。", "請補上完成日期。")


def _acceptance_is_signed(treatment: "Treatment", _rules: OfficeRules) -> Iterator[Finding]:
    if treatment.progress == "accepted" and not (treatment.accepted_by and treatment.acceptance_reason):
        yield warning("accepted_by", "接受風險須有核定人與理由。", "請補上核定人及接受理由。")


TARGET, EVENT, WEIGHT = "評估對象", "威脅與弱點", "評分與對策"


@record("risk", "風險評估", identity=("year", "asset", "event"), title=("event",), checks=(_high_needs_response,))
class Risk(Record):
    """One event that threatens one asset in one year, and how much it weighs."""

    year: int | None = integer("年度", required=True, minimum=90, maximum=200, unit="年", group=TARGET, help="民國年。")
    asset: int | None = ref("資產", "asset", required=True, group=TARGET, width=24, synonyms=("資產編號", "資產名稱"))
    threat_code: str = text("威脅代號", group=EVENT, width=8, synonyms=("代號",))
    threat: str = text("威脅", group=EVENT, width=16)
    weakness: str = text("弱點", group=EVENT, width=18, synonyms=("脆弱性",))
    event: str = text("事件說明", required=True, group=EVENT, width=30, synonyms=("事件", "風險事件", "風險情境"))
    existing_controls: str = lines("現有控制措施", group=EVENT, synonyms=("現行控制措施", "現有措施"))
    confidentiality: int | str | None = integer(
        "機密性", scale="confidentiality", words=True, group=WEIGHT, synonyms=("C",)
    )
    integrity: int | str | None = integer("完整性", scale="integrity", words=True, group=WEIGHT, synonyms=("I",))
    availability: int | str | None = integer("可用性", scale="availability", words=True, group=WEIGHT, synonyms=("A",))
    compliance: int | str | None = integer("法遵性", scale="compliance", words=True, group=WEIGHT, synonyms=("L",))
    asset_value = computed("資產價值", _asset_value, unit="number", group=WEIGHT, width=8)
    likelihood: int | str | None = integer("可能性", scale="likelihood", group=WEIGHT, synonyms=("發生可能性", "機率"))
    impact: int | str | None = integer("衝擊性", scale="impact", group=WEIGHT, synonyms=("影響", "衝擊", "影響程度"))
    score = computed("風險值", _score, unit="number", group=WEIGHT, width=8)
    level = computed("風險等級", _level, group=WEIGHT, width=8)
    response: str = choice(
        "風險對策", options_from="risk_responses", group=WEIGHT, width=10, synonyms=("對策", "風險處理")
    )
    owner: str = text("風險擁有者", suggest="person", group=WEIGHT, synonyms=("負責人", "風險負責人"))


PLAN, RESIDUAL, ACCEPT = "改善計畫", "殘餘風險", "風險接受"


@record(
    "treatment",
    "風險改善計畫",
    identity=("risk", "measure"),
    title=("measure",),
    unit="項",
    checks=(_done_has_its_day, _acceptance_is_signed),
)
class Treatment(Record):
    """One measure against one risk: who does what by when, what risk remains, or who accepted it and why."""

    risk: int | None = ref("風險", "risk", required=True, group=PLAN, width=30)
    measure: str = lines("改善措施", required=True, group=PLAN, synonyms=("措施", "改善作法"))
    responsible: str = text("負責人", suggest="person", group=PLAN, synonyms=("負責單位", "執行人員"))
    budget: int | str | None = integer(
        "預算", words=True, minimum=0, unit="元", group=PLAN, width=10, synonyms=("經費",)
    )
    due_on: str = date("預定完成", group=PLAN, synonyms=("預定完成日", "預計完成日期"))
    finished_on: str = date("實際完成", group=PLAN, synonyms=("實際完成日", "完成日期"))
    progress: str = choice("進度", PROGRESS, default="planned", group=PLAN, synonyms=("辦理情形", "狀態"))
    residual_likelihood: int | None = integer("殘餘可能性", scale="likelihood", group=RESIDUAL)
    residual_impact: int | None = integer("殘餘衝擊性", scale="impact", group=RESIDUAL)
    residual_score = computed("殘餘風險值", _residual_score, unit="number", group=RESIDUAL)
    residual_level = computed("殘餘風險等級", _residual_level, group=RESIDUAL)
    accepted_by: str = text("核定人", suggest="person", group=ACCEPT)
    accepted_on: str = date("核定日", group=ACCEPT)
    acceptance_reason: str = lines("接受理由", group=ACCEPT)
    accepted_until: str = date("有效至", group=ACCEPT)
