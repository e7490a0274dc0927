"""Writing a practice office: a sample that is wrong stops the build instead of losing a record."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.services import library
from isms_desktop.services.offices import create_office
from isms_desktop.services.sample_forms import spelled_out

AGENCY = {"grade": "C", "profile": "city-bureau-c", "year_starts": 1}
STAFF: list[Mapping[str, Any]] = [
    {"name": "石堃", "department": "秘書室", "job_title": "主任", "joined_on": "2020-01-01"},
    {"name": "卓喆", "department": "會計室", "job_title": "科員", "joined_on": "2026-09-01"},
    {"name": "丁犇", "department": "秘書室", "job_title": "技工", "joined_on": "2015-01-01", "left_on": "2025-12-31"},
]


def _spelled(**tables: Any) -> Mapping[str, Any]:
    return spelled_out({"agency": AGENCY, "person": STAFF, **tables})


def _write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **tables: Any) -> Any:
    sample = {"agency": AGENCY, "person": STAFF, **tables}
    monkeypatch.setattr(library, "sample", lambda _profile: sample)
    path = tmp_path / "練習.isms"
    try:
        return create_office(path, profile="city-bureau-c", name="練習", sample=True)
    finally:
        monkeypatch.undo()


def test_rows_under_columns_are_records_and_what_is_empty_is_left_out() -> None:
    table = {"columns": ["name", "phone"], "rows": [["甲公司", "00-1"], ["乙公司", ""]], "service": "維護"}
    assert _spelled(vendor=[table])["vendor"] == [
        {"service": "維護", "name": "甲公司", "phone": "00-1"},
        {"service": "維護", "name": "乙公司"},
    ]


def test_every_question_is_answered_and_those_for_other_grades_do_not_apply() -> None:
    audit = {"handle": "S", "checklist": "self-check", "answers": {"usual": "yes", "2.1": ["no", "沒有核定"]}}
    rows = {row["handle"]: row for row in _spelled(checklist=["self-check"], audit=[audit])["answer"]}
    known = library.checklist("self-check")
    assert known is not None and len(rows) == len(known.items)
    assert (rows["S 2.1"]["result"], rows["S 2.1"]["explanation"]) == ("no", "沒有核定")
    for item in known.items:
        if "C" not in item.get("grades", "C"):
            assert rows[f"S {item['number']}"]["result"] == "not_applicable"


def test_whoever_worked_there_that_day_was_invited() -> None:
    course = {"name": "通識", "held_on": "2026-04-01", "invited": "all", "absent": []}
    assert [each["name"] for each in _spelled(course=[course])["attendance"]] == ["石堃"]
    planned = {"name": "補課", "held_on": "2026-12-01", "invited": ["會計室"]}
    (row,) = _spelled(course=[planned])["attendance"]
    assert row["name"] == "卓喆" and "present" not in row


def test_a_task_takes_its_words_from_the_duty() -> None:
    (task,) = _spelled(task=[{"duty": "privileged/115-2", "done_on": "2026-06-24"}])["task"]
    assert (task["year"], task["due_on"], task["done_on"]) == (115, "2026-06-30", "2026-06-24")
    assert task["name"].endswith("（第 2 季）")


@pytest.mark.parametrize(
    "tables",
    [
        {"checklist": ["no-such-list"]},
        {"audit": [{"handle": "S", "checklist": "vendor-001", "answers": {"usual": "yes", "99.9": ["no"]}}]},
        {"course": [{"name": "通識", "held_on": "2026-04-01", "invited": ["丁犇"]}]},
        {"course": [{"name": "通識", "held_on": "2026-04-01", "invited": "all", "absent": ["沒有此人"]}]},
        {"task": [{"duty": "privileged/115-9"}]},
        {"system": [{"name": "甲", "availability": "普", "controls": {"checked_on": "2026-01-01", "80": ["no"]}}]},
        {"vendor": [{"columns": ["name", "phone"], "rows": [["甲公司"]]}]},
    ],
    ids=["checklist", "question", "left", "stranger", "duty", "control", "short row"],
)
def test_a_short_form_that_means_nothing_is_refused(tables: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError):
        _spelled(**tables)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"vendor": [{"name": "甲公司", "telephone": "00-1"}]}, "no field telephone"),
        ({"contract": [{"name": "維護案", "vendor": "甲公司"}]}, "no vendor is called 甲公司"),
        (
            {
                "vendor": [{"name": "甲公司"}],
                "contract": [{"name": "維護案", "vendor": "甲公司"}] * 2,
                "vendor_staff": [{"name": "石峯", "vendor": "甲公司", "contract": "維護案"}],
            },
            "several are called 維護案",
        ),
        (
            {"vendor": [{"handle": "V", "name": "甲公司"}, {"handle": "V", "name": "乙公司"}]},
            "two records are called V",
        ),
    ],
)
def test_a_wrong_field_or_link_is_named(
    tables: Mapping[str, Any], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match=said):
        _write(tmp_path, monkeypatch, **tables)
    assert not list(tmp_path.glob("*.isms")), "no half-made practice office is left behind"


def test_links_reach_their_targets_in_whatever_order_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = _write(
        tmp_path,
        monkeypatch,
        vendor_staff=[{"name": "石峯", "vendor": "甲公司", "contract": "C1"}],
        contract=[{"handle": "C1", "name": "維護案", "vendor": "甲公司"}],
        vendor=[{"name": "甲公司"}],
    )
    (person,), (contract,), (vendor,) = map(office.all, ("vendor_staff", "contract", "vendor"))
    assert (person.contract, person.vendor, contract.vendor) == (contract.id, vendor.id, vendor.id)
    office.close()
