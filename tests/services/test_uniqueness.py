"""No two assets with one number, however the second one comes in."""

from typing import Any

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.uniqueness import TakenValues


def _new(number: str) -> dict[str, Any]:
    return {"number": number, "category": "HW", "name": "螢幕"}


def _numbers(office: Office) -> list[str]:
    return [asset.number for asset in office.all("asset")]


@pytest.mark.parametrize("number", ["HW-002", "hw-002", " HW-002 ", "ＨＷ－００２"])
def test_a_number_in_use_is_refused_with_the_place_however_it_is_written(number: str, desk: Office) -> None:
    with pytest.raises(UserError, match=r"資產編號「.*」已經用在資產清冊第 2 筆「HW-002 印表機」") as refusal:
        records.change(desk, "asset", {1: {"number": number}}, "修改")
    assert refusal.value.advice == "請換一個號碼。"
    with pytest.raises(UserError, match="第 2 筆"):
        records.add(desk, "asset", [_new(number)], "新增")
    _value, finding = records.parse(desk, "asset", "number", number, 1)
    assert finding is not None and "第 2 筆" in finding.text


def test_a_record_may_keep_its_own_number(desk: Office) -> None:
    records.change(desk, "asset", {1: {"number": "hw-001", "name": "新名字"}}, "修改")
    assert _numbers(desk)[0] == "hw-001"
    assert records.parse(desk, "asset", "number", "HW-001", 1) == ("HW-001", None)


def test_two_assets_swap_their_numbers_in_one_step(desk: Office) -> None:
    records.change(desk, "asset", {1: {"number": "HW-002"}, 2: {"number": "HW-001"}}, "對調編號")
    assert _numbers(desk) == ["HW-002", "HW-001", "SW-001"]
    records.undo(desk)
    assert _numbers(desk) == ["HW-001", "HW-002", "SW-001"]


def test_a_number_given_free_in_the_same_step_can_be_used_by_a_new_row(desk: Office) -> None:
    records.write(desk, "asset", {1: {"number": "HW-009"}}, [_new("HW-001")], "貼上")
    assert _numbers(desk) == ["HW-009", "HW-002", "SW-001", "HW-001"]


def test_two_new_rows_with_one_number_are_refused(desk: Office) -> None:
    with pytest.raises(UserError, match="「hw-010」在這次輸入中出現了兩次"):
        records.add(desk, "asset", [_new("HW-010"), _new("hw-010")], "貼上")
    assert len(_numbers(desk)) == 3


def test_two_records_cannot_be_given_one_new_number(desk: Office) -> None:
    with pytest.raises(UserError, match="出現了兩次"):
        records.change(desk, "asset", {1: {"number": "HW-010"}, 2: {"number": "HW-010"}}, "整批修改")


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_number_that_a_changed_record_keeps_is_still_taken(order: tuple[int, int], desk: Office) -> None:
    changes = {1: {"name": "只改名稱"}, 2: {"number": "HW-001"}}
    with pytest.raises(UserError, match="已經用在資產清冊第 1 筆"):
        records.change(desk, "asset", {each: changes[each] for each in order}, "整批修改")
    with pytest.raises(UserError, match="已經用在資產清冊第 1 筆"):
        records.write(desk, "asset", {1: changes[1]}, [_new("HW-001")], "貼上")
    assert _numbers(desk) == ["HW-001", "HW-002", "SW-001"]


def test_old_duplicates_can_be_edited_and_mended_one_at_a_time(desk: Office) -> None:
    with desk.action("舊資料") as action:
        action.update("asset", 2, {"number": "HW-001"})
    records.change(desk, "asset", {1: {"name": "甲"}, 2: {"name": "乙"}}, "改名")
    records.change(desk, "asset", {2: {"number": "HW-002"}}, "改號")
    assert _numbers(desk) == ["HW-001", "HW-002", "SW-001"]


def test_the_cells_of_one_paste_know_of_each_other(desk: Office) -> None:
    taken = TakenValues(desk, "asset", changing=[1, 2])
    assert records.parse(desk, "asset", "number", "HW-010", 1, taken=taken)[1] is None
    assert records.parse(desk, "asset", "number", "HW-010", 2, taken=taken)[1] is not None
    assert records.parse(desk, "asset", "number", "HW-001", 2, taken=taken)[1] is None
    assert records.parse(desk, "asset", "number", "SW-001", 2, taken=taken)[1] is not None


def _course(office: Office) -> tuple[int, int, int]:
    course = records.add(office, "course", [{"name": "資安通識", "hours": 3.0}], "新增課程").added[0]
    first, second = records.add(office, "person", [{"name": "王小明"}, {"name": "李小華"}], "新增人員").added
    return course, first, second


def test_nobody_is_twice_in_one_course(empty_office: Office) -> None:
    course, first, second = _course(empty_office)
    once = {"course": course, "person": first, "name": "王小明"}
    records.add(empty_office, "attendance", [once], "邀請")
    with pytest.raises(UserError, match="參訓紀錄裡已經有課程與人員都相同的一人") as refusal:
        records.add(empty_office, "attendance", [{**once, "name": "王小明（補）"}], "邀請")
    assert [finding.field for finding in refusal.value.findings] == ["person"]
    with pytest.raises(UserError, match="課程與人員"):
        records.add(empty_office, "attendance", [{"course": course, "person": second, "name": "李"}] * 2, "邀請")
    (other,) = records.add(
        empty_office, "attendance", [{"course": course, "person": second, "name": "李"}], "邀請"
    ).added
    with pytest.raises(UserError, match="課程與人員"):
        records.change(empty_office, "attendance", {other: {"person": first}}, "改人")
    records.change(empty_office, "attendance", {other: {"hours": 2.0}}, "改時數")


def test_two_outsiders_may_come_without_being_anybody_in_the_list(empty_office: Office) -> None:
    course, _, _ = _course(empty_office)
    guests = [{"course": course, "name": "來賓"}, {"course": course, "name": "來賓"}]
    assert len(records.add(empty_office, "attendance", guests, "登錄").added) == 2


def _courses(office: Office, count: int) -> list[int]:
    rows = [
        {"name": f"課程 {place}", "kind": "general", "held_on": "2026-03-01", "hours": 3.0} for place in range(count)
    ]
    return list(records.add(office, "course", rows, "新增課程").added)


def _person(office: Office, name: str) -> int:
    return records.add(office, "person", [{"name": name}], "新增人員").added[0]


def test_a_row_that_is_only_ticked_keeps_its_person_from_being_named_twice_in_the_same_step(desk: Office) -> None:
    [course] = _courses(desk, 1)
    one, other = _person(desk, "甲"), _person(desk, "乙")
    rows = [{"course": course, "person": one}, {"course": course, "person": other}]
    first, second = records.add(desk, "attendance", rows, "加入").added
    with pytest.raises(UserError, match="課程與人員都相同"):
        records.change(desk, "attendance", {first: {"present": True}, second: {"person": one}}, "貼上")
    assert [each.person for each in desk.all("attendance")] == [one, other]


def test_two_rows_change_places_in_one_step(desk: Office) -> None:
    [course] = _courses(desk, 1)
    one, other = _person(desk, "甲"), _person(desk, "乙")
    rows = [{"course": course, "person": one}, {"course": course, "person": other}]
    first, second = records.add(desk, "attendance", rows, "加入").added
    records.change(desk, "attendance", {first: {"person": other}, second: {"person": one}}, "對調")
    assert [each.person for each in desk.all("attendance")] == [other, one]


def test_a_person_a_second_time_is_found_among_many_courses(desk: Office) -> None:
    courses, person = _courses(desk, 50), _person(desk, "甲")
    records.add(desk, "attendance", [{"course": each, "person": person} for each in courses], "加入")
    again = _courses(desk, 50)
    rows = [{"course": each, "person": person} for each in (*again, courses[40])]
    with pytest.raises(UserError, match="課程與人員都相同"):
        records.add(desk, "attendance", rows, "貼上")
    assert len(desk.all("attendance")) == 50


def test_a_tick_reads_the_attendances_of_its_own_course_alone(desk: Office) -> None:
    courses, person = _courses(desk, 2), _person(desk, "甲")
    added = records.add(desk, "attendance", [{"course": each, "person": person} for each in courses], "加入").added
    taken = TakenValues(desk, "attendance")
    desk.pointing = lambda kind, key, target: seen.append((kind, key, target)) or []  # type: ignore[method-assign]
    desk.all = lambda kind: pytest.fail(f"all of {kind} was read")  # type: ignore[method-assign]
    seen: list[tuple[str, str, int]] = []
    attendance = desk.find("attendance", added[1])
    assert taken.pair_findings(attendance, attendance.id) == []
    assert seen == [("attendance", "course", courses[1])]
