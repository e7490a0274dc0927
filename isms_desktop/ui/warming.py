"""Reads what the pages are made of while nobody waits for it, so that the first page opened is as quick as the others.

Nothing is built and no record is read. Between two pieces, each of some milliseconds, the window answers.
"""

import gc
import importlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QObject, QTimer

from isms_desktop.domain.catalog import record_type
from isms_desktop.ui.pages import PageEntry

FORMS = "forms"
"""The page that stands on all that prints."""
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
_QT_PDF = ("PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtPrintSupport")
PRINTING = tuple(
    f"isms_desktop.{name}"
    for name in (
        "domain.law",
        "domain.plan",
        "printing.document",
        "printing.phrase",
        "printing.form",
        "printing.lists.audits",
        "printing.lists.incidents",
        "printing.lists.registers",
        "printing.lists.risks",
        "printing.lists.yearly",
        "printing.lists",
        "printing.context",
        "printing.chapters",
        "printing.building",
        "printing.fonts",
        "printing.template",
        "services.printing",
        "services.paper_choices",
        "services.prints",
        "services.signoff",
        "ui.widgets.pick_button",
        "ui.pages.forms.preview",
        "ui.pages.forms.sending",
        "ui.pages.forms.papers",
    )
)
"""What 表單列印 stands on; the last page to be read, since it is the largest."""
_AT_ONCE = 8
"""Milliseconds of pieces that are read in one turn: a larger piece is a turn by itself."""
_BETWEEN = 10
"""Milliseconds between two turns."""


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
        until = time.monotonic() + _AT_ONCE / 1000
        for piece in self._pieces:
            piece()
            if time.monotonic() >= until:
                return
        self._timer.stop()
        # It stays for good: looking through all of it for garbage would hold up the window for 50 ms.
        gc.freeze()


def _pieces(entries: Iterable[PageEntry]) -> Iterator[Callable[[], object]]:
    yield from _modules(SHARED)
    for entry in entries:
        if entry.page_id == FORMS:
            yield from _modules((*_QT_PDF, *PRINTING))
            yield from _forms()
        yield from (partial(record_type, kind) for kind in entry.shows)
        yield entry.load


def _modules(names: Iterable[str]) -> Iterator[Callable[[], object]]:
    return (partial(importlib.import_module, name) for name in names if name not in sys.modules)


def _forms() -> Iterator[Callable[[], object]]:
    from isms_desktop.services import own_forms

    return (partial(own_forms.read_ahead, path) for path in own_forms.built_in_files())
