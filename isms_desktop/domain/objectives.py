"""資通安全目標: what the office wants to reach and what came of it (seed 002's metrics; seeds 003 and 004)."""

from collections.abc import Iterator
from typing import Any

from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choice,
    decimal,
    integer,
    lines,
    record,
    ref,
    text,
    yes_no,
)
from isms_desktop.domain.findings import Finding, warning

OBJECTIVE_KINDS = (
    Choice("quantitative", "量化", ("量化型目標", "定量")),
    Choice("qualitative", "質化", ("質化型目標", "定性")),
)
OPERATORS = (
    Choice("at_most", "不超過", ("≤", "<=", "小於等於")),
    Choice("less", "低於", ("<", "小於")),
    Choice("at_least", "達到", ("≥", ">=", "大於等於", "不低於")),
    Choice("more", "高於", (">", "大於")),
    Choice("equal", "等於", ("=",)),
)
PERIODS = (
    Choice("yearly", "每年", ("年",)),
    Choice("half_yearly", "每半年", ("半年",)),
    Choice("quarterly", "每季", ("季",)),
    Choice("monthly", "每月", ("月",)),
)


def is_met(objective: Any, value: float | str | None) -> bool | None:
    """Whether a measured number reaches the objective's target; None when either is not a number."""
    target = objective.target
    if not isinstance(value, int | float) or not isinstance(target, int | float):
        return None
    match objective.operator:
        case "at_most":
            return value <= target
        case "less":
            return value < target
        case "at_least":
            return value >= target
        case "more":
            return value > target
        case "equal":
            return value == target
        case _:
            return None


def _can_be_measured(objective: "Objective", _rules: Rules) -> Iterator[Finding]:
    if objective.kind == "quantitative" and (objective.target in (None, "") or not objective.operator):
        yield warning("target", "量化目標沒有填比較方式與目標值。", "填了之後，程式會判斷每一期是否達成。")


@record("objective", "資通安全目標", identity=("statement",), unit="項", checks=(_can_be_measured,))
class Objective(Record):
    """One target of the office's policy."""

    number: str = text("項次", width=6, synonyms=("編號", "序號"))
    kind: str = choice("類型", OBJECTIVE_KINDS, default="quantitative", width=8, synonyms=("目標類型",))
    indicator: str = text("指標項目", width=20, synonyms=("指標", "指標名稱"))
    statement: str = lines("目標敘述", required=True, synonyms=("目標", "目標內容", "指標內容"))
    operator: str = choice("比較方式", OPERATORS, width=8)
    target: float | str | None = decimal("目標值", words=True, synonyms=("指標值",))
    unit: str = text("目標單位", width=6, synonyms=("單位",))
    method: str = lines("量測方法／資源", synonyms=("量測方法", "資源／量測方法", "資源/量測方法"))
    responsible: str = text("負責人員", suggest="person", width=12, synonyms=("負責人", "權責人員"))
    period: str = choice("週期", PERIODS, default="yearly", width=8, synonyms=("量測週期", "頻率"))


def _agrees_with_the_target(measurement: "Measurement", around: Surroundings) -> Iterator[Finding]:
    objective = around.find("objective", measurement.objective or 0)
    met = is_met(objective, measurement.value) if objective is not None else None
    if met is not None and measurement.met is not None and met != measurement.met:
        reached = "達成" if met else "未達成"
        yield warning("met", f"依目標值計算應為「{reached}」。", "請確認數值或達成與否。")
    if measurement.met is False and not measurement.improvement:
        yield warning("improvement", "未達成目標，但沒有改善措施。", "請寫下原因與改善措施。")


@record(
    "measurement",
    "目標量測",
    identity=("objective", "year", "period"),
    title=("objective", "year"),
    relations=(_agrees_with_the_target,),
    together=(("objective", "year", "period"),),
)
class Measurement(Record):
    """What one objective came to in one period."""

    objective: int | None = ref("目標", "objective", required=True, width=28, synonyms=("目標敘述", "指標項目"))
    year: int | None = integer("年度", required=True, minimum=90, maximum=200, unit="年")
    period: str = text("期間", width=10, help="例如「全年」「第 1 季」。", synonyms=("量測期間",))
    value: float | str | None = decimal("數值", words=True, synonyms=("量測結果", "量測值", "結果"))
    met: bool | None = yes_no("達成", synonyms=("是否達成", "達成？"))
    explanation: str = lines("說明")
    improvement: str = lines("改善措施", synonyms=("未達成之改善措施",))
