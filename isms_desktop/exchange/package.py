"""A zip package (xlsx, ods) opened with distrust: sizes are checked before and while anything large is unpacked.

The sheet library aborts the whole program when memory runs out, so a package that would blow up must never reach it.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from xml.etree import ElementTree

from isms_desktop.domain.findings import UserError

MOST_PARTS = 5_000
MOST_BYTES = 1_000_000_000
"""Most that all parts together may unpack to: a million formatted but empty rows of Excel take about 400 MB."""
MOST_SMALL_PART = 64_000_000
"""Most that a part read as a whole (styles, names of sheets) may unpack to."""
MOST_RATIO, RATIO_FROM = 250, 100_000_000
"""A package that grows more than ``MOST_RATIO`` fold to over ``RATIO_FROM`` bytes was made to do harm."""
_CHUNK = 1 << 18


def damaged(name: str) -> UserError:
    """The sentence for a file that starts like a spreadsheet and then does not hold together."""
    return UserError(f"「{name}」已損壞，無法讀取。", "請用原來的軟體開啟後另存新檔，或向提供者重新取得檔案。")


def too_large(name: str) -> UserError:
    """The sentence for a package that unpacks to more than any register needs."""
    return UserError(f"「{name}」解開後的內容大得不合理，沒有匯入。", "請只留下要匯入的部分，另存新檔後再試一次。")


class Package:
    """The parts of one zip file. Use as a context manager; every problem is a UserError with the file's name."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._file: BinaryIO = path.open("rb")
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
            self._file.close()
            raise damaged(self.name) from None
        try:
            self._refuse_bombs()
        except UserError:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._parts)

    def size(self, part: str) -> int:
        """What a part says it unpacks to, in bytes."""
        return self._parts[part].file_size

    def stream(self, part: str) -> Iterator[bytes]:
        """A part in pieces. UserError when it is damaged or unpacks to more than it says."""
        info = self._parts.get(part)
        if info is None or info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(self.name)
        left = info.file_size
        try:
            for piece in self._unpacked(info):
                left -= len(piece)
                if left < 0:
                    raise too_large(self.name)
                yield piece
        except (zlib.error, OSError, ValueError):
            raise damaged(self.name) from None
        if left:
            raise damaged(self.name)

    def read(self, part: str) -> bytes:
        """A small part as a whole."""
        if part in self._parts and self.size(part) > MOST_SMALL_PART:
            raise too_large(self.name)
        return b"".join(self.stream(part))

    def xml(self, part: str) -> ElementTree.Element:
        """A small part as XML."""
        try:
            return ElementTree.fromstring(self.read(part))
        except (ElementTree.ParseError, ValueError, LookupError):
            raise damaged(self.name) from None

    def verify(self, part: str) -> None:
        """Unpack a part once for its true size, keeping nothing. UserError as in ``stream``."""
        for _piece in self.stream(part):
            pass

    def _refuse_bombs(self) -> None:
        total = sum(info.file_size for info in self._parts.values())
        packed = sum(info.compress_size for info in self._parts.values())
        if len(self._parts) > MOST_PARTS or total > MOST_BYTES:
            raise too_large(self.name)
        if total > RATIO_FROM and total > MOST_RATIO * max(packed, 1):
            raise too_large(self.name)

    def _unpacked(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        # zipfile itself stops at the declared size; the sheet library does not. So the truth is found here.
        self._file.seek(info.header_offset)
        header = self._file.read(30)
        if len(header) < 30 or header[:4] != b"PK\x03\x04":
            raise damaged(self.name)
        self._file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
        left = info.compress_size
        inflater = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        while left > 0:
            packed = self._file.read(min(_CHUNK, left))
            if not packed:
                raise damaged(self.name)
            left -= len(packed)
            if inflater is None:
                yield packed
                continue
            while packed:
                yield inflater.decompress(packed, _CHUNK * 4)
                packed = inflater.unconsumed_tail
        if inflater is not None:
            yield inflater.flush()
