"""Paper: form files become neutral documents, and documents become files. Knows the domain, and nothing of the store.

    forms = load_forms((shipped("forms"),))                  # every paper by id; UserError names a wrong file
    document = build(forms["asset_register"], Inputs(...))   # the paper with its words, no layout yet
    fonts = find_fonts(shipped("resources", "fonts"))
    for each in missing_characters(document, fonts): ...     # ask the clerk before printing
    result = write_pdf(document, Path("清冊.pdf"), fonts)

The writers are only loaded when something is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from isms_desktop.domain.plan import Passage
from isms_desktop.domain.progress import IsCancelled, Progress
from isms_desktop.printing.build import build
from isms_desktop.printing.chapters import filled_passages
from isms_desktop.printing.context import Context, Inputs, vocabulary
from isms_desktop.printing.document import Document, texts
from isms_desktop.printing.fonts import FontChain, find_fonts
from isms_desktop.printing.form import Form
from isms_desktop.printing.job import Job
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.template import load_form as _load_form
from isms_desktop.printing.template import load_forms as _load_forms

__all__ = (
    "Document",
    "FontChain",
    "Form",
    "Inputs",
    "MissingCharacter",
    "PrintResult",
    "build",
    "find_fonts",
    "load_form",
    "load_forms",
    "missing_characters",
    "plan_words",
    "write_pdf",
)


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
    missing: tuple[MissingCharacter, ...]
    """Characters that were printed as 〓 because no font draws them."""


def load_form(path: Path) -> Form:
    """One form file. Raises UserError that names file, block and key when anything in it is wrong."""
    return _load_form(path, vocabulary())


def load_forms(folders: tuple[Path, ...]) -> dict[str, Form]:
    """Every form file of the folders by id; one in a later folder takes the place of an earlier one with its id.

    Raises UserError that names file, block and key when one is wrong.
    """
    return _load_forms(folders, vocabulary())


def plan_words(form: Form, inputs: Inputs) -> Iterator[tuple[Passage, tuple[str, ...]]]:
    """The passages of the 維護計畫 as the office's kind has them, each with its words (none for a table)."""
    for filled in filled_passages(Context(form, inputs), own=False):
        yield filled.passage, () if filled.passage.table else tuple(text for _, text in filled.words)


def missing_characters(document: Document, fonts: FontChain) -> tuple[MissingCharacter, ...]:
    """Every character of the paper that no font draws, with the record and the field it stands in."""
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
    document: Document,
    target: Path | BinaryIO,
    fonts: FontChain,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> PrintResult:
    """Write the paper as PDF to a file (whole or not at all) or to an open binary stream.

    ``progress(done, total)`` is called as pages are drawn, ``cancelled()`` is asked as often; true raises
    Cancelled. Raises UserError when the file cannot be written.
    """
    from isms_desktop.printing.pdf.writer import write_pdf as write

    pages = write(document, target, fonts, Job(progress, cancelled))
    return PrintResult(pages, missing_characters(document, fonts))
