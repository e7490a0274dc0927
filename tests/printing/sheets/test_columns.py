"""Tables of one sheet share columns: each keeps its widths, and none is split where that can be helped."""

from itertools import pairwise

import pytest

from isms_desktop.printing.sheets.columns import Columns


@pytest.fixture
def columns() -> Columns:
    made = Columns(174)
    made.fit([0, 25, 75, 125, 174], 1.5)
    return made


def test_an_edge_that_is_near_is_taken_and_another_is_made(columns: Columns) -> None:
    assert columns.fit([0, 26, 100, 174], 1.5) == (0, 25, 100, 174)
    assert columns.edges == [0, 25, 75, 100, 125, 174]
    assert [columns.index(edge) for edge in (0, 25, 100, 174)] == [0, 1, 3, 5]


def test_no_narrow_column_is_lost_on_its_neighbour(columns: Columns) -> None:
    assert columns.fit([0, 24.6, 25.6, 174], 1.5) == (0, 24.6, 25.6, 174)


def test_the_officers_cells_use_the_columns_that_are_there_when_they_are_even(columns: Columns) -> None:
    before = list(columns.edges)
    assert columns.like([12, 62, 112, 162], 25, 0.25) == (25, 75, 125, 174)
    assert columns.edges == before


def test_the_officers_cells_get_their_own_edges_when_the_columns_are_too_uneven() -> None:
    columns = Columns(174)
    columns.fit([0, 20, 150, 174], 1.5)
    assert columns.like([0, 58, 116, 174], 25, 0.25) == (0, 58, 116, 174)


def test_no_cell_is_narrower_than_a_seal(columns: Columns) -> None:
    columns.fit([0, 20, 40, 60, 174], 1.5)
    edges = columns.like([60, 87, 114], 25, 0.25)
    assert min(right - left for left, right in pairwise(edges)) >= 25
