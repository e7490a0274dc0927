"""What every register can do because it is declared: be filled in, shown, changed, undone, sent out and back."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.catalog import KINDS, record_type
from isms_desktop.domain.fields import Field, Kind, Value
from isms_desktop.domain.values import options
from isms_desktop.services import exports, history, imports, records
from isms_desktop.services.offices import Office

REGISTERS = [kind for kind in KINDS if kind not in ("agency", "attachment", "scale")]
"""Not those of which an office has all there is from the beginning."""
every_register = pytest.mark.parametrize("kind", REGISTERS)


class Clerk:
    """Fills in a record of any type, every field of it, and whatever it links to first."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.made: dict[str, int] = {}

    def add(self, kind: str) -> int:
        """Add one complete record of that type; its id."""
        values = {field.key: self._value(kind, field) for field in record_type(kind).stored}
        (self.made[kind],) = records.add(self.office, kind, [values], "新增").added
        return self.made[kind]

    def _value(self, kind: str, field: Field) -> Value:
        rules = self.office.rules
        match field.kind:
            case Kind.INTEGER | Kind.DECIMAL:
                span = rules.scale_range(field.scale) if field.scale else None
                low = span[0] if span else field.minimum
                return int(low or 1) if field.kind is Kind.INTEGER else 1.5
            case Kind.YES_NO:
                return True
            case Kind.CHOICE:
                return options(field, rules)[0].value
            case Kind.CHOICES:
                return tuple(each.value for each in options(field, rules))[:2]
            case Kind.DATE:
                return "2026-03-05"
            case Kind.TIME:
                return "09:30"
            case Kind.MOMENT:
                return "2026-03-05T09:30"
            case Kind.REF:
                return self.made.get(field.target) or (self.add(field.target) if field.target != kind else None)
            case _:
                return f"{field.label}的內容"


@pytest.fixture
def clerk(empty_office: Office) -> Clerk:
    return Clerk(empty_office)


@every_register
def test_a_record_is_filled_in_read_in_words_and_taken_back(kind: str, clerk: Clerk) -> None:
    record_id = clerk.add(kind)
    office, declared = clerk.office, record_type(kind)
    record = records.get(office, kind, record_id)
    shown = {field.key: records.show(office, record, field) for field in declared.fields}
    assert all(shown[field.key] for field in declared.stored), [key for key, text in shown.items() if not text]
    assert records.title_of(office)(kind, record_id).strip()
    (entry,) = history.steps(office, kind, record_id)
    assert len(entry.lines) == len(declared.stored)
    records.findings(office, record)
    records.change(office, kind, {record_id: {"note": "改過"}}, "修改備註")
    assert history.steps(office, kind, record_id)[0].lines == ("備註：備註的內容 → 改過",)
    records.undo(office)
    assert records.get(office, kind, record_id).replace(changed="") == record.replace(changed="")


@every_register
@pytest.mark.parametrize("suffix", ["xlsx", "ods", "csv"])
def test_what_is_exported_comes_back_unchanged_and_after_deleting_as_new(
    kind: str, suffix: str, clerk: Clerk, tmp_path: Path
) -> None:
    record_id = clerk.add(kind)
    office, sheet = clerk.office, tmp_path / f"清冊.{suffix}"
    before = office.find(kind, record_id)
    exports.export(office, kind, sheet, masked=False)
    plan = imports.prepare(office, kind, sheet)
    assert [row.outcome.value for row in plan.rows if not row.plain] == []
    assert set(imports_counts(plan)) == {"unchanged"}
    records.delete(office, kind, [record_id], "刪除", with_dependents=True)
    plan = imports.prepare(office, kind, sheet)
    assert plan.clean, [str(finding) for row in plan.rows for finding in row.findings]
    (again,) = imports.commit(office, plan).added
    after = office.find(kind, again)
    keys = [field.key for field in record_type(kind).stored if field.key != "built_in"]  # what comes in is the office's
    assert {key: getattr(after, key) for key in keys} == {key: getattr(before, key) for key in keys}


@every_register
def test_a_blank_sheet_to_fill_in_has_every_heading(kind: str, empty_office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "空白.csv"
    assert exports.export(empty_office, kind, sheet, blank=True) == 0
    headings = [heading for line in csv.reader(io.StringIO(sheet.read_text("utf-8-sig"))) for heading in line]
    assert [field.label for field in record_type(kind).stored if field.label not in headings] == []


@every_register
def test_a_sensitive_value_leaves_only_when_asked_for(kind: str, clerk: Clerk, tmp_path: Path) -> None:
    secret = [field for field in record_type(kind).stored if field.sensitive]
    record_id = clerk.add(kind)
    values = {field.key: f"ZQX9{place}7531" for place, field in enumerate(secret)}
    if not secret:
        return
    records.change(clerk.office, kind, {record_id: values}, "填寫")
    masked, opened = tmp_path / "遮蔽.csv", tmp_path / "全部.csv"
    exports.export(clerk.office, kind, masked)
    exports.export(clerk.office, kind, opened, masked=False)
    for value in values.values():
        assert value not in masked.read_text("utf-8-sig")
        assert value in opened.read_text("utf-8-sig")
        assert all(value not in line for entry in history.steps(clerk.office, kind, record_id) for line in entry.lines)
        shown = [records.show(clerk.office, clerk.office.find(kind, record_id), field) for field in secret]
        assert value not in shown


def imports_counts(plan: Any) -> dict[str, int]:
    """How many rows have which outcome, without those that no row has."""
    return {name: number for name, number in plan.counts.items() if number}
