"""One field on a form: label, editor, unit, help line, error line and accessible name in one call."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QSizePolicy, QWidget

from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.domain.values import options
from isms_desktop.ui.grid.editors import LineEditor, LinesEditor, ListEditor, make_editor
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID, set_role

_LABEL_CHARACTERS = 6.5
_LINES_SHOWN = 3
_NO_LIMIT = 16_777_215
"""Qt's own word for no limit to a width."""


class ChoicesEditor(QWidget):
    """Several of a list: one box to tick for each."""

    ticked = Signal()

    def __init__(self, field: Field, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self.boxes: dict[str, QCheckBox] = {}
        for each in options(field, register.office.rules):
            box = QCheckBox(each.label)
            box.setAccessibleName(f"{field.label}：{each.label}")
            box.clicked.connect(self.ticked)
            flow.addWidget(box)
            self.boxes[each.label] = box
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Tick what the text names (「主管、稽核人員」)."""
        named = text.split("、")
        for label, box in self.boxes.items():
            box.setChecked(label in named)

    def raw(self) -> str:
        """What is ticked, as text."""
        return "、".join(label for label, box in self.boxes.items() if box.isChecked())


class ShownValue(QLabel):
    """A computed value: to be read and copied, not typed in."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAccessibleName(field.label)

    def show_text(self, text: str) -> None:
        """Show it; a dash when it cannot be worked out yet."""
        self.setText(text or "—")

    def raw(self) -> str:
        """What is shown."""
        return self.text()


class FieldRow(QWidget):
    """Label, editor and unit, and below them what there is to say."""

    left = Signal(str, str)
    """(key, raw text): the clerk has left the field and the text is another one."""

    def __init__(self, field: Field, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._shown = ""
        self._masked = ""
        self._saved_raw = ""
        self.label = QLabel(field.label + ("＊" if field.required else ""))
        self.label.setWordWrap(True)
        self.label.setToolTip(field.help)
        set_role(self.label, "muted")
        self.editor = self._make_editor(register)
        self.label.setBuddy(self.editor)
        self.help = self._line("muted")
        self.error = self._line("error")
        self.unit = QLabel(field.unit if field.unit != "number" else "", self)
        self.unit.setVisible(bool(self.unit.text()))
        self._above: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.put_label(above=False)
        self._connect(register.read_only)

    def show_value(self, text: str, masked: str | None = None) -> None:
        """Show a value. A sensitive one stays masked until the clerk goes into the field."""
        self._shown = text
        self._masked = text if masked is None else masked
        self.editor.show_text(text)
        self._saved_raw = self.editor.raw()
        if not self.editor.hasFocus():
            self._cover()

    def say(self, findings: Sequence[Finding]) -> None:
        """Show what the checks say about the field, under it."""
        self.error.setText("\n".join(str(each) for each in findings))
        serious = any(each.severity is Severity.ERROR for each in findings)
        set_role(self.error, "error" if serious else "muted")
        self.error.setVisible(bool(findings))
        self.editor.setAccessibleDescription(self.error.text() or self.field.help)

    def give_up(self) -> None:
        """Show the saved value again."""
        self.editor.show_text(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The help line belongs to the field with the focus; Esc gives up what was typed."""
        if event.type() == QEvent.Type.FocusIn:
            self.help.setVisible(bool(self.field.help))
            if self._masked != self._shown:
                self.editor.show_text(self._shown)
        elif event.type() == QEvent.Type.FocusOut:
            self.help.setVisible(False)
            if self.editor.raw() == self._saved_raw:
                self._cover()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.give_up()
            return True
        return super().eventFilter(watched, event)

    def _make_editor(self, register: Register) -> LineEditor | ListEditor | LinesEditor | ChoicesEditor | ShownValue:
        if not self.field.stored:
            return ShownValue(self.field, self)
        if self.field.kind is Kind.CHOICES:
            return ChoicesEditor(self.field, register, self)
        editor = make_editor(self.field, register, self)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, editor.sizePolicy().verticalPolicy())
        editor.setMinimumSize(0, LineEditor(self.field).sizeHint().height())
        if isinstance(editor, ListEditor):
            editor.setMinimumContentsLength(4)
        if isinstance(editor, LinesEditor):
            editor.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES_SHOWN + 2 * GRID)
        return editor

    def _line(self, role: str) -> QLabel:
        line = QLabel(self.field.help if role == "muted" else "", self)
        line.setWordWrap(True)
        line.setVisible(False)
        set_role(line, role)
        return line

    def put_label(self, *, above: bool) -> None:
        """Label over the editor where there is little room, at its left where there is more."""
        if above == self._above:
            return
        self._above = above
        for widget in (self.label, self.editor, self.unit, self.error, self.help):
            self._grid.removeWidget(widget)
        if above:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(_NO_LIMIT)
            self._grid.addWidget(self.label, 0, 0, 1, 3)
        else:
            self.label.setFixedWidth(round(self.fontMetrics().horizontalAdvance("字") * _LABEL_CHARACTERS))
            tall = self.field.kind in (Kind.LINES, Kind.CHOICES)
            self._grid.addWidget(self.label, 1, 0, Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter)
        column, wide = (0, 2) if above else (1, 1)
        self._grid.addWidget(self.editor, 1, column, 1, wide)
        self._grid.addWidget(self.unit, 1, 2)
        self._grid.addWidget(self.error, 2, column, 1, wide + 1)
        self._grid.addWidget(self.help, 3, column, 1, wide + 1)

    def _connect(self, read_only: bool) -> None:
        self.editor.installEventFilter(self)
        match self.editor:
            case LineEditor():
                self.editor.setReadOnly(read_only)
                self.editor.editingFinished.connect(self._leave)
                self.editor.chosen.connect(self._leave)
            case ListEditor():
                self.editor.setEnabled(not read_only)
                self.editor.activated.connect(lambda _place: self._leave())
                line = self.editor.lineEdit()
                if line is not None:
                    line.editingFinished.connect(self._leave)
                    line.setAccessibleName(self.field.label)
            case LinesEditor():
                self.editor.setReadOnly(read_only)
                self.editor.left.connect(self._leave)
            case ChoicesEditor():
                self.editor.setEnabled(not read_only)
                self.editor.ticked.connect(self._leave)

    def _cover(self) -> None:
        if self._masked != self._shown:
            self.editor.show_text(self._masked)

    def _leave(self) -> None:
        raw = self.editor.raw()
        if raw not in (self._saved_raw, self._masked):
            self.left.emit(self.field.key, raw)
