"""The tabs of the window, from left to right. A new page is one more line in ``PAGES``.

A page is a module, or a package with its parts beside it. It is imported when its tab is first shown: nobody waits at
the start for what they may not use today.
"""

import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from isms_desktop.ui.shell import Page


class PageEntry(NamedTuple):
    """One tab: what it is called, where its class comes from, and which registers it shows."""

    page_id: str
    title: str
    cls: str
    """Where its class stands below this package, and its name."""
    shows: Mapping[str, str] = MappingProxyType({})
    """Record type → the view of the page in which its records are found ("" for the first)."""

    def load(self) -> type[Page]:
        """The page's class, read from its module."""
        module, _, name = self.cls.rpartition(".")
        found: type[Page] = getattr(importlib.import_module(f"{__name__}.{module}"), name)
        return found


PAGES = (
    PageEntry("overview", "總覽", "overview.page.OverviewPage"),
    PageEntry("assets", "資產清冊", "assets.AssetsPage", {"asset": ""}),
    PageEntry(
        "risks",
        "風險評估",
        "risks.page.RisksPage",
        {"risk": "list", "treatment": "plans", "threat": "library", "scale": "scales"},
    ),
    PageEntry(
        "vendors",
        "委外查核",
        "vendors.page.VendorsPage",
        {"vendor": "vendors", "contract": "contracts", "vendor_staff": "staff"},
    ),
    PageEntry(
        "audits",
        "內部稽核",
        "audits.page.AuditsPage",
        {
            "audit": "audits",
            "answer": "answers",
            "finding": "findings",
            "action": "actions",
            "action_review": "reviews",
            "checklist": "checklists",
            "checklist_item": "items",
        },
    ),
    PageEntry(
        "training",
        "教育訓練",
        "training.page.TrainingPage",
        {"course": "courses", "attendance": "attendances", "training_plan": "plan"},
    ),
    PageEntry(
        "people",
        "組織人員",
        "people.page.PeoplePage",
        {"person": "people", "certificate": "certificates", "pledge": "pledges"},
    ),
    PageEntry(
        "incidents",
        "事件情資",
        "incidents.page.IncidentsPage",
        {
            "incident": "incidents",
            "incident_event": "events",
            "intelligence": "intelligence",
            "drill": "drills",
            "harmful_product": "harmful",
        },
    ),
    PageEntry(
        "yearly",
        "年度作業",
        "yearly.page.YearlyPage",
        {
            "task": "tasks",
            "business": "business",
            "system": "systems",
            "control_check": "controls",
            "objective": "objectives",
            "measurement": "measurements",
            "request": "requests",
            "access_entry": "access",
            "remote_access": "remote",
            "account_review": "accounts",
            "room_log": "rooms",
            "backup_test": "backups",
            "disposal": "disposals",
            "meeting": "meetings",
            "context_issue": "context",
            "communication": "communication",
            "document": "documents",
            "report_item": "report",
            "plan_text": "plan",
            "print": "prints",
        },
    ),
    PageEntry("forms", "表單列印", "forms.page.FormsPage"),
)


def place_of(kind: str) -> tuple[str, str]:
    """(page, view) where records of that kind are found; ("", "") for those that have no page of their own."""
    return next(((entry.page_id, entry.shows[kind]) for entry in PAGES if kind in entry.shows), ("", ""))
