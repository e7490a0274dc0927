"""Names of worksheets tell the copies of a paper apart, and Excel takes them."""

from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.printing.document import Column, FieldItem, Fields, Grid, GridCell, Heading, Row, Table
from isms_desktop.printing.sheets.names import sheet_names


def copy(*values: str) -> list[object]:
    return [Heading("某所\n簽到表", 1), Fields(tuple(FieldItem("項", each) for each in values), None)]


def test_the_first_text_in_which_all_copies_differ_is_their_name() -> None:
    copies = [copy("115年", "甲", "x"), copy("115年", "乙", "y"), copy("114年", "丙", "z")]
    assert sheet_names(copies, "簽到表") == ["甲", "乙", "丙"]


def test_copies_that_nothing_tells_apart_are_numbered() -> None:
    assert sheet_names([copy("甲"), copy("甲"), copy("甲")], "簽到表") == ["簽到表", "簽到表 (2)", "簽到表 (3)"]
    assert sheet_names([copy("A"), copy("a")], "簽到表") == ["A", "a (2)"]


def test_grids_and_tables_name_copies_too() -> None:
    grids = [[Grid((1, 1), ((GridCell("課程", label=True), GridCell(name)),))] for name in ("一", "二")]
    tables = [[Table((Column("月", 1),), (Row((name,)),))] for name in ("3月", "4月")]
    assert sheet_names(grids, "表") == ["一", "二"]
    assert sheet_names(tables, "表") == ["3月", "4月"]


def test_names_that_excel_keeps_or_forbids() -> None:
    assert sheet_names([copy("x")], "History") == ["History_"]
    assert sheet_names([copy("x")], "'[]:*?\\'") == ["表單"]


@given(st.lists(st.text(max_size=60), min_size=2, max_size=8))
def test_any_texts_make_names_that_excel_takes(values: list[str]) -> None:
    names = sheet_names([copy(value) for value in values], "某表")
    assert len({name.casefold() for name in names}) == len(values)
    for name in names:
        assert name and len(name.encode("utf-16-le")) <= 62
        assert not set(name) & set("[]:*?/\\\n\x00") and name.strip("'") == name
