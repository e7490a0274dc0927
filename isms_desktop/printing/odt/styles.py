"""The named styles of our ODT papers, as a clerk sees them in 樣式: 表單標題, 內文, 表頭 …

Lines have fixed heights, as official papers have them: a page holds the same with 標楷體 and with 全字庫正楷體. Points.
"""

from collections.abc import Iterator

from isms_desktop.printing.colours import Colour
from isms_desktop.printing.document import Align
from isms_desktop.printing.fonts import FIRST_CHOICE, FontChain
from isms_desktop.printing.measures import (
    FIELD_SIZE,
    GRID_LEADING,
    HEADING_LEADING,
    NOTE_LEADING,
    NOTE_SIZE,
    PART_SIZE,
    SIGN_SIZE,
    SMALL,
    STAMP_SIZE,
    TABLE_LEADING,
    TEXT_SIZE,
    TITLE_SIZE,
)
from isms_desktop.printing.sign_layout import TITLE_LEADING

FONT = "標楷體"
_FAMILIES = ("標楷體", "TW-Kai", "BiauKai", "DFKai-SB")
"""標楷體 of Windows, 全字庫正楷體, and that of macOS; then Windows' own by its other name."""
COVER_SIZES, COVER_NOTE_SIZE, COVER_LEADING = (30.0, 28.0, 20.0), 16.0, 2.0
"""Sizes of the titles of a cover, first to last, and of the lines at its foot."""
CONTENTS_LEADING = 1.55
KEEP = 'fo:keep-with-next="always"'
_ALIGN = {Align.LEFT: "start", Align.CENTER: "center", Align.RIGHT: "end"}
SPREAD = 'fo:text-align="justify" fo:text-align-last="justify" style:justify-single-word="true"'
"""Each line over the whole width, the last as well."""
STANDARD = "Standard"
_SIZES = ("fo:font-size", "style:font-size-asian", "style:font-size-complex")


def aligned(align: Align) -> str:
    """The property that sets lines to a side."""
    return f'fo:text-align="{_ALIGN[align]}"'


def leading(points: float) -> str:
    """The property that makes lines so high."""
    return f'fo:line-height="{points:.2f}pt"'


def above_heading(size: float) -> str:
    """The property for the room above the title of a part or a section in letters of this size."""
    return f'fo:margin-top="{size * 0.62:.2f}pt"'


def hexadecimal(colour: Colour) -> str:
    """A colour as ODF writes it."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def sized(points: float) -> str:
    """The text properties (XML) for letters of this size."""
    return f"<style:text-properties {_size(points)}/>"


def _size(points: float) -> str:
    return " ".join(f'{key}="{points:g}pt"' for key in _SIZES)


def font_face(fonts: FontChain) -> str:
    """The font of all papers, with those that stand in for it where it is missing.

    A machine without 標楷體 names the font first that it has: word processors on Linux ask for a likeness of the first
    name, and get one without brush strokes, before they try the second.
    """
    here = _FAMILIES if fonts.main.path.name.lower() == FIRST_CHOICE else ("TW-Kai", *_FAMILIES)
    return (
        f'<style:font-face style:name="{FONT}" svg:font-family="{", ".join(dict.fromkeys(here))}"'
        ' style:font-family-generic="script" style:font-pitch="variable"/>'
    )


def default_style() -> str:
    """What every paragraph starts from. Chinese and Latin stand in one font and without extra room between them."""
    fonts = " ".join(f'style:font-name{kind}="{FONT}"' for kind in ("", "-asian", "-complex"))
    # Latin words count as English ones: in Chinese, they would be broken anywhere.
    tongue = (
        'fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="TW" '
        'style:language-complex="zxx" style:country-complex="none"'
    )
    return (
        '<style:default-style style:family="paragraph"><style:paragraph-properties style:text-autospace="none"'
        ' style:punctuation-wrap="simple" style:line-break="strict" style:tab-stop-distance="24pt"'
        ' fo:orphans="2" fo:widows="2" fo:hyphenation-ladder-count="no-limit" style:writing-mode="page"/>'
        f"<style:text-properties {fonts} {_size(TEXT_SIZE)} {tongue} "
        'style:letter-kerning="false" fo:hyphenate="false"/></style:default-style>'
    )


def named_styles() -> Iterator[str]:
    """Every named style, as XML."""
    yield _style("Standard", "", "")
    yield (
        '<style:style style:name="OnALine" style:display-name="填寫線" style:family="text"><style:text-properties '
        'style:text-underline-style="solid" style:text-underline-width="auto" '
        'style:text-underline-color="font-color"/></style:style>'
    )
    yield (
        '<style:style style:name="StampWords" style:display-name="列印編號" style:family="text">'
        f'<style:text-properties fo:color="#595959" {_size(STAMP_SIZE)}/></style:style>'
    )
    yield from _of_text()
    yield from _of_boxes()
    yield from _of_pages()


def _of_text() -> Iterator[str]:
    middle = aligned(Align.CENTER)
    for number, (name, display, size, more) in enumerate(
        (
            ("PaperTitle", "表單標題", TITLE_SIZE, middle),
            ("PartTitle", "章標題", PART_SIZE, above_heading(PART_SIZE)),
            ("SectionTitle", "節標題", TEXT_SIZE, above_heading(TEXT_SIZE)),
        ),
        1,
    ):
        properties = f'{more} fo:margin-bottom="4pt" {KEEP} {leading(size * HEADING_LEADING)}'
        yield _style(name, display, properties, size, f' style:default-outline-level="{number}"')
    yield _style("BodyText", "條文內文", f'fo:text-align="justify" {leading(TEXT_SIZE * 1.6)}')
    yield _style(
        "FieldLine", "欄位列", f'fo:margin-top="1pt" fo:margin-bottom="3pt" {leading(FIELD_SIZE * 1.6)}', FIELD_SIZE
    )
    yield _style(
        "Note", "附註", f'fo:margin-top="3pt" fo:margin-bottom="2pt" {leading(NOTE_SIZE * NOTE_LEADING)}', NOTE_SIZE
    )
    yield _style("ContentsTitle", "目錄標題", "", parent="PaperTitle")
    for level, (display, size) in enumerate((("目錄第一層", PART_SIZE), ("目錄第二層", TEXT_SIZE)), 1):
        indent = f'fo:margin-left="{size * 2 * (level - 1):g}pt" fo:margin-top="{4 if level == 1 else 0}pt"'
        yield _style(f"Contents{level}", display, f"{indent} {leading(size * CONTENTS_LEADING)}", size)
    yield _style("CoverTitle", "封面標題", middle)
    yield _style("CoverNote", "封面附記", f"{middle} {leading(COVER_NOTE_SIZE * COVER_LEADING)}", COVER_NOTE_SIZE)
    yield _style("End", "文末", 'fo:line-height="0.5pt" fo:margin-top="0pt" fo:margin-bottom="0pt"', 1)


def _of_boxes() -> Iterator[str]:
    table = leading(10 * TABLE_LEADING)
    grid = leading(11 * GRID_LEADING)
    yield _style("TableText", "表格內文", table, 10)
    for name, display, align in (("TableMiddle", "表格置中", Align.CENTER), ("TableRight", "表格靠右", Align.RIGHT)):
        yield _style(name, display, aligned(align), parent="TableText")
    yield _style("TableHead", "表頭", "", parent="TableMiddle")
    yield _style("GridText", "格表內容", grid, 11)
    for name, display, align in (("GridMiddle", "格表置中", Align.CENTER), ("GridRight", "格表靠右", Align.RIGHT)):
        yield _style(name, display, aligned(align), parent="GridText")
    yield _style("GridLabel", "格表標題", "", parent="GridMiddle")
    yield _style(
        "SignTitle", "陳核職稱", f"{aligned(Align.CENTER)} {leading(SIGN_SIZE * TITLE_LEADING)} {KEEP}", SIGN_SIZE
    )
    yield _style("SignSpace", "陳核用印", f"{aligned(Align.CENTER)} {leading(12)}", 10)
    yield _style("MatrixText", "分布圖內容", leading(13), 10)
    yield _style("MatrixAxis", "分布圖座標", f"{aligned(Align.CENTER)} {leading(15)}", 10.5)
    yield _style("LabelText", "標籤內容", leading(11), 8.5)


def _of_pages() -> Iterator[str]:
    grey = f'<style:text-properties fo:color="#595959" {_size(SMALL)}/>'
    yield _style("PageHead", "頁首", leading(12.5), text=grey)
    yield _style("Attachment", "附件編號", leading(14), 10)
    yield _style("PageFoot", "頁尾", f"{aligned(Align.CENTER)} {leading(12)}", SMALL)


def _style(
    name: str, display: str, properties: str, size: float = 0, more: str = "", parent: str = "", text: str = ""
) -> str:
    shown = f' style:display-name="{display}"' if display else ""
    parent = "" if name == "Standard" else f' style:parent-style-name="{parent or STANDARD}"'
    inside = f"<style:paragraph-properties {properties}/>" if properties else ""
    text = text or (sized(size) if size else "")
    return (
        f'<style:style style:name="{name}"{shown} style:family="paragraph"{parent}{more} style:class="text">'
        f"{inside}{text}</style:style>"
    )
