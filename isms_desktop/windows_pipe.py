"""A named pipe as the place where later starts knock (see ``instance``). Windows only."""

import contextlib
import ctypes
import os
from collections.abc import Iterator
from io import FileIO
from typing import Any

_DUPLEX, _FIRST_OF_THIS_NAME = 0x3, 0x80000
_BYTES_FROM_THIS_PC = 0x8  # PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS
_CONNECTED_ALREADY = 535  # ERROR_PIPE_CONNECTED


class PipeDoor:
    """Lets one guest in at a time. Other users of this PC cannot write to it: Windows' own rule for a new pipe."""

    def __init__(self, name: str, longest: int) -> None:
        """``longest``: bytes that a guest may say before it is listened to. OSError when the name is taken."""
        self._name = name
        self._open = True
        self._kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
        self._kernel.CreateNamedPipeW.restype = ctypes.c_void_p
        handle = self._kernel.CreateNamedPipeW(
            ctypes.c_wchar_p(name), _DUPLEX | _FIRST_OF_THIS_NAME, _BYTES_FROM_THIS_PC, 1, 4096, longest, 0, None
        )
        if handle in (None, ctypes.c_void_p(-1).value):
            raise OSError(self._last_error(), "no pipe")
        self._handle = ctypes.c_void_p(handle)

    def guests(self) -> Iterator[FileIO]:
        """Each guest as an open file, to be read and answered before the next; ends when the door is closed."""
        import msvcrt

        number = msvcrt.open_osfhandle(self._handle.value, os.O_RDWR | os.O_BINARY)  # type: ignore[attr-defined]
        with FileIO(number, "r+") as line:
            while self._open:
                if not self._kernel.ConnectNamedPipe(self._handle, None) and self._last_error() != _CONNECTED_ALREADY:
                    return
                if self._open:
                    yield line
                    # What has been answered is lost with the connection, unless the guest has heard it.
                    self._kernel.FlushFileBuffers(self._handle)
                self._kernel.DisconnectNamedPipe(self._handle)

    def close(self) -> None:
        """Closing what somebody waits at would wait as well; so it knocks itself."""
        self._open = False
        with contextlib.suppress(OSError), open(self._name, "r+b", buffering=0):  # noqa: PTH123 (no path)
            pass

    def _last_error(self) -> int:
        return int(ctypes.get_last_error())  # type: ignore[attr-defined]
