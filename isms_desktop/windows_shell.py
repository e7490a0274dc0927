"""What the program asks of Windows itself. Elsewhere each of these does nothing."""

import ctypes
from pathlib import Path
from typing import Any

from isms_desktop.paths import shown

TASKBAR_NAME = "ISMSDesktop.ISMSDesktop"
"""Under which the taskbar keeps windows and recent files; the shortcuts of the installer bear the same."""
_ANY_PROGRAM = -1  # ASFW_ANY
_PATH_IN_UTF16 = 3  # SHARD_PATHW


def take_taskbar_name() -> None:
    """Our windows stand together on the taskbar, under the pinned icon. Before the first window is made."""
    if (shell := _library("shell32")) is not None:
        shell.SetCurrentProcessExplicitAppUserModelID(ctypes.c_wchar_p(TASKBAR_NAME))


def remember_document(path: Path) -> None:
    """Put a file among the recent ones of Windows: in the menu of our icon on the taskbar, and in the start menu."""
    if (shell := _library("shell32")) is not None:
        shell.SHAddToRecentDocs(ctypes.c_uint(_PATH_IN_UTF16), ctypes.c_wchar_p(str(shown(path))))


def let_others_come_to_front() -> None:
    """The program that the clerk has just started gives away its right to stand in front of all windows."""
    if (user := _library("user32")) is not None:
        user.AllowSetForegroundWindow(ctypes.c_uint32(_ANY_PROGRAM & 0xFFFFFFFF))


def _library(name: str) -> Any:
    """A part of Windows; None elsewhere."""
    return getattr(getattr(ctypes, "windll", None), name, None)
