"""Suppliers, their contracts and people: how long something still holds, and what is wrong with it."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Severity
from isms_desktop.domain.pledges import Pledge, holds_until, newest_pledge, term_of_pledge
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.vendors import (
    Contract,
    Vendor,
    VendorStaff,
    audit_words,
    is_running,
    last_checked,
    pledge_of,
    term_of_contract,
)

TODAY = datetime.date(2026, 11, 20)


class Around:
    """A file with these records."""

    def __init__(self, **kinds: list[Any]) -> None:
        self._kinds = kinds

    def find(self, kind: str, record_id: int) -> Any:
        return next((each for each in self._kinds.get(kind, []) if each.id == record_id), None)

    def all(self, kind: str) -> list[Any]:
        return self._kinds.get(kind, [])

    def pointing(self, kind: str, key: str, record_id: int) -> list[Any]:
        return [each for each in self._kinds.get(kind, []) if getattr(each, key) == record_id]


def said(record: Any, rules: OfficeRules, around: Any = None) -> dict[str, tuple[Severity, str]]:
    return {each.field: (each.severity, str(each)) for each in check(record, rules, around)}


@pytest.mark.parametrize(
    ("starts", "ends", "returned", "term"),
    [
        ("2026-01-01", "2026-12-31", (), "60 天內到期"),
        ("2026-01-01", "2026-12-20", (), "30 天內到期"),
        ("2026-01-01", "2026-11-20", (), "30 天內到期"),
        ("2026-01-01", "2026-11-19", (), "已到期"),
        ("2026-01-01", "2026-11-19", ("destroyed",), "已結束"),
        ("2026-12-01", "2027-11-30", (), "未開始"),
        ("2026-01-01", "2027-01-20", (), "履約中"),
        ("2026-01-01", "", (), "履約中"),
        ("", "", (), "履約中"),
    ],
)
def test_how_a_contract_stands_is_said_in_words(starts: str, ends: str, returned: tuple[str, ...], term: str) -> None:
    contract = Contract(vendor=1, name="校務系統維護", starts_on=starts, ends_on=ends, returned_as=returned)
    assert term_of_contract(contract, TODAY) == term
    assert is_running(contract, TODAY) is (term in ("履約中", "60 天內到期", "30 天內到期"))


def test_a_contract_that_ends_before_it_begins_is_refused(rules: OfficeRules) -> None:
    found = said(Contract(vendor=1, name="網路維運", starts_on="2026-08-01", ends_on="2026-07-31"), rules)
    assert found["ends_on"][0] is Severity.ERROR and found["ends_on"][1].startswith("迄日早於起日。")


def test_the_same_work_twice_at_the_same_time_is_pointed_out(rules: OfficeRules) -> None:
    first = Contract(id=1, vendor=7, name="網路維運", starts_on="2026-01-01", ends_on="2026-12-31")
    second = first.replace(id=2, starts_on="2026-12-01", ends_on="2027-11-30")
    around = Around(contract=[first, second])
    assert "期間重疊" in said(second, rules, around)["starts_on"][1]
    assert "starts_on" not in said(second.replace(starts_on="2027-01-01"), rules, around)
    assert "starts_on" not in said(second.replace(name="電話維護"), rules, around)


def test_a_contract_that_is_over_asks_what_became_of_the_data(rules: OfficeRules) -> None:
    over = Contract(vendor=1, name="印表機租賃", starts_on="2020-01-01", ends_on="2020-12-31")
    assert said(over, rules)["returned_as"][0] is Severity.WARNING
    assert "returned_as" not in said(over.replace(returned_as=("returned",)), rules)


def test_a_wrong_business_number_is_a_warning_not_a_wall(rules: OfficeRules) -> None:
    assert (
        said(Vendor(name="遠山系統整合", business_number="12345678"), rules)["business_number"][0] is Severity.WARNING
    )
    assert said(Vendor(name="遠山系統整合", business_number="04595257"), rules) == {}


def test_somebody_cannot_work_on_the_contract_of_another_supplier(rules: OfficeRules) -> None:
    around = Around(contract=[Contract(id=3, vendor=2, name="網路維運")])
    found = said(VendorStaff(vendor=1, contract=3, name="李工程師"), rules, around)
    assert found["contract"] == (Severity.ERROR, "這份契約不是這家廠商的。請改選同一家廠商的契約。")


def test_large_custom_software_is_tested_by_the_office(rules: OfficeRules) -> None:
    small = Contract(vendor=1, name="校務系統", custom_development=True)
    assert "應由廠商提出" in said(small, rules)["security_tested"][1]
    assert "機關應自行" in said(small.replace(amount=10_000_000), rules)["security_tested"][1]
    assert "機關應自行" in said(small.replace(core_system=True), rules)["security_tested"][1]
    assert "security_tested" not in said(small.replace(security_tested=True), rules)


def test_a_supplier_at_work_is_checked_every_year() -> None:
    assert audit_words("", True, TODAY) == "未曾查核"
    assert audit_words("", False, TODAY) == ""
    assert audit_words("2025-11-19", True, TODAY) == "114.11.19（已逾一年）"
    assert audit_words("2025-11-20", True, TODAY) == "114.11.20"
    assert audit_words("2019-01-01", False, TODAY) == "108.1.1"


def test_a_planned_audit_is_no_audit_yet() -> None:
    audits = [
        SimpleNamespace(id=1, vendor=1, held_on="2025-03-01", status="done"),
        SimpleNamespace(id=2, vendor=1, held_on="2026-12-01", status="planned"),
        SimpleNamespace(id=3, vendor=2, held_on="2026-10-01", status="done"),
    ]
    assert last_checked(1, Around(audit=audits)) == "2025-03-01"
    assert last_checked(9, Around(audit=audits)) == ""


def test_a_pledge_of_a_supplier_holds_for_a_year() -> None:
    paper = Pledge(kind="vendor_pledge", signer="李工程師", signed_on="2025-12-01")
    assert holds_until(paper) == "2026-12-01"
    assert term_of_pledge(paper, TODAY) == "30 天內到期"
    assert term_of_pledge(paper.replace(signed_on="2025-11-19"), TODAY) == "已到期"
    assert term_of_pledge(paper.replace(valid_until="2027-06-30"), TODAY) == "有效"
    assert term_of_pledge(paper.replace(kind="vendor_nda"), TODAY) == "有效"


def test_whose_pledge_is_missing_is_known_by_link_or_name() -> None:
    staff = VendorStaff(id=5, vendor=1, name="李工程師", on_site=True)
    assert pledge_of(staff, Around(), TODAY) == "未簽署"
    assert pledge_of(staff.replace(on_site=False), Around(), TODAY) == ""
    assert pledge_of(staff.replace(ends_on="2026-01-01"), Around(), TODAY) == "已離場"
    linked = Pledge(id=1, kind="vendor_pledge", signer="李 工程師", vendor_staff=5, signed_on="2026-03-01")
    named = Pledge(id=2, kind="vendor_pledge", signer="李工程師", vendor=1, signed_on="2024-03-01")
    assert pledge_of(staff, Around(pledge=[linked]), TODAY) == "有效"
    assert pledge_of(staff, Around(pledge=[named]), TODAY) == "已到期"
    assert newest_pledge(5, "李工程師", 1, Around(pledge=[named, linked])) is linked


def test_a_pledge_names_people_of_its_own_supplier(rules: OfficeRules) -> None:
    around = Around(vendor_staff=[VendorStaff(id=5, vendor=2, name="李工程師")])
    paper = Pledge(
        kind="vendor_pledge",
        signer="李工程師",
        vendor=1,
        vendor_staff=5,
        signed_on="2026-01-01",
        valid_until="2027-01-01",
    )
    assert said(paper, rules, around)["vendor_staff"][0] is Severity.ERROR
    assert said(paper.replace(vendor=2), rules, around) == {}
    assert said(paper.replace(vendor=2, valid_until="2025-01-01"), rules, around)["valid_until"][0] is Severity.ERROR
