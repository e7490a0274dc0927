"""Paints cells and edits them in place: typing starts, Enter goes down, Tab goes right, Esc gives up."""

from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from isms_desktop.ui.grid.cells import TONE_ROLE
from isms_desktop.ui.grid.editors import LineEditor, LinesEditor, ListEditor, make_editor
from isms_desktop.ui.grid.model import Index, RecordTableModel
from isms_desktop.ui.theme import colours_of

_MARGIN = 6
_CORNER = 6
_WARNING = QColor("#C98212")
_LINES_HEIGHT = 4
"""Rows that the editor for several lines covers."""


class CellDelegate(QStyledItemDelegate):
    """Editors by field kind; a lean painter, because a screen holds some 400 cells."""

    moved_on = Signal(int, int)
    """An edit has ended with Enter or Tab: (rows, columns) by which to go on."""

    def __init__(self, model: RecordTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model

    # -- painting -----------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Text, selection, the frame of the current cell, and a corner for a warning."""
        rect: QRect = option.rect
        view: QWidget = option.widget
        colours = colours_of(view)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        tone = index.data(TONE_ROLE)
        if tone == "error":
            painter.fillRect(rect, QColor(colours.error_back))
        elif selected:
            painter.fillRect(rect, QColor(colours.selected))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text:
            quiet = tone == "muted" and not selected
            painter.setPen(QColor(colours.error if tone == "error" else colours.muted if quiet else colours.text))
            inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
            if colour := index.data(Qt.ItemDataRole.DecorationRole):
                side = option.fontMetrics.ascent() - 2
                painter.fillRect(inner.left(), rect.center().y() - side // 2, side, side, QColor(colour))
                inner.setLeft(inner.left() + side + _MARGIN)
            shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
            painter.drawText(inner, alignment | Qt.TextFlag.TextSingleLine, shown)
        if tone == "warning":
            corner = rect.topRight() + QPoint(1, 0)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_WARNING)
            painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER, 0), corner + QPoint(0, _CORNER)]))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.link), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    # -- editing ------------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The editor for the field of that column."""
        field = self._model.fields[index.column()]
        editor = make_editor(field, self._model.register, parent, in_cell=True)
        if isinstance(editor, ListEditor):
            editor.activated.connect(lambda _place: self._finish(editor, 0, 0))
        elif isinstance(editor, LineEditor):
            editor.setAlignment(self._model.data(index, Qt.ItemDataRole.TextAlignmentRole))
            editor.chosen.connect(lambda: self._finish(editor, 1, 0))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's text in; text that was refused earlier is there again to be put right."""
        assert isinstance(editor, LineEditor | ListEditor | LinesEditor)
        if editor.property("filled") != QPersistentModelIndex(index):
            editor.setProperty("filled", QPersistentModelIndex(index))
            editor.show_text(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            if isinstance(editor, ListEditor) and (line := editor.lineEdit()) is not None:
                line.selectAll()  # Qt does so for plain lines only; the first key must replace what is there

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Hand over what was typed."""
        assert isinstance(editor, LineEditor | ListEditor | LinesEditor)
        if editor.raw() != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            self._model.setData(index, editor.raw(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """On the cell; larger where the text needs it."""
        rect = QRect(option.rect)
        if isinstance(editor, LinesEditor):
            rect.setHeight(rect.height() * _LINES_HEIGHT)
            rect.setWidth(max(rect.width(), option.fontMetrics.averageCharWidth() * 44))
        elif isinstance(editor, ListEditor):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        around = editor.parentWidget()
        assert around is not None
        room = around.rect()
        rect.moveRight(min(rect.right(), room.right()))
        rect.moveBottom(min(rect.bottom(), room.bottom()))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and their Shift forms end the edit and go on to the neighbour."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QWidget):
            back = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    if event.modifiers() & Qt.KeyboardModifier.AltModifier and isinstance(editor, LinesEditor):
                        return False
                    self._finish(editor, back, 0)
                    return True
                case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                    self._finish(editor, 0, -1 if event.key() == Qt.Key.Key_Backtab else 1)
                    return True
        return super().eventFilter(editor, event)

    def _finish(self, editor: QWidget, rows: int, columns: int) -> None:
        if editor.property("finished"):  # a combo box says once more that it was used, while it is being closed
            return
        editor.setProperty("finished", True)
        refused: list[str] = []
        connection = self._model.refused.connect(refused.append)
        self.commitData.emit(editor)
        self._model.refused.disconnect(connection)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if not any(refused):  # a refused cell keeps the cursor, so that the next key puts it right
            self.moved_on.emit(rows, columns)
