"""Whoever calls out during the self-test is heard of."""

import contextlib
import socket

import pytest

from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.quiet import told_nobody, watched


def test_a_call_to_another_machine_is_noted_and_one_to_this_one_is_not():
    with watched() as calls, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.connect(("127.0.0.1", 9))
        line.close()
        assert not calls and told_nobody(calls)
    with watched() as calls, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.settimeout(0)
        with contextlib.suppress(OSError):
            line.connect(("192.0.2.1", 9))  # nothing is sent: a datagram's address is only noted
    assert calls == ["192.0.2.1"]
    with pytest.raises(UserError, match=r"嘗試連線：192\.0\.2\.1。"):
        told_nobody(calls)


def test_afterwards_everything_is_as_before():
    before = socket.getaddrinfo
    with watched():
        assert socket.getaddrinfo is not before
    assert socket.getaddrinfo is before and "connect" not in vars(socket.socket)
