"""Decides which record of the file a row of the sheet belongs to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from isms_desktop.domain.fields import Record, RecordType
from isms_desktop.domain.findings import Finding
from isms_desktop.domain.values import same_key
from isms_desktop.exchange.cells import code_of
from isms_desktop.exchange.convert import BLANK

Identity: TypeAlias = tuple[str, ...]
_CODE = re.compile(r"(\d{1,15})-[0-9a-f]{8}")


@dataclass(slots=True)
class Row:
    """A row on its way to a plan."""

    number: int
    """Row of the sheet, from 0."""
    values: tuple[Any, ...]
    findings: Sequence[tuple[int, Finding]] = ()
    code: str = ""
    identity: Identity | None = None
    """None while an identifying cell is blank or wrong."""
    coded: Record | None = None
    """The record that the code names."""
    record: Record | None = None
    """The record that the row belongs to; None for a new one."""
    problem: str = ""
    """Why it cannot be said which record is meant."""


class Matcher:
    """Matches rows with records: by identity, and by the code of our own export where the identity was edited."""

    def __init__(
        self, record_type: RecordType[Any], keys: Sequence[str], existing: Sequence[Record], origin: str = ""
    ) -> None:
        self._type = record_type
        self._origin = origin
        self._keys = [key for key in record_type.identity if key in keys]
        self._places = [keys.index(key) for key in self._keys]
        self._by_id = {record.id: record for record in existing}
        self._by_identity: dict[Identity, list[Record]] = {}
        for record in existing:
            self._by_identity.setdefault(self.identity_of(record), []).append(record)

    def identity_of(self, record: Record) -> Identity:
        """What identifies a record, as far as the sheet has columns for it."""
        return tuple([same_key(getattr(record, key)) for key in self._keys])

    def match(self, rows: Sequence[Row], untouched: Callable[[Row, Record, int], bool]) -> None:
        """Give every row its record. ``untouched`` says whether a cell is still what an export wrote for it."""
        holders: dict[int, Row] = {}
        for row in rows:
            row.coded = self._coded(row.code)
            row.identity = self._identity_in(row)
            if row.coded is not None and all(untouched(row, row.coded, place) for place in self._places):
                row.record = row.coded
                row.identity = self.identity_of(row.coded)
            else:
                self._by_its_identity(row)
            if row.record is not None:
                holders.setdefault(row.record.id, row)
        self._by_their_codes(rows, holders)

    def twins(self, rows: Sequence[Row]) -> dict[int, list[Row]]:
        """Rows with the same identity, by the number of each of them."""
        groups: dict[object, list[Row]] = {}
        for row in rows:
            if row.identity is not None:
                groups.setdefault(row.identity, []).append(row)
        return {row.number: group for group in groups.values() if len(group) > 1 for row in group}

    def _coded(self, code: str) -> Record | None:
        found = _CODE.fullmatch(code)
        record = self._by_id.get(int(found[1])) if found else None
        return record if record is not None and code_of(self._type, record, self._origin) == code else None

    def _identity_in(self, row: Row) -> Identity | None:
        wrong = {place for place, _ in row.findings}
        identity = []
        for key, place in zip(self._keys, self._places, strict=True):
            value = row.values[place]
            if value is BLANK and (place in wrong or self._type.field(key).required):
                return None
            identity.append("" if value is BLANK else same_key(value))
        return tuple(identity)

    def _by_its_identity(self, row: Row) -> None:
        if row.identity is None:
            return
        found = self._by_identity.get(row.identity, [])
        if len(found) == 1:
            row.record = found[0]
        elif found and any(record is row.coded for record in found):
            row.record = row.coded
        elif found:
            labels = "、".join(self._type.field(key).label for key in self._keys)
            row.problem = f"{self._type.label}裡有 {len(found)} {self._type.unit}的{labels}都相同，無法判斷是哪一筆。"

    def _by_their_codes(self, rows: Sequence[Row], holders: dict[int, Row]) -> None:
        """Rows whose identity is new take the record of their code, if no other row stands for that record."""
        claims: dict[int, list[Row]] = {}
        for row in rows:
            if row.record is None and row.coded is not None and not row.problem:
                claims.setdefault(row.coded.id, []).append(row)
        for claimants in claims.values():
            if len(claimants) == 1:
                self._move(claimants[0], holders)
            elif claimants[0].coded is not None and claimants[0].coded.id not in holders:
                numbers = "、".join(str(row.number + 1) for row in claimants)
                labels = "、".join(self._type.field(key).label for key in self._keys)
                for row in claimants:
                    row.problem = f"第 {numbers} 列複製自同一列，{labels}又都改了，無法判斷哪一列是原來那筆。"

    def _move(self, row: Row, holders: dict[int, Row]) -> None:
        """Renumbering in a chain: HW-2 became HW-3 and HW-1 became HW-2; each keeps its own record."""
        chain = [row]
        while (held := self._holder(chain[-1], holders)) is not None:
            if held in chain or held.coded is None or held.coded is held.record:
                return
            chain.append(held)
        for each in chain:
            each.record = each.coded
            if each.coded is not None:
                holders[each.coded.id] = each

    @staticmethod
    def _holder(row: Row, holders: dict[int, Row]) -> Row | None:
        return holders.get(row.coded.id) if row.coded is not None else None
