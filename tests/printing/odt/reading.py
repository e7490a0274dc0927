"""Reads an ODT file back: its parts, its styles, its tables as a person sees them."""

import functools
import io
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from pypdf import PdfReader

from isms_desktop.printing import Document, FontChain, write_odt

SPACES = {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


class Cell(NamedTuple):
    """A cell with its spans; a place that another cell covers has the text None."""

    text: str | None
    columns: int
    rows: int


class Odt:
    """An ODT file that was read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.file = zipfile.ZipFile(io.BytesIO(content))
        self.body, self.styles, self.meta, self.manifest = (
            etree.fromstring(self.file.read(name))
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
        )

    def find(self, path: str) -> list[etree._Element]:
        """Elements of the text."""
        return self.body.xpath(path, namespaces=SPACES)

    def style(self, element: etree._Element) -> Mapping[str, str]:
        """What the style of an element says itself, by local name of the property."""
        name = next(value for key, value in element.attrib.items() if key.endswith("}style-name"))
        found = [
            each
            for part in (self.body, self.styles)
            for each in part.xpath("//style:style[@style:name=$name]", namespaces=SPACES, name=name)
        ]
        return {
            etree.QName(key).localname: value
            for style in found
            for each in (*style, style)
            for key, value in each.attrib.items()
        }

    @property
    def tables(self) -> list[etree._Element]:
        """The tables in the order of the text."""
        return self.find("//table:table")

    @functools.cached_property
    def text(self) -> str:
        """The words of the text in their order, without blanks."""
        return squeeze("".join(text_of(each) for each in self.find("//office:text")))


def text_of(element: etree._Element) -> str:
    """The words of an element; a line break is one, blanks are as many as they are."""
    parts = [element.text or ""]
    for child in element:
        name = etree.QName(child).localname
        if name == "line-break":
            parts.append("\n")
        elif name == "s":
            parts.append(" " * int(child.get(f"{{{SPACES['text']}}}c", "1")))
        else:
            parts.append(text_of(child))
        if name in ("p", "h"):
            parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts)


def rows_of(table: etree._Element, head: bool = False) -> list[list[Cell]]:
    """The rows of a table below its head, or those of its head."""
    path = "table:table-header-rows/table:table-row" if head else "table:table-row"
    return [[*_cells(row)] for row in table.xpath(path, namespaces=SPACES)]


def _cells(row: etree._Element) -> Iterator[Cell]:
    def number(cell: etree._Element, key: str) -> int:
        return int(cell.get(f"{{{SPACES['table']}}}number-{key}-spanned", "1"))

    for cell in row:
        covered = etree.QName(cell).localname == "covered-table-cell"
        yield Cell(None if covered else text_of(cell).strip("\n"), number(cell, "columns"), number(cell, "rows"))


def written(document: Document, fonts: FontChain) -> Odt:
    """The document as ODT, read back."""
    stream = io.BytesIO()
    write_odt(document, stream, fonts)
    return Odt(stream.getvalue())


def converted(files: list[Path], folder: Path) -> dict[str, list[str]]:
    """What LibreOffice makes of ODT files, all in one run: name → the words of each page, without blanks."""
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), *map(str, files)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return {path.stem: pages_of(path.read_bytes()) for path in sorted((folder / "pdf").glob("*.pdf"))}


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page of a PDF, without blanks."""
    return [squeeze(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def squeeze(text: str) -> str:
    """Text without blanks and line breaks, which are the layout's."""
    return "".join(text.split())
