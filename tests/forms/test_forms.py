"""Every paper, for every kind of office, with no records, one, many, and very long ones, filled and blank."""

import dataclasses
import functools
import io
import re
from typing import NamedTuple

import pytest
from pypdf import PdfReader

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.scoring import ValueRule
from isms_desktop.paths import shipped
from isms_desktop.printing import Document, Inputs, build, find_fonts, missing_characters, write_pdf
from isms_desktop.printing.document import RowKind, SignOff, Table
from isms_desktop.services import library
from tests.forms.invented import FORMS, LONG, PROFILES, office
from tests.forms.papers import PAPERS as EXPECTED
from tests.forms.papers import Paper

FONTS = find_fonts(shipped("resources", "fonts"))
PAPERS = frozenset(FORMS)
NO_ROWS = {"risk_matrix", "asset_value_scale", "likelihood_impact_scale", "threat_map", "risk_responses"}
"""Papers whose lists do not grow with the office."""
DOCUMENTS = {"plan"}
"""Whole documents: tables between their words, many pages; see the test of each."""
CHECKLISTS = {"system_baseline"}
"""Papers whose questions are printed on the blank version, too."""


class Printed(NamedTuple):
    """One print and what it was made from."""

    document: Document
    pdf: bytes
    pages: int


@functools.cache
def printed(form_id: str, profile_id: str, count: int, words: str = "", blank: bool = False) -> Printed:
    """The paper of such an office: printed once, looked at by every test that wants to."""
    document = build(FORMS[form_id], dataclasses.replace(office(profile_id, count, words), blank=blank))
    stream = io.BytesIO()
    pages = write_pdf(document, stream, FONTS).pages
    return Printed(document, stream.getvalue(), pages)


@pytest.mark.parametrize("paper", EXPECTED, ids=lambda paper: paper.id)
def test_a_paper_is_there_as_the_list_has_it(paper: Paper) -> None:
    form = FORMS.get(paper.id)
    if form is None:
        pytest.skip("not made yet")
    assert (form.title, form.landscape, form.sheets) == (paper.title, paper.landscape, paper.sheets)
    assert form.source


@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", sorted(PAPERS))
def test_a_paper_prints_whatever_the_records_are(form_id: str, profile_id: str) -> None:
    for count, words in ((0, ""), (1, ""), (60, ""), (3, LONG)):
        paper = printed(form_id, profile_id, count, words)
        assert missing_characters(paper.document, FONTS) == ()
        assert paper.pages >= (2 if count == 60 and form_id not in NO_ROWS else 1)


@pytest.mark.parametrize("form_id", sorted(PAPERS - NO_ROWS - DOCUMENTS))
def test_a_long_table_repeats_its_heads_on_every_page(form_id: str) -> None:
    paper = printed(form_id, "household-office-c", 60)
    table, *_copies = (block for block in paper.document.blocks if isinstance(block, Table))
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf)).pages]
    assert len(pages) > 1
    for heading in (squeeze(column.heading) for column in table.columns):
        assert [number for number, page in enumerate(pages, 1) if heading not in page] == [], heading


@pytest.mark.parametrize("form_id", sorted(PAPERS))
def test_the_pdf_reads_as_the_document_says(form_id: str) -> None:
    """Cell by cell, in the order of the paper; what is broken over lines or pages is one word again."""
    paper = printed(form_id, "household-office-c", 12)
    document = paper.document
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf)).pages]
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


@pytest.mark.parametrize("form_id", sorted(PAPERS))
@pytest.mark.parametrize("profile_id", PROFILES)
def test_the_blank_version_is_one_page_with_room_to_write(form_id: str, profile_id: str) -> None:
    paper = printed(form_id, profile_id, 3, LONG, blank=True)
    assert paper.pages == 1 or form_id in CHECKLISTS | DOCUMENTS
    assert missing_characters(paper.document, FONTS) == ()
    tables = [block for block in paper.document.blocks if isinstance(block, Table)]
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf)).pages)
    printed_rows = [cell for table in tables for row in table.rows if row.source for cell in row.cells]
    assert [cell for cell in printed_rows if squeeze(cell) not in text] == []
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
