"""Every record type there is, and what the rest of the program takes for granted about each of them."""

import re
from typing import Any

import pytest

from isms_desktop.domain.catalog import KINDS, mentions_of, record_type, record_types, references_to
from isms_desktop.domain.fields import Field, Kind, RecordType
from isms_desktop.domain.values import read, same_key

every_type = pytest.mark.parametrize("each", record_types(), ids=lambda each: each.kind)
EVERY_FIELD = [(each, field) for each in record_types() for field in each.fields]
every_field = pytest.mark.parametrize(("each", "field"), EVERY_FIELD, ids=[f"{t.kind}.{f.key}" for t, f in EVERY_FIELD])
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_kinds_and_labels_are_all_different() -> None:
    assert tuple(each.kind for each in record_types()) == KINDS
    assert len({each.label for each in record_types()}) == len(KINDS)
    assert record_type("asset") in record_types()


def test_this_issues_registers_are_there() -> None:
    assert len(KINDS) == 48
    assert {"agency", "asset", "vendor_staff", "checklist_item", "finding", "action", "print"} <= set(KINDS)


@every_type
def test_a_type_speaks_chinese_and_knows_its_fields(each: RecordType[Any]) -> None:
    assert HAN.search(each.label) and HAN.search(each.unit)
    assert len({field.key for field in each.fields}) == len(each.fields)
    assert each.identity and {*each.identity, *each.title} <= set(each.by_key)
    assert each.cls.record_type is each
    assert each.fields[-1].key == "note"
    assert re.fullmatch(r"[a-z_]+", each.kind)


@every_field
def test_a_field_says_what_it_is_in_chinese(each: RecordType[Any], field: Field) -> None:
    assert field.label.isascii() is False or field.label in ("OID", "SHA-256")
    assert not field.help or HAN.search(field.help)
    assert field.label == field.label.strip()
    assert re.fullmatch(r"[a-z_]+[0-9]*", field.key)
    assert field.width > 0 and field.longest > 0


@every_field
def test_a_field_names_only_things_that_exist(each: RecordType[Any], field: Field) -> None:
    assert (field.kind in (Kind.REF, Kind.REFS)) == (field.target in KINDS)
    assert field.suggest in ("", *KINDS)
    assert (field.kind is Kind.COMPUTED) == (field.compute is not None)
    if field.stored:  # a computed word may come from a list as well, so that it can stand as chips
        assert (field.kind in (Kind.CHOICE, Kind.CHOICES)) == bool(field.options or field.options_from)
    assert not (field.options and field.options_from)
    assert not field.words or field.kind in (Kind.INTEGER, Kind.DECIMAL)


@every_type
def test_labels_within_a_type_are_different_so_that_a_heading_means_one_column(each: RecordType[Any]) -> None:
    labels = [same_key(field.label) for field in each.fields]
    assert len(set(labels)) == len(labels)


@every_type
def test_no_two_fields_claim_the_same_heading_of_a_sheet(each: RecordType[Any]) -> None:
    claims: dict[str, str] = {}
    labels = {same_key(field.label): field.key for field in each.fields}
    for field in each.stored:
        for synonym in map(same_key, field.synonyms):
            assert labels.get(synonym, field.key) == field.key, f"{synonym} is another field's label"
            assert claims.setdefault(synonym, field.key) == field.key, f"{synonym} twice"


@every_field
def test_no_choice_can_be_mistaken_for_another(each: RecordType[Any], field: Field) -> None:
    words = [same_key(word) for choice in field.options for word in {choice.value, choice.label, *choice.synonyms}]
    assert len(set(words)) == len(words)
    if field.kind is Kind.CHOICES and field.options:  # several are written into one cell
        written = "、".join(choice.label for choice in field.options)
        rules: Any = None
        assert read(field, written, rules) == (tuple(choice.value for choice in field.options), None)


@every_field
def test_a_default_is_a_value_that_the_field_would_accept(each: RecordType[Any], field: Field) -> None:
    if field.kind is Kind.CHOICE and (default := getattr(each.cls(), field.key)):
        assert default in {choice.value for choice in field.options}


def test_who_may_point_at_an_asset_or_a_risk() -> None:
    assert [(each.kind, key) for each, key in references_to("asset")] == [
        ("risk", "asset"),
        ("harmful_product", "asset"),
        ("disposal", "asset"),
    ]
    assert [(each.kind, key) for each, key in references_to("risk")] == [("treatment", "risk")]
    assert references_to("task") == ()


def test_a_person_is_named_in_many_registers() -> None:
    named = {(each.kind, key) for each, key in mentions_of("person")}
    assert {("asset", "custodian"), ("task", "responsible"), ("audit", "auditors"), ("person", "deputy")} <= named


def test_the_national_id_is_the_only_sensitive_field_of_a_person() -> None:
    assert [field.key for field in record_type("person").fields if field.sensitive] == ["national_id"]
