"""離職交接: what must be done when somebody leaves, each with its state as the records have it, and handing it over."""

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.names import names_in
from isms_desktop.domain.people import ENDED, ROLES, is_here, term_of
from isms_desktop.domain.values import same_key
from isms_desktop.services import links, records
from isms_desktop.services.links import Use
from isms_desktop.services.offices import Office
from isms_desktop.services.years import current_year
from isms_desktop.store.history import Changed

State: TypeAlias = Literal["open", "done", "note"]
STATES: Mapping[State, str] = {"open": "未辦", "done": "已辦", "note": "參考"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do."""

    key: str
    title: str
    state: State
    text: str
    """How things stand, one sentence."""
    uses: tuple[Use, ...] = ()
    """The records it is about, to jump to and to hand over."""
    ids: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Further records to jump to: (kind, ids)."""

    @property
    def movable(self) -> bool:
        """Whether it can be handed over to another person."""
        return self.state == "open" and bool(self.uses)


@dataclass(frozen=True, slots=True)
class LeavingList:
    """Everything that somebody who leaves has to give back or hand over."""

    person: Any
    items: tuple[Item, ...]
    caution: str
    """Why names cannot be told apart here; "" when they can."""

    @property
    def open(self) -> int:
        """How many things are still to be done."""
        return sum(item.state == "open" for item in self.items)


_HELD: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "assets": {"asset": ("owner", "manager", "user", "custodian")},
    "systems": {"system": ("administrator",), "business": ("managers",)},
    "deputy": {"person": ("deputy",)},
    "work": {
        "task": ("responsible",),
        "treatment": ("responsible",),
        "action": ("responsible",),
        "contract": ("responsible",),
        "objective": ("responsible",),
        "communication": ("responsible",),
        "risk": ("owner",),
    },
}
"""What somebody holds as long as it is open. Everything else that names them is history and keeps the name."""
_TITLES: Mapping[str, tuple[str, str]] = {
    "assets": ("名下資產", "名下沒有使用中的資產。"),
    "systems": ("管理的系統", "沒有管理中的資通系統或業務。"),
    "deputy": ("擔任代理人", "沒有擔任其他同仁的代理人。"),
    "work": ("負責的工作", "沒有未結案的工作、措施、契約或風險。"),
}
_SUCCEEDED = ("ciso", "security_staff")
"""The roles that an office must not be without."""


def leaving_list(office: Office, person_id: int, today: datetime.date) -> LeavingList:
    """The checklist of one person. LookupError when there is nobody with that id."""
    person = office.find("person", person_id)
    if person is None:
        raise LookupError(f"person {person_id}")
    held = standing(office, {same_key(person.name)}, today)
    held["deputy"] = tuple(_without_own(use, person_id) for use in held["deputy"])
    twin = any(each.id != person_id and same_key(each.name) == same_key(person.name) for each in office.all("person"))
    caution = f"另有一位同仁也叫「{person.name}」，下面列出的可能是那一位的，請逐筆確認。" if twin else ""
    items = (
        _day(person),
        _accounts(person),
        *(_held_item(key, held[key]) for key in _HELD),
        _committee(person),
        *_roles(office, person, today),
        _pledge(office, person),
        _certificates(office, person, today),
    )
    return LeavingList(person, items, caution)


def standing(office: Office, names: Collection[str], today: datetime.date) -> dict[str, tuple[Use, ...]]:
    """Item → what these names (``same_key``) still hold."""
    return {
        key: tuple(
            Use(use.kind, use.key, left, use.how)
            for use in links.cells_naming(office, fields, names)
            if (left := _still_open(office, use, today))
        )
        for key, fields in _HELD.items()
    }


def keepers(office: Office, left: Sequence[Any], today: datetime.date) -> list[Any]:
    """Those of them in whose names assets still stand. Nobody whose name somebody bears who is here."""
    day = today.isoformat()
    here = {same_key(each.name) for each in office.all("person") if is_here(each, day)}
    wanted = {same_key(each.name) for each in left} - here
    found: set[str] = set()
    for use in links.cells_naming(office, _HELD["assets"], wanted):
        still = frozenset(_still_open(office, use, today))
        cells = {getattr(row, use.key) for row in office.glance(use.kind, use.key) if row.id in still}
        found.update(name for cell in cells for name in names_in(cell) & wanted)
    return [each for each in left if same_key(each.name) in found]


def hand_over(office: Office, person_id: int, to_id: int, keys: Collection[str], today: datetime.date) -> Changed:
    """Write another person's name wherever the leaving one holds something (items by ``key``), in one undoable step.

    Nobody becomes a deputy of oneself: such a cell is left. UserError when there is nothing or nobody to hand it to.
    """
    giver, taker = office.find("person", person_id), office.find("person", to_id)
    if giver is None or taker is None or not is_here(taker, today.isoformat()):
        raise UserError("沒有可以接手的同仁。", "請從清單選一位在職的同仁。")
    if same_key(giver.name) == same_key(taker.name):
        raise UserError(f"不能移交給同名的「{taker.name}」。", "請選另一位同仁，或逐筆修改。")
    listed = leaving_list(office, person_id, today)
    if listed.caution:
        raise UserError(listed.caution, "請在各登記簿自行修改。")
    chosen = [item for item in listed.items if item.key in keys and item.movable]
    uses = [_without_own(use, to_id) for item in chosen for use in item.uses]
    if chosen and not any(use.ids for use in uses):
        raise UserError(f"{taker.name}不能當自己的代理人。", f"請為{taker.name}另選代理人，或選另一位接手。")
    if not chosen:
        raise UserError("沒有可以移交的項目。", "名下的資產與工作都已經移交。")
    what = "、".join(item.title for item in chosen)
    return links.hand_over(office, uses, giver.name, taker.name, f"{giver.name}移交給{taker.name}：{what}")


def set_day(office: Office, person_id: int, key: str, day: str) -> Changed:
    """Fill in 離職日 or 帳號停用日. UserError when the day cannot be."""
    person = office.find("person", person_id)
    label = f"{record_type('person').field(key).label}：{person.name} {rocdate.write(day)}"
    return records.change(office, "person", {person_id: {key: day}}, label)


def successor(office: Office, person_id: int, today: datetime.date) -> int:
    """Whom to propose for taking over: the deputy, when there is exactly one who is here; else 0."""
    person = office.find("person", person_id)
    day = today.isoformat()
    wanted = same_key(person.deputy) if person is not None and person.deputy else ""
    found = [each for each in office.all("person") if same_key(each.name) == wanted and is_here(each, day)]
    return found[0].id if len(found) == 1 and found[0].id != person_id else 0


# The items


def _day(person: Any) -> Item:
    if person.left_on:
        return Item("day", "離職日", "done", f"{rocdate.write(person.left_on)}。")
    return Item("day", "離職日", "open", "還沒有填；填了之後，訓練時數、代理人等都會跟著調整。")


def _accounts(person: Any) -> Item:
    if person.account_closed_on:
        return Item("accounts", "帳號與權限", "done", f"帳號已於 {rocdate.write(person.account_closed_on)} 停用。")
    return Item("accounts", "帳號與權限", "open", "停用網域、郵件、系統、遠端連線及門禁的帳號後，登錄停用日。")


def _held_item(key: str, uses: tuple[Use, ...]) -> Item:
    title, nothing = _TITLES[key]
    uses = tuple(use for use in uses if use.ids)
    if not uses:
        return Item(key, title, "done", nothing)
    return Item(key, title, "open", f"{links.in_sentence(uses)}。", uses)


def _committee(person: Any) -> Item:
    if person.committee_group:
        return Item("committee", "推動小組", "open", "仍列在推動小組；移出後，記得由其他同仁補上。")
    return Item("committee", "推動小組", "done", "不在推動小組。")


def _roles(office: Office, person: Any, today: datetime.date) -> Iterator[Item]:
    labels = {each.value: each.label for each in ROLES}
    others = [each for each in office.all("person") if each.id != person.id and is_here(each, today.isoformat())]
    for role in (each for each in _SUCCEEDED if each in person.roles):
        next_ones = [each.name for each in others if role in each.roles]
        label = labels[role]
        if next_ones:
            yield Item(role, f"{label}的接任", "done", f"現有{'、'.join(next_ones[:3])}。")
        else:
            yield Item(role, f"{label}的接任", "open", f"沒有其他在職的{label}；請在接任同仁的「角色」勾選。")


def _pledge(office: Office, person: Any) -> Item:
    papers = [each for each in office.pointing("pledge", "person", person.id) if each.kind == "staff"]
    if not papers:
        return Item("pledge", "保密同意書", "note", "沒有簽署的紀錄；請在離職前補簽。")
    last = max(papers, key=lambda each: each.signed_on)
    words = f"已於 {rocdate.write(last.signed_on)} 簽署；離職時提醒仍須遵守其中的保密約定。"
    return Item("pledge", "保密同意書", "note", words, ids=(("pledge", tuple(each.id for each in papers)),))


def _certificates(office: Office, person: Any, today: datetime.date) -> Item:
    held = [
        each for each in office.pointing("certificate", "person", person.id) if term_of(each.expires_on, today) != ENDED
    ]
    if not held:
        return Item("certificates", "證照", "note", "沒有有效的資安證照。")
    words = f"有 {len(held)} 張有效證照，離職後不再算入機關應有的證照。"
    return Item("certificates", "證照", "note", words, ids=(("certificate", tuple(each.id for each in held)),))


# Inside


def _without_own(use: Use, person_id: int) -> Use:
    if (use.kind, use.key) != ("person", "deputy"):
        return use
    return Use(use.kind, use.key, tuple(each for each in use.ids if each != person_id), use.how)


_Open: TypeAlias = tuple[tuple[str, ...], Callable[[Any], bool]]


def _still_open(office: Office, use: Use, today: datetime.date) -> tuple[int, ...]:
    """Those records of a use that are not closed: an asset scrapped or a task done is history."""
    keys, is_open = _opened(office, use.kind, today)
    if not keys:
        return use.ids
    wanted = frozenset(use.ids)
    return tuple(row.id for row in office.glance(use.kind, use.key, *keys) if row.id in wanted and is_open(row))


def _opened(office: Office, kind: str, today: datetime.date) -> _Open:
    """The fields that tell, and how, whether a record is still open."""
    day = today.isoformat()
    match kind:
        case "asset":
            return ("status",), lambda row: row.status not in ("scrapped", "moved_out")
        case "system":
            return ("status",), lambda row: row.status != "stopped"
        case "person":
            return ("joined_on", "left_on"), lambda row: is_here(row, day)
        case "task":
            return ("done_on",), lambda row: not row.done_on
        case "treatment":
            return ("progress",), lambda row: row.progress not in ("done", "accepted")
        case "action":
            return ("finished_on", "verdict"), lambda row: not row.finished_on and row.verdict != "passed"
        case "contract":
            return ("ends_on",), lambda row: not row.ends_on or row.ends_on >= day
        case "risk":
            year = current_year(office, today)
            return ("year",), lambda row: row.year == year
    return (), lambda _row: True
