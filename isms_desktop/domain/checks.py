"""Checking a record: what every field asks for, then what the record type itself knows.

Serves the form on screen, an import row and the hand-in gate alike.
"""

from isms_desktop.domain.fields import Field, Kind, Record, Rules, Value
from isms_desktop.domain.findings import Finding, Severity, error
from isms_desktop.domain.values import options, read


def check(record: Record, rules: Rules) -> list[Finding]:
    """Everything there is to say about a record under the office's rules; empty when all is well."""
    record_type = record.record_type
    findings = [
        finding
        for field in record_type.stored
        if (finding := check_field(field, getattr(record, field.key), rules)) is not None
    ]
    for own_check in record_type.checks:
        findings.extend(own_check(record, rules))
    return findings


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
