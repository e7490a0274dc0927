"""Writes xlsx: drop-downs, widths, a frozen and repeated head, and never a formula out of data.

openpyxl's write-only mode streams rows; one cell object per column is used over and over, because making a styled
cell costs more than writing it.
"""

from typing import TYPE_CHECKING, Any, BinaryIO

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.progress import Pace
from isms_desktop.exchange.sheet import Cell, column_letters
from isms_desktop.exchange.table import Column, Table
from isms_desktop.sheet_text import LONGEST, is_risky, put_text, sheet_name

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LISTS = "選項"
"""The hidden sheet that holds what the drop-downs offer."""
_LAST_ROW = 1_048_576
_A4 = 9


def write_xlsx(file: BinaryIO, table: Table, pace: Pace) -> None:
    """Write the table as an Excel workbook. UserError when a cell is longer than Excel allows."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(sheet_name(table.name, "資料"))
    _lay_out(sheet, table)
    styles = _Styles(sheet)
    if table.advice:
        sheet.append([styles.advice(table.advice)])
    sheet.append([styles.heading(column) for column in table.columns])
    try:
        _Rows(sheet, table, styles).write(pace)
    except BaseException:
        # The half-written sheet lies in a temporary file of openpyxl's, which it would keep until the program ends.
        sheet.close()
        sheet._writer.cleanup()
        raise
    _offer(workbook, sheet, table)
    workbook.save(file)


def _lay_out(sheet: "WriteOnlyWorksheet", table: Table) -> None:
    from openpyxl.worksheet.page import PageMargins

    for number, column in enumerate(table.columns):
        dimension = sheet.column_dimensions[column_letters(number)]
        dimension.width = column.room
        dimension.hidden = column.hidden
    sheet.freeze_panes = f"A{table.first_row + 1}"
    sheet.print_title_rows = f"{table.first_row}:{table.first_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 頁／共 &N 頁"


class _Styles:
    """The few looks that cells of a sheet have."""

    def __init__(self, sheet: "WriteOnlyWorksheet") -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet = sheet
        line = Side(style="thin", color="BFBFBF")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._bold = Font(bold=True)
        self._grey = Font(italic=True, color="666666")
        self._head = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._left = Alignment(vertical="top", wrap_text=True)
        self._fills = {
            name: PatternFill("solid", start_color=color)
            for name, color in (("required", "FCE4D6"), ("read_only", "E7E6E6"), ("plain", "DDEBF7"))
        }

    def cell(self) -> Any:
        """A bare cell of the sheet."""
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet)

    def advice(self, text: str) -> Any:
        """The line above the headings."""
        cell = self.cell()
        cell.value = text
        cell.font = self._grey
        return cell

    def heading(self, column: Column) -> Any:
        """A heading; required and read-only columns are told apart by colour."""
        cell = self.cell()
        cell.value = column.heading
        cell.font = self._bold
        cell.alignment = self._head
        cell.border = self._border
        kind = "required" if column.required else "read_only" if column.read_only else "plain"
        cell.fill = self._fills[kind]
        return cell

    def body(self, column: Column, *, quoted: bool = False) -> Any:
        """The cell that carries every value of a column, one after the other."""
        cell = self.cell()
        cell.border = self._border
        cell.alignment = self._left
        # Text format: a 0007 typed later stays 0007, and 113/5/1 is not taken for a day of the year 113.
        cell.number_format = "General" if column.numeric else "@"
        if quoted:
            cell.quotePrefix = True
        return cell


class _Rows:
    """Streams the rows of a table into a sheet."""

    def __init__(self, sheet: "WriteOnlyWorksheet", table: Table, styles: _Styles) -> None:
        self._sheet = sheet
        self._table = table
        self._plain = [styles.body(column) for column in table.columns]
        self._quoted = [styles.body(column, quoted=True) for column in table.columns]

    def write(self, pace: Pace) -> None:
        """Write all rows."""
        for number, row in enumerate(self._table.rows):
            pace.at(number)
            self._sheet.append([self._filled(number, place, value) for place, value in enumerate(row)])

    def _filled(self, number: int, place: int, value: Cell) -> Any:
        if not isinstance(value, str):
            cell = self._plain[place]
            cell.value = value
            return cell
        if len(value) > LONGEST:
            spot = f"第 {number + self._table.first_row + 1} 列「{self._table.columns[place].heading}」"
            raise UserError(
                f"{spot}有 {len(value):,} 個字，超過 Excel 一格 {LONGEST:,} 字的上限。", "請改匯出為 .ods 或 .csv。"
            )
        cell = self._quoted[place] if is_risky(value) else self._plain[place]
        put_text(cell, value)
        return cell


def _offer(workbook: Any, sheet: "WriteOnlyWorksheet", table: Table) -> None:
    """Drop-downs, by way of a hidden sheet: a list inside the rule itself may hold no comma and 255 characters."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered = [(place, column) for place, column in enumerate(table.columns) if column.options]
    for number, (place, column) in enumerate(offered):
        letters = column_letters(number)
        rule = DataValidation(
            type="list",
            formula1=f"'{LISTS}'!${letters}$2:${letters}${len(column.options) + 1}",
            allow_blank=True,
            errorStyle="stop" if column.strict else "warning",
            errorTitle=column.heading[:32],
            error="請從清單中選擇。" if column.strict else "這不是清單裡的值，確定要填嗎？",
            promptTitle=column.heading[:32] if column.help else None,
            prompt=column.help[:255] or None,
            showErrorMessage=True,
            showInputMessage=bool(column.help),
        )
        letters = column_letters(place)
        rule.add(f"{letters}{table.first_row + 1}:{letters}{_LAST_ROW}")
        sheet.data_validations.append(rule)
    if offered:
        _write_lists(workbook, [column for _, column in offered])


def _write_lists(workbook: Any, columns: list[Column]) -> None:
    lists = workbook.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    lists.append([column.heading for column in columns])
    longest = max(len(column.options) for column in columns)
    for place in range(longest):
        lists.append([
            (int(option) if option.isdigit() and column.numeric else option)
            for column in columns
            for option in (column.options[place] if place < len(column.options) else "",)
        ])  # fmt: skip
