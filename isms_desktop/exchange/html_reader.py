"""Reads the tables of an HTML page: what many government systems hand out under the name of .xls."""

import re
from html.parser import HTMLParser

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.sheet import Area, Cell, Sheet
from isms_desktop.exchange.text_reader import decode

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_MOST_SPAN = 1000


def read_html(raw: bytes, name: str) -> tuple[Sheet, ...]:
    """One sheet per table of the page. UserError when there is no table in it."""
    page = _Page()
    page.feed(_text(raw, name))
    page.close()
    tables = [table for table in page.tables if any(table.rows)]
    if not tables:
        raise UserError(
            f"「{name}」其實是網頁檔，裡面沒有可以讀取的表格。", "請用試算表軟體開啟後另存為 .xlsx，再匯入。"
        )
    titles = ["表格"] if len(tables) == 1 else [f"表格{number}" for number in range(1, len(tables) + 1)]
    return tuple(table.sheet(title) for title, table in zip(titles, tables, strict=True))


def _text(raw: bytes, name: str) -> str:
    declared = _CHARSET.search(raw[:4096])
    # A page that calls itself big5 is written by Windows in cp950.
    charset = (
        {"big5": "cp950", "x-x-big5": "cp950"}.get(declared[1].decode().lower(), declared[1].decode())
        if declared
        else ""
    )
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return decode(raw, name).text


class _Table:
    """The rows of one table in the making, with cells put where spans leave them."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self._merged: list[Area] = []
        self._taken: dict[int, int] = {}

    def start_row(self) -> None:
        """A row begins: the cells that reach down from above take their places."""
        self._taken = {column: left - 1 for column, left in self._taken.items() if left > 1}
        self.rows.append([])

    def add(self, text: str, across: int, down: int) -> None:
        """The next cell, over so many columns and rows."""
        if not self.rows:
            self.start_row()
        row = self.rows[-1]
        while len(row) in self._taken:
            row.append(None)
        top, left = len(self.rows) - 1, len(row)
        row.extend([text or None, *([None] * (across - 1))])
        if across > 1 or down > 1:
            self._merged.append(Area(top, left, top + down - 1, left + across - 1))
        if down > 1:
            self._taken |= dict.fromkeys(range(left, left + across), down)

    def sheet(self, title: str) -> Sheet:
        """The finished sheet."""
        return Sheet(title, tuple(tuple(row) for row in self.rows), tuple(self._merged))


class _Page(HTMLParser):
    """Walks through a page and keeps its tables; what stands between them is dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins; cells and rows need not have been closed."""
        if tag in ("style", "script"):
            self._silent += 1
        elif tag == "table":
            self._finish_cell()
            self._open.append(_Table())
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._finish_cell()
            self._open[-1].start_row()
        elif tag in ("td", "th") and self._open:
            self._finish_cell()
            given = dict(attrs)
            self._text = []
            self._span = (_span(given.get("colspan")), _span(given.get("rowspan")))
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        if tag in ("style", "script"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._finish_cell()
        elif tag == "table" and self._open:
            self._finish_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._text is not None and not self._silent:
            self._text.append(re.sub(r"\s+", " ", data))

    def _finish_cell(self) -> None:
        if self._text is not None and self._open:
            lines = "".join(self._text).split("\n")
            self._open[-1].add("\n".join(line.strip() for line in lines).strip(), *self._span)
        self._text = None


def _span(written: str | None) -> int:
    return min(int(written), _MOST_SPAN) if written and written.isdigit() and int(written) else 1
