"""The file's own history: each module is one frozen step, never today's record classes."""

from collections.abc import Callable
from typing import Any

from isms_desktop.store.migrations import m0001_first_file, m0002_every_register, m0003_every_paper

STEPS: tuple[tuple[str, Callable[[Any], None]], ...] = (
    ("0001_first_file", m0001_first_file.up),
    ("0002_every_register", m0002_every_register.up),
    ("0003_every_paper", m0003_every_paper.up),
)
LATEST = len(STEPS)
"""What ``user_version`` says of a file that has taken every step."""
