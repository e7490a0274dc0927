"""What the next clerk finds: what was done, what is open, what is signed, where it lies, whom to ask."""

import datetime
from pathlib import Path

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.prints import PrintOrder
from isms_desktop.services import backups, handover, printing, prints, records
from isms_desktop.services.handover_lines import Item
from isms_desktop.services.handover_papers import NO_PASSWORD, PASSWORD
from isms_desktop.services.offices import Office, create_office

TODAY = datetime.date(2026, 11, 20)


def part(office: Office, key: str) -> dict[str, Item]:
    """The lines of one part by what they are about."""
    section = next(each for each in handover.sections(office, TODAY) if each.key == key)
    return {each.what: each for each in section.items}


def test_what_was_done_stands_beside_the_year_before(office: Office) -> None:
    done = part(office, "done")
    risks = done["風險"]
    assert (risks.page, risks.view) == ("risks", "list")
    assert "評估風險" in risks.text and "評估風險" in risks.before and risks.text != risks.before
    assert all("今年" not in each.before for each in done.values())
    assert done["管理審查日期"].before != done["管理審查日期"].text


def test_the_day_on_which_the_report_was_handed_in_is_that_of_the_year_s_work(empty_office: Office) -> None:
    task = {"name": "提報實施情形", "year": 115, "duty": "implementation/115"}
    (made,) = records.add(empty_office, "task", [task], "新增工作").added
    assert part(empty_office, "done")["實施情形提報日"].text == "尚未提報"
    records.change(empty_office, "task", {made: {"done_on": "2026-11-05"}}, "完成")
    line = part(empty_office, "done")["實施情形提報日"]
    assert (line.text, line.before, line.kind, line.ids) == ("115.11.5", "無紀錄", "task", (made,))


def test_open_work_is_named_with_its_day_its_law_and_its_record(empty_office: Office) -> None:
    task = {"name": "盤點資產", "year": 115, "due_on": "2026-10-31", "basis": "施行細則 §9④", "responsible": "施宥廷"}
    (made,) = records.add(empty_office, "task", [task], "新增工作").added
    line = part(empty_office, "open")["盤點資產"]
    assert line == Item("盤點資產", "年度工作", who="施宥廷", due_on="2026-10-31", basis="施行細則 §9④", urgent=True,
                        kind="task", ids=(made,))  # fmt: skip


def test_duties_that_nobody_has_listed_yet_are_open_too(empty_office: Office) -> None:
    found = [each for each in part(empty_office, "open").values() if each.text.startswith("應辦，尚未列入年度工作")]
    assert found
    names = [each.what for each in handover.sections(empty_office, TODAY)[1].items]
    assert len(names) == len(set(names))  # what comes several times a year is one line
    assert all(each.basis and each.due_on and (each.page, each.view) == ("yearly", "tasks") for each in found)


def test_who_is_meant_stands_beside_each_reminder_by_name(empty_office: Office) -> None:
    people = [{"name": name, "joined_on": "2026-01-01"} for name in ("翁嘉妤", "牛德順")]
    records.add(empty_office, "person", people, "新增人員")
    (line,) = [each for each in part(empty_office, "attention").values() if each.view == "pledges"]
    assert line.text == "翁嘉妤、牛德順"


def test_a_paper_says_whether_its_scan_is_there_and_whether_its_records_have_changed(
    office: Office, tmp_path: Path
) -> None:
    assert part(office, "papers") == {}
    for form in ("team", "asset_register"):
        prints.print_form(office, PrintOrder(form), tmp_path / f"{form}.pdf")
    team, register = office.all("print")
    prints.attach_scan(office, team.id, [tmp_path / "team.pdf"])
    asset = office.all("asset")[0]
    records.change(office, "asset", {asset.id: {"name": "換過名稱的資產"}}, "改名")
    signed, changed = (_line(office, each) for each in (team, register))
    assert (signed.urgent, signed.ids) == (False, (team.id,))
    assert "已附核章掃描檔" in signed.text
    assert changed.urgent
    assert "沒有核章掃描檔" in changed.text and "變更 1 筆：資產清冊 1 筆" in changed.text
    (count,) = [each for each in part(office, "papers").values() if each.view == "prints"]
    assert count.text == f"列印編號 {team.number} 至 {register.number}，共 2 份；附有核章掃描檔 1 份。"


def _line(office: Office, printed: object) -> Item:
    lines = part(office, "papers").values()
    return next(each for each in lines if each.ids == (printed.id,))  # type: ignore[attr-defined]


def test_only_the_newest_print_of_a_paper_wants_a_signature(office: Office, tmp_path: Path) -> None:
    for output in ("一.pdf", "二.pdf", "稿.odt"):
        prints.print_form(office, PrintOrder("team"), tmp_path / output)
    prints.print_form(office, PrintOrder("team", blank=True), tmp_path / "空白.pdf")
    papers = [each for each in part(office, "papers").values() if each.kind == "print"]
    assert [each.what for each in papers] == [f"{office.all('print')[1].number}　{office.all('print')[1].title}"]


def test_the_list_that_is_printed_says_the_same_before_and_after_it_has_its_number(
    office: Office, tmp_path: Path
) -> None:
    before = handover.paper_tables(office, TODAY)
    prints.print_form(office, PrintOrder("handover"), tmp_path / "清冊.pdf")
    assert handover.paper_tables(office, TODAY) == before
    (printed,) = office.all("print")
    assert prints.state(office, printed).kind == "unchanged"


def test_the_places_name_the_file_its_newest_copy_and_the_folder_of_own_forms(office: Office) -> None:
    assert "還沒有備份" in part(office, "places")["自動備份"].text
    copy = backups.daily_copy(office)
    assert copy is not None
    places = part(office, "places")
    assert places["機關檔案"].text == str(office.path)
    assert copy.name in places["自動備份"].text and str(copy.parent) in places["自動備份"].text
    assert "本機關表單" in places["本機關表單"].text
    assert places["檔案密碼"].text == NO_PASSWORD


def test_a_password_is_to_be_told_in_person_and_stands_nowhere(tmp_path: Path) -> None:
    key = "松澗-0921-abc"
    office = create_office(tmp_path / "密.isms", profile="household-office-c", name="本所", key=key)
    try:
        assert part(office, "places")["檔案密碼"].text == PASSWORD
        assert key not in str(handover.paper_tables(office, TODAY))
    finally:
        office.close()


def test_people_come_with_how_to_reach_them_and_who_is_missing_shows(empty_office: Office) -> None:
    firm = {"name": "晴光電腦", "contact": "駱駿昇", "phone": "00-0000-5101"}
    (vendor,) = records.add(empty_office, "vendor", [firm], "新增廠商").added
    records.add(empty_office, "contract", [{"vendor": vendor, "name": "維護", "starts_on": "2026-01-01"}], "新增契約")
    people = part(empty_office, "people")
    assert people["晴光電腦"].text == "聯絡人 駱駿昇、電話 00-0000-5101"
    assert people["晴光電腦"].ids == (vendor,)
    assert people["承辦單位"].text == "（未填）" and people["承辦單位"].urgent


def test_what_the_leaving_clerk_writes_stays_and_can_be_taken_back(empty_office: Office) -> None:
    changed = handover.write_remarks(empty_office, "卷宗在檔案櫃第二格。\n備份在保險箱。\n")
    assert changed is not None
    assert handover.remarks(empty_office) == "卷宗在檔案櫃第二格。\n備份在保險箱。"
    assert [each["what"] for each in handover.paper_tables(empty_office)["handover_remarks"]] == [
        "卷宗在檔案櫃第二格。",
        "備份在保險箱。",
    ]
    assert handover.write_remarks(empty_office, " 卷宗在檔案櫃第二格。\n備份在保險箱。") is None
    records.undo(empty_office)
    assert handover.remarks(empty_office) == ""


def test_a_remark_that_is_too_long_is_refused_with_a_sentence(empty_office: Office) -> None:
    with pytest.raises(UserError, match="4000"):
        handover.write_remarks(empty_office, "長" * 4001)


def test_an_office_with_nothing_in_it_can_be_handed_over(empty_office: Office, tmp_path: Path) -> None:
    assert all(section.items or section.nothing for section in handover.sections(empty_office, TODAY))
    for blank in (False, True):
        made = printing.print_form(empty_office, PrintOrder("handover", blank=blank), tmp_path / f"{blank}.pdf")
        assert made.pages <= 4
