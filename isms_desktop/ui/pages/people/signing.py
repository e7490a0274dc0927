"""Who has not signed the 保密同意書 yet, and noting it for many at once."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.findings import UserError
from isms_desktop.services import people, records
from isms_desktop.ui.grid.editors import LineEditor
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_ID = Qt.ItemDataRole.UserRole


class SignPanel(QFrame):
    """A box for each person without a paper, the day, and one button."""

    closed = Signal()

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self._shell = shell
        self.title = QLabel("還沒有簽保密同意書的同仁")
        self.title.setWordWrap(True)
        set_role(self.title, "heading")
        self.about = QLabel("把已經簽好的勾起來，填上簽署日，一次登錄。")
        self.about.setWordWrap(True)
        set_role(self.about, "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("還沒有簽署的同仁")
        self.list.setSpacing(3)
        self.list.itemChanged.connect(lambda _item: self._count())
        self.day = LineEditor(record_type("pledge").field("signed_on"))
        self.day.setAccessibleName("簽署日")
        self.day.setText(rocdate.write(datetime.date.today().isoformat()))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.hide()
        set_role(self.problem, "error")
        self.every = button_with("全選", link=True)
        self.every.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.none = button_with("全不選", link=True)
        self.none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.apply = button_with("登錄已簽署", main=True)
        self.apply.clicked.connect(lambda: self._sign())
        self.day.returnPressed.connect(self._sign)
        self.close_button = button_with("關閉", link=True)
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def refresh(self) -> None:
        """Who has not signed now; ticks of those who are still there stay."""
        ticked = set(self.chosen())
        self.list.blockSignals(True)
        self.list.clear()
        for each in people.unsigned(self._office, datetime.date.today()):
            item = QListWidgetItem("　".join(filter(None, (each.name, each.department, each.job_title))))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if each.id in ticked else Qt.CheckState.Unchecked)
            item.setData(_ID, each.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._count()

    def missing(self) -> int:
        """How many have not signed."""
        return self.list.count()

    def chosen(self) -> list[int]:
        """The ids that are ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(state)
        self.list.blockSignals(False)
        self._count()

    def _count(self) -> None:
        number = len(self.chosen())
        self.apply.setText(f"登錄 {number} 人已簽署" if number else "登錄已簽署")
        self.apply.setEnabled(number > 0 and not self._office.read_only)

    def _sign(self) -> None:
        try:
            day = records.parsed(self._office, "pledge", "signed_on", self.day.text())
            changed = people.sign(self._office, self.chosen(), str(day), datetime.date.today())
        except UserError as problem:
            self.problem.setText(str(problem))
            self.problem.show()
            return
        self.problem.hide()
        self._shell.changed(changed)
        self._shell.say(f"已{changed.label}。按 Ctrl+Z 可以一次復原。")
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        ticks = QHBoxLayout()
        ticks.addWidget(self.every)
        ticks.addWidget(self.none)
        ticks.addStretch(1)
        foot = QWidget()
        when = QHBoxLayout(foot)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(GRID)
        label = QLabel("簽署日")
        label.setBuddy(self.day)
        when.addWidget(label)
        when.addWidget(self.day, 1)
        when.addWidget(self.apply)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addLayout(ticks)
        column.addWidget(self.list, 1)
        column.addWidget(foot)
        column.addWidget(self.problem)
