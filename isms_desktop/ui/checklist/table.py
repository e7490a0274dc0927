"""Filling in a checklist with the keyboard: a number answers and goes on, Enter explains, Space finds what is open."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from isms_desktop.ui.checklist.lines import ANSWER, EXPLANATION, LAST, QUESTION, Index, LinesModel
from isms_desktop.ui.checklist.paint import LinePainter
from isms_desktop.ui.grid.editors import LinesEditor
from isms_desktop.ui.theme import GRID

_KEY = Qt.Key
_ENTER = (_KEY.Key_Return, _KEY.Key_Enter)
_NO_TEXT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_LAST_SHARE, _QUESTION_SHARE = 0.22, 0.56
"""Of the room beside the answers, what last time's column takes; of the rest, what the question takes."""


class LinesTable(QTableView):
    """The list of questions. It decides nothing: what a person wants goes out as a signal."""

    answered = Signal(int, str)
    """(item, result); "" takes the answer back."""
    rest_asked = Signal(int)
    """All open questions of this section conform."""
    same_asked = Signal(int)
    """This question (item) as last time."""
    finding_asked = Signal()
    """Ctrl+Enter, or the link below the answer of the current line."""
    moved = Signal()
    """Another line is current."""

    def __init__(self, model: LinesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = model
        self.painter = LinePainter(self, model)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self.setAccessibleName("查核項目")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(GRID)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self._wanted: tuple[int, str] | None = None

    # -- what the page asks -------------------------------------------------------------------------------------

    def current_row(self) -> int:
        """The row of the current question; -1 when there is none."""
        row = self.currentIndex().row()
        return row if self.lines.line(row) else -1

    def go_to(self, row: int) -> None:
        """Make a question current, with what surrounds it in sight."""
        if self.lines.line(row) is None:
            return
        index = self.lines.index(row, ANSWER)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        if row + 1 < self.lines.rowCount():
            self.scrollTo(self.lines.index(row + 1, ANSWER))
        self.scrollTo(self.lines.index(row - 1, ANSWER))
        self.scrollTo(index)

    def go_to_section(self, section: int) -> None:
        """Make the first question of a section current, its heading at the top."""
        heading = self.lines.sections[section].row
        self.go_to(heading + 1)
        self.scrollTo(self.lines.index(heading, QUESTION), QAbstractItemView.ScrollHint.PositionAtTop)

    def explain(self, row: int, text: str | None = None) -> None:
        """Open the explanation of a question, with other text than it holds when some is given."""
        if self.lines.line(row) is None or not self.lines.writable:
            return
        self.go_to(row)
        self.edit(self.lines.index(row, EXPLANATION))
        editor = self._editor()
        if editor is not None and text is not None:
            editor.setPlainText(text)
        if editor is not None:
            cursor = editor.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            editor.setTextCursor(cursor)

    def fit(self, rows: list[int] | None = None) -> None:
        """Give rows the height that they need; every row, and the columns, when not told which."""
        if rows is None:
            self._share_width()
            self.clearSpans()
            for section in self.lines.sections:
                self.setSpan(section.row, QUESTION, 1, LAST + 1)
        for row in range(self.lines.rowCount()) if rows is None else rows:
            height = self.painter.height(row)
            if height != self.rowHeight(row):
                self.setRowHeight(row, height)

    # -- keys and mouse -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter, Ctrl+R and the ways through the list work everywhere; the rest is for the current line."""
        row, key = self.current_row(), Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key in _ENTER:
            self.finding_asked.emit()
        elif control and key == _KEY.Key_R and row >= 0 and self.lines.writable:
            self.rest_asked.emit(self.lines.section_of(row))
        elif key in (_KEY.Key_Up, _KEY.Key_Down, _KEY.Key_Home, _KEY.Key_End, _KEY.Key_PageUp, _KEY.Key_PageDown):
            self._walk(row, key, control)
        elif row < 0 or event.modifiers() & _NO_TEXT or not self._write(row, key, event.text()):
            super().keyPressEvent(event)

    def _walk(self, row: int, key: Qt.Key, control: bool) -> None:
        model, last = self.lines, self.lines.rowCount()
        match key:
            case _KEY.Key_Down if control:
                self.go_to(model.next_open(row))
            case _KEY.Key_Up | _KEY.Key_Down:
                self.go_to(model.step(row, -1 if key == _KEY.Key_Up else 1))
            case _KEY.Key_Home | _KEY.Key_End:
                self.go_to(model.step(-1, 1) if key == _KEY.Key_Home else model.step(last, -1))
            case _ if model.sections:
                section = model.section_of(row) + (1 if key == _KEY.Key_PageDown else -1)
                self.go_to_section(min(max(section, 0), len(model.sections) - 1))

    def _write(self, row: int, key: Qt.Key, text: str) -> bool:
        """What a key means for the current question; whether it meant anything."""
        line = self.lines.line(row)
        if line is None:
            return False
        if key == _KEY.Key_Space:
            self.go_to(self.lines.next_open(row))
        elif not self.lines.writable:
            return False
        elif text.isdecimal() and 1 <= int(text) <= len(self.lines.choices):
            self.answered.emit(line.item.id, self.lines.choices[int(text) - 1].value)
            self.go_to(self.lines.step(row, 1))
        elif key in (_KEY.Key_Backspace, _KEY.Key_Delete):
            self.answered.emit(line.item.id, "")
        elif key in (*_ENTER, _KEY.Key_F2):
            self.explain(row)
        elif text in ("=", "＝"):
            self.same_asked.emit(line.item.id)
            self.go_to(self.lines.step(row, 1))
        elif text.isprintable() and text.strip():
            self.explain(row, line.explanation + text)
        else:
            return False
        return True

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """No input method outside the explanation: 1, 2, 3 are letters to the Zhuyin keyboard."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A mark answers, a link does what it says, the explanation opens, anything else makes the line current."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        does = self._does_at(index, event)
        line = self.lines.line(index.row())
        if line is None:
            if does == "rest":
                self.rest_asked.emit(self.lines.section_of(index.row()))
            return
        if index.column() == EXPLANATION and self.lines.writable:
            self.explain(index.row())
            return
        self.go_to(index.row())
        self.setFocus()
        if does == "finding":
            self.finding_asked.emit()
        elif does == "same":
            self.same_asked.emit(line.item.id)
        elif does and self.lines.writable:
            self.answered.emit(line.item.id, "" if does == line.result and not line.carried else does)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where something can be clicked."""
        index = self.indexAt(event.position().toPoint())
        hand = index.isValid() and bool(self._does_at(index, event))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks are two clicks."""
        self.mousePressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the explanation keeps it and goes on; Ctrl+Enter makes a finding as well; Shift+Enter: a line."""
        if not (isinstance(watched, LinesEditor) and isinstance(event, QKeyEvent)):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return super().eventFilter(watched, event)
        modifiers = event.modifiers()
        if modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier):
            return False
        row = self.current_row()
        self.commitData(watched)
        self.closeEditor(watched, QAbstractItemDelegate.EndEditHint.NoHint)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self.finding_asked.emit()
        self.go_to(self.lines.step(row, 1))
        return True

    # -- inside -------------------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page."""
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths, other heights; what is offered below must not cover the current question."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        if self.current_row() >= 0:
            self.scrollTo(self.currentIndex())

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more room."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.painter.forget()
            self.fit()

    def _editor(self) -> LinesEditor | None:
        found = self.indexWidget(self.lines.index(self.current_row(), EXPLANATION))
        return found if isinstance(found, LinesEditor) else None

    def _does_at(self, index: Index, event: QMouseEvent) -> str:
        at = event.position().toPoint()
        marks = self.painter.marks(index.row(), self.visualRect(index), index.column())
        return next((each.does for each in marks if each.place.contains(at)), "")

    def _share_width(self) -> None:
        room = self.viewport().width()
        has_last = bool(self.lines.headerData(LAST, Qt.Orientation.Horizontal))
        answers = min(self.painter.marks_width(), room * (3 if has_last else 4) // 10)
        self.setColumnHidden(LAST, not has_last)
        last = round((room - answers) * _LAST_SHARE) if has_last else 0
        question = round((room - answers - last) * _QUESTION_SHARE)
        for column, width in enumerate((question, answers, room - answers - last - question, last)):
            self.setColumnWidth(column, width)
