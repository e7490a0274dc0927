"""Links stay true: where a record is used, what goes with it when it is deleted, and where its name stands as text.

A link (``ref``) points at a record by its id and follows a new name by itself. A mention is free text that names a
record, as 保管人 names a person; one cell may name several (``domain.names``).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from isms_desktop.domain.catalog import mentions_of, references_to
from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.names import names_in, replaced
from isms_desktop.domain.values import same_key
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Changed, entries_of_action

MENTIONED = ("person", "vendor", "system", "business")
"""The record types that free text names (``mentions_of`` knows the fields): asking this declares no other type."""
_NAMED = 5
"""Registers that a sentence names before it only counts."""
How: TypeAlias = Literal["link", "mention"]


@dataclass(frozen=True, slots=True)
class Use:
    """One field of one register in which a record is used."""

    kind: str
    key: str
    ids: tuple[int, ...]
    how: How


@dataclass(frozen=True, slots=True)
class Rename:
    """A record that bears another name now, and the text that still says the old one."""

    kind: str
    record_id: int
    old: str
    new: str
    uses: tuple[Use, ...]
    problem: str = ""
    """Why the text cannot be changed by itself: another record of that name; "" when it can."""

    def __str__(self) -> str:
        where = f"「{self.old}」也寫在{in_sentence(self.uses)}。"
        return where + self.problem if self.problem else where


@dataclass(frozen=True, slots=True)
class Removal:
    """What it means to delete some records of a type."""

    doomed: Mapping[str, frozenset[int]]
    """{kind: ids} of everything that goes, what is pointed at first; the records themselves among them."""
    goes: tuple[Use, ...]
    """What goes along, by the link that cannot be without them."""
    loose: tuple[Use, ...]
    """Links that are cleared; the records stay."""
    mentions: tuple[Use, ...]
    """Text that keeps the name."""


# Where a record is used


def uses(office: Office, kind: str, record_id: int) -> list[Use]:
    """Every field that points at a record or names it as text, in the order of the registers."""
    found = []
    for each, key in references_to(kind):
        if ids := _pointing(office, each.kind, key, {record_id}):
            found.append(Use(each.kind, key, ids, "link"))
    return [*found, *mentions(office, kind, {record_id})]


def mentions(office: Office, kind: str, ids: Collection[int]) -> list[Use]:
    """The free text that names these records and no other of their type."""
    if kind not in MENTIONED:
        return []
    key = name_key(kind)
    wanted = {same_key(getattr(record, key)) for each in ids if (record := office.find(kind, each)) is not None}
    wanted -= {same_key(getattr(each, key)) for each in office.glance(kind, key) if each.id not in ids}
    return naming(office, kind, wanted - {""})


def naming(office: Office, kind: str, names: Collection[str]) -> list[Use]:
    """The free text in which one of the names (``same_key``) of records of a type stands as a whole name."""
    fields: dict[str, list[str]] = {}
    for each, key in mentions_of(kind) if names else ():
        fields.setdefault(each.kind, []).append(key)
    return cells_naming(office, fields, names)


def cells_naming(office: Office, fields: Mapping[str, Sequence[str]], names: Collection[str]) -> list[Use]:
    """The same in these fields only: {kind: keys}."""
    found = []
    hits: dict[str, bool] = {"": False}  # the same few names stand in thousands of cells
    for kind, keys in fields.items():
        rows = office.glance(kind, *keys)
        for key in keys:
            ids = []
            for row in rows:
                cell = getattr(row, key)
                hit = hits.get(cell)
                if hit is None:
                    hit = hits[cell] = not names_in(cell).isdisjoint(names)
                if hit:
                    ids.append(row.id)
            if ids:
                found.append(Use(kind, key, tuple(ids), "mention"))
    return found


def name_key(kind: str) -> str:
    """The field by which free text names a record of that type: 姓名 of a person, without the title."""
    return type_named(kind).title[0]


def in_words(found: Iterable[Use]) -> tuple[str, ...]:
    """「資產清冊 12 筆（保管人、使用者）」 for each register, every record counted once."""
    ids: dict[str, set[int]] = {}
    keys: dict[str, list[str]] = {}
    for use in found:
        ids.setdefault(use.kind, set()).update(use.ids)
        keys.setdefault(use.kind, []).extend([use.key] if use.key else [])
    return tuple(f"{_counted(kind, len(which))}{_in_brackets(kind, keys[kind])}" for kind, which in ids.items())


def in_sentence(found: Sequence[Use]) -> str:
    """``in_words`` for a sentence that can be read at a glance: of many registers only the first few by name."""
    words = in_words(found)
    if len(words) <= _NAMED + 1:
        return "、".join(words)
    named = list(dict.fromkeys(use.kind for use in found))[:_NAMED]
    others = {(use.kind, each) for use in found for each in use.ids if use.kind not in named}
    return f"{'、'.join(words[:_NAMED])}及其他 {len(words) - _NAMED} 種紀錄 {len(others)} 筆"


def _counted(kind: str, number: int) -> str:
    record_type = type_named(kind)
    return f"{record_type.label} {number} {record_type.unit}"


def _in_brackets(kind: str, keys: Sequence[str]) -> str:
    labels = dict.fromkeys(type_named(kind).field(key).label for key in keys)
    return f"（{'、'.join(labels)}）" if labels else ""


# Deleting


def removal(office: Office, kind: str, ids: Collection[int]) -> Removal:
    """What goes with these records, however far away, what is only unlinked, and what keeps their names as text."""
    doomed: dict[str, set[int]] = {kind: set(ids)}
    goes: list[Use] = []
    loose: list[Use] = []
    fresh = [(kind, frozenset(ids))]
    while fresh:
        target, wanted = fresh.pop(0)
        for pointing, key in references_to(target):
            which = set(_pointing(office, pointing.kind, key, wanted))
            if which and not pointing.field(key).required:
                loose.append(Use(pointing.kind, key, tuple(sorted(which)), "link"))
            elif new := which - doomed.get(pointing.kind, set()):
                doomed.setdefault(pointing.kind, set()).update(new)
                goes.append(Use(pointing.kind, key, tuple(sorted(new)), "link"))
                fresh.append((pointing.kind, frozenset(new)))
    if papers := _papers_of(office, doomed):
        doomed.setdefault("attachment", set()).update(papers)
        goes.append(Use("attachment", "", tuple(sorted(papers)), "link"))
    return Removal(
        {each: frozenset(which) for each, which in doomed.items()},
        tuple(goes),
        _without(loose, doomed),
        _without(mentions(office, kind, ids), doomed),
    )


def _papers_of(office: Office, doomed: Mapping[str, Collection[int]]) -> set[int]:
    every = office.all("attachment")
    papers = {each.id for each in every if each.owner_id in doomed.get(each.owner_kind, ())}
    return papers - set(doomed.get("attachment", ()))


def _without(found: Iterable[Use], doomed: Mapping[str, Collection[int]]) -> tuple[Use, ...]:
    """The uses without the records that go themselves."""
    left = []
    for use in found:
        if ids := tuple(each for each in use.ids if each not in doomed.get(use.kind, ())):
            left.append(Use(use.kind, use.key, ids, use.how))
    return tuple(left)


def _pointing(office: Office, kind: str, key: str, wanted: Collection[int]) -> tuple[int, ...]:
    # A glance at the links: ten thousand attendances are not read in full because one person is asked about.
    return tuple(row.id for row in office.glance(kind, key) if getattr(row, key) in wanted)


# Renaming


def rename_offers(office: Office, changed: Changed) -> list[Rename]:
    """The records that an action has given another name while text elsewhere still says the old one.

    Nothing after an undo or redo: what was changed along is taken back by its own step.
    """
    kinds = [kind for kind in MENTIONED if kind in changed.touched]
    if not kinds:
        return []
    found = []
    for entry in entries_of_action(office.store.connection, changed.action):
        if entry.kind not in kinds or not entry.before or not entry.after or entry.mode != "do":
            continue
        key = name_key(entry.kind)
        old, new = str(entry.before.get(key) or ""), str(entry.after.get(key) or "")
        if not new or not old.strip() or same_key(old) == same_key(new):
            continue
        if where := naming(office, entry.kind, {same_key(old)}):
            problem = _why_not(office, entry.kind, entry.record_id, old, new)
            found.append(Rename(entry.kind, entry.record_id, old, new, tuple(where), problem))
    return found


def rename_mentions(office: Office, renames: Iterable[Rename]) -> Changed:
    """Write the new names wherever text says the old ones, in one undoable step; each name only as a whole.

    What cannot be told apart (``Rename.problem``) is left. UserError when a cell would become too long.
    """
    wanted = [each for each in renames if not each.problem]
    by_kind: dict[str, dict[str, str]] = {}
    for each in wanted:
        by_kind.setdefault(each.kind, {})[same_key(each.old)] = each.new
    cells: Cells = {}
    for kind, names in by_kind.items():
        _rewrite(office, cells, naming(office, kind, names.keys()), names)
    return write_cells(office, cells, "一併改名：" + "、".join(f"{each.old} → {each.new}" for each in wanted))


Cells: TypeAlias = dict[tuple[str, int], dict[str, Value]]
"""(kind, id) → the fields of that record with their new text."""


def hand_over(office: Office, found: Iterable[Use], old: str, new: str, label: str) -> Changed:
    """Write another name in these mentions of one, in one undoable step. UserError as for ``rename_mentions``."""
    cells: Cells = {}
    _rewrite(office, cells, found, {same_key(old): new})
    return write_cells(office, cells, label)


def write_cells(office: Office, cells: Cells, label: str) -> Changed:
    """Write text into cells of any register, in one undoable step."""
    with office.action(label) as action:
        for (kind, record_id), values in cells.items():
            action.update(kind, record_id, values)
    return action.result()


def _rewrite(office: Office, cells: Cells, found: Iterable[Use], names: Mapping[str, str]) -> None:
    for use in found:
        for each in use.ids:
            cells.setdefault((use.kind, each), {})[use.key] = _renamed(office, use, each, names)


def _renamed(office: Office, use: Use, record_id: int, names: Mapping[str, str]) -> str:
    field = type_named(use.kind).field(use.key)
    text = replaced(str(getattr(office.find(use.kind, record_id), use.key)), names)
    if len(text) > field.longest:
        title = type_named(use.kind).title_of(office.find(use.kind, record_id))
        raise UserError(
            f"{type_named(use.kind).label}「{title}」的{field.label}會超過 {field.longest} 個字，沒有改名。",
            "請先縮短那一格。",
        )
    return text


def _why_not(office: Office, kind: str, record_id: int, old: str, new: str) -> str:
    key, unit = name_key(kind), type_named(kind).unit
    others = {same_key(getattr(each, key)) for each in office.glance(kind, key) if each.id != record_id}
    if same_key(old) in others:
        return f"另有一{unit}也叫「{old}」，分不出寫的是誰，請逐筆確認後自行修改。"
    if same_key(new) in others:
        return f"已經另有一{unit}叫「{new}」，改了就分不出是誰，請逐筆確認後自行修改。"
    return ""
