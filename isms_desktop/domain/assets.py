"""資訊及資通系統資產: what the office has (細則§9Ⅰ⑥; columns of the seeds' 資產清冊 and of the law notes, 4.2)."""

import re
from collections.abc import Iterator

from isms_desktop.domain.fields import (
    Choice,
    Record,
    Surroundings,
    choice,
    computed,
    date,
    integer,
    record,
    text,
    yes_no,
)
from isms_desktop.domain.findings import Finding, warning
from isms_desktop.domain.identifiers import check_property_number
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scoring import levels_of

STATUS = (
    Choice("in_use", "使用中", ("使用", "在用", "正常", "啟用")),
    Choice("stopped", "停用", ("停止使用", "閒置")),
    Choice("scrapped", "報廢", ("已報廢",)),
    Choice("moved_out", "移出", ("移轉", "移撥", "已移出")),
)
PROTECTION_LEVELS = (Choice("普", "普", ("普級",)), Choice("中", "中", ("中級",)), Choice("高", "高", ("高級",)))


def _value(asset: "Asset", around: Surroundings) -> int | None:
    rules: OfficeRules = around.rules
    return rules.method.asset_value(levels_of(asset))


def _protection_agrees(asset: "Asset", rules: OfficeRules) -> Iterator[Finding]:
    expected = rules.method.protection_level(levels_of(asset))
    if expected and asset.protection_level and asset.protection_level != expected:
        yield warning(
            "protection_level",
            f"防護需求等級填「{asset.protection_level}」，但機密性、完整性、可用性、法遵性取最高應為「{expected}」。",
            "請確認四項評分或等級。",
        )


def _special_needs_personal(asset: "Asset", _rules: OfficeRules) -> Iterator[Finding]:
    if asset.special_data and asset.personal_data is False:
        yield warning("special_data", "勾選了特種個資，但「含個資」為否。", "請把「含個資」改為是，或取消特種個資。")


def _property_number(asset: "Asset", _rules: OfficeRules) -> Iterator[Finding]:
    # Only what begins like a 財產編號 can be a wrong one: offices number their 物品 as they like.
    if re.match(r"\d{7}", asset.property_number) and (problem := check_property_number(asset.property_number)):
        yield warning("property_number", problem, "請再核對標籤；仍可儲存。")


BASIC, VALUE, PEOPLE, EQUIPMENT, PERSONAL, CARE = (
    "基本資料",
    "資產價值",
    "權責與位置",
    "設備資料",
    "個人資料",
    "管理狀態",
)


@record(
    "asset",
    "資產清冊",
    identity=("number",),
    title=("number", "name"),
    checks=(_protection_agrees, _special_needs_personal, _property_number),
)
class Asset(Record):
    """One information asset: data, software, a machine, a service, a person's role."""

    number: str = text(
        "資產編號", required=True, unique=True, group=BASIC, width=11, longest=40,
        help="類別代號＋流水號，例如 HW-001；新增時會提出下一個可用號碼。",
        synonyms=("編號", "資產代號", "資產編碼", "資產序號", "asset id", "asset no"),
    )  # fmt: skip
    category: str = choice(
        "資產類別", options_from="asset_categories", required=True, group=BASIC, width=12,
        synonyms=("類別", "資產分類", "分類", "資產大類", "類型"),
    )  # fmt: skip
    subcategory: str = text("次類別", group=BASIC, synonyms=("資產次類別", "子類別", "資產細類"))
    name: str = text(
        "資產名稱", required=True, group=BASIC, width=24,
        synonyms=("名稱", "資產項目", "設備名稱", "資訊資產名稱", "財產名稱", "品名"),
    )  # fmt: skip
    quantity: int | str | None = integer(
        "數量", default=1, words=True, minimum=0, group=BASIC, synonyms=("資產數量", "件數")
    )
    system_name: str = text(
        "資訊及資通系統名稱",
        suggest="system",
        group=BASIC,
        width=20,
        synonyms=("資通系統名稱", "資訊系統名稱", "系統名稱", "所屬系統", "對應資通系統"),
    )
    core: bool | None = yes_no(
        "核心",
        group=BASIC,
        help="支持核心業務持續運作必要之系統及其相關資產。",
        synonyms=("核心資產", "核心資通系統", "是否核心"),
    )

    confidentiality: int | str | None = integer(
        "機密性",
        scale="confidentiality",
        words=True,
        group=VALUE,
        synonyms=("C", "機密性(C)", "機密性C", "機密等級", "C值"),
    )
    integrity: int | str | None = integer(
        "完整性", scale="integrity", words=True, group=VALUE, synonyms=("I", "完整性(I)", "完整性I", "I值")
    )
    availability: int | str | None = integer(
        "可用性", scale="availability", words=True, group=VALUE, synonyms=("A", "可用性(A)", "可用性A", "A值")
    )
    compliance: int | str | None = integer(
        "法遵性",
        scale="compliance",
        words=True,
        group=VALUE,
        synonyms=("L", "法律遵循性", "適法性", "法遵性(L)", "L值"),
    )
    value = computed("資產價值", _value, unit="number", group=VALUE, width=8)
    protection_level: str = choice(
        "防護需求等級", PROTECTION_LEVELS, group=VALUE, width=8, synonyms=("防護等級", "安全等級", "系統分級")
    )

    department: str = text("權責單位", group=PEOPLE, synonyms=("單位", "管理單位", "負責單位", "部門", "處室"))
    owner: str = text("擁有者", suggest="person", group=PEOPLE, synonyms=("資產擁有者", "所有人", "擁有單位"))
    manager: str = text(
        "管理者", suggest="person", group=PEOPLE, synonyms=("資產管理者", "管理人", "管理人員", "負責人")
    )
    user: str = text("使用者", suggest="person", group=PEOPLE, synonyms=("資產使用者", "使用人", "使用單位"))
    custodian: str = text("保管人", suggest="person", group=PEOPLE, synonyms=("資產保管人", "保管者", "保管單位"))
    location: str = text(
        "存放位置", group=PEOPLE, width=16, synonyms=("位置", "放置地點", "存放地點", "地點", "放置位置")
    )

    brand: str = text("廠牌", group=EQUIPMENT, synonyms=("品牌", "廠商", "廠牌名稱"))
    model: str = text("型號", group=EQUIPMENT, synonyms=("型式", "機型", "規格型號", "廠牌型號規格"))
    serial: str = text("序號", group=EQUIPMENT, synonyms=("產品序號", "機器序號", "serial number", "S/N"))
    property_number: str = text(
        "財產編號",
        group=EQUIPMENT,
        width=16,
        help="照財產標籤抄寫，前面的 0 會保留。",
        synonyms=("財編", "財產號碼", "財產序號", "財物編號"),
    )
    purchased_on: str = date("購置日期", group=EQUIPMENT, synonyms=("購入日期", "取得日期", "採購日期", "購買日期"))
    useful_years: int | str | None = integer(
        "使用年限",
        words=True,
        minimum=0,
        maximum=99,
        unit="年",
        group=EQUIPMENT,
        synonyms=("耐用年限", "年限", "最低使用年限"),
    )
    ip_address: str = text("IP 位址", group=EQUIPMENT, width=15, synonyms=("IP", "IP位址", "IP Address", "網路位址"))
    mac_address: str = text("MAC 位址", group=EQUIPMENT, width=17, synonyms=("MAC", "MAC位址", "網卡號碼", "IP/MAC"))
    operating_system: str = text("作業系統", group=EQUIPMENT, width=16, synonyms=("OS", "作業系統版本"))

    personal_data: bool | None = yes_no("含個資", group=PERSONAL, synonyms=("是否含個資", "個資", "含個人資料"))
    personal_data_kind: str = text("個資種類", group=PERSONAL, synonyms=("個人資料種類", "個資類別"))
    personal_data_count: int | str | None = integer(
        "個資筆數", words=True, minimum=0, unit="筆", group=PERSONAL, synonyms=("筆數", "個人資料筆數")
    )
    special_data: bool | None = yes_no(
        "特種個資",
        group=PERSONAL,
        help="病歷、醫療、基因、性生活、健康檢查、犯罪前科。",
        synonyms=("含特種個資", "特種個人資料"),
    )

    backup_method: str = text("備份方式", group=CARE, width=16, synonyms=("備份", "備份作法"))
    remote_maintenance: bool | None = yes_no("遠端維護", group=CARE, synonyms=("是否遠端維護", "遠端連線維護"))
    harmful_doubt: str = text(
        "危害產品疑慮", group=CARE, help="疑似危害國家資通安全產品時，寫下理由與替代規劃（資安法§11）。",
        synonyms=("國安疑慮", "陸牌", "大陸廠牌", "危害國家資通安全產品"),
    )  # fmt: skip
    status: str = choice(
        "狀態", STATUS, default="in_use", group=CARE, width=8, synonyms=("使用狀態", "資產狀態", "現況")
    )
    labelled: bool | None = yes_no("標籤已貼", group=CARE, synonyms=("標籤", "是否貼標籤", "已貼標籤"))
    counted_on: str = date("盤點日", group=CARE, synonyms=("盤點日期", "清查日期"))
