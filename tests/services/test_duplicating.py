"""A record once more: what a copy takes along, what starts anew, and where there can be no second one."""

import datetime

import pytest

from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.services import duplicating, proposals, records
from isms_desktop.services.offices import Office


def copy_of(office: Office, kind: str, *ids: int) -> list:
    """As the window does it: propose, complete, write."""
    rows = proposals.complete(office, kind, duplicating.rows_like(office, kind, ids))
    changed = records.add(office, kind, duplicating.complete(office, kind, ids, rows), "複製")
    return [office.find(kind, each) for each in changed.added]


def test_a_thing_is_copied_with_its_dates_and_gets_a_number_of_its_own(desk: Office) -> None:
    records.change(desk, "asset", {1: {"purchased_on": "2024-05-01", "location": "一樓"}}, "x")
    (copy,) = copy_of(desk, "asset", 1)
    assert (copy.name, copy.purchased_on, copy.location, copy.number) == ("櫃檯電腦", "2024-05-01", "一樓", "HW-003")


def test_what_happens_starts_anew(desk: Office) -> None:
    row = {"name": "資安通識", "hours": 3.0, "held_on": "2026-03-01", "lecturer": "外聘講師"}
    course = records.add(desk, "course", [row], "x").added[0]
    (copy,) = copy_of(desk, "course", course)
    assert (copy.name, copy.hours, copy.lecturer, copy.held_on) == ("資安通識", 3.0, "外聘講師", "")
    assert "日期與辦理結果留白" in duplicating.sentence("course", 1)


def test_a_day_that_must_be_there_is_today(desk: Office) -> None:
    log = records.add(desk, "room_log", [{"logged_on": "2026-03-01", "temperature": 23.5}], "x").added[0]
    (copy,) = copy_of(desk, "room_log", log)
    assert (copy.logged_on, copy.temperature) == (datetime.date.today().isoformat(), 23.5)


def test_a_name_that_only_one_may_bear_becomes_another(desk: Office) -> None:
    vendor = records.add(desk, "vendor", [{"name": "遠山資訊", "phone": "00-0000-0001"}], "x").added[0]
    first, second = copy_of(desk, "vendor", vendor)[0], copy_of(desk, "vendor", vendor)[0]
    assert (first.name, second.name) == ("遠山資訊（複本）", "遠山資訊（複本 2）")
    assert first.phone == "00-0000-0001"


def test_a_person_is_copied_under_another_name_and_without_what_is_sensitive(desk: Office) -> None:
    row = {"name": "林測試", "department": "秘書室", "national_id": "A123456789"}
    person = records.add(desk, "person", [row], "x").added[0]
    (copy,) = copy_of(desk, "person", person)
    assert (copy.name, copy.department, copy.national_id) == ("林測試（複本）", "秘書室", "")


def test_where_there_can_be_no_second_one_it_is_said(desk: Office) -> None:
    person = records.add(desk, "person", [{"name": "林測試"}], "x").added[0]
    course = records.add(desk, "course", [{"name": "資安通識", "hours": 3.0}], "x").added[0]
    came = records.add(desk, "attendance", [{"course": course, "person": person}], "x").added[0]
    with pytest.raises(UserError, match="參訓紀錄不能複製：同一個課程與人員只能有一人"):
        duplicating.rows_like(desk, "attendance", [came])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("agency", "attachment")])
def test_any_record_of_the_practice_office_can_be_copied_or_says_why_not(office: Office, kind: str) -> None:
    every = office.all(kind)
    if not every:
        pytest.skip(f"the practice office has no {kind}")
    try:
        copies = copy_of(office, kind, every[0].id)
    except UserError as problem:
        links = {key for keys in record_type(kind).together for key in keys}
        assert links and "不能複製" in str(problem)
    else:
        assert len(copies) == 1 and copies[0].id != every[0].id
