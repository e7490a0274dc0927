"""``make bench``: one table, each figure beside its floor from the same run and the limit that we set ourselves."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from isms_desktop.services.offices import practice_office
from tests.bench import floors
from tests.bench.materials import PROFILE, office_file, workbook

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: ours, the floor, and the most that it may be (a ratio, or milliseconds without a floor)."""

    name: str
    ours: float
    floor: float | None
    limit: float
    unit: str = "ms"

    @property
    def measure(self) -> float:
        """What is held against the limit."""
        return self.ours / self.floor if self.floor else self.ours

    def line(self) -> str:
        """The figure as a row of the table."""
        floor = f"{self.floor:,.0f}" if self.floor else "—"
        measure = f"{self.measure:.2f} ×" if self.floor else f"{self.ours:,.1f} {self.unit}"
        limit = f"≤ {self.limit:g} ×" if self.floor else f"≤ {self.limit:g} {self.unit}"
        verdict = "○" if self.measure <= self.limit else "×"
        return f"| {self.name} | {self.ours:,.0f} {self.unit} | {floor} | {measure} | {limit} | {verdict} |"


def milliseconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def in_turn(ours: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of both, run one after the other so that a drifting machine touches both alike."""
    pairs = [(milliseconds(ours), milliseconds(floor)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def _process(*arguments: str, home: Path) -> tuple[float, float]:
    """(milliseconds, peak memory in MiB) as a process of ours prints them: until painted or done, and KiB."""
    taken, peak = _output(*arguments, home=home).split()[-2:]
    return float(taken), int(peak) / 1024


def _output(*arguments: str, home: Path) -> str:
    """What a process of ours prints."""
    environment = {**os.environ, "ISMS_DESKTOP_HOME": str(home), "BENCH_STARTED": str(time.time())}
    # An installed program has its compiled modules; a developer's shell may forbid writing them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def start_up(folder: Path) -> Iterator[Figure]:
    """Start to the first painted page with 5,000 assets, and the memory with all of them listed."""
    file = office_file(folder / "五千.isms", 5000)
    home = folder / "home"
    _process("-m", "tests.bench.open_window", str(file), home=home)  # compiles what is new
    runs = []
    for _ in range(ROUNDS):
        ours = _process("-m", "tests.bench.open_window", str(file), home=home)[0]
        listed = _process("-m", "tests.bench.open_window", str(file), "assets", home=home)[1]
        started = time.perf_counter()
        painted, bare_peak = _process("-c", floors.BARE_WINDOW, home=home)
        runs.append((ours, listed, (time.perf_counter() - started) * 1000, bare_peak, painted))
    ours, listed, bare, bare_peak, painted = (statistics.median(run[place] for run in runs) for place in range(5))
    yield Figure("啟動到看見 5,000 項資產的總覽／空白視窗的整個行程", ours, bare, 2)
    yield Figure("同上／空白視窗畫出為止（參考）", ours, painted, 4)
    yield Figure("列出 5,000 項資產時的記憶體峰值／空白視窗", listed, bare_peak, 2.5, "MiB")


def filtering(folder: Path) -> Iterator[Figure]:
    """The slowest key while typing in the filter over 50,000 assets, painting included."""
    from tests.bench.window import open_assets, slowest_key

    with open_assets(office_file(folder / "五萬.isms", 50_000), folder / "home") as page:
        yield Figure("篩選 50,000 項資產，最慢的一鍵", slowest_key(page, "備份伺服器 12"), None, 30)


def importing(folder: Path) -> Iterator[Figure]:
    """10,000 rows × 20 columns of .xlsx: preview and commit against calamine read and raw insert."""
    from isms_desktop.services import imports
    from isms_desktop.services.offices import create_office

    sheet = workbook(folder / "一萬列.xlsx", 10_000)
    tries = iter(range(100))

    def ours() -> None:
        office = create_office(folder / f"匯入{next(tries)}.isms", profile=PROFILE, name="量測用機關")
        clock.append(milliseconds(lambda: imports.commit(office, imports.prepare(office, "asset", sheet))))
        assert len(office.all("asset")) == 10_000
        office.close()

    clock: list[float] = []
    _, floor = in_turn(ours, lambda: floors.read_and_insert(sheet, folder / f"底線{next(tries)}.db"))
    yield Figure("匯入 10,000 列 × 20 欄 xlsx／calamine＋直接寫入", statistics.median(clock), floor, 5)


def printing(folder: Path) -> Iterator[Figure]:
    """A register of 2,000 assets against the same cells through ReportLab's own table; each in a fresh process."""
    file = office_file(folder / "兩千.isms", 2000)
    home = folder / "home"
    keys, cells = floors.register_cells(3)
    assert len(keys) == len(cells[0])
    ours = ("-m", "tests.bench.one_print", "ours", str(file), str(folder / "清冊.pdf"))
    floor = ("-m", "tests.bench.one_print", "floor", "2000", str(folder / "底線.pdf"))
    runs = [(_process(*ours, home=home)[0], _process(*floor, home=home)[0]) for _ in range(3)]
    medians = [statistics.median(run[side] for run in runs) for side in (0, 1)]
    yield Figure("列印 2,000 項資產清冊／ReportLab 原生表格", medians[0], medians[1], 1.5)


def papers(folder: Path) -> Iterator[Figure]:
    """Every paper of the practice office, its plan alone, and a sign-in sheet from the click to the preview."""
    from tests.bench.window import click_to_preview

    home = folder / "home"
    file = practice_office(PROFILE)
    everything, plan = (
        [_process("-m", "tests.bench.papers", what, str(file), str(folder), home=home) for _ in range(3)]
        for what in ("all", "plan")
    )
    yield Figure("練習用機關全部表單，一個行程", statistics.median(run[0] for run in everything), None, 6000)
    yield Figure("同上的記憶體峰值", max(run[1] for run in everything), None, 400, "MiB")
    yield Figure("資通安全維護計畫，一個行程", statistics.median(run[0] for run in plan), None, 1500)
    yield Figure("簽到表由點選到預覽", click_to_preview(file, "sign_in"), None, 300)


def opening(folder: Path) -> Iterator[Figure]:
    """Ten years of every register: the slowest view to open, tab to turn back to, and first page after a start."""
    from isms_desktop.ui.pages import PAGES
    from tests.bench.big_office import make

    file, home = folder / "大機關.isms", folder / "home"
    make(file)
    lines = _output("-m", "tests.bench.open_pages", str(file), home=home).splitlines()
    rows = [line.split() for line in lines if line.count(" ") == 3]
    slowest = max(rows, key=lambda row: float(row[2]))
    yield Figure(f"大機關最慢的一頁（{slowest[0]} {slowest[1]}）第一次打開", float(slowest[2]), None, 150)
    yield Figure("切換分頁，最慢的一頁", max(float(row[3]) for row in rows if row[3] != "-"), None, 50)
    cold = {entry.page_id: _first_opened(file, entry.page_id, home) for entry in PAGES[1:]}
    worst = max(cold, key=lambda page_id: cold[page_id])
    yield Figure(f"啟動後第一個打開的頁，最慢的一頁（{worst}）", cold[worst], None, 150)


def _first_opened(file: Path, page_id: str, home: Path) -> float:
    """Milliseconds for a page that is the first in its process; the median of three, each a process of its own."""
    lines = [_output("-m", "tests.bench.open_pages", str(file), page_id, home=home) for _ in range(3)]
    return statistics.median(float(line.split()[-1]) for line in lines)


def finding(folder: Path) -> Iterator[Figure]:
    """A key of the search over all registers of ten years, painting included, and reading them the first time."""
    from tests.bench.big_office import make
    from tests.bench.window import slowest_find

    file = folder / "大機關搜尋.isms"
    make(file)
    key, gap = slowest_find(file, ("備份伺服器 12", "hw-0001", "權限未定期檢視", "115.3", "資", "1"))
    yield Figure("在大機關的所有登記簿尋找，最慢的一鍵", key, None, 50)
    yield Figure("第一次尋找而讀取登記簿時，視窗最久沒有回應", gap, None, 50)


def answering(folder: Path) -> Iterator[Figure]:
    """Keys that write, in the big office: an answer in a checklist of 110 lines, a tick in a list of 300 people."""
    from isms_desktop.services.offices import open_office
    from tests.bench import keys
    from tests.bench.big_office import make
    from tests.bench.window import open_window

    make(folder / "大機關.isms")
    office = open_office(folder / "大機關.isms")
    audit, course = keys.make_long_lists(office)
    office.close()
    with open_window(folder / "大機關.isms") as window:
        yield Figure("110 項的檢核表答一題，到畫出下一題", keys.answer_key(window, audit), None, 16)
        yield Figure("300 人的名單簽到一人，到畫出下一人", keys.tick_key(window, course), None, 16)


def exporting(folder: Path) -> Iterator[Figure]:
    """5,000 rows × 30 columns to .ods."""
    from isms_desktop.domain.assets import Asset
    from isms_desktop.exchange.table import table_of
    from isms_desktop.exchange.writers import write_table
    from isms_desktop.services.offices import open_office

    office = open_office(office_file(folder / "匯出.isms", 5000))
    keys = [field.key for field in Asset.record_type.fields][:30]
    target = folder / "匯出.ods"

    def write() -> None:
        write_table(target, table_of(Asset.record_type, office.all("asset"), office, keys=keys))

    times = [milliseconds(write) for _ in range(3)]
    office.close()
    yield Figure("匯出 5,000 列 × 30 欄 ods", statistics.median(times), None, 1000)


def blocking(folder: Path) -> Iterator[Figure]:
    """The longest time for which the window did not answer while a job ran beside it."""
    from tests.bench.window import longest_gap_importing, longest_gap_printing

    sheet = workbook(folder / "堵塞.xlsx", 10_000)
    yield Figure("匯入 10,000 列時視窗最久沒有回應", longest_gap_importing(folder, sheet), None, 50)
    file = office_file(folder / "堵塞.isms", 2000)
    yield Figure("列印 2,000 項資產時視窗最久沒有回應", longest_gap_printing(folder, file), None, 50)


CASES = (start_up, opening, answering, filtering, finding, importing, printing, papers, exporting, blocking)


def main(names: list[str]) -> None:
    """Measure the cases named, or all of them."""
    print(f"| 項目（{os.cpu_count()} 核心，Python {sys.version.split()[0]}） | 本程式 | 底線 | 比值 | 目標 | |")
    print("|---|---|---|---|---|---|")
    for case in CASES:
        if names and case.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as temporary:
            os.environ["ISMS_DESKTOP_HOME"] = str(Path(temporary) / "home")
            for figure in case(Path(temporary)):
                print(figure.line(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
