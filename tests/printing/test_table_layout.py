"""Cutting a table into pages loses nothing, overfills nothing and tears nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.paths import shipped
from isms_desktop.printing.document import (
    Column,
    Heading,
    Merge,
    Note,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.fonts import find_fonts
from isms_desktop.printing.table_layout import Cut, TableLayout, tail_of
from isms_desktop.printing.text import Ruler

RULER = Ruler(find_fonts(shipped("resources", "fonts")))
PAGE, WIDTH = 300.0, 240.0


def layout_of(rows: list[Row], merges: tuple[Merge, ...] = (), widths: tuple[float, ...] = (1, 1)) -> TableLayout:
    columns = tuple(Column(f"欄{number}", width) for number, width in enumerate(widths, 1))
    return TableLayout(Table(columns, tuple(rows), merges), WIDTH, PAGE, RULER)


def pages_of(layout: TableLayout, room: float) -> list[tuple[Cut, Cut]]:
    pages, start, end = [], Cut(0), Cut(len(layout.rows))
    while start != end:
        cut = layout.cut(start, room)
        assert cut != start, "no progress on a fresh page"
        pages.append((start, cut))
        start = cut
    return pages


def shown(layout: TableLayout, start: Cut, end: Cut) -> list[tuple[str, ...]]:
    """The lines of the last column that stand on a page, row by row."""
    past = end.row + (1 if end.line else 0)
    found = []
    for number in range(start.row, past):
        lines = layout.rows[number].lines[-1]
        first = start.line if number == start.row else 0
        last = end.line if number == end.row else None
        found.append(lines[first:last])
    return found


texts = st.integers(1, 400).map(lambda length: "資通安全" * (length // 4) + "末" * (length % 4))
kinds = st.sampled_from([RowKind.ITEM] * 6 + [RowKind.SUBTOTAL])
tables = st.lists(st.builds(lambda text, kind: Row(("甲", text), kind), texts, kinds), min_size=1, max_size=30)


@given(tables, st.data())
def test_every_line_stands_on_one_page_and_no_page_is_too_full(rows: list[Row], data: st.DataObject) -> None:
    starts = data.draw(st.lists(st.integers(0, len(rows) - 1), unique=True, max_size=4).map(sorted))
    merges = tuple(
        Merge(0, first, past - first)
        for first, past in zip(starts, [*starts[1:], len(rows)], strict=False)
        if past - first > 1
    )
    layout = layout_of(rows, merges)
    pages = pages_of(layout, PAGE)
    found = [lines for start, end in pages for lines in shown(layout, start, end)]
    assert "".join(line for lines in found for line in lines) == "".join(
        line for row in layout.rows for line in row.lines[-1]
    )
    assert all(sum(layout.heights(start, end)) <= PAGE + 0.01 for start, end in pages)


@given(tables)
def test_only_rows_that_are_taller_than_half_a_page_are_cut(rows: list[Row]) -> None:
    layout = layout_of(rows)
    for _, end in pages_of(layout, PAGE):
        if end.line:
            assert layout.rows[end.row].height > PAGE / 2


def test_the_sum_of_a_group_is_not_alone_on_a_page() -> None:
    rows = [Row(("甲", "一"), RowKind.ITEM)] * 20 + [
        Row(("小計", ""), RowKind.SUBTOTAL),
        Row(("合計", ""), RowKind.TOTAL),
    ]
    layout = layout_of(rows)
    height = layout.rows[0].height
    pages = pages_of(layout, height * 20 + 1)
    assert [(start.row, end.row) for start, end in pages] == [(0, 19), (19, 22)]


def test_a_few_low_rows_go_with_the_officers_and_one_that_is_high() -> None:
    low = layout_of([Row(("甲", "一"))] * 10)
    assert low.before_last_rows(Cut(0), Cut(10)) == Cut(7)
    assert low.before_last_rows(Cut(0), Cut(4)) == Cut(3), "as many stay on the page before"
    high = layout_of([Row(("甲", "一\n二\n三\n四"))] * 10)
    assert high.before_last_rows(Cut(0), Cut(10)) == Cut(9)
    sums = layout_of([*[Row(("甲", "一"))] * 8, Row(("小計", ""), RowKind.SUBTOTAL), Row(("甲", "一"))])
    assert sums.before_last_rows(Cut(0), Cut(10)) == Cut(6), "no page begins with a sum"


def test_rows_are_left_for_the_page_of_the_officers_where_all_but_one_would_fit() -> None:
    layout = layout_of([Row(("甲", "一"))] * 10)
    room = layout.rows[0].height * 9 + 1
    assert layout.cut(Cut(0), room) == Cut(9)
    assert layout.cut_above(Cut(0), Cut(10), room) == Cut(7)
    assert layout.cut_above(Cut(0), Cut(10), layout.rows[0].height * 5 + 1) == Cut(5)


def test_a_column_that_gives_way_to_another_still_holds_its_heading() -> None:
    columns = (Column("編號", 2), Column("防護需求\n等級", 1.8), Column("名稱", 6.2))
    rows = (Row(("HW-0001001", "普", "電腦")),)
    layout = TableLayout(Table(columns, rows), WIDTH, PAGE, RULER)
    assert layout.rows[0].lines[0] == ("HW-0001001",)
    assert layout.head[1] == ("防護需求", "等級")
    assert sum(layout.widths) == pytest.approx(WIDTH)


def test_a_merged_cell_gets_the_room_that_its_text_needs_on_every_page() -> None:
    text = "資訊及資通系統資產" * 3
    layout = layout_of([Row((text, "一"))] * 30, (Merge(0, 0, 30),), widths=(1, 5))
    needed = layout.height_of(len(layout.rows[0].lines[0]))
    pages = pages_of(layout, PAGE)
    assert len(pages) > 1
    assert all(sum(layout.heights(start, end)) >= needed - 0.01 for start, end in pages)


def test_a_merged_cell_longer_than_half_a_page_flows_in_its_first_row() -> None:
    text = "資通安全管理政策及目標之核定、核轉及督導。" * 20
    layout = layout_of([Row((text, "一"))] * 3, (Merge(0, 0, 3),))
    assert layout.merges == []
    assert [len(row.lines[0]) > 1 for row in layout.rows] == [True, False, False]
    assert len(pages_of(layout, PAGE)) > 1


def test_a_column_gets_what_its_longest_word_needs() -> None:
    rows = [Row(("HW-00012", "說明說明說明說明說明說明")), Row(("高風險", "說明"))]
    layout = layout_of(rows, widths=(1, 9))
    assert layout.rows[0].lines[0] == ("HW-00012",)
    assert layout.rows[1].lines[0] == ("高風險",)
    assert sum(layout.widths) == pytest.approx(WIDTH)


def test_a_column_gives_first_what_is_empty_beside_its_longest_line() -> None:
    rows = [Row(("HW-00012", "一般使用者及主管", "達標"))]
    layout = layout_of(rows, widths=(2, 4.4, 5.6))
    assert layout.rows[0].lines == (("HW-00012",), ("一般使用者及主管",), ("達標",))
    assert sum(layout.widths) == pytest.approx(WIDTH)


def test_a_short_line_below_another_is_not_torn() -> None:
    layout = layout_of([Row(("27\n低風險", "說明說明說明"))], widths=(2.5, 17.5))
    assert layout.rows[0].lines[0] == ("27", "低風險")


def test_more_long_words_than_the_page_can_hold_still_fit_the_page() -> None:
    word = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 2
    layout = layout_of([Row((word, word, word, word))], widths=(1, 1, 1, 1))
    assert sum(layout.widths) == pytest.approx(WIDTH)
    assert all("".join(lines) == word for lines in layout.rows[0].lines)


@pytest.mark.parametrize(
    ("filled", "spare", "room_for", "printed"),
    [
        (4, 3, 7, 7),
        (4, 3, 5, 5),
        (4, 3, 4, 4),
        (4, 3, 3, 7),  # giving way would not help: they stay
        (0, 6, 4, 4),
        (0, 6, 2, 6),  # a table to write in keeps half of its rows at least
        (4, 0, 3, 4),
    ],
)
def test_empty_rows_at_the_end_give_way_to_what_follows(filled: int, spare: int, room_for: int, printed: int) -> None:
    rows = [Row(("甲", "乙"))] * filled + [Row(("", ""), RowKind.EMPTY)] * spare
    layout = layout_of(rows)
    room = layout.rows[0].height * room_for + 1
    assert layout.without_spare_rows(Cut(0), Cut(len(rows)), room) == Cut(printed)


def test_a_row_of_a_question_is_no_spare_one() -> None:
    layout = layout_of([Row(("1.1", ""), RowKind.EMPTY, source=f"題目 {number}") for number in range(6)])
    assert layout.without_spare_rows(Cut(0), Cut(6), layout.rows[0].height * 4) == Cut(6)


def test_what_stays_with_the_last_rows_is_small_or_begins_with_lines_to_sign_on() -> None:
    note, signs, heading = Note("註"), SignOff(("主任",), 25), Heading("玖、前次", 2)
    lines, more = Text((Paragraph("廠商名稱"),), keep=True), Text((Paragraph("中華民國"),))
    assert tail_of((note, signs)) == [note, signs]
    assert tail_of((note, PageBreak(), heading)) == [note]
    assert tail_of((note, heading, signs)) == []
    assert tail_of((lines, more)) == [lines, more]
    assert tail_of((more, lines)) == []
