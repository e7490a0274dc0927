"""The rows of checklist tables as questions: sections carried on, numbers found or given, the rest dropped."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from isms_desktop.domain.agency import GRADES
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.domain.values import same_key
from isms_desktop.exchange import checklist_marks
from isms_desktop.exchange.checklist_layout import (
    ANSWER_KEYS,
    ITEM_KEYS,
    NUMBER,
    QUESTION,
    SECTION,
    WANTED,
    Columns,
    area_at,
    find_columns,
    is_heading,
)
from isms_desktop.exchange.checklist_numbers import number_of_section, numbers_inside, split_number
from isms_desktop.exchange.sheet import Sheet

_REMARK = re.compile(r"^\s*(?:註|※|備註|附註|填表說明|填寫說明|說明\s*[:：]|注意事項)")
_FOOT = re.compile(r"^\s*(?:填表|單位主管|資通安全長|承辦|核章|機關名稱|稽核人員|稽核委員|受稽|查核人員|日期)")
_CONTINUED = re.compile(r"\s*[(（]?續[)）]\s*$|\s*[(（]續[)）]?\s*$")
_FIELDS = {key: record_type("checklist_item").field(key) for key in ITEM_KEYS} | {
    key: record_type("answer").field(key) for key in ANSWER_KEYS
}
_TEXTS = ("hint", "evidence_hint", "basis", "explanation", "evidence")
"""Columns of plain text beside a question."""
_LONGEST_SECTION = 60
_MOST_NOTES = 8


@dataclass(frozen=True, slots=True)
class Source:
    """A file as tables, whatever it was."""

    name: str
    lines: tuple[str, ...]
    """Lines outside of tables, or the first rows of a sheet."""
    tables: tuple[Sheet, ...]
    is_sheet: bool
    notes: tuple[str, ...] = ()

    def place(self, table: Sheet, row: int) -> str:
        """How a person finds a row: 「表格 1 第 5 列」, 「工作表「檢核表」第 5 列」."""
        return table.place(row) if self.is_sheet else f"{table.name} 第 {row + 1} 列"


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One question as the file has it, and how last year's copy answers it."""

    section: str
    number: str
    question: str
    hint: str = ""
    evidence_hint: str = ""
    basis: str = ""
    grades: tuple[str, ...] = ()
    result: str = ""
    explanation: str = ""
    evidence: str = ""
    place: str = ""
    """Where it stands in the file, for messages."""


@dataclass(slots=True)
class Gatherer:
    """Goes through the tables of a source, from the first to the last."""

    source: Source
    items: list[DraftItem] = field(default_factory=list)
    offers_partly: bool = False
    found_headings: bool = False
    _columns: Columns | None = None
    _section: str = ""
    _section_number: int = 0
    _sections: int = 0
    _last_number: int = 0
    _places: dict[str, str] = field(default_factory=dict)
    _questions: dict[str, str] = field(default_factory=dict)
    _dropped: int = 0
    _notes: list[str] = field(default_factory=list)

    def take(self, table: Sheet) -> None:
        """The questions of one more table. Without headings it goes on where the one before it ended."""
        columns = find_columns(table)
        if columns is not None:
            self._check_answers(table, columns)
            self._columns, first = columns, columns.first_row
            self.found_headings = True
            self.offers_partly |= "partly" in columns.where
        elif self._columns is not None and table.width == self._columns.width:
            first = 0
        else:
            self._pass_over(table)
            return
        for number in range(first, len(table.rows)):
            self._take_row(table, number, self._columns)

    def remarks(self) -> list[str]:
        """What was noticed, the first few of them."""
        notes = list(self._notes[:_MOST_NOTES])
        if len(self._notes) > _MOST_NOTES:
            notes.append(f"另有 {len(self._notes) - _MOST_NOTES} 則類似的提醒。")
        if self._dropped:
            notes.append(f"略過 {self._dropped} 列附註、簽章或說明文字。")
        return notes

    # -- tables -------------------------------------------------------------------------------------------------

    def _check_answers(self, table: Sheet, columns: Columns) -> None:
        there = [key for key, _column in columns.answers]
        if there and not {"yes", "no"} <= set(there):
            named = "、".join(heading.replace("\n", "") for heading in columns.headings if heading)
            missing = "、".join(
                record_type("answer").field("result").label_of(key) for key in ("yes", "no") if key not in there
            )
            raise UserError(
                f"「{self.source.name}」{self.source.place(table, columns.first_row - 1)}缺少「{missing}」欄："
                f"現有的欄位是「{named}」。",
                f"完整的欄位是：{'、'.join(WANTED)}；請補上缺少的欄位後再匯入。",
            )
        if there and "not_applicable" not in there:
            self._notes.append(f"{self.source.place(table, columns.first_row - 1)}沒有「不適用」欄。")

    def _pass_over(self, table: Sheet) -> None:
        texts = [str(cell) for row in table.rows for cell in row if cell]
        if self._columns is None or not texts or table.width < len(self._columns.where):
            return  # a cover, a box for signatures
        raise UserError(
            f"「{self.source.name}」的{table.name}有 {table.width} 欄，和前一個表格的 {self._columns.width} 欄不同，"
            "也沒有標題列。",
            f"請在這個表格加上標題列（{'、'.join(WANTED)}），或刪除這個表格後再匯入。",
        )

    # -- rows ---------------------------------------------------------------------------------------------------

    def _take_row(self, table: Sheet, number: int, columns: Columns | None) -> None:
        assert columns is not None
        cells = [_plain(cell) for cell in table.rows[number]]
        cells += [""] * (columns.width - len(cells))
        if not any(cells) or is_heading(cells, columns):
            return
        area = area_at(table, number, columns.where[QUESTION])
        if area is not None and area.right > area.left:
            whole = _plain(table.cell(area.top, area.left))
            inside = {key for key, column in columns.where.items() if area.left <= column <= area.right}
            if inside - {SECTION, NUMBER, QUESTION}:
                if number == area.top:
                    self._take_line(whole)
                return
            if SECTION in inside and not self._is_aside(whole):
                raise self._merged(table, number, columns)
            cells[columns.where[QUESTION]] = whole if number == area.top else ""
        if area is not None and number > area.top:
            self._go_on(table, number, cells, columns)
            return
        self._take_cells(table, number, cells, columns)

    def _take_cells(self, table: Sheet, number: int, cells: Sequence[str], columns: Columns) -> None:
        where, place = columns.where, self.source.place(table, number)
        question = cells[where[QUESTION]]
        section = cells[where[SECTION]] if SECTION in where else ""
        if self._is_aside(question) or (not question and self._is_aside(section)):
            self._dropped += 1
            return
        if section:
            self._enter(section)
        if not question:
            if any(text for column, text in enumerate(cells) if column != where.get(SECTION)):
                self._notes.append(f"{place}沒有檢核項目，已略過。")
            return
        if len(inside := dict.fromkeys(numbers_inside(question))) > 1:
            raise UserError(
                f"「{self.source.name}」{place}的一格裡有 {len(inside)} 個項目（{'、'.join(inside)}），"
                "無法分辨各自的答案。",
                "請把它們分成各自的列，再匯入。",
            )
        self._add(place, question, cells, columns)

    def _add(self, place: str, question: str, cells: Sequence[str], columns: Columns) -> None:
        where = columns.where
        given = cells[where[NUMBER]] if NUMBER in where else ""
        number, words = self._number(given, question)
        if number in self._places:
            raise UserError(
                f"「{self.source.name}」的項目編號「{number}」出現兩次：{self._places[number]}與{place}。",
                "請在檔案中更正其中一個編號，或刪除重複的項目，再匯入。",
            )
        if (twin := self._questions.get(same_key(words))) is not None:
            self._notes.append(f"{place}與{twin}的檢核項目文字相同。")
        self._places[number] = self._questions[same_key(words)] = place
        texts = self._fitted(place, {key: cells[where[key]] for key in _TEXTS if key in where} | {QUESTION: words})
        letters = cells[where["grades"]].upper() if "grades" in where else ""
        self.items.append(
            DraftItem(
                self._section,
                number,
                **texts,
                grades=tuple(each.value for each in GRADES if each.value in letters),
                result=self._result(place, cells, columns),
                place=place,
            )
        )

    def _result(self, place: str, cells: Sequence[str], columns: Columns) -> str:
        if "result" in columns.where:
            return checklist_marks.chosen(cells[columns.where["result"]])
        boxes = {key: cells[column] for key, column in columns.answers}
        for remark in checklist_marks.remarks(boxes):
            self._notes.append(f"{place}的答案欄寫了「{remark[:10]}」，不是勾選，沒有採用。")
        found = checklist_marks.ticked(boxes)
        if len(found) > 1:
            self._notes.append(f"{place}勾了 {len(found)} 個答案，沒有採用。")
        return found[0] if len(found) == 1 else ""

    def _go_on(self, table: Sheet, number: int, cells: Sequence[str], columns: Columns) -> None:
        """A row whose question is that of the row above: text beside it belongs there, another answer does not."""
        own = cells[columns.where[NUMBER]] if NUMBER in columns.where else ""
        ticks = checklist_marks.ticked({key: cells[column] for key, column in columns.answers})
        if own or ticks or "result" in columns.where:
            raise UserError(
                f"「{self.source.name}」{self.source.place(table, number)}的檢核項目和上一列合併成一格，"
                "卻有自己的編號或答案，無法分辨是一項還是兩項。",
                "請取消合併，讓每一項各佔一列，再匯入。",
            )
        if self.items:
            last = self.items[-1]
            more = {key: cells[columns.where[key]] for key in _TEXTS if key in columns.where}
            joined: dict[str, str] = {
                key: "\n".join(filter(None, (getattr(last, key), text))) for key, text in more.items()
            }
            fitted: dict[str, Any] = dict(self._fitted(last.place, joined))
            self.items[-1] = replace(last, **fitted)

    def _take_line(self, text: str) -> None:
        """A line over the whole width: the name of a section, or a remark."""
        if self._is_aside(text) or len(text) > _LONGEST_SECTION:
            self._dropped += 1
        else:
            self._enter(text)

    def _merged(self, table: Sheet, number: int, columns: Columns) -> UserError:
        names = [columns.headings[columns.where[key]].replace("\n", "") for key in (SECTION, QUESTION)]
        return UserError(
            f"「{self.source.name}」{self.source.place(table, number)}的「{names[0]}」與「{names[1]}」合併成一格，"
            "無法分辨檢核項目。",
            "請取消合併，讓每一欄各佔一格，再匯入。",
        )

    def _is_aside(self, text: str) -> bool:
        return bool(_REMARK.match(text) or _FOOT.match(text))

    # -- sections and numbers -----------------------------------------------------------------------------------

    def _enter(self, text: str) -> None:
        title = _CONTINUED.sub("", "".join(text.split("\n"))).strip()[
            : record_type("checklist_item").field(SECTION).longest
        ]
        if not title or same_key(title) == same_key(self._section):
            return
        self._section = title
        self._sections += 1
        self._section_number = number_of_section(title) or self._sections
        self._last_number = 0

    def _number(self, given: str, question: str) -> tuple[str, str]:
        """The number of a question and its words. Without one it gets the next of its section."""
        dotted, single, words = split_number(question)
        own, own_single, rest = split_number(f"{given} " if given else "")
        if given and not rest:
            dotted, single = own, own_single
        elif given:
            return given[: _FIELDS[NUMBER].longest], question
        if not words:
            words = question
        section = self._section_number
        if dotted:
            self._last_number = int(dotted.rpartition(".")[2])
            return dotted, words
        self._last_number = single or self._last_number + 1
        return (f"{section}.{self._last_number}" if section else str(self._last_number)), words

    def _fitted(self, place: str, texts: Mapping[str, str]) -> dict[str, str]:
        """The texts as their fields hold them. A long list of papers moves to the explanation, where there is room."""
        fitted = dict(texts)
        if "evidence" in fitted:
            fitted["evidence"] = "；".join(fitted["evidence"].split("\n"))
            if len(fitted["evidence"]) > _FIELDS["evidence"].longest:
                fitted["explanation"] = f"{fitted.get('explanation', '')}\n{fitted['evidence']}".strip()
                fitted["evidence"] = ""
        for key, text in fitted.items():
            held = _FIELDS[key]
            if len(text) > held.longest:
                raise UserError(
                    f"「{self.source.name}」{place}的「{held.label}」有 {len(text)} 個字，超過 {held.longest} 個字。",
                    "請縮短後再匯入。",
                )
        return fitted


def _plain(cell: object) -> str:
    """A cell as text, without blank lines and stray spaces at the ends of its lines."""
    if cell is None:
        return ""
    lines = [line.strip() for line in str(cell).replace("\r", "\n").split("\n")]
    return "\n".join(line for line in lines if line)
