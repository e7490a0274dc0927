"""QR codes as pictures that every word processor shows: black and white, with sharp modules."""

import struct
import zlib

from isms_desktop.printing.qr import QrCode

_PIXELS = 8
"""For each module of a code."""


def png_of(code: QrCode) -> bytes:
    """The code as a PNG, the white around it included."""
    side = code.size * _PIXELS
    lines = [bytearray(b"\xff" * code.size) for _ in range(code.size)]
    for column, row, width, height in code.squares:
        for line in lines[row : row + height]:
            line[column : column + width] = bytes(width)
    rows = b"".join((b"\x00" + bytes(line)) * _PIXELS for line in lines)
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in parts
    )
