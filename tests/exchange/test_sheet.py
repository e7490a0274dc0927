"""How a person finds a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.sheet import Sheet, column_letters, column_number


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_letters_above_columns(column, letters):
    assert column_letters(column) == letters


@given(st.integers(0, 20_000))
def test_letters_and_numbers_agree(column):
    assert column_number(column_letters(column)) == column


def test_places_and_cells_beyond_the_edge():
    sheet = Sheet("清冊", (("甲",), ("乙", "丙")))
    assert sheet.place(4, 2) == "工作表「清冊」第 5 列 C 欄"
    assert sheet.place(4) == "工作表「清冊」第 5 列"
    assert (sheet.cell(0, 1), sheet.cell(9, 0), sheet.width) == (None, None, 2)


def test_a_sheet_that_is_not_there(sheet_of):
    with pytest.raises(UserError, match="可選的工作表：「清冊」"):
        sheet_of(["甲"]).sheet("別張")
