"""Writes a table to a file; the file's name says in which format."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, TypeAlias

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import IsCancelled, Progress
from isms_desktop.exchange.csv_writer import write_csv
from isms_desktop.exchange.ods_writer import write_ods
from isms_desktop.exchange.progress import Pace
from isms_desktop.exchange.table import Table
from isms_desktop.exchange.xlsx_writer import write_xlsx
from isms_desktop.safe_write import write_safely

Writer: TypeAlias = Callable[[BinaryIO, Table, Pace], None]

WRITERS: Mapping[str, Writer] = {".xlsx": write_xlsx, ".ods": write_ods, ".csv": write_csv}


def write_table(
    path: Path, table: Table, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> None:
    """Write the table as .xlsx, .ods or .csv, all or nothing.

    UserError for another ending, a full disk, a read-only folder, or a target that another program holds open.
    Raises Cancelled when ``cancelled`` says so; then nothing is written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UserError(f"無法匯出成「{path.name}」。", f"檔名的結尾請用 {'、'.join(WRITERS)}。")
    pace = Pace(len(table.rows), progress, cancelled)
    write_safely(path, lambda file: writer(file, table, pace))
    pace.at(len(table.rows))
