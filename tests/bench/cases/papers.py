"""Paper: one long register, a year's papers, the plan, and a click on a form."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from isms_desktop.services.offices import practice_office
from tests.bench import floors
from tests.bench.figures import Figure, process
from tests.bench.materials import PROFILE, office_file


def printing(folder: Path) -> Iterator[Figure]:
    """A register of 2,000 assets against the same cells through ReportLab's own table; each in a fresh process."""
    file = office_file(folder / "兩千.isms", 2000)
    home = folder / "home"
    keys, cells = floors.register_cells(3)
    assert len(keys) == len(cells[0])
    ours = ("-m", "tests.bench.one_print", "ours", str(file), str(folder / "清冊.pdf"))
    floor = ("-m", "tests.bench.one_print", "floor", "2000", str(folder / "底線.pdf"))
    runs = [(process(*ours, home=home)[0], process(*floor, home=home)[0]) for _ in range(3)]
    medians = [statistics.median(run[side] for run in runs) for side in (0, 1)]
    yield Figure("列印 2,000 項資產清冊／ReportLab 原生表格", medians[0], medians[1], 1.5)


def papers(folder: Path) -> Iterator[Figure]:
    """Every paper of the practice office / its very words line by line on as many pages by ReportLab's canvas; its plan
    alone, and a sign-in sheet from the click to the preview.
    """
    from tests.bench.window import click_to_preview

    home = folder / "home"
    file = practice_office(PROFILE)

    def run(what: str) -> tuple[float, float]:
        return process("-m", "tests.bench.papers", what, str(file), str(folder), home=home)

    run("all")
    run("words")
    everything, least = zip(*((run("all"), run("floor")) for _ in range(3)), strict=True)
    times = [statistics.median(each[0] for each in side) for side in (everything, least)]
    yield Figure("練習用機關全部表單，一個行程／同樣的字逐行畫在同樣多頁", *times, 5)
    yield Figure("同上", times[0], None, 6000)
    yield Figure("同上的記憶體峰值", max(each[1] for each in everything), None, 400, "MiB")
    yield Figure("資通安全維護計畫，一個行程", statistics.median(run("plan")[0] for _ in range(3)), None, 1500)
    yield Figure("簽到表由點選到預覽", click_to_preview(file, "sign_in"), None, 300)


CASES = (printing, papers)
