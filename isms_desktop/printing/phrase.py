"""Words with names in them: ``製表日期：{today:roc_long}``. Names and formats only, never code.

``{name}`` is replaced by what the name stands for, ``{name:format}`` by that in another form. ``{{`` and ``}}`` are
plain braces. On a paper to be filled in by hand a name whose value is the record's leaves room to write.
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


def _number(datum: Datum) -> str:
    return f"{datum.value:,}" if isinstance(datum.value, int | float) else datum.text


def _masked(datum: Datum) -> str:
    return mask(datum.text)


FORMATS: Mapping[str, Format] = {
    "check": _box,
    "masked": _masked,
    "number": _number,
    "roc": _roc,
    "roc_long": _roc_long,
}
"""``check`` ■ or □ for yes or no; ``masked`` the last characters hidden; ``number`` 1,200; ``roc`` 113.5.1;
``roc_long`` 中華民國113年5月1日."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One name in a phrase."""

    name: str
    format: str = ""
    equals: str | None = None
    """Given: ■ when the value is this one, else □."""

    def fill(self, names: Names) -> str:
        """The words for this name; "" when it is left open."""
        datum = names[self.name]
        if self.equals is not None:
            held = datum.value if isinstance(datum.value, tuple) else (datum.value,)
            return YES if self.equals in (str(each) for each in held) else NO
        return FORMATS[self.format](datum) if self.format else datum.text


Part: TypeAlias = str | Slot


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text of a form file, taken apart once."""

    parts: tuple[Part, ...]

    def fill(self, names: Names) -> str:
        """The text with every name replaced. A value that is left open leaves room between other words."""
        if len(self.parts) == 1:
            return clean(self._fill_part(self.parts[0], names))
        return clean("".join(self._fill_part(part, names) or self._room(part, names) for part in self.parts))

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
_SLOT = re.compile(r"\{\s*([a-z][a-z0-9_]*)\s*(?::\s*([a-z_]+)\s*)?\}")


def parse(text: str) -> Phrase:
    """Take a text of a form file apart. Raises PhraseError for braces that do not make a name."""
    parts: list[Part] = []
    for piece in _PIECES.split(text):
        if piece in ("{{", "}}"):
            parts.append(piece[0])
        elif piece.startswith(("{", "}")):
            parts.append(_slot(piece))
        elif piece:
            parts.append(piece)
    return Phrase(tuple(parts) or ("",))


def _slot(piece: str) -> Slot:
    found = _SLOT.fullmatch(piece)
    if not found:
        raise PhraseError(f"看不懂「{piece}」，大括號裡只能是名稱，例如 {{office}} 或 {{today:roc_long}}。")
    format_name = found[2] or ""
    if format_name and format_name not in FORMATS:
        raise PhraseError(f"沒有「{format_name}」這個格式，可用的格式：{'、'.join(FORMATS)}。")
    return Slot(found[1], format_name)
