"""One register of the open office, as a grid and a card see it: read, show, understand what was typed, write.

The grid asks nobody else. What makes one register different (a number to propose, rows of one year only) is handed in.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.checks import check
from isms_desktop.domain.fields import Field, Record, RecordType, Value
from isms_desktop.domain.findings import Finding, UserError
from isms_desktop.services import duplicating, proposals, records
from isms_desktop.services.uniqueness import TakenValues
from isms_desktop.ui.grid.rows import Filter

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

Values: TypeAlias = dict[str, Value]
"""Field key → value of one record, or of a part of it."""
Complete: TypeAlias = Callable[[list[Values]], list[Values]]
"""New rows as typed or pasted → the same rows with what the program can propose (a number from the category)."""


class Register:
    """The records of one type in the open office."""

    def __init__(
        self,
        office: "Office",
        kind: str,
        *,
        complete: Complete | None = None,
        belongs: Callable[[Any], bool] | None = None,
        colour: Callable[[Any, str], str] | None = None,
        typed: Collection[str] | None = None,
    ) -> None:
        """``complete`` proposes what new rows lack (``services.proposals`` when not given), ``belongs`` says which
        records this list is about, ``colour`` gives (record, field key) → the colour of a small square before the word
        in that cell, "" for none. ``typed``: the only fields that a clerk writes, in a register whose rows the program
        itself adds and keeps, such as that of the prints.
        """
        self.office = office
        self.type: RecordType[Any] = record_type(kind)
        self._complete = complete
        self._belongs = belongs
        self._colour = colour
        self._typed = typed

    @property
    def kind(self) -> str:
        """Name of the record type."""
        return self.type.kind

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed, because somebody else holds the file."""
        return self.office.read_only

    @property
    def kept(self) -> bool:
        """Whether the program itself adds the rows and keeps them."""
        return self._typed is not None

    @property
    def grows(self) -> bool:
        """Whether a clerk adds rows here, copies and deletes them."""
        return not self.read_only and not self.kept

    def may_write(self, field: Field) -> bool:
        """Whether a clerk may change this field."""
        return field.stored and not self.read_only and (self._typed is None or field.key in self._typed)

    def fields(self, keys: Iterable[str]) -> list[Field]:
        """The fields with these keys; keys that the type does not have (any more) are passed over."""
        return [self.type.by_key[key] for key in keys if key in self.type.by_key]

    def all(self) -> list[Record]:
        """Every record that belongs to this list, in the order of the register."""
        found = records.all_records(self.office, self.kind)
        return [each for each in found if self._belongs(each)] if self._belongs else found

    def get(self, record_id: int) -> Record | None:
        """The record as the file holds it; None when it is gone or does not belong to this list."""
        found = records.get(self.office, self.kind, record_id)
        return None if found is None or (self._belongs and not self._belongs(found)) else found

    def show(self, record: Record, field: Field, *, masked: bool = True) -> str:
        """What a person reads in that cell."""
        return records.show(self.office, record, field, masked=masked)

    def title(self, record: Record) -> str:
        """How a person names that record."""
        return self.type.title_of(record, records.title_of(self.office))

    def value(self, record: Record, field: Field) -> Value:
        """The value itself, worked out when the field is computed."""
        return records.value_of(self.office, record, field)

    def colour(self, record: Record, key: str) -> str:
        """The colour that stands before the word in that cell, as ``#rrggbb``; "" for none."""
        return self._colour(record, key) if self._colour else ""

    def sort_value(self, record: Record, key: str) -> Value:
        """The value by which a record is ordered."""
        return self.value(record, self.type.field(key))

    def findings(self, record: Record) -> list[Finding]:
        """What the checks say about a record. What is unique was kept so when it was written."""
        return check(record, self.office.rules, self.office)

    def taken(self, changing: Collection[int]) -> TakenValues:
        """Which unique values are in use, for reading many cells of one action that changes these records."""
        return TakenValues(self.office, self.kind, changing)

    def read(self, field: Field, raw: object, record_id: int = 0, taken: TakenValues | None = None) -> Value:
        """The value of what was typed or pasted. UserError: what is wrong with it and what to write instead."""
        if self._typed is not None and field.key not in self._typed:
            self._refuse_hands()
        return records.parsed(self.office, self.kind, field.key, raw, record_id, taken=taken)

    def given_by(self, chosen: Filter) -> Values:
        """What a new row has by itself: while only one category is shown, it belongs to that one."""
        return {key: value for key, value in chosen.single().items() if self.type.field(key).stored}

    def complete(self, rows: Sequence[Mapping[str, Value]]) -> list[Values]:
        """New rows with everything that the program can propose for them."""
        copies = [dict(row) for row in rows]
        return self._complete(copies) if self._complete else proposals.complete(self.office, self.kind, copies)

    def missing(self, values: Mapping[str, Value]) -> list[Field]:
        """The required fields that a new row still lacks."""
        return [field for field in self.type.stored if field.required and values.get(field.key) in (None, "", ())]

    def write(
        self, changes: Mapping[int, Mapping[str, Value]], new: Sequence[Mapping[str, Value]], label: str
    ) -> "Changed":
        """Change records and add others, all or nothing, as one action."""
        if self._typed is not None and (
            new or any(key not in self._typed for each in changes.values() for key in each)
        ):
            self._refuse_hands()
        return records.write(self.office, self.kind, changes, new, label)

    def duplicate(self, ids: Sequence[int]) -> "Changed":
        """These records once more, as one action; what must be unique is proposed anew. UserError when it cannot be."""
        self._refuse_hands()
        rows = self.complete(duplicating.rows_like(self.office, self.kind, ids))
        rows = duplicating.complete(self.office, self.kind, ids, rows)
        return self.write({}, rows, f"複製 {len(rows)} {self.type.unit}{self.type.label}")

    def delete(self, ids: Collection[int], label: str, *, with_dependents: bool = False) -> "Changed":
        """Delete records as one action. ``InUse`` when others point at them and those are not to go as well."""
        self._refuse_hands()
        return records.delete(self.office, self.kind, ids, label, with_dependents=with_dependents)

    def _refuse_hands(self) -> None:
        if self._typed is not None:
            labels = "、".join(self.type.field(key).label for key in self._typed)
            raise UserError(f"{self.type.label}由程式記錄，不能自己增加、修改或刪除。", f"可以填寫的是{labels}。")
