"""A checklist filled in with the keyboard, as on paper but faster; and everything that can be done on the way."""

import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isms_desktop.services import audits, records, vendors
from isms_desktop.services.offices import open_office
from isms_desktop.ui.checklist.lines import ANSWER, EXPLANATION, LAST, QUESTION

TODAY = datetime.date.today()
LAST_YEAR = TODAY - datetime.timedelta(days=360)
NAME = "晨曦資訊股份有限公司"


class Keyboard:
    """Presses keys where the cursor is, and counts them."""

    def __init__(self, table) -> None:
        self.table = table
        self.presses = 0

    def press(self, *keys, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.presses += 1
            QTest.keyClick(self.editor() or self.table, key, modifier)

    def write(self, text: str) -> None:
        """Chinese comes from the input method: as many presses as characters, at the least."""
        self.presses += len(text)
        self.editor().insertPlainText(text)

    def editor(self):
        return self.table._editor()


@pytest.fixture
def page(window):
    window.open_page("vendors", view="audits")
    return window.workspace.current()


@pytest.fixture
def vendor(window):
    return records.add(window.office, "vendor", [{"name": NAME}], "新增").added[0]


@pytest.fixture
def fill(page, window, vendor):
    """The checklist of an audit of today, with nothing answered."""
    page.jump(view="audits", vendor=vendor)
    return page.top().fill


@pytest.fixture
def keyboard(fill):
    return Keyboard(fill.table)


def answers(fill) -> list[str]:
    return [line.result for line in fill.sheet.lines]


def number(fill) -> str:
    """The number of the current question."""
    return fill.model.line(fill.table.current_row()).item.number


def line(fill, wanted: str):
    return next(each for each in fill.sheet.lines if each.item.number == wanted)


def go_to(fill, wanted: str) -> None:
    fill.table.go_to(fill.model.row_of(line(fill, wanted).item.id))


def click(fill, wanted: str, column: int, does: str) -> None:
    """Click what does that in the row of a question."""
    row = fill.model.row_of(line(fill, wanted).item.id)
    index = fill.model.index(row, column)
    fill.table.scrollTo(index)
    marks = fill.table.painter.marks(row, fill.table.visualRect(index), column)
    place = next(each.place for each in marks if each.does == does)
    QTest.mouseClick(fill.table.viewport(), Qt.MouseButton.LeftButton, pos=place.center())


def test_all_sixty_four_questions_with_real_keys(fill, keyboard, window):
    for _question in range(64):
        wanting = number(fill) in ("5.2", "5.15")
        keyboard.press("2" if wanting else "1")
    assert keyboard.presses == 64
    assert answers(fill).count("yes") == 62 and answers(fill).count("no") == 2
    for wanted, text in (("5.2", "離職人員的權限沒有刪除。"), ("5.15", "下班後公文沒有收妥。")):
        go_to(fill, wanted)
        keyboard.press(Qt.Key.Key_Return)
        keyboard.write(text)
        keyboard.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    fill.done.click()
    assert fill.sheet.audit.status == "done"
    contents = [each.content for each in window.office.all("finding") if each.audit == fill.audit_id]
    assert contents[0].startswith("5.2 重要實體區域") and contents[0].endswith("離職人員的權限沒有刪除。")
    assert len(contents) == 2 and fill.counts.text() == "已答 64／64　未答 0　不符合 2　已列缺失 2"
    # 64 answers, 2 × (Enter, the text, Ctrl+Enter)
    assert keyboard.presses == 64 + 4 + len("離職人員的權限沒有刪除。") + len("下班後公文沒有收妥。")


def test_an_answer_goes_to_the_next_question_past_the_headings(fill, keyboard):
    assert number(fill) == "1.1"
    keyboard.press(*"11111")
    assert number(fill) == "2.1"
    keyboard.press(Qt.Key.Key_Up)
    assert number(fill) == "1.5"
    keyboard.press("3")
    assert line(fill, "1.5").result == "not_applicable" and number(fill) == "2.1"


def test_the_last_question_stays_current(fill, keyboard):
    keyboard.press(Qt.Key.Key_End)
    assert number(fill) == "9.3"
    keyboard.press("1")
    assert number(fill) == "9.3" and answers(fill)[-1] == "yes"


def test_a_key_that_is_no_answer_here_writes_nothing(fill, keyboard, window):
    keyboard.press("4", Qt.Key.Key_Escape)
    assert not [each for each in window.office.all("answer") if each.audit == fill.audit_id and each.result]


def test_backspace_takes_the_answer_back(fill, keyboard):
    keyboard.press("2", Qt.Key.Key_Up, Qt.Key.Key_Backspace)
    assert answers(fill)[0] == "" and number(fill) == "1.1"
    assert fill.counts.text().startswith("已答 0／64")


def test_space_finds_what_is_still_open(fill, keyboard):
    keyboard.press(*"111")
    go_to(fill, "1.1")
    keyboard.press(Qt.Key.Key_Space)
    assert number(fill) == "1.4"
    go_to(fill, "9.3")
    keyboard.press("1", Qt.Key.Key_Space)
    assert number(fill) == "1.4"


def test_page_keys_go_from_section_to_section(fill, keyboard):
    keyboard.press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    assert number(fill) == "3.1"
    keyboard.press(Qt.Key.Key_PageUp)
    assert number(fill) == "2.1"
    keyboard.press(Qt.Key.Key_Home)
    assert number(fill) == "1.1"


def test_enter_explains_and_goes_on(fill, keyboard):
    keyboard.press("2", Qt.Key.Key_Up, Qt.Key.Key_Return)
    keyboard.write("沒有訂定。")
    keyboard.press(Qt.Key.Key_Return)
    assert line(fill, "1.1").explanation == "沒有訂定。" and number(fill) == "1.2"
    assert fill.model.data(fill.model.index(1, EXPLANATION)) == "沒有訂定。"


def test_typing_begins_the_explanation(fill, keyboard):
    keyboard.press("I")
    assert keyboard.editor().toPlainText().lower() == "i"
    keyboard.write("SO 27001 證書")
    keyboard.press(Qt.Key.Key_Return)
    assert line(fill, "1.1").explanation.upper() == "ISO 27001 證書"


def test_escape_leaves_the_explanation_as_it_was(fill, keyboard, window):
    keyboard.press(Qt.Key.Key_Return)
    keyboard.write("寫錯了")
    keyboard.press(Qt.Key.Key_Escape)
    assert keyboard.editor() is None or not keyboard.editor().isVisible()
    assert not any(each.audit == fill.audit_id for each in window.office.all("answer"))


def test_a_line_in_the_explanation_with_shift_enter(fill, keyboard):
    keyboard.press(Qt.Key.Key_Return)
    keyboard.write("一")
    keyboard.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ShiftModifier)
    keyboard.write("二")
    keyboard.press(Qt.Key.Key_Return)
    assert line(fill, "1.1").explanation.split() == ["一", "二"]


def test_an_explanation_that_is_too_long_is_not_lost(fill, keyboard, window, qtbot):
    keyboard.press(Qt.Key.Key_Return)
    keyboard.editor().insertPlainText("長" * 4001)
    keyboard.press(Qt.Key.Key_Return)
    assert window.workspace.messages.kind == "error"
    qtbot.waitUntil(lambda: keyboard.editor() is not None and len(keyboard.editor().toPlainText()) == 4001)
    assert line(fill, "1.1").explanation == ""


def test_number_keys_are_numbers_whatever_the_input_method(fill):
    assert fill.table.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    fill.table.explain(1)
    assert fill.table._editor().inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is not False


def test_a_click_on_a_mark_answers_and_a_second_takes_it_back(fill):
    click(fill, "1.3", ANSWER, "no")
    assert line(fill, "1.3").result == "no" and number(fill) == "1.3"
    click(fill, "1.3", ANSWER, "yes")
    assert line(fill, "1.3").result == "yes"
    click(fill, "1.3", ANSWER, "yes")
    assert line(fill, "1.3").result == ""


def test_a_click_into_the_explanation_opens_it(fill):
    index = fill.model.index(2, EXPLANATION)
    place = fill.table.visualRect(index).center()
    QTest.mouseClick(fill.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert fill.table._editor().isVisible() and number(fill) == "1.2"


def test_the_rest_conforms_with_one_click_and_comes_back_with_one(fill, keyboard, window):
    keyboard.press(*"12")
    fill.rest.click()
    assert answers(fill) == ["yes", "no", *["yes"] * 62] and not fill.rest.isEnabled()
    [button] = window.workspace.messages.buttons()
    assert button.text() == "復原"
    button.click()
    assert answers(fill) == ["yes", "no", *[""] * 62] and fill.rest.isEnabled()


def test_the_rest_of_one_section(fill, keyboard):
    row = fill.model.sections[1].row
    index = fill.model.index(row, QUESTION)
    [mark] = fill.table.painter.marks(row, fill.table.visualRect(index), QUESTION)
    QTest.mouseClick(fill.table.viewport(), Qt.MouseButton.LeftButton, pos=mark.place.center())
    assert answers(fill)[5:8] == ["yes"] * 3 and answers(fill).count("yes") == 3
    assert fill.table.painter.marks(row, fill.table.visualRect(index), QUESTION) == []
    go_to(fill, "3.1")
    keyboard.press("R", modifier=Qt.KeyboardModifier.ControlModifier)
    assert answers(fill).count("yes") == 7


def test_undo_brings_the_cursor_to_what_was_undone(fill, keyboard, window):
    keyboard.press(*"121")
    assert window.undo_words()[0] == "查核 1.3：符合"
    window.undo()
    window.undo()
    assert number(fill) == "1.2" and answers(fill)[:3] == ["yes", "", ""]
    window.redo()
    assert number(fill) == "1.2" and answers(fill)[1] == "no"


def test_sections_show_how_far_each_has_come(fill, keyboard, qtbot):
    keyboard.press(*"111")
    assert [row.mark for row in fill.sections.rows.shown][:2] == ["3／5", "0／3"]
    fill.sections.picked.emit(4)
    assert number(fill) == "5.1" and fill.sections.key() == 4


def test_what_does_not_conform_is_offered_as_a_finding_in_the_page(fill, keyboard, window, qtbot):
    keyboard.press("1")
    assert not fill.offer.isVisible()
    keyboard.press("2")
    assert fill.offer.isVisible() and fill.offer_words.text().startswith("1.2 不符合")
    with qtbot.waitSignal(fill.finding_asked) as told:
        keyboard.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert told.args == [line(fill, "1.2").answer] and line(fill, "1.2").finding
    assert not fill.offer.isVisible()
    keyboard.press("1")
    assert not fill.offer.isVisible()


def test_an_answer_that_no_longer_fails_is_no_longer_offered(fill, keyboard):
    keyboard.press("2")
    assert fill.offer.isVisible()
    keyboard.press(Qt.Key.Key_Up, "1")
    assert not fill.offer.isVisible()


def test_several_findings_with_one_click(fill, keyboard, window):
    keyboard.press(*"222")
    assert fill.offer_all.isVisible() and fill.offer_all.text() == "3 項全部列為缺失"
    fill.offer_all.click()
    assert [bool(each.finding) for each in fill.sheet.lines[:4]] == [True, True, True, False]
    window.undo()
    assert not any(each.finding for each in fill.sheet.lines)


def test_a_line_that_is_a_finding_leads_to_it(fill, keyboard, window, monkeypatch):
    keyboard.press("2", Qt.Key.Key_Up)
    click(fill, "1.1", ANSWER, "finding")
    gone = []
    monkeypatch.setattr(type(window), "open_page", lambda self, page_id, **where: gone.append((page_id, where)))
    click(fill, "1.1", ANSWER, "finding")
    assert gone == [("audits", {"view": "findings", "record_id": line(fill, "1.1").finding})]


@pytest.fixture
def with_last_year(window, vendor):
    """Last year: all conform but 1.2; two explanations."""
    office = window.office
    before = vendors.start_audit(office, vendor, LAST_YEAR).added[0]
    every = [each.item.id for each in audits.sheet(office, before).lines]
    audits.answer(office, before, every[1], "no")
    audits.conform(office, before)
    audits.explain(office, before, every[0], "已訂定政策。")
    audits.explain(office, before, every[1], "尚未公告。")
    audits.finish(office, before, LAST_YEAR)


def test_last_years_answer_stands_beside(with_last_year, fill):
    assert not fill.table.isColumnHidden(LAST)
    assert fill.model.data(fill.model.index(2, LAST)) == "不符合　尚未公告。"
    assert fill.model.headerData(LAST, Qt.Orientation.Horizontal).startswith("上次 ")


def test_without_an_earlier_audit_there_is_no_such_column(fill):
    assert fill.table.isColumnHidden(LAST) and not fill.last_time.isVisible()


def test_the_equals_key_answers_as_last_time(with_last_year, fill, keyboard):
    keyboard.press("=", "=", "=")
    assert answers(fill)[:4] == ["yes", "no", "yes", ""] and number(fill) == "1.4"
    assert [line(fill, each).explanation for each in ("1.1", "1.2", "1.3")] == ["已訂定政策。", "尚未公告。", ""]


def test_last_years_words_for_one_line_or_for_all(with_last_year, fill, keyboard):
    keyboard.press("1", "2", Qt.Key.Key_Home)
    click(fill, "1.1", LAST, "same")
    assert line(fill, "1.1").explanation == "已訂定政策。" and not line(fill, "1.2").explanation
    assert fill.same_words.text().startswith("沿用上次說明（答案相同、未寫說明的 1 項")
    fill.same_words.trigger()
    assert line(fill, "1.2").explanation == "尚未公告。" and not fill.same_words.isEnabled()
    fill.same_answers.trigger()
    assert answers(fill).count("") == 0 and not fill.last_time.isEnabled()


def test_done_when_everything_is_answered(fill, keyboard, window):
    assert not fill.done.isEnabled()
    fill.rest.click()
    fill.done.click()
    assert fill.sheet.audit.status == "done" and fill.done.text() == "已完成" and not fill.done.isEnabled()
    assert "64 項，不符合 0 項" in window.workspace.messages.label.text()


def test_the_head_says_whom_when_who_and_by_which_list(fill, window):
    records.change(window.office, "audit", {fill.audit_id: {"auditors": "林育誠"}}, "改")
    fill.refresh(None)
    assert fill.title.text() == f"委外廠商查核　{NAME}"
    assert "林育誠" in fill.facts.text() and "委外廠商查核項目表 109年範本" in fill.facts.text()
    assert fill.printable_form() == "vendor_audit"


def test_screen_readers_hear_question_answer_and_explanation(fill, keyboard):
    keyboard.press("2", Qt.Key.Key_Up)

    def heard(column):
        return fill.model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard(QUESTION) == "1.1 是否定義符合組織需要之資通安全政策及目標？ 不符合"
    assert heard(ANSWER) == "1.1 不符合"
    assert heard(EXPLANATION) == "1.1 說明：空白"
    assert fill.model.index(0, QUESTION).data(Qt.ItemDataRole.AccessibleTextRole).endswith("1／5")


def test_four_answers_have_four_keys(fill, keyboard, window):
    records.change(window.office, "checklist", {fill.sheet.checklist.id: {"grading": "four"}}, "改")
    fill.refresh(None)
    keyboard.press(*"1234")
    assert answers(fill)[:4] == ["yes", "partly", "no", "not_applicable"]
    assert "部分符合 1" in fill.counts.text() and fill.keys.text().startswith("1 符合　2 部分符合　3 不符合　4 不適用")


def test_a_checklist_without_questions_says_so(fill, window):
    every = [each.id for each in window.office.pointing("checklist_item", "checklist", fill.sheet.checklist.id)]
    window.changed(records.delete(window.office, "checklist_item", every, "刪除", with_dependents=True))
    assert fill._body.currentIndex() == 1 and not fill.rest.isEnabled() and not fill.done.isEnabled()


def test_an_audit_that_is_deleted_elsewhere_gives_the_list_back(fill, page, window):
    window.changed(records.delete(window.office, "audit", [fill.audit_id], "刪除", with_dependents=True))
    assert not page.top().takes_page and page.header.isVisible()


def test_everything_is_seen_at_every_text_size(fill, keyboard, window, qtbot):
    keyboard.press("2")
    for size in (100, 150, 200):
        window.set_text_size(size)
        QApplication.processEvents()
        for row in range(fill.model.rowCount()):
            if fill.model.line(row):
                index = fill.model.index(row, ANSWER)
                cell = fill.table.visualRect(index)
                assert all(cell.contains(each.place.topLeft()) for each in fill.table.painter.marks(row, cell, ANSWER))
                assert fill.table.painter.height(row) == fill.table.rowHeight(row)


def test_an_audit_of_the_office_itself_names_its_evidence_and_hints(page, window, fill, qtbot):
    assert not fill.details.isVisible()
    office = window.office
    own = {"name": "稽核項目", "version": "115", "kind": "internal", "grading": "four"}
    checklist = records.add(office, "checklist", [own], "新增").added[0]
    rows = [
        {"checklist": checklist, "number": "1.1", "question": "是否每年盤點？", "evidence_hint": "盤點紀錄"},
        {"checklist": checklist, "number": "1.2", "question": "是否每年評估風險？"},
    ]
    records.add(office, "checklist_item", rows, "新增")
    plan = {"kind": "internal", "checklist": checklist, "subject": "總務課", "held_on": TODAY.isoformat()}
    audit = records.add(office, "audit", [plan], "新增").added[0]
    fill.show_audit(audit)
    assert fill.details.isVisible() and fill.details.hints.text() == "佐證提示：盤點紀錄"
    fill.details.evidence.setText("115 年盤點表")
    QTest.keyClick(fill.details.evidence, Qt.Key.Key_Return)
    assert line(fill, "1.1").evidence == "115 年盤點表" and records.undo_label(office) == "查核 1.1：佐證"
    QTest.keyClick(fill.table, Qt.Key.Key_Down)
    assert fill.details.evidence.text() == "" and not fill.details.hints.isVisible()
    fill.details.evidence.setText("寫錯了")
    QTest.keyClick(fill.details.evidence, Qt.Key.Key_Escape)
    assert line(fill, "1.2").evidence == "" and len(office.pointing("answer", "audit", audit)) == 1
    assert fill.printable_form() == "audit_items"


def test_a_read_only_file_shows_and_changes_nothing(window, vendor, qtbot):
    audit = vendors.start_audit(window.office, vendor, TODAY).added[0]
    audits.answer(window.office, audit, window.office.all("checklist_item")[0].id, "yes")
    path = window.office.path
    window.close_office()
    window.open_office(open_office(path, read_only=True))
    window.open_page("vendors", view="audits", fill=audit)
    fill = window.workspace.current().top().fill
    QTest.keyClick(fill.table, "2")
    QTest.keyClick(fill.table, Qt.Key.Key_Return)
    assert audits.sheet(window.office, audit).lines[1].result == "" and fill.table._editor() is None
    assert not fill.rest.isEnabled() and not fill.done.isEnabled() and "唯讀" in fill.keys.text()


def test_a_key_event_without_text_is_passed_on(fill, keyboard):
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    fill.table.keyPressEvent(event)
    QTest.mouseMove(fill.table.viewport(), QPoint(5, 5))
    assert answers(fill).count("") == 64


def test_an_answer_that_was_taken_over_is_confirmed_line_by_line(with_last_year, fill, keyboard, window):
    every = [each.item.id for each in fill.sheet.lines[:2]]
    audits.as_last_time(window.office, fill.audit_id, every)
    notes = {each.id: {"note": "沿用 114.11.18"} for each in window.office.pointing("answer", "audit", fill.audit_id)}
    window.changed(records.change(window.office, "answer", notes, "沿用"))
    fill.table.go_to(1)
    assert fill.sheet.lines[0].carried and "沿用待確認 2" in fill.counts.text()
    keyboard.press("=")
    assert not fill.sheet.lines[0].carried and answers(fill)[:2] == ["yes", "no"]
    go_to(fill, "9.3")
    keyboard.press(Qt.Key.Key_Space)
    assert number(fill) == "1.2"
    click(fill, "1.2", ANSWER, "no")
    assert not fill.sheet.lines[1].carried and answers(fill)[1] == "no"


def test_the_last_question_is_not_covered_by_what_is_offered(fill, keyboard, qtbot):
    keyboard.press("2")
    fill.rest.click()
    keyboard.press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: fill._foot.currentIndex() == 1)
    QApplication.processEvents()
    place = fill.table.visualRect(fill.table.currentIndex())
    assert number(fill) == "9.3" and place.bottom() <= fill.table.viewport().height()


def test_a_finished_audit_leads_to_its_findings(fill, keyboard, window):
    keyboard.press("2")
    fill.rest.click()
    fill.offer_yes.click()
    fill.done.click()
    [found] = [each.id for each in window.office.all("finding") if each.audit == fill.audit_id]
    [offer] = window.room().messages.buttons()
    assert offer.text() == "查看缺失"
    offer.click()
    findings = window.workspace.current().top()
    assert findings.panel.current_id() == found and findings.panel.model.rows.shown == [found]
