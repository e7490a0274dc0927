"""Reads a small QR code from its modules: the half of ISO/IEC 18004 that no library of this program has.

Versions 1 to 3 with error correction M, where all code words are one block in their order. Nothing is corrected: what
the program has drawn must be right as it stands.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from isms_desktop.domain.findings import UserError

Grid: TypeAlias = Sequence[Sequence[bool]]
"""Rows from above, True where a module is dark, without the white around."""
_FORMAT_MASK = 0b101010000010010
_LEVEL_M = 0b00
_DATA_WORDS = {1: 16, 2: 28, 3: 44}
"""Version → code words of data at level M."""
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_FINDER = ("1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111")


def read_code(grid: Grid) -> str:
    """What the code says. UserError when it is none, or not one of these."""
    size = len(grid)
    version = (size - 17) // 4
    if size != 17 + 4 * version or version not in _DATA_WORDS or not _has_finders(grid):
        raise UserError("這不是 QR 碼。")
    level, mask = _format(grid)
    if level != _LEVEL_M:
        raise UserError("QR 碼的容錯等級不符。")
    bits = "".join("01"[grid[row][column] ^ _masked(mask, row, column)] for row, column in _path(size, version))
    return _decoded(bits[: 8 * _DATA_WORDS[version]], version)


def _has_finders(grid: Grid) -> bool:
    end = len(grid) - 7
    return all(
        "".join("01"[dark] for dark in grid[top + row][left : left + 7]) == _FINDER[row]
        for top, left in ((0, 0), (0, end), (end, 0))
        for row in range(7)
    )


def _format(grid: Grid) -> tuple[int, int]:
    """(level, mask): the first five of the fifteen bits around the upper left finder."""
    places = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    bits = int("".join("01"[grid[row][column]] for row, column in places), 2) ^ _FORMAT_MASK
    return bits >> 13, bits >> 10 & 0b111


def _masked(mask: int, row: int, column: int) -> bool:
    product = row * column
    rest = (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        product % 2 + product % 3,
        (product % 2 + product % 3) % 2,
        ((row + column) % 2 + product % 3) % 2,
    )[mask]
    return rest == 0


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The modules of data in their order: up and down in pairs of columns, from the right."""
    upwards = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for row in range(size - 1, -1, -1) if upwards else range(size):
            for column in (right, right - 1):
                if not _fixed(row, column, size, version):
                    yield row, column
        upwards = not upwards


def _fixed(row: int, column: int, size: int, version: int) -> bool:
    """Whether a module belongs to finders, format, timing or alignment."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    aligned = version > 1 and abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or aligned or 6 in (row, column)


def _decoded(bits: str, version: int) -> str:
    """The segments: digits, letters, bytes. The lengths of their counts hold for versions up to 9."""
    said, place = "", 0

    def take(count: int) -> int:
        nonlocal place
        place += count
        return int(bits[place - count : place] or "0", 2)

    while place + 4 <= len(bits) and (mode := take(4)):
        match mode:
            case 1:
                count = take(10)
                said += "".join(f"{take(10):03}" for _ in range(count // 3))
                if rest := count % 3:
                    said += f"{take(3 * rest + 1):0{rest}}"
            case 2:
                count = take(9)
                for _ in range(count // 2):
                    pair = take(11)
                    said += _LETTERS[pair // 45] + _LETTERS[pair % 45]
                said += _LETTERS[take(6)] if count % 2 else ""
            case 4:
                said += bytes(take(8) for _ in range(take(8))).decode("utf-8")
            case _:
                raise UserError(f"QR 碼的內容讀不出來（版本 {version}，模式 {mode}）。")
    return said
