"""「列為改善事項」: an incident or an exercise becomes a finding that is followed up among those of the audits."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from isms_desktop.services import incidents
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office


class ImproveButton(QWidget):
    """Makes the finding and goes there; beside it the way to those that have been made."""

    def __init__(self, office: "Office", shell: Shell, kind: str) -> None:
        """``kind``: ``incident`` or ``drill``."""
        super().__init__()
        self._office, self._shell, self._kind = office, shell, kind
        self._id = 0
        self.make = button_with("列為改善事項", tip="新增一項缺失與建議，並帶到那裡填寫措施")
        self.look = button_with("", link=True)
        self.make.clicked.connect(self._make)
        self.look.clicked.connect(self._look)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.make)
        row.addWidget(self.look)
        self.show_record(0)

    def show_record(self, record_id: int) -> None:
        """The record that the button means; 0 for none."""
        self._id = record_id
        made = incidents.findings_of(self._office, self._kind, record_id) if record_id else []
        self.make.setEnabled(bool(record_id) and not self._office.read_only)
        self.look.setText(f"查看已列的 {len(made)} 項")
        self.look.setVisible(bool(made))

    def _make(self) -> None:
        today = datetime.date.today()
        changed = attempt(self._shell, lambda: incidents.add_finding(self._office, self._kind, self._id, today))
        if changed is not None:
            self._shell.changed(changed)
            self._shell.open_page("audits", view="findings", record_id=changed.added[0])

    def _look(self) -> None:
        ids = frozenset(each.id for each in incidents.findings_of(self._office, self._kind, self._id))
        self._shell.open_page("audits", view="findings", ids=ids, label="由這裡列出的改善事項")
