"""What every spreadsheet asks of a text, whoever writes it: nothing that breaks the file, no formula out of data."""

import re
from typing import Any

LONGEST = 32_767
"""Most characters that Excel takes in one cell."""

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RISKY = ("=", "+", "-", "@")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\\/*?:\[\]]")
_LONGEST_NAME = 31


def clean(text: str) -> str:
    """Text without the characters that no sheet format can hold; a tab, which LibreOffice drops, becomes a space."""
    return _ILLEGAL.sub("", text).replace("\t", " ")


def is_risky(text: str) -> bool:
    """Whether a spreadsheet program takes the text for a formula when somebody edits the cell."""
    return text.startswith(_RISKY)


def escape_excel(text: str) -> str:
    """The text such that Excel shows it as it is: ``_x0041_`` means A in its files."""
    return _ESCAPED.sub("_x005F_", text)


def put_text(cell: Any, text: str) -> None:
    """Set an openpyxl cell past its guessing, which would make a formula of "=1+1" and an error of "#N/A"."""
    cell.value = None
    cell._value = escape_excel(text)
    cell.data_type = "s"


def sheet_name(name: str, otherwise: str) -> str:
    """The name without what Excel allows in none, at most 31 characters long; ``otherwise`` when nothing is left."""
    plain = _NO_NAME.sub("", clean(name).replace("\n", " ")).strip("' ")
    while len(plain.encode("utf-16-le")) > 2 * _LONGEST_NAME:
        plain = plain[:-1]
    return plain.strip("' ") or otherwise
