"""Numbers of prints as people type them, codes as scanners type them, and orders that come back from the register."""

import dataclasses

import pytest

from isms_desktop.domain import prints
from isms_desktop.domain.prints import PrintOrder, code_read, number_typed, order_from, print_code

SHA = "3f2a00112233aabb" + "0" * 48
ORIGIN = "c0ffee" + "1" * 58


@pytest.mark.parametrize(
    "typed",
    [
        "115-0042",
        "115-42",
        "１１５－００４２",
        " 115 – 42 ",
        "1150042",
        "列印編號 115-0042",
        "列印編號：115-42",
        "42",
        "0042",
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed: str) -> None:
    assert number_typed(typed, 115) == "115-0042"


@pytest.mark.parametrize("typed", ["", "資產", "115-", "115-0", "11-22-33", "HW-001", "1" * 20])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number_typed(typed, 115) == ""


def test_a_year_with_more_than_9999_prints_goes_on() -> None:
    assert number_typed("115-12345", 115) == prints.print_number(115, 12345) == "115-12345"
    assert prints.parts_of_number("115-12345") == (115, 12345)
    assert str(code_read(str(print_code(ORIGIN, "115-123456", SHA))) or "").startswith("ISMS1:115123456")


def test_a_number_that_an_office_gave_itself_has_no_place_among_ours() -> None:
    assert [prints.parts_of_number(each) for each in ("115-003", "A-1", "", "115-0003x")] == [None] * 4


@pytest.mark.parametrize("number", ["115-0042", "99-0001", "115-12345"])
def test_a_code_reads_back_as_what_it_was_made_of(number: str) -> None:
    code = print_code(ORIGIN, number, SHA)
    assert code_read(str(code)) == code
    assert code.mark == prints.mark_of(ORIGIN) and prints.same_content(code, SHA)
    assert not prints.same_content(code, "4" + SHA[1:])
    assert prints.mark_of("d" + ORIGIN[1:]) != code.mark


def test_a_code_is_small_enough_for_the_smallest_square() -> None:
    from isms_desktop.printing.qr import QUIET, qr_code

    assert qr_code(str(print_code(ORIGIN, "115-0042", SHA))).size == 21 + 2 * QUIET


@pytest.mark.parametrize("bent", ["isms1:{}\n", " ISMS1：{} ", "ＩＳＭＳ１：{}"])
def test_a_code_is_known_whatever_the_input_method_made_of_it(bent: str) -> None:
    code = print_code(ORIGIN, "115-0042", SHA)
    digits = str(code).removeprefix("ISMS1:")
    wide = digits.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)})
    assert code_read(bent.format(digits)) == code_read(bent.format(wide)) == code


@pytest.mark.parametrize("text", ["115-0042", "ISMS1:", "ISMS2:11500042123456789012", "https://example.org"])
def test_what_is_no_code_of_ours_is_none(text: str) -> None:
    assert code_read(text) is None


@pytest.mark.parametrize(
    ("order", "kept", "said"),
    [
        (PrintOrder("team"), "{}", ""),
        (PrintOrder("risk_matrix", year=115), '{"year":115}', "115 年度"),
        (PrintOrder("asset_register", ids=(3, 5), blank=True), '{"blank":true,"ids":[3,5]}', "選取 2 筆、空白"),
        (
            PrintOrder("asset_labels", label_sheet="3x8", label_skip=4, rulers=True, unmasked=True),
            '{"label_sheet":"3x8","label_skip":4,"rulers":true,"unmasked":true}',
            "試印、個資未遮蔽",
        ),
    ],
)
def test_an_order_comes_back_from_the_register(order: PrintOrder, kept: str, said: str) -> None:
    assert (order.as_text(), order.in_words()) == (kept, said)
    assert order_from(order.form, kept) == order


def test_everything_that_an_order_may_say_is_kept() -> None:
    usual = PrintOrder("x")
    for field in dataclasses.fields(PrintOrder):
        other = dataclasses.replace(
            usual, **{field.name: {"form": "y", "ids": (1,), "label_sheet": "a"}.get(field.name, 7)}
        )
        assert order_from(other.form, other.as_text()) == other != usual


@pytest.mark.parametrize("kept", ["", "no JSON", "[]", '{"colour":"red"}', '{"form":"x"}', '{"ids":["a"]}'])
def test_an_order_that_is_not_ours_is_none(kept: str) -> None:
    assert order_from("team", kept) is None
    assert order_from("", "{}") is None
