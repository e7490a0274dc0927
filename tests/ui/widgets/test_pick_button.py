"""Choosing some of many by keyboard and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from isms_desktop.ui.widgets.pick_button import PickButton
from isms_desktop.ui.widgets.pick_list import PickRow

NAMES = ["傅靖遠", "鄔淑慧", "康凱傑", "樊志犇", "尤佩綉", "雷柏睿", "甘宇喆", "費心怡", "anna"]


@pytest.fixture
def button(qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    made = PickButton("要列印的紀錄")
    made.setParent(around)
    made.set_choices([PickRow(place, name) for place, name in enumerate(NAMES)], "人")
    around.resize(300, 100)
    around.show()
    around.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made
    around.close()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_it_opens_by_key_with_the_cursor_on_the_first_row_and_space_ticks(button, qtbot, key):
    qtbot.keyClick(button, key)
    assert button.popup.isVisible()
    qtbot.waitUntil(button.list.hasFocus)
    qtbot.keyClick(button.list, Qt.Key.Key_Space)
    qtbot.keyClick(button.list, Qt.Key.Key_Down)
    qtbot.keyClick(button.list, Qt.Key.Key_Space)
    assert button.keys() == (0, 1)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_closes_by_key_and_tells_once_what_was_chosen(button, qtbot, key):
    told = []
    button.chosen.connect(lambda: told.append(button.keys()))
    button.open()
    qtbot.keyClick(button.list, Qt.Key.Key_Space)
    assert told == []
    qtbot.keyClick(button.list, key)
    assert not button.popup.isVisible() and told == [(0,)]
    button.open()
    qtbot.keyClick(button.list, key)
    assert told == [(0,)], "nothing else was chosen"


def test_letters_typed_in_the_list_search_and_down_leads_back(button, qtbot):
    button.open()
    qtbot.keyClicks(button.list, "a")
    assert button.search.text() == "a" and [row.title for row in button.list.rows.shown] == ["anna"]
    qtbot.keyClick(button.search, Qt.Key.Key_Down)
    qtbot.keyClick(button.list, Qt.Key.Key_Space)
    assert button.keys() == (8,)
    qtbot.keyClick(button.list, Qt.Key.Key_Up)
    qtbot.waitUntil(button.search.hasFocus)
    button.popup.hide()
    button.open()
    assert button.search.text() == "" and button.list.currentIndex().row() == 8


def test_it_is_whole_on_the_screen_where_its_button_stands_low(button):
    screen = QGuiApplication.primaryScreen().availableGeometry()
    button.window().move(screen.right() - 60, screen.bottom() - 60)
    button.open()
    assert screen.contains(button.popup.geometry())


def test_who_listens_hears_how_many_are_chosen(button):
    assert button.accessibleName() == "要列印的紀錄：全部紀錄"
    button.choose([1, 2])
    assert button.accessibleName() == "要列印的紀錄：已挑 2 人"
