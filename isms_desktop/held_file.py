"""Holding an open file against other programs. It is the operating system's lock and ends with whoever holds it."""

import os
import sys
from io import FileIO

# Far behind the text, so that others may read it: on Windows a locked byte cannot be read.
_BYTE = 1 << 30


def try_hold(file: FileIO) -> bool:
    """Hold this file until it is closed; False when another program holds it, or where nothing can be held."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(file.fileno(), _BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(file.fileno(), 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
