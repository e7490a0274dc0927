"""What one wording has that the other has not: struck out and underlined, word by word."""

import difflib
import html
import re

from isms_desktop.ui.theme import Colours

_WORDS = re.compile(r"[A-Za-z0-9.%]+|\s+|.", re.DOTALL)


def marked(before: str, after: str, colours: Colours) -> str:
    """``after`` as rich text: what ``before`` has no longer is struck out, what is new is underlined."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts = []
    for kind, first, to, first_new, to_new in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = _text(old[first:to]), _text(new[first_new:to_new])
        if kind == "equal":
            parts.append(come)
            continue
        if gone:
            parts.append(f'<s style="color:{colours.error}">{gone}</s>')
        if come:
            parts.append(f'<u style="color:{colours.link}">{come}</u>')
    return "".join(parts)


def _text(words: list[str]) -> str:
    return html.escape("".join(words)).replace("\n", "<br>")
