"""Suppliers as the clerk meets them: what fills itself in, whose turn it is to be checked, what runs out."""

import datetime
from typing import Any

import pytest

from isms_desktop.services import audits, proposals, records, vendors
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)


def add(office: Office, register: str, /, **values: Any) -> int:
    return records.add(office, register, proposals.complete(office, register, [values]), "新增").added[0]


@pytest.fixture
def dawn(empty_office: Office) -> int:
    """A supplier with one contract under way."""
    vendor = add(empty_office, "vendor", name="晨曦資訊股份有限公司")
    add(
        empty_office,
        "contract",
        vendor=vendor,
        name="戶役政周邊設備維護",
        starts_on="2026-01-01",
        ends_on="2026-12-31",
        secrecy_clause=True,
    )
    return vendor


def said(office: Office, today: datetime.date = TODAY) -> dict[str, Any]:
    return {each.text: each for each in vendors.reminders(office, today)}


def test_a_person_of_a_supplier_gets_its_only_running_contract(empty_office: Office, dawn: int) -> None:
    staff = empty_office.find("vendor_staff", add(empty_office, "vendor_staff", vendor=dawn, name="李工程師"))
    assert staff.contract == empty_office.all("contract")[0].id


def test_the_supplier_follows_from_the_contract(empty_office: Office, dawn: int) -> None:
    contract = empty_office.all("contract")[0].id
    staff = empty_office.find("vendor_staff", add(empty_office, "vendor_staff", contract=contract, name="李工程師"))
    assert staff.vendor == dawn


def test_a_pledge_needs_no_more_than_who_and_when(empty_office: Office, dawn: int) -> None:
    staff = add(empty_office, "vendor_staff", vendor=dawn, name="李工程師")
    by_link = add(empty_office, "pledge", kind="vendor_pledge", vendor_staff=staff, signed_on="2026-03-01")
    by_name = add(empty_office, "pledge", kind="vendor_nda", signer="李工程師", signed_on="2026-03-01")
    first, second = empty_office.find("pledge", by_link), empty_office.find("pledge", by_name)
    assert (first.signer, first.vendor, first.case_name) == ("李工程師", dawn, "戶役政周邊設備維護")
    assert first.valid_until == "2027-03-01"
    assert (second.vendor_staff, second.vendor, second.valid_until) == (staff, dawn, "")


def test_a_name_that_two_people_bear_is_not_guessed(empty_office: Office, dawn: int) -> None:
    other = add(empty_office, "vendor", name="遠山系統整合有限公司")
    for vendor in (dawn, other):
        add(empty_office, "vendor_staff", vendor=vendor, name="陳工程師")
    plain = empty_office.find(
        "pledge", add(empty_office, "pledge", kind="vendor_nda", signer="陳工程師", signed_on="2026-03-01")
    )
    told = empty_office.find(
        "pledge",
        add(empty_office, "pledge", kind="vendor_nda", signer="陳工程師", vendor=other, signed_on="2026-03-02"),
    )
    assert (plain.vendor_staff, plain.vendor) == (None, None)
    assert empty_office.find("vendor_staff", told.vendor_staff).vendor == other


def test_whose_turn_it_is_stands_first(empty_office: Office, dawn: int) -> None:
    add(empty_office, "vendor", name="一次性採購商行")
    second = add(empty_office, "vendor", name="遠山系統整合有限公司")
    add(empty_office, "contract", vendor=second, name="網路維運", starts_on="2026-01-01")
    done = vendors.start_audit(empty_office, dawn, datetime.date(2025, 3, 1)).added[0]
    audits.conform(empty_office, done)
    audits.finish(empty_office, done, TODAY)
    found = vendors.candidates(empty_office, TODAY)
    assert [(each.vendor.name, each.words) for each in found] == [
        ("遠山系統整合有限公司", "未曾查核"),
        ("晨曦資訊股份有限公司", "上次 114.3.1（已逾一年）"),
        ("一次性採購商行", ""),
    ]


def test_an_audit_that_is_under_way_goes_on(empty_office: Office, dawn: int) -> None:
    first = vendors.start_audit(empty_office, dawn, TODAY).added[0]
    audits.answer(empty_office, first, empty_office.all("checklist_item")[0].id, "yes")
    [candidate] = vendors.candidates(empty_office, TODAY)
    assert (candidate.words, candidate.open_audit) == ("進行中 1／64", first)
    assert vendors.open_audit(empty_office, dawn) == first


def test_an_audit_knows_its_contract_and_who_did_it_last_time(empty_office: Office, dawn: int) -> None:
    before = vendors.start_audit(empty_office, dawn, datetime.date(2025, 10, 1)).added[0]
    audits.conform(empty_office, before)
    records.change(empty_office, "audit", {before: {"auditors": "林育誠", "status": "done"}}, "改")
    audit = empty_office.find("audit", vendors.start_audit(empty_office, dawn, TODAY).added[0])
    assert (audit.kind, audit.subject, audit.vendor) == ("vendor", "晨曦資訊股份有限公司", dawn)
    assert (audit.held_on, audit.status, audit.auditors) == ("2026-11-20", "running", "林育誠")
    assert audit.contract == empty_office.all("contract")[0].id
    assert len(empty_office.all("checklist")) == 1


def test_what_runs_out_is_brought_to_mind(empty_office: Office, dawn: int) -> None:
    contract = empty_office.all("contract")[0].id
    ending = said(empty_office)["1 件委外契約 60 天內到期"]
    assert (ending.page, ending.view, ending.ids, ending.due) == (
        "vendors",
        "contracts",
        frozenset({contract}),
        "2026-12-31",
    )
    over = said(empty_office, datetime.date(2027, 1, 1))["1 件委外契約已到期，還沒有確認資料的處理"]
    assert over.urgent and over.ids == {contract}
    records.change(empty_office, "contract", {contract: {"returned_as": ("returned",)}}, "改")
    assert not said(empty_office, datetime.date(2027, 1, 1))


def test_people_on_site_without_a_pledge_are_brought_to_mind(empty_office: Office, dawn: int) -> None:
    staff = add(empty_office, "vendor_staff", vendor=dawn, name="李工程師", on_site=True)
    assert said(empty_office)["1 位駐點人員還沒有簽切結書"].ids == {staff}
    add(empty_office, "pledge", kind="vendor_pledge", vendor_staff=staff, signed_on="2025-12-01")
    renew = said(empty_office)["1 位委外人員的切結書已到期或 30 天內到期"]
    assert (renew.ids, renew.due, renew.urgent) == ({staff}, "2026-12-01", False)
    assert said(empty_office, datetime.date(2026, 12, 2))["1 位委外人員的切結書已到期或 30 天內到期"].urgent
    add(empty_office, "pledge", kind="vendor_pledge", vendor_staff=staff, signed_on="2026-11-19")
    assert not any("切結書" in text for text in said(empty_office))


def test_an_old_pledge_that_was_renewed_says_so(empty_office: Office, dawn: int) -> None:
    staff = add(empty_office, "vendor_staff", vendor=dawn, name="李工程師", on_site=True)
    today = datetime.date.today()
    for day in (today - datetime.timedelta(days=500), today):
        add(empty_office, "pledge", kind="vendor_pledge", vendor_staff=staff, signed_on=day.isoformat())
    term = empty_office.all("pledge")[0].record_type.field("term")
    assert [records.show(empty_office, each, term) for each in empty_office.all("pledge")] == ["已續簽", "有效"]


def test_suppliers_at_work_that_nobody_checks_are_brought_to_mind(empty_office: Office, dawn: int) -> None:
    assert said(empty_office)["1 家履約中的廠商未曾查核"].ids == {dawn}
    audit = vendors.start_audit(empty_office, dawn, datetime.date(2025, 11, 1)).added[0]
    late = said(empty_office)["1 家履約中的廠商超過一年沒有查核"]
    assert (late.ids, late.due, late.view) == ({dawn}, "2026-11-01", "vendors") and "114.11.1" in late.why
    records.change(empty_office, "audit", {audit: {"held_on": "2025-11-20"}}, "改")
    assert not any("超過一年" in text for text in said(empty_office))
    records.change(empty_office, "audit", {audit: {"held_on": "2026-11-01"}}, "改")
    assert not any("廠商" in text for text in said(empty_office))


def test_an_office_without_suppliers_has_nothing_to_remember(empty_office: Office) -> None:
    assert vendors.reminders(empty_office, TODAY) == []
    assert vendors.candidates(empty_office, TODAY) == []
