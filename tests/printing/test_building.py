"""A form file and records become blocks with words."""

import dataclasses
from collections.abc import Callable, Mapping

from isms_desktop.printing import Form, Inputs, build
from isms_desktop.printing.document import (
    Contents,
    Cover,
    FieldItem,
    Fields,
    Grid,
    Heading,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Text,
)
from isms_desktop.printing.phrase import ROOM
from tests.printing.registers import small_office

MakeForm = Callable[..., Form]

ALL_BLOCKS = """
[[block]]
type = "heading"
text = "{office}{title}"
[[block]]
type = "fields"
align = "right"
items = [["編號", "{number}"], ["製表日期", "{today:roc_long}"]]
[[block]]
type = "text"
text = '''
一、未經申請核准，不得私自攜出。
(一)資訊設備。
(二)媒體檔案。
  前項設備包含隨身碟。
二、機關得派員檢查。
民國 1.5 年起適用。
'''
[[block]]
type = "grid"
widths = [1, 2]
rows = [["申請單位", "{department}"], ["用途說明", { text = "{office}", height = 30 }]]
[[block]]
type = "page_break"
[[block]]
type = "note"
when = "gone_count"
text = "註：另有 {gone_count} 項不列入。"
[[block]]
type = "note"
when = "unweighed_count"
text = "看不到"
[[block]]
type = "note"
on = "blank"
text = "請以正楷填寫。"
[[block]]
type = "signoff"
note = "註：陳核層級請機關依需求調整"
"""


def test_every_block_gets_its_words(made_form: MakeForm, inputs: Inputs) -> None:
    heading, fields, text, grid, new_page, note, signoff, below = build(made_form(ALL_BLOCKS), inputs).blocks
    assert heading == Heading("青埕戶政事務所測試用表", 1)
    assert isinstance(fields, Fields)
    assert fields.items == (FieldItem("編號", "115-003", late=True), FieldItem("製表日期", "中華民國115年11月20日"))
    assert isinstance(text, Text)
    assert [(each.level, each.marker, each.text) for each in text.paragraphs] == [
        (0, "一、", "未經申請核准，不得私自攜出。"),
        (1, "(一)", "資訊設備。"),
        (1, "(二)", "媒體檔案。"),
        (2, "", "前項設備包含隨身碟。"),
        (0, "二、", "機關得派員檢查。"),
        (0, "", "民國 1.5 年起適用。"),
    ]
    assert isinstance(grid, Grid)
    assert [[(cell.text, cell.label) for cell in row] for row in grid.rows] == [
        [("申請單位", True), ("", False)],
        [("用途說明", True), ("青埕戶政事務所", False)],
    ]
    assert isinstance(new_page, PageBreak)
    assert note == Note("註：另有 1 項不列入。")
    assert signoff == SignOff(("承辦人", "單位主管", "資通安全長"), 25)
    assert below == Note("註：陳核層級請機關依需求調整")


def test_the_blank_version_is_open_where_the_office_writes(made_form: MakeForm, inputs: Inputs) -> None:
    document = build(made_form(ALL_BLOCKS), dataclasses.replace(inputs, blank=True, number=""))
    assert document.made_on == document.number == ""
    assert document.office == "青埕戶政事務所"
    _, fields, *_ = document.blocks
    assert isinstance(fields, Fields)
    assert [item.value for item in fields.items] == ["", "中華民國　　　年　　月　　日"]
    assert Note("請以正楷填寫。") in document.blocks
    assert not [block for block in document.blocks if isinstance(block, Note) and "另有" in block.text]


def test_what_belongs_to_an_article_hangs_below_its_words(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form('''[[block]]
type = "text"
text = """

第一條　乙方應保密。
 一般之資訊不在此限。
第十二條　本同意書一式叁份。
第一條之規定亦同。

"""
''')
    (text,) = build(form, inputs).blocks
    assert isinstance(text, Text)
    assert [(each.level, each.marker, each.text) for each in text.paragraphs] == [
        (0, "", ""),
        (0, "第一條　", "乙方應保密。"),
        (2, "", "一般之資訊不在此限。"),
        (0, "第十二條　", "本同意書一式叁份。"),
        (0, "", "第一條之規定亦同。"),
        (0, "", ""),
    ]


def test_cells_of_the_official_form_give_way_to_the_offices_own_chain(
    forms: Mapping[str, Form], inputs: Inputs
) -> None:
    def cells(office: Inputs) -> list[str]:
        blocks = build(forms["request"], dataclasses.replace(office, blank=True)).blocks
        grids = [block for block in blocks if isinstance(block, Grid)]
        return [cell.text for grid in grids for row in grid.rows for cell in row if cell.label]

    own = inputs.agency.replace(signoff_chains="資通安全需求申請單：承辦人、校長")
    decided = dataclasses.replace(inputs, agency=own)
    assert "單位主管" in cells(inputs)
    assert "單位主管" not in cells(decided)
    signs = [
        [
            block
            for block in build(forms["request"], dataclasses.replace(each, blank=True)).blocks
            if isinstance(block, SignOff)
        ]
        for each in (decided, inputs)
    ]
    assert signs == [[SignOff(("承辦人", "校長"), 25)], []]


def test_the_offices_own_chain_signs(made_form: MakeForm, inputs: Inputs) -> None:
    agency = inputs.agency.replace(signoff_chains="預設：承辦人、主任\n測試用表：製表、覆核、秘書、主任")
    form = made_form('[[block]]\ntype = "signoff"\nseal = 20\n')
    (signoff,) = build(form, dataclasses.replace(inputs, agency=agency)).blocks
    assert signoff == SignOff(("製表", "覆核", "秘書", "主任"), 20)


def test_the_titles_of_the_official_form_sign_until_the_office_decides(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form('[[block]]\ntype = "signoff"\nproposed = ["承辦人員", "單位主管"]\n')
    assert build(form, inputs).blocks == (SignOff(("承辦人員", "單位主管"), 25),)
    for chain, titles in (("測試用表：組長、校長", ("組長", "校長")), ("預設：承辦、主任", ("承辦", "主任"))):
        decided = dataclasses.replace(inputs, agency=inputs.agency.replace(signoff_chains=chain))
        assert build(form, decided).blocks == (SignOff(titles, 25),)


def test_a_form_for_each_of_a_list_is_as_many_papers(forms: Mapping[str, Form], inputs: Inputs) -> None:
    office = dataclasses.replace(inputs, records={**inputs.records, **small_office()})
    blocks = build(forms["room_log"], office).blocks
    assert [block.items[0].value for block in blocks if isinstance(block, Fields)] == ["115 年 9 月", "115 年 11 月"]
    assert [block for block in blocks if isinstance(block, PageBreak)] == [PageBreak(anew=True)]
    blank = build(forms["room_log"], dataclasses.replace(office, blank=True)).blocks
    assert [block.items[0].value for block in blank if isinstance(block, Fields)] == [""]


def test_the_matrix_shows_what_can_be_and_what_is(forms: Mapping[str, Form], inputs: Inputs) -> None:
    (picture,) = (block for block in build(forms["risk_matrix"], inputs).blocks if isinstance(block, Picture))
    cells = {(cell.likelihood, cell.impact): cell for cell in picture.drawing.cells}
    assert {place: cell.reach for place, cell in cells.items()} == {
        (1, 1): "low", (2, 1): "low", (3, 1): "low",
        (1, 2): "low", (2, 2): "medium", (3, 2): "medium",
        (1, 3): "low", (2, 3): "medium", (3, 3): "high",
    }  # fmt: skip
    assert [(mark.band, mark.items) for mark in cells[3, 3].marks] == [("high", ("HW-010",))]
    assert [(mark.band, mark.items) for mark in cells[2, 2].marks] == [("medium", ("HW-010",))]
    assert cells[2, 1].marks == ()
    assert picture.drawing.bands[0] == ("low", "低風險", "3–37")
    assert picture.drawing.impacts[0] == (1, "低")


def test_the_blank_matrix_is_empty(forms: Mapping[str, Form], inputs: Inputs) -> None:
    document = build(forms["risk_matrix"], dataclasses.replace(inputs, blank=True))
    (picture,) = (block for block in document.blocks if isinstance(block, Picture))
    assert not [cell for cell in picture.drawing.cells if cell.marks]


OF_A_LIST = """
[[block]]
type = "text"
list = "assets"
leading = 2.5
empty = "（沒有資產）"
text = '''
{row}. {name}（{office}）
'''
[[block]]
type = "note"
unless = "risk_count"
text = "今年沒有風險"
"""


def test_a_text_of_a_list_has_its_lines_for_each_row(made_form: MakeForm, inputs: Inputs) -> None:
    (text,) = build(made_form(OF_A_LIST), inputs).blocks
    assert isinstance(text, Text) and text.leading == 2.5
    assert [(each.marker, each.text) for each in text.paragraphs] == [
        ("1.", "除戶簿冊影像（青埕戶政事務所）"),
        ("2.", "檔案伺服器（青埕戶政事務所）"),
        ("3.", "櫃檯電腦（青埕戶政事務所）"),
    ]


def test_a_text_of_an_empty_list_says_so(made_form: MakeForm, inputs: Inputs) -> None:
    text, note = build(made_form(OF_A_LIST), dataclasses.replace(inputs, records={})).blocks
    assert isinstance(text, Text) and [each.text for each in text.paragraphs] == ["（沒有資產）"]
    assert note == Note("今年沒有風險")


def test_a_document_has_a_cover_and_contents(made_form: MakeForm, inputs: Inputs) -> None:
    blocks = """
[[block]]
type = "cover"
titles = ["{office_full}", "{title}"]
notes = ["{today:roc_long}"]
[[block]]
type = "contents"
title = "目　錄"
[[block]]
type = "heading"
level = 3
text = "一、核心業務"
"""
    cover, contents, heading = build(made_form(blocks), inputs).blocks
    assert cover == Cover(("青埕縣青埕戶政事務所", "測試用表"), ("中華民國115年11月20日",))
    assert contents == Contents("目　錄")
    assert heading == Heading("一、核心業務", 3)


def test_a_cell_to_write_in_is_higher_on_the_blank_version(made_form: MakeForm, inputs: Inputs) -> None:
    cell = '{ text = "{number}", height = 9, blank_height = 20 }'
    form = made_form(f'[[block]]\ntype = "grid"\nwidths = [1, 1]\nrows = [["編號", {cell}]]\n')
    for blank, height in ((False, 9), (True, 20)):
        (grid,) = build(form, dataclasses.replace(inputs, blank=blank)).blocks
        assert isinstance(grid, Grid)
        assert [each.height for each in grid.rows[0]] == [0, height]


def test_what_is_said_in_several_lines_stands_in_several_paragraphs(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form('[[block]]\ntype = "text"\ntext = "{number}"\n')
    (text,) = build(form, dataclasses.replace(inputs, number="一、甲\n二、乙")).blocks
    assert isinstance(text, Text)
    assert [(each.marker, each.text) for each in text.paragraphs] == [("一、", "甲"), ("二、", "乙")]


def test_a_blank_paper_that_is_registered_bears_its_number(made_form: MakeForm, inputs: Inputs) -> None:
    document = build(made_form(ALL_BLOCKS), dataclasses.replace(inputs, blank=True, number="115-0042"))
    _, fields, *_ = document.blocks
    assert document.number == "115-0042"
    assert isinstance(fields, Fields) and fields.items[0] == FieldItem("編號", "115-0042", late=True)


def test_a_paper_for_each_of_nothing_says_so_for_the_files(forms: Mapping[str, Form], inputs: Inputs) -> None:
    title, of_the_print, sentence, signoff = build(forms["management_review"], inputs).blocks
    assert isinstance(title, Heading) and "資通安全管理審查會議紀錄" in title.text
    assert isinstance(of_the_print, Fields)
    assert [(item.label, item.value, item.late) for item in of_the_print.items] == [
        ("編號", "115-003", True),
        ("製表日期", "中華民國115年11月20日", False),
    ]
    assert isinstance(sentence, Text)
    assert [each.text for each in sentence.paragraphs if each.text] == ["115年度沒有召開資通安全管理審查會議。"]
    assert isinstance(signoff, SignOff)
    open_ = build(forms["management_review"], dataclasses.replace(inputs, blank=True)).blocks
    assert [block for block in open_ if isinstance(block, Grid)]


def test_without_such_words_it_is_left_open(made_form: MakeForm, inputs: Inputs) -> None:
    text = '[[block]]\ntype = "text"\ntext = "{name}參加"\n'
    for none, words in (('none = "{year}年度沒有課程。"\n', "115年度沒有課程。"), ("", "參加")):
        form = made_form(f'each = "courses"\n{none}{text}')
        blocks = build(form, inputs).blocks
        assert [each.text for block in blocks if isinstance(block, Text) for each in block.paragraphs if each.text] == [
            words
        ]


def test_whoever_fills_in_a_boxed_form_has_nine_millimetres(made_form: MakeForm, inputs: Inputs) -> None:
    rows = '["單位", "{office}"], ["說明", { text = "{title}", blank_height = 30 }]'
    form = made_form(f'[[block]]\ntype = "grid"\nwidths = [1, 2]\nrows = [{rows}]\n')
    heights = []
    for blank in (False, True):
        (grid,) = build(form, dataclasses.replace(inputs, blank=blank)).blocks
        assert isinstance(grid, Grid)
        heights.append([[cell.height for cell in row] for row in grid.rows])
    assert heights == [[[0, 0], [0, 0]], [[0, 9], [0, 30]]]


def test_a_paper_for_each_record_leaves_room_where_there_is_none(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form('each = "openings"\n[[block]]\ntype = "text"\ntext = "計{days}日"\n')
    (text,) = build(form, dataclasses.replace(inputs, records={})).blocks
    assert isinstance(text, Text) and text.paragraphs[0].text == f"計{ROOM}日"
