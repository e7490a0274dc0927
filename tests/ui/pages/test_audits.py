"""內部稽核 as a clerk lives it: this year's self-check from last year's, a new checklist, a finding to its end."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import audits, checklists, improvements, records
from isms_desktop.ui.pages import place_of
from tests.exchange.odt import HEAD, item, odt, paragraph, row, table
from tests.ui.conftest import settle

TODAY = datetime.date.today()
LAST_YEAR = TODAY - datetime.timedelta(days=360)
RETURN = Qt.Key.Key_Return


@pytest.fixture
def page(window, qtbot):
    window.activateWindow()  # fields are saved when the focus leaves them
    qtbot.waitUntil(window.isActiveWindow)
    window.open_page("audits")
    return window.workspace.current()


@pytest.fixture
def last(window):
    """Last year's self-check, all answered, one of it wanting."""
    office = window.office
    for each in [each.id for each in office.all("audit") if each.kind == "self"]:
        records.delete(office, "audit", [each], "清空", with_dependents=True)
    audit = checklists.new_self_check(office, LAST_YEAR).added[0]
    audits.conform(office, audit)
    line = audits.sheet(office, audit).lines[0]
    audits.answer(office, audit, line.item.id, "no")
    audits.finish(office, audit, LAST_YEAR)
    return audit


@pytest.fixture
def finding(window):
    values = {"source": "superior", "kind": "nonconformity", "content": "備份未測試", "found_on": "2026-01-10"}
    return records.add(window.office, "finding", [values], "新增").added[0]


@pytest.fixture
def card(window, page, finding):
    window.open_page("audits", view="findings", record_id=finding)
    shown = page.top().card
    shown.show_record(finding)
    return shown


def type_into(editor, text):
    editor.setFocus()
    editor.show_text(text)
    editor.clearFocus()


# 稽核與自評


def test_audits_of_suppliers_are_elsewhere(page, window):
    shown = {each.kind for each in page.top().panel.register.all()}
    assert "vendor" not in shown
    assert page.top().panel.filter_bar.chips["vendor"].isHidden()


def test_this_years_self_check_in_two_clicks(last, page, window):
    view = page.top()
    view.self_check.click()
    assert view.choice.isVisible() and "題的答案" in view.choice.words.text()
    assert view.choice.from_last.hasFocus()
    view.choice.from_last.click()
    assert view.takes_page and page.header.isHidden()
    audit = window.office.find("audit", view.fill.audit_id)
    assert (audit.kind, audit.held_on, audit.status) == ("self", TODAY.isoformat(), "running")
    assert audits.progress(window.office, audit).done
    assert "沿用上次的答案" in window.workspace.messages.label.text()
    window.undo()
    assert not view.takes_page and not page.header.isHidden()
    assert window.office.find("audit", audit.id) is None


def test_a_self_check_that_was_begun_goes_on(last, page, window):
    view = page.top()
    view.begin(from_previous=False)
    begun = view.fill.audit_id
    view.show_list()
    view.self_check.click()
    assert view.fill.audit_id == begun and "接續" in window.workspace.messages.label.text()


def test_enter_opens_the_checklist_and_back(last, page, window):
    view = page.top()
    view.panel.go_to(last)
    assert view.go_on.isEnabled()
    QTest.keyClick(view.panel.view, RETURN)
    assert view.takes_page and view.fill.audit_id == last
    view.fill.left.emit()
    assert not view.takes_page and view.panel.view.current_id() == last


def test_another_page_may_ask_for_another_view_meanwhile(last, page, window):
    window.open_page("audits", view="audits", fill=last)
    assert page.header.isHidden()
    window.open_page("audits", view="findings")
    assert not page.header.isHidden()


def test_a_new_audit_needs_its_kind_alone(page, window):
    register = page.top().panel.register
    [row] = register.complete([{"kind": "internal"}])
    assert row["subject"] == window.office.agency.name
    assert not register.missing(row)
    changed = register.write({}, [row], "新增")
    audit = window.office.find("audit", changed.added[0])
    assert window.office.find("checklist", audit.checklist).kind != "vendor"


# 缺失與建議


def test_a_measure_is_written_in_one_line(card, window, finding):
    measures = card.measures
    measures.aspect.setCurrentIndex(1)
    measures.line.setText("加裝異地備份")
    QTest.keyClick(measures.line, RETURN)
    [action] = improvements.actions_of(window.office, finding)
    assert (action.aspect, action.measure) == ("technical", "加裝異地備份")
    [shown] = [each for each in measures.shown if not each.isHidden()]
    assert shown.action_id == action.id and shown.first.rows["responsible"].editor.hasFocus()
    assert measures.badge.state == "改善中" and measures.line.text() == ""
    window.undo()
    assert not improvements.actions_of(window.office, finding)


def test_every_field_is_saved_when_it_is_left(card, window, finding):
    type_into(card.found.rows["cause"].editor, "沒有人負責")
    assert window.office.find("finding", finding).cause == "沒有人負責"
    improvements.add_action(window.office, finding, "management", "改")
    card.refresh(None)
    measure = card.measures.shown[0]
    type_into(measure.first.rows["due_on"].editor, "115/12/31")
    action = improvements.actions_of(window.office, finding)[0]
    assert action.due_on == "2026-12-31"


def test_a_day_before_the_finding_is_refused_at_the_field(card, window, finding):
    improvements.add_action(window.office, finding, "management", "改")
    card.refresh(None)
    due = card.measures.shown[0].first.rows["due_on"]
    type_into(due.editor, "114/12/31")
    assert "早於這項缺失的發現日" in due.error.text() and "尚未儲存" in due.error.text()
    assert improvements.actions_of(window.office, finding)[0].due_on == ""


def test_overdue_is_said_and_one_click_closes_it(card, window, finding):
    made = improvements.add_action(window.office, finding, "management", "改").added[0]
    day = (TODAY - datetime.timedelta(days=12)).isoformat()
    changed = records.change(window.office, "action", {made: {"due_on": max(day, "2026-01-11")}}, "改")
    window.changed(changed)
    measure = card.measures.shown[0]
    assert measure.badge.text == "逾期 12 天" and card.measures.badge.text == "逾期 12 天"
    measure.finish.click()
    assert (measure.badge.state, card.measures.badge.state) == ("已完成", "已完成")
    assert measure.finish.isHidden()
    window.undo()
    assert measure.badge.state == "逾期"


def test_a_measure_that_is_done_folds_to_its_head(card, window, finding):
    made = improvements.add_action(window.office, finding, "management", "改好了").added[0]
    improvements.close(window.office, made, TODAY)
    card.refresh(None)
    measure = card.measures.shown[0]
    assert measure.body.isHidden() and measure.words.text() == "改好了"
    measure.title.click()
    assert not measure.body.isHidden()


def test_a_round_of_follow_up(card, window, finding):
    made = improvements.add_action(window.office, finding, "management", "改").added[0]
    card.refresh(None)
    rounds = card.measures.shown[0].rounds
    assert rounds.add.text() == "＋ 新增第 1 次追蹤"
    rounds.add.click()
    [review] = improvements.reviews_of(window.office, made)
    assert review.reviewed_on == TODAY.isoformat()
    type_into(rounds.rows[0].fields.rows["verdict"].editor, "合格／完成")
    assert window.office.find("action", made).verdict == "passed"
    assert rounds.add.text() == "＋ 新增第 2 次追蹤"
    rounds.rows[0].remove.click()
    assert not improvements.reviews_of(window.office, made) and rounds.rows[0].isHidden()


def test_the_way_to_where_a_finding_comes_from(last, page, window):
    audits.make_findings(window.office, last)
    made = window.office.pointing("finding", "audit", last)[0]
    window.open_page("audits", view="findings", record_id=made.id)
    card = page.top().card
    card.show_record(made.id)
    assert card.measures.origin.text().startswith("來自查核項目 1.1")
    card.measures.origin.click()
    assert page.top().takes_page and page.top().fill.audit_id == last


# 檢核表


@pytest.fixture
def sheet(tmp_path):
    rows = (item("一、政策", "1.1 政策是否核定？", "V", "已核定"), item("", "1.2 是否宣導？", "  V"))
    return odt(tmp_path / "檢核表.odt", paragraph("資安檢核表"), table(row(*HEAD), *rows))


def test_a_checklist_comes_in(page, window, qtbot, sheet):
    window.open_page("audits", view="checklists")
    view = page.top()
    view.import_file(sheet)
    settle(qtbot, window)
    reading = view.reading
    assert not reading.take.isEnabled() and "請填寫版本" in reading.verdict.text()
    reading.version.setText("114")
    assert reading.take.isEnabled() and reading.take.text() == "匯入 2 項"
    reading.answers.setChecked(True)
    assert not reading.take.isEnabled() and reading.day.hasFocus()
    reading.day.setText("114/3/20")
    assert reading.take.isEnabled()
    reading.take.click()
    made = window.office.all("checklist")[-1]
    assert (made.name, made.version) == ("資安檢核表", "114")
    assert view.panel.view.current_id() == made.id
    assert [each.held_on for each in window.office.all("audit") if each.checklist == made.id] == ["2025-03-20"]
    view.import_file(sheet)
    settle(qtbot, window)
    reading.version.setText("114")
    assert not reading.take.isEnabled() and "已經有「資安檢核表 114」" in reading.verdict.text()
    reading.version.setText("115")
    assert "新增 0 項、改寫 0 項、刪除 0 項、不變 2 項" in reading.changes.text()


def test_a_file_that_is_no_checklist_says_so_in_the_page(page, window, qtbot, tmp_path):
    window.open_page("audits", view="checklists")
    view = page.top()
    before = len(window.office.all("checklist"))
    view.import_file(odt(tmp_path / "公文.odt", paragraph("沒有表格")))
    settle(qtbot, window)
    assert "裡沒有表格" in view.reading.verdict.text() and not view.reading.take.isEnabled()
    view.reading.cancel.click()
    assert len(window.office.all("checklist")) == before


def test_the_questions_of_the_chosen_checklist(page, window, last):
    window.open_page("audits", view="checklists")
    view = page.top()
    checklist = window.office.find("audit", last).checklist
    view.pane.show_record(checklist)
    assert "13 個構面" in view.pane.counts.text()
    view.pane.search.setText("隨身碟")
    assert [row.title for row in view.pane.items.rows.shown if row.key] and view.pane.items.rows.rowCount() < 6
    view.pane.edit.click()
    assert page.switch.current() == "items"
    assert len(page.top().panel.model.rows.shown) == len(audits.items_of(window.office, checklist))


def test_the_built_in_checklists_can_be_fetched(page, window):
    for each in window.office.all("checklist"):
        records.delete(window.office, "checklist", [each.id], "清空", with_dependents=True)
    window.open_page("audits", view="checklists")
    view = page.top()
    view.refresh(None)
    view.built_in.click()
    assert {each.built_in for each in window.office.all("checklist")} == {"vendor-001", "self-check"}
    assert view.built_in.isHidden()


# Where a search hit leads


def test_parts_are_shown_where_they_belong(page, window, last, finding):
    office = window.office
    question = audits.items_of(office, office.find("audit", last).checklist)[3]
    window.open_page(place_of("checklist_item")[0], view=place_of("checklist_item")[1], record_id=question.id)
    assert page.switch.current() == "checklists" and page.top().pane.items.key() == question.id
    answer = office.pointing("answer", "audit", last)[0]
    window.open_page(place_of("answer")[0], view=place_of("answer")[1], record_id=answer.id)
    assert page.top().fill.audit_id == last
    made = improvements.add_action(office, finding, "management", "改").added[0]
    review = improvements.add_round(office, made, TODAY).added[0]
    window.open_page(place_of("action_review")[0], view=place_of("action_review")[1], record_id=review)
    assert page.switch.current() == "actions" and page.top().panel.view.current_id() == made
