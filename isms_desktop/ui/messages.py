"""What to say when a bug shows itself: a report to copy and send, without anything from the office's file."""

import os
import sys
from pathlib import Path

from isms_desktop import __version__

BUG_TEXT = "程式發生未預期的錯誤。"
BUG_ADVICE = "已儲存的資料都在，可以繼續使用；請複製錯誤報告給維護人員。"


def versions() -> str:
    """What is running here, in three lines. Every start asks: nothing is imported for it."""
    import PySide6

    if sys.platform == "win32":
        build = sys.getwindowsversion()
        system = f"Windows {build.major}.{build.minor}.{build.build}"
    else:
        name = os.uname()
        system = f"{name.sysname} {name.release} {name.machine}"
    python = ".".join(map(str, sys.version_info[:3]))
    return f"資安維護管家 {__version__}\nPython {python}, PySide6 {PySide6.__version__}\n{system}"


def crash_report(error: BaseException) -> str:
    """Versions, the kind of error and where it happened.

    The error's own words are left out: they often quote a value, and a value may be a person's.
    """
    import traceback  # only a bug pays for it, not every start

    lines = [versions(), ""]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines.extend(
            f"  {short_name(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        )
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


def short_name(filename: str) -> str:
    """A file's name from its package on: a full path holds the name of the person at the machine."""
    path = Path(filename)
    for root in map(Path, sys.path):
        if root.is_absolute() and path.is_relative_to(root) and root != Path(root.anchor):
            return path.relative_to(root).as_posix()
    return path.name
