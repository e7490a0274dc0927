"""Tables: groups and sums, merged cells, the office's own columns, and the version to fill in by hand."""

import dataclasses
from collections.abc import Callable, Mapping

from isms_desktop.domain.business import IMPORTANCE, Business
from isms_desktop.domain.profile import FormVariant
from isms_desktop.printing import Form, Inputs, build
from isms_desktop.printing.document import Align, Merge, RowKind, Table
from isms_desktop.services import library

MakeForm = Callable[..., Form]


def table_of(form: Form, inputs: Inputs) -> Table:
    (table,) = (block for block in build(form, inputs).blocks if isinstance(block, Table))
    return table


GROUPED = """
[[block]]
type = "table"
list = "assets"
variant = true
group_by = "category"
subtotal = "{category}小計 {count} 項"
total = "合計 {count} 項"
blank_rows = 3
columns = [
  { key = "row", heading = "項次", width = 4 },
  { key = "category", merge = true },
  { key = "number" },
  { key = "quantity", sum = true },
  { key = "owner", hidden = true },
]
"""


def test_groups_are_counted_and_summed(made_form: MakeForm, inputs: Inputs) -> None:
    table = table_of(made_form(GROUPED), inputs)
    assert [(row.kind, row.cells) for row in table.rows] == [
        (RowKind.ITEM, ("1", "資訊資產", "ID-001", "1")),
        (RowKind.SUBTOTAL, ("資訊資產小計 1 項", "", "", "1")),
        (RowKind.ITEM, ("2", "實體資產", "HW-9", "一批")),
        (RowKind.ITEM, ("3", "實體資產", "HW-010", "15")),
        (RowKind.SUBTOTAL, ("實體資產小計 2 項", "", "", "15")),
        (RowKind.TOTAL, ("合計 3 項", "", "", "16")),
    ]
    assert table.merges == (Merge(1, 2, 2),)
    assert table.rows[1].label_span == 3
    assert table.rows[2].source == "資產清冊 HW-9 檔案伺服器"


def test_the_blank_version_has_rows_to_write_in(made_form: MakeForm, inputs: Inputs) -> None:
    table = table_of(made_form(GROUPED), dataclasses.replace(inputs, blank=True))
    assert [row.cells for row in table.rows] == [(str(number), "", "", "") for number in (1, 2, 3)]
    assert {row.kind for row in table.rows} == {RowKind.EMPTY}
    assert table.row_height >= 9


def test_boxes_to_tick_keep_their_words_on_the_blank_version(forms: Mapping[str, Form], inputs: Inputs) -> None:
    table = table_of(forms["core_business"], dataclasses.replace(inputs, blank=True))
    (boxes,) = {row.cells[2] for row in table.rows}
    assert boxes.splitlines() == [f"□ {each.label}" for each in IMPORTANCE]


def test_a_profile_that_writes_its_reasons_has_no_boxes(forms: Mapping[str, Form], inputs: Inputs) -> None:
    records = {"business": [Business(id=1, name="新聞發布", core=True, importance=("statute",))]}
    profile = library.profiles()["city-bureau-c"]
    rules = inputs.rules._replace(profile=profile)
    for chosen, words in ((inputs.rules, f"■ {IMPORTANCE[2].label}"), (rules, IMPORTANCE[2].label)):
        table = table_of(forms["core_business"], dataclasses.replace(inputs, rules=chosen, records=records))
        assert [column.heading.replace("\n", "") for column in table.columns] == [
            "核心業務", "核心資通系統", "重要性說明", "業務失效影響說明", "最大可容忍中斷時間",
        ]  # fmt: skip
        assert words in table.rows[0].cells[2].splitlines()
        assert table.rows[0].cells[2].count("□") == (3 if chosen is inputs.rules else 0)


def test_the_offices_own_columns_come_in_its_order_under_its_headings(made_form: MakeForm, inputs: Inputs) -> None:
    columns = (
        ("row", "序"),
        ("owner", "所有人"),
        ("number", "編碼"),
        ("counted_on", "清查日"),
        ("gone_with_the_wind", "無"),
    )
    forms = {"paper": FormVariant(title="本所清冊", attachment="九", columns=columns)}
    rules = inputs.rules._replace(profile=inputs.rules.profile._replace(forms=forms))
    document = build(made_form(GROUPED), dataclasses.replace(inputs, rules=rules))
    assert (document.title, document.attachment) == ("本所清冊", "附件九")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert [(column.heading, column.align) for column in table.columns] == [
        ("序", Align.LEFT),
        ("所有人", Align.LEFT),
        ("編碼", Align.LEFT),
        ("清查日", Align.CENTER),
    ]
    assert table.rows[0].cells == ("1", "", "ID-001", "")


def test_the_form_file_says_where_a_line_of_a_heading_ends_when_the_offices_words_are_the_same(
    made_form: MakeForm, inputs: Inputs
) -> None:
    form = made_form(GROUPED.replace('{ key = "owner", hidden', '{ key = "owner", heading = "資產\\n擁有者", hidden'))
    for own, heading in (("資產擁有者", "資產\n擁有者"), ("擁有者", "擁有者")):
        forms = {"paper": FormVariant(columns=(("owner", own),))}
        rules = inputs.rules._replace(profile=inputs.rules.profile._replace(forms=forms))
        (column,) = table_of(form, dataclasses.replace(inputs, rules=rules)).columns
        assert column.heading == heading


def test_an_empty_list_says_so_over_the_whole_width(made_form: MakeForm, inputs: Inputs) -> None:
    table = table_of(made_form(GROUPED), dataclasses.replace(inputs, records={}))
    assert [(row.kind, row.cells[0], row.label_span) for row in table.rows] == [(RowKind.MESSAGE, "（本表無資料）", 4)]


def test_cells_are_only_merged_as_far_as_those_to_their_left(made_form: MakeForm, inputs: Inputs) -> None:
    block = """
[[block]]
type = "table"
list = "risks"
columns = [
  { key = "asset_number", heading = "編號", width = 9, merge = true },
  { key = "year", merge = true },
  { key = "owner", merge = true },
  { key = "event" },
]
"""
    assert table_of(made_form(block), inputs).merges == (Merge(0, 1, 2), Merge(1, 1, 2))


def test_a_scale_that_the_method_does_not_use_has_no_column(made_form: MakeForm, inputs: Inputs) -> None:
    block = TABLE_OF_LEVELS.format('{ key = "confidentiality" }, { key = "compliance" }')
    assert [column.heading for column in table_of(made_form(block), inputs).columns] == ["機密性"]


def test_a_method_without_an_asset_value_has_no_column_for_it(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form(TABLE_OF_LEVELS.format('{ key = "confidentiality" }, { key = "value" }'))
    assert [column.heading for column in table_of(form, inputs).columns] == ["機密性", "資產價值"]
    rules = inputs.rules._replace(method=library.methods()["likelihood-impact"])
    table = table_of(form, dataclasses.replace(inputs, rules=rules))
    assert [column.heading for column in table.columns] == ["機密性"]


TABLE_OF_LEVELS = '[[block]]\ntype = "table"\nlist = "assets"\ncolumns = [{}]\n'


def test_boxes_are_ticked(made_form: MakeForm, inputs: Inputs) -> None:
    columns = """
      { key = "status", heading = "使用中", is = "in_use" },
      { key = "status", heading = "停用", is = "stopped" },
      { key = "core", format = "check" }"""
    form = made_form(TABLE_OF_LEVELS.replace("{}", columns))
    assert table_of(form, inputs).rows[0].cells == ("■", "□", "□")
    assert table_of(form, dataclasses.replace(inputs, blank=True)).rows[0].cells == ("□", "□", "□")


def test_what_is_kept_stands_on_the_blank_version(made_form: MakeForm, inputs: Inputs) -> None:
    columns = '{ key = "number", keep = true }, { key = "name" }'
    table = table_of(made_form(TABLE_OF_LEVELS.replace("{}", columns)), dataclasses.replace(inputs, blank=True))
    assert [row.cells for row in table.rows] == [("ID-001", ""), ("HW-9", ""), ("HW-010", "")]


def test_rows_that_stand_in_the_form_file(made_form: MakeForm, inputs: Inputs) -> None:
    block = """
[[block]]
type = "table"
rows = [["機關", "{office}"], ["等級", "{grade} 級"]]
columns = [{ heading = "項目", width = 10 }, { heading = "內容", width = 30 }]
"""
    assert [row.cells for row in table_of(made_form(block), inputs).rows] == [
        ("機關", "青埕戶政事務所"),
        ("等級", "C 級"),
    ]


def test_spare_rows_are_added_to_the_filled_version(made_form: MakeForm, inputs: Inputs) -> None:
    spare = GROUPED.replace("blank_rows = 3", "blank_rows = 3\nspare = 2").replace(
        'group_by = "category"\nsubtotal = "{category}小計 {count} 項"\n', ""
    )
    rows = table_of(made_form(spare), inputs).rows
    assert [row.kind for row in rows[-3:]] == [RowKind.EMPTY, RowKind.EMPTY, RowKind.TOTAL]
    assert [row.cells[0] for row in rows[-3:]] == ["4", "5", "合計 3 項"]
    alone = table_of(made_form(spare), dataclasses.replace(inputs, records={})).rows
    assert [row.cells[0] for row in alone] == ["1", "2", "合計 0 項"]


def test_the_empty_rows_are_numbered_where_the_form_says_so(made_form: MakeForm, inputs: Inputs) -> None:
    columns = '{ key = "number", numbered = true }, { key = "name" }'
    block = TABLE_OF_LEVELS.replace("{}", columns) + "blank_rows = 3\n"
    form = made_form(block)
    assert [row.cells for row in table_of(form, dataclasses.replace(inputs, blank=True)).rows] == [
        ("1", ""), ("2", ""), ("3", ""),
    ]  # fmt: skip
    assert [row.cells[0] for row in table_of(form, inputs).rows] == ["ID-001", "HW-9", "HW-010"]


def test_a_column_is_left_out_where_its_name_stands_for_nothing(made_form: MakeForm, inputs: Inputs) -> None:
    columns = '{ key = "number" }, { key = "name", when = "gone_count" }'
    form = made_form(TABLE_OF_LEVELS.replace("{}", columns))
    nobody = dataclasses.replace(inputs, records={**inputs.records, "asset": inputs.records["asset"][:3]})
    assert [column.heading for column in table_of(form, inputs).columns] == ["資產編號", "資產名稱"]
    assert [column.heading for column in table_of(form, nobody).columns] == ["資產編號"]


def test_the_blank_version_may_have_higher_rows(made_form: MakeForm, inputs: Inputs) -> None:
    form = made_form(GROUPED.replace("blank_rows = 3", "blank_rows = 3\nrow_height = 6\nblank_height = 14"))
    assert [table_of(form, dataclasses.replace(inputs, blank=blank)).row_height for blank in (False, True)] == [6, 14]


def test_a_sum_that_is_to_be_written_is_left_open_and_one_of_printed_numbers_is_not(
    forms: Mapping[str, Form], inputs: Inputs
) -> None:
    blank = build(forms["audit_results"], dataclasses.replace(inputs, blank=True)).blocks
    counts = next(block for block in blank if isinstance(block, Table))
    *questions, total = counts.rows
    assert total.kind is RowKind.TOTAL and total.cells[0] == "合計"
    assert total.cells[1] == str(sum(int(row.cells[1]) for row in questions))
    assert set(total.cells[2:]) == {""}
