"""What was worked out for a paper stands in its lists and names as it was handed over."""

import dataclasses
from collections.abc import Mapping

from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from tests.printing.year import year_guide


def test_the_report_has_its_parts_and_the_words_around_them(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    context = Context(forms["implementation"], dataclasses.replace(inputs, guide=year_guide()))
    (row,) = context.rows("report_parts")
    assert [row[key].text for key in ("row", "heading", "explanation")] == ["1", "1.1 核心業務及重要性盤點", "已盤點。"]
    assert row.source == "實施情形 1.1 核心業務及重要性盤點"
    assert context["report_to"].text == "湖山縣政府"


def test_the_blank_report_keeps_its_sentence_but_not_what_is_said_last(
    inputs: Inputs, forms: Mapping[str, Form]
) -> None:
    context = Context(forms["implementation"], dataclasses.replace(inputs, guide=year_guide(), blank=True))
    assert context["report_reason"].text == "係自行辦理資通業務"
    assert context["report_other"].open


def test_the_summary_says_how_many_matters_are_open(inputs: Inputs, forms: Mapping[str, Form]) -> None:
    context = Context(forms["year_summary"], dataclasses.replace(inputs, guide=year_guide()))
    assert context["open_count"].value == 7
    assert [row["left"].text for row in context.rows("open_matters")] == ["還有 4 天"]
