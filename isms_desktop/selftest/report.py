"""What the self-test answers: for eyes, for programs, and for a window that has no other way to hear of it than a file.

The two files are written anew after each part, so that a program that is torn down in the middle has said how far it
came.
"""

import contextlib
import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from isms_desktop.domain.findings import UserError
from isms_desktop.domain.reports import Part, Report

NAME = "自我檢測"
"""Of the two files, without their ending."""


@dataclass(frozen=True, slots=True)
class TimedPart(Part):
    """One thing that was tried."""

    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SelfTestReport(Report):
    """All that was tried so far, and how long it took."""

    parts: tuple[TimedPart, ...]
    seconds: float = 0.0
    total: int = 0
    """How many parts there are."""
    running: str = ""
    """The part that is being tried; "" when all have been."""

    @property
    def ok(self) -> bool:
        """Whether every part was tried and is well."""
        return not self.running and all(part.ok for part in self.parts)

    @property
    def verdict(self) -> str:
        """One closing sentence."""
        if self.running:
            return f"正在檢測「{self.running}」（{len(self.parts)}／{self.total}）。"
        bad = sum(not part.ok for part in self.parts)
        return f"{'全部正常' if self.ok else f'{bad} 項不正常'}（{len(self.parts)} 項，{self.seconds:.1f} 秒）。"

    @property
    def lines(self) -> list[str]:
        """The whole of it as text."""
        return [*map(line_of, self.parts), self.verdict]

    def as_text(self) -> str:
        """The lines as they are copied, saved and sent."""
        return "\n".join(["資安維護管家　自我檢測", "", *self.lines, ""])

    def as_json(self) -> str:
        """What programs read: ``ok``, ``parts`` (``name``, ``ok``, ``text``, ``seconds``), ``seconds``, ``total``,
        ``running``.
        """
        return json.dumps({"ok": self.ok, **dataclasses.asdict(self)}, ensure_ascii=False, indent=2)


Told: TypeAlias = Callable[[SelfTestReport], object]
"""Hears of each part before it is tried, and of the end; raises to stop."""


def line_of(part: TimedPart) -> str:
    """One part as text."""
    return f"{'○' if part.ok else '×'} {part.name}（{part.seconds:.1f} 秒）：{part.text}"


def write_files(report: SelfTestReport, folder: Path) -> None:
    """The report as JSON and as text, UTF-8, in their final place. UserError where that cannot be written.

    Not by way of a new file that takes the old one's place: whoever looks on would keep that from happening on Windows.
    """
    try:
        (folder / f"{NAME}.json").write_text(report.as_json(), encoding="utf-8")
        # With a mark of the encoding: the text editor of an old Windows would show it in the code page of the machine.
        (folder / f"{NAME}.txt").write_text(report.as_text(), encoding="utf-8-sig")
    except OSError as problem:
        raise UserError(f"檢測結果寫不進「{folder}」。", "請換一個可以寫入、空間足夠的資料夾。") from problem


def read_file(folder: Path) -> SelfTestReport | None:
    """What ``write_files`` has left there; None when there is nothing, or half of it."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads((folder / f"{NAME}.json").read_text(encoding="utf-8"))
        parts = tuple(TimedPart(**part) for part in kept["parts"])
        return SelfTestReport(parts, kept["seconds"], kept["total"], kept["running"])
    return None
