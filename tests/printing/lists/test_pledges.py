"""Who signs which secrecy paper, and what stands on it about them."""

import dataclasses
from collections.abc import Collection, Mapping

import pytest

from isms_desktop.printing import Form, Inputs
from isms_desktop.printing.context import Context
from tests.printing.signers import signing_office


@pytest.fixture
def office(inputs: Inputs) -> Inputs:
    return dataclasses.replace(inputs, records={**inputs.records, **signing_office()}, year=115)


def copies(form: str, office: Inputs, forms: Mapping[str, Form]) -> list[Context]:
    return list(Context(forms[form], office).copies())


def column(context: Context, name: str, key: str) -> list[str]:
    return [row[key].text for row in context.rows(name)]


def chosen(office: Inputs, kind: str, ids: Collection[int]) -> Inputs:
    records = {**office.records, kind: [each for each in office.records[kind] if each.id in ids]}
    return dataclasses.replace(office, records=records, picked=(kind,))


def test_everybody_who_is_here_signs_and_whoever_was_chosen(office: Inputs, forms: Mapping[str, Form]) -> None:
    names = [copy["name"].text for copy in copies("staff_pledge", office, forms)]
    assert names == ["施宥廷", "羅秋菊", "同名的人", "同名的人"]
    assert [copy["name"].text for copy in copies("staff_pledge", chosen(office, "person", [3]), forms)] == ["已離職者"]


def test_a_supplier_signs_while_its_people_are_at_work_or_its_contract_runs(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    papers = copies("vendor_pledge", office, forms)
    assert [copy["vendor_name"].text for copy in papers] == ["暉立系統整合", "只有契約的公司", "沒有契約的公司"]
    assert [copy["first_signer"].text for copy in papers] == ["郝子謙", "", "零工"]
    assert [column(copy, "vendor_signers", "name") for copy in papers] == [["郝子謙", "沒有填契約的人"], [], ["零工"]]
    assert papers[0]["vendor_representative"].text == "尚廷佑"
    assert papers[0]["vendor_address"].text == "晴嵐市 0 號"


def test_a_chosen_signer_brings_the_paper_of_the_supplier_and_nobody_else(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    (paper,) = copies("vendor_pledge", chosen(office, "vendor_staff", [2]), forms)
    assert paper["vendor_name"].text == "人都走了的公司"
    assert column(paper, "vendor_signers", "name") == ["離場的人"]


@pytest.mark.parametrize(("unmasked", "number", "phone"), [(False, "A12345****", "0900-000****"),
                                                           (True, "A123456789", "0900-000-111")])  # fmt: skip
def test_what_is_sensitive_is_masked_unless_asked_for(
    office: Inputs, forms: Mapping[str, Form], unmasked: bool, number: str, phone: str
) -> None:
    shown = dataclasses.replace(office, unmasked=unmasked)
    signer, *_ = copies("vendor_pledge", shown, forms)[0].rows("vendor_signers")
    assert (signer["national_id"].text, signer["phone"].text) == (number, phone)
    assert copies("vendor_nda", shown, forms)[0]["national_id"].text == number
    assert copies("staff_pledge", shown, forms)[0]["national_id"].text == number
    assert copies("auditor_pledge", shown, forms)[0]["auditor_id"].text == number


def test_an_agreement_names_the_case_or_the_only_one_that_it_can_be(office: Inputs, forms: Mapping[str, Form]) -> None:
    papers = copies("vendor_nda", office, forms)
    assert [copy["name"].text for copy in papers] == ["郝子謙", "沒有填契約的人", "零工"]
    assert [copy["case_name"].text for copy in papers] == ["差勤維護案", "差勤維護案", ""]
    contract, *others = office.records["contract"]
    two = {**office.records, "contract": [contract, contract.replace(id=9, name="第二案"), *others]}
    papers = copies("vendor_nda", dataclasses.replace(office, records=two), forms)
    assert [copy["case_name"].text for copy in papers] == ["差勤維護案", "", ""]


def test_each_auditor_of_the_year_signs_for_each_audit_that_appoints_them(
    office: Inputs, forms: Mapping[str, Form]
) -> None:
    papers = copies("auditor_pledge", office, forms)
    assert [(copy["auditor_name"].text, copy["audit_subject"].text) for copy in papers] == [
        ("施宥廷", "各股"), ("外聘委員", "各股"), ("同名的人", "鄰近所"),
    ]  # fmt: skip
    assert [copy["auditor_place"].text for copy in papers] == ["資料股股長", "", ""]
    assert [copy["auditor_id"].text for copy in papers] == ["A12345****", "", ""], "two bear the name: neither's number"
    assert papers[0]["audit_from"].value == "2026-09-01"


def test_a_chosen_audit_appoints_whatever_its_kind_and_year(office: Inputs, forms: Mapping[str, Form]) -> None:
    papers = copies("auditor_pledge", chosen(office, "audit", [2, 3]), forms)
    assert [copy["auditor_name"].text for copy in papers] == ["羅秋菊", "施宥廷"]
