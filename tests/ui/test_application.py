"""The application object: what Qt for Python must be able to do before anything is shown."""

from isms_desktop.ui.application import emit_signals


def test_twenty_thousand_signals_arrive(qapp):
    # Qt for Python 6.12.0 aborts here on Python 3.11.
    assert emit_signals(20_000) == 20_000
