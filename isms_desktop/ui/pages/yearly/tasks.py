"""年度工作: what is late stands first, a key marks it as done, and the year's duties are added after a look at them."""

import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from isms_desktop.domain.tasks import STATES, state_of
from isms_desktop.services import tasks
from isms_desktop.services.years import current_year
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.register_view import RegisterView
from isms_desktop.ui.pages.yearly.duties import DutyChooser
from isms_desktop.ui.pages.yearly.specs import TASKS
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import BAND_COLOURS, GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.domain.fields import Value
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_COLOURS = {"overdue": BAND_COLOURS["high"], "this_month": BAND_COLOURS["medium"], "done": BAND_COLOURS["low"]}


class YearTasks(RegisterView):
    """The register with a line about what is due above it."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        strip = _Strip()
        super().__init__(office, shell, TASKS, above=strip)
        self.strip = strip
        self.chooser: DutyChooser | None = None
        strip.done.clicked.connect(lambda _checked=False: self.mark_done())
        strip.done.setEnabled(not office.read_only)
        view = self.panel.view
        view.installEventFilter(self)
        if (column := self.panel.model.column_of("left")) >= 0:
            view.sortByColumn(column, Qt.SortOrder.AscendingOrder)  # what is late stands first

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The space bar in the list; a cell that is being typed in has the keys for itself."""
        plain = Qt.KeyboardModifier.NoModifier
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyPress and event.modifiers() == plain:
                if event.key() == Qt.Key.Key_Space:
                    self.mark_done()
                    return True
        return super().eventFilter(watched, event)

    def make_register(self) -> Register:
        """Each state with its colour, and always its word; the order of the days."""
        return _Tasks(self.office, self.spec.kind, colour=self._state_colour)

    def add_tools(self) -> None:
        """Making the year's tasks comes before typing one."""
        year = current_year(self.office)
        tip = "依責任等級與計畫列出今年該做的事，確認後一次加入"
        self.make_button = self.add_tool(f"產生 {year} 年度工作", self.choose_duties, main=True, tip=tip)
        super().add_tools()
        set_role(self.add_button, "")

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        super().refresh(changed)
        counts = tasks.states(self.office, datetime.date.today())
        open_ones = [f"{each.label} {counts[each.value]} 項" for each in STATES[:2] if counts[each.value]]
        total = sum(counts.values())
        done = f"已完成 {counts['done']}／{total} 項" if total else ""
        self.strip.words.setText("　".join(filter(None, (*open_ones, done))))

    def mark_done(self) -> None:
        """The selected tasks are done today, or open again when all of them were."""
        self.panel.view.select_current()
        ids = self.panel.view.selected_ids()
        if not ids or self.office.read_only:
            self.shell.say("請先選取要標為完成的工作。", "warning")
            return
        changed = attempt(self.shell, lambda: tasks.toggle_done(self.office, ids, datetime.date.today()))
        self._tell(changed)

    def choose_duties(self) -> None:
        """Show what the office owes this year and has not got yet."""
        year = current_year(self.office)
        proposals = tasks.propose_tasks(self.office, year)
        if not proposals:
            self.shell.say(f"{year} 年度該做的工作都已經在清單中。")
            return
        if self.chooser is None:
            self.chooser = DutyChooser()
            self.chooser.left.connect(self.show_list)
            self.chooser.chosen.connect(self._add)
            self._rooms.addWidget(self.chooser)
        self.chooser.show_proposals(year, proposals)
        self._show(self.chooser)
        self.chooser.setFocus()

    def _add(self, year: int, chosen: list[tasks.Proposal]) -> None:
        changed = attempt(self.shell, lambda: tasks.add_tasks(self.office, year, chosen))
        self.show_list()
        self._tell(changed)

    def _tell(self, changed: "Changed | None") -> None:
        if changed is not None:
            self.shell.changed(changed)
            offer = undo_offer(self.office, self.shell.changed, lambda text: self.shell.say(text, "warning"))
            self.shell.say(f"{changed.label}。", "info", offer)
        self.panel.view.setFocus()

    def _state_colour(self, record: Any, key: str) -> str:
        return _COLOURS.get(state_of(record, datetime.date.today()), "") if key == "state" else ""


class _Tasks(Register):
    """Tasks in the order in which they are to be done."""

    def sort_value(self, record: Any, key: str) -> "Value":
        """The time that is left is ordered by the day; what is done comes last."""
        if key == "left":
            return "" if record.done_on else str(record.due_on)
        return super().sort_value(record, key)


class _Strip(QWidget):
    """What is due, in words, and the button for what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel()
        set_role(self.words, "muted")
        self.done = button_with("標為完成", tip="把選取的工作填上今天為完成日；再按一次改回未完成（空白鍵）")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        row.addWidget(self.done)
