"""Every record type there is. A new register is one more line here and one module beside this one.

A type is declared when it is first asked for: opening the window needs eight of forty, and each costs a millisecond.
"""

import functools
import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from isms_desktop.domain.fields import Kind, RecordType

_MODULES: Mapping[str, tuple[str, ...]] = {
    "agency": ("Agency",),
    "people": ("Person", "Certificate"),
    "assets": ("Asset",),
    "scales": ("Scale",),
    "threats": ("Threat",),
    "risks": ("Risk", "Treatment"),
    "attachments": ("Attachment",),
    "vendors": ("Vendor", "Contract", "VendorStaff"),
    "pledges": ("Pledge",),
    "business": ("Business",),
    "systems": ("System", "ControlCheck"),
    "objectives": ("Objective", "Measurement"),
    "audits": ("Checklist", "ChecklistItem", "Audit", "Answer"),
    "incidents": ("Incident", "IncidentEvent"),
    "drills": ("Intelligence", "Drill"),
    "harmful": ("HarmfulProduct",),
    "improvements": ("AuditFinding", "ImprovementAction", "ActionReview"),
    "training": ("Course", "Attendance", "TrainingPlan"),
    "requests": ("Request", "RemoteAccess"),
    "access": ("AccessEntry", "AccountReview"),
    "operations": ("RoomLog", "BackupTest", "Disposal"),
    "management": ("Meeting", "ContextIssue", "Communication", "Document"),
    "tasks": ("Task",),
    "reporting": ("PlanText", "ReportItem", "Print"),
}
"""Module of ``domain`` → its record classes, in the order in which the tables came into the file."""

_RENAMED = {"AuditFinding": "finding", "ImprovementAction": "action"}
"""Classes whose kind is not simply their name: the plain words mean something else in this package."""


def _kind_of(name: str) -> str:
    return _RENAMED.get(name) or "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


_PLACES = {_kind_of(name): (module, name) for module, names in _MODULES.items() for name in names}
KINDS: tuple[str, ...] = tuple(_PLACES)
"""The names of all record types."""


@functools.cache
def record_type(kind: str) -> RecordType[Any]:
    """The record type of that name. KeyError when there is none."""
    module, name = _PLACES[kind]
    found: RecordType[Any] = getattr(importlib.import_module(f"isms_desktop.domain.{module}"), name).record_type
    return found


@functools.cache
def record_types() -> tuple[RecordType[Any], ...]:
    """Every record type, in the order of the tables."""
    return tuple(record_type(kind) for kind in KINDS)


@functools.cache
def references() -> Mapping[str, tuple[tuple[RecordType[Any], str], ...]]:
    """Record type → every (record type, field key) that may point at its records."""
    found: dict[str, list[tuple[RecordType[Any], str]]] = {kind: [] for kind in KINDS}
    for each in record_types():
        for field in each.stored:
            if field.kind in (Kind.REF, Kind.REFS):
                found[field.target].append((each, field.key))
    return MappingProxyType({kind: tuple(pointing) for kind, pointing in found.items()})


def references_to(kind: str) -> tuple[tuple[RecordType[Any], str], ...]:
    """Every (record type, field key) that may point at records of that kind."""
    return references()[kind]


@functools.cache
def mentions_of(kind: str) -> tuple[tuple[RecordType[Any], str], ...]:
    """Every (record type, field key) whose free text may name a record of that kind, as 保管人 names a person."""
    return tuple((each, field.key) for each in record_types() for field in each.stored if field.suggest == kind)
