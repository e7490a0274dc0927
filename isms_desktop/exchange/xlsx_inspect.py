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
    """Extent up to the last filled row and column."""
    farthest: str = ""
    """The filled cell that is farthest from A1, as a person finds it."""
    flaws: dict[Spot, Flaw] = field(default_factory=dict)
    texts: dict[Spot, str] = field(default_factory=dict)
    """Numbers shown with leading zeros, as they are shown."""
    formulas: dict[int, int] = field(default_factory=dict)

    def refusal(self, sheet_name: str) -> UserError | None:
        """Why the sheet cannot be read, when it reaches too far."""
        if self.rows * self.columns <= MOST_GRID_CELLS:
            return None
        return UserError(
            f"工作表「{sheet_name}」的內容延伸到{self.farthest}，範圍太大，無法匯入。",
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
        self.cell_start = b"<" + prefix + b"c "
        self.row_start = b"<" + prefix + b"row"
        self.filled = tuple(b"<" + prefix + tag for tag in (b"v>", b"v ", b"is>"))
        self.formula = b"<" + prefix + b"f"
        self.place = re.compile(rb"<" + p + rb"c (?:[^>]*? )?r=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
        self.wide = re.compile(rb" r=[\"'][A-Z]{2,3}[0-9]")
        self.wide_cell = re.compile(
            rb"<" + p + rb"c (?:[^>]*? )?r=[\"']([A-Z]{2,3})([0-9]{1,7})[\"'][^>]*(?<!/)>(?!</)"
        )
        self.any_cell = re.compile(rb"<" + p + rb"c( [^>]*)?(?<!/)>(.*?)</" + p + rb"c>", re.DOTALL)
        self.value = re.compile(rb"<" + p + rb"v(?: [^>]*)?>([^<]*)<")
        self.has_formula = re.compile(rb"<" + p + rb"f[ />]")


_ATTRIBUTE = re.compile(rb"(?:^| )([a-z]+)=[\"']([^\"']*)[\"']")


def _inspect_sheet(package: Package, part: str, zeros: dict[int, int]) -> Inspection:
    found = Inspection()
    patterns: _Patterns | None = None
    for block, patterns in _blocks(package.stream(part)):
        _measure(block, patterns, found)
        looks_odd = b't="e"' in block or b"t='e'" in block or patterns.formula in block
        if looks_odd or (zeros and any(b's="%d"' % style in block for style in zeros)):
            _look_at_cells(block, patterns, zeros, found)
    if patterns is not None and found.rows and not found.columns:
        found.columns = 26
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


def _measure(block: bytes, patterns: _Patterns, found: Inspection) -> None:
    last = max(block.rfind(tag) for tag in patterns.filled)
    if last < 0:
        return
    at = patterns.place.match(block, block.rfind(patterns.cell_start, 0, last))
    if at is None:
        # No addresses in this file: rows and cells simply follow each other.
        found.rows += block.count(patterns.row_start)
        found.farthest = f"第 {found.rows} 列"
        found.columns = max(found.columns, _widest_row(block, patterns))
        return
    row, column = int(at[2]), column_number(at[1].decode()) + 1
    found.columns = max(found.columns, 26, column)
    _farthest(found, row, column)
    if patterns.wide.search(block):
        for match in patterns.wide_cell.finditer(block):
            if len(match[1]) > 1:
                found.columns = max(found.columns, column_number(match[1].decode()) + 1)
        if found.rows * found.columns > MOST_GRID_CELLS:
            _farthest(found, found.rows, found.columns)


def _farthest(found: Inspection, row: int, column: int) -> None:
    if row >= found.rows:
        found.rows = row
        found.farthest = f"第 {row} 列 {column_letters(column - 1)} 欄"


def _widest_row(block: bytes, patterns: _Patterns) -> int:
    cell = patterns.cell_start[:-1]
    return max((row.count(cell) for row in block.split(patterns.row_start)), default=0)


def _look_at_cells(block: bytes, patterns: _Patterns, zeros: dict[int, int], found: Inspection) -> None:
    for match in patterns.any_cell.finditer(block):
        attributes = dict(_ATTRIBUTE.findall(match[1] or b""))
        place = re.fullmatch(rb"([A-Z]{1,3})([0-9]{1,7})", attributes.get(b"r", b""))
        if place is None:
            continue
        spot = (int(place[2]) - 1, column_number(place[1].decode()))
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
