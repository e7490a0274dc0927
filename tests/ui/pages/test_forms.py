"""表單列印: look at a paper, save it, print it."""

import io
import os
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from isms_desktop.domain.progress import Cancelled
from isms_desktop.services import own_forms, printing, prints, records
from isms_desktop.services.printing import PrintOrder
from isms_desktop.services.years import current_year
from isms_desktop.ui.jobs import JobControl
from isms_desktop.ui.pages.forms.preview import print_pdf, wanted_pages
from tests.ui.conftest import settle


@pytest.fixture
def whole(window, qtbot):
    """The page with both of its views."""
    window.open_page("forms")
    settle(qtbot, window)
    return window.workspace.current()


@pytest.fixture
def page(whole):
    """The papers."""
    return whole.view("papers")


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
def test_a_chosen_paper_is_drawn(page, whole, window, qtbot, form):
    whole.jump(form=form)
    settle(qtbot, window)
    assert whole.printable_form() == form == page.list.key()
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
    page.sending.save_to(target, page.order())
    settle(qtbot, window)
    assert len(PdfReader(target).pages) == page.preview.pages()
    assert str(target) in window.workspace.messages.label.text()


def test_a_place_that_cannot_be_written_is_said(page, window, qtbot, tmp_path):
    page.sending.save_to(tmp_path / "沒有這個資料夾" / "清冊.pdf", page.order())
    settle(qtbot, window)
    assert window.workspace.messages.kind == "error"


def test_the_years_papers_go_into_a_folder_of_their_own_under_their_numbers(page, window, qtbot, tmp_path):
    page.show_form("team")
    settle(qtbot, window)
    page.sending.save_year_to(tmp_path)
    settle(qtbot, window)
    year = current_year(window.office)
    made = sorted(path.name for path in (tmp_path / f"{year}年度表單").iterdir())
    papers = [form for form in printing.forms(window.office) if not form.labels]
    assert len(made) == len(papers) == window.office.count("print")
    numbered = [name for name in made if name.startswith("附件")]
    assert numbered[0].startswith("附件01 ") and len(numbered) == len([form for form in papers if form.attachment])
    assert f"{len(made)} 張表單" in window.workspace.messages.label.text()


def test_cancelling_keeps_what_lies_in_the_folder_and_in_the_register(page, window, qtbot, tmp_path):
    page.sending.save_year_to(tmp_path)
    folder = next(iter([tmp_path / f"{current_year(window.office)}年度表單"]))
    qtbot.waitUntil(lambda: len(list(folder.glob("*.pdf"))) >= 3, timeout=20_000)
    window.jobs.running[0].cancel()
    settle(qtbot, window)
    made = len(list(folder.glob("*.pdf")))
    assert 3 <= made < len(printing.forms(window.office))
    assert window.office.count("print") == made
    assert "已取消" in window.workspace.messages.label.text()


@pytest.mark.parametrize("ending", ["odt", "ods", "xlsx"])
def test_a_register_is_saved_as_a_document_or_a_spreadsheet(page, window, qtbot, tmp_path, ending):
    page.show_form("asset_register")
    settle(qtbot, window)
    page.sending.save_to(tmp_path / f"清冊.{ending}", page.order())
    settle(qtbot, window)
    assert (tmp_path / f"清冊.{ending}").stat().st_size > 5000
    assert window.office.all("print")[-1].output == ending


def test_what_a_paper_cannot_become_is_not_offered(page, window, qtbot, monkeypatch):
    offered = {}
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _up, _title, _name, kinds: offered.update(now=kinds) or ("", "")
    )
    for form, kinds in {"asset_register": 4, "risk_matrix": 2, "asset_labels": 1}.items():
        page.show_form(form)
        settle(qtbot, window)
        page.save.click()
        assert len(offered["now"].split(";;")) == kinds, form


def test_the_kind_that_was_chosen_in_the_dialog_counts(page, window, qtbot, monkeypatch, tmp_path):
    def choose(_up, _title, name, kinds):
        return str(tmp_path / Path(name).name), next(each for each in kinds.split(";;") if "ods" in each)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.show_form("asset_register")
    settle(qtbot, window)
    page.save.click()
    settle(qtbot, window)
    assert [path.suffix for path in tmp_path.glob("附件*")] == [".ods"]


def test_several_ticked_papers_are_saved_in_one_go(page, window, qtbot, tmp_path):
    page.list.tick(["team", "asset_register", "risk_matrix"])
    assert page.save.text() == "存檔 3 張…" and page.print.text() == "列印 3 張…"
    assert {order.form for order in page.orders()} == {"team", "asset_register", "risk_matrix"}
    page.sending.save_into(tmp_path / "三張", page.orders())
    settle(qtbot, window)
    assert len(list((tmp_path / "三張").glob("*.pdf"))) == window.office.count("print") == 3
    page.untick.click()
    assert page.save.text() == "存檔…" and len(page.orders()) == 1


def test_a_character_that_cannot_be_drawn_stops_the_printer_until_somebody_says_so(page, window, qtbot):
    asset = window.office.all("asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "難字\U0010fffd電腦"}}, "改名"))
    gone_on = []
    page.sending.check([PrintOrder("team")], lambda: gone_on.append("team"))
    settle(qtbot, window)
    page.sending.check([PrintOrder("team"), PrintOrder("asset_register")], lambda: gone_on.append("register"))
    settle(qtbot, window)
    assert gone_on == ["team"]
    assert asset.number in window.workspace.messages.label.text()
    window.workspace.messages.buttons()[0].click()
    assert gone_on == ["team", "register"]


def test_a_record_is_chosen_and_only_its_paper_is_shown(page, window, qtbot):
    page.show_form("staff_pledge")
    settle(qtbot, window)
    everybody = page.preview.pages()
    person = window.office.all("person")[2]
    page.records.choose([person.id])
    page.records.chosen.emit()
    settle(qtbot, window)
    assert page.preview.pages() == 1 < everybody
    assert person.name in text_of(page.pdf)
    assert page.records.text().startswith("已挑 1")


def test_a_card_leads_to_the_paper_of_its_record(page, window, qtbot):
    course = window.office.all("course")[-1]
    window.open_page("training", view="courses", record_id=course.id)
    settle(qtbot, window)
    card = window.workspace.current().top().card
    card.show_record(course.id)
    card.print_link.click()
    first, *_ = card.print_link.menu_shown.actions()
    first.trigger()
    card.print_link.menu_shown.close()
    settle(qtbot, window)
    assert window.workspace.current().page_id == "forms"
    assert page.order().form == "sign_in" and page.order().ids == (course.id,)
    assert "".join(course.name.split()) in text_of(page.pdf)


def test_a_record_with_several_papers_offers_them(page, window, qtbot):
    window.open_page("assets")
    settle(qtbot, window)
    view = window.workspace.current().top()
    view.card.show_record(window.office.all("asset")[0].id)
    view.card.print_link.click()
    shown = view.card.print_link.menu_shown
    titles = {action.text(): action for action in shown.actions()}
    assert len(titles) >= 2
    titles["資產標籤"].trigger()
    shown.close()
    settle(qtbot, window)
    assert (page.order().form, page.order().ids) == ("asset_labels", (window.office.all("asset")[0].id,))
    assert page.labels.isVisible()


def test_labels_begin_where_the_sheet_has_not_been_used(page, window, qtbot):
    page.show_form("asset_labels")
    settle(qtbot, window)
    before = text_of(page.pdf)
    page.labels.sheet.setCurrentIndex(page.labels.sheet.findData("5x13"))
    page.labels.sheet.activated.emit(page.labels.sheet.currentIndex())
    page.labels.first.setValue(60)
    settle(qtbot, window)
    assert page.order().label_sheet == "5x13" and page.order().label_skip == 59
    assert page.preview.pages() >= 2 and text_of(page.pdf)[:4] == before[:4]
    page.labels.rulers.setChecked(True)
    settle(qtbot, window)
    assert page.preview.pages() == 1


def test_an_order_of_the_register_is_shown_as_it_was(page, whole, window, qtbot):
    person = window.office.all("person")[1]
    whole.jump(order=PrintOrder("staff_pledge", ids=(person.id,)))
    settle(qtbot, window)
    assert page.order() == PrintOrder("staff_pledge", ids=(person.id,))
    whole.jump(order=PrintOrder("risk_assessment", year=114, blank=True))
    settle(qtbot, window)
    assert page.order() == PrintOrder("risk_assessment", year=114, blank=True)


def test_the_offices_own_form_file_is_used_marked_and_said_when_it_is_wrong(page, window, qtbot):
    page.show_form("team")
    settle(qtbot, window)
    page.sending.edit_form()
    path = own_forms.folder_of(window.office) / "team.toml"
    later = path.stat().st_mtime_ns + 10**9
    path.write_text(path.read_text("utf-8").replace("單位職級", "單位及職稱"), "utf-8")
    os.utime(path, ns=(later, later))
    page.refresh(None)
    settle(qtbot, window)
    assert "單位及職稱" in text_of(page.pdf)
    assert next(row.mark for row in page.list.rows.shown if row.key == "team").startswith("本機關版")
    path.write_text("title = ", "utf-8")
    os.utime(path, ns=(later + 10**9, later + 10**9))
    page.refresh(None)
    settle(qtbot, window)
    assert "team.toml" in window.workspace.messages.label.text()
    assert "單位職級" in text_of(page.pdf)


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
    page.year_papers.click()
    assert [Path(asked[0]).parent, Path(asked[1])] == [page.office.path.parent] * 2


def test_walking_through_the_list_draws_the_paper_on_which_the_cursor_rests(page, window, qtbot):
    window.activateWindow()
    page.list.setFocus()
    qtbot.waitUntil(page.list.hasFocus)
    keys = [row.key for row in page.list.rows.shown if row.key]
    page.show_form(keys[0])
    settle(qtbot, window)
    drawn = []
    page.shell.jobs.started.connect(lambda job: drawn.append(job.title))
    for _ in range(3):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.printable_form() == keys[0], "not while the cursor moves"
    qtbot.waitUntil(lambda: page.printable_form() == keys[3])
    settle(qtbot, window)
    assert drawn == [f"準備「{page.form().title}」"]


def test_ctrl_p_on_a_chosen_paper_prints_it_and_forgets_no_choice(page, window, qtbot, monkeypatch):
    person = window.office.all("person")[2]
    page.show_form("staff_pledge", (person.id,))
    settle(qtbot, window)
    asked = []
    monkeypatch.setattr(page.sending, "print", lambda: asked.append(page.order()))
    window.print_page()
    assert asked == [PrintOrder("staff_pledge", ids=(person.id,))]


def test_the_place_is_kept_when_a_record_of_the_shown_paper_changes(page, window, qtbot):
    page.show_form("asset_register")
    settle(qtbot, window)
    page.preview.view.verticalScrollBar().setValue(77)
    asset = window.office.all("asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "全新的名稱"}}, "改名"))
    settle(qtbot, window)
    assert "全新的名稱" in text_of(page.pdf) and page.preview.view.verticalScrollBar().value() == 77
    page.show_form("team")
    settle(qtbot, window)
    assert page.preview.view.verticalScrollBar().value() == 0


def test_the_options_of_labels_come_with_their_paper_and_not_before_it(page, window, qtbot):
    page.show_form("team")
    settle(qtbot, window)
    page.show_form("asset_labels")
    assert not page.labels.isVisible(), "the paper that is still shown would jump"
    settle(qtbot, window)
    assert page.labels.isVisible()
    page.show_form("team")
    settle(qtbot, window)
    assert not page.labels.isVisible()


def test_a_filled_paper_of_records_that_there_are_none_of_says_so(page, window, qtbot):
    every = [each.id for each in window.office.all("disposal")]
    window.changed(records.delete(window.office, "disposal", every, "刪除"))
    page.show_form("disposal")
    settle(qtbot, window)
    assert page.state.text().startswith("還沒有這種紀錄")
    page.filling.show_view("blank")
    settle(qtbot, window)
    assert page.state.text() == f"共 {page.preview.pages()} 頁"


@pytest.fixture
def nda(page, whole, window, qtbot):
    """The paper of one person of a supplier, whose address is known."""
    person = window.office.all("vendor_staff")[0]
    window.changed(records.change(window.office, "vendor_staff", {person.id: {"home_address": ADDRESS}}, "戶籍地址"))
    whole.jump(form="vendor_nda", ids=(person.id,))
    settle(qtbot, window)
    return page


ADDRESS = "〇〇縣〇〇鎮光明六路一〇八號"


def test_personal_numbers_are_shown_in_full_by_a_switch_where_there_are_any(nda, whole, window, qtbot, tmp_path):
    assert nda.personal.isVisible() and not nda.personal.full.isChecked()
    assert "戶籍地址" in nda.personal.full.text() and "遮" in nda.personal.why.text()
    assert ADDRESS not in text_of(nda.pdf)
    nda.personal.full.click()
    settle(qtbot, window)
    assert ADDRESS in text_of(nda.pdf) and nda.personal.full.isChecked()
    nda.sending.save_to(tmp_path / "同意書.pdf", nda.order())
    settle(qtbot, window)
    assert ADDRESS in text_of((tmp_path / "同意書.pdf").read_bytes())
    kept = window.office.all("print")[-1]
    assert '"unmasked":true' in kept.ordered
    whole.jump(form="asset_register")
    settle(qtbot, window)
    assert nda.personal.isHidden() and not nda.order().unmasked
    whole.jump(order=prints.order_of(kept))  # once more, as it was
    settle(qtbot, window)
    assert ADDRESS in text_of(nda.pdf)


def test_the_switch_is_off_again_when_the_page_is_opened_again(nda, window, qtbot):
    nda.personal.full.click()
    settle(qtbot, window)
    window.open_page("overview")
    assert not nda.personal.full.isChecked() and nda.pdf == b""
    window.open_page("forms")
    settle(qtbot, window)
    assert nda.pdf and ADDRESS not in text_of(nda.pdf)
    nda.personal.full.click()
    settle(qtbot, window)
    window.files.show_agency()
    window.show_workspace()
    settle(qtbot, window)
    assert nda.pdf and ADDRESS not in text_of(nda.pdf)


def test_a_blank_paper_has_nothing_to_hide(nda, window, qtbot):
    nda.personal.full.click()
    settle(qtbot, window)
    nda.filling.show_view("blank")
    settle(qtbot, window)
    assert nda.personal.isHidden() and nda.pdf and not nda.order().unmasked
