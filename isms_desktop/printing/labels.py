"""The block ``labels`` of a form file: reading it, and turning the rows of its list into labels on a sheet."""

from collections.abc import Iterator

from isms_desktop.domain.findings import UserError
from isms_desktop.printing.context import Context
from isms_desktop.printing.document import Block, Label, Labels, LabelSheet, Paragraph, Text
from isms_desktop.printing.form import LabelsBlock, Vocabulary
from isms_desktop.printing.reading import Reader
from isms_desktop.printing.tables import Chain

PAPER = (210.0, 297.0)
"""Width and height of A4 in millimetres."""
_SLACK = 0.05
"""Millimetres by which the figures on a packet may add up to more than the paper."""
_SMALLEST_CODE = 12
"""Millimetres; phones do not read smaller ones well from a label on a machine."""
_WITH_QUIET_ZONE = 29 / 21
"""How much larger a code is with the white around it: 21 modules and four on each side."""


def read_labels(reader: Reader, words: Vocabulary) -> LabelsBlock:
    """The block as the form file has it. Raises UserError that names what is wrong."""
    name = reader.one_of("list", tuple(words.lists))
    names = {*words.names, *words.lists[name]}
    sheets = tuple(_sheet(each) for each in reader.tables("sheets"))
    if not sheets or len({sheet.id for sheet in sheets}) < len(sheets):
        raise reader.wrong("sheets", "至少要有一種標籤紙，而且 id 不能重複。")
    return LabelsBlock(
        list=name,
        code=reader.phrase("code", names),
        text=reader.phrase("text", names),
        sheets=sheets,
        trial=reader.texts("trial", ()),
        empty=reader.text("empty", "（沒有要貼標籤的項目）"),
    )


def _sheet(reader: Reader) -> LabelSheet:
    lengths = {key: reader.number(key, highest=max(PAPER)) for key in ("width", "height", "left", "top")}
    gaps = {key: reader.number(key, 0, highest=max(PAPER)) for key in ("gap_across", "gap_down")}
    sheet = LabelSheet(
        id=reader.text("id"),
        name=reader.text("name"),
        columns=int(reader.number("columns", lowest=1, highest=20)),
        rows=int(reader.number("rows", lowest=1, highest=50)),
        code=reader.number("code", 15, _SMALLEST_CODE, 60),
        **lengths,
        **gaps,
    )
    reader.done()
    right, bottom = (sum(pair) for pair in zip(sheet.corner(sheet.count - 1), (sheet.width, sheet.height), strict=True))
    for key, needed, room in (("columns", right, PAPER[0]), ("rows", bottom, PAPER[1])):
        if needed > room + _SLACK:
            raise reader.wrong(
                key, f"標籤排到 {needed:g} 公釐，超出 A4 的 {room:g} 公釐。", "請照標籤紙包裝上的尺寸填。"
            )
    if sheet.code * _WITH_QUIET_ZONE > min(sheet.height, sheet.width):
        raise reader.wrong(
            "code", f"{sheet.code:g} 公釐的 QR 碼連同四周空白放不進標籤。", "請改小，或不要用這種標籤紙。"
        )
    return sheet


def build_labels(block: LabelsBlock, context: Context) -> Block:
    """The labels of the list on the chosen sheet; the page for trying out when that was asked for.

    Raises UserError for a sheet that there is not, and for a first place beyond the sheet.
    """
    choice = context.inputs.labels
    sheet = next((each for each in block.sheets if each.id == choice.sheet), None) if choice.sheet else block.sheets[0]
    if sheet is None:
        known = "、".join(f"{each.id}（{each.name}）" for each in block.sheets)
        raise UserError(f"沒有「{choice.sheet}」這種標籤紙。", f"可以用的有：{known}。")
    if choice.rulers or context.blank:
        return Labels(sheet, tuple(_trial(sheet, block.trial)), rulers=True)
    if not 0 <= choice.skip < sheet.count:
        raise UserError(
            f"這種標籤紙一張有 {sheet.count} 格，不能略過 {choice.skip} 格。",
            f"請填 0 到 {sheet.count - 1}；整張都用完時，換一張新的，填 0。",
        )
    labels = tuple(_labels(block, context))
    return Labels(sheet, labels, choice.skip) if labels else Text((Paragraph(block.empty),))


def _labels(block: LabelsBlock, context: Context) -> Iterator[Label]:
    for row in context.rows(block.list):
        names = Chain(row, context)
        lines = (line.strip() for line in block.text.fill(names).split("\n"))
        yield Label(block.code.fill(names), tuple(filter(None, lines)), row.source)


def _trial(sheet: LabelSheet, words: tuple[str, ...]) -> Iterator[Label]:
    """Every place with its number, and the words of the form in the first of them."""
    said = (sheet.name, *words)
    for place in range(sheet.count):
        yield Label("", (f"第 {place + 1} 格", *said[place : place + 1]))
