"""Colours that can be read, fonts that can draw every name, a size that can be chosen."""

import pytest
from PySide6.QtWidgets import QLabel

from isms_desktop.ui import theme
from isms_desktop.ui.theme import BAND_COLOURS, DARK, LIGHT, contrast


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_words_stand_out_from_what_is_behind_them(colours):
    weak = {pair: contrast(*pair) for pair in colours.pairs() if contrast(*pair) < 4.5}
    assert weak == {}


def test_the_bands_have_the_colours_that_the_papers_have():
    assert BAND_COLOURS == {"low": "#3C8D5A", "medium": "#C98212", "high": "#B8372B"}


def test_text_size_and_darkness_change_what_is_already_on_screen(qapp, empty_window):
    label = QLabel("資產", empty_window)
    empty_window.show()
    theme.apply(qapp, "light", 100)
    before = label.fontMetrics().height()
    assert theme.colours_of(label) is LIGHT
    theme.apply(qapp, "dark", 200)
    assert theme.colours_of(label) is DARK
    assert label.fontMetrics().height() > before * 1.8


def test_the_window_follows_the_system_while_it_runs(window, qapp, monkeypatch):
    window.set_theme("system")
    for dark, colours in ((True, DARK), (False, LIGHT), (True, DARK)):
        monkeypatch.setattr(theme, "_system_is_dark", lambda _app, dark=dark: dark)
        window.apply_theme()  # what the system's signal is connected with
        assert theme.colours_of(window.workspace.current()) is colours
    window.set_theme("light")
    assert theme.colours_of(window.workspace.current()) is LIGHT


def test_a_role_given_later_is_seen_at_once(empty_window):
    label = QLabel("資產", empty_window)
    empty_window.show()
    before = label.sizeHint().height()
    theme.set_role(label, "title")
    assert label.sizeHint().height() > before
