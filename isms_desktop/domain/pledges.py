"""保密文件: the signed secrecy papers of staff, suppliers and auditors (seed 001, forms 2 and 5; seeds 003 and 004)."""

import datetime
from collections.abc import Iterator
from typing import Any

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
    record,
    ref,
    text,
)
from isms_desktop.domain.findings import Finding, error, warning
from isms_desktop.domain.rocdate import days_until, later

PLEDGE_KINDS = (
    Choice("staff", "員工保密同意書", ("資通安全保密同意書", "保密同意書")),
    Choice("vendor_pledge", "委外切結書", ("委外廠商執行人員保密切結書", "保密切結書")),
    Choice("vendor_nda", "委外同意書", ("委外廠商執行人員保密同意書",)),
    Choice("auditor", "稽核委員聘任同意暨保密切結書", ("稽核委員保密切結書",)),
)
VENDOR_KINDS = ("vendor_pledge", "vendor_nda")
"""The papers that people of suppliers sign."""
SOON = 30
"""Days before its end from which a paper is to be signed anew."""
VALID, NEARLY, OVER, RENEWED = "有效", "30 天內到期", "已到期", "已續簽"
TERMS = tuple(Choice(label, label) for label in (VALID, NEARLY, OVER, RENEWED))
"""How long a paper still holds. 已續簽: the same person has signed a newer one."""


def holds_until(pledge: "Pledge") -> str:
    """The last day (ISO) of a paper: as written; a 切結書 holds a year in any case (seed 001, form 5); "" for good."""
    return pledge.valid_until or (later(pledge.signed_on, 12) if pledge.kind == "vendor_pledge" else "")


def term_of_pledge(pledge: "Pledge", today: datetime.date) -> str:
    """One of ``TERMS``, without looking for a newer paper."""
    left = days_until(holds_until(pledge), today)
    if left is None or left > SOON:
        return VALID
    return NEARLY if left >= 0 else OVER


def newest_pledge(staff_id: int, name: str, vendor: int | None, around: Surroundings) -> Any:
    """The newest 切結書 of somebody of a supplier, by the link or by name and supplier; None when there is none."""
    linked = around.pointing("pledge", "vendor_staff", staff_id) if staff_id else []
    named = [each for each in around.pointing("pledge", "vendor", vendor) if each.signer == name] if vendor else []
    found = [each for each in (*linked, *named) if each.kind == "vendor_pledge"]
    return max(found, key=lambda each: (each.signed_on, each.id), default=None)


def _term(pledge: "Pledge", around: Surroundings) -> str:
    if pledge.kind == "vendor_pledge":
        newest = newest_pledge(pledge.vendor_staff or 0, pledge.signer, pledge.vendor, around)
        if newest is not None and newest.id != pledge.id and newest.signed_on > pledge.signed_on:
            return RENEWED
    return term_of_pledge(pledge, datetime.date.today())


def _vendor_papers_name_the_vendor(pledge: "Pledge", _rules: Rules) -> Iterator[Finding]:
    if pledge.kind in VENDOR_KINDS and not pledge.vendor:
        yield warning("vendor", "委外文件沒有填廠商。", "請選擇廠商。")
    if pledge.kind == "vendor_pledge" and not pledge.valid_until:
        yield warning("valid_until", "切結書每年簽署，但沒有填有效期限。", "請填寫效期，到期前會提醒。")


def _staff_of_the_vendor(pledge: "Pledge", around: Surroundings) -> Iterator[Finding]:
    person = around.find("vendor_staff", pledge.vendor_staff or 0)
    if person is not None and pledge.vendor and person.vendor != pledge.vendor:
        yield error("vendor_staff", "這位執行人員不屬於這家廠商。", "請改選同一家廠商的人員。")


@record(
    "pledge",
    "保密文件",
    identity=("kind", "signer", "signed_on"),
    title=("kind", "signer"),
    unit="份",
    checks=(in_order("signed_on", "valid_until"), _vendor_papers_name_the_vendor),
    relations=(_staff_of_the_vendor,),
)
class Pledge(Record):
    """One signed paper."""

    kind: str = choice("種類", PLEDGE_KINDS, required=True, width=18, synonyms=("文件種類", "類別"))
    signer: str = text(
        "簽署人", required=True, suggest="person", width=12, longest=60, synonyms=("立同意書人", "立切結書人", "姓名")
    )
    person: int | None = ref("本機關人員", "person", width=16, synonyms=("人員",))
    vendor: int | None = ref("廠商", "vendor", width=18, synonyms=("廠商名稱", "委外廠商"))
    vendor_staff: int | None = ref("委外執行人員", "vendor_staff", width=14, synonyms=("執行人員",))
    case_name: str = text("案名", width=20, synonyms=("契約名稱", "採購案名"))
    signed_on: str = date("簽署日", required=True, synonyms=("簽署日期", "簽訂日期", "日期"))
    valid_until: str = date("效期", synonyms=("有效期限", "到期日", "有效日期"), help="切結書每年簽署一次。")
    term = computed("期限", _term, options=TERMS, width=15)
    copies: int | None = integer("份數", minimum=1, maximum=99, unit="份")
