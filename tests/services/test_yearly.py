"""A year's work: tasks from the law and the plan, registers folded or not, what follows from a change, what is due."""

import datetime

import pytest

from isms_desktop.domain.sources import UNVERIFIED
from isms_desktop.services import records, tasks, yearly
from isms_desktop.services.offices import create_office
from isms_desktop.services.years import current_year

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def make(tmp_path):
    """An empty office of a profile."""
    made = []

    def of(profile: str):
        office = create_office(tmp_path / f"{profile}.isms", profile=profile, name="青埕機關")
        made.append(office)
        return office

    yield of
    for office in made:
        office.close()


@pytest.fixture
def bureau(make):
    return make("city-bureau-c")


def add(office, kind: str, /, **values) -> int:
    return records.add(office, kind, [values], "新增").added[0]


# tasks


def test_the_year_s_tasks_are_added_once_and_taken_back_in_one_step(bureau) -> None:
    proposals = tasks.propose_tasks(bureau, 115, TODAY)
    changed = tasks.add_tasks(bureau, 115, proposals)
    assert len(changed.added) == len(proposals) == bureau.count("task")
    assert tasks.propose_tasks(bureau, 115, TODAY) == []
    assert tasks.add_tasks(bureau, 115, proposals) is None
    records.undo(bureau)
    assert bureau.count("task") == 0
    assert tasks.propose_tasks(bureau, 115, TODAY) == proposals


def test_a_bureau_reviews_privileged_accounts_every_quarter_and_the_management_in_december(bureau) -> None:
    proposals = tasks.propose_tasks(bureau, 115, TODAY)
    quarters = [each.when.due_on for each in proposals if each.duty.id == "privileged"]
    assert quarters == ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]
    [review] = [each for each in proposals if "管理審查" in each.when.name]
    assert review.when.due_on == "2026-12-31"
    assert [each.late for each in proposals] == [each.when.due_on < "2026-11-20" for each in proposals]


def test_what_comes_every_two_years_is_owed_when_last_year_had_none(make) -> None:
    office = make("household-office-c")
    audits = [each for each in tasks.propose_tasks(office, 115, TODAY) if each.duty.id == "audit"]
    assert len(audits) == 1
    tasks.add_tasks(office, 115, audits)
    assert not [each for each in tasks.propose_tasks(office, 116, TODAY) if each.duty.id == "audit"]
    assert [each for each in tasks.propose_tasks(office, 117, TODAY) if each.duty.id == "audit"]


def test_what_was_not_verified_says_so_in_the_task(bureau) -> None:
    proposals = tasks.propose_tasks(bureau, 115, TODAY)
    tasks.add_tasks(bureau, 115, proposals)
    for proposal, task in zip(proposals, bureau.all("task"), strict=True):
        assert task.duty == proposal.when.key
        assert task.basis.endswith(UNVERIFIED) != proposal.duty.verified


def test_done_and_open_again(bureau) -> None:
    ids = [add(bureau, "task", name=name, due_on="2026-11-25") for name in ("盤點", "演練")]
    tasks.toggle_done(bureau, ids[:1], TODAY)
    assert [task.done_on for task in bureau.all("task")] == ["2026-11-20", ""]
    tasks.toggle_done(bureau, ids, TODAY + datetime.timedelta(days=1))
    assert [task.done_on for task in bureau.all("task")] == ["2026-11-20", "2026-11-21"]
    assert tasks.states(bureau, TODAY)["done"] == 2
    changed = tasks.toggle_done(bureau, ids, TODAY)
    assert changed.label == "改回未完成：2 項工作"
    assert [task.done_on for task in bureau.all("task")] == ["", ""]
    assert tasks.toggle_done(bureau, [], TODAY) is None


# registers


@pytest.mark.parametrize(
    ("profile", "folded"),
    [
        ("ministry-office-iso27001", set()),
        ("city-bureau-c", {"room_log", "context_issue", "communication"}),
        ("elementary-school-keelung-d", {"control_check", "room_log", "context_issue", "communication", "document"}),
    ],
)
def test_each_kind_of_office_keeps_what_its_plan_asks_for(make, profile: str, folded: set[str]) -> None:
    office = make(profile)
    kinds = ("business", "system", "control_check", "measurement", "account_review", "room_log", "backup_test")
    kinds += ("remote_access", "meeting", "context_issue", "communication", "document", "task")
    assert {kind for kind in kinds if not yearly.needed(office, kind)} == folded
    assert all(bool(yearly.why_not_needed(office, kind)) == (kind in folded) for kind in kinds)


def test_a_register_with_records_is_never_folded(bureau) -> None:
    add(bureau, "room_log", logged_on="2026-11-20")
    assert yearly.needed(bureau, "room_log")
    records.undo(bureau)
    assert not yearly.needed(bureau, "room_log")


# what new rows begin with


def complete(office, kind: str, *rows):
    from isms_desktop.services.proposals import complete

    return complete(office, kind, rows)


def test_a_visitor_typed_at_the_door_is_here_today_and_now(bureau) -> None:
    [row] = complete(bureau, "access_entry", {"name": "周永康"})
    assert row["entered_on"] == datetime.date.today().isoformat()
    assert len(row["entered_at"]) == 5


def test_visits_pasted_from_a_sheet_keep_their_gaps(bureau) -> None:
    rows = complete(bureau, "access_entry", {"name": "周永康"}, {"name": "高子晴"})
    assert not any("entered_on" in row for row in rows)
    [row] = complete(bureau, "access_entry", {"name": "周永康", "entered_on": "2026-05-01"})
    assert "entered_at" not in row


def test_the_machine_room_is_looked_after_by_the_same_keeper(bureau) -> None:
    add(bureau, "room_log", logged_on="2026-11-19", keeper="林以安")
    [row] = complete(bureau, "room_log", {"temperature": 23.0})
    assert (row["keeper"], row["logged_on"]) == ("林以安", datetime.date.today().isoformat())


def test_a_measurement_knows_whether_the_target_was_reached(bureau) -> None:
    target = add(bureau, "objective", statement="開啟率", operator="less", target=5.0)
    rows = complete(bureau, "measurement", *({"objective": target, "value": value} for value in (3.1, 6.2)))
    assert [row["met"] for row in rows] == [True, False]
    assert rows[0]["year"] == current_year(bureau)
    made = add(bureau, "measurement", objective=target, year=115, value=6.2, met=False)
    records.change(bureau, "measurement", {made: {"value": 4.0}}, "修改數值")
    assert bureau.find("measurement", made).met is True
    records.undo(bureau)
    assert bureau.find("measurement", made).met is False


def test_a_task_belongs_to_the_year_of_its_day_and_a_document_is_reviewed_after_a_year(bureau) -> None:
    [task] = complete(bureau, "task", {"name": "盤點", "due_on": "2025-05-31"})
    assert (task["year"], task["cycle"]) == (114, "once")
    [document] = complete(bureau, "document", {"number": "1", "name": "計畫", "approved_on": "2024-02-29"})
    assert document["review_on"] == "2025-02-28"


# what follows from a change


@pytest.mark.parametrize(("kind", "status"), [("scrap", "scrapped"), ("move_out", "moved_out"), ("repair", "in_use")])
def test_an_asset_that_has_gone_says_so_and_comes_back_with_undo(desk, kind: str, status: str) -> None:
    made = add(desk, "disposal", asset=1, kind=kind, erasure="none")
    assert desk.find("asset", 1).status == "in_use"
    records.change(desk, "disposal", {made: {"done_on": "2026-11-20"}}, "填日期")
    assert desk.find("asset", 1).status == status
    records.undo(desk)
    assert (desk.find("asset", 1).status, desk.find("disposal", made).done_on) == ("in_use", "")


def test_a_disposal_entered_with_its_day_tells_the_asset_at_once(desk) -> None:
    add(desk, "disposal", asset=2, kind="scrap", done_on="2026-11-20", erasure="none")
    assert desk.find("asset", 2).status == "scrapped"
    records.undo(desk)
    assert desk.find("asset", 2).status == "in_use"


def test_another_level_is_a_review_of_the_grading(bureau) -> None:
    made = add(bureau, "system", name="報名系統", development="own", graded_on="2025-01-01")
    records.change(bureau, "system", {made: {"users": 30}}, "修改使用者數")
    assert bureau.find("system", made).graded_on == "2025-01-01"
    records.change(bureau, "system", {made: {"integrity": "中"}}, "修改完整性")
    assert bureau.find("system", made).graded_on == datetime.date.today().isoformat()


# what is due


def texts(office, today=TODAY) -> str:
    return "\n".join(each.text for each in yearly.reminders(office, today))


def test_late_tasks_and_forgotten_connections_are_urgent_and_lead_to_their_records(bureau) -> None:
    late = add(bureau, "task", name="盤點", due_on="2026-11-01")
    add(bureau, "task", name="演練", due_on="2026-12-01")
    add(bureau, "task", name="訓練", due_on="2026-10-01", done_on="2026-09-30")
    left = add(bureau, "remote_access", applicant="周永康", starts_on="2026-10-01", ends_on="2026-10-05")
    found = {each.view: each for each in yearly.reminders(bureau, TODAY) if each.urgent}
    assert found["tasks"].ids == {late}
    assert found["tasks"].due == "2026-11-01"
    assert found["remote"].ids == {left}
    assert "1 項年度工作 30 天內到期" in texts(bureau)


def test_systems_are_to_be_graded_checked_and_backed_up_every_year(bureau) -> None:
    made = add(bureau, "system", name="報名系統", development="outsourced", core=True, graded_on="2025-11-19")
    add(bureau, "system", name="公文系統", development="superior")
    assert "1 個系統一年內沒有檢視分級" in texts(bureau)
    assert "1 個系統一年內沒有完成防護基準檢核" in texts(bureau)
    assert "1 個核心資通系統一年內沒有測試備份" in texts(bureau)
    days = {"graded_on": "2025-11-20", "baseline_checked_on": "2026-01-01"}
    records.change(bureau, "system", {made: days}, "檢視")
    add(bureau, "backup_test", target="報名系統主機", tested_on="2026-01-01", result="passed")
    assert "系統" not in texts(bureau).replace("資通系統帳號", "")


def test_what_has_not_happened_this_year(bureau) -> None:
    add(bureau, "objective", statement="可用性", operator="at_least", target=99.0)
    add(bureau, "document", number="1", name="計畫", review_on="2026-03-01")
    said = texts(bureau)
    for words in (
        "沒有管理審查會議",
        "超過 3 個月沒有清查特權帳號",
        "1 項目標 115 年度還沒有量測",
        "1 份文件已過檢視日",
    ):
        assert words in said
    assert "管理審查" not in texts(bureau, datetime.date(2026, 1, 20))


def test_a_small_school_is_not_reminded_of_what_it_does_not_owe(make) -> None:
    school = make("elementary-school-d")
    add(school, "system", name="網站", development="own", core=True)
    add(school, "objective", statement="可用性", operator="at_least", target=99.0)
    assert texts(school) == "115 年度還沒有管理審查會議"


@pytest.mark.parametrize(("starts", "quiet_until"), [(1, "2026-03-31"), (8, "2026-10-31"), (11, "2027-01-31")])
def test_nobody_hears_in_the_first_three_months_that_nothing_has_been_done(
    bureau, starts: int, quiet_until: str
) -> None:
    records.change(bureau, "agency", {1: {"year_starts": starts}}, "改年度")
    last = datetime.date.fromisoformat(quiet_until)
    assert "還沒有管理審查會議" not in texts(bureau, last)
    assert "還沒有管理審查會議" in texts(bureau, last + datetime.timedelta(days=1))


def test_a_review_of_privileged_accounts_is_late_after_three_months(bureau) -> None:
    system = add(bureau, "system", name="報名系統", development="own")
    add(bureau, "account_review", system=system, kind="privileged", reviewed_on="2026-08-20")
    assert "超過 3 個月沒有清查特權帳號" not in texts(bureau)
    assert "超過 3 個月沒有清查特權帳號" in texts(bureau, TODAY + datetime.timedelta(days=1))
