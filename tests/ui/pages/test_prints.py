"""列印登記 as a clerk uses it: a number typed or scanned, what has become of the records, the signed scan."""

import datetime
import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from isms_desktop.domain.prints import print_code
from isms_desktop.services import prints, records
from isms_desktop.services.printing import PrintOrder
from isms_desktop.ui.pages.yearly import prints as page_of_prints
from tests.ui.conftest import settle

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
YEAR = datetime.date.today().year - 1911


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Compared as soon as a print is shown."""
    monkeypatch.setattr(page_of_prints, "_REST", 0)


@pytest.fixture
def view(window, qtbot, tmp_path):
    """The register with three prints in it."""
    for order in (PrintOrder("asset_register"), PrintOrder("team"), PrintOrder("risk_assessment", year=114, ids=(1,))):
        prints.print_form(window.office, order, tmp_path / f"{order.form}.pdf", told=window.changed)
    window.open_page("yearly", view="prints")
    made = window.workspace.current().top()
    qtbot.waitUntil(lambda: made.card.paper is not None and made.card.paper.badge.text == "未變更", timeout=20_000)
    settle(qtbot, window)
    return made


def shown(view, window, qtbot, number: str):
    """The state of the paper of that number, on the card."""
    QTest.keyClicks(view.line.asked, number)
    QTest.keyClick(view.line.asked, Qt.Key.Key_Return)
    found = prints.find(view.office, number)
    qtbot.waitUntil(lambda: view.card.title.text() == f"{found.number} {found.title}", timeout=20_000)
    qtbot.waitUntil(lambda: view.card.paper.badge.text not in ("", "比對中…"), timeout=20_000)
    settle(qtbot, window)
    return view.card.paper


def said(window) -> str:
    return window.workspace.messages.label.text()


def test_the_prints_are_listed_and_nobody_types_one_in(view):
    model = view.panel.model
    assert model.rowCount() == 3, "no row to write in"
    first = [model.index(2, column) for column in range(model.columnCount())]
    assert [index.data() for index in first][:3] == [f"{YEAR}-0001", "資訊及資通系統資產清冊", ""]
    assert model.index(0, model.column_of("extent")).data() == "114 年度、選取 1 筆"
    assert not any(model.flags(index) & Qt.ItemFlag.ItemIsEditable for index in first)
    assert not view.card.copy_button.isVisibleTo(view.card)
    assert view.card.rows["number"].editor.isReadOnly() and not view.card.rows["note"].editor.isReadOnly()
    assert "sha256" in view.card.rows and "ordered" not in view.card.rows


@pytest.mark.parametrize("act", ["delete", "clear", "duplicate", "cut"])
def test_what_would_change_the_list_is_refused_with_a_sentence(view, window, act):
    view.panel.view.select_ids([view.office.all("print")[0].id])
    getattr(view.panel.commands, act)()
    assert "列印登記由程式記錄" in said(window)
    assert len(view.office.all("print")) == 3


def test_the_remark_can_be_written(view):
    view.card._save("note", "送陳中")
    assert view.card.rows["note"].editor.raw() == "送陳中"
    assert [each.note for each in view.office.all("print")].count("送陳中") == 1


def test_a_typed_number_jumps_to_its_row_and_says_that_nothing_has_changed(view, window, qtbot):
    paper = shown(view, window, qtbot, f"{YEAR}-2")
    assert view.panel.current_id() == view.office.all("print")[1].id
    assert view.card.title.text() == f"{YEAR}-0002 資通安全推動小組成員及分工表"
    assert (paper.badge.text, paper.words.text()) == ("未變更", "印出後資料未變更。")
    assert view.line.asked.selectedText() == f"{YEAR}-2", "the next one can be typed over it"


def test_a_scanned_code_jumps_to_its_row_and_one_of_another_office_is_said(view, window, qtbot):
    _, team, _ = view.office.all("print")
    code = str(print_code(view.office.origin, team.number, team.sha256))
    shown(view, window, qtbot, code)
    assert view.panel.current_id() == team.id
    view.line.asked.setText(str(print_code("0" * 64, team.number, team.sha256)))
    QTest.keyClick(view.line.asked, Qt.Key.Key_Return)
    assert "另一個機關檔案" in said(window)


def test_a_change_elsewhere_shows_on_the_card_and_undo_takes_it_away(view, window, qtbot):
    paper = shown(view, window, qtbot, "1")
    assert paper.badge.text == "未變更"
    asset = window.office.all("asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "新名稱"}}, "改名"))
    qtbot.waitUntil(lambda: view.card.paper.badge.text == "已變更", timeout=20_000)
    today = records.show(
        window.office, window.office.all("print")[0], window.office.all("print")[0].record_type.field("printed_at")
    )
    assert view.card.paper.words.text() == f"已於 {today.split()[0]} 變更 1 筆：資產清冊 1 筆。"
    window.changed(records.undo(window.office))
    qtbot.waitUntil(lambda: view.card.paper.badge.text == "未變更", timeout=20_000)
    settle(qtbot, window)


def test_the_paper_can_be_looked_at_once_more_as_it_was_ordered(view, window, qtbot):
    shown(view, window, qtbot, "3")
    view.card.paper.look.click()
    settle(qtbot, window)
    assert window.workspace.current().page_id == "forms"
    page = window.workspace.current().view("papers")
    assert page.order() == PrintOrder("risk_assessment", year=114, ids=(1,))
    text = "".join("".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(page.pdf)).pages)
    assert "114年度風險評估表" in text and "列印編號" not in text
    page.show_form("team")
    settle(qtbot, window)
    assert page.order().ids == (), "another paper is shown as usual"


def test_the_signed_scan_is_attached_and_anything_else_refused(view, window, qtbot, tmp_path, monkeypatch):
    shown(view, window, qtbot, "1")
    scan, other = tmp_path / "核章.png", tmp_path / "核章.docx"
    scan.write_bytes(PNG)
    other.write_bytes(b"PK\x03\x04")
    offered: list[str] = []

    def choose(_up, _title, **details):
        offered.append(details["filter"])
        return [str(scan)], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    view.card.paper.scan.click()
    settle(qtbot, window)
    first = view.office.all("print")[0]
    assert [each.name for each in prints.scans_of(view.office, first.id)] == ["核章.png"]
    assert "*.tif" in offered[0]
    assert view.panel.model.index(2, view.panel.model.column_of("scans")).data() == "1 個"
    view.card.attach([other])
    settle(qtbot, window)
    assert "不是掃描檔" in said(window)
    assert len(prints.scans_of(view.office, first.id)) == 1


def test_printing_and_saving_in_the_window_register_and_the_preview_does_not(window, qtbot, tmp_path):
    window.open_page("forms", form="team")
    settle(qtbot, window)
    page = window.workspace.current().view("papers")
    assert window.office.all("print") == []
    page.sending.save_to(tmp_path / "小組.pdf", page.order())
    settle(qtbot, window)
    assert f"列印編號 {YEAR}-0001" in said(window)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "紙.pdf"))
    page.sending.print_on(printer, page.orders())
    settle(qtbot, window)
    assert f"列印編號 {YEAR}-0002" in said(window)
    assert [each.output for each in window.office.all("print")] == ["pdf", "paper"]
    assert (tmp_path / "紙.pdf").exists()
    page.sending.save_to(tmp_path / "沒有這個資料夾" / "小組.pdf", page.order())
    settle(qtbot, window)
    assert len(window.office.all("print")) == 2, "what failed is not registered, and the window knows it"


def test_all_papers_are_registered_with_the_numbers_that_are_said(window, qtbot, tmp_path):
    window.open_page("forms")
    settle(qtbot, window)
    window.workspace.current().view("papers").sending.save_year_to(tmp_path)
    settle(qtbot, window)
    numbers = [each.number for each in window.office.all("print")]
    assert len(numbers) == len(list(Path(tmp_path).rglob("*.pdf")))
    assert f"列印編號 {numbers[0]} 至 {numbers[-1]}" in said(window)


def test_a_print_offers_to_look_at_it_again_and_no_paper_of_its_own(view, window, qtbot):
    shown(view, window, qtbot, "1")
    assert view.card.print_link.isHidden() and view.card.paper.look.isVisible()
    qtbot.waitUntil(lambda: view.card.paper.badge.text == "未變更", timeout=20_000)
    settle(qtbot, window)
