"""Writes a file so that it is either the old one or the whole new one, and says plainly why it could not."""

import contextlib
import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from isms_desktop.domain.findings import UserError
from isms_desktop.paths import reachable, shown


def write_safely(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Call ``write`` with a new file beside ``path``, then put it in the place of ``path`` in one step.

    UserError when the disk is full, the folder is missing or read-only, or another program holds the file open;
    whatever was there before stays as it was. The new file is removed whenever anything goes wrong.
    """
    path = reachable(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with beside.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as problem:
        raise _said(problem, path) from problem
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()


def _said(problem: OSError, path: Path) -> UserError:
    kept = "原來的檔案沒有變動。" if path.exists() else ""
    if problem.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return UserError(f"磁碟空間不足，無法寫入「{path.name}」。{kept}", "請清出空間，或存到其他磁碟。")
    if isinstance(problem, FileNotFoundError):
        return UserError(f"找不到資料夾「{shown(path.parent)}」，無法寫入「{path.name}」。", "請選擇存在的資料夾。")
    if isinstance(problem, IsADirectoryError) or path.is_dir():
        return UserError(f"「{path.name}」是資料夾，無法當作檔案寫入。", "請換一個檔名。")
    if isinstance(problem, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return UserError(
            f"「{path.name}」正由其他程式（例如 Excel）開啟，無法寫入。{kept}", "請關閉該檔案後再試，或換一個檔名。"
        )
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return UserError(
            f"資料夾「{shown(path.parent)}」不允許寫入，無法存成「{path.name}」。", "請存到其他資料夾，例如「文件」。"
        )
    if problem.errno == errno.ENAMETOOLONG:
        return UserError("檔名太長，無法寫入。", "請換一個較短的檔名。")
    return UserError(f"無法寫入「{path.name}」。{kept}", "請存到其他資料夾後再試。")
