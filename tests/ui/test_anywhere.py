"""What works on every record anywhere: files dropped and pasted, links, history, copies, and Ctrl+K."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isms_desktop.services import attachments, records
from isms_desktop.ui import jumps
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.pages import place_of
from tests.ui.conftest import settle

K = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


@pytest.fixture
def scans(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "保密同意書.pdf", tmp_path / "現場照片.jpg"]
    for path in paths:
        path.write_bytes(path.name.encode() * 50)
    return paths


@pytest.fixture(autouse=True)
def in_front(window, qtbot) -> None:
    """Keys go to the window in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def card(window, qtbot) -> RecordCard:
    """The card of the first asset."""
    asset = records.all_records(window.office, "asset")[0]
    window.open_page("assets", record_id=asset.id)
    found = window.workspace.current().top().card
    qtbot.waitUntil(lambda: bool(found.rows) and found.isVisible())
    QApplication.processEvents()
    return found


def files(paths: list[Path]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(card: RecordCard, paths: list[Path]) -> None:
    data = files(paths)
    enter = QDragEnterEvent(QPoint(40, 60), COPY | Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(card, enter)
    assert enter.isAccepted() and enter.dropAction() is COPY, "the clerk's own file stays where it is"
    drop = QDropEvent(QPointF(40, 60), COPY, data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(card, drop)
    assert drop.isAccepted()


def names(window, card: RecordCard) -> list[str]:
    return [each.name for each in attachments.attachments_of(window.office, "asset", card._id)]


def said(window) -> str:
    return window.workspace.messages.label.text()


# Attachments


def test_files_dropped_on_the_card_hang_on_its_record(window, card, scans, qtbot):
    drop(card, scans)
    settle(qtbot, window)
    assert names(window, card) == ["保密同意書.pdf", "現場照片.jpg"]
    fold = card.folds.attachments
    assert fold.button.text() == "▾ 附件（2）" and fold.list.isVisible()
    assert said(window) == "已附上 2 個檔案。"
    window.undo()
    assert names(window, card) == []
    qtbot.waitUntil(lambda: fold.button.text() == "▸ 附件（0）")


def test_while_files_are_held_over_it_the_card_says_what_will_happen(card, scans):
    data = files(scans)
    QApplication.sendEvent(card, QDragEnterEvent(QPoint(9, 9), COPY, data, Qt.MouseButton.LeftButton, NONE))
    veil = next(each for each in card.children() if getattr(each, "property", lambda _n: "")("role") == "drop")
    assert veil.isVisible() and "2 個檔案" in veil.text()
    QApplication.sendEvent(card, QDragLeaveEvent())
    assert not veil.isVisible()


def test_text_is_not_taken_for_a_file_and_no_editor_takes_a_file(card):
    data = QMimeData()
    data.setText("只是文字")
    enter = QDragEnterEvent(QPoint(9, 9), COPY, data, Qt.MouseButton.LeftButton, NONE)
    enter.ignore()
    QApplication.sendEvent(card, enter)
    assert not enter.isAccepted()
    assert not any(row.editor.acceptDrops() for row in card.rows.values())


def test_files_copied_in_the_file_manager_are_pasted_from_any_field(window, card, scans, qtbot):
    QGuiApplication.clipboard().setMimeData(files(scans[:1]))
    editor = card.rows["location"].editor
    editor.setFocus()
    before = editor.raw()
    QTest.keyClick(editor, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert names(window, card) == ["保密同意書.pdf"]
    assert editor.raw() == before
    view = window.workspace.current().top().panel.view
    view.setFocus()
    QGuiApplication.clipboard().setMimeData(files(scans[1:]))
    QTest.keyClick(view, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert names(window, card) == ["保密同意書.pdf", "現場照片.jpg"]
    QGuiApplication.clipboard().clear()


def test_of_several_files_the_bad_ones_are_named(window, card, scans, qtbot, tmp_path):
    video = tmp_path / "錄影.mp4"
    with video.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    drop(card, [*scans, video, tmp_path])
    settle(qtbot, window)
    assert len(names(window, card)) == 2
    assert said(window).startswith("已附上 2 個檔案。有 2 個檔案沒有附上：「錄影.mp4」有 300 MB，超過 100 MB；")
    assert window.workspace.messages.kind == "warning"


def test_a_read_only_office_says_why_nothing_is_attached(window, card, scans, qtbot, office):
    from isms_desktop.services.offices import open_office

    window.open_office(open_office(office.path, read_only=True))
    window.open_page("assets", record_id=1)
    found = window.workspace.current().top().card
    qtbot.waitUntil(lambda: bool(found.rows) and found.isVisible())
    assert not found.folds.attachments.add_button.isEnabled()
    drop(found, scans)
    settle(qtbot, window)
    assert "唯讀" in said(window)


def test_enter_opens_a_copy_and_says_that_changes_are_not_kept(window, card, scans, qtbot, monkeypatch, home):
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) or True)
    drop(card, scans)
    settle(qtbot, window)
    fold = card.folds.attachments
    fold.list.setFocus()
    QTest.keyClick(fold.list, K.Key_Return)
    settle(qtbot, window)
    assert [path.name for path in opened] == ["保密同意書.pdf"]
    assert opened[0].read_bytes() == scans[0].read_bytes() and not opened[0].stat().st_mode & 0o222
    assert "不會存回" in said(window)
    window.close_office()
    assert not opened[0].exists()


def test_a_program_is_not_opened(window, card, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: pytest.fail("a program was started"))
    program = tmp_path / "更新.exe"
    program.write_bytes(b"MZ")
    drop(card, [program])
    settle(qtbot, window)
    card.folds.attachments.buttons["open"].click()
    settle(qtbot, window)
    assert "程式檔，不會直接開啟" in said(window)
    assert "程式檔" in card.folds.attachments.list.rows.shown[0].detail


def test_renaming_removing_and_saving_with_the_keyboard(window, card, scans, qtbot, tmp_path):
    drop(card, scans)
    settle(qtbot, window)
    fold = card.folds.attachments
    fold.list.setFocus()
    QTest.keyClick(fold.list, K.Key_F2)
    assert fold.name.isVisible() and fold.name.text() == "保密同意書"
    fold.name.setText("115年保密同意書")
    QTest.keyClick(fold.name, K.Key_Return)
    assert names(window, card) == ["115年保密同意書.pdf", "現場照片.jpg"]
    fold.save_to(tmp_path / "存出.pdf")
    settle(qtbot, window)
    assert (tmp_path / "存出.pdf").read_bytes() == scans[0].read_bytes()
    QTest.keyClick(fold.list, K.Key_Delete)
    assert names(window, card) == ["現場照片.jpg"]
    window.workspace.messages.buttons()[0].click()
    assert len(names(window, card)) == 2


def test_delete_in_a_field_of_the_card_is_not_delete_in_the_list(window, card, scans, qtbot):
    drop(card, scans)
    settle(qtbot, window)
    editor = card.rows["location"].editor
    editor.setFocus()
    QTest.keyClick(editor, K.Key_Delete)
    QTest.keyClick(editor, K.Key_F2)
    assert len(names(window, card)) == 2
    assert not card.folds.attachments.name.isVisible()


# Links, history, copies


def test_the_card_leads_to_what_points_at_the_record_and_back(window, qtbot):
    risk = next(each for each in records.all_records(window.office, "risk") if each.asset)
    window.open_page("assets", record_id=risk.asset)
    card = window.workspace.current().top().card
    qtbot.waitUntil(lambda: card._id == risk.asset)
    card.folds.related.button.click()
    found = card.folds.related.list.rows
    qtbot.waitUntil(lambda: bool(found.shown))  # what hangs on a record follows it with the next turn of the window
    assert found.shown[0].title.startswith("風險評估 ")
    card.folds.related.list.picked.emit(f"risk:{risk.id}")
    page = window.workspace.current()
    assert page.page_id == "risks" and page.list.panel.current_id() == risk.id
    page.list.card.rows["asset"].link.click()
    assert window.workspace.current().page_id == "assets"
    qtbot.waitUntil(lambda: card._id == risk.asset)


def test_history_reads_in_words_and_leads_back(window, card, qtbot):
    asset = window.office.find("asset", card._id)
    window.changed(records.change(window.office, "asset", {asset.id: {"location": "地下室 <b>"}}, "修改存放位置"))
    card.folds.history.button.click()
    lines = card.folds.history.lines
    assert f"存放位置：{asset.location} → 地下室 &lt;b&gt;" in lines.text()
    links = lines.text().split("href='")[1:]
    lines.linkActivated.emit(links[-1].split("'")[0])
    assert window.office.find("asset", asset.id).location == asset.location
    assert said(window).startswith("已還原成 ")


def test_a_copy_is_made_from_the_card_and_shown(window, card, qtbot):
    original = window.office.find("asset", card._id)
    card.copy_button.click()
    qtbot.waitUntil(lambda: card._id != original.id)
    copy = window.office.find("asset", card._id)
    assert (copy.name, copy.number != original.number) == (original.name, True)
    assert "已複製" in said(window)
    window.undo()
    assert window.office.find("asset", copy.id) is None


def test_what_is_being_typed_is_saved_when_the_file_is_closed(window, card):
    editor = card.rows["location"].editor
    editor.setFocus()
    editor.setText("Room 9")
    office, asset = window.office, card._id
    path = office.path
    window.close_office()
    assert window.files.open_path(path)
    assert window.office.find("asset", asset).location == "Room 9"


def test_notes_are_the_last_field_of_every_card(card):
    assert list(card.rows)[-1] == "note" and card.rows["note"].isVisibleTo(card)


# Ctrl+K


@pytest.fixture
def finder(window, qtbot):
    """The panel, open, with everything read."""
    QTest.keyClick(window, K.Key_K, Qt.KeyboardModifier.ControlModifier)
    panel = window.workspace._finder
    assert panel is not None and panel.isVisible()
    qtbot.waitUntil(lambda: panel.finder.ready and not panel._unread, timeout=20_000)
    return panel


def rows(panel) -> list[str]:
    return [row.title for row in panel.list.rows.rows]


def test_ctrl_k_finds_while_it_is_typed_and_enter_goes_there(window, finder, qtbot):
    asset = records.all_records(window.office, "asset")[-1]
    finder.box.setText(asset.number)
    assert any(title.startswith(asset.number) for title in rows(finder))
    while not finder.list.rows.rows[finder.list.currentIndex().row()].title.startswith(asset.number):
        QTest.keyClick(finder.box, K.Key_Down)
    QTest.keyClick(finder.box, K.Key_Return)
    assert not finder.isVisible()
    page = window.workspace.current()
    assert page.page_id == "assets"
    qtbot.waitUntil(lambda: page.top().card._id == asset.id)


def test_escape_closes_it_and_the_keyboard_is_where_it_was(window, finder, qtbot):
    QTest.keyClick(finder.box, K.Key_Escape)
    assert not finder.isVisible()
    window.open_page("assets")
    view = window.workspace.current().top().panel.view
    view.setFocus()
    window.workspace.find_anywhere()
    QTest.keyClick(finder.box, K.Key_Escape)
    assert view.hasFocus()


def test_a_click_elsewhere_closes_it(window, finder):
    window.workspace.tabs.setFocus()
    assert not finder.isVisible()


def test_pages_and_commands_are_found_by_their_names(window, finder):
    finder.box.setText("機房日誌")
    assert rows(finder)[:2] == ["頁面與指令", "機房日誌"]
    QTest.keyClick(finder.box, K.Key_Return)
    assert window.workspace.current().page_id == "yearly"
    window.workspace.find_anywhere()
    finder.box.setText("檢查檔案")
    assert "檢查檔案" in rows(finder)


def test_the_rest_of_a_register_is_listed_on_its_page(window, finder):
    letter = records.all_records(window.office, "asset")[0].number[0]
    finder.box.setText(letter)
    place = next(place for place, title in enumerate(rows(finder)) if title.startswith("還有 "))
    heading = next(row for row in reversed(finder.list.rows.rows[:place]) if row.go is None)
    finder.list.chosen.emit(finder.list.rows.rows[place])
    assert not finder.isVisible() and heading.mark == window.workspace.current().title


def test_what_has_just_been_changed_is_found_under_its_new_name(window, finder):
    asset = records.all_records(window.office, "asset")[0]
    window.changed(records.change(window.office, "asset", {asset.id: {"name": "全新的名稱"}}, "x"))
    finder.box.setText("全新的名稱")
    assert any("全新的名稱" in title for title in rows(finder))


def test_nothing_found_is_said(finder):
    finder.box.setText("絕對找不到的字")
    assert rows(finder) == [] and "沒有找到「絕對找不到的字」" in finder.hint.text()


def test_page_keys_go_from_register_to_register(finder):
    finder.box.setText("資")
    first = finder.list.currentIndex().row()
    QTest.keyClick(finder.box, K.Key_PageDown)
    second = finder.list.currentIndex().row()
    assert second > first and finder.list.rows.rows[second - 1].go is None
    QTest.keyClick(finder.box, K.Key_PageUp)
    assert finder.list.currentIndex().row() == first


def test_every_kind_of_record_leads_to_its_page(window):
    for kind in jumps.findable():
        for record in window.office.all(kind)[-1:]:
            jumps.show_record(window, window.office, kind, record.id)
            page = window.workspace.current().page_id
            elsewhere = kind in ("audit", "answer", "pledge") and page == "vendors"
            assert page == place_of(kind)[0] or elsewhere, kind


def test_an_attachment_leads_to_its_record(window, card, scans, qtbot):
    drop(card, scans)
    settle(qtbot, window)
    window.open_page("overview")
    window.workspace.find_anywhere()
    panel = window.workspace._finder
    qtbot.waitUntil(lambda: panel.finder.ready)
    panel.box.setText("現場照片.jpg")
    row = next(row for row in panel.list.rows.rows if row.title == "現場照片.jpg" and row.go)
    panel.list.chosen.emit(row)
    assert window.workspace.current().page_id == "assets"
    qtbot.waitUntil(lambda: window.workspace.current().top().card._id == card._id)
