"""Assets: the next free number, new rows, what there is of each category, what still lacks a value or a label."""

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.scoring import ASSET_SCALES, ValueRule
from isms_desktop.services.offices import Office


def complete(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New rows as a clerk typed or pasted them, with what can be proposed where nothing was given.

    The category follows from the number's code (HW-001 → HW); the number is the next free one of the category: one
    above the highest in use, in the file or among the rows, by the profile's numbering.
    """
    given = [dict(row) for row in rows]
    taken = [str(row["number"]) for row in given if row.get("number")]
    highest: dict[str, int] = {}
    done = []
    for row in given:
        number = str(row.get("number") or "")
        category = str(row.get("category") or _category_of(office, number))
        if not category:
            done.append(row)
            continue
        if not number:
            if category not in highest:
                highest[category] = _highest(office, category, taken)
            highest[category] += 1
            number = _number(office, category, highest[category])
        filled = {key: value for key, value in row.items() if value not in ("", None, ())}
        done.append({**_usual(office, category), **filled, "number": number})
    return done


def unvalued(office: Office) -> list[Any]:
    """Assets in use that lack a level which the office's method counts, in the register's order (a glance at each).

    A method without an asset value needs the levels for the 防護需求等級 alone: one that was filled in is enough.
    """
    parts = valued_by(office)
    levels = attrgetter("id", *parts)  # the id makes a tuple of even one part
    by_level = office.rules.method.value_rule is ValueRule.NONE
    return [
        asset
        for asset in office.glance("asset", "status", "protection_level", *parts)
        if asset.status == "in_use"
        and not (by_level and asset.protection_level)
        and set(map(type, levels(asset))) != {int}
    ]


def valued_by(office: Office) -> tuple[str, ...]:
    """The scales by which this office values an asset, such as confidentiality, integrity, availability."""
    method = office.rules.method
    return method.value_parts or tuple(scale for scale in ASSET_SCALES if scale in method.ranges)


def unlabelled(office: Office) -> list[Any]:
    """Assets in use whose category carries labels and that have none yet (a glance at each)."""
    labelled = {category.code for category in office.rules.profile.categories if category.labelled}
    return [
        asset
        for asset in office.glance("asset", "category", "status", "labelled")
        if asset.category in labelled and asset.status == "in_use" and not asset.labelled
    ]


def _usual(office: Office, category: str) -> dict[str, Value]:
    return {"category": category, "quantity": 1, "status": "in_use", "department": office.agency.department}


def _number(office: Office, category: str, running: int) -> str:
    numbering = office.rules.profile.numbering
    return f"{category}{numbering.separator}{running:0{numbering.digits}}"


def _highest(office: Office, category: str, also_used: Iterable[str]) -> int:
    from isms_desktop.domain.values import same_key  # the overview counts assets and gives none a number

    prefix = f"{category}{office.rules.profile.numbering.separator}"
    pattern = re.compile(re.escape(same_key(prefix)) + r"(\d+)$")
    numbers = [*(asset.number for asset in office.all("asset")), *also_used]
    return max((int(found[1]) for number in numbers if (found := pattern.match(same_key(number)))), default=0)


def _category_of(office: Office, number: str) -> str:
    code = number.partition(office.rules.profile.numbering.separator)[0].strip().upper()
    category = office.rules.profile.category(code) if code else None
    return category.code if category else ""
