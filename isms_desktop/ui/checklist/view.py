"""What filling in a checklist has in common, whether its lines are questions of an audit or controls of a system."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.ui.checklist.details import ProgressLine
from isms_desktop.ui.checklist.lines import LinesModel
from isms_desktop.ui.checklist.table import LinesTable
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.audits import Sheet
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed


class FillView(View):
    """The lines, each answer written at once; the cursor follows what somebody else's step, or an undo, has changed."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.model = LinesModel(self)
        self.model.writable = not office.read_only
        self.table = LinesTable(self.model)
        self.bar = ProgressLine()
        self._busy = False
        self.setFocusProxy(self.table)
        self.model.explained.connect(self._explain)

    def write_explanation(self, item_id: int, text: str) -> "Changed":
        """Write the 說明 of a line. UserError when it cannot be."""
        raise NotImplementedError

    def go_to_first_open(self) -> None:
        """The first line without an answer; the first of all when there is none."""
        row = self.model.next_open(-1)
        self.table.go_to(row if row >= 0 else self.model.step(-1, 1))

    def show_lines(self, sheet: "Sheet", changed: "Changed | None") -> bool:
        """Show what the file holds now. True for another list, in which the cursor still has to find its place."""
        different = self.model.show(sheet)
        if len(different) == self.model.rowCount():
            self.table.fit()
            return True
        if different:
            self.table.fit(different)
            if changed is not None and not self._busy:
                self.table.go_to(different[0])
        return False

    def do(self, act: "Callable[[], Changed | None]") -> "Changed | None":
        """Write, and tell everyone; None when nothing was written (the message bar says why)."""
        self._busy = True
        try:
            changed = attempt(self.shell, act)
            if changed is not None:
                self.shell.changed(changed)
            return changed
        finally:
            self._busy = False

    def say_with_undo(self, changed: "Changed | None") -> None:
        """What was done to many lines at once, with the way back."""
        if changed is not None:
            offer = undo_offer(self.office, self.shell.changed, lambda text: self.shell.say(text, "warning"))
            self.shell.say(f"{changed.label}。", "info", offer)
        self.table.setFocus()

    def button(
        self, text: str, act: "Callable[[], object]", *, main: bool = False, tip: str = "", writes: bool = True
    ) -> QPushButton:
        """A button of the head; one that ``writes`` is grey when the file can only be read."""
        made = button_with(text, main=main, tip=tip)
        made.clicked.connect(lambda _checked=False: act())
        made.setEnabled(not (writes and self.office.read_only))
        return made

    def _explain(self, item_id: int, text: str) -> None:
        def write() -> "Changed":
            try:
                return self.write_explanation(item_id, text)
            except UserError:
                # The editor is about to close: what was typed must not be lost with it.
                QTimer.singleShot(0, self, lambda: self.table.explain(self.model.row_of(item_id), text))
                raise

        self.do(write)


def in_a_row(*widgets: QWidget | None) -> QHBoxLayout:
    """These widgets side by side; None is the room that is left over."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(GRID)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
