"""Names of the worksheets: one for each copy of a paper, told apart by what differs between the copies."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from isms_desktop.printing.document import Block, Fields, Grid, Heading, Table, Text
from isms_desktop.printing.phrase import without_marks
from isms_desktop.sheet_text import sheet_name


def sheet_names(copies: Sequence[Sequence[Block]], title: str) -> list[str]:
    """A name for each copy, all different; that of the paper where there is only one."""
    if len(copies) == 1:
        return [_usable(title)]
    names: list[str] = []
    for text in _telling([list(_words(blocks)) for blocks in copies], title):
        name, number = _usable(text), 2
        while name.casefold() in {each.casefold() for each in names}:
            name, number = _usable(_shortened(text, f" ({number})")), number + 1
        names.append(name)
    return names


def _telling(words: Sequence[Sequence[str]], title: str) -> Sequence[str]:
    """For each copy its text in the first place in which all copies differ; else the first in which some do."""
    best: Sequence[str] = [title] * len(words)
    for texts in zip_longest(*words, fillvalue=""):
        different = len({_usable(text) for text in texts if text})
        if different == len(words):
            return texts
        if different > len(set(best)):
            best = [text or title for text in texts]
    return best


def _words(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(text=text):
                yield without_marks(text.split("\n")[-1])
            case Fields(items=items):
                yield from (without_marks(item.value).strip() for item in items)
            case Grid(rows=rows):
                yield from (without_marks(cell.text).strip() for row in rows for cell in row if not cell.label)
            case Text(paragraphs=paragraphs):
                yield from (without_marks(each.text).strip() for each in paragraphs)
            case Table(rows=rows):
                yield from (without_marks(text).strip() for row in rows[:1] for text in row.cells)


def _usable(text: str) -> str:
    name = sheet_name(text.replace("/", "-"), "表單")
    # Excel keeps this name for itself.
    return "History_" if name.casefold() == "history" else name


def _shortened(text: str, end: str) -> str:
    """The text so short that ``end`` still has room behind it."""
    name = sheet_name(text.replace("/", "-"), "表單")
    while sheet_name(name + end, "") != name + end:
        name = name[:-1].rstrip()
    return name + end
