"""The asset page in the window, from an empty office to a register that goes out and comes back in."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isms_desktop.services import assets, records
from isms_desktop.services.exports import export
from isms_desktop.services.offices import Office
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages.assets import AssetsPage, AssetsView

K = Qt.Key


@pytest.fixture
def open_page(empty_window, qtbot):
    """Opens an office in the window and turns to the asset page."""

    def make(path: Path) -> tuple[MainWindow, AssetsView]:
        assert empty_window.files.open_path(path)
        empty_window.show()
        empty_window.activateWindow()
        qtbot.waitUntil(empty_window.isActiveWindow)
        empty_window.open_page("assets")
        page = empty_window.workspace.current()
        assert isinstance(page, AssetsPage)
        view = page.top()
        assert isinstance(view, AssetsView)
        return empty_window, view

    return make


@pytest.fixture
def page(open_page, office):
    office.close()
    return open_page(office.path)


@pytest.fixture
def empty_page(open_page, empty_office):
    empty_office.close()
    return open_page(empty_office.path)


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "清冊.csv"
    path.write_text(
        "\n".join(("某戶政事務所資產清冊", "資產編號,資產類別,資產名稱,放置地點,購買金額", *lines)), "utf-8-sig"
    )
    return path


def message(window: MainWindow) -> str:
    return window.workspace.messages.label.text()


def numbers(office: Office) -> list[str]:
    return [asset.number for asset in records.all_records(office, "asset")]


def test_an_empty_page_says_what_to_do_first(empty_page):
    window, page = empty_page
    assert "按 Ctrl+V 貼上" in page.panel.view.empty_text
    window.grab()


def test_what_the_empty_page_says_works_as_soon_as_the_page_is_open(empty_page, qtbot):
    window, page = empty_page
    tabs = window.workspace.tabs
    tabs.setCurrentIndex(0)
    tabs.setFocus()
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    QApplication.clipboard().setText("資產編號\t資產類別\t資產名稱\nHW-001\t硬體\t電腦\n")
    QTest.keyClick(QApplication.focusWidget(), K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert numbers(page.office) == ["HW-001"]


def test_the_card_follows_the_list_and_the_list_follows_the_card(page, qtbot):
    window, page = page
    page.panel.view.setCurrentIndex(page.panel.model.index(4, 2))
    qtbot.waitUntil(lambda: page.card.title.text().startswith("ID-005"))
    editor = page.card.rows["location"].editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "Vault")
    QTest.keyClick(editor, K.Key_Tab)
    column = page.panel.model.column_of("location")
    assert page.panel.model.index(4, column).data() == "Vault"
    window.undo()
    assert page.panel.model.index(4, column).data() != "Vault"
    assert page.card.rows["location"].editor.text() != "Vault"


def test_a_new_asset_with_the_proposed_number(page):
    window, page = page
    page.add_button.click()
    view, model = page.panel.view, page.panel.model
    assert model.fields[view.currentIndex().column()].key == "category"
    for key in "SW\tEditor\n":
        QTest.keyClick(QApplication.focusWidget(), {"\t": K.Key_Tab, "\n": K.Key_Return}.get(key, key))
    assert numbers(window.office)[-1] == "SW-011"


def test_forty_assets_pasted_into_an_empty_page(empty_page):
    window, page = empty_page
    rows = "".join(f"HW-{place:03}\t實體資產\t電腦 {place}\r\n" for place in range(1, 41))
    QApplication.clipboard().setText("編號\t類別\t名稱\r\n" + rows)
    page.panel.view.setFocus()
    QTest.keyClick(page.panel.view, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(numbers(window.office)) == 40
    assert message(window) == "已貼上：新增 40 筆。"
    window.workspace.messages.buttons()[0].click()
    assert not numbers(window.office)


def test_importing_a_sheet_shows_every_row_first_and_is_undone_with_one_button(page, qtbot, tmp_path):
    window, page = page
    before = numbers(window.office)
    page.import_file(sheet(tmp_path, "HW-001,實體資產,改過的名稱,機房,1", "HW-900,實體資產,新主機,機房,2"))
    panel = page.importing
    qtbot.waitUntil(lambda: panel.plan is not None)
    assert panel.isVisible()
    assert panel.commit.text() == "匯入 2 筆"
    assert [row.row for row in panel.preview.rows_model.rows] == [3, 4]
    reasons = [panel.preview.rows_model.index(row, 3).data() for row in range(2)]
    assert "→ 改過的名稱" in reasons[0]
    assert numbers(window.office) == before, "nothing is written before the clerk has seen it"
    qtbot.mouseClick(panel.chips["new"], Qt.MouseButton.LeftButton)
    assert [row.title for row in panel.preview.rows_model.rows] == ["HW-900 新主機"]
    qtbot.mouseClick(panel.commit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "HW-900" in numbers(window.office))
    qtbot.waitUntil(lambda: message(window).startswith("匯入完成：新增 1 筆、修改 1 筆"))
    assert page.list_room.isVisible()
    assert "HW-900" in [page.panel.model.index(row, 0).data() for row in range(page.panel.model.rowCount())]
    window.workspace.messages.buttons()[0].click()
    assert numbers(window.office) == before


def test_a_column_is_put_right_before_importing(page, qtbot, tmp_path):
    _window, page = page
    page.import_file(sheet(tmp_path, "HW-900,實體資產,新主機,機房,三萬元"))
    panel = page.importing
    qtbot.waitUntil(lambda: panel.plan is not None)
    box = panel.mapping.boxes["E"]
    assert box.currentText() == "（不匯入）"
    box.setCurrentIndex(box.findText("備註"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: panel.plan is not None and panel.plan.creates[0].note == "三萬元")
    assert panel.mapping.boxes["E"].currentText() == "備註"


def test_a_sheet_with_a_wrong_cell_cannot_be_imported(page, qtbot, tmp_path):
    window, page = page
    page.import_file(sheet(tmp_path, "HW-900,玩具,新主機,機房,2", "HW-901,實體資產,主機,機房,2"))
    panel = page.importing
    qtbot.waitUntil(lambda: panel.plan is not None)
    assert not panel.commit.isEnabled()
    assert panel.verdict.text().startswith("有 1 列不能匯入，所以還沒有匯入任何資料。")
    assert "第 3 列 B 欄" in panel.preview.rows_model.index(0, 3).data()
    assert "可用的選項" in panel.reason.text(), "the whole reason of the chosen row"
    panel.back.click()
    assert page.list_room.isVisible()
    assert "HW-901" not in numbers(window.office)


def test_a_file_that_is_no_spreadsheet(page, qtbot, tmp_path):
    window, page = page
    path = tmp_path / "清冊.xlsx"
    path.write_bytes(b"%PDF-1.7 nothing of ours")
    page.import_file(path)
    qtbot.waitUntil(lambda: not window.jobs.running)
    qtbot.waitUntil(lambda: "正在讀取" not in page.importing.verdict.text())
    assert not page.importing.commit.isEnabled()
    assert page.importing.other_file.isEnabled()


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_what_goes_out_comes_back_unchanged(page, qtbot, tmp_path, ending):
    window, page = page
    path = tmp_path / f"清冊.{ending}"
    page.export_to(path)
    qtbot.waitUntil(lambda: message(window).startswith("已匯出 52 筆資產"))
    page.import_file(path)
    qtbot.waitUntil(lambda: page.importing is not None and page.importing.plan is not None)
    assert page.importing.plan.counts["unchanged"] == 52
    assert not page.importing.commit.isEnabled()


def test_the_overview_sends_here_to_finish_something(page):
    window, page = page
    window.open_page("assets", focus="unlabelled")
    shown = {page.panel.model.id_at(row) for row in range(len(page.panel.model.rows.shown))}
    assert shown == {asset.id for asset in assets.unlabelled(window.office)}
    window.open_page("assets", record_id=records.all_records(window.office, "asset")[0].id)
    assert page.panel.current_id() == records.all_records(window.office, "asset")[0].id


def test_find_and_print_from_here(page):
    _window, page = page
    page.focus_search()
    assert page.panel.filter_bar.box.hasFocus()
    assert page.printable_form() == "asset_register"


def test_a_second_office_file_is_imported_into_the_first(open_page, office, empty_office, qtbot, tmp_path):
    path = tmp_path / "舊清冊.xlsx"
    export(office, "asset", path)
    empty_office.close()
    window, page = open_page(empty_office.path)
    page.import_file(path)
    qtbot.waitUntil(lambda: page.importing.plan is not None)
    page.importing.commit.click()
    qtbot.waitUntil(lambda: len(numbers(window.office)) == 52)


def test_a_read_only_file_offers_no_changes(open_page, office):
    window, page = open_page(office.path)
    assert window.office.read_only
    assert not page.import_button.isEnabled()
    assert not page.add_button.isEnabled()
    assert page.export_button.isEnabled()
