"""The list with everything around it: searching, chips, columns, the card's cue, another page's wishes."""

from PySide6.QtCore import QPoint, Qt

from isms_desktop.domain.fields import Choice
from isms_desktop.services import records
from isms_desktop.ui.grid.cells import TONE_ROLE
from isms_desktop.ui.grid.columns import ColumnChooser
from isms_desktop.ui.grid.model import RecordTableModel
from isms_desktop.ui.grid.panel import RecordPanel
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import BASE_POINTS, points
from tests.ui.grid.conftest import QuietShell

K = Qt.Key


def test_typing_into_the_search_box_narrows_the_list(desk, qtbot):
    desk.panel.focus_search()
    assert desk.panel.filter_bar.box.hasFocus()
    desk.type("hw-00")
    qtbot.waitUntil(lambda: not desk.model.rows.searching)
    assert desk.column("number") == [f"HW-00{digit}" for digit in range(1, 10)]
    assert desk.panel.state.text() == f"顯示 9／{len(desk.model.rows)} 筆"
    desk.press(K.Key_Escape)
    assert len(desk.column("number")) == len(desk.model.rows)


def test_from_the_search_box_enter_goes_into_the_list(desk):
    desk.panel.focus_search()
    desk.type("HW")
    desk.press(K.Key_Return)
    assert desk.view.hasFocus()
    assert desk.here == (0, "number")


def test_chips_count_and_choose(desk, qtbot):
    chips = desk.panel.filter_bar.chips
    assert chips["HW"].text() == "實體資產 20"
    qtbot.mouseClick(chips["HW"], Qt.MouseButton.LeftButton)
    assert set(desk.column("category")) == {"實體資產"}
    qtbot.mouseClick(chips[""], Qt.MouseButton.LeftButton)
    assert len(desk.column("number")) == len(desk.model.rows)


def test_a_new_row_belongs_to_the_category_that_is_shown(desk):
    desk.panel.filter_bar.choose("SW")
    desk.view.go_to_draft("name")
    desk.type("Editor")
    desk.press(K.Key_Return)
    assert (desk.column("number")[-1], desk.column("category")[-1]) == ("SW-011", "軟體資產")
    assert desk.panel.filter_bar.chips["SW"].text() == "軟體資產 11"


def test_a_cell_of_the_matrix_shows_its_records_only_until_it_is_let_go(desk, qtbot):
    ids = frozenset(desk.model.id_at(row) for row in (2, 5))
    desk.panel.show_only(ids, "可能性 2 × 衝擊性 3")
    assert len(desk.column("number")) == 2
    assert desk.panel.filter_bar.only.text().startswith("可能性 2 × 衝擊性 3")
    qtbot.mouseClick(desk.panel.filter_bar.only, Qt.MouseButton.LeftButton)
    assert len(desk.column("number")) == len(desk.model.rows)
    assert desk.panel.filter_bar.only.isHidden()


def test_going_to_a_record_that_the_filter_hides(desk):
    wanted = desk.model.id_at(desk.row_of("HW-005"))
    desk.panel.filter_bar.choose("SW")
    desk.panel.go_to(wanted)
    assert desk.panel.current_id() == wanted


def test_nothing_found_says_how_to_see_everything_again(desk):
    desk.panel.focus_search()
    desk.type("zzzz")
    assert desk.view.empty_text.startswith("沒有符合的資料")


def test_an_edited_row_stays_where_it_is_although_it_no_longer_fits(desk):
    desk.panel.filter_bar.choose("SW")
    desk.go(0, "category")
    desk.type("HW")
    desk.press(K.Key_Return)
    assert desk.text(0, "category") == "實體資產"
    assert desk.panel.filter_bar.chips["SW"].text() == "軟體資產 9"


def test_the_header_sorts_and_the_third_click_brings_the_register_back(desk, qtbot):
    header = desk.view.horizontalHeader()
    column = desk.model.column_of("quantity")
    before = desk.column("number")
    at = header.sectionViewportPosition(column) + 10

    def click():
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at, 8))

    click()
    numbers = [int(each) for each in desk.column("quantity") if each.isdigit()]
    assert numbers == sorted(numbers)
    click()
    assert [int(each) for each in desk.column("quantity") if each.isdigit()] == sorted(numbers, reverse=True)
    click()
    assert desk.column("number") == before


def test_columns_are_chosen_and_remembered(desk):
    panel = desk.panel
    chooser = ColumnChooser(panel.register.type.fields, panel.columns, panel)
    chooser.chosen.connect(panel._set_columns)
    names = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    chooser.list.item(names.index("型號")).setCheckState(Qt.CheckState.Checked)
    chooser.list.item(names.index("數量")).setCheckState(Qt.CheckState.Unchecked)
    shown = [field.label for field in desk.model.fields]
    assert "型號" in shown
    assert "數量" not in shown
    assert desk.shell.settings.columns["assets"] == [field.key for field in desk.model.fields]
    assert not chooser.list.item(0).flags() & Qt.ItemFlag.ItemIsEnabled, "the number names the row and stays"
    chooser._use_usual()
    assert desk.shell.settings.columns == {}


def test_dragged_columns_and_widths_are_remembered(desk, qtbot):
    header = desk.view.horizontalHeader()
    header.moveSection(2, 1)
    qtbot.waitUntil(lambda: [field.key for field in desk.model.fields][1] == "name")
    assert desk.shell.settings.columns["assets"][1] == "name"
    assert header.visualIndex(1) == 1, "the columns themselves have changed places"
    desk.view.setColumnWidth(1, 333)
    at_100_percent = round(333 * BASE_POINTS / points(desk.view))
    assert desk.shell.settings.widths["assets"] == {"name": at_100_percent}


def test_the_card_hears_where_the_cursor_rests(desk, qtbot):
    heard = []
    desk.panel.current_changed.connect(heard.append)
    for row in range(5):
        desk.go(row, "name")
    qtbot.waitUntil(lambda: heard == [desk.model.id_at(4)])


def test_a_change_elsewhere_touches_only_its_rows(desk):
    painted = []
    desk.model.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    resets = []
    desk.model.modelReset.connect(lambda: resets.append(1))
    record = desk.model.record_at(7)
    changed = records.change(desk.office, "asset", {record.id: {"name": "別處改的"}}, "別處")
    desk.panel.refresh(changed)
    desk.panel.refresh(changed)
    assert (painted, resets) == ([(7, 7)], [])
    assert desk.text(7, "name") == "別處改的"


def test_many_changes_are_read_anew_with_the_cursor_in_its_place(desk):
    desk.go(9, "name")
    here = desk.panel.current_id()
    rows = [{"number": f"ID-9{place:03}", "category": "ID", "name": "x"} for place in range(500)]
    desk.panel.refresh(records.add(desk.office, "asset", rows, "很多"))
    assert len(desk.model.rows) == len(records.all_records(desk.office, "asset"))
    assert desk.panel.current_id() == here


def test_a_cell_that_cannot_be_shown_says_so(desk, monkeypatch):
    def broken(_record, _field, **_how):
        raise ValueError("壞掉的內容")

    model: RecordTableModel = desk.model
    monkeypatch.setattr(model.register, "show", broken)
    index = model.index(0, 2)
    assert index.data() == "（無法顯示）"
    assert "ValueError" in index.data(Qt.ItemDataRole.ToolTipRole)
    desk.panel.grab()


def test_a_warning_is_saved_and_shown(desk):
    row = 0
    record = desk.model.record_at(row)
    changed = records.change(desk.office, "asset", {record.id: {"personal_data": False, "special_data": True}}, "個資")
    desk.panel.refresh(changed)
    desk.model.set_columns(["number", "special_data"])
    index = desk.model.index(row, 1)
    assert index.data(TONE_ROLE) == "warning"
    assert "勾選了特種個資" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_chips_of_a_computed_field_and_its_colours(office, qtbot):
    shell = QuietShell()
    bands = office.rules.method.bands
    register = Register(office, "risk", colour=lambda _risk, key: "#3C8D5A" if key == "level" else "")
    choices = [Choice(band.label, band.label) for band in bands]
    panel = RecordPanel(register, shell, "risks", ("asset", "level"), chips="level", choices=choices)
    shell.followers.append(panel)
    qtbot.addWidget(panel)
    panel.refresh(None)
    panel.filter_bar.choose(bands[-1].label)
    levels = {panel.model.index(row, 1).data() for row in range(len(panel.model.rows.shown))}
    assert levels == {bands[-1].label}
    assert panel.filter_bar.chips[bands[-1].label].text() == f"{bands[-1].label} {len(panel.model.rows.shown)}"
    assert panel.model.index(0, 1).data(Qt.ItemDataRole.DecorationRole) == "#3C8D5A"
    draft = panel.model.index(panel.model.rowCount() - 1, 0)
    assert panel.model.setData(draft, panel.model.index(0, 0).data()), "a computed level is nothing to begin a row with"
