"""The ODT writer: a neutral document becomes a text that every word processor can edit.

Its tables, titles and page numbers are real ones, with styles that have names; the words and their order are those of
the PDF. The same document always gives the same bytes.
"""

from itertools import takewhile
from pathlib import Path
from typing import BinaryIO

from isms_desktop.printing.document import (
    Block,
    Contents,
    Cover,
    Document,
    Fields,
    Grid,
    Heading,
    Labels,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Table,
    Text,
)
from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.job import Counter, Job
from isms_desktop.printing.measures import RUNNING_HEAD
from isms_desktop.printing.odt.blocks import add_contents, add_cover, add_fields, add_heading, add_note, add_text
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.grid import add_grid, add_signoff
from isms_desktop.printing.odt.labels import add_labels
from isms_desktop.printing.odt.matrix import add_matrix
from isms_desktop.printing.odt.package import Package
from isms_desktop.printing.odt.pages import FIRST, STAMP_PICTURE, label_page, page_styles, stamp_picture, text_size
from isms_desktop.printing.odt.room import ABOVE_TABLE, BELOW_TABLE, Room
from isms_desktop.printing.odt.styles import KEEP, default_style, font_face, named_styles
from isms_desktop.printing.odt.table import add_table
from isms_desktop.printing.table_layout import TableLayout, tail_of
from isms_desktop.printing.text import Ruler
from isms_desktop.safe_write import write_safely


def write_odt(document: Document, target: Path | BinaryIO, fonts: FontChain, job: Job) -> None:
    """Write the paper as ODT to a file or an open stream. ``fonts`` measure, they are not embedded.

    A file appears whole or not at all. Raises Cancelled, and UserError when the file cannot be written.
    """
    writer = _Writer(document, Ruler(fonts), job)
    package = writer.package()
    if isinstance(target, Path):
        write_safely(target, package.write)
    else:
        package.write(target)


class _Writer:
    """One paper on its way into a file."""

    def __init__(self, document: Document, ruler: Ruler, job: Job) -> None:
        self._document, self._ruler = document, ruler
        self._width, self._page = text_size(document)
        self._body = Body(FIRST)
        self._room = Room(document, ruler)
        total = sum(len(block.rows) if isinstance(block, Table) else 1 for block in document.blocks)
        self._counter = Counter(total, job)
        places = (number for number, block in enumerate(document.blocks) if _is_listed(block))
        self._bookmarks = {place: f"heading{number}" for number, place in enumerate(places, 1)}
        self._labels = [block for block in document.blocks if isinstance(block, Labels)]

    def package(self) -> Package:
        """The file, ready to be written."""
        self._counter(0)
        for number, block in enumerate(self._document.blocks):
            self._add(number, block)
        if self._body.ends_with_table:
            # Behind a table a word processor wants a line; it takes no room.
            self._body.paragraph("End", "")
        document = self._document
        package = Package(document.office + document.title, document.title, document.office, self._body.text)
        package.add_defaults(font_face(self._ruler.fonts), default_style())
        package.add_styles(named_styles())
        package.add_styles(page_styles(document, self._ruler))
        for number, labels in enumerate(self._labels, 1):
            package.add_styles(label_page(f"Labels{number}", labels.sheet))
        package.add_styles(self._body.automatic_styles(), automatic=True)
        stamp = stamp_picture(document)
        pictures = {**self._body.pictures, **({STAMP_PICTURE: stamp} if stamp else {})}
        for name, content in pictures.items():
            package.add_picture(name, content)
        return package

    def _add(self, number: int, block: Block) -> None:
        match block:
            case Table():
                self._add_table(number, block)
                return
            case Heading():
                bookmark = self._bookmarks.get(number, "")
                add_heading(block, self._body, self._ruler, self._width, bookmark)
            case Picture():
                room = self._room.at(number)
                left = room - self._room.below(number) if room is not None else None
                add_matrix(block, self._body, self._ruler, self._width, left)
            case Contents():
                add_contents(block, self._headings(), self._body, self._width)
            case PageBreak():
                self._body.new_page(FIRST if block.anew else "", block.anew)
            case Cover():
                add_cover(block, self._body, self._ruler, self._width, self._page + RUNNING_HEAD)
            case Labels():
                add_labels(block, self._body, self._ruler, f"Labels{self._labels.index(block) + 1}")
            case _:
                self._add_small(number, block)
        self._counter(1)

    def _add_small(self, number: int, block: Block) -> None:
        body, ruler, width = self._body, self._ruler, self._width
        # What stands between a table and the officers' cells goes with them.
        keep = KEEP if any(isinstance(each, SignOff) for each in self._rest(number)) else ""
        match block:
            case Fields():
                add_fields(block, body, ruler, width, keep)
            case Text():
                add_text(block, body, ruler)
            case Grid():
                add_grid(block, body, ruler, width, self._page, self._joined(number))
            case SignOff(titles=titles) if titles:
                add_signoff(block, body, ruler, width)
            case Note():
                add_note(block, body, ruler, keep)

    def _add_table(self, number: int, block: Table) -> None:
        layout = TableLayout(block, self._width, self._page, self._ruler)
        rest = self._rest(number)
        heights = self._room.heights(number, layout)
        pages = self._room.pages(number, layout, len(heights))
        joined = self._joined(number)
        above = 0.0 if "t" in joined else ABOVE_TABLE
        # What ends a page has no room below it: a full page would go on to the next for its sake.
        below = BELOW_TABLE if rest and "b" not in joined else 0.0
        tail = bool(tail_of(rest))
        add_table(layout, heights, pages, self._body, self._counter, (above, below), tail)

    def _joined(self, number: int) -> str:
        """Where a grid stands directly above (``t``) or below (``b``) a block: they are one form."""
        blocks = self._document.blocks
        near = {"t": blocks[number - 1 : number] if number else (), "b": blocks[number + 1 : number + 2]}
        return "".join(side for side, found in near.items() if any(isinstance(each, Grid) for each in found))

    def _rest(self, number: int) -> list[Block]:
        """What follows a block up to the next page."""
        following = self._document.blocks[number + 1 :]
        return list(takewhile(lambda block: not isinstance(block, PageBreak), following))

    def _headings(self) -> list[tuple[Heading, str]]:
        blocks = self._document.blocks
        found = ((blocks[place], bookmark) for place, bookmark in self._bookmarks.items())
        return [(block, bookmark) for block, bookmark in found if isinstance(block, Heading)]


def _is_listed(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1
