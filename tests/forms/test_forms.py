"""Every paper, for every kind of office, with no records, one, many, and very long ones, filled and blank."""

import dataclasses
import datetime
import functools
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from pypdf import PdfReader

from isms_desktop.domain.agency import Agency
from isms_desktop.domain.assets import Asset
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Kind
from isms_desktop.domain.risks import Risk, Treatment
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.scales import Scale
from isms_desktop.domain.scoring import ValueRule
from isms_desktop.domain.systems import SIDES
from isms_desktop.domain.threats import Threat
from isms_desktop.paths import shipped
from isms_desktop.printing import Document, Form, Inputs, build, find_fonts, load_forms, missing_characters, write_pdf
from isms_desktop.printing.document import RowKind, SignOff, Table
from isms_desktop.services import library, printing

FORMS: Mapping[str, Form] = load_forms((shipped("forms"),))
FONTS = find_fonts(shipped("resources", "fonts"))
PROFILES = tuple(library.profiles())
TODAY = datetime.date(2026, 11, 20)
PAPERS = {
    "asset_register", "asset_value_scale", "likelihood_impact_scale", "threat_map", "risk_assessment", "risk_matrix",
    "risk_treatment", "risk_responses",
    "team", "access_log", "system_register", "core_business", "other_business", "harmful_products", "account_review",
    "room_log", "objectives", "context", "communication", "documents", "intelligence", "audit_improvement",
    "system_baseline", "training_hours",
}  # fmt: skip
LANDSCAPE = {
    "asset_register", "risk_assessment", "risk_matrix", "risk_treatment", "access_log", "system_register",
    "core_business", "harmful_products", "communication", "audit_improvement", "system_baseline",
}  # fmt: skip
NO_ROWS = {"risk_matrix", "asset_value_scale", "likelihood_impact_scale", "threat_map", "risk_responses"}
"""Papers whose lists do not grow with the office."""
CHECKLISTS = {"system_baseline"}
"""Papers whose questions are printed on the blank version, too."""
LONG = "含民眾姓名與身分證字號的清冊印出後留在公用印表機上（未立即取走），被路過的人取走；Windows-Server-2022。" * 30


class Printed(NamedTuple):
    """One print and what it was made from."""

    document: Document
    pdf: bytes
    pages: int


@functools.cache
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
        **registers(count, words),
    }
    agency = Agency(id=1, name="晴嵐市松澗區第二辦公處", grade=profile.grade, profile=profile.id)
    hours = [
        {"department": "登記股", "name": f"人員{number}{words}", "job_title": "課員", "who": "一般使用者及主管",
         "general": 1.5, "professional": 0.0, "competency": 0.0, "asked": "通識 3", "result": "尚缺 通識 1.5 小時"}
        for number in range(1, count + 1)
    ]  # fmt: skip
    guide = {**printing.guide(FORMS["system_baseline"]), "training_hours": hours}
    return Inputs(agency, rules, records, TODAY, guide=guide)


def registers(count: int, words: str) -> dict[str, Sequence[Any]]:
    """``count`` records of each register of the year, with ``words`` in every field that takes them."""
    given: dict[str, dict[str, Any]] = {
        "person": {"committee_group": "team", "department": "登記股", "job_title": "股長"},
        "access_entry": {"entered_on": "2026-11-20", "entered_at": "08:30", "left_at": "10:00"},
        "system": {
            "confidentiality": "高",
            "integrity": "中",
            "availability": "普",
            "compliance": "普",
            "rto": 4,
            "development": "own",
        },
        "business": {"importance": ("statute",), "tolerable_outage": 8, "outage_unit": "hours"},
        "harmful_product": {"asset": 1, "listed_on": "2026-03-03", "disposition": "remove"},
        "account_review": {"reviewed_on": "2026-06-22", "accounts": 25, "closed": 1},
        "room_log": {"logged_on": "2026-11-03", "temperature": 22.5, "humidity": 55.0},
        "objective": {},
        "measurement": {"objective": 1, "year": 115, "value": 4.8, "met": False},
        "context_issue": {"kind": "party"},
        "communication": {},
        "document": {"approved_on": "2026-03-03", "review_on": "2027-03-03"},
        "intelligence": {"received_on": "2026-05-04", "kind": "core", "done_on": "2026-05-05"},
        "audit": {"kind": "internal", "held_on": "2026-09-10", "reviewed_on": "2026-09-20"},
        "finding": {"kind": "nonconformity", "source": "audit", "audit": 1},
        "action": {"finding": 1, "due_on": "2026-12-31"},
    }
    numbered = {
        "name": "名稱",
        "statement": "目標",
        "aspect": "構面",
        "subject": "對象",
        "content": "缺失",
        "measure": "措施",
    }
    found = {}
    for kind, values in given.items():
        fields = {field.key: field for field in record_type(kind).stored}
        texts = {key: words for key, field in fields.items() if field.kind is Kind.LINES} if words else {}
        names = {key: word for key, word in numbered.items() if key in fields}
        found[kind] = [
            record_type(kind).cls(id=number, **texts | {key: f"{word}{number}{words}" for key, word in names.items()}
                                  | values | ({"core": number % 2 == 0} if "core" in fields else {}))
            for number in range(1, count + 1)
        ]  # fmt: skip
    # Eighty controls for each system that has a level: two of those are enough.
    found["system"][2:] = [each.replace(**dict.fromkeys(SIDES, "")) for each in found["system"][2:]]
    return found


@functools.cache
def printed(form_id: str, profile_id: str, count: int, words: str = "", blank: bool = False) -> Printed:
    """The paper of such an office: printed once, looked at by every test that wants to."""
    document = build(FORMS[form_id], dataclasses.replace(office(profile_id, count, words), blank=blank))
    stream = io.BytesIO()
    pages = write_pdf(document, stream, FONTS).pages
    return Printed(document, stream.getvalue(), pages)


def test_the_papers_of_this_program_are_all_there() -> None:
    assert set(FORMS) >= PAPERS
    assert {form_id for form_id in PAPERS if FORMS[form_id].landscape} == LANDSCAPE
    assert all("seed 00" in FORMS[form_id].source for form_id in PAPERS)


@pytest.mark.parametrize("profile_id", PROFILES)
@pytest.mark.parametrize("form_id", sorted(PAPERS))
def test_a_paper_prints_whatever_the_records_are(form_id: str, profile_id: str) -> None:
    for count, words in ((0, ""), (1, ""), (60, ""), (3, LONG)):
        paper = printed(form_id, profile_id, count, words)
        assert missing_characters(paper.document, FONTS) == ()
        assert paper.pages >= (2 if count == 60 and form_id not in NO_ROWS else 1)


@pytest.mark.parametrize("form_id", sorted(PAPERS - NO_ROWS))
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
    assert paper.pages == 1 or form_id in CHECKLISTS
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
