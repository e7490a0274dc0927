"""From a form file and records to a neutral document: every block with its words."""

import re
from collections.abc import Iterator, Sequence

from isms_desktop.printing.chapters import chapter_blocks
from isms_desktop.printing.context import Context, Inputs
from isms_desktop.printing.document import (
    Align,
    Block,
    Contents,
    Cover,
    Document,
    FieldItem,
    Fields,
    Grid,
    GridCell,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    SignOff,
    Text,
)
from isms_desktop.printing.form import (
    AnyBlock,
    CellSpec,
    ChaptersBlock,
    ContentsBlock,
    CoverBlock,
    FieldsBlock,
    Form,
    GridBlock,
    HeadingBlock,
    LabelsBlock,
    NoteBlock,
    PictureBlock,
    Placed,
    SignOffBlock,
    TableBlock,
    TextBlock,
)
from isms_desktop.printing.labels import build_labels
from isms_desktop.printing.phrase import Phrase, Slot, clean
from isms_desktop.printing.tables import HAND, Chain, build_table

MARKERS = (
    re.compile(r"第[一二三四五六七八九十]+條[ 　]+"),
    re.compile(r"[壹貳參肆伍陸柒捌玖拾]+、"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"[0-9]+[.、](?![0-9])"),
    re.compile(r"[(（][0-9]+[)）]"),
    re.compile(r"[A-Z][.、]"),
)
"""The marks of numbered paragraphs, from the outermost inwards, as official papers use them."""
_OF_THE_PRINT = (("編號", Phrase((Slot("number"),))), ("製表日期", Phrase((Slot("today", "roc_long"),))))
"""What stands below the title of a sheet that says that there is nothing."""
_NOTHING_SIZE = 14.0


def build(form: Form, inputs: Inputs) -> Document:
    """The paper ``form`` filled from ``inputs`` (or left open, with ``inputs.blank``), ready for a writer."""
    context = Context(form, inputs)
    return Document(
        form=form.id,
        title=clean(context.title),
        office=clean(context["office"].text),
        attachment=clean(context["attachment"].text),
        number=clean(context["number"].text),
        made_on=context["today"].text,
        landscape=form.landscape,
        blank=inputs.blank,
        blocks=tuple(
            _nothing(form, form.none, context) if _is_empty(form, context) and form.none else _copies(form, context)
        ),
        personal=tuple(sorted(context.personal)),  # noted while the blocks above were made
    )


def _is_empty(form: Form, context: Context) -> bool:
    """Whether there is nothing for which the paper would be printed."""
    return bool(form.each) and not context.blank and not context.rows(form.each)


def _nothing(form: Form, sentence: Phrase, context: Context) -> Iterator[Block]:
    """The sheet for the files that says so: an office that held no review in the year signs for that as well."""
    wanted = [placed for placed in form.blocks if _wanted(placed, context)]
    for placed in wanted:
        if isinstance(placed.block, HeadingBlock) and placed.block.level == 1:
            yield from _build(placed, context)
    yield Fields(tuple(FieldItem(label, words.fill(context), _is_late(words)) for label, words in _OF_THE_PRINT), None)
    space = Paragraph("")
    yield Text((space, space, Paragraph(sentence.fill(context)), space, space), _NOTHING_SIZE, align=Align.CENTER)
    for placed in wanted:
        if isinstance(placed.block, SignOffBlock):
            yield from _build(placed, context)


def _copies(form: Form, context: Context) -> Iterator[Block]:
    for number, copy in enumerate(context.copies()):
        if number:
            yield PageBreak(anew=True)
        for placed in form.blocks:
            if _wanted(placed, copy):
                yield from _build(placed, copy)


def _wanted(placed: Placed, context: Context) -> bool:
    if placed.on and placed.on != ("blank" if context.inputs.blank else "filled"):
        return False
    if placed.unless and context.has(placed.unless):
        return False
    return not placed.when or context.has(placed.when)


def _build(placed: Placed, context: Context) -> Iterator[Block]:
    match placed.block:
        case HeadingBlock() as block:
            yield Heading(block.text.fill(context), block.level)
        case FieldsBlock() as block:
            items = (FieldItem(label, words.fill(context), _is_late(words)) for label, words in block.items)
            yield Fields(tuple(items), block.align)
        case TextBlock() as block:
            yield Text(tuple(_paragraphs(_lines(block, context))), block.size, block.leading, block.align, block.keep)
        case TableBlock() as block:
            yield build_table(block, context)
        case GridBlock() as block:
            yield _grid(block, context)
        case PictureBlock() as block:
            yield Picture(context.matrix(named=block.name == "risk_matrix"), block.height)
        case SignOffBlock() as block:
            yield SignOff(block.titles or tuple(map(clean, context.chain(block.proposed))), block.seal)
            if block.note:
                yield Note(block.note.fill(context))
        case NoteBlock() as block:
            yield Note(block.text.fill(context))
        case ChaptersBlock() as block:
            yield from chapter_blocks(block, context)
        case _:
            yield _whole_page(placed.block, context)


def _is_late(words: Phrase) -> bool:
    return any(slot.name == "number" for slot in words.slots())


def _whole_page(block: AnyBlock, context: Context) -> Block:
    """What begins a page or has one of its own."""
    match block:
        case CoverBlock():
            return Cover(*(tuple(each.fill(context) for each in part) for part in (block.titles, block.notes)))
        case ContentsBlock():
            return Contents(block.title)
        case LabelsBlock():
            return build_labels(block, context)
        case _:
            return PageBreak()


def _lines(block: TextBlock, context: Context) -> list[str]:
    """The lines of a text, those of a list for each of its rows; on a blank paper they are left to be written.

    What a record says in several lines stands in several paragraphs.
    """
    if not block.list:
        return [part for line in block.lines for part in line.fill(context).split("\n")]
    rows = () if context.blank else context.rows(block.list)
    found = [part for row in rows for line in block.lines for part in line.fill(Chain(row, context)).split("\n")]
    return found or ([block.empty] if block.empty and not context.blank else [])


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    taken_apart = [_marker(line) for line in lines]
    depths = sorted({depth for depth, _, _ in taken_apart if depth is not None})
    below = 1
    for depth, marker, text in taken_apart:
        if depth is None:
            # Plain lines between numbered ones belong to the last of them when they are indented in the form file.
            yield Paragraph(text.strip(), "", below if text.startswith(" ") and depths else 0)
        else:
            level = depths.index(depth)
            below = level + max(1, _wide(marker) // 2)
            yield Paragraph(text, marker, level)


def _wide(marker: str) -> int:
    """How many Chinese characters wide a mark is: what belongs to 第一條　 hangs further in."""
    return round(sum(0.5 if character.isascii() else 1 for character in marker))


def _marker(line: str) -> tuple[int | None, str, str]:
    """(depth, marker, text) of a line; the depth is None for a line without a marker."""
    for depth, pattern in enumerate(MARKERS):
        found = pattern.match(line.lstrip())
        if found:
            return depth, found.group(), line.lstrip()[found.end() :].strip()
    return None, "", line


def _grid(block: GridBlock, context: Context) -> Grid:
    rows = tuple(tuple(_grid_cell(cell, context) for cell in row) for row in block.rows)
    return Grid(block.widths, rows, block.size)


def _grid_cell(cell: CellSpec, context: Context) -> GridCell:
    by_hand = max(cell.blank_height, 0 if cell.label else HAND) if context.blank else 0
    height = max(cell.height, by_hand)
    return GridCell(cell.text.fill(context), cell.label, cell.columns, cell.rows, cell.align, height)
