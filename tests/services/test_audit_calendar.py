"""Which audit of the office's own is due."""

import datetime

import pytest

from isms_desktop.services import audits, checklists, records
from isms_desktop.services.offices import Office

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
    ("day", "urgent"), [("2024-10-30", True), ("2024-12-15", False), ("2025-06-01", None), ("2024-02-29", True)]
)
def test_two_years_after_the_last_internal_audit(empty_office: Office, day: str, urgent: bool | None) -> None:
    hold(empty_office, "2026-01-05", "self", "running")  # begun, not done
    records.change(empty_office, "audit", {1: {"held_on": "2026-12-01"}}, "改")
    hold(empty_office, day)
    found = [each for each in audits.reminders(empty_office, TODAY) if "滿 2 年" in each.text]
    assert [each.urgent for each in found] == ([] if urgent is None else [urgent])
