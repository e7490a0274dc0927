"""The whole window over a real office file, as a clerk has it before them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isms_desktop.services.offices import Office
from isms_desktop.services.settings import Settings
from isms_desktop.ui import theme
from isms_desktop.ui.main_window import MainWindow


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Until nothing runs beside the window any more."""
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=20_000)


@pytest.fixture
def empty_window(qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """A window without an office."""
    if qapp.style().name() != "fusion":  # setting it again restyles every widget there is
        qapp.setStyle("fusion")
    theme.apply(qapp, "light", 100)
    made = MainWindow(Settings(theme="light"))
    made.resize(1366, 768)
    yield made
    for job in made.jobs.running:
        job.cancel()
    settle(qtbot, made)
    made.close()
    made.deleteLater()


@pytest.fixture
def window(empty_window: MainWindow, office: Office, qtbot: QtBot) -> MainWindow:
    """A window with the practice office open."""
    office.close()
    assert empty_window.files.open_path(office.path)
    empty_window.show()
    qtbot.waitExposed(empty_window)
    return empty_window
