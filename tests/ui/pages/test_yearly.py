"""年度作業 as a clerk uses it: twenty registers at the side, the year's tasks, 附表十 with the number keys."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import records, systems, yearly
from isms_desktop.services.years import current_year
from isms_desktop.ui.pages import PAGES
from isms_desktop.ui.pages.yearly.page import YearlyPage

TODAY = datetime.date.today().isoformat()
names = pytest.mark.parametrize("name", [entry.name for entry in YearlyPage.entries])


@pytest.fixture
def page(empty_window, empty_office, qtbot):
    """The page of an office that has just been made."""
    empty_office.close()
    assert empty_window.files.open_path(empty_office.path)
    empty_window.show()
    qtbot.waitExposed(empty_window)
    empty_window.open_page("yearly")
    return empty_window.workspace.current()


def show(page, name: str):
    page.jump(view=name)
    return page.top()


def test_each_record_type_has_its_register_and_the_other_way_round() -> None:
    shows = next(entry.shows for entry in PAGES if entry.page_id == "yearly")
    assert {entry.kind: entry.name for entry in YearlyPage.entries if entry.kind} == dict(shows)


@names
def test_a_register_opens_with_its_own_title_and_says_what_to_do_first(page, name: str) -> None:
    view = show(page, name)
    entry = next(each for each in page.entries if each.name == name)
    assert page.header.title.text() == entry.label
    assert page.header.purpose.text() == view.purpose
    assert page.remark.text() == yearly.why_not_needed(page.office, entry.kind)
    if hasattr(view, "panel"):
        assert len(view.panel.view.empty_text) > 10
        shown = [field.key for field in view.panel.model.fields]
        assert set(view.spec.columns) == set(shown)


def test_what_the_office_does_not_need_is_folded_until_it_has_a_record(page) -> None:
    assert page.switch.folded == {"rooms", "context", "communication"}
    view = show(page, "rooms")
    assert "可以不用" in page.remark.text()
    view.panel.model.setData(view.panel.model.index(0, view.panel.model.column_of("temperature")), "23.5")
    assert [log.logged_on for log in page.office.all("room_log")] == [TODAY]
    assert page.switch.folded == {"context", "communication"}
    row = page.switch.rows.shown[page.switch.rows.place_of("rooms")]
    assert row.mark == "1"
    page.shell.undo()
    assert "rooms" in page.switch.folded


# tasks


def test_the_year_s_tasks_are_looked_at_and_added_in_one_step(page) -> None:
    view = show(page, "tasks")
    view.make_button.click()
    chooser = view.chooser
    assert chooser.isVisible()
    ticked = chooser.ticked()
    assert not any(each.late for each in ticked)
    chooser.all.click()
    every = len(chooser.ticked())
    assert every >= len(ticked)
    chooser.add.click()
    assert page.office.count("task") == every
    assert view.list_room.isVisible()
    view.make_button.click()
    assert not chooser.isVisible()
    page.shell.undo()
    assert page.office.count("task") == 0


def test_giving_up_adds_nothing(page) -> None:
    view = show(page, "tasks")
    view.make_button.click()
    view.chooser.back.click()
    assert view.list_room.isVisible()
    assert page.office.count("task") == 0


def test_the_space_bar_marks_tasks_as_done_and_open_again(page) -> None:
    rows = [{"name": "盤點", "due_on": "2020-01-01"}, {"name": "演練", "due_on": "2199-01-01"}]
    page.shell.changed(records.add(page.office, "task", rows, "新增"))
    view = show(page, "tasks")
    grid = view.panel.view
    assert view.panel.filter_bar.chips["overdue"].text() == "逾期 1"
    assert view.strip.words.text().startswith("逾期 1 項")
    grid.select_ids([task.id for task in page.office.all("task")])
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert [task.done_on for task in page.office.all("task")] == [TODAY, TODAY]
    assert view.panel.filter_bar.chips["done"].text() == "已完成 2"
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert [task.done_on for task in page.office.all("task")] == ["", ""]
    page.shell.undo()
    assert [task.done_on for task in page.office.all("task")] == [TODAY, TODAY]


def test_what_is_late_stands_first_and_what_is_done_last(page) -> None:
    days = {"乙": "2199-01-01", "丁": "2020-01-01", "甲": "2019-01-01", "丙": ""}
    rows = [{"name": name, "due_on": day} for name, day in days.items()]
    rows[1]["done_on"] = "2026-01-01"
    page.shell.changed(records.add(page.office, "task", rows, "新增"))
    view = show(page, "tasks")
    view.refresh(None)
    titles = [page.office.find("task", each).name for each in view.panel.model.rows.shown]
    assert titles[:2] == ["甲", "乙"]
    assert set(titles[2:]) == {"丙", "丁"}


# 附表十


@pytest.fixture
def check(page):
    rows = [
        {"name": "報名系統", "development": "own", "integrity": "中"},
        {"name": "網站", "development": "outsourced", "confidentiality": "普"},
        {"name": "公文系統", "development": "superior"},
    ]
    page.shell.changed(records.add(page.office, "system", rows, "新增"))
    return show(page, "controls")


def press(check, keys: str) -> None:
    check.table.setFocus()
    QTest.keyClicks(check.table, keys)


def test_a_system_without_a_level_says_where_to_give_it_one(page, check) -> None:
    assert check.model.rowCount() - len(check.model.sections) == 62
    check.show_system(3)
    assert "還沒有防護需求等級" in check.empty.text()
    assert check.empty.isVisible()
    check.show_system(2)
    assert check.model.rowCount() - len(check.model.sections) == 45


def test_a_number_answers_and_goes_on(page, check) -> None:
    press(check, "1243")
    results = {each.control: each.result for each in page.office.all("control_check")}
    assert results == {"1": "yes", "2": "partly", "3": "not_applicable", "4": "no"}
    assert check.counts.text() == "已答 4／62　未答 58　待改善 2"
    assert check.systems.rows.shown[0].mark == "4／62"
    page.shell.undo()
    assert check.counts.text() == "已答 3／62　未答 59　待改善 1"
    assert check.model.line(check.table.current_row()).item.number == "4"


def test_the_rest_conforms_and_the_check_is_finished_and_all_of_it_undone(page, check) -> None:
    press(check, "3")
    assert not check.done.isEnabled()
    check.rest.click()
    assert not check.rest.isEnabled()
    check.done.click()
    assert page.office.find("system", 1).baseline_checked_on == TODAY
    assert not check.done.isEnabled()
    for _each in range(2):
        page.shell.undo()
    assert systems.progress(page.office, page.office.find("system", 1)).answered == 1


def test_nothing_of_it_is_called_official(check) -> None:
    assert "未經官方核對" in check.facts.text()


def test_a_link_leads_to_the_system_and_the_line_of_an_answer(page, check) -> None:
    systems.answer(page.office, 2, 15, "no", datetime.date.today())
    answer = page.office.all("control_check")[0]
    page.shell.open_page("yearly", view="controls", record_id=answer.id)
    assert check.system_id == 2
    assert check.model.line(check.table.current_row()).item.number == "15"
    page.shell.open_page("yearly", view="systems", record_id=1)
    page.top()._check()
    assert check.system_id == 1


def test_a_reminder_leads_to_its_records(page) -> None:
    rows = [{"applicant": "周永康", "starts_on": "2020-01-01", "ends_on": "2020-01-05"}, {"applicant": "高子晴"}]
    page.shell.changed(records.add(page.office, "remote_access", rows, "新增"))
    [reminder] = [each for each in yearly.reminders(page.office, datetime.date.today()) if each.view == "remote"]
    page.shell.open_page(reminder.page, view=reminder.view, ids=reminder.ids, label=reminder.text)
    assert page.top().panel.model.rows.shown == list(reminder.ids)


def test_the_button_names_the_year(page) -> None:
    assert show(page, "tasks").make_button.text() == f"產生 {current_year(page.office)} 年度工作"


def test_the_keys_for_a_new_row_work_wherever_in_the_register_the_cursor_is(page, qtbot) -> None:
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = records.add(page.office, "backup_test", [{"target": "差勤系統", "tested_on": TODAY}], "新增").added[0]
    page.shell.changed(records.change(page.office, "backup_test", {made: {"method": "還原"}}, "改"))
    view = show(page, "backups")
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    view.card.show_record(made)
    for place in (view.panel.view, view.panel.filter_bar.box, view.card.rows["method"].editor):
        view.panel.go_to(made)
        place.setFocus()
        QTest.keyClick(place, Qt.Key.Key_N, shift)
        assert view.panel.view.hasFocus() and view.panel.view.currentIndex().row() == 1
