"""The pages of an ODT paper: margins, what stands at their head and foot, and which kind follows which.

As in the PDF, the first page has the number of the attachment above it, the later ones the name of the paper.
"""

from collections.abc import Iterator

from isms_desktop.printing.document import Document, LabelSheet, PageBreak
from isms_desktop.printing.measures import (
    LANDSCAPE_SIDE,
    MM,
    PAGE_BOTTOM,
    PAGE_HEIGHT,
    PAGE_SIDE,
    PAGE_TOP,
    PAGE_WIDTH,
    RUNNING_HEAD,
    STAMP_CODE,
    STAMP_CODE_BESIDE,
    STAMP_CODE_BOTTOM,
)
from isms_desktop.printing.odt.png import png_of
from isms_desktop.printing.odt.styles import COVER_LEADING, COVER_SIZES
from isms_desktop.printing.odt.words import words
from isms_desktop.printing.qr import qr_code
from isms_desktop.printing.running_head import fits_in, running_head
from isms_desktop.printing.text import Ruler

FIRST, LATER, COVER = "First", "Later", "Cover"
STAMP_PICTURE = "Pictures/stamp.png"
_ATTACHMENT = 14.0
"""Height of the line above the first page."""
_A_HAIR = 0.5
"""By how much pages are fuller than those of the PDF: rules and rounding take it."""
_BELOW_FOOT = 5 * MM
_FOOT_GAP, _FOOT = 4.6 * MM - _A_HAIR, PAGE_BOTTOM - _BELOW_FOOT - _A_HAIR
"""Room above the foot, and the height of both."""


def page_size(document: Document) -> tuple[float, float]:
    """Width and height in points."""
    return (PAGE_HEIGHT, PAGE_WIDTH) if document.landscape else (PAGE_WIDTH, PAGE_HEIGHT)


def side(document: Document) -> float:
    """The margin on either side."""
    return LANDSCAPE_SIDE if document.landscape else PAGE_SIDE


def text_size(document: Document) -> tuple[float, float]:
    """Width and height of the room for text on a later page."""
    width, height = page_size(document)
    return width - 2 * side(document), height - PAGE_TOP - PAGE_BOTTOM - RUNNING_HEAD


def cover_top(height: float) -> float:
    """Where the line of the first title of a cover begins, from the top of a text so many points high."""
    size = COVER_SIZES[0]
    return height * 0.28 - size * COVER_LEADING * 0.8


def page_styles(document: Document, ruler: Ruler) -> Iterator[str]:
    """Page layouts and master pages, as XML."""
    first = _ATTACHMENT if document.attachment else 0.0
    first_page = text_size(document)[1] + RUNNING_HEAD
    yield _layout("FirstLayout", document, PAGE_TOP - first, _head_style(first, 0), _foot_style())
    yield _layout("LaterLayout", document, PAGE_TOP, _head_style(RUNNING_HEAD - 3 * MM, 3 * MM), _foot_style())
    yield _layout("CoverLayout", document, PAGE_TOP + cover_top(first_page), "", "", PAGE_BOTTOM)
    yield _head_line(text_size(document)[0])
    yield from _stamp_styles(text_size(document)[0])
    yield _master(FIRST, "首頁", "FirstLayout", _first_head(document), foot(document), LATER)
    yield _master(LATER, "後續頁", "LaterLayout", _later_head(document, ruler), foot(document))
    yield _master(COVER, "封面", "CoverLayout", "", "", LATER)


def label_page(name: str, sheet: LabelSheet) -> Iterator[str]:
    """The page of a sheet of labels: nothing but the labels in their places."""
    margins = f'fo:margin-top="{sheet.top:.2f}mm" fo:margin-left="{sheet.left:.2f}mm" fo:margin-right="0mm"'
    yield (
        f'<style:page-layout style:name="{name}Layout"><style:page-layout-properties fo:page-width="210mm" '
        f'fo:page-height="297mm" style:print-orientation="portrait" {margins} fo:margin-bottom="0mm"/>'
        "<style:header-style/><style:footer-style/></style:page-layout>"
    )
    yield _master(name, "標籤紙", f"{name}Layout", "", "")


def foot(document: Document) -> str:
    """The paragraph at the foot of every page, as XML: its number, and what ties it to the print register.

    Where several copies stand in one file, each counts its own pages; how many a copy has, no word processor can say.
    """
    page = '<text:page-number text:select-page="current">1</text:page-number>'
    several = any(isinstance(block, PageBreak) and block.anew for block in document.blocks)
    count = f"第 {page} 頁" + ("" if several else "／共 <text:page-count>1</text:page-count> 頁")
    if not document.stamp:
        return f'<text:p text:style-name="PageFoot">{count}</text:p>'
    said = f'<text:span text:style-name="StampWords">{words(document.stamp.words)}</text:span>'
    return f'<text:p text:style-name="StampedFoot">{_code(document)}{said}<text:tab/>{count}</text:p>'


def _code(document: Document) -> str:
    width, height = page_size(document)
    x = width - side(document) - STAMP_CODE + STAMP_CODE_BESIDE
    y = height - STAMP_CODE_BOTTOM - STAMP_CODE
    return (
        f'<draw:frame draw:style-name="StampCode" draw:name="列印編號" text:anchor-type="paragraph" svg:x="{x:.2f}pt" '
        f'svg:y="{y:.2f}pt" svg:width="{STAMP_CODE:.2f}pt" svg:height="{STAMP_CODE:.2f}pt"><draw:image '
        f'xlink:href="{STAMP_PICTURE}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame>'
    )


def stamp_picture(document: Document) -> bytes | None:
    """The code at the foot as PNG; None for a paper without a stamp."""
    return png_of(qr_code(document.stamp.code)) if document.stamp else None


def _stamp_styles(width: float) -> Iterator[str]:
    yield (
        '<style:style style:name="StampedFoot" style:display-name="頁尾（列印編號）" style:family="paragraph" '
        'style:parent-style-name="PageFoot" style:class="extra"><style:paragraph-properties fo:text-align="start">'
        f'<style:tab-stops><style:tab-stop style:position="{width / 2:.2f}pt" style:type="center"/></style:tab-stops>'
        "</style:paragraph-properties></style:style>"
    )
    yield (
        '<style:style style:name="StampCode" style:display-name="列印編號條碼" style:family="graphic">'
        '<style:graphic-properties style:wrap="run-through" style:run-through="background" '
        'style:horizontal-pos="from-left" style:horizontal-rel="page" style:vertical-pos="from-top" '
        'style:vertical-rel="page" fo:padding="0mm" fo:border="none"/></style:style>'
    )


def _first_head(document: Document) -> str:
    if not document.attachment:
        return ""
    return f'<text:p text:style-name="Attachment">{words(document.attachment)}</text:p>'


def _later_head(document: Document, ruler: Ruler) -> str:
    title, notes = running_head(document, fits_in(text_size(document)[0], ruler))
    # The tab stop for the right part is at the right margin.
    right = f"<text:tab/>{words(notes)}" if notes else ""
    return f'<text:p text:style-name="RunningHead">{words(title)}{right}</text:p>'


def _head_line(width: float) -> str:
    """The style of the line above later pages, with its tab stop at the right margin."""
    return (
        f'<style:style style:name="RunningHead" style:display-name="頁首列" style:family="paragraph" '
        'style:parent-style-name="PageHead" style:class="extra"><style:paragraph-properties><style:tab-stops>'
        f'<style:tab-stop style:position="{width:.2f}pt" style:type="right"/></style:tab-stops>'
        "</style:paragraph-properties></style:style>"
    )


def _layout(name: str, document: Document, top: float, head: str, foot_: str, bottom: float = _BELOW_FOOT) -> str:
    width, height = page_size(document)
    way = "landscape" if document.landscape else "portrait"
    return (
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width:.2f}pt" '
        f'fo:page-height="{height:.2f}pt" style:print-orientation="{way}" fo:margin-top="{top:.2f}pt" '
        f'fo:margin-bottom="{bottom:.2f}pt" fo:margin-left="{side(document):.2f}pt" '
        f'fo:margin-right="{side(document):.2f}pt" style:writing-mode="lr-tb"/>'
        f"<style:header-style>{head}</style:header-style><style:footer-style>{foot_}</style:footer-style>"
        "</style:page-layout>"
    )


def _head_style(height: float, gap: float) -> str:
    if not height:
        return ""
    return (
        f'<style:header-footer-properties svg:height="{height + gap:.2f}pt" fo:margin-left="0pt" fo:margin-right="0pt" '
        f'fo:margin-bottom="{gap:.2f}pt" style:dynamic-spacing="false"/>'
    )


def _foot_style() -> str:
    return (
        f'<style:header-footer-properties svg:height="{_FOOT:.2f}pt" fo:margin-left="0pt" fo:margin-right="0pt" '
        f'fo:margin-top="{_FOOT_GAP:.2f}pt" style:dynamic-spacing="false"/>'
    )


def _master(name: str, display: str, layout: str, head: str, foot_: str, following: str = "") -> str:
    parts = f"<style:header>{head}</style:header>" if head else ""
    parts += f"<style:footer>{foot_}</style:footer>" if foot_ else ""
    after = f' style:next-style-name="{following}"' if following else ""
    return (
        f'<style:master-page style:name="{name}" style:display-name="{display}" '
        f'style:page-layout-name="{layout}"{after}>{parts}</style:master-page>'
    )
