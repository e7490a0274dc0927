"""Assets: the next free number, new rows, what there is of each category, what still lacks a value or a label."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.profile import AssetCategory
from isms_desktop.domain.values import same_key
from isms_desktop.services.offices import Office


def next_number(office: Office, category: str, also_used: Iterable[str] = ()) -> str:
    """The next free number of a category, one above the highest in use, by the profile's numbering (HW-001).

    ``also_used``: numbers of rows that are not in the file yet.
    """
    numbering = office.rules.profile.numbering
    prefix = f"{category}{numbering.separator}"
    pattern = re.compile(re.escape(same_key(prefix)) + r"(\d+)$")
    numbers = [*(asset.number for asset in office.all("asset")), *also_used]
    used = [int(found[1]) for number in numbers if (found := pattern.match(same_key(number)))]
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


def complete(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New rows as a clerk typed or pasted them, with what can be proposed where nothing was given.

    The category follows from the number's code (HW-001 → HW); the number is the next free one of the category.
    """
    given = [dict(row) for row in rows]
    taken = [str(row["number"]) for row in given if row.get("number")]
    done = []
    for row in given:
        category = str(row.get("category") or _category_of(office, str(row.get("number") or "")))
        if not category:
            done.append(row)
            continue
        number = str(row.get("number") or "")
        if not number:
            number = next_number(office, category, taken)
            taken.append(number)
        filled = {key: value for key, value in row.items() if value not in ("", None, ())}
        done.append({**blank_asset(office, category), **filled, "category": category, "number": number})
    return done


def unvalued(office: Office) -> list[Any]:
    """Assets in use that lack a level which the office's method counts, in the register's order (a glance at each)."""
    method = office.rules.method
    parts = method.value_parts or tuple(scale for scale in method.ranges if scale not in ("likelihood", "impact"))
    return [
        asset
        for asset in office.glance("asset", "status", *parts)
        if asset.status == "in_use" and not all(isinstance(getattr(asset, part), int) for part in parts)
    ]


def unlabelled(office: Office) -> list[Any]:
    """Assets in use whose category carries labels and that have none yet (a glance at each)."""
    labelled = {category.code for category in office.rules.profile.categories if category.labelled}
    return [
        asset
        for asset in office.glance("asset", "category", "status", "labelled")
        if asset.category in labelled and asset.status == "in_use" and not asset.labelled
    ]


def _category_of(office: Office, number: str) -> str:
    code = number.partition(office.rules.profile.numbering.separator)[0].strip().upper()
    category = office.rules.profile.category(code) if code else None
    return category.code if category else ""


def categories_with_counts(office: Office) -> list[tuple[AssetCategory, int]]:
    """The profile's categories in its order, each with the number of assets."""
    assets = office.all("asset")
    return [(each, sum(asset.category == each.code for asset in assets)) for each in office.rules.profile.categories]
