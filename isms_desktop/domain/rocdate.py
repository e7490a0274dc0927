"""民國 dates: reads what clerks write, keeps ISO, writes what papers show.

A day is ISO text here (``"2024-05-01"``; ``""`` is no day) wherever a record or a person is concerned.
"""

import datetime
import re
import unicodedata
from typing import TypeVar

from isms_desktop.domain.findings import UserError

_Day = TypeVar("_Day", bound=datetime.date)

FIRST_YEAR = 1912
"""民國 1 年."""

_LONGEST = 60
"""Characters of the longest way to write a day, spaces included; what is longer is not worth reading."""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1, "○": 0}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SEPARATED = re.compile(r"^(\d{1,4})[./\-年](\d{1,2})[./\-月](\d{1,2})日?$")
_RUN = re.compile(r"^(\d{2,4})(\d{2})(\d{2})$")
_CLOCK = re.compile(r"(T| |上午|下午)+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_EPOCH_OF_SHEETS = datetime.date(1899, 12, 30)
_ADVICE = "請改成 113/5/1 這樣的日期。"


def read(raw: object) -> str:
    """A day from whatever a person or a spreadsheet gives: text in any usual form, a date, a sheet's serial number.

    A year below 1000 is 民國, otherwise 西元. Returns ISO text, "" for nothing.
    Raises UserError (one sentence, what to write instead) for 民國0年, an impossible day, or no date at all.
    """
    if raw is None:
        return ""
    if isinstance(raw, datetime.datetime):
        return raw.date().isoformat()
    if isinstance(raw, datetime.date):
        return raw.isoformat()
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _read_number(raw)
    return _read_text(str(raw))


def write(iso: str, separator: str = ".") -> str:
    """The short form for lists, ``113.5.1``; text that is no ISO day comes back as it is (legacy values)."""
    day = read_iso(iso)
    return iso if day is None else f"{roc_year(day)}{separator}{day.month}{separator}{day.day}"


def write_long(iso: str) -> str:
    """The long form for papers, ``中華民國113年5月1日``; text that is no ISO day comes back as it is."""
    day = read_iso(iso)
    return iso if day is None else f"中華民國{roc_year(day)}年{day.month}月{day.day}日"


def write_spaced(iso: str) -> str:
    """``113 年 5 月 1 日``, as forms have it between their words; text that is no ISO day unchanged, "" for none."""
    day = read_iso(iso)
    return iso if day is None else f"{roc_year(day)} 年 {day.month} 月 {day.day} 日"


def write_moment(iso: str) -> str:
    """A moment for people, ``113.5.1 08:30``, from ISO text of a day and time."""
    day, _, clock = iso.replace(" ", "T").partition("T")
    return f"{write(day)} {clock[:5]}".strip()


def write_local(moment: str) -> str:
    """A moment of the file (UTC, ISO) as people here read it: ``113.5.1 08:30``."""
    return write_moment(datetime.datetime.fromisoformat(moment).astimezone().isoformat(timespec="minutes"))


def days_until(iso: str, today: datetime.date) -> int | None:
    """Days until a day (or that of a moment), negative once it is over; None for text that is no ISO day."""
    day = read_iso(iso)
    return None if day is None else (day - today).days


def until(iso: str, today: datetime.date) -> str:
    """How far a day (or that of a moment) is away: 「逾期 12 天」, 「今天到期」, 「還有 5 天」; "" for none."""
    left = days_until(iso, today)
    if left is None:
        return ""
    return f"逾期 {-left} 天" if left < 0 else f"還有 {left} 天" if left else "今天到期"


def months_after(day: _Day, months: int) -> _Day:
    """The same day (and time) so many months later, or before; the last day of a month that has no such day."""
    import calendar  # takes 4 ms to read, which every start would pay

    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def later(iso: str, months: int) -> str:
    """As ``months_after`` for ISO text; "" for text that is no ISO day, and beyond the last day there is."""
    day = read_iso(iso)
    try:
        return "" if day is None else months_after(day, months).isoformat()
    except ValueError:
        return ""


def roc_year(day: datetime.date) -> int:
    """The 民國 year of a day."""
    return day.year - FIRST_YEAR + 1


def office_year(day: datetime.date, starts: int | None) -> int:
    """The 民國 year that a day belongs to in an office whose year starts in the month ``starts`` (January for None).

    A year that starts in August (schools) is named after the calendar year in which it starts.
    """
    return roc_year(day) - (1 if day.month < (starts or 1) else 0)


def office_year_of(iso: str, starts: int | None) -> int | None:
    """``office_year`` of ISO text; None for anything that is not a day."""
    day = read_iso(iso)
    return None if day is None else office_year(day, starts)


def read_iso(iso: str) -> datetime.date | None:
    """The day of ISO text; None for anything else, and for a day before 民國 1 年, which has no 民國 form here."""
    try:
        day = datetime.date.fromisoformat(iso[:10])
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def _read_number(raw: int | float) -> str:
    # The comparison also turns away NaN and infinity, which int() cannot take.
    if not 0 <= raw <= 99999999 or (raw > 99999 and raw != int(raw)):
        raise UserError(f"「{str(raw)[:30]}」不是日期。", _ADVICE)
    number = int(raw)
    # Sheets count days since 1899-12-30: 20000–79999 covers 1954–2119, and no 民國 date has five digits.
    if 20000 <= number <= 79999:
        return (_EPOCH_OF_SHEETS + datetime.timedelta(days=number)).isoformat()
    return _read_text(str(number))


def _read_text(raw: str) -> str:
    raw = raw.strip()
    if len(raw) > _LONGEST:
        raise UserError(f"「{raw[:30]}…」不是日期。", _ADVICE)
    cleaned = re.sub(r"\s*([./\-年月日])\s*", r"\1", unicodedata.normalize("NFKC", raw).strip())
    cleaned = _CLOCK.sub("", cleaned)
    if not cleaned:
        return ""
    said_roc = "民國" in cleaned
    cleaned = re.sub(r"^(中華)?民國", "", cleaned).replace(" ", "")
    found = _SEPARATED.match(cleaned) or _SEPARATED.match(_chinese_to_digits(cleaned)) or _RUN.match(cleaned)
    if not found or (found.re is _RUN and len(cleaned) not in (6, 7, 8)):
        raise UserError(f"「{raw[:30]}」不是日期。", _ADVICE)
    year, month, day = (int(part) for part in found.groups())
    if year == 0:
        raise UserError("沒有民國 0 年。", _ADVICE)
    if said_roc and year >= FIRST_YEAR:
        raise UserError(f"「民國{year}年」看起來是西元年。", _ADVICE)
    if said_roc or year < 1000:
        year += FIRST_YEAR - 1
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise UserError(f"「{raw[:30]}」沒有這一天。", "請確認月份與日期。") from None


def _chinese_to_digits(raw: str) -> str:
    return re.sub(r"[〇零○元一二三四五六七八九十百千]+", lambda found: str(_chinese_number(found.group())), raw)


def _chinese_number(numeral: str) -> int:
    """一百一十三 → 113, 十二 → 12, 一一三 → 113."""
    if not any(unit in numeral for unit in _TENS):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total = 0
    digit = 0
    for character in numeral:
        if character in _TENS:
            total += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
