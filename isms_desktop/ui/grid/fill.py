"""Changing one column of many rows at once: a line under the list instead of a dialog."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QWidget

from isms_desktop.domain.fields import Field
from isms_desktop.ui.grid.commands import GridCommands
from isms_desktop.ui.grid.editors import LineEditor, LinesEditor, ListEditor, make_editor
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.grid.view import RecordTableView
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with


class BulkBar(QFrame):
    """「將選取的 12 筆的〔存放位置〕改為〔…〕」, hidden until it is asked for."""

    closed = Signal()

    def __init__(
        self, register: Register, view: RecordTableView, commands: GridCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_role(self, "info")
        self._register = register
        self._view = view
        self._commands = commands
        self.count = QLabel()
        self.field = QComboBox()
        self.field.setAccessibleName("要修改的欄位")
        for each in register.type.stored:
            if not each.unique:
                self.field.addItem(each.label, each.key)
        self.editor: LineEditor | ListEditor | LinesEditor | None = None
        self.apply = button_with("套用", main=True)
        cancel = button_with("取消")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID // 2)
        for widget in (self.count, self.field, QLabel("改為")):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.apply)
        self._row.addWidget(cancel)
        self.field.currentIndexChanged.connect(self._set_editor)
        self.apply.clicked.connect(self._apply)
        cancel.clicked.connect(self._close)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._close)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        view.selectionModel().selectionChanged.connect(self._count)
        self.hide()

    def open(self, key: str = "") -> None:
        """Offer to change the selected rows, beginning with the column of the cursor."""
        place = self.field.findData(key)
        if place >= 0:
            self.field.setCurrentIndex(place)
        self._set_editor()
        self._count()
        self.show()
        if self.editor is not None:
            self.editor.setFocus()

    def _chosen(self) -> Field:
        return self._register.type.field(str(self.field.currentData()))

    def _set_editor(self) -> None:
        if self.editor is not None:
            self._row.removeWidget(self.editor)
            self.editor.deleteLater()
        self.editor = make_editor(self._chosen(), self._register, self)
        self.editor.setAccessibleName(f"{self._chosen().label}改為")
        self.editor.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 14)
        if isinstance(self.editor, LinesEditor):
            self.editor.setFixedHeight(self.fontMetrics().height() * 3)
        else:
            line = self.editor if isinstance(self.editor, LineEditor) else self.editor.lineEdit()
            if line is not None:
                line.returnPressed.connect(self._apply)
        self._row.insertWidget(3, self.editor)

    def _count(self) -> None:
        if self.isHidden() and self.editor is None:
            return
        number = len(self._view.selected_ids())
        self.count.setText(f"將選取的 {number} {self._register.type.unit}的")
        self.apply.setEnabled(number > 0)

    def _apply(self) -> None:
        if self.editor is None or not self._view.selected_ids():
            return
        if self._commands.change_alike(self._chosen(), self.editor.raw()):
            self._close()

    def _close(self) -> None:
        self.hide()
        self._view.setFocus()
        self.closed.emit()
