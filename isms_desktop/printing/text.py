"""Breaking text into lines the way Chinese papers do.

Widths are in thousandths of the font size (em/1000), so that one answer serves every size. Rules: a line may end
between any two Chinese characters, but no closing mark starts a line and no opening mark ends one (避頭尾); a Latin
word or a number stays whole unless it is longer than the line; a line break in the text is a line break on paper.
"""

import re
from collections.abc import Iterable, Iterator

from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.phrase import PLAIN, UNDERLINED

NO_START = frozenset("。，、；：？！）」』】〕》〉〗｝］…‥—–·‧・．％℃°～〜～’”!),.:;?]}%" + PLAIN)
"""Marks that may not start a line."""
NO_END = frozenset("（「『【〔《〈〖｛［‘“([{＄$￥#＃" + UNDERLINED)
"""Marks that may not end a line."""

_TOKENS = re.compile(r"[!-~\u00a1-\u024f]+|[ \t\u00a0\u3000]+|.", re.DOTALL)
_BOX = re.compile(r"[□■] ?(?=[^□■]*$)")
_ONE = 1000.0
"""The width of one Chinese character."""
_JOINTS = "-/._@\\:;,=&?"
"""Where an overlong word (a path, an address) is broken by preference: after one of these."""


class Ruler:
    """Measures and breaks text set in one chain of fonts.

    Remembers what it has measured and broken, because registers repeat themselves.
    """

    def __init__(self, fonts: FontChain) -> None:
        self.fonts = fonts
        self._advances = _Advances(fonts)
        self._advances.update(dict.fromkeys(("\n", UNDERLINED, PLAIN), 0.0))
        self._broken: dict[tuple[str, int], tuple[str, ...]] = {}

    def width(self, text: str) -> float:
        """The width of one line of text, in thousandths of the font size."""
        return sum(map(self._advances.__getitem__, text))

    def wrap(self, text: str, limit: float) -> tuple[str, ...]:
        """The lines of ``text`` in a column ``limit`` wide (em/1000); ``("",)`` for no text.

        No line is wider than ``limit`` unless a single character is.
        """
        key = (text, int(limit))
        lines = self._broken.get(key)
        if lines is None:
            found = (line for part in text.split("\n") for line in self._hung(part, limit))
            lines = self._broken[key] = tuple(_marked(found) if UNDERLINED in text else found)
        return lines

    def balance(self, text: str, limit: float) -> tuple[str, ...]:
        """As ``wrap``, but with lines of about the same length: a heading is broken 風險／等級, not 風險等／級."""
        lines = self.wrap(text, limit)
        if len(lines) < 2 or "\n" in text:
            return lines
        even = max(self.width(text) / len(lines), _ONE)
        tried = (self.wrap(text, even + step * _ONE / 4) for step in range(int((limit - even) / _ONE * 4) + 1))
        return next((found for found in tried if len(found) == len(lines)), lines)

    def _hung(self, paragraph: str, limit: float) -> tuple[str, ...]:
        """The lines of a paragraph; words behind a single box to tick hang from it."""
        box = _BOX.match(paragraph)
        room = limit - self.width(box.group()) if box else 0.0
        if box is None or room < 4 * _ONE or self.width(paragraph) <= limit:
            return self._set(paragraph, limit)
        first, *others = self._set(paragraph[box.end() :], room)
        blank = "　" + " " * (len(box.group()) - 1)
        return (box.group() + first, *(blank + line for line in others))

    def _set(self, paragraph: str, limit: float) -> tuple[str, ...]:
        """The lines of a paragraph; no single character is left over for the last one if that can be helped."""
        lines = tuple(self._break(paragraph, limit))
        if len(lines) > 1 and self._leftover(lines[-1]):
            for narrower in (limit - _ONE, limit - 2 * _ONE):
                other = tuple(self._break(paragraph, narrower)) if narrower > 3 * _ONE else lines
                if len(other) == len(lines) and not self._leftover(other[-1]):
                    return other
        return lines

    @staticmethod
    def _leftover(line: str) -> bool:
        return len(line.rstrip("。，、；：？！）」』】")) <= 1

    def _break(self, paragraph: str, limit: float) -> Iterator[str]:
        if self.width(paragraph) <= limit:
            yield paragraph
            return
        line, room = "", limit
        for piece in self._pieces(paragraph, limit):
            width = self.width(piece.rstrip())
            if width > room and line:
                yield line.rstrip()
                line, room = "", limit
                piece = piece.lstrip()
            line += piece
            room -= self.width(piece)
        if line or not paragraph:
            yield line.rstrip()

    def _pieces(self, paragraph: str, limit: float) -> Iterator[str]:
        """What may not be torn apart, piece by piece: blanks go with what they follow."""
        piece = ""
        for token in _TOKENS.findall(paragraph):
            if piece and not (token.isspace() or token[0] in NO_START or piece.rstrip()[-1:] in NO_END):
                yield from self._small_enough(piece, limit)
                piece = ""
            piece += token
        if piece:
            yield from self._small_enough(piece, limit)

    def _small_enough(self, piece: str, limit: float) -> Iterator[str]:
        """A piece as it is, or torn into parts that fit when it is wider than the line."""
        while self.width(piece.rstrip()) > limit and len(piece) > 1:
            fitting = self._fitting(piece, limit)
            yield piece[:fitting]
            piece = piece[fitting:]
        yield piece

    def _fitting(self, piece: str, limit: float) -> int:
        room, count = limit, 0
        for character in piece:
            room -= self._advances[character]
            if room < 0:
                break
            count += 1
        count = max(count, 1)
        joint = max(piece.rfind(mark, 0, count) for mark in _JOINTS) + 1
        if joint * 2 > count:
            return joint
        # Even torn text keeps the marks in their places, as long as something is left to stand before them.
        while 1 < count < len(piece) and (piece[count] in NO_START or piece[count - 1] in NO_END):
            count -= 1
        return count


def _marked(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text in which words stand on a line: what goes on in the next line is marked there anew."""
    begun = False
    for line in lines:
        whole = UNDERLINED + line if begun else line
        begun = whole.rfind(UNDERLINED) > whole.rfind(PLAIN)
        yield whole + PLAIN if begun else whole


class _Advances(dict[str, float]):
    """Character → width, asked from the fonts once."""

    def __init__(self, fonts: FontChain) -> None:
        super().__init__()
        self._fonts = fonts

    def __missing__(self, character: str) -> float:
        width = self._fonts.advance(character)
        self[character] = width
        return width
