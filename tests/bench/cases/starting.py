"""How long somebody waits: for the window, for a page, for a tab."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from isms_desktop.services.offices import practice_office
from tests.bench import floors
from tests.bench.figures import ROUNDS, Figure, output, process
from tests.bench.materials import PROFILE, office_file

_OPEN = "tests.bench.open_window"


def start_up(folder: Path) -> Iterator[Figure]:
    """Start to the painted overview, and the memory, of the practice office and of 5,000 assets.

    Ours counts by the program's own way in until the overview is painted; a bare window counts as a whole process, and
    until it is painted for who wants to know it more strictly.
    """
    home = folder / "home"
    files = {
        "練習用機關": (practice_office(PROFILE), 1.5),
        "5,000 項資產": (office_file(folder / "五千.isms", 5000), 2),
    }
    process("-m", _OPEN, str(files["練習用機關"][0]), home=home)  # compiles what is new
    runs = []
    for _ in range(ROUNDS):
        ours = [process("-m", _OPEN, str(file), home=home) for file, _limit in files.values()]
        started = time.perf_counter()
        painted, bare_peak = process("-c", floors.BARE_WINDOW, home=home)
        whole = (time.perf_counter() - started) * 1000
        runs.append((*(time for time, _peak in ours), ours[0][1], whole, painted, bare_peak))
    *seen, peak, whole, painted, bare_peak = (statistics.median(run[place] for run in runs) for place in range(6))
    for (name, (_file, limit)), time_seen in zip(files.items(), seen, strict=True):
        yield Figure(f"啟動到看見{name}的總覽／空白視窗的整個行程", time_seen, whole, limit)
        yield Figure("同上／空白視窗畫出為止（參考）", time_seen, painted)
    yield Figure("看見練習用機關的總覽時的記憶體峰值／空白視窗", peak, bare_peak, 1.8, "MiB")
    practice, many = (str(file) for file, _limit in files.values())
    for words, file, then, most in (
        ("同上，打開資產清冊後", practice, "assets", 1.8),
        ("同上，閒置而預讀完成後（參考）", practice, "idle", None),
        ("列出 5,000 項資產時的記憶體峰值／空白視窗", many, "assets", 2.5),
    ):
        listed = statistics.median(process("-m", _OPEN, file, then, home=home)[1] for _ in range(3))
        yield Figure(words, listed, bare_peak, most, "MiB")


def opening(folder: Path) -> Iterator[Figure]:
    """Ten years of every register: the slowest view to open, tab to turn back to, and first page after a start."""
    from isms_desktop.ui.pages import PAGES
    from tests.bench.big_office import make

    file, home = folder / "大機關.isms", folder / "home"
    make(file)
    lines = output("-m", "tests.bench.open_pages", str(file), home=home).splitlines()
    rows = [line.split() for line in lines if line.count(" ") == 3]
    slowest = max(rows, key=lambda row: float(row[2]))
    yield Figure(f"大機關最慢的一頁（{slowest[0]} {slowest[1]}）第一次打開", float(slowest[2]), None, 150)
    yield Figure("切換分頁，最慢的一頁", max(float(row[3]) for row in rows if row[3] != "-"), None, 50)
    cold = {entry.page_id: _first_opened(file, entry.page_id, home) for entry in PAGES[1:]}
    worst = max(cold, key=lambda page_id: cold[page_id])
    yield Figure(f"啟動後第一個打開的頁，最慢的一頁（{worst}）", cold[worst], None, 150)


def _first_opened(file: Path, page_id: str, home: Path) -> float:
    """Milliseconds for a page that is the first in its process; the median of three, each a process of its own."""
    lines = [output("-m", "tests.bench.open_pages", str(file), page_id, home=home) for _ in range(3)]
    return statistics.median(float(line.split()[-1]) for line in lines)


CASES = (start_up, opening)
