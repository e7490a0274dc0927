"""The program without a console: what it would have said there, before there is a window, is shown in a box.

Nothing of Qt and nothing of the program is imported here before it is tried: a file that is missing or broken is the
very thing that must be said.
"""

import io
import sys
from collections.abc import Callable
from pathlib import PurePath

from isms_desktop import PROGRAM

CONSOLE = "isms-desktop"
"""The name of the program with a console; the frozen one without has another."""
_BROKEN = "程式無法啟動：{problem}\n請重新安裝本程式；機關的檔案不受影響。"
_ERROR_ICON = 0x10


def main(show: Callable[[str], None] | None = None) -> int:
    """Run the program with the arguments of the process; the exit code.

    ``show`` tells the user a text; by default in a box of Windows. Where there is a console it is not called.
    """
    if not _without_console():
        from isms_desktop.cli import main as run

        return run()
    heard = sys.stderr = io.StringIO()
    sys.stdout = sys.stdout or heard
    try:
        from isms_desktop.cli import main as run

        code = run()
    except SystemExit as end:  # argparse has said what was wrong
        code = end.code if isinstance(end.code, int) else 1
    except Exception as problem:
        code = 1
        heard.write(_BROKEN.format(problem=f"{type(problem).__name__}：{problem}"))
    said = heard.getvalue().strip()
    if code and said:
        (show or _box)(said)
    return code


def _without_console() -> bool:
    """Started from a shortcut it has no streams; from a script it may be given some, which nobody looks at."""
    frozen = sys.platform == "win32" and getattr(sys, "frozen", False)
    return sys.stderr is None or (frozen and PurePath(sys.executable).stem.lower() != CONSOLE)


def _box(text: str) -> None:
    """A box of the system itself, which needs none of the program's libraries."""
    import ctypes

    if sys.platform == "win32":
        ctypes.windll.user32.MessageBoxW(None, text, PROGRAM, _ERROR_ICON)
