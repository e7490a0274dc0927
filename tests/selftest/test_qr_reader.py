"""The reader of QR codes reads what is drawn, and does not read what is not."""

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.qr import qr_code
from isms_desktop.selftest.codes import _grid as grid_of
from isms_desktop.selftest.qr_reader import read_code


@pytest.mark.parametrize(
    "words", ["12345678", "1150004212345678901234567", "HW-001", "ISMS1:115000", "資產 1", "x" * 42]
)
def test_what_is_drawn_is_read(words: str):
    assert read_code(grid_of(qr_code(words))) == words


def test_one_wrong_module_of_the_data_is_noticed():
    grid = [list(row) for row in grid_of(qr_code("11500042123456789012"))]
    grid[-1][-3] ^= True
    assert read_code(grid) != "11500042123456789012"


def test_what_is_no_code_is_refused():
    blank = [[False] * 21 for _ in range(21)]
    for grid in (blank, blank[:20], [[True] * 21 for _ in range(21)]):
        with pytest.raises(UserError, match="不是 QR 碼"):
            read_code(grid)
