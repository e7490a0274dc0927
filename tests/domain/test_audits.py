"""Audits and their answers: what a checklist offers, and what is wrong between an audit and its checklist."""

from typing import Any

from isms_desktop.domain.audits import Answer, Audit, Checklist, ChecklistItem, answers_of
from isms_desktop.domain.checks import check
from isms_desktop.domain.findings import Severity
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.domain.vendors import Contract


class Around:
    """A file with these records."""

    def __init__(self, **kinds: list[Any]) -> None:
        self._kinds = kinds

    def find(self, kind: str, record_id: int) -> Any:
        return next((each for each in self._kinds.get(kind, []) if each.id == record_id), None)

    def pointing(self, kind: str, key: str, record_id: int) -> list[Any]:
        return [each for each in self._kinds.get(kind, []) if getattr(each, key) == record_id]


VENDOR_LIST = Checklist(id=1, name="委外廠商查核項目表", version="109年範本", kind="vendor")
AUDIT = Audit(id=1, kind="vendor", checklist=1, subject="晨曦資訊", vendor=4, held_on="2026-11-20")
FILE = Around(
    checklist=[VENDOR_LIST],
    checklist_item=[ChecklistItem(id=n, checklist=1, number=f"1.{n}", question="問") for n in (1, 2, 3)],
    audit=[AUDIT],
    contract=[Contract(id=8, vendor=5, name="網路維運")],
)


def said(record: Any, rules: OfficeRules, around: Any = FILE) -> dict[str, tuple[Severity, str]]:
    return {each.field: (each.severity, str(each)) for each in check(record, rules, around)}


def test_the_keys_follow_the_answers_that_the_checklist_offers() -> None:
    assert [each.label for each in answers_of("three")] == ["符合", "不符合", "不適用"]
    assert [each.label for each in answers_of("four")] == ["符合", "部分符合", "不符合", "不適用"]


def test_a_plain_audit_has_nothing_wrong_with_it(rules: OfficeRules) -> None:
    assert said(AUDIT, rules) == {}


def test_an_audit_of_an_unknown_checklist_version_is_refused(rules: OfficeRules) -> None:
    severity, text = said(AUDIT.replace(checklist=9), rules)["checklist"]
    assert severity is Severity.ERROR
    assert text == "這份檢核表的版本不在檔案中。請先匯入該版本的檢核表，或改選現有的版本。"


def test_a_list_for_suppliers_is_not_for_the_office_itself(rules: OfficeRules) -> None:
    severity, text = said(AUDIT.replace(kind="self", vendor=None), rules)["checklist"]
    assert severity is Severity.ERROR and "委外廠商查核" in text


def test_the_contract_belongs_to_the_supplier(rules: OfficeRules) -> None:
    assert said(AUDIT.replace(contract=8), rules)["contract"][0] is Severity.ERROR
    assert "contract" not in said(AUDIT.replace(contract=8, vendor=5), rules)


def test_an_audit_of_a_supplier_names_it(rules: OfficeRules) -> None:
    assert said(AUDIT.replace(vendor=None), rules)["vendor"][0] is Severity.WARNING


def test_days_that_run_backwards_are_refused(rules: OfficeRules) -> None:
    assert said(AUDIT.replace(notified_on="2026-12-01"), rules)["held_on"][0] is Severity.ERROR
    assert (
        said(AUDIT.replace(period_from="2026-12-01", period_to="2026-11-01"), rules)["period_to"][0] is Severity.ERROR
    )


def test_an_answer_belongs_to_the_checklist_of_its_audit(rules: OfficeRules) -> None:
    other = Around(checklist_item=[ChecklistItem(id=9, checklist=2, number="1.1", question="問")], audit=[AUDIT])
    assert said(Answer(audit=1, item=9, result="yes"), rules, other)["item"][0] is Severity.ERROR
    assert said(Answer(audit=1, item=1, result="yes"), rules) == {}


def test_the_list_of_audits_says_in_words_how_far_each_has_come() -> None:
    answers = [Answer(id=1, audit=1, item=1, result="yes"), Answer(id=2, audit=1, item=2, result="no")]
    taken_back = Answer(id=3, audit=1, item=3, result="")
    around = Around(**{**FILE._kinds, "answer": [*answers, taken_back]})
    field = Audit.record_type.field
    assert field("progress").compute(AUDIT, around) == "2／3"
    assert field("wanting").compute(AUDIT, around) == "不符合 1"
    assert field("progress").compute(AUDIT.replace(id=0), FILE) == "0／3"
    assert field("wanting").compute(AUDIT, FILE) == ""
