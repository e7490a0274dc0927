"""Which assets get a label, what it says, on which sheet and from which place; and a form file's own sheets."""

import dataclasses
from collections.abc import Callable, Mapping

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.findings import UserError
from isms_desktop.printing import Form, Inputs, LabelChoice, build
from isms_desktop.printing.document import Block, Labels, Text

SHEET = (
    'id = "own", name = "2 欄 × 4 列", columns = 2, rows = 4, width = 105, height = 74, left = 0, top = 0.5, code = 30'
)
BLOCK = f'[[block]]\ntype = "labels"\nlist = "labelled_assets"\ncode = "{{number}}"\ntext = "{{label_text}}"\nsheets = [{{ {SHEET} }}]\n'  # noqa: E501


def labels_of(inputs: Inputs, forms: Mapping[str, Form], **choice: object) -> Block:
    (block,) = build(forms["asset_labels"], dataclasses.replace(inputs, labels=LabelChoice(**choice))).blocks  # type: ignore[arg-type]
    return block


def with_assets(inputs: Inputs, *assets: Asset) -> Inputs:
    return dataclasses.replace(inputs, records={"asset": assets})


def test_what_can_be_touched_gets_a_label_in_the_order_of_the_register(
    inputs: Inputs, forms: Mapping[str, Form]
) -> None:
    block = labels_of(inputs, forms)
    assert isinstance(block, Labels)
    assert [(label.code, label.lines) for label in block.labels] == [
        ("HW-9", ("HW-9", "檔案伺服器")),
        ("HW-010", ("HW-010", "櫃檯電腦")),
    ]
    assert (block.sheet.id, block.skip, block.rulers) == ("3x8", 0, False)
    assert "HW-9" in block.labels[0].source


def test_a_label_that_is_already_there_is_printed_again_and_a_core_asset_says_so(
    inputs: Inputs, forms: Mapping[str, Form]
) -> None:
    asset = Asset(id=1, number="HW-001", category="HW", name="檔案伺服器", labelled=True, core=True)
    block = labels_of(with_assets(inputs, asset), forms)
    assert isinstance(block, Labels) and block.labels[0].lines == ("HW-001", "檔案伺服器", "【核心】")


def test_contents_are_the_profiles_and_what_an_asset_lacks_takes_no_line(
    inputs: Inputs, forms: Mapping[str, Form]
) -> None:
    profile = inputs.rules.profile._replace(label_contents=("property_number", "custodian", "brand", "model"))
    inputs = dataclasses.replace(inputs, rules=inputs.rules._replace(profile=profile))
    assets = (
        Asset(id=1, number="HW-001", category="HW", property_number="3140101-03-01", custodian="倪安琪", model="X1"),
        Asset(id=2, number="HW-002", category="HW", brand="衡科"),
    )
    block = labels_of(with_assets(inputs, *assets), forms)
    assert isinstance(block, Labels)
    assert [label.lines for label in block.labels] == [
        ("財產編號：3140101-03-01", "保管人：倪安琪", "型號：X1"),
        ("HW-002", "廠牌：衡科"),
    ]
    assert [label.code for label in block.labels] == ["HW-001", "HW-002"]


def test_the_sheet_and_the_first_place_are_those_that_were_chosen(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    block = labels_of(inputs, forms, sheet="5x13", skip=64)
    assert isinstance(block, Labels) and (block.sheet.id, block.skip) == ("5x13", 64)
    with pytest.raises(UserError, match="一張有 65 格，不能略過 65 格"):
        labels_of(inputs, forms, sheet="5x13", skip=65)
    with pytest.raises(UserError, match="沒有「9x9」這種標籤紙") as problem:
        labels_of(inputs, forms, sheet="9x9")
    assert "2x7（2 欄 × 7 列（99.1 × 38.1 公釐））" in problem.value.advice


def test_the_page_for_trying_out_numbers_every_place_and_is_the_blank_version(
    inputs: Inputs, forms: Mapping[str, Form]
) -> None:
    block = labels_of(inputs, forms, rulers=True)
    assert isinstance(block, Labels) and block.rulers
    assert [label.lines[0] for label in block.labels] == [f"第 {number} 格" for number in range(1, 25)]
    assert block.labels[0].lines[1] == block.sheet.name and "實際大小" in block.labels[2].lines[1]
    assert labels_of(dataclasses.replace(inputs, blank=True), forms) == block


def test_without_anything_to_label_the_paper_says_so(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    block = labels_of(with_assets(inputs), forms)
    assert isinstance(block, Text) and "沒有要貼標籤" in block.paragraphs[0].text


def test_an_office_adds_a_sheet_in_its_own_form_file(inputs: Inputs, made_form: Callable[[str], Form]) -> None:
    form = made_form(BLOCK)
    assert [sheet.id for sheet in form.label_sheets] == ["own"]
    (block,) = build(form, inputs).blocks
    assert isinstance(block, Labels) and block.sheet.corner(3) == (105, 74.5)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("columns = 2", "columns = 3", "標籤排到 315 公釐，超出 A4 的 210 公釐"),
        ("rows = 4", "rows = 5", "標籤排到 370.5 公釐，超出 A4 的 297 公釐"),
        ("code = 30", "code = 59", "放不進標籤"),
        ("code = 30", "code = 8", "應為 12 到 60 的數字"),
        ("left = 0, ", "", "「left」：不能省略"),
        ("top = 0.5", "top = 0.5, gap = 2", "「gap」：這裡沒有這個鍵"),
        ('"{label_text}"', '"{label_txt}"', "沒有「label_txt」"),
        (f"{{ {SHEET} }}", "", "至少要有一種標籤紙"),
        (f"{{ {SHEET} }}", f"{{ {SHEET} }}, {{ {SHEET} }}", "id 不能重複"),
    ],
)
def test_a_wrong_sheet_is_named_with_its_key(old: str, new: str, words: str, made_form: Callable[[str], Form]) -> None:
    assert old in BLOCK
    with pytest.raises(UserError) as problem:
        made_form(BLOCK.replace(old, new))
    assert "第 1 個區塊（labels）" in problem.value.text and words in problem.value.text
