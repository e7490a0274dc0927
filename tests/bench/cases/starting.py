"""How long somebody waits: for the window, for a page, for a tab."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import floors
from tests.bench.figures import ROUNDS, Figure, output, process
from tests.bench.materials import office_file


def start_up(folder: Path) -> Iterator[Figure]:
    """Start to the first painted page with 5,000 assets, and the memory with all of them listed."""
    file = office_file(folder / "五千.isms", 5000)
    home = folder / "home"
    process("-m", "tests.bench.open_window", str(file), home=home)  # compiles what is new
    runs = []
    for _ in range(ROUNDS):
        ours = process("-m", "tests.bench.open_window", str(file), home=home)[0]
        listed = process("-m", "tests.bench.open_window", str(file), "assets", home=home)[1]
        started = time.perf_counter()
        painted, bare_peak = process("-c", floors.BARE_WINDOW, home=home)
        runs.append((ours, listed, (time.perf_counter() - started) * 1000, bare_peak, painted))
    ours, listed, bare, bare_peak, painted = (statistics.median(run[place] for run in runs) for place in range(5))
    yield Figure("啟動到看見 5,000 項資產的總覽／空白視窗的整個行程", ours, bare, 2)
    yield Figure("同上／空白視窗畫出為止（參考）", ours, painted)
    yield Figure("列出 5,000 項資產時的記憶體峰值／空白視窗", listed, bare_peak, 2.5, "MiB")


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
