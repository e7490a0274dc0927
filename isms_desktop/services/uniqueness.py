"""Values that no two records may share, such as an asset's number: looked up once for a whole step."""

from collections.abc import Collection, Mapping
from typing import Any

from isms_desktop.domain.catalog import record_type as type_named
from isms_desktop.domain.fields import Field, Record, Value
from isms_desktop.domain.findings import Finding, error
from isms_desktop.domain.values import same_key
from isms_desktop.services.offices import Office


class TakenValues:
    """Which values of a type's unique fields are in use while one step is being checked."""

    def __init__(self, office: Office, kind: str, changing: Collection[int] = ()) -> None:
        """``changing``: records whose own old values no longer count, so that two may swap numbers in one step."""
        self._office = office
        self._type = type_named(kind)
        self._changing = frozenset(changing)
        self._used: dict[str, dict[str, int]] = {}

    def findings(self, values: Mapping[str, Any], record_id: int) -> list[Finding]:
        """An error for each unique value that another record has; the values count as taken from now on."""
        found = []
        for field in self._type.stored:
            if field.unique and (value := values.get(field.key)) not in (None, ""):
                finding = self._claim(field, value, record_id)
                found += [finding] if finding else []
        return found

    def keep(self, record: Record, new: Mapping[str, Any]) -> None:
        """Of a record being changed, the unique values that it does not change count all the same."""
        for field in self._type.stored:
            if field.unique and field.key not in new and (value := getattr(record, field.key)) not in (None, ""):
                self._in_use(field).setdefault(same_key(value), record.id)

    def _claim(self, field: Field, value: Value, record_id: int) -> Finding | None:
        other = self._in_use(field).setdefault(same_key(value), record_id)
        if other == record_id:
            return None
        return error(field.key, f"{field.label}「{value}」{self._where(field, value, other)}。", "請換一個號碼。")

    def _in_use(self, field: Field) -> dict[str, int]:
        if field.key not in self._used:
            self._used[field.key] = self._used_now(field)
        return self._used[field.key]

    def _used_now(self, field: Field) -> dict[str, int]:
        return {
            same_key(value): record.id
            for record in self._office.all(self._type.kind)
            if record.id not in self._changing and (value := getattr(record, field.key))
        }

    def _where(self, field: Field, value: Value, record_id: int) -> str:
        record = self._office.find(self._type.kind, record_id)
        if record is None or same_key(getattr(record, field.key)) != same_key(value):
            return "在這次輸入中出現了兩次"
        place = [each.id for each in self._office.all(self._type.kind)].index(record_id) + 1
        return f"已經用在{self._type.label}第 {place} {self._type.unit}「{self._type.title_of(record)}」"
