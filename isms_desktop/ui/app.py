"""Starting the window: fonts, colours, what happens when something breaks, and the file to show."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QLibraryInfo,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    QTranslator,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from isms_desktop import paths
from isms_desktop.instance import Instance
from isms_desktop.services.offices import is_gone
from isms_desktop.services.settings import load_settings
from isms_desktop.ui import theme
from isms_desktop.ui.crashes import CrashLog
from isms_desktop.ui.jobs import Failure
from isms_desktop.ui.main_window import PROGRAM, MainWindow
from isms_desktop.ui.messages import BUG_ADVICE, BUG_TEXT, crash_report
from isms_desktop.ui.widgets.message_bar import MessageBar

_OFFERED = "上次執行時程式意外結束；已儲存的資料都在。"
GONE = "上次使用的「{}」不在「{}」了。它可能被移走、改名，或放在還沒接上的隨身碟或網路磁碟機；找到後請按「開啟檔案」。"


def run(path: Path | None = None, instance: Instance | None = None) -> int:
    """Show the window with this file, or the last one, or the first-run page; the exit code of the program.

    ``instance``: to which later starts come; None for a window by itself.
    """
    if sys.platform == "win32":
        from isms_desktop.windows_shell import take_taskbar_name

        take_taskbar_name()
    app = make_application()
    settings = load_settings()
    theme.apply(app, settings.theme, settings.text_size)
    window = MainWindow(settings)
    app.styleHints().colorSchemeChanged.connect(window.apply_theme)
    crashes = CrashLog()
    crashes.begin()
    window.failed.connect(crashes.keep)
    sys.excepthook = _hook(window)
    show_first(window, path)
    window.show()
    QTimer.singleShot(0, settle)
    QTimer.singleShot(0, window, lambda: _add_habits(window, instance))
    say_at_start(window, settings.warning, crashes.last_crash)
    try:
        return app.exec()
    finally:
        crashes.end()
        if instance is not None:
            instance.close()


def say_at_start(window: MainWindow, warning: str, last_crash: str) -> None:
    """What there is to say about the settings and the last run, beside what has been said of the file."""
    bar = getattr(window.room(), "messages", None)
    if not isinstance(bar, MessageBar):
        return
    if warning:
        bar.add(warning)
    if last_crash:
        copy = "複製錯誤報告", lambda: QGuiApplication.clipboard().setText(last_crash)
        bar.add(_OFFERED, copy, ("開啟資料夾", _show_reports))


def _show_reports() -> None:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    from isms_desktop.ui.crashes import reports_folder

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(reports_folder())))


def _add_habits(window: MainWindow, instance: Instance | None) -> None:
    """What a window does only when somebody asks for it; start-up goes without."""
    from isms_desktop.ui.wheel import ZoomWheel
    from isms_desktop.ui.window_drops import WindowDrops

    ZoomWheel(window, window.menus.zoom)
    if (area := window.centralWidget()) is not None:
        WindowDrops(area, window)
    if instance is not None and instance.is_first:
        from isms_desktop.ui.later_starts import LaterStarts

        instance.listen(LaterStarts(window, window).take)


def settle() -> None:
    """The end of start-up: what has been made until now stays for good, and collecting garbage begins (see ``cli``)."""
    gc.freeze()
    gc.enable()


def make_application() -> QApplication:
    """The application object with our style, name, icon and Qt's own words in 繁體中文."""
    qInstallMessageHandler(_on_qt_message)
    # Before there is an application: afterwards Qt would have made its usual style for nothing.
    QApplication.setStyle("fusion")
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0]])
    app.setApplicationName("isms-desktop")
    app.setApplicationDisplayName(PROGRAM)
    app.setDesktopFileName("isms-desktop")
    app.setWindowIcon(QIcon(str(paths.shipped("resources", "icons", "app.svg"))))
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


def show_first(window: MainWindow, path: Path | None) -> None:
    """The file asked for, else the one opened last, else the first-run page."""
    last = next((Path(name) for name in window.settings.recent[:1]), None)
    wanted = path or (last if last and not is_gone(last) else None)
    if wanted is not None:
        window.files.open_path(wanted)
        return
    window.files.new_office()
    if last is not None:
        window.say(GONE.format(last.stem, last.parent), "warning")


def _hook(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What happens to an error that nobody has caught: one sentence and a report to copy; the program goes on."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            window.close()
        else:
            window.say_failure(Failure(BUG_TEXT + BUG_ADVICE, crash_report(error)))

    return hook


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own complaints, for whoever started the program from a terminal; a windowed program has no such place."""
    unneeded = text.startswith("This plugin does not support")  # what a platform without a screen cannot do
    if sys.stderr is not None and kind is not QtMsgType.QtDebugMsg and not unneeded:
        sys.stderr.write(f"Qt {context.category or ''}: {text}{os.linesep}")
