"""The way to the window, with nothing on it that the window does not need: whoever double-clicks waits for all."""

import gc
import os
import sys
from pathlib import Path

from isms_desktop.domain.findings import UserError
from isms_desktop.instance import start


def show_window(file: Path | None = None) -> int:
    """Show the window with this file, or as it was left; the exit code. UserError where there is no screen.

    Where the program runs already, the window that is there comes to the front and opens the file.
    """
    if not has_screen():
        raise UserError("這台電腦沒有螢幕，開不了視窗。", "請改用命令列：isms-desktop --help 列出全部命令。")
    if (instance := start(file)) is None:
        return 0
    # Nothing that start-up makes is garbage: looking for some costs a tenth of it. The window turns it on again.
    gc.disable()
    # Before Qt for Python, which from then on reads the source of every module that is imported, to see whether it
    # uses Qt. What the first page stands on does not.
    from isms_desktop.services import overview  # noqa: F401
    from isms_desktop.ui.app import run

    return run(file, instance)


def has_screen() -> bool:
    """Whether a window can be shown: elsewhere than on Windows and macOS the display server says so."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in names)
