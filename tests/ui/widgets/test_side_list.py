"""Many names at the side: groups, counts, a fold, and the keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from isms_desktop.ui.widgets.side_list import SideList

ENTRIES = (("tasks", "年度工作", ""), ("business", "業務", "業務與系統"), ("systems", "資通系統", "業務與系統"))
ENTRIES += (("rooms", "機房日誌", "機房"), ("backups", "備份測試", "機房"))


@pytest.fixture
def side(qtbot) -> SideList:
    made = SideList(name="登記簿", fold_title="用不到的登記簿")
    for name, label, group in ENTRIES:
        made.add(name, label, group)
        made.fill(name, QLabel(label))
    qtbot.addWidget(made)
    made.resize(200, 400)
    made.show()
    return made


def titles(side: SideList) -> list[str]:
    return [row.title for row in side.rows.shown]


def settle(qtbot, side: SideList, name: str) -> None:
    qtbot.waitUntil(lambda: side.current() == name, timeout=2000)


def test_names_stand_below_their_heading_with_their_count(side) -> None:
    side.set_state({"systems": "4"}, ())
    assert titles(side) == ["年度工作", "業務與系統", "業務", "資通系統", "機房", "機房日誌", "備份測試"]
    assert side.rows.shown[3].mark == "4"
    assert side.current() == "tasks"


def test_down_goes_past_headings_and_the_register_follows_when_the_cursor_rests(side, qtbot) -> None:
    shown = []
    side.switched.connect(shown.append)
    QTest.keyClick(side, Qt.Key.Key_Down)
    QTest.keyClick(side, Qt.Key.Key_Down)
    assert side.current() == "tasks"
    settle(qtbot, side, "systems")
    assert shown == ["systems"]
    QTest.keyClick(side, Qt.Key.Key_Up)
    settle(qtbot, side, "business")


def test_typing_finds_a_name_also_through_an_input_method(side, qtbot) -> None:
    event = QInputMethodEvent()
    event.setCommitString("備")
    QApplication.sendEvent(side, event)
    settle(qtbot, side, "backups")


def test_a_click_shows_at_once(side) -> None:
    index = side.rows.index(side.rows.place_of("rooms"))
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=side.visualRect(index).center())
    assert side.current() == "rooms"
    assert side.stack.currentWidget().text() == "機房日誌"


def test_what_is_folded_is_not_gone(side, qtbot) -> None:
    side.set_state({}, {"rooms", "backups"})
    assert titles(side)[-1] == "用不到的登記簿（2）"
    assert "機房" not in titles(side)
    QTest.keyClick(side, Qt.Key.Key_End)
    QTest.keyClick(side, Qt.Key.Key_Right)
    assert titles(side)[-2:] == ["機房日誌", "備份測試"]
    QTest.keyClick(side, Qt.Key.Key_Down)
    settle(qtbot, side, "rooms")
    QTest.keyClick(side, Qt.Key.Key_Up)
    QTest.keyClick(side, Qt.Key.Key_Left)
    assert titles(side)[-1] == "用不到的登記簿（2）"
    assert side.current() == "rooms"


def test_a_jump_into_the_fold_opens_it(side) -> None:
    side.set_state({}, {"backups"})
    side.show_view("backups")
    assert side.open
    assert side.current() == "backups"


def test_what_gets_a_record_leaves_the_fold_while_it_is_shown(side) -> None:
    side.set_state({}, {"backups"})
    side.show_view("backups")
    side.set_state({"backups": "1"}, ())
    assert titles(side)[-1] == "備份測試"
    assert side.rows.shown[side.currentIndex().row()].key == "backups"


def test_enter_goes_into_the_register(side) -> None:
    side.stack.resize(300, 300)
    side.stack.show()
    side.stack.currentWidget().setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    side.setFocus()
    QTest.keyClick(side, Qt.Key.Key_Return)
    assert side.stack.focusWidget() is side.stack.currentWidget()
    side.stack.close()
