"""The lists of papers that are one for each record: which of them, and what is worked out for them."""

import dataclasses
from collections.abc import Mapping

import pytest

from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from tests.printing.signers import signing_office


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    return dataclasses.replace(inputs, records={**inputs.records, **signing_office()}, year=115)


def copies(form: str, office: Inputs, forms: Mapping[str, Form]) -> list[Context]:
    return list(Context(forms[form], office).copies())


@pytest.mark.parametrize(
    ("form", "name", "of_the_year"),
    [
        ("request", "item_name", ["防毒軟體"]),
        ("remote_access", "applicant", ["郝子謙", "沒填迄日的人"]),
        ("disposal", "asset_name", ["櫃檯電腦", ""]),
        ("sign_in", "name", ["還沒排的課", "通識", "兩天的課", "跨年的課"]),
    ],
)
def test_the_year_has_its_papers_and_a_chosen_record_its_own(
    form: str, name: str, of_the_year: list[str], office: Inputs, forms: Mapping[str, Form]
) -> None:
    assert [copy[name].text for copy in copies(form, office, forms)] == of_the_year
    kind = forms[form].records[0]
    every = dataclasses.replace(office, picked=(kind,))
    assert len(copies(form, every, forms)) == len(office.records[kind]) > len(of_the_year)


def test_an_opening_counts_its_days_or_leaves_room_for_them(office: Inputs, forms: Mapping[str, Form]) -> None:
    assert [copy["days"].text for copy in copies("remote_access", office, forms)] == [" 5 ", "　　"]


def test_a_disposal_says_what_leaves_even_when_its_asset_is_no_more(office: Inputs, forms: Mapping[str, Form]) -> None:
    first, lost = copies("disposal", office, forms)
    assert (first["asset_number"].text, first["asset_category"].text) == ("HW-010", "實體資產")
    assert (first["asset_brand"].text, first["asset_purchased_on"].value) == ("昱訊", "2014-05-12")
    assert {lost[f"asset_{key}"].text for key in ("number", "name", "serial")} == {""}


def test_a_course_says_when_as_the_seed_does(office: Inputs, forms: Mapping[str, Form]) -> None:
    papers = {copy["name"].text: copy for copy in copies("sign_in", office, forms)}
    assert {name: copy["when"].text for name, copy in papers.items()} == {
        "通識": "115 年 4 月 15 日 8：00－9：00",
        "兩天的課": "115 年 7 月 17 日至 7 月 18 日 9：00－　　：　　",
        "跨年的課": "115 年 12 月 31 日至 116 年 1 月 1 日 　　：　　－　　：　　",
        "還沒排的課": "　　　年　　月　　日 　　：　　－　　：　　",
    }


def test_those_invited_stand_with_unit_and_title_as_they_were_then(office: Inputs, forms: Mapping[str, Form]) -> None:
    (paper,) = (copy for copy in copies("sign_in", office, forms) if copy["name"].text == "通識")
    rows = paper.rows("attendees")
    assert [tuple(row[key].text for key in ("department", "job_title", "name")) for row in rows] == [
        ("登記股", "課員", "施宥廷"), ("外聘", "", "志工"), ("資料股", "股長", "施宥廷"),
    ]  # fmt: skip
