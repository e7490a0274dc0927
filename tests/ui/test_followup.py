"""A new name is followed: from a cell, from the card, from a paste, by filling down; one offer, one step back."""

import pytest
from PySide6.QtTest import QTest

from isms_desktop.services import records


@pytest.fixture
def office(empty_office):
    """Nobody but those whom a test adds."""
    return empty_office


@pytest.fixture
def people(window):
    """The page with three new people; the first two are named elsewhere."""
    office = window.office
    rows = [{"name": "王小明"}, {"name": "李大華"}, {"name": "陳一", "deputy": "王小明"}]
    ids = records.add(office, "person", rows, "新增人員").added
    tasks = [{"name": "甲", "responsible": "王小明"}, {"name": "乙", "responsible": "李大華、王小明"}]
    window.changed(records.add(office, "task", tasks, "新增工作"))
    window.open_page("people")
    view = window.workspace.current().view("people")
    view.panel.go_to(ids[0])
    return view, ids


def said(window) -> str:
    QTest.qWait(1)
    bar = window.workspace.messages
    return bar.label.text() if bar.isVisible() else ""


def responsible(window) -> list[str]:
    return [each.responsible for each in window.office.all("task")[-2:]]


def test_a_cell_offers_to_follow_the_name_and_one_undo_takes_all_back(window, people):
    view, ids = people
    model = view.panel.model
    row, column = model.row_of(ids[0]), model.column_of("name")
    assert model.setData(model.index(row, column), "王大明")
    assert said(window) == "「王小明」也寫在人員 1 人（代理人）、年度工作 2 項（負責人）。"
    [button] = window.workspace.messages.buttons()
    assert button.text() == "一併改名"
    button.click()
    assert responsible(window) == ["王大明", "李大華、王大明"]
    assert window.office.find("person", ids[2]).deputy == "王大明"
    assert "已一併改名：王小明 → 王大明，共 3 筆" in said(window)
    window.undo()
    assert responsible(window) == ["王小明", "李大華、王小明"]
    assert said(window) == "已復原：一併改名：王小明 → 王大明"
    window.undo()
    assert window.office.find("person", ids[0]).name == "王小明"
    assert said(window).startswith("已復原：修改姓名")


def test_the_card_offers_it_too(window, people):
    view, ids = people
    view.card.show_record(ids[1])
    editor = view.card.rows["name"].editor
    editor.setText("李小華")
    editor.editingFinished.emit()
    assert said(window) == "「李大華」也寫在年度工作 1 項（負責人）。"


def test_a_paste_of_several_makes_one_offer_for_all(window, people):
    view, ids = people
    model = view.panel.model
    view.panel.view.setCurrentIndex(model.index(model.row_of(ids[0]), model.column_of("name")))
    view.panel.commands.paste("王大明\n李小華")
    assert said(window) == (
        "「王小明」也寫在人員 1 人（代理人）、年度工作 2 項（負責人）。「李大華」也寫在年度工作 1 項（負責人）。"
    )
    window.workspace.messages.buttons()[0].click()
    assert responsible(window) == ["王大明", "李小華、王大明"]


def test_filling_a_name_down_makes_two_alike_and_offers_nothing_by_itself(window, people):
    view, ids = people
    grid, model = view.panel.view, view.panel.model
    grid.select_block(model.row_of(ids[0]), model.column_of("name"), 2, 1)
    view.panel.commands.fill_down()
    assert "已經另有一人叫「王小明」，改了就分不出是誰" in said(window)
    assert window.workspace.messages.buttons() == []
    assert responsible(window) == ["王小明", "李大華、王小明"]


def test_a_new_name_that_nobody_wrote_down_says_nothing(window, people):
    _view, ids = people
    window.changed(records.change(window.office, "person", {ids[2]: {"name": "陳二"}}, "改名"))
    assert said(window) == ""


def test_a_system_and_a_vendor_are_followed_from_wherever_they_are_changed(window):
    office = window.office
    system = records.add(office, "system", [{"name": "自建差勤", "development": "own"}], "新增").added[0]
    records.add(office, "business", [{"name": "出勤管理", "core": False, "system": "自建差勤"}], "新增")
    window.changed(records.change(office, "system", {system: {"name": "差勤系統二"}}, "改名"))
    assert said(window) == "「自建差勤」也寫在業務清單 1 項（對應資通系統）。"


def test_deleting_somebody_asks_in_the_page_and_says_what_is_better(window, people):
    view, ids = people
    view.panel.view.select_ids([ids[0]])
    view.panel.commands.delete()
    text = said(window)
    assert text.startswith("刪除「王小明」時，人員 1 人（代理人）、年度工作 2 項（負責人）保留，仍寫著這個名稱。")
    assert "改填離職日就好" in text
    [button] = window.workspace.messages.buttons()
    assert button.text() == "仍要刪除"
    button.click()
    assert window.office.find("person", ids[0]) is None
    window.undo()
    assert window.office.find("person", ids[0]).name == "王小明"
