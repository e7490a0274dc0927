"""Which fonts a print may use, and which of them draws which character.

The chain is 標楷體 (kaiu.ttf, where Windows has it) → the bundled 全字庫正楷體 TW-Kai → TW-Kai-Ext-B → TW-Kai-Plus →
the office's own 造字 (EUDC) → 細明體-ExtB of Windows. The later ones are looked for only when a text has a character
that the earlier ones lack: names such as 𠮷 and 𡘙 stand in Ext-B, household registration characters in Plus.
"""

import os
import sys
import threading
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.truetype import EM, FontError, FontFile

BUNDLED = "TW-Kai.ttf"
FIRST_CHOICE = "kaiu.ttf"
FALLBACKS = ("TW-Kai-Ext-B*.ttf", "TW-Kai-Plus*.ttf", "EUDC.tte", "mingliub.ttc", "simsunb.ttf")
"""The last two come with every Windows: a name in another face is better than no name."""
GETA = "〓"
"""What compositors set for a character that they do not have: seen at once, never taken for the character."""


class FontChain:
    """Fonts in the order in which they are asked for a character."""

    def __init__(self, first: Sequence[FontFile], later: Callable[[], Sequence[FontFile]] = tuple) -> None:
        """``first``: at least one font; ``later`` is called once, when a character is in none of them."""
        self._fonts = list(first)
        self._later: Callable[[], Sequence[FontFile]] | None = later
        self._found: dict[str, tuple[int, str] | None] = {}
        self._lock = threading.RLock()

    @property
    def main(self) -> FontFile:
        """The font of ordinary text."""
        return self._fonts[0]

    @property
    def files(self) -> tuple[str, ...]:
        """The names of the fonts' files that have been opened so far."""
        return tuple(font.path.name for font in self._fonts)

    def font(self, number: int) -> FontFile:
        """The font with that place in the chain."""
        return self._fonts[number]

    def find(self, character: str) -> tuple[int, str] | None:
        """Where a character is drawn: (place in the chain, the character that stands there); None in no font.

        A compatibility character (U+F9xx, U+2F8xx) that no font has is drawn as the plain one that it stands for.
        """
        if character not in self._found:
            # A preview and a print may ask at once, and the later fonts are opened by whoever comes first.
            with self._lock:
                self._found[character] = self._search(character)
        return self._found[character]

    def advance(self, character: str) -> float:
        """Width of a character, in thousandths of the font size; the width of 〓 when no font draws it."""
        found = self.find(character) or self.find(GETA)
        if found is None:
            return float(EM)
        font = self._fonts[found[0]]
        return font.advance(font.glyphs[ord(found[1])])

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters of ``text`` that no font draws, each once, in the order of the text."""
        return tuple(dict.fromkeys(character for character in text if self.find(character) is None))

    def runs(self, text: str) -> Iterator[tuple[int, str]]:
        """The text in pieces that one font draws: (place in the chain, piece). What no font draws becomes 〓."""
        places = (self.find(character) or self.find(GETA) or (0, " ") for character in text)
        for number, run in groupby(places, key=itemgetter(0)):
            yield number, "".join(character for _, character in run)

    def _search(self, character: str) -> tuple[int, str] | None:
        found = self._among(0, character)
        if found is None and self._later:
            known, later = len(self._fonts), self._later
            self._later = None
            self._fonts += later()
            found = self._among(known, character)
        plain = unicodedata.normalize("NFC", character)
        return self._search(plain) if found is None and plain != character and len(plain) == 1 else found

    def _among(self, start: int, character: str) -> tuple[int, str] | None:
        fonts = enumerate(self._fonts[start:], start)
        return next(((number, character) for number, font in fonts if font.draws(character)), None)


@lru_cache(maxsize=4)
def find_fonts(folder: Path, system_folders: tuple[Path, ...] | None = None) -> FontChain:
    """The chain for this machine, opened once a process. ``folder`` is the program's ``resources/fonts``.

    Raises UserError when not even the bundled font is there: the installation is broken.
    """
    places = (folder, *(_system_folders() if system_folders is None else system_folders))
    first = [font for name in (FIRST_CHOICE, BUNDLED) for font in _open(places, name)]
    if not first:
        raise UserError("找不到列印用的字型 TW-Kai.ttf。", "請重新安裝本程式；機關的檔案不受影響。")
    return FontChain(first, lambda: [font for pattern in FALLBACKS for font in _open(places, pattern)])


def _open(folders: Sequence[Path], pattern: str) -> Iterator[FontFile]:
    """The first usable font of that name; a damaged or locked one is passed over, as if it were not there."""
    for folder in folders:
        # A plain name lies in the folder itself; only the search for the rest may walk through folders below.
        found = folder.rglob(pattern) if "*" in pattern else folder.glob(pattern)
        for path in sorted(found) if folder.is_dir() else ():
            try:
                yield FontFile(path)
            except FontError:
                continue
            return


def _system_folders(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[Path, ...]:
    if platform == "win32":
        windows = environment.get("WINDIR") or environment.get("SYSTEMROOT") or r"C:\Windows"
        # Fonts that somebody without administrator's rights has installed lie among that person's own files.
        own = environment.get("LOCALAPPDATA")
        return (Path(windows) / "Fonts", *([Path(own) / "Microsoft" / "Windows" / "Fonts"] if own else []))
    home = Path(environment.get("HOME", "/"))
    if platform == "darwin":
        return (Path("/Library/Fonts"), home / "Library" / "Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    )
