"""事件情資: a report in the first minute, the clocks, the level by keyboard, the course, what is learnt."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.domain.incident_clocks import write_moment
from isms_desktop.services import harmful, incidents, records

START = incidents.moment_now()


class Wall:
    """The clock on the wall, which a test sets forward."""

    def __init__(self) -> None:
        self.now = START

    def forward(self, **much: int) -> None:
        self.now += datetime.timedelta(**much)


@pytest.fixture
def wall(monkeypatch):
    made = Wall()
    monkeypatch.setattr(incidents, "moment_now", lambda: made.now)
    return made


@pytest.fixture
def page(window, wall):
    ids = [each.id for each in window.office.all("incident")]
    if ids:
        window.changed(records.delete(window.office, "incident", ids, "清空", with_dependents=True))
    window.open_page("incidents")
    return window.workspace.current()


@pytest.fixture
def view(page):
    return page.view("incidents")


def reported(view, summary="信箱被盜"):
    """A new incident, as the clerk enters it."""
    view.report_button.click()
    view.new.summary.setText(summary)
    view.new.description.setPlainText("寄出釣魚信")
    view.new.enter.click()
    return view.office.all("incident")[-1].id


def press(view, *keys):
    for key in keys:
        QTest.keyClick(view.window().focusWidget(), key)


def digits(view, text):
    for digit in text:
        QTest.keyClicks(view.window().focusWidget(), digit)


# Reporting


def test_a_new_incident_takes_two_fields_and_no_mouse(view, window, wall, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.report_button.setFocus()
    press(view, Qt.Key.Key_Space)
    assert window.focusWidget() is view.new.summary
    QTest.keyClicks(view.new.summary, "mail")
    press(view, Qt.Key.Key_Return)
    assert window.focusWidget() is view.new.description
    QTest.keyClicks(view.new.description, "sent")
    wall.forward(minutes=3)
    qtbot.keyClick(view.new.description, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [incident] = window.office.all("incident")
    assert (incident.summary, incident.description) == ("mail", "sent")
    assert incident.known_at == write_moment(START)  # the button, not the moment at which the words were found
    assert view.pane.steps.rows["report"].words.text() == "剩 57 分"
    assert view.pane.steps.rows["level"].title.property("role") == "heading"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(view, window):
    view.report_button.click()
    view.new.description.setPlainText("寄出釣魚信")
    view.new.enter.click()
    assert view.new.problems["summary"].isVisible() and "空白" in view.new.problems["summary"].text()
    assert not view.new.problems["description"].isVisible()
    assert view.new.description.toPlainText() == "寄出釣魚信" and window.office.all("incident") == []
    view.new.give_up()
    assert view.pane.isVisible() and view.new.description.toPlainText() == ""


def test_pressing_the_button_twice_does_not_start_the_hour_anew(view, window, wall):
    view.report_button.click()
    wall.forward(minutes=10)
    view.report_button.click()
    view.new.summary.setText("被盜")
    view.new.description.setPlainText("寄信")
    view.new.enter.click()
    assert window.office.all("incident")[-1].known_at == write_moment(START)


def test_the_keys_begin_a_report_wherever_the_cursor_is(view, window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for place in (view.panel.view, view.panel.filter_bar.box):
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_N, shift)
        assert view.new.isVisible()
        press(view, Qt.Key.Key_Escape)
        assert not view.new.isVisible()


def test_a_school_is_sent_to_its_platform_and_told_that_it_is_not_verified(view):
    reported(view)
    detail = view.pane.steps.rows["report"].detail.text()
    assert incidents.platform(view.office).address in detail and "未經官方核對" in detail
    assert "未經官方核對" in view.pane.steps.basis.text()


# The clocks


def test_the_minutes_go_by_in_list_and_steps(view, wall):
    reported(view)
    index = view.panel.model.index(0, view.panel.model.column_of("next_due"))
    row = view.pane.steps.rows["report"]
    wall.forward(minutes=18)
    view.tick()
    assert index.data() == "通報 剩 42 分" and row.words.text() == "剩 42 分"
    wall.forward(hours=3, minutes=52)
    view.tick()
    assert index.data() == "通報 逾時 3 小時 10 分" and row.property("role") == "error"
    assert row.words.text() == "逾時 3 小時 10 分"


def test_the_clock_rests_while_nobody_looks(view, page, window):
    assert view._timer.isActive() and view._timer.remainingTime() <= 60_000
    page.jump(view="drills")
    assert not view._timer.isActive()
    page.jump(view="incidents")
    assert view._timer.isActive()
    window.open_page("assets")
    assert not view._timer.isActive()


def test_each_button_writes_this_minute_and_the_next_step_comes_up(view, window, wall):
    incident = reported(view)
    rows = view.pane.steps.rows
    assert not rows["final"].button.isVisible() and rows["final"].words.text() == "完成控制或復原後起算"
    for step, key in (("report", "reported_at"), ("control", "controlled_at"), ("final", "final_reported_at")):
        wall.forward(minutes=20)
        rows[step].button.click()
        assert getattr(window.office.find("incident", incident), key) == write_moment(wall.now)
        assert rows[step].number.text() == "✓" and "用時" in rows[step].words.text()
    window.undo()
    assert rows["final"].button.isVisible() and not window.office.find("incident", incident).final_reported_at


def test_undo_stands_beside_the_words(view, window):
    incident = reported(view)
    view.pane.steps.rows["report"].button.click()
    [button] = window.workspace.messages.buttons()
    button.click()
    assert window.office.find("incident", incident).reported_at == ""


def test_a_platform_out_of_reach_leads_to_the_other_way_and_the_supplement(view, window, qtbot):
    incident = reported(view)
    view.pane.steps.rows["report"].link.click()
    assert window.office.find("incident", incident).platform_down is True
    assert view.pane.switch.current() == "fields"
    assert window.focusWidget() is view.card.rows["alternative"].editor
    assert "沒有寫替代" in view.card.rows["alternative"].error.text()
    view.pane.switch.show_view("steps")
    assert view.pane.steps.rows["supplement"].isVisible()
    assert not view.pane.steps.rows["report"].link.isVisible()


def test_the_list_goes_by_what_runs_out_first(view, wall):
    first = reported(view, "甲")
    view.pane.steps.rows["report"].button.click()
    wall.forward(minutes=5)
    second = reported(view, "乙")
    model = view.panel.model
    model.sort(model.column_of("next_due"))
    assert model.rows.shown == [second, first]
    assert view.panel.register.colour(view.office.find("incident", second), "next_due")
    assert not view.panel.register.colour(view.office.find("incident", second), "summary")


# The level


def test_the_level_is_found_without_a_mouse(view, window):
    incident = reported(view)
    view.pane.steps.rows["level"].button.click()
    digits(view, "311")  # 核心業務的資料、不涉關鍵基礎設施、輕微
    digits(view, "1")  # 沒有竄改
    digits(view, "22")  # 非核心系統、超過時間
    kept = window.office.find("incident", incident)
    assert (kept.confidentiality, kept.integrity, kept.availability) == ("2", "0", "2")
    assert view.pane.level.outcome.text() == "事件等級：第二級（三個面向取最高）"
    assert "核心業務的資料（核心業務資訊）" in kept.confidentiality_reason
    assert view.pane.level.sides["confidentiality"].reason.editor.raw() == kept.confidentiality_reason
    view.pane.switch.show_view("steps")
    assert view.pane.steps.rows["level"].words.text() == "第二級"


def test_only_the_questions_that_matter_are_asked(view):
    reported(view)
    view.pane.ask_level()
    side = view.pane.level.sides["confidentiality"]

    def shown():
        return [key for key, row in side.rows.items() if row.isVisible()]

    assert shown() == ["what"]
    side.rows["what"].options.buttons["core"].click()
    assert shown() == ["what", "ci"] and "還沒有儲存" in side.heading.text()
    side.rows["ci"].options.buttons["no"].click()
    assert shown() == ["what", "ci", "how"]
    side.rows["what"].options.buttons["state"].click()
    assert shown() == ["what"] and "第四級" in side.heading.text()


def test_the_question_that_is_asked_comes_into_sight(view, qtbot):
    reported(view)
    view.pane.ask_level()
    digits(view, "11")  # neither data nor content: on to the system, which stands below the fold
    side = view.pane.level.sides["availability"]
    side.rows["what"].options.buttons["other"].click()

    def in_sight():
        panel, row = view.pane.level, side.rows["how"].options
        top = row.mapTo(panel.viewport(), row.rect().topLeft()).y()
        return top >= 0 and top + row.height() <= panel.viewport().height()

    qtbot.waitUntil(in_sight, timeout=2000)


def test_answers_half_given_stay_while_something_else_is_written(view, window):
    incident = reported(view)
    view.pane.ask_level()
    side = view.pane.level.sides["confidentiality"]
    side.rows["what"].options.buttons["core"].click()
    window.changed(records.change(window.office, "incident", {incident: {"reporter": "王大同"}}, "改通報人"))
    assert side.rows["what"].options.buttons["core"].isChecked() and side.rows["ci"].isVisible()
    reported(view, "另一件")
    view.pane.switch.show_view("level")
    assert not side.rows["what"].options.buttons["core"].isChecked()


def test_another_level_after_the_report_asks_for_a_second_one(view, window):
    incident = reported(view)
    view.pane.ask_level()
    digits(view, "21")
    view.pane.steps.show_incident(window.office.find("incident", incident))
    view.pane.steps.rows["report"].button.click()
    view.pane.ask_level()
    side = view.pane.level.sides["confidentiality"]
    side.rows["how"].options.buttons["grave"].click()
    assert "再通報一次" in window.workspace.messages.label.text()
    assert view.pane.level.again.isVisible()
    view.pane.switch.show_view("steps")
    assert view.pane.steps.rows["report_again"].isVisible()
    view.pane.steps.rows["report_again"].button.click()
    assert view.pane.steps.rows["report_again"].number.text() == "✓"


def test_the_reasoning_can_be_written_on(view, window):
    incident = reported(view)
    view.pane.ask_level()
    digits(view, "21")
    row = view.pane.level.sides["confidentiality"].reason
    row.left.emit("confidentiality_reason", row.editor.raw() + "\n只有一封")
    assert window.office.find("incident", incident).confidentiality_reason.endswith("\n只有一封")
    assert view.pane.level.sides["confidentiality"].rows["how"].options.buttons["slight"].isChecked()


# The course and the report


def test_enter_notes_what_was_just_done(view, window, wall):
    incident = reported(view)
    view.pane.switch.show_view("timeline")
    line = view.pane.timeline
    wall.forward(minutes=7)
    line.what.setText("拔除網路線")
    line.who.setText("王大同")
    line.what.setFocus()
    press(view, Qt.Key.Key_Return)
    [event] = window.office.all("incident_event")[-1:]
    assert (event.incident, event.what, event.who, event.happened_at) == (
        (incident, "拔除網路線", "王大同", write_moment(wall.now))
    )
    assert window.focusWidget() is line.what and line.what.text() == ""
    words = [line.table.item(row, 1).text() for row in range(line.table.rowCount())]
    assert words == ["—　知悉", "拔除網路線"]
    press(view, Qt.Key.Key_Return)
    assert line.table.rowCount() == 2


def test_a_wrong_entry_is_put_right_in_the_register_of_all(view, page):
    incident = reported(view)
    incidents.add_event(view.office, incident, "拔線", "", START)
    view.refresh(None)
    view.pane.switch.show_view("timeline")
    view.pane.timeline.change.click()
    assert page.switch.current() == "events"
    assert len(page.view("events").panel.model.rows.shown) == 1


def test_the_seven_items_lead_to_their_fields(view, window):
    incident = reported(view)
    view.pane.steps.rows["final"].link.click()
    report = view.pane.report
    assert [state.text() for state in report.states] == ["缺發生時間、完成控制或復原時間", *["未填"] * 6]
    report.buttons[4].click()
    assert window.focusWidget() is view.card.rows["cause"].editor
    window.changed(records.change(window.office, "incident", {incident: {"cause": "弱密碼"}}, "填寫"))
    view.pane.switch.show_view("report")
    assert report.states[4].text() == "✓ 已填" and "已填 1 項" in report.progress.text()


def test_what_was_learnt_goes_among_the_findings(view, window):
    incident = reported(view)
    view.pane.switch.show_view("report")
    view.pane.report.improve.make.click()
    finding = window.office.all("finding")[-1]
    assert (finding.source, finding.incident) == ("incident", incident)
    assert window.workspace.current().page_id == "audits"
    window.open_page("incidents", view="incidents", record_id=incident, part="report")
    assert view.pane.report.improve.look.text() == "查看已列的 1 項"


def test_a_moment_the_wrong_way_round_is_refused_at_its_field(view):
    reported(view)
    view.pane.open_field("reported_at")
    row = view.card.rows["reported_at"]
    row.left.emit("reported_at", "114/1/1 08:00")
    assert "早於知悉時間" in row.error.text() and "尚未儲存" in row.error.text()
    assert view.office.all("incident")[-1].reported_at == ""


def test_the_reminder_leads_to_its_incident(view, window):
    first, second = reported(view, "甲"), reported(view, "乙")
    assert view.pane.title.text() == "乙"
    window.open_page("incidents", view="incidents", ids=frozenset({first}), label="通報")
    assert view.pane.title.text() == "甲" and view.panel.model.rows.shown == [first]
    window.open_page("incidents", view="incidents", record_id=second)
    assert view.pane.title.text() == "乙"


def test_who_may_only_look_cannot_report(view, window, qtbot):
    from isms_desktop.services.settings import Settings
    from isms_desktop.ui.main_window import MainWindow

    incident = reported(view)
    second = MainWindow(Settings())
    qtbot.addWidget(second)
    second.files.open_path(window.office.path)
    second.open_page("incidents", view="incidents", record_id=incident)
    other = second.workspace.current().view("incidents")
    assert not other.report_button.isEnabled()
    assert not other.pane.steps.rows["report"].button.isEnabled()
    other.pane.switch.show_view("level")
    assert not other.pane.level.sides["integrity"].rows["what"].options.isEnabled()
    other.pane.switch.show_view("timeline")
    assert not other.pane.timeline.what.isEnabled()
    second.close()


# The other registers


def test_the_four_classes_are_explained_when_somebody_asks(page):
    page.jump(view="intelligence")
    view = page.view("intelligence")
    assert not view.guide.body.isVisible()
    view.guide.button.click()
    assert view.guide.body.isVisible() and view.guide.button.text().startswith("▾")


def test_a_drill_becomes_something_to_improve(page, window):
    drill = records.add(window.office, "drill", [{"kind": "social", "held_on": "2026-05-12"}], "新增")
    window.changed(drill)
    page.jump(view="drills", record_id=drill.added[0])
    view = page.view("drills")
    view.improve.show_record(drill.added[0])
    view.improve.make.click()
    assert window.office.all("finding")[-1].drill == drill.added[0]
    assert window.workspace.current().page_id == "audits"


def test_doubtful_assets_come_in_with_one_button_and_go_with_one_undo(page, window):
    assets = [each.id for each in window.office.all("asset")][:2]
    doubt = {each: {"harmful_doubt": "大陸廠牌"} for each in assets}
    window.changed(records.change(window.office, "asset", doubt, "盤點"))
    page.jump(view="harmful")
    view = page.view("harmful")
    waiting = len(harmful.candidates(window.office))
    before = len(window.office.all("harmful_product"))
    assert f"（{waiting}）" in view.adopt_button.text() and waiting >= 2
    view.adopt_button.click()
    assert len(window.office.all("harmful_product")) == before + waiting
    assert not view.adopt_button.isEnabled()
    window.undo()
    assert len(window.office.all("harmful_product")) == before and view.adopt_button.isEnabled()
