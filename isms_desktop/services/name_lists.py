"""Reading a list of names as people keep them: one a line, with 、 between them, with titles, as part of a table."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from isms_desktop.domain.training import Attendance
from isms_desktop.domain.values import same_key

_FIELDS = {key: Attendance.record_type.field(key) for key in ("name", "department", "job_title")}
_BETWEEN = re.compile(r"[、，,;；/／|]")
_LEADING = re.compile(r"^[\s\d.、)）(（·•*■□☑☐✓✔vV-]+(?=[^\s\d])")
"""Numbers, dots and ticks before a name."""
_TITLES = (
    "老師", "教師", "主任", "組長", "校長", "先生", "小姐", "女士", "科長", "股長", "課長", "專員", "幹事", "秘書",
    "科員", "技士", "技佐", "辦事員", "書記", "護理師", "局長", "副局長", "處長", "所長", "主秘", "約僱", "工友",
)  # fmt: skip
"""What is often written behind a name."""
_SURNAMES = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋"
    "鄧杜傅侯曹薛丁卓馬董唐藍蔣石古紀姚連馮歐程湯田康姜白汪鄒尤巫鐘黎涂龔嚴韓袁金童陸夏柳邵錢伍倪溫于譚駱熊任甘秦"
)
"""Common family names: of two cells, the one that begins with such a one is more likely the name."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody named in a list."""

    name: str
    department: str = ""
    job_title: str = ""
    rest: tuple[str, ...] = ()
    """What else stands in the line: it may tell namesakes apart."""


def bare(name: object) -> str:
    """A name in the form in which two of them count as the same: without spaces, width or case (王　明, 王明)."""
    return "".join(same_key(name).split())


def read_lines(text: str, names: Collection[str]) -> Iterator[Line]:
    """Everybody named in a text; ``names`` are the known ones (``bare``), which tell a name from a unit or a title.

    A heading with 姓名 says which column is which. A line without a known name counts by what looks like one.
    """
    columns: dict[str, int] = {}
    for raw in unicodedata.normalize("NFC", text).replace("\r", "\n").split("\n"):
        cells = [cell.strip().strip('"').strip() for cell in raw.split("\t")]
        if not any(cells):
            continue
        heading = _heading(cells)
        if heading:
            columns = heading
        elif columns and columns["name"] < len(cells):
            yield from _by_columns(cells, columns, names)
        elif len([cell for cell in cells if cell]) > 1:
            yield from _by_content(cells, names)
        else:
            for part in _BETWEEN.split(next(filter(None, cells))):
                yield from _one(part, names)


def looks_like_list(text: str) -> bool:
    """Whether a text names more than one, so that it is no word to look for."""
    return bool(re.search(r"[\n\r\t]", text.strip()) or _BETWEEN.search(text))


def _heading(cells: list[str]) -> dict[str, int]:
    """Field → column when this line is a heading with a column of names."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        for key, field in _FIELDS.items():
            if bare(cell) in {bare(each) for each in (field.label, *field.synonyms)}:
                found.setdefault(key, place)
    return found if "name" in found else {}


def _by_columns(cells: list[str], columns: dict[str, int], names: Collection[str]) -> Iterator[Line]:
    def cell(key: str) -> str:
        place = columns.get(key, -1)
        return cells[place] if 0 <= place < len(cells) else ""

    for line in _one(cell("name"), names):
        yield Line(line.name, cell("department") or line.department, cell("job_title") or line.job_title, tuple(cells))


def _by_content(cells: list[str], names: Collection[str]) -> Iterator[Line]:
    """A row of a table without a heading: the cell that holds a known name; failing that, the one like a name."""
    filled = [cell for cell in cells if cell and not cell.replace(".", "").isdecimal()]
    for cell in filled:
        line = next(_one(cell, names), None)
        if line and bare(line.name) in names:
            rest = tuple(each for each in filled if each is not cell)
            yield Line(line.name, line.department, line.job_title, rest)
            return
    looks = [cell for cell in filled if 2 <= len(bare(cell)) <= 4 and bare(cell) not in _TITLES]
    looks = [cell for cell in looks if cell[0] in _SURNAMES] or looks
    # Unit, title, name is the order of a sign-in sheet: the last that could be a name is the name.
    for line in _one((looks or filled or [""])[-1], names):
        others = [each for each in filled if bare(each) != bare(line.name)]
        title = next((each for each in others if bare(each).endswith(_TITLES)), line.job_title)
        unit = next((each for each in others if each != title), "")
        yield Line(line.name, unit, title, tuple(others))


def _one(part: str, names: Collection[str]) -> Iterator[Line]:
    """One name with what may stand around it: a number before, a title behind."""
    text = _LEADING.sub("", part).strip()[:_LONGEST]
    if not text:
        return
    whole, words = bare(text), text.split()
    if whole in names:
        yield Line(text)
        return
    for word in words:
        if bare(word) in names:
            rest = tuple(each for each in words if each is not word)
            yield Line(word, job_title=" ".join(rest), rest=rest)
            return
    known = max((name for name in names if len(name) > 1 and whole.startswith(name)), key=len, default="")
    if known and len(whole) - len(known) <= 4 and whole[len(known) :].endswith(_TITLES):
        yield Line(known, job_title=whole[len(known) :], rest=(whole[len(known) :],))
        return
    name_first = len(words) > 1 and 2 <= len(words[0]) <= 4 and words[0][0] in _SURNAMES
    yield Line(words[0], job_title=" ".join(words[1:])) if name_first else Line(text)
