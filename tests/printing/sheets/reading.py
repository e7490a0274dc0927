"""Spreadsheets read back as any program would read them, and what they should say."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import CalamineWorkbook

from isms_desktop.printing.document import (
    Block,
    Cover,
    Document,
    Fields,
    Grid,
    Heading,
    Note,
    RowKind,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.phrase import without_marks
from isms_desktop.printing.sheets.numbers import number_of
from isms_desktop.printing.table_layout import groups
from isms_desktop.sheet_text import clean


def squeeze(text: str) -> str:
    """Text without blanks, line breaks and what no sheet can hold."""
    return "".join(clean(without_marks(text)).split())


def words_of(path: Path) -> str:
    """All words of all sheets, row by row; a number as it is shown without its commas."""
    return "".join(squeeze(shown(cell)) for rows in rows_of(path).values() for row in rows for cell in row)


def rows_of(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet with its rows."""
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def shown(cell: object) -> str:
    """A cell as it is read."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)


def expected_words(document: Document) -> Iterator[str]:
    """Every text of the paper in the order of its rows, but for those to write in, of which some may be left out."""
    yield document.attachment
    for block in document.blocks:
        yield from (squeeze(plain(text)) for text in _words(block))


def plain(text: str) -> str:
    """A number without its commas."""
    return text.replace(",", "") if isinstance(number_of(text), int) else text


def _words(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Note(text=text):
            yield text
        case Fields(items=items):
            yield from (f"{item.label}：{item.value}" for item in items)
        case Text(paragraphs=paragraphs):
            yield from (each.marker + each.text for each in paragraphs)
        case Grid(rows=rows):
            yield from (cell.text for row in rows for cell in row)
        case SignOff(titles=titles):
            yield from titles
        case Cover(titles=titles, notes=notes):
            yield from (*titles, *notes)
        case Table():
            yield from _words_of_table(block)


def _words_of_table(table: Table) -> Iterator[str]:
    if any(column.group for column in table.columns):
        found = groups(table)
        yield from (title or table.columns[start].heading for title, start, _ in found)
        yield from (table.columns[place].heading for title, start, end in found if title for place in range(start, end))
    else:
        yield from (column.heading for column in table.columns)
    under = {(each.first + down, each.column) for each in table.merges for down in range(1, each.count)}
    for number, row in enumerate(table.rows):
        if row.kind is RowKind.EMPTY and not row.source:
            continue
        if row.kind in (RowKind.ITEM, RowKind.EMPTY):
            yield from (text for place, text in enumerate(row.cells) if (number, place) not in under)
        else:
            yield from row.cells


def to_pdf(paths: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice prints them."""
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *map(str, paths)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / "pdf" / f"{path.stem}.pdf" for path in paths]


HAS_LIBREOFFICE = shutil.which("soffice") is not None
