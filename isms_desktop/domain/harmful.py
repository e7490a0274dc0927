"""危害國家資通安全產品: the register that the Act of 114 asks for (資安法§11; 審查辦法§6 and §7)."""

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
    ref,
    text,
)
from isms_desktop.domain.findings import Finding, warning

DISPOSITIONS = (
    Choice("remove", "移除", ("立即移除", "停止使用", "汰換")),
    Choice("exception", "專案使用", ("例外使用", "核准使用")),
)
APPROVALS = ("own_ciso_on", "superior_ciso_on", "authority_on")
"""The three approvals that an exception needs (資安法§11)."""
GONE, UNDECIDED, TO_REMOVE, APPROVED_USE = "已移除", "待決定處置", "待移除", "專案使用：已核定"


def approvals_missing(product: "HarmfulProduct") -> int:
    """How many of the three approvals are not there yet."""
    return sum(not getattr(product, key) for key in APPROVALS)


def state_of(product: "HarmfulProduct") -> str:
    """How it stands: 「待移除」, 「專案使用：缺 2 項核定」, 「已移除」 …"""
    if product.destroyed_on:
        return GONE
    if product.disposition == "exception":
        missing = approvals_missing(product)
        return f"專案使用：缺 {missing} 項核定" if missing else APPROVED_USE
    return TO_REMOVE if product.disposition == "remove" else UNDECIDED


def _state(product: "HarmfulProduct", _around: Surroundings) -> str:
    return state_of(product)


def _an_exception_is_approved(product: "HarmfulProduct", _rules: Rules) -> Iterator[Finding]:
    if product.disposition != "exception" or product.destroyed_on:
        return
    if not product.necessity:
        yield warning("necessity", "專案使用沒有寫業務必要理由。", "請說明業務必要性，以及沒有替代方案的理由。")
    for key in APPROVALS:
        if not getattr(product, key):
            label = product.record_type.field(key).label
            yield warning(key, f"專案使用還沒有{label}。", "應經兩位資通安全長及主管機關核定（資安法第 11 條）。")
    if not product.area_and_persons:
        yield warning("area_and_persons", "專案使用沒有指定區域及人員。", "請寫明使用的區域與人員（審查辦法第 7 條）。")
    if not product.alternatives_on:
        yield warning("alternatives_on", "還沒有檢視過替代方案。", "專案使用要定期確認（審查辦法第 7 條）。")


def _what_stays_is_decided(product: "HarmfulProduct", _rules: Rules) -> Iterator[Finding]:
    if not product.disposition and not product.destroyed_on:
        yield warning("disposition", "還沒有決定處置。", "應立即移除；有業務必要者，經核定後才能專案使用。")
    if product.disposition == "remove" and not (product.destroyed_on or product.planned_on):
        yield warning("planned_on", "還沒有預定汰換日。", "請填日期；汰換前的管控措施也請寫下。")


def _an_asset_stands_here_once(product: "HarmfulProduct", around: Surroundings) -> Iterator[Finding]:
    if product.asset and any(
        each.id != product.id for each in around.pointing("harmful_product", "asset", product.asset)
    ):
        yield warning("asset", "這項資產已經在危害產品清單中。", "請確認是否重複，刪除多餘的一筆。")


FOUND, DECIDED, APPROVED = "產品", "處置", "專案使用之核定"


@record(
    "harmful_product",
    "危害國家資通安全產品",
    identity=("brand", "model", "location"),
    title=("brand", "model"),
    unit="項",
    checks=(in_order("listed_on", "destroyed_on"), _an_exception_is_approved, _what_stays_is_decided),
    relations=(_an_asset_stands_here_once,),
)
class HarmfulProduct(Record):
    """One product that must go, or may stay only with three approvals."""

    brand: str = text("廠牌", required=True, group=FOUND, width=14, synonyms=("品牌",))
    model: str = text("型號", group=FOUND, width=14)
    name: str = text("產品名稱", group=FOUND, width=18, synonyms=("名稱", "品名"))
    asset: int | None = ref("對應資產", "asset", group=FOUND, width=18, synonyms=("資產編號",))
    quantity: int | str | None = integer("數量", default=1, words=True, minimum=0, group=FOUND)
    location: str = text("位置", group=FOUND, width=16, synonyms=("存放位置", "設置地點"))
    purpose: str = text("用途", group=FOUND, width=18, synonyms=("使用用途",))
    listed_on: str = date("列管日", group=FOUND, synonyms=("列管日期", "盤點日"))
    disposition: str = choice(
        "處置方式",
        DISPOSITIONS,
        group=DECIDED,
        width=10,
        synonyms=("處置",),
        help="原則上立即移除；業務必要且沒有替代方案，才能經核定後專案使用。",
    )
    state = computed("狀態", _state, group=DECIDED, width=24)
    planned_on: str = date("預定汰換日", group=DECIDED, synonyms=("預計汰換日期",))
    interim: str = lines("汰換前管控措施", group=DECIDED, help="例如不連接公務網路、單機使用、不得遠端維護。")
    destroyed_on: str = date("銷毀或封存日", group=DECIDED, synonyms=("銷毀日期", "移除日"))
    necessity: str = lines("業務必要理由", group=APPROVED, synonyms=("必要性", "使用理由"))
    own_ciso_on: str = date("本機關資通安全長核定日", group=APPROVED)
    superior_ciso_on: str = date("受理機關資通安全長核定日", group=APPROVED, help="收受實施情形之機關的資通安全長。")
    authority_on: str = date("主管機關核定日", group=APPROVED)
    area_and_persons: str = lines("指定區域及人員", group=APPROVED, help="不得對不特定人播放或提供。")
    alternatives_on: str = date("替代方案檢視日", group=APPROVED, help="定期確認是否已有替代方案。")
