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
from isms_desktop.printing.document import Grid, Labels, RowKind, SignOff, Table, Text
from isms_desktop.printing.measures import LANDSCAPE_SIDE, PAGE_HEIGHT, PAGE_SIDE, PAGE_WIDTH
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.table_layout import TableLayout
from isms_desktop.printing.text import Ruler
from isms_desktop.services import library
from tests.forms.invented import FORMS, LONG, PROFILES, office
from tests.forms.papers import PAPERS as EXPECTED
from tests.forms.papers import Paper

FONTS = find_fonts(shipped("resources", "fonts"))
RULER = Ruler(FONTS)
PAPERS = frozenset(FORMS)
NO_ROWS = {
    "risk_matrix",
    "asset_value_scale",
    "likelihood_impact_scale",
    "threat_map",
    "risk_responses",
    "year_summary",
}
"""Papers whose lists do not grow with the office."""
NO_TABLE = {
    "staff_pledge", "vendor_nda", "auditor_pledge", "request", "remote_access", "disposal", "improvement_tracking",
}  # fmt: skip
"""Letters and boxed forms, one for each record."""
TABLE_INSIDE = {"vendor_pledge", "audit_plan", "audit_results"}
"""Letters with a table between their words: not every page has it."""
CHECKLISTS = {"system_baseline", "vendor_audit", "audit_items", "self_audit", "implementation"}
LABELS = {"asset_labels"}
"""Sheets of labels: neither heads to repeat nor rows to write in; the blank version is the page for trying out."""
PARTS = {"handover", "incident_procedure", "incident_report", "incident_review"}
"""Papers of several parts and pages: each table stands where its part is, and there is more to write than a page."""
DOCUMENTS = {"plan"}
"""Whole documents: tables between their words, many pages; see the test of each."""
"""Papers whose questions are printed on the blank version, too."""
SEVERAL_PAGES = {"audit_plan", "audit_results", "improvement_tracking", "management_review"}
"""Papers whose blank version has as many parts as the filled one."""


ON_A_LINE = re.compile(f"{UNDERLINED}([^{PLAIN}]*){PLAIN}")
"""What stands on a line."""


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
    form = FORMS[paper.id]
    assert (form.title, form.landscape, form.sheets) == (paper.title, paper.landscape, paper.sheets)
    assert form.source


SUBJECTS = {
    "資產", "風險", "業務與系統", "組織與人員", "日常維運", "委外",
    "稽核與改善", "教育訓練", "事件與演練", "管理審查與文件", "計畫與陳報",
}  # fmt: skip
"""Under which the papers are listed."""


def test_the_papers_are_listed_under_few_subjects() -> None:
    assert {form.subject for form in FORMS.values()} == SUBJECTS


@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", sorted(PAPERS))
def test_a_paper_prints_whatever_the_records_are(form_id: str, profile_id: str) -> None:
    for count, words in ((0, ""), (1, ""), (60, ""), (3, LONG)):
        paper = printed(form_id, profile_id, count, words)
        assert missing_characters(paper.document, FONTS) == ()
        assert paper.pages >= (2 if count == 60 and form_id not in NO_ROWS | LABELS else 1)


@pytest.mark.parametrize("form_id", sorted(PAPERS - NO_ROWS - NO_TABLE - TABLE_INSIDE - LABELS - PARTS - DOCUMENTS))
def test_a_long_table_repeats_its_heads_on_every_page(form_id: str) -> None:
    paper = printed(form_id, "household-office-c", 60)
    tables = [block for block in paper.document.blocks if isinstance(block, Table)]
    table = max(tables, key=lambda each: len(each.rows))
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf)).pages]
    assert len(pages) > 1
    headings = [squeeze(column.heading) for column in table.columns]
    *_, before, row = (row.cells for row in table.rows if row.source)
    last = max((squeeze(cell) for cell in row if cell not in before), key=len, default="")
    first = next(number for number, page in enumerate(pages) if all(heading in page for heading in headings))
    end = next(n for n, page in enumerate(pages[first:], first) if last[-20:] in page) if last else len(pages) - 1
    assert first < end or len(tables) > 1
    for heading in headings:
        assert [number for number, page in enumerate(pages[first : end + 1], first) if heading not in page] == [], (
            heading
        )


BROKEN_WELL = {"最大可容忍／中斷時間", "風險／等級", "風險／對策", "建議／對策", "紀錄文件（如規範、／紀錄、公文等）"}
"""Headings that narrow columns break, and that may be broken there."""
SENTENCES = {"implementation"}
"""Papers with a whole sentence in a heading (seed 001)."""


@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", sorted(PAPERS - SENTENCES))
def test_no_heading_of_a_table_is_torn_inside_a_word(form_id: str, profile_id: str) -> None:
    document = printed(form_id, profile_id, 3).document
    width = PAGE_WIDTH - 2 * PAGE_SIDE if not document.landscape else PAGE_HEIGHT - 2 * LANDSCAPE_SIDE
    for table in (block for block in document.blocks if isinstance(block, Table)):
        layout = TableLayout(table, width, PAGE_HEIGHT, RULER)
        broken = {
            "／".join(lines)
            for column, lines in zip(table.columns, layout.head, strict=True)
            if lines != tuple(column.heading.split("\n"))
        }
        assert broken <= BROKEN_WELL
        assert all(len(layout.group_lines(*group)) == 1 for group in layout.groups if group[0])


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
    for labels in (block for block in document.blocks if isinstance(block, Labels)):
        assert squeeze("".join(line for each in labels.labels for line in each.lines)) == text
    assert form_id in LABELS or squeeze(document.office) in text


@pytest.mark.parametrize("form_id", sorted(PAPERS))
@pytest.mark.parametrize("profile_id", PROFILES)
def test_the_blank_version_is_one_page_with_room_to_write(form_id: str, profile_id: str) -> None:
    paper = printed(form_id, profile_id, 3, LONG, blank=True)
    assert paper.pages == 1 or form_id in CHECKLISTS | SEVERAL_PAGES | PARTS | DOCUMENTS
    assert missing_characters(paper.document, FONTS) == ()
    tables = [block for block in paper.document.blocks if isinstance(block, Table)]
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper.pdf)).pages)
    printed_rows = [cell for table in tables for row in table.rows if row.source for cell in row.cells]
    assert [cell for cell in printed_rows if squeeze(cell) not in text] == []
    assert all(table.row_height >= 9 for table in tables)
    assert form_id in {"risk_matrix", *LABELS} or has_room_to_write(paper.document)


def has_room_to_write(document: Document) -> bool:
    """Whether there are empty rows, cells or lines."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    paragraphs = [each.text for block in document.blocks if isinstance(block, Text) for each in block.paragraphs]
    return (
        any(row.kind is RowKind.EMPTY for table in tables for row in table.rows)
        or any(not cell.text and not cell.label for grid in grids for row in grid.rows for cell in row)
        or any(not line.strip() for text in paragraphs for line in ON_A_LINE.findall(text))
    )


@pytest.mark.parametrize("form_id", sorted(NO_TABLE | TABLE_INSIDE))
def test_the_day_and_the_lines_of_a_letter_are_high_enough_to_write_on(form_id: str) -> None:
    """22 points from line to line where a hand writes; the cells of boxed forms are at least 9 mm high."""
    document = printed(form_id, "household-office-c", 3, LONG, blank=True).document
    letters = [block for block in document.blocks if isinstance(block, Text)]
    lines = {id(block) for block in letters for each in block.paragraphs if ON_A_LINE.search(each.text)}
    hand = [block for block in letters if id(block) in lines or block.align is None]
    assert all(block.size * block.leading >= 22 for block in hand)
    values = [row for block in document.blocks if isinstance(block, Grid) for row in block.rows]
    assert all(max(cell.height for cell in row) >= 9 for row in values if not all(cell.label for cell in row))
    assert hand or values


@pytest.mark.parametrize("profile_id", PROFILES)
def test_the_register_has_the_columns_of_the_profile_in_its_order(profile_id: str) -> None:
    inputs = office(profile_id, 3)
    (table,) = (block for block in build(FORMS["asset_register"], inputs).blocks if isinstance(block, Table))
    columns = inputs.rules.profile.form("asset_register").columns
    used = [heading for key, heading in columns if _used(key, inputs)]
    assert [squeeze(column.heading) for column in table.columns] == used
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


@pytest.mark.parametrize("form_id", sorted(form_id for form_id in PAPERS if FORMS[form_id].each))
@pytest.mark.parametrize("profile_id", PROFILES)
def test_a_paper_for_each_says_in_one_page_when_there_is_nothing(form_id: str, profile_id: str) -> None:
    form = FORMS[form_id]
    assert form.none is not None
    paper = printed(form_id, profile_id, 0)
    assert paper.pages == 1
    assert [block for block in paper.document.blocks if isinstance(block, Table | Grid)] == []
    texts = [each.text for block in paper.document.blocks if isinstance(block, Text) for each in block.paragraphs]
    (sentence,) = (text for text in texts if text)
    assert "沒有" in sentence and sentence.endswith("。")
    assert ("年度" in sentence) == form.yearly
