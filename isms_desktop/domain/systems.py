"""資通系統: their protection level by 附表九 and the controls of 附表十 at that level (分級辦法, 115.1.7)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain.assets import PROTECTION_LEVELS
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
    yes_no,
)
from isms_desktop.domain.findings import Finding, warning

DEVELOPMENT = (
    Choice("own", "自行開發", ("自行",)),
    Choice("outsourced", "委外開發", ("委外", "委外建置")),
    Choice("shared", "共用", ("共用系統", "共用性系統")),
    Choice("superior", "上級提供", ("上級機關提供", "由上級提供")),
    Choice("package", "套裝軟體", ("套裝",)),
)
SYSTEM_STATUS = (Choice("in_use", "使用中", ("使用", "啟用")), Choice("building", "建置中"), Choice("stopped", "停用"))
RESULTS = (
    Choice("yes", "符合", ("是", "通過", "○")),
    Choice("partly", "部分符合", ("部份符合", "△")),
    Choice("no", "不符合", ("否", "未通過", "╳")),
    Choice("not_applicable", "不適用", ("N/A", "無要求")),
)
"""The answers of the yearly checklist of the supervising authority; older lists have no 部分符合."""
SIDES = ("confidentiality", "integrity", "availability", "compliance")
_ORDER = ("", *(each.value for each in PROTECTION_LEVELS))


def protection_level(system: "System") -> str:
    """The highest of the four (附表九); "" while none is given."""
    levels = [getattr(system, side) for side in SIDES]
    return _ORDER[max(_ORDER.index(level) if level in _ORDER else 0 for level in levels)]


def _level(system: "System", _around: Surroundings) -> str:
    return protection_level(system)


def _core_is_graded(system: "System", _rules: Rules) -> Iterator[Finding]:
    if system.core and not all(getattr(system, side) for side in SIDES):
        yield warning(
            "confidentiality", "核心資通系統的四個構面尚未全部分級。", "請填寫機密性、完整性、可用性及法律遵循性。"
        )


@dataclass(frozen=True, slots=True)
class Control:
    """One control of 附表十, from ``resources/regulations/baseline.toml``."""

    number: int
    dimension: str
    category: str
    level: str
    """The lowest 防護需求等級 that asks for it."""
    name: str
    """Our own short words for it, not the annex's."""
    change: str
    """What the last amendment did to it; "" for nothing."""
    verified: bool

    @property
    def key(self) -> str:
        """How a ``control_check`` names it."""
        return str(self.number)


def control_from_table(table: Mapping[str, Any]) -> Control:
    """A control from its TOML table. KeyError or TypeError when the file is wrong."""
    return Control(**table)


def controls_at(controls: Iterable[Control], level: str) -> list[Control]:
    """The controls that a system of that level owes: 普 ⊂ 中 ⊂ 高. None for a system without a level."""
    reach = _ORDER.index(level) if level in _ORDER else 0
    return [each for each in controls if _ORDER.index(each.level) <= reach]


GRADING, RUNNING = "防護需求等級", "維運"
_IMPACT = "普：影響有限；中：影響嚴重；高：影響非常嚴重或造成災難（附表九）。"
_LAW = "普：有法規規範；中：違反會受行政罰、懲戒或懲處；高：違反要負刑事責任（附表九）。"


@record("system", "資通系統清冊", identity=("name",), unit="個", checks=(_core_is_graded,))
class System(Record):
    """One 資通系統 of the office."""

    name: str = text(
        "系統名稱", required=True, unique=True, width=22, synonyms=("資通系統名稱", "資訊系統名稱", "名稱")
    )
    business: str = text("業務", suggest="business", width=18, synonyms=("對應業務", "業務名稱", "功能"))
    development: str = choice(
        "開發方式", DEVELOPMENT, required=True, width=10, synonyms=("建置方式", "類型", "開發類型")
    )
    core: bool | None = yes_no("核心資通系統", width=8, synonyms=("核心", "是否核心"))
    status: str = choice("狀態", SYSTEM_STATUS, default="in_use", width=8)
    confidentiality: str = choice(
        "機密性", PROTECTION_LEVELS, group=GRADING, width=6, help=f"資料外洩時——{_IMPACT}", synonyms=("C", "機密性(C)")
    )
    integrity: str = choice(
        "完整性",
        PROTECTION_LEVELS,
        group=GRADING,
        width=6,
        help=f"資料被竄改時——{_IMPACT}",
        synonyms=("I", "完整性(I)"),
    )
    availability: str = choice(
        "可用性", PROTECTION_LEVELS, group=GRADING, width=6, help=f"系統中斷時——{_IMPACT}", synonyms=("A", "可用性(A)")
    )
    compliance: str = choice(
        "法律遵循性", PROTECTION_LEVELS, group=GRADING, width=8, help=_LAW, synonyms=("L", "法遵性", "法律遵循性(L)")
    )
    level = computed(
        "系統防護需求等級", _level, options=PROTECTION_LEVELS, group=GRADING, width=8, help="四個構面取最高者。"
    )
    level_reason: str = lines("分級理由", group=GRADING)
    graded_on: str = date(
        "分級檢視日", group=GRADING, synonyms=("分級日期",), help="每年至少檢視一次；改了任一構面，就填入當天。"
    )
    baseline_checked_on: str = date(
        "基準檢核日", group=GRADING, help="「防護基準檢核」全部答完時，程式填入當天。", synonyms=("防護基準檢核日",)
    )
    department: str = text("管理單位", group=RUNNING, width=14, synonyms=("權責單位", "單位"))
    administrator: str = text("管理人員", suggest="person", group=RUNNING, width=12, synonyms=("系統管理者", "管理者"))
    vendor: int | None = ref("維運廠商", "vendor", group=RUNNING, width=16, synonyms=("廠商", "維護廠商"))
    contract_ends_on: str = date("契約到期日", group=RUNNING, synonyms=("契約到期", "維護到期日"))
    rto: int | str | None = integer(
        "RTO（小時）", words=True, minimum=0, group=RUNNING, help="系統恢復時間目標。", synonyms=("RTO", "恢復時間目標")
    )
    rpo: int | str | None = integer(
        "RPO（小時）", words=True, minimum=0, group=RUNNING, help="資料恢復點目標。", synonyms=("RPO", "資料恢復點目標")
    )
    mtpd: int | str | None = integer(
        "MTPD（小時）",
        words=True,
        minimum=0,
        group=RUNNING,
        help="最大可容忍中斷時間。",
        synonyms=("MTPD", "最大可容忍中斷時間"),
    )
    users: int | str | None = integer(
        "使用者數", words=True, minimum=0, unit="人", group=RUNNING, synonyms=("使用人數",)
    )
    address: str = text("網址或 IP", group=RUNNING, width=20, synonyms=("網址", "IP", "URL"))
    personal_data: bool | None = yes_no("含個資", group=RUNNING, synonyms=("是否含個資", "個資"))


@record(
    "control_check",
    "防護基準檢核",
    identity=("system", "control"),
    title=("system", "control"),
    unit="項",
    together=(("system", "control"),),
)
class ControlCheck(Record):
    """Whether one control of 附表十 is in place in one system."""

    system: int | None = ref("系統", "system", required=True, width=20, synonyms=("系統名稱", "資通系統"))
    control: str = text("控制措施編號", required=True, width=10, synonyms=("編號", "項次"))
    result: str = choice("檢核結果", RESULTS, width=8, synonyms=("結果", "符合情形"))
    explanation: str = lines("說明", synonyms=("辦理情形", "實作說明"))
    evidence: str = text("佐證", width=20, synonyms=("佐證資料",))
    checked_on: str = date("檢核日", synonyms=("檢核日期",))
