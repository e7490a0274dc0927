"""Every text of a paper with the place that it came from: what is looked through before it is printed."""

from collections.abc import Iterator
from dataclasses import dataclass

from isms_desktop.printing.document import (
    Block,
    Contents,
    Cover,
    Document,
    Fields,
    Grid,
    GridCell,
    Heading,
    Labels,
    Matrix,
    Note,
    PageBreak,
    Picture,
    SignOff,
    Table,
    Text,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, in words that a clerk finds: the record and the field."""

    record: str
    field: str


def texts(document: Document) -> Iterator[tuple[str, Place]]:
    """Every text of the paper with the place that it came from."""
    heading = Place(document.title, "表頭")
    for text in (document.title, document.office, document.attachment, document.number, document.made_on):
        yield text, heading
    for block in document.blocks:
        for text, place in _texts_of(block):
            yield text, Place(place.record or document.title, place.field)


def _texts_of(block: Block) -> Iterator[tuple[str, Place]]:
    match block:
        case Heading(text=text) | Note(text=text):
            yield text, Place("", "標題" if isinstance(block, Heading) else "註")
        case Fields(items=items):
            yield from ((part, Place("", item.label)) for item in items for part in (item.label, item.value))
        case Text(paragraphs=paragraphs):
            yield from ((each.marker + each.text, Place("", "內文")) for each in paragraphs)
        case Table():
            yield from _texts_of_table(block)
        case Grid(rows=rows):
            yield from _texts_of_grid(rows)
        case Picture(drawing=drawing):
            yield from _texts_of_matrix(drawing)
        case SignOff(titles=titles):
            yield from ((title, Place("", "陳核欄")) for title in titles)
        case Cover(titles=titles, notes=notes):
            yield from ((text, Place("", "封面")) for text in (*titles, *notes))
        case Labels(labels=labels):
            yield from ((text, Place(each.source, "標籤")) for each in labels for text in each.lines)
        case Contents(title=title):
            yield title, Place("", "目錄")
        case PageBreak():
            return


def _texts_of_table(table: Table) -> Iterator[tuple[str, Place]]:
    for column in table.columns:
        yield column.group + column.heading, Place("", "欄名")
    headings = [column.heading for column in table.columns]
    for row in table.rows:
        for heading, text in zip(headings, row.cells, strict=False):
            if text:
                yield text, Place(row.source, heading)


def _texts_of_grid(rows: tuple[tuple[GridCell, ...], ...]) -> Iterator[tuple[str, Place]]:
    for row in rows:
        label = ""
        for cell in row:
            label = cell.text if cell.label else label
            yield cell.text, Place("", label)


def _texts_of_matrix(matrix: Matrix) -> Iterator[tuple[str, Place]]:
    for _, word in (*matrix.likelihoods, *matrix.impacts):
        yield word, Place("", "可能性與衝擊性")
    for cell in matrix.cells:
        for mark in cell.marks:
            yield from ((item, Place(item, "資產編號")) for item in mark.items)
    yield matrix.formula + matrix.note, Place("", "圖例")
    yield from ((label + span, Place("", "圖例")) for _, label, span in matrix.bands)
