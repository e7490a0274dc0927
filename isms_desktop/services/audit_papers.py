"""What the papers of audits need beside the records that are printed: the program's checklists, the audit before."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from isms_desktop.services import library
from isms_desktop.services.audit_sheet import previous_audit
from isms_desktop.services.offices import Office


def tables(office: Office, kinds: Collection[str]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The tables of ``printing.Inputs.guide`` for a form that prints these record types; none for other papers.

    ``previous_audit`` is worked out from all audits: when one alone is printed, the others are not handed over.
    """
    if "checklist" not in kinds:
        return {}
    return {"shipped_checklist": shipped_checklists(), "previous_audit": previous_audits(office)}


def shipped_checklists() -> list[Mapping[str, Any]]:
    """The program's own checklists, for a blank paper of an office that has none: kind, name, grading, items."""
    return [{**each.head, "items": each.items} for each in library.checklists().values()]


def previous_audits(office: Office) -> list[Mapping[str, Any]]:
    """For each audit that follows another one: its id, that of the one before, and the day of that."""
    pairs = ((audit, previous_audit(office, audit)) for audit in office.all("audit"))
    return [{"audit": audit.id, "previous": before.id, "held_on": before.held_on} for audit, before in pairs if before]
