"""申請: what a unit asks for, and openings for remote work (seed 001, form 3; seeds 003 and 004)."""

import datetime
import re
import unicodedata
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
    integer,
    lines,
    record,
    text,
)
from isms_desktop.domain.findings import Finding, error, warning

ITEMS = (Choice("software", "軟體"), Choice("hardware", "硬體"), Choice("other", "其他"))
PURCHASES = (Choice("new", "新購", ("新增", "採購")), Choice("upgrade", "升級", ("更新",)))
DEVICES = (
    Choice("server", "主機", ("伺服器",)),
    Choice("workstation", "使用者電腦", ("個人電腦", "PC")),
    Choice("other", "其他"),
)
DECISIONS = (Choice("approved", "可採購", ("同意", "核可")), Choice("refused", "不可採購", ("不同意", "駁回")))


@record(
    "request",
    "資通安全需求申請",
    identity=("department", "item_name", "requested_on"),
    title=("item_name",),
    unit="件",
    checks=(in_order("requested_on", "needed_on"),),
)
class Request(Record):
    """One 資通安全需求申請單."""

    department: str = text("申請單位", required=True, width=14, synonyms=("單位",))
    applicant: str = text("申請人", suggest="person", width=12)
    requested_on: str = date("申請日期", synonyms=("日期",))
    item: str = choice("申請項目", ITEMS, default="software", width=8, synonyms=("項目",))
    item_name: str = text("項目名稱", required=True, width=22, synonyms=("名稱", "品名"))
    quantity: int | str | None = integer("申請數量", default=1, words=True, minimum=0, synonyms=("數量",))
    needed_on: str = date("需用日期")
    purchase: str = choice("申請類別", PURCHASES, default="new", width=8, synonyms=("類別",))
    device: str = choice("使用設備", DEVICES, width=10, synonyms=("設備",))
    installed_at: str = text("安裝單位", width=14)
    location: str = text("安裝位置", width=14, synonyms=("位置",))
    purpose: str = lines("用途說明", synonyms=("用途",))
    decision: str = choice("推動小組審查", DECISIONS, width=10, synonyms=("審查結果", "審查"))
    decision_note: str = lines("審查說明", synonyms=("說明",))


LONGEST_OPENING = 15
"""Days that an opening may last (seeds 003 and 004)."""
_ANY = re.compile(
    r"(?<![a-z0-9])(any|all)(?![a-z0-9])|全部|任意|任何|不限|所有"
    r"|(?<![0-9.])0\.0\.0\.0|(?<![0-9a-f:])::/0|(?<![0-9])[01]-65535|^[*.]+$"
)
"""Every way in which people open everything, in small half-width letters."""
_NAMED = ("source", "target", "ports", "protocol")


def _no_any(opening: "RemoteAccess", _rules: Rules) -> Iterator[Finding]:
    for key in _NAMED:
        value = getattr(opening, key)
        if value and _ANY.search(unicodedata.normalize("NFKC", value).casefold()):
            label = opening.record_type.field(key).label
            yield error(key, f"「{label}」不能填「{value[:20]}」。", "請填明確的位址、埠號或協定，不得全部開放。")


def _says_what_is_open(opening: "RemoteAccess", _rules: Rules) -> Iterator[Finding]:
    lacking = [key for key in _NAMED if not getattr(opening, key)]
    if lacking:
        names = "、".join(opening.record_type.field(key).label for key in lacking)
        yield warning(lacking[0], f"沒有填{names}。", "來源、目的、埠號與協定都要明確指定。")


def _ends_some_day(opening: "RemoteAccess", _rules: Rules) -> Iterator[Finding]:
    if opening.starts_on and not opening.ends_on:
        yield warning("ends_on", "沒有填迄日。", f"請填寫，期間最長 {LONGEST_OPENING} 天。")
    if opening.closed_on and not opening.closed_by:
        yield warning("closed_by", "已關閉，但沒有填確認的人。", "請填寫關閉確認人。")


def _not_too_long(opening: "RemoteAccess", _rules: Rules) -> Iterator[Finding]:
    try:
        first, last = map(datetime.date.fromisoformat, (opening.starts_on, opening.ends_on))
    except ValueError:
        return
    days = (last - first).days + 1  # the first day counts
    if days > LONGEST_OPENING:
        yield error("ends_on", f"開放 {days} 天，超過 {LONGEST_OPENING} 天。", "請縮短期間；期滿仍需要時再申請。")


OPENING_STATES = (
    Choice("unclosed", "期滿未確認關閉"),
    Choice("open", "開放中"),
    Choice("planned", "尚未開始"),
    Choice("closed", "已關閉"),
)


def opening_state(opening: "RemoteAccess", today: datetime.date) -> str:
    """Which of ``OPENING_STATES`` an opening is in."""
    now = today.isoformat()
    if opening.closed_on:
        return "closed"
    if opening.ends_on and opening.ends_on < now:
        return "unclosed"
    return "planned" if opening.starts_on > now else "open"


def _state(opening: "RemoteAccess", _around: Surroundings) -> str:
    return opening_state(opening, datetime.date.today())


@record(
    "remote_access",
    "遠距連線申請",
    identity=("applicant", "target", "starts_on"),
    title=("applicant", "purpose"),
    unit="件",
    checks=(
        in_order("starts_on", "ends_on"),
        in_order("starts_on", "closed_on"),
        _no_any,
        _not_too_long,
        _says_what_is_open,
        _ends_some_day,
    ),
)
class RemoteAccess(Record):
    """One opening for remote work, named and short."""

    applicant: str = text("申請人", required=True, suggest="person", width=12, synonyms=("姓名",))
    department: str = text("單位", width=14, synonyms=("申請單位", "廠商"))
    purpose: str = text("事由", width=22, synonyms=("用途", "申請事由"))
    source: str = text("來源 IP", width=16, help="不得填 Any。", synonyms=("來源", "來源位址"))
    target: str = text("目的 IP", width=16, help="不得填 Any；資料庫不開放外部連線。", synonyms=("目的", "目的位址"))
    ports: str = text("埠號", width=10, help="不得填 Any。", synonyms=("埠", "port", "通訊埠", "目的通訊埠"))
    protocol: str = text("協定", width=10, synonyms=("通訊協定", "protocol"))
    starts_on: str = date("起日", synonyms=("開始日期", "開放起日"))
    ends_on: str = date(
        "迄日", synonyms=("結束日期", "開放迄日"), help=f"最長 {LONGEST_OPENING} 天；期滿仍需要時再申請。"
    )
    state = computed("狀態", _state, options=OPENING_STATES, width=14)
    approved_by: str = text("核定人", suggest="person", width=12, synonyms=("核定",))
    approved_on: str = date("核定日", synonyms=("核定日期",))
    closed_on: str = date("關閉確認日", help="期滿後確認防火牆規則已經移除的日子。", synonyms=("關閉確認", "關閉日期"))
    closed_by: str = text("關閉確認人", suggest="person", width=12)
