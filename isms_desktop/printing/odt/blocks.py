"""The blocks of a paper that are paragraphs: titles, fields, running text, remarks, cover and contents."""

from collections.abc import Sequence
from itertools import accumulate, zip_longest

from isms_desktop.printing.document import Align, Contents, Cover, FieldItem, Fields, Heading, Note, Paragraph, Text
from isms_desktop.printing.field_layout import line_to_write_on
from isms_desktop.printing.heading_layout import set_heading
from isms_desktop.printing.measures import (
    FIELD_GAP,
    FIELD_SIZE,
    HEADING_LEADING,
    LINE_TO_WRITE_ON,
    MM,
    NOTE_SIZE,
    PART_SIZE,
    TEXT_SIZE,
    TITLE_SIZE,
)
from isms_desktop.printing.odt.body import Body
from isms_desktop.printing.odt.pages import COVER, LATER, cover_top
from isms_desktop.printing.odt.styles import (
    COVER_LEADING,
    COVER_NOTE_SIZE,
    COVER_SIZES,
    KEEP,
    SPREAD,
    above_heading,
    aligned,
    leading,
    sized,
)
from isms_desktop.printing.odt.words import on_a_line, words
from isms_desktop.printing.text import Ruler

_HEADINGS = {1: ("PaperTitle", TITLE_SIZE), 2: ("PartTitle", PART_SIZE), 3: ("SectionTitle", TEXT_SIZE)}
_BELOW_COVER = 34 * MM
"""Room below the last line of a cover."""


def add_heading(heading: Heading, body: Body, ruler: Ruler, width: float, bookmark: str = "") -> None:
    """A title; a line break in it is where it is broken when it does not fit into one line."""
    style, usual = _HEADINGS[heading.level]
    size, lines = set_heading(heading, usual, width, ruler)
    inside = words("\n".join(lines))
    if bookmark:
        inside = f'<text:bookmark-start text:name="{bookmark}"/>{inside}<text:bookmark-end text:name="{bookmark}"/>'
    if size != usual:
        properties = leading(size * HEADING_LEADING) + (f" {above_heading(size)}" if heading.level > 1 else "")
        style = body.style("paragraph", f"<style:paragraph-properties {properties}/>{sized(size)}", style)
    body.paragraph(style, inside, tag="text:h", more=f' text:outline-level="{heading.level}"')


def add_fields(fields: Fields, body: Body, ruler: Ruler, width: float, keep: str = "") -> None:
    """Labels and values in one line, on tab stops where they are spread; or below each other."""
    left = width - sum(_field_widths(fields, ruler, LINE_TO_WRITE_ON)) - FIELD_GAP * (len(fields.items) - 1)
    line = line_to_write_on(fields, left)
    items = [_field(item, line) for item in fields.items]
    properties = " ".join([keep, aligned(fields.align or Align.LEFT)])
    if left < 0:
        for item in items:
            body.paragraph("FieldLine", item, properties)
    elif fields.align is None and len(items) > 1:
        _add_spread(items, _field_widths(fields, ruler, line), body, width, keep)
    else:
        body.paragraph("FieldLine", ("　" * round(FIELD_GAP / FIELD_SIZE)).join(items), properties)


def _add_spread(items: Sequence[str], widths: Sequence[float], body: Body, width: float, keep: str) -> None:
    gap = (width - sum(widths)) / (len(widths) - 1)
    starts = [start + number * gap for number, start in enumerate(accumulate(widths), 1)]
    stops = [(start, "left") for start in starts[:-2]] + [(width, "right")]
    tabs = "".join(f'<style:tab-stop style:position="{at:.2f}pt" style:type="{kind}"/>' for at, kind in stops)
    inside = "<text:tab/>".join(items)
    properties = (
        f"<style:paragraph-properties {keep}><style:tab-stops>{tabs}</style:tab-stops></style:paragraph-properties>"
    )
    body.paragraph(body.style("paragraph", properties, "FieldLine"), inside)


def _field_widths(fields: Fields, ruler: Ruler, line: float) -> list[float]:
    return [_field_width(item, ruler, line) * FIELD_SIZE / 1000 for item in fields.items]


def _field_width(item: FieldItem, ruler: Ruler, line: float) -> float:
    room = ruler.width(_blanks(item, line)) if item.late or not item.value else 0
    return ruler.width(f"{item.label}：") + max(ruler.width(item.value), room)


def _blanks(item: FieldItem, line: float) -> str:
    return "　" * int((LINE_TO_WRITE_ON if item.late else line) / FIELD_SIZE)


def _field(item: FieldItem, line: float) -> str:
    value = words(item.value) if item.value else on_a_line(_blanks(item, line))
    return f"{words(item.label)}：{value}"


def add_text(text: Text, body: Body, ruler: Ruler) -> None:
    """Paragraphs that hang from their markers; one that only announces those below it stays with the first of them."""
    for paragraph, below in zip_longest(text.paragraphs, text.paragraphs[1:]):
        announces = below is not None and below.level > paragraph.level and not paragraph.text.endswith("。")
        style = _text_style(paragraph, text, announces or text.keep, body, ruler)
        # Behind a figure with its point there is room, up to where the lines hang.
        gap = "<text:tab/>" if paragraph.marker.endswith(".") else ""
        body.paragraph(style, f"{words(paragraph.marker)}{gap}{words(paragraph.text)}")


def _text_style(paragraph: Paragraph, text: Text, keep: bool, body: Body, ruler: Ruler) -> str:
    size, height = text.size, text.size * text.leading
    properties = [KEEP] if keep else []
    if not (paragraph.text or paragraph.marker):
        height /= 2
    if text.keep:
        properties.append('fo:keep-together="always"')
    if text.align is not Align.LEFT:
        properties.append(SPREAD if text.align is None else aligned(text.align))
    marker = ruler.width(paragraph.marker) * size / 1000
    marker += size * 0.35 if paragraph.marker.endswith(".") else 0
    indent = size * 2 * paragraph.level + marker
    if indent:
        properties.append(f'fo:margin-left="{indent:.2f}pt" fo:text-indent="{-marker:.2f}pt"')
    if height != TEXT_SIZE * 1.6:
        properties.append(leading(height))
    letters = sized(size) if size != TEXT_SIZE else ""
    if not properties and not letters:
        return "BodyText"
    return body.style("paragraph", f"<style:paragraph-properties {' '.join(properties)}/>{letters}", "BodyText")


def add_note(note: Note, body: Body, ruler: Ruler, keep: str = "") -> None:
    """A remark that hangs from its first colon (註：) when it has one near the start."""
    head, colon, _ = note.text.partition("：")
    indent = ruler.width(head + colon) * NOTE_SIZE / 1000 if colon and len(head) <= 3 else 0.0
    hanging = f'fo:margin-left="{indent:.2f}pt" fo:text-indent="{-indent:.2f}pt"' if indent else ""
    body.paragraph("Note", words(note.text), f"{keep} {hanging}".strip())


def add_cover(cover: Cover, body: Body, ruler: Ruler, width: float, height: float) -> None:
    """Words above the middle of a page of its own, the smaller lines at its foot; its text is ``height`` points high.

    The page itself begins where the first title stands (see ``pages``).
    """
    body.new_page(COVER)
    left = height - cover_top(height)
    for number, title in enumerate(cover.titles):
        size = COVER_SIZES[min(number, len(COVER_SIZES) - 1)]
        lines = ruler.balance(title, width / size * 1000)
        properties = f"<style:paragraph-properties {leading(size * COVER_LEADING)}/>{sized(size)}"
        body.paragraph(body.style("paragraph", properties, "CoverTitle"), words("\n".join(lines)))
        left -= len(lines) * size * COVER_LEADING
    notes = [note for note in cover.notes if note.strip()]
    one = COVER_NOTE_SIZE * COVER_LEADING
    above = left - _BELOW_COVER - one * len(notes) - one * 0.8
    for number, note in enumerate(notes):
        body.paragraph("CoverNote", words(note), "" if number else f'fo:margin-top="{max(above, 0):.2f}pt"')
    body.new_page(LATER)


def add_contents(contents: Contents, headings: list[tuple[Heading, str]], body: Body, width: float) -> None:
    """目錄: a real index, whose page numbers are fields that every word processor works out itself."""
    tab = (
        f'<style:tab-stop style:position="{width:.2f}pt" style:type="right" '
        'style:leader-style="dotted" style:leader-text="."/>'
    )
    styles = {
        level: body.style(
            "paragraph",
            f"<style:paragraph-properties><style:tab-stops>{tab}</style:tab-stops></style:paragraph-properties>",
            f"Contents{level - 1}",
        )
        for level in (2, 3)
    }
    body.paragraph("ContentsTitle", words(contents.title))
    entries = "".join(_entry(heading, bookmark, styles[heading.level]) for heading, bookmark in headings)
    body.raw(
        '<text:table-of-content text:name="目錄" text:protected="false"><text:table-of-content-source '
        'text:outline-level="2" text:use-outline-level="false" text:use-index-marks="false" '
        f'text:use-index-source-styles="true">{_templates()}</text:table-of-content-source>'
        f"<text:index-body>{entries}</text:index-body></text:table-of-content>"
    )
    body.new_page()


def _entry(heading: Heading, bookmark: str, style: str) -> str:
    title = words(heading.text.replace("\n", ""))
    page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="{bookmark}">1</text:bookmark-ref>'
    return f'<text:p text:style-name="{style}">{title}<text:tab/>{page}</text:p>'


def _templates() -> str:
    """How the index is made anew: from the titles of parts and sections."""
    parts = ""
    for level in (1, 2):
        parts += (
            f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents{level}">'
            '<text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char="."/>'
            "<text:index-entry-page-number/></text:table-of-content-entry-template>"
        )
    for level, style in ((1, "PartTitle"), (2, "SectionTitle")):
        parts += (
            f'<text:index-source-styles text:outline-level="{level}">'
            f'<text:index-source-style text:style-name="{style}"/></text:index-source-styles>'
        )
    return parts
