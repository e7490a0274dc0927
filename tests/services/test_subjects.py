"""The tables by which one subject is found from another name only what exists."""

import datetime
import importlib
import inspect

import pytest

from isms_desktop.domain.catalog import KINDS
from isms_desktop.services import followups, proposals, reminders
from isms_desktop.services.offices import Office

TODAY = datetime.date(2026, 11, 20)


def parameters(module: str, name: str) -> list[str]:
    found = getattr(importlib.import_module(f"isms_desktop.services.{module}"), name)
    return [each.strip("_") for each in inspect.signature(found).parameters]


@pytest.mark.parametrize("kind", proposals.WHERE)
def test_what_a_new_row_begins_with(kind: str) -> None:
    assert kind in KINDS
    assert parameters(*proposals.WHERE[kind]) == ["office", "rows"]


@pytest.mark.parametrize("kind", followups.WHERE)
def test_what_follows_from_a_change(kind: str) -> None:
    assert kind in KINDS
    office, action, _record, new = parameters(*followups.WHERE[kind])
    assert (office, action, new) == ("office", "action", "new")


@pytest.mark.parametrize("subject", reminders.SUBJECTS)
def test_a_subject_reminds_of_nothing_in_an_office_that_has_just_begun_but_of_what_the_year_asks(
    subject: str, empty_office: Office
) -> None:
    module = importlib.import_module(f"isms_desktop.services.{subject}")
    found = list(module.reminders(empty_office, TODAY))
    assert all(each.text and each.why.endswith("。") and not each.ids for each in found)
