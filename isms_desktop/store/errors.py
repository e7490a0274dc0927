"""SQLite's codes become two families at this edge: the user's world, in Chinese with a next step, and bugs."""

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.domain.findings import UserError


class FileProblem(UserError):
    """The office's file cannot be used as asked; the file itself is as it was."""


class WrongKey(FileProblem):
    """The file is encrypted and the password does not open it (or it is no file of ours: the two look alike)."""


class KeyMissing(WrongKey):
    """The file is encrypted and no password was given (or it is no file of ours)."""


class NewerFile(FileProblem):
    """The file was written by a newer program and is not touched."""


_SENTENCES = {
    "SQLITE_FULL": ("磁碟空間不足，剛才的變更沒有寫入。", "請清出空間後再試一次，檔案內容沒有受損。"),
    "SQLITE_BUSY": ("檔案正被另一個程式使用，剛才的變更沒有寫入。", "請稍候再試。"),
    "SQLITE_LOCKED": ("檔案正被另一項作業使用，剛才的變更沒有寫入。", "請稍候再試。"),
    "SQLITE_READONLY": ("檔案或資料夾是唯讀的，剛才的變更沒有寫入。", "請把檔案移到可以寫入的資料夾，再重新開啟。"),
    "SQLITE_IOERR": ("讀寫磁碟時發生錯誤，剛才的變更沒有寫入。", "請確認磁碟或隨身碟仍接著，再重新開啟檔案。"),
    "SQLITE_CORRUPT": ("檔案已損壞。", "請由備份還原。"),
    "SQLITE_NOTADB": ("這不是本程式的檔案，或密碼不對。", "請確認檔案與密碼。"),
    "SQLITE_CANTOPEN": ("檔案打不開。", "請確認路徑存在，而且您有權限讀寫那個資料夾。"),
    "SQLITE_PERM": ("沒有權限使用這個檔案。", "請洽管理這台電腦的人，或把檔案移到自己的文件資料夾。"),
}
_NO_SUCH_NAME = (123, 206)
"""What Windows says of a name: it has signs that no name may have, or is too long."""
_CODES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database is locked": "SQLITE_BUSY",
    "database table is locked": "SQLITE_LOCKED",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "unable to open database file": "SQLITE_CANTOPEN",
    "access permission denied": "SQLITE_PERM",
}
"""SQLite's own sentences: an error of the backup API carries no code, one of SQLCipher's export that of any error."""


@contextlib.contextmanager
def users_world(path: Path) -> Iterator[None]:
    """Turn the failures that a user can do something about into FileProblem; let bugs through as they are."""
    try:
        yield
    except sqlite.DatabaseError as problem:
        name = _CODES.get(str(problem), "") or str(getattr(problem, "sqlite_errorname", ""))
        for code, (text, advice) in _SENTENCES.items():
            if name == code or name.startswith(code + "_"):
                kind = WrongKey if code == "SQLITE_NOTADB" else FileProblem
                raise kind(f"「{path.name}」：{text}", advice) from problem
        raise
    except OSError as problem:
        raise FileProblem(f"「{path.name}」：{os_sentence(problem)}", "原有的檔案沒有變動。") from problem


def os_sentence(problem: OSError) -> str:
    """What an operating-system error means for the user, one Chinese sentence."""
    if getattr(problem, "winerror", 0) in _NO_SUCH_NAME:
        return "檔名或路徑太長，或有不能用在檔名的字。"
    match problem.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "磁碟空間不足。"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "沒有權限寫入這個位置，或檔案正被其他程式開啟。"
        case errno.ENOENT:
            return "找不到這個檔案或資料夾。"
        case errno.ENAMETOOLONG:
            return "檔名或路徑太長，請縮短。"
        case _:
            return "讀寫檔案時發生錯誤。"
