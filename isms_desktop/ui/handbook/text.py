"""The page of the handbook that is read: dressed in the program's colours, what was searched for marked."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from isms_desktop.services import handbook
from isms_desktop.services.handbook import Place
from isms_desktop.ui.handbook.dress import Look, headings, read
from isms_desktop.ui.theme import GRID, colours_of, points

_LOOKS = (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class PageText(QTextBrowser):
    """One page. It follows light, dark and text size."""

    followed = Signal(str)
    """A link was followed to this topic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place = Place("", 0)
        self._words: Sequence[str] = ()
        self._look: Look | None = None
        self.setAccessibleName("說明內容")
        self.setOpenLinks(False)
        self.setTabChangesFocus(False)
        self.anchorClicked.connect(
            lambda url: self.followed.emit(url.toString(QUrl.ComponentFormattingOption.FullyDecoded))
        )

    def show_place(self, place: Place, words: Sequence[str] = ()) -> None:
        """Show a page from that section on, with these words (see ``handbook.search_words``) marked."""
        other = place.page != self.place.page
        self.place, self._words = place, words
        if other:
            self._draw()
        self._mark()
        self._go_to_section()

    def hits(self) -> list[QTextCursor]:
        """Where the words that are marked stand, from top to bottom."""
        found = [cursor for word in self._words for cursor in self._places_of(word)]
        return sorted(found, key=lambda cursor: cursor.selectionStart())

    def next_hit(self, step: int) -> None:
        """Go to the marked word after (1) or before (-1) the cursor; from the last one on to the first."""
        hits = self.hits()
        if not hits:
            return
        here = self.textCursor().selectionStart()
        further = [each for each in hits if (each.selectionStart() - here) * step > 0]
        chosen = (further[0] if step > 0 else further[-1]) if further else hits[0 if step > 0 else -1]
        self.setTextCursor(chosen)
        self.ensureCursorVisible()

    def changeEvent(self, event: QEvent) -> None:
        """Light, dark or the size of the text has changed: the page is dressed anew and stays where it was read."""
        super().changeEvent(event)
        if event.type() in _LOOKS and self.place.page and self._look != self._present_look():
            bar = self.verticalScrollBar()
            share = bar.value() / max(bar.maximum(), 1)
            self._draw()
            self._mark()
            bar.setValue(round(share * bar.maximum()))

    def _present_look(self) -> Look:
        return Look(colours_of(self), points(self), self.fontMetrics().height() / 2)

    def _draw(self) -> None:
        self._look = self._present_look()
        document = self.document()
        document.setDocumentMargin(3 * GRID)
        read(document, handbook.page(self.place.page).markdown, self._look)
        self.setAccessibleDescription(handbook.title_of(self.place.page))

    def _mark(self) -> None:
        colours = colours_of(self)
        marks = []
        for cursor in self.hits():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(colours.warning_back))
            mark.format.setForeground(QColor(colours.text))
            mark.format.setFontUnderline(True)
            marks.append(mark)
        self.setExtraSelections(marks)

    def _places_of(self, word: str) -> Iterator[QTextCursor]:
        block = self.document().begin()
        while block.isValid():
            text, at = handbook.folded(block.text()), -1
            while (at := text.find(word, at + 1)) >= 0:
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + at)
                cursor.setPosition(block.position() + at + len(word), QTextCursor.MoveMode.KeepAnchor)
                yield cursor
            block = block.next()

    def _go_to_section(self) -> None:
        blocks = list(headings(self.document()))
        start = blocks[self.place.section].position() if self.place.section else 0
        hit = next((each for each in self.hits() if each.selectionStart() >= start), None)
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(cursor.block()).top() if start else 0
        self.verticalScrollBar().setValue(round(top) - GRID)
        if hit is not None and self.cursorRect(hit).bottom() > self.viewport().height():
            self.setTextCursor(hit)
            self.ensureCursorVisible()
