"""The course of an incident: one line and Enter notes what was just done; the milestones stand between, quieter."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.services import incidents
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, colours_of, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_WHO_CHARACTERS = 7


class Timeline(QWidget):
    """The line to write in, and below it what has happened so far."""

    change_asked = Signal()
    """The clerk wants to correct entries: in the register of all of them."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._incident: Any = None
        field = record_type("incident_event").field
        self.what, self.who = QLineEdit(), QLineEdit()
        self.what.setPlaceholderText("剛才做了什麼？按 Enter 記下現在的時間")
        self.what.setAccessibleName(field("what").label)
        self.who.setPlaceholderText(field("who").label)
        self.who.setAccessibleName(field("who").label)
        self.who.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * _WHO_CHARACTERS)
        self.add = button_with("記下")
        for widget in (self.what, self.who, self.add):
            widget.setEnabled(not office.read_only)
        self.what.returnPressed.connect(self._note)
        self.who.returnPressed.connect(self._note)
        self.add.clicked.connect(self._note)
        self.table = QTableWidget(0, 3)
        self.table.setAccessibleName("歷程")
        self.table.setHorizontalHeaderLabels([field(key).label for key in ("happened_at", "what", "who")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: self._fit_rows())
        self.change = button_with("更正歷程", link=True, tip="在「事件歷程」登記簿裡更正或刪除")
        self.change.clicked.connect(self.change_asked)
        self._lay_out()

    def show_incident(self, incident: Any) -> None:
        """Show its course; what is being typed stays while the incident is the same."""
        if self._incident is None or self._incident.id != incident.id:
            self.what.clear()
            self.who.setText(incident.reporter)
        self._incident = incident
        entries = incidents.timeline(self._office, incident.id)
        muted = QColor(colours_of(self).muted)
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            words = entry.what if entry.event_id else f"—　{entry.what}"
            for column, text in enumerate((rocdate.write_moment(entry.moment), words, entry.who)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                if not entry.event_id:
                    item.setForeground(muted)
                self.table.setItem(row, column, item)
        self._fit_rows()
        self.change.setVisible(any(entry.event_id for entry in entries))

    def _fit_rows(self) -> None:
        """As tall as the words need, with air between the entries."""
        room = QRect(0, 0, max(self.table.columnWidth(1) - GRID, 1), 0)
        for row in range(self.table.rowCount()):
            if item := self.table.item(row, 1):
                words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
                self.table.setRowHeight(row, words.height() + GRID)

    def _note(self) -> None:
        what, who = self.what.text(), self.who.text()
        if not what.strip():
            self.what.setFocus()
            return
        now = incidents.moment_now()
        changed = attempt(self._shell, lambda: incidents.add_event(self._office, self._incident.id, what, who, now))
        if changed is not None:
            self.what.clear()
            self._shell.changed(changed)
            self.table.scrollToBottom()
            self.what.setFocus()

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(GRID)
        for widget in (self.what, self.who, self.add):
            entry.addWidget(widget)
        entry.setStretch(0, 1)
        foot = QHBoxLayout()
        hint = QLabel("「—」是事件本身的時間，在「全部欄位」更正。")
        set_role(hint, "small")
        foot.addWidget(hint, 1)
        foot.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(entry)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
