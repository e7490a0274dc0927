"""The content of a paper as one hash: the same words in the same order give the same hash, on any day and machine.

What only lays the words out (sizes, widths, merged cells, page format) does not count, nor what belongs to one print
of them (its number, its stamp, 製表日期: build the paper with ``Inputs.undated``). Registered prints are compared with
what the records say today, for years: what is hashed must never change without need, and ``test_content`` holds it.
"""

import dataclasses
import functools
import hashlib
import json
from typing import Any

from isms_desktop.printing.document import Document, FieldItem
from isms_desktop.printing.phrase import without_marks

_EDITION = "isms-desktop paper 1"
"""Goes into every hash: a later way of hashing is another edition."""
_OF_THE_PRINT = frozenset({"number", "made_on", "stamp", "personal"})
_LAYOUT = frozenset({
    "size", "leading", "align", "width", "widths", "height", "row_height", "seal", "landscape", "merges", "label_span",
    "source", "sheet", "skip", "rulers", "late", "keep", "named",
})  # fmt: skip
"""Fields of ``document`` that place words and say none. A decimal never counts: it would be a size."""
_SPANS = frozenset({"columns", "rows"})
"""Lists of what stands in a table; in a cell, how far it reaches."""


def content_hash(document: Document) -> str:
    """SHA-256 of the words of a paper, hexadecimal."""
    canonical = json.dumps([_EDITION, _plain(document)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, str):  # a kind of row is text, too
        return without_marks(str(value))
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {key: getattr(value, key) for key in _counting(type(value))}
        if isinstance(value, FieldItem) and value.late:
            del parts["value"]
        said = {key: _plain(part) for key, part in parts.items() if not _places(key, part)}
        return [type(value).__name__, said]
    return value


def _places(key: str, value: object) -> bool:
    return isinstance(value, float) or (key in _SPANS and isinstance(value, int))


@functools.cache
def _counting(block: type[Any]) -> tuple[str, ...]:
    left_out = _LAYOUT | (_OF_THE_PRINT if block is Document else frozenset())
    return tuple(sorted(field.name for field in dataclasses.fields(block) if field.name not in left_out))
