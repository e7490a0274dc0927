"""Fonts inside a PDF: each is embedded as the few glyphs that the print uses, under two-byte codes.

ReportLab's own TrueType support cuts a font into subsets of 256 characters and writes wrong text codes for characters
beyond the basic plane, so that 𠮷 could not be searched for or read back. One composite font (Type 0, Identity-H) per
font file is smaller, quicker and right. It rests on what ReportLab asks of any font of its own: a place in the
document's ``delayedFonts`` and ``addObjects`` when the file is put together.
"""

import hashlib
from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics

from isms_desktop.printing.fonts import FontChain
from isms_desktop.printing.truetype import FontFile

_AT_A_TIME = 100
"""Most entries in one section of a ToUnicode map (the format's limit)."""
_REGULAR, _SYMBOLIC, _STEM = 400, 4, 80


class NoFont:
    """What a canvas starts with, instead of a Helvetica that would stand in every file without being embedded."""

    fontName = "isms-desktop-none"  # noqa: N815 (the names that ReportLab asks for)
    _dynamicFont = 1  # noqa: N815
    _multiByte = 0  # noqa: N815
    shapable = False

    class face:  # noqa: N801, D106
        name = b"isms-desktop-none"


def register_no_font() -> str:
    """Make ``NoFont`` known to ReportLab; its name."""
    pdfmetrics.registerFont(NoFont())
    return NoFont.fontName


class EmbeddedFont:
    """One font file in one PDF. ``codes`` gives a character its two-byte code, in hexadecimal, as it is first used."""

    def __init__(self, file: FontFile, name: str) -> None:
        self._file = file
        self.name = name
        """Under which the pages name it."""
        self.codes = _Codes(file)

    def addObjects(self, document: Any) -> None:  # noqa: N802 (called by ReportLab)
        """Put the font with the glyphs that were used into the document. ReportLab calls it when it saves."""
        used = list(self.codes)
        glyphs = [self._file.glyphs[ord(character)] for character in used]
        program = self._file.subset(glyphs)
        base = f"{_tag(program)}+{self._file.name}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{base}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "CIDToGIDMap": "/Identity",
                "DW": 1000,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray([_plain(self._file.advance(glyph)) for glyph in glyphs])]),
                "FontDescriptor": document.Reference(self._descriptor(base, program, document), f"descriptor:{base}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{base}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{base}")]),
                "ToUnicode": document.Reference(_stream(_to_unicode(used)), f"unicode:{base}"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font, f"font:{base}")

    def _descriptor(self, base: str, program: bytes, document: Any) -> Any:
        shape = self._file.shape
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{base}",
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(shape.box)),
                "ItalicAngle": 0,
                "Ascent": shape.ascent,
                "Descent": shape.descent,
                "CapHeight": shape.ascent,
                "StemV": _STEM,
                "FontWeight": _REGULAR,
                "FontFile2": document.Reference(_stream(program, Length1=len(program)), f"program:{base}"),
            }
        )


class Typecase:
    """The fonts of one PDF, from which every text is set. Put on a page by ``set``."""

    def __init__(self, chain: FontChain, document: Any) -> None:
        self._chain = chain
        self._document = document
        self._fonts: dict[int, EmbeddedFont] = {}
        self._main = self._font(0).codes
        self.missing = False

    def set(self, text: str, size: float) -> str:
        """The PDF operators that show ``text``; the font named there is in force until the next."""
        try:
            code = "".join(map(self._main.__getitem__, text))
        except KeyError:
            return " ".join(self._set_run(*run, size) for run in self._chain.runs(text)) + f" {self.choose(size)}"
        return f"<{code}> Tj"

    def choose(self, size: float) -> str:
        """The operator that takes the main font up."""
        return f"/{self._fonts[0].name} {size:g} Tf"

    def _set_run(self, number: int, text: str, size: float) -> str:
        font = self._font(number)
        code = "".join(map(font.codes.__getitem__, text))
        return f"/{font.name} {size:g} Tf <{code}> Tj"

    def _font(self, number: int) -> EmbeddedFont:
        if number not in self._fonts:
            font = EmbeddedFont(self._chain.font(number), f"F{number + 1}")
            self._fonts[number] = font
            self._document.delayedFonts.append(font)
        return self._fonts[number]


class _Codes(dict[str, str]):
    """Character → code, given out in the order of first use. KeyError for a character that the font does not draw."""

    def __init__(self, file: FontFile) -> None:
        super().__init__()
        self._glyphs = file.glyphs

    def __missing__(self, character: str) -> str:
        if ord(character) not in self._glyphs:
            raise KeyError(character)
        code = f"{len(self) + 1:04X}"
        self[character] = code
        return code


def _tag(program: bytes) -> str:
    """Six letters that tell one subset from another, the same for the same glyphs."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _plain(width: float) -> float | int:
    return round(width, 2) if width % 1 else int(width)


def _stream(content: bytes | str, **entries: int) -> Any:
    stream = pdfdoc.PDFStream(content=content)
    stream.dictionary.dict.update(entries)
    stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _to_unicode(characters: list[str]) -> str:
    """The map from codes back to text, by which a PDF can be searched and copied from."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(characters), _AT_A_TIME):
        section = characters[start : start + _AT_A_TIME]
        lines.append(f"{len(section)} beginbfchar")
        lines += [
            f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for code, character in enumerate(section, start + 1)
        ]
        lines.append("endbfchar")
    return "\n".join([*lines, "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"])
