"""Opens every view of every page of an office once, then turns back and forth between the pages.

``python -m tests.bench.open_pages FILE`` prints one line a view: page, view, milliseconds until its rows were painted
for the first time, and when turned to again (``-`` for a view that is not a page's first). A first window in the same
process has shown every view already: this is the page alone, with everything that the program reads once in memory.

``python -m tests.bench.open_pages FILE PAGE`` prints one line, page and milliseconds: the same for one page that is the
first thing opened in this process, as soon after the start as a clerk has read the overview.
"""

import gc
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages import PAGES
from tests.bench.window import open_window

READING = 2.0
"""Seconds that somebody looks at the overview before turning to another page."""


def _views(window: MainWindow, page_id: str) -> list[str]:
    assert window.workspace is not None
    return ["", *window.workspace.page(page_id).views]


def _shown(window: MainWindow, page_id: str, view: str = "") -> float:
    """Milliseconds until the page, or that view of it, is painted."""
    started = time.perf_counter()
    window.open_page(page_id, **({"view": view} if view else {}))
    window.grab()
    taken = (time.perf_counter() - started) * 1000
    QApplication.processEvents()
    return taken


def _settle(seconds: float = 0.4) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


def first(path: Path, page_id: str) -> None:
    """Print how long the first page of a process takes."""
    with open_window(path) as window:
        _settle(READING)
        sys.stdout.write(f"{page_id} {_shown(window, page_id):.0f}\n")


def main(path: Path) -> None:
    """Print the table of this office."""
    with open_window(path) as window:
        for entry in PAGES:
            for view in _views(window, entry.page_id):
                _shown(window, entry.page_id, view)
                _settle()
    gc.collect()
    with open_window(path) as window:
        _settle()
        opened = {}
        for entry in PAGES:
            opened[entry.page_id, ""] = _shown(window, entry.page_id)
            _settle()
            for view in _views(window, entry.page_id)[1:]:
                opened[entry.page_id, view] = _shown(window, entry.page_id, view)
                _settle()
        again: dict[str, float] = {}
        for _ in range(3):
            for entry in PAGES:
                again[entry.page_id] = min(again.get(entry.page_id, 1e9), _shown(window, entry.page_id))
    for (page_id, view), taken in opened.items():
        back = f"{again[page_id]:.0f}" if not view else "-"
        sys.stdout.write(f"{page_id} {view or '-'} {taken:.0f} {back}\n")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        first(Path(sys.argv[1]), sys.argv[2])
    else:
        main(Path(sys.argv[1]))
