"""Pages that government systems hand out as .xls."""

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.readers import read_book

PAGE = """<html><head><meta charset="{charset}"><style>td {{color: red}}</style></head><body><p>產製時間 113/5/1</p>
<table border=1><tr><th>資產編號<th>資產名稱<th>備註</tr>
<tr><td>HW-001</td><td rowspan="2">櫃檯電腦<br>一樓</td><td>&nbsp;甲 &amp; 乙</td></tr>
<tr><td>HW-002</td><td>丙</td></tr></table></body></html>"""


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("big5", "cp950"), ("nonsense", "cp950")])
def test_a_web_table_called_xls(make, charset, encoding):
    book = read_book(make.text(PAGE.format(charset=charset), "匯出.xls", encoding))
    (sheet,) = book.sheets
    assert book.format == "html"
    assert sheet.rows == (
        ("資產編號", "資產名稱", "備註"),
        ("HW-001", "櫃檯電腦\n一樓", "甲 & 乙"),
        ("HW-002", None, "丙"),
    )
    assert "網頁表格" in book.notes[0]


def test_cells_over_several_columns_and_tables_beside_each_other(make):
    page = "<table><tr><td colspan=2>資產價值<td>備註</table><table><tr><td>甲</table>"
    book = read_book(make.text(page, "匯出.xls"))
    assert [sheet.name for sheet in book.sheets] == ["表格1", "表格2"]
    assert book.sheets[0].rows == (("資產價值", None, "備註"),)
    assert book.sheets[0].merged[0].right == 1


def test_a_rowspan_filled_table_imports_every_row(make, plan):
    page = (
        "<table><tr><td>資產編號<td>資產類別<td>資產名稱</tr>"
        "<tr><td>HW-001<td rowspan=2>實體資產<td>甲</tr><tr><td>HW-002<td>乙</tr></table>"
    )
    made = plan(make.text(page, "匯出.xls"))
    assert [record.category for record in made.creates] == ["HW", "HW"]


def test_a_page_without_a_table(make):
    with pytest.raises(UserError, match="沒有可以讀取的表格"):
        read_book(make.text("<html><body>系統維護中</body></html>", "匯出.xls"))
