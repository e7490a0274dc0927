"""Starting the window: fonts, colours, what happens when something breaks, and the file to show."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from isms_desktop.instance import Instance
from isms_desktop.services.offices import is_gone
from isms_desktop.services.settings import load_settings
from isms_desktop.ui import theme
from isms_desktop.ui.application import make_application
from isms_desktop.ui.crashes import CrashLog
from isms_desktop.ui.jobs import Failure
from isms_desktop.ui.main_window import MainWindow
from isms_desktop.ui.messages import BUG_ADVICE, BUG_TEXT, crash_report
from isms_desktop.ui.widgets.message_bar import MessageBar

_OFFERED = "上次執行時程式意外結束；已儲存的資料都在。"
GONE = "上次使用的「{}」不在「{}」了。它可能被移走、改名，或放在還沒接上的隨身碟或網路磁碟機；找到後請按「開啟檔案」。"

_HABITS_AFTER = 50
"""Milliseconds: a screen asks for the first picture only after the window's first turns, and that one comes first."""


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
    QTimer.singleShot(_HABITS_AFTER, window, lambda: _add_habits(window, instance))
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
    """What a window does only when somebody asks for it, and its picture in the corner; start-up goes without."""
    from PySide6.QtGui import QIcon

    from isms_desktop.paths import shipped
    from isms_desktop.ui.wheel import ZoomWheel
    from isms_desktop.ui.window_drops import WindowDrops

    QGuiApplication.setWindowIcon(QIcon(str(shipped("resources", "icons", "app.svg"))))
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
