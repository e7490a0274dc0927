"""Cells that are written together: all of them as one undoable action, or none, with the place of the first wrong."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from isms_desktop.domain.fields import Field, Value
from isms_desktop.domain.findings import UserError
from isms_desktop.ui.grid.register import Register, Values

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed

NOTHING_WRITTEN = "沒有寫入任何資料。"


class Batch:
    """What is to be written, already read. ``row`` is the words for a line (第 3 列), so a refusal can say where."""

    def __init__(self, register: Register, changing: Collection[int] = ()) -> None:
        """``changing``: the records that will be changed, so that two may swap what is unique."""
        self.changes: dict[int, Values] = {}
        self.new: list[Values] = []
        self._register = register
        self._taken = register.taken(changing)
        self._rows_of_new: list[str] = []
        self._refused: list[UserError] = []

    def __len__(self) -> int:
        return len(self.changes) + len(self.new)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write and nothing to refuse."""
        return not len(self) and not self._refused

    def put(self, row: str, record_id: int, cells: Mapping[Field, object]) -> None:
        """Cells of a record that exists. A computed field is passed over: nobody types it in."""
        values = self._read(row, cells, record_id)
        if values:
            self.changes.setdefault(record_id, {}).update(values)

    def add(self, row: str, cells: Mapping[Field, object], defaults: Mapping[str, Value] | None = None) -> None:
        """Cells of a new record; ``defaults`` fill what is blank. A line without any content is passed over."""
        given = {field: raw for field, raw in cells.items() if str(raw).strip()}
        if values := self._read(row, given, -1 - len(self.new)):
            self.new.append({**(defaults or {}), **values})
            self._rows_of_new.append(row)

    def write(self, label: str) -> "Changed":
        """Write everything as one action. UserError with place and advice; then nothing has been written."""
        if self._refused:
            raise self._refusal()
        new = self._register.complete(self.new)
        for row, values in zip(self._rows_of_new, new, strict=True):
            for lacking in self._register.missing(values):
                raise UserError(f"{row}的「{lacking.label}」是空白的，{NOTHING_WRITTEN}", f"請填寫{lacking.label}。")
        return self._register.write(self.changes, new, label)

    def _read(self, row: str, cells: Mapping[Field, object], record_id: int) -> Values:
        values: Values = {}
        for field, raw in cells.items():
            if not field.stored:
                continue
            try:
                values[field.key] = self._register.read(field, raw, record_id, self._taken)
            except UserError as problem:
                self._refused.append(UserError(f"{row}，{problem.text}", problem.advice, problem.findings))
        return values

    def _refusal(self) -> UserError:
        first = self._refused[0]
        more = f"另有 {len(self._refused) - 1} 格也有問題。" if len(self._refused) > 1 else ""
        return UserError(f"{first.text}{NOTHING_WRITTEN}{more}", first.advice, first.findings)
