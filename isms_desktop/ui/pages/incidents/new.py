"""通報新事件: the clock starts when the button is pressed; one line and a few words are all that is asked."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.services import incidents
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_LINES_SHOWN = 5


class NewIncident(QFrame):
    """Two fields and a button. What was typed stays until it is entered or given up."""

    entered = Signal(int)
    """Carries the id of the new incident."""
    given_up = Signal()

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office, self._shell = office, shell
        self._known: datetime.datetime | None = None
        field = record_type("incident").field
        self.known = QLabel()
        self.known.setWordWrap(True)
        self.summary = QLineEdit()
        self.summary.setAccessibleName(field("summary").label)
        self.summary.setPlaceholderText("例如：公文系統無法登入，畫面出現勒索訊息")
        self.summary.setMaxLength(field("summary").longest)
        self.description = QPlainTextEdit()
        self.description.setAccessibleName(field("description").label)
        self.description.setPlaceholderText("看到什麼、在哪一台、做了什麼處置。先寫一兩句，之後再補。")
        self.description.setTabChangesFocus(True)
        self.description.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES_SHOWN + 2 * GRID)
        self.problems = {"summary": QLabel(), "description": QLabel()}
        for line in self.problems.values():
            line.setWordWrap(True)
            set_role(line, "error")
        self.enter = button_with("建立事件，開始計時", main=True, tip="Ctrl+Enter")
        self.cancel = button_with("取消", link=True)
        self.enter.clicked.connect(self._enter)
        self.cancel.clicked.connect(self.give_up)
        self.summary.returnPressed.connect(self.description.setFocus)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._enter)
        QShortcut(QKeySequence("Esc"), self, self.give_up)
        self._lay_out()

    def begin(self, now: datetime.datetime) -> None:
        """Start: the office knows of it from this minute on. Pressed again, the first minute stays."""
        self._known = self._known or now
        words = rocdate.write_moment(self._known.isoformat())
        self.known.setText(f"知悉時間：{words}（按下按鈕的時間，建立後可以更正）。時限由這個時間起算。")
        self._say({})
        self.summary.setFocus()

    def give_up(self) -> None:
        """Nothing has happened."""
        self._clear()
        self.given_up.emit()

    def _enter(self) -> None:
        if self._known is None:
            return
        summary, description = self.summary.text(), self.description.toPlainText()
        try:
            changed = incidents.report_new(self._office, summary, description, self._known)
        except UserError as problem:
            found = {each.field: str(each) for each in problem.findings if each.field in self.problems}
            self._say(found or {"description": str(problem)})
            (self.summary if "summary" in found else self.description).setFocus()
            return
        self._clear()
        self._shell.changed(changed)
        self.entered.emit(changed.added[0])

    def _clear(self) -> None:
        self._known = None
        self.summary.clear()
        self.description.clear()
        self._say({})

    def _say(self, problems: Mapping[str, str]) -> None:
        for key, line in self.problems.items():
            line.setText(problems.get(key, ""))
            line.setVisible(key in problems)

    def _lay_out(self) -> None:
        field = record_type("incident").field
        heading = QLabel("通報新事件")
        set_role(heading, "heading")
        buttons = QHBoxLayout()
        buttons.addWidget(self.enter)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (heading, self.known):
            column.addWidget(widget)
        for key, editor in (("summary", self.summary), ("description", self.description)):
            label = QLabel(field(key).label)
            label.setBuddy(editor)
            set_role(label, "muted")
            column.addWidget(label)
            column.addWidget(editor)
            column.addWidget(self.problems[key])
        column.addLayout(buttons)
        column.addStretch(1)
