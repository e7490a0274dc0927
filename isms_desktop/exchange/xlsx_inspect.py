"""What the sheet library does not tell about an xlsx file, found by one quick look over the raw sheets.

The library turns an error value and a formula without a result into a blank cell, drops the zeros of a 7 that is
shown as 0007, and aborts the program when one stray cell sits at XFD1048576. This looks first.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from isms_desktop.domain.findings import Severity, UserError
from isms_desktop.exchange.package import Package, damaged
from isms_desktop.exchange.sheet import Cell, Flaw, Spot, column_letters, column_number

MOST_GRID_CELLS = 12_000_000
"""Most cells, blanks included, between A1 and the last filled cell: the library holds them all (32 bytes each)."""
_BLOCK = 1_000_000
_ERRORS = {
    "#REF!": "參照的儲存格已不存在",
    "#N/A": "查無資料",
    "#DIV/0!": "除以零",
    "#VALUE!": "資料型態不符",
    "#NAME?": "公式名稱有誤",
    "#NUM!": "數值有誤",
    "#NULL!": "範圍沒有交集",
}


@dataclass(slots=True)
class Inspection:
    """What was found in one sheet."""

    rows: int = 0
    columns: int = 0
    """Extent up to the last row and column; only filled cells count where it would be too large otherwise."""
    flaws: dict[Spot, Flaw] = field(default_factory=dict)
    texts: dict[Spot, str] = field(default_factory=dict)
    """Numbers shown with leading zeros, as they are shown."""
    formulas: dict[int, int] = field(default_factory=dict)

    @property
    def too_large(self) -> bool:
        """Whether the library had better not be given this sheet."""
        return self.rows * self.columns > MOST_GRID_CELLS

    def refusal(self, sheet_name: str) -> UserError | None:
        """Why the sheet cannot be read, when it reaches too far."""
        if not self.too_large:
            return None
        corner = f"第 {self.rows} 列 {column_letters(self.columns - 1)} 欄"
        return UserError(
            f"工作表「{sheet_name}」的內容延伸到{corner}，範圍太大，無法匯入。",
            "請刪除資料以外零星的儲存格，或把要匯入的部分複製到新的工作表。",
        )

    def apply(self, row: int, cells: list[Cell]) -> None:
        """Put the shown text of this row's zero-padded numbers in place of the numbers."""
        for column in range(len(cells)):
            shown = self.texts.get((row, column))
            if shown is not None:
                cells[column] = shown


def error_flaw(value: str) -> Flaw:
    """The finding for a cell that holds an error value such as #REF!."""
    meaning = _ERRORS.get(value, "公式錯誤")
    return Flaw(Severity.ERROR, f"公式的結果是錯誤值 {value}（{meaning}）。", "請修正公式，或直接填入值。")


def no_result_flaw() -> Flaw:
    """The finding for a formula that no spreadsheet program has calculated yet."""
    return Flaw(Severity.ERROR, "公式還沒有計算結果。", "請用試算表軟體開啟檔案、存檔後再匯入，或直接填入值。")


def inspect(package: Package) -> dict[str, Inspection]:
    """Every sheet of the package by name, in order. UserError when the package is damaged or a bomb."""
    sheets = _sheet_parts(package)
    for part in package.parts:
        if part.startswith("xl/") and part.endswith(".xml") and part not in sheets.values():
            package.verify(part)
    zeros = _zero_styles(package)
    return {name: _inspect_sheet(package, part, zeros) for name, part in sheets.items()}


def _sheet_parts(package: Package) -> dict[str, str]:
    workbook = "xl/workbook.xml"
    if "_rels/.rels" in package:
        for rel in package.xml("_rels/.rels"):
            if rel.get("Type", "").endswith("/officeDocument"):
                workbook = rel.get("Target", workbook).lstrip("/")
    folder, name = posixpath.split(workbook)
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    targets = {
        rel.get("Id"): posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
        for rel in package.xml(rels)
        if rel.get("Type", "").endswith("/worksheet")
    }
    found: dict[str, str] = {}
    for sheet in package.xml(workbook).iterfind("{*}sheets/{*}sheet"):
        link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), None)
        part = targets.get(link)
        if part is not None and part not in package:
            raise damaged(package.name)
        if part is not None:
            found[sheet.get("name", "")] = part
    return found


def _zero_styles(package: Package) -> dict[int, int]:
    """Style number → digits, for number formats that are nothing but zeros (0000)."""
    if "xl/styles.xml" not in package:
        return {}
    styles = package.xml("xl/styles.xml")
    digits = {
        each.get("numFmtId"): len(found[0].strip('"'))
        for each in styles.iterfind("{*}numFmts/{*}numFmt")
        if (found := re.match(r"0{2,}(?=;|$)", each.get("formatCode", "")))
    }
    return {
        place: digits[form.get("numFmtId")]
        for place, form in enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
        if form.get("numFmtId") in digits
    }


class _Patterns:
    """The shapes of a sheet's raw cells, with the namespace prefix that this file uses."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self.cell_start = b"<" + prefix + b"c"
        self.row_start = b"<" + prefix + b"row"
        self.formula = b"<" + prefix + b"f"
        self.any_cell = re.compile(rb"<" + p + rb"c(\s[^>]*)?(?<!/)>(.*?)</" + p + rb"c>", re.DOTALL)
        self.content = tuple(b"<" + prefix + tag for tag in (b"v", b"is", b"f"))
        self.filled_cell = re.compile(rb"<" + p + rb"c(\s[^>]*)?>\s*<" + p + rb"(?:v|is|f)[\s>/]")
        self.value = re.compile(rb"<" + p + rb"v(?: [^>]*)?>([^<]*)<")
        self.has_formula = re.compile(rb"<" + p + rb"f[ />]")


_USUAL_ROWS, _USUAL_COLUMNS = 99_999, 26
_FAR_ROW = re.compile(rb"r=\"[A-Z]{1,3}([0-9]{6,})\"")
_FAR_COLUMN = re.compile(rb"r=\"([A-Z]{2,3})[0-9]")
_ATTRIBUTE = re.compile(rb"(?:^|\s)([a-z]+)\s*=\s*[\"']([^\"']*)[\"']")


def _inspect_sheet(package: Package, part: str, zeros: dict[int, int]) -> Inspection:
    found = Inspection()
    for block, patterns in _blocks(package.stream(part)):
        if not found.too_large:
            _bound(block, patterns, found)
        looks_odd = b't="e"' in block or b"t='e'" in block or patterns.formula in block
        if looks_odd or (zeros and any(b's="%d"' % style in block for style in zeros)):
            _look_at_cells(block, patterns, zeros, found)
    if found.too_large:
        found.rows = found.columns = 0
        for block, patterns in _blocks(package.stream(part)):
            _measure(block, patterns, found)
    return found


def _blocks(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, _Patterns]]:
    """The sheet in blocks that end between two cells, so that no cell is cut in two."""
    kept = b""
    patterns: _Patterns | None = None
    for piece in pieces:
        kept += piece
        if len(kept) < _BLOCK:
            continue
        patterns = patterns or _patterns_of(kept)
        cut = max(kept.rfind(patterns.cell_start), kept.rfind(patterns.row_start))
        if cut > 0:
            yield kept[:cut], patterns
            kept = kept[cut:]
    yield kept, patterns or _patterns_of(kept)


def _patterns_of(start: bytes) -> _Patterns:
    found = re.search(rb"<(\w+:)?sheetData", start)
    return _Patterns((found[1] if found else None) or b"")


def _bound(block: bytes, patterns: _Patterns, found: Inspection) -> None:
    """No cell of the block, blank or filled, lies farther than this. Quick, because every sheet goes through it."""
    far_rows, far_columns = set(_FAR_ROW.findall(block)), set(_FAR_COLUMN.findall(block))
    found.rows = max(found.rows, _USUAL_ROWS, *map(int, far_rows))
    found.columns = max(found.columns, _USUAL_COLUMNS, *(column_number(each.decode()) + 1 for each in far_columns))
    cells = block.count(patterns.cell_start + b" ") + block.count(patterns.cell_start + b">")
    if block.count(b' r="') < cells + block.count(patterns.row_start):
        # Addresses written in an unusual way, or none: better look at each cell.
        found.rows = MOST_GRID_CELLS


def _measure(block: bytes, patterns: _Patterns, found: Inspection) -> None:
    """How far the filled cells of the block reach: a million formatted but empty rows do no harm."""
    if not any(tag in block for tag in patterns.content):
        return
    for row in block.split(patterns.row_start):
        without = 0
        for match in patterns.filled_cell.finditer(row):
            place = _place(dict(_ATTRIBUTE.findall(match[1] or b"")))
            if place is None:
                # Cells without an address simply follow each other.
                without += 1
                found.columns = max(found.columns, without)
            else:
                found.rows, found.columns = max(found.rows, place[0] + 1), max(found.columns, place[1] + 1)
        found.rows += without > 0


def _place(attributes: dict[bytes, bytes]) -> Spot | None:
    found = re.fullmatch(rb"([A-Za-z]{1,3})([0-9]{1,9})", attributes.get(b"r", b""))
    return (int(found[2]) - 1, column_number(found[1].decode().upper())) if found else None


def _look_at_cells(block: bytes, patterns: _Patterns, zeros: dict[int, int], found: Inspection) -> None:
    for match in patterns.any_cell.finditer(block):
        attributes = dict(_ATTRIBUTE.findall(match[1] or b""))
        spot = _place(attributes)
        if spot is None:
            continue
        value = patterns.value.search(match[2])
        if attributes.get(b"t") == b"e":
            found.flaws[spot] = error_flaw(value[1].decode("utf-8", "replace") if value else "")
        elif patterns.has_formula.search(match[2]):
            found.formulas[spot[1]] = found.formulas.get(spot[1], 0) + 1
            if (value is None or not value[1]) and attributes.get(b"t") != b"str":
                found.flaws[spot] = no_result_flaw()
        style = attributes.get(b"s", b"")
        digits = zeros.get(int(style)) if style.isdigit() else None
        if digits and value and attributes.get(b"t", b"n") == b"n" and re.fullmatch(rb"[0-9]+(\.0+)?", value[1]):
            found.texts[spot] = value[1].decode().partition(".")[0].zfill(digits)
