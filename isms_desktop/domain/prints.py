"""What decides what stands on a paper, the number that a print gets, and the code at its foot."""

import dataclasses
import json
import re
import unicodedata
from dataclasses import dataclass

from isms_desktop.domain.fields import Choice

OUTPUTS = (
    Choice("paper", "紙本"),
    Choice("pdf", "PDF 檔"),
    Choice("odt", "ODT 檔"),
    Choice("ods", "ODS 檔"),
    Choice("xlsx", "XLSX 檔"),
)
"""What a paper can become; all but the first are endings of files."""
HASH_ON_PAPER = 12
"""Hexadecimal digits of the content hash that a person can read at the foot."""
_PREFIX = "ISMS1:"
_CODE = re.compile(_PREFIX + r"(\d{3})(\d{5,})(\d{4})(\d{8})")
"""Year, place in it, whose file, content."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー一﹣", "-"))
_NUMBER = re.compile(r"(?:列印)?(?:編號)?:?(?:(\d{2,3})-)?0*(\d{1,6})")
_RUN = re.compile(r"(\d{3})(\d{4})")
"""A whole number typed without its dash."""


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Everything that decides what stands on a paper. The same order on the same records is the same paper."""

    form: str
    blank: bool = False
    """To be filled in by hand."""
    year: int | None = None
    """民國 year of a yearly paper; None is the present one."""
    ids: tuple[int, ...] = ()
    """Only these records of the form's first type; none for all."""
    label_sheet: str = ""
    """Id of the label sheet; "" for the usual one."""
    label_skip: int = 0
    """Labels of the first sheet that are used up."""
    rulers: bool = False
    """A page for trying out a label sheet."""
    unmasked: bool = False
    """Sensitive fields in full."""

    def as_text(self) -> str:
        """What the print register keeps of it, beside the form: what is not as usual, as JSON."""
        kept = {
            field.name: value
            for field in dataclasses.fields(self)
            if field.name != "form" and (value := getattr(self, field.name)) != field.default
        }
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def in_words(self) -> str:
        """What of the records it shows: 「115 年度、選取 3 筆」; "" for all of them."""
        parts = [f"{self.year} 年度"] if self.year else []
        parts += [f"選取 {len(self.ids)} 筆"] if self.ids else []
        parts += ["空白"] if self.blank else []
        parts += ["試印"] if self.rulers else []
        parts += ["個資未遮蔽"] if self.unmasked else []
        return "、".join(parts)


def order_from(form: str, text: str) -> PrintOrder | None:
    """The order that the register kept. None when it kept none, or one that a newer program has written."""
    try:
        kept = json.loads(text)
        known = {field.name: field for field in dataclasses.fields(PrintOrder)}
        if not form or not isinstance(kept, dict) or not kept.keys() <= known.keys() - {"form"}:
            return None
        ids = tuple(int(each) for each in kept.pop("ids", ()))
        return PrintOrder(form, ids=ids, **kept)
    except (ValueError, TypeError):
        return None


def print_number(year: int, place: int) -> str:
    """The number of the print that is the ``place``-th of its 民國 year: ``115-0042``."""
    return f"{year}-{place:04}"


def parts_of_number(number: str) -> tuple[int, int] | None:
    """(year, place) of a number of ours; None for a number that an office has given itself."""
    found = re.fullmatch(r"(\d{2,3})-(\d{4,})", number)
    return (int(found[1]), int(found[2])) if found else None


def number_typed(text: str, year: int) -> str:
    """The number that a person means: ``115-42``, ``１１５－４２``, ``1150042`` or ``42``, of ``year``; "" for none."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    if whole := _RUN.fullmatch(plain):
        return print_number(int(whole[1]), int(whole[2]))
    found = _NUMBER.fullmatch(plain)
    return print_number(int(found[1] or year), int(found[2])) if found and int(found[2]) else ""


@dataclass(frozen=True, slots=True)
class PrintCode:
    """What the code at the foot of a paper says: ``ISMS1:`` and digits, so that it is the smallest there is."""

    mark: str
    """Whose file it is from: four digits."""
    number: str
    content: str
    """Eight digits of the content hash."""

    def __str__(self) -> str:
        year, place = self.number.split("-")
        return f"{_PREFIX}{year:0>3}{place:0>5}{self.mark}{self.content}"


def mark_of(origin: str) -> str:
    """How codes name a file by its ``origin``: it says nothing of the office to those who should not know."""
    return f"{int(origin[:16] or '0', 16) % 10**4:04}"


def print_code(origin: str, number: str, sha256: str) -> PrintCode:
    """The code for a print of that number and content."""
    return PrintCode(mark_of(origin), number, _content(sha256))


def code_read(text: str) -> PrintCode | None:
    """The code that a scanner has typed, whatever the input method made of it; None when it is none of ours."""
    found = _CODE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()).upper())
    return PrintCode(found[3], print_number(int(found[1]), int(found[2])), found[4]) if found else None


def same_content(code: PrintCode, sha256: str) -> bool:
    """Whether a code is of a print with that content hash."""
    return _content(sha256) == code.content


def _content(sha256: str) -> str:
    return f"{int(sha256[:16] or '0', 16) % 10**8:08}"
