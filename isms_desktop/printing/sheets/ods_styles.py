"""Looks and pages of an ODF spreadsheet as XML."""

from xml.sax.saxutils import escape

from isms_desktop import odf_text
from isms_desktop.odf_text import HEAD
from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.measures import LANDSCAPE_SIDE, MM, PAGE_BOTTOM, PAGE_SIDE, PAGE_TOP, SMALL
from isms_desktop.printing.sheets.cells import FONT, FOOT_SIZE, Book, Look
from isms_desktop.printing.sheets.measure import HEAD_SIDE, SIDE
from isms_desktop.sheet_text import clean

NAMESPACES = f'{odf_text.NAMESPACES} xmlns:css3t="http://www.w3.org/TR/css3-text/"'
_SIDES = ("left", "top", "right", "bottom")
_FOOT = 8.0
"""Height of head and foot of a page, in millimetres, within its margins."""
_ALIGN = {Align.LEFT: "start", Align.CENTER: "center", Align.RIGHT: "end", None: "justify"}
_FORMATS = {"text": "as-text", "thousands": "with-commas"}


def length(millimetres: float) -> str:
    """A length as ODF writes it."""
    return f"{millimetres:.2f}mm"


def _colour(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def look_style(look: Look, number: int) -> str:
    """The style of cells that look so."""
    rules = " ".join(
        f'fo:border-{side}="{f"{edge}pt solid #000000" if edge else "none"}"'
        for side, edge in zip(_SIDES, look.edges, strict=True)
    )
    fill = f' fo:background-color="{_colour(look.fill)}"' if look.fill else ""
    data = f' style:data-style-name="{_FORMATS[look.format]}"' if look.format else ""
    spread = ' css3t:text-justify="distribute"' if look.align is None else ""
    room = HEAD_SIDE if look.tight else SIDE
    indent = f' fo:margin-left="{look.indent * look.size:.1f}pt"' if look.indent else ""
    return (
        f'<style:style style:name="ce{number}" style:family="table-cell" style:parent-style-name="Default"{data}>'
        f'<style:table-cell-properties {rules} fo:padding-left="{room}mm" fo:padding-right="{room}mm" '
        f'fo:padding-top="0.3mm" fo:padding-bottom="0.3mm" fo:wrap-option="wrap" style:text-align-source="fix" '
        f'style:repeat-content="false" style:vertical-align="{look.vertical}"{fill}/>'
        '<style:paragraph-properties style:line-break="strict" style:punctuation-wrap="simple" '
        f'fo:text-align="{_ALIGN[look.align]}"{spread}{indent}/>'
        f'<style:text-properties fo:font-size="{look.size:g}pt" style:font-size-asian="{look.size:g}pt"/></style:style>'
    )


FACES = (
    f'<office:font-face-decls><style:font-face style:name="{FONT}" svg:font-family="{FONT}"/></office:font-face-decls>'
)
_FONT = f'style:font-name="{FONT}" style:font-name-asian="{FONT}" style:font-name-complex="{FONT}"'


def styles_part(book: Book) -> str:
    """styles.xml: the font, the page with its margins, head and foot."""
    side = (LANDSCAPE_SIDE if book.landscape else PAGE_SIDE) / MM
    width, height = (297, 210) if book.landscape else (210, 297)
    return (
        f'{HEAD}<office:document-styles {NAMESPACES} office:version="1.3">{FACES}<office:styles>'
        f'<style:default-style style:family="table-cell"><style:text-properties {_FONT} fo:font-size="12pt" '
        'style:font-size-asian="12pt" fo:language="zh" fo:country="TW" style:language-asian="zh" '
        'style:country-asian="TW"/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles><office:automatic-styles>'
        f"{_text_style('small', SMALL)}{_text_style('tiny', FOOT_SIZE)}"
        '<style:page-layout style:name="page"><style:page-layout-properties '
        f'fo:page-width="{width}mm" fo:page-height="{height}mm" '
        f'style:print-orientation="{"landscape" if book.landscape else "portrait"}" '
        f'fo:margin-left="{side:.1f}mm" fo:margin-right="{side:.1f}mm" fo:margin-top="{PAGE_TOP / MM - _FOOT:.1f}mm" '
        f'fo:margin-bottom="{PAGE_BOTTOM / MM - _FOOT:.1f}mm" style:table-centering="horizontal" '
        'style:scale-to-X="1" style:scale-to-Y="0" style:print="objects charts drawings zero-values"/>'
        f"<style:header-style>{_room('bottom')}</style:header-style>"
        f"<style:footer-style>{_room('top')}</style:footer-style></style:page-layout></office:automatic-styles>"
        f"<office:master-styles>{_master(book)}</office:master-styles></office:document-styles>"
    )


def _master(book: Book) -> str:
    """The kind of page of all sheets: LibreOffice counts pages through only where they have one kind.

    The first page of a paper has no running head. LibreOffice takes only the first page of the whole book for a first
    one; a book whose sheets are a page each therefore has none at all.
    """
    long = any(sheet.pages > 1 for sheet in book.sheets)
    left, right = (_small(escape(clean(words)) if long else "") for words in book.head)
    foot = (
        f"<style:region-left>{_small('')}</style:region-left><style:region-center>{_FOOTER}</style:region-center>"
        f"<style:region-right>{_small(escape(clean(book.foot)), 'tiny')}</style:region-right>"
    )
    return (
        '<style:master-page style:name="Default" style:page-layout-name="page">'
        f"<style:header><style:region-left>{left}</style:region-left>"
        f"<style:region-right>{right}</style:region-right></style:header>"
        f"<style:header-first>{_small('')}</style:header-first>"
        f"<style:footer>{foot}</style:footer><style:footer-first>{foot}</style:footer-first>"
        "</style:master-page>"
    )


def _room(side: str) -> str:
    return (
        f'<style:header-footer-properties svg:height="{_FOOT:g}mm" fo:min-height="{_FOOT:g}mm" '
        f'fo:margin-{side}="1mm" fo:margin-left="0mm" fo:margin-right="0mm"/>'
    )


def _text_style(name: str, size: float) -> str:
    return (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {_FONT} '
        f'fo:font-size="{size:g}pt" style:font-size-asian="{size:g}pt"/></style:style>'
    )


def _small(words: str, style: str = "small") -> str:
    return f'<text:p><text:span text:style-name="{style}">{words}</text:span></text:p>'


_FOOTER = _small("第 <text:page-number>1</text:page-number> 頁／共 <text:page-count>1</text:page-count> 頁")


def meta_part(book: Book) -> str:
    """meta.xml: title and office; no day, so that the same paper is the same file."""
    title, office = (escape(clean(words)) for words in (f"{book.office}{book.title}", book.office))
    return (
        f'{HEAD}<office:document-meta {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"><office:meta>'
        f"<meta:generator>ISMS Desktop</meta:generator><dc:title>{title}</dc:title><dc:creator>{office}</dc:creator>"
        "</office:meta></office:document-meta>"
    )
