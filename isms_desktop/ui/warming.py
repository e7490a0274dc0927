"""Reads what the pages are made of while nobody waits for it, so that the first page opened is as quick as the others.

Nothing is built and no record is read. Between two pieces, each of some milliseconds, the window answers.
"""

import gc
import importlib
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer

from isms_desktop.domain.catalog import record_type
from isms_desktop.ui.pages import PageEntry

SHARED = tuple(
    f"isms_desktop.{name}"
    for name in (
        "ui.grid.editors",
        "ui.formkit",
        "ui.grid.delegate",
        "ui.grid.view",
        "ui.grid.commands",
        "ui.grid.listcard",
        "ui.pages.register_view",
        "ui.pages.registers_page",
        "services.attachments",
        "ui.formkit.attachments",
        "ui.formkit.folds",
        "ui.pages.risks.assess",
        "ui.pages.audits.fill",
        "ui.finder",
        "exchange.sheet",
        "exchange.columns",
        "ui.imports.panel",
    )
)
"""What most pages stand on, the lowest first: each is a piece of its own."""
_BETWEEN = 10
"""Milliseconds between two pieces."""


class Warming(QObject):
    """Reads piece by piece until all is read, or until its window closes the file."""

    def __init__(self, entries: Iterable[PageEntry], parent: QObject) -> None:
        super().__init__(parent)
        self._pieces = _pieces(entries)
        self._timer = QTimer(self, interval=_BETWEEN)
        self._timer.timeout.connect(self._read)

    def start(self) -> None:
        """Begin with the next turn of the window."""
        self._timer.start()

    def _read(self) -> None:
        if (piece := next(self._pieces, None)) is None:
            self._timer.stop()
            # It stays for good: looking through all of it for garbage would hold up the window for 50 ms.
            gc.freeze()
        else:
            piece()


def _pieces(entries: Iterable[PageEntry]) -> Iterator[Callable[[], object]]:
    for name in SHARED:
        if name not in sys.modules:
            yield partial(importlib.import_module, name)
    # A page without registers stands on something of its own: 表單列印 on all that prints, too large for a piece.
    for entry in (each for each in entries if each.shows):
        yield from (partial(record_type, kind) for kind in entry.shows)
        yield entry.load
