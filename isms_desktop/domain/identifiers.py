"""Numbers with a checksum. A wrong one is worth a warning, never a refusal: old papers hold odd numbers.

Sources: law notes, section 7 (身分證, 統一證號 old and new, 統一編號 by the rule since 112.4.1, 財產編號).
"""

import re

_LETTERS = {letter: 10 + place for place, letter in enumerate("ABCDEFGHJKLMNPQRSTUVXYWZIO")}
_ID_WEIGHTS = (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)
_BUSINESS_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
_PROPERTY = re.compile(r"^[1-9]\d{6}-\d{2,3}[A-Z]?(-\d{1,8})?$")


def check_national_id(number: str) -> str:
    """What is wrong with a 身分證字號 or 統一證號 (old ``[A-Z][A-D]``, new ``[A-Z][89]``); "" when nothing is."""
    number = number.strip().upper()
    if re.fullmatch(r"[A-Z][1289]\d{8}", number):
        digits = str(_LETTERS[number[0]]) + number[1:]
    elif re.fullmatch(r"[A-Z][A-D]\d{8}", number):
        digits = str(_LETTERS[number[0]]) + str(_LETTERS[number[1]] % 10) + number[2:]
    else:
        return "身分證字號或統一證號的格式不符（應為一個英文字母加九碼）。"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ID_WEIGHTS, strict=True))
    return "" if total % 10 == 0 else "身分證字號或統一證號的檢查碼不符。"


def check_business_number(number: str) -> str:
    """What is wrong with a 統一編號 by the rule since 112.4.1 (sum divisible by 5); "" when nothing is."""
    number = number.strip()
    if not re.fullmatch(r"[0-9]{8}", number):
        return "統一編號應為八位數字。"
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(number, _BUSINESS_WEIGHTS, strict=True))
    # A 7 in the seventh place gives 28 → 10, which counts as 1 or as 0.
    valid = total % 5 == 0 or (number[6] == "7" and (total + 1) % 5 == 0)
    return "" if valid else "統一編號的檢查碼不符。"


def check_property_number(number: str) -> str:
    """What is wrong with a 財產編號 (類項目節號, ``2010101-01A`` or with a running number); "" when nothing is."""
    return "" if _PROPERTY.fullmatch(number.strip().upper()) else "財產編號的格式不像「3140101-03」。"


_COUNTY = 3
"""Characters of 臺北市, 基隆市, 雲林縣."""


def mask(value: str) -> str:
    """A sensitive value with its last four characters hidden (國發會 103.12.31: ``A12345****``).

    Of an address only the county is left: without its last four characters it still says the street.
    """
    left = max(0, len(value) - 4)
    if any(character >= "\u2e80" for character in value):
        left = min(left, _COUNTY)
    return value[:left] + "*" * (len(value) - left)
