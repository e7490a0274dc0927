"""Names written as free text: several in one cell, separated by 「、」, a comma, a semicolon or a new line."""

import re
from collections.abc import Mapping

from isms_desktop.domain.values import same_key

_BETWEEN = re.compile(r"([、，,；;\n])")


def names_in(cell: str) -> frozenset[str]:
    """The names in a cell, each as ``same_key``."""
    return frozenset(filter(None, map(same_key, _BETWEEN.split(cell)[::2])))


def each_name(cell: str) -> tuple[str, ...]:
    """The names in a cell as they are written, in their order, each once."""
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in _BETWEEN.split(cell)[::2]))))


def replaced(cell: str, names: Mapping[str, str]) -> str:
    """A cell with names (``same_key``) exchanged for others; a name that then stands there twice stands once."""
    parts = _BETWEEN.split(cell)
    words = [names.get(same_key(part), part) for part in parts[::2]]
    text = words[0]
    seen = {same_key(words[0])}
    for between, word in zip(parts[1::2], words[1:], strict=True):
        if same_key(word) not in seen or not word.strip():
            text += between + word
            seen.add(same_key(word))
    return text
