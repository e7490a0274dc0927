"""簽到: inviting, ticking, pasting a list of names; every change is one step that can be taken back."""

from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import attendance, imports, proposals, records
from isms_desktop.services.name_lists import Line
from isms_desktop.services.offices import Office

STAFF = (
    ("王小明", "教務處", "主任", ("manager",)),
    ("陳怡君", "教務處", "教師", ("user",)),
    ("陳怡君", "總務處", "幹事", ("user",)),
    ("林宗翰", "總務處", "組長", ("it_staff", "user")),
    ("李退休", "總務處", "工友", ("user",)),
)


@pytest.fixture
def school(empty_office: Office) -> Office:
    """Five people, one of whom has left, two of whom bear the same name; one course in March."""
    rows: list[dict[str, Any]] = [
        {"name": name, "department": unit, "job_title": title, "roles": roles} for name, unit, title, roles in STAFF
    ]
    rows[-1]["left_on"] = "2026-01-31"
    records.add(empty_office, "person", rows, "新增人員")
    course = {"name": "資安通識", "kind": "general", "held_on": "2026-03-18", "hours": 3.0}
    records.add(empty_office, "course", [course], "新增課程")
    return empty_office


def came(office: Office) -> dict[str, bool | None]:
    """Name and unit → whether they are ticked."""
    return {f"{each.name}{each.department}": each.present for each in attendance.roster(office, 1)}


def test_groups_are_units_and_roles_of_those_who_were_there_that_day(school: Office) -> None:
    groups = {each.label: each.people for each in attendance.groups(school, 1)}
    assert groups["全體同仁"] == (1, 2, 3, 4)
    assert groups["教務處"] == (1, 2) and groups["總務處"] == (3, 4)
    assert groups["主管"] == (1,) and groups["資訊人員"] == (4,)


def test_inviting_a_group_is_one_step_and_nobody_stands_on_the_list_twice(school: Office) -> None:
    attendance.invite(school, 1, [1, 2])
    attendance.invite(school, 1, [2, 3, 4])
    assert [each.person for each in attendance.roster(school, 1)] == [1, 2, 3, 4]
    assert attendance.roster(school, 1)[0].job_title == "主任"
    assert "全體同仁" not in {each.label for each in attendance.groups(school, 1)}
    with pytest.raises(UserError, match="已經在名單上"):
        attendance.invite(school, 1, [1])
    records.undo(school)
    assert [each.person for each in attendance.roster(school, 1)] == [1, 2]


def test_a_person_twice_in_a_course_is_refused_at_the_field(school: Office) -> None:
    attendance.invite(school, 1, [1])
    with pytest.raises(UserError, match="都相同") as refused:
        records.add(school, "attendance", [{"course": 1, "person": 1, "name": "王小明"}], "新增")
    assert refused.value.findings[0].field == "person"
    assert len(attendance.roster(school, 1)) == 1


def test_all_present_is_one_step(school: Office) -> None:
    with pytest.raises(UserError, match="名單上還沒有人"):
        attendance.all_present(school, 1)
    attendance.invite(school, 1, [1, 2, 3])
    attendance.mark(school, [1], True)
    attendance.all_present(school, 1)
    assert list(came(school).values()) == [True, True, True]
    with pytest.raises(UserError, match="都已經簽到"):
        attendance.all_present(school, 1)
    records.undo(school)
    assert list(came(school).values()) == [True, None, None]


def test_many_are_ticked_and_unticked_in_one_step(school: Office) -> None:
    attendance.invite(school, 1, [1, 2, 3])
    attendance.mark(school, [1, 2, 3], True)
    attendance.mark(school, [1, 3], False)
    assert list(came(school).values()) == [False, True, False]
    records.undo(school)
    assert list(came(school).values()) == [True, True, True]


def test_a_pasted_list_ticks_the_invited_adds_the_others_and_says_who_is_unknown(school: Office) -> None:
    attendance.invite(school, 1, [1])
    found = attendance.find_names(school, 1, "王小明 主任\n林宗翰、趙大同\n陳怡君\n王小明")
    assert (found.invited, found.people) == ((1,), (4,))
    assert found.ambiguous == ("陳怡君",) and [each.name for each in found.unknown] == ["趙大同"]
    assert found.problems() == "「陳怡君」有同名的人，請在名單上自行勾選；「趙大同」不在人員清單。"
    assert attendance.mark_names(school, 1, found) is not None
    assert came(school) == {"王小明教務處": True, "林宗翰總務處": True}
    again = attendance.find_names(school, 1, "王小明\n林宗翰")
    assert again.there == 2 and attendance.mark_names(school, 1, again) is None
    records.undo(school)
    assert came(school) == {"王小明教務處": None}


@pytest.mark.parametrize(
    "line", ["陳怡君\t總務處", "總務處\t幹事\t陳怡君", "陳怡君 幹事", "姓名\t單位\n陳怡君\t總務處"]
)
def test_unit_or_title_in_the_line_tells_namesakes_apart(line: str, school: Office) -> None:
    assert attendance.find_names(school, 1, line).people == (3,)


def test_the_unknown_of_a_list_become_outsiders_and_are_found_the_next_time(school: Office) -> None:
    found = attendance.find_names(school, 1, "趙大同\t合作廠商")
    attendance.add_outsiders(school, 1, found.unknown)
    [guest] = attendance.roster(school, 1)
    assert (guest.person, guest.name, guest.department, guest.present) == (None, "趙大同", "合作廠商", True)
    assert attendance.find_names(school, 1, "趙大同").there == 1


def test_an_outsider_without_a_name_or_twice_is_refused_at_the_name(school: Office) -> None:
    attendance.add_outsider(school, 1, "趙大同", "合作廠商", "工程師")
    for name, words in ((" ", "沒有填姓名"), ("趙　大同", "已經在名單上")):
        with pytest.raises(UserError, match=words) as refused:
            attendance.add_outsider(school, 1, name, "合作廠商")
        assert refused.value.findings[0].field == "name"
    attendance.add_outsiders(school, 1, [Line("趙大同", "另一家廠商")])
    assert len(attendance.roster(school, 1)) == 2


def test_hours_of_ones_own_are_read_like_any_number_and_more_than_the_course_is_said(school: Office) -> None:
    attendance.invite(school, 1, [1], present=True)
    with pytest.raises(UserError, match="不是數字"):
        attendance.set_hours(school, 1, "兩小時多")
    attendance.set_hours(school, 1, "5")
    record = school.find("attendance", 1)
    assert record.hours == 5.0
    assert "比課程的 3 小時還多" in str(records.findings(school, record)[0])
    attendance.set_hours(school, 1, "")
    assert school.find("attendance", 1).hours is None


def test_taking_people_off_the_list_can_be_taken_back(school: Office) -> None:
    attendance.invite(school, 1, [1, 2, 3], present=True)
    attendance.remove(school, [1, 3])
    assert [each.person for each in attendance.roster(school, 1)] == [2]
    records.undo(school)
    assert came(school) == {"王小明教務處": True, "陳怡君教務處": True, "陳怡君總務處": True}


def test_a_course_that_goes_takes_its_list_along_after_asking(school: Office) -> None:
    attendance.invite(school, 1, [1, 2])
    with pytest.raises(records.InUse, match="參訓紀錄 2 人"):
        records.delete(school, "course", [1], "刪除課程")
    records.delete(school, "course", [1], "刪除課程", with_dependents=True)
    assert not school.all("attendance")
    with pytest.raises(UserError, match="已經被刪除"):
        attendance.all_present(school, 1)


def test_a_person_who_goes_stays_on_the_old_lists_by_name(school: Office) -> None:
    attendance.invite(school, 1, [1], present=True)
    records.delete(school, "person", [1], "刪除人員", with_dependents=True)
    [kept] = attendance.roster(school, 1)
    assert (kept.person, kept.name, kept.department) == (None, "王小明", "教務處")


def test_a_typed_name_finds_its_person_when_only_one_bears_it(school: Office) -> None:
    [alone, several, told, guest] = proposals.complete(
        school,
        "attendance",
        [{"name": "林宗翰"}, {"name": "陳怡君"}, {"name": "陳怡君", "department": "總務處"}, {"name": "趙大同"}],
    )
    assert (alone["person"], alone["department"], alone["job_title"]) == (4, "總務處", "組長")
    assert several["person"] is None and told["person"] == 3 and guest["person"] is None


def test_choosing_another_person_brings_their_name_along(school: Office) -> None:
    attendance.invite(school, 1, [1])
    records.change(school, "attendance", {1: {"person": 4}}, "修改人員")
    seat = school.find("attendance", 1)
    assert (seat.name, seat.department, seat.job_title) == ("林宗翰", "總務處", "組長")
    records.undo(school)
    assert school.find("attendance", 1).name == "王小明"


# A sheet of attendances


def sheet(folder: Path, *lines: str) -> Path:
    path = folder / "參訓.csv"
    path.write_text("\n".join(("課程名稱,姓名,單位,時數", *lines)) + "\n", "utf-8-sig")
    return path


def test_an_imported_sheet_is_linked_to_the_people_and_comes_in_again_unchanged(school: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, "資安通識,王小明,教務處,3", "資安通識,陳怡君,總務處,2", "資安通識,趙大同,合作廠商,")
    imports.commit(school, imports.prepare(school, "attendance", path))
    seats = [(each.person, each.name, each.present) for each in attendance.roster(school, 1)]
    assert seats == [(1, "王小明", True), (3, "陳怡君", True), (None, "趙大同", None)]
    assert attendance.roster(school, 1)[0].job_title == "主任"
    plan = imports.prepare(school, "attendance", path)
    assert (plan.counts["unchanged"], plan.counts["new"]) == (3, 0)


def test_an_imported_sheet_with_a_person_twice_is_refused_with_the_row(school: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, "資安通識,林宗翰,總務處,3", "資安通識,林宗翰,資訊組,3")
    plan = imports.prepare(school, "attendance", path)
    with pytest.raises(UserError, match=r"第 3 列「林宗翰」.*沒有匯入任何資料"):
        imports.commit(school, plan)
    assert not school.all("attendance")


def test_an_imported_sheet_with_somebody_on_the_list_already_is_refused(school: Office, tmp_path: Path) -> None:
    attendance.invite(school, 1, [4])
    plan = imports.prepare(school, "attendance", sheet(tmp_path, "資安通識,林宗翰,借調本校,3"))
    with pytest.raises(UserError, match="第 2 列「林宗翰」"):
        imports.commit(school, plan)
    assert [each.hours for each in school.all("attendance")] == [None]
