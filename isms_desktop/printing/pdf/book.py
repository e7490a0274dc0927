"""What a long document has beside its text: a cover, a list of contents with pages and links, an outline."""

from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import dataclass, field

from isms_desktop.printing.document import Align, Block, Contents, Cover, Heading
from isms_desktop.printing.measures import MM
from isms_desktop.printing.pdf.blocks import HeadingPart, Part
from isms_desktop.printing.pdf.pen import Pen
from isms_desktop.printing.text import Ruler

COVER_SIZES = (30.0, 28.0, 20.0)
"""Sizes of the titles on the cover, first to last."""
COVER_NOTE_SIZE = 16.0
CONTENTS_SIZES = {2: 13.0, 3: 12.0}
"""Level of the heading → size of its line in the contents."""
_CONTENTS_LEADING = 1.55
_ROOM_FOR_PAGE = 11 * MM


@dataclass(slots=True)
class Places:
    """On which page each heading stands, by its number: what the last pass has found, and what this one finds."""

    known: MutableMapping[int, int] = field(default_factory=dict)
    found: dict[int, int] = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        """Whether the contents that were drawn are true."""
        return self.known == self.found


def headings_of(blocks: Sequence[Block]) -> list[tuple[int, Heading]]:
    """The headings that the contents list, each with its number among the blocks."""
    return [
        (number, block) for number, block in enumerate(blocks) if isinstance(block, Heading) and block.level in (2, 3)
    ]


def is_book(blocks: Sequence[Block]) -> bool:
    """Whether the document has a list of contents, and thus an outline."""
    return any(isinstance(block, Contents) for block in blocks)


def _key(number: int) -> str:
    return f"heading{number}"


class BookHeading(HeadingPart):
    """A heading that the contents and the outline lead to."""

    def __init__(self, heading: Heading, ruler: Ruler, number: int, places: Places) -> None:
        super().__init__(heading, ruler)
        self._number, self._places, self._level = number, places, heading.level

    def draw(self) -> None:
        """The heading, and its place for the contents, their links and the outline."""
        canvas = self.canv
        self._places.found[self._number] = canvas.getPageNumber()
        canvas.bookmarkHorizontal(_key(self._number), 0, self.height)
        canvas.addOutlineEntry(self._text.replace("\n", ""), _key(self._number), self._level - 2, self._level > 2)
        super().draw()


class ContentsLine(Part):
    """One heading with its page: dots lead from one to the other, and the line is a link."""

    def __init__(self, heading: Heading, ruler: Ruler, number: int, places: Places) -> None:
        super().__init__(ruler, before=4 if heading.level == 2 else 0)
        self._text, self._number, self._places = heading.text.replace("\n", ""), number, places
        self._size = CONTENTS_SIZES[heading.level]
        self._left = self._size * 2 * (heading.level - 2)

    def measure(self, width: float) -> float:
        """As many lines as the heading needs beside the room for the page."""
        self._lines = self.lines(self._text, width - self._left - _ROOM_FOR_PAGE, self._size)
        return len(self._lines) * self._size * _CONTENTS_LEADING

    def paint(self, pen: Pen) -> None:
        """The heading, dots, and the page at the right."""
        leading = self._size * _CONTENTS_LEADING
        y = self.height - leading + self._size * 0.45
        for line in self._lines[:-1]:
            pen.text(self._left, y, line, self._size)
            y -= leading
        last = self._lines[-1]
        pen.text(self._left, y, last, self._size)
        page = str(self._places.known.get(self._number, ""))
        start = self._left + self.length(last, self._size) + self._size * 0.5
        end = self.width - max(self.length(page, self._size), self._size) - self._size * 0.3
        # The dots of all lines stand below each other: they are counted from the right margin.
        gap = self._size * 0.5
        first = int((self.width - end) / gap) + 1
        for number in range(int((self.width - start) / gap), first - 1, -1):
            pen.text(self.width - number * gap, y, ".", self._size)
        pen.aligned(0, y, self.width, page, self._size, Align.RIGHT)

    def draw(self) -> None:
        """The line, and the link over it."""
        super().draw()
        self.canv.linkRect("", _key(self._number), (0, 0, self.width, self.height), relative=1, thickness=0)


def contents_parts(contents: Contents, blocks: Sequence[Block], ruler: Ruler, places: Places) -> Iterator[Part]:
    """The title of the contents and a line for each heading."""
    yield HeadingPart(Heading(contents.title, 1), ruler)
    yield from (ContentsLine(heading, ruler, number, places) for number, heading in headings_of(blocks))


class CoverPart(Part):
    """The whole first page: titles above its middle, remarks at its foot."""

    def __init__(self, cover: Cover, ruler: Ruler, height: float) -> None:
        super().__init__(ruler)
        self._cover, self._room = cover, height

    def measure(self, width: float) -> float:
        """The page; the lines of the titles are balanced."""
        self._lines = []
        for number, title in enumerate(self._cover.titles):
            size = COVER_SIZES[min(number, len(COVER_SIZES) - 1)]
            self._lines += [(line, size) for line in self.ruler.balance(title, width / size * 1000)]
        return self._room - 1

    def paint(self, pen: Pen) -> None:
        """Titles and remarks in the middle of the width."""
        y = self.height * 0.72
        for line, size in self._lines:
            pen.aligned(0, y, self.width, line, size, Align.CENTER)
            y -= size * 2
        notes = [note for note in self._cover.notes if note.strip()]
        y = 34 * MM + len(notes) * COVER_NOTE_SIZE * 2
        for note in notes:
            pen.aligned(0, y, self.width, note, COVER_NOTE_SIZE, Align.CENTER)
            y -= COVER_NOTE_SIZE * 2
