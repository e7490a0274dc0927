"""Opens every view of every page of an office once, then turns back and forth between the pages.

``python -m tests.bench.open_pages FILE`` prints one line a view: page, view, milliseconds until its rows were painted
for the first time, and when turned to again (``-`` for a view that is not a page's first). A user's machine has read
the program's modules before, so a first window in the same process has shown every view already.
"""

import gc
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages import PAGES
from tests.bench.window import open_window


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


def _settle() -> None:
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.005)


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
        first = {}
        for entry in PAGES:
            first[entry.page_id, ""] = _shown(window, entry.page_id)
            _settle()
            for view in _views(window, entry.page_id)[1:]:
                first[entry.page_id, view] = _shown(window, entry.page_id, view)
                _settle()
        again: dict[str, float] = {}
        for _ in range(3):
            for entry in PAGES:
                again[entry.page_id] = min(again.get(entry.page_id, 1e9), _shown(window, entry.page_id))
    for (page_id, view), taken in first.items():
        back = f"{again[page_id]:.0f}" if not view else "-"
        sys.stdout.write(f"{page_id} {view or '-'} {taken:.0f} {back}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
