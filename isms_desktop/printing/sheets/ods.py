"""Writes a book of sheets as ODF, as our own streaming XML (ODF 1.3, CNS 15251)."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar
from xml.sax.saxutils import quoteattr

from isms_desktop.odf_text import HEAD, inline, paragraphs, settings, write_package
from isms_desktop.printing.phrase import UNDERLINED
from isms_desktop.printing.sheets.cells import Book, Cell, Covered, Line, Place, Sheet, places, runs
from isms_desktop.printing.sheets.ods_styles import FACES, NAMESPACES, length, look_style, meta_part, styles_part
from isms_desktop.sheet_text import clean

_Key = TypeVar("_Key")


def write_ods(file: BinaryIO, book: Book, drawn: Callable[[int], None]) -> None:
    """Write the book as an ODF spreadsheet; ``drawn`` is told how many lines were written."""
    parts = {
        "meta.xml": (meta_part(book),),
        "styles.xml": (styles_part(book),),
        "settings.xml": (settings([(sheet.name, sheet.frozen) for sheet in book.sheets], grid=False),),
        "content.xml": _content(book, drawn),
    }
    write_package(file, parts)


def _content(book: Book, drawn: Callable[[int], None]) -> Iterator[str]:
    styles = _Styles(book)
    yield f'{HEAD}<office:document-content {NAMESPACES} office:version="1.3">{FACES}{styles.xml()}'
    yield "<office:body><office:spreadsheet>"
    for sheet in book.sheets:
        yield f'<table:table table:name={quoteattr(clean(sheet.name))} table:style-name="sheet">'
        for width in sheet.widths:
            yield f'<table:table-column table:style-name="{styles.width(width)}"/>'
        yield from _lines(sheet, styles, drawn)
        yield "</table:table>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _lines(sheet: Sheet, styles: "_Styles", drawn: Callable[[int], None]) -> Iterator[str]:
    first, last = sheet.titles or (-1, -1)
    for number, (line, row) in enumerate(places(sheet)):
        begin = "<table:table-header-rows>" if number == first else ""
        end = "</table:table-header-rows>" if number == last else ""
        cells = "".join(styles.cells(row))
        yield f'{begin}<table:table-row table:style-name="{styles.height(line)}">{cells}</table:table-row>{end}'
        drawn(1)


class _Styles:
    """Names of the looks, widths and heights of a book, and its cells as XML."""

    def __init__(self, book: Book) -> None:
        lines = [line for sheet in book.sheets for line in sheet.lines]
        self._looks = _numbered(cell.look for line in lines for cell in line.cells)
        self._widths = _numbered(length(width) for sheet in book.sheets for width in sheet.widths)
        self._heights = _numbered((length(line.height), line.new_page) for line in lines)
        self._memory: dict[Cell, str] = {}

    def width(self, width: float) -> str:
        """Name of the style of a column."""
        return f"co{self._widths[length(width)]}"

    def height(self, line: Line) -> str:
        """Name of the style of a row."""
        return f"ro{self._heights[length(line.height), line.new_page]}"

    def cells(self, row: list[Place]) -> Iterator[str]:
        """The cells of a row."""
        blank = 0
        for place in row:
            if place is None:
                blank += 1
                continue
            if blank:
                yield f'<table:table-cell table:number-columns-repeated="{blank}"/>'
                blank = 0
            if isinstance(place, Covered):
                yield f'<table:covered-table-cell table:style-name="ce{self._looks[place.cell.look]}"/>'
            else:
                yield self._cell(place)

    def xml(self) -> str:
        """All styles."""
        parts = [
            '<number:text-style style:name="as-text"><number:text-content/></number:text-style>'
            '<number:number-style style:name="with-commas"><number:number number:decimal-places="0" '
            'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
            '<style:style style:name="line" style:family="text"><style:text-properties '
            'style:text-underline-style="solid" style:text-underline-width="auto" '
            'style:text-underline-color="font-color"/></style:style>'
            '<style:style style:name="sheet" style:family="table" style:master-page-name="Default">'
            '<style:table-properties table:display="true"/></style:style>'
        ]
        parts += [
            f'<style:style style:name="co{number}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width}"/></style:style>'
            for width, number in self._widths.items()
        ]
        parts += [
            f'<style:style style:name="ro{number}" style:family="table-row"><style:table-row-properties '
            f'style:row-height="{height}" style:use-optimal-row-height="false"'
            f"{' fo:break-before=' + chr(34) + 'page' + chr(34) if new_page else ''}/></style:style>"
            for (height, new_page), number in self._heights.items()
        ]
        parts += [look_style(look, number) for look, number in self._looks.items()]
        return f"<office:automatic-styles>{''.join(parts)}</office:automatic-styles>"

    def _cell(self, cell: Cell) -> str:
        known = self._memory.get(cell)
        if known is None:
            # Where a cell stands does not change how it is written; most of a register stands in one column each.
            known = self._memory[cell] = self._write(cell)
        return known

    def _write(self, cell: Cell) -> str:
        spans = ""
        if cell.columns > 1 or cell.rows > 1:
            spans = f' table:number-columns-spanned="{cell.columns}" table:number-rows-spanned="{cell.rows}"'
        start = f'<table:table-cell table:style-name="ce{self._looks[cell.look]}"{spans}'
        if cell.number is not None:
            value = f'office:value-type="float" office:value="{cell.number!r}"'
            return f"{start} {value}>{paragraphs(cell.text)}</table:table-cell>"
        if not cell.text:
            return f"{start}/>"
        written = _marked(cell.text) if UNDERLINED in cell.text else paragraphs(cell.text)
        return f'{start} office:value-type="string">{written}</table:table-cell>'


def _marked(text: str) -> str:
    """Paragraphs of a text in which words stand on a line."""
    lines = [""]
    for piece, on_a_line in runs(text):
        for number, part in enumerate(piece.split("\n")):
            if number:
                lines.append("")
            written = inline(part)
            lines[-1] += f'<text:span text:style-name="line">{written}</text:span>' if on_a_line else written
    return "".join(f"<text:p>{line}</text:p>" for line in lines)


def _numbered(found: Iterable[_Key]) -> dict[_Key, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(found))}
