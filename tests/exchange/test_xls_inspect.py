"""Old Excel files: what the sheet library would hide, and what would take the program down."""

import struct

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book

ROWS = [["資產編號", "資產類別", "資產名稱"], ["HW-001", "HW", ...], ["HW-002", "HW", "甲"]]


def test_an_error_value_is_an_error_at_its_cell(make, plan):
    first, second = plan(make.xls(ROWS)).rows
    assert str(first.findings[0]).startswith(
        "工作表「清冊」第 2 列 C 欄：資產名稱：公式的結果是錯誤值 #N/A（查無資料）"
    )
    assert second.outcome == "new"


def test_a_row_of_nothing_but_an_error_is_not_lost(make, plan):
    made = plan(make.xls([*ROWS[::2], [], [...]]))
    assert [(row.row, str(row.outcome)) for row in made.rows] == [(2, "new"), (4, "error")]


def test_a_cell_in_a_column_that_excel_97_does_not_have(make):
    # The library would ask for gigabytes, and the whole program would be gone.
    whole = make.xls(ROWS).read_bytes()
    at = whole.find(struct.pack("<HHH", 2, 2, 0))
    path = make.text(whole[:at] + struct.pack("<HH", 65_000, 65_000) + whole[at + 4 :], "壞.xls")
    with pytest.raises(UserError, match=r"「壞\.xls」已損壞"):
        read_book(path)


def test_a_workbook_over_many_sectors(make):
    many = [["資產編號", "資產名稱"], *[[f"HW-{row:05}", "甲"] for row in range(1000)]]
    assert read_book(make.xls(many)).sheets[0].rows[-1] == ("HW-00999", "甲")
