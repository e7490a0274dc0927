"""Assets: the next free number, a new row, what there is of each category."""

import re

from isms_desktop.domain.fields import Value
from isms_desktop.domain.profile import AssetCategory
from isms_desktop.services.offices import Office


def next_number(office: Office, category: str) -> str:
    """The next free number of a category, one above the highest in use, by the profile's numbering (HW-001)."""
    numbering = office.rules.profile.numbering
    prefix = f"{category}{numbering.separator}"
    pattern = re.compile(re.escape(prefix) + r"(\d+)$", re.IGNORECASE)
    used = [int(found[1]) for asset in office.all("asset") if (found := pattern.match(asset.number))]
    return f"{prefix}{max(used, default=0) + 1:0{numbering.digits}}"


def blank_asset(office: Office, category: str) -> dict[str, Value]:
    """The values of a new asset of a category: its proposed number, its unit, one piece, in use."""
    return {
        "number": next_number(office, category),
        "category": category,
        "quantity": 1,
        "status": "in_use",
        "department": office.agency.department,
    }


def categories_with_counts(office: Office) -> list[tuple[AssetCategory, int]]:
    """The profile's categories in its order, each with the number of assets."""
    assets = office.all("asset")
    return [(each, sum(asset.category == each.code for asset in assets)) for each in office.rules.profile.categories]
