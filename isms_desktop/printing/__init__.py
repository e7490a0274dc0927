"""Paper: form files become neutral documents, and documents become files. Knows the domain, and nothing of the store.

    forms = load_forms((shipped("forms"),))                  # every paper by id; UserError names a wrong file
    document = build(forms["asset_register"], Inputs(...))   # the paper with its words, no layout yet
    fonts = find_fonts(shipped("resources", "fonts"))
    content_hash(document)                                   # the same words, the same hash
    for each in missing_characters(document, fonts): ...     # ask the clerk before printing
    result = write_pdf(document, Path("清冊.pdf"), fonts)
    result = write_sheet(document, Path("清冊.ods"), fonts)  # or .xlsx

Each part is read when it is first asked for, so that the window can read them one at a time; the writers only when
something is written.
"""

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.job import Job

if TYPE_CHECKING:
    from isms_desktop.domain.plan import Passage
    from isms_desktop.domain.progress import IsCancelled, Progress
    from isms_desktop.printing.building import build
    from isms_desktop.printing.content import content_hash
    from isms_desktop.printing.context import Inputs, LabelChoice
    from isms_desktop.printing.document import Document, Stamp
    from isms_desktop.printing.fonts import FontChain, find_fonts
    from isms_desktop.printing.form import Form

__all__ = (
    "Document",
    "FontChain",
    "Form",
    "Inputs",
    "LabelChoice",
    "MissingCharacter",
    "PrintResult",
    "Stamp",
    "build",
    "content_hash",
    "find_fonts",
    "load_form",
    "load_forms",
    "missing_characters",
    "picked_ids",
    "plan_words",
    "write",
    "write_odt",
    "write_pdf",
    "write_sheet",
)

_PARTS = {
    "Document": "document",
    "FontChain": "fonts",
    "Form": "form",
    "Inputs": "context",
    "LabelChoice": "context",
    "Stamp": "document",
    "build": "building",
    "content_hash": "content",
    "find_fonts": "fonts",
}
"""What is given on from a part of its own → the part. None is called like what it gives: reading it would hide that."""


def __getattr__(name: str) -> Any:
    """What a part gives, read when it is first asked for."""
    if name not in _PARTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{_PARTS[name]}"), name)
    return value


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """A character that no font on this machine can draw, and where it stands."""

    record: str
    """The record as a person names it, or the title of the paper."""
    field: str
    character: str

    @property
    def code(self) -> str:
        """Its number, such as ``U+2B5E7``."""
        return f"U+{ord(self.character):04X}"

    def __str__(self) -> str:
        return f"{self.record}的「{self.field}」有一個字（{self.code}）沒有字型可以列印。"


@dataclass(frozen=True, slots=True)
class PrintResult:
    """What came of a print."""

    pages: int
    """0 for a file that has no pages before a program lays it out (ODT)."""
    missing: tuple[MissingCharacter, ...]
    """Characters that no font here draws: 〓 in a PDF; in other files they stand as they are."""


def load_form(path: Path) -> "Form":
    """One form file. Raises UserError that names file, block and key when anything in it is wrong."""
    from isms_desktop.printing.context import vocabulary
    from isms_desktop.printing.template import load_form as load

    return load(path, vocabulary())


def load_forms(folders: tuple[Path, ...]) -> "dict[str, Form]":
    """Every form file of the folders by id; one in a later folder takes the place of an earlier one with its id.

    Raises UserError that names file, block and key when one is wrong.
    """
    from isms_desktop.printing.context import vocabulary
    from isms_desktop.printing.template import load_forms as load

    return load(folders, vocabulary())


def plan_words(form: "Form", inputs: "Inputs") -> "Iterator[tuple[Passage, tuple[str, ...]]]":
    """The passages of the 維護計畫 as the office's kind has them, each with its words (none for a table)."""
    from isms_desktop.printing.chapters import filled_passages
    from isms_desktop.printing.context import Context

    for filled in filled_passages(Context(form, inputs), own=False):
        yield filled.passage, () if filled.passage.table else tuple(text for _, text in filled.words)


def picked_ids(form: "Form", inputs: "Inputs") -> tuple[int, ...] | None:
    """The records for which a form that is printed for each … would be printed, in order; None when they are others.

    Others than those of the form's first type, such as the months of a log.
    """
    from isms_desktop.printing.context import Context

    if not form.each or not form.records:
        return None
    ids = [row.id_of(form.records[0]) for row in Context(form, inputs).rows(form.each)]
    found = tuple(dict.fromkeys(each for each in ids if each is not None))
    return found if len(ids) == len([each for each in ids if each is not None]) else None


def missing_characters(document: "Document", fonts: "FontChain") -> tuple[MissingCharacter, ...]:
    """Every character of the paper that no font draws, with the record and the field it stands in."""
    from isms_desktop.printing.phrase import PLAIN, UNDERLINED
    from isms_desktop.printing.texts import texts

    seen = set[str]().union(*(text for text, _ in texts(document)))
    lacking = set(fonts.missing("".join(sorted(seen - {"\n", UNDERLINED, PLAIN}))))
    if not lacking:
        return ()
    found = (
        MissingCharacter(place.record, place.field, character)
        for text, place in texts(document)
        for character in text
        if character in lacking
    )
    return tuple(dict.fromkeys(found))


def write_pdf(
    document: "Document",
    target: Path | BinaryIO,
    fonts: "FontChain",
    progress: "Progress | None" = None,
    cancelled: "IsCancelled | None" = None,
) -> PrintResult:
    """Write the paper as PDF to a file (whole or not at all) or to an open binary stream.

    ``progress(done, total)`` is called as pages are drawn, ``cancelled()`` is asked as often; true raises
    Cancelled. Raises UserError when the file cannot be written.
    """
    from isms_desktop.printing.pdf.writer import write_pdf as write

    pages = write(document, target, fonts, Job(progress, cancelled))
    return PrintResult(pages, missing_characters(document, fonts))


def write_odt(
    document: "Document",
    target: Path | BinaryIO,
    fonts: "FontChain",
    progress: "Progress | None" = None,
    cancelled: "IsCancelled | None" = None,
) -> PrintResult:
    """Write the paper as ODT, as ``write_pdf`` does as PDF; the fonts measure and are not embedded."""
    from isms_desktop.printing.odt.writer import write_odt as write

    write(document, target, fonts, Job(progress, cancelled))
    return PrintResult(0, missing_characters(document, fonts))


def write_sheet(
    document: "Document",
    target: Path,
    fonts: "FontChain",
    progress: "Progress | None" = None,
    cancelled: "IsCancelled | None" = None,
) -> PrintResult:
    """Write the paper as a spreadsheet, .ods or .xlsx, whole or not at all.

    The fonts only tell how much room the texts need: a spreadsheet brings none along. Its pages are those that can be
    foreseen. Raises Cancelled, and UserError for another ending, for a text that is too long for a cell of Excel and
    when the file cannot be written.
    """
    from isms_desktop.printing.sheets.writer import write_sheet as write

    return PrintResult(write(document, target, fonts, Job(progress, cancelled)), ())


_WRITERS: Mapping[str, Callable[..., PrintResult]] = {
    "pdf": write_pdf,
    "odt": write_odt,
    "ods": write_sheet,
    "xlsx": write_sheet,
}
"""Kind of file → how a paper becomes one."""


def write(
    document: "Document",
    target: Path | BinaryIO,
    fonts: "FontChain",
    progress: "Progress | None" = None,
    cancelled: "IsCancelled | None" = None,
    kind: str = "pdf",
) -> PrintResult:
    """Write the paper as the kind of file that the name of ``target`` ends with; ``kind`` is that of a stream.

    Raises UserError when papers cannot become such a file, Cancelled, and UserError when it cannot be written.
    """
    ending = target.suffix.lower().removeprefix(".") if isinstance(target, Path) else kind
    if ending not in _WRITERS:
        name = (target.suffix or target.name) if isinstance(target, Path) else kind
        raise UserError(f"不能輸出成「{name}」。", f"請把檔名改成 {'、'.join(f'.{each}' for each in _WRITERS)} 結尾。")
    return _WRITERS[ending](document, target, fonts, progress, cancelled)
