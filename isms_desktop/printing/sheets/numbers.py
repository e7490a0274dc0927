"""Which texts of a table are numbers that a spreadsheet may add up, and which only look like numbers."""

import re
from collections.abc import Collection

_PLAIN = re.compile(r"0|-?[1-9][0-9]{0,9}|-?(?:0|[1-9][0-9]{0,9})\.[0-9]{0,4}[1-9]")
_THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}")
_LEADING_ZERO = re.compile(r"0[0-9]+")
_NAMES = ("編號", "號碼", "代碼", "代號", "字號", "文號", "分機", "電話", "統編", "識別碼", "版次", "版本", "埠")
"""Headings of what is made of digits and is still a name."""
_TURNS = re.compile(r"[0-9=+@'(-]")
_LONGEST_GUARDED = 255
"""Excel shows a longer text as #### in a cell of text format."""


def number_of(text: str) -> int | float | None:
    """The number that the text is, if a spreadsheet shows it just so; else None."""
    if _PLAIN.fullmatch(text):
        return float(text) if "." in text else int(text)
    if _THOUSANDS.fullmatch(text):
        return int(text.replace(",", ""))
    return None


def holds_names(heading: str, texts: Collection[str]) -> bool:
    """Whether what stands under a heading are names even where they are made of digits: 0007, a telephone."""
    heading = "".join(heading.split())
    return heading.endswith(_NAMES) or any(_LEADING_ZERO.match(text) for text in texts)


def format_of(text: str, number: int | float | None) -> str:
    """The format that keeps a cell as it is read (see ``cells.Look``)."""
    if number is not None:
        return "thousands" if "," in text else ""
    return "text" if _TURNS.match(text) and len(text) <= _LONGEST_GUARDED else ""
