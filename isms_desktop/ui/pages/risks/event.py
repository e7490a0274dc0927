"""An event of the office's own: when the catalogue has none that fits, three lines add one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.services import records, risks
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_ASKED = (
    ("threat", "威脅", "例如：颱風淹水"),
    ("weakness", "弱點", "例如：主機放在一樓地面"),
    ("event", "事件說明", "例如：豪雨時淹水，主機泡水而無法使用"),
)


class OwnEvent(QWidget):
    """A link that opens three lines; ``added`` carries the id of the new event."""

    added = Signal(int)

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office = office
        self._shell = shell
        self._kind = ""
        self.open = button_with("＋ 清單裡沒有？新增自己的事件", link=True)
        self.open.clicked.connect(lambda: self._show_form(True))
        self.form = QWidget()
        self.lines = {key: QLineEdit() for key, _label, _hint in _ASKED}
        rows = QFormLayout(self.form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GRID)
        for key, label, hint in _ASKED:
            self.lines[key].setPlaceholderText(hint)
            self.lines[key].returnPressed.connect(self._add)
            rows.addRow(label, self.lines[key])
        self.add = button_with("加入清單")
        self.add.clicked.connect(self._add)
        give_up = button_with("取消", link=True)
        give_up.clicked.connect(lambda: self._show_form(False))
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(give_up)
        buttons.addStretch(1)
        rows.addRow("", buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.open)
        column.addWidget(self.form)
        self._show_form(False)

    def show_for(self, asset: Any) -> None:
        """Events that are added now are for assets like this one; None: nothing can be added."""
        category = self._office.rules.profile.category(asset.category) if asset else None
        self._kind = category.threat_kind if category else ""
        self.setEnabled(bool(self._kind) and not self._office.read_only)

    def _show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        self.open.setVisible(not shown)
        if shown:
            self.lines["threat"].setFocus()

    def _add(self) -> None:
        values = {key: line.text().strip() for key, line in self.lines.items()}
        rows = risks.complete_threats(self._office, [{**values, "asset_kind": self._kind}])
        changed = attempt(self._shell, lambda: records.add(self._office, "threat", rows, "新增自己的事件"))
        if changed is None:
            return
        for line in self.lines.values():
            line.clear()
        self._show_form(False)
        self._shell.changed(changed)
        self.added.emit(changed.added[0])
