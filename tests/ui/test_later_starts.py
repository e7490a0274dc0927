"""The program is started again while its window is open."""

import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from isms_desktop.instance import start
from isms_desktop.ui import later_starts
from isms_desktop.ui.jobs import Job
from isms_desktop.ui.later_starts import LaterStarts


@pytest.fixture
def first(window):
    instance = start(None)
    instance.listen(LaterStarts(window, window).take)
    yield window
    instance.close()


def second_start(qtbot, *arguments):
    """A program of its own, as a double-click starts it; the exit code."""
    code = "import sys; from isms_desktop.cli import main; sys.exit(main(sys.argv[1:]))"
    started = subprocess.Popen([sys.executable, "-c", code, *map(str, arguments)])
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=60_000)
    return started.returncode


@pytest.mark.parametrize("words", [[], ["open"]])
def test_a_second_file_is_opened_in_the_window_that_there_is(first, empty_office, qtbot, words):
    empty_office.close()
    assert second_start(qtbot, *words, empty_office.path) == 0
    qtbot.waitUntil(lambda: first.office.path == empty_office.path)
    assert not first.office.read_only


def test_practising_goes_to_the_window_that_there_is(first, qtbot):
    assert second_start(qtbot, "practice") == 0
    qtbot.waitUntil(lambda: "練習用機關" in first.office.path.name)


def test_a_minimised_window_comes_back(first, qtbot):
    first.showMinimized()
    assert second_start(qtbot) == 0
    qtbot.waitUntil(lambda: not first.isMinimized())
    assert first.isVisible()


def test_a_maximised_window_stays_maximised(first, qtbot):
    first.setWindowState(Qt.WindowState.WindowMaximized)
    first.setWindowState(Qt.WindowState.WindowMaximized | Qt.WindowState.WindowMinimized)
    assert second_start(qtbot) == 0
    qtbot.waitUntil(lambda: not first.isMinimized())
    assert first.isMaximized()


def test_a_file_that_is_not_there_is_said_in_the_window(first, qtbot, tmp_path):
    path = first.office.path
    assert second_start(qtbot, tmp_path / "沒有這個檔.isms") == 0
    qtbot.waitUntil(lambda: "找不到檔案「沒有這個檔.isms」" in first.room().messages.label.text())
    assert first.office.path == path


def test_while_a_job_runs_it_is_said_and_nothing_else_happens(first, empty_office, qtbot):
    empty_office.close()
    path, goes_on = first.office.path, threading.Event()
    first.start_job(Job("匯入資產清冊", lambda _control: goes_on.wait(60)))
    try:
        assert second_start(qtbot, empty_office.path) == 0
        qtbot.waitUntil(lambda: "「匯入資產清冊」還在進行" in first.room().messages.label.text())
        assert first.office.path == path
    finally:
        goes_on.set()


def test_while_a_dialog_asks_something_the_file_waits_for_a_click(first, empty_office, qtbot):
    empty_office.close()
    path = first.office.path
    dialog = QDialog(first)
    dialog.setModal(True)
    dialog.show()
    assert second_start(qtbot, empty_office.path) == 0
    qtbot.waitUntil(lambda: "還沒有開啟" in first.room().messages.label.text())
    assert first.office.path == path
    dialog.close()
    first.room().messages.buttons()[0].click()
    assert first.office.path == empty_office.path


def test_a_window_that_does_not_notice_in_time_never_opens_it(window, empty_office, qtbot, monkeypatch):
    monkeypatch.setattr(later_starts, "ANSWER_WITHIN", 0.05)
    empty_office.close()
    path, answers = window.office.path, []
    starts = LaterStarts(window, window)
    asking = threading.Thread(target=lambda: answers.append(starts.take(empty_office.path)))
    asking.start()
    asking.join(30)  # the window is stuck: its turn does not come meanwhile
    time.sleep(0.01)
    qtbot.wait(50)
    assert answers == [False]
    assert window.office.path == path
