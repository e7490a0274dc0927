"""Spreadsheets in and out, and whether the window answers meanwhile."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.bench import floors
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.materials import PROFILE, office_file, workbook


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


def exporting(folder: Path) -> Iterator[Figure]:
    """5,000 rows × 30 columns to .xlsx and .ods / the same texts written by the least code that makes such a file."""
    from isms_desktop.domain.assets import Asset
    from isms_desktop.exchange.table import table_of
    from isms_desktop.exchange.writers import write_table
    from isms_desktop.services.offices import open_office

    office = open_office(office_file(folder / "匯出.isms", 5000))
    keys = [field.key for field in Asset.record_type.fields][:30]
    texts = [
        [str(cell) for cell in row] for row in table_of(Asset.record_type, office.all("asset"), office, keys=keys).rows
    ]
    for ending, floor, limit in (("xlsx", floors.raw_xlsx, 2.0), ("ods", floors.raw_ods, 3.0)):
        target = folder / f"匯出.{ending}"

        def write(target: Path = target) -> None:
            write_table(target, table_of(Asset.record_type, office.all("asset"), office, keys=keys))

        ours, least = in_turn(write, lambda floor=floor, target=target: floor(target, texts), 3)
        yield Figure(f"匯出 5,000 列 × 30 欄 {ending}／最簡單的寫法", ours, least, limit)
    office.close()
    yield Figure("同上，ods", ours, None, 1000)


def blocking(folder: Path) -> Iterator[Figure]:
    """The longest time for which the window did not answer while a job ran beside it."""
    from tests.bench.window import longest_gap_importing, longest_gap_printing

    sheet = workbook(folder / "堵塞.xlsx", 10_000)
    yield Figure("匯入 10,000 列時視窗最久沒有回應", longest_gap_importing(folder, sheet), None, 50)
    file = office_file(folder / "堵塞.isms", 2000)
    yield Figure("列印 2,000 項資產時視窗最久沒有回應", longest_gap_printing(folder, file), None, 50)


CASES = (importing, exporting, blocking)
