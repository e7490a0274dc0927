"""What this program is and what it runs on, as whoever helps a clerk wants to know it. Nothing of any office."""

import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from isms_desktop import __version__, paths
from isms_desktop.domain.findings import UserError


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and how it is here."""

    label: str
    value: str


def program_facts(qt: str = "") -> tuple[Fact, ...]:
    """Versions, platform, where it lies. ``qt`` is the version of Qt, which only the window knows."""
    values = {
        "程式": f"{__version__}（{_kind()}）",
        "Python": platform.python_version(),
        "Qt": qt,
        **_sqlite(),
        "作業系統": _system(),
        "程式位置": in_short(paths.shipped()),
    }
    return tuple(Fact(label, value) for label, value in values.items() if value)


def folder_facts() -> tuple[Fact, ...]:
    """The user's own folders of settings and of crash reports, or why there are none."""
    return (Fact("設定資料夾", _folder("config_folder")), Fact("錯誤報告資料夾", _folder("data_folder")))


def in_short(path: Path) -> str:
    """A path in which the name of the person at the machine does not stand: reports are sent to others."""
    home = Path.home()
    if not path.is_relative_to(home) or home == Path(home.anchor):
        return str(path)
    return str(Path("%USERPROFILE%" if os.name == "nt" else "~", path.relative_to(home)))


def _kind() -> str:
    if getattr(sys, "frozen", False):
        return "安裝版"
    return "Python 套件" if paths.shipped().name == "_data" else "原始碼"


def _sqlite() -> dict[str, str]:
    try:
        from sqlcipher3 import dbapi2 as sqlite
    except ImportError:  # said elsewhere; whoever asks for help needs the other lines most of all
        return {"SQLite": "載入不了"}
    connection = sqlite.connect(":memory:")
    try:
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return {"SQLite": sqlite.sqlite_version, "SQLCipher": cipher[0] if cipher else ""}


def _system() -> str:
    return f"{platform.platform()} {platform.machine()}{_wine()}"


def _wine() -> str:
    """Where Windows is only played: its makers answer for what is different."""
    if sys.platform != "win32":
        return ""
    import ctypes

    version = getattr(ctypes.WinDLL("ntdll"), "wine_get_version", None)
    if version is None:
        return ""
    version.restype = ctypes.c_char_p
    return f"（Wine {version().decode('ascii', 'replace')}）"


def _folder(find: str) -> str:
    try:
        return in_short(getattr(paths, find)())
    except UserError as problem:
        return problem.text
