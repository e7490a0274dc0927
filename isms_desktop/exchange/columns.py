"""Finds the heading row of a sheet under its title rows, and which column holds which field.

Registers come with a title, a date line, two rows of headings with merged groups, and everybody's own words.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from isms_desktop.domain.fields import Field, RecordType
from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.cells import CODE_HEADING
from isms_desktop.exchange.sheet import Book, Sheet, column_letters, column_number

ROWS_LOOKED_AT = 40
"""How far down the heading row may stand."""
Score: TypeAlias = tuple[int, int]
"""How well a row does as headings: fields recognised, then how surely."""
IGNORE = ("", "-")
"""What a manual mapping says for a column that is to be left out."""
_LEAST = 2
"""Fewest headings that must be recognised: one alone may be chance."""
_RUNNING = ("序號", "項次", "no", "順號", "流水號")
_BRACKETS = re.compile(r"[(\[【〔「〈《{].*?[)\]】〕」〉》}]")
_DROPPED = re.compile(r"[\s\u200b-\u200d\ufeff*※#:;,.、()\[\]【】〔〕「」〈〉《》{}?!_/\\|·‧・-]+")
_NUMBERED = re.compile(r"^\s*(\d{1,2}[.、)]|[一二三四五六七八九十]{1,3}、|\([\d一二三四五六七八九十]{1,2}\))\s*")


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One column of the sheet and the field that it holds."""

    column: int
    heading: str
    field: Field | None
    """None when nothing is taken from the column."""
    remark: str = ""
    """Why nothing is taken from it, in Chinese."""

    @property
    def letters(self) -> str:
        """The letters above the column."""
        return column_letters(self.column)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table lies in a sheet, and what its columns are."""

    sheet: Sheet
    heading_row: int
    """The last row of the headings, from 0; records follow."""
    columns: tuple[ColumnMatch, ...]
    """Every column with a heading, from left to right."""
    code_column: int | None
    """The column with the codes of our own export."""

    def column_of(self, key: str) -> ColumnMatch | None:
        """The column that holds a field; None when the sheet has none."""
        return next((match for match in self.columns if match.field is not None and match.field.key == key), None)

    @property
    def taken(self) -> tuple[ColumnMatch, ...]:
        """The columns whose cells are imported."""
        return tuple(match for match in self.columns if match.field is not None)

    @property
    def left_out(self) -> tuple[ColumnMatch, ...]:
        """The columns that are passed over, each with the reason."""
        return tuple(match for match in self.columns if match.field is None)


def find_layout(
    book: Book, record_type: RecordType[Any], sheet_name: str = "", mapping: Mapping[str, str] | None = None
) -> Layout:
    """The sheet of the book whose headings fit the record type best (or the named one), with its columns.

    ``mapping`` is heading (or column letters) → field key or label, and overrides what is found; ``""`` or ``"-"``
    leaves a column out. UserError when no sheet has recognisable headings, when a heading stands there twice, or when
    the mapping names what is not there.
    """
    words = _Words(record_type, mapping or {})
    sheets = (book.sheet(sheet_name),) if sheet_name else book.sheets
    best: tuple[tuple[Score, bool], _Found] | None = None
    for sheet in sheets:
        found = None if sheet.refusal else _find_headings(sheet, words)
        if found and (best is None or (found.score, not sheet.hidden) > best[0]):
            best = ((found.score, not sheet.hidden), found)
    if best is None or best[1].score[0] < _LEAST:
        raise next((sheet.refusal for sheet in sheets if sheet.refusal), None) or _no_headings(record_type, sheets)
    words.refuse_unknown(best[1])
    return _settle(best[1], words)


def normalise(heading: object) -> str:
    """A heading without width, case, spaces, line breaks, brackets, stars and colons: 「資產編號＊」→ 資產編號."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", str(heading)).casefold())


def bare(heading: object) -> str:
    """A heading without its numbering and without what stands in brackets: 「1.購置日期（民國）」→ 購置日期."""
    plain = _NUMBERED.sub("", unicodedata.normalize("NFKC", str(heading)))
    return normalise(_BRACKETS.sub("", plain))


@dataclass(frozen=True, slots=True)
class _Hit:
    """A field found for a heading; the lower the rank, the surer."""

    rank: int
    field: Field


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading row that was found."""

    sheet: Sheet
    row: int
    headings: tuple[str, ...]
    hits: tuple[_Hit | None, ...]
    score: Score


class _Words:
    """Every heading by which the fields of a record type are known, and the person's own mapping."""

    def __init__(self, record_type: RecordType[Any], mapping: Mapping[str, str]) -> None:
        self._known: dict[str, _Hit] = {}
        self._memory: dict[str, _Hit | None] = {}
        for rank, names in enumerate((_labels, _keys, _synonyms), start=1):
            for field in record_type.fields:
                for name in names(field):
                    self._known.setdefault(normalise(name), _Hit(rank, field))
        self.mapping = {normalise(heading): (heading, target) for heading, target in mapping.items()}
        self._mapped = {
            heading: None if target in IGNORE else _Hit(0, _field_named(record_type, target))
            for heading, (_, target) in self.mapping.items()
        }

    def hit(self, heading: str) -> _Hit | None:
        """The field that a heading means; None when it means none."""
        if heading not in self._memory:
            self._memory[heading] = self._find(heading)
        return self._memory[heading]

    def ignored(self, heading: str, column: int) -> bool:
        """Whether the person said to leave this column out."""
        key = self._mapping_key(heading, column)
        return key is not None and self._mapped[key] is None

    def mapped(self, heading: str, column: int) -> _Hit | None:
        """The field that the person chose for this column."""
        key = self._mapping_key(heading, column)
        return self._mapped[key] if key is not None else None

    def refuse_unknown(self, found: "_Found") -> None:
        """UserError when the mapping names a heading that the sheet does not have."""
        there = {normalise(heading) for heading in found.headings}
        for heading, (written, _) in self.mapping.items():
            letters = written.strip().upper()
            as_column = re.fullmatch(r"[A-Z]{1,3}", letters) and column_number(letters) < len(found.headings)
            if heading not in there and not as_column:
                names = "、".join(f"「{each}」" for each in found.headings if each)
                raise UserError(
                    f"{found.sheet.place(found.row)}沒有標題「{written}」，無法照指定的方式對應。",
                    f"這一列的標題有：{names}。",
                )

    def _mapping_key(self, heading: str, column: int) -> str | None:
        for key in (normalise(heading), column_letters(column).casefold()):
            if key and key in self.mapping:
                return key
        return None

    def _find(self, heading: str) -> _Hit | None:
        whole = normalise(heading)
        if not whole:
            return None
        hit = self._known.get(whole)
        if hit is None and (without := bare(heading)) and (loose := self._known.get(without)):
            hit = _Hit(loose.rank + 3, loose.field)
        return hit


def _labels(field: Field) -> tuple[str, ...]:
    return (field.label,)


def _keys(field: Field) -> tuple[str, ...]:
    return (field.key,)


def _synonyms(field: Field) -> tuple[str, ...]:
    return field.synonyms


def _field_named(record_type: RecordType[Any], name: str) -> Field:
    wanted = normalise(name)
    for field in record_type.stored:
        if name == field.key or wanted == normalise(field.label):
            return field
    names = "、".join(field.label for field in record_type.stored)
    raise UserError(f"{record_type.label}沒有「{name}」這個欄位，無法照指定的方式對應。", f"可用的欄位：{names}。")


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _find_headings(sheet: Sheet, words: _Words) -> _Found | None:
    rows = [[_text(cell) for cell in row] for row in sheet.rows[: ROWS_LOOKED_AT + 1]]
    best: _Found | None = None
    for number, row in enumerate(rows[:ROWS_LOOKED_AT]):
        if not any(row):
            continue
        candidates = [_one_row(sheet, words, number, row)]
        if number + 1 < len(rows):
            candidates.append(_two_rows(sheet, words, number, row, rows[number + 1]))
        for candidate in candidates:
            if best is None or candidate.score > best.score:
                best = candidate
    return best


def _one_row(sheet: Sheet, words: _Words, number: int, row: Sequence[str]) -> _Found:
    hits = tuple(words.mapped(heading, column) or words.hit(heading) for column, heading in enumerate(row))
    return _Found(sheet, number, tuple(row), hits, _score(hits))


def _two_rows(sheet: Sheet, words: _Words, number: int, top: Sequence[str], bottom: Sequence[str]) -> _Found:
    """A group above its members: 資產價值 over 機密性, 完整性, 可用性; a heading without members spans both rows."""
    width = max(len(top), len(bottom))
    above = [*top, *[""] * (width - len(top))]
    below = [*bottom, *[""] * (width - len(bottom))]
    headings: list[str] = []
    hits: list[_Hit | None] = []
    group = ""
    for column in range(width):
        group = above[column] or (group if below[column] else "")
        headings.append(below[column] or above[column])
        hit = words.mapped(headings[-1], column)
        hit = hit or (words.hit(group + below[column]) if below[column] else None) or words.hit(headings[-1])
        hits.append(hit)
    return _Found(sheet, number + 1, tuple(headings), tuple(hits), _score(hits))


def _score(hits: Iterable[_Hit | None]) -> Score:
    best: dict[str, int] = {}
    for hit in hits:
        if hit is not None:
            best[hit.field.key] = min(hit.rank, best.get(hit.field.key, hit.rank))
    return len(best), -sum(best.values())


def _settle(found: _Found, words: _Words) -> Layout:
    """Give every field at most one column, and every other column the reason why nothing is taken from it."""
    winners: dict[str, int] = {}
    for column, hit in enumerate(found.hits):
        if hit is None or words.ignored(found.headings[column], column):
            continue
        rival = winners.get(hit.field.key)
        rival_hit = found.hits[rival] if rival is not None else None
        if rival_hit is None or hit.rank < rival_hit.rank:
            winners[hit.field.key] = column
    matches = []
    code_column = None
    for column, heading in enumerate(found.headings):
        if normalise(heading) == normalise(CODE_HEADING):
            code_column = column
        elif heading:
            matches.append(_match(found, words, column, winners))
    return Layout(found.sheet, found.row, tuple(matches), code_column)


def _match(found: _Found, words: _Words, column: int, winners: Mapping[str, int]) -> ColumnMatch:
    heading, hit = found.headings[column], found.hits[column]
    if words.ignored(heading, column):
        return ColumnMatch(column, heading, None, "依指定不匯入。")
    if hit is None:
        return ColumnMatch(column, heading, None, "沒有對應的欄位，不匯入。")
    if not hit.field.stored:
        return ColumnMatch(column, heading, None, "計算欄位，不匯入。")
    winner = winners[hit.field.key]
    if winner != column:
        if _equal_right(found, winner, column):
            raise _twins(found, winner, column, hit.field)
        chosen = f"{column_letters(winner)} 欄「{found.headings[winner]}」"
        return ColumnMatch(column, heading, None, f"也對應「{hit.field.label}」，已採用 {chosen}，本欄不匯入。")
    if hit.rank and normalise(heading) in _RUNNING and _is_running_number(found.sheet, found.row + 1, column):
        return ColumnMatch(column, heading, None, "內容是 1、2、3…的流水號，不匯入。")
    return ColumnMatch(column, heading, hit.field)


def _equal_right(found: _Found, first: int, second: int) -> bool:
    """Whether nothing tells which of two columns is meant. Of two different synonyms the first is taken."""
    hit, rival = found.hits[first], found.hits[second]
    if hit is None or rival is None or hit.rank != rival.rank:
        return False
    one, other = found.headings[first], found.headings[second]
    return hit.rank == 0 or normalise(one) == normalise(other) or (hit.rank > 3 and bare(one) == bare(other))


def _twins(found: _Found, first: int, second: int, field: Field) -> UserError:
    return UserError(
        f"{found.sheet.place(found.row)}的標題「{found.headings[first]}」重複：{column_letters(first)} 欄與 "
        f"{column_letters(second)} 欄都是「{field.label}」。",
        "請刪除或改名其中一欄，或指定只用哪一欄。",
    )


def _is_running_number(sheet: Sheet, first_row: int, column: int) -> bool:
    """Whether a column simply counts its rows: a 序號 that is no serial number of a machine."""
    written = [_text(sheet.cell(row, column)) for row in range(first_row, len(sheet.rows))]
    given = [each for each in written if each]
    return len(given) > 1 and given == [str(number) for number in range(1, len(given) + 1)]


def _no_headings(record_type: RecordType[Any], sheets: Sequence[Sheet]) -> UserError:
    wanted = "、".join(field.label for field in record_type.stored if field.required)
    sheet = next((sheet for sheet in sheets if any(any(row) for row in sheet.rows)), sheets[0])
    row = next((number for number, cells in enumerate(sheet.rows) if any(cell is not None for cell in cells)), 0)
    there = [_text(cell)[:12] for cell in sheet.rows[row] if _text(cell)][:6] if sheet.rows else []
    return UserError(
        f"找不到{record_type.label}的標題列：{sheet.place(row)}是「{'、'.join(there)}」，沒有可辨認的標題。",
        f"請在資料上方放一列標題，至少要有：{wanted}；或手動指定欄位對應。",
    )
