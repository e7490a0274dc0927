"""How a page of the handbook looks, on the screen and on paper: Qt reads the Markdown, this sets sizes and colours."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from isms_desktop.ui.theme import Colours

_SIZES = {1: 1.6, 2: 1.28, 3: 1.12, 4: 1.0}
"""Level of a heading → how much larger than the text."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours (``#rrggbb``) and the size of the text in points."""

    colours: Colours
    points: float
    unit: float
    """What distances are measured in: about half the height of a letter."""
    leading: float = 150.0
    """Percent of a line's own height."""
    linked: bool = True
    """Whether links look like links: on paper nobody can follow them."""


def read(document: QTextDocument, markdown: str, look: Look) -> None:
    """Put a Markdown text into a document, dressed."""
    document.setUndoRedoEnabled(False)
    document.setIndentWidth(look.unit * 3)
    document.setMarkdown(markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for table in _tables(document):
        _dress_table(table, look)
    block = document.begin()
    while block.isValid():
        _dress_block(block, look)
        block = block.next()
    cursor.endEditBlock()


def headings(document: QTextDocument) -> Iterator[QTextBlock]:
    """The headings from top to bottom, as ``HelpPage.sections`` has them."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            yield block
        block = block.next()


def _tables(document: QTextDocument) -> Iterator[QTextTable]:
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            yield frame


def _dress_table(table: QTextTable, look: Look) -> None:
    form = table.format()
    form.setBorderCollapse(True)
    form.setBorder(1)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    form.setBorderBrush(QBrush(QColor(look.colours.line)))
    form.setCellPadding(look.unit * 0.7)
    form.setCellSpacing(0)
    form.setTopMargin(look.unit)
    form.setBottomMargin(look.unit * 1.5)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints(_widths(table))
    form.setHeaderRowCount(1)
    table.setFormat(form)
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        head = cell.format()
        head.setBackground(QBrush(QColor(look.colours.hover)))
        cell.setFormat(head)


def _widths(table: QTextTable) -> list[QTextLength]:
    """Room by what the columns hold: short ones keep their lines whole, long ones share the rest."""
    lengths = []
    for column in range(table.columns()):
        cells = [table.cellAt(row, column) for row in range(table.rows())]
        most = max(each.lastCursorPosition().position() - each.firstCursorPosition().position() for each in cells)
        lengths.append(min(max(most, 4), 40) + 3)
    return [QTextLength(QTextLength.Type.PercentageLength, 100 * each / sum(lengths)) for each in lengths]


def _dress_block(block: QTextBlock, look: Look) -> None:
    cursor = QTextCursor(block)
    form = block.blockFormat()
    level = form.headingLevel()
    in_table = cursor.currentTable() is not None
    kind = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    form.setLineHeight(look.leading if not (in_table or level) else 100 + 0.5 * (look.leading - 100), kind)
    if level:
        form.setTopMargin(look.unit * (0 if block.blockNumber() == 0 else 3 if level < 3 else 2))
        form.setBottomMargin(look.unit)
    elif in_table:
        form.setTopMargin(0)
        form.setBottomMargin(0)
    else:
        form.setTopMargin(look.unit * 0.4)
        form.setBottomMargin(look.unit * 0.4)
    cursor.setBlockFormat(form)
    for start, end, words in _pieces(block):
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_words(words, level, look))


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found = []
    iterator = block.begin()
    while not iterator.atEnd():
        piece = iterator.fragment()
        found.append((piece.position(), piece.position() + piece.length(), piece.charFormat()))
        iterator += 1
    return found


def _words(form: QTextCharFormat, level: int, look: Look) -> QTextCharFormat:
    form.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    form.setFontPointSize(look.points * _SIZES.get(level, 1.0))
    link = form.isAnchor() and look.linked
    form.setForeground(QBrush(QColor(look.colours.link if link else look.colours.text)))
    if level:
        form.setFontWeight(QFont.Weight.Bold)
    if form.isAnchor():
        form.setFontUnderline(link)
    elif form.fontFixedPitch():
        # A typewriter face has no Chinese: the window's own letters, on a ground that sets them off.
        form.clearProperty(QTextFormat.Property.FontFamilies)
        form.clearProperty(QTextFormat.Property.FontFixedPitch)
        form.setBackground(QBrush(QColor(look.colours.hover)))
    return form
