"""One program per user and settings folder: a second start hands its file to the first and ends.

Who holds a lock file is the first; the lock ends with the program, however it ends, so that nothing is left to clear
up. What is handed over goes through a named pipe on Windows and a socket in a folder of this user's own elsewhere: no
network port, nothing that a firewall would ask about. A first program that does not answer in time is left alone; the
second one then shows a window of its own.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.held_file import try_hold

if TYPE_CHECKING:
    from threading import Lock

PATIENCE = 2.0
"""Seconds that a second start waits for a first program that is there and does not answer."""
STARTING = 8.0
"""Seconds that it waits for one that is just starting: clerks click again sooner than a cold PC shows a window."""
ANSWER_WITHIN = 1.5
"""Seconds within which a window must take what has come: later, whoever sent it no longer waits."""
LONGEST = 64 * 1024
"""Bytes of one message: the longest path there is, written with codes."""
_PAUSE = 0.05
_LOCK = "instance.lock"
_TAKEN = b"taken\n"

Take = Callable[[Path | None], bool]
"""Asks the window to come to the front and open a file (None: only to come); whether it has taken it."""


class Instance:
    """This program as one of possibly several. ``close`` lets another one be the first."""

    def __init__(self, held: FileIO | None = None, home: Path | None = None) -> None:
        """``held``: the lock of the first, in ``home``; None for one that goes beside another."""
        self._held = held
        self._home = home
        self._door: Door | None = None
        self._guard: Lock | None = None
        """Held while the door is opened or closed: once closed it is not opened any more."""

    @property
    def is_first(self) -> bool:
        """Whether later starts come to this one."""
        return self._held is not None

    def listen(self, take: Take) -> None:
        """Wait for later starts, on a thread of its own, from which ``take`` is called. Nothing for a second one."""
        if self._home is None or self._guard is not None:
            return
        from threading import Lock, Thread  # not before the window is there

        self._guard = Lock()
        Thread(target=self._serve, args=(self._home, self._guard, take), name="later starts", daemon=True).start()

    def _serve(self, home: Path, guard: "Lock", take: Take) -> None:
        # What is read to open the door is read here: the window need not wait for it.
        with guard, contextlib.suppress(OSError):  # no door: later starts wait a little and show windows of their own
            if self._home is not None:
                self._door = open_door(_address(home))
        for guest in self._door.guests() if self._door else ():
            with contextlib.suppress(OSError, ValueError, RecursionError):
                if take(read_message(guest.readline(LONGEST))):
                    guest.write(_TAKEN)

    def close(self) -> None:
        """No longer the first."""
        with self._guard or contextlib.nullcontext():
            self._home = None
            if self._door is not None:
                self._door.close()
        if self._held is not None:
            self._held.close()
            self._held = None


def start(file: Path | None) -> Instance | None:
    """Be the first program, or hand ``file`` to it: None when it has been taken and there is nothing left to do.

    Where nothing can be locked, and where the first program does not answer, the answer is an instance that goes
    beside others.
    """
    try:
        home = paths.data_folder()
    except UserError:
        return Instance()
    until = time.monotonic() + STARTING
    unheld = 0
    while True:
        try:
            lock = FileIO(os.open(home / _LOCK, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+")
        except OSError:
            return Instance()
        if try_hold(lock):
            lock.write(b"1")
            return Instance(lock, home)
        with lock:
            unheld += not lock.read(1)
        taken = _hand_over(home, file)
        # A lock that nobody has ever had is one that nobody can get: some network drives know none.
        if taken is False or unheld > 1 or time.monotonic() >= until:
            return Instance()
        if taken:
            return None
        time.sleep(_PAUSE)  # it is just starting, or just ending


def _address(home: Path) -> str:
    """Where the first program of this settings folder listens: a pipe's name, or a socket's path. OSError."""
    import hashlib  # with it comes OpenSSL: not before the window is there

    mark = hashlib.sha256(os.fsencode(os.path.normcase(home.absolute()))).hexdigest()[:24]
    if sys.platform == "win32":
        return rf"\\.\pipe\isms-desktop-{mark}"
    # Not in the settings folder: a socket's path may have a hundred bytes only.
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or f"/tmp/isms-desktop-{os.getuid()}")
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    if facts.st_uid != os.getuid() or facts.st_mode & 0o077:
        raise OSError(f"{folder} is open to others")
    return str(folder / f"isms-desktop-{mark}")


def _message(file: Path | None) -> bytes:
    return json.dumps({"open": str(file.absolute()) if file else None}).encode("ascii") + b"\n"


def read_message(line: bytes) -> Path | None:
    """The file that a message asks to be opened; None for none. ValueError for what is no message of ours."""
    content = json.loads(line) if line.endswith(b"\n") else None
    if not isinstance(content, dict) or content.keys() != {"open"}:
        raise ValueError("not a message")
    name = content["open"]
    if name is None:
        return None
    if not isinstance(name, str) or "\0" in name or not Path(name).is_absolute():
        raise ValueError("not a path")
    return Path(name)


# Handing over


def _hand_over(home: Path, file: Path | None) -> bool | None:
    """Whether the first program has taken the file; None when it does not listen yet."""
    from threading import Thread

    from isms_desktop.windows_shell import let_others_come_to_front

    heard: list[bytes] = []

    def ask() -> None:
        with contextlib.suppress(OSError), _connected(_address(home)) as line:
            heard.append(b"")
            line.write(_message(file))
            heard.append(line.readline(len(_TAKEN)))

    let_others_come_to_front()
    # A pipe cannot be read with a time limit. What hangs here ends with the program.
    asking = Thread(target=ask, daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return _TAKEN in heard if heard else None


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Any]:
    if sys.platform == "win32":
        with open(address, "r+b", buffering=0) as pipe:  # noqa: PTH123 (a pipe's name is no path)
            yield pipe
        return
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.connect(address)
        with link.makefile("rwb", buffering=0) as line:
            yield line


# Listening


class Door:
    """Where later starts knock. One at a time is let in."""

    def guests(self) -> Iterator[Any]:
        """Each guest as an open file, to be read and answered before the next; ends when the door is closed."""
        raise NotImplementedError

    def close(self) -> None:
        """Nobody is let in any more."""
        raise NotImplementedError


def open_door(address: str) -> Door:
    """Listen there. OSError where that is not possible."""
    if sys.platform == "win32":
        from isms_desktop.windows_pipe import PipeDoor

        return PipeDoor(address, LONGEST)
    return _SocketDoor(address)


class _SocketDoor(Door):
    def __init__(self, address: str) -> None:
        import socket

        with contextlib.suppress(FileNotFoundError):
            os.unlink(address)  # noqa: PTH108 (left by a program that crashed: only the holder of the lock comes here)
        self._address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(address)
        self._socket.listen(4)

    def guests(self) -> Iterator[Any]:
        """Each as an open file."""
        while True:
            try:
                link, _from = self._socket.accept()
            except OSError:
                return
            with link:
                link.settimeout(PATIENCE)  # one who says nothing does not keep the others out
                with link.makefile("rwb", buffering=0) as line:
                    yield line

    def close(self) -> None:
        """Also ends the waiting."""
        import socket

        with contextlib.suppress(OSError):
            os.unlink(self._address)  # noqa: PTH108
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
