"""What has to do with a record: those that point at it, and those that name it in their text."""

from dataclasses import dataclass

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.catalog import references_to
from isms_desktop.services import links, records
from isms_desktop.services.offices import Office

_NAMED = 5
"""Records of a register that are named one by one."""


@dataclass(frozen=True, slots=True)
class Related:
    """The records of one register that have to do with a record."""

    kind: str
    label: str
    """「委外契約 2 件」."""
    by: str
    """The fields in which they do: 「廠商」; where words merely name the record, 「保管人的文字」."""
    ids: tuple[int, ...]
    """Newest first."""
    titles: tuple[str, ...]
    """How the first few of them are called."""


def count(office: Office, kind: str, record_id: int) -> int:
    """How many records point at a record. Quick enough to be asked for each record that is shown."""
    return sum(office.store.count_pointing(each.kind, key, record_id) for each, key in references_to(kind))


def related(office: Office, kind: str, record_id: int) -> list[Related]:
    """Every record that points at a record or names it, register by register; nothing is read as a whole for it."""
    ids: dict[str, set[int]] = {}
    by: dict[str, dict[str, None]] = {}
    for each, key in references_to(kind):
        if found := office.store.pointing_at(each.kind, key, record_id):
            ids.setdefault(each.kind, set()).update(record.id for record in found)
            by.setdefault(each.kind, {})[each.field(key).label] = None
    for use in links.mentions(office, kind, {record_id}):
        ids.setdefault(use.kind, set()).update(use.ids)
        label = f"{type_named(use.kind).field(use.key).label}的文字"
        by.setdefault(use.kind, {})[label] = None
    return [_related(office, kind, each, tuple(sorted(which, reverse=True)), by[each]) for each, which in ids.items()]


def _related(office: Office, around: str, kind: str, ids: tuple[int, ...], by: dict[str, None]) -> Related:
    record_type = type_named(kind)
    titles = tuple(_title(office, around, kind, each) for each in ids[:_NAMED])
    return Related(kind, f"{record_type.label} {len(ids)} {record_type.unit}", "、".join(by), ids, titles)


def _title(office: Office, around: str, kind: str, record_id: int) -> str:
    """The record by name, and by the whole that it is a part of: of a person's courses each bears the person's name."""
    record_type, title, record = type_named(kind), records.title_of(office), office.find(kind, record_id)
    name = record_type.title_of(record, title) or f"第 {record_id} {record_type.unit}"
    others = [field for field in record_type.stored if field.required and field.target not in ("", around)]
    wholes = [title(field.target, value) for field in others if (value := getattr(record, field.key))]
    wholes = [each for each in wholes if each not in name]
    return f"{name}（{'、'.join(wholes)}）" if wholes else name
