"""Nobody is called: the program works without a network, and must not look for one."""

import contextlib
import socket
from collections.abc import Callable, Iterator
from typing import Any

from isms_desktop.selftest.ground import TELL, expect

_ASKING = ("connect", "connect_ex", "sendto")
_HERE = ("127.", "::1", "localhost")
"""Windows has no pair of sockets without going through the machine's own address."""


@contextlib.contextmanager
def watched() -> Iterator[list[str]]:
    """A list of whom the program has called by name or address; grows while ``with`` lasts. The calls go through."""
    calls: list[str] = []

    def noted(function: Callable[..., Any], place: int) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            address = arguments[place] if len(arguments) > place else ""
            name = str(address[0]) if isinstance(address, tuple) and address else str(address)
            if isinstance(address, tuple | str) and not name.startswith((*_HERE, "/")):
                calls.append(name)
            return function(*arguments, **options)

        return call

    looked_up = socket.getaddrinfo
    with contextlib.ExitStack() as after:
        for each in _ASKING:
            # The class of the standard library, not that of C, of which it is made: there these cannot be replaced.
            setattr(socket.socket, each, noted(getattr(socket.socket, each), -1 if each == "sendto" else 1))
            after.callback(delattr, socket.socket, each)
        socket.getaddrinfo = noted(looked_up, 0)
        after.callback(setattr, socket, "getaddrinfo", looked_up)
        yield calls


def told_nobody(calls: list[str]) -> str:
    """UserError when somebody was called."""
    expect(not calls, f"檢測時程式嘗試連線：{'、'.join(sorted(set(calls)))}。", TELL)
    return "全程沒有使用網路"
