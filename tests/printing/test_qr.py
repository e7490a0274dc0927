"""A code says what it was asked to say, whole and with white around it."""

import pytest

from isms_desktop.printing.qr import QUIET, qr_code


@pytest.mark.parametrize(
    ("text", "modules"),
    [("115", 21), ("HW-001", 21), ("ISMS1:A1B2C3:115-0042:3F2A00112233AABB", 25), ("資產-001", 21), ("印" * 40, 45)],
)
def test_a_code_is_as_small_as_its_text_allows(text: str, modules: int) -> None:
    assert qr_code(text).size == modules + 2 * QUIET


def test_the_squares_stay_inside_the_quiet_zone_and_never_overlap() -> None:
    code = qr_code("ISMS1:A1B2C3:115-0042:3F2A00112233AABB")
    cells = [
        (column + across, row + down)
        for column, row, width, height in code.squares
        for across in range(width)
        for down in range(height)
    ]
    assert len(set(cells)) == len(cells)
    places = range(QUIET, code.size - QUIET)
    assert all(column in places and row in places for column, row in cells)
    corner = {(column, row) for column, row in cells if column < QUIET + 7 and row < QUIET + 7}
    assert len(corner) == 33, "the square by which readers find the code"
    assert len(code.squares) < len(cells) / 2
