"""A start brings in what the overview shows and nothing else: what is imported too soon, everybody waits for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from isms_desktop import cli, start
from isms_desktop.domain.findings import UserError
from isms_desktop.services.offices import practice_office

STARTED = """
import sys
from isms_desktop import cli
from isms_desktop.services import overview  # in the program's own order
from isms_desktop.ui import app

settle = app.settle

def painted():
    import linecache
    from PySide6.QtWidgets import QApplication
    settle()
    (window,) = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    window.grab()
    assert window.workspace.current().page_id == "overview"
    print(*sys.modules)
    print(*(name for name in linecache.cache if "isms_desktop" in name))
    QApplication.quit()

app.settle = painted
sys.exit(cli.main([sys.argv[1]]))
"""
LATER = frozenset({
    "reportlab", "openpyxl", "odfdo", "python_calamine", "pypdf", "lxml", "PIL", "sqlite_utils", "click",
    "platformdirs", "hashlib", "ssl", "secrets", "email", "socket", "asyncio", "sqlite3", "xml",
    "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport", "PySide6.QtNetwork", "PySide6.QtSvg",
    "isms_desktop.commands", "isms_desktop.command_line", "isms_desktop.console", "isms_desktop.selftest",
    "isms_desktop.printing", "isms_desktop.exchange", "isms_desktop.services.records", "isms_desktop.domain.values",
    "isms_desktop.domain.assets", "isms_desktop.domain.risks", "isms_desktop.domain.scales", "isms_desktop.ui.grid",
    "isms_desktop.ui.formkit", "isms_desktop.ui.warming",
})  # fmt: skip
"""What somebody needs only for what they do after the first page is there."""
MOST = 75
"""Modules of our own for the first page (66 when this was written); what adds to them needs a reason."""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], list[str]]:
    """The modules of a program that has just painted the practice office, and our sources that it has read."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISMS_DESKTOP_HOME", str(home))
        file = practice_office()
    program = subprocess.run(
        [sys.executable, "-c", STARTED, str(file)],
        cwd=Path(__file__).parent.parent,
        env={**os.environ, "ISMS_DESKTOP_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    modules, sources = program.stdout.splitlines()[-2:]
    return set(modules.split()), sources.split()


def test_nothing_is_imported_before_it_is_needed(started):
    assert started[0] & LATER == set()


def test_the_first_page_stands_on_few_modules(started):
    """A bound, not a measure: the benchmark says how long they take. One more is no fault, ten more are a habit."""
    ours = {name for name in started[0] if name.split(".")[0] == "isms_desktop"}
    assert "isms_desktop.ui.pages.overview.page" in ours
    assert len(ours) <= MOST


def test_no_source_is_read_in_search_of_switches_of_qt(started):
    assert started[1] == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [([], ()), (["open"], ()), (["某國小.isms"], (Path("某國小.isms"),)), (["open", "某國小"], (Path("某國小"),))],
)
def test_the_window_is_shown_without_asking_for_commands(monkeypatch, given, shown):
    monkeypatch.setattr(cli, "show_window", lambda *files: 0 if files == shown else 1)
    monkeypatch.setattr(cli, "_run", lambda _given: 2)
    assert cli.main(given) == 0


@pytest.mark.parametrize("given", [["forms"], ["open", "a.isms", "--json"], ["--version"], ["verify", "a.isms"]])
def test_everything_else_is_a_command(monkeypatch, given):
    monkeypatch.setattr(cli, "show_window", lambda *_files: 1)
    monkeypatch.setattr(cli, "_run", lambda _given: 2)
    assert cli.main(given) == 2


def test_without_a_screen_a_window_is_refused_with_a_sentence(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(UserError, match="沒有螢幕"):
        start.show_window()
