"""The papers of audits as a clerk meets them: the practice offices' own, one that was chosen, the one before."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from isms_desktop.services import audit_papers, library, printing, records
from isms_desktop.services.offices import Office, create_office
from isms_desktop.services.printing import PrintOrder

EVERY = ("vendor_audit", "audit_items", "self_audit", "audit_results", "audit_plan", "improvement_tracking")


@pytest.fixture(scope="module", params=library.profiles())
def practice(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The practice office of each kind."""
    path = tmp_path_factory.mktemp("practice") / "練習.isms"
    made = create_office(path, profile=request.param, name="晴嵐市第二辦公處", sample=True)
    yield made
    made.close()


def pages(
    office: Office, form: str, *, blank: bool = False, year: int | None = None, ids: tuple[int, ...] = ()
) -> list[str]:
    stream = io.BytesIO()
    printing.print_form(office, PrintOrder(form, blank=blank, year=year, ids=ids), stream)
    return ["".join(page.extract_text().split()) for page in PdfReader(stream).pages]


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_the_vendor_audits_of_a_year_are_papers_with_their_explanations(practice: Office) -> None:
    said: dict[str, set[str]] = {}
    for audit in practice.all("audit"):
        if audit.kind == "vendor":
            answers = practice.pointing("answer", "audit", audit.id)
            said[audit.held_on[:4]] = {squeeze(each.explanation) for each in answers if each.explanation}
    for year, this, other in ((115, "2026", "2025"), (114, "2025", "2026")):
        text = "".join(pages(practice, "vendor_audit", year=year))
        assert said[this] and not [words for words in said[this] if words not in text]
        assert not [words for words in said[other] - said[this] if len(words) > 8 and words in text]


def test_one_chosen_audit_is_printed_whatever_its_year_and_kind(practice: Office) -> None:
    for audit in practice.all("audit"):
        day = f"中華民國{int(audit.held_on[:4]) - 1911}年{int(audit.held_on[5:7])}月{int(audit.held_on[8:])}日"
        others = {each.subject for each in practice.all("audit")} - {audit.subject}
        for form in ("vendor_audit", "audit_items", "self_audit", "audit_results", "audit_plan"):
            first, *later = pages(practice, form, ids=(audit.id,))
            assert day in first, form
            assert not [name for name in others if f"稽核對象{squeeze(name)}" in first + "".join(later)]


def test_one_chosen_finding_is_one_paper(practice: Office) -> None:
    for finding in practice.all("finding"):
        found = pages(practice, "improvement_tracking", ids=(finding.id,))
        assert len(found) <= 2
        assert f"{squeeze(finding.content)}（{finding.number}）" in found[0]


def test_the_findings_of_the_audit_before_stand_on_the_paper_of_the_next_even_when_that_is_chosen_alone(
    practice: Office,
) -> None:
    before = {each["audit"]: each["previous"] for each in audit_papers.previous_audits(practice)}
    (audit,) = (each for each in practice.all("audit") if each.kind == "vendor" and each.id in before)
    earlier = [each for each in practice.all("finding") if each.audit == before[audit.id]]
    text = "".join(pages(practice, "audit_results", ids=(audit.id,)))
    assert earlier
    assert [each.number for each in earlier if squeeze(each.content) not in text] == []


def test_the_blank_vendor_audit_asks_all_that_the_official_one_asks_in_its_order(empty_office: Office) -> None:
    text = "".join(pages(empty_office, "vendor_audit", blank=True))
    items = library.checklists()["vendor-001"].items
    place = 0
    for item in items:
        place = text.index(squeeze(item["number"] + item["question"]), place)
    assert len(items) == 64 and "■" not in text
    assert text.count("□") == 64 * 3


def test_a_section_over_several_pages_has_its_name_on_each(practice: Office) -> None:
    (audit, *_) = (each for each in practice.all("audit") if each.kind == "vendor")
    found = pages(practice, "vendor_audit", ids=(audit.id,))
    sections: dict[str, list[str]] = {}
    for item in practice.pointing("checklist_item", "checklist", audit.checklist):
        sections.setdefault(squeeze(item.section), []).append(squeeze(item.number + item.question))
    for section, questions in sections.items():
        with_questions = [page for page in found if any(each in page for each in questions)]
        assert with_questions and all(section in page for page in with_questions), section
    assert sum("5.資通安全管理措施之實施情況" in page for page in found) >= 2


def test_an_office_without_audits_says_so_and_its_blank_papers_print(empty_office: Office) -> None:
    for form in EVERY:
        (only,) = pages(empty_office, form)
        assert "年度沒有" in only, form
        assert "年度沒有" not in "".join(pages(empty_office, form, blank=True)), form


def test_an_office_that_decides_its_officers_has_them_under_the_tracking_report(office: Office) -> None:
    finding = office.all("finding")[0].id
    official = "".join(pages(office, "improvement_tracking", ids=(finding,)))
    assert "資通安全推動小組資通安全長註：" in official
    chain = "改善績效追蹤報告：承辦人、股長、主任"
    records.change(office, "agency", {office.agency.id: {"signoff_chains": chain}}, "改")
    own = "".join(pages(office, "improvement_tracking", ids=(finding,)))
    assert "承辦人股長主任註：" in own and "資通安全推動小組資通安全長" not in own


def test_only_papers_with_a_checklist_bring_the_tables_of_audits(office: Office, tmp_path: Path) -> None:
    assert audit_papers.tables(office, ("finding", "action")) == {}
    tables = audit_papers.tables(office, ("audit", "checklist"))
    assert {each["kind"] for each in tables["shipped_checklist"]} == {"vendor", "self"}
    for pair in tables["previous_audit"]:
        audit, before = office.find("audit", pair["audit"]), office.find("audit", pair["previous"])
        assert before.kind == audit.kind and pair["held_on"] == before.held_on < audit.held_on
