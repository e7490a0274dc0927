"""快速上手 made by the window: live pictures, two pages, and nothing of it is seen or kept by the open window."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QProcess
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from isms_desktop import paths
from isms_desktop.cli import main
from isms_desktop.services import guide as words
from isms_desktop.ui import theme
from isms_desktop.ui.guide_window import GuideWindow
from isms_desktop.ui.main_window import MainWindow

LONG = 60_000


def opened(window: MainWindow) -> GuideWindow:
    """By the menu."""
    actions = window.menuBar().findChildren(QAction)
    next(each for each in actions if each.text().startswith("快速上手")).trigger()
    return next(each for each in window.findChildren(GuideWindow) if each.isVisible())


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> GuideWindow:
    """The guide of the open office, made while the window shows itself dark and large."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", 150)
    made = opened(window)
    qtbot.waitUntil(lambda: bool(made.pdf), timeout=LONG)
    return made


def test_it_is_two_pages_with_five_sharp_pictures_and_embedded_fonts(shown: GuideWindow) -> None:
    reader = PdfReader(io.BytesIO(shown.pdf))
    first, second = reader.pages
    assert (float(first.mediabox.width), float(first.mediabox.height)) == pytest.approx((595, 842), abs=1)
    assert [len(page.images) for page in (first, second)] == [5, 0]
    for picture in first.images:
        assert picture.image is not None
        assert picture.image.width >= 2 * 250  # the smallest is the menu, which is not as wide on paper
    for page in (first, second):
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor
    text = "".join(page.extract_text() for page in (first, second))
    assert all(title in text for title, _lines in words.STEPS.values())
    assert all(each in text for each in ("常用按鍵", "東西在哪裡", "遇到這些情形", "Ctrl+Z", "一年裡什麼時候做什麼"))
    assert "〓" in text  # as the name of what may happen


def test_its_pictures_are_light_whatever_the_window_looks_like(shown: GuideWindow) -> None:
    for picture in PdfReader(io.BytesIO(shown.pdf)).pages[0].images:
        assert picture.image is not None
        grey = picture.image.convert("L")
        histogram = grey.histogram()
        assert sum(histogram[200:]) > 0.7 * sum(histogram)


def test_the_open_window_its_file_and_its_settings_stay_as_they_are(
    shown: GuideWindow, window: MainWindow, office
) -> None:
    assert window.office is not None
    assert window.office.path == office.path
    assert window.settings.recent == (str(office.path),)
    settings = paths.config_folder() / "settings.json"
    assert "練習用機關.isms" not in settings.read_text("utf-8")
    shown.close()
    assert not shown.isVisible()


def test_it_is_kept_as_a_file_and_a_place_that_cannot_be_written_is_said(shown: GuideWindow, tmp_path: Path) -> None:
    shown.save_as(tmp_path / "上手.pdf")
    assert (tmp_path / "上手.pdf").read_bytes() == shown.pdf
    shown.save_as(tmp_path / "沒有" / "上手.pdf")
    assert "沒有" in shown.state.text()


def test_it_goes_to_a_printer(shown: GuideWindow, tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    shown.print_on(printer)
    qtbot.waitUntil(lambda: "2 頁" in shown.state.text(), timeout=LONG)
    assert len(PdfReader(tmp_path / "印.pdf").pages) == 2


def test_closing_it_half_made_leaves_nothing_behind(window: MainWindow, qtbot: QtBot) -> None:
    made = opened(window)
    maker, folder = made.findChild(QProcess), Path(made._folder.name)
    assert maker is not None
    assert maker.waitForStarted()
    made.close()
    assert maker.state() == QProcess.ProcessState.NotRunning
    qtbot.waitUntil(lambda: not folder.exists())


def test_when_it_cannot_be_made_the_window_says_so(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(Path(sys.executable).parent / "沒有這個程式"))
    made = opened(window)
    qtbot.waitUntil(lambda: "沒有做成" in made.state.text())
    assert not made.save.isEnabled()


def test_the_command_makes_the_same_without_a_screen(tmp_path: Path) -> None:
    target = tmp_path / "上手.pdf"
    made = subprocess.run(
        [sys.executable, "-m", "isms_desktop", "guide", str(target)], capture_output=True, text=True, check=False
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert str(target) in made.stdout
    assert len(PdfReader(target).pages) == 2


def test_the_command_wants_a_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", str(tmp_path / "上手.docx")]) == 1
    assert ".pdf" in capsys.readouterr().err
