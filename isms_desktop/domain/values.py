"""Values at the border: what a person or a sheet gives becomes what a record holds, and back again.

One reader and one writer per kind of field, used by the grid, the form, the import, the export and the paper alike.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeAlias

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Choice, Field, Kind, Rules, Value, empty_value
from isms_desktop.domain.findings import Finding, UserError, error
from isms_desktop.domain.identifiers import mask

Reading: TypeAlias = tuple[Value, Finding | None]
"""The value (the empty one when there is an error) and what is wrong with what was given."""

TitleOf: TypeAlias = Callable[[str, int], str]
"""(record type, id) → how a person names that record."""

YES = ("是", "有", "yes", "y", "true", "v", "ˇ", "✓", "✔", "■", "☑", "1", "o", "○")
NO = ("否", "無", "no", "n", "false", "□", "☐", "0", "x", "╳")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, a font or UTF-8 cannot hold; half a surrogate pair among them."""
_BEYOND = 10**15
"""Numbers from here on are refused: a decimal keeps fifteen digits exactly, and the file's integers end at eighteen."""
_LONGEST_MOMENT = 80
_SEPARATORS = re.compile(r"[、,，;；\n]")
"""Between several choices in one cell."""
_MOMENT = re.compile(r"^(.*?)[T ]+((?:[上下]午 *)?\d{1,2}:\d{2})(?::\d{2})?(?: *([AP]M))?$", re.IGNORECASE)
_TIME = re.compile(r"([上下]午|[AP]M)? *(\d{1,2})[:時](\d{2})(?:分|:\d{2})? *([AP]M)?", re.IGNORECASE)


def read(field: Field, raw: object, rules: Rules) -> Reading:
    """The record value of what was typed, pasted or found in a cell. Never raises: a wrong value is a finding."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return empty_value(field.kind), None
    try:
        return _READERS[field.kind](field, raw, rules), None
    except UserError as problem:
        return empty_value(field.kind), error(field.key, f"{field.label}：{problem.text}", problem.advice)


def show(field: Field, value: Value, rules: Rules, title_of: TitleOf | None = None) -> str:
    """A value as a person reads it: choice labels, 民國 dates, 是/否, titles of linked records."""
    if value is None or value == "" or value == ():
        return ""
    match field.kind:
        case Kind.CHOICE:
            return _label(field, str(value), rules)
        case Kind.COMPUTED if field.options:
            return _label(field, str(value), rules)
        case Kind.CHOICES if isinstance(value, tuple):
            return "、".join(_label(field, str(each), rules) for each in value)
        case Kind.YES_NO:
            return "是" if value else "否"
        case Kind.DATE:
            return rocdate.write(str(value))
        case Kind.MOMENT:
            return rocdate.write_moment(str(value))
        case Kind.REF if isinstance(value, int):
            return title_of(field.target, value) if title_of else str(value)
        case Kind.REFS if isinstance(value, tuple):
            return "、".join(title_of(field.target, int(each)) if title_of else str(each) for each in value)
        case Kind.DECIMAL if isinstance(value, float):
            return _plain(value)
        case _:
            return str(value)


def show_masked(field: Field, value: Value, rules: Rules, title_of: TitleOf | None = None) -> str:
    """As ``show``, with a sensitive value hidden (last four characters)."""
    shown = show(field, value, rules, title_of)
    return mask(shown) if field.sensitive else shown


def same_key(value: object) -> str:
    """A value in the form in which two of them count as the same: width, case and spaces do not matter."""
    return unicodedata.normalize("NFKC", str(value)).casefold().strip()


def options(field: Field, rules: Rules) -> tuple[Choice, ...]:
    """The choices of a field in this office: fixed ones, or the office's list."""
    return rules.choices(field.options_from) if field.options_from else field.options


def choice_lookup(field: Field, rules: Rules) -> Mapping[str, str]:
    """Every accepted way to write a choice (``same_key``) → its value. Labels win over synonyms."""
    found: dict[str, str] = {}
    every = options(field, rules)
    for each in every:
        found.setdefault(same_key(each.value), each.value)
        found.setdefault(same_key(each.label), each.value)
    for each in every:
        for synonym in each.synonyms:
            found.setdefault(same_key(synonym), each.value)
    return found


def _label(field: Field, value: str, rules: Rules) -> str:
    return next((each.label for each in options(field, rules) if each.value == value), value)


def _read_text(field: Field, raw: object, _rules: Rules) -> str:
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    if field.kind is Kind.TEXT:
        text = " ".join(line for each in text.split("\n") if (line := each.strip()))
    if _CONTROL.search(text):
        raise UserError("含有看不見的控制字元。", "請重新輸入這一格。")
    if len(text) > field.longest:
        raise UserError(f"有 {len(text)} 個字，超過 {field.longest} 個字。", "請縮短，其餘寫在備註或附件。")
    return text


def _read_number(field: Field, raw: object, rules: Rules) -> int | float | str:
    whole = field.kind is Kind.INTEGER
    if isinstance(raw, bool):
        raise UserError("不是數字。", "請填數字。")
    number: float
    if isinstance(raw, int | float):
        if raw != raw:  # NaN, which some sheets give for an empty cell
            raise UserError("不是數字。", "請填數字。")
        number = raw
    else:
        text = unicodedata.normalize("NFKC", str(raw)).replace(",", "").strip()
        if field.unit and text.endswith(field.unit):
            text = text[: -len(field.unit)].strip()
        # float() also takes "1_000", "nan" and "inf", which nobody means in a register.
        if re.fullmatch(r"[+-]?\d+(\.\d*)?", text):
            number = float(text)
        elif field.words:
            return _read_text(field, raw, rules)
        else:
            raise UserError(f"「{str(raw)[:30]}」不是數字。", "請填數字。")
    if abs(number) >= _BEYOND:
        raise UserError("數字太大，超過 15 位數。", "請確認這一格的數字。")
    if whole and number != int(number):
        raise UserError(f"「{_plain(number)}」不是整數。", "請填整數。")
    _keep_range(field, number, rules)
    return int(number) if whole else float(number)


def _keep_range(field: Field, number: float, rules: Rules) -> None:
    low, high = field.minimum, field.maximum
    span = rules.scale_range(field.scale) if field.scale else None
    if span:
        low, high = span
    if low is not None and high is not None and not low <= number <= high:
        span_text = f"{_plain(low)}～{_plain(high)}"
        raise UserError(f"「{_plain(number)}」超出 {span_text} 的範圍。", f"請填 {span_text} 的數字。")
    if low is not None and number < low:
        raise UserError(f"「{_plain(number)}」小於 {_plain(low)}。", f"請填 {_plain(low)} 以上的數字。")
    if high is not None and number > high:
        raise UserError(f"「{_plain(number)}」大於 {_plain(high)}。", f"請填 {_plain(high)} 以下的數字。")


def _plain(number: float) -> str:
    """A number as people write it: no exponent, and no decimals where there are none."""
    import decimal  # a start-up that counts milliseconds shows no decimals

    text = format(decimal.Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _read_choice(field: Field, raw: object, rules: Rules) -> str:
    value = choice_lookup(field, rules).get(same_key(raw))
    if value is None:
        names = "、".join(each.label for each in options(field, rules))
        raise UserError(f"沒有「{str(raw)[:30]}」這個選項。", f"可用的選項：{names}。")
    return value


def _read_choices(field: Field, raw: object, rules: Rules) -> tuple[str, ...]:
    if isinstance(raw, tuple | list):
        parts = [str(part) for part in raw]
    else:
        parts = [part for part in _SEPARATORS.split(_without_inner_commas(field, str(raw), rules)) if part.strip()]
    return tuple(dict.fromkeys(_read_choice(field, part, rules) for part in parts))


def _without_inner_commas(field: Field, raw: str, rules: Rules) -> str:
    """The text with each label that itself holds a comma (an official wording) replaced by its value."""
    for each in options(field, rules):
        if _SEPARATORS.search(each.label):
            raw = raw.replace(each.label, each.value)
    return raw


def _read_yes_no(_field: Field, raw: object, _rules: Rules) -> bool:
    if isinstance(raw, bool):
        return raw
    written = same_key(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
    if written in YES:
        return True
    if written in NO:
        return False
    raise UserError(f"「{str(raw)[:30]}」不是「是」或「否」。", "請填「是」或「否」。")


def _read_date(_field: Field, raw: object, _rules: Rules) -> str:
    return rocdate.read(raw)


def _read_time(_field: Field, raw: object, _rules: Rules) -> str:
    if isinstance(raw, datetime.time):
        return raw.strftime("%H:%M")
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", str(raw)).strip())
    half = (found[1] or found[4] or "").upper() if found else ""
    if not found or int(found[2]) > (12 if half else 23) or int(found[3]) > 59:
        raise UserError(f"「{str(raw)[:30]}」不是時間。", "請改成 08:30 這樣的時間。")
    hour = int(found[2]) % 12 + (12 if half in ("下午", "PM") else 0) if half else int(found[2])
    return f"{hour:02}:{found[3]}"


def _read_moment(field: Field, raw: object, rules: Rules) -> str:
    if isinstance(raw, datetime.datetime):
        return raw.isoformat(timespec="minutes")
    text = unicodedata.normalize("NFKC", str(raw)).strip()
    found = _MOMENT.match(text) if len(text) <= _LONGEST_MOMENT else None
    if not found:
        raise UserError(f"「{str(raw)[:30]}」缺少日期或時間。", "請改成 113/5/1 08:30。")
    clock = " ".join(filter(None, found.groups()[1:]))
    return f"{rocdate.read(found[1])}T{_read_time(field, clock, rules)}"


def _read_ref(_field: Field, raw: object, _rules: Rules) -> int:
    # A title is resolved where records are known (services, import session); here only an id is understood.
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    raise UserError(f"找不到「{str(raw)[:30]}」。", "請從清單中選擇。")


def _read_refs(field: Field, raw: object, rules: Rules) -> tuple[int, ...]:
    if isinstance(raw, tuple | list):
        return tuple(_read_ref(field, each, rules) for each in raw)
    return (_read_ref(field, raw, rules),)


_READERS: Mapping[Kind, Callable[[Field, object, Rules], Value]] = {
    Kind.TEXT: _read_text,
    Kind.LINES: _read_text,
    Kind.INTEGER: _read_number,
    Kind.DECIMAL: _read_number,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.YES_NO: _read_yes_no,
    Kind.DATE: _read_date,
    Kind.TIME: _read_time,
    Kind.MOMENT: _read_moment,
    Kind.REF: _read_ref,
    Kind.REFS: _read_refs,
}
