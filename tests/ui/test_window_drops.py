"""Files dropped on the window, wherever no part of it takes them for itself."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel

from isms_desktop.services import exports
from isms_desktop.services.offices import open_office
from isms_desktop.ui.pages.welcome import WelcomePage
from isms_desktop.ui.window_drops import WindowDrops
from tests.ui.conftest import settle


@pytest.fixture
def dropping(window):
    WindowDrops(window.centralWidget(), window)
    return window


def drop(window, *files, let_go=True):
    """Drag files over the window and let go; what was promised meanwhile."""
    area, data = window.centralWidget(), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(40, 60), copy | Qt.DropAction.MoveAction, data, left, none)
    QApplication.sendEvent(area, enter)
    assert enter.isAccepted()
    veils = [each for each in area.findChildren(QLabel) if each.property("role") == "drop" and each.isVisible()]
    words = veils[0].text() if veils else ""
    if let_go:
        QApplication.sendEvent(area, QDropEvent(QPointF(40, 60), copy, data, left, none))
    return words


def said(window):
    return window.room().messages.label.text()


def test_an_office_is_opened_wherever_it_is_dropped(dropping, empty_office, qtbot):
    empty_office.close()
    assert drop(dropping, empty_office.path) == f"放開滑鼠，開啟「{empty_office.path.stem}」"
    qtbot.waitUntil(lambda: dropping.office.path == empty_office.path)


def test_an_office_is_opened_from_the_first_page_too(empty_window, office, qtbot):
    office.close()
    empty_window.files.new_office()
    empty_window.show()
    WindowDrops(empty_window.centralWidget(), empty_window)
    assert isinstance(empty_window.room(), WelcomePage)
    drop(empty_window, office.path)
    qtbot.waitUntil(lambda: empty_window.office is not None)
    assert empty_window.office.path == office.path


def test_of_several_the_first_office_is_opened_and_the_others_are_named(dropping, empty_office, tmp_path, qtbot):
    empty_office.close()
    other = shutil.copy(empty_office.path, tmp_path / "另一個機關.isms")
    letter = tmp_path / "公文.pdf"
    drop(dropping, letter, empty_office.path, other)
    qtbot.waitUntil(lambda: dropping.office.path == empty_office.path)
    qtbot.waitUntil(lambda: "「公文.pdf」「另一個機關.isms」還沒有處理" in said(dropping))


def test_a_sheet_goes_into_the_register_that_is_shown(dropping, tmp_path, qtbot):
    sheet = tmp_path / "人員 清冊.ods"
    exports.export(dropping.office, "person", sheet)
    dropping.open_page("people")
    view = dropping.workspace.current().top()
    words = drop(dropping, sheet)
    assert words == f"放開滑鼠，把「人員 清冊.ods」匯入{view.type.label}"
    qtbot.waitUntil(lambda: view.importing is not None and view.importing.plan is not None, timeout=20_000)
    settle(qtbot, dropping)
    assert view.importing.isVisible()


@pytest.mark.parametrize("name", ["清冊.xlsx", "公文.pdf"])
def test_what_has_no_use_here_is_said_with_where_it_belongs(dropping, tmp_path, name, qtbot):
    assert dropping.workspace.current().page_id == "overview"
    assert drop(dropping, tmp_path / name) == ""
    qtbot.waitUntil(lambda: f"「{name}」放在這裡" in said(dropping))
    assert "卡片" in said(dropping) and "登記簿" in said(dropping)


def test_a_file_that_is_only_read_imports_nothing(dropping, tmp_path, qtbot):
    office = dropping.office.path
    dropping.close_office()
    dropping.open_office(open_office(office, read_only=True))
    dropping.open_page("assets")
    words = drop(dropping, tmp_path / "清冊.xlsx")
    assert "唯讀" in words
    qtbot.waitUntil(lambda: said(dropping) == words)
    assert dropping.workspace.current().top().importing is None


def test_while_a_job_runs_a_dropped_office_is_not_opened(dropping, empty_office, qtbot):
    from threading import Event

    from isms_desktop.ui.jobs import Job

    empty_office.close()
    path, goes_on = dropping.office.path, Event()
    dropping.start_job(Job("列印全部表單", lambda _control: goes_on.wait(60)))
    try:
        drop(dropping, empty_office.path)
        qtbot.waitUntil(lambda: "「列印全部表單」還在進行" in said(dropping))
        assert dropping.office.path == path
    finally:
        goes_on.set()


def test_what_is_dragged_away_again_changes_nothing(dropping, empty_office):
    path = dropping.office.path
    drop(dropping, empty_office.path, let_go=False)
    assert dropping.office.path == path
