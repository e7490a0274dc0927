"""A checklist out of a file: each year the supervising authority hands out a new one as an ODT with a long table.

A sheet does as well. What would make a question ambiguous is refused with its place; what is merely odd is noted.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from isms_desktop.domain.audits import AUDIT_KINDS
from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.checklist_layout import WANTED
from isms_desktop.exchange.checklist_rows import DraftItem as DraftItem
from isms_desktop.exchange.checklist_rows import Gatherer, Source
from isms_desktop.exchange.odt_reader import read_odt
from isms_desktop.exchange.readers import NotASheet, read_book
from isms_desktop.exchange.sheet import Sheet

_TITLE = re.compile(r"檢核表|查核表|自評表|項目表|紀錄表|檢查表|稽核表|檢核項目表")
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d)\s*(?:年度?|學年度?|/)|(?<!\d)(20[2-9]\d)(?!\d)")
_BARE_YEAR = re.compile(r"(?<!\d)(1[1-9]\d)(?!\d)")
_PREFIX = re.compile(r"^\s*(?:附件|附表|附錄)\s*[\d一二三四五六七八九十]*(?:[-－之]\d+)?\s*[:：、.]?\s*")
_YEAR_PREFIX = re.compile(r"^\s*(?:中華民國)?\s*\d{3,4}\s*(?:年度?|學年度?)\s*")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ChecklistDraft:
    """A checklist that was read and not taken over yet. Name, version, kind and grading are proposals."""

    file: str
    name: str
    version: str
    """The 民國 year that the title, the file's name or a date line tells; "" when none does."""
    kind: str
    grading: str
    items: tuple[DraftItem, ...]
    notes: tuple[str, ...] = ()
    """What a person should know about how it was read, in Chinese."""

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections in their order."""
        return tuple(dict.fromkeys(each.section for each in self.items))

    @property
    def answered(self) -> int:
        """How many questions the file answers: a copy that was filled in."""
        return sum(bool(each.result) for each in self.items)


def read_checklist(path: Path) -> ChecklistDraft:
    """The checklist in a file. UserError with the place and what to do for everything that is none."""
    source = _source(path)
    gatherer = Gatherer(source)
    for table in source.tables:
        gatherer.take(table)
    if not gatherer.items:
        raise _nothing(source, gatherer)
    items = list(gatherer.items)
    notes = [*source.notes, *gatherer.remarks()]
    if not any(each.result for each in items) and any(each.explanation or each.evidence for each in items):
        # Nothing is ticked: what stands beside the questions is meant for whoever fills it in.
        items = [_as_hints(each) for each in items]
        notes.append("檔案沒有勾選答案，「說明」與「紀錄文件」欄的文字已當作填寫提示。")
    title = _title(source)
    return ChecklistDraft(
        file=path.name,
        name=_name(title) or _name(path.stem) or path.stem,
        version=_year(title, path.stem, *source.lines),
        kind=_kind(title + path.stem),
        grading="four" if gatherer.offers_partly else "three",
        items=tuple(items),
        notes=tuple(notes),
    )


def _source(path: Path) -> Source:
    try:
        book = read_book(path)
    except NotASheet as other:
        if other.odt:
            document = read_odt(path)
            return Source(path.name, document.lines, document.tables, is_sheet=False)
        advice = (
            "請用文書軟體開啟後另存為 ODF 文字文件（.odt），再匯入。"
            if "Word" in other.what
            else "可以匯入的檔案：.odt、.xlsx、.xls、.ods、.csv。"
        )
        gap = " " if other.what[0].isascii() else ""
        raise UserError(f"「{path.name}」的內容是{gap}{other.what}，不能直接匯入檢核表。", advice) from None
    refused = [sheet.refusal for sheet in book.sheets if sheet.refusal]
    tables = tuple(sheet for sheet in book.sheets if not sheet.refusal and not sheet.hidden)
    if refused and not tables:
        raise refused[0]
    return Source(path.name, _lines_above(tables), tables, is_sheet=True, notes=book.notes)


def _lines_above(tables: Sequence[Sheet]) -> tuple[str, ...]:
    """The first rows of the first sheet as lines: there the title stands."""
    rows = tables[0].rows[:6] if tables else ()
    lines = ["".join(str(cell) for cell in row if cell is not None).strip() for row in rows]
    return tuple(line for line in lines if line)


def _nothing(source: Source, gatherer: Gatherer) -> UserError:
    if not any(any(row) for table in source.tables for row in table.rows):
        return UserError(f"「{source.name}」裡沒有表格。", "檢核表要放在表格中；請確認選對了檔案，並且已經存檔。")
    if gatherer.found_headings:
        return UserError(
            f"「{source.name}」的表格只有標題列，沒有任何檢核項目。", "請選擇有項目內容的檔案，或先填入項目。"
        )
    table = max(source.tables, key=lambda each: len(each.rows))
    row = next((number for number, cells in enumerate(table.rows) if sum(map(bool, cells)) > 1), 0)
    there = [str(cell).strip().replace("\n", "")[:10] for cell in (table.rows[row] if table.rows else ()) if cell]
    return UserError(
        f"「{source.name}」{source.place(table, row)}的欄位是「{'、'.join(there[:8])}」（共 {table.width} 欄），"
        "沒有檢核項目的標題。",
        f"標題列要有「檢核項目」，完整的欄位是：{'、'.join(WANTED)}。",
    )


def _as_hints(item: DraftItem) -> DraftItem:
    return replace(
        item,
        hint="\n".join(filter(None, (item.hint, item.explanation))),
        evidence_hint="\n".join(filter(None, (item.evidence_hint, item.evidence))),
        explanation="",
        evidence="",
    )


def _title(source: Source) -> str:
    return next((line for line in source.lines if _TITLE.search(line) and len(line) <= 2 * _LONGEST_NAME), "")


def _name(title: str) -> str:
    plain = _YEAR_PREFIX.sub("", _PREFIX.sub("", unicodedata.normalize("NFC", title).replace("\n", " ").strip()))
    return plain[:_LONGEST_NAME].strip("_-－ 　")


def _year(*places: str) -> str:
    for text in places[:2]:
        found = _YEAR.search(text) or _BARE_YEAR.search(text)
        if found:
            return _roc(found.group().strip(" 年度學/"))
    found = next(filter(None, map(_YEAR.search, places[2:])), None)
    return _roc(found[1] or found[2]) if found else ""


def _roc(year: str) -> str:
    return str(int(year) - 1911) if len(year) == 4 else year


def _kind(words: str) -> str:
    if "廠商" in words or "委外" in words:
        return "vendor"
    for kind in AUDIT_KINDS[2:]:
        if any(word in words for word in (kind.label, *kind.synonyms)):
            return kind.value
    return "internal"
