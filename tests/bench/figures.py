"""What a measurement is, and how two sides are measured so that the comparison is fair."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing: ours, the floor, and the most that it may be: a ratio, or in ``unit`` without a floor.

    A limit of None is a figure to know, not to hold: it says what the floor itself costs, or how we stand to another
    program.
    """

    name: str
    ours: float
    floor: float | None
    limit: float | None = None
    unit: str = "ms"

    @property
    def measure(self) -> float:
        """What is held against the limit."""
        return self.ours / self.floor if self.floor else self.ours

    def line(self) -> str:
        """The figure as a row of the table."""
        floor = f"{_short(self.floor)} {self.unit}" if self.floor else "—"
        measure = f"{self.measure:.2f} ×" if self.floor else f"{self.ours:,.1f} {self.unit}"
        sign = "×" if self.floor else self.unit
        limit = f"≤ {self.limit:g} {sign}" if self.limit is not None else "—"
        verdict = "" if self.limit is None else "○" if self.measure <= self.limit else "×"
        return f"| {self.name} | {_short(self.ours)} {self.unit} | {floor} | {measure} | {limit} | {verdict} |"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2f}"


def milliseconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def in_turn(ours: Callable[[], object], floor: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The medians of both, run one after the other so that a drifting machine touches both alike."""
    pairs = [(milliseconds(ours), milliseconds(floor)) for _ in range(rounds)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)


def process(*arguments: str, home: Path) -> tuple[float, float]:
    """(milliseconds, peak memory in MiB) as a process of ours prints them: until painted or done, and KiB."""
    taken, peak = output(*arguments, home=home).split()[-2:]
    return float(taken), int(peak) / 1024


def output(*arguments: str, home: Path) -> str:
    """What a process of ours prints."""
    environment = {**os.environ, "ISMS_DESKTOP_HOME": str(home), "BENCH_STARTED": str(time.time())}
    # An installed program has its compiled modules; a developer's shell may forbid writing them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(home / "compiled")
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, env=environment)
    return done.stdout
