"""Spreadsheets: what the program writes it reads again, and what others write it takes in."""

from isms_desktop.domain.catalog import record_types
from isms_desktop.selftest.ground import TELL, Ground, expect
from isms_desktop.services.exports import export

_CHANGED = "匯入時改過的名稱"


def imports(ground: Ground) -> str:
    """A register goes out in each kind of file and comes in unchanged; a changed sheet changes its record."""
    from isms_desktop.services import imports as importing

    with ground.office("匯入機關") as office:
        count = len(office.all("asset"))
        for ending in ("xlsx", "ods", "csv"):
            sheet = ground.out / f"資產清冊 匯入.{ending}"
            export(office, "asset", sheet)
            counts = importing.prepare(office, "asset", sheet).counts
            expect(counts["unchanged"] == count, f"{ending} 匯出後再匯入的內容不符。", TELL)
        asset = office.all("asset")[0]
        text = sheet.read_text(encoding="utf-8-sig")
        sheet.write_text(text.replace(asset.name, _CHANGED, 1), encoding="utf-8-sig", newline="")
        importing.commit(office, importing.prepare(office, "asset", sheet))
        expect(office.find("asset", asset.id).name == _CHANGED, "匯入沒有改到紀錄。", TELL)
    return f"xlsx、ods、csv 匯出 {count} 列再匯入，內容相同；改過的列會更新"


def registers(ground: Ground) -> str:
    """Every register as ODS and as XLSX, each read again with as many rows."""
    from isms_desktop.services.imports import read

    folder = ground.out / "登記簿"
    folder.mkdir(exist_ok=True)
    written = rows = 0
    with ground.office("登記簿機關") as office:
        for kind in record_types():
            for ending in ("ods", "xlsx"):
                path = folder / f"{kind.label}.{ending}"
                count = export(office, kind.kind, path)
                # Headings and rows; what stands above or on other sheets (choices, notes) comes on top.
                longest = max((len(sheet.rows) for sheet in read(path).sheets), default=0)
                expect(longest > count, f"「{kind.label}」存成 {ending} 後讀回的列數不符。", TELL)
                written, rows = written + 1, rows + count
    return f"{written} 個檔案（ods、xlsx）、{rows} 列，寫出並讀回"
