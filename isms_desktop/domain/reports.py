"""What a look at many things answers: the check of a file, and the self-test of an installation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was looked at."""

    name: str
    ok: bool
    text: str
    """What was found, in Chinese."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was looked at."""

    parts: tuple[Part, ...]

    @property
    def ok(self) -> bool:
        """Whether every part is well."""
        return all(part.ok for part in self.parts)
