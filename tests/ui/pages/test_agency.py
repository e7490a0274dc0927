"""機關資料: the clerk says who they are and how they work, and every page and paper follows."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import offices, printing
from isms_desktop.ui.pages.agency import AgencyPage
from isms_desktop.ui.workspace import Workspace


@pytest.fixture
def page(window):
    window.files.show_agency()
    page = window.room()
    assert isinstance(page, AgencyPage)
    return page


def type_into(page, key: str, text: str) -> None:
    editor = page.card.rows[key].editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Tab)


def test_the_menu_leads_there_and_back(window):
    assert window.menus.agency.isEnabled() and "機關資料" in window.menus.agency.text()
    window.menus.agency.trigger()
    page = window.room()
    assert isinstance(page, AgencyPage)
    assert page.card.rows["name"].editor.raw() == window.office.agency.name
    page.back.click()
    assert isinstance(window.room(), Workspace)


def test_without_an_office_there_is_nothing_to_fill_in(empty_window):
    empty_window.files.show_agency()
    assert not isinstance(empty_window.room(), AgencyPage)


def test_a_new_head_is_kept_and_can_be_taken_back(page, window):
    before = window.office.agency.head_name
    type_into(page, "head_name", "Lin Hai-Feng")
    assert window.office.agency.head_name == "Lin Hai-Feng"
    window.undo()
    assert window.office.agency.head_name == before
    assert page.card.rows["head_name"].editor.raw() == before
    assert "已復原" in page.messages.label.text()


def test_the_name_of_the_office_stands_in_the_title_at_once(page, window):
    type_into(page, "name", "Haifeng")
    assert window.windowTitle().startswith("Haifeng")
    editor = page.card.rows["name"].editor
    editor.clear()
    editor.editingFinished.emit()
    assert "不能是空白" in page.card.rows["name"].error.text()
    assert window.office.agency.name == "Haifeng"


def words_of(path: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_next_field_has_the_cursor_after_a_change(page, window):
    type_into(page, "head_title", "Principal")
    assert window.office.agency.head_title == "Principal"
    assert page.card.rows["head_name"].editor.hasFocus()


def test_the_signoff_chain_is_on_the_paper(page, window, tmp_path):
    editor = page.card.rows["signoff_chains"].editor
    editor.setFocus()
    editor.setPlainText("預設：承辦人、總務主任、校長")
    page.card.rows["head_name"].editor.setFocus()
    assert window.office.agency.chain_for("資產清冊") == ("承辦人", "總務主任", "校長")
    assert "總務主任" in words_of(
        printing.print_form(window.office, printing.PrintOrder("asset_register"), tmp_path / "清冊.pdf").path
    )


def test_another_method_weighs_every_risk_anew(page, window):
    window.show_workspace()
    window.open_page("overview")
    window.files.show_agency()
    page = window.room()
    method = next(each for each in window.office.rules.lists["risk_methods"] if "最" in each.label)
    editor = page.card.rows["risk_method"].editor
    editor.show_text(method.label)
    editor.activated.emit(0)
    assert window.office.rules.method.id == method.value
    assert {text.scale for text in window.office.all("scale")} == set(window.office.rules.method.ranges)
    window.undo()
    assert window.office.rules.method.id != method.value


def test_an_office_opened_to_be_read_cannot_be_changed(empty_window, office):
    assert empty_window.files.open_path(office.path)
    empty_window.files.show_agency()
    page = empty_window.room()
    assert page.card.rows["name"].editor.isReadOnly()


def test_the_file_can_be_checked_from_the_menu(window, qtbot):
    window.files.verify()
    qtbot.waitUntil(lambda: "檔案檢查完成" in window.workspace.messages.label.text(), timeout=20_000)


def test_a_file_that_was_tampered_with_is_said_so(empty_window, office, qtbot):
    with office.store.worker() as other:
        other.connection.execute("UPDATE asset SET name = '改過' WHERE id = 1")
    office.close()
    assert empty_window.files.open_path(office.path)
    empty_window.files.verify()
    said = empty_window.workspace.messages
    qtbot.waitUntil(lambda: "檔案檢查發現問題" in said.label.text(), timeout=20_000)
    assert offices.open_office(office.path).read_only
