"""需要注意: what is overdue, what will run out, what is missing, one line each, the urgent first."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from isms_desktop.domain import rocdate
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.reminders import Reminder

SHOWN = 5
"""Lines before the rest is folded away."""
NOTHING = "沒有逾期或快到期的事。"
LOOKING = "正在查看期限…"
_AFTER = 30
"""Milliseconds: the first page is painted before anything is looked up, and a screen asks for it after some turns."""


class ReminderCard(QFrame):
    """The lines, each with a link to its records."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self._shell = shell
        self._found: list[Reminder] | None = None
        self._all = False
        self._wanted = False
        self._gathered: list[Reminder] = []
        self._asking: Iterator[list[Reminder]] | None = None
        """The subjects that are still to be asked; None before the first."""
        self.heading = QLabel("需要注意")
        set_role(self.heading, "heading")
        self.state = QLabel(LOOKING)
        set_role(self.state, "muted")
        self.more = button_with("", link=True)
        self.more.clicked.connect(self._unfold)
        self.more.setVisible(False)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(GRID * 2)
        self._lines.setVerticalSpacing(GRID // 2)
        self._lines.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID * 2, GRID * 2, GRID * 2)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.state)
        column.addLayout(self._lines)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._look)

    def refresh(self) -> None:
        """Look again, as soon as the window has nothing better to do; until then the lines stay as they are."""
        self._wanted = True
        self._asking = None
        self._later.start(_AFTER)

    def showEvent(self, event: QShowEvent) -> None:
        """What was asked for while it could not be seen."""
        super().showEvent(event)
        if self._wanted:
            self._later.start(_AFTER)

    def _look(self) -> None:
        """Ask one subject, and the next one after the window has had its turn."""
        from isms_desktop.services import reminders

        if not self.isVisible():  # the file may be closed by now
            return
        if self._asking is None:
            self._asking, self._gathered = reminders.step_by_step(self._office, datetime.date.today()), []
        part = next(self._asking, None)
        if part is not None:
            self._gathered += part
            self._later.start(0)
            return
        self._wanted, self._asking = False, None
        found = reminders.in_order(self._gathered)
        if found != self._found:
            self._found = found
            self._show()

    def _unfold(self) -> None:
        self._all = True
        self._show()

    def _show(self) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        found = self._found or []
        shown = found if self._all else found[:SHOWN]
        for line, reminder in enumerate(shown):
            self._add(line, reminder)
        self.state.setVisible(not found)
        self.state.setText(NOTHING)
        left = len(found) - len(shown)
        self.more.setText(f"另外 {left} 項…")
        self.more.setVisible(left > 0)

    def _add(self, line: int, reminder: "Reminder") -> None:
        when, text = QLabel(_when(reminder)), QLabel(reminder.text)
        set_role(when, "error" if reminder.urgent else "muted")
        text.setWordWrap(True)
        text.setToolTip(reminder.why)
        text.setAccessibleDescription(reminder.why)
        go = button_with("查看", link=True, tip=reminder.why)
        go.setAccessibleName(f"查看：{reminder.text}")
        go.clicked.connect(lambda _checked=False: self._go(reminder))
        top = Qt.AlignmentFlag.AlignVCenter
        self._lines.addWidget(when, line, 0, top)
        self._lines.addWidget(text, line, 1, top)
        self._lines.addWidget(go, line, 2, top)

    def _go(self, reminder: "Reminder") -> None:
        where: dict[str, object] = {"view": reminder.view} if reminder.view else {}
        if reminder.ids:
            where |= {"ids": reminder.ids, "label": reminder.text}
        self._shell.open_page(reminder.page, **where)


def _when(reminder: "Reminder") -> str:
    if not reminder.due:
        return "請處理" if reminder.urgent else "待辦"
    return rocdate.until(reminder.due, datetime.date.today())
