"""Opening SQLite: one driver for plain and encrypted files, so that its version and errors are alike everywhere."""

import ntpath
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from sqlcipher3 import dbapi2 as sqlite

from isms_desktop.paths import plain_form, reachable
from isms_desktop.store.errors import FileProblem, KeyMissing, users_world
from isms_desktop.store.keys import Key

Connection: TypeAlias = Any
"""A sqlcipher3 connection in autocommit mode: transactions are begun and ended by hand."""

AnyKey: TypeAlias = str | Key
"""A password as it was typed, or worked out before (``keys``)."""

APPLICATION_ID = 0x49534D53  # "ISMS"
PLAIN_HEADER = b"SQLite format 3\x00"
_OTHER_HEADERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
"""How xlsx, ods, docx and zip begin, then xls and doc, then PDF."""
_PAGE_BYTES = 4096
"""Of an encrypted file, which has whole pages only."""
WAIT_MS = 4000
_FIXED = 3
"""What ``GetDriveTypeW`` says of a disk that is not taken out."""
_LONGEST = 500
"""Bytes of a path that SQLite opens with a journal beside it, elsewhere than on Windows."""
_NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "fuse.sshfs", "vboxsf", "davfs"}


def is_encrypted(path: Path) -> bool:
    """Whether an existing file is not plain SQLite. An empty file counts as plain."""
    path = reachable(path)
    with users_world(path), path.open("rb") as file:
        header = file.read(len(PLAIN_HEADER))
    return header not in (PLAIN_HEADER, b"")


def may_be_encrypted(path: Path) -> bool:
    """Whether a file can be one of ours with a password: one that was cut off or is a letter is not. FileProblem."""
    with users_world(path):
        size = reachable(path).stat().st_size
    return is_encrypted(path) and not size % _PAGE_BYTES


def connect(
    path: Path,
    key: AnyKey | None = None,
    *,
    read_only: bool = False,
    create: bool = False,
    admit: Callable[[Connection], object] | None = None,
) -> Connection:
    """A connection with our settings. ``create`` makes the file when missing; otherwise a missing file is an error.

    ``admit`` looks at the file before anything is written to it, and raises when it is not to be touched.
    Raises FileProblem, WrongKey when the key does not fit (or the file is none of ours).
    """
    path = reachable(path)
    if not create and not path.is_file():
        raise FileProblem(f"找不到檔案「{path.name}」。", "它可能被移走或改名了，請重新選擇。")
    if path.exists():
        _refuse_other_kinds(path)
    use_key = key if create and not path.exists() else key if is_encrypted(path) else None
    if use_key is None and path.exists() and is_encrypted(path):
        raise KeyMissing(f"「{path.name}」設有密碼，或不是本程式的檔案。", "請輸入密碼，或選擇副檔名為 .isms 的檔案。")
    words = use_key.words_for(path) if isinstance(use_key, Key) else use_key
    with users_world(path):
        connection = _open(path, read_only)
        try:
            _unlock(connection, words)
            if admit is not None:
                admit(connection)
            _settle(connection, path, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_other_kinds(path: Path) -> None:
    """A spreadsheet or a document is easy to pick by mistake; it is not to be taken for a file with a password."""
    with users_world(path), path.open("rb") as file:
        header = file.read(8)
    if header.startswith(_OTHER_HEADERS):
        raise FileProblem(
            f"「{path.name}」不是機關檔案。",
            "請選擇副檔名為 .isms 的檔案；試算表請先開啟機關檔案，再用「匯入資產清冊」讀入。",
        )


def _open(path: Path, read_only: bool) -> Connection:
    # A read-only folder cannot hold the shared-memory file that WAL needs; with no WAL there is nothing to share.
    still = read_only and not path.with_name(path.name + "-wal").exists() and not _writable(path.parent)
    uri = uri_of(path, "ro" if read_only else "rwc") + ("&immutable=1" if still else "")
    return sqlite.connect(uri, uri=True, isolation_level=None, timeout=WAIT_MS / 1000)


def uri_of(path: Path, mode: str) -> str:
    """The file as SQLite wants it named.

    Every separator is written as a code: of ``file://server/share``, as Python names a file on a share, SQLite would
    take the server for a host that it does not know. What Windows calls a long path needs the part of SQLite that
    reserves room for it (the usual one gives up at 1040 bytes, 340 Chinese characters).
    """
    where = os.fspath(path.absolute())
    if sys.platform != "win32" and len(os.fsencode(where)) > _LONGEST:
        raise FileProblem(f"「{path.name}」放在很深的資料夾裡，路徑太長，打不開。", "請移到上層的資料夾再開啟。")
    room = "&vfs=win32-longpath" if sys.platform == "win32" and where.startswith("\\\\?\\") else ""
    return f"file:{quote(os.fsencode(where), safe='')}?mode={mode}{room}"


def _unlock(connection: Connection, key: str | None) -> None:
    if key is not None:
        # A wrong password is the user's world: our sentence is enough, the library need not print its own.
        connection.execute("PRAGMA cipher_log_level = NONE")
        quoted = key.replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _settle(connection: Connection, path: Path, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA temp_store = MEMORY")
    if not read_only:
        connection.execute(f"PRAGMA journal_mode = {'WAL' if on_local_drive(path) else 'TRUNCATE'}")
        connection.execute("PRAGMA synchronous = FULL")


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)


def on_local_drive(path: Path) -> bool:
    """Whether the file lies on a fixed local drive, the only place where WAL is safe. Unknown counts as not."""
    return _local_on_windows(str(path.absolute())) if sys.platform == "win32" else _local_on_unix(path)


def _local_on_windows(path: str) -> bool:
    # A share that has a letter is told from a drive by Windows; one without needs no asking.
    drive = ntpath.splitdrive(plain_form(path))[0]
    return not drive.startswith("\\\\") and _drive_type(drive + "\\") == _FIXED


def _drive_type(root: str) -> int:
    """What Windows says of a drive, named by its root: fixed, removable, a share, a CD …"""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return int(windll.kernel32.GetDriveTypeW(root)) if windll else 0


def _local_on_unix(path: Path) -> bool:
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    where = str(path.absolute())
    best, kind, device = "", "", ""
    for line in mounts:
        source, point, system = line.split(" ")[:3]
        point = point.replace("\\040", " ")
        if len(point) > len(best) and (where == point or where.startswith(point.rstrip("/") + "/")):
            best, kind, device = point, system, source
    return bool(best) and kind not in _NETWORK_FILE_SYSTEMS and not _removable(device)


def _removable(device: str) -> bool:
    name = device.rsplit("/", 1)[-1].rstrip("0123456789")
    try:
        return Path(f"/sys/block/{name}/removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False
