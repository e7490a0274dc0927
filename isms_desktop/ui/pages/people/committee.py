"""推動小組: the committee as the paper lists it, with a short form to fill its seats."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.services import people
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.people.committee_table import CommitteeTable
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_SHOWN = frozenset({"committee_group", "duties", "extension", "deputy", "note"})
_HEAD = "head"
"""In the list of groups: the office of 資通安全長 itself."""


class CommitteeView(View):
    """The groups on the left; on the right who joins, and the member under the cursor."""

    kinds = frozenset({"agency", "person"})
    purpose = "資通安全長與各組成員及分工，列印成「推動小組成員及分工表」。Ctrl+↑、Ctrl+↓ 換組，Del 移出。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.table = CommitteeTable()
        register = Register(office, "person")
        hidden = {field.key for field in register.type.fields} - _SHOWN
        self.card = RecordCard(register, shell, hidden=hidden)
        self.who = QComboBox()
        self.who.setPlaceholderText("先到「人員」新增同仁")
        self.group = QComboBox()
        self.add_button = button_with("加入", main=True)
        self.add_button.setEnabled(not office.read_only)
        self.add_button.clicked.connect(lambda: self._add())
        self.table.current_changed.connect(self.card.show_record)
        self.table.moved.connect(self._move)
        self.table.removed.connect(lambda person: self._seat(person, ""))
        self.table.lines.dropped.connect(self._on_dropped)
        self.table.setDragEnabled(not office.read_only)
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        today = datetime.date.today()
        self.table.show_groups(people.committee(self.office, today))
        self.card.refresh(changed)
        self._fill(today)

    def focus_search(self) -> None:
        """Ctrl+F: whom to add."""
        self.who.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return "team"

    def jump(self, **where: object) -> None:
        """``record_id``, or the first of ``ids``: that member."""
        wanted = where.get("record_id")
        if isinstance(ids := where.get("ids"), frozenset):
            wanted = next((each for each in sorted(ids) if self.table.lines.row_of(each) >= 0), 0)
        if isinstance(wanted, int):
            self.table.go_to(wanted)

    def _fill(self, today: datetime.date) -> None:
        chosen, group = self.who.currentData(), self.group.currentData()
        title = record_type("person").title_of
        here = people.active(self.office, today)
        self.who.clear()
        for each in [*(p for p in here if not p.committee_group), *(p for p in here if p.committee_group)]:
            self.who.addItem(title(each), each.id)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.group.clear()
        self.group.addItem("資通安全長", _HEAD)
        for choice in self.office.rules.choices("committee_groups"):
            self.group.addItem(choice.label, choice.value)
        self.group.setCurrentIndex(self.group.findData(group) if group else min(1, self.group.count() - 1))
        self.add_button.setEnabled(bool(here) and not self.office.read_only)

    def _add(self) -> None:
        person, group = self.who.currentData(), self.group.currentData()
        if group == _HEAD:
            self._do(lambda: people.appoint(self.office, person), person)
        else:
            self._seat(person, group)

    def _on_dropped(self, person: int, group: str) -> None:
        if group:
            self._seat(person, group)
        else:
            self._do(lambda: people.appoint(self.office, person), person)

    def _move(self, person: int, step: int) -> None:
        record = self.office.find("person", person)
        values = [choice.value for choice in self.office.rules.choices("committee_groups")]
        if record is None or record.committee_group not in values:
            return
        place = values.index(record.committee_group) + step
        if 0 <= place < len(values):
            self._seat(person, values[place])

    def _seat(self, person: int, group: str) -> None:
        if not self.office.read_only:
            self._do(lambda: people.seat(self.office, [person], group), person)

    def _do(self, act: "Callable[[], Changed]", person: int) -> None:
        changed = attempt(self.shell, act)
        if changed is not None and changed.touched:
            self.shell.changed(changed)
            self.shell.say(f"{changed.label}。按 Ctrl+Z 可以復原。")
            self.table.go_to(person)

    def _lay_out(self) -> None:
        form = QFrame()
        set_role(form, "card")
        grid = QGridLayout(form)
        grid.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        heading = QLabel("加入成員")
        set_role(heading, "heading")
        grid.addWidget(heading, 0, 0, 1, 3)
        for row, (words, box) in enumerate((("同仁", self.who), ("組別", self.group)), 1):
            label = QLabel(words)
            label.setBuddy(box)
            box.setAccessibleName(words)
            box.setMinimumContentsLength(6)
            grid.addWidget(label, row, 0)
            grid.addWidget(box, row, 1)
        grid.addWidget(self.add_button, 2, 2)
        grid.setColumnStretch(1, 1)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(form)
        column.addWidget(self.card, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * GRID)
        splitter.addWidget(self.table)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([115 * GRID, 50 * GRID])
        row_ = QHBoxLayout(self)
        row_.setContentsMargins(0, 0, 0, 0)
        row_.addWidget(splitter)
