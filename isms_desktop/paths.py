"""Where things lie: the program's own files (checkout, wheel or frozen program) and the user's folders."""

import functools
import ntpath
import os
import sys
from pathlib import Path

from isms_desktop.domain.findings import UserError

APP = "ISMS Desktop"
_LONG, _LONG_SHARE = "\\\\?\\", "\\\\?\\UNC\\"
"""How Windows is told that a path may be longer than 260 characters, on a drive and on a share."""
_ROOM = 180
"""Characters up to which a path is left alone: the longest name that is kept beside a file (a copy, in its folder, with
its journal) still fits below the 248 and 260 that Windows puts up with."""
PORTABLE_MARKER = "portable.ini"
"""A file of this name beside the frozen program makes it portable (see packaging/release.py)."""
PORTABLE_FOLDER = "設定"


def shipped(*parts: str) -> Path:
    """A file or folder that comes with the program: ``shipped("forms")``, ``shipped("resources", "fonts")``."""
    return _root().joinpath(*parts)


def _root() -> Path:
    if getattr(sys, "frozen", False):
        return Path(getattr(sys, "_MEIPASS", Path(sys.executable).parent))
    package = Path(__file__).parent
    in_wheel = package / "_data"
    return in_wheel if in_wheel.is_dir() else package.parent


def config_folder() -> Path:
    """Where this user's settings are kept; made when missing. ``ISMS_DESKTOP_HOME`` moves it (tests, portable use)."""
    home = _home()
    return ensure_folder(home / "config") if home else portable_folder() or ensure_folder(_platform("user_config_dir"))


def data_folder() -> Path:
    """Where the practice offices and crash reports are kept; made when missing."""
    home = _home()
    return ensure_folder(home / "data") if home else portable_folder() or ensure_folder(_platform("user_data_dir"))


def documents_folder() -> Path:
    """Where a new office file is proposed to lie."""
    home = _home()
    return home / "documents" if home else _platform("user_documents_dir")


def portable_folder() -> Path | None:
    """Beside a portable program: the folder of its settings, practice offices and crash reports.

    None for a program that is installed, and for a portable one whose folder cannot be written (a stick with a lock, a
    share): then the user's own folders are used, and ``portable_but_fixed`` is true.
    """
    folder = _beside_marker()
    return folder if folder and _writable(folder) else None


def portable_but_fixed() -> bool:
    """Whether the program is portable, but what it keeps cannot be kept beside it."""
    folder = _beside_marker()
    return folder is not None and _home() is None and not _writable(folder)


def _beside_marker() -> Path | None:
    if not getattr(sys, "frozen", False):
        return None
    beside = Path(sys.executable).parent
    return beside / PORTABLE_FOLDER if (beside / PORTABLE_MARKER).is_file() else None


@functools.cache
def _writable(folder: Path) -> bool:
    """Tried once for each folder: on Windows only writing tells whether one may."""
    trial = reachable(folder) / f".{os.getpid()}.tmp"
    try:
        trial.parent.mkdir(exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError:
        return False
    return True


def _home() -> Path | None:
    folder = os.environ.get("ISMS_DESKTOP_HOME")
    return Path(folder) if folder else None


def _platform(name: str) -> Path:
    import platformdirs

    function = getattr(platformdirs, name)
    return Path(function() if name == "user_documents_dir" else function(APP, appauthor=False))


def ensure_folder(folder: Path) -> Path:
    """The folder, made when missing with all above it. UserError where that is not allowed."""
    try:
        reachable(folder).mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise UserError(f"無法建立資料夾「{folder}」。", "請換一個可以寫入的位置。") from problem
    return folder


def reachable(path: Path) -> Path:
    """The path in the form in which the system can reach it, and everything that is kept beside it.

    Elsewhere than on Windows that is the path itself. There a longer path needs its long form, which works on every
    PC: the other way, a switch in the registry, is for administrators and off as a rule.
    """
    return Path(long_form(str(path.absolute()))) if sys.platform == "win32" else path


def shown(path: Path) -> Path:
    """The same path in the form that people know (and other programs take)."""
    return Path(plain_form(str(path))) if sys.platform == "win32" else path


def long_form(path: str) -> str:
    """The long form of an absolute Windows path; one that is short enough, or has it already, is left as it is."""
    if len(path) < _ROOM or path.startswith(_LONG):
        return path
    plain = ntpath.normpath(path)  # the long form takes ``.`` and ``..`` for names
    return _LONG_SHARE + plain[2:] if plain.startswith("\\\\") else _LONG + plain


def plain_form(path: str) -> str:
    """The reverse of ``long_form``."""
    if path.startswith(_LONG_SHARE):
        return "\\\\" + path.removeprefix(_LONG_SHARE)
    return path.removeprefix(_LONG)
