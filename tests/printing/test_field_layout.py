"""The lines behind labels are as long as the paper has room for."""

import pytest

from isms_desktop.printing.document import Align, FieldItem, Fields
from isms_desktop.printing.field_layout import line_to_write_on
from isms_desktop.printing.measures import LINE_TO_WRITE_ON, LONGEST_LINE

OPEN, SAID, NUMBER = FieldItem("單位", ""), FieldItem("檢核表", "自評表"), FieldItem("編號", "", late=True)


@pytest.mark.parametrize(
    ("items", "align", "left", "length"),
    [
        ((OPEN, SAID), None, 40, LINE_TO_WRITE_ON + 40),
        ((OPEN, OPEN, SAID), None, 40, LINE_TO_WRITE_ON + 20),
        ((OPEN, SAID), None, 400, LONGEST_LINE),
        ((OPEN, OPEN, OPEN), None, -1, LONGEST_LINE),  # each has a line of its own
        ((OPEN, SAID), Align.LEFT, 40, LINE_TO_WRITE_ON),
        ((OPEN,), None, 40, LINE_TO_WRITE_ON),
        ((NUMBER, SAID), None, 40, LINE_TO_WRITE_ON),  # the number comes with the print
    ],
)
def test_room_that_would_stay_empty_goes_to_the_lines(
    items: tuple[FieldItem, ...], align: Align | None, left: float, length: float
) -> None:
    assert line_to_write_on(Fields(items, align), left) == pytest.approx(length)
