"""資安事件: the list with the clock that runs out next, and beside it everything about the chosen incident."""

import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from isms_desktop.domain.fields import Field, Record, Value
from isms_desktop.domain.incident_clocks import write_moment
from isms_desktop.domain.incidents import CLOSED
from isms_desktop.services import incidents
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.incidents.clock import square_of
from isms_desktop.ui.pages.incidents.pane import STEPS, IncidentPane
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID
from isms_desktop.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.pages.incidents.new import NewIncident

INCIDENTS = RegisterSpec(
    kind="incident",
    purpose="知悉後 1 小時內通報；時限由知悉時間起算，畫面每分鐘更新。",
    columns=("summary", "next_due", "level"),
    form="incident_report",
    empty=(
        "還沒有資安事件的紀錄。\n\n發生事件時按右上角「通報新事件」，就會開始計時。\n"
        "以前的事件可以「匯入」，或由試算表複製後按 Ctrl+V 貼上。"
    ),
    also=("incident_event", "finding"),
)


class IncidentRegister(Register):
    """The list says how long is left, and goes by what runs out first."""

    def __init__(self, office: "Office") -> None:
        super().__init__(office, "incident")

    def show(self, record: Record, field: Field, *, masked: bool = True) -> str:
        """「通報 剩 42 分」 in the column of the next limit."""
        if field.key == "next_due":
            return incidents.next_words(self.office, record, incidents.moment_now()) or CLOSED
        return super().show(record, field, masked=masked)

    def colour(self, record: Record, key: str) -> str:
        """A square before a clock that runs."""
        clock = incidents.next_due(self.office, record) if key == "next_due" else None
        return square_of(clock) if clock else ""

    def sort_value(self, record: Record, key: str) -> Value:
        """The next limit by its moment; what is finished comes last."""
        if key != "next_due":
            return super().sort_value(record, key)
        clock = incidents.next_due(self.office, record)
        return write_moment(clock.due) if clock and clock.due else "9999" if clock else ""


class IncidentView(RegisterView):
    """The register of incidents. Its clocks go on every minute while it can be seen."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, INCIDENTS)
        self.pane = IncidentPane(office, shell, self.panel.register, self.card)
        self.room = Stack()
        splitter = self.list_room.splitter
        splitter.addWidget(self.room)  # the card has gone into the pane
        self.room.addWidget(self.pane)
        splitter.setSizes([74 * GRID, 91 * GRID])
        splitter.setStretchFactor(1, 3)
        self.panel.current_changed.disconnect(self.card.show_record)  # the pane does, when its turn comes
        self.panel.current_changed.connect(self._on_current)
        begin = self.panel.commands.add_row
        begin.setText("通報新事件")
        begin.triggered.disconnect()
        begin.triggered.connect(self.report_new)
        begin.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(begin)  # the keys work wherever in the view the cursor is
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.tick)

    @cached_property
    def new(self) -> "NewIncident":
        """The two fields of a new report."""
        from isms_desktop.ui.pages.incidents.new import NewIncident

        made = NewIncident(self.office, self.shell)
        made.entered.connect(self._on_entered)
        made.given_up.connect(self._show_pane)
        self.room.addWidget(made)
        return made

    def make_register(self) -> Register:
        """With the words of the next clock."""
        return IncidentRegister(self.office)

    def add_tools(self) -> None:
        """The main button begins a report at once."""
        self.report_button = self.add_tool(
            "通報新事件", self.report_new, main=True, tip="知悉時間就是現在；只問摘要與狀況（Ctrl+Shift+N）"
        )
        self.add_tool("匯入", self.start_import, tip=f"由 Excel、ODS、CSV 檔案匯入{self.type.label}")
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def start_row(self) -> None:
        """An incident does not begin as a row: the clock starts at once."""
        self.report_new()

    def report_new(self) -> None:
        """Ask for the two things that an incident begins with; the clock has started."""
        self.show_list()
        self.room.setCurrentWidget(self.new)
        self.new.begin(incidents.moment_now())

    def help_topic(self) -> str:
        """F1: what to do in the first minute, while a report is begun."""
        begun = "new" in self.__dict__ and self.room.currentWidget() is self.new
        return super().help_topic() or ("incident-new" if begun else "")

    def refresh(self, changed: "Changed | None") -> None:
        """The list, the card, and what is shown of the incident."""
        super().refresh(changed)
        self.pane.refresh()

    def jump(self, **where: object) -> None:
        """As every register; ``part``: steps, level, timeline, report or fields; ``focus="new"``: a new report."""
        super().jump(**where)
        if where.get("focus") == "new":
            self.report_new()
            return
        record_id, ids = where.get("record_id"), where.get("ids")
        if isinstance(ids, frozenset) and len(ids) == 1:
            [record_id] = ids
            self.panel.go_to(record_id)
        if isinstance(record_id, int):
            self._show_pane()
            self.pane.show_record(record_id)
        if isinstance(part := where.get("part"), str):
            self.pane.switch.show_view(part)

    def tick(self) -> None:
        """A minute has gone by."""
        model = self.panel.model
        column = model.column_of("next_due")
        if column >= 0 and model.rows.shown:
            last = len(model.rows.shown) - 1
            model.dataChanged.emit(model.index(0, column), model.index(last, column))
        if self.pane.switch.current() == STEPS:
            self.pane.refresh()
        self._wind()

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks go on."""
        super().showEvent(event)
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: the clocks rest."""
        self._timer.stop()
        super().hideEvent(event)

    def _wind(self) -> None:
        now = datetime.datetime.now()
        self._timer.start(60_000 - now.second * 1000 - now.microsecond // 1000)

    def _on_current(self, record_id: int) -> None:
        if record_id:
            self._show_pane()
        self.pane.show_record(record_id)

    def _on_entered(self, record_id: int) -> None:
        self._show_pane()
        self.pane.switch.show_view(STEPS)
        self.panel.go_to(record_id)
        self.pane.show_record(record_id)
        self.shell.say("事件已建立，時限開始計算。請照右邊的步驟往下做；先評定等級，再通報。")

    def _show_pane(self) -> None:
        self.room.setCurrentWidget(self.pane)
