"""Draw ``resources/icons/*.svg`` at every size that Windows asks for and put them together as ``.ico`` files.

    python packaging/make_icons.py build/icons      # app.ico, isms-file.ico

Up to 24 pixels a simpler drawing is used (``app-small.svg``): the lines of the large one would run into each other.
"""

import argparse
import struct
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAMES = ("app", "isms-file")
SMALL = (16, 20, 24)
LARGE = (32, 40, 48, 64, 96, 128, 256)


def write_icons(folder: Path) -> list[Path]:
    """Every icon of ``NAMES`` as an ``.ico`` in ``folder``, which is made when missing; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name in NAMES:
        small, large = ICONS / f"{name}-small.svg", ICONS / f"{name}.svg"
        pictures = {size: picture(small, size) for size in SMALL} | {size: picture(large, size) for size in LARGE}
        target = folder / f"{name}.ico"
        target.write_bytes(ico(pictures))
        made.append(target)
    return made


def picture(drawing: Path, size: int) -> bytes:
    """A drawing as a square PNG of ``size`` pixels, transparent where nothing is drawn."""
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"no drawing: {drawing}")
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """PNG pictures by their size (1 to 256 pixels) as one Windows icon."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    entries, bodies = b"", b""
    for size, png in pictures.items():
        edge = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(png), place + len(bodies))
        bodies += png
    return head + entries + bodies


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the icons into the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for made in write_icons(parser.parse_args(arguments).folder):
        sys.stdout.write(f"{made}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
