"""保密文件: the signed secrecy papers of staff, suppliers and auditors (seed 001, forms 2 and 5; seeds 003 and 004)."""

from collections.abc import Iterator

from isms_desktop.domain.checks import in_order
from isms_desktop.domain.fields import Choice, Record, Rules, Surroundings, choice, date, integer, record, ref, text
from isms_desktop.domain.findings import Finding, error, warning

PLEDGE_KINDS = (
    Choice("staff", "員工保密同意書", ("資通安全保密同意書", "保密同意書")),
    Choice("vendor_pledge", "委外切結書", ("委外廠商執行人員保密切結書", "保密切結書")),
    Choice("vendor_nda", "委外同意書", ("委外廠商執行人員保密同意書",)),
    Choice("auditor", "稽核委員聘任同意暨保密切結書", ("稽核委員保密切結書",)),
)


def _vendor_papers_name_the_vendor(pledge: "Pledge", _rules: Rules) -> Iterator[Finding]:
    if pledge.kind in ("vendor_pledge", "vendor_nda") and not pledge.vendor:
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
    copies: int | None = integer("份數", minimum=1, maximum=99, unit="份")
