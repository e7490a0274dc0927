"""Printing as a clerk meets it: which papers there are, one paper, all of them, and what stops it."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from isms_desktop.domain.findings import UserError
from isms_desktop.services import library, printing, records, training_hours
from isms_desktop.services.offices import Office, create_office
from isms_desktop.services.printing import PrintOrder
from isms_desktop.services.years import current_year

PAPERS = {form["id"] for form in printing.form_list()}


@pytest.mark.parametrize("profile", library.profiles())
def test_every_kind_of_office_lists_its_own_attachments_first(profile: str, tmp_path: Path) -> None:
    office = create_office(tmp_path / "某所.isms", profile=profile, name="某機關")
    numbers = [form.attachment for form in printing.forms(office)]
    own = [int(number) for number in numbers if number]
    assert own == sorted(own)
    assert numbers == [str(number) for number in own] + [""] * (len(numbers) - len(own))
    office.close()


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("form", sorted(PAPERS))
def test_every_paper_prints_filled_and_blank_with_every_character(form: str, blank: bool, weighed: Office) -> None:
    stream = io.BytesIO()
    made = printing.print_form(weighed, PrintOrder(form, blank=blank), stream)
    assert made.pages >= 1 and made.missing == ()
    assert stream.getvalue().startswith(b"%PDF-")


def test_a_character_that_no_font_has_is_named_before_printing(weighed: Office) -> None:
    records.change(weighed, "asset", {1: {"name": "電腦\U0001f469\u200d\U0001f4bb"}}, "改名")
    missing = printing.missing_characters(weighed, PrintOrder("asset_register"))
    assert missing and "HW-001" in " ".join(str(each) for each in missing)


@pytest.mark.parametrize("name", ["清冊.docx", "清冊"])
def test_another_kind_of_file_is_refused(name: str, office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"請把檔名改成 \.pdf、\.odt、\.ods、\.xlsx 結尾"):
        printing.print_form(office, PrintOrder("asset_register"), tmp_path / name)
    assert list(tmp_path.glob("清冊*")) == []


def test_a_paper_that_is_no_register_says_what_it_can_become(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"「風險分布圖」不能輸出成「\.xlsx」。請把檔名改成 \.pdf.* 結尾") as refused:
        printing.print_form(office, PrintOrder("risk_matrix"), tmp_path / "圖.xlsx")
    assert ".ods" not in str(refused.value)


@pytest.mark.parametrize("ending", [".ods", ".XLSX"])
def test_every_register_of_the_practice_office_becomes_a_spreadsheet(
    ending: str, office: Office, tmp_path: Path
) -> None:
    registers = [form["id"] for form in printing.form_list() if "ods" in form["outputs"]]
    assert len(registers) >= 20 and {"team", "asset_register", "system_baseline"} <= set(registers)
    for form in registers:
        made = printing.print_form(office, PrintOrder(form), tmp_path / f"{form}{ending}")
        assert made.pages >= 1 and made.missing == ()
        book = CalamineWorkbook.from_path(made.path)
        words = "".join(str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
                        for cell in row)  # fmt: skip
        assert "".join(made.title.split()) in "".join(words.split())


def test_an_unknown_paper_lists_those_there_are(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"沒有「no_such」這張表單。可用的表單：.*asset_register"):
        printing.print_form(office, PrintOrder("no_such"), tmp_path / "x.pdf")


def test_a_place_that_cannot_be_written_leaves_nothing(office: Office, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        printing.print_form(office, PrintOrder("asset_value_scale"), tmp_path / "沒有" / "x.pdf")


def test_only_the_chosen_records_are_printed(weighed: Office, tmp_path: Path) -> None:
    from pypdf import PdfReader

    path = printing.print_form(weighed, PrintOrder("asset_register", ids=(2,)), tmp_path / "一項.pdf").path
    text = "".join(page.extract_text() for page in PdfReader(path).pages)
    assert "HW-002" in text and "HW-001" not in text


def test_an_incident_that_was_picked_is_printed_whatever_its_year(office: Office, tmp_path: Path) -> None:
    old, *_ = (each for each in office.all("incident") if each.known_at < "2026")
    path = printing.print_form(office, PrintOrder("incident_report", ids=(old.id,)), tmp_path / "通報單.pdf").path
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
    others = [each for each in office.all("incident") if each.id != old.id]
    assert "".join(old.summary.split()) in words
    assert others and not [each for each in others if "".join(each.summary.split()) in words]
    assert {114, current_year(office)} <= set(printing.years(office, "incident_report"))


def test_only_the_picked_assets_get_a_label(weighed: Office, tmp_path: Path) -> None:
    path = printing.print_form(weighed, PrintOrder("asset_labels", ids=(1,)), tmp_path / "標籤.pdf").path
    assert "HW-001" in (words := PdfReader(path).pages[0].extract_text()) and "HW-002" not in words


def test_a_past_years_paper_shows_that_year(weighed: Office, tmp_path: Path) -> None:
    from pypdf import PdfReader

    records.change(weighed, "asset", {1: {"confidentiality": 4}}, "改機密性")
    scores = {}
    for year in (current_year(weighed), current_year(weighed) - 1):
        path = printing.print_form(weighed, PrintOrder("risk_assessment", year=year), tmp_path / f"{year}.pdf").path
        text = "".join(page.extract_text() for page in PdfReader(path).pages)
        scores[year] = {score for score in ("48", "36") if score in text}
    assert list(scores.values()) == [{"48"}, {"36"}]


@pytest.mark.parametrize(
    ("form", "kind", "key"),
    [("access_log", "access_entry", "entered_on"), ("intelligence", "intelligence", "received_on")],
)
def test_a_register_of_the_year_offers_the_years_that_it_has(office: Office, form: str, kind: str, key: str) -> None:
    first, *_ = office.all(kind)
    records.change(office, kind, {first.id: {key: "2020-05-05"}}, "改日期")
    years = printing.years(office, form)
    assert years == sorted(years, reverse=True)
    assert {109, current_year(office)} <= set(years)


def test_the_years_of_other_papers_are_their_own(office: Office) -> None:
    assert 114 in printing.years(office, "objectives")
    assert printing.years(office, "team") == [current_year(office)]


def test_a_paper_of_a_register_names_what_its_records_point_at(office: Office, tmp_path: Path) -> None:
    path = printing.print_form(office, PrintOrder("system_register"), tmp_path / "系統.pdf").path
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
    vendors = {office.find("vendor", each.vendor).name for each in office.all("system") if each.vendor}
    assert vendors and all(name in words for name in vendors)


def test_the_hours_on_paper_are_those_of_the_page(office: Office, tmp_path: Path) -> None:
    year = current_year(office)
    path = printing.print_form(office, PrintOrder("training_hours", year=year), tmp_path / "時數.pdf").path
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
    table = training_hours.hours_of_year(office, year)
    place = 0
    for each in table.people:
        place = words.index(each.person.name, place)
        place = words.index("".join(training_hours.result_words(each).split()), place)
    assert f"合計{len(table.people)}人" in words


def test_one_plan_prints_with_its_own_risk_and_no_other(office: Office, tmp_path: Path) -> None:
    plan, *_ = [each for each in office.all("treatment") if office.find("risk", each.risk).year == 115]
    path = printing.print_form(
        office, PrintOrder("risk_treatment", year=115, ids=(plan.id,)), tmp_path / "一項計畫.pdf"
    ).path
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
    asked = office.find("risk", plan.risk)
    assert office.find("asset", asked.asset).number in words
    others = {office.find("asset", each.asset).number for each in office.all("risk") if each.asset != asked.asset}
    assert not [number for number in others if number in words]
