"""Reads the tables of an ODT, and the lines that stand between them, by one pass over its XML.

A checklist is handed out as a text document with a table over many pages. What a reader of the paper would not see as
the cell's text (comments, footnotes, deleted text, pictures) is left out; merged cells are kept as areas.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.odf import walk_content
from isms_desktop.exchange.package import Package
from isms_desktop.exchange.sheet import Area, Sheet

MOST_BYTES = 64_000_000
"""Most that content.xml may unpack to: a hundred pages of tables are about 2 MB."""
MOST_CELLS = 400_000
"""Most cells in all tables together, repeated ones counted as often as they are said to stand there."""
MOST_COLUMNS = 200
MOST_LINES = 400
"""Most lines outside of tables that are kept: the title of the document is among the first."""
_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{_NS}{name}:1.0 " for name in ("office", "table", "text"))
_SKIPPED = frozenset(
    (
        _OFFICE + "annotation",
        _OFFICE + "forms",
        _TEXT + "note",
        _TEXT + "tracked-changes",
        _TEXT + "ruby-text",
        _TABLE + "table-columns",
        _TABLE + "shapes",
    )
)
_DRAWING = f"{_NS}drawing:1.0 "

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """What an ODT holds, as far as tables go."""

    name: str
    """The file's name, for messages."""
    lines: tuple[str, ...]
    """The lines outside of tables, from top to bottom, without blank ones."""
    tables: tuple[Sheet, ...]
    """The tables, named 「表格 1」, 「表格 2」…; tables inside a cell count as text of that cell."""


def read_odt(path: Path) -> Document:
    """The tables and lines of a text document. UserError when it is damaged, locked, or unreasonably large."""
    with Package(path) as package:
        reader = _Reader(path.name)
        locked = UserError(f"「{path.name}」有密碼保護，無法讀取。", "請用文書軟體開啟並取消密碼，另存新檔後再匯入。")
        walk_content(package, reader, locked, MOST_BYTES)
    return Document(path.name, tuple(reader.lines), tuple(each.sheet() for each in reader.tables))


class _Reader:
    """Gathers lines and tables while the parser walks through content.xml."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[str] = []
        self.tables: list[_Table] = []
        self._depth = 0
        self._cells = 0
        self._skipping = 0
        self._in_cell = False
        self._covered = False
        self._paragraphs: list[str] = []
        self._open: list[str] = []
        self._in_paragraph = 0
        self._number = ""
        self._given: Attributes = {}
        self._repeat = 1
        self._starts: dict[str, Callable[[Attributes], None]] = {
            _TABLE + "table": self._start_table,
            _TABLE + "table-row": self._start_row,
            _TABLE + "table-cell": lambda given: self._start_cell(given, covered=False),
            _TABLE + "covered-table-cell": lambda given: self._start_cell(given, covered=True),
            _TEXT + "p": lambda _given: self._start_paragraph(),
            _TEXT + "h": lambda _given: self._start_paragraph(),
            _TEXT + "number": lambda _given: self._start_number(),
            _TEXT + "s": lambda given: self._add(" " * min(_count(given, _TEXT + "c"), 100)),
            _TEXT + "tab": lambda _given: self._add(" "),
            _TEXT + "line-break": lambda _given: self._add("\n"),
        }
        self._ends: dict[str, Callable[[], None]] = {
            _TABLE + "table": self._end_table,
            _TABLE + "table-row": self._end_row,
            _TABLE + "table-cell": self._end_cell,
            _TABLE + "covered-table-cell": self._end_cell,
            _TEXT + "p": self._end_paragraph,
            _TEXT + "h": self._end_paragraph,
            _TEXT + "number": self._end_number,
        }

    def start(self, name: str, given: dict[str, Any]) -> None:
        """An element begins."""
        handler = None if self._skipping else self._starts.get(name)
        if handler is not None:
            handler(given)
        elif self._skipping or name in _SKIPPED or name.startswith(_DRAWING):
            self._skipping += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if self._skipping:
            self._skipping -= 1
        elif (handler := self._ends.get(name)) is not None:
            handler()

    def characters(self, text: str) -> None:
        """Text between elements; line feeds of the XML itself are spaces."""
        if self._in_paragraph and not self._skipping:
            self._open.append(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))

    def _add(self, text: str) -> None:
        if self._in_paragraph:
            self._open.append(text)

    def _start_table(self, _given: Attributes) -> None:
        self._depth += 1
        if self._depth == 1:
            self.tables.append(_Table(f"表格 {len(self.tables) + 1}"))

    def _end_table(self) -> None:
        self._depth -= 1

    def _start_row(self, given: Attributes) -> None:
        if self._depth == 1:
            self._repeat = _count(given, _TABLE + "number-rows-repeated")
            self.tables[-1].start_row()

    def _end_row(self) -> None:
        if self._depth == 1:
            self._cells += self.tables[-1].end_row(self._repeat, MOST_CELLS - self._cells)
            if self._cells > MOST_CELLS:
                raise UserError(
                    f"「{self.name}」的{self.tables[-1].title}大得不合理，沒有匯入。",
                    "請只留下檢核表的部分，另存新檔後再試一次。",
                )

    def _start_cell(self, given: Attributes, *, covered: bool) -> None:
        if self._depth == 1:
            self._given, self._covered, self._in_cell = given, covered, True
            self._paragraphs = []

    def _end_cell(self) -> None:
        if self._depth == 1:
            self._in_cell = False
            text = "" if self._covered else "\n".join(line.strip() for line in self._paragraphs).strip()
            if not self.tables[-1].add_cell(self._given, text):
                raise UserError(
                    f"「{self.name}」的{self.tables[-1].title}超過 {MOST_COLUMNS} 欄，沒有匯入。",
                    "請確認選對了檔案，或只留下檢核表的部分。",
                )

    def _start_paragraph(self) -> None:
        self._in_paragraph += 1
        if self._in_paragraph == 1:
            self._open, self._number = [self._number], ""

    def _end_paragraph(self) -> None:
        self._in_paragraph -= 1
        text, self._open = "".join(self._open), []
        if self._in_cell:
            self._paragraphs += text.split("\n")
        elif text.strip() and len(self.lines) < MOST_LINES and not self._depth:
            self.lines.append(text.strip())

    def _start_number(self) -> None:
        """The number of a list item, which some programs write down before its paragraph, others in it."""
        self._in_paragraph += 1
        if self._in_paragraph == 1:
            self._open = []

    def _end_number(self) -> None:
        self._in_paragraph -= 1
        self._open.append(" ")
        if not self._in_paragraph:
            self._number, self._open = "".join(self._open), []


class _Table:
    """One table in the making."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._rows: list[tuple[str | None, ...]] = []
        self._row: list[str | None] = []
        self._merged: list[Area] = []

    def start_row(self) -> None:
        """A row begins."""
        self._row = []

    def end_row(self, repeat: int, room: int) -> int:
        """The row is complete and stands there ``repeat`` times; how many cells that makes."""
        cells = max(len(self._row), 1) * repeat
        if cells <= room:
            self._rows.extend([tuple(self._row)] * repeat)
        return cells

    def add_cell(self, given: Attributes, text: str) -> bool:
        """The next cell of the row. False when the row grows too long."""
        repeat = _count(given, _TABLE + "number-columns-repeated")
        across, down = _count(given, _TABLE + "number-columns-spanned"), _count(given, _TABLE + "number-rows-spanned")
        top, left = len(self._rows), len(self._row)
        if left + repeat > MOST_COLUMNS or across > MOST_COLUMNS:
            return False
        if (across > 1 or down > 1) and not repeat > 1:
            self._merged.append(Area(top, left, top + down - 1, left + across - 1))
        self._row.extend([text or None] * repeat)
        return True

    def sheet(self) -> Sheet:
        """The finished table."""
        return Sheet(self.title, tuple(self._rows), tuple(self._merged))


def _count(given: Attributes, name: str) -> int:
    written = given.get(name)
    return max(int(written), 1) if written is not None and written.isdigit() and len(written) < 10 else 1
