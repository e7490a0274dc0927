"""An ODT holds tables and lines; what a reader of the paper does not see is not read."""

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange import odt_reader
from isms_desktop.exchange.odt_reader import read_odt
from isms_desktop.exchange.sheet import Area
from tests.exchange.odt import SPACES, cell, covered, document, odt, paragraph, row, table


@pytest.fixture
def path(tmp_path):
    return tmp_path / "檢核表.odt"


def test_lines_and_tables_stand_in_their_order(path):
    read = read_odt(
        odt(path, paragraph("標題"), table(row("甲", "乙")), paragraph(" "), paragraph("填表日期"), table(row("丙")))
    )
    assert read.lines == ("標題", "填表日期")
    assert [(each.name, each.rows) for each in read.tables] == [("表格 1", (("甲", "乙"),)), ("表格 2", (("丙",),))]


def test_merged_cells_keep_their_places(path):
    rows = (row(cell("構面", down=2), cell("標題", across=2), covered()), row(covered(), "一", "二"))
    [found] = read_odt(odt(path, table(*rows))).tables
    assert found.rows == (("構面", "標題", None), (None, "一", "二"))
    assert set(found.merged) == {Area(0, 0, 1, 0), Area(0, 1, 0, 2)}


def test_what_is_not_the_text_of_the_cell_is_left_out(path):
    inside = (
        "<text:p>看<text:s text:c='2'/>得<text:tab/>到"
        "<office:annotation><text:p>註解</text:p></office:annotation>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>註腳</text:p></text:note-body></text:note>"
        "<draw:frame><draw:text-box><text:p>圖說</text:p></draw:text-box></draw:frame>"
        "<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>ㄗˋ</text:ruby-text></text:ruby>"
        "<text:line-break/>下一行</text:p><text:p>第二段</text:p>"
    )
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>刪掉的</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    read = read_odt(odt(path, deleted, table(row(cell(inside=inside)))))
    assert read.tables[0].rows == (("看  得 到字\n下一行\n第二段",),)
    assert read.lines == ()


def test_numbers_of_lists_that_are_written_down_are_read(path):
    inside = (
        "<text:list><text:list-item><text:number>1.1</text:number><text:p>是否核定</text:p></text:list-item></text:list>"
        "<text:h><text:number>2.</text:number>標題</text:h>"
    )
    assert read_odt(odt(path, table(row(cell(inside=inside))))).tables[0].rows == (("1.1 是否核定\n2. 標題",),)


def test_a_table_inside_a_cell_is_text_of_that_cell(path):
    inside = paragraph("外") + table(row("內一", "內二"))
    assert read_odt(odt(path, table(row(cell(inside=inside), "旁")))).tables[0].rows == (("外\n內一\n內二", "旁"),)


def test_repeated_rows_and_cells(path):
    raw = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2">'
        "<text:p>同</text:p></table:table-cell></table:table-row>"
    )
    assert read_odt(odt(path, table(raw))).tables[0].rows == (("同", "同"), ("同", "同"))


def test_a_table_that_was_made_to_blow_up_is_refused(path):
    rows = '<table:table-row table:number-rows-repeated="99999999"><table:table-cell/></table:table-row>'
    with pytest.raises(UserError, match="表格 1大得不合理"):
        read_odt(odt(path, table(rows)))
    wide = '<table:table-row><table:table-cell table:number-columns-repeated="999999"/></table:table-row>'
    with pytest.raises(UserError, match="超過 200 欄"):
        read_odt(odt(path, table(wide)))


def test_a_content_larger_than_any_checklist_is_refused(path, monkeypatch):
    monkeypatch.setattr(odt_reader, "MOST_BYTES", 100)
    with pytest.raises(UserError, match="大得不合理"):
        read_odt(odt(path, table(row("甲"))))


def test_entities_and_document_types_are_refused(path):
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    bomb = f"{entities}<office:document-content {SPACES}>&b;</office:document-content>"
    with pytest.raises(UserError, match="已損壞"):
        read_odt(odt(path, raw=bomb))


@pytest.mark.parametrize("raw", ["<office:document-content", document(table(row("甲")))[:-40]])
def test_a_damaged_document_is_said_to_be_damaged(path, raw):
    with pytest.raises(UserError, match="已損壞"):
        read_odt(odt(path, raw=raw))


def test_a_password_is_named(path):
    with pytest.raises(UserError, match="有密碼保護") as refusal:
        read_odt(odt(path, table(row("甲")), **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}))
    assert "文書軟體" in refusal.value.advice
