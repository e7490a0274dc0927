"""The rules of two offices: the one with the seeds' method, and one that counts 法遵性 and knows protection levels."""

import pytest

from isms_desktop.domain.rules import OfficeRules
from isms_desktop.services import library


def _rules(profile_id: str, method_id: str) -> OfficeRules:
    return OfficeRules(library.profiles()[profile_id], library.methods()[method_id], library.lists())


@pytest.fixture(scope="session")
def rules() -> OfficeRules:
    """A household office: HW-001, (C+I+A) × 可能性 × 衝擊性, levels 1–4 and 1–3."""
    return _rules("household-office-c", "cia-sum")


@pytest.fixture(scope="session")
def protective_rules() -> OfficeRules:
    """The same office weighing by MAX(C, I, A, L), whose highest level is the 防護需求等級."""
    return _rules("household-office-c", "max-cial")
