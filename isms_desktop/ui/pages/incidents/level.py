"""The level of an incident by plain questions: what was hit, how badly; the answers are kept as the reasoning."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.domain.incident_clocks import level_of
from isms_desktop.domain.incident_law import HOW, INFRASTRUCTURE, LEVELS, SIDES, WHAT, Question, Side
from isms_desktop.services import incidents
from isms_desktop.ui.formkit.row import FieldRow
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.domain.incident_law import IncidentEdition

_LINES_SHOWN = 4
"""Three answers and what they come to."""
_NOT_YET = "還沒有評定"
_UNFINISHED = "還沒有儲存，請回答下一個問題"


class Options(QWidget):
    """The answers of one question as buttons. The number keys answer while one of them has the focus."""

    chosen = Signal(str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for number, option in enumerate(question.options, start=1):
            button = button_with(f"{number}　{option.label}")
            button.setCheckable(True)
            button.setAccessibleName(f"{question.text}{option.label}")
            button.setAccessibleDescription(question.help)
            button.clicked.connect(lambda _checked=False, value=option.value: self.chosen.emit(value))
            group.addButton(button)
            flow.addWidget(button)
            self.buttons[option.value] = button
        self._group = group

    def select(self, value: str) -> None:
        """Show an answer as given, or none, without telling."""
        self._group.setExclusive(False)
        for each, button in self.buttons.items():
            button.setChecked(each == value)
        self._group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers."""
        buttons = list(self.buttons.values())
        place = int(event.text()) if event.text().isdecimal() else 0
        if 1 <= place <= len(buttons) and buttons[place - 1].isEnabled():
            buttons[place - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
            buttons[place - 1].click()
        else:
            super().keyPressEvent(event)


class QuestionRow(QWidget):
    """The question, its answers, and what helps to answer."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.text = QLabel(question.text)
        self.options = Options(question)
        self.options.setAccessibleName(question.text)
        help_line = QLabel(question.help)
        help_line.setWordWrap(True)
        help_line.setVisible(bool(question.help))
        set_role(help_line, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(self.text)
        column.addWidget(self.options)
        column.addWidget(help_line)

    def focus(self) -> None:
        """Put the cursor on the answer given, or on the first."""
        buttons = list(self.options.buttons.values())
        next((each for each in buttons if each.isChecked()), buttons[0]).setFocus(Qt.FocusReason.TabFocusReason)


class SidePanel(QFrame):
    """機密性, 完整性 or 可用性: its questions, the level they come to, and the reasoning that is kept."""

    answered = Signal(str)
    """Carries the side: its level has been written."""
    asking = Signal(object)
    """Carries the next ``QuestionRow``, which is to come into sight."""

    def __init__(self, side: str, register: Register, shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self.side = side
        self._register, self._office, self._shell = register, register.office, shell
        self._incident: Any = None
        self._questions: Side | None = None
        self._answers: dict[str, str] = {}
        self._unfinished = False
        self.heading = QLabel()
        set_role(self.heading, "heading")
        self.rows: dict[str, QuestionRow] = {}
        self._asked = QVBoxLayout()
        self._asked.setSpacing(GRID)
        self.reason = FieldRow(register.type.field(f"{side}_reason"), register)
        self.reason.put_label(above=True)
        self.reason.editor.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES_SHOWN + 2 * GRID)
        self.reason.left.connect(self._save_reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.heading)
        column.addLayout(self._asked)
        column.addWidget(self.reason)

    def show_incident(self, incident: Any, edition: "IncidentEdition") -> None:
        """Show the answers that are kept; answers not finished stay while the incident is the same."""
        if self._questions is not edition.sides[self.side]:
            self._questions = edition.sides[self.side]
            self._ask_anew(self._questions)
        other = self._incident is None or self._incident.id != incident.id
        kept = getattr(incident, f"{self.side}_reason")
        if other or not self._unfinished or kept != getattr(self._incident, f"{self.side}_reason"):
            self._unfinished = False
            self._answers = incidents.answers(self._office, incident, self.side)
        self._incident = incident
        self.reason.show_value(kept)
        self.reason.say([each for each in self._register.findings(incident) if each.field in _about(self.side)])
        self._show()

    def first_open(self) -> QuestionRow | None:
        """The first question without an answer; None when the level is known."""
        assert self._questions is not None
        asked = self._questions.questions(self._answers)
        return next((self.rows[each.key] for each in asked if each.key not in self._answers), None)

    def _ask_anew(self, side: Side) -> None:
        """Make the rows of every question that this edition may ask."""
        while self._asked.count():
            if (item := self._asked.takeAt(0)) and (old := item.widget()):
                old.deleteLater()
        every: dict[str, Question] = {}
        for subject in dict.fromkeys(row.subject for row in side.rows):
            for question in side.questions({WHAT: subject, INFRASTRUCTURE: "no"}):
                every.setdefault(question.key, question)
        self.rows = {}
        for key in (WHAT, INFRASTRUCTURE, HOW):
            row = self.rows[key] = QuestionRow(every[key])
            row.options.chosen.connect(lambda value, key=key: self._on_answer(key, value))
            row.options.setEnabled(not self._office.read_only)
            self._asked.addWidget(row)

    def _show(self) -> None:
        assert self._questions is not None
        asked = {each.key for each in self._questions.questions(self._answers)}
        for key, row in self.rows.items():
            row.setVisible(key in asked)
            row.options.select(self._answers.get(key, ""))
        field = self._register.type.field(self.side)
        given = getattr(self._incident, self.side)
        words = _UNFINISHED if self._unfinished else field.label_of(given) if given else _NOT_YET
        self.heading.setText(f"{field.label}　{words}")

    def _on_answer(self, key: str, value: str) -> None:
        assert self._questions is not None
        order = [WHAT, INFRASTRUCTURE, HOW]
        # Another thing hit asks other questions; how bad it is stays true when only the infrastructure was corrected.
        kept = order[:1] if key == WHAT else order
        self._answers = {each: said for each, said in self._answers.items() if each in kept} | {key: value}
        known = {each.key for each in self._questions.questions(self._answers)}
        self._answers = {each: said for each, said in self._answers.items() if each in known}
        if self._questions.level(self._answers) is None:
            self._unfinished = True
            self._show()
            if row := self.first_open():
                self.asking.emit(row)
            return
        given = dict(self._answers)
        changed = attempt(self._shell, lambda: incidents.grade(self._office, self._incident.id, self.side, given))
        if changed is None:
            self._unfinished = True
            self._show()
            return
        self._unfinished = False
        self._shell.changed(changed)
        self.answered.emit(self.side)

    def _save_reason(self, key: str, raw: str) -> None:
        field = self._register.type.field(key)
        values = {self._incident.id: {key: raw}}
        changed = attempt(self._shell, lambda: self._register.write(values, (), f"修改{field.label}"))
        if changed is not None:
            self._shell.changed(changed)


class LevelPanel(ScrollDown):
    """The three sides one below the other, and what they come to together."""

    def __init__(self, register: Register, shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = register.office, shell
        self._incident: Any = None
        self.outcome, self.basis = QLabel(), QLabel()
        set_role(self.outcome, "heading")
        set_role(self.basis, "small")
        self.again = QFrame()
        set_role(self.again, "warning")
        self.again_words = QLabel()
        inside = QVBoxLayout(self.again)
        inside.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        inside.addWidget(self.again_words)
        self.sides = {side: SidePanel(side, register, shell) for side in SIDES}
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID)
        column.addWidget(self.outcome)
        column.addWidget(self.again)
        for panel in self.sides.values():
            panel.answered.connect(self._on_answered)
            panel.asking.connect(self._lead_to)
            column.addWidget(panel)
        for label in (self.basis, self.again_words):
            label.setWordWrap(True)
        column.addWidget(self.basis)
        column.addStretch(1)
        self.setWidget(body)

    def show_incident(self, incident: Any) -> None:
        """Show its answers and its level."""
        self._incident = incident
        edition = incidents.edition(incident)
        level = level_of(incident)
        if level is None:
            self.outcome.setText("回答下面三個面向，取最高的等級。")
        else:
            major = "，屬重大資通安全事件" if level >= edition.major_from else ""
            label = record_type("incident").field("level").label
            still = sum(not getattr(incident, side) for side in SIDES)
            rest = f"，還有 {still} 個面向沒有評定" if still else "（三個面向取最高）"
            self.outcome.setText(f"{label}：{LEVELS[level].label}{major}{rest}")
        again = incidents.regrading_words(self._office, incident)
        self.again_words.setText(again)
        self.again.setVisible(bool(again))
        verified = all(row.verified for side in edition.sides.values() for row in side.rows)
        unsure = "" if verified else "；其中部分等級的文字未經官方核對，請以公布的條文為準"
        self.basis.setText(f"依{edition.basis}{unsure}。")
        for panel in self.sides.values():
            panel.show_incident(incident, edition)

    def begin(self) -> None:
        """Put the cursor on the first question without an answer."""
        row = next((row for panel in self.sides.values() if (row := panel.first_open())), None)
        if row is None:
            row = self.sides[SIDES[0]].rows[WHAT]
        self._lead_to(row)

    def _on_answered(self, side: str) -> None:
        """On to the next side; after the last one the reminder of the second report is in sight."""
        following = SIDES[SIDES.index(side) + 1 :]
        row = next((row for each in following if (row := self.sides[each].first_open())), None)
        if row is not None:
            self._lead_to(row)
        if again := incidents.regrading_words(self._office, self._incident):
            self._shell.say(again, "warning")

    def _lead_to(self, row: QuestionRow) -> None:
        row.focus()
        # A question that has just appeared has no place before the layout has been gone through.
        QTimer.singleShot(0, self, lambda: self.ensureWidgetVisible(row, 0, 2 * GRID))


def _about(side: str) -> tuple[str, str]:
    return side, f"{side}_reason"
