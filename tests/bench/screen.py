"""When something is to be seen: a screen without a monitor, whose memory is watched while a program starts.

The only thing asked of a program is that it paints: frozen, from source, or a Windows program on Linux are measured
alike. ``python -m tests.bench.screen COMMAND ARGUMENT…`` prints the milliseconds from the start of the command until
its window has been painted.
"""

import contextlib
import mmap
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

WIDTH, HEIGHT = 1400, 1000
PATIENCE = 120
"""Seconds for a window to come."""
_LOOKED_AT = tuple(
    4 * (WIDTH * y + x) for y in range(HEIGHT // 8, HEIGHT * 3 // 4, 60) for x in range(200, WIDTH * 3 // 4, 60)
)
"""Places in the screen's memory that a window of the usual size covers, four bytes each."""
_ENOUGH = 0.6
"""The part of them that must have been painted: a line of a frame or a splash is no window."""


class Screen:
    """One running X server; ``environment`` makes a program use it."""

    def __init__(self, memory: mmap.mmap, head: int, display: str) -> None:
        self._memory = memory
        self._head = head
        self.environment: Mapping[str, str] = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def seconds_until_painted(self, command: Sequence[str], environment: Mapping[str, str]) -> float:
        """Start a program, wait until its window is painted, end it."""
        before = self._pixels()
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            env={**environment, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            while self._changed(before) < _ENOUGH:
                if time.perf_counter() - started > PATIENCE or process.poll() is not None:
                    raise RuntimeError(f"{command[0]}: no window")
                time.sleep(0.001)
            return time.perf_counter() - started
        finally:
            process.terminate()
            process.wait()
            self._wait_until_gone(before)

    def _pixels(self) -> list[bytes]:
        memory, head = self._memory, self._head
        return [memory[head + place : head + place + 3] for place in _LOOKED_AT]

    def _changed(self, before: list[bytes]) -> float:
        return sum(new != old for new, old in zip(self._pixels(), before, strict=True)) / len(before)

    def _wait_until_gone(self, before: list[bytes]) -> None:
        give_up = time.perf_counter() + 10
        while self._changed(before) > 0 and time.perf_counter() < give_up:
            time.sleep(0.02)


@contextlib.contextmanager
def screen() -> Iterator[Screen]:
    """A screen of our own, until it is no longer needed."""
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder]
        server = subprocess.Popen([*command, "-br", "-nolisten", "tcp"], pass_fds=(writing,), stderr=subprocess.DEVNULL)
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                display = f":{answer.readline().strip()}"
            file = Path(folder) / "Xvfb_screen0"
            # A dump in the format of xwd: the head's size and the number of colours behind it, then the pixels.
            with file.open("rb") as opened:
                memory = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
            head = int.from_bytes(memory[0:4], "big")
            colours = int.from_bytes(memory[76:80], "big")
            yield Screen(memory, head + 12 * colours, display)
        finally:
            server.terminate()
            server.wait()


def main(command: Sequence[str]) -> None:
    """Measure one start."""
    with screen() as shown:
        sys.stdout.write(f"{shown.seconds_until_painted(command, os.environ) * 1000:.0f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
