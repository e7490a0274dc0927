"""One field on a form: label, editor, unit, help line, error line and accessible name in one call."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QSizePolicy, QWidget

from isms_desktop.domain.fields import Field, Kind
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.domain.values import options
from isms_desktop.ui.grid.editors import LineEditor, LinesEditor, ListEditor, make_editor
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

_LABEL_CHARACTERS = 6.5
_LINES_SHOWN = 3
_AROUND_LINE = GRID
"""Pixels that a line editor's frame and margins add to the height of its text."""
_NO_LIMIT = 16_777_215
"""Qt's own word for no limit to a width."""


_BOX_CHARACTERS = 11
"""Characters that a box may have in one line, so that official wordings fit a narrow card."""


class ChoicesEditor(QWidget):
    """Several of a list: one box to tick for each."""

    ticked = Signal()

    def __init__(self, field: Field, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self.boxes: dict[str, QCheckBox] = {}
        for each in options(field, register.office.rules):
            box = QCheckBox(_in_lines(each.label))
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


def _in_lines(label: str) -> str:
    """A long label in lines of about the same length: a box does not break its text by itself."""
    lines = -(-len(label) // _BOX_CHARACTERS)
    length = -(-len(label) // lines)
    return "\n".join(label[start : start + length].strip() for start in range(0, len(label), length))


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

    visit = Signal(str)
    """(key): the clerk wants to see the record that the field points at."""

    def __init__(
        self, field: Field, register: Register, parent: QWidget | None = None, *, linked: bool = False
    ) -> None:
        """``linked``: a field that points at a record has a link to it beside the editor."""
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
        self.link = self._make_link() if linked and field.kind is Kind.REF else None
        self.unit = self.link or (QLabel(field.unit) if field.unit not in ("", "number") else None)
        self._lines: dict[str, QLabel] = {}
        """Help and findings: made when there is something to say, because a card has dozens of rows."""
        self._above: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.put_label(above=False)
        self._connect(not register.may_write(field))

    @property
    def help(self) -> QLabel:
        """What the field means, shown while the cursor is in it."""
        return self._line("muted")

    @property
    def error(self) -> QLabel:
        """What the checks say."""
        return self._line("error")

    def show_value(self, text: str, masked: str | None = None) -> None:
        """Show a value. A sensitive one stays masked until the clerk goes into the field."""
        self._shown = text
        self._masked = text if masked is None else masked
        self.editor.show_text(text)
        self._saved_raw = self.editor.raw()
        if self.link is not None:
            self.link.setVisible(bool(text))
        if not self.editor.hasFocus():
            self._cover()

    def say(self, findings: Sequence[Finding]) -> None:
        """Show what the checks say about the field, under it."""
        words = "\n".join(str(each) for each in findings)
        if words or "error" in self._lines:
            serious = any(each.severity is Severity.ERROR for each in findings)
            self.error.setText(words)
            set_role(self.error, "error" if serious else "muted")
            self.error.setVisible(bool(words))
        self.editor.setAccessibleDescription(words or self.field.help)

    def give_up(self) -> None:
        """Show the saved value again."""
        self.editor.show_text(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The help line belongs to the field with the focus; Esc gives up what was typed."""
        if event.type() == QEvent.Type.FocusIn:
            if self.field.help:
                self.help.setVisible(True)
            if self._masked != self._shown:
                self.editor.show_text(self._shown)
        elif event.type() == QEvent.Type.FocusOut:
            if self.field.help:
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
        _leave_drops_to_the_card(editor)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, editor.sizePolicy().verticalPolicy())
        editor.setMinimumSize(0, self.fontMetrics().height() + _AROUND_LINE)
        if isinstance(editor, ListEditor):
            editor.setMinimumContentsLength(4)
        if isinstance(editor, LinesEditor):
            editor.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES_SHOWN + 2 * GRID)
        return editor

    def _make_link(self) -> QPushButton:
        link = button_with("前往", link=True, tip=f"看這一筆{self.field.label}的內容")
        link.setAccessibleName(f"前往{self.field.label}")
        link.clicked.connect(lambda _checked=False: self.visit.emit(self.field.key))
        return link

    def _line(self, role: str) -> QLabel:
        if role not in self._lines:
            line = QLabel(self.field.help if role == "muted" else "", self)
            line.setWordWrap(True)
            line.setVisible(False)
            set_role(line, role)
            self._lines[role] = line
            self._put_line(role)
        return self._lines[role]

    def _put_line(self, role: str) -> None:
        column, wide = (0, 3) if self._above else (1, 2)
        self._grid.addWidget(self._lines[role], 2 if role == "error" else 3, column, 1, wide)

    def put_label(self, *, above: bool) -> None:
        """Label over the editor where there is little room, at its left where there is more."""
        if above == self._above:
            return
        self._above = above
        for widget in (self.label, self.editor, self.unit, *self._lines.values()):
            if widget is not None:
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
        if self.unit is not None:
            self._grid.addWidget(self.unit, 1, 2)
        for role in self._lines:
            self._put_line(role)

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


def _leave_drops_to_the_card(editor: LineEditor | ListEditor | LinesEditor) -> None:
    """A file that is dropped on an editor is meant as an attachment; the editor would take its place on the disk."""
    editor.setAcceptDrops(False)
    if isinstance(editor, LinesEditor):
        editor.viewport().setAcceptDrops(False)
    elif isinstance(editor, ListEditor) and (line := editor.lineEdit()) is not None:
        line.setAcceptDrops(False)
