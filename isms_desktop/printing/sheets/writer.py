"""A paper becomes a spreadsheet file; the file's name says of which kind."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.document import Document, Table
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.sheets.cells import Book
from isms_desktop.printing.sheets.layout import lay_out
from isms_desktop.printing.sheets.ods import write_ods
from isms_desktop.printing.sheets.xlsx import write_xlsx
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely

_Writer: TypeAlias = Callable[[BinaryIO, Book, Callable[[int], None]], None]
WRITERS: Mapping[str, _Writer] = {".ods": write_ods, ".xlsx": write_xlsx}


def write_sheet(document: Document, target: Path, fonts: FontChain, job: Job) -> int:
    """Write the paper as .ods or .xlsx; returns on how many pages it is printed, as far as can be foreseen.

    The file appears whole or not at all. Raises Cancelled, and UserError for another ending, for a text that Excel
    has no room for, and when the file cannot be written.
    """
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise UserError(f"無法存成「{target.name}」。", f"檔名的結尾請用 {'、'.join(WRITERS)}。")
    rows = sum(len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks)
    # Half of the work is finding out how high the rows must be.
    counter = Counter(2 * rows, job)
    counter(0)
    book = lay_out(document, Ruler(fonts), counter)
    write_safely(target, lambda stream: write(stream, book, counter))
    counter(2 * rows)
    return sum(sheet.pages for sheet in book.sheets)
