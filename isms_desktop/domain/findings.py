"""What a check answers, and the one exception for the user's own world.

The same findings serve the form on screen, an import row and the hand-in gate.
"""

import enum
from typing import NamedTuple


class Severity(enum.StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Cannot be saved."""
    WARNING = "warning"
    """Saved, and shown."""


class Finding(NamedTuple):
    """One thing that a check has to say about one field of one record."""

    field: str
    """Key of the field, or "" when the record as a whole is meant."""
    severity: Severity
    text: str
    """What is wrong, one sentence in Chinese."""
    advice: str = ""
    """What to do about it, one sentence in Chinese."""

    def __str__(self) -> str:
        return self.text + self.advice


def error(field: str, text: str, advice: str = "") -> Finding:
    """A finding that keeps the record from being saved."""
    return Finding(field, Severity.ERROR, text, advice)


def warning(field: str, text: str, advice: str = "") -> Finding:
    """A finding that is saved and shown."""
    return Finding(field, Severity.WARNING, text, advice)


class UserError(Exception):
    """Something in the user's world, not a bug: a full disk, a bad file, a refused value.

    Carries one clear sentence in Chinese and the next step; never record contents that are sensitive.
    """

    def __init__(self, text: str, advice: str = "", findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(text + advice)
        self.text = text
        self.advice = advice
        self.findings = findings
