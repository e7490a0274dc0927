"""What is kept when the program breaks: a report on disk for each time, the last five, without record contents.

An error that Python can still talk about is written at once. What tears the interpreter down is written by
``faulthandler`` into a log of this very process; the next start finds it, because nobody holds it any more.
"""

import contextlib
import datetime
import faulthandler
import os
import re
from io import FileIO
from pathlib import Path

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.held_file import try_hold
from isms_desktop.ui.messages import short_name, versions

KEPT = 5
_FOLDER = "錯誤報告"
_RUNNING = "執行中-"
_END_OF_HEAD = "\n----\n"


class CrashLog:
    """The log of this process, from ``begin`` to ``end``."""

    def __init__(self) -> None:
        self.last_crash = ""
        """What the last run left when it was torn down; "" when it ended well."""
        self._log: FileIO | None = None
        self._path = Path()
        self._told: set[str] = set()

    def begin(self) -> None:
        """Look for what earlier runs have left, and be ready for the worst; without a folder nothing is kept."""
        with contextlib.suppress(OSError, UserError):
            folder = reports_folder()
            for left in sorted(folder.glob(f"{_RUNNING}*")):
                self.last_crash = _take_over(left) or self.last_crash
            self._path = folder / f"{_RUNNING}{os.getpid()}.log"
            log = FileIO(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)), "r+")
            try_hold(log)
            log.write((versions() + _END_OF_HEAD).encode())
            faulthandler.enable(log)
            self._log = log

    def end(self) -> None:
        """All went well: nothing is left for the next start."""
        if self._log is not None:
            faulthandler.disable()
            self._log.close()
            self._log = None
            with contextlib.suppress(OSError):
                self._path.unlink()

    def keep(self, report: str) -> None:
        """Write the report of an error that has been said already; the same one once a session."""
        if report and report not in self._told:
            self._told.add(report)
            with contextlib.suppress(OSError, UserError):
                _write(report)


def reports_folder() -> Path:
    """Where the reports lie; made when missing. UserError."""
    return paths.ensure_folder(paths.data_folder() / _FOLDER)


def _take_over(left: Path) -> str:
    """The report of a process that is gone, put among the others; "" of one that runs, or was only switched off."""
    with FileIO(os.open(left, os.O_RDWR | getattr(os, "O_BINARY", 0)), "r+") as log:
        if not try_hold(log):
            return ""
        head, _, trace = log.read().decode("utf-8", errors="replace").partition(_END_OF_HEAD)
        log.truncate(0)  # of two starts at the same moment, one has it
    with contextlib.suppress(OSError):
        left.unlink()
    if not trace.strip():
        return ""
    report = f"{head}\n\n{_without_places(trace)}"
    _write(report)
    return report


def _without_places(trace: str) -> str:
    """Full paths hold the name of the person at the machine."""
    return re.sub(r'File "([^"]*)"', lambda match: f'File "{short_name(match[1])}"', trace)


def _write(report: str) -> None:
    folder = reports_folder()
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    (folder / f"{stamp}.txt").write_text(report + "\n", encoding="utf-8-sig")  # the editor of an old Windows needs it
    for old in sorted(folder.glob("*.txt"))[:-KEPT]:
        with contextlib.suppress(OSError):
            old.unlink()
