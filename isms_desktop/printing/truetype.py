"""A TrueType file: which characters it draws, how wide they are, and a cut-down copy of it to embed.

Only the tables that a print needs are read; the 36 MB of outlines stay on disk until the few glyphs of one print are
fetched. That keeps the start of printing and the memory small, and makes a look into a fall-back font cheap.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

TRUETYPE, COLLECTION = (b"\x00\x01\x00\x00", b"true"), b"ttcf"
EM = 1000
"""Widths and heights are given in thousandths of the font size, as PDF wants them."""

_MAY_NOT_EMBED = 0x0002
_HINTING = ("cvt ", "fpgm", "prep")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080


class FontError(ValueError):
    """The file is no TrueType font that can be embedded in a paper."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a PDF says about a font as a whole, in thousandths of the font size."""

    ascent: int
    descent: int
    box: tuple[int, int, int, int]


class FontFile:
    """One TrueType file. Opening it reads the table of contents and a few small tables."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._places = _table_places(file)
                small = {
                    tag: _table(file, self._places, tag) for tag in ("head", "hhea", "maxp", "hmtx", "loca", "name")
                }
                self._hinting = {tag: _table(file, self._places, tag) for tag in _HINTING if tag in self._places}
                permission = _table(file, self._places, "OS/2")[8:10] if "OS/2" in self._places else b"\0\0"
        except (OSError, struct.error, KeyError) as problem:
            raise FontError(f"{path.name}: {problem}") from problem
        if int.from_bytes(permission) & 0x000F == _MAY_NOT_EMBED:
            raise FontError(f"{path.name}: the font may not be embedded")
        self._small = small
        self._units: int = struct.unpack_from(">H", small["head"], 18)[0]
        self._metrics: int = struct.unpack_from(">H", small["hhea"], 34)[0]
        self.glyph_count: int = struct.unpack_from(">H", small["maxp"], 4)[0]

    @property
    def length(self) -> int:
        """Bytes that the file must have to hold all of its tables."""
        return max(place + length for place, length in self._places.values())

    @cached_property
    def name(self) -> str:
        """The PostScript name, ASCII without spaces; the file's name when the font has none."""
        return _postscript_name(self._small["name"]) or self.path.stem.replace(" ", "-")

    @cached_property
    def shape(self) -> Shape:
        """Ascent, descent and bounding box."""
        ascent, descent = struct.unpack_from(">hh", self._small["hhea"], 4)
        box = struct.unpack_from(">4h", self._small["head"], 36)
        left, low, right, high = (self._scaled(edge) for edge in box)
        return Shape(self._scaled(ascent), self._scaled(descent), (left, low, right, high))

    @cached_property
    def glyphs(self) -> Mapping[int, int]:
        """Code point → glyph number, for every character that the font draws."""
        with self.path.open("rb") as file:
            return _characters(_table(file, self._places, "cmap"))

    @cached_property
    def _advances(self) -> tuple[int, ...]:
        return struct.unpack_from(f">{2 * self._metrics}H", self._small["hmtx"])[::2]

    @cached_property
    def _glyph_places(self) -> tuple[int, ...]:
        loca = self._small["loca"]
        if struct.unpack_from(">h", self._small["head"], 50)[0]:
            return struct.unpack(f">{len(loca) // 4}L", loca)
        return tuple(2 * place for place in struct.unpack(f">{len(loca) // 2}H", loca))

    def draws(self, character: str) -> bool:
        """Whether the font has a shape for this character."""
        return ord(character) in self.glyphs

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of the font size."""
        units: int = self._advances[min(glyph, self._metrics - 1)]
        return units * EM / float(self._units)

    def subset(self, wanted: Sequence[int]) -> bytes:
        """A TrueType file whose glyph 0 is .notdef and glyph n is ``wanted[n - 1]``, with what they are made of."""
        with self.path.open("rb") as file:
            order, outlines = self._collect(file, wanted)
        number_of = {glyph: number for number, glyph in reversed(list(enumerate(order)))}
        data = [_renumbered(outlines[glyph], number_of) for glyph in order]
        return _assemble(self._tables_of(order, data))

    def _scaled(self, units: int) -> int:
        return round(units * EM / self._units)

    def _collect(self, file: BinaryIO, wanted: Sequence[int]) -> tuple[list[int], dict[int, bytes]]:
        order, outlines = [0, *wanted], {}
        for glyph in order:  # grows while it is walked: the parts of composed glyphs come in behind
            if glyph not in outlines:
                outlines[glyph] = self._outline(file, glyph)
                order += [part for part, _ in _components(outlines[glyph]) if part not in outlines]
        return order, outlines

    def _outline(self, file: BinaryIO, glyph: int) -> bytes:
        start, end = self._glyph_places[glyph : glyph + 2]
        file.seek(self._places["glyf"][0] + start)
        return file.read(end - start)

    def _tables_of(self, order: Sequence[int], data: Sequence[bytes]) -> dict[str, bytes]:
        padded = [outline + bytes(-len(outline) % 4) for outline in data]
        places = [0]
        for outline in padded:
            places.append(places[-1] + len(outline))
        metrics = b"".join(self._metric(glyph) for glyph in order)
        head = bytearray(self._small["head"])
        head[8:12] = bytes(4)
        struct.pack_into(">h", head, 50, 1)
        hhea, maxp = bytearray(self._small["hhea"]), bytearray(self._small["maxp"])
        struct.pack_into(">H", hhea, 34, len(order))
        struct.pack_into(">H", maxp, 4, len(order))
        return self._hinting | {
            "glyf": b"".join(padded),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": metrics,
            "loca": struct.pack(f">{len(places)}L", *places),
            "maxp": bytes(maxp),
        }

    def _metric(self, glyph: int) -> bytes:
        hmtx = self._small["hmtx"]
        if glyph < self._metrics:
            return hmtx[4 * glyph : 4 * glyph + 4]
        last = 4 * (self._metrics - 1)
        bearing = 4 * self._metrics + 2 * (glyph - self._metrics)
        return hmtx[last : last + 2] + hmtx[bearing : bearing + 2]


def _table_places(file: BinaryIO) -> dict[str, tuple[int, int]]:
    kind = file.read(4)
    if kind == COLLECTION:  # several fonts in one file: the first is as good as any for a fall-back
        file.seek(12)
        file.seek(struct.unpack(">L", file.read(4))[0])
        kind = file.read(4)
    if kind not in TRUETYPE:
        raise FontError(f"{file.name}: not a TrueType font")
    count = struct.unpack(">H", file.read(8)[:2])[0]
    rows = (struct.unpack(">4sLLL", file.read(16)) for _ in range(count))
    return {tag.decode("latin-1"): (place, length) for tag, _, place, length in rows}


def _table(file: BinaryIO, places: Mapping[str, tuple[int, int]], tag: str) -> bytes:
    place, length = places[tag]
    file.seek(place)
    return file.read(length)


def _postscript_name(table: bytes) -> str:
    _, count, strings = struct.unpack_from(">HHH", table)
    for row in range(count):
        platform, _, _, kind, length, place = struct.unpack_from(">6H", table, 6 + 12 * row)
        if kind == 6:
            raw = table[strings + place : strings + place + length]
            name = raw.decode("utf-16-be" if platform in (0, 3) else "latin-1", "ignore")
            return "".join(letter for letter in name if letter.isascii() and (letter.isalnum() or letter in "-_."))
    return ""


_BEST_FIRST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


def _characters(cmap: bytes) -> dict[int, int]:
    count = struct.unpack_from(">H", cmap, 2)[0]
    rows = (struct.unpack_from(">HHL", cmap, 4 + 8 * row) for row in range(count))
    places = {(platform, encoding): place for platform, encoding, place in rows}
    readers = {4: _segments, 12: _groups}
    for key in _BEST_FIRST:
        place = places.get(key)
        if place is not None and (reader := readers.get(struct.unpack_from(">H", cmap, place)[0])):
            return {code: glyph for code, glyph in reader(cmap, place) if glyph}
    raise FontError("no Unicode character table")


def _segments(cmap: bytes, place: int) -> Iterator[tuple[int, int]]:
    """A format 4 table: segments of code points, each with an offset or a row of glyph numbers."""
    count = struct.unpack_from(">H", cmap, place + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", cmap, place + 14)
    starts = struct.unpack_from(f">{count}H", cmap, place + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", cmap, place + 16 + 4 * count)
    ranges_at = place + 16 + 6 * count
    ranges = struct.unpack_from(f">{count}H", cmap, ranges_at)
    for number, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        if not offset:
            yield from ((code, code + delta & 0xFFFF) for code in range(start, end + 1))
            continue
        at = ranges_at + 2 * number + offset
        length = min(end - start + 1, (len(cmap) - at) // 2)
        for code, glyph in zip(range(start, end + 1), struct.unpack_from(f">{length}H", cmap, at), strict=False):
            yield code, glyph and (glyph + delta) & 0xFFFF


def _groups(cmap: bytes, place: int) -> Iterator[tuple[int, int]]:
    """A format 12 table: groups of code points in and beyond the basic plane."""
    count = struct.unpack_from(">L", cmap, place + 12)[0]
    for row in range(count):
        first, last, glyph = struct.unpack_from(">LLL", cmap, place + 16 + 12 * row)
        yield from zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """The parts of a composed glyph: (glyph number, place of that number in the outline). None for a plain glyph."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    place, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        yield glyph, place + 2
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        more = bool(flags & _MORE)


def _renumbered(outline: bytes, number_of: Mapping[int, int]) -> bytes:
    changed = bytearray(outline)
    for glyph, place in _components(outline):
        struct.pack_into(">H", changed, place, number_of[glyph])
    return bytes(changed)


def _assemble(tables: Mapping[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    place = 12 + 16 * count
    directory, bodies = [], []
    for tag in sorted(tables):
        data = tables[tag]
        body = data + bytes(-len(data) % 4)
        directory.append(struct.pack(">4sLLL", tag.encode("latin-1"), _checksum(body), place, len(data)))
        bodies.append(body)
        place += len(body)
    start = struct.pack(">4sHHHH", TRUETYPE[0], count, search, power, 16 * count - search)
    return start + b"".join(directory) + b"".join(bodies)


def _checksum(body: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}L", body)
    return sum(words) & 0xFFFFFFFF
