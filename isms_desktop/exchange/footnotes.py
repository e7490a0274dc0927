"""Tells which rows under a table are no records: totals, footnotes, who made the list, headings once more."""

import re
import unicodedata

from isms_desktop.exchange.columns import Layout, normalise

_FOOT = re.compile(
    r"^(合計|總計|小計|共計|總數|以下空白|※|[-—─=_]{3,}$|第\d+頁"
    r"|(註|附註|備註|說明|填表說明|註\d+)[:：.、]"
    r"|(製表|填表|承辦|覆核|審核|核定|盤點|單位主管|主管|機關首長|首長|校長|資通安全長|列印)"
    r"(人|者|人員|單位|日期|時間|日)?([:：]|$))"
)
_MERGED_OVER = 3
"""A text merged over so many columns is a line of words, not a record."""


class FootnoteFinder:
    """Looks at the rows of one sheet."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._headings = {match.column: normalise(match.heading) for match in layout.taken}
        self._required = [match.column for match in layout.taken if match.field is not None and match.field.required]
        self._flawed = {row for row, _ in layout.sheet.flaws}
        self._across = {area.top for area in layout.sheet.merged if area.right - area.left + 1 >= _MERGED_OVER}

    def reason(self, row: int) -> str:
        """Why a row is passed over, in Chinese; "" when it is a record."""
        if row in self._flawed:
            return ""
        cells = self._layout.sheet.rows[row]
        taken = [column for column in self._headings if column < len(cells) and cells[column] is not None]
        if not taken:
            return "對應的欄位都是空白。"
        filled = [cell for cell in cells if cell is not None]
        if len(taken) > 1 and all(normalise(cells[column]) == self._headings[column] for column in taken):
            return "重複的標題列。"
        if len(filled) == 1 and row in self._across:
            return "跨欄的說明文字。"
        first = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(filled[0])))
        complete = all(column < len(cells) and cells[column] is not None for column in self._required)
        if not complete and _FOOT.match(first):
            return "合計、註記或簽章，不是資料。"
        return ""
