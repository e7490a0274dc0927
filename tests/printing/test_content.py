"""The hash of a paper: the same words are the same hash on any day and machine, another word is another hash."""

import dataclasses
import datetime
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from isms_desktop.printing import Form, Inputs, Stamp, build, content_hash
from isms_desktop.printing.document import (
    Align,
    Column,
    Document,
    FieldItem,
    Fields,
    Grid,
    GridCell,
    Heading,
    Merge,
    Note,
    Paragraph,
    Row,
    RowKind,
    SignOff,
    Table,
    Text,
)
from tests.printing.registers import small_office

PAPER = Document(
    form="paper", title="測試用表", office="青埕戶政事務所", attachment="附件4", number="", made_on="", landscape=False,
    blank=False,
    blocks=(
        Heading("測試用表", 1),
        Fields((FieldItem("編號", "", late=True), FieldItem("盤點日", "115.10.5")), None),
        Text((Paragraph("第一條", "一、", 0), Paragraph("\x0e　堃　\x0f同意", "", 1)), 12, 1.6),
        Table(
            (Column("名稱", 3, group="資產"), Column("數量", 1.5, Align.RIGHT)),
            (Row(("電腦", "15"), source="HW-001"), Row(("共 1 項", ""), RowKind.TOTAL, label_span=2)),
            (Merge(0, 0, 1),),
        ),
        Grid((1, 2.5), ((GridCell("用途", label=True), GridCell("櫃檯", height=20)),)),
        SignOff(("承辦人", "資通安全長"), 25),
        Note("註：一"),
    ),
)  # fmt: skip
KNOWN = "53e4c24bfaeb1458724364f529ac126bb20d63ec888f52c23f69989353ad0872"


def changed(place: int, **values: Any) -> Document:
    """The paper with one block that is different."""
    blocks: Sequence[Any] = PAPER.blocks
    new = dataclasses.replace(blocks[place], **values)
    return dataclasses.replace(PAPER, blocks=(*blocks[:place], new, *blocks[place + 1 :]))


def test_the_hash_of_this_paper_is_what_it_was_when_the_first_print_was_registered() -> None:
    assert content_hash(PAPER) == KNOWN, "registered prints would all seem changed"


@pytest.mark.parametrize(
    "other",
    [
        changed(0, text="測試用表（二）"),
        changed(0, level=2),
        changed(1, items=(FieldItem("編號", "", late=True), FieldItem("盤點日", "115.10.6"))),
        changed(2, paragraphs=(Paragraph("第一條", "二、", 0), Paragraph("堃同意", "", 1))),
        changed(3, rows=(Row(("電腦", "16")), Row(("共 1 項", ""), RowKind.TOTAL))),
        changed(3, rows=(Row(("電腦15", "")), Row(("共 1 項", ""), RowKind.TOTAL))),
        changed(3, rows=(Row(("共 1 項", ""), RowKind.TOTAL), Row(("電腦", "15")))),
        changed(3, columns=(Column("名稱", 3, group="資訊資產"), Column("數量", 1.5))),
        changed(4, rows=((GridCell("用途", label=True), GridCell("櫃臺")),)),
        changed(5, titles=("承辦人", "主任", "資通安全長")),
        changed(6, text=""),
        dataclasses.replace(PAPER, blocks=PAPER.blocks[:-1]),
        dataclasses.replace(PAPER, office="另一機關"),
        dataclasses.replace(PAPER, blank=True),
    ],
)
def test_another_word_or_another_order_of_words_is_another_hash(other: Document) -> None:
    assert content_hash(other) != content_hash(PAPER)


@pytest.mark.parametrize(
    "same",
    [
        changed(1, align=Align.RIGHT),
        changed(1, items=(FieldItem("編號", "115-0042", late=True), FieldItem("盤點日", "115.10.5"))),
        changed(2, size=14.5, leading=2),
        changed(3, columns=(Column("名稱", 1, group="資產"), Column("數量", 9.25)), merges=(), size=7, row_height=11),
        changed(4, widths=(3, 1), rows=((GridCell("用途", label=True), GridCell("櫃檯", columns=2, rows=3)),)),
        changed(5, seal=30.5),
        dataclasses.replace(PAPER, landscape=True),
        dataclasses.replace(PAPER, number="115-0042", made_on="115.11.20"),
        dataclasses.replace(PAPER, stamp=Stamp("115-0042", "115.11.20 14:32", "3f2a", "ISMS1:1")),
    ],
)
def test_layout_number_stamp_and_day_do_not_count(same: Document) -> None:
    assert content_hash(same) == content_hash(PAPER)


def test_every_run_of_python_gives_the_same_hash() -> None:
    code = "from tests.printing.test_content import PAPER, content_hash; print(content_hash(PAPER))"
    seeds = ("1", "2")
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in seeds
    ]  # fmt: skip
    assert runs == [content_hash(PAPER)] * 2


@pytest.mark.parametrize("blank", [False, True])
def test_every_paper_is_the_same_content_on_another_day_with_another_number(
    forms: Mapping[str, Form], inputs: Inputs, blank: bool
) -> None:
    office = dataclasses.replace(
        inputs, records={**inputs.records, **small_office()}, blank=blank, year=115, undated=True
    )
    later = dataclasses.replace(office, today=office.today + datetime.timedelta(days=1), number="115-0099")
    differing = [
        form.id for form in forms.values() if content_hash(build(form, office)) != content_hash(build(form, later))
    ]
    assert differing == []


def test_a_dated_paper_is_dated_and_an_undated_one_is_not(forms: Mapping[str, Form], inputs: Inputs) -> None:
    form = forms["asset_register"]
    assert build(form, inputs).made_on == "115.11.20"
    assert "115年11月20日" in str(build(form, inputs).blocks)
    undated = build(form, dataclasses.replace(inputs, undated=True))
    assert undated.made_on == "" and "115年11月20日" not in str(undated.blocks)


def test_a_record_that_changes_changes_the_papers_that_show_it_alone(forms: Mapping[str, Form], inputs: Inputs) -> None:
    first, *others = inputs.records["asset"]
    renamed = dataclasses.replace(inputs, records={**inputs.records, "asset": [first.replace(name="新電腦"), *others]})

    def differs(form: str) -> bool:
        return content_hash(build(forms[form], inputs)) != content_hash(build(forms[form], renamed))

    assert differs("asset_register")
    assert not differs("team")
    assert not differs("asset_value_scale")
