"""Reads xlsx and xls through python-calamine, with the look beforehand that keeps it out of trouble."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange import xls_inspect, xlsx_inspect
from isms_desktop.exchange.ods_reader import MOST_FILLED, locked
from isms_desktop.exchange.package import Package, damaged
from isms_desktop.exchange.sheet import Area, Cell, Sheet
from isms_desktop.exchange.xlsx_inspect import Inspection

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


def read_xlsx(package: Package, path: Path) -> tuple[Sheet, ...]:
    """Every worksheet of an xlsx file. UserError when it is damaged, a bomb, or reaches too far."""
    return _read(path, xlsx_inspect.inspect(package))


def read_xls(path: Path, raw: bytes) -> tuple[Sheet, ...]:
    """Every worksheet of an xls file (Excel 97–2003), whatever it is called. UserError when it is damaged."""
    return _read(path, xls_inspect.inspect(raw, path.name))


def _read(path: Path, inspections: dict[str, Inspection]) -> tuple[Sheet, ...]:
    import python_calamine

    try:
        # Not by its path: the library would go by the name, and old .xls files are often called .xlsx.
        with path.open("rb") as file:
            workbook = python_calamine.CalamineWorkbook.from_filelike(file)
            return tuple(_sheets(workbook, inspections))
    except python_calamine.PasswordError:
        raise locked(path.name) from None
    except (python_calamine.CalamineError, ValueError, OverflowError):
        raise damaged(path.name) from None
    except BaseException as problem:
        # A panic inside the library is no ordinary exception, and all it means is a broken file.
        if type(problem).__name__ == "PanicException":
            raise damaged(path.name) from None
        raise


def _sheets(workbook: "CalamineWorkbook", inspections: dict[str, Inspection]) -> Iterable[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for data in workbook.sheets_metadata:
        if data.typ != SheetTypeEnum.WorkSheet:
            continue
        hidden = data.visible != SheetVisibleEnum.Visible
        # A name in an old code page may read differently there; then there simply is nothing more to know.
        inspection = inspections.get(data.name, Inspection())
        refusal = inspection.refusal(data.name)
        if refusal:
            yield Sheet(data.name, (), hidden=hidden, refusal=refusal)
        else:
            yield _sheet(workbook.get_sheet_by_name(data.name), hidden, inspection)


def _sheet(found: "CalamineSheet", hidden: bool, inspection: Inspection) -> Sheet:
    start = found.start
    lead: list[Cell] = [None] * (start[1] if start else 0)
    rows: list[tuple[Cell, ...]] = []
    last = filled = 0
    for raw in found.iter_rows():
        cells: list[Any] = lead + [
            (each if each.strip() else None)
            if type(each) is str
            else (int(each) if type(each) is float and each.is_integer() else each)
            for each in raw
        ]  # fmt: skip
        count = len(cells) - cells.count(None)
        if not count:
            rows.append(())
            continue
        if inspection.texts:
            inspection.apply(len(rows), cells)
        rows.append(tuple(cells))
        filled += count
        last = len(rows)
    del rows[last:]
    # An error value is blank to the library, so the last rows may be known by their flaws alone.
    rows.extend([()] * (max((row + 1 for row, _ in inspection.flaws), default=0) - len(rows)))
    if filled > MOST_FILLED:
        return Sheet(found.name, (), hidden=hidden, refusal=_too_full(found.name, filled))
    merged = tuple(Area(*first, *second) for first, second in found.merged_cell_ranges or ())
    return Sheet(found.name, _plain(rows), merged, inspection.flaws, inspection.formulas, hidden=hidden)


def _plain(rows: list[tuple[Any, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """A duration of 24 hours and more, which no register knows, becomes text."""
    kinds = (str, int, float, bool, datetime.date, datetime.time, type(None))
    odd = datetime.timedelta
    return tuple(
        row if odd not in set(map(type, row)) else tuple(each if isinstance(each, kinds) else str(each) for each in row)
        for row in rows
    )


def _too_full(name: str, filled: int) -> UserError:
    return UserError(
        f"工作表「{name}」有 {filled:,} 格資料，超過一次可匯入的 {MOST_FILLED:,} 格。", "請分成幾個檔案，分次匯入。"
    )
