"""陳核層級: whose seals stand on which paper, decided in one place."""

import pytest
from PySide6.QtCore import Qt

from isms_desktop.services import records
from tests.ui.conftest import settle


@pytest.fixture
def view(window, qtbot):
    window.open_page("forms", chain="team")
    settle(qtbot, window)
    return window.workspace.current().view("signoff")


def typed(qtbot, view, text: str) -> None:
    view.cells.setFocus()
    view.cells.selectAll()
    view.cells.insert(text)
    view.cells.textEdited.emit(text)
    qtbot.keyClick(view.cells, Qt.Key.Key_Return)


def test_the_view_opens_at_the_paper_that_was_asked_for(view, window):
    assert window.workspace.current().switch.current() == "signoff"
    assert view.printable_form() == "team" and view.cells.text() == "資通安全長"
    assert view.preview.pages() == 1


def test_what_is_typed_is_drawn_at_once_and_kept_with_enter(view, window, qtbot):
    view.cells.textEdited.emit("甲、乙")
    assert view.seals.accessibleDescription() == "甲、乙"
    typed(qtbot, view, "承辦人、主任、所長")
    settle(qtbot, window)
    assert window.office.agency.signoff_chains == "資通安全推動小組成員及分工表：承辦人、主任、所長"
    assert next(row for row in view.list.rows.shown if row.key == "team").mark == "自訂"
    assert not view.follow.isHidden()
    view.follow.click()
    settle(qtbot, window)
    assert window.office.agency.signoff_chains == "" and view.cells.text() == "資通安全長"


def test_the_default_holds_for_the_others(view, window, qtbot):
    view.show_chain("")
    typed(qtbot, view, "承辦人、所長")
    settle(qtbot, window)
    view.show_chain("audit_improvement")
    settle(qtbot, window)
    assert view.cells.text() == "承辦人、所長"


def test_an_empty_line_for_a_paper_that_has_none_of_its_own_changes_nothing(view, window, qtbot):
    before = records.newest_action(window.office)
    typed(qtbot, view, "")
    settle(qtbot, window)
    assert records.newest_action(window.office) == before and view.cells.text() == "資通安全長"


def test_too_many_officers_are_said_and_nothing_is_kept(view, window, qtbot):
    typed(qtbot, view, "、".join(f"第{number}" for number in range(9)))
    settle(qtbot, window)
    assert "紙上排不下" in window.workspace.messages.label.text()
    assert window.office.agency.signoff_chains == ""


def test_undo_takes_it_back_on_the_page(view, window, qtbot):
    typed(qtbot, view, "所長")
    settle(qtbot, window)
    window.undo()
    settle(qtbot, window)
    assert view.cells.text() == "資通安全長"


def test_the_line_for_all_others_is_shown_on_a_paper_that_follows_it(view, window, qtbot):
    view.show_chain("")
    settle(qtbot, window)
    paper = view._paper()
    assert view.preview.pages() >= 1 and view._chains[paper].cells == view._chains[""].cells
    assert f"「{view._chains[paper].title}」" in view.about.text()


def test_it_is_said_whether_the_office_has_decided_it(view, window, qtbot):
    assert view.about.text().startswith("目前照官方範例")
    typed(qtbot, view, "承辦人、主任")
    settle(qtbot, window)
    assert view.about.text().startswith("本機關為這一張表單另外指定")


def test_the_paper_has_room_on_a_small_screen_without_scrolling_the_page(view, window, qtbot):
    window.resize(1024, 600)
    qtbot.wait(50)
    assert view.preview.height() >= 90
    assert window.workspace.current().parent().parent().verticalScrollBar().maximum() == 0
