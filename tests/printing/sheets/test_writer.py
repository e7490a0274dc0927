"""A paper as a spreadsheet says what the paper says: read back from both kinds of file, for every register."""

import dataclasses
import functools
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText
from pypdf import PdfReader

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.printing import Document, FontChain, Form, Inputs, build, write_sheet
from isms_desktop.printing.document import (
    Column,
    Contents,
    Cover,
    FieldItem,
    Fields,
    Grid,
    GridCell,
    Heading,
    Label,
    Labels,
    LabelSheet,
    Merge,
    PageBreak,
    Paragraph,
    Row,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.sheets.layout import lay_out
from isms_desktop.printing.sheets.ods import write_ods
from isms_desktop.printing.sheets.xlsx import write_xlsx
from isms_desktop.printing.text import Ruler
from tests.forms.invented import FORMS, LONG, PROFILES, office
from tests.printing.sheets.reading import HAS_LIBREOFFICE, expected_words, rows_of, squeeze, to_pdf, words_of

ENDINGS = (".ods", ".xlsx")
REGISTERS = sorted(form.id for form in FORMS.values() if form.sheets)


@functools.cache
def paper(form_id: str, profile_id: str, count: int, words: str = "", blank: bool = False) -> Document:
    return build(FORMS[form_id], dataclasses.replace(office(profile_id, count, words), blank=blank))


def document(*blocks: object, landscape: bool = False, attachment: str = "") -> Document:
    return Document("paper", "測試用表", "晴嵐市公所", attachment, "115-001", "115.11.20", landscape, False, blocks)


def table(*rows: tuple[str, ...], headings: tuple[str, ...] = ("名稱", "數量"), **more: object) -> Table:
    return Table(tuple(Column(each, 10) for each in headings), tuple(Row(row) for row in rows), **more)


@pytest.fixture
def written(tmp_path: Path, fonts: FontChain) -> Callable[[Document, str], Path]:
    def write(document: Document, ending: str, name: str = "表") -> Path:
        path = tmp_path / f"{name}{ending}"
        write_sheet(document, path, fonts)
        return path

    return write


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", REGISTERS)
def test_a_register_reads_as_the_paper_says_in_its_order(form_id, profile_id, ending, written) -> None:
    for count, words, blank in ((0, "", False), (12, "", False), (2, LONG[:30], False), (3, "", True)):
        made = paper(form_id, profile_id, count, words, blank)
        text, place = words_of(written(made, ending)), 0
        for each in expected_words(made):
            assert each in text[place:], (count, each)
            place = text.index(each, place) + len(each)


@pytest.mark.parametrize("form_id", REGISTERS)
def test_both_kinds_of_file_say_the_same(form_id, written) -> None:
    made = paper(form_id, "household-office-c", 12)
    assert words_of(written(made, ".ods")) == words_of(written(made, ".xlsx"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_paper_is_the_same_file(ending, written) -> None:
    made = paper("asset_register", "household-office-c", 12)
    first = written(made, ending, "一").read_bytes()
    assert written(made, ending, "二").read_bytes() == first


def test_what_excel_finds(written) -> None:
    workbook = openpyxl.load_workbook(written(paper("risk_assessment", "household-office-c", 12), ".xlsx"))
    (sheet,) = workbook
    assert sheet.title == "風險評估表"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert round(sheet.page_margins.left * 25.4) == 15
    assert {sheet.oddFooter.center.text, sheet.firstFooter.center.text} == {"第 &P 頁／共 &N 頁"}
    assert "風險評估表" in sheet.oddHeader.left.text and not sheet.firstHeader.left.text
    heads = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "項次"]
    (head,) = heads
    assert sheet.print_title_rows == f"${head}:${head + 1}"
    assert sheet.freeze_panes == f"A{head + 2}"
    merged = {str(each) for each in sheet.merged_cells.ranges}
    assert f"A{head}:A{head + 1}" in merged
    title = next(each for each in sheet.merged_cells.ranges if "風險評估表" in str(each.start_cell.value))
    assert (title.min_col, title.max_col) == (1, sheet.max_column)
    cell = sheet.cell(head + 2, 1)
    assert (cell.value, cell.font.name, cell.alignment.horizontal) == (1, "標楷體", "center")
    assert cell.border.left.style == "medium" and cell.border.right.style == "thin"
    assert abs(sum(sheet.column_dimensions[each].width for each in sheet.column_dimensions) * 8 / 96 * 25.4 - 267) < 3
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_what_is_in_an_ods(written) -> None:
    with zipfile.ZipFile(written(paper("asset_register", "household-office-c", 12), ".ods")) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, part in parts.items():
        if name.endswith(".xml"):
            ElementTree.fromstring(part)
    content, styles = parts["content.xml"], parts["styles.xml"]
    assert "<table:table-header-rows><table:table-row" in content and 'table:formula="' not in content
    assert 'style:print-orientation="landscape"' in styles and 'fo:page-width="297mm"' in styles
    assert "第 <text:page-number>1</text:page-number> 頁／共" in styles
    assert 'style:scale-to-X="1"' in styles and 'fo:margin-left="15.0mm"' in styles
    assert 'config:name="VerticalSplitPosition" config:type="int">' in parts["settings.xml"]
    assert 'table:number-rows-spanned="' in content and 'svg:font-family="標楷體"' in content


def test_head_and_foot_say_what_the_paper_says_there(tmp_path: Path, fonts: FontChain) -> None:
    made = document(Heading("某所 & 某課\n名冊", 1), table(*((str(number), "x") for number in range(99))))
    book = dataclasses.replace(lay_out(made, Ruler(fonts), Counter(1, Job())), foot="列印編號 115-7 & <副本>")
    with (tmp_path / "表.xlsx").open("wb") as file:
        write_xlsx(file, book, lambda _count: None)
    with (tmp_path / "表.ods").open("wb") as file:
        write_ods(file, book, lambda _count: None)
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx").active
    assert sheet.oddHeader.left.text == "某所 && 某課名冊"
    assert sheet.oddHeader.right.text == "編號：115-001　製表日期：115.11.20"
    assert sheet.oddFooter.right.text == sheet.firstFooter.right.text == "列印編號 115-7 && <副本>"
    styles = "".join(ElementTree.fromstring(zipfile.ZipFile(tmp_path / "表.ods").read("styles.xml")).itertext())
    assert styles.count("列印編號 115-7 & <副本>") == 2 and styles.count("某所 & 某課名冊") == 1


def test_columns_are_as_wide_as_on_paper_and_tables_share_their_edges(written) -> None:
    grid = Grid((1, 1), ((GridCell("甲", label=True), GridCell("乙")),))
    narrow = Table((Column("一", 25), Column("二", 50), Column("三", 25)), (Row(("a", "b", "c")),) * 3)
    sheet = openpyxl.load_workbook(written(document(grid, narrow), ".xlsx")).active
    widths = [sheet.column_dimensions[each].width for each in "ABCD"]
    assert all(abs(width * 8 / 96 * 25.4 - 43.5) < 0.5 for width in widths)
    assert {str(each) for each in sheet.merged_cells.ranges} >= {"A1:B1", "C1:D1", "B2:C2", "B3:C3"}


def test_rows_are_as_high_as_their_wrapped_texts(written) -> None:
    text = "含民眾姓名與身分證字號的清冊印出後留在公用印表機上。" * 4
    made = document(Text((Paragraph("短"), Paragraph(text))), table((text, "1")))
    sheet = openpyxl.load_workbook(written(made, ".xlsx")).active
    assert sheet.row_dimensions[1].height < 24
    # 174 mm at 12 points: 39 characters a line.
    assert sheet.row_dimensions[2].height >= 3 * 12 * 1.3
    # Half of the width at 10 points: 24 characters a line, 108 in all.
    assert sheet.row_dimensions[4].height >= 5 * 10 * 1.3


def test_the_officers_have_room_for_their_seals(written) -> None:
    made = document(table(("a", "1")), SignOff(("承辦人", "主管"), 25))
    sheet = openpyxl.load_workbook(written(made, ".xlsx")).active
    row = next(row for row in range(1, 9) if "承辦人" in str([cell.value for cell in sheet[row]]))
    assert sheet.row_dimensions[row + 1].height >= 25 / 25.4 * 72
    assert [cell.value for cell in sheet[row] if cell.value] == ["承辦人", "主管"]


def test_equal_cells_are_merged_and_torn_only_where_a_page_ends(written) -> None:
    rows = tuple((f"組{number // 40}", str(number)) for number in range(80))
    made = document(table(*rows, merges=(Merge(0, 0, 40), Merge(0, 40, 40))))
    sheet = openpyxl.load_workbook(written(made, ".xlsx")).active
    breaks = [each.id for each in sheet.row_breaks.brk]
    ranges = sorted((each.min_row, each.max_row) for each in sheet.merged_cells.ranges)
    assert breaks and ranges[0][0] == 2 and ranges[-1][1] == 81
    assert not [(top, bottom, after) for top, bottom in ranges for after in breaks if top <= after < bottom]
    # Each piece of a torn cell says what it says.
    assert len(ranges) > 2
    assert [sheet.cell(top, 1).value for top, _ in ranges] == ["組0" if top < 42 else "組1" for top, _ in ranges]


def test_a_sum_and_the_officers_stay_with_the_rows_above_them(written) -> None:
    for count in range(30, 40):
        made = document(table(*((str(number), "x") for number in range(count))), SignOff(("承辦人",), 25))
        sheet = openpyxl.load_workbook(written(made, ".xlsx")).active
        high, page, room = [], 0.0, (297 - 15 - 16) / 25.4 * 72
        breaks = {each.id for each in sheet.row_breaks.brk}
        for row in range(1, sheet.max_row + 1):
            height = sheet.row_dimensions[row].height
            if page + height > room or row - 1 in breaks:
                page = 0
            page += height
            high.append(page)
        # The officers' title, their cells and the last row of the table are on one page.
        assert high[-1] > high[-2] > high[-3] > high[-4]


@pytest.mark.parametrize("ending", ENDINGS)
def test_numbers_are_numbers_and_what_only_looks_like_one_is_text(ending, written) -> None:
    made = document(
        table(("電腦", "15", "0007", "12,000", "2.5", "0912345678"), ("線材", "一批", "7", "", "1.50", "12345678"),
              headings=("名稱", "數量", "財產編號", "預算", "溫度", "電話"))
    )  # fmt: skip
    _, first, second = next(iter(rows_of(written(made, ending)).values()))
    assert first == ["電腦", 15, "0007", 12000, 2.5, "0912345678"]
    assert second == ["線材", "一批", "7", "", "1.50", "12345678"]


def test_words_on_a_line_are_underlined_and_their_marks_gone(written) -> None:
    made = document(Text((Paragraph(f"茲於{UNDERLINED}　115　{PLAIN}年報名，\n{UNDERLINED}甲 <&>{PLAIN}。"),)))
    workbook = openpyxl.load_workbook(written(made, ".xlsx"), rich_text=True)
    (rich,) = (cell.value for cell in workbook.active[1] if cell.value)
    assert isinstance(rich, CellRichText)
    assert [(str(each), each.font.u) for each in rich if each.font.u] == [("　115　", "single"), ("甲 <&>", "single")]
    path = written(made, ".ods")
    content = zipfile.ZipFile(path).read("content.xml").decode()
    assert '<text:span text:style-name="line">　115　</text:span>年報名，</text:p><text:p><text:span' in content
    assert words_of(path) == squeeze(made.blocks[0].paragraphs[0].text)


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_copy_has_a_sheet_of_its_own_with_a_name_that_tells_it(ending, written) -> None:
    def copy(month: str) -> tuple[object, ...]:
        return Heading("某所\n機房工作日誌", 1), Fields((FieldItem("年月", month),), None), table(("a", "1"))

    made = document(*copy("115/1月"), PageBreak(anew=True), *copy("115/2月"), PageBreak(anew=True), *copy("115/2月"))
    assert list(rows_of(written(made, ending))) == ["115-1月", "115-2月", "115-2月 (2)"]
    single = dataclasses.replace(document(table(("a", "1"))), title="年度：[資安]/工作*表" + "𠮷" * 20)
    (name,) = rows_of(written(single, ending))
    assert name.startswith("年度：資安-工作表𠮷") and len(name.encode("utf-16-le")) <= 62


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_block_has_a_place_on_a_sheet(ending, written, forms: Mapping[str, Form], inputs: Inputs) -> None:
    kind = LabelSheet("3x8", 3, 8, 70, 36, 0, 4.5)
    made = document(
        Cover(("維護計畫",), ("115年版",)), Contents("目　錄"), Heading("壹、依據", 2), PageBreak(),
        Text((Paragraph("說明", "一、"), Paragraph(""), Paragraph("中華民國　年"))),
        Labels(kind, (Label("A-1", ("電腦",)),)),
        attachment="附件 4",
    )  # fmt: skip
    assert words_of(written(made, ending)) == "附件4維護計畫115年版目錄壹、依據壹、依據一、說明中華民國年A-1電腦"
    words = words_of(written(build(forms["risk_matrix"], inputs), ending))
    for each in ("低風險（", "衝擊性3", "HW-010", "可能性→", "承辦人"):
        assert each in words, each


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_row_higher_than_a_page_is_cut_between_its_lines(ending, written) -> None:
    text = "".join(f"第{number}句話說完了。" for number in range(400))
    made = document(table((text, "1"), ("短", "2")), Grid((1, 3), ((GridCell("說明", label=True), GridCell(text)),)))
    path = written(made, ending)
    (rows,) = rows_of(path).values()
    row = next(number for number, cells in enumerate(rows) if cells[0] == "短")
    # The whole text stands in its column, line below line; what is short stands in the first of its rows only.
    assert squeeze("".join(str(cells[0]) for cells in rows[1:row])) == text
    assert [cells[-1] for cells in rows[1:row]] == [1, *[""] * (row - 2)] and row > 3
    assert squeeze("".join(str(cells[1]) for cells in rows[row + 1 :])) == text
    if ending == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert max(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)) <= 409


def test_a_text_too_long_for_excel_is_said_and_ods_takes_it(written, tmp_path: Path) -> None:
    made = document(Heading("甲" * 33_000, 1))
    with pytest.raises(UserError, match=r"第 1 列有 3\d,\d{3} 個字的一格，超過 Excel 一格 32,767 字的上限"):
        written(made, ".xlsx")
    assert list(tmp_path.iterdir()) == []
    assert words_of(written(made, ".ods")).count("甲") == 33_000


ODD = "=+-@'\"<&>_x0041\t\n\r 　0𠮷\x00\x0b\ufffe\ufffd" + UNDERLINED + PLAIN
NASTY = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(ODD)), max_size=40)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(texts=["=1+1", "@x", "_x0041_", "0007", "\x01\x1f", "𠮷𡘙"])
@example(texts=["-", "#N/A", "TRUE", "1e5", "113/5/1", "  a  b  "])
@example(texts=[f"{UNDERLINED}=1{PLAIN}", f"{UNDERLINED}_x0041_", PLAIN, " ", "\n", "\t"])
@given(texts=st.lists(NASTY, min_size=6, max_size=6))
def test_any_text_comes_back_as_itself_and_never_as_a_formula(ending, texts, written) -> None:
    one, two, three, four, five, six = texts
    made = document(
        Heading(one, 2), Fields((FieldItem("甲", two),), None), Text((Paragraph(three),)),
        table((four, "x"), (five, six)),
        Grid((1, 1), ((GridCell(six), GridCell(five, label=True)),)),
    )  # fmt: skip
    path = written(made, ending)
    assert words_of(path) == "".join(expected_words(made)).replace("\r", "")
    if ending == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type in "fe"]
    else:
        assert b"table:formula" not in zipfile.ZipFile(path).read("content.xml")


def _is_over(asked: Iterator[int]) -> bool:
    return next(asked, None) is None


def test_stopping_and_progress(fonts: FontChain, tmp_path: Path) -> None:
    made = paper("asset_register", "household-office-c", 60)
    for ending in ENDINGS:
        seen: list[tuple[int, int]] = []
        write_sheet(made, tmp_path / f"全{ending}", fonts, lambda done, total, seen=seen: seen.append((done, total)))
        assert seen == sorted(seen) and seen[-1][0] == seen[-1][1]
        for limit in (1, 20):
            asked = iter(range(limit))
            with pytest.raises(Cancelled):
                write_sheet(made, tmp_path / f"半{ending}", fonts, None, functools.partial(_is_over, asked))
    assert not list(tmp_path.glob("*半*"))


def test_another_ending_and_a_place_that_cannot_be_written(fonts: FontChain, tmp_path: Path) -> None:
    made = document(Heading("甲", 1))
    with pytest.raises(UserError, match=r"無法存成「表.csv」。檔名的結尾請用 .ods、.xlsx。"):
        write_sheet(made, tmp_path / "表.csv", fonts)
    with pytest.raises(UserError, match="找不到資料夾"):
        write_sheet(made, tmp_path / "沒有" / "表.ods", fonts)


def test_a_long_register_is_written_in_reasonable_order(written) -> None:
    made = paper("asset_register", "household-office-c", 2000)
    for ending in ENDINGS:
        (rows,) = rows_of(written(made, ending)).values()
        numbers = [row[0] for row in rows if str(row[0]).count("-") == 1 and row[2] not in ("", None)]
        assert len(numbers) == 2000


@pytest.mark.libreoffice
@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("ending", ENDINGS)
def test_libreoffice_prints_every_register_as_the_paper_says(ending, tmp_path: Path, fonts: FontChain) -> None:
    pages, documents, paths = [], [], []
    for form_id in REGISTERS:
        for blank in (False, True):
            documents.append(paper(form_id, "household-office-c", 12, "", blank))
            paths.append(tmp_path / f"{form_id}{'-blank' if blank else ''}{ending}")
            pages.append(write_sheet(documents[-1], paths[-1], fonts).pages)
    for path, made, count in zip(to_pdf(paths, tmp_path), documents, pages, strict=True):
        pdf = PdfReader(path)
        width, height = pdf.pages[0].mediabox.width, pdf.pages[0].mediabox.height
        assert (width > height) == made.landscape
        text = squeeze("".join(page.extract_text() for page in pdf.pages))
        lacking = [each for each in expected_words(made) if each not in text and not each.isdigit()]
        # Commas come back with the number; everything else stands there letter by letter.
        assert [each for each in lacking if each not in text.replace(",", "")] == [], path.stem
        assert f"第1頁／共{len(pdf.pages)}頁" in text
        # Where a page of its own font is wider, Excel's widths are scaled; an ODF sheet is as long as foreseen.
        assert ending == ".xlsx" or abs(len(pdf.pages) - count) <= (count > 3), path.stem
