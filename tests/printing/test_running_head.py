"""What stands above later pages names the paper and fits its line, whatever the office is called."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from isms_desktop.domain.business import Business
from isms_desktop.printing import Document, Form, Inputs, build
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.measures import PAGE_SIDE, PAGE_WIDTH
from isms_desktop.printing.running_head import fits_in, running_head
from isms_desktop.printing.sheets.layout import lay_out
from isms_desktop.printing.text import Ruler

LONG = "國立臺灣海峽兩岸文化資產保存暨數位典藏推廣研究中心臨時籌備處"


def called(name: str, inputs: Inputs, forms: Mapping[str, Form]) -> Document:
    """A paper of many pages of an office of that name."""
    records = {"business": [Business(id=number, name=f"業務{number}") for number in range(1, 61)]}
    office = inputs.agency.replace(name=name, short_name="")
    return build(
        forms["other_business"], dataclasses.replace(inputs, agency=office, records=records, number="115-0042")
    )


def test_the_day_gives_way_to_a_long_name_and_then_the_name_to_the_number(
    inputs: Inputs, forms: Mapping[str, Form], fonts: FontChain
) -> None:
    fits = fits_in(PAGE_WIDTH - 2 * PAGE_SIDE, Ruler(fonts))
    both = "編號：115-0042　製表日期：115.11.20"
    assert running_head(called("青埕戶政事務所", inputs, forms), fits) == ("青埕戶政事務所非核心業務及說明", both)
    assert running_head(called(LONG, inputs, forms), fits) == (f"{LONG}非核心業務及說明", "編號：115-0042")
    assert running_head(called(LONG * 2, inputs, forms), fits) == ("非核心業務及說明", both)


def test_nothing_of_the_head_of_a_later_page_stands_in_something_else(
    inputs: Inputs, forms: Mapping[str, Form], printed: Callable[[Document], Any]
) -> None:
    page = printed(called(LONG, inputs, forms)).page(2)
    assert f"{LONG}非核心業務及說明" in page and "編號：115-0042" in page and "製表日期" not in page


def test_the_head_of_a_sheet_gives_way_like_that_of_a_page(
    inputs: Inputs, forms: Mapping[str, Form], fonts: FontChain
) -> None:
    book = lay_out(called(LONG, inputs, forms), Ruler(fonts), lambda _count: None)
    assert book.head == (f"{LONG}非核心業務及說明", "編號：115-0042")
