"""查核與稽核: versioned checklists, and the audits that answer them.

委外廠商查核項目表 is seed 001, form 6; 稽核自評, 稽核計畫 and 稽核項目紀錄表 are named by seeds 000, 003 and 004.
"""

import datetime
from collections.abc import Iterable, Iterator
from typing import TypeVar

from isms_desktop.domain.agency import GRADES
from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choice,
    choices,
    computed,
    date,
    integer,
    lines,
    record,
    ref,
    text,
)
from isms_desktop.domain.findings import Finding, error, warning
from isms_desktop.domain.systems import RESULTS

AUDIT_KINDS = (
    Choice("vendor", "委外廠商查核", ("委外查核", "廠商查核")),
    Choice("internal", "內部稽核", ("內稽",)),
    Choice("self", "稽核自評", ("自評", "自我檢核")),
    Choice("peer", "交互稽核", ("互核", "交互查核")),
)
GRADINGS = (
    Choice("three", "符合／不符合／不適用", ("三項",)),
    Choice("four", "符合／部分符合／不符合／不適用", ("四項",)),
)
"""The answers that a checklist offers."""
STATUS = (
    Choice("planned", "規劃中", ("計畫", "未開始")),
    Choice("running", "進行中", ("查核中",)),
    Choice("done", "已完成", ("完成",)),
    Choice("closed", "已結案", ("結案",)),
)
WANTING = ("no", "partly")
"""Answers that may become a finding."""
CARRIED = "沿用"
"""How the note of an answer begins that was taken over from an earlier audit and has not been confirmed."""
NOTICE_DAYS = 14
"""Days before the audit at which the audited unit is told (seed 003)."""


def answers_of(grading: str) -> tuple[Choice, ...]:
    """The answers that a checklist of this grading offers, in the order of the keys 1, 2, 3 (4)."""
    return tuple(each for each in RESULTS if grading == "four" or each.value != "partly")


def year_of_edition(version: str) -> int:
    """The year that the version of a checklist names: 115 for 「115 年版」; 0 for none."""
    digits = "".join(each for each in version if each.isdigit())[:3]
    return int(digits) if digits else 0


def newest(checklists: "Iterable[Checklist]") -> "Checklist | None":
    """The one of the newest edition; None when there is none."""
    return max(checklists, key=lambda each: (year_of_edition(each.version), each.id), default=None)


def suitable(checklists: "Iterable[Checklist]", kind: str) -> "Checklist | None":
    """The one that an audit of this kind uses: the newest of its kind; for the office's own, else that of another."""
    known = list(checklists)
    exact = newest(each for each in known if each.kind == kind)
    return exact or (None if kind == "vendor" else newest(each for each in known if each.kind != "vendor"))


_Item = TypeVar("_Item", bound="ChecklistItem")


def in_list_order(items: Iterable[_Item]) -> list[_Item]:
    """Questions in the order of their checklist."""
    return sorted(items, key=lambda each: (each.position is None, each.position or 0, each.id))


def _questions(checklist: "Checklist", around: Surroundings) -> int:
    return len(around.pointing("checklist_item", "checklist", checklist.id)) if checklist.id else 0


@record(
    "checklist",
    "檢核表",
    identity=("name", "version"),
    title=("name", "version"),
    unit="份",
    together=(("name", "version"),),
)
class Checklist(Record):
    """One edition of a list of questions."""

    name: str = text("檢核表名稱", required=True, width=28, synonyms=("名稱",))
    version: str = text("版本", required=True, width=10, synonyms=("版本/年度", "年度", "版次"))
    kind: str = choice("適用查核", AUDIT_KINDS, required=True, width=12, synonyms=("適用", "種類"))
    grading: str = choice("答項", GRADINGS, default="three", required=True, width=22)
    source: str = lines("來源", width=24, help="機關名稱、公文字號、網址或檔名。")
    built_in: str = text("內建代號", width=12, help="由程式內建的檢核表建立時填入。")
    questions = computed("項目數", _questions, unit="number", width=8)


@record(
    "checklist_item",
    "檢核項目",
    identity=("checklist", "number"),
    title=("number", "question"),
    unit="項",
    together=(("checklist", "number"),),
)
class ChecklistItem(Record):
    """One question of a checklist."""

    checklist: int | None = ref("檢核表", "checklist", required=True, width=24)
    position: int | None = integer("順序", minimum=0, width=6)
    section: str = text("構面", width=22, longest=300, synonyms=("查核項目", "稽核項目", "面向"))
    number: str = text("編號", required=True, width=8, longest=30, synonyms=("項次", "題號"))
    question: str = lines(
        "查核內容", required=True, width=40, synonyms=("檢核項目", "稽核內容", "資通安全稽核檢核項目")
    )
    hint: str = lines("說明提示", synonyms=("稽核重點",))
    evidence_hint: str = lines("佐證提示", synonyms=("佐證資料", "應備文件"))
    basis: str = text("依據", width=16, longest=300, synonyms=("法規依據",))
    grades: tuple[str, ...] = choices("適用等級", GRADES, width=10, help="空白表示各級都適用。")


def _a_vendor_audit_names_the_vendor(audit: "Audit", _rules: Rules) -> Iterator[Finding]:
    if audit.kind == "vendor" and not audit.vendor:
        yield warning("vendor", "委外廠商查核沒有填廠商。", "請選擇受查核的廠商。")


def _told_in_time(audit: "Audit", _rules: Rules) -> Iterator[Finding]:
    if audit.kind in ("vendor", "self") or not (audit.notified_on and audit.held_on):
        return
    try:
        days = (datetime.date.fromisoformat(audit.held_on) - datetime.date.fromisoformat(audit.notified_on)).days
    except ValueError:
        return
    if 0 <= days < NOTICE_DAYS:
        yield warning("notified_on", f"通知日只在稽核前 {days} 天。", f"稽核前 {NOTICE_DAYS} 天應通知受稽單位。")


def _a_known_checklist(audit: "Audit", around: Surroundings) -> Iterator[Finding]:
    checklist = around.find("checklist", audit.checklist or 0)
    if checklist is None:
        if audit.checklist:
            yield error("checklist", "這份檢核表的版本不在檔案中。", "請先匯入該版本的檢核表，或改選現有的版本。")
    elif audit.kind and checklist.kind != audit.kind and "vendor" in (audit.kind, checklist.kind):
        label = checklist.record_type.field("kind").label_of(checklist.kind)
        yield error("checklist", f"這份檢核表用於「{label}」，不能用於這種查核。", "請改選適用的檢核表。")


def _contract_of_the_vendor(audit: "Audit", around: Surroundings) -> Iterator[Finding]:
    contract = around.find("contract", audit.contract or 0)
    if contract is not None and audit.vendor and contract.vendor != audit.vendor:
        yield error("contract", "這份契約不是這家廠商的。", "請改選同一家廠商的契約。")


def _progress(audit: "Audit", around: Surroundings) -> str:
    total = len(around.pointing("checklist_item", "checklist", audit.checklist)) if audit.checklist else 0
    answered = sum(bool(each.result) for each in around.pointing("answer", "audit", audit.id)) if audit.id else 0
    return f"{answered}／{total}"


def _wanting(audit: "Audit", around: Surroundings) -> str:
    results = [each.result for each in around.pointing("answer", "audit", audit.id)] if audit.id else []
    counted = ((each.label, results.count(each.value)) for each in RESULTS if each.value in WANTING)
    return "　".join(f"{label} {number}" for label, number in counted if number)


PLAN, CARRIED_OUT = "計畫", "執行"


@record(
    "audit",
    "查核與稽核",
    identity=("kind", "subject", "held_on"),
    title=("kind", "subject", "held_on"),
    unit="次",
    checks=(
        in_order("period_from", "period_to"),
        in_order("notified_on", "held_on"),
        in_order("held_on", "reviewed_on"),
        _a_vendor_audit_names_the_vendor,
        _told_in_time,
    ),
    relations=(_a_known_checklist, _contract_of_the_vendor),
)
class Audit(Record):
    """One audit or self-check."""

    kind: str = choice("種類", AUDIT_KINDS, required=True, group=PLAN, width=12, synonyms=("稽核種類", "查核種類"))
    checklist: int | None = ref("檢核表版本", "checklist", required=True, group=PLAN, width=26, synonyms=("檢核表",))
    subject: str = text(
        "對象", required=True, group=PLAN, width=20, synonyms=("受查核對象", "稽核對象", "受稽對象", "查核對象")
    )
    vendor: int | None = ref("受查廠商", "vendor", group=PLAN, width=18, synonyms=("廠商", "廠商名稱"))
    contract: int | None = ref("契約", "contract", group=PLAN, width=20, synonyms=("案名",))
    scope: str = text("稽核範圍", group=PLAN, width=20, synonyms=("範圍", "稽核區域"))
    purpose: str = lines("依據與目的", group=PLAN, synonyms=("目的", "依據"))
    focus: str = lines("重點領域", group=PLAN, synonyms=("重點", "稽核重點"))
    period_from: str = date("期間起", group=PLAN, synonyms=("稽核期間起",))
    period_to: str = date("期間迄", group=PLAN, synonyms=("稽核期間迄",))
    audited_unit: str = text("受稽單位", group=PLAN, width=16, synonyms=("受稽核單位", "受查單位"))
    auditors: str = text(
        "稽核人員", suggest="person", group=PLAN, width=18, help="多人以「、」分隔。", synonyms=("查核人員", "稽核委員")
    )
    notified_on: str = date("通知日", group=PLAN, synonyms=("通知日期",))
    assistance: str = lines("受稽單位協助事項", group=PLAN, synonyms=("協助事項",))
    previous: str = lines("前次稽核結果", group=PLAN, synonyms=("前次結果",))
    held_on: str = date("查核日期", group=CARRIED_OUT, synonyms=("稽核日期", "填表日期", "日期"))
    reviewed_on: str = date("審查日期", group=CARRIED_OUT)
    status: str = choice("狀態", STATUS, default="planned", group=CARRIED_OUT, width=8, synonyms=("辦理情形",))
    progress = computed("查核進度", _progress, group=CARRIED_OUT, width=10)
    wanting = computed("不符合項目", _wanting, group=CARRIED_OUT, width=25)
    conclusion: str = lines("綜合意見", group=CARRIED_OUT, synonyms=("結論", "稽核結論"))


def _item_of_the_checklist(answer: "Answer", around: Surroundings) -> Iterator[Finding]:
    item, audit = around.find("checklist_item", answer.item or 0), around.find("audit", answer.audit or 0)
    if item is not None and audit is not None and item.checklist != audit.checklist:
        yield error("item", "這個項目不屬於這次查核所用的檢核表版本。", "請改選該版本的項目。")


@record(
    "answer",
    "查核結果",
    identity=("audit", "item"),
    title=("audit", "item"),
    relations=(_item_of_the_checklist,),
    together=(("audit", "item"),),
)
class Answer(Record):
    """What one audit found about one question."""

    audit: int | None = ref("查核", "audit", required=True, width=24)
    item: int | None = ref("項目", "checklist_item", required=True, width=40)
    result: str = choice("結果", RESULTS, width=8, synonyms=("查核結果", "檢核結果"))
    explanation: str = lines("說明", synonyms=("查核說明", "簡述規範內容、執行方式、執行結果"))
    evidence: str = text("佐證", width=20, longest=500, synonyms=("紀錄文件", "佐證資料", "相關證明資料"))
