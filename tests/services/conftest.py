"""A small office with a few assets, so that a test can say exactly what there is."""

from typing import Any

import pytest

from isms_desktop.services import records, risks
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year

LEVELS = {"confidentiality": 2, "integrity": 2, "availability": 2}


@pytest.fixture
def desk(empty_office: Office) -> Office:
    """Three assets: HW-001 and HW-002 with levels, SW-001 without; nothing weighed yet."""
    rows: list[dict[str, Any]] = [
        {"number": "HW-001", "category": "HW", "name": "櫃檯電腦", **LEVELS},
        {"number": "HW-002", "category": "HW", "name": "印表機", **LEVELS},
        {"number": "SW-001", "category": "SW", "name": "公文系統"},
    ]
    records.add(empty_office, "asset", rows, "新增資產")
    return empty_office


@pytest.fixture
def weighed(desk: Office) -> Office:
    """The same office: one event weighed for HW-001, this year and last year, and a measure against this year's."""
    threat = desk.all("threat")[0].id
    for year in (current_year(desk) - 1, current_year(desk)):
        risks.assess(desk, [1], threat, 2, 3, year=year)
    records.add(desk, "treatment", [{"risk": 2, "measure": "加裝不斷電系統"}], "新增措施")
    return desk
