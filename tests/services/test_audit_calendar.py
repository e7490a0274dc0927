"""Which audit of the office's own is due."""

import datetime
from pathlib import Path

import pytest

from isms_desktop.services import audits, checklists, records
from isms_desktop.services.offices import Office, create_office

TODAY = datetime.date(2026, 11, 20)


def texts(office: Office) -> list[str]:
    return [each.text for each in audits.reminders(office, TODAY)]


def hold(office: Office, day: str, kind: str = "internal", status: str = "done") -> None:
    checklists.new_self_check(office, datetime.date.fromisoformat(day))
    newest = office.all("audit")[-1].id
    records.change(office, "audit", {newest: {"kind": kind, "status": status}}, "改")


def test_an_office_without_any_audit(empty_office: Office) -> None:
    assert texts(empty_office) == ["115 年還沒有辦理稽核自評", "還沒有完成內部稽核的紀錄"]


def test_grade_d_owes_no_internal_audit(empty_office: Office) -> None:
    records.change(empty_office, "agency", {1: {"grade": "D"}}, "改等級")
    assert texts(empty_office) == ["115 年還沒有辦理稽核自評"]


def test_this_years_self_check_is_enough(empty_office: Office) -> None:
    hold(empty_office, "2026-10-01", "self")
    assert not texts(empty_office)


@pytest.mark.parametrize(
    ("day", "urgent"),
    [("2024-02-29", True), ("2024-11-19", True), ("2024-11-20", False), ("2025-02-18", False), ("2025-02-19", None)],
)
def test_two_years_after_the_last_internal_audit(empty_office: Office, day: str, urgent: bool | None) -> None:
    hold(empty_office, "2026-01-05", "self", "running")  # begun, not done
    records.change(empty_office, "audit", {1: {"held_on": "2026-12-01"}}, "改")
    hold(empty_office, day)
    found = [each for each in audits.reminders(empty_office, TODAY) if "滿 2 年" in each.text]
    assert [each.urgent for each in found] == ([] if urgent is None else [urgent])


def test_an_office_whose_plan_asks_for_one_a_year_hears_of_it_after_a_year(tmp_path: Path) -> None:
    """Seed 003, 壹拾伍: stricter than the law; what the plan itself says is no unverified row."""
    office = create_office(tmp_path / "a.isms", profile="city-bureau-c", name="晨曦市政府文化局")
    hold(office, "2025-06-01")
    [found] = [each for each in audits.reminders(office, TODAY) if "滿" in each.text]
    assert found.text == "上次內部稽核是 114.6.1，115.6.1 滿 1 年" and found.urgent
    assert found.why == "維護計畫範本訂為每年一次，較法定嚴格。依據：維護計畫壹拾伍、二。"
    office.close()


def test_the_reason_says_that_the_annex_was_not_verified(empty_office: Office) -> None:
    [_self_check, internal] = audits.reminders(empty_office, TODAY)
    assert internal.why == "C 級機關每 2 年 1 次。依據：分級辦法附表五（未經官方核對）。"
