"""Values that no two records may share, such as an asset's number: looked up once for a whole step.

Some are single (``Field.unique``), some belong together (``RecordType.together``: a person once in a course).
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Field, Kind, Record, Value
from isms_desktop.domain.findings import Finding, error
from isms_desktop.domain.values import same_key
from isms_desktop.services.offices import Office

_FEW = 20
"""Records pointed at whose parts are looked up one after the other; for more, reading the register is quicker."""


class TakenValues:
    """Which values of a type's unique fields are in use while one step is being checked."""

    def __init__(self, office: Office, kind: str, changing: Collection[int] = ()) -> None:
        """``changing``: records whose own old values no longer count, so that two may swap numbers in one step."""
        self._office = office
        self._type = type_named(kind)
        self._changing = frozenset(changing)
        self._kept: dict[tuple[str, ...], set[int]] = {}
        """Keys → records being changed whose values of these keys stay as they are."""
        self._used: dict[str, dict[str, int]] = {}
        self._pairs: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {}
        self._looked: dict[tuple[str, ...], set[Any]] = {}
        """Keys → what their link points at whose parts are among ``_pairs`` already; None stands for all."""

    def findings(self, values: Mapping[str, Any], record_id: int) -> list[Finding]:
        """An error for each unique value that another record has; the values count as taken from now on."""
        found = []
        for field in self._type.stored:
            if field.unique and (value := values.get(field.key)) not in (None, ""):
                finding = self._claim(field, value, record_id)
                found += [finding] if finding else []
        return found

    def pair_findings(self, record: Record, record_id: int) -> list[Finding]:
        """An error for each group of values that another record has as well; they count as taken from now on."""
        found = []
        for keys in self._type.together:
            group = _group(record, keys)
            if group is None:
                continue
            if self._pairs_of(keys, record).setdefault(group, record_id) != record_id:
                labels = "與".join(self._type.field(key).label for key in keys)
                text = f"{self._type.label}裡已經有{labels}都相同的一{self._type.unit}。"
                found.append(error(keys[-1], text, "請修改原有的那一筆，或改選另一個。"))
        return found

    def keep(self, record: Record, new: Mapping[str, Any]) -> None:
        """Of a record being changed, the values that it does not change count all the same."""
        single = ((field.key,) for field in self._type.stored if field.unique)
        for keys in (*single, *self._type.together):
            if new.keys().isdisjoint(keys):
                self._kept.setdefault(keys, set()).add(record.id)

    def _claim(self, field: Field, value: Value, record_id: int) -> Finding | None:
        other = self._in_use(field).setdefault(same_key(value), record_id)
        if other == record_id:
            return None
        advice = (
            "請換一個號碼。" if field.label.endswith("號") else f"請修改原有的那一{self._type.unit}，或改用別的名稱。"
        )
        return error(field.key, f"{field.label}「{value}」{self._where(field, value, other)}。", advice)

    def _in_use(self, field: Field) -> dict[str, int]:
        if field.key not in self._used:
            self._used[field.key] = self._used_now(field)
        return self._used[field.key]

    def _pairs_of(self, keys: tuple[str, ...], record: Record) -> dict[tuple[str, ...], int]:
        """The groups in use, at least those that could be the record's own.

        Whose link among the keys points elsewhere cannot be alike: a tick in one course need not read the
        ten thousand attendances of the others.
        """
        found = self._pairs.setdefault(keys, {})
        looked = self._looked.setdefault(keys, set())
        link = next((key for key in keys if self._type.field(key).kind is Kind.REF), "")
        target = getattr(record, link) if link and len(looked) < _FEW else None
        if None in looked or target in looked:
            return found
        looked.add(target)
        kind = self._type.kind
        others = self._office.all(kind) if target is None else self._office.pointing(kind, link, target)
        for other in self._counting(others, keys):
            # The first of two that are already alike keeps the place: a later one may still be mended.
            if (group := _group(other, keys)) is not None:
                found.setdefault(group, other.id)
        return found

    def _used_now(self, field: Field) -> dict[str, int]:
        others = self._counting(self._office.all(self._type.kind), (field.key,))
        return {same_key(value): other.id for other in others if (value := getattr(other, field.key))}

    def _counting(self, records: Iterable[Record], keys: tuple[str, ...]) -> list[Record]:
        """Those of the records whose present values of these keys count."""
        gone = self._changing.difference(self._kept.get(keys, ()))
        return [record for record in records if record.id not in gone]

    def _where(self, field: Field, value: Value, record_id: int) -> str:
        record = self._office.find(self._type.kind, record_id)
        if record is None or same_key(getattr(record, field.key)) != same_key(value):
            return "在這次輸入中出現了兩次"
        place = [each.id for each in self._office.all(self._type.kind)].index(record_id) + 1
        return f"已經用在{self._type.label}第 {place} {self._type.unit}「{self._type.title_of(record)}」"


def _group(record: Record, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The values in the form in which two of them count as the same; None when a link among them is missing."""
    values = [getattr(record, key) for key in keys]
    if any(
        value is None and record.record_type.field(key).kind is Kind.REF
        for key, value in zip(keys, values, strict=True)
    ):
        return None
    return tuple(same_key("" if value is None else value) for value in values)
