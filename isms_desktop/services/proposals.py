"""What the program can fill into a new row of a register by itself: the next number, the name behind a link.

One function per record type, kept with the subject it belongs to; this is only the list of them.
"""

import importlib
from collections.abc import Iterable, Mapping

from isms_desktop.domain.fields import Value
from isms_desktop.services.offices import Office

WHERE: Mapping[str, tuple[str, str]] = {
    "asset": ("assets", "complete"),
    "audit": ("audits", "complete"),
    "certificate": ("people", "complete_certificates"),
    "pledge": ("vendors", "complete_pledges"),
    "threat": ("risks", "complete_threats"),
    "vendor_staff": ("vendors", "complete_staff"),
    "finding": ("improvements", "complete_findings"),
    "action": ("improvements", "complete_actions"),
    "action_review": ("improvements", "complete_reviews"),
    "incident_event": ("incidents", "complete_events"),
    "intelligence": ("drills", "complete_intelligence"),
    "drill": ("drills", "complete_drills"),
    "harmful_product": ("harmful", "complete"),
    "course": ("training_plan", "complete_courses"),
    "attendance": ("attendance", "complete"),
    "training_plan": ("training_plan", "complete_plan"),
    "task": ("yearly", "complete_tasks"),
    "measurement": ("yearly", "complete_measurements"),
    "access_entry": ("yearly", "complete_visits"),
    "room_log": ("yearly", "complete_room_logs"),
    "request": ("yearly", "complete_requests"),
    "document": ("yearly", "complete_documents"),
    "report_item": ("yearly", "complete_reports"),
    "backup_test": ("yearly", "complete_backups"),
    "account_review": ("yearly", "complete_reviews"),
}
"""Record type → module of ``services`` and its function (office, rows) → rows."""


def complete(office: Office, kind: str, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New rows of a type as typed, pasted or imported, with what can be proposed where nothing was given."""
    if kind not in WHERE:
        return [dict(row) for row in rows]
    module, name = WHERE[kind]
    done: list[dict[str, Value]] = getattr(importlib.import_module(f"isms_desktop.services.{module}"), name)(
        office, rows
    )
    return done
