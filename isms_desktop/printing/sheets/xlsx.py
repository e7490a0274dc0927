"""Writes a book of sheets as an Excel workbook through openpyxl; never a formula out of data."""

import datetime
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.measures import FRAME, LANDSCAPE_SIDE, MM, PAGE_BOTTOM, PAGE_SIDE, PAGE_TOP, SMALL
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.sheets.cells import FONT, FOOT_SIZE, Book, Cell, Covered, Look, Place, Sheet, places, runs
from isms_desktop.sheet_text import LONGEST, clean, escape_excel, is_risky, put_text

_A4 = 9
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
"""The day that every file bears, as our PDFs do: the same paper shall be the same file."""
_INCH = 25.4
_DIGIT = 8
"""Width of a digit of the workbook's ordinary font in pixels, in which Excel counts widths: 標楷體 of 12 points."""
_FOOT = 7.0
"""Distance of head and foot from the edge of the paper, in millimetres."""
_MOST_HEAD = 110
"""Characters on either side of a page's head: Excel takes 255 with what sets them."""
_VERTICAL = {"top": "top", "middle": "center", "bottom": "bottom"}
_FORMATS = {"": "General", "text": "@", "thousands": "#,##0"}


def write_xlsx(file: BinaryIO, book: Book, drawn: Callable[[int], None]) -> None:
    """Write the book as a workbook; ``drawn`` is told how many lines were written.

    Raises UserError when a text is longer than Excel allows.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook(write_only=True)
    # The font in which widths are counted and in which a clerk goes on writing.
    workbook._fonts[0] = Font(name=FONT, sz=12)
    workbook._named_styles["Normal"].font = Font(name=FONT, sz=12)
    properties = workbook.properties
    properties.title, properties.creator = clean(f"{book.office}{book.title}"), clean(book.office) or None
    properties.created = properties.modified = _CREATED
    sheets = []
    try:
        for sheet in book.sheets:
            sheets.append(workbook.create_sheet(sheet.name))
            _SheetWriter(sheets[-1], sheet, book).write(drawn)
    except BaseException:
        # The half-written sheets lie in temporary files of openpyxl's, which it would keep until the program ends.
        for each in sheets:
            if each._writer:
                each.close() if not each.closed else None
                each._writer.cleanup()
        raise
    with _Archive(file, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()


class _Archive(zipfile.ZipFile):
    """A package whose parts bear no day."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_rest: Any, **_more: Any) -> None:
        """Add a part."""
        super().writestr(_undated(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_rest: Any, **_more: Any) -> None:
        """Add a file as a part."""
        entry = _undated(str(arcname))
        with open(filename, "rb") as source, self.open(entry, "w") as target:  # noqa: PTH123 (what openpyxl hands over)
            while part := source.read(1 << 20):
                target.write(part)


def _undated(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class _SheetWriter:
    """Streams one sheet."""

    def __init__(self, sheet: Any, source: Sheet, book: Book) -> None:
        self._sheet, self._source = sheet, source
        self._styled: dict[tuple[Look, int, bool], Any] = {}
        self._merges: list[str] = []
        _set_up(sheet, source, book)

    def write(self, drawn: Callable[[int], None]) -> None:
        """Write all lines."""
        from openpyxl.worksheet.pagebreak import Break

        sheet = self._sheet
        for number, (line, row) in enumerate(places(self._source), 1):
            sheet.row_dimensions[number].height = round(line.height * MM, 2)
            if line.new_page and number > 1:
                sheet.row_breaks.append(Break(id=number - 1))
            self._merge(line.cells, number)
            sheet.append(self._row(row, number))
            drawn(1)
        # A list does for what is written; openpyxl's own set asks each range about every other.
        sheet.merged_cells = self._merges

    def _row(self, row: list[Place], number: int) -> Iterator[Any]:
        for column, place in enumerate(row):
            if place is None:
                yield None
            elif isinstance(place, Covered):
                yield self._cell(place.cell.look, column, risky=False, text=None)
            else:
                yield self._filled(place, column, number)

    def _filled(self, cell: Cell, column: int, number: int) -> Any:
        if cell.number is not None:
            made = self._cell(cell.look, column, risky=False, text=None)
            made.value = cell.number
            return made
        text = clean(cell.text.replace(UNDERLINED, "").replace(PLAIN, "")).replace("\r", "")
        if len(text) > LONGEST:
            spot = f"「{self._source.name}」第 {number} 列"
            raise UserError(
                f"{spot}有 {len(text):,} 個字的一格，超過 Excel 一格 {LONGEST:,} 字的上限。", "請改存成 .ods 或 .pdf。"
            )
        made = self._cell(cell.look, column, risky=is_risky(text), text=text)
        if UNDERLINED in cell.text:
            made._value = _rich(cell)
        return made

    def _cell(self, look: Look, column: int, *, risky: bool, text: str | None) -> Any:
        """The cell that carries every value of this look in this column, one after the other."""
        made = self._styled.get((look, column, risky))
        if made is None:
            made = self._styled[look, column, risky] = _styled(self._sheet, look)
            made.quotePrefix = risky
        if text:
            put_text(made, text)
        else:
            made.value = None
        return made

    def _merge(self, cells: Iterable[Cell], row: int) -> None:
        from openpyxl.utils import get_column_letter

        for cell in cells:
            if cell.columns > 1 or cell.rows > 1:
                first, last = get_column_letter(cell.column + 1), get_column_letter(cell.past)
                self._merges.append(f"{first}{row}:{last}{row + cell.rows - 1}")


def _set_up(sheet: Any, source: Sheet, book: Book) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.page import PageMargins

    for number, width in enumerate(source.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = int(width / _INCH * 96) / _DIGIT
    if source.frozen:
        sheet.freeze_panes = f"A{source.frozen + 1}"
    if source.titles:
        sheet.print_title_rows = f"{source.titles[0] + 1}:{source.titles[1] + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape" if book.landscape else "portrait"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    side = (LANDSCAPE_SIDE if book.landscape else PAGE_SIDE) / 72
    foot = _FOOT / _INCH
    sheet.page_margins = PageMargins(side, side, PAGE_TOP / 72, PAGE_BOTTOM / 72, foot, foot)
    sheet.HeaderFooter.differentFirst = True
    for part in (sheet.firstFooter, sheet.oddFooter):
        _small(part.center, "第 &P 頁／共 &N 頁")
        if book.foot:
            _small(part.right, _head_text(book.foot), FOOT_SIZE)
    for part, words in zip((sheet.oddHeader.left, sheet.oddHeader.right), book.head, strict=True):
        if words:
            _small(part, _head_text(words))


def _head_text(words: str) -> str:
    return clean(words)[:_MOST_HEAD].replace("&", "&&")


def _small(part: Any, words: str, size: float = SMALL) -> None:
    part.text, part.font, part.size = words, f"{FONT},Regular", round(size)


def _styled(sheet: Any, look: Look) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    cell = WriteOnlyCell(sheet)
    cell.font = Font(name=FONT, sz=look.size)
    sides = [Side(style="medium" if edge >= FRAME else "thin" if edge else None) for edge in look.edges]
    cell.border = Border(left=sides[0], top=sides[1], right=sides[2], bottom=sides[3])
    if look.fill:
        cell.fill = PatternFill("solid", start_color=_colour(look.fill))
    cell.alignment = Alignment(
        horizontal=_horizontal(look.align), vertical=_VERTICAL[look.vertical], wrap_text=True, indent=look.indent
    )
    cell.number_format = _FORMATS[look.format]
    return cell


def _horizontal(align: Align | None) -> str:
    return "distributed" if align is None else str(align)


def _colour(colour: Colour) -> str:
    return "".join(f"{round(part * 255):02X}" for part in colour)


def _rich(cell: Cell) -> Any:
    """A text in which some words stand on a line."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    blocks = []
    for piece, on_a_line in runs(cell.text):
        font = InlineFont(rFont=FONT, sz=cell.look.size, u="single" if on_a_line else None)
        blocks.append(TextBlock(font, escape_excel(clean(piece).replace("\r", ""))))
    return CellRichText(blocks)
