"""Copies of the office's file: the daily one, one of your own, choosing one and swapping it in; checking the file."""

import contextlib
import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from isms_desktop.domain.findings import UserError
from isms_desktop.services.offices import Office
from isms_desktop.store import backup as copying
from isms_desktop.store.backup import Copy as Copy  # what the page of copies lists
from isms_desktop.store.keys import Key
from isms_desktop.store.lock import Holder, acquire

if TYPE_CHECKING:
    from isms_desktop.store.verify import VerifyReport as VerifyReport  # the answer of ``verify``, for those above

DAILY = "每日"
BEFORE_IMPORT = "匯入前"


def daily_copy(office: Office) -> Path | None:
    """The day's verified copy, made at the first opening of a day; None when there is one or the file is read-only."""
    today = datetime.date.today()
    if office.read_only or any(copy.made.date() == today and copy.reason == DAILY for copy in copies(office.path)):
        return None
    return office.store.copy(DAILY)


def copies(office_path: Path) -> list[Copy]:
    """The kept copies of an office file, newest first."""
    return copying.copies(office_path)


def folder(office_path: Path) -> Path:
    """Where the kept copies of an office file lie; it need not be there yet."""
    return copying.folder_of(office_path)


def backup(office: Office, target: Path) -> Path:
    """A verified copy at a place of the user's choice; UserError when it cannot be written or is the file itself."""
    if target.exists() and target.samefile(office.path):
        raise UserError("備份不能存到檔案自己的位置。", "請選擇另一個檔名或資料夾。")
    office.store.copy_to(target)
    return target


def restore(
    chosen: Path, office_path: Path, *, key: str | Key | None = None, chosen_key: str | Key | None = None
) -> None:
    """Put a copy in the place of the office file, which must be closed; today's file is kept as a copy first.

    ``key`` is today's password, ``chosen_key`` that of the copy where it has another one. What is restored has today's
    password, or none as today's file has none. Raises UserError when somebody has the file open, the copy does not
    check out or a password does not fit: then nothing has changed.
    """
    key, chosen_key = _fitting(office_path, key), _fitting(chosen, chosen_key or key)
    lock = acquire(office_path)
    if isinstance(lock, Holder):
        raise UserError(f"檔案正在使用中：{lock.in_words()}。", "請先關閉檔案再還原。")
    try:
        copying.swap_in(chosen, office_path, key, chosen_key)
    finally:
        lock.release()


def _fitting(path: Path, key: str | Key | None) -> str | Key | None:
    """The password in the spelling that opens the file, where it does."""
    if isinstance(key, str):
        from isms_desktop.services.passwords import WrongKey, unlocking

        with contextlib.suppress(WrongKey):
            return unlocking(path, key) or key
    return key


def verify(office: Office) -> "VerifyReport":
    """Check the file, the chain of changes, the records against their history, and the attachments."""
    return office.store.verify()
