"""What offices that live by ODF send."""

import datetime

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book

STRING = 'office:value-type="string"'


def row(*cells, repeat=1):
    return f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'


def cell(inside="", given=STRING):
    return f"<table:table-cell {given}>{inside}</table:table-cell>"


def paragraph(text):
    return f"<text:p>{text}</text:p>"


def test_every_type_of_cell(make):
    path = make.raw_ods(
        row(
            cell(paragraph("甲")),
            cell(paragraph("7"), 'office:value-type="float" office:value="7"'),
            cell(paragraph("1.5"), 'office:value-type="float" office:value="1.5"'),
            cell(paragraph("是"), 'office:value-type="boolean" office:boolean-value="true"'),
            cell(paragraph("x"), 'office:value-type="date" office:date-value="2024-05-01"'),
            cell(paragraph("x"), 'office:value-type="date" office:date-value="2024-05-01T08:30:00"'),
            cell(paragraph("x"), 'office:value-type="time" office:time-value="PT08H30M00S"'),
            cell(paragraph("0007"), 'office:value-type="float" office:value="7"'),
        )
    )
    assert read_book(path).sheets[0].rows == (
        (
            "甲",
            7,
            1.5,
            True,
            datetime.date(2024, 5, 1),
            datetime.datetime.fromisoformat("2024-05-01T08:30"),
            datetime.time(8, 30),
            "0007",
        ),
    )


def test_text_with_lines_spaces_tabs_and_a_comment_beside_it(make):
    inside = (
        "<office:annotation><text:p>註解</text:p></office:annotation>"
        '<text:p>一<text:s text:c="2"/>二<text:tab/>三  四<text:line-break/>五</text:p>'
        "<text:p><text:span>六</text:span></text:p>"
        "<draw:frame><text:p>圖</text:p></draw:frame>"
    )
    assert read_book(make.raw_ods(row(cell(inside)))).sheets[0].cell(0, 0) == "一  二\t三  四\n五\n六"


def test_rows_and_cells_that_are_said_once(make):
    rows = row(cell(paragraph("甲"), STRING + ' table:number-columns-repeated="3"'), repeat=2)
    assert read_book(make.raw_ods(rows)).sheets[0].rows == (("甲",) * 3,) * 2


def test_a_million_ghost_rows_are_nothing(make):
    ghosts = row('<table:table-cell table:style-name="a" table:number-columns-repeated="16384"/>', repeat=1_048_575)
    assert len(read_book(make.raw_ods(row(cell(paragraph("甲"))) + ghosts)).sheets[0].rows) == 1


@pytest.mark.parametrize(("across", "down"), [(1000, 1_048_570), (16_384, 1_048_570)])
def test_a_cell_said_to_stand_a_billion_times_is_refused(make, plan, across, down):
    rows = row(cell(paragraph("資產編號"))) + row(
        cell(paragraph("甲"), f'{STRING} table:number-columns-repeated="{across}"'), repeat=down
    )
    with pytest.raises(UserError, match="範圍太大無法匯入"):
        plan(make.raw_ods(rows))


def test_merged_cells_and_errors_keep_their_places(make):
    rows = row(
        cell(paragraph("甲"), STRING + ' table:number-rows-spanned="2" table:number-columns-spanned="1"'),
        cell(
            paragraph("#REF!"),
            'table:formula="of:=x" office:value-type="string" office:string-value="" calcext:value-type="error"',
        ),
        cell("", 'table:formula="of:=1+1"'),
    ) + row("<table:covered-table-cell/>")
    (sheet,) = read_book(make.raw_ods(rows)).sheets
    assert (sheet.merged[0].top, sheet.merged[0].bottom, sheet.merged[0].left) == (0, 1, 0)
    assert "#REF!" in sheet.flaws[(0, 1)].text
    assert "還沒有計算結果" in sheet.flaws[(0, 2)].text
    assert sheet.cell(0, 1) is None


def test_broken_content(make):
    with pytest.raises(UserError, match="已損壞"):
        read_book(make.raw_ods("<table:table-row>"))


def test_entities_and_document_types_are_refused(make):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(UserError, match="已損壞"):
        read_book(make.raw_ods("", **{"content.xml": entities}))
