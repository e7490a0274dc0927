"""What the pages are made of is read in small pieces after the start, and no longer than the file is open."""

import importlib.util
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject

from isms_desktop.ui import warming
from isms_desktop.ui.pages import PAGES, PageEntry
from isms_desktop.ui.warming import SHARED, Warming


class Told(PageEntry):
    """An entry of one register that notes when its module is read."""

    __slots__ = ()
    read: ClassVar[list[str]] = []

    def load(self):
        self.read.append(self.page_id)


def _told(page_id: str) -> Told:
    return Told(page_id, page_id, page_id, {"agency": ""})


@pytest.fixture
def read():
    Told.read.clear()
    return Told.read


@pytest.mark.parametrize("name", SHARED)
def test_what_is_read_first_is_there(name):
    assert importlib.util.find_spec(name) is not None


def test_pages_are_read_one_after_the_other_in_the_order_of_the_tabs(qtbot, read):
    over = QObject()
    Warming([_told("one"), _told("two")], over).start()
    assert read == []  # not before the window has had its turn
    qtbot.waitUntil(lambda: read == ["one", "two"])


def test_what_prints_is_too_much_to_be_read_in_between(qtbot, read):
    Warming([Told("forms", "表單列印", "Forms"), _told("last")], over := QObject()).start()
    qtbot.waitUntil(lambda: read == ["last"])
    assert over is not None


def test_a_file_that_is_closed_reads_no_further(qtbot, read, monkeypatch):
    monkeypatch.setattr(warming, "SHARED", ())
    over = QObject()
    Warming([_told(name) for name in "abcdef"], over).start()
    qtbot.waitUntil(lambda: bool(read))
    over.deleteLater()
    qtbot.wait(100)
    assert len(read) < 6


def test_the_window_reads_its_pages_by_itself(window, qtbot, read, monkeypatch):
    monkeypatch.setattr(window, "_entries", [_told("later")])
    qtbot.waitUntil(lambda: read == ["later"], timeout=10_000)


def test_no_page_is_built_by_it(window, qtbot):
    made = Warming(PAGES, window.workspace)
    made.start()
    qtbot.waitUntil(lambda: not made._timer.isActive(), timeout=10_000)
    assert list(window.workspace._pages) == ["overview"]
