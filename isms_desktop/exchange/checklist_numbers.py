"""Numbers of questions and sections as people write them: 「1.1」, 「１.１、」, 「(一)」, 「壹、」."""

import re
import unicodedata

_DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")}
_FORMAL = str.maketrans("壹貳參叁肆伍陸柒捌玖拾", "一二三三四五六七八九十")
_NUMERAL = "[一二三四五六七八九十壹貳參叁肆伍陸柒捌玖拾]{1,4}"
_DOTTED = re.compile(r"^\s*(\d{1,2}(?:\.\d{1,2})+)(?=[.、．\s:：)）]|[^\d.])[.、．:：)）]?\s*")
_STOP = "[.、．:：)）]"
_SINGLE = re.compile(
    rf"^\s*(?:(\d{{1,3}})\s*[.、．)）]|[(（]\s*(\d{{1,3}}|{_NUMERAL})\s*[)）]|({_NUMERAL})\s*[、.．])\s*"
)
_SECTION = re.compile(
    rf"^\s*(?:第?\s*[(（]?\s*(\d{{1,2}}|{_NUMERAL})\s*[)）]?\s*[章節大]?\s*{_STOP}|(\d{{1,2}})\s*(?=\D))"
)


def split_number(text: str) -> tuple[str, int, str]:
    """A question as (dotted number such as 「1.1」, single number such as 3, the words); "" and 0 for none."""
    plain = _half_width(text)
    if found := _DOTTED.match(plain):
        return found[1], 0, text[found.end() :].strip()
    if found := _SINGLE.match(plain):
        return "", value_of(next(filter(None, found.groups()))), text[found.end() :].strip()
    return "", 0, text.strip()


def number_of_section(title: str) -> int:
    """The number that a section begins with; 0 when it has none."""
    found = _SECTION.match(_half_width(title))
    return value_of(found[1] or found[2]) if found else 0


def value_of(written: str) -> int:
    """12 for 「12」, 「十二」 and 「拾貳」; 0 for anything else."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.translate(_FORMAL).rpartition("十")
    if not ten:
        return _DIGITS.get(ones, 0)
    return 10 * _DIGITS.get(tens, 1 if not tens else 0) + _DIGITS.get(ones, 0)


def numbers_inside(text: str) -> list[str]:
    """The dotted numbers with which the lines of a cell begin: several mean that several questions stand in it."""
    found = [split_number(line)[0] for line in text.split("\n")]
    return [each for each in found if each]


def _half_width(text: str) -> str:
    """Digits and full stops in half width. Character by character, so that places in the text stay the same."""
    return "".join(half if len(half := unicodedata.normalize("NFKC", each)) == 1 else each for each in text)
