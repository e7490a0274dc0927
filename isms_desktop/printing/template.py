"""The form-file language: one TOML file is one official paper.

A file that a county engineer could write::

    id = "asset_register"                # as the file's name, without .toml
    title = "資訊及資通系統資產清冊"       # what the paper is called; an office's profile may call it otherwise
    subject = "資產"                      # under which it is listed in 表單列印
    page = "landscape"                   # portrait (the default) or landscape, always A4
    source = "seed 000, 柒之一之3"        # where its words come from
    records = ["asset"]                  # the record types that it prints, the one that it lists first
    yearly = true                        # whether it shows the records of one year (false is the default)
    sheets = true                        # whether it can become .ods and .xlsx, too (false is the default)
    each = "room_months"                 # printed once for each row of a list, whose names every block then knows
    none = "{year}年度沒有機房工作日誌。"    # what a sheet with title, day and officers says when that list has no rows

    [[block]]                            # the paper is a column of blocks, top to bottom
    type = "heading"
    text = "{office}{title}"

    [[block]]
    type = "fields"
    items = [["編號", "{number}"], ["製表日期", "{today:roc_long}"]]

    [[block]]
    type = "table"
    list = "assets"
    columns = [
      { key = "number", heading = "資產編號", width = 11 },
      { key = "name", heading = "資產名稱", width = 24 },
    ]

Words may hold names in braces, ``{name}`` or ``{name:format}``; see ``context`` and ``rows`` for the names and
``phrase.FORMATS`` for the formats (check, masked, number, roc, roc_long, year …). ``{name=value}`` is a box that is
ticked when the name stands for that value; ``{name:line}`` stands on a line. There is no arithmetic and no condition
inside words: what has to be worked out is worked out there and has a name.

Every block may have ``when = "name"``: it is printed only when that name stands for something (not empty, not 0),
``unless = "name"`` for the opposite, and ``on = "filled"`` or ``"blank"`` when it belongs on one of the two versions
only. The blocks:

``cover``       titles = [words, …] large in the middle of the first page; notes = [words, …] at its foot.
``contents``    title = "目　錄"; the headings of level 2 and 3 with their pages.
``chapters``    the chapters of the office's 資通安全維護計畫 (``resources/plans``), in its own words where it has some:
                headings of level 2 and 3, paragraphs, remarks; parts.<name> = { type = "table", … } are the tables
                that the text calls with 〔表：name〕. size = 13; leading = 1.5.
``heading``     text; level = 1 (title of the paper, the default), 2 (of a part) or 3 (of a section).
``fields``      items = [[label, words], …]; align = "spread" (default), "left", "right" or "center". Empty words become
                a line to write on.
``text``        text = several lines, a paragraph each. A line that begins with 第一條 and a blank, 壹、 一、 (一) 1.
                (1) or A. hangs from that mark; one that begins with a blank belongs to the mark above it; an empty one
                is half a line high, at the beginning and the end as well. With list = …, the lines are printed for each
                row of that list, with its names, and empty = … stands where it has none. size = 12; leading = 1.6 (more
                where somebody writes between the lines); align = "left" (default: set to both margins), "center",
                "right" or "spread"; keep = true: not parted by a page, nor from the block that follows.
``table``       list = one of the lists of ``rows``, or rows = [[words, …], …] for a table whose rows stand here.
                columns = [{…}, …], each with
                  key        the field of the list, or text = words with names of the list; with both, the words are
                             printed, and the key is how the office's own columns name them
                  heading    its heading (with ``key``: the field's label when left out); may hold names of the paper
                  width      share of the width, about the number of half-width letters it shall hold
                  align      "left" (default), "center" or "right"
                  format     as in words; or is = "value": ■ when the field holds that value, else □
                  group      a heading over this column and its neighbours with the same ``group``
                  merge      true: equal cells of neighbouring rows become one, as far as those to the left are equal
                  sum        true: its numbers are added up in the lines of ``subtotal`` and ``total``
                  scale      a scale (likelihood …): the column is left out where the office's method does not use it;
                             a field of the record kit brings its own. The asset's value is left out where the
                             method has none
                  keep       true: printed on the blank version, too
                  numbered   true: the empty rows of the blank version are numbered here (``row`` always is)
                  when       a name: the column is left out where it stands for nothing
                  hidden     true: printed only where the office's own columns name it (see ``variant``)
                group_by = a field of the list by which the rows are put together;
                subtotal = words for the line under each group ({count} and the names of the group's last row);
                total = words for the last line ({count} and the names that are not a row's);
                variant = true: the office's profile may bring its own columns ([forms.<id>] columns);
                size = 10 (points); row_height = least height in mm; empty = what to say when the list is empty;
                spare = empty rows that are added on the filled version;
                blank_rows = empty rows of the blank version, each at least 9 mm high, or blank_height = mm. A table
                with a ``keep`` column, or with ``rows``, keeps its rows there.
``grid``        widths = shares of the columns; rows = [[cell, …], …]. A cell is words: without braces a label, with
                them a value; or { text = …, label = true/false, columns = 1, rows = 1, align = …, height = mm,
                blank_height = mm } (the latter on the blank version, where values have 9 mm at least). size = 11.
                Grids and tables that follow each other directly are one form: no room parts them.
``picture``     name = "risk_matrix", or "risk_counts" for a small one that does not name the assets; height = mm.
``signoff``     the cells of the office's 陳核層級 for this paper; seal = 25 (mm); proposed = […] as the official
                form has them, for an office that has decided nothing; titles = […] where the paper fixes them;
                note = words below.
``note``        text in small letters.
``page_break``  nothing else.
``labels``      list = …; code = words that the QR code says; text = words beside it, a line each; empty = …;
                sheets = [{ id, name, columns, rows, width, height, left, top, gap_across = 0, gap_down = 0, code }, …]:
                the sheets to choose from in mm, ``left`` and ``top`` from the paper's edge to the first label, ``code``
                the side of the QR code; the first is proposed. trial = [words, …] stand on the page for trying out,
                which is the blank version, too. Pages of labels have nothing else on them.
"""

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from isms_desktop.domain.fields import Field
from isms_desktop.domain.findings import UserError
from isms_desktop.printing.document import Align
from isms_desktop.printing.form import (
    AnyBlock,
    CellSpec,
    ChaptersBlock,
    ColumnSpec,
    ContentsBlock,
    CoverBlock,
    FieldsBlock,
    Form,
    GridBlock,
    HeadingBlock,
    NoteBlock,
    PageBreakBlock,
    PictureBlock,
    Placed,
    SignOffBlock,
    TableBlock,
    TextBlock,
    Vocabulary,
)
from isms_desktop.printing.labels import read_labels
from isms_desktop.printing.phrase import FORMATS, Phrase, Slot
from isms_desktop.printing.reading import REQUIRED, Reader

PICTURES = ("risk_matrix", "risk_counts")


def load_form(path: Path, vocabulary: Vocabulary) -> Form:
    """Read one form file. Raises UserError that names file, block and key when anything in it is wrong."""
    place = f"表單檔「{path.name}」"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as problem:
        raise UserError(f"{place}不是正確的 TOML：{problem}。", "請檢查那一行的引號與括號。") from None
    except (OSError, UnicodeDecodeError):
        raise UserError(f"{place}讀不到，或不是 UTF-8 文字檔。", "請確認檔案，並以 UTF-8 存檔。") from None
    reader = Reader(table, place)
    each = reader.one_of("each", tuple(vocabulary.lists)) if reader.has("each") else ""
    none = reader.phrase("none", vocabulary.names) if each and reader.has("none") else None
    if each:
        vocabulary = replace(vocabulary, names=(*vocabulary.names, *vocabulary.lists[each]))
    form = Form(
        id=reader.text("id"),
        title=reader.text("title"),
        subject=reader.text("subject"),
        landscape=reader.one_of("page", ("portrait", "landscape"), "portrait") == "landscape",
        source=reader.text("source", ""),
        records=tuple(reader.known("records", each, vocabulary.records) for each in reader.texts("records")),
        yearly=reader.yes_no("yearly"),
        sheets=reader.yes_no("sheets"),
        each=each,
        none=none,
        blocks=tuple(
            _placed(block, f"{place}第 {number} 個區塊", vocabulary)
            for number, block in enumerate(reader.items("block"), 1)
        ),
        path=path,
    )
    if form.id != path.stem:
        raise reader.wrong("id", f"「{form.id}」與檔名「{path.stem}」不同。", "請讓兩者相同。")
    reader.done()
    return form


def load_forms(folders: tuple[Path, ...], vocabulary: Vocabulary) -> dict[str, Form]:
    """Every form of the folders by id; a later folder's form (the office's own) takes the place of an earlier one."""
    files = {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}
    return {form_id: load_form(path, vocabulary) for form_id, path in files.items()}


def _placed(table: object, place: str, vocabulary: Vocabulary) -> Placed:
    if not isinstance(table, Mapping):
        raise UserError(f"{place}應以 [[block]] 開頭。", "請參考內建的表單檔。")
    kind = Reader(table, place).one_of("type", tuple(_BLOCKS))
    reader = Reader(table, f"{place}（{kind}）")
    reader.text("type")
    when, unless = (reader.text(key, "") for key in ("when", "unless"))
    for key, name in (("when", when), ("unless", unless)):
        if name:
            reader.known(key, name, (*vocabulary.names, *vocabulary.lists))
    on = reader.one_of("on", ("filled", "blank", ""), "")
    block = _BLOCKS[kind](reader, vocabulary)
    reader.done()
    return Placed(block, when, on, unless)


def _heading(reader: Reader, words: Vocabulary) -> HeadingBlock:
    return HeadingBlock(reader.phrase("text", words.names), int(reader.number("level", 1, 1, 3)))


def _fields(reader: Reader, words: Vocabulary) -> FieldsBlock:
    items = []
    for number, each in enumerate(reader.items("items"), 1):
        if not isinstance(each, list) or len(each) != 2 or not all(isinstance(part, str) for part in each):
            raise reader.wrong("items", f"第 {number} 項應為 [\"標題\", \"內容\"]。")  # fmt: skip
        items.append((each[0], reader.understood("items", each[1], words.names)))
    align = reader.one_of("align", ("spread", *Align), "spread")
    return FieldsBlock(tuple(items), None if align == "spread" else Align(align))


def _text(reader: Reader, words: Vocabulary) -> TextBlock:
    name = reader.one_of("list", tuple(words.lists)) if reader.has("list") else ""
    names = {*words.names, *words.lists[name]} if name else words.names
    lines = reader.text("text").removesuffix("\n").split("\n")
    align = reader.one_of("align", ("spread", *Align), "left")
    return TextBlock(
        lines=tuple(reader.understood("text", line, names) for line in lines),
        list=name,
        empty=reader.text("empty", ""),
        size=reader.number("size", 12, 6, 30),
        leading=reader.number("leading", 1.6, 1, 5),
        align=None if align == "spread" else Align(align),
        keep=reader.yes_no("keep"),
    )


def _table(reader: Reader, words: Vocabulary) -> TableBlock:
    if reader.has("list") == reader.has("rows"):
        raise reader.wrong("list", "「list」與「rows」要有一個，也只能有一個。")
    name = reader.one_of("list", tuple(words.lists), "") if reader.has("list") else ""
    fields = words.lists[name] if name else {}
    columns = tuple(_column(each, fields, words) for each in reader.tables("columns"))
    if not columns:
        raise reader.wrong("columns", "至少要有一欄。")
    group_by = reader.text("group_by", "")
    if group_by:
        reader.known("group_by", group_by, fields)
    return TableBlock(
        columns=columns,
        list=name,
        rows=_fixed_rows(reader, words, len(columns)) if not name else (),
        group_by=group_by,
        subtotal=reader.phrase("subtotal", {*words.names, *fields, "count"}) if reader.has("subtotal") else None,
        total=reader.phrase("total", {*words.names, "count"}) if reader.has("total") else None,
        variant=reader.yes_no("variant"),
        size=reader.number("size", 10, 6, 20),
        row_height=reader.number("row_height", 0, 0, 100),
        blank_height=reader.number("blank_height", 0, 0, 100),
        blank_rows=int(reader.number("blank_rows", 15, 0, 200)),
        spare=int(reader.number("spare", 0, 0, 200)),
        empty=reader.text("empty", "（本表無資料）"),
    )


def _column(reader: Reader, fields: Mapping[str, Field | None], words: Vocabulary) -> ColumnSpec:
    if fields and not (reader.has("key") or reader.has("text")):
        raise reader.wrong("key", "「key」與「text」至少要有一個。")
    key = reader.one_of("key", tuple(fields), "") if reader.has("key") else ""
    field = fields.get(key)
    when = reader.text("when", "")
    if when:
        reader.known("when", when, words.names)
    column = ColumnSpec(
        key=key,
        heading=reader.phrase("heading", words.names, field.label) if field else reader.phrase("heading", words.names),
        width=reader.number("width", field.width, 1) if field else reader.number("width", lowest=1),
        align=Align(reader.one_of("align", tuple(Align), "left")),
        text=_words_of(reader, key, {*words.names, *fields}),
        group=reader.text("group", ""),
        scale=reader.text("scale", field.scale if field else ""),
        merge=reader.yes_no("merge"),
        sum=reader.yes_no("sum"),
        keep=reader.yes_no("keep"),
        numbered=reader.yes_no("numbered"),
        when=when,
        hidden=reader.yes_no("hidden"),
    )
    reader.done()
    return column


def _words_of(reader: Reader, key: str, names: Collection[str]) -> Phrase:
    if not key or reader.has("text"):
        return reader.phrase("text", names, "")
    shape = reader.one_of("format", ("", *FORMATS), "")
    return Phrase((Slot(key, shape, reader.text("is") if reader.has("is") else None),))


def _fixed_rows(reader: Reader, words: Vocabulary, width: int) -> tuple[tuple[Phrase, ...], ...]:
    rows = []
    for number, row in enumerate(reader.items("rows"), 1):
        if not isinstance(row, list) or len(row) != width or not all(isinstance(cell, str) for cell in row):
            raise reader.wrong("rows", f"第 {number} 列應有 {width} 格文字。")
        rows.append(tuple(reader.understood("rows", cell, words.names) for cell in row))
    return tuple(rows)


def _grid(reader: Reader, words: Vocabulary) -> GridBlock:
    widths = reader.items("widths")
    if not widths or not all(isinstance(each, int | float) and each > 0 for each in widths):
        raise reader.wrong("widths", "應為各欄寬度的清單，例如 [16, 34, 16, 34]。")
    rows = []
    for number, row in enumerate(reader.items("rows"), 1):
        if not isinstance(row, list):
            raise reader.wrong("rows", f"第 {number} 列應為清單。")
        rows.append(tuple(_cell(reader, each, number, words) for each in row))
    _check_cells(reader, tuple(rows), len(widths))
    return GridBlock(tuple(widths), tuple(rows), reader.number("size", 11, 6, 20))


def _cell(reader: Reader, cell: Any, row: int, words: Vocabulary) -> CellSpec:
    if isinstance(cell, str):
        phrase = reader.understood("rows", cell, words.names)
        return CellSpec(phrase, label=not any(phrase.slots()) and bool(cell))
    if not isinstance(cell, Mapping):
        raise reader.wrong("rows", f"第 {row} 列有一格不是文字，也不是 {{ text = … }}。")
    inner = Reader(cell, reader.wrong("rows", f"第 {row} 列").text)
    phrase = inner.phrase("text", words.names, "")
    spec = CellSpec(
        text=phrase,
        label=inner.yes_no("label", False),
        columns=int(inner.number("columns", 1, 1, 24)),
        rows=int(inner.number("rows", 1, 1, 50)),
        align=Align(inner.one_of("align", tuple(Align), "left")),
        height=inner.number("height", 0, 0, 250),
        blank_height=inner.number("blank_height", 0, 0, 250),
    )
    inner.done()
    return spec


def _check_cells(reader: Reader, rows: tuple[tuple[CellSpec, ...], ...], width: int) -> None:
    """Every row must fill the width exactly, counting the cells that hang down from rows above."""
    hanging: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        taken = sum(columns for columns in hanging.values())
        filled = taken + sum(cell.columns for cell in row)
        if filled != width:
            raise reader.wrong("rows", f"第 {number} 列共有 {filled} 欄，應為 {width} 欄。")
        for cell in row:
            if cell.rows > 1:
                hanging[number + cell.rows - 1] = hanging.get(number + cell.rows - 1, 0) + cell.columns
        hanging.pop(number, None)
    if hanging:
        raise reader.wrong("rows", "最後一列之後還有往下跨列的格子。")


def _picture(reader: Reader, _words: Vocabulary) -> PictureBlock:
    return PictureBlock(reader.one_of("name", PICTURES), reader.number("height", lowest=20, highest=250))


def _signoff(reader: Reader, words: Vocabulary) -> SignOffBlock:
    note = reader.phrase("note", words.names) if reader.has("note") else None
    return SignOffBlock(
        reader.texts("titles", ()), reader.texts("proposed", ()), reader.number("seal", 25, 10, 60), note
    )


def _note(reader: Reader, words: Vocabulary) -> NoteBlock:
    return NoteBlock(reader.phrase("text", words.names))


def _cover(reader: Reader, words: Vocabulary) -> CoverBlock:
    titles, notes = (
        tuple(reader.understood(key, each, words.names) for each in reader.texts(key, default))
        for key, default in (("titles", REQUIRED), ("notes", ()))
    )
    return CoverBlock(titles, notes)


def _contents(reader: Reader, _words: Vocabulary) -> ContentsBlock:
    return ContentsBlock(reader.text("title", "目　錄"))


def _chapters(reader: Reader, words: Vocabulary) -> ChaptersBlock:
    parts = {}
    for name, part in reader.group("parts").items():
        part.one_of("type", ("table",))
        parts[name] = _table(part, words)
        part.done()
    return ChaptersBlock(parts, reader.number("size", 13, 8, 20), reader.number("leading", 1.5, 1, 3))


def _page_break(_reader: Reader, _words: Vocabulary) -> PageBreakBlock:
    return PageBreakBlock()


_BLOCKS: Mapping[str, Callable[[Reader, Vocabulary], AnyBlock]] = {
    "cover": _cover,
    "contents": _contents,
    "chapters": _chapters,
    "heading": _heading,
    "labels": read_labels,
    "fields": _fields,
    "text": _text,
    "table": _table,
    "grid": _grid,
    "picture": _picture,
    "signoff": _signoff,
    "note": _note,
    "page_break": _page_break,
}
