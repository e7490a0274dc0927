"""What is a number in a spreadsheet, and what is a name made of digits."""

import pytest

from isms_desktop.printing.sheets.numbers import format_of, holds_names, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("15", 15), ("-3", -3), ("2.5", 2.5), ("0.05", 0.05), ("-0.5", -0.5), ("1,200", 1200),
     ("9999999999", 9999999999)],
)  # fmt: skip
def test_a_plain_number_is_one(text: str, number: float) -> None:
    assert number_of(text) == number and type(number_of(text)) is type(number)


@pytest.mark.parametrize(
    "text",
    ["", "0007", "00", "-0", "+5", "1.50", "1.", ".5", "1e5", "12,00", "0,123", "115/3/1", "12345678901", "一", "５",
     "²", "=1", "7 "],
)  # fmt: skip
def test_what_a_spreadsheet_would_show_otherwise_stays_text(text: str) -> None:
    assert number_of(text) is None


def test_a_column_of_names_is_known_by_its_heading_or_by_a_leading_zero() -> None:
    assert holds_names("財產\n編號", ["12"]) and holds_names("聯絡電話", []) and holds_names("帳號", ["12", "0012"])
    assert not holds_names("數量", ["12", "0", "0.5", "一批"])


def test_only_what_would_turn_into_something_else_is_kept_as_text() -> None:
    assert [format_of(text, None) for text in ("113/5/1", "=1+1", "@x", "(1)", "-")] == ["text"] * 5
    # Excel shows a longer text as #### in a cell of text format.
    assert [format_of(text, None) for text in ("電腦", "", "1" + "甲" * 255)] == ["", "", ""]
    assert (format_of("1,200", 1200), format_of("12", 12)) == ("thousands", "")
