"""A clerk at the list, with the keys that every spreadsheet has taught."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isms_desktop.services import records
from isms_desktop.ui.grid.cells import TONE_ROLE
from tests.ui.grid.conftest import focused

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_typing_replaces_the_cell_and_enter_goes_down(desk):
    desk.go(0, "department")
    desk.type("Room 1")
    desk.press(K.Key_Return)
    assert desk.text(0, "department") == "Room 1"
    assert desk.here == (1, "department")
    assert records.get(desk.office, "asset", desk.model.id_at(0)).department == "Room 1"
    assert records.undo_label(desk.office) == "修改權責單位"


def test_a_word_that_comes_whole_from_the_input_method_begins_the_cell(desk):
    desk.go(0, "department")
    for words in ("總務處", "文書組"):  # the first opens the editor, the second goes on in it
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(focused(), event)
    desk.press(K.Key_Return)
    assert desk.text(0, "department") == "總務處文書組"


def test_a_word_that_is_composed_in_the_cell_comes_once(desk):
    desk.go(0, "department")
    QApplication.sendEvent(focused(), QInputMethodEvent("ㄗㄨㄥ", []))
    event = QInputMethodEvent()
    event.setCommitString("總務處")
    QApplication.sendEvent(focused(), event)
    desk.press(K.Key_Return)
    assert desk.text(0, "department") == "總務處"


def test_tab_goes_right_and_past_the_end_into_the_next_row(desk):
    desk.go(0, "location")
    desk.type("A")
    desk.press(K.Key_Tab)
    assert (desk.text(0, "location"), desk.here) == ("A", (0, "quantity"))
    desk.press(K.Key_Backtab, SHIFT)
    assert desk.here == (0, "location")
    desk.go(0, "status")
    desk.press(K.Key_Tab)
    assert desk.here == (1, "number")


def test_escape_gives_up_what_was_typed(desk):
    before = desk.text(0, "name")
    desk.go(0, "name")
    desk.type("zzz")
    desk.press(K.Key_Escape)
    assert desk.text(0, "name") == before


def test_a_choice_is_picked_by_typing_its_code(desk):
    desk.go(0, "category")
    desk.type("sw")
    desk.press(K.Key_Return)
    assert desk.text(0, "category") == "軟體資產"


def test_a_level_is_typed_as_a_number_and_the_value_follows(desk):
    desk.go(0, "confidentiality")
    for level in ("1", "1", "1"):
        desk.type(level)
        desk.press(K.Key_Tab)
    assert desk.text(0, "value") == "3"


def test_a_date_is_typed_the_way_the_office_writes_it(desk):
    desk.go(0, "purchased_on")
    desk.type("113/5/1")
    desk.press(K.Key_Return)
    assert desk.text(0, "purchased_on") == "113.5.1"


def test_a_computed_cell_cannot_be_typed_in(desk):
    desk.go(0, "value")
    before = desk.text(0, "value")
    desk.type("7")
    assert isinstance(QApplication.focusWidget(), type(desk.view))
    assert desk.text(0, "value") == before


def test_a_refused_value_stays_in_sight_with_the_place_and_is_not_saved(desk):
    row = desk.row_of("HW-002")
    desk.go(row, "number")
    desk.type("HW-001")
    desk.press(K.Key_Return)
    assert desk.shell.said[-1][0] == "error"
    assert desk.shell.last.startswith(f"第 {row + 1} 列，資產編號「HW-001」已經用在")
    assert desk.here == (row, "number"), "the cursor waits where something is to be put right"
    index = desk.model.index(row, 0)
    assert (desk.text(row, "number"), index.data(TONE_ROLE)) == ("HW-001", "error")
    assert "請換一個號碼" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert records.get(desk.office, "asset", desk.model.id_at(row)).number == "HW-002"
    desk.press(K.Key_Escape)
    assert (desk.text(row, "number"), index.data(TONE_ROLE)) == ("HW-002", None)


def test_a_refused_value_can_be_put_right(desk):
    desk.go(0, "quantity")
    desk.type("-3")
    desk.press(K.Key_Return)
    assert "小於 0" in desk.shell.last
    desk.write("3")
    assert (desk.text(0, "quantity"), desk.model.index(0, 5).data(TONE_ROLE)) == ("3", None)
    assert desk.shell.said[-1] == ("info", "已改好，目前的內容都已儲存。"), "the complaint must not outlive its cause"


def test_delete_empties_cells_but_not_a_required_one(desk):
    desk.select(0, "department", rows=2, columns=2)
    desk.press(K.Key_Delete)
    assert desk.column("location")[:2] == ["", ""]
    desk.go(0, "name")
    before = desk.text(0, "name")
    desk.press(K.Key_Delete)
    assert desk.text(0, "name") == before
    assert desk.shell.last.startswith("第 1 列，資產名稱不能是空白")


def test_backspace_empties_the_cell_for_typing(desk, qtbot):
    desk.go(0, "location")
    desk.press(K.Key_Backspace)
    qtbot.waitUntil(lambda: getattr(QApplication.focusWidget(), "raw", lambda: "x")() == "")
    desk.type("B2")
    desk.press(K.Key_Return)
    assert desk.text(0, "location") == "B2"


def test_backspace_in_a_computed_cell_does_nothing_and_says_nothing(desk):
    before = desk.text(0, "value")
    desk.go(0, "value")
    desk.press(K.Key_Backspace)  # a warning of Qt's would fail this test
    assert desk.text(0, "value") == before and desk.shell.said == []


def test_proposals_are_taken_with_the_arrow_and_enter(desk, qtbot):
    desk.go(0, "department")
    desk.press(K.Key_F2)
    editor = QApplication.focusWidget()
    editor.clear()
    editor.insert("登")
    editor.completer().setCompletionPrefix("登")
    editor.completer().complete()
    qtbot.waitUntil(editor.proposing)
    popup = editor.completer().popup()
    QTest.keyClick(popup, K.Key_Down)
    QTest.keyClick(popup, K.Key_Return)
    assert desk.text(0, "department") == "登記股"
    assert desk.here == (1, "department")


def test_enter_with_open_proposals_takes_what_was_typed(desk, qtbot):
    desk.go(0, "department")
    desk.press(K.Key_F2)
    editor = QApplication.focusWidget()
    editor.clear()
    editor.insert("登")
    editor.completer().setCompletionPrefix("登")
    editor.completer().complete()
    qtbot.waitUntil(editor.proposing)
    QTest.keyClick(editor.completer().popup(), K.Key_Return)
    assert desk.text(0, "department") == "登"


def test_a_new_asset_is_typed_into_the_last_row_and_gets_the_next_number(desk):
    last = len(desk.model.rows.shown)
    desk.view.go_to_draft("category")
    desk.type("HW")
    desk.press(K.Key_Tab)
    assert "還缺：資產名稱" in desk.panel.state.text()
    assert desk.text(last, "number") == "HW-021"
    desk.type("Server")
    desk.press(K.Key_Tab)
    assert desk.here == (last, "department"), "the cursor stays in the row that has become a record"
    assert desk.panel.state.text() == f"共 {last + 1} 筆"
    assert [each.name for each in records.all_records(desk.office, "asset")][-1] == "Server"
    assert records.undo_label(desk.office) == "新增一筆資產清冊"


def test_the_draft_row_is_given_up_with_escape(desk):
    desk.view.go_to_draft("location")
    desk.type("A1")
    desk.press(K.Key_Return)
    last = len(desk.model.rows.shown)
    assert desk.text(last, "location") == "A1"
    desk.press(K.Key_Escape)
    assert not desk.text(last, "location")
    assert desk.panel.state.text().startswith("共 ")


def test_the_first_column_stays_in_sight(desk):
    bar = desk.view.horizontalScrollBar()
    desk.panel.resize(700, 500)
    QApplication.processEvents()
    assert not desk.view.frozen.isVisible()
    desk.go(3, "status")
    assert bar.value() > 0
    frozen = desk.view.frozen
    assert frozen.isVisible()
    assert frozen.visualRect(desk.model.index(3, 0)).top() == desk.view.visualRect(desk.model.index(3, 0)).top()
    desk.go(3, "category")
    assert desk.view.visualRect(desk.view.currentIndex()).left() >= frozen.covered
    desk.go(3, "status")
    QTest.mouseClick(frozen.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, frozen.rowHeight(0) * 2 + 5))
    assert desk.here == (2, "number")
    assert bar.value() > 0, "looking at the number of a row must not scroll the row away"
    desk.view.setFocus()
    desk.press(K.Key_F2)
    assert bar.value() == 0, "an edit happens in the real column"


def test_rows_and_columns_grow_with_the_text(desk):
    height, width = desk.view.rowHeight(0), desk.view.columnWidth(0)
    font = desk.view.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    desk.view.setFont(font)
    assert desk.view.rowHeight(0) > height * 1.5
    assert desk.view.columnWidth(0) > width * 1.5


def test_an_empty_list_says_what_to_do_first(empty_desk):
    assert "按 Ctrl+V 貼上" in empty_desk.view.empty_text
    empty_desk.panel.grab()  # paints it


def test_a_read_only_file_is_for_looking_only(make_desk, office):
    from isms_desktop.services.offices import open_office

    second = open_office(office.path, read_only=True)
    desk = make_desk(second)
    assert desk.model.rowCount() == len(records.all_records(second, "asset")), "no draft row"
    desk.go(0, "name")
    desk.type("x")
    assert QApplication.focusWidget() is desk.view
    desk.press(K.Key_Delete)
    assert desk.shell.said[-1][0] == "error"
    second.close()


def test_the_screen_reader_hears_column_and_value(desk):
    index = desk.model.index(0, desk.model.column_of("quantity"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "數量：1"
    assert desk.view.accessibleName() == "資產清冊"
