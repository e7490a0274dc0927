"""Checking a record: what every field asks for, then what the record type itself knows.

Serves the form on screen, an import row and the hand-in gate alike.
"""

from collections.abc import Iterator

from isms_desktop.domain.fields import Check, Field, Kind, Record, Rules, Surroundings, Value
from isms_desktop.domain.findings import Finding, Severity, error
from isms_desktop.domain.values import options, read


def check(record: Record, rules: Rules, around: Surroundings | None = None) -> list[Finding]:
    """Everything there is to say about a record under the office's rules; empty when all is well.

    With ``around`` also what is wrong between it and other records.
    """
    record_type = record.record_type
    findings = [
        finding
        for field in record_type.stored
        if (finding := check_field(field, getattr(record, field.key), rules)) is not None
    ]
    for own_check in record_type.checks:
        findings.extend(own_check(record, rules))
    if around is not None:
        for relation in record_type.relations:
            findings.extend(relation(record, around))
    return findings


def in_order(earlier: str, later: str) -> Check:
    """A check that the day or moment under the key ``later`` does not come before the one under ``earlier``."""

    def ordered(record: Record, _rules: Rules) -> Iterator[Finding]:
        first, last = getattr(record, earlier), getattr(record, later)
        if first and last and last < first:
            field = record.record_type.field
            what = "日期" if field(later).kind is Kind.DATE else "時間"
            yield error(later, f"{field(later).label}早於{field(earlier).label}。", f"請更正其中一個{what}。")

    return ordered


def check_field(field: Field, value: Value, rules: Rules) -> Finding | None:
    """What is wrong with one value by itself; None when nothing is."""
    if value is None or value == "" or value == ():
        if field.required:
            return error(field.key, f"{field.label}是空白的。", f"請填寫{field.label}。")
        return None
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        known = {each.value for each in options(field, rules)}
        given = value if isinstance(value, tuple) else (value,)
        if all(each in known for each in given):
            return None
    return read(field, value, rules)[1]


def errors(findings: list[Finding]) -> tuple[Finding, ...]:
    """Only the findings that keep a record from being saved."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)
