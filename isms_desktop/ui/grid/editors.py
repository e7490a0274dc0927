"""One editor per kind of field, the same in a cell and on a card. Every editor shows text and gives raw text back.

Reading the text is not the editor's business: what it gives back goes through ``Register.read`` like a pasted cell.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.values import options
from isms_desktop.services import records
from isms_desktop.ui.grid.register import Register

_PLACEHOLDERS = {Kind.DATE: "例：113/5/1", Kind.TIME: "例：08:30", Kind.MOMENT: "例：113/5/1 08:30"}
Propose: TypeAlias = Callable[[], list[str]]
"""Answers with the words to be proposed while typing; none for no list."""
_MANY = 400
"""Most words that are proposed from a column itself."""
_POPUP_ROWS = 12


def files_in(data: QMimeData | None) -> list[Path]:
    """The files that are dragged or have been copied in the file manager; none for text and everything else."""
    urls = data.urls() if data is not None and data.hasUrls() else []
    return [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]


def is_windows_key(event: QEvent, editor: "QLineEdit | QTextDocument | None") -> bool:
    """Whether this is Ctrl+Z or Ctrl+Y with nothing to take back in the editor itself, or Ctrl+V of files: the window
    or the card around the editor may have it.

    Qt's editors would swallow the keys all the same, and the clerk would think that undo is broken; of a file they
    would paste its place on the disk.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent) or editor is None:
        return False
    if event.matches(QKeySequence.StandardKey.Paste):
        return bool(files_in(QGuiApplication.clipboard().mimeData()))
    if event.matches(QKeySequence.StandardKey.Undo):
        return not editor.isUndoAvailable()
    return event.matches(QKeySequence.StandardKey.Redo) and not editor.isRedoAvailable()


class Editor(Protocol):
    """What a cell and a card need of any editor."""

    def show_text(self, text: str) -> None:
        """Put the text of a value in."""

    def raw(self) -> str:
        """What stands there now, to be read by ``Register.read``."""


class LineEditor(QLineEdit):
    """One line of text, with proposals while typing when there are any."""

    chosen = Signal()
    """A proposal was taken, or Enter was pressed while the proposals were open."""

    def __init__(self, field: Field, propose: Propose = list, parent: QWidget | None = None) -> None:
        """``propose`` is asked when the clerk comes into the line: a card of thirty lines must not ask thirty times."""
        super().__init__(parent)
        self.setPlaceholderText(_PLACEHOLDERS.get(field.kind, ""))
        self.setMaxLength(100_000)
        self._propose = propose
        self._list: QAbstractItemView | None = None
        self.returnPressed.connect(self._on_return)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when there is nothing to take back here, and files to the card."""
        return False if is_windows_key(event, self) else super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Learn what to propose."""
        super().focusInEvent(event)
        words = self._propose()
        if not words or event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        completer = QCompleter(words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_POPUP_ROWS)
        completer.activated.connect(self._take)
        self.setCompleter(completer)
        self._list = completer.popup()

    def show_text(self, text: str) -> None:
        """Put text in; of a long one the beginning shows."""
        self.setText(text)
        self.setCursorPosition(0)

    def raw(self) -> str:
        """The line as typed."""
        return self.text()

    def proposing(self) -> bool:
        """Whether the list of proposals is open."""
        return self._list is not None and self._list.isVisible()

    def _take(self, text: str) -> None:
        self.setText(text)
        self.chosen.emit()

    def _on_return(self) -> None:
        # The open list gives Enter to the line first; when a proposal is marked, `_take` follows by itself.
        if self._list is not None and self._list.isVisible() and not self._list.currentIndex().isValid():
            self._list.hide()
            self.chosen.emit()


class ListEditor(QComboBox):
    """A choice: pick it from the list, or type its beginning, its code or any of its synonyms."""

    def __init__(self, entries: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_POPUP_ROWS)
        for raw, text in entries:
            self.addItem(text, raw)

    def show_text(self, text: str) -> None:
        """Mark the entry with that text or value; other text (an old or odd value) simply stands there."""
        place = max(self.findText(text, Qt.MatchFlag.MatchExactly), self.findData(text))
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(text)

    def raw(self) -> str:
        """The value of the entry that stands there, or the words that were typed."""
        text = self.currentText()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else text

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window when there is nothing to take back here, and files to the card."""
        return False if is_windows_key(event, self.lineEdit()) else super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page; it must not change a value on the way."""
        event.ignore()


class LinesEditor(QPlainTextEdit):
    """Text of several lines. ``in_cell``: Enter ends the edit, Alt+Enter starts a line, as in a spreadsheet."""

    left = Signal()
    """The editor has lost the focus."""

    def __init__(self, parent: QWidget | None = None, *, in_cell: bool = False) -> None:
        super().__init__(parent)
        self._in_cell = in_cell
        self.setTabChangesFocus(True)

    def show_text(self, text: str) -> None:
        """Put text in."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def raw(self) -> str:
        """The text as typed."""
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Enter starts a line inside a cell."""
        if self._in_cell and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.insertPlainText("\n")
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Notice when the clerk goes elsewhere; leave Ctrl+Z to the window when there is nothing to take back here."""
        if is_windows_key(event, self.document()):
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return super().event(event)


def make_editor(
    field: Field, register: Register, parent: QWidget | None = None, *, in_cell: bool = False
) -> LineEditor | ListEditor | LinesEditor:
    """The editor for a field, named for screen readers."""
    editor: LineEditor | ListEditor | LinesEditor
    entries = entries_of(field, register)
    if entries:
        editor = ListEditor(entries, parent)
    elif field.kind is Kind.LINES:
        editor = LinesEditor(parent, in_cell=in_cell)
    else:
        editor = LineEditor(field, partial(proposals_for, field, register), parent)
    editor.setAccessibleName(field.label)
    editor.setAccessibleDescription(field.help)
    return editor


def entries_of(field: Field, register: Register) -> list[tuple[str, str]]:
    """(raw value, words) of a field with a fixed list: choices, yes and no, the levels of a scale. Else nothing."""
    blank = [] if field.required else [("", "")]
    if field.kind is Kind.CHOICE:
        return blank + [(each.value, each.label) for each in options(field, register.office.rules)]
    if field.kind is Kind.YES_NO:
        return [*blank, ("是", "是"), ("否", "否")]
    span = register.office.rules.scale_range(field.scale) if field.scale else None
    if span is None:
        return []
    words = level_words(field.scale, register)
    return blank + [(str(level), f"{level}　{words.get(level, '')}".strip()) for level in range(span[0], span[1] + 1)]


def level_words(scale: str, register: Register) -> dict[int, str]:
    """Level → its one word, as the office has worded its scales."""
    every = records.all_records(register.office, "scale")
    return {each.level: each.label for each in every if each.scale == scale and each.level is not None}


def proposals_for(field: Field, register: Register) -> list[str]:
    """Words proposed while typing: records that the field may name, and what the column already says more than once."""
    if field.target:
        title_of = records.title_of(register.office)
        return [title_of(field.target, each.id) for each in records.all_records(register.office, field.target)]
    if field.kind is not Kind.TEXT or field.unique or field.sensitive:
        return []
    used = Counter(getattr(each, field.key) for each in records.all_records(register.office, register.kind))
    again = [word for word, times in used.most_common(_MANY) if times > 1 and word]
    named: list[str] = []
    if field.suggest:
        every = records.all_records(register.office, field.suggest)
        named = [str(getattr(each, each.record_type.title[0])) for each in every]
    return list(dict.fromkeys(named + again))
