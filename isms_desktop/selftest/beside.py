"""The self-test in a process of its own: the very program starts itself once more.

Nothing of the window that asked is touched, and a program that is torn down in the middle (a library that does not
fit) takes nobody along: what it had come to stands in its report. That is a file: a windowed program has no output.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from isms_desktop import paths
from isms_desktop.domain.findings import UserError
from isms_desktop.selftest.ground import REINSTALL, TELL
from isms_desktop.selftest.report import SelfTestReport, TimedPart, Told, read_file

LONGEST = 600.0
"""Seconds after which the test counts as stuck: a busy old machine with a slow disk needs some minutes."""
_LOOK = 0.1
_CONSOLE = "isms-desktop"
_NOTHING = SelfTestReport((), running="啟動")


def run_beside(told: Told | None = None, *, command: Sequence[str] = (), longest: float = LONGEST) -> SelfTestReport:
    """Start the self-test of this program and wait for it; ``told`` hears of each part, and stops it by raising.

    Nothing stays behind. Raises UserError when the program cannot be started a second time, or has nothing to say.
    """
    with _folder() as folder:
        process = _start(command or _command(), folder)
        try:
            said = _wait(process, folder, told, longest)
        finally:
            _stop(process)
        ended = None if said is None else process.returncode
        report = read_file(folder) or _NOTHING
        if not report.running:
            return report
        if not report.parts and ended is not None:
            raise UserError(f"自我檢測沒有開始就結束了（{_last_line(said or b'') or f'代碼 {ended}'}）。", REINSTALL)
        return _broken_off(report, ended, longest)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # The one with a console, where it lies beside: the other one speaks in boxes.
        console = program.with_name(f"{_CONSOLE}{program.suffix}")
        return [str(console if console.is_file() else program)]
    return [sys.executable, "-m", "isms_desktop"]


def _start(command: Sequence[str], folder: Path) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(
            [*command, "self-test", "--off-screen", "--out", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(folder),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window that flashes up
        )
    except OSError as problem:
        raise UserError("無法啟動自我檢測。", "請確認防毒軟體沒有擋住本程式，或重新安裝。") from problem


def _environment(folder: Path) -> Mapping[str, str]:
    temporary = str(paths.ensure_folder(folder / "temp"))
    package = str(Path(paths.__file__).parent.parent)
    return {
        **os.environ,
        # What a test leaves behind that had to be stopped goes with our own folder.
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary),
        "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH")))),
        "PYTHONUTF8": "1",
        # Not a worker of this process that would share its unpacked files, but a program of its own.
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }


def _wait(process: "subprocess.Popen[bytes]", folder: Path, told: Told | None, longest: float) -> bytes | None:
    """What it has said at its end; None when it took too long."""
    until = time.monotonic() + longest
    while time.monotonic() < until:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.communicate(timeout=_LOOK)[0]
        if told:
            told(read_file(folder) or _NOTHING)
    return None


def _stop(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
        process.communicate()


def _broken_off(report: SelfTestReport, ended: int | None, longest: float) -> SelfTestReport:
    why = f"沒有在 {longest:.0f} 秒內完成。" if ended is None else f"程式在這一項意外結束（代碼 {ended}）。"
    return SelfTestReport((*report.parts, TimedPart(report.running, False, why + TELL)), report.seconds, report.total)


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


@contextlib.contextmanager
def _folder() -> Iterator[Path]:
    try:
        place = tempfile.TemporaryDirectory(prefix="isms-", ignore_cleanup_errors=True)
    except OSError as problem:
        raise UserError("找不到可以寫入的暫存資料夾。", "請確認磁碟還有空間、TEMP 資料夾可以寫入。") from problem
    with place as folder:
        yield Path(folder).resolve()
