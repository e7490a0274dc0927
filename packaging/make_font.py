"""Make ``resources/fonts/TW-Kai.ttf`` from the 全字庫正楷體 that Debian ships, without its hinting.

Hinting is a third of the file and does nothing on paper or on today's screens. Every glyph, every character and every
width stays as it was; the script proves that before it keeps the result.

    apt-get install fonts-cns11643-kai          # TW-Kai-98_1.ttf, 52 MB
    python packaging/make_font.py               # writes resources/fonts/TW-Kai.ttf, about 36 MB, in half a minute

Run it again only for a new edition of 全字庫: the file is in the repository's history for ever.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

SOURCE = Path("/usr/share/fonts/truetype/cns11643/TW-Kai-98_1.ttf")
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts" / "TW-Kai.ttf"

HINTING = ("fpgm", "prep", "cvt ", "gasp", "hdmx", "VDMX", "LTSH")
WORKSHOP = ("FFTM", "DSIG")
"""The font editor's time stamp, and a signature that the smaller file would break."""
INSTRUCTION_LIMITS = (
    "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
    "maxSizeOfInstructions",
)  # fmt: skip
OUTLINES_COMPARED_EACH = 25


def strip(source: Path, target: Path) -> None:
    """Write ``source`` to ``target`` without hinting and glyph names; everything else is kept."""
    font = TTFont(source, recalcBBoxes=False, recalcTimestamp=False)
    for table in (*HINTING, *WORKSHOP):
        if table in font:
            del font[table]
    glyphs = font["glyf"]
    for name in glyphs.keys():  # noqa: SIM118 (the table is no mapping)
        glyphs[name].removeHinting()
    for limit in INSTRUCTION_LIMITS:
        setattr(font["maxp"], limit, 0)
    font["maxp"].maxZones = 1
    font["post"].formatType = 3.0
    font.save(target)


def differences(source: Path, target: Path) -> list[str]:
    """What the stripped font does not have in common with its source: nothing, if all went well."""
    before, after = TTFont(source), TTFont(target)
    order_before, order_after = before.getGlyphOrder(), after.getGlyphOrder()
    found = []
    if len(order_before) != len(order_after):
        found.append(f"glyphs: {len(order_before)} before, {len(order_after)} after")
    if _characters(before) != _characters(after):
        found.append("the characters or the glyphs that they stand for differ")
    for old, new in zip(order_before, order_after, strict=False):
        if before["hmtx"][old] != after["hmtx"][new]:
            found.append(f"width of glyph {old}")
    for old, new in list(zip(order_before, order_after, strict=False))[::OUTLINES_COMPARED_EACH]:
        if _outline(before, old) != _outline(after, new):
            found.append(f"outline of glyph {old}")
    found += [f"table {table.strip()} is still there" for table in HINTING if table in after]
    return found


def _characters(font: Any) -> dict[int, int]:
    return {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}


def _outline(font: Any, name: str) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return list(coordinates), list(ends), [flag & 1 for flag in flags]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the font, compare it with its source, and keep it only when nothing but the hinting is gone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, default=SOURCE)
    parser.add_argument("--target", type=Path, default=TARGET)
    chosen = parser.parse_args(arguments)
    fresh = chosen.target.with_suffix(".new")
    strip(chosen.source, fresh)
    wrong = differences(chosen.source, fresh)
    if wrong:
        fresh.unlink()
        sys.stderr.write("\n".join(wrong) + "\n")
        return 1
    fresh.replace(chosen.target)
    sys.stdout.write(f"{chosen.target}: {chosen.target.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
