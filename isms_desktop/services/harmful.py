"""危害國家資通安全產品: bringing them in from the asset register, and what is still missing for each."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.harmful import approvals_missing
from isms_desktop.domain.values import NO, same_key
from isms_desktop.services import records
from isms_desktop.services.offices import Office
from isms_desktop.services.reminders import Reminder
from isms_desktop.store.history import Changed

REVIEW_EVERY = 365
"""Days after which the alternatives are looked at again; the rule says 定期, the year is our own measure."""
_TAKEN_OVER = ("brand", "model", "name", "quantity", "location")
"""What a product has from its asset: the fields bear the same names."""
_SEEN = (
    "asset",
    "disposition",
    "destroyed_on",
    "planned_on",
    "own_ciso_on",
    "superior_ciso_on",
    "authority_on",
    "alternatives_on",
)


def candidates(office: Office) -> list[Any]:
    """Assets in use with a doubt written against them that the register does not have yet (a glance at each)."""
    known = {product.asset for product in office.glance("harmful_product", *_SEEN)}
    return [
        asset
        for asset in office.glance("asset", "harmful_doubt", "status")
        if asset.harmful_doubt
        and same_key(asset.harmful_doubt) not in NO
        and asset.status == "in_use"
        and asset.id not in known
    ]


def adopt(office: Office) -> Changed:
    """Enter every candidate in one undoable step. UserError when there is none."""
    rows: list[dict[str, Value]] = [{"asset": each.id} for each in candidates(office)]
    if not rows:
        raise UserError("資產清冊裡沒有要帶入的資產。", "請先在資產的「危害產品疑慮」寫下理由。")
    return records.add(office, "harmful_product", complete(office, rows), "由資產清冊帶入危害產品")


def complete(office: Office, rows: Iterable[Mapping[str, Value]]) -> list[dict[str, Value]]:
    """New products as typed: what the asset already tells, listed today."""
    today = datetime.date.today().isoformat()
    done = []
    for row in rows:
        filled = {key: value for key, value in row.items() if value not in ("", None)}
        asset = office.find("asset", filled.get("asset"))
        done.append({"listed_on": today, **(_from_asset(asset) if asset else {}), **filled})
    return done


def reminders(office: Office, today: datetime.date) -> Iterator[Reminder]:
    """Doubtful assets not entered, products not decided on, removal overdue, approvals missing, review overdue."""
    products = [each for each in office.glance("harmful_product", *_SEEN) if not each.destroyed_on]
    day = today.isoformat()
    doubtful = candidates(office)
    if doubtful:
        yield Reminder(
            f"{len(doubtful)} 項資產有危害產品疑慮，還沒有列管",
            "知悉後要盤點並立即移除，或經核定後專案使用（資安法第 11 條）。",
            "incidents",
            "harmful",
        )
    undecided = [each for each in products if not each.disposition]
    yield from _about(undecided, "還沒有決定處置", "應立即移除；有業務必要者，經核定後才能專案使用。", urgent=True)
    late = [each for each in products if each.disposition == "remove" and each.planned_on and each.planned_on < day]
    due = min((each.planned_on for each in late), default="")
    yield from _about(late, "過了預定汰換日", "移除後請填銷毀或封存日。", due=due, urgent=True)
    kept = [each for each in products if each.disposition == "exception"]
    unapproved = [each for each in kept if approvals_missing(each)]
    yield from _about(unapproved, "專案使用缺少核定", "要有兩位資通安全長及主管機關的核定才能使用。", urgent=True)
    before = (today - datetime.timedelta(days=REVIEW_EVERY)).isoformat()
    unseen = [each for each in kept if not approvals_missing(each) and each.alternatives_on < before]
    yield from _about(unseen, "一年沒有檢視替代方案", "專案使用要定期確認有沒有替代方案（審查辦法第 7 條）。")


def _about(products: list[Any], text: str, why: str, *, due: str = "", urgent: bool = False) -> Iterator[Reminder]:
    if products:
        ids = frozenset(each.id for each in products)
        yield Reminder(f"{len(products)} 項危害產品{text}", why, "incidents", "harmful", ids, due, urgent)


def _from_asset(asset: Any) -> dict[str, Value]:
    told = {key: value for key in _TAKEN_OVER if (value := getattr(asset, key)) not in ("", None)}
    # A product is named by its brand; an asset without one is entered under its name and the brand put in later.
    return {"brand": asset.name, **told}
