"""What the measurements work on: invented assets in any number, and office files full of them."""

from pathlib import Path
from typing import Any

from isms_desktop.services.offices import create_office

PROFILE = "household-office-c"
_CATEGORIES = ("ID", "SW", "HW", "ES", "PE")
_NAMES = (
    "戶籍登記資料庫",
    "公文管理系統",
    "個人電腦",
    "網路交換器",
    "系統管理人員",
    "不斷電系統",
    "雷射印表機",
    "備份伺服器",
)
_PLACES = ("一樓櫃檯", "二樓機房", "檔案室", "主任室", "會議室")
_PEOPLE = ("林小晴", "陳志遠", "王佩珊", "李宗翰", "張雅雯")
IMPORTED = (
    "number", "category", "name", "quantity", "system_name", "confidentiality", "integrity", "availability",
    "department", "owner", "manager", "user", "custodian", "location", "brand", "model", "serial", "property_number",
    "purchased_on", "ip_address",
)  # fmt: skip
"""Twenty fields, as a usual office's own list has them."""


def asset(place: int) -> dict[str, Any]:
    """The invented asset number ``place``."""
    return {
        "number": f"{_CATEGORIES[place % 5]}-{place:05}",
        "category": _CATEGORIES[place % 5],
        "name": f"{_NAMES[place % 8]} {place}",
        "quantity": 1 + place % 3,
        "system_name": "戶役政資訊系統" if place % 3 else "",
        "confidentiality": 1 + place % 4,
        "integrity": 1 + place // 2 % 4,
        "availability": 1 + place // 3 % 4,
        "department": "資訊業務單位",
        "owner": _PEOPLE[place % 5],
        "manager": _PEOPLE[place // 2 % 5],
        "user": "全體同仁",
        "custodian": _PEOPLE[place // 3 % 5],
        "location": _PLACES[place % 5],
        "brand": "某牌",
        "model": f"M{place % 40}",
        "serial": f"SN{place:08}",
        "property_number": f"3140101-03-{place:07}",
        "purchased_on": f"20{10 + place % 15}-0{1 + place % 9}-1{place % 9}",
        "ip_address": f"10.0.{place // 250 % 250}.{place % 250}",
    }


def office_file(path: Path, assets: int) -> Path:
    """An office file with that many assets."""
    office = create_office(path, profile=PROFILE, name="量測用機關")
    with office.action("量測資料") as action:
        action.insert_many("asset", (asset(place) for place in range(assets)))
    office.close()
    return path


def workbook(path: Path, rows: int) -> Path:
    """An .xlsx of that many assets with twenty columns, as an office would bring it."""
    import openpyxl

    from isms_desktop.domain.assets import Asset

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("資產清冊")
    sheet.append([Asset.record_type.field(key).label for key in IMPORTED])
    for place in range(rows):
        values = asset(place)
        sheet.append([values[key] for key in IMPORTED])
    book.save(path)
    return path
