"""What the readers of ods and odt have in common: one pass over content.xml, opened with distrust."""

from typing import Any, Protocol
from xml.parsers import expat

from isms_desktop.domain.findings import UserError
from isms_desktop.exchange.package import MOST_BYTES, Package, damaged, too_large

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


class Walker(Protocol):
    """Who listens to the parser. Names are ``namespace name``."""

    def start(self, name: str, given: dict[str, Any]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def characters(self, text: str) -> None:
        """Text within it."""


def walk_content(package: Package, walker: Walker, locked: UserError, most_bytes: int = MOST_BYTES) -> None:
    """Let the walker hear all of content.xml; ``locked`` is what to say of a package with a password.

    UserError also when the package is damaged, when the content unpacks to more than ``most_bytes``, and when it
    declares a document type: no ODF does, and entities that blow up come with one.
    """
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise locked
    if _CONTENT not in package:
        raise damaged(package.name)
    if package.size(_CONTENT) > most_bytes:
        raise too_large(package.name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.characters

    def refuse(*_declared: object) -> None:
        raise damaged(package.name)

    parser.StartDoctypeDeclHandler = refuse
    try:
        for piece in package.stream(_CONTENT):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError):
        raise damaged(package.name) from None
