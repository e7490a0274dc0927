"""委外查核: suppliers, contracts and papers with words that warn, and the short way to a filled checklist."""

import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from isms_desktop.services import audits, records, vendors
from isms_desktop.ui.pages.vendors.audits import NEW
from isms_desktop.ui.theme import BAND_COLOURS

TODAY = datetime.date.today()


def day(offset: int) -> str:
    return (TODAY + datetime.timedelta(days=offset)).isoformat()


@pytest.fixture
def supplied(window):
    """Two new suppliers: one with a contract about to end, one without any; ids."""
    names = [{"name": "晨曦資訊股份有限公司"}, {"name": "遠山系統整合有限公司"}]
    ids = records.add(window.office, "vendor", names, "新增").added
    contract = {"vendor": ids[0], "name": "門禁系統維護", "starts_on": day(-300), "ends_on": day(20)}
    records.add(window.office, "contract", [contract], "新增")
    return ids


@pytest.fixture
def page(window, supplied):
    window.open_page("vendors")
    return window.workspace.current()


def cell(view, record_id: int, key: str) -> str:
    model = view.panel.model
    return model.index(model.row_of(record_id), model.column_of(key)).data()


def colour(view, record_id: int, key: str):
    model = view.panel.model
    return model.index(model.row_of(record_id), model.column_of(key)).data(Qt.ItemDataRole.DecorationRole)


def show(page, name: str):
    page.jump(view=name)
    return page.top()


def test_the_tab_has_a_place_for_everything(page):
    assert [entry.label for entry in page.entries] == ["廠商", "契約", "執行人員", "保密文件", "查核"]
    for entry in page.entries:
        view = show(page, entry.name)
        assert page.header.purpose.text() == view.purpose and view.tools.isVisible()


def test_a_supplier_at_work_that_was_never_checked_is_marked(page, supplied):
    view = page.top()
    assert cell(view, supplied[0], "last_audit") == "未曾查核"
    assert colour(view, supplied[0], "last_audit") == BAND_COLOURS["high"]
    assert cell(view, supplied[0], "running") == "1"
    assert cell(view, supplied[1], "last_audit") in ("", None)


def test_a_contract_about_to_end_says_so(page, window):
    view = show(page, "contracts")
    contract = window.office.all("contract")[-1]
    assert cell(view, contract.id, "term") == "30 天內到期"
    assert colour(view, contract.id, "term") == BAND_COLOURS["medium"]
    view.jump(chip="30 天內到期")
    assert contract.id in view.panel.model.rows.shown
    view.jump(chip="已結束")
    assert contract.id not in view.panel.model.rows.shown


def test_the_papers_here_are_those_of_suppliers(page, window, supplied):
    office = window.office
    own = {"kind": "staff", "signer": "王小明", "signed_on": day(0)}
    records.add(office, "pledge", [own], "新增")
    view = show(page, "pledges")
    assert all(each.kind != "staff" for each in view.panel.register.all())
    staff = records.add(office, "vendor_staff", [{"vendor": supplied[0], "name": "李工程師"}], "新增").added[0]
    model = view.panel.model
    row = model.rowCount() - 1
    assert model.setData(model.index(row, model.column_of("signer")), "李工程師")
    assert model.setData(model.index(row, model.column_of("signed_on")), "113/5/1")
    made = office.all("pledge")[-1]
    assert (made.kind, made.vendor_staff, made.vendor) == ("vendor_pledge", staff, supplied[0])
    assert made.valid_until == "2025-05-01"
    assert cell(view, made.id, "term") == "已到期" and colour(view, made.id, "term") == BAND_COLOURS["high"]


def test_from_a_supplier_to_its_checklist_with_one_click(page, window, supplied):
    view = page.top()
    view.panel.go_to(supplied[1])
    view._rooms.currentWidget().panel.current_changed.emit(supplied[1])
    view.check.click()
    top = page.top()
    assert top.takes_page and top.fill.sheet.audit.vendor == supplied[1]
    assert not page.header.isVisible() and not page.switch.isVisible()
    top.fill.back.click()
    assert page.header.isVisible() and top.panel.current_id() in (0, top.fill.audit_id)
    assert cell(top, top.fill.audit_id, "progress") == "0／64"


def test_a_new_audit_asks_only_whom(page, window, supplied):
    view = show(page, "audits")
    view.add_button.click()
    rows = view.choice.list.rows.shown
    assert rows[0].title == "晨曦資訊股份有限公司" or rows[0].detail == "未曾查核"
    view.choice.search.setText("遠山")
    QTest.keyClick(view.choice.search, Qt.Key.Key_Return)
    assert view.takes_page and view.fill.sheet.audit.subject == "遠山系統整合有限公司"


def test_a_supplier_that_is_not_there_yet_is_added_on_the_way(page, window):
    view = show(page, "audits")
    view.ask_vendor()
    view.choice.search.setText("新來的資訊行")
    assert view.choice.list.rows.shown[-1].key == NEW
    QTest.keyClick(view.choice.search, Qt.Key.Key_Down)
    QTest.keyClick(view.choice.list, Qt.Key.Key_Return)
    assert view.takes_page and view.fill.sheet.audit.subject == "新來的資訊行"
    assert window.office.all("vendor")[-1].name == "新來的資訊行"


def test_escape_leaves_the_choice(page):
    view = show(page, "audits")
    view.ask_vendor()
    QTest.keyClick(view.choice.search, Qt.Key.Key_Escape)
    assert view._rooms.currentWidget() is view.list_room and view.tools.isVisible()


def test_an_audit_under_way_goes_on_and_says_so(page, window, supplied):
    audit = vendors.start_audit(window.office, supplied[0], TODAY).added[0]
    view = show(page, "audits")
    view.begin(supplied[0])
    assert view.fill.audit_id == audit
    assert "還沒完成" in window.workspace.messages.label.text()


def test_enter_and_two_clicks_open_the_checklist(page, window, supplied, qtbot):
    audit = vendors.start_audit(window.office, supplied[0], TODAY).added[0]
    view = show(page, "audits")
    view.refresh(None)
    view.panel.go_to(audit)
    qtbot.waitUntil(lambda: view.go_on.isEnabled() and view.go_on.text() == "繼續查核")
    QTest.keyClick(view.panel.view, Qt.Key.Key_Return)
    assert view.takes_page and view.fill.audit_id == audit
    view.fill.left.emit()
    index = view.panel.model.index(view.panel.model.row_of(audit), 0)
    QTest.mouseClick(
        view.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=view.panel.view.visualRect(index).center()
    )
    QTest.mouseDClick(
        view.panel.view.viewport(), Qt.MouseButton.LeftButton, pos=view.panel.view.visualRect(index).center()
    )
    assert view.takes_page


def test_the_list_knows_what_was_done_in_the_checklist(page, window, supplied):
    view = show(page, "audits")
    view.begin(supplied[0])
    QTest.keyClick(view.fill.table, "2")
    QTest.keyClick(view.fill.table, "1")
    audit = view.fill.audit_id
    view.fill.back.click()
    assert (cell(view, audit, "progress"), cell(view, audit, "wanting")) == ("2／64", "不符合 1")
    assert colour(view, audit, "wanting") == BAND_COLOURS["high"]


def test_a_row_typed_into_the_list_gets_its_checklist(page, window, supplied):
    view = show(page, "audits")
    model = view.panel.model
    row = model.rowCount() - 1
    assert model.setData(model.index(row, model.column_of("subject")), "遠山系統整合有限公司")
    made = window.office.all("audit")[-1]
    assert (made.kind, made.vendor) == ("vendor", supplied[1])
    assert window.office.find("checklist", made.checklist).built_in == "vendor-001"


def test_another_view_gets_its_header_back_while_a_checklist_is_open(page, window, supplied):
    view = show(page, "audits")
    view.begin(supplied[0])
    window.open_page("vendors", view="contracts")
    assert page.header.isVisible() and page.switch.isVisible()
    window.open_page("vendors", view="audits")
    assert not page.header.isVisible() and page.top().takes_page


def test_what_is_to_be_remembered_can_be_shown_alone(page, window):
    [reminder] = [each for each in vendors.reminders(window.office, TODAY) if "60 天內到期" in each.text]
    window.open_page(reminder.page, view=reminder.view, ids=reminder.ids, label=reminder.text)
    assert set(page.top().panel.model.rows.shown) == reminder.ids


def test_the_audits_of_the_office_itself_are_not_here(page, window, supplied):
    office = window.office
    checklist = {"name": "稽核項目", "version": "115", "kind": "internal"}
    own = records.add(office, "checklist", [checklist], "新增").added[0]
    plan = {"kind": "internal", "checklist": own, "subject": "總務課", "held_on": day(30)}
    inside = records.add(office, "audit", [plan], "新增").added[0]
    outside = vendors.start_audit(office, supplied[0], TODAY).added[0]
    view = show(page, "audits")
    shown = {each.id for each in view.panel.register.all()}
    assert outside in shown and inside not in shown
    assert audits.progress(office, office.find("audit", inside)).total == 0
