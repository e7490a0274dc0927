"""Working with records of any type: reading, changing, adding, deleting, taking back."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.checks import check
from isms_desktop.domain.fields import Field, Kind, Record, Value
from isms_desktop.domain.findings import Finding, Severity, UserError, error
from isms_desktop.domain.values import read, same_key, show_masked
from isms_desktop.domain.values import show as show_value
from isms_desktop.services.followups import follow_new, follow_up
from isms_desktop.services.offices import Office
from isms_desktop.services.uniqueness import TakenValues
from isms_desktop.store.history import Changed as Changed  # the answer of every change, for those above

if TYPE_CHECKING:
    from isms_desktop.services.links import Removal, Use


class InUse(UserError):
    """A record cannot simply go because others point at it, or because text names it."""

    def __init__(self, title: str, found: "Removal", instead: str) -> None:
        """``title``: what is to go, in words; ``instead``: what is better than deleting, one sentence or ""."""
        from isms_desktop.services.links import in_sentence, in_words

        self.goes = in_words(found.goes)
        """What would go with it, in words: 「風險評估 3 筆（資產）」."""
        self.loosened = in_words(found.loose)
        """What would stay and lose its link."""
        self.mentioned = in_words(found.mentions)
        """What would stay and go on saying the name."""
        parts = [f"{in_sentence(found.goes)}會一併刪除"] if found.goes else []
        parts += [f"{in_sentence(found.loose)}保留，只解除連結"] if found.loose else []
        parts += [f"{in_sentence(found.mentions)}保留，仍寫著這個名稱"] if found.mentions else []
        super().__init__(f"刪除{title}時，{'；'.join(parts)}。", f"刪除後仍可復原。{instead}")


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


def parsed(
    office: Office, kind: str, key: str, raw: object, record_id: int = 0, *, taken: TakenValues | None = None
) -> Value:
    """As ``parse``, for a step that cannot go on without the value. UserError says what is wrong with it."""
    value, finding = parse(office, kind, key, raw, record_id, taken=taken)
    if finding is not None and finding.severity is Severity.ERROR:
        raise UserError(finding.text, finding.advice, (finding,))
    return value


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
        added = action.insert_many(kind, new_rows)
        follow_new(office, action, kind, dict(zip(added, new_rows, strict=True)))
    return action.result()


def delete(office: Office, kind: str, ids: Collection[int], label: str, *, with_dependents: bool = False) -> Changed:
    """Delete records in one undoable step, on request with what cannot be without them.

    What may be without them, such as a system without its vendor, stays and loses the link; text that names them
    stays as it is. Raises InUse when there is any of that and it was not requested, and UserError when one of the
    records is gone already.
    """
    from isms_desktop.services.links import removal  # a window that opens deletes nothing

    if not all(office.find(kind, record_id) for record_id in ids):
        raise UserError("其中有紀錄已經被刪除了。", "請重新整理清單。")
    found = removal(office, kind, ids)
    if (found.goes or found.loose or found.mentions) and not with_dependents:
        raise InUse(_titled(office, kind, ids), found, INSTEAD_OF_DELETING.get(kind, ""))
    with office.action(label) as action:
        for use in found.loose:
            for record_id in use.ids:
                action.update(use.kind, record_id, _unlinked(office, use, record_id))
        for each, which in reversed(list(found.doomed.items())):
            for record_id in sorted(which):
                action.delete(each, record_id)
    return action.result()


INSTEAD_OF_DELETING: Mapping[str, str] = {
    "person": "同仁離職時，改填離職日就好，過去的紀錄才找得到人。",
    "asset": "資產報廢或移出時，改填狀態就好，過去的紀錄才完整。",
    "system": "系統不再使用時，改填狀態就好，過去的紀錄才完整。",
}
"""Record type → what keeps the worth of its old records better than deleting."""
_TITLE_IN_SENTENCE = 40
"""Letters of a record's name that a sentence repeats: who pastes a page into a name must still find the sentence."""
_NAME_BESIDE_LINK: Mapping[tuple[str, str], str] = {("attendance", "person"): "name", ("pledge", "person"): "signer"}
"""(record type, link) → the text that says whom the paper was about when the link is gone."""


def _unlinked(office: Office, use: "Use", record_id: int) -> dict[str, Value]:
    """A link cleared; where a name stands beside it and is blank, it is written down before it is lost."""
    from isms_desktop.services.links import name_key

    values: dict[str, Value] = {use.key: None}
    beside = _NAME_BESIDE_LINK.get((use.kind, use.key))
    record = office.find(use.kind, record_id)
    if beside and not getattr(record, beside):
        target = type_named(use.kind).field(use.key).target
        values[beside] = str(getattr(office.find(target, getattr(record, use.key)), name_key(target)))
    return values


def _titled(office: Office, kind: str, ids: Collection[int]) -> str:
    record_type = type_named(kind)
    if len(ids) == 1:
        return f"「{record_type.title_of(office.find(kind, next(iter(ids))), title_of(office))}」"
    return f"這 {len(ids)} {record_type.unit}"


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
    return office.steps()[0]


def redo_label(office: Office) -> str:
    """What redo would bring back now; "" when nothing."""
    return office.steps()[1]


def _parse_link(office: Office, field: Field, raw: str) -> tuple[Value, Finding | None]:
    titles = link_titles(office, field.target)
    wanted = [raw] if field.kind is Kind.REF else [part for part in raw.split("、") if part.strip()]
    ids = [titles.get(same_key(part), 0) for part in wanted]
    if not all(ids):
        missing = next(part for part, record_id in zip(wanted, ids, strict=True) if not record_id)
        label = type_named(field.target).label
        if same_key(missing) in titles:
            text = f"{field.label}：{label}中不只一筆叫「{missing[:30]}」。"
            return None, error(field.key, text, "請從清單中選擇，或連同後面的字寫全。")
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
        title = record.record_type.title_of(record, title_of(office))
        title = title if len(title) <= _TITLE_IN_SENTENCE else f"{title[: _TITLE_IN_SENTENCE - 1]}…"
        raise UserError(f"「{title}」{errors[0].text}" if title else errors[0].text, errors[0].advice, errors)
