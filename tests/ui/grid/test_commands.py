"""Copying, pasting, filling down, changing many rows, deleting: each one action, or nothing and the place."""

import pytest
from PySide6.QtCore import Qt

from isms_desktop.services import records
from isms_desktop.ui.grid.clipboard import decode

K = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def assets(desk):
    return records.all_records(desk.office, "asset")


def undo(desk):
    changed = records.undo(desk.office)
    desk.panel.refresh(changed)


def forty(heading: str = "") -> str:
    lines = [f"軟體資產\t公文附件 {place}\t總務股\t櫃 {place}\t{place}" for place in range(1, 41)]
    return "\r\n".join([heading, *lines] if heading else lines) + "\r\n"


def test_forty_assets_from_a_spreadsheet_with_their_headings(empty_desk):
    desk = empty_desk
    desk.view.setFocus()
    desk.clipboard(forty("類別\t名稱\t單位\t存放地點\t數量"))
    desk.ctrl(K.Key_V)
    assert desk.shell.last == "已貼上：新增 40 筆。"
    assert [each.number for each in assets(desk)][::39] == ["SW-001", "SW-040"]
    assert (assets(desk)[4].location, assets(desk)[4].quantity) == ("櫃 5", 5)
    assert len(desk.view.selected_ids()) == 40
    desk.shell.offer()
    assert not assets(desk), "one action, one undo"


def test_forty_assets_without_headings_go_into_the_columns_from_the_cursor_on(empty_desk):
    desk = empty_desk
    desk.view.go_to_draft("category")
    desk.clipboard(forty())
    desk.ctrl(K.Key_V)
    assert len(assets(desk)) == 40
    assert assets(desk)[39].name == "公文附件 40"
    assert desk.column("number")[0] == "SW-001"


def test_one_wrong_cell_and_nothing_is_pasted(empty_desk):
    desk = empty_desk
    desk.view.go_to_draft("category")
    desk.clipboard(forty().replace("櫃 7\t7", "櫃 7\t七").replace("軟體資產\t公文附件 9", "玩具\t公文附件 9"))
    desk.ctrl(K.Key_V)
    assert not assets(desk)
    kind, text = desk.shell.said[-1]
    assert kind == "error"
    assert text.startswith("第 9 列，資產類別：沒有「玩具」這個選項。沒有寫入任何資料。")
    assert "連同標題列" in text


def test_a_number_twice_in_what_is_pasted(empty_desk):
    desk = empty_desk
    desk.clipboard("資產編號\t名稱\nSW-1\t甲\nSW-1\t乙\n")
    desk.commands.paste()
    assert not assets(desk)
    assert desk.shell.last.startswith("貼上資料的第 3 列，資產編號「SW-1」在這次輸入中出現了兩次")


def test_a_new_row_that_lacks_what_is_required(empty_desk):
    empty_desk.clipboard("類別\t存放位置\n硬體\t機房\nHW\t二樓\n")
    empty_desk.commands.paste()
    assert empty_desk.shell.last.startswith("貼上資料的第 2 列的「資產名稱」是空白的，沒有寫入任何資料")


def test_a_pasted_list_changes_known_numbers_and_adds_others(desk):
    before = len(assets(desk))
    desk.clipboard("資產編號\t資產名稱\t類別\t金額\nHW-001\t改名電腦\t實體資產\t1\nHW-777\t新電腦\t實體資產\t2\n")
    desk.commands.paste()
    assert desk.shell.said[-1] == ("warning", "已貼上：新增 1 筆、更改 1 筆。「金額」沒有對應的欄位，未貼上。")
    assert len(assets(desk)) == before + 1
    assert desk.text(desk.row_of("HW-001"), "name") == "改名電腦"
    undo(desk)
    assert len(assets(desk)) == before
    assert desk.text(desk.row_of("HW-001"), "name") != "改名電腦"


def test_a_block_pasted_over_the_end_changes_rows_and_adds_rows(desk):
    last = len(desk.model.rows.shown) - 1
    desk.select(last, "category")
    desk.clipboard("人員資產\t甲\n人員資產\t乙\n人員資產\t丙\n")
    desk.ctrl(K.Key_V)
    assert desk.column("name")[last:] == ["甲", "乙", "丙"]
    undo(desk)
    assert len(desk.model.rows.shown) == last + 1
    assert desk.text(last, "name") != "甲"


def test_two_rows_may_swap_their_numbers_in_one_paste(desk):
    first, second = desk.column("number")[:2]
    desk.select(0, "number", rows=2)
    desk.clipboard(f"{second}\n{first}\n")
    desk.ctrl(K.Key_V)
    assert desk.column("number")[:2] == [second, first]


def test_one_copied_cell_fills_the_selection(desk):
    desk.select(0, "location", rows=5)
    desk.clipboard("三樓")
    desk.ctrl(K.Key_V)
    assert desk.column("location")[:6].count("三樓") == 5


def test_more_columns_than_there_are(desk):
    desk.select(0, "status")
    desk.clipboard("使用中\tx\ty\n")
    desk.ctrl(K.Key_V)
    assert desk.shell.last.startswith("貼上的資料有 3 欄，從「狀態」起只剩 1 欄")


def test_an_empty_clipboard(desk):
    desk.clipboard("")
    desk.commands.paste("")
    assert desk.shell.last == "剪貼簿沒有可以貼上的文字。"


def test_copied_cells_read_in_a_spreadsheet_and_come_back(desk):
    desk.select(0, "number", rows=3, columns=4)
    desk.ctrl(K.Key_C)
    table = decode(desk.clipboard())
    assert [row[0] for row in table] == desk.column("number")[:3]
    assert table[0][1] == "資訊資產"
    desk.ctrl(K.Key_V)
    assert [row[2] for row in table] == desk.column("name")[:3]


def test_a_computed_column_is_copied_and_passed_over_when_pasted(desk):
    desk.select(0, "confidentiality", rows=1, columns=4)
    desk.ctrl(K.Key_C)
    assert desk.clipboard().strip().split("\t")[3] == desk.text(0, "value")
    desk.select(1, "confidentiality", rows=1, columns=4)
    desk.ctrl(K.Key_V)
    assert [desk.text(1, key) for key in ("confidentiality", "integrity", "availability", "value")] == [
        desk.text(0, key) for key in ("confidentiality", "integrity", "availability", "value")
    ]


def test_cut_copies_and_empties(desk):
    desk.go(0, "location")
    before = desk.text(0, "location")
    desk.ctrl(K.Key_X)
    assert (desk.clipboard().strip(), desk.text(0, "location")) == (before, "")


def test_fill_down(desk):
    desk.select(3, "department", rows=5, columns=2)
    desk.ctrl(K.Key_D)
    assert len(set(desk.column("department")[3:8])) == len(set(desk.column("location")[3:8])) == 1
    assert records.undo_label(desk.office) == "向下填滿"


def test_what_changes_nothing_is_no_action(desk):
    desk.select(0, "number", rows=3, columns=4)
    desk.ctrl(K.Key_C)
    desk.ctrl(K.Key_V)
    assert desk.shell.last == "內容和原來的相同，沒有變更。"
    assert desk.shell.offer is None
    assert records.undo_label(desk.office) == ""


def test_fill_down_in_one_row_takes_the_row_above(desk):
    desk.go(5, "location")
    above = desk.text(4, "location")
    desk.ctrl(K.Key_D)
    assert desk.text(5, "location") == above


def test_numbers_cannot_be_filled_down(desk):
    before = desk.column("number")
    desk.select(0, "number", rows=3)
    desk.ctrl(K.Key_D)
    assert desk.shell.last.startswith(f"第 2 列，資產編號「{before[0]}」")
    assert desk.column("number") == before


def test_a_column_is_changed_alike_in_many_rows(desk, qtbot):
    desk.select(0, "department", rows=12)
    desk.commands.bulk_change.trigger()
    bulk = desk.panel.bulk
    assert bulk.isVisible()
    assert (bulk.count.text(), bulk.field.currentText()) == ("將選取的 12 筆的", "權責單位")
    bulk.field.setCurrentIndex(bulk.field.findData("status"))
    bulk.field.activated.emit(bulk.field.currentIndex())
    bulk.editor.show_text("停用")
    qtbot.mouseClick(bulk.apply, Qt.MouseButton.LeftButton)
    assert desk.column("status")[:13].count("停用") == 12
    assert not bulk.isVisible()
    assert desk.shell.last == "已把 12 筆的「狀態」改好。"
    desk.shell.offer()
    assert "停用" not in desk.column("status")[:12]


def test_a_wrong_bulk_value_changes_nothing_and_the_line_stays(desk, qtbot):
    desk.select(0, "quantity", rows=3)
    desk.commands.bulk_change.trigger()
    desk.panel.bulk.editor.show_text("-1")
    qtbot.mouseClick(desk.panel.bulk.apply, Qt.MouseButton.LeftButton)
    assert desk.shell.last.startswith("第 1 列，數量：「-1」小於 0。沒有寫入任何資料。另有 2 格也有問題。")
    assert desk.panel.bulk.isVisible()


def free_asset(desk) -> int:
    """The row of an asset that nothing points at."""
    used = {risk.asset for risk in records.all_records(desk.office, "risk")}
    return next(row for row in range(60) if desk.model.id_at(row) not in used)


def test_rows_are_deleted_and_brought_back(desk):
    row = free_asset(desk)
    number, every = desk.text(row, "number"), desk.column("number")
    desk.go(row, "name")
    desk.ctrl(K.Key_Delete)
    assert number not in desk.column("number")
    assert desk.shell.last == "已刪除 1 筆。"
    desk.shell.offer()
    assert desk.column("number") == every, "it returns to its place"


def test_the_cell_with_the_cursor_is_meant_when_nothing_is_selected(desk):
    row = free_asset(desk)
    number = desk.text(row, "number")
    desk.go(row, "number")
    desk.view.selectionModel().clearSelection()
    desk.ctrl(K.Key_C)
    assert desk.clipboard().strip() == number
    desk.view.selectionModel().clearSelection()
    desk.ctrl(K.Key_Delete)
    assert number not in desk.column("number")


def test_an_asset_in_use_goes_only_with_what_depends_on_it(desk):
    risks = records.all_records(desk.office, "risk")
    desk.go(desk.model.row_of(risks[0].asset), "name")
    desk.ctrl(K.Key_Delete)
    assert "會一併刪除" in desk.shell.last
    assert len(records.all_records(desk.office, "risk")) == len(risks)
    desk.shell.offer()
    assert len(records.all_records(desk.office, "risk")) < len(risks)
    undo(desk)
    assert len(records.all_records(desk.office, "risk")) == len(risks)


def test_undo_beside_a_message_never_takes_back_something_else(desk):
    desk.go(free_asset(desk), "name")
    desk.ctrl(K.Key_Delete)
    offer = desk.shell.offer
    desk.go(0, "location")
    desk.write("別處")
    offer()
    assert desk.shell.last.startswith("之後又有其他變更")
    assert desk.text(0, "location") == "別處"


def test_a_row_is_duplicated_with_the_next_number(desk):
    desk.go(desk.row_of("HW-003"), "name")
    desk.press(K.Key_D, CTRL, SHIFT)
    last = len(desk.model.rows.shown) - 1
    assert desk.text(last, "number") == "HW-021"
    assert desk.text(last, "name") == desk.text(desk.row_of("HW-003"), "name")


@pytest.mark.parametrize("command", ["delete", "fill_down", "copy", "clear", "duplicate"])
def test_with_nothing_selected_nothing_happens(empty_desk, command):
    getattr(empty_desk.commands, command)()
    assert not assets(empty_desk)
