"""Opens whatever a clerk calls a spreadsheet. What a file is, its first bytes say; its name is only a name."""

import re
from pathlib import Path

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange import excel_reader
from isms_desktop.exchange.html_reader import read_html
from isms_desktop.exchange.ods_reader import locked, read_ods
from isms_desktop.exchange.package import MOST_BYTES, Package, damaged, too_large
from isms_desktop.exchange.sheet import Book, Sheet
from isms_desktop.exchange.text_reader import decode, not_a_sheet, read_text

MOST_TEXT = 200_000_000
"""Largest text or HTML file in bytes."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "圖片"),
    (b"\xff\xd8\xff", "圖片"),
    (b"GIF8", "圖片"),
    (b"Rar!", "壓縮檔"),
    (b"7z\xbc\xaf", "壓縮檔"),
    (b"\x1f\x8b", "壓縮檔"),
    (b"{\\rtf", "Word 文件（RTF）"),
    (b"SQLite format 3", "資料庫檔案"),
    (b"MZ\x90\0", "程式檔"),
)
_SUFFIXES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "xls": (".xls", ".xlt"),
    "ods": (".ods", ".ots"),
    "html": (".html", ".htm"),
}


def read_book(path: Path) -> Book:
    """The sheets of a spreadsheet file. UserError with one clear sentence for everything that is not one.

    Sheets without any content are left out; a book without any other is refused.
    """
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        kind, sheets, notes = _read_package(path)
    elif head.startswith(_OLE):
        kind, sheets, notes = "xls", _read_ole(path), ()
    elif head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00\x04\x00")):
        raise UserError(
            f"「{path.name}」是很舊的 Excel 格式（95 以前），無法讀取。", "請用試算表軟體開啟後另存為 .xlsx，再匯入。"
        )
    else:
        kind, sheets, notes = _read_text(path, head)
    found = tuple(sheet for sheet in sheets if sheet.rows or sheet.refusal or sheet.flaws)
    if not found:
        raise UserError(f"「{path.name}」裡沒有任何資料。", "請確認選對了檔案，並且檔案已經存檔。")
    return Book(path.name, kind, found, (*_name_note(path, kind), *notes))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UserError(f"找不到檔案「{path.name}」。", "請確認檔案沒有被移走或改名。") from None
    except IsADirectoryError:
        raise UserError(f"「{path.name}」是資料夾，不是檔案。", "請選擇資料夾裡的試算表檔案。") from None
    except PermissionError:
        raise UserError(
            f"無法讀取「{path.name}」。", "檔案可能正由其他程式開啟，或沒有讀取權限；請關閉該程式後再試。"
        ) from None
    except OSError:
        raise UserError(f"無法讀取「{path.name}」。", "請把檔案複製到本機磁碟後再試。") from None
    if not head:
        raise UserError(f"「{path.name}」是空的檔案（0 位元組）。", "請確認檔案已經存檔，或向提供者重新取得。")
    return head


def _read_package(path: Path) -> tuple[str, tuple[Sheet, ...], tuple[str, ...]]:
    with Package(path) as package:
        parts = set(package.parts)
        if "xl/workbook.bin" in parts:
            raise UserError(
                f"「{path.name}」是 Excel 二進位活頁簿（.xlsb），無法讀取。",
                "請用試算表軟體開啟後另存為 .xlsx，再匯入。",
            )
        if any(part.startswith("xl/") for part in parts):
            return "xlsx", excel_reader.read_xlsx(package, path), ()
        if any(part.startswith("word/") for part in parts):
            raise _other(path, "Word 文件")
        if any(part.startswith("ppt/") for part in parts):
            raise _other(path, "簡報")
        if "mimetype" in parts or "content.xml" in parts:
            kind = package.read("mimetype") if "mimetype" in parts else b"spreadsheet"
            if b"spreadsheet" not in kind:
                raise NotASheet(path.name, "文書檔（ODF，但不是試算表）", odt=b"opendocument.text" in kind)
            return "ods", read_ods(package), ()
        if "[Content_Types].xml" in parts:
            raise damaged(path.name)
    raise _other(path, "壓縮檔")


def _read_ole(path: Path) -> tuple[Sheet, ...]:
    if path.stat().st_size > MOST_BYTES // 4:
        raise too_large(path.name)
    raw = path.read_bytes()
    if _stream("EncryptedPackage") in raw:
        raise locked(path.name)
    if _stream("Workbook") not in raw and _stream("Book") not in raw:
        for name, what in (("WordDocument", "Word 文件"), ("PowerPoint Document", "簡報")):
            if _stream(name) in raw:
                raise _other(path, what)
        raise damaged(path.name)
    return excel_reader.read_xls(path, raw)


def _stream(name: str) -> bytes:
    """The name of a stream as it stands in the folder of an OLE container."""
    return name.encode("utf-16-le")


def _read_text(path: Path, head: bytes) -> tuple[str, tuple[Sheet, ...], tuple[str, ...]]:
    for start, what in _OTHERS:
        if head.startswith(start):
            raise _other(path, what)
    if path.stat().st_size > MOST_TEXT:
        raise too_large(path.name)
    raw = path.read_bytes()
    if re.search(rb"<(html|table|!doctype html)[\s>]", head.replace(b"\0", b""), re.IGNORECASE):
        return "html", read_html(raw, path.name), ()
    if (
        b"MIME-Version:" in head
        or b'progid="Excel.Sheet"' in head
        or b"schemas-microsoft-com:office:spreadsheet" in head
    ):
        raise UserError(
            f"「{path.name}」是網頁或 XML 格式的試算表，無法直接讀取。", "請用試算表軟體開啟後另存為 .xlsx，再匯入。"
        )
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<?xml", b'{"', b"[{")):
        raise not_a_sheet(path.name)
    decoded = decode(raw, path.name)
    note = (
        ()
        if decoded.encoding == "utf-8"
        else (f"文字編碼判讀為 {decoded.label}；如果內容是亂碼，請另存為 CSV UTF-8 再匯入。",)
    )
    return "csv", (read_text(decoded, path.name, path.stem),), note


class NotASheet(UserError):
    """The file is something else than a spreadsheet: ``what`` says what, ``odt`` whether it is an ODF text document."""

    def __init__(self, name: str, what: str, *, odt: bool = False) -> None:
        super().__init__(
            f"「{name}」是{what}，不是試算表檔案。", "可以匯入的檔案：.xlsx、.xls、.ods、.csv、.tsv、.txt。"
        )
        self.what = what
        self.odt = odt


def _other(path: Path, what: str) -> NotASheet:
    return NotASheet(path.name, what)


def _name_note(path: Path, kind: str) -> tuple[str, ...]:
    """A word about a file whose name says something else than its content."""
    suffix = path.suffix.lower()
    usual = next((name for name, suffixes in _SUFFIXES.items() if suffix in suffixes), "csv")
    if usual == kind:
        return ()
    labels = {
        "xlsx": "Excel 活頁簿（.xlsx）",
        "xls": "舊版 Excel（.xls）",
        "ods": "ODF 試算表（.ods）",
        "html": "網頁表格",
        "csv": "文字檔",
    }
    return (f"檔名是「{suffix}」，內容其實是{labels[kind]}，已照內容讀取。",)
