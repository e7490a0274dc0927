"""Reads csv, tsv and txt: finds the encoding and the separator by looking, never by asking the machine.

Offices get these from Excel (Big5 or UTF-16), from LibreOffice (UTF-8) and from the property systems (any of them).
"""

import codecs
import csv
import io
import math
import re
from collections import Counter
from dataclasses import dataclass

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.ods_reader import MOST_FILLED
from isms_desktop.exchange.sheet import Cell, Sheet

LONGEST_CELL = 131_072
"""The csv module's own limit; beyond it a quotation mark was never closed."""
_SEPARATORS = (",", ";", "\t", "|")
_LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp950": "Big5（cp950）",
    "big5hkscs": "Big5-HKSCS",
}
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding that it turned out to have."""

    text: str
    encoding: str

    @property
    def label(self) -> str:
        """The encoding as a person knows it."""
        return _LABELS.get(self.encoding, self.encoding)


def decode(raw: bytes, name: str) -> Decoded:
    """The text of a file. UserError when it is no text, or names the first row that no encoding can read."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], encoding, name)
    wide = _utf16_without_mark(raw)
    if wide:
        return _decode_as(raw, wide, name)
    if b"\0" in raw:
        raise not_a_sheet(name)
    for encoding in ("utf-8", "cp950", "big5hkscs"):
        try:
            return Decoded(raw.decode(encoding), encoding)
        except UnicodeDecodeError:
            continue
    return _decode_as(raw, _likeliest(raw), name)


def read_text(decoded: Decoded, name: str, sheet_name: str) -> Sheet:
    """The rows of separated text. UserError when it is no table or a quotation mark is never closed."""
    text = decoded.text
    if len(re.findall(r"[\x00-\x08\x0e-\x1f]", text[:4096])) > 8:
        raise not_a_sheet(name)
    hint = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    separator = hint[1] if hint else sniff_separator(text)
    rows: list[tuple[Cell, ...]] = []
    filled = last = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            row = tuple([_cell(each) if each and not each.isspace() else None for each in cells])
            rows.append(row)
            count = len(row) - row.count(None)
            filled += count
            last = len(rows) if count else last
            if filled > MOST_FILLED:
                raise UserError(f"「{name}」超過一次可匯入的 {MOST_FILLED:,} 格。", "請分成幾個檔案，分次匯入。")
    except csv.Error:
        raise UserError(
            f'「{name}」第 {len(rows) + 1} 列有一格超過 {LONGEST_CELL:,} 個字，可能是引號（"）沒有成對。',
            "請檢查這一列的引號，或用試算表軟體開啟後另存為 .xlsx。",
        ) from None
    if hint:
        rows[0] = ()
    return Sheet(sheet_name, tuple(rows[:last]), guarded=True)


def sniff_separator(text: str) -> str:
    """The separator that cuts the most rows into the same number of cells, at least two; a comma when none does."""
    sample = text[:200_000]
    scores = {separator: _evenness(sample, separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: scores[separator])


def guard(text: str) -> str:
    """Text made harmless for a csv: a spreadsheet would run what begins with = + - @ as a formula."""
    return f"'{text}" if re.match(r"'*[=+\-@\t\r\n＝＋－＠]", text) else text


def unguard(text: str) -> str:
    """The text that ``guard`` was given."""
    return text[1:] if _GUARDED.match(text) else text


def not_a_sheet(name: str) -> UserError:
    """The sentence for a file that is something else."""
    return UserError(f"「{name}」不是試算表檔案。", "可以匯入的檔案：.xlsx、.xls、.ods、.csv、.tsv、.txt。")


def _cell(written: str) -> Cell:
    if "\r" in written:
        written = written.replace("\r\n", "\n").replace("\r", "\n")
    if written[0] == "'":
        return unguard(written)
    if written[0] == "=" and (found := _EXCEL_TEXT.fullmatch(written)):
        # The usual trick to keep zeros in a csv for Excel: ="0007".
        return found[1] or None
    return written


def _evenness(sample: str, separator: str) -> float:
    counts: Counter[int] = Counter()
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            if number >= _SAMPLE_ROWS:
                break
            if any(cells):
                counts[len(cells)] += 1
    except csv.Error:
        return 0.0
    several = {size: times for size, times in counts.items() if size > 1}
    if not several:
        return 0.0
    size, times = max(several.items(), key=lambda each: each[1] * math.log(each[0] + 1))
    return (times / counts.total()) ** 2 * math.log(size)


def _decode_as(raw: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(raw.decode(encoding), encoding)
    except UnicodeDecodeError as problem:
        row = raw[: problem.start].decode(encoding, "ignore").count("\n") + 1
        raise UserError(
            f"「{name}」第 {row} 列有無法辨識的文字（以 {_LABELS[encoding]} 讀取）。",
            "請用試算表軟體開啟，另存為 .xlsx 或 CSV UTF-8 後再匯入。",
        ) from None


def _utf16_without_mark(raw: bytes) -> str:
    """``utf-16-le``/``-be`` when zeros stand on one side of the byte pairs only, as in ``,`` and line ends; else ""."""
    sample = raw[:65536]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    few = max(2, len(sample) // 200)
    if len(raw) % 2 or max(even, odd) < few or min(even, odd) * 20 > max(even, odd):
        return ""
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return encoding


def _likeliest(raw: bytes) -> str:
    """The encoding that gets furthest before it fails."""
    reached = {}
    for encoding in ("utf-8", "cp950", "big5hkscs"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError as problem:
            reached[encoding] = problem.start
    return max(reached, key=lambda encoding: reached[encoding])
