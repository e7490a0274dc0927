"""What every reader gives and the import understands: a book of sheets, with nothing of the file format left.

Rows and columns count from 0 in code and are named the way a spreadsheet shows them: 「第 5 列 C 欄」.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from isms_desktop.domain.findings import Severity, UserError

Cell: TypeAlias = str | int | float | bool | datetime.date | datetime.datetime | datetime.time | None
"""A cell; None when it is blank. A number without decimals is always ``int``."""

Spot: TypeAlias = tuple[int, int]
"""(row, column), from 0."""


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range of cells; both corners belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something the reader noticed about one cell, such as a formula without a result."""

    severity: Severity
    text: str
    advice: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from row 0 and column 0 on, without the blank rows at its end."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    """Rows may differ in length; what is missing at the right is blank."""
    merged: tuple[Area, ...] = ()
    flaws: Mapping[Spot, Flaw] = field(default_factory=dict)
    formulas: Mapping[int, int] = field(default_factory=dict)
    """Column → how many of its cells are formulas (their last result was read)."""
    hidden: bool = False
    guarded: bool = False
    """Whether text may carry the apostrophe that keeps spreadsheets from running it (CSV)."""
    refusal: UserError | None = None
    """Why this sheet could not be read although the book could."""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; None beyond the edge."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    @property
    def width(self) -> int:
        """Number of columns of the longest row."""
        return max((len(row) for row in self.rows), default=0)

    def place(self, row: int, column: int | None = None) -> str:
        """How a person finds the cell: 「工作表「清冊」第 5 列 C 欄」."""
        return place(self.name, row, column)


@dataclass(frozen=True, slots=True)
class Book:
    """What one file held."""

    name: str
    """The file's name, for messages."""
    format: str
    """What it turned out to be: ``xlsx``, ``xls``, ``ods``, ``csv`` or ``html``, whatever the file is called."""
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read, in Chinese (the encoding, a wrong file name)."""

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. UserError that lists the names there are."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        names = "、".join(f"「{sheet.name}」" for sheet in self.sheets)
        raise UserError(f"「{self.name}」沒有名為「{name}」的工作表。", f"可選的工作表：{names}。")


def column_letters(column: int) -> str:
    """The letters above a column: 0 → A, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column under letters: A → 0, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def place(sheet_name: str, row: int, column: int | None = None) -> str:
    """How a person finds a row or a cell; row and column from 0."""
    spot = f"工作表「{sheet_name}」第 {row + 1} 列"
    return spot if column is None else f"{spot} {column_letters(column)} 欄"
