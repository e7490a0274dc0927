"""Titles are one line where they can be, and broken where the paper says so."""

import pytest

from isms_desktop.paths import shipped
from isms_desktop.printing.document import Heading
from isms_desktop.printing.fonts import find_fonts
from isms_desktop.printing.heading_layout import SMALLEST_TITLE, set_heading
from isms_desktop.printing.text import Ruler

RULER = Ruler(find_fonts(shipped("resources", "fonts")))
WIDTH = 18.0 * 20
"""Room for twenty characters of a title."""


@pytest.mark.parametrize(
    ("office", "size", "lines"),
    [
        ("某" * 12, 18.0, ["某" * 12 + "簽到表"]),
        ("某" * 18, 18.0, ["某" * 18, "簽到表"]),
        ("某" * 24, 15.0, ["某" * 24, "簽到表"]),  # smaller, rather than broken in the middle of the name
        ("某" * 30, 18.0, ["某" * 15, "某" * 15, "簽到表"]),  # so long that it is broken all the same
    ],
)
def test_a_long_name_makes_the_title_smaller_before_it_is_broken(office: str, size: float, lines: list[str]) -> None:
    assert set_heading(Heading(f"{office}\n簽到表", 1), 18.0, WIDTH, RULER) == (size, lines)
    assert size >= SMALLEST_TITLE


def test_titles_of_parts_and_those_with_a_size_of_their_own_stay_as_they_are() -> None:
    name = "某" * 24
    for heading in (Heading(name, 2), Heading(name, 1, size=18.0)):
        assert set_heading(heading, 18.0, WIDTH, RULER) == (18.0, ["某" * 12] * 2)
