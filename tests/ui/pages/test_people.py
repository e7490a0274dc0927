"""組織人員: who leaves hands over, the committee is filled, papers are noted for many, numbers stay hidden."""

import datetime

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from isms_desktop.domain import rocdate
from isms_desktop.services import exports, history, people, records
from isms_desktop.services.finder import Finder

SECRET = "A123456789"


@pytest.fixture
def office(empty_office):
    """A chief, two members who stand in for each other, and somebody without a seat."""
    first = empty_office.rules.choices("committee_groups")[0].value
    rows = [
        {"name": "詹麗容", "roles": ("ciso",), "job_title": "主任"},
        {"name": "耿書豪", "committee_group": first, "duties": "盤點", "deputy": "倪安琪", "national_id": SECRET},
        {"name": "倪安琪", "committee_group": first, "duties": "盤點", "deputy": "耿書豪"},
        {"name": "何一凡", "job_title": "科員"},
    ]
    records.add(empty_office, "person", rows, "新增人員")
    assets = [
        {"number": f"HW-{n}", "category": "HW", "name": "電腦", "custodian": "耿書豪", "owner": "耿書豪"}
        for n in (1, 2)
    ]
    records.add(empty_office, "asset", assets, "新增資產")
    records.add(empty_office, "task", [{"name": "盤點", "responsible": "耿書豪"}], "新增工作")
    return empty_office


CHIEF, KO, NI, HO = range(1, 5)


@pytest.fixture
def page(window):
    window.open_page("people")
    return window.workspace.current()


@pytest.fixture
def staff(page):
    return page.view("people")


@pytest.fixture
def team(page):
    page.jump(view="team")
    return page.view("team")


def message(window) -> str:
    return window.workspace.messages.label.text()


# Leaving


def test_a_leaving_day_typed_into_the_list_opens_the_checklist(window, staff):
    model = staff.panel.model
    model.setData(model.index(model.row_of(KO), model.column_of("left_on")), "115/11/20")
    assert staff.beside.panel_shown
    assert message(window) == "離職日已填好；離職時該辦的事列在右邊。"
    assert staff.leaving.title.text() == "離職交接：耿書豪"
    assert staff.leaving.row("day").item.state == "done"
    assert staff.leaving.row("assets").text.text() == "資產清冊 2 筆（擁有者、保管人）。"
    assert staff.leaving.taker.currentText().startswith("倪安琪"), "the deputy is proposed"


def test_everything_is_handed_over_with_one_button_and_one_undo(window, staff):
    staff.panel.go_to(KO)
    staff.show_leaving(KO)
    before = staff.leaving.state.text()
    staff.leaving.all_button.click()
    office = window.office
    assert {asset.custodian for asset in office.all("asset")} == {"倪安琪"}
    assert office.find("task", 1).responsible == "倪安琪"
    assert "已完成：耿書豪移交給倪安琪：名下資產" in message(window) and "共 3 筆" in message(window)
    assert staff.leaving.row("assets").item.state == staff.leaving.row("work").item.state == "done"
    assert staff.leaving.state.text() != before
    staff.leaving.row("deputy").buttons["移交"].click()
    assert message(window) == "倪安琪不能當自己的代理人。請為倪安琪另選代理人，或選另一位接手。"
    window.undo()
    assert {asset.owner for asset in office.all("asset")} == {"耿書豪"}
    assert staff.leaving.row("assets").item.state == "open", "the checklist follows what is undone"


def test_one_item_alone_accounts_and_the_seat(window, staff):
    staff.show_leaving(KO)
    staff.leaving.taker.setCurrentIndex(staff.leaving.taker.findData(HO))
    staff.leaving.row("work").buttons["移交"].click()
    assert window.office.find("task", 1).responsible == "何一凡"
    assert staff.leaving.row("assets").item.state == "open"
    staff.leaving.row("accounts").buttons["今天已停用"].click()
    staff.leaving.row("committee").buttons["移出推動小組"].click()
    person = window.office.find("person", KO)
    assert (person.account_closed_on, person.committee_group) == (datetime.date.today().isoformat(), "")


def test_without_anybody_to_take_over_it_says_so(window, staff):
    staff.show_leaving(KO)
    staff.leaving.taker.setCurrentIndex(0)
    staff.leaving.all_button.click()
    assert message(window) == "還沒有選接手的同仁。請先在「移交給」選一位。"
    assert window.office.find("task", 1).responsible == "耿書豪"


def test_the_checklist_leads_to_the_records_and_closes_with_its_person(window, page, staff):
    staff.show_leaving(KO)
    staff.leaving.row("assets").buttons["看資產清冊"].click()
    assert window.workspace.current().page_id == "assets"
    window.open_page("people")
    staff.leaving.close_button.click()
    assert not staff.beside.panel_shown
    staff.show_leaving(HO)
    window.changed(records.delete(window.office, "person", [HO], "刪除人員", with_dependents=True))
    assert not staff.beside.panel_shown


# The committee


def lines(team) -> list[str]:
    model = team.table.lines
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_committee_reads_like_the_paper(window, team):
    labels = [choice.label for choice in window.office.rules.choices("committee_groups")]
    assert lines(team)[:5] == ["資通安全長", "詹麗容", f"{labels[0]}　2 人", "耿書豪", "倪安琪"]
    assert lines(team)[5:7] == [f"{labels[1]}　0 人", f"{labels[1]}還沒有成員；在右邊選同仁與組別，按「加入」。"]
    assert team.table.rowSpan(3, 2) == 2, "equal duties of neighbours stand there once"
    assert team.printable_form() == "team"


def test_a_seat_is_filled_with_the_form_and_moved_with_the_keys(window, team, qtbot):
    groups = [choice.value for choice in window.office.rules.choices("committee_groups")]
    team.who.setCurrentIndex(team.who.findData(HO))
    team.group.setCurrentIndex(team.group.findData(groups[0]))
    team.add_button.click()
    assert window.office.find("person", HO).committee_group == groups[0]
    assert team.table.current_person() == HO
    qtbot.keyClick(team.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert window.office.find("person", HO).committee_group == groups[1]
    assert team.table.current_person() == HO, "the cursor goes along"
    qtbot.keyClick(team.table, Qt.Key.Key_Delete)
    assert window.office.find("person", HO).committee_group == ""
    assert message(window) == "何一凡移出推動小組。按 Ctrl+Z 可以復原。"


def test_a_member_is_dragged_to_another_group_and_to_the_top(window, team):
    model, groups = team.table.lines, [choice.value for choice in window.office.rules.choices("committee_groups")]

    def drop(person: int, row: int) -> None:
        data: QMimeData = model.mimeData([model.index(model.row_of(person), 0)])
        assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(row, 0))

    drop(NI, lines(team).index(f"{window.office.rules.choices('committee_groups')[1].label}　0 人"))
    assert window.office.find("person", NI).committee_group == groups[1]
    drop(KO, 0)
    assert "ciso" in window.office.find("person", KO).roles
    assert "ciso" not in window.office.find("person", CHIEF).roles
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert model.supportedDropActions() == Qt.DropAction.MoveAction
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert model.data(QModelIndex()) is None


def test_no_chief_is_said_and_put_right_with_the_same_form(window, team):
    window.changed(records.change(window.office, "person", {CHIEF: {"roles": ()}}, "卸任"))
    assert lines(team)[1] == "還沒有指定資通安全長；在右邊選一位同仁，按「加入」。"
    team.who.setCurrentIndex(team.who.findData(NI))
    team.group.setCurrentIndex(0)
    team.add_button.click()
    assert lines(team)[1] == "倪安琪"


def test_the_member_under_the_cursor_is_edited_beside_the_table(window, team):
    team.jump(ids=frozenset({KO}))
    editor = team.card.rows["deputy"].editor
    editor.setText("耿書豪")
    editor.editingFinished.emit()
    assert "代理人不能是本人" in team.card.rows["deputy"].error.text()
    editor.setText("無此人")
    editor.editingFinished.emit()
    assert "人員清單裡沒有「無此人」" in team.card.rows["deputy"].error.text()
    row = team.table.lines.row_of(KO)
    assert team.table.lines.index(row, 5).data() == "代理人不在人員清單"


# Signed papers and certificates


def test_papers_are_noted_for_several_at_once(window, page, qtbot):
    page.jump(view="pledges")
    view = page.view("pledges")
    assert view.beside.panel_shown and view.state.text() == "4 位同仁還沒有簽員工保密同意書。"
    view.sign.every.click()
    view.sign.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert view.sign.apply.text() == "登錄 3 人已簽署"
    view.sign.day.setText("199/1/1")
    view.sign.apply.click()
    assert "還沒有到" in view.sign.problem.text() and not view.sign.problem.isHidden()
    view.sign.day.setText("114/1/2")
    qtbot.keyClick(view.sign.day, Qt.Key.Key_Return)
    assert [paper.signed_on for paper in window.office.all("pledge")] == ["2025-01-02"] * 3
    assert view.state.text() == "1 位同仁還沒有簽員工保密同意書。"
    window.undo()
    assert window.office.all("pledge") == []
    assert view.sign.missing() == 4
    view.sign.every.click()
    view.sign.day.setText(rocdate.write(datetime.date.today().isoformat()))
    view.sign.apply.click()
    assert view.state.text() == "在職的 4 位同仁都簽了員工保密同意書。"


def test_a_paper_of_a_suppliers_person_is_shown_with_the_suppliers(window, page):
    vendor = records.add(window.office, "vendor", [{"name": "明澤資訊"}], "新增").added[0]
    rows = [{"kind": "vendor_nda", "signer": "何工程師", "vendor": vendor, "signed_on": "2026-01-05"}]
    [paper] = records.add(window.office, "pledge", rows, "新增").added
    page.jump(view="pledges", record_id=paper)
    assert window.workspace.current().page_id == "vendors"


def test_certificates_say_how_long_they_hold(window, page):
    soon = (datetime.date.today() + datetime.timedelta(days=30)).isoformat()
    rows = [{"person": KO, "kind": "professional", "name": "甲", "expires_on": soon}]
    window.changed(records.add(window.office, "certificate", rows, "新增"))
    page.jump(view="certificates")
    model = page.view("certificates").panel.model
    shown = {field.key: model.index(0, place).data() for place, field in enumerate(model.fields)}
    assert (shown["term"], shown["time_left"]) == ("60 天內到期", "還有 30 天")
    assert page.view("certificates").panel.filter_bar.chips["ending"].text() == "60 天內到期 1"


# What must stay hidden


def test_a_national_id_is_hidden_wherever_nobody_asked_for_it(window, staff, tmp_path):
    staff.panel._set_columns(["name", "national_id"])
    model = staff.panel.model
    assert model.index(model.row_of(KO), 1).data() == "A12345****"
    staff.panel.view.select_block(model.row_of(KO), 0, 1, 2)
    staff.panel.commands.copy()
    assert SECRET not in QGuiApplication.clipboard().text()
    staff.panel.filter_bar.box.setText(SECRET)
    QTest.qWait(20)
    assert model.rows.shown == []
    staff.panel.filter_bar.box.clear()
    records.change(window.office, "person", {KO: {"national_id": "A800000014"}}, "改正")
    words = "".join(line for entry in history.steps(window.office, "person", KO) for line in entry.lines)
    assert "A12345**** → A80000****" in words and SECRET not in words
    path = tmp_path / "人員.csv"
    exports.export(window.office, "person", path)
    assert "A80000****" in path.read_text("utf-8-sig") and "A800000014" not in path.read_text("utf-8-sig")


def test_the_card_shows_the_number_only_while_the_cursor_is_in_it(window, staff, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    staff.panel.go_to(KO)
    qtbot.waitUntil(lambda: staff.card.title.text() == "耿書豪", timeout=2000)
    row = staff.card.rows["national_id"]
    assert row.editor.text() == "A12345****"
    row.editor.setFocus()
    qtbot.waitUntil(lambda: row.editor.text() == SECRET, timeout=2000)
    staff.card.rows["email"].editor.setFocus()
    qtbot.waitUntil(lambda: row.editor.text() == "A12345****", timeout=2000)


def test_ctrl_k_never_finds_a_national_id(window):
    finder = Finder(window.office, ("person",))
    while not finder.ready:
        finder.step(0.05)
    assert finder.find("耿書豪")
    assert finder.find(SECRET) == finder.find(SECRET[:6]) == []


def test_an_office_without_people_says_what_to_do_first(window, page):
    ids = [person.id for person in people.active(window.office, datetime.date.today())]
    window.changed(records.delete(window.office, "person", ids, "清空", with_dependents=True))
    page.jump(view="pledges")
    assert page.view("pledges").state.text() == "還沒有人員的資料；先到「人員」新增或匯入。"
    page.jump(view="team")
    assert not page.view("team").add_button.isEnabled()
