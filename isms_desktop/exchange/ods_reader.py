"""Reads ods by one pass over its XML.

The sheet library is not used here: it loses line breaks, error values and merged cells of ods, and a cell said to
repeat a million times makes it abort the program.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.odf import walk_content
from isms_desktop.exchange.package import Package
from isms_desktop.exchange.sheet import Area, Cell, Flaw, Sheet, Spot, column_letters
from isms_desktop.exchange.xlsx_inspect import error_flaw, no_result_flaw

MOST_FILLED = 3_000_000
"""Most filled cells in one sheet."""
MOST_COLUMNS = 16_384
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_NS}{name}:1.0 " for name in ("office", "table", "text"))
_STYLE, _DRAW = f"{_NS}style:1.0 ", f"{_NS}drawing:1.0 "
_CALCEXT = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ACROSS, _DOWN, _FORMULA = _TABLE + "number-columns-spanned", _TABLE + "number-rows-spanned", _TABLE + "formula"
_NOTED = frozenset((_ACROSS, _DOWN, _FORMULA))
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)")

Attributes = Mapping[str, str]


def read_ods(package: Package) -> tuple[Sheet, ...]:
    """Every sheet of the package. UserError when it is damaged or locked with a password."""
    reader = _Reader()
    walk_content(package, reader, locked(package.name))
    return tuple(reader.sheets)


def locked(name: str) -> UserError:
    """The sentence for a workbook with a password."""
    return UserError(f"「{name}」有密碼保護，無法讀取。", "請用試算表軟體開啟並取消密碼，另存新檔後再匯入。")


class _Reader:
    """Gathers sheets while the parser walks through content.xml."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._table: _Table | None = None
        self._depth = 0
        self._cell: Attributes | None = None
        self._skipping = 0
        self._paragraphs: list[str] = []
        self._open: list[str] = []
        self._in_paragraph = 0
        self._starts: dict[str, Callable[[Attributes], None]] = {
            _TABLE + "table": self._start_table,
            _TABLE + "table-row": self._start_row,
            _TABLE + "table-cell": self._start_cell,
            _TABLE + "covered-table-cell": self._start_cell,
            _TEXT + "p": self._start_paragraph,
            _TEXT + "s": lambda given: self._open.append(" " * min(_count(given, _TEXT + "c"), 1000)),
            _TEXT + "tab": lambda _given: self._open.append("\t"),
            _TEXT + "line-break": lambda _given: self._open.append("\n"),
            _STYLE + "style": self._start_style,
            _STYLE + "table-properties": self._table_properties,
        }
        self._ends: dict[str, Callable[[], None]] = {
            _TABLE + "table": self._end_table,
            _TABLE + "table-row": self._end_row,
            _TABLE + "table-cell": self._end_cell,
            _TABLE + "covered-table-cell": self._end_cell,
            _TEXT + "p": self._end_paragraph,
        }

    def start(self, name: str, given: dict[str, Any]) -> None:
        """An element begins."""
        handler = None if self._skipping else self._starts.get(name)
        if handler is not None:
            handler(given)
        elif self._skipping or name == _OFFICE + "annotation" or name.startswith(_DRAW):
            # Comments and drawings hold paragraphs too, and those are no part of the cell's value.
            self._skipping += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
            return
        handler = self._ends.get(name)
        if handler is not None:
            handler()

    def characters(self, text: str) -> None:
        """Text between elements."""
        if self._in_paragraph and not self._skipping:
            # By the standard runs of spaces are one; LibreOffice writes and reads them as they are, and so do we.
            self._open.append(re.sub(r"[\t\r\n]+", " ", text) if "\n" in text or "\t" in text else text)

    def _start_style(self, given: Attributes) -> None:
        self._style = given.get(_STYLE + "name", "")

    def _table_properties(self, given: Attributes) -> None:
        if given.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _start_table(self, given: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            hidden = given.get(_TABLE + "style-name", "") in self._hidden_styles
            self._table = _Table(given.get(_TABLE + "name", ""), hidden)

    def _end_table(self) -> None:
        self._depth -= 1
        if self._depth == 0 and self._table is not None:
            self.sheets.append(self._table.sheet())
            self._table = None

    def _start_row(self, given: Attributes) -> None:
        if self._table is not None and self._depth == 1:
            self._table.start_row(_count(given, _TABLE + "number-rows-repeated"))

    def _end_row(self) -> None:
        if self._table is not None and self._depth == 1:
            self._table.end_row()

    def _start_cell(self, given: Attributes) -> None:
        if self._depth == 1:
            self._cell = given
            self._paragraphs = []

    def _end_cell(self) -> None:
        if self._depth == 1 and self._table is not None and self._cell is not None:
            self._table.add_cell(self._cell, "\n".join(self._paragraphs))
            self._cell = None

    def _start_paragraph(self, _given: Attributes) -> None:
        self._in_paragraph += 1
        self._open = []

    def _end_paragraph(self) -> None:
        self._in_paragraph -= 1
        self._paragraphs.append("".join(self._open))


class _Table:
    """One sheet in the making."""

    def __init__(self, name: str, hidden: bool) -> None:
        self._name = name
        self._hidden = hidden
        self._rows: list[tuple[Cell, ...]] = []
        self._blank_rows = 0
        self._row: list[Cell] = []
        self._repeat = 1
        self._column = 0
        self._filled = 0
        self._merged: list[Area] = []
        self._flaws: dict[Spot, Flaw] = {}
        self._formulas: dict[int, int] = {}
        self._refusal: UserError | None = None

    def start_row(self, repeat: int) -> None:
        """A row, said to stand there ``repeat`` times, begins."""
        self._row = []
        self._column = 0
        self._repeat = repeat

    def end_row(self) -> None:
        """The row is complete."""
        if not self._row:
            self._blank_rows += self._repeat
            return
        at = len(self._rows) + self._blank_rows + self._repeat
        self._filled += sum(cell is not None for cell in self._row) * self._repeat
        if self._filled > MOST_FILLED or at > 1_048_576:
            self._refuse(at)
        if self._refusal is None:
            self._rows.extend([()] * self._blank_rows)
            self._rows.extend([tuple(self._row)] * self._repeat)
        self._blank_rows = 0

    def add_cell(self, given: Attributes, text: str) -> None:
        """The next cell of the row."""
        repeat = _count(given, _TABLE + "number-columns-repeated")
        spot = (len(self._rows) + self._blank_rows, self._column)
        self._column += repeat
        if self._refusal is not None:
            return
        if not _NOTED.isdisjoint(given):
            for column in range(spot[1], min(self._column, MOST_COLUMNS)):
                self._note(given, (spot[0], column), text)
        value = _value(given, text) if text or len(given) > 1 else None
        if spot in self._flaws or value is None or (isinstance(value, str) and not value.strip()):
            return
        if self._column > MOST_COLUMNS:
            self._refuse(spot[0] + 1)
            return
        self._row.extend([None] * (spot[1] - len(self._row)))
        self._row.extend([value] * repeat)

    def sheet(self) -> Sheet:
        """The finished sheet."""
        if self._refusal is not None:
            return Sheet(self._name, (), hidden=self._hidden, refusal=self._refusal)
        rows = tuple(self._rows)
        return Sheet(self._name, rows, tuple(self._merged), self._flaws, self._formulas, hidden=self._hidden)

    def _note(self, given: Attributes, spot: Spot, text: str) -> None:
        if _ACROSS in given or _DOWN in given:
            across, down = _count(given, _ACROSS), _count(given, _DOWN)
            self._merged.append(Area(*spot, spot[0] + down - 1, spot[1] + across - 1))
        if _FORMULA not in given:
            return
        self._formulas[spot[1]] = self._formulas.get(spot[1], 0) + 1
        if given.get(_CALCEXT + "value-type") == "error" or re.match(r"#[A-Z]|Err:\d", text):
            self._flaws[spot] = error_flaw(text)
        elif _OFFICE + "value-type" not in given and not text:
            self._flaws[spot] = no_result_flaw()

    def _refuse(self, row: int) -> None:
        self._refusal = UserError(
            f"工作表「{self._name}」的內容延伸到第 {row} 列 {column_letters(self._column - 1)} 欄，範圍太大無法匯入。",
            "請刪除資料以外零星的儲存格，或把要匯入的部分複製到新的工作表。",
        )
        self._rows = []
        self._row = []


def _count(given: Attributes, name: str) -> int:
    written = given.get(name)
    return max(int(written), 1) if written is not None and written.isdigit() else 1


def _value(given: Attributes, text: str) -> Cell:
    match given.get(_OFFICE + "value-type"):
        case "float" | "percentage" | "currency":
            return _number(given.get(_OFFICE + "value", ""), text)
        case "date":
            return _date(given.get(_OFFICE + "date-value", ""), text)
        case "time":
            found = _TIME.match(given.get(_OFFICE + "time-value", ""))
            if found and int(found[1]) < 24:
                return datetime.time(int(found[1]), int(found[2]), int(found[3]))
            return text
        case "boolean":
            return given.get(_OFFICE + "boolean-value") == "true"
        case _:
            return text or given.get(_OFFICE + "string-value", "")


def _number(written: str, text: str) -> Cell:
    try:
        number = float(written)
        whole = int(number)
    except (ValueError, OverflowError):
        return text
    if number != whole:
        return number
    # A 7 that is shown as 0007 was meant as 0007.
    return text if re.fullmatch(r"0\d+", text) and int(text) == whole else whole


def _date(written: str, text: str) -> Cell:
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return text
    return moment if "T" in written else moment.date()
