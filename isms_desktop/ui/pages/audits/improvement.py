"""What is done about a finding: measures in six aspects, their dates and verdict, and the rounds of follow-up.

As the paper of seed 001, form 11, with the cause and the way of tracking that 施行細則§6 asks for.
"""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.fields import Record
from isms_desktop.services import improvements, records
from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.formkit.inline import InlineFields
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.state_badge import StateBadge

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

_FOUND = (("number", "kind", "found_on", "department"), ("content",), ("impact", "cause"))
_FIRST = (("measure",), ("responsible", "due_on", "finished_on", "verdict"), ("expected", "tracking"), ("progress",))
_MORE = (("aspect", "follow_up_by", "confirmed_by"), ("budget", "spent"), ("evidence",), ("effect",), ("note",))
_ROUND = (("reviewed_on", "verdict", "follow_up_by", "reviewer"), ("progress",))
_REST = "更多：面向、追蹤期限、經費、佐證與成效"


class Rounds(QWidget):
    """The rounds of follow-up of one measure, and one more."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._register = Register(office, "action_review")
        self._action = 0
        self.rows: list[_Round] = []
        self.add = button_with("", link=True, tip="記下一次追蹤的日期、情形與結果")
        self.add.clicked.connect(self._add)
        self.add.setEnabled(not office.read_only)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addWidget(self.add)

    def show_action(self, action_id: int) -> None:
        """Show the rounds of a measure."""
        self._action = action_id
        rounds = improvements.reviews_of(self._office, action_id)
        while len(self.rows) < len(rounds):
            row = _Round(self._register, self._shell)
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(rounds))
            if place < len(rounds):
                row.show_round(rounds[place])
        self.add.setText(f"＋ 新增第 {len(rounds) + 1} 次追蹤")

    def _add(self) -> None:
        today = datetime.date.today()
        changed = attempt(self._shell, lambda: improvements.add_round(self._office, self._action, today))
        if changed is not None:
            self._shell.changed(changed)
            self.show_action(self._action)
            shown = [row for row in self.rows if not row.isHidden()]
            _turn_to(shown[-1].fields.rows["verdict"].editor, shown[-1])


class _Round(QFrame):
    """One round."""

    def __init__(self, register: Register, shell: Shell) -> None:
        super().__init__()
        self._register, self._shell = register, shell
        self._id = 0
        self.title = QLabel()
        set_role(self.title, "muted")
        self.remove = button_with("刪除", link=True, tip="刪除這一次追蹤；可以復原")
        self.remove.clicked.connect(self._remove)
        self.remove.setEnabled(not register.read_only)
        self.fields = InlineFields(register, shell, _ROUND)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, 0, 0, GRID)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.fields)

    def show_round(self, review: Any) -> None:
        """Show this round."""
        self._id = review.id
        self.title.setText(f"第 {review.round} 次追蹤")
        self.fields.show_record(review.id)

    def _remove(self) -> None:
        _delete(self._register, self._shell, self._id, f"刪除{self.title.text()}")


class Measure(QFrame):
    """One measure: what is done, by whom and when, how it went, and its rounds. One that is done folds to its head."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office, self._shell = office, shell
        self._register = Register(office, "action")
        self.action_id = 0
        self.title = button_with("", link=True, tip="展開或收起這項措施")
        self.title.setCheckable(True)
        self.title.toggled.connect(self._open)
        self.words = QLabel()
        self.words.setWordWrap(True)
        set_role(self.words, "muted")
        self.badge = StateBadge()
        self.finish = button_with("完成，確認合格", tip="以今天為實際完成日，確認結果填「合格／完成」；可以復原")
        self.finish.clicked.connect(self._finish)
        self.remove = button_with("刪除", link=True, tip="刪除這項措施；可以復原")
        self.remove.clicked.connect(self._remove)
        self.fold = button_with(f"▸ {_REST}", link=True)
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._unfold)
        self.first = InlineFields(self._register, shell, _FIRST)
        self.more: InlineFields | None = None
        self.rounds = Rounds(office, shell)
        self.body = QWidget()
        self._lay_out()

    def show_action(self, action: Any) -> None:
        """Show this measure."""
        field = action.record_type.field
        state = records.show(self._office, action, field("state"))
        is_new = action.id != self.action_id
        self.action_id = action.id
        if is_new:
            self.fold.setChecked(False)
            self.title.setChecked(state != "已完成")
        self._name = field("aspect").label_of(action.aspect)
        self._open(self.title.isChecked())
        self.words.setText(action.measure.replace("\n", " "))
        self.badge.set_state(state, records.show(self._office, action, field("days")) if state == "逾期" else "")
        self.finish.setVisible(action.verdict != "passed")
        self.finish.setEnabled(not self._office.read_only)
        self.remove.setEnabled(not self._office.read_only)
        self.first.show_record(action.id)
        if self.more is not None:
            self.more.show_record(action.id)
        self.rounds.show_action(action.id)

    def _open(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self.words.setVisible(not is_open)
        self._stretch.setVisible(is_open)
        self.title.setText(f"{'▾' if is_open else '▸'} {self._name}")

    def _unfold(self, is_open: bool) -> None:
        if is_open and self.more is None:  # seldom wanted: made when it is
            self.more = InlineFields(self._register, self._shell, _MORE)
            self._folded.addWidget(self.more)
            self.more.show_record(self.action_id)
        self.fold.setText(f"{'▾' if is_open else '▸'} {_REST}")
        if self.more is not None:
            self.more.setVisible(is_open)

    def _finish(self) -> None:
        changed = attempt(self._shell, lambda: improvements.close(self._office, self.action_id, datetime.date.today()))
        if changed is not None:
            self._shell.changed(changed)

    def _remove(self) -> None:
        _delete(self._register, self._shell, self.action_id, "刪除改善措施")

    def _lay_out(self) -> None:
        self._name = ""
        self._stretch = QWidget()
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addWidget(self.words, 1)
        head.addWidget(self._stretch, 1)
        head.addWidget(self.finish)
        head.addWidget(self.remove)
        self._folded = QVBoxLayout(self.body)
        self._folded.setContentsMargins(0, 0, 0, 0)
        self._folded.setSpacing(GRID // 2)
        self._folded.addWidget(self.first)
        self._folded.addWidget(self.rounds)
        self._folded.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        column.setSpacing(GRID // 2)
        column.addLayout(head)
        column.addWidget(self.body)


class Measures(QWidget):
    """The measures against one finding, by aspect, and a line in which to write the next."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._finding = 0
        self.shown: list[Measure] = []
        heading = QLabel(record_type("action").label)
        set_role(heading, "heading")
        self.badge = StateBadge()
        self.origin = button_with("", link=True, tip="開啟這項發現的來源")
        self.origin.clicked.connect(self._open_origin)
        self.aspect = QComboBox()
        field = record_type("action").field("aspect")
        self.aspect.setAccessibleName(field.label)
        for each in field.options:
            self.aspect.addItem(each.label, each.value)
        self.line = QLineEdit()
        self.line.setPlaceholderText("寫下要怎麼改善，按 Enter 新增")
        self.line.setAccessibleName("新的改善措施")
        self.line.returnPressed.connect(self._add)
        for widget in (self.aspect, self.line):
            widget.setEnabled(not office.read_only)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(heading)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.origin)
        new = QHBoxLayout()
        new.setSpacing(GRID)
        new.addWidget(self.aspect)
        new.addWidget(self.line, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, GRID, 0, 0)
        self._column.setSpacing(GRID)
        self._column.addLayout(head)
        self._column.addLayout(new)

    def show_finding(self, finding: Any) -> None:
        """Show what is done about this finding."""
        self._finding = finding.id
        field = finding.record_type.field
        state = records.show(self._office, finding, field("state"))
        self.badge.set_state(state, records.show(self._office, finding, field("next_due")) if state == "逾期" else "")
        self.origin.setVisible(bool(finding.answer or finding.audit or finding.incident or finding.drill))
        self.origin.setText(_origin(self._office, finding))
        order = [each.value for each in record_type("action").field("aspect").options]
        actions = sorted(
            improvements.actions_of(self._office, finding.id),
            key=lambda each: order.index(each.aspect) if each.aspect in order else len(order),
        )
        while len(self.shown) < len(actions):
            measure = Measure(self._office, self._shell)
            self._column.insertWidget(1 + len(self.shown), measure)
            self.shown.append(measure)
        for place, measure in enumerate(self.shown):
            measure.setVisible(place < len(actions))
            if place < len(actions):
                measure.show_action(actions[place])

    def _add(self) -> None:
        aspect = str(self.aspect.currentData())
        changed = attempt(
            self._shell, lambda: improvements.add_action(self._office, self._finding, aspect, self.line.text())
        )
        if changed is None:
            return
        self.line.clear()
        self._shell.changed(changed)
        added = changed.added[0]
        measure = next((each for each in self.shown if each.action_id == added and not each.isHidden()), None)
        if measure is not None:
            _turn_to(measure.first.rows["responsible"].editor, measure)

    def _open_origin(self) -> None:
        finding = records.get(self._office, "finding", self._finding)
        if finding is None:
            return
        audit = records.get(self._office, "audit", finding.audit) if finding.audit else None
        if audit is not None:
            page = "vendors" if audit.kind == "vendor" else "audits"
            self._shell.open_page(page, view="audits", record_id=audit.id, fill=audit.id)
        elif finding.incident:
            self._shell.open_page("incidents", view="incidents", record_id=finding.incident)
        elif finding.drill:
            self._shell.open_page("incidents", view="drills", record_id=finding.drill)


class FindingCard(RecordCard):
    """One finding, what is done about it, and at the end where it comes from."""

    more_first = True

    def __init__(self, office: "Office", shell: Shell, register: Register) -> None:
        self._office = office
        self.found: InlineFields | None = None
        self.measures: Measures | None = None
        above = [key for line in _FOUND for key in line]
        super().__init__(register, shell, hidden=(*above, "answer", "incident", "drill", "state", "next_due"))

    def more(self) -> Sequence[QWidget]:
        """What was found, and the measures."""
        self.found = InlineFields(self.register, self._shell, _FOUND)
        self.measures = Measures(self._office, self._shell)
        return (self.found, self.measures)

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field."""
        if self.found is not None and key in self.found.rows:
            self.found.rows[key].editor.setFocus()
        else:
            super().focus_field(key)

    def _show(self, record: Record) -> None:
        super()._show(record)
        if self.found is not None and self.measures is not None:
            self.found.show_record(record.id)
            self.measures.show_finding(record)


class ActionCard(RecordCard):
    """One measure as every record, and below it its rounds of follow-up."""

    def __init__(self, office: "Office", shell: Shell, register: Register) -> None:
        self._office = office
        self.rounds: Rounds | None = None
        super().__init__(register, shell)

    def more(self) -> Sequence[QWidget]:
        """The rounds."""
        heading = QLabel("後續追蹤")
        set_role(heading, "heading")
        self.rounds = Rounds(self._office, self._shell)
        return (heading, self.rounds)

    def _show(self, record: Record) -> None:
        super()._show(record)
        if self.rounds is not None:
            self.rounds.show_action(record.id)


def _turn_to(editor: QWidget, part: QWidget) -> None:
    """Put the cursor there, and bring the part that it belongs to into sight once it has its place."""
    editor.setFocus()
    above: QWidget | None = part
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if isinstance(above, QScrollArea):
        area = above
        QTimer.singleShot(0, part, lambda: area.ensureWidgetVisible(part, 0, GRID))


def _origin(office: "Office", finding: Any) -> str:
    title = records.title_of(office)
    if finding.answer:
        item = records.get(office, "answer", finding.answer)
        number = getattr(records.get(office, "checklist_item", item.item), "number", "") if item else ""
        return f"來自查核項目 {number}　→" if number else "來自查核　→"
    for kind in ("audit", "incident", "drill"):
        if linked := getattr(finding, kind):
            return f"來自{title(kind, linked)[:16]}　→"
    return ""


def _delete(register: Register, shell: Shell, record_id: int, label: str) -> None:
    changed = attempt(shell, lambda: register.delete([record_id], label, with_dependents=True))
    if changed is not None:
        shell.changed(changed)
        shell.say(
            f"已{label}。", "info", undo_offer(register.office, shell.changed, lambda text: shell.say(text, "warning"))
        )
