"""An ODT has what the PDF has, as real tables, styles and fields that an office can go on with."""

import dataclasses
import io
import itertools
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.printing import Document, FontChain, PrintResult, missing_characters, write, write_odt
from isms_desktop.printing.document import (
    Align,
    Block,
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
    Note,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    SignOff,
    Stamp,
    Table,
    Text,
)
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from tests.printing.odt.reading import SPACES, Cell, Odt, rows_of, text_of, written

COLUMNS = (
    Column("編號", 10),
    Column("機密性", 6, Align.CENTER, "資產價值"),
    Column("完整性", 6, Align.CENTER, "資產價值"),
    Column("金額", 8, Align.RIGHT),
)


def paper(*blocks: Block, **changes: object) -> Document:
    """A document with these blocks."""
    plain = Document("paper", "測試用表", "青埕戶政事務所", "附件 4", "115-003", "115.11.20", False, False, blocks)
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def item(*cells: str) -> Row:
    return Row(cells)


@pytest.fixture
def read(fonts: FontChain) -> Callable[..., Odt]:
    """Blocks → the ODT that they make."""
    return lambda *blocks, **changes: written(paper(*blocks, **changes), fonts)


# The file


def test_the_package_is_an_odt_of_one_kind_without_dates(read: Callable[..., Odt]) -> None:
    odt = read(Heading("標題", 1))
    first = odt.file.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", 0)
    assert odt.file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
    listed = odt.manifest.xpath("//manifest:file-entry/@manifest:full-path", namespaces=SPACES)
    assert sorted(listed) == sorted({"/", *odt.file.namelist()} - {"mimetype", "META-INF/manifest.xml"})
    assert {entry.date_time[0] for entry in odt.file.infolist()} == {1980}


def test_the_same_document_gives_the_same_bytes(fonts: FontChain, monkeypatch: pytest.MonkeyPatch) -> None:
    document = paper(Heading("標題", 1), Table(COLUMNS, (item("1", "2", "3", "4"),)), Labels(SHEET, LABELS))
    before = written(document, fonts).content
    later = time.time() + 86400 * 400
    monkeypatch.setattr(time, "time", lambda: later)
    assert written(document, fonts).content == before


def test_the_file_says_what_it_is_and_in_which_tongue(read: Callable[..., Odt]) -> None:
    odt = read(Heading("標題", 1))
    said = {
        name: odt.meta.findtext(f".//{name}", namespaces=SPACES) for name in ("dc:title", "dc:creator", "dc:language")
    }
    assert said == {"dc:title": "青埕戶政事務所測試用表", "dc:creator": "青埕戶政事務所", "dc:language": "zh-TW"}
    assert odt.meta.findtext(".//meta:generator", namespaces=SPACES) == "ISMS Desktop 資安維護管家"
    assert odt.meta.findtext(".//meta:creation-date", namespaces=SPACES) == "2000-01-01T00:00:00"
    assert odt.styles.xpath("//style:default-style//@style:country-asian", namespaces=SPACES) == ["TW"]


def test_the_styles_have_chinese_names_and_stand_in_kai(read: Callable[..., Odt]) -> None:
    odt = read(Heading("標題", 1))
    names = odt.styles.xpath("//office:styles/style:style/@style:display-name", namespaces=SPACES)
    assert {"表單標題", "條文內文", "表頭", "表格內文", "附註", "陳核職稱", "填寫線", "頁尾"} <= set(names)
    for part in (odt.styles, odt.body):
        (families,) = part.xpath("//style:font-face[@style:name='標楷體']/@svg:font-family", namespaces=SPACES)
        assert sorted(families.split(", ")) == ["BiauKai", "DFKai-SB", "TW-Kai", "標楷體"]


def test_it_is_written_whole_or_not_at_all(fonts: FontChain, tmp_path: Path) -> None:
    document = paper(Table(COLUMNS, (item("1", "2", "3", "4"),) * 300))
    seen: list[tuple[int, int]] = []
    write_odt(document, tmp_path / "全.odt", fonts, lambda done, total: seen.append((done, total)))
    assert seen[0] == (0, 300) and seen[-1] == (300, 300)
    with pytest.raises(Cancelled):
        write_odt(document, tmp_path / "半.odt", fonts, cancelled=lambda: len(seen) > 0)
    with pytest.raises(UserError, match="找不到資料夾"):
        write_odt(document, tmp_path / "沒有" / "半.odt", fonts)
    assert [path.name for path in tmp_path.iterdir()] == ["全.odt"]


def test_the_name_of_the_file_says_what_it_becomes(fonts: FontChain, tmp_path: Path) -> None:
    document = paper(Heading("標題", 1))
    assert write(document, tmp_path / "表.ODT", fonts) == PrintResult(0, ())
    assert (tmp_path / "表.ODT").read_bytes().startswith(b"PK")
    assert write(document, tmp_path / "表.pdf", fonts).pages == 1
    stream = io.BytesIO()
    write(document, stream, fonts, kind="odt")
    assert stream.getvalue() == (tmp_path / "表.ODT").read_bytes()
    with pytest.raises(UserError, match=r"不能輸出成「.docx」"):
        write(document, tmp_path / "表.docx", fonts)


def test_a_character_without_a_font_stays_itself_and_is_told(fonts: FontChain) -> None:
    document = paper(Table(COLUMNS, (Row(("\U0002ebf0", "", "", ""), source="資產 HW-1"),)))
    stream = io.BytesIO()
    told = write_odt(document, stream, fonts).missing
    assert told == missing_characters(document, fonts) and told[0].record == "資產 HW-1"
    assert "\U0002ebf0" in Odt(stream.getvalue()).text


def test_what_xml_cannot_hold_is_left_out_and_marks_of_xml_are_words(read: Callable[..., Odt]) -> None:
    odt = read(Heading("<甲> & \"乙\" 'x'\ufffe", 1), Note("a  b   c"))
    assert text_of(odt.find("//text:h")[0]) == "<甲> & \"乙\" 'x'"
    assert text_of(odt.find("//text:p")[0]) == "a  b   c"


# Tables


def test_the_heads_are_repeated_and_those_over_several_columns_span_them(read: Callable[..., Odt]) -> None:
    (table,) = read(Table(COLUMNS, (item("1", "2", "3", "4"),))).tables
    upper, lower = rows_of(table, head=True)
    assert upper == [Cell("編號", 1, 2), Cell("資產價值", 2, 1), Cell(None, 1, 1), Cell("金額", 1, 2)]
    assert lower == [Cell(None, 1, 1), Cell("機密性", 1, 1), Cell("完整性", 1, 1), Cell(None, 1, 1)]
    (single,) = read(Table(COLUMNS[:1], (item("1"),))).tables
    assert rows_of(single, head=True) == [[Cell("編號", 1, 1)]]


def test_merged_cells_are_row_spans(read: Callable[..., Odt]) -> None:
    rows = tuple(item(name, str(number), "", "") for number, name in enumerate("甲甲甲乙丙丙"))
    (table,) = read(Table(COLUMNS, rows, (Merge(0, 0, 3), Merge(0, 4, 2)))).tables
    assert [row[0] for row in rows_of(table)] == [
        Cell("甲", 1, 3), Cell(None, 1, 1), Cell(None, 1, 1), Cell("乙", 1, 1), Cell("丙", 1, 2), Cell(None, 1, 1),
    ]  # fmt: skip
    assert [row[1].text for row in rows_of(table)] == ["0", "1", "2", "3", "4", "5"]


def test_a_merged_cell_shows_its_text_again_where_the_next_page_begins(read: Callable[..., Odt]) -> None:
    rows = tuple(item("甲", str(number), "", "") for number in range(100))
    (table,) = read(Table(COLUMNS, rows, (Merge(0, 0, 100),))).tables
    spans = [row[0].rows for row in rows_of(table) if row[0].text == "甲"]
    assert len(spans) == 3 and sum(spans) == 100


def test_sums_and_sentences_span_their_columns(read: Callable[..., Odt]) -> None:
    rows = (
        item("1", "2", "3", "4"),
        Row(("小計", "", "", "1,200"), RowKind.SUBTOTAL, label_span=3),
        Row(("合計", "", "", ""), RowKind.TOTAL, label_span=4),
        Row(("本表無資料。", "", "", ""), RowKind.MESSAGE, label_span=4),
    )
    odt = read(Table(COLUMNS, rows))
    _, subtotal, total, message = rows_of(odt.tables[0])
    assert subtotal == [Cell("小計", 3, 1), Cell(None, 1, 1), Cell(None, 1, 1), Cell("1,200", 1, 1)]
    assert [total[0], message[0]] == [Cell("合計", 4, 1), Cell("本表無資料。", 4, 1)]
    # A sum belongs to the row above it: no page ends between them.
    first = odt.find("//table:table/table:table-row[1]/table:table-cell[1]/text:p")[0]
    assert odt.style(first)["keep-with-next"] == "always"


def test_rows_stay_whole_unless_they_are_tall_and_have_their_least_height(read: Callable[..., Odt]) -> None:
    odt = read(Table(COLUMNS, (item("1", "", "", ""), item("很長。" * 2000, "", "", "")), row_height=9))
    ordinary, tall = (odt.style(row) for row in odt.find("//table:table/table:table-row"))
    assert (ordinary["keep-together"], tall["keep-together"]) == ("always", "auto")
    assert float(ordinary["min-row-height"].removesuffix("pt")) == pytest.approx(9 / 25.4 * 72, abs=0.01)


def test_a_paper_for_handwriting_keeps_to_one_page(read: Callable[..., Odt]) -> None:
    empty = (Row(("",) * 4, RowKind.EMPTY),) * 30
    signs = SignOff(("承辦人", "單位主管"), 25)
    fewer = read(Heading("標題", 1), Table(COLUMNS, empty, row_height=10), signs).find(
        "//table:table[1]/table:table-row"
    )
    assert 15 <= len(fewer) < 30
    few = read(Heading("標題", 1), Table(COLUMNS, empty[:10], row_height=10), signs)
    row, *_ = few.find("//table:table[1]/table:table-row")
    assert float(few.style(row)["min-row-height"].removesuffix("pt")) > 10 / 25.4 * 72 * 1.3


def test_officers_do_not_stand_alone_on_a_last_page(read: Callable[..., Odt]) -> None:
    for count in range(30, 45):
        odt = read(Table(COLUMNS, (item("1", "2", "3", "4"),) * count), SignOff(("承辦人", "單位主管"), 25))
        register, *more = (table for table in odt.tables if rows_of(table, head=True))
        if more:
            assert len(rows_of(register)) == count - 3 and len(rows_of(more[0])) == 3
            assert odt.style(more[0])["break-before"] == "page"
            break
    else:
        pytest.fail("in one of these tables the officers' cells do not fit below the last row")


def test_a_table_that_ends_a_full_page_has_no_room_below_it(read: Callable[..., Odt]) -> None:
    table = Table(COLUMNS, (item("1", "2", "3", "4"),))
    above, last = (read(table, *more) for more in ((Note("註"),), ()))
    assert [odt.style(odt.tables[0])["margin-bottom"] for odt in (above, last)] == ["5pt", "0pt"]
    # The line that a word processor wants behind a table is only there when a table is the last thing.
    ends = [odt.find("//office:text/*[last()]")[0] for odt in (above, last)]
    assert [text_of(each) for each in ends] == ["註", ""]
    assert last.style(ends[1])["font-size"] == "1pt"


def test_a_grid_has_its_spans_its_shaded_labels_and_room_to_write(read: Callable[..., Odt]) -> None:
    grid = Grid(
        (10, 20, 10, 20),
        (
            (
                GridCell("姓名", True),
                GridCell("王小明"),
                GridCell("單位", True, rows=2),
                GridCell("資訊室\n二樓", rows=2),
            ),
            (GridCell("職稱", True), GridCell("技士")),
            (GridCell("說明", True), GridCell("", columns=3, height=30)),
        ),
    )
    odt = read(grid)
    first, second, third = rows_of(odt.tables[0])
    assert first == [Cell("姓名", 1, 1), Cell("王小明", 1, 1), Cell("單位", 1, 2), Cell("資訊室\n二樓", 1, 2)]
    assert second[2:] == [Cell(None, 1, 1), Cell(None, 1, 1)]
    assert third[1:] == [Cell("", 3, 1), Cell(None, 1, 1), Cell(None, 1, 1)]
    label, value = odt.find("//table:table-row[1]/table:table-cell")[:2]
    assert odt.style(label)["background-color"] == "#f2f2f2" and "background-color" not in odt.style(value)
    tall = odt.style(odt.find("//table:table-row[3]")[0])
    assert float(tall["min-row-height"].removesuffix("pt")) == pytest.approx(30 / 25.4 * 72, abs=0.01)


def test_the_officers_have_room_for_their_seals_on_one_page(read: Callable[..., Odt]) -> None:
    titles = ("承辦人", "單位主管", "資通安全暨個人資料保護推動小組召集人", "秘書", "副主任", "主任", "首長")
    odt = read(SignOff(titles, 25))
    assert [cell.text.replace("\n", "") for table in odt.tables for cell in rows_of(table)[0]] == list(titles)
    for table in odt.tables:
        assert odt.style(table)["may-break-between-rows"] == "false"
        room = odt.style(table.xpath("table:table-row[2]", namespaces=SPACES)[0])["min-row-height"]
        assert float(room.removesuffix("pt")) >= 25 / 25.4 * 72


# Text


def test_fields_stand_on_tab_stops_and_an_empty_one_is_a_line(read: Callable[..., Odt]) -> None:
    items = (FieldItem("編號", "115-003"), FieldItem("日期", ""), FieldItem("單位", "登記股"))
    odt = read(Fields(items, None), Fields(items[:1], Align.RIGHT), Fields((FieldItem("很長", "字" * 60),) * 2, None))
    spread, right, *below = odt.find("//text:p")
    assert [text_of(spread), len(spread.findall("text:tab", SPACES))] == [
        "編號：115-003日期：" + "　" * 18 + "單位：登記股",
        2,
    ]
    (line,) = spread.findall("text:span", SPACES)
    assert text_of(line).strip("　") == "" and odt.style(line)["text-underline-style"] == "solid"
    assert odt.style(right)["text-align"] == "end"
    assert [text_of(each)[:3] for each in below[:2]] == ["很長：", "很長："]


def test_paragraphs_hang_from_their_markers_level_by_level(read: Callable[..., Odt]) -> None:
    odt = read(Text((Paragraph("依據", "一、"), Paragraph("本法。", "(一)", 1), Paragraph("不掛"))))
    first, second, third = odt.find("//text:p")[:3]
    assert text_of(second) == "(一)本法。"
    styles = [odt.style(each) for each in (first, second)]
    left = [float(each["margin-left"][:-2]) + float(each["text-indent"][:-2]) for each in styles]
    assert left == pytest.approx([0, 24])
    assert odt.style(third)["text-align"] == "justify"
    # What only announces the level below stays with it.
    assert styles[0]["keep-with-next"] == "always" and "keep-with-next" not in styles[1]


def test_text_has_the_size_distance_and_spread_that_the_form_wants(read: Callable[..., Odt]) -> None:
    odt = read(Text((Paragraph("中華民國　年　月　日"),), 16, 2.5, None), Text((Paragraph("中"),), align=Align.CENTER))
    spread, centred = odt.find("//text:p")[:2]
    style = odt.style(spread)
    assert (style["font-size"], style["font-size-asian"], style["line-height"]) == ("16pt", "16pt", "40.00pt")
    assert (style["text-align-last"], style["justify-single-word"]) == ("justify", "true")
    assert odt.style(centred)["text-align"] == "center"


def test_words_on_a_line_are_underlined_with_their_blanks(read: Callable[..., Odt]) -> None:
    odt = read(Text((Paragraph(f"立書人{UNDERLINED}　　王小明　　{PLAIN}受託"),)))
    (span,) = odt.find("//text:span")
    assert text_of(span) == "　　王小明　　"
    assert text_of(odt.find("//text:p")[0]) == "立書人　　王小明　　受託"


def test_words_on_a_line_in_a_cell_go_on_over_a_break(read: Callable[..., Odt]) -> None:
    odt = read(Grid((1,), ((GridCell(f"甲{UNDERLINED}乙\n丙{PLAIN}丁"),),)))
    (span,) = odt.find("//text:span")
    assert text_of(span) == "乙\n丙"
    assert rows_of(odt.tables[0]) == [[Cell("甲乙\n丙丁", 1, 1)]]


# Pages


def test_the_foot_counts_pages_and_the_head_names_the_paper_from_the_second_page(read: Callable[..., Odt]) -> None:
    odt = read(Heading("青埕戶政事務所\n115年度測試用表", 1))
    pages = {
        page.get(f"{{{SPACES['style']}}}name"): page
        for page in odt.styles.xpath("//style:master-page", namespaces=SPACES)
    }
    first, later = pages["First"], pages["Later"]
    assert first.get(f"{{{SPACES['style']}}}next-style-name") == "Later"
    for page in (first, later):
        assert text_of(page.find("style:footer", SPACES)).strip() == "第 1 頁／共 1 頁"
        assert page.findall(".//text:page-number", SPACES) and page.findall(".//text:page-count", SPACES)
    assert text_of(first.find("style:header", SPACES)).strip() == "附件 4"
    head = text_of(later.find("style:header", SPACES)).strip()
    assert head == "青埕戶政事務所115年度測試用表編號：115-003　製表日期：115.11.20"


def test_what_ties_a_print_to_the_register_stands_at_the_foot_with_its_code(read: Callable[..., Odt]) -> None:
    stamp = Stamp("115-0042", "115年11月20日10時5分", "3F2A0011", "ISMS1:A1B2C3:115-0042:3F2A00112233AABB")
    odt = read(Heading("標題", 1), stamp=stamp)
    feet = odt.styles.xpath("//style:master-page/style:footer", namespaces=SPACES)
    assert [text_of(foot).strip() for foot in feet] == [f"{stamp.words}第 1 頁／共 1 頁"] * 2
    for foot in feet:
        (place,) = foot.xpath(".//draw:image/@*[local-name()='href']", namespaces=SPACES)
        assert odt.file.read(place).startswith(b"\x89PNG")
    assert not read(Heading("標題", 1)).styles.xpath("//draw:frame", namespaces=SPACES)


def test_a_heading_has_the_size_that_the_form_wants(read: Callable[..., Odt]) -> None:
    odt = read(Heading("標題", 1), Heading("壹、依據", 2), Heading("貳、範圍", 2, 16))
    _, usual, large = odt.find("//text:h")
    assert usual.get(f"{{{SPACES['text']}}}style-name") == "PartTitle"
    assert (odt.style(large)["font-size"], odt.style(large)["parent-style-name"]) == ("16pt", "PartTitle")


def test_there_is_room_behind_a_figure_with_its_point(read: Callable[..., Odt]) -> None:
    dotted, plain = read(Text((Paragraph("甲", "1."), Paragraph("乙", "一、")))).find("//text:p")[:2]
    assert [len(each.findall("text:tab", SPACES)) for each in (dotted, plain)] == [1, 0]


@pytest.mark.parametrize(("landscape", "size", "side"), [(False, (210, 297), 18), (True, (297, 210), 15)])
def test_pages_are_a4_with_the_margins_of_the_pdf(
    read: Callable[..., Odt], landscape: bool, size: tuple[int, int], side: int
) -> None:
    odt = read(Heading("標題", 1), landscape=landscape)
    layouts = odt.styles.xpath("//style:page-layout[@style:name='LaterLayout']/*[1]", namespaces=SPACES)
    values = {key.rpartition("}")[2]: value for key, value in layouts[0].attrib.items()}
    lengths = [
        float(values[key].removesuffix("pt")) / 72 * 25.4 for key in ("page-width", "page-height", "margin-left")
    ]
    assert [round(each, 1) for each in lengths] == [*size, side]
    assert values["print-orientation"] == ("landscape" if landscape else "portrait")


def test_a_page_break_belongs_to_what_follows_and_a_new_copy_has_a_first_page(read: Callable[..., Odt]) -> None:
    marked = Text((Paragraph("甲", "一、"),))
    odt = read(Heading("標題", 1), PageBreak(), marked, PageBreak(anew=True), Table(COLUMNS, (item("1", "", "", ""),)))
    (heading,), text, (table,) = odt.find("//text:h"), odt.find("//text:p")[0], odt.tables
    assert odt.style(heading)["master-page-name"] == "First"
    assert odt.style(text)["break-before"] == "page" and "text-indent" in odt.style(text)
    assert odt.style(table)["master-page-name"] == "First"


def test_a_cover_has_a_page_of_its_own_without_head_and_foot(read: Callable[..., Odt]) -> None:
    odt = read(Cover(("某某機關", "資通安全維護計畫"), ("中華民國115年11月20日",)), Heading("壹、依據", 2))
    title = odt.find("//text:p")[0]
    assert odt.style(title)["master-page-name"] == "Cover"
    assert odt.style(odt.find("//text:h")[0])["master-page-name"] == "Later"
    (cover,) = odt.styles.xpath("//style:master-page[@style:name='Cover']", namespaces=SPACES)
    assert len(cover) == 0


def test_the_contents_are_an_index_whose_pages_are_fields_that_point_at_the_headings(read: Callable[..., Odt]) -> None:
    headings = (Heading("壹、依據", 2), Heading("一、法源", 3), Heading("貳、範圍", 2))
    odt = read(Contents("目　錄"), *headings)
    entries = odt.find("//text:table-of-content/text:index-body/text:p")
    assert [text_of(each).removesuffix("1") for each in entries] == ["壹、依據", "一、法源", "貳、範圍"]
    pages = odt.find("//text:index-body//text:bookmark-ref[@text:reference-format='page']/@text:ref-name")
    assert pages == odt.find("//text:h/text:bookmark-start/@text:name") and len(set(pages)) == 3
    assert odt.find("//text:h/@text:outline-level") == ["2", "3", "2"]


# Labels

SHEET = LabelSheet("a4-21", 3, 7, 63.5, 38.1, 7.25, 15.15, 2.5)
LABELS = tuple(Label(f"ISMS:HW-{number:03}", (f"HW-{number:03}", "櫃檯電腦")) for number in range(20))


def test_labels_stand_in_a_table_of_exact_millimetres_from_the_wanted_place(read: Callable[..., Odt]) -> None:
    odt = read(Labels(SHEET, LABELS, skip=2))
    first, second = odt.tables
    widths = [
        float(odt.style(column)["column-width"].removesuffix("pt")) / 72 * 25.4
        for column in first.xpath("table:table-column", namespaces=SPACES)
    ]
    assert sum(widths) == pytest.approx(3 * 63.5 + 2 * 2.5, abs=0.1)
    rows = first.xpath("table:table-row", namespaces=SPACES)
    heights = [float(odt.style(row)["row-height"].removesuffix("pt")) / 72 * 25.4 for row in rows]
    assert heights == pytest.approx([38.1] * 7, abs=0.01)
    top = [cell.text for cell in rows_of(first)[0] if cell.text]
    assert top == ["HW-000\n櫃檯電腦"]
    assert [cell.text for cell in rows_of(second)[0] if cell.text] == ["HW-019\n櫃檯電腦"]
    layout = odt.styles.xpath("//style:page-layout[@style:name='Labels1Layout']/*[1]", namespaces=SPACES)[0]
    assert layout.get(f"{{{SPACES['fo']}}}margin-top") == "15.15mm"
    pictures = odt.find("//draw:image/@*[local-name()='href']")
    assert len(pictures) == 20 and all(odt.file.read(each).startswith(b"\x89PNG") for each in pictures)


def test_a_sheet_for_trying_out_has_outlines_words_and_rulers_with_figures(read: Callable[..., Odt]) -> None:
    odt = read(Labels(SHEET, (Label("", ("試印用",)),), rulers=True))
    (table,) = odt.tables
    assert [cell.text for cell in rows_of(table)[0] if cell.text] == ["試印用"]
    outlined = odt.find("//table:table-row[1]/table:table-cell[1]")[0]
    assert odt.style(outlined)["border"] == "0.4pt solid #000000"
    assert len(odt.find("//draw:path")) == 2
    figures = [text_of(each).strip() for each in odt.find("//draw:text-box")]
    assert figures == [str(mm) for end in (190, 270) for mm in range(0, end + 1, 10)]


# Speed


def test_a_register_of_2000_rows_takes_no_more_than_a_few_seconds(fonts: FontChain) -> None:
    columns = tuple(Column(f"欄{number}", 10) for number in range(12))
    rows = tuple(Row(tuple(f"第{row}列第{column}欄" for column in range(12))) for row in range(2000))
    stream = io.BytesIO()
    start = time.perf_counter()
    write_odt(paper(Table(columns, rows)), stream, fonts)
    assert time.perf_counter() - start < 10
    assert len(rows_of(Odt(stream.getvalue()).tables[0])) == 2000


def test_words_keep_their_order(read: Callable[..., Odt]) -> None:
    odt = read(Heading("標題", 1), Fields((FieldItem("甲", "1"),), None), Note("註：乙"), Text((Paragraph("丙"),)))
    places = [odt.text.index(words) for words in ("標題", "甲：1", "註：乙", "丙")]
    assert all(before < after for before, after in itertools.pairwise(places))
    assert not re.search(r"[\x0e\x0f]", odt.text)
