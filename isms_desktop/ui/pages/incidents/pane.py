"""Everything about one incident beside the list: steps and clocks, level, course, final report, all of its fields."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.incidents.clock import StepList
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.view_switch import ViewSwitch

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.formkit import RecordCard
    from isms_desktop.ui.pages.incidents.level import LevelPanel
    from isms_desktop.ui.pages.incidents.report import ReportPanel
    from isms_desktop.ui.pages.incidents.timeline import Timeline

STEPS = "steps"
_LEVEL, _TIMELINE, _REPORT, _FIELDS = "level", "timeline", "report", "fields"
_NOTHING = "在左邊選一件事件，這裡會顯示它的時限、等級與歷程。\n\n發生事件時，按右上角「通報新事件」。"


class IncidentPane(QWidget):
    """The parts under a row of buttons. Each is made when it is first shown: the clocks do not wait for the others."""

    def __init__(self, office: "Office", shell: Shell, register: Register, card: "RecordCard") -> None:
        super().__init__()
        self._office, self._shell, self._register = office, shell, register
        self._card = card
        self._id = self._in_card = 0
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        set_role(self.title, "heading")
        self.steps = StepList(office, shell)
        self.switch = ViewSwitch(name="事件的內容")
        self.switch.add(STEPS, "步驟與時限", self.steps)
        self.switch.add(_LEVEL, "等級")
        self.switch.add(_TIMELINE, "歷程")
        self.switch.add(_REPORT, "調查報告")
        self.switch.add(_FIELDS, "全部欄位", card)
        self.switch.switched.connect(lambda _name: self._show_top())
        self.steps.level_asked.connect(self.ask_level)
        self.steps.report_asked.connect(lambda: self.switch.show_view(_REPORT))
        self.steps.field_asked.connect(self.open_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.switch)
        column.addWidget(self.switch.stack, 1)
        self.show_record(0)

    @cached_property
    def level(self) -> "LevelPanel":
        """The questions."""
        from isms_desktop.ui.pages.incidents.level import LevelPanel

        made = LevelPanel(self._register, self._shell)
        self.switch.fill(_LEVEL, made)
        return made

    @cached_property
    def timeline(self) -> "Timeline":
        """The course."""
        from isms_desktop.ui.pages.incidents.timeline import Timeline

        made = Timeline(self._office, self._shell)
        made.change_asked.connect(self._open_events)
        self.switch.fill(_TIMELINE, made)
        return made

    @cached_property
    def report(self) -> "ReportPanel":
        """The seven items."""
        from isms_desktop.ui.pages.incidents.report import ReportPanel

        made = ReportPanel(self._office, self._shell)
        made.field_asked.connect(self.open_field)
        self.switch.fill(_REPORT, made)
        return made

    def show_record(self, record_id: int) -> None:
        """Show an incident; 0 shows what to do first."""
        incident = self._office.find("incident", record_id) if record_id else None
        self._id = incident.id if incident else 0
        self.switch.setVisible(incident is not None)
        self.switch.stack.setVisible(incident is not None)
        self.title.setText(incident.summary if incident else _NOTHING)
        set_role(self.title, "heading" if incident else "muted")
        if incident:
            self._show_top()
        else:
            self._in_card = 0  # the card has let go of a record that is no more

    def refresh(self) -> None:
        """Show anew what is on top; the rest follows when it is switched to."""
        self.show_record(self._id)

    def ask_level(self) -> None:
        """Show the questions, with the cursor on the first that is open."""
        self.switch.show_view(_LEVEL)
        self.level.begin()

    def open_field(self, key: str) -> None:
        """Show all fields, with the cursor in this one."""
        self.switch.show_view(_FIELDS)
        self._card.focus_field(key)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the row of buttons; it scrolls inside."""
        return QSize(self.switch.minimumSizeHint().width(), 30 * GRID)

    def sizeHint(self) -> QSize:
        """It takes what there is; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(80 * GRID, 30 * GRID))

    def _show_top(self) -> None:
        incident = self._office.find("incident", self._id)
        if incident is None:
            return
        # By what is pressed: a part that is made only now takes its place in the stack meanwhile.
        match self.switch.current_pressed():
            case "steps":
                self.steps.show_incident(incident)
            case "level":
                self.level.show_incident(incident)
            case "timeline":
                self.timeline.show_incident(incident)
            case "report":
                self.report.show_incident(incident)
            case "fields" if self._in_card != self._id:
                self._in_card = self._id
                self._card.show_record(self._id)

    def _open_events(self) -> None:
        events = frozenset(each.id for each in self._office.pointing("incident_event", "incident", self._id))
        self._shell.open_page("incidents", view="events", ids=events, label=self.title.text()[:20])
