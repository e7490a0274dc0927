"""Numbers with a checksum: right ones pass in silence, wrong ones are said."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from isms_desktop.domain.identifiers import check_business_number, check_national_id, check_property_number, mask

LETTERS = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))
WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1)


def _with_check_digit(front: str) -> str:
    """A number from its letter(s) and first digits, by the rule as the law notes write it."""
    digits = f"{LETTERS[front[0]]}" + "".join(str(LETTERS[c] % 10) if c.isalpha() else c for c in front[1:])
    total = sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True))
    return f"{front}{-total % 10}"


fronts = st.from_regex(r"\A[A-Z][1289A-D][0-9]{7}\Z")


@given(fronts)
def test_a_number_made_by_the_rule_passes_and_no_other_last_digit_does(front: str) -> None:
    right = _with_check_digit(front)
    assert check_national_id(right) == ""
    assert [digit for digit in "0123456789" if check_national_id(front + digit) == ""] == [right[-1]]


@given(fronts, st.integers(2, 8), st.integers(1, 9))
def test_one_mistyped_digit_is_noticed_where_the_weights_can_see_it(front: str, place: int, shift: int) -> None:
    number = _with_check_digit(front)
    assume(WEIGHTS[place + 1] * shift % 10)  # the rule itself is blind to some changes, e.g. by 5 under an even weight
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "檢查碼" in check_national_id(wrong)


@pytest.mark.parametrize("number", ["A800000014", " a800000014 ", "A123456789"])
def test_known_good_numbers(number: str) -> None:
    assert check_national_id(number) == ""


@pytest.mark.parametrize("number", ["A300000014", "A12345678", "A1234567890", "1123456789", "無", "AE23456789"])
def test_what_does_not_look_like_a_number_is_said(number: str) -> None:
    assert "格式" in check_national_id(number)


@pytest.mark.parametrize("number", ["04595252", " 04595252 ", "00000000", "10000004"])
def test_business_numbers_by_the_rule_since_112_4_1(number: str) -> None:
    assert check_business_number(number) == ""


def test_a_seven_in_the_seventh_place_counts_as_one_or_as_nothing() -> None:
    # 7 × 4 = 28 → 2+8 = 10 → 1 or 0: with the other digits 0 the last one may be 0 or 5, or one less.
    fitting = {last for last in range(10) if check_business_number(f"0000007{last}") == ""}
    assert fitting == {0, 5, 4, 9}


@given(st.from_regex(r"\A[0-9]{8}\Z"))
def test_a_business_number_fits_the_rule_as_written_in_the_law_notes(number: str) -> None:
    products = [int(digit) * weight for digit, weight in zip(number, (1, 2, 1, 2, 1, 2, 4, 1), strict=True)]
    total = sum(int(digit) for product in products for digit in str(product))
    fits = total % 5 == 0 or (number[6] == "7" and (total + 1) % 5 == 0)
    assert (check_business_number(number) == "") == fits


@pytest.mark.parametrize("number", ["1234567", "123456789", "1234567A", "無"])
def test_a_business_number_has_eight_digits(number: str) -> None:
    assert "八位" in check_business_number(number)


@pytest.mark.parametrize("number", ["3140101-03", "3140101-03-123", "2010101-01A", "3140101-03-00000001"])
def test_property_numbers_as_they_stand_on_labels(number: str) -> None:
    assert check_property_number(number) == ""


@pytest.mark.parametrize("number", ["314010103", "314-01-01-03", "0140101-03", "電腦"])
def test_an_unusual_property_number_is_said(number: str) -> None:
    assert check_property_number(number)


@given(st.text())
def test_masking_never_shows_the_last_four_characters_nor_changes_the_length(value: str) -> None:
    hidden = mask(value)
    assert len(hidden) == len(value)
    assert hidden[-4:] == "*" * min(4, len(value))


def test_a_masked_number_keeps_its_head() -> None:
    assert mask("A123456789") == "A12345****"
    assert mask("0912345678") == "091234****"


def test_a_masked_address_says_the_county_alone() -> None:
    assert mask("晴嵐市工研區創新路 9 號") == "晴嵐市" + "*" * 10
    assert mask("路 9 號") == "路****" and mask("九號") == "**"
