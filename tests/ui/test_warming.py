"""What the pages are made of is read in small pieces after the start, and no longer than the file is open."""

import importlib.util
import sys
from typing import ClassVar

import pytest
from PySide6.QtCore import QObject

from isms_desktop.paths import shipped
from isms_desktop.services import own_forms
from isms_desktop.ui import warming
from isms_desktop.ui.pages import PAGES, PageEntry
from isms_desktop.ui.warming import PRINTING, SHARED, Warming


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


@pytest.mark.parametrize("name", [*SHARED, *PRINTING])
def test_what_is_read_first_is_there(name):
    assert importlib.util.find_spec(name) is not None


def test_pages_are_read_one_after_the_other_in_the_order_of_the_tabs(qtbot, read):
    over = QObject()
    Warming([_told("one"), _told("two")], over).start()
    assert read == []  # not before the window has had its turn
    qtbot.waitUntil(lambda: read == ["one", "two"])


def test_all_that_prints_is_read_too_and_in_pieces(qtbot, read):
    """The page of papers alone would be one piece of a quarter of a second."""
    for kept in (own_forms._built_in, own_forms.built_in, own_forms._with_own):
        kept.cache_clear()
    Warming([Told("forms", "表單列印", "Forms"), _told("last")], over := QObject()).start()
    qtbot.waitUntil(lambda: read == ["forms", "last"], timeout=10_000)
    assert set(PRINTING) <= set(sys.modules)
    assert own_forms._built_in.cache_info().currsize == len(list(shipped("forms").glob("*.toml"))) > 40
    assert own_forms.built_in.cache_info().currsize == 0  # nobody has asked for all of them
    assert over is not None


def test_a_file_that_is_closed_reads_no_further(qtbot, read, monkeypatch):
    monkeypatch.setattr(warming, "SHARED", ())
    monkeypatch.setattr(warming, "_AT_ONCE", 0)
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
