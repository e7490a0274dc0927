"""Puts the parts of an ODT file together: odfdo keeps its package, manifest, metadata and styles in order.

The same paper always gives the same bytes: the dates inside are fixed, as in the PDF.
"""

import datetime
import io
import zipfile
from collections.abc import Iterable
from typing import BinaryIO

from odfdo import Document, Element

from isms_desktop.printing.odt.words import plain
from isms_desktop.printing.phrase import PLAIN, UNDERLINED
from isms_desktop.printing.text import NO_END, NO_START

_CREATOR = "ISMS Desktop 資安維護管家"
_A_DAY = datetime.datetime.fromisoformat("2000-01-01T00:00:00")
_VERSION = "1.3"
"""Of ODF: what the word processors of these years all know."""
_SETTINGS = {
    "AddParaTableSpacing": "false",
    "AddParaTableSpacingAtStart": "false",
    "Country": "TW",
    "Language": "zh",
    "TableRowKeep": "true",
    "UpdateFromTemplate": "false",
}
"""How a word processor shall lay out: of the distances of two paragraphs the greater counts; rows can be kept with the
next. Everything else is as odfdo's template has it."""
_NOT_NEEDED = ("Configurations2/", "Thumbnails/", "manifest.rdf")
_EMPTIED = ("office:font-face-decls", "office:styles", "office:automatic-styles", "office:master-styles")


class Package:
    """An ODT file that is filled part by part, then written."""

    def __init__(self, title: str, subject: str, office: str, text: str) -> None:
        """``text``: the inside of the text, as XML."""
        self._document = Document("odt")
        self._set_text(text)
        for part in (self._document.styles, self._document.content):
            for tag in _EMPTIED:
                element = part.root.get_element(f"//{tag}")
                if element is not None:
                    element.clear()
        self._say_what_it_is(title, subject, office)
        self._set_up()

    def add_styles(self, styles: Iterable[str], automatic: bool = False) -> None:
        """Named styles, page layouts and masters; or the automatic ones of the text. Each is one XML element."""
        for style in styles:
            self._document.insert_style(style, automatic=automatic)

    def add_defaults(self, font_face: str, style: str) -> None:
        """The font, and what every paragraph starts from."""
        self._document.insert_style(font_face)
        for each in (font_face, style):
            self._document.insert_style(each, default=True)

    def add_picture(self, name: str, content: bytes) -> None:
        """A PNG under this name."""
        assert self._document.container is not None
        self._document.container.set_part(name, content)
        self._document.manifest.add_full_path(name, "image/png")

    def write(self, stream: BinaryIO) -> None:
        """Write the file."""
        document, container = self._document, self._document.container
        assert container is not None
        # Not Document.save, which walks through every cell again and declares a version that older programs refuse.
        for part, name in (
            (document.content, "content.xml"),
            (document.styles, "styles.xml"),
            (document.meta, "meta.xml"),
            (document.settings, "settings.xml"),
        ):
            part.root.set_attribute("office:version", _VERSION)
            container.set_part(name, part.serialize())
        container.set_part("META-INF/manifest.xml", self._manifest())
        packed = io.BytesIO()
        container.save(packed)
        _write_without_dates(packed, stream)

    def _set_text(self, xml: str) -> None:
        """Put the text in before odfdo reads the part: moving a large tree costs more than all the rest."""
        container = self._document.container
        assert container is not None
        part = container.get_part("content.xml")
        assert isinstance(part, bytes)
        before, start, rest = part.partition(b"<office:text>")
        end = rest.index(b"</office:text>")
        container.set_part("content.xml", before + start + xml.encode() + rest[end:])

    def _manifest(self) -> bytes:
        manifest = self._document.manifest
        for path in manifest.get_paths():
            if path.startswith(_NOT_NEEDED):
                manifest.del_full_path(path)
        for element in (manifest.root, manifest.root.get_element('//manifest:file-entry[@manifest:full-path="/"]')):
            assert element is not None
            element.set_attribute("manifest:version", _VERSION)
        return manifest.serialize()

    def _say_what_it_is(self, title: str, subject: str, office: str) -> None:
        meta = self._document.meta
        meta.title, meta.subject, meta.language = title, subject, "zh-TW"
        meta.initial_creator = meta.creator = office
        meta.generator = _CREATOR
        meta.creation_date = meta.date = _A_DAY

    def _set_up(self) -> None:
        settings = self._document.settings
        view = settings.root.get_element('//config:config-item-set[@config:name="ooo:view-settings"]')
        assert view is not None
        view.delete()
        for name, value in _SETTINGS.items():
            item = settings.root.get_element(f'//config:config-item[@config:name="{name}"]')
            assert item is not None, name
            item.text = value
        ours = settings.root.get_element('//config:config-item-set[@config:name="ooo:configuration-settings"]')
        assert ours is not None
        ours.append(Element.from_tag(_forbidden()))
        for path in list(self._document.parts):
            if path.startswith(_NOT_NEEDED):
                self._document.del_part(path)


def _forbidden() -> str:
    """The marks that may not begin or end a line, as in the PDF: word processors know none for Taiwan by themselves."""
    begin, end = ("".join(sorted(marks - {PLAIN, UNDERLINED})) for marks in (NO_START, NO_END))
    entries = {"Language": "zh", "Country": "TW", "Variant": "", "BeginLine": begin, "EndLine": end}
    items = "".join(
        f'<config:config-item config:name="{name}" config:type="string">{plain(value)}</config:config-item>'
        for name, value in entries.items()
    )
    return (
        '<config:config-item-map-indexed config:name="ForbiddenCharacters"><config:config-item-map-entry>'
        f"{items}</config:config-item-map-entry></config:config-item-map-indexed>"
    )


def _write_without_dates(packed: io.BytesIO, stream: BinaryIO) -> None:
    """Copy the parts with one date for all of them, the file's kind first and plain, as the format asks."""
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            entry = zipfile.ZipInfo(name)
            entry.compress_type = kind
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
