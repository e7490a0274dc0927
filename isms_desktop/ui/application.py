"""The application object of Qt for Python, the same for the window, for pictures and for the handbook on paper."""

import os
import sys

from PySide6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QObject,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from isms_desktop import PROGRAM


def make_application() -> QApplication:
    """The application object with our style, name and Qt's own words in 繁體中文."""
    qInstallMessageHandler(_on_qt_message)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # As an argument: ``setStyle`` would answer with a style, and its class has a thousand names of its own.
        app = QApplication([sys.argv[0], "-style", "fusion"])
    app.setApplicationName("isms-desktop")
    app.setApplicationDisplayName(PROGRAM)
    app.setDesktopFileName("isms-desktop")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_TW", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


def emit_signals(count: int) -> int:
    """Emit so many signals and say how many arrived.

    Qt for Python 6.12.0 drops a reference to ``True`` with each one and aborts on Python 3.11 after some thousands.
    """
    source = _Source()
    arrived: list[bool] = []
    source.told.connect(arrived.append)
    for _ in range(count):
        source.told.emit(True)
    return len(arrived)


def qt_version() -> str:
    """The version of Qt for Python that this program runs on."""
    import PySide6

    return PySide6.__version__


class _Source(QObject):
    told = Signal(bool)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own complaints, for whoever started the program from a terminal; a windowed program has no such place."""
    unneeded = text.startswith("This plugin does not support")  # what a platform without a screen cannot do
    if sys.stderr is not None and kind is not QtMsgType.QtDebugMsg and not unneeded:
        sys.stderr.write(f"Qt {context.category or ''}: {text}{os.linesep}")
