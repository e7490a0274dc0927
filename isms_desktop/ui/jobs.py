"""Long work beside the window: a worker thread, progress, a way to cancel, and exactly one of three ends.

Signals reach the window's thread only. The work gets its own connection to the office (``with_office``).
"""

import gc
import sys
import time
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.progress import Cancelled
from isms_desktop.ui.messages import BUG_ADVICE, BUG_TEXT, crash_report

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

T = TypeVar("T")
_BETWEEN_REPORTS = 0.05
"""Seconds between two progress reports: more would only keep the window busy."""
USUAL_INTERVAL = sys.getswitchinterval()
"""Python's own, in seconds: what holds again when no job runs, also after a window that went with its job running."""
_SWITCH_INTERVAL = 0.0005
"""Seconds after which the worker lets the window have its turn: Python's own 5 ms add up to a window that sticks."""


class Failure(NamedTuple):
    """Why a job failed: a sentence for the clerk and, for a bug, a report to copy."""

    text: str
    report: str = ""


class JobControl:
    """What the work holds in its hand, on its own thread."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._last = 0.0
        self._asked = Event()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is (``total`` 0: unknown). Raises ``Cancelled`` when the clerk has cancelled."""
        if self._asked.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _BETWEEN_REPORTS or done == total:
            self._last = now
            self._report(done, total, text)

    def cancelled(self) -> bool:
        """Whether the clerk has cancelled."""
        return self._asked.is_set()

    def ask_to_stop(self) -> None:
        """Note that the clerk has cancelled. Called on the window's thread."""
        self._asked.set()


class Job(QObject):
    """One piece of long work. Connect the signals, then ``start``."""

    progressed = Signal(int, int, str)
    done = Signal(object)
    failed = Signal(object)
    """Carries a ``Failure``."""
    cancelled = Signal()
    ended = Signal()
    """The work runs no longer; one of the three ends follows at once, and may start the next job."""

    def __init__(self, title: str, work: Callable[[JobControl], Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._thread = _Thread(work, self)
        self._thread.reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._thread.finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin."""
        self._thread.start(QThread.Priority.LowPriority)

    def cancel(self) -> None:
        """Ask the work to stop; it ends as ``cancelled``, or as ``done`` when it was already past that point."""
        self._thread.control.ask_to_stop()

    def running(self) -> bool:
        """Whether the work has begun and not ended."""
        return self._thread.isRunning()

    def _deliver(self) -> None:
        self.ended.emit()
        match self._thread.end:
            case Cancelled():
                self.cancelled.emit()
            case Failure() as failure:
                self.failed.emit(failure)
            case result:
                self.done.emit(result)


class JobRunner(QObject):
    """Starts jobs and knows which are running, so that the window can show them and ask before it closes."""

    started = Signal(object)
    """Carries the ``Job``."""
    idle = Signal()
    """No job is running any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []

    def run(self, job: Job) -> None:
        """Start a job and keep it until it has ended."""
        if not self.running:
            self._give_way()
        self.running.append(job)
        job.setParent(self)
        job.ended.connect(self._on_ended)
        self.started.emit(job)
        job.start()

    def _on_ended(self) -> None:
        self.running = [job for job in self.running if job is not self.sender()]
        if not self.running:
            sys.setswitchinterval(USUAL_INTERVAL)
            self.idle.emit()

    def _give_way(self) -> None:
        """Let the window stay quick while work runs beside it."""
        sys.setswitchinterval(_SWITCH_INTERVAL)
        # Looking for cycles stops both threads, and the more there is to look through, the longer: leave out the
        # records that are open anyhow, so that only what the work itself makes is looked through. They stay left out
        # until their file is closed: going through them afterwards would make the window stick for as long.
        gc.freeze()


class _Thread(QThread):
    """Runs the work and keeps how it ended."""

    reported = Signal(int, int, str)

    def __init__(self, work: Callable[[JobControl], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.control = JobControl(self.reported.emit)
        self.end: object = None

    def run(self) -> None:
        """The work, with every way out of it caught."""
        try:
            self.end = self._work(self.control)
        except Cancelled as stop:
            self.end = stop
        except UserError as problem:
            self.end = Failure(str(problem))
        except Exception as bug:
            # Import, export and print each have their own way of stopping when they are asked to.
            stopped = self.control.cancelled()
            self.end = Cancelled() if stopped else Failure(BUG_TEXT + BUG_ADVICE, crash_report(bug))


def with_office(office: "Office", work: Callable[["Office", JobControl], T]) -> Callable[[JobControl], T]:
    """Work that needs the office: it gets the same office over its own connection, for as long as it runs."""

    def run(control: JobControl) -> T:
        with office.worker() as own:
            return work(own, control)

    return run
