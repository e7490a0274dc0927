"""Files as offices send them, made at run time: nothing binary is kept in the repository."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from isms_desktop.domain.assets import Asset
from isms_desktop.domain.rules import OfficeRules
from isms_desktop.exchange.readers import read_book
from isms_desktop.exchange.session import plan_import
from isms_desktop.exchange.sheet import Book, Sheet
from isms_desktop.services import library

HEADINGS = ("資產編號", "資產類別", "資產名稱")


class Around:
    """What computed fields and links look at: the office's rules, and records by kind and id."""

    def __init__(self, rules: OfficeRules, *records: Any) -> None:
        self.rules = rules
        self._records = {(record.record_type.kind, record.id): record for record in records}

    def find(self, kind: str, record_id: int) -> Any:
        return self._records.get((kind, record_id))

    def title_of(self, kind: str, record_id: int) -> str:
        record = self.find(kind, record_id)
        return record.record_type.title_of(record) if record else f"#{record_id}"


class Maker:
    """Makes files in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def text(self, content: str | bytes, name: str = "清冊.csv", encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    def xlsx(self, rows: Sequence[Sequence[Any]], name: str = "清冊.xlsx", sheet: str = "清冊") -> Path:
        import openpyxl

        workbook = openpyxl.Workbook()
        workbook.active.title = sheet
        for row in rows:
            workbook.active.append(list(row))
        workbook.save(self.folder / name)
        return self.folder / name

    def package(self, parts: dict[str, str | bytes], name: str) -> Path:
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for part, content in parts.items():
                package.writestr(part, content)
        return path

    def raw_xlsx(self, sheet_data: str, name: str = "清冊.xlsx", styles: str = "") -> Path:
        """An xlsx with one sheet 「清冊」 of the given raw cells."""
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        return self.package(
            {
                "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
                '<Default Extension="xml" ContentType="application/xml"/></Types>',
                "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
                "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
                '<sheet name="清冊" sheetId="1" r:id="r1"/></sheets></workbook>',
                "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
                f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
                "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">'
                f"<sheetData>{sheet_data}</sheetData></worksheet>",
                **({"xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>'} if styles else {}),
            },
            name,
        )

    def raw_ods(self, table_rows: str, name: str = "清冊.ods", **parts: str) -> Path:
        """An ods with one sheet 「清冊」 of the given raw rows."""
        spaces = " ".join(
            f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in ("office", "table", "text")
        )
        calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
        drawing = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
        return self.package(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": f"<office:document-content {spaces} {calc} {drawing}><office:body><office:spreadsheet>"
                f'<table:table table:name="清冊">{table_rows}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>",
                **parts,
            },
            name,
        )

    def xls(self, rows: Sequence[Sequence[Any]], name: str = "清冊.xls", locked: bool = False) -> Path:
        """A real Excel 97 workbook (BIFF8 in an OLE container) with one sheet 「清冊」; ... is #N/A."""
        path = self.folder / name
        path.write_bytes(_ole(_biff(rows, locked)))
        return path


def _biff(rows: Sequence[Sequence[Any]], locked: bool) -> bytes:
    def entry(number: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", number, len(body)) + body

    def begin(kind: int) -> bytes:
        return entry(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    cells = b""
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if value is ...:
                cells += entry(0x0205, place + bytes([42, 1]))
            elif isinstance(value, str):
                cells += entry(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
            else:
                cells += entry(0x0203, place + struct.pack("<d", value))
    name = "清冊".encode("utf-16-le")
    lock = entry(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48)) if locked else b""
    start = begin(0x0005) + lock
    sheet_at = len(start) + 4 + 8 + len(name) + 4
    bound = entry(0x0085, struct.pack("<IHBB", sheet_at, 0, len(name) // 2, 1) + name)
    return start + bound + entry(0x000A) + begin(0x0010) + cells + entry(0x000A)


def _ole(stream: bytes) -> bytes:
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0)
    header += struct.pack("<I", free) * 108
    chain = [0xFFFFFFFD, end, *range(3, sectors + 2), end]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")

    def folder(name: str, kind: int, child: int, first: int, size: int) -> bytes:
        written = name.encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, free, free, child)
        return (
            written.ljust(64, b"\0") + struct.pack("<H", len(written) + 2) + links + bytes(36)
            + struct.pack("<IQ", first, size)
        )  # fmt: skip

    entries = folder("Root Entry", 5, 1, end, 0) + folder("Workbook", 2, free, 2, len(stream)) + bytes(256)
    return header + table + entries + stream.ljust(sectors * 512, b"\0")


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture(scope="session")
def rules() -> OfficeRules:
    profile = library.profiles()["household-office-c"]
    return OfficeRules(profile, library.methods()[profile.method], library.lists())


@pytest.fixture(scope="session")
def around(rules: OfficeRules):
    return lambda *records: Around(rules, *records)


@pytest.fixture(scope="session")
def sheet_of():
    """A book with one sheet 「清冊」 of the given rows."""

    def sheet_of(*rows: Sequence[Any], **details: Any) -> Book:
        return Book("清冊.xlsx", "xlsx", (Sheet("清冊", tuple(tuple(row) for row in rows), **details),))

    return sheet_of


@pytest.fixture(scope="session")
def plan(rules: OfficeRules):
    """The plan for importing assets from a file or a book."""

    def plan(source: Path | Book, existing: Sequence[Any] = (), record_type: Any = Asset.record_type, **details: Any):
        book = read_book(source) if isinstance(source, Path) else source
        return plan_import(record_type, rules, existing, book, **details)

    return plan
