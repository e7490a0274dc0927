"""委外: the suppliers, what they were given to do, and who of them does it (施行細則§7; seed 001, forms 5 and 6)."""

import datetime
from collections.abc import Iterator

from isms_desktop.domain import rocdate
from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import (
    Choice,
    Record,
    Rules,
    Surroundings,
    choices,
    computed,
    date,
    integer,
    lines,
    record,
    ref,
    text,
    yes_no,
)
from isms_desktop.domain.findings import Finding, error, warning
from isms_desktop.domain.identifiers import check_business_number, check_national_id
from isms_desktop.domain.pledges import SOON, TERMS, newest_pledge, term_of_pledge

RETURNS = (
    Choice("returned", "返還", ("歸還",)),
    Choice("handed_over", "移交", ("移轉",)),
    Choice("deleted", "刪除", ("清除",)),
    Choice("destroyed", "銷毀", ("實體銷毀",)),
    Choice("none", "未持有資料", ("無資料", "不適用")),
)
"""What becomes of the office's data when the work ends (細則§7Ⅰ⑥)."""
TEST_FROM = 10_000_000
"""元: from this amount on the office has custom software tested itself or by a third party (細則§7Ⅰ④)."""

CONTRACT_SOON = 60
"""Days before its end from which a contract is to be renewed, or its end prepared."""
AUDIT_EVERY = 365
"""Days after which a supplier at work is to be checked again (細則§7Ⅰ⑧ 「定期」: 每年)."""
NOT_YET, RUNNING, NEAR, NEARER, OVER, CLOSED = "未開始", "履約中", "60 天內到期", "30 天內到期", "已到期", "已結束"
CONTRACT_TERMS = tuple(Choice(label, label) for label in (NOT_YET, RUNNING, NEAR, NEARER, OVER, CLOSED))
"""How a contract stands today. 已到期: over, but nobody has confirmed yet what became of the office's data."""
NEVER, LONG_AGO = "未曾查核", "已逾一年"
UNSIGNED, GONE = "未簽署", "已離場"


def term_of_contract(contract: "Contract", today: datetime.date) -> str:
    """One of ``CONTRACT_TERMS``; a contract without an end runs on."""
    left = rocdate.days_until(contract.ends_on, today)
    if left is not None and left < 0:
        return CLOSED if contract.returned_as else OVER
    if (rocdate.days_until(contract.starts_on, today) or 0) > 0:
        return NOT_YET
    if left is None or left > CONTRACT_SOON:
        return RUNNING
    return NEAR if left > SOON else NEARER


def is_running(contract: "Contract", today: datetime.date) -> bool:
    """Whether work is being done under it today."""
    return term_of_contract(contract, today) in (RUNNING, NEAR, NEARER)


def audit_words(held_on: str, running: bool, today: datetime.date) -> str:
    """「114.3.2」, for a supplier at work (``running``) with 「已逾一年」 after so long, or 「未曾查核」."""
    left = rocdate.days_until(held_on, today)
    if left is None:
        return NEVER if running else ""
    return f"{rocdate.write(held_on)}（{LONG_AGO}）" if running and left < -AUDIT_EVERY else rocdate.write(held_on)


def last_checked(vendor_id: int, around: Surroundings) -> str:
    """The day (ISO) on which a supplier was last checked; "" when it never was. A planned audit is none."""
    audits = around.pointing("audit", "vendor", vendor_id)
    return max((each.held_on for each in audits if each.status != "planned"), default="")


def _running(vendor: "Vendor", around: Surroundings) -> int | None:
    today = datetime.date.today()
    return sum(is_running(each, today) for each in around.pointing("contract", "vendor", vendor.id)) or None


def _last_audit(vendor: "Vendor", around: Surroundings) -> str:
    return audit_words(last_checked(vendor.id, around), bool(_running(vendor, around)), datetime.date.today())


def _business_number(vendor: "Vendor", _rules: Rules) -> Iterator[Finding]:
    problem = check_business_number(vendor.business_number) if vendor.business_number else ""
    if problem:
        yield warning("business_number", problem, "請再核對一次；仍可儲存。")


@record("vendor", "委外廠商", identity=("name",), unit="家", checks=(_business_number,))
class Vendor(Record):
    """A supplier."""

    name: str = text(
        "廠商名稱", required=True, unique=True, width=22, synonyms=("名稱", "廠商", "公司名稱", "委外廠商", "承商")
    )
    business_number: str = text("統一編號", width=10, longest=20, synonyms=("統編", "公司統編"))
    representative: str = text("負責人", width=10, synonyms=("代表人", "公司負責人"))
    contact: str = text("聯絡人", width=10, synonyms=("窗口", "聯絡窗口", "業務窗口"))
    phone: str = text("電話", width=14, synonyms=("聯絡電話", "公司電話"))
    email: str = text("電子郵件", width=22, synonyms=("email", "e-mail", "信箱"))
    address: str = text("地址", width=28, synonyms=("公司地址", "聯絡地址"))
    service: str = text("服務內容", width=24, synonyms=("服務項目", "承攬項目", "維護項目"))
    running = computed("履約中契約", _running, unit="number", width=10)
    last_audit = computed("上次查核", _last_audit, width=18)


def _secrecy_clause(contract: "Contract", _rules: Rules) -> Iterator[Finding]:
    if contract.secrecy_clause is False:
        yield warning("secrecy_clause", "契約沒有保密條款。", "請以保密同意書補正，並於續約時列入。")
    if contract.state_secrets:
        yield warning("state_secrets", "涉及國家機密，執行人員應接受適任性查核。", "請確認查核結果並附上佐證。")


def _tested_software(contract: "Contract", _rules: Rules) -> Iterator[Finding]:
    if contract.custom_development and contract.security_tested is not True:
        large = contract.core_system or (isinstance(contract.amount, int) and contract.amount >= TEST_FROM)
        by = "機關應自行或另行委託第三方辦理安全性檢測" if large else "應由廠商提出安全性檢測證明"
        yield warning("security_tested", f"含客製化資通系統開發，{by}。", "取得證明後勾選，並附上檢測報告。")


def _same_case_twice(contract: "Contract", around: Surroundings) -> Iterator[Finding]:
    if not (contract.vendor and contract.starts_on and contract.ends_on):
        return
    for other in around.pointing("contract", "vendor", contract.vendor):
        if other.id == contract.id or other.name != contract.name or not (other.starts_on and other.ends_on):
            continue
        if other.starts_on <= contract.ends_on and contract.starts_on <= other.ends_on:
            yield warning("starts_on", "與同一廠商、同一案名的另一份契約期間重疊。", "請確認起訖日期，或合併為一筆。")
            return


def _data_given_back(contract: "Contract", _rules: Rules) -> Iterator[Finding]:
    if term_of_contract(contract, datetime.date.today()) == OVER:
        yield warning(
            "returned_as", "契約已到期，還沒有確認資料如何處理。", "請確認廠商已返還、移交、刪除或銷毀持有的資料。"
        )


def _term(contract: "Contract", _around: Surroundings) -> str:
    return term_of_contract(contract, datetime.date.today())


WORK, LAW, END = "契約", "資安要求", "履約與終止"


@record(
    "contract",
    "委外契約",
    identity=("vendor", "name", "starts_on"),
    title=("name",),
    unit="件",
    checks=(in_order("starts_on", "ends_on"), _secrecy_clause, _tested_software, _data_given_back),
    relations=(_same_case_twice,),
)
class Contract(Record):
    """One piece of outsourced work, and what the contract says about security (細則§7Ⅰ)."""

    vendor: int | None = ref("廠商", "vendor", required=True, group=WORK, width=18, synonyms=("廠商名稱", "委外廠商"))
    name: str = text("案名", required=True, group=WORK, width=24, synonyms=("契約名稱", "採購案名", "標案名稱", "名稱"))
    number: str = text("契約編號", group=WORK, synonyms=("案號", "標案案號", "編號"))
    starts_on: str = date("起日", group=WORK, synonyms=("契約起日", "開始日期", "履約起日"))
    ends_on: str = date("迄日", group=WORK, synonyms=("契約迄日", "到期日", "結束日期", "履約迄日"))
    term = computed("期限", _term, options=CONTRACT_TERMS, group=WORK, width=15)
    amount: int | str | None = integer(
        "契約金額", words=True, minimum=0, unit="元", group=WORK, width=10, synonyms=("金額", "決標金額")
    )
    scope: str = lines("委外範圍", group=WORK, synonyms=("範圍", "工作範圍", "履約範圍"))
    responsible: str = text("承辦人", suggest="person", group=WORK, synonyms=("承辦人員", "機關承辦人"))
    custom_development: bool | None = yes_no(
        "含客製開發", group=LAW, help="受託業務包括客製化資通系統開發。", synonyms=("客製化開發", "是否客製開發")
    )
    core_system: bool | None = yes_no("屬核心資通系統", group=LAW, synonyms=("核心資通系統", "是否核心"))
    security_tested: bool | None = yes_no(
        "已提安全性檢測證明", group=LAW, width=10, synonyms=("安全性檢測", "安全性檢測證明")
    )
    subcontracting: bool | None = yes_no("複委託", group=LAW, synonyms=("是否複委託", "轉包"))
    subcontractor: str = text("複委託對象及範圍", group=LAW, width=18)
    state_secrets: bool | None = yes_no("涉國家機密", group=LAW, synonyms=("是否涉及國家機密",))
    secrecy_clause: bool | None = yes_no("保密條款", group=LAW, synonyms=("有無保密條款",))
    notice_hours: int | str | None = integer(
        "通知時限",
        words=True,
        minimum=0,
        unit="小時",
        group=LAW,
        help="廠商知悉資安事件後多久內要通知機關；法規為「立即」。",
        synonyms=("資安事件通知時限",),
    )
    returned_as: tuple[str, ...] = choices(
        "終止後資料處理", RETURNS, group=END, width=14, synonyms=("資料返還或銷毀", "終止後資料返還/銷毀確認")
    )
    returned_on: str = date("資料處理確認日", group=END)


def _national_id(person: "VendorStaff", _rules: Rules) -> Iterator[Finding]:
    problem = check_national_id(person.national_id) if person.national_id else ""
    if problem:
        yield warning("national_id", problem, "請再核對一次；仍可儲存。")


def _contract_of_the_vendor(person: "VendorStaff", around: Surroundings) -> Iterator[Finding]:
    contract = around.find("contract", person.contract or 0)
    if contract is not None and contract.vendor != person.vendor:
        yield error("contract", "這份契約不是這家廠商的。", "請改選同一家廠商的契約。")


def _pledge(person: "VendorStaff", around: Surroundings) -> str:
    return pledge_of(person, around, datetime.date.today())


def pledge_of(person: "VendorStaff", around: Surroundings, today: datetime.date) -> str:
    """How the yearly 切結書 of somebody stands, one of ``TERMS``; 「未簽署」 for those on site, "" for the others."""
    if (rocdate.days_until(person.ends_on, today) or 0) < 0:
        return GONE
    newest = newest_pledge(person.id, person.name, person.vendor, around)
    if newest is None:
        return UNSIGNED if person.on_site else ""
    return term_of_pledge(newest, today)


PLEDGED = (*TERMS, *(Choice(label, label) for label in (UNSIGNED, GONE)))


@record(
    "vendor_staff",
    "委外執行人員",
    identity=("vendor", "name"),
    title=("name",),
    unit="人",
    checks=(_national_id, in_order("starts_on", "ends_on")),
    relations=(_contract_of_the_vendor,),
)
class VendorStaff(Record):
    """Somebody of a supplier who works on a contract and signs the pledge (seed 001, form 5)."""

    vendor: int | None = ref("廠商", "vendor", required=True, width=18, synonyms=("廠商名稱", "委外廠商", "所屬廠商"))
    contract: int | None = ref("契約", "contract", width=20, synonyms=("案名", "契約名稱"))
    name: str = text("姓名", required=True, width=12, longest=60, synonyms=("人員姓名", "執行人員"))
    job: str = text("職務", width=14, synonyms=("職稱", "工作內容"))
    national_id: str = text(
        "身分證字號", sensitive=True, width=12, longest=20, synonyms=("身份證字號", "身分證統一編號")
    )
    phone: str = text("聯絡電話", sensitive=True, width=14, synonyms=("電話", "手機"))
    home_address: str = text("戶籍地址", sensitive=True, width=28, synonyms=("地址", "住址"))
    on_site: bool | None = yes_no("駐點", synonyms=("是否駐點",))
    pledge = computed("切結書", _pledge, options=PLEDGED, width=15)
    starts_on: str = date("起日", synonyms=("進場日", "開始日期"))
    ends_on: str = date("迄日", synonyms=("離場日", "結束日期"))
