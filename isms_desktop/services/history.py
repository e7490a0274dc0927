"""The life of one record in words: what each action did to it, and bringing back what it held at a moment.

Its attachments are part of that life: what was added to it and taken from it stands among its own changes.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Field, Kind, Value, empty_value
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import show_masked
from isms_desktop.services import records
from isms_desktop.services.attachments import KIND as ATTACHMENT
from isms_desktop.services.offices import Office
from isms_desktop.store.history import Changed, Entry, entries_of_attachments, entries_of_record

BLANK = "（空白）"
_PREFIX = {"undo": "復原：", "redo": "重做："}
_RECENT = 6
"""Days back for which people count days instead of reading a date."""
_AROUND = 10
"""Characters kept on either side of what differs in a long text."""
_LONGEST = 60
"""Characters of a value that are read at a glance."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field in one step: what people read before and after; "" for nothing there."""

    label: str
    before: str
    after: str

    def sentence(self, *, made: bool = False, brief: bool = False) -> str:
        """「資產名稱：電腦 → 筆電」; of a record that has just been made only what it holds."""
        before, after = self.brief() if brief else (self.before, self.after)
        return f"{self.label}：{after}" if made else f"{self.label}：{before or BLANK} → {after or BLANK}"

    def brief(self) -> tuple[str, str]:
        """Both shortened so that what differs can be seen: 「…每季清查…」 → 「…每月清查…」."""
        if max(len(self.before), len(self.after)) <= _LONGEST:
            return self.before, self.after
        start = _common(self.before, self.after)
        end = _common(self.before[start:][::-1], self.after[start:][::-1])
        return _window(self.before, start, end), _window(self.after, start, end)


@dataclass(frozen=True, slots=True)
class Step:
    """What one action did to a record."""

    number: int
    """The last change of the action that touched the record: what ``restore`` takes."""
    when: str
    """「今天 08:30」, 「3 天前（115.11.17）08:30」, 「115.5.1 08:30」."""
    who: str
    label: str
    made: bool
    """Whether the record came into being (again) here."""
    changes: tuple[FieldChange, ...]
    attached: tuple[str, ...]
    """What became of its attachments: 「加上附件「照片.jpg」」."""
    restorable: bool
    """Whether the record itself was changed, so that there is something to go back to."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it in words."""
        return (*(each.sentence(made=self.made) for each in self.changes), *self.attached)


def steps(office: Office, kind: str, record_id: int, *, today: datetime.date | None = None) -> list[Step]:
    """What happened to a record and its attachments, newest first. Sensitive values stay masked."""
    own = entries_of_record(office.store.connection, kind, record_id)
    others = entries_of_attachments(office.store.connection, kind, record_id)
    groups: dict[int, list[Entry]] = {}
    for entry in sorted((*own, *others), key=lambda each: each.number):
        groups.setdefault(entry.action, []).append(entry)
    today = today or datetime.date.today()
    return [_step(office, kind, entries, today) for _, entries in sorted(groups.items(), reverse=True)]


def restore(office: Office, kind: str, record_id: int, number: int) -> Changed:
    """Give a record the values that it had after that change, as one undoable action.

    A link to what has been deleted since stays as it is now. Raises UserError when the values cannot be saved any more,
    such as a number that another record has taken.
    """
    state: dict[str, Any] = {}
    moment = ""
    for entry in reversed(entries_of_record(office.store.connection, kind, record_id)):
        if entry.number <= number:
            state = dict(entry.after or {}) if entry.before is None or entry.after is None else state | entry.after
            moment = entry.moment
    record = office.find(kind, record_id)
    if record is None or not state:
        raise UserError("這筆紀錄在那個時候還不存在，沒有還原。", "請選擇另一個時間。")
    new: dict[str, Value] = {}
    for field in type_named(kind).stored:
        value = _value(field, state)
        gone = field.kind is Kind.REF and isinstance(value, int) and office.find(field.target, value) is None
        if not gone and value != getattr(record, field.key):
            new[field.key] = value
    if not new:
        raise UserError("這筆紀錄現在的內容，就是那個時候的內容。", "不必還原。")
    return records.change(office, kind, {record_id: new}, f"還原成 {rocdate.write_local(moment)} 的內容")


def _value(field: Field, state: Mapping[str, Any]) -> Value:
    value = state.get(field.key, empty_value(field.kind))
    return tuple(value) if isinstance(value, list) else value


def _step(office: Office, kind: str, entries: list[Entry], today: datetime.date) -> Step:
    own = [entry for entry in entries if entry.kind == kind]
    last = (own or entries)[-1]
    changes = tuple(_field_changes(office, kind, own))
    attached = tuple(_attachment_words(entry) for entry in entries if entry.kind == ATTACHMENT and entry.kind != kind)
    label = _PREFIX.get(last.mode, "") + last.label
    made = bool(own) and own[0].before is None
    return Step(last.number, _when(last.moment, today), last.who, label, made, changes, attached, bool(own))


def _field_changes(office: Office, kind: str, own: Iterable[Entry]) -> list[FieldChange]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for entry in own:
        for key, value in (entry.before or {}).items():
            before.setdefault(key, value)
        after |= entry.after or {}
    title = records.title_of(office)
    found = []
    for field in type_named(kind).stored:
        if field.key in before or field.key in after:
            words = [show_masked(field, _value(field, each), office.rules, title) for each in (before, after)]
            found.append(FieldChange(field.label, *words))
    return found


def _attachment_words(entry: Entry) -> str:
    before, after = ((values or {}).get("name", "") for values in (entry.before, entry.after))
    if entry.before is None:
        return f"加上附件「{after}」"
    return f"移除附件「{before}」" if entry.after is None else f"附件「{before}」改名為「{after}」"


def _when(moment: str, today: datetime.date) -> str:
    days = (today - datetime.datetime.fromisoformat(moment).astimezone().date()).days
    day, clock = rocdate.write_local(moment).split(" ", 1)
    match days:
        case 0:
            return f"今天 {clock}"
        case 1:
            return f"昨天 {clock}"
    return f"{days} 天前（{day}）{clock}" if 0 < days <= _RECENT else f"{day} {clock}"


def _common(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    length = min(len(first), len(second))
    return next((place for place in range(length) if first[place] != second[place]), length)


def _window(text: str, start: int, end: int) -> str:
    """The text around what differs: ``start`` characters before it and ``end`` after it are common to both."""
    first, last = max(0, start - _AROUND), min(len(text), len(text) - end + _AROUND)
    shown = text[first:last]
    if len(shown) > _LONGEST:
        shown, last = shown[:_LONGEST], 0
    return ("…" if first else "") + shown + ("…" if last != len(text) else "")
