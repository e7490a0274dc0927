"""A picture of every page, made without a screen: for the handbook, and to see that an installation can draw itself."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSize, QTimer

from isms_desktop import paths
from isms_desktop.services import backups, offices
from isms_desktop.services.settings import Settings
from isms_desktop.ui import theme
from isms_desktop.ui.application import make_application
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.pages import PAGES

SIZE = QSize(1366, 768)
"""The smallest screen that an office still has."""
_SETTLES = 150
"""Milliseconds that the window gets to paint after everything has been asked of it."""


def take(office_path: Path, folder: Path, key: str | None = None) -> list[Path]:
    """Pictures (PNG) of the first-run page and of every page of this office; the files made, in order.

    The file is left as it is: a copy is shown. Raises UserError when it cannot be opened or the folder cannot be made.
    """
    app = make_application()
    paths.ensure_folder(folder)
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / office_path.name
        office = offices.open_office(office_path, key=key, read_only=True)
        unlocked = office.key
        try:
            backups.backup(office, copy)
        finally:
            office.close()
        theme.apply(app, "light", 100)
        window = MainWindow(Settings(theme="light"))
        window.resize(SIZE)
        window.files.new_office()
        window.show()
        made = [_grab(window, folder / "00-開始.png")]
        window.files.open_path(copy, unlocked)
        made += _pages(window, folder)
        theme.apply(app, "dark", 100)
        window.open_page(PAGES[0].page_id)
        made.append(_grab(window, folder / f"01-{PAGES[0].title}-深色.png"))
        window.close()
    return made


def _pages(window: MainWindow, folder: Path) -> list[Path]:
    made = []
    for number, entry in enumerate(PAGES, start=1):
        window.open_page(entry.page_id)
        made.append(_grab(window, folder / f"{number:02}-{entry.title}.png"))
        assert window.workspace is not None
        for name, label in window.workspace.current().views.items():
            window.open_page(entry.page_id, view=name)
            made.append(_grab(window, folder / f"{number:02}-{entry.title}-{label}.png"))
    return made


def _grab(window: MainWindow, path: Path) -> Path:
    rest(window)
    window.grab().save(str(path))
    return path


def rest(window: MainWindow) -> None:
    """Wait until the window's jobs are done and it has painted."""
    loop = QEventLoop()
    timer = QTimer(singleShot=True, interval=_SETTLES)
    timer.timeout.connect(lambda: None if window.jobs.running else loop.quit())
    window.jobs.idle.connect(timer.start)
    timer.start()
    loop.exec()
