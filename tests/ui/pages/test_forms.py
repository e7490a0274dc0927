"""表單列印: look at a paper, save it, print it."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from isms_desktop.domain.progress import Cancelled
from isms_desktop.services import printing, records
from isms_desktop.ui.jobs import JobControl
from isms_desktop.ui.pages.forms.preview import print_pdf, wanted_pages
from tests.ui.conftest import settle


@pytest.fixture
def page(window, qtbot):
    window.open_page("forms")
    settle(qtbot, window)
    return window.workspace.current()


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_every_paper_of_the_office_is_listed_under_its_subject(page, window):
    forms = printing.forms(window.office)
    rows = page.list.rows.shown
    assert {row.key for row in rows if row.key} == {form.id for form in forms}
    assert [row.title for row in rows if row.key is None] == list(dict.fromkeys(form.subject for form in forms))
    numbered = {form.id: f"附件 {form.attachment}" for form in forms if form.attachment}
    assert {row.key: row.mark for row in rows if row.mark} == numbered


def test_the_preview_shows_the_pages(page):
    assert page.preview.pages() == len(PdfReader(io.BytesIO(page.pdf)).pages) > 0
    assert page.state.text() == f"共 {page.preview.pages()} 頁"
    assert page.print.isEnabled() and page.save.isEnabled()


@pytest.mark.parametrize("form", ["risk_assessment", "risk_matrix", "asset_value_scale", "team", "audit_improvement"])
def test_a_chosen_paper_is_drawn(page, window, qtbot, form):
    page.jump(form=form)
    settle(qtbot, window)
    assert page.printable_form() == form == page.list.key()
    assert next(each.title for each in printing.forms(window.office) if each.id == form) in text_of(page.pdf)


def test_the_years_offered_are_those_of_the_shown_paper(page, window, qtbot):
    shown = {}
    for form in ("objectives", "team"):
        page.jump(form=form)
        settle(qtbot, window)
        shown[form] = page.year.isVisibleTo(page), [page.year.itemData(place) for place in range(page.year.count())]
    assert shown["objectives"] == (True, printing.years(window.office, "objectives"))
    assert shown["team"][0] is False


def test_the_last_choice_wins_when_somebody_clicks_fast(page, window, qtbot):
    for form in ("risk_assessment", "threat_map", "asset_register", "risk_treatment"):
        page.show_form(form)
    qtbot.waitUntil(lambda: page._drawing is None and not page._again, timeout=20_000)
    assert next(each.title for each in printing.forms(window.office) if each.id == "risk_treatment") in text_of(
        page.pdf
    )


def test_a_blank_paper_holds_no_record(page, window, qtbot):
    page.show_form("asset_register")
    settle(qtbot, window)
    number = window.office.all("asset")[0].number
    assert number in text_of(page.pdf).replace("－", "-")
    page.filling.show_view("blank")
    settle(qtbot, window)
    assert number not in text_of(page.pdf).replace("－", "-")


def test_a_change_is_drawn_anew(page, window, qtbot):
    page.show_form("asset_register")
    settle(qtbot, window)
    asset = window.office.all("asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "全新的名稱"}}, "改名"))
    settle(qtbot, window)
    assert "全新的名稱" in text_of(page.pdf)


def test_a_character_that_no_font_draws_is_said_with_its_place(page, window, qtbot):
    asset = window.office.all("asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "難字\U0010fffd電腦"}}, "改名"))
    page.show_form("asset_register")
    settle(qtbot, window)
    said = window.workspace.messages.label.text()
    assert "\U0010fffd" in said and "資產名稱" in said and asset.number in said
    assert window.workspace.messages.kind == "warning"


def test_saving_writes_the_paper_and_offers_to_open_it(page, window, qtbot, tmp_path):
    target = tmp_path / "清冊.pdf"
    page.show_form("asset_register")
    settle(qtbot, window)
    page.save_to(target)
    settle(qtbot, window)
    assert len(PdfReader(target).pages) == page.preview.pages()
    assert str(target) in window.workspace.messages.label.text()


def test_a_place_that_cannot_be_written_is_said(page, window, qtbot, tmp_path):
    page.save_to(tmp_path / "沒有這個資料夾" / "清冊.pdf")
    settle(qtbot, window)
    assert window.workspace.messages.kind == "error"


def test_all_papers_go_into_one_folder(page, window, qtbot, tmp_path):
    page.save_all_to(tmp_path / "115年表單")
    settle(qtbot, window)
    made = sorted((tmp_path / "115年表單").glob("*.pdf"))
    assert len(made) == len(printing.forms(window.office))
    assert f"{len(made)} 張表單" in window.workspace.messages.label.text()


def test_a_yearly_paper_can_be_printed_for_a_past_year_and_the_register_has_no_year(page, window, qtbot):
    page.show_form("risk_assessment")
    settle(qtbot, window)
    assert page.year.isVisible()
    assert "115年度風險評估表" in text_of(page.pdf)
    page.year.setCurrentIndex(page.year.findData(114))
    page.year.activated.emit(page.year.currentIndex())
    settle(qtbot, window)
    assert "114年度風險評估表" in text_of(page.pdf)
    page.show_form("asset_register")
    settle(qtbot, window)
    assert not page.year.isVisible()


@pytest.fixture
def printer(tmp_path):
    """A printer that prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "紙.pdf"))
    return made


def test_what_comes_out_of_the_printer_is_the_paper(page, printer, tmp_path, qtbot, window):
    page.show_form("risk_matrix")
    settle(qtbot, window)
    assert print_pdf(page.pdf, printer, JobControl(lambda *_: None)) == page.preview.pages()
    printed = PdfReader(tmp_path / "紙.pdf")
    assert len(printed.pages) == page.preview.pages()
    box = printed.pages[0].mediabox
    assert box.width > box.height
    [picture] = [image.image.convert("L") for image in printed.pages[0].images]
    # 300 dots an inch on A4, and something on it.
    assert picture.width == pytest.approx(3508, abs=4)
    darkest, lightest = picture.getextrema()
    assert darkest < 80 and lightest == 255


def test_only_the_wanted_pages_are_printed(printer):
    printer.setFromTo(2, 9)
    chosen = wanted_pages(printer, 3)
    assert (chosen.first, chosen.last) == (2, 3)


def test_printing_stops_between_two_pages(page, printer):
    control = JobControl(lambda *_: None)
    control.ask_to_stop()
    with pytest.raises(Cancelled):
        print_pdf(page.pdf, printer, control)


def test_the_search_finds_papers_by_name_and_number(page):
    page.search.setText("分布")
    assert [row.key for row in page.list.rows.shown if row.key] == ["risk_matrix"]


def test_papers_are_put_beside_the_office_file(page, monkeypatch):
    asked: list[str] = []

    def ask(_up, _title, where, *_kinds):
        asked.append(where)
        return ("", "") if _kinds else ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask)
    page.save.click()
    page.save_all.click()
    assert [Path(asked[0]).parent, Path(asked[1])] == [page.office.path.parent] * 2
