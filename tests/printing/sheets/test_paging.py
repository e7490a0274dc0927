"""Pages of a sheet: a break is set only where something would be torn."""

from isms_desktop.printing.sheets.cells import Cell, Line, Look
from isms_desktop.printing.sheets.paging import paginate

LOOK = Look(10)


def lines(count: int, height: float = 10, **more: object) -> list[Line]:
    return [Line(height, (Cell(0, str(number), LOOK),), **more) for number in range(count)]


def breaks(made: tuple[Line, ...]) -> list[int]:
    return [number for number, line in enumerate(made) if line.new_page]


def test_an_ordinary_register_has_no_page_break_in_the_way() -> None:
    pages = paginate([Line(10, head=True, table=1), *lines(40, table=1)], 100)
    assert breaks(pages.lines) == []
    assert pages.titles == (0, 0)
    assert pages.count == 5


def test_a_chain_goes_to_the_next_page_with_the_row_that_it_belongs_to() -> None:
    pages = paginate([*lines(9), *lines(3, keeps=True)], 100)
    assert breaks(pages.lines) == [8]


def test_a_heading_is_not_left_behind_where_the_page_has_a_little_more_room_than_counted_on() -> None:
    pages = paginate([*lines(9), Line(10.5), *lines(2, keeps=True), *lines(3)], 100)
    assert breaks(pages.lines) == [9]


def test_a_chain_higher_than_a_page_is_cut_like_any_other() -> None:
    pages = paginate([*lines(2), *lines(30, keeps=True)], 100)
    assert breaks(pages.lines) == []
    assert pages.count == 4


def test_a_merged_cell_stands_on_both_pages() -> None:
    merged = Line(10, (Cell(0, "組", LOOK, rows=15, repeats=True), Cell(1, "x", LOOK)))
    rest = [Line(10, (Cell(1, "x", LOOK),)) for _ in range(14)]
    pages = paginate([merged, *rest], 100)
    assert breaks(pages.lines) == [10]
    assert (pages.lines[0].cells[0].rows, pages.lines[10].cells[0].rows) == (10, 5)
    assert pages.lines[10].cells[0].text == "組"


def test_a_merged_cell_is_cut_where_its_text_has_room_on_both_pages() -> None:
    def rows(before: int, count: int) -> list[Line]:
        merged = Line(10, (Cell(0, "組", LOOK, rows=count, repeats=True, needs=25), Cell(1, "x", LOOK)))
        return [*lines(before), merged, *(Line(10, (Cell(1, "x", LOOK),)) for _ in range(count - 1))]

    # Two of its rows would be left on the first page, in which its three lines do not fit.
    early = paginate(rows(8, 6), 100).lines
    assert breaks(early) == [8] and early[8].cells[0].rows == 6
    # One row is left for the second page: it grows.
    late = paginate(rows(5, 6), 100).lines
    assert breaks(late) == [10]
    assert (late[5].cells[0].rows, late[10].cells[0].rows, late[10].height) == (5, 1, 25)


def test_heads_are_not_repeated_where_none_of_their_rows_follow() -> None:
    table = [Line(10, head=True, table=1), *lines(5, table=1)]
    assert paginate([*table, *lines(10)], 100).titles is None
    assert paginate(table, 100).titles == (0, 0)


def test_of_two_tables_the_longer_ones_heads_are_repeated_where_its_rows_go_on() -> None:
    first = [Line(10, head=True, table=1), *lines(12, table=1)]
    second = [Line(10, head=True, table=2), *lines(5, table=2)]
    assert paginate([*first, *second], 100).titles == (0, 0)
    assert paginate([*second, *first], 100).titles == (6, 6)
    # Its rows go on on one page, and two follow that have nothing of it.
    assert paginate([*first, *lines(20)], 100).titles is None


def test_rows_to_write_in_fill_the_page_or_go_where_there_are_too_many() -> None:
    empty = lines(12, spare=True, table=1)
    pages = paginate([Line(10, head=True, table=1), *empty, Line(25, keeps=True)], 100)
    assert pages.count == 1 and sum(line.spare for line in pages.lines) == 6
    assert pages.lines[-2].cells[0].look.edges[3] > 0
    high = paginate([Line(10, head=True, table=1), *lines(4, spare=True, table=1)], 100).lines
    assert [line.height for line in high] == [10, 15, 15, 15, 15]
    # Rows that follow those of a list were asked for: they stay, on a page more.
    assert paginate([*lines(5, table=1), *lines(9, spare=True, table=1)], 100).count == 2
