"""What Excel and LibreOffice put on the clipboard, and what they get back."""

import string

from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.assets import Asset
from isms_desktop.ui.grid.clipboard import decode, encode, understand

FIELDS = Asset.record_type.fields
CELL = st.text(alphabet=string.ascii_letters + "電腦　\"'\t\n ,", max_size=12)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1)))
def test_what_is_copied_comes_back_the_same(table):
    while table and not any(cell.strip() for cell in table[-1]):
        table = table[:-1]
    assert decode(encode(table)) == table


def test_excel_ends_with_a_blank_line_and_quotes_line_breaks():
    assert decode('HW-001\t電腦\r\n"HW-002\r\n舊號"\t"19"" 螢幕"\r\n') == [
        ["HW-001", "電腦"],
        ["HW-002\n舊號", '19" 螢幕'],
    ]


def test_a_quote_that_merely_begins_a_cell_is_kept():
    assert decode('"A" 棟\t"') == [['"A" 棟', '"']]


def test_rows_of_different_length_are_made_even():
    assert decode("a\tb\tc\nd") == [["a", "b", "c"], ["d", "", ""]]


def test_nothing_is_an_empty_table():
    assert decode("") == decode("\n\n") == []


def keys(table):
    return [field.key if field else "" for field in understand(table, FIELDS).columns]


def test_a_heading_row_is_known_by_labels_and_other_words():
    table = [["編號", "資產名稱", "購買金額", "放置地點"], ["HW-001", "電腦", "20000", "機房"]]
    assert keys(table) == ["number", "name", "", "location"]
    pasted = understand(table, FIELDS)
    assert (pasted.rows, pasted.unknown) == (table[1:], ("購買金額",))


def test_content_is_not_taken_for_a_heading():
    assert keys([["HW-001", "電腦"], ["HW-002", "螢幕"]]) == []
    assert keys([["HW-001", "名稱", "x", "y", "z"], ["HW-002", "螢幕", "", "", ""]]) == []
    assert keys([["資產編號", "資產名稱"]]) == [], "a single line is content: there is nothing under it"


def test_one_column_with_its_heading():
    assert keys([["存放位置"], ["機房"], ["二樓"]]) == ["location"]


def test_of_two_columns_with_the_same_meaning_the_first_counts():
    assert keys([["資產編號", "編號", "名稱"], ["HW-1", "1", "電腦"]]) == ["number", "", "name"]
