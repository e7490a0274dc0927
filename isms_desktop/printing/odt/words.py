"""Words as ODF has them: blanks that count, line breaks, words on a line."""

import re
from xml.sax.saxutils import escape

from isms_desktop.printing.phrase import PLAIN, UNDERLINED

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ON_A_LINE = re.compile(f"{UNDERLINED}([^{PLAIN}]*){PLAIN}?")
_BLANKS = re.compile("^ +| {2,}| +$")
_SPECIAL = re.compile(f"[&<>{UNDERLINED}\n]|^ |  | $")


def plain(text: str) -> str:
    """The text with nothing that XML cannot hold; for attributes, quotes are safe, too."""
    return escape(_NOT_IN_XML.sub("", text), {'"': "&quot;"})


def words(text: str) -> str:
    """The inside of a paragraph: a line break is one on paper, marked words stand on a line."""
    if text.isalnum():
        return text
    if not _SPECIAL.search(text) and text.isprintable():
        return text
    parts, place = [], 0
    for found in _ON_A_LINE.finditer(text):
        parts += [_lines(text[place : found.start()]), on_a_line(found[1])]
        place = found.end()
    return "".join([*parts, _lines(text[place:])])


def on_a_line(text: str) -> str:
    """Words with a line under them, its full-width blanks included."""
    return f'<text:span text:style-name="OnALine">{_lines(text)}</text:span>'


def _lines(text: str) -> str:
    return "<text:line-break/>".join(_BLANKS.sub(_blanks, plain(line)) for line in text.split("\n"))


def _blanks(found: re.Match[str]) -> str:
    # ODF counts blanks at the ends of a paragraph and more than one in a row as none or one.
    return f'<text:s text:c="{len(found[0])}"/>'
