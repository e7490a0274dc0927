"""Reads a TOML table key by key, and says file, block and key when anything in it is not as it should be."""

import difflib
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.phrase import Phrase, PhraseError, parse

REQUIRED: Final = object()


class Reader:
    """One table of a form file. ``done`` at the end finds the keys that nobody asked for."""

    def __init__(self, table: Mapping[str, Any], place: str) -> None:
        """``place`` names file and block for a person: 表單檔「team.toml」第 2 個區塊（table）."""
        self._table = table
        self._place = place
        self._asked: set[str] = set()

    def wrong(self, key: str, text: str, advice: str = "") -> UserError:
        """The error to raise about one key."""
        return UserError(f"{self._place}的「{key}」：{text}", advice or "請修改表單檔後再試一次。")

    def has(self, key: str) -> bool:
        """Whether the table has that key."""
        return key in self._table

    def text(self, key: str, default: Any = REQUIRED) -> str:
        """A text."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "應為文字，前後加上引號。")
        return value

    def number(self, key: str, default: Any = REQUIRED, lowest: float = 0, highest: float = 1000) -> float:
        """A number within limits."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not lowest <= value <= highest:
            raise self.wrong(key, f"應為 {lowest:g} 到 {highest:g} 的數字。")
        return value

    def yes_no(self, key: str, default: Any = False) -> bool:
        """``true`` or ``false``."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "應為 true 或 false。")
        return value

    def one_of(self, key: str, choices: Collection[str], default: Any = REQUIRED) -> str:
        """A text out of a list."""
        return self.known(key, self.text(key, default), choices)

    def known(self, key: str, value: str, names: Collection[str]) -> str:
        """``value``, which must be one of ``names``; the error proposes the nearest ones."""
        if value not in names:
            near = difflib.get_close_matches(value, names, n=3, cutoff=0.6)
            advice = f"您是不是要寫「{'」或「'.join(near)}」？" if near else f"可以用的有：{'、'.join(names)}。"
            raise self.wrong(key, f"沒有「{value}」。", advice)
        return value

    def texts(self, key: str, default: Any = REQUIRED) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "應為文字的清單，例如 [\"甲\", \"乙\"]。")  # fmt: skip
        return tuple(value)

    def items(self, key: str, default: Any = REQUIRED) -> tuple[Any, ...]:
        """A list of anything."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "應為清單，前後加上方括號。")
        return tuple(value)

    def tables(self, key: str, default: Any = REQUIRED) -> Iterator["Reader"]:
        """A list of tables, each with its own reader."""
        for number, each in enumerate(self.items(key, default), 1):
            if not isinstance(each, Mapping):
                raise self.wrong(key, f"第 {number} 項應為 {{ key = …, heading = … }}。")
            yield Reader(each, f"{self._place}的「{key}」第 {number} 項")

    def group(self, key: str) -> dict[str, "Reader"]:
        """Tables by name, each with its own reader; {} when the key is left out."""
        value = self._value(key, {})
        if not isinstance(value, Mapping) or not all(isinstance(each, Mapping) for each in value.values()):
            raise self.wrong(key, "應為各有名稱的表，例如 [block.parts.team]。")
        return {name: Reader(each, f"{self._place}的「{key}」「{name}」") for name, each in value.items()}

    def phrase(self, key: str, names: Collection[str], default: Any = REQUIRED) -> Phrase:
        """A text with names in braces, every one of which must be known."""
        return self.understood(key, self.text(key, default), names)

    def understood(self, key: str, text: str, names: Collection[str]) -> Phrase:
        """A text that is already read, as a phrase."""
        try:
            phrase = parse(text)
        except PhraseError as problem:
            raise self.wrong(key, str(problem)) from None
        for slot in phrase.slots():
            self.known(key, slot.name, names)
        return phrase

    def done(self) -> None:
        """Raises UserError for a key that has no meaning here."""
        for key in self._table:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1, cutoff=0.6)
                raise self.wrong(key, "這裡沒有這個鍵。", f"您是不是要寫「{near[0]}」？" if near else "")

    def _value(self, key: str, default: Any) -> Any:
        self._asked.add(key)
        if key in self._table:
            return self._table[key]
        if default is REQUIRED:
            raise self.wrong(key, "不能省略。")
        return default
