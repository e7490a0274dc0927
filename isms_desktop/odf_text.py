"""What our own ODF spreadsheets have in common: text as XML, the package, what stays in sight (ODF 1.3, CNS 15251).

Their XML is put together as text, because the libraries need minutes for what takes a fraction of a second.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from isms_desktop.sheet_text import clean

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("config", "config"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
) + (
    # These two stand inside values (of a condition, of a setting's name); undeclared, LibreOffice drops both.
    ' xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" xmlns:ooo="http://openoffice.org/2004/office"'
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_CREATED = (1980, 1, 1, 0, 0, 0)
"""The day of every part of a package, so that the same content is the same file."""
_PART = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="text/xml"/>'


def paragraphs(text: str) -> str:
    """A text as paragraphs, one for each of its lines, with the spaces that XML would swallow."""
    written = escape(clean(text).replace("\r", ""))
    if "  " in written or "\n" in written or written[:1] == " " or written[-1:] == " ":
        written = "</text:p><text:p>".join(_spaced(line) for line in written.split("\n"))
    return f"<text:p>{written}</text:p>"


def inline(text: str) -> str:
    """A part of a line."""
    return _spaced(escape(clean(text).replace("\r", "")))


def write_package(file: BinaryIO, parts: Mapping[str, Iterable[str]]) -> None:
    """Write a spreadsheet's package: the parts by name (``content.xml`` …), each in pieces."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        # The type must come first and unpacked, so that any program knows the file by its first bytes.
        package.writestr(zipfile.ZipInfo("mimetype", _CREATED), _MIME)
        for name, pieces in {"META-INF/manifest.xml": (_manifest(parts),), **parts}.items():
            entry = zipfile.ZipInfo(name, _CREATED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with package.open(entry, "w") as stream:
                for piece in pieces:
                    stream.write(piece.encode())


def settings(frozen: Sequence[tuple[str, int]], grid: bool = True) -> str:
    """settings.xml: for each sheet how many rows stay in sight while scrolling, and whether cells are outlined."""
    tables = "".join(_view(name, rows, grid) for name, rows in frozen)
    return (
        f'{HEAD}<office:document-settings {NAMESPACES} office:version="1.3"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{_item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        f"{_item('ActiveTable', 'string', escape(clean(frozen[0][0])))}</config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>"
    )


def _view(name: str, rows: int, grid: bool) -> str:
    kept = (
        ("HorizontalSplitMode", "short", 0),
        ("VerticalSplitMode", "short", 2 if rows else 0),
        ("VerticalSplitPosition", "int", rows),
        ("ActiveSplitRange", "short", 2),
        ("PositionTop", "int", 0),
        ("PositionBottom", "int", rows),
        ("ShowGrid", "boolean", str(grid).lower()),
    )
    items = "".join(_item(*each) for each in kept)
    name = quoteattr(clean(name))
    return f"<config:config-item-map-entry config:name={name}>{items}</config:config-item-map-entry>"


def _item(name: str, kind: str, value: object) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'


def _manifest(parts: Iterable[str]) -> str:
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
        f'manifest:media-type="{_MIME}"/>{"".join(map(_PART.format, parts))}</manifest:manifest>'
    )


def _spaced(line: str) -> str:
    body = line.strip(" ")
    lead, tail = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
    if not body:
        return _runs(len(line))
    return f"{_runs(lead)}{_inner(body)}{_runs(tail)}"


def _runs(length: int) -> str:
    return f'<text:s text:c="{length}"/>' if length else ""


def _inner(body: str) -> str:
    parts = body.split(" ")
    out = [parts[0]]
    extra = 0
    for part in parts[1:]:
        if not part:
            extra += 1
            continue
        out.append(f" {_runs(extra)}{part}")
        extra = 0
    return "".join(out)
