"""Working with records of any type: reading, changing, adding, deleting, taking back, asking what happened."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.catalog import references_to
from isms_desktop.domain.checks import check
from isms_desktop.domain.fields import Field, Kind, Record, Value
from isms_desktop.domain.findings import Finding, Severity, UserError, error
from isms_desktop.domain.values import read, same_key, show_masked
from isms_desktop.domain.values import show as show_value
from isms_desktop.services.followups import follow_up
from isms_desktop.services.offices import Office
from isms_desktop.services.uniqueness import TakenValues
from isms_desktop.store.history import Changed as Changed  # the answer of every change, for those above
from isms_desktop.store.history import entries_of_record


class InUse(UserError):
    """A record cannot simply go because others point at it."""

    def __init__(self, uses: tuple[str, ...], loosened: tuple[str, ...]) -> None:
        goes = "可以連同這些紀錄一併刪除" if uses else "刪除後，這些紀錄保留，只解除連結"
        if uses and loosened:
            goes += f"；{'、'.join(loosened)}保留，只解除連結"
        super().__init__(f"要刪除的資料已被使用：{'、'.join((*uses, *loosened))}。", f"{goes}；之後仍可復原。")
        self.uses = uses
        """What would go with it, in words: 「風險評估 3 筆」."""
        self.loosened = loosened
        """What would stay and lose its link."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step in the life of a record, in words."""

    moment: str
    """Local, ``113.5.1 08:30``."""
    who: str
    label: str
    lines: tuple[str, ...]
    """「資產名稱：電腦 → 筆電」 for each field that changed."""


# Reading


def all_records(office: Office, kind: str) -> list[Any]:
    """Every record of a type, oldest first."""
    return office.all(kind)


def get(office: Office, kind: str, record_id: int) -> Any:
    """One record, or None."""
    return office.find(kind, record_id)


def title_of(office: Office) -> Callable[[str, int], str]:
    """How a person names the record of a kind and id; 「（已刪除）」 when there is none."""

    def title(kind: str, record_id: int) -> str:
        record = office.find(kind, record_id)
        return type_named(kind).title_of(record, title) if record else "（已刪除）"

    return title


def value_of(office: Office, record: Record, field: Field) -> Value:
    """The value of a field, worked out when it is a computed one."""
    if field.compute is not None:
        return field.compute(record, office)
    value: Value = getattr(record, field.key)
    return value


def show(office: Office, record: Record, field: Field, *, masked: bool = True) -> str:
    """The value of a field as a person reads it; a sensitive one hidden unless asked for."""
    shower = show_masked if masked else show_value
    return shower(field, value_of(office, record, field), office.rules, title_of(office))


def findings(office: Office, record: Record, taken: TakenValues | None = None) -> list[Finding]:
    """Everything there is to say about a record: by itself, and against the others of its type and of other types.

    ``taken`` is shared by those who look at all records of a type, one after the other.
    """
    taken = taken or TakenValues(office, record.record_type.kind, changing=[record.id])
    values = {field.key: getattr(record, field.key) for field in record.record_type.stored}
    own = check(record, office.rules, office)
    return [*own, *taken.findings(values, record.id), *taken.pair_findings(record, record.id)]


def parse(
    office: Office, kind: str, key: str, raw: object, record_id: int = 0, *, taken: TakenValues | None = None
) -> tuple[Value, Finding | None]:
    """What was typed or pasted, as a value: links by title, unique fields against the other records.

    ``taken`` is shared by the cells of one paste, so that two of them with the same number are found as well.
    """
    field = type_named(kind).field(key)
    if field.kind in (Kind.REF, Kind.REFS) and isinstance(raw, str) and raw.strip():
        return _parse_link(office, field, raw)
    value, finding = read(field, raw, office.rules)
    if finding is None and field.required and value in (None, "", ()):
        finding = error(key, f"{field.label}不能是空白。", f"請填寫{field.label}。")
    if finding is None and field.unique and value not in (None, ""):
        taken = taken or TakenValues(office, kind, changing=[record_id])
        finding = next(iter(taken.findings({key: value}, record_id)), None)
    return value, finding


# Changing


def change(office: Office, kind: str, values: Mapping[int, Mapping[str, Value]], label: str) -> Changed:
    """Change fields of records in one undoable step: {id: {key: value}}. All or nothing.

    Raises UserError with the findings when a changed value cannot be saved; the text names the record.
    """
    return write(office, kind, values, (), label)


def add(office: Office, kind: str, rows: Iterable[Mapping[str, Value]], label: str) -> Changed:
    """Add records in one undoable step; ``Changed.added`` has their ids in order. All or nothing, as ``change``."""
    return write(office, kind, {}, rows, label)


def write(
    office: Office,
    kind: str,
    values: Mapping[int, Mapping[str, Value]],
    rows: Iterable[Mapping[str, Value]],
    label: str,
) -> Changed:
    """Change records and add others in one undoable step, as a paste beyond the last row does. All or nothing."""
    record_type = type_named(kind)
    taken = TakenValues(office, kind, changing=values.keys())
    new_rows = list(rows)
    for record_id, new in values.items():
        if (record := office.find(kind, record_id)) is not None:
            taken.keep(record, new)
    with office.action(label) as action:
        for record_id, new in values.items():
            record = office.find(kind, record_id)
            if record is None:
                raise UserError("這筆紀錄已經被刪除了。", "請重新整理清單。")
            _refuse_errors(office, record.replace(**new), new, taken, old=record)
            action.update(kind, record_id, new)
            follow_up(office, action, kind, record_id, new)
        for place, row in enumerate(new_rows, start=1):
            _refuse_errors(office, record_type.cls(**row), row, taken, stand_in=-place)
        action.insert_many(kind, new_rows)
    return action.result()


def delete(office: Office, kind: str, ids: Collection[int], label: str, *, with_dependents: bool = False) -> Changed:
    """Delete records in one undoable step, on request with what cannot be without them.

    What may be without them, such as a system without its vendor, stays and loses the link. Raises InUse when there is
    either and it was not requested, and UserError when one of the records is gone already.
    """
    if not all(office.find(kind, record_id) for record_id in ids):
        raise UserError("其中有紀錄已經被刪除了。", "請重新整理清單。")
    doomed, loose = _dependents(office, kind, ids)
    if (len(doomed) > 1 or loose) and not with_dependents:
        loosened: dict[str, set[int]] = {}
        for each, _key, record_id in loose:
            loosened.setdefault(each, set()).add(record_id)
        raise InUse(_counted({each: which for each, which in doomed.items() if each != kind}), _counted(loosened))
    with office.action(label) as action:
        for each, key, record_id in loose:
            action.update(each, record_id, {key: None})
        for each, which in reversed(doomed.items()):
            for record_id in sorted(which):
                action.delete(each, record_id)
    return action.result()


# Taking back


def undo(office: Office) -> Changed | None:
    """Take back the last action; None when there is nothing."""
    return office.absorb(office.store.undo())


def redo(office: Office) -> Changed | None:
    """Bring back what was undone last; None when there is nothing."""
    return office.absorb(office.store.redo())


def newest_action(office: Office) -> int:
    """The number of the last thing that was written, by whomever: as long as it stays, nothing else has happened."""
    return office.store.newest_action()


def undo_label(office: Office) -> str:
    """What undo would take back now; "" when nothing."""
    return office.store.labels()[0]


def redo_label(office: Office) -> str:
    """What redo would bring back now; "" when nothing."""
    return office.store.labels()[1]


def history(office: Office, kind: str, record_id: int) -> list[HistoryEntry]:
    """What happened to a record, newest first: who, when, from what to what. Sensitive values stay masked."""
    record_type = type_named(kind)
    entries = []
    for entry in entries_of_record(office.store.connection, kind, record_id):
        keys = [field for field in record_type.stored if field.key in {**(entry.before or {}), **(entry.after or {})}]
        lines = tuple(_in_words(office, field, entry.before or {}, entry.after or {}) for field in keys)
        prefix = {"undo": "復原：", "redo": "重做："}.get(entry.mode, "")
        entries.append(HistoryEntry(_local(entry.moment), entry.who, prefix + entry.label, lines))
    return entries


def _local(moment: str) -> str:
    return rocdate.write_moment(datetime.datetime.fromisoformat(moment).astimezone().isoformat(timespec="minutes"))


def _in_words(office: Office, field: Field, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    def written(values: Mapping[str, Any]) -> str:
        value = values.get(field.key)
        value = tuple(value) if isinstance(value, list) else value
        return show_masked(field, value, office.rules, title_of(office)) or "（空白）"

    if not before:
        return f"{field.label}：{written(after)}"
    return f"{field.label}：{written(before)} → {written(after)}"


def _parse_link(office: Office, field: Field, raw: str) -> tuple[Value, Finding | None]:
    titles = link_titles(office, field.target)
    wanted = [raw] if field.kind is Kind.REF else [part for part in raw.split("、") if part.strip()]
    ids = [titles.get(same_key(part), 0) for part in wanted]
    if not all(ids):
        missing = next(part for part, record_id in zip(wanted, ids, strict=True) if not record_id)
        label = type_named(field.target).label
        return None, error(
            field.key, f"{field.label}：{label}中找不到「{missing[:30]}」。", f"請先在{label}新增，或從清單中選擇。"
        )
    return (ids[0] if field.kind is Kind.REF else tuple(ids)), None


AMBIGUOUS = 0
"""What ``link_titles`` gives for a name that several records bear: guessing would link the wrong one."""


def link_titles(office: Office, kind: str) -> dict[str, int]:
    """Every way to name a record of a type (title, or the identity alone such as an asset's number) → its id."""
    record_type, title = type_named(kind), title_of(office)
    found: dict[str, int] = {}
    for record in office.all(kind):
        names = {same_key(record_type.title_of(record, title)), same_key(record_type.title_of(record))}
        if len(record_type.identity) == 1:
            names.add(same_key(getattr(record, record_type.identity[0])))
        if record_type.field(record_type.title[0]).kind is Kind.TEXT:
            names.add(same_key(getattr(record, record_type.title[0])))  # 「王小明」 for 「王小明 組長」
        for name in names - {""}:
            found[name] = record.id if name not in found else AMBIGUOUS
    return found


def _refuse_errors(
    office: Office,
    record: Record,
    new: Mapping[str, Value],
    taken: TakenValues,
    *,
    old: Record | None = None,
    stand_in: int = 0,
) -> None:
    """Refuse only what is being written: an old odd value elsewhere must not keep a record from being mended.

    ``stand_in`` names a record that has no id yet.
    """
    found = [*check(record, office.rules, office), *taken.findings(new, record.id or stand_in)]
    if old is None or any(key in new for keys in record.record_type.together for key in keys):
        found += taken.pair_findings(record, record.id or stand_in)
    errors = tuple(each for each in found if each.severity is Severity.ERROR)
    if errors and old is not None:
        # A date may be wrong because of another one: what was not wrong before is this change's doing.
        known = check(old, office.rules, office)
        errors = tuple(each for each in errors if each.field in new or each not in known)
    if errors:
        title = record.record_type.title_of(record)
        raise UserError(f"「{title}」{errors[0].text}" if title else errors[0].text, errors[0].advice, errors)


def _counted(found: Mapping[str, Collection[int]]) -> tuple[str, ...]:
    types = ((type_named(kind), len(which)) for kind, which in found.items())
    return tuple(f"{each.label} {number} {each.unit}" for each, number in types)


_Loose: TypeAlias = list[tuple[str, str, int]]
"""(record type, link, id) of records that stay when what they point at goes."""


def _dependents(office: Office, kind: str, ids: Collection[int]) -> tuple[dict[str, set[int]], _Loose]:
    """The records and everything that cannot be without them, however far away ({kind: ids}, what is pointed at
    first), and the links of others that will point at nothing.
    """
    found: dict[str, set[int]] = {kind: set(ids)}
    loose: _Loose = []
    fresh = [(kind, frozenset(ids))]
    while fresh:
        target, wanted = fresh.pop(0)
        for pointing, key in references_to(target):
            which = {each.id for wanted_id in wanted for each in office.pointing(pointing.kind, key, wanted_id)}
            if not pointing.field(key).required:
                loose += [(pointing.kind, key, record_id) for record_id in sorted(which)]
            elif new := which - found.get(pointing.kind, set()):
                found.setdefault(pointing.kind, set()).update(new)
                fresh.append((pointing.kind, frozenset(new)))
    loose = [(each, key, record_id) for each, key, record_id in loose if record_id not in found.get(each, ())]
    for owner, owned in list(found.items()):
        links = {each.id for each in office.all("attachment") if each.owner_kind == owner and each.owner_id in owned}
        if links and owner != "attachment":
            found.setdefault("attachment", set()).update(links)
    return found, loose
