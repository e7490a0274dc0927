"""The yearly checklist of the authority, as it comes: long tables, merged sections, ticks, and what goes wrong."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.checklist import read_checklist
from isms_desktop.exchange.checklist_marks import chosen, ticked
from isms_desktop.exchange.checklist_numbers import number_of_section, split_number, value_of
from tests.exchange.odt import HEAD, cell, covered, item, odt, paragraph, row, table

TITLE = paragraph("附件1-1 115年資通安全實地稽核項目檢核表(適用公務機關)")


@pytest.fixture
def read(tmp_path):
    def read(*parts, name="檢核表.odt"):
        return read_checklist(odt(tmp_path / name, *parts))

    return read


def official(*rows):
    """A table with the head that the authority prints: two rows, the answers under one heading."""
    top = row(
        cell("稽核項目", down=2), cell("資通安全稽核檢核項目", down=2), cell("檢核結果", across=4), covered(3),
        cell("簡述規範內容、執行方式、執行結果", down=2), cell("紀錄文件(如規範、紀錄、公文等)", down=2),
    )  # fmt: skip
    return table(top, row(covered(2), "符合", "部分符合", "不符合", "不適用", covered(2)), *rows)


def test_last_years_filled_copy(read):
    draft = read(
        TITLE,
        paragraph("機關名稱："),
        official(
            item(cell("一、核心業務\n及其重要性", down=2), "1.1 是否界定核心業務？", "V", "已列於計畫", "計畫\n公文"),
            item(covered(), "1.2是否演練？\n(一)每年\n(二)留下紀錄", " ■", "只有一半"),
            row(cell("註：1.2 為本年新增。", across=8), covered(7)),
            item(cell("二、資通安全政策", down=2), "２.１、政策是否核定？", "  ✓"),
            item(covered(), "2.2. 是否宣導？", "   ☑"),
        ),
        paragraph("填表人：　　填表日期：115/ /"),
    )
    assert (draft.name, draft.version, draft.kind, draft.grading) == (
        "資通安全實地稽核項目檢核表(適用公務機關)", "115", "internal", "four",
    )  # fmt: skip
    assert draft.sections == ("一、核心業務及其重要性", "二、資通安全政策")
    assert [(each.number, each.question, each.result) for each in draft.items] == [
        ("1.1", "是否界定核心業務？", "yes"),
        ("1.2", "是否演練？\n(一)每年\n(二)留下紀錄", "partly"),
        ("2.1", "政策是否核定？", "no"),
        ("2.2", "是否宣導？", "not_applicable"),
    ]
    assert (draft.items[0].explanation, draft.items[0].evidence) == ("已列於計畫", "計畫；公文")
    assert draft.answered == 4
    assert draft.notes == ("略過 1 列附註、簽章或說明文字。",)


def test_a_table_over_several_pages(read):
    """Each page may be a table of its own, with or without its head, the section named again or not."""
    first = table(row(*HEAD), item("一、政策", "1.1 甲？"), item("", "1.2 乙？"))
    again = table(row(*HEAD), item("一、政策（續）", "1.3 丙？"), row(*HEAD), item("二、組織", "2.1 丁？"))
    bare = table(item("", "2.2 戊？"))
    draft = read(first, again, bare, table(row("填表人", "單位主管")))
    assert [(each.section, each.number) for each in draft.items] == [
        ("一、政策", "1.1"), ("一、政策", "1.2"), ("一、政策", "1.3"), ("二、組織", "2.1"), ("二、組織", "2.2"),
    ]  # fmt: skip


def test_numbers_are_made_where_the_file_has_none(read):
    draft = read(
        table(
            row(*HEAD),
            item("核心業務", "(一) 甲？"),
            item("", "（二）乙？"),
            item("", "丙？"),
            item("推動組織", "1. 丁？"),
            item("", "戊？"),
        )
    )
    assert [each.number for each in draft.items] == ["1.1", "1.2", "1.3", "2.1", "2.2"]
    assert [each.question for each in draft.items] == ["甲？", "乙？", "丙？", "丁？", "戊？"]


def test_a_section_over_the_whole_width(read):
    head = row("編號", "檢核項目", "符合", "不符合", "不適用", "說明")
    rows = (
        row(cell("三、人力", across=6), covered(5)),
        row("3.1", "甲？", "", "", "", ""),
        row("3.2", "乙？", "", "", "", ""),
    )
    draft = read(table(head, *rows))
    assert [(each.section, each.number) for each in draft.items] == [("三、人力", "3.1"), ("三、人力", "3.2")]
    assert draft.grading == "three"


def test_texts_beside_questions_that_nobody_answered_are_hints(read):
    draft = read(table(row(*HEAD), item("一、政策", "1.1 甲？", "□□□□", "看核定公文", "政策文件")))
    [found] = draft.items
    assert (found.hint, found.evidence_hint, found.explanation, found.evidence) == ("看核定公文", "政策文件", "", "")
    assert any("填寫提示" in note for note in draft.notes)


def test_two_ticks_are_no_answer(read):
    draft = read(table(row(*HEAD), item("一、政策", "1.1 甲？", "V V"), item("", "1.2 乙？", "V")))
    assert [each.result for each in draft.items] == ["", "yes"]
    assert draft.notes == ("表格 1 第 2 列勾了 2 個答案，沒有採用。",)


def test_a_long_list_of_papers_moves_to_the_explanation(read):
    papers = "\n".join(f"第 {number} 號公文" for number in range(100))
    [found] = read(table(row(*HEAD), item("一、政策", "1.1 甲？", "V", "有。", papers))).items
    assert found.evidence == "" and found.explanation.startswith("有。\n第 0 號公文；")


@pytest.mark.parametrize(
    ("name", "title", "year"),
    [("x.odt", "114年度資安自評表", "114"), ("115年檢核表.odt", "資安檢核表", "115"), ("115_資安.odt", "", "115"),
     ("2026檢核表.odt", "", "115"), ("檢核表.odt", "資安檢核表", "")],
)  # fmt: skip
def test_the_year_comes_from_the_title_or_the_files_name(read, name, title, year):
    assert read(paragraph(title), table(row(*HEAD), item("一、政策", "1.1 甲？")), name=name).version == year


@pytest.mark.parametrize(
    ("title", "kind"),
    [("委外廠商查核項目表", "vendor"), ("稽核自評表", "self"), ("交互稽核檢核表", "peer"), ("檢核表", "internal")],
)
def test_what_it_is_for(read, title, kind):
    assert read(paragraph(title), table(row(*HEAD), item("一、政策", "1.1 甲？"))).kind == kind


# What is refused, with the place and what to do


REFUSED = {
    "other columns": (
        [row("機關", "電話"), row("甲", "1")],
        "表格 1 第 1 列的欄位是「機關、電話」（共 2 欄）",
        "標題列要有「檢核項目」",
    ),
    "an answer without a column": (
        [row("稽核項目", "檢核項目", "符合", "說明"), row("一", "1.1 甲？", "", "")],
        "缺少「不符合」欄",
        "請補上缺少的欄位",
    ),
    "headings alone": ([row(*HEAD)], "只有標題列，沒有任何檢核項目", "請選擇有項目內容的檔案"),
    "an item twice": (
        [row(*HEAD), item("一", "1.1 甲？"), item("", "1.1 乙？")],
        "「1.1」出現兩次：表格 1 第 2 列與表格 1 第 3 列",
        "更正",
    ),
    "two items in one cell": (
        [row(*HEAD), item("一", "1.1 甲？\n1.2 乙？")],
        "表格 1 第 2 列的一格裡有 2 個項目（1.1、1.2）",
        "分成各自的列",
    ),
    "section and question in one cell": (
        [row(*HEAD), row(cell("1.1 甲？", across=2), covered(), *["V", "", "", "", "", ""])],
        "「稽核項目」與「檢核項目」合併成一格",
        "請取消合併",
    ),
    "one question with two answers": (
        [row(*HEAD), row("一", cell("1.1 甲？", down=2), "V", *[""] * 5), row("", covered(), "", "", "V", *[""] * 3)],
        "表格 1 第 3 列的檢核項目和上一列合併成一格",
        "各佔一列",
    ),
    "a text that is too long": (
        [row(*HEAD), item("一", "1.1 甲？", "", "長" * 4001)],
        "「說明」有 4001 個字，超過 4000 個字",
        "請縮短",
    ),
}


@pytest.mark.parametrize(("rows", "said", "advice"), REFUSED.values(), ids=REFUSED)
def test_ambiguous_or_missing_is_refused(read, rows, said, advice):
    with pytest.raises(UserError) as refusal:
        read(table(*rows))
    assert said in refusal.value.text and advice in refusal.value.advice


def test_a_second_table_with_another_number_of_columns(read):
    with pytest.raises(UserError, match=r"表格 2有 9 欄，和前一個表格的 8 欄不同"):
        read(table(row(*HEAD), item("一", "1.1 甲？")), table(row(*"一二三四五六七八九")))


def test_no_table_at_all(read):
    with pytest.raises(UserError, match="裡沒有表格"):
        read(TITLE)


def test_a_word_file_under_the_name_of_an_odt(tmp_path):
    path = tmp_path / "檢核表.odt"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(UserError, match=r"內容是 Word 文件.*另存為 ODF 文字文件"):
        read_checklist(path)
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le"))
    with pytest.raises(UserError, match="Word 文件"):
        read_checklist(path)


def test_something_else_altogether(tmp_path):
    path = tmp_path / "檢核表.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    with pytest.raises(UserError, match=r"PDF 文件.*\.odt、\.xlsx"):
        read_checklist(path)


def test_from_a_sheet(make):
    rows = [
        ["115年度稽核自評表"],
        ["構面", "編號", "查核內容", "查核結果", "說明", "佐證", "依據", "適用等級"],
        ["一、政策", "1.1", "政策是否核定？", "符合", "已核定", "公文", "資通安全管理法§13", "A、B、C"],
        ["", "1.2", "是否宣導？", "□符合 ■不符合 □不適用", "", "", "", ""],
    ]
    draft = read_checklist(make.xlsx(rows, "115自評.xlsx"))
    first, second = draft.items
    assert (draft.name, draft.version, draft.kind) == ("稽核自評表", "115", "self")
    assert (first.section, first.number, first.basis, first.grades) == (
        "一、政策",
        "1.1",
        "資通安全管理法§13",
        ("A", "B", "C"),
    )
    assert [each.result for each in draft.items] == ["yes", "no"]
    assert second.section == "一、政策"


# The small parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.1 甲", ("1.1", 0, "甲")), ("１.１、甲", ("1.1", 0, "甲")), ("1.2.3是否", ("1.2.3", 0, "是否")),
        ("(三)甲", ("", 3, "甲")), ("十二、甲", ("", 12, "甲")), ("7）甲", ("", 7, "甲")),
        ("甲 1.1", ("", 0, "甲 1.1")),
    ],
)  # fmt: skip
def test_numbers_at_the_beginning(text, found):
    assert split_number(text) == found


@pytest.mark.parametrize(("title", "number"), [("9.績效", 9), ("壹、政策", 1), ("（十三）精進", 13), ("政策", 0)])
def test_numbers_of_sections(title, number):
    assert number_of_section(title) == number


@given(st.integers(1, 99))
def test_numerals(number):
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    written = (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")
    assert value_of(written) == number == value_of(str(number))


@given(st.text(max_size=30))
def test_no_text_upsets_the_number_reader(text):
    dotted, single, words = split_number(text)
    assert not (dotted and single) and words in text


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ("V□□□", ["yes"]),
        ("□□□□", []),
        ("○○○○", []),
        (" ○  ", ["partly"]),
        ("■■  ", ["yes", "partly"]),
        ("  是無", ["no"]),
    ],
)
def test_ticks(marks, found):
    cells = dict(zip(("yes", "partly", "no", "not_applicable"), (each.strip() for each in marks), strict=True))
    assert ticked(cells) == found


@pytest.mark.parametrize(
    ("text", "result"),
    [("符合", "yes"), ("部分符合", "partly"), ("■不符合", "no"), ("□符合 ☑部分符合 □不符合", "partly"), ("待查", ""),
     ("■符合 ■不符合", "")],
)  # fmt: skip
def test_one_cell_for_the_answer(text, result):
    assert chosen(text) == result
