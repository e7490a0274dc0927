"""A look over an old xls file before the sheet library gets it, as ``xlsx_inspect`` does for the new format.

A damaged file may claim a cell in column 60,000, for which the library would claim 90 GB and take the program down;
and it turns error values into blank cells. Layout of the container: MS-CFB; of the records: MS-XLS 2.4.
"""

import struct
from collections.abc import Iterator

from isms_desktop.exchange.ods_reader import locked
from isms_desktop.exchange.package import damaged
from isms_desktop.exchange.xlsx_inspect import Inspection, error_flaw

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_BOUND_SHEET, _FILE_PASS, _EOF, _FORMULA, _BOOL_ERR, _MUL_RK = 0x0085, 0x002F, 0x000A, 0x0006, 0x0205, 0x00BD
_CELLS = frozenset((_FORMULA, _BOOL_ERR, _MUL_RK, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6))
_MOST_COLUMNS = 256
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def inspect(raw: bytes, name: str) -> dict[str, Inspection]:
    """What was found in each sheet, by its name. UserError when the file is damaged or has a password."""
    try:
        stream = _workbook(raw)
        return {title: _inspect_sheet(stream, start) for title, start in _sheets(stream, name)}
    except (struct.error, IndexError, ValueError):
        raise damaged(name) from None


def _workbook(raw: bytes) -> bytes:
    """The bytes of the stream that holds the workbook. ValueError when there is none."""
    shift, small_shift = struct.unpack_from("<HH", raw, 30)
    if not 7 <= shift <= 16 or not 4 <= small_shift < shift:
        raise ValueError
    size = 1 << shift
    _tables, folder_at, _, small_limit, small_table_at, _, more_at = struct.unpack_from("<IIIIIII", raw, 44)

    def sector(number: int) -> bytes:
        return raw[(number + 1) << shift : (number + 2) << shift]

    places = [place for place in struct.unpack_from("<109I", raw, 76) if place < _END]
    seen: set[int] = set()
    while more_at < _END and more_at not in seen:
        seen.add(more_at)
        *more, more_at = struct.unpack(f"<{size // 4}I", sector(more_at))
        places.extend(place for place in more if place < _END)
    table = [link for place in places for link in struct.unpack(f"<{size // 4}I", sector(place))]
    folders = b"".join(sector(number) for number in _chain(table, folder_at))
    entries = {
        _entry_name(folders, at): struct.unpack_from("<IQ", folders, at + 116)
        for at in range(0, len(folders) - 127, 128)
    }
    first, length = entries.get("Workbook") or entries.get("Book") or (0, 0)
    if not length:
        raise ValueError
    if length >= small_limit:
        return b"".join(sector(number) for number in _chain(table, first))[:length]
    whole = b"".join(sector(number) for number in _chain(table, entries["Root Entry"][0]))
    small_table = [
        link for number in _chain(table, small_table_at) for link in struct.unpack(f"<{size // 4}I", sector(number))
    ]
    parts = (whole[number << small_shift : (number + 1) << small_shift] for number in _chain(small_table, first))
    return b"".join(parts)[:length]


def _entry_name(folders: bytes, at: int) -> str:
    length = min(struct.unpack_from("<H", folders, at + 64)[0], 64)
    return folders[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")


def _chain(table: list[int], number: int) -> Iterator[int]:
    """The sectors that follow each other from ``number`` on. ValueError when they run in a circle."""
    left = len(table)
    while number < _END:
        if left < 0:
            raise ValueError
        left -= 1
        yield number
        number = table[number]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """(number, place of the body, its length) of the records from ``at`` to the end of their part."""
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if number == _EOF or at + 4 + length > len(stream):
            return
        yield number, at + 4, length
        at += 4 + length


def _sheets(stream: bytes, name: str) -> Iterator[tuple[str, int]]:
    for number, at, length in _records(stream, 0):
        if number == _FILE_PASS:
            raise locked(name)
        if number == _BOUND_SHEET:
            start, _, letters, wide = struct.unpack_from("<IHBB", stream, at)
            written = stream[at + 8 : min(at + 8 + letters * (2 if wide & 1 else 1), at + length)]
            yield written.decode("utf-16-le" if wide & 1 else "latin-1", "replace"), start


def _inspect_sheet(stream: bytes, start: int) -> Inspection:
    found = Inspection()
    for number, at, length in _records(stream, start):
        if number not in _CELLS or length < 6:
            continue
        row, column = struct.unpack_from("<HH", stream, at)
        last = column if number != _MUL_RK else struct.unpack_from("<H", stream, at + length - 2)[0]
        if max(column, last) >= _MOST_COLUMNS:
            raise ValueError
        if number == _BOOL_ERR and length >= 8 and stream[at + 7]:
            found.flaws[(row, column)] = error_flaw(_ERRORS.get(stream[at + 6], "#?"))
        elif number == _FORMULA and length >= 14:
            found.formulas[column] = found.formulas.get(column, 0) + 1
            if stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
                found.flaws[(row, column)] = error_flaw(_ERRORS.get(stream[at + 8], "#?"))
    return found
