"""教育訓練: sixty people ticked with the keyboard alone, hours and what is missing, the year's plan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from isms_desktop.services import attendance, records, training_plan
from isms_desktop.services.years import current_year
from isms_desktop.ui.pages.training.attendance_model import HOURS, TICK

K = Qt.Key
STAFF = 60


@pytest.fixture
def filled(window):
    """Sixty people in three units and a course in March to which they are all invited."""
    office = window.office
    for kind in ("course", "person"):
        if ids := [each.id for each in office.all(kind)]:
            records.delete(office, kind, ids, "清空", with_dependents=True)
    people = [
        {
            "name": f"{'趙錢孫李周吳'[place // 10]}{'甲乙丙丁戊己庚辛壬癸'[place % 10]}",
            "department": ("教務處", "總務處", "輔導室")[place % 3],
            "job_title": "教師",
            "extension": str(100 + place),
            "roles": ("manager",) if place < 5 else ("user",),
        }
        for place in range(STAFF)
    ]
    staff = records.add(office, "person", people, "新增人員").added
    day = f"{current_year(office) + 1911}-01-05"
    course = {"name": "資安通識", "kind": "general", "held_on": day, "hours": 3.0}
    [made] = records.add(office, "course", [course], "新增課程").added
    window.changed(attendance.invite(office, made, staff))
    return window


@pytest.fixture
def courses(filled):
    filled.open_page("training")
    return filled.workspace.current().top()


@pytest.fixture
def sign_in(courses, filled):
    courses.panel.go_to(filled.office.all("course")[0].id)
    courses.start_sign_in()
    return courses.sign_in


def came(panel) -> int:
    return sum(bool(each.present) for each in panel.model.rows)


def current(panel):
    return panel.model.rows[panel.view.currentIndex().row()]


def message(window) -> str:
    return window.workspace.messages.label.text()


def press(panel, *keys) -> None:
    for key in keys:
        QTest.keyClick(panel.line, key)


# -- signing in


def test_sixty_people_take_sixty_keys(sign_in, filled):
    assert sign_in.count.text() == f"到場 0／{STAFF}"
    press(sign_in, *[K.Key_Space] * STAFF)
    assert sign_in.count.text() == f"到場 {STAFF}／{STAFF}" and came(sign_in) == STAFF
    filled.undo()
    assert came(sign_in) == STAFF - 1 and not sign_in.model.rows[-1].present


def test_who_is_absent_is_passed_over_with_the_arrow(sign_in):
    press(sign_in, K.Key_Space, K.Key_Down, K.Key_Return)
    assert [each.present for each in sign_in.model.rows[:3]] == [True, None, True]
    press(sign_in, K.Key_Up, K.Key_Space)
    assert sign_in.model.rows[2].present is False


@pytest.mark.parametrize(("typed", "name"), [("孫戊", "孫戊"), ("辛", "趙辛"), ("142", "周丙"), ("輔導室", "趙丙")])
def test_any_part_of_name_unit_or_extension_finds_somebody(typed, name, sign_in):
    sign_in.line.insert(typed)
    assert current(sign_in).name == name
    press(sign_in, K.Key_Space)
    assert [each.name for each in sign_in.model.rows if each.present] == [name]
    assert sign_in.line.text() == ""


def test_the_arrow_goes_to_the_next_one_found(sign_in):
    sign_in.line.insert("辛")
    press(sign_in, K.Key_Down, K.Key_Down)
    assert current(sign_in).name == "孫辛"


def test_a_space_inside_a_western_name_is_no_tick(sign_in, filled):
    filled.changed(attendance.add_outsider(filled.office, sign_in.model.course.id, "John Smith"))
    before = came(sign_in)
    QTest.keyClicks(sign_in.line, "john smi")
    assert current(sign_in).name == "John Smith" and came(sign_in) == before


def test_everybody_came_is_one_click_and_one_undo(sign_in, filled):
    sign_in.buttons["all"].click()
    assert came(sign_in) == STAFF and "復原" in [each.text() for each in filled.workspace.messages.buttons()]
    next(each for each in filled.workspace.messages.buttons() if each.text() == "復原").click()
    assert came(sign_in) == 0


def test_several_selected_rows_are_ticked_alike(sign_in):
    sign_in.view.selectAll()
    press(sign_in, K.Key_Space)
    assert came(sign_in) == STAFF


def test_a_click_on_the_box_ticks_and_leaves_the_keyboard_in_the_line(sign_in, filled):
    filled.activateWindow()
    index = sign_in.model.index(3, TICK)
    QTest.mouseClick(sign_in.view.viewport(), Qt.MouseButton.LeftButton, pos=sign_in.view.visualRect(index).center())
    assert sign_in.model.rows[3].present and sign_in.focusProxy() is sign_in.line


def test_a_pasted_list_ticks_adds_and_names_the_unknown(sign_in, filled):
    gone = [each.id for each in sign_in.model.rows if each.name == "錢乙"]
    filled.changed(attendance.remove(filled.office, gone))
    QGuiApplication.clipboard().setText("趙甲 老師\n趙乙\n錢乙\n外聘講師林不知")
    QTest.keyClick(sign_in.line, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert {each.name for each in sign_in.model.rows if each.present} == {"趙甲", "趙乙", "錢乙"}
    assert "已簽到 3 人，其中 1 人原本不在名單上" in message(filled) and "林不知" in message(filled)
    filled.workspace.messages.buttons()[0].click()
    assert sign_in.model.rows[-1].person is None and sign_in.model.rows[-1].present


def test_one_word_from_the_clipboard_is_looked_for(sign_in):
    QGuiApplication.clipboard().setText("李癸")
    QTest.keyClick(sign_in.line, K.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert current(sign_in).name == "李癸" and came(sign_in) == 0


def test_who_is_not_on_the_list_is_added_with_enter(sign_in, filled):
    records.add(filled.office, "person", [{"name": "新到任", "department": "人事室"}], "新增人員")
    sign_in.line.insert("新到任")
    assert "人事室" in sign_in.offer.text() and sign_in.offer.isVisible()
    press(sign_in, K.Key_Return)
    assert (current(sign_in).name, current(sign_in).present) == ("新到任", True)
    sign_in.line.insert("廠商林工")
    press(sign_in, K.Key_Return)
    assert sign_in.outsider.lines["name"].text() == "廠商林工" and sign_in.outsider.isVisible()
    sign_in.outsider.lines["department"].setText("某公司")
    sign_in.outsider.button.click()
    assert sign_in.model.rows[-1].department == "某公司"


def test_an_outsider_without_a_name_is_refused_under_the_line(sign_in):
    sign_in.open_outsider()
    sign_in.outsider.button.click()
    assert "沒有填姓名" in sign_in.outsider.error.text() and len(sign_in.model.rows) == STAFF


def test_inviting_goes_by_unit_role_and_name_with_the_keyboard(sign_in, filled):
    everybody = [each.id for each in sign_in.model.rows]
    filled.changed(attendance.remove(filled.office, everybody))
    sign_in.buttons["invite"].click()
    QTest.keyClick(sign_in.invite.search, K.Key_Down)
    QTest.keyClick(sign_in.invite.search, K.Key_Return)  # the first unit
    assert {each.department for each in sign_in.model.rows} == {"教務處"}
    sign_in.invite.search.setText("主管")
    QTest.keyClick(sign_in.invite.search, K.Key_Return)
    assert {each.name for each in sign_in.model.rows} >= {"趙甲", "趙乙", "趙丙", "趙丁", "趙戊"}
    sign_in.invite.search.setText("吳癸")
    QTest.keyClick(sign_in.invite.search, K.Key_Return)
    assert sign_in.model.rows[-1].name == "吳癸"
    QTest.keyClick(sign_in.invite.search, K.Key_Escape)
    assert sign_in.rooms.currentWidget() is sign_in.roster


def test_taking_somebody_off_the_list(sign_in, filled):
    press(sign_in, K.Key_Down, K.Key_Delete)
    assert len(sign_in.model.rows) == STAFF - 1 and "趙乙" not in {each.name for each in sign_in.model.rows}
    filled.undo()
    assert sign_in.model.rows[1].name == "趙乙"


def test_hours_of_ones_own_are_typed_into_the_list_and_wrong_ones_stay_in_sight(sign_in, filled):
    index = sign_in.model.index(0, HOURS)
    assert not sign_in.model.setData(index, "兩個半")
    assert "認列時數：「兩個半」不是數字" in sign_in.hint.text() and index.data() == "兩個半"
    assert sign_in.model.setData(index, "5")
    assert sign_in.model.rows[0].hours == 5 and index.data() == "5"
    assert "比課程的 3 小時還多" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_list_is_ordered_by_a_column_and_back(sign_in):
    sign_in.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    units = [each.department for each in sign_in.model.rows]
    assert units == sorted(units)
    sign_in.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert [each.id for each in sign_in.model.rows] == sorted(each.id for each in sign_in.model.rows)


def test_the_list_of_courses_counts_along(courses, sign_in):
    column = courses.panel.columns.keys.index("attended")
    assert courses.panel.model.index(0, column).data() == f"0／{STAFF}"
    press(sign_in, K.Key_Space)
    assert courses.panel.model.index(0, column).data() == f"1／{STAFF}"


def test_an_attendance_that_moves_to_another_course_is_counted_there(courses, sign_in, filled):
    [other] = records.add(filled.office, "course", [{"name": "另一場", "kind": "general", "hours": 1.0}], "新增").added
    filled.changed(attendance.invite(filled.office, other, [filled.office.all("person")[0].id], present=True))
    filled.changed(records.delete(filled.office, "attendance", [sign_in.model.rows[0].id], "刪除"))
    moved = filled.office.all("attendance")[-1]
    column = courses.panel.columns.keys.index("attended")
    courses.panel.refresh(None)
    assert courses.panel.model.index(1, column).data() == "1／1"
    filled.changed(
        records.change(filled.office, "attendance", {moved.id: {"course": sign_in.model.course.id}}, "改課程")
    )
    assert [courses.panel.model.index(row, column).data() for row in (0, 1)] == [f"1／{STAFF}", ""]
    filled.changed(records.change(filled.office, "attendance", {moved.id: {"course": other}}, "改回"))
    assert [courses.panel.model.index(row, column).data() for row in (0, 1)] == [f"0／{STAFF - 1}", "1／1"]


def test_without_a_course_nothing_can_be_ticked(window):
    window.open_page("training")
    view = window.workspace.current().top()
    if window.office.all("course"):
        ids = [each.id for each in window.office.all("course")]
        window.changed(records.delete(window.office, "course", ids, "刪除", with_dependents=True))
    view.start_sign_in()
    assert "請在左邊選一場課程" in view.sign_in.title.text()
    assert not any(button.isEnabled() for button in view.sign_in.buttons.values())
    view.sign_in.tick()


def test_a_course_that_goes_leaves_an_empty_face(sign_in, filled):
    filled.changed(records.delete(filled.office, "course", [sign_in.model.course.id], "刪除", with_dependents=True))
    assert sign_in.model.rows == [] and "請在左邊選一場課程" in sign_in.title.text()


def test_who_may_only_look_cannot_tick(filled, qtbot):
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.main_window import MainWindow

    second = MainWindow(Settings())
    qtbot.addWidget(second)
    second.files.open_path(filled.office.path)
    second.open_page("training")
    view = second.workspace.current().top()
    view.start_sign_in()
    press(view.sign_in, K.Key_Space)
    assert came(view.sign_in) == 0
    assert not any(button.isEnabled() for button in view.sign_in.buttons.values())
    second.close()


# -- hours


@pytest.fixture
def hours(filled):
    filled.open_page("training", view="hours")
    return filled.workspace.current().top()


def test_hours_follow_the_sign_in(hours, filled):
    assert hours.filter_bar.chips["short"].text() == f"未達標 {STAFF}"
    filled.changed(attendance.all_present(filled.office, filled.office.all("course")[0].id))
    assert hours.filter_bar.chips["short"].text() == "未達標 0"
    result = hours.model.headings().index("結果")
    assert hours.model.index(0, result).data() == "達標"
    assert "通識：每年 3 小時。已有 3 小時，達標。" in hours.card.words() and "資安通識" in hours.card.words()


def test_who_falls_short_is_said_in_hours(hours, filled):
    seats = [each.id for each in filled.office.all("attendance")]
    filled.changed(attendance.mark(filled.office, seats[1:], True))
    filled.changed(attendance.set_hours(filled.office, seats[1], "1"))
    hours.filter_bar.choose("short")
    result = hours.model.headings().index("結果")
    assert [hours.model.index(row, result).data() for row in range(hours.model.rowCount())] == [
        "尚缺 通識 3 小時",
        "尚缺 通識 2 小時",
    ]
    assert hours.summary.text() == f"一般使用者及主管　{STAFF - 2}／{STAFF} 人達標"
    assert "未經官方核對" in hours.basis.text()


def test_people_are_found_by_unit_and_word_and_by_a_reminder(hours, filled):
    hours.departments.setCurrentIndex(hours.departments.findData("總務處"))
    assert {each.person.department for each in hours.model.rows} == {"總務處"}
    hours.filter_bar.box.setText("吳")
    assert {each.person.name[0] for each in hours.model.rows} == {"吳"}
    hours.departments.setCurrentIndex(0)
    hours.filter_bar.clear()
    wanted = frozenset(each.id for each in filled.office.all("person")[:2])
    filled.open_page("training", view="hours", ids=wanted)
    assert {each.person.id for each in hours.model.rows} == wanted


def test_another_year_is_counted_by_itself(hours, filled):
    year = current_year(filled.office)
    values = {"name": "去年的課", "kind": "general", "held_on": f"{year + 1910}-05-05", "hours": 3.0}
    [made] = records.add(filled.office, "course", [values], "新增課程").added
    person = filled.office.all("person")[0].id
    filled.changed(attendance.invite(filled.office, made, [person], present=True))
    assert hours.filter_bar.chips["done"].text() == "達標 0"
    hours.years.setCurrentIndex(hours.years.findData(year - 1))
    assert hours.filter_bar.chips["done"].text() == "達標 1"


def test_rows_are_copied_for_a_spreadsheet_and_exported(hours, filled, tmp_path, qtbot):
    hours.view.selectRow(0)
    QTest.keyClick(hours.view, K.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == hours.model.headings() and lines[1].startswith("趙甲\t教務處")
    hours.export_to(tmp_path / "時數.ods")
    qtbot.waitUntil(lambda: "已匯出" in message(filled), timeout=10_000)
    assert (tmp_path / "時數.ods").exists()


# -- the plan


@pytest.fixture
def plan(filled):
    for each in filled.office.all("training_plan"):
        records.delete(filled.office, "training_plan", [each.id], "刪除")
    filled.open_page("training", view="plan")
    return filled.workspace.current().top()


def test_head_counts_come_from_the_people_and_are_not_added_twice(plan, filled):
    assert "一般人員 55 人" in plan.counts.text() and "主管人員 5 人" in plan.counts.text()
    assert f"共計 {STAFF} 人" in plan.counts.text()
    plan.make.click()
    column = plan.panel.columns.keys.index("headcount")
    shown = [plan.panel.model.index(row, column).data() for row in range(len(plan.panel.model.rows.shown))]
    assert shown == ["55", "5"]
    assert [each.headcount for each in filled.office.all("training_plan")] == [None, None]
    person = filled.office.all("person")[0]
    filled.changed(records.change(filled.office, "person", {person.id: {"roles": ("user",)}}, "調整"))
    assert [plan.panel.model.index(row, column).data() for row in range(2)] == ["56", "4"]


def test_next_year_is_made_from_this_years_plan_once(plan, filled):
    year = plan.year()
    plan.make.click()
    assert not plan.make.isEnabled()
    plan.years.setCurrentIndex(plan.years.findData(year + 1))
    assert plan.make.isEnabled() and plan.make.text() == f"由 {year} 年度計畫建立"
    plan.make.click()
    assert [each.year for each in filled.office.all("training_plan")] == [year, year, year + 1, year + 1]
    assert training_plan.plan_source(filled.office, year + 2) == year + 1
    assert len(plan.panel.model.rows.shown) == 2
    filled.undo()
    assert plan.make.isEnabled() and plan.panel.model.rows.shown == []


def test_a_new_line_belongs_to_the_year_that_is_shown(plan, filled):
    plan.years.setCurrentIndex(plan.years.findData(plan.year() + 1))
    register = plan.panel.register
    changed = register.write({}, register.complete([{"audience": "user", "course": "通識"}]), "新增")
    filled.changed(changed)
    line = filled.office.find("training_plan", changed.added[0])
    assert (line.year, line.hours) == (plan.year(), 3)
    plan.years.setCurrentIndex(plan.years.findData(plan.year() - 1))
    plan.jump(record_id=line.id)
    assert plan.year() == line.year and plan.panel.current_id() == line.id


# -- the page


@pytest.mark.parametrize(
    ("view", "form"), [("courses", "sign_in"), ("hours", "training_hours"), ("plan", "training_plan")]
)
def test_each_view_has_its_paper(view, form, filled):
    filled.open_page("training", view=view)
    assert filled.workspace.current().printable_form() == form


def test_ctrl_enter_goes_to_the_sign_in_of_the_chosen_course(courses, filled, qtbot):
    filled.activateWindow()
    qtbot.waitUntil(filled.isActiveWindow)
    courses.panel.view.setFocus()
    QTest.keyClick(courses.panel.view, K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert courses.faces.current() == "sign_in" and courses.sign_in.model.course.name == "資安通識"
    assert courses.sign_in.line.hasFocus()
