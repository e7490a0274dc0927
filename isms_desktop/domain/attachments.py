"""附件: scans and photos that belong to a record. The bytes are kept once, under their SHA-256."""

import re
import unicodedata

from isms_desktop.domain.fields import Record, integer, record, text

LONGEST_NAME = 80
"""Characters: a name must fit into 255 bytes of UTF-8 wherever it is written out, and people want to read it."""
_REFUSED = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
"""What Windows does not allow in a name → the full-width form that reads the same."""
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(\..*)?", re.IGNORECASE)
_PROGRAMS = re.compile(
    "appimage|application|appref-ms|appxbundle|appx|bat|bin|chm|cmd|command|com|cpl|deb|desktop|dll|exe|gadget|hta|img"
    "|inf|ins|iso|jar|jnlp|jse|js|lnk|msc|msh|msix|msi|msp|mst|pif|pkg|ps1|psd1|psm1|pyw|py|reg|rpm|run|scf|scr|sct|sh"
    "|sys|theme|url|vbe|vbs|vb|vhdx|vhd|vxd|website|wsc|wsf|wsh|ws|xbap|xll"
)
"""Endings that run something when they are opened."""


@record("attachment", "附件", identity=("owner_kind", "owner_id", "sha256"), title=("name",), unit="個")
class Attachment(Record):
    """One file linked to one record."""

    owner_kind: str = text("所屬類別", required=True)
    owner_id: int | None = integer("所屬紀錄", required=True)
    name: str = text("檔名", required=True, width=30, longest=255)
    sha256: str = text("SHA-256", required=True, width=20, longest=64)
    size: int | None = integer("大小", required=True, unit="位元組")


def safe_name(name: str) -> str:
    """A file name that every system can write and nobody misreads; 「附件」 when nothing is left of it.

    What Windows refuses becomes its full-width form. Invisible characters go: one of them can turn an ending around.
    """
    told = name.encode(errors="replace").decode()  # a name may hold bytes that are no characters
    seen = "".join(each for each in told if unicodedata.category(each) not in ("Cc", "Cf", "Zl", "Zp"))
    plain = seen.translate(_REFUSED).strip().rstrip(". ")
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, ending = split_name(plain)
    return (stem[: LONGEST_NAME - len(ending)].rstrip() + ending) or "附件"


def split_name(name: str) -> tuple[str, str]:
    """Stem and ending (「.pdf」); "" for a name without one or with one that is too long to be one."""
    stem, dot, ending = name.rpartition(".")
    return (stem, dot + ending) if stem and 0 < len(ending) <= 12 and " " not in ending else (name, "")


def numbered_name(name: str, taken: set[str]) -> str:
    """The name, with a number when the record has another attachment of that name: 「照片（2）.jpg」."""
    stem, ending = split_name(name)
    number, wanted = 1, name
    while wanted.casefold() in taken:
        number += 1
        wanted = f"{stem}（{number}）{ending}"
    return wanted


def is_program(name: str) -> bool:
    """Whether opening a file of that name would run it."""
    return bool(_PROGRAMS.fullmatch(split_name(safe_name(name))[1].casefold().lstrip(".")))


def size_words(size: int) -> str:
    """A size in bytes as people say it: 「820 KB」, 「1.2 MB」."""
    if size < 1024:
        return f"{size} 位元組"
    if size < 1024 * 1024:
        return f"{max(1, size // 1024)} KB"
    return f"{size / 1024 / 1024:.1f} MB"
