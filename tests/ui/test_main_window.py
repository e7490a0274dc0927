"""The window around the pages: tabs, undo, the file, and leaving."""

import gc
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from isms_desktop.services import offices, records
from isms_desktop.ui.pages import PAGES
from isms_desktop.ui.pages.copies import CopiesPage
from isms_desktop.ui.theme import DARK, LIGHT
from isms_desktop.ui.workspace import Workspace
from tests.ui.conftest import settle


def messages(window):
    return window.room().messages


def test_the_tabs_are_the_pages_that_there_are(window):
    tabs = window.workspace.tabs
    assert [tabs.tabText(place) for place in range(tabs.count())] == [entry.title for entry in PAGES]
    assert " ".join(entry.title for entry in PAGES) == (
        "總覽 資產清冊 風險評估 委外查核 內部稽核 教育訓練 組織人員 事件情資 年度作業 表單列印"
    )


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.page_id)
def test_every_page_is_what_its_tab_says(window, entry, qtbot):
    window.open_page(entry.page_id)
    page = window.workspace.current()
    assert (page.page_id, page.title) == (entry.page_id, entry.title)
    assert page.isVisible()
    for view in page.views:
        page.jump(view=view)
    page.focus_search()
    page.jump(nonsense=True)
    settle(qtbot, window)


def test_only_the_page_that_is_shown_has_been_built(window):
    assert window.workspace.current().page_id == "overview"
    assert list(window.workspace._pages) == ["overview"]


def test_the_keyboard_goes_from_tab_to_tab(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.current().page_id == "risks"
    qtbot.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.current().page_id == "assets"


def test_undo_and_redo_from_the_menu_refresh_every_page(window):
    window.open_page("risks")
    risks = window.workspace.current()
    before = len(window.office.all("asset"))
    asset = window.office.all("asset")[0]
    window.changed(records.delete(window.office, "asset", [asset.id], "刪除 1 筆資產", with_dependents=True))
    assert asset.id not in {row.key for row in risks.assess.assets.rows.shown}
    window.open_page("overview")
    window.menus.update()
    assert window.menus.undo.text() == "復原：刪除 1 筆資產"
    window.menus.undo.trigger()
    assert len(window.office.all("asset")) == before
    assert messages(window).label.text() == "已復原：刪除 1 筆資產"
    assert window.menus.redo.text() == "重做：刪除 1 筆資產"
    window.menus.redo.trigger()
    assert len(window.office.all("asset")) == before - 1


def test_a_hidden_page_catches_up_when_it_is_shown_again(window):
    window.open_page("risks")
    window.open_page("overview")
    rows = window.workspace.page("risks").list.panel.model.rows
    count, doomed = len(rows), rows.shown[0]
    changed = records.delete(window.office, "risk", [doomed], "刪除風險", with_dependents=True)
    window.changed(changed)
    assert len(rows) == count
    window.open_page("risks")
    assert len(rows) == count - 1 and doomed not in rows.shown


def test_the_status_line_tells_file_office_and_when_it_was_saved(window):
    assert window.status.file.text() == "青埕戶所.isms"
    assert "青埕戶政事務所" in window.status.owner.text() and "年度" in window.status.owner.text()
    person = window.office.all("person")[0]
    window.changed(records.change(window.office, "person", {person.id: {"extension": "123"}}, "修改分機"))
    assert window.status.saved.text().startswith("已儲存 ")


def test_what_is_chosen_under_view_is_kept(window):
    window.set_text_size(150)
    window.set_theme("dark")
    from isms_desktop.services.settings import load_settings

    assert (load_settings().text_size, load_settings().theme) == (150, "dark")


def test_the_same_file_is_not_opened_twice(window):
    workspace, path = window.workspace, window.office.path
    assert window.files.open_path(path)
    assert window.workspace is workspace


def test_a_file_that_cannot_be_opened_leaves_the_open_one_alone(window, tmp_path):
    office = window.office
    assert not window.files.open_path(tmp_path / "沒有這個檔案.isms")
    assert window.office is office
    assert messages(window).kind == "error"


def test_a_second_window_may_only_look_and_says_who_has_the_file(window, empty_office, qtbot, qapp):
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.main_window import MainWindow

    second = MainWindow(Settings())
    qtbot.addWidget(second)
    assert second.files.open_path(window.office.path)
    assert second.office.read_only
    assert "唯讀" in second.workspace.banner.label.text()
    assert second.undo_words() == ("", "")
    for entry in PAGES:
        second.open_page(entry.page_id)
    settle(qtbot, second)
    window.close_office()
    second.workspace.banner.retry.click()
    assert not second.office.read_only and second.workspace.banner is None
    second.close()


def test_while_something_runs_leaving_is_asked_about_in_the_window(window, qtbot):
    def work(own, control):
        while True:
            control.progress(1, 2, "第 1 列")
            time.sleep(0.005)

    window.run_job("匯入資產清冊", work)
    assert not window.close()
    assert "「匯入資產清冊」還在進行" in messages(window).label.text()
    [leave] = messages(window).buttons()
    leave.click()
    qtbot.waitUntil(lambda: window.office is None, timeout=5000)
    assert not window.isVisible()


def test_a_job_shows_how_far_it_is_and_can_be_cancelled(window, qtbot):
    ended = []

    def work(own, control):
        while True:
            control.progress(3, 10, "第 3 列")
            time.sleep(0.005)

    window.run_job("匯入", work, cancelled=lambda: ended.append("cancelled"))
    strip = window.status.job
    qtbot.waitUntil(lambda: strip.bar.value() == 3, timeout=5000)
    assert strip.label.text() == "匯入　第 3 列"
    strip.cancel.click()
    qtbot.waitUntil(lambda: ended == ["cancelled"], timeout=5000)
    assert strip.isHidden()


def test_a_failed_job_says_what_happened(window, qtbot):
    from isms_desktop.domain.findings import UserError

    def work(own, control):
        raise UserError("磁碟已滿。", "請清出空間。")

    told = []
    window.run_job("匯出", work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == ["磁碟已滿。請清出空間。"] == [messages(window).label.text()]


def test_the_daily_copy_appears_in_the_status_line_and_can_be_restored(window, qtbot):
    window.files.daily_copy()
    settle(qtbot, window)
    assert window.status.copy.text().startswith("最近備份 今天")
    count = len(window.office.all("person"))
    person = window.office.all("person")[0]
    window.changed(records.delete(window.office, "person", [person.id], "刪除人員", with_dependents=True))
    window.files.show_copies()
    room = window.room()
    assert isinstance(room, CopiesPage) and room.list.rows.rowCount() == 1
    room.restore.click()
    assert "之後的修改不會出現" in room.messages.label.text()
    room.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: window.office is not None, timeout=10_000)
    assert len(window.office.all("person")) == count
    assert "已還原" in messages(window).label.text()
    assert isinstance(window.room(), Workspace)


def test_dark_and_large_are_dark_and_large_everywhere_at_once(window, qtbot):
    window.open_page("assets")
    view = window.workspace.current().top().panel.view
    for name, colours, size in (("dark", DARK, 200), ("light", LIGHT, 100), ("dark", DARK, 100), ("light", LIGHT, 150)):
        window.set_text_size(size)
        window.set_theme(name)
        assert f"background: {colours.base}" in window.styleSheet()
        assert view.palette().color(view.backgroundRole()).name().lower() == colours.base.lower()
        qtbot.waitUntil(lambda size=size: abs(view.rowHeight(0) - 28 * size / 100) <= 6)


def test_a_damaged_file_leads_to_its_copies(empty_window, office, qtbot):
    copy = office.store.copy("每日備份")
    count = len(office.all("asset"))
    office.close()
    office.path.write_bytes(office.path.read_bytes()[:20_000])
    assert not empty_window.files.open_path(office.path)
    assert "已損壞" in messages(empty_window).label.text()
    [offer] = messages(empty_window).buttons()
    offer.click()
    room = empty_window.room()
    assert isinstance(room, CopiesPage) and room.list.rows.rowCount() == 1 and copy.exists()
    room.restore.click()
    room.messages.buttons()[0].click()
    qtbot.waitUntil(lambda: empty_window.office is not None, timeout=10_000)
    assert len(empty_window.office.all("asset")) == count


def test_the_copies_can_be_left_without_an_open_office(empty_window, office):
    office.store.copy("每日備份")
    office.close()
    office.path.unlink()
    empty_window.files.open_path(office.path)
    welcome = empty_window.room()
    messages(empty_window).buttons()[0].click()
    next(each for each in empty_window.room().findChildren(QPushButton) if each.text() == "返回").click()
    assert empty_window.room() is welcome


def test_a_copy_elsewhere_is_made_beside_the_window(window, qtbot, tmp_path, monkeypatch):
    target = tmp_path / "隨身碟" / "備份.isms"
    target.parent.mkdir()
    monkeypatch.setattr("isms_desktop.ui.files.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    window.files.back_up()
    settle(qtbot, window)
    assert "已備份" in messages(window).label.text()
    with_copy = offices.open_office(target, read_only=True)
    assert len(with_copy.all("asset")) == len(window.office.all("asset"))
    with_copy.close()


def test_what_can_be_done_without_an_office_is_all_that_is_offered(empty_window):
    empty_window.files.new_office()
    entries = {
        action.text(): action.isEnabled()
        for menu in empty_window.menuBar().actions()
        for action in menu.menu().actions()
        if action.text() and not action.menu()
    }
    assert entries["開啟(&O)…"] and entries["練習用機關"] and entries["新機關(&N)…"]
    assert not entries["尋找(&F)"] and not entries["由備份還原…"] and not entries["復原(&U)"]


def test_help_tells_the_keys(window, qtbot):
    window.menus.show_about()
    from isms_desktop.ui.widgets.about import About

    [about] = window.findChildren(About)
    assert about.isVisible()
    about.close()


def test_ctrl_p_leads_to_the_paper_of_the_page(window, qtbot):
    window.open_page("risks", view="plans")
    window.print_page()
    settle(qtbot, window)
    page = window.workspace.current()
    assert (page.page_id, page.printable_form()) == ("forms", "risk_treatment")


@pytest.mark.parametrize(
    ("where", "said"), [(("vendors", "contracts"), "沒有對應的表單"), (("people", "nonsense"), "沒有這張表單")]
)
def test_ctrl_p_on_a_page_without_paper_says_what_can_be_done(window, where, said, qtbot, monkeypatch):
    page_id, view = where
    window.open_page(page_id, view=view)
    if view == "nonsense":
        monkeypatch.setattr(window.workspace.current(), "printable_form", lambda: "of_a_later_version")
    window.print_page()
    settle(qtbot, window)
    assert window.workspace.current().page_id == "forms"
    assert said in messages(window).label.text() and "匯出" in messages(window).label.text()


def test_what_is_open_is_never_looked_through_for_garbage_until_its_file_is_closed(window, qtbot):
    window.open_page("assets")
    assert gc.get_freeze_count() > 0
    window.run_job("什麼都不做", lambda _office, _control: None)
    settle(qtbot, window)
    assert gc.get_freeze_count() > 0
    window.close_office()
    assert gc.get_freeze_count() == 0


def test_recent_files_that_are_gone_are_grey_and_can_be_removed(window, tmp_path):
    here, gone, share = str(window.office.path), str(tmp_path / "移走了.isms"), "/共用/在/別處.isms"
    window.remember(recent=(here, gone, share))
    window.menus._fill_recent()
    entries = [(action.text(), action.isEnabled()) for action in window.menus.recent.actions()[:3]]
    assert entries == [("青埕戶所", True), ("移走了（找不到）", False), ("別處（找不到）", False)]
    window.menus.recent.actions()[-1].trigger()
    assert window.settings.recent == (here,)
    window.menus._fill_recent()
    assert [action.text() for action in window.menus.recent.actions()] == ["青埕戶所"]


def test_a_file_in_a_place_that_cannot_be_written_is_shown_and_says_what_to_do(empty_window, office):
    office.close()
    office.path.with_name(office.path.name + ".lock").mkdir()  # nobody can write a lock there
    empty_window.show()
    assert empty_window.files.open_path(office.path)
    banner = empty_window.workspace.banner
    assert banner.isVisible() and "不能寫入" in banner.label.text() and "請把檔案複製到" in banner.label.text()
    empty_window.open_page("assets")
    assert empty_window.workspace.current().top().panel.model.rows.shown
    empty_window.files.daily_copy()
    assert messages(empty_window).isHidden()


def test_an_office_made_where_nothing_can_be_written_is_said(empty_window, tmp_path, qtbot):
    (tmp_path / "檔案").touch()
    empty_window.files.new_office()
    empty_window.files.create(tmp_path / "檔案" / "資料夾" / "某所.isms", "household-office-c", "某戶政事務所")
    settle(qtbot, empty_window)
    assert "無法建立資料夾" in messages(empty_window).label.text()
    assert "請換一個可以寫入的位置" in messages(empty_window).label.text()
    assert empty_window.office is None


def test_settings_that_cannot_be_kept_are_said_once(window, home):
    settings = home / "config" / "settings.json"
    settings.unlink()
    settings.mkdir()
    window.set_text_size(110)
    assert "偏好設定存不進" in messages(window).label.text()
    messages(window).hide()
    window.set_text_size(100)
    assert messages(window).isHidden()
