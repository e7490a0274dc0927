"""The program as it is handed out: its weight, and how soon it is seen. Only what ``make bundle`` has left in dist."""

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from isms_desktop.services.offices import practice_office
from tests.bench.figures import ROUNDS, Figure
from tests.bench.materials import PROFILE, office_file
from tests.bench.screen import screen

ROOT = Path(__file__).parents[3]
BUNDLE = ROOT / "dist" / "ISMS Desktop"
_MIB = 1024 * 1024
_ALL_FONTS, _ONE_FONT = 75, 60
"""The most that an installer may weigh, with the fonts of rare characters and without, in MiB."""


def seen(folder: Path) -> Iterator[Figure]:
    """Start to a painted window on a real (monitorless) X screen, from source and frozen / a bare window alike."""
    if shutil.which("Xvfb") is None:
        return
    files = {"練習用機關": practice_office(PROFILE), "5,000 項資產": office_file(folder / "五千.isms", 5000)}
    source = [sys.executable, "-m", "isms_desktop"]
    yield from _seen("由原始碼", files, source, [sys.executable, "-m", "tests.bench.bare_window"], (1.5, 2.0))
    if (program := BUNDLE / "isms-desktop").is_file():
        yield from _seen("安裝後", files, [str(program)], [str(_bare_frozen(folder))], (2.0, 2.5))


def _seen(
    how: str, files: dict[str, Path], ours: list[str], bare: list[str], limits: tuple[float, float]
) -> Iterator[Figure]:
    with screen() as shown:
        runs = []
        for round_ in range(ROUNDS + 1):
            starts = [[*ours, "open", str(file)] for file in files.values()]
            taken = [shown.seconds_until_painted(each, os.environ) * 1000 for each in (*starts, bare)]
            if round_:  # the first start compiles modules and reads the disk
                runs.append(taken)
    *office, floor = (statistics.median(run[place] for run in runs) for place in range(len(files) + 1))
    for name, time, limit in zip(files, office, limits, strict=True):
        yield Figure(f"{how}啟動到畫出視窗，{name}／空白視窗", time, floor, limit)


def _bare_frozen(folder: Path) -> Path:
    """The bare window, frozen as the program is."""
    script = ROOT / "tests" / "bench" / "bare_window.py"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", "--windowed"]
    command += ["--distpath", str(folder / "bare"), "--workpath", str(folder / "work"), "--specpath", str(folder)]
    subprocess.run([*command, str(script)], check=True, capture_output=True)
    return folder / "bare" / "bare_window" / "bare_window"


def weighing(_folder: Path) -> Iterator[Figure]:
    """The folder as it is installed, and the installers that were made of it."""
    if BUNDLE.is_dir():
        weight = sum(path.stat().st_size for path in BUNDLE.rglob("*") if path.is_file() and not path.is_symlink())
        yield Figure("安裝後佔用的空間", weight / _MIB, None, 260, "MiB")
    all_fonts = (BUNDLE / "_internal" / "resources" / "fonts" / "TW-Kai-Ext-B.ttf").is_file()
    for installer in sorted((ROOT / "dist" / "release").glob("*.exe")):
        limit = _ALL_FONTS if all_fonts else _ONE_FONT
        yield Figure(f"安裝程式 {installer.name}", installer.stat().st_size / _MIB, None, limit, "MiB")


CASES = (seen, weighing)
