"""The list itself: keys and mouse as in a spreadsheet, rows grow with the text, the first column stays in sight."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from isms_desktop.ui.grid.delegate import CellDelegate
from isms_desktop.ui.grid.frozen import FrozenColumn
from isms_desktop.ui.grid.model import Index, RecordTableModel
from isms_desktop.ui.theme import BASE_POINTS, GRID, colours_of, points

ROW_HEIGHT = 28
"""Pixels at 100 % text size."""
_LEAST_ROWS = 3
"""Rows that stay in sight on a small screen with large text; then the page scrolls."""
_EDIT = QAbstractItemView.EditTrigger


class RecordTableView(QTableView):
    """A table of records. Commands on what is selected are ``commands.GridCommands``; it asks this view for ids."""

    resized = Signal(str, int)
    """The clerk has made a column (key) that wide (pixels at 100 % text size)."""
    reordered = Signal(list)
    """The clerk has dragged columns: the keys in their new order."""

    def __init__(self, model: RecordTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frozen = FrozenColumn(self)
        self.records = model
        self.empty_text = ""
        """What an empty list says to do first; lines separated by line feeds."""
        self._widths: Mapping[str, int] = {}
        self._kept_id = 0
        self._delegate = CellDelegate(model, self)
        self._delegate.moved_on.connect(self.move_on)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_habits()
        self.frozen.attach(CellDelegate(model, self.frozen))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore)
        self._restore()

    def _set_habits(self) -> None:
        self.setEditTriggers(_EDIT.AnyKeyPressed | _EDIT.DoubleClicked | _EDIT.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSortingEnabled(True)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)  # the usual one still belongs to the larger text when the text becomes smaller
        rows.setHighlightSections(False)
        columns.setSectionsMovable(True)
        columns.setFirstSectionMovable(False)
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.sectionResized.connect(self._on_resized)
        columns.sectionMoved.connect(self._on_moved)

    # -- what is selected ---------------------------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """The rows with a selected cell, from top to bottom, the draft among them."""
        spans = [range(each.top(), each.bottom() + 1) for each in self._spans()]
        return sorted({row for span in spans for row in span})

    def selected_ids(self) -> list[int]:
        """The records with a selected cell, from top to bottom."""
        return [record_id for row in self.selected_rows() if (record_id := self.records.id_at(row))]

    def selected_cells(self) -> list[tuple[int, list[int]]]:
        """(row, its selected columns) of every row with a selected cell."""
        cells: dict[int, set[int]] = {}
        for each in self._spans():
            for row in range(each.top(), each.bottom() + 1):
                cells.setdefault(row, set()).update(range(each.left(), each.right() + 1))
        return [(row, sorted(cells[row])) for row in sorted(cells)]

    def selected_columns(self) -> list[int]:
        """The columns with a selected cell, from left to right."""
        spans = [range(each.left(), each.right() + 1) for each in self._spans()]
        return sorted({column for span in spans for column in span})

    def _spans(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.size())]

    def current_id(self) -> int:
        """The record that the cursor is in; 0 in the draft or nowhere."""
        return self.records.id_at(self.currentIndex().row())

    def select_current(self) -> None:
        """Where nothing is selected, as when the page has just been opened, the cell with the cursor is meant."""
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def select_block(self, row: int, column: int, rows: int, columns: int) -> None:
        """Select a block of cells and put the cursor in its first one."""
        last_row = min(row + rows, self.records.rowCount()) - 1
        last_column = min(column + columns, self.records.columnCount()) - 1
        start, end = self.records.index(row, column), self.records.index(last_row, last_column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(start, flags.NoUpdate)
        self.selectionModel().select(QItemSelection(start, end), flags.ClearAndSelect)
        self.scrollTo(start)

    def select_ids(self, ids: list[int]) -> None:
        """Select whole rows by record, with the cursor in the first one that is shown."""
        picked = QItemSelection()
        rows = [row for record_id in ids if (row := self.records.row_of(record_id)) >= 0]
        for row in rows:
            picked.select(self.records.index(row, 0), self.records.index(row, self.records.columnCount() - 1))
        if rows:
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self.records.index(rows[0], 0), flags.NoUpdate)
            self.selectionModel().select(picked, flags.ClearAndSelect)
            self.scrollTo(self.records.index(rows[0], 0))

    def go_to_draft(self, key: str = "") -> None:
        """Put the cursor into the draft row, in the column of a field or the first one."""
        column = max(0, self.records.column_of(key))
        self.setCurrentIndex(self.records.index(self.records.rowCount() - 1, column))
        self.setFocus()

    def move_on(self, rows: int, columns: int) -> None:
        """Move the cursor; past the last column it goes on in the next row."""
        current = self.currentIndex()
        width = max(1, self.records.columnCount())
        step, column = divmod(current.column() + columns, width)
        row = min(max(0, current.row() + rows + step), self.records.rowCount() - 1)
        self.setCurrentIndex(self.records.index(row, column))

    # -- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Tab, Backspace and Esc as in a spreadsheet; arrows, Shift, Ctrl+A and typing are Qt's."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.move_on(-1 if back else 1, 0)
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self.move_on(0, -1 if event.key() == Qt.Key.Key_Backtab or back else 1)
            case Qt.Key.Key_Backspace:
                if self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
                    self.edit(self.currentIndex())
                    QTimer.singleShot(0, self._empty_editor)
            case Qt.Key.Key_Space if back:
                self.selectRow(self.currentIndex().row())
            case Qt.Key.Key_Escape:
                self._give_up()
            case _:
                super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word that the input method hands over whole begins the cell: Qt opens the editor and drops the word."""
        was_open = self.state() == QAbstractItemView.State.EditingState
        super().inputMethodEvent(event)
        editor = self._editor()
        if event.commitString() and not was_open and editor is not None:
            QApplication.sendEvent(editor.focusProxy() or editor, event)

    def _editor(self) -> QWidget | None:
        return self.indexWidget(self.currentIndex()) or self.viewport().focusWidget()

    def _empty_editor(self) -> None:
        editor = self._editor()
        if editor is not None and hasattr(editor, "show_text"):
            editor.show_text("")

    def _give_up(self) -> None:
        """Esc: what was refused in this cell goes, then what stands in the draft, then the selection."""
        index = self.currentIndex()
        if not index.isValid():
            return
        self.records.give_up(index.row(), index.column())
        self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def edit(self, index: Index, *how: Any) -> bool:  # type: ignore[override]
        """Never under the frozen column: scroll back to the real one first."""
        wanted = not how or how[0] == _EDIT.AllEditTriggers or bool(how[0] & self.editTriggers())
        if wanted and index.isValid() and index.column() == 0 and self.frozen.isVisible():
            self.horizontalScrollBar().setValue(0)
        return bool(super().edit(index, *how))

    # -- look ---------------------------------------------------------------------------------------------------

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, not half under the frozen column; the frozen column itself is in sight already."""
        bar = self.horizontalScrollBar()
        before, in_sight = bar.value(), self.frozen.isVisible()
        super().scrollTo(index, hint)
        if index.column() == 0 and in_sight:
            bar.setValue(before)
            return
        hidden = self.frozen.covered - self.visualRect(index).left()
        if index.column() > 0 and hidden > 0:
            bar.setValue(max(0, bar.value() - hidden))

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Column widths by field key, in pixels at 100 % text size; others follow their field."""
        self._widths = widths
        self._restore()

    def changeEvent(self, event: QEvent) -> None:
        """Rows and columns grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty list says what to do first."""
        super().paintEvent(event)
        if self.empty_text and not self.records.rows.shown:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(colours_of(self).muted))
            room = self.viewport().rect().adjusted(GRID, 2 * self.rowHeight(0), -GRID, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)

    @property
    def _scale(self) -> float:
        return points(self) / BASE_POINTS

    def _keep_place(self) -> None:
        self._kept_id = self.current_id()

    def _restore(self) -> None:
        """After everything was read anew: heights, widths, and the cursor on the record where it was."""
        metrics = self.fontMetrics()
        height = max(round(ROW_HEIGHT * self._scale), metrics.height() + GRID)
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(height * (_LEAST_ROWS + 1))
        self.verticalHeader().setMinimumWidth(metrics.horizontalAdvance("00000") + GRID)
        header = self.horizontalHeader()
        header.blockSignals(True)
        for column, field in enumerate(self.records.fields):
            own = self._widths.get(field.key)
            words = metrics.horizontalAdvance(field.label) + 4 * GRID
            usual = max(metrics.horizontalAdvance("0") * field.width + 2 * GRID, words)
            self.setColumnWidth(column, round(own * self._scale) if own else usual)
        key, descending = self.records.rows.sorted_by or ("", False)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(self.records.column_of(key), order)
        header.blockSignals(False)
        self.updateGeometries()
        row = self.records.row_of(self._kept_id) if self._kept_id else -1
        if row >= 0 and not self.currentIndex().isValid():
            self.setCurrentIndex(self.records.index(row, 0))
        self.frozen.place()

    def _on_resized(self, column: int, _old: int, new: int) -> None:
        self.resized.emit(self.records.fields[column].key, round(new / self._scale))
        self.frozen.place()

    def _on_moved(self, _logical: int, old: int, new: int) -> None:
        header = self.horizontalHeader()
        order = [self.records.fields[header.logicalIndex(place)].key for place in range(header.count())]

        def settle() -> None:
            # The model's columns change places themselves; the header must not do it a second time.
            header.blockSignals(True)
            header.moveSection(new, old)
            header.blockSignals(False)
            self.reordered.emit(order)

        QTimer.singleShot(0, self, settle)
