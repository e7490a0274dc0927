"""What an import would do, row by row: made by ``session``, shown as a preview, written by services, all or nothing."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from isms_desktop.domain.fields import Field, Record, RecordType, Value
from isms_desktop.domain.findings import Severity
from isms_desktop.exchange.columns import Layout


class Outcome(enum.StrEnum):
    """What becomes of one row of the sheet."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    """It stands in the sheet more than once."""
    ERROR = "error"
    SKIPPED = "skipped"
    """No record: a total, a footnote, a heading that is repeated."""


LABELS: Mapping[Outcome, str] = {
    Outcome.NEW: "新增",
    Outcome.CHANGED: "修改",
    Outcome.UNCHANGED: "不變",
    Outcome.DUPLICATE: "重複",
    Outcome.ERROR: "錯誤",
    Outcome.SKIPPED: "略過",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One field that would change."""

    field: Field
    old: Value
    new: Value
    old_text: str
    """As a person reads it; masked when the field is sensitive."""
    new_text: str


@dataclass(frozen=True, slots=True)
class CellFinding:
    """Something to say about one cell or row of the sheet."""

    severity: Severity
    place: str
    """「工作表「清冊」第 5 列 C 欄」."""
    field: str
    """Key of the field, or "" when the row as a whole is meant."""
    text: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.place}：{self.text}{self.advice}"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the sheet and what becomes of it."""

    row: int
    """Number of the row as the spreadsheet shows it, from 1."""
    outcome: Outcome
    title: str
    """How a person names the record."""
    record: Record | None = None
    """What would be written: id 0 for a new record. None when nothing is written."""
    before: Record | None = None
    """The record in the file that the row belongs to."""
    changes: tuple[Change, ...] = ()
    findings: tuple[CellFinding, ...] = ()
    remark: str = ""
    """Why the row is skipped."""

    @property
    def plain(self) -> bool:
        """Whether there is nothing to say about it: new or unchanged, and no finding."""
        return not self.findings and self.outcome in (Outcome.NEW, Outcome.UNCHANGED)


@dataclass(frozen=True)
class ImportPlan:
    """The whole import before anything is written."""

    record_type: RecordType[Any]
    layout: Layout
    rows: tuple[PlanRow, ...]
    notes: tuple[str, ...] = ()
    """What a person should know about the file as a whole, in Chinese."""
    absent: int = 0
    """How many records of the file do not stand in the sheet; an import never deletes."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """``new``, ``changed``, ``unchanged``, ``duplicates``, ``errors``, ``skipped`` rows; ``warnings`` in all."""
        number = dict.fromkeys(Outcome, 0)
        warnings = 0
        for row in self.rows:
            number[row.outcome] += 1
            if row.findings:
                warnings += sum(finding.severity is Severity.WARNING for finding in row.findings)
        return {
            "new": number[Outcome.NEW],
            "changed": number[Outcome.CHANGED],
            "unchanged": number[Outcome.UNCHANGED],
            "duplicates": number[Outcome.DUPLICATE],
            "warnings": warnings,
            "errors": number[Outcome.ERROR],
            "skipped": number[Outcome.SKIPPED],
        }

    @property
    def clean(self) -> bool:
        """Whether no row is refused, so that all of the sheet can be written."""
        return not self.counts["errors"] and not self.counts["duplicates"]

    @cached_property
    def creates(self) -> tuple[Record, ...]:
        """The new records, in the order of the sheet."""
        return tuple(row.record for row in self.rows if row.outcome is Outcome.NEW and row.record is not None)

    @cached_property
    def updates(self) -> tuple[tuple[Record, Record], ...]:
        """(before, after) of every record that would change."""
        return tuple(
            (row.before, row.record)
            for row in self.rows
            if row.outcome is Outcome.CHANGED and row.before is not None and row.record is not None
        )

    def as_dict(self) -> dict[str, Any]:
        """The shape of the command line's ``import``: the counts, and ``rows`` of what is not plain."""
        return {
            **self.counts,
            "sheet": self.layout.sheet.name,
            "heading_row": self.layout.heading_row + 1,
            "columns": [
                {
                    "column": match.letters,
                    "heading": match.heading,
                    "field": match.field.key if match.field else "",
                    "remark": match.remark,
                }
                for match in self.layout.columns
            ],
            "notes": list(self.notes),
            "absent": self.absent,
            "rows": [_row_as_dict(row) for row in self.rows if not row.plain],
        }


def _row_as_dict(row: PlanRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "outcome": str(row.outcome),
        "title": row.title,
        "remark": row.remark,
        "changes": [
            {"field": change.field.key, "label": change.field.label, "old": change.old_text, "new": change.new_text}
            for change in row.changes
        ],
        "findings": [
            {
                "severity": str(finding.severity),
                "place": finding.place,
                "field": finding.field,
                "text": finding.text,
                "advice": finding.advice,
            }
            for finding in row.findings
        ],
    }
