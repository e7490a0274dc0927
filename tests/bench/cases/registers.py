"""What a hand feels in a register: opening it, typing into its filter, changing a cell, answering, finding."""

import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench import floors
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.materials import office_file


def listing(folder: Path) -> Iterator[Figure]:
    """An office file opened and its assets listed, painted / one SELECT and Qt's own table over the same rows."""
    from tests.bench.floors_window import PlainTable
    from tests.bench.window import list_assets, open_window

    for count, limit in ((5_000, 5.0), (50_000, 5.0)):
        file = office_file(folder / f"清單{count}.isms", count)
        with open_window(file) as window:  # all modules are read, all pages' classes made
            list_assets(window)
        pairs = []
        for _ in range(3):
            ours = _opened_and_listed(file)
            pairs.append((ours, milliseconds(lambda file=file: _plain(PlainTable(file)))))
        ours, floor = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
        yield Figure(f"開檔並列出 {count:,} 項資產／SELECT＋Qt 原生表格", ours, floor, limit)


def _opened_and_listed(file: Path) -> float:
    from tests.bench.window import bare_main_window, list_assets, settle

    window = bare_main_window()
    taken = milliseconds(lambda: (window.files.open_path(file), list_assets(window)))
    settle(4)
    window.close()
    settle(0.2)
    return taken


def _plain(table: Any) -> None:
    table.paint()
    table.close()


def filtering(folder: Path) -> Iterator[Figure]:
    """The slowest key while typing in the filter over 50,000 assets, painted / a loop over as many strings, painted."""
    from tests.bench.floors_window import PlainTable
    from tests.bench.window import open_assets, slowest_key

    file = office_file(folder / "五萬.isms", 50_000)
    with open_assets(file, folder / "home") as page:
        ours = slowest_key(page, "備份伺服器 12")
    table = PlainTable(file)
    yield Figure("篩選 50,000 項資產，最慢的一鍵／逐列比對＋Qt 原生表格", ours, table.slowest_key("備份伺服器 12"), 1.5)
    yield Figure("同上", ours, None, 30)
    table.close()


def editing(folder: Path) -> Iterator[Figure]:
    """One cell changed among 5,000 assets, checked, written with its history, painted / a raw UPDATE, painted by Qt."""
    from tests.bench import keys
    from tests.bench.floors_window import PlainTable
    from tests.bench.window import open_assets

    file = office_file(folder / "修改.isms", 5000)
    tries = iter(range(1, 1000))
    with open_assets(file, folder / "home") as page, floors.raw_names(folder / "底線.db", 5000) as raw:
        model, view = page.panel.model, page.panel.view
        column = model.column_of("name")
        plain = PlainTable(file)

        def ours() -> None:
            place = next(tries)
            assert model.setData(model.index(place % 20, column), f"改過的名稱 {place}")
            keys.send_to_screen(view)

        def floor() -> None:
            place = next(tries)
            raw.execute("UPDATE asset SET name = ? WHERE id = ?", (f"改過的名稱 {place}", 1 + place % 20))
            raw.commit()
            plain.rows[place % 20][1] = f"改過的名稱 {place}"
            plain.touch(place % 20)
            keys.send_to_screen(plain.view)

        edited, written = in_turn(ours, floor, 25)
        plain.close()
    yield Figure("改一格（檢查、寫入、歷程、畫出）／直接 UPDATE＋Qt 原生表格", edited, written, 15)
    yield Figure("同上", edited, None, 16)


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


CASES = (listing, editing, answering, filtering, finding)
