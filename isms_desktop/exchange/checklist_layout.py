"""Where the columns of a checklist lie: one of the yearly edition of the supervising authority, or anybody else's.

The words come from the declarations of the questions and answers; a few more are added that such tables use.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.systems import RESULTS
from isms_desktop.exchange.columns import ROWS_LOOKED_AT, bare, normalise
from isms_desktop.exchange.sheet import Area, Sheet

QUESTION, SECTION, NUMBER = "question", "section", "number"
ITEM_KEYS = (SECTION, NUMBER, QUESTION, "hint", "evidence_hint", "basis", "grades")
ANSWER_KEYS = ("result", "explanation", "evidence")
RESULT_KEYS = tuple(each.value for each in RESULTS)
WANTED = ("稽核項目", "檢核項目", "符合", "部分符合", "不符合", "不適用", "說明", "紀錄文件")
"""The columns of the official yearly edition, for messages."""
_MORE: Mapping[str, tuple[str, ...]] = {
    SECTION: ("稽核構面", "檢核構面", "構面名稱", "類別"),
    NUMBER: ("題次", "序號", "項目編號", "No"),
    QUESTION: ("檢核內容", "檢查項目", "檢查內容", "自評項目", "評核項目", "問題", "檢核事項"),
    "hint": ("填表說明", "檢核重點"),
    "evidence_hint": ("準備資料或客觀證據", "應準備文件", "應備資料"),
    "basis": ("法規", "依據條文", "對應條文"),
    "explanation": ("現況說明", "執行情形", "辦理情形", "簡述", "說明及佐證"),
    "evidence": ("佐證文件", "紀錄", "佐證資料或紀錄"),
}
_LEAST_LOOSE, _LONGEST_LOOSE = 3, 24
"""Characters that a word must have to be found inside a longer heading, and that such a heading has at most."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table."""

    first_row: int
    """The first row below the headings."""
    where: Mapping[str, int]
    """What a column holds (a key of a question or answer, or the value of a result) → the column."""
    headings: tuple[str, ...]
    width: int

    @property
    def answers(self) -> tuple[tuple[str, int], ...]:
        """The columns to be ticked: (result, column), in the order of the results."""
        return tuple((key, self.where[key]) for key in RESULT_KEYS if key in self.where)


def find_columns(table: Sheet) -> Columns | None:
    """The heading row that names most columns, one row or two; None when none names the questions and another."""
    rows = [[_text(cell) for cell in row] for row in table.rows[: ROWS_LOOKED_AT + 1]]
    best: Columns | None = None
    for number, row in enumerate(rows):
        candidates = [_columns(table, number, row)]
        if number + 1 < len(rows):
            candidates.append(_columns(table, number + 1, _joined(row, rows[number + 1])))
        for each in candidates:
            if QUESTION in each.where and len(each.where) > 1 and (best is None or _better(each, best)):
                best = each
    return best


def is_heading(cells: Sequence[str], columns: Columns) -> bool:
    """Whether a row repeats the headings, as the top of a further page does."""
    same = [
        column
        for column in columns.where.values()
        if column < len(cells) and cells[column] and normalise(cells[column]) == normalise(columns.headings[column])
    ]
    return len(same) > 1


def role_of(heading: str) -> str:
    """What a column with this heading holds; "" for a heading that means nothing here."""
    for name in (normalise(heading), bare(heading)):
        if name and name in _words():
            return _words()[name]
    whole = normalise(heading)
    if len(whole) > _LONGEST_LOOSE:
        return ""
    inside = [word for word in _words() if len(word) >= _LEAST_LOOSE and word in whole]
    return _words()[max(inside, key=len)] if inside else ""


def area_at(table: Sheet, row: int, column: int) -> Area | None:
    """The merged cells to which a cell belongs; None when it stands alone."""
    for area in table.merged:
        if area.top <= row <= area.bottom and area.left <= column <= area.right:
            return area
    return None


@functools.cache
def _words() -> Mapping[str, str]:
    """Every heading that means something → what it means. What an answer is called goes before what a question is."""
    found: dict[str, str] = {}
    for choice in RESULTS:
        for word in (choice.label, *choice.synonyms):
            found.setdefault(normalise(word), choice.value)
    for kind, keys in (("answer", ANSWER_KEYS), ("checklist_item", ITEM_KEYS)):
        for key in keys:
            field = record_type(kind).field(key)
            for word in (field.label, *field.synonyms, *_MORE.get(key, ())):
                found.setdefault(normalise(word), key)
    found.pop("", None)
    return found


def _columns(table: Sheet, last_row: int, headings: Sequence[str]) -> Columns:
    where: dict[str, int] = {}
    for column, heading in enumerate(headings):
        role = role_of(heading)
        if role and role not in where:
            where[role] = column
    if SECTION in where and QUESTION not in where:  # 「稽核項目」 alone means the questions
        where[QUESTION] = where.pop(SECTION)
    if "yes" in where or "no" in where:
        where.pop("result", None)  # it only stands over them
    return Columns(last_row + 1, where, tuple(headings), table.width)


def _better(one: Columns, other: Columns) -> bool:
    return len(one.where) > len(other.where)


def _joined(top: Sequence[str], bottom: Sequence[str]) -> list[str]:
    """A group over its members (檢核結果 over 符合, 不符合…): the member is the heading; else what stands above."""
    width = max(len(top), len(bottom))
    above, below = [*top, *[""] * (width - len(top))], [*bottom, *[""] * (width - len(bottom))]
    return [low or high for high, low in zip(above, below, strict=True)]


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
