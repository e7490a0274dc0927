"""Ticking several things in a list."""

import pytest
from PySide6.QtCore import QPoint, Qt

from isms_desktop.ui.widgets.pick_list import PickRow
from isms_desktop.ui.widgets.tick_list import TickList

ROWS = [
    PickRow(None, "資產"),
    PickRow("register", "資產清冊", mark="附件 4"),
    PickRow("labels", "資產標籤"),
    PickRow(None, "風險"),
    PickRow("risks", "風險評估表"),
]


@pytest.fixture
def papers(qtbot):
    made = TickList("表單")
    qtbot.addWidget(made)
    made.rows.set_rows(ROWS)
    made.resize(300, 300)
    made.show()
    return made


def press(qtbot, papers, place: int, x: int) -> None:
    y = papers.visualRect(papers.rows.index(place)).center().y()
    qtbot.mouseClick(papers.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, y))


def test_a_click_on_the_box_ticks_and_picks_nothing(papers, qtbot):
    picked = []
    papers.picked.connect(picked.append)
    with qtbot.waitSignal(papers.ticks_changed, timeout=1000):
        press(qtbot, papers, 2, 12)
    assert papers.ticked() == ("labels",) and picked == []
    press(qtbot, papers, 2, 12)
    assert papers.ticked() == ()


def test_a_click_on_the_title_picks_and_ticks_nothing(papers, qtbot):
    with qtbot.waitSignal(papers.picked, timeout=1000) as told:
        press(qtbot, papers, 1, 120)
    assert told.args == ["register"] and papers.ticked() == ()


def test_a_heading_ticks_all_below_it_and_clears_them_again(papers, qtbot):
    press(qtbot, papers, 0, 12)
    assert papers.ticked() == ("register", "labels")
    press(qtbot, papers, 0, 12)
    assert papers.ticked() == ()


def test_the_space_bar_ticks_the_row_of_the_cursor(papers, qtbot):
    papers.pick("risks")
    qtbot.keyClick(papers, Qt.Key.Key_Space)
    assert papers.ticked() == ("risks",)


def test_a_search_hides_ticked_rows_but_does_not_forget_them(papers):
    papers.tick(["labels", "risks"])
    papers.rows.search("清冊")
    assert set(papers.ticked()) == {"labels", "risks"}
    papers.rows.set_rows(ROWS[:3])
    assert papers.ticked() == ("labels",)


def test_screen_readers_hear_what_is_ticked(papers):
    papers.tick(["labels"])
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [papers.rows.index(place).data(role) for place in (1, 2)] == ["資產清冊，附件 4", "已勾選，資產標籤"]


def test_the_boxes_are_drawn(papers):
    before = papers.viewport().grab().toImage()
    papers.tick(["labels"])
    assert papers.viewport().grab().toImage() != before
