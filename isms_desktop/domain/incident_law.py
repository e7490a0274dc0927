"""事件的等級與時限 as one edition of the regulation gives them, read from ``resources/regulations/incidents.toml``.

Levels come from plain questions: what was hit, does it belong to critical infrastructure, how bad. The words that were
answered are the reasoning that the office keeps, and from those words the answers are read again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from isms_desktop.domain.fields import Choice

LEVELS = (
    Choice("0", "無影響", ("無", "未受影響")),
    Choice("1", "第一級", ("1級", "一級", "第1級")),
    Choice("2", "第二級", ("2級", "二級", "第2級")),
    Choice("3", "第三級", ("3級", "三級", "第3級")),
    Choice("4", "第四級", ("4級", "四級", "第4級")),
)
SIDES = ("confidentiality", "integrity", "availability")
NONE = "none"
"""The answer that nothing of that side was hit."""
WHAT, INFRASTRUCTURE, HOW = "what", "ci", "how"
"""The three questions; the second and the third are asked only where they make a difference."""
_INFRASTRUCTURE_ANSWERS = (Choice("no", "否"), Choice("yes", "是"))
_ARROW = "→ "
"""Begins the line of a reasoning that says what the answers come to."""

Answers: TypeAlias = Mapping[str, str]
"""Question → value of the chosen option."""


@dataclass(frozen=True, slots=True)
class Question:
    """One plain question and what may be answered."""

    key: str
    text: str
    options: tuple[Choice, ...]
    help: str = ""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One line of the table of §2: what was hit, and the level when it is slight and when it is grave."""

    subject: str
    label: str
    ci: bool | None
    """Whether it belongs to 關鍵基礎設施維運; None where that makes no difference."""
    levels: tuple[int, int]
    verified: bool


@dataclass(frozen=True, slots=True)
class Side:
    """機密性, 完整性 or 可用性: its questions and its part of the table."""

    side: str
    what: str
    none: str
    ci: str
    how: str
    options: tuple[str, str]
    """How the slight and the grave case are called."""
    help: str
    rows: tuple[LevelRow, ...]

    def questions(self, answers: Answers) -> tuple[Question, ...]:
        """The questions to ask, given what has been answered: the last of them may be still open."""
        subjects = {row.subject: row.label for row in self.rows}
        asked = [Question(WHAT, self.what, (Choice(NONE, self.none), *(Choice(*each) for each in subjects.items())))]
        rows = [row for row in self.rows if row.subject == answers.get(WHAT)]
        if len(rows) > 1:
            asked.append(Question(INFRASTRUCTURE, self.ci, _INFRASTRUCTURE_ANSWERS))
            rows = [row for row in rows if row.ci is (answers.get(INFRASTRUCTURE) == "yes")]
            if INFRASTRUCTURE not in answers:
                return tuple(asked)
        if rows and rows[0].levels[0] != rows[0].levels[1]:
            slight, grave = self.options
            asked.append(Question(HOW, self.how, (Choice("slight", slight), Choice("grave", grave)), self.help))
        return tuple(asked)

    def row(self, answers: Answers) -> LevelRow | None:
        """The line of the table that the answers lead to; None while they do not."""
        rows = [row for row in self.rows if row.subject == answers.get(WHAT)]
        if len(rows) > 1:
            rows = [row for row in rows if answers.get(INFRASTRUCTURE) == ("yes" if row.ci else "no")]
        return rows[0] if rows else None

    def level(self, answers: Answers) -> int | None:
        """The level that the answers come to, 0 when this side was not hit; None while one is missing."""
        if answers.get(WHAT) == NONE:
            return 0
        row = self.row(answers)
        if row is None:
            return None
        if row.levels[0] == row.levels[1]:
            return row.levels[0]
        return {"slight": row.levels[0], "grave": row.levels[1]}.get(answers.get(HOW, ""))

    def answers_in(self, reason: str) -> dict[str, str]:
        """The answers that a kept reasoning tells, as far as its words have not been changed."""
        found: dict[str, str] = {}
        lines = [line.strip() for line in reason.splitlines()]
        while True:
            open_ones = [each for each in self.questions(found) if each.key not in found]
            if not open_ones:
                return found
            question = open_ones[0]
            said = next((line.removeprefix(question.text) for line in lines if line.startswith(question.text)), "")
            chosen = next((each.value for each in question.options if each.label == said.strip()), "")
            if not chosen:
                return found
            found[question.key] = chosen

    def reasoning(self, answers: Answers, kept: str, basis: str) -> str:
        """Questions and answers in words, what they come to by which rule, and below them the clerk's ``kept`` ones."""
        lines = []
        for question in self.questions(answers):
            label = next((each.label for each in question.options if each.value == answers.get(question.key)), "")
            if label:
                lines.append(question.text + label)
        level = self.level(answers)
        if level is not None:
            lines.append(f"{_ARROW}{LEVELS[level].label}（{basis}）")
        asked = (self.what, self.ci, self.how, _ARROW)
        own = [line for line in kept.splitlines() if line.strip() and not line.strip().startswith(asked)]
        return "\n".join([*lines, *own])


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one step may take, and where that is written. Neither hours nor months: no number in the text."""

    step: str
    article: str
    verified: bool
    hours: int = 0
    major_hours: int = 0
    """For a major incident, where that differs."""
    months: int = 0


@dataclass(frozen=True, slots=True)
class LevelText:
    """What makes an incident one of a level, in the words of the article: one text for each side."""

    level: int
    confidentiality: str
    integrity: str
    availability: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """Another article that a paper about incidents names."""

    of: str
    """What for: ``mechanism`` (訂定機制), ``content`` (通報內容), ``notify_rules``, ``response_rules``, ``review``."""
    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class IncidentEdition:
    """One text of the regulation."""

    edition: str
    """The day of its amendment as people name it, ``115.1.5``."""
    since: str
    """From which day it counts (ISO)."""
    name: str
    source: str
    verified: bool
    major_from: int
    """Level from which an incident is a major one (重大資通安全事件)."""
    levels_article: str
    limits: Mapping[str, Limit]
    sides: Mapping[str, Side]
    rules: Mapping[str, Rule]
    levels: tuple[LevelText, ...]
    """The table of the levels in words, rising; empty for an edition of which only the questions are known."""

    @property
    def basis(self) -> str:
        """What a level rests on, in words."""
        return f"{self.name}{self.levels_article}，{self.edition} 版"

    @property
    def all_verified(self) -> bool:
        """Whether every limit was read in an official text."""
        return self.verified and all(each.verified for each in self.limits.values())


def edition_on(editions: Iterable[IncidentEdition], day: str) -> IncidentEdition:
    """The edition in force on an ISO day; the newest for "", the oldest for a day before all of them."""
    ordered = sorted(editions, key=lambda each: each.since)
    if not day:
        return ordered[-1]
    return next((each for each in reversed(ordered) if each.since <= day), ordered[0])


def editions_from_table(table: Mapping[str, Any]) -> tuple[IncidentEdition, ...]:
    """Every edition of the file. KeyError, TypeError or ValueError when the file is wrong."""
    return tuple(_edition(each) for each in table["edition"])


def _edition(table: Mapping[str, Any]) -> IncidentEdition:
    sides = (_side(each) for each in table["side"])
    return IncidentEdition(
        limits={each["step"]: Limit(**each) for each in table["clock"]},
        sides={side.side: side for side in sides},
        rules={each["of"]: Rule(**each) for each in table["rule"]},
        levels=tuple(LevelText(**each) for each in table.get("level", ())),
        **{key: value for key, value in table.items() if key not in ("clock", "side", "rule", "level")},
    )


def _side(table: Mapping[str, Any]) -> Side:
    slight, grave = table["options"]
    rows = tuple(_row(each) for each in table["rows"])
    return Side(**{**table, "options": (slight, grave), "rows": rows})


def _row(table: Mapping[str, Any]) -> LevelRow:
    slight, grave = table["levels"]
    return LevelRow(table["subject"], table["label"], table.get("ci"), (slight, grave), table["verified"])
