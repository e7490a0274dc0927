"""Small screens and large text: nothing covers anything else, no word is cut off, no page scrolls without need."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea

from isms_desktop.services import plan
from isms_desktop.ui.theme import GRID

SMALL = (1024, 600)


def settle() -> None:
    """Layouts ask twice: for what is inside, then for what lies around."""
    for _pass in range(4):
        QApplication.processEvents()


def frame_of(page) -> QScrollArea:
    area = page.parent().parent()
    assert isinstance(area, QScrollArea)
    return area


@pytest.fixture
def committee(window):
    window.open_page("people", view="team")
    return window.workspace.current().view("team")


def words_fit(table) -> bool:
    """Every cell is as high as its words at its width."""
    for row in range(table.lines.rowCount()):
        for column in range(table.lines.columnCount()):
            place = table.visualRect(table.lines.index(row, column))
            words = str(table.lines.index(row, column).data() or "")
            if not words or table.isColumnHidden(column) or table.columnSpan(row, column) > 1:
                continue
            flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
            room = QRect(0, 0, place.width() - 12, 10_000)
            if table.fontMetrics().boundingRect(room, int(flags), words).height() > place.height():
                return False
    return True


def test_the_duties_of_the_committee_are_read_whole_in_a_small_window(committee, window):
    settle()
    assert words_fit(committee.table)
    window.resize(*SMALL)
    settle()
    assert words_fit(committee.table)


def test_the_page_of_the_committee_does_not_scroll_for_the_card(committee, window):
    member = next(filter(None, map(committee.table.lines.person_at, range(committee.table.lines.rowCount()))))
    committee.table.go_to(member)
    settle()
    assert committee.card.rows
    assert frame_of(window.workspace.current()).verticalScrollBar().maximum() == 0


def test_rows_of_hours_grow_with_the_text(window):
    window.open_page("training", view="hours")
    table = window.workspace.current().top().view
    before = table.rowHeight(0)
    window.set_text_size(200)
    settle()
    assert table.rowHeight(0) >= table.fontMetrics().height() > before // 2
    assert table.rowHeight(0) > before


def test_what_can_be_done_with_a_list_never_lies_over_the_list(window, qtbot):
    window.open_page("audits", view="findings")
    window.set_text_size(200)
    panel = window.workspace.current().top().panel
    qtbot.waitUntil(lambda: panel.filter_bar.chips["已完成"].y() > 0)  # two lines of chips: else this shows nothing
    qtbot.waitUntil(lambda: panel.view.geometry().bottom() < panel.column_button.geometry().top())


def test_how_many_there_are_is_read_whole_below_a_narrow_list(window):
    window.resize(*SMALL)
    window.open_page("incidents")
    settle()
    state = window.workspace.current().top().panel.state
    assert state.text() and state.width() >= state.fontMetrics().horizontalAdvance(state.text())


def test_good_news_of_a_while_ago_does_not_follow_the_clerk_to_another_page(window):
    bar = window.workspace.messages
    window.say("已貼上：新增 30 人。", "info", ("復原", lambda: None))
    window.open_page("people")
    assert bar.isVisible(), "it has just been said"
    bar._timer.timeout.emit()
    bar._timer.stop()
    assert bar.isVisible(), "it offers something to do"
    window.open_page("assets")
    assert not bar.isVisible()


def test_bad_news_stays_until_it_is_closed(window):
    window.say("磁碟已滿。", "error")
    window.open_page("people")
    assert window.workspace.messages.isVisible()


@pytest.mark.parametrize("size", [100, 200])
def test_a_passage_of_the_plan_with_differences_and_warnings_lies_over_nothing(window, size):
    window.open_page("yearly", view="plan")
    view = window.workspace.current().top()
    section = next(each for each in view._sections.values() if not each.table and len(each.profile) > 40)
    words = f"{section.profile}另依青山國民小學之規定及資通安全管理法第10條、本機關為 A 級機關。"
    window.changed(plan.replace_paragraph(window.office, section.id, words))
    window.resize(*SMALL)
    window.set_text_size(size)
    view.show_section(section.id)
    settle()
    assert view.warnings.text().count("\n") >= 2
    column = [view.law, view.place, view.profile, view.adopt, view.own, view.difference, view.warnings]
    for upper, lower in pairwise(column):
        assert upper.geometry().bottom() < lower.geometry().top()
    for label in (view.law, view.difference, view.warnings):
        assert label.height() >= label.heightForWidth(label.width())


def test_boxes_to_tick_grow_with_the_text(window, qtbot):
    window.open_page("forms")
    papers = window.workspace.current().top()
    before = papers.list.lead()
    window.set_text_size(200)
    edges = 2  # of one pixel, at every size
    assert papers.list.lead() - GRID - edges == 2 * (before - GRID - edges)
    qtbot.waitUntil(lambda: not window.jobs.running)
