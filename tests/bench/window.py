"""Measurements inside a real window: how long a key takes, how long the window does not answer."""

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from isms_desktop.services.offices import create_office
from isms_desktop.services.settings import Settings
from isms_desktop.ui import theme
from isms_desktop.ui.application import make_application
from isms_desktop.ui.main_window import MainWindow
from tests.bench.heartbeat import Heartbeat
from tests.bench.materials import PROFILE

PATIENCE = 60
"""Seconds for a job to end."""


def bare_main_window() -> MainWindow:
    """The window before a file is opened."""
    app = make_application()
    theme.apply(app, "light", 100)
    window = MainWindow(Settings())
    window.resize(1366, 768)
    window.show()
    return window


def list_assets(window: MainWindow) -> None:
    """Show the asset register, painted."""
    window.open_page("assets")
    window.grab()


@contextlib.contextmanager
def open_window(file: Path) -> Iterator[MainWindow]:
    """A window that shows the office file, until everything that it had to do is done."""
    window = bare_main_window()
    window.files.open_path(file)
    settle(0.5)
    try:
        yield window
    finally:
        until(lambda: not window.jobs.running)
        window.close()
        settle(0.1)


@contextlib.contextmanager
def open_assets(file: Path, _home: Path) -> Iterator[Any]:
    """The asset register of a window, its rows painted."""
    with open_window(file) as window:
        window.open_page("assets")
        settle(4)  # the day's copy and the first look at all rows are over
        assert window.workspace is not None
        assets: Any = window.workspace.page("assets")
        yield assets.top()


def slowest_key(page: Any, text: str, rounds: int = 5) -> float:
    """Type a text into the filter, key by key, several times over; milliseconds until the rows are painted.

    Each key counts with its median over the rounds, so that somebody else's work on the machine is not taken for ours;
    answered is the slowest key.
    """
    box = page.panel.filter_bar.box
    box.setFocus()
    taken: list[list[float]] = [[] for _ in text]
    for _ in range(rounds):
        for place, character in enumerate(text):
            started = time.perf_counter()
            box.insert(character)
            page.panel.view.viewport().repaint()
            taken[place].append((time.perf_counter() - started) * 1000)
            QApplication.processEvents()
        assert page.panel.view.model().rowCount() > 0
        box.clear()
        settle(0.2)
    return max(statistics.median(each) for each in taken)


def slowest_find(file: Path, texts: Sequence[str], rounds: int = 3) -> tuple[float, float]:
    """Ctrl+K on this office: (milliseconds of the slowest key, painting included; the longest time for which the window
    was stuck while the registers were read).
    """
    with open_window(file) as window:
        settle(4)
        assert window.workspace is not None
        window.workspace.find_anywhere()
        panel: Any = window.workspace._finder
        gap = _gap(lambda: None, lambda: panel.finder.ready)
        taken: dict[tuple[str, int], list[float]] = {}
        for _ in range(rounds):
            for text in texts:
                panel.box.clear()
                for place, character in enumerate(text):
                    started = time.perf_counter()
                    panel.box.insert(character)
                    panel.repaint()
                    taken.setdefault((text, place), []).append((time.perf_counter() - started) * 1000)
                    QApplication.processEvents()
                assert panel.list.rows.rowCount() > 0, text
        panel.close_panel()
    return max(statistics.median(each) for each in taken.values()), gap


def longest_gap_importing(folder: Path, sheet: Path) -> float:
    """Milliseconds for which the window was stuck while 10,000 rows were looked at and taken over."""
    office = create_office(folder / "堵塞匯入.isms", profile=PROFILE, name="量測用機關")
    office.close()
    with open_window(folder / "堵塞匯入.isms") as window:
        window.open_page("assets")
        settle(4)
        assert window.workspace is not None
        page: Any = window.workspace.page("assets").top()
        gaps = [_gap(lambda: page.import_file(sheet), lambda: page.importing.plan is not None and _idle(window))]
        gaps.append(_gap(page.importing.take_over, lambda: page.panel.model.rowCount() >= 10_000 and _idle(window)))
    return max(gaps)


def longest_gap_printing(folder: Path, file: Path) -> float:
    """Milliseconds for which the window was stuck while a register of 2,000 assets was printed to a file."""
    from isms_desktop.services import printing

    with open_window(file) as window:
        settle(4)
        done: list[int] = []
        target = folder / "堵塞.pdf"

        def begin() -> None:
            window.run_job(
                "列印",
                lambda office, control: printing.print_form(
                    office,
                    printing.PrintOrder("asset_register"),
                    target,
                    progress=control.progress,
                    cancelled=control.cancelled,
                ),
                done=lambda result: done.append(result.pages),
            )

        gap = _gap(begin, lambda: bool(done) and _idle(window))
    assert done[0] > 20
    return gap


def click_to_preview(file: Path, form_id: str) -> float:
    """Milliseconds from the click on a paper of one record until its preview is painted; the median of five."""
    with open_window(file) as window:
        settle(4)
        window.open_page("forms")
        until(lambda: _idle(window))
        assert window.workspace is not None and window.office is not None
        view: Any = window.workspace.page("forms").top()
        record = window.office.all(view.form_named(form_id).kind)[0]
        taken = []
        for _ in range(5):
            view.show_form("team")
            until(lambda: _idle(window))
            started = time.perf_counter()
            view.show_form(form_id, (record.id,))
            while view._drawing is not None:
                QApplication.processEvents()
            view.preview.repaint()
            taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def _idle(window: MainWindow) -> bool:
    return not window.jobs.running


def _gap(begin: Callable[[], object], ended: Callable[[], bool]) -> float:
    beat = Heartbeat()
    beat.start()
    begin()
    until(ended)
    settle(0.2)
    return beat.stop() * 1000


def until(ended: Callable[[], bool]) -> None:
    """Let the window go on until that has come true."""
    give_up = time.monotonic() + PATIENCE
    while not ended():
        QTest.qWait(20)
        assert time.monotonic() < give_up, "the job did not end"


def settle(seconds: float) -> None:
    """Let the window do what it has to do for so long."""
    QTest.qWait(int(seconds * 1000))
