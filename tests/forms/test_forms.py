"""Every paper, for every kind of office, with no records, one, many, and very long ones, filled and blank."""

import dataclasses
import datetime
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from pypdf import PdfReader

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.scoring import ValueRule
from isms_desktop.domain.threats import Threat
from isms_desktop.paths import shipped
from isms_desktop.printing import Form, Inputs, build, find_fonts, load_forms, missing_characters, write_pdf
from isms_desktop.printing.document import RowKind, SignOff, Table
from isms_desktop.services import library

FORMS: Mapping[str, Form] = load_forms((shipped("forms"),))
FONTS = find_fonts(shipped("resources", "fonts"))
PROFILES = tuple(library.profiles())
TODAY = datetime.date(2026, 11, 20)
THIS_ISSUE = {
    "asset_register", "asset_value_scale", "likelihood_impact_scale", "threat_map", "risk_assessment", "risk_matrix",
    "risk_treatment", "risk_responses",
}  # fmt: skip
LANDSCAPE = {"asset_register", "risk_assessment", "risk_matrix", "risk_treatment"}
LONG = "含民眾姓名與身分證字號的清冊印出後留在公用印表機上（未立即取走），被路過的人取走；Windows-Server-2022。" * 30


def office(profile_id: str, count: int, words: str = "") -> Inputs:
    """An invented office of that kind with ``count`` assets, risks and treatments."""
    profile = library.profiles()[profile_id]
    rules = OfficeRules(profile, library.methods()[profile.method], library.lists())
    codes = [category.code for category in profile.categories]
    levels = {scale: low for scale, (low, _) in rules.method.ranges.items() if scale not in ("likelihood", "impact")}
    top = {scale: rules.method.ranges[scale][1] for scale in ("likelihood", "impact")}
    assets = [
        Asset(id=number, number=f"{codes[number % len(codes)]}-{number:03}", category=codes[number % len(codes)],
              name=f"資產{number}{words}", location=words, counted_on="2026-10-05", **levels)
        for number in range(1, count + 1)
    ]  # fmt: skip
    risks = [
        Risk(id=number, year=115, asset=number, event=f"事件{number}。{words}", existing_controls=words,
             response="modify", **levels, **top)
        for number in range(1, count + 1)
    ]  # fmt: skip
    treatments = [
        Treatment(id=number, risk=number, measure=f"措施{number}。{words}", responsible="邱志堃", budget=1000,
                  residual_likelihood=1, residual_impact=1, acceptance_reason=words)
        for number in range(1, count + 1)
    ]  # fmt: skip
    records: dict[str, Sequence[Any]] = {
        "asset": assets,
        "risk": risks,
        "treatment": treatments,
        "scale": [Scale(id=number, **each) for number, each in enumerate(library.level_texts(rules.method), 1)],
        "threat": [Threat(id=number, **each) for number, each in enumerate(library.threat_catalogue(), 1)],
    }
    agency = Agency(id=1, name="晴嵐市松澗區第二辦公處", grade=profile.grade, profile=profile.id)
    return Inputs(agency, rules, records, TODAY, guide=library.response_guide())


def test_the_papers_of_this_program_are_all_there() -> None:
    assert set(FORMS) >= THIS_ISSUE
    assert {form_id for form_id in THIS_ISSUE if FORMS[form_id].landscape} == LANDSCAPE
    assert all("seed 00" in FORMS[form_id].source for form_id in THIS_ISSUE)


@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", sorted(THIS_ISSUE))
def test_a_paper_prints_whatever_the_records_are(form_id: str, profile_id: str) -> None:
    for count, words in ((0, ""), (1, ""), (40, ""), (3, LONG)):
        for blank in (False, True):
            inputs = dataclasses.replace(office(profile_id, count, words), blank=blank)
            document = build(FORMS[form_id], inputs)
            assert missing_characters(document, FONTS) == ()
            assert write_pdf(document, io.BytesIO(), FONTS).pages >= 1


@pytest.mark.parametrize("form_id", sorted(THIS_ISSUE))
def test_the_pdf_reads_as_the_document_says(form_id: str) -> None:
    """Cell by cell, in the order of the paper; what is broken over lines or pages is one word again."""
    document = build(FORMS[form_id], office("household-office-c", 12))
    stream = io.BytesIO()
    write_pdf(document, stream, FONTS)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(stream).pages]
    text = "".join(pages)
    for table in (block for block in document.blocks if isinstance(block, Table)):
        place = text.index(squeeze(table.columns[0].heading))
        merged = {(merge.first + down, merge.column) for merge in table.merges for down in range(1, merge.count)}
        for number, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                if (number, column) in merged or not squeeze(cell):
                    continue
                place = text.index(squeeze(cell), place)
    for signoff in (block for block in document.blocks if isinstance(block, SignOff)):
        assert "".join(signoff.titles) in pages[-1]
    assert squeeze(document.office + document.title) in text or squeeze(document.office) in text


@pytest.mark.parametrize("form_id", sorted(THIS_ISSUE))
@pytest.mark.parametrize("profile_id", PROFILES)
def test_the_blank_version_is_one_page_with_room_to_write(form_id: str, profile_id: str) -> None:
    document = build(FORMS[form_id], dataclasses.replace(office(profile_id, 5), blank=True))
    assert write_pdf(document, io.BytesIO(), FONTS).pages == 1
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert all(table.row_height >= 9 for table in tables)
    assert form_id == "risk_matrix" or any(row.kind is RowKind.EMPTY for table in tables for row in table.rows)


@pytest.mark.parametrize("profile_id", PROFILES)
def test_the_register_has_the_columns_of_the_profile_in_its_order(profile_id: str) -> None:
    inputs = office(profile_id, 3)
    (table,) = (block for block in build(FORMS["asset_register"], inputs).blocks if isinstance(block, Table))
    columns = inputs.rules.profile.form("asset_register").columns
    used = [heading for key, heading in columns if _used(key, inputs)]
    assert [column.heading for column in table.columns] == used
    assert table.rows[-1].cells[0] == "合計　3 項"


def _used(key: str, inputs: Inputs) -> bool:
    if key == "value":
        return inputs.rules.method.value_rule is not ValueRule.NONE
    scale = Asset.record_type.field(key).scale
    return not scale or inputs.rules.scale_range(scale) is not None


@pytest.mark.parametrize("profile_id", PROFILES)
def test_every_profile_names_only_papers_and_columns_that_there_are(profile_id: str) -> None:
    for form_id, variant in library.profiles()[profile_id].forms.items():
        if form_id in FORMS and variant.columns:
            (block,) = (each.block for each in FORMS[form_id].blocks if getattr(each.block, "variant", False))
            from isms_desktop.printing.context import vocabulary

            known = vocabulary().lists[block.list]
            assert [key for key, _ in variant.columns if not known.get(key)] == [], form_id


def test_bands_carry_their_word_beside_their_colour() -> None:
    stream = io.BytesIO()
    write_pdf(build(FORMS["risk_matrix"], office("household-office-c", 5)), stream, FONTS)
    page = PdfReader(stream).pages[0]
    content = page.get_contents().get_data().decode("latin-1")
    for colour in ("0.235294 0.552941 0.352941", "0.788235 0.509804 0.0705882", "0.721569 0.215686 0.168627"):
        assert f"{colour} rg" in content
    assert len(re.findall("[低中高]風險", "".join(page.extract_text().split()))) >= 3


def squeeze(text: str) -> str:
    """Text without blanks and line breaks, which are the layout's."""
    return "".join(text.split())
