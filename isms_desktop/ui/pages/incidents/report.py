"""調查、處理及改善報告: which of its seven items are filled in, and what has become of what was learnt."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.incidents import REPORT_ITEMS
from isms_desktop.services import incidents
from isms_desktop.ui.pages.incidents.improve import ImproveButton
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office


class ReportPanel(ScrollDown):
    """The seven items one below the other."""

    field_asked = Signal(str)
    """The clerk wants to fill in that field."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._incident: Any = None
        self.progress = QLabel()
        set_role(self.progress, "heading")
        self.states: list[QLabel] = []
        self.buttons: list[QPushButton] = []
        self.take_over = button_with("由歷程帶入", link=True, tip="把「歷程」記下的經過接在後面")
        self.take_over.clicked.connect(self._take_over)
        self.take_over.setEnabled(not office.read_only)
        self.improve = ImproveButton(office, shell, "incident")
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.progress)
        column.addWidget(self._items())
        column.addWidget(self._learnt())
        column.addStretch(1)
        self.setWidget(body)

    def show_incident(self, incident: Any) -> None:
        """Show which items an incident has."""
        self._incident = incident
        items = incidents.report_items(incident)
        field = record_type("incident").field
        for item, state, button in zip(items, self.states, self.buttons, strict=True):
            if not item.missing:
                state.setText("✓ 已填")
            elif len(item.keys) == 1:
                state.setText("未填")
            else:
                state.setText(f"缺{'、'.join(field(key).label for key in item.missing)}")
            set_role(state, "" if item.missing else "muted")
            button.setText("填寫" if item.missing else "查看")
            button.setAccessibleName(f"{button.text()}{item.label}")
        filled = sum(not item.missing for item in items)
        self.progress.setText(f"調查、處理及改善報告 {len(items)} 項，已填 {filled} 項")
        self.improve.show_record(incident.id)

    def _items(self) -> QFrame:
        frame = QFrame()
        set_role(frame, "card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID // 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 2)
        field = record_type("incident").field
        for place, keys in enumerate(REPORT_ITEMS):
            label, state = QLabel("、".join(field(key).label for key in keys)), QLabel()
            for words in (label, state):
                words.setWordWrap(True)
            button = button_with("填寫", link=True)
            button.clicked.connect(lambda _checked=False, place=place: self._open(place))
            grid.addWidget(QLabel(str(place + 1)), place, 0)
            grid.addWidget(label, place, 1)
            grid.addWidget(state, place, 2)
            if keys == ("recovery",):
                grid.addWidget(self.take_over, place, 3)
            grid.addWidget(button, place, 4, Qt.AlignmentFlag.AlignRight)
            self.states.append(state)
            self.buttons.append(button)
        return frame

    def _learnt(self) -> QFrame:
        frame = QFrame()
        set_role(frame, "card")
        heading = QLabel("改善追蹤")
        hint = QLabel("把要改善的事列到「內部稽核」的缺失與建議，訂措施、期限並追蹤到完成。")
        set_role(heading, "heading")
        set_role(hint, "muted")
        hint.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.improve)
        row.addStretch(1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        for widget in (heading, hint):
            column.addWidget(widget)
        column.addLayout(row)
        return frame

    def _open(self, place: int) -> None:
        item = incidents.report_items(self._incident)[place]
        self.field_asked.emit((item.missing or item.keys)[0])

    def _take_over(self) -> None:
        changed = attempt(self._shell, lambda: incidents.recovery_from_timeline(self._office, self._incident.id))
        if changed is not None:
            self._shell.changed(changed)
