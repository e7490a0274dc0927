"""Writes csv: UTF-8 with the mark by which Excel knows it, and text that a spreadsheet would run made harmless.

Zeros in front of a number survive in the file, but Excel drops them when it opens a csv by double click: for editing,
xlsx and ods are the better exports.
"""

import csv
import io
from typing import BinaryIO

from isms_desktop.exchange.progress import Pace
from isms_desktop.exchange.sheet import Cell
from isms_desktop.exchange.table import Table
from isms_desktop.exchange.text_reader import guard


def write_csv(file: BinaryIO, table: Table, pace: Pace) -> None:
    """Write the table as comma-separated text with CRLF line ends (RFC 4180)."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    if table.advice:
        writer.writerow([table.advice])
    writer.writerow([column.heading for column in table.columns])
    for number, row in enumerate(table.rows):
        pace.at(number)
        writer.writerow([_written(cell) for cell in row])
    text.flush()
    text.detach()


def _written(cell: Cell) -> Cell:
    return guard(cell) if isinstance(cell, str) else cell
