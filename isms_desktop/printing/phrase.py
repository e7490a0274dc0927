"""Words with names in them: ``製表日期：{today:roc_long}``. Names and formats only, never code.

``{name}`` is replaced by what the name stands for, ``{name:format}`` by that in another form, ``{name=value}`` by ■
when it stands for that value, else □. ``:line`` at the end (``{name:line}``, ``{name:year:line}``) sets it on a line,
as papers have it where something is written in; ``:line12`` has room for twelve characters. ``{{`` and ``}}`` are plain
braces. On a paper to be filled in by hand a name whose value is the record's leaves room to write.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeAlias

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Value
from isms_desktop.domain.identifiers import mask

YES, NO = "■", "□"
ROOM = "　　　"
"""What a person needs to write a short value into a sentence."""
UNDERLINED, PLAIN = "\x0e", "\x0f"
"""Where words on a line begin and end. No record can hold them: ``clean`` takes them out."""
_LINE_ROOM = 6
"""Characters' room on a line whose form file does not say how much."""


class Datum(NamedTuple):
    """What a name stands for: the words that a person reads, and the value behind them."""

    text: str
    value: Value = None
    open: bool = False
    """Whether it is left open for handwriting."""


_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    "\U000e0100-\U000e01ef]"
)


def clean(text: str) -> str:
    """The text without what cannot be seen on paper: control characters, zero-width marks, variation selectors."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def without_marks(text: str) -> str:
    """The text without the marks of words on a line."""
    return text.replace(UNDERLINED, "").replace(PLAIN, "") if UNDERLINED in text or PLAIN in text else text


class Names(Protocol):
    """Anything that knows what a name stands for."""

    def __getitem__(self, name: str) -> Datum: ...


Format: TypeAlias = Callable[[Datum], str]


def _box(datum: Datum) -> str:
    return YES if datum.value else NO


def _roc(datum: Datum) -> str:
    return "　　年　　月　　日" if datum.open else rocdate.write(str(datum.value or ""))


def _roc_long(datum: Datum) -> str:
    return "中華民國　　　年　　月　　日" if datum.open else rocdate.write_long(str(datum.value or ""))


def _roc_spaced(datum: Datum) -> str:
    return rocdate.write_spaced(str(datum.value or "")) or "　　　年　　月　　日"


def _roc_moment(datum: Datum) -> str:
    if datum.open:
        return "　　年　　月　　日　　時　　分"
    day, _, clock = str(datum.value or "").replace(" ", "T").partition("T")
    hour, colon, minute = clock[:5].partition(":")
    written = rocdate.write_long(day).removeprefix("中華民國")
    return f"{written}{hour}時{minute}分" if colon and written != day else datum.text


def _part_of_day(place: int) -> Format:
    def written(datum: Datum) -> str:
        parts = str(datum.value or "").split("-")
        if datum.open or len(parts) != 3 or not all(part.isdigit() for part in parts):
            return ""
        return str(int(parts[place]) - (rocdate.FIRST_YEAR - 1 if place == 0 else 0))

    return written


def _number(datum: Datum) -> str:
    return f"{datum.value:,}" if isinstance(datum.value, int | float) else datum.text


def _masked(datum: Datum) -> str:
    return mask(datum.text)


FORMATS: Mapping[str, Format] = {
    "check": _box,
    "day": _part_of_day(2),
    "masked": _masked,
    "month": _part_of_day(1),
    "number": _number,
    "roc": _roc,
    "roc_long": _roc_long,
    "roc_moment": _roc_moment,
    "roc_spaced": _roc_spaced,
    "year": _part_of_day(0),
}
"""``check`` ■ or □ for yes or no; ``masked`` the last characters hidden; ``number`` 1,200; ``roc`` 113.5.1;
``roc_long`` 中華民國113年5月1日; ``roc_moment`` 113年5月1日08時30分; ``roc_spaced`` 113 年 5 月 1 日, with room to
write where there is no day; ``year``, ``month``, ``day`` the parts of a day: 113, 5, 1."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One name in a phrase."""

    name: str
    format: str = ""
    equals: str | None = None
    """Given: ■ when the value is this one, else □."""
    line: int = 0
    """Given: set on a line with room for at least so many characters."""

    def fill(self, names: Names) -> str:
        """The words for this name; "" when it is left open."""
        datum = names[self.name]
        if self.equals is not None:
            held = datum.value if isinstance(datum.value, tuple) else (datum.value,)
            return YES if self.equals in (str(each) for each in held) else NO
        text = clean(FORMATS[self.format](datum) if self.format else datum.text)
        return _on_a_line(text, self.line) if self.line else text


def _on_a_line(text: str, room: int) -> str:
    """The text in the middle of a line with room for so many Chinese characters."""
    wide = sum(0.5 if character.isascii() else 1 for character in text)
    left = max(int((room - wide) / 2), 1)
    right = max(room - wide - left, 1)
    after = "　" * int(right) + " " * (right % 1 > 0)
    return f"{UNDERLINED}{'　' * left}{text}{after}{PLAIN}"


Part: TypeAlias = str | Slot


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of a form file, taken apart once."""

    parts: tuple[Part, ...]

    def fill(self, names: Names) -> str:
        """The text with every name replaced. A value that is left open leaves room between other words."""
        if len(self.parts) == 1:
            return self._fill_part(self.parts[0], names)
        return "".join(self._fill_part(part, names) or self._room(part, names) for part in self.parts)

    def slots(self) -> Iterator[Slot]:
        """The names in it."""
        return (part for part in self.parts if isinstance(part, Slot))

    @staticmethod
    def _fill_part(part: Part, names: Names) -> str:
        return part if isinstance(part, str) else part.fill(names)

    @staticmethod
    def _room(part: Part, names: Names) -> str:
        return ROOM if isinstance(part, Slot) and names[part.name].open else ""


class PhraseError(ValueError):
    """The text cannot be understood; carries one sentence in Chinese."""


_PIECES = re.compile(r"(\{\{|\}\}|\{[^{}]*\}|[{}])")
_SLOT = re.compile(
    r"\{\s*([a-z][a-z0-9_]*)\s*(?:=\s*([\w.-]+)\s*|(?::\s*(?!line)([a-z_]+)\s*)?(?::\s*(line)(\d{0,2})\s*)?)\}"
)


def parse(text: str) -> Phrase:
    """Take a text of a form file apart. Raises PhraseError for braces that do not make a name."""
    parts: list[Part] = []
    for piece in _PIECES.split(text):
        if piece in ("{{", "}}"):
            parts.append(piece[0])
        elif piece.startswith(("{", "}")):
            parts.append(_slot(piece))
        elif piece:
            parts.append(clean(piece))
    return Phrase(tuple(parts) or ("",))


def _slot(piece: str) -> Slot:
    found = _SLOT.fullmatch(piece)
    if not found:
        raise PhraseError(f"看不懂「{piece}」，大括號裡只能是名稱，例如 {{office}} 或 {{today:roc_long}}。")
    name, equals, format_name, on_line, room = found.groups(default="")
    if format_name and format_name not in FORMATS:
        raise PhraseError(f"沒有「{format_name}」這個格式，可用的格式：{'、'.join(FORMATS)}。")
    return Slot(name, format_name, equals or None, int(room or _LINE_ROOM) if on_line else 0)
