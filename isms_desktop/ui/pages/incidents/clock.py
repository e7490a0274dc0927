"""What an incident asks for, in order: each step with its limit, the time that is left, and the button that ends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain import rocdate
from isms_desktop.domain.incident_clocks import Clock, ClockState, level_of
from isms_desktop.domain.incident_law import LEVELS, SIDES
from isms_desktop.domain.incidents import STEPS
from isms_desktop.services import incidents, records
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import BAND_COLOURS, GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

DONE_WORDS = {
    "report": "現在已通報",
    "report_again": "現在已再通報",
    "supplement": "現在已補登",
    "meeting": "現在已開會",
    "control": "現在已控制",
    "final": "現在已送出報告",
}
_FRAMES = {"high": "error", "medium": "warning", "low": "info", "": ""}
"""How pressing a step is → how its row is marked."""
_ORDER = ("known", "level", "report", "supplement", "report_again", "meeting", "control", "final")


@dataclass(frozen=True, slots=True)
class Step:
    """What one row says."""

    title: str
    detail: str
    words: str
    done: bool
    frame: str = ""
    """``error``, ``warning``, ``info`` or nothing: how it is marked beside its words."""
    button: str = ""
    link: str = ""


def pressing(clock: Clock) -> str:
    """How pressing a clock is this minute: ``high``, ``medium``, ``low``, "" when there is nothing to be done yet."""
    match clock.state(incidents.moment_now()):
        case ClockState.OVERDUE:
            return "high"
        case ClockState.SOON:
            return "medium"
        case ClockState.RUNNING:
            # An hour is over before the next look at the screen.
            return "medium" if clock.step in ("report", "report_again") else "low"
        case ClockState.OPEN:
            return "low"
    return ""


def square_of(clock: Clock) -> str:
    """The colour beside the words of a clock in a list."""
    return BAND_COLOURS.get(pressing(clock), "")


class StepRow(QFrame):
    """Number and title, what it is about, how it stands, and what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.title, self.words, self.detail = QLabel(), QLabel(), QLabel(), QLabel()
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.number.setFixedWidth(3 * GRID)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.words.setWordWrap(True)
        set_role(self.detail, "small")
        self.button, self.link = button_with(""), button_with("", link=True)
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title)
        head.addWidget(self.words, 1)
        text = QGridLayout()
        text.setHorizontalSpacing(GRID)
        text.setVerticalSpacing(2)
        text.addWidget(self.number, 0, 0)
        text.addLayout(head, 0, 1)
        text.addWidget(self.detail, 1, 1)
        text.setColumnStretch(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addLayout(text, 1)
        row.addWidget(self.link)
        row.addWidget(self.button)

    def show_step(self, number: int, step: Step, *, current: bool) -> None:
        """Show it; the ``current`` one is what has to be done next."""
        self.number.setText("✓" if step.done else str(number))
        self.title.setText(step.title)
        set_role(self.title, "heading" if current else "muted" if step.done else "")
        self.words.setText(step.words)
        running = step.frame in ("error", "warning")
        set_role(self.words, "muted" if step.done else "error" if step.frame == "error" else "")
        font = self.font()
        font.setBold(running)
        self.words.setFont(font)
        self.detail.setText(step.detail)
        self.detail.setVisible(bool(step.detail))
        set_role(self, step.frame)
        self.button.setText(step.button)
        self.button.setVisible(bool(step.button))
        set_role(self.button, "main" if current else "")
        self.link.setText(step.link)
        self.link.setVisible(bool(step.link))
        self.setAccessibleName(f"{number} {step.title}：{step.words}")
        self.button.setAccessibleName(f"{step.title}：{step.button}")
        self.link.setAccessibleName(f"{step.title}：{step.link}")


class StepList(ScrollDown):
    """The steps of one incident from knowing to the final report."""

    field_asked = Signal(str)
    """The clerk wants to fill in that field by hand."""
    level_asked = Signal()
    report_asked = Signal()

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._incident: Any = None
        self.rows = {step: StepRow() for step in _ORDER}
        self.basis = QLabel()
        self.basis.setWordWrap(True)
        set_role(self.basis, "small")
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for step, row in self.rows.items():
            column.addWidget(row)
            row.button.clicked.connect(lambda _checked=False, step=step: self._on_button(step))
            row.link.clicked.connect(lambda _checked=False, step=step: self._on_link(step))
        column.addWidget(self.basis)
        column.addStretch(1)
        self.setWidget(body)

    def show_incident(self, incident: Any) -> None:
        """Show where an incident stands this minute."""
        self._incident = incident
        steps = dict(self._steps(incident))
        todo = [name for name in _ORDER if name in steps and not steps[name].done]
        if level_of(incident) is not None and len(todo) > 1 and "level" in todo:
            todo.remove("level")  # one side is enough to know what to report; the clock does not wait for the others
        current = next(iter(todo), "")
        number = 0
        for name, row in self.rows.items():
            row.setVisible(name in steps)
            if name in steps:
                number += 1
                row.show_step(number, steps[name], current=name == current)
                row.button.setEnabled(not self._office.read_only)
                row.link.setEnabled(not self._office.read_only or name == "final")
        text = incidents.edition(incident)
        unsure = "" if text.all_verified else "；部分條文未經官方核對，請以公布的條文為準"
        self.basis.setText(f"時限依知悉當日施行的{text.name}（{text.edition} 版）{unsure}。")

    # -- what each row says ---------------------------------------------------------------------------------------

    def _steps(self, incident: Any) -> Iterator[tuple[str, Step]]:
        known = rocdate.write_moment(incident.known_at)
        yield "known", Step("知悉時間", "", f"{known}，時限由此起算", True, link="更正")
        yield "level", self._of_level(incident)
        for clock in incidents.clocks(self._office, incident):
            yield clock.step, self._of_clock(clock, incident)

    def _of_level(self, incident: Any) -> Step:
        level = level_of(incident)
        open_sides = sum(not getattr(incident, side) for side in SIDES)
        words = "還沒有評定"
        if level is not None:
            major = "（重大資通安全事件）" if level >= incidents.edition(incident).major_from else ""
            words = f"{LEVELS[level].label}{major}"
        if not open_sides:
            return Step("評定等級", "", words, True, link="重新評定")
        if level is not None:
            words += f"，還有 {open_sides} 個面向沒有評定"
        detail = "回答幾個問題就知道，三個面向取最高；重大（三、四級）的控制時限較短。"
        return Step("評定等級", detail, words, False, "info", "回答問題")

    def _of_clock(self, clock: Clock, incident: Any) -> Step:
        now = incidents.moment_now()
        title = STEPS[clock.step]
        if clock.done is not None:
            return Step(title, "", clock.words(now), True, link="更正")
        button = "" if clock.state(now) is ClockState.WAITING else DONE_WORDS[clock.step]
        link = {"report": "平臺連不上", "final": "看報告 7 項"}.get(clock.step, "")
        if clock.step == "report" and incident.platform_down:
            link = ""
        detail = f"{clock.due_words()}。{self._detail(clock, incident)}".removeprefix("。")
        return Step(title, detail, clock.words(now), False, _FRAMES[pressing(clock)], button, link)

    def _detail(self, clock: Clock, incident: Any) -> str:
        limit = clock.limit
        match clock.step:
            case "report":
                if incident.platform_down:
                    return f"知悉後 {limit.hours} 小時內以其他適當方式通報，並寫下方式與原因。"
                place = incidents.platform(self._office)
                unsure = "" if place.verified else "，網址未經官方核對"
                return f"知悉後 {limit.hours} 小時內到{place.name}通報：{place.address}（依機關規定的平臺為準{unsure}）"
            case "report_again":
                return f"通報後等級有變更，{limit.hours} 小時內再通報一次。"
            case "supplement":
                return "平臺恢復後補登，辦法沒有定時數。"
            case "meeting":
                return "重大資通安全事件由資通安全長召開會議，辦法沒有定時數。"
            case "control":
                return f"知悉後 {limit.hours} 小時內完成損害控制或復原；三、四級 {limit.major_hours} 小時。"
        items = incidents.report_items(incident)
        filled = sum(not item.missing for item in items)
        return f"完成控制或復原後 {limit.months} 個月內送交；報告 {len(items)} 項已填 {filled} 項。"

    # -- what can be done -----------------------------------------------------------------------------------------

    def _key(self, step: str) -> str:
        return next(each.key for each in incidents.clocks(self._office, self._incident) if each.step == step)

    def _on_button(self, step: str) -> None:
        if step == "level":
            self.level_asked.emit()
            return
        now = incidents.moment_now()
        key = self._key(step)
        changed = attempt(self._shell, lambda: incidents.mark_done(self._office, self._incident.id, key, now))
        if changed is None:
            return
        self._shell.changed(changed)
        self._shell.say(
            f"已記下 {rocdate.write_moment(now.isoformat())}：{STEPS[step]}。",
            "info",
            undo_offer(self._office, self._shell.changed, lambda text: self._shell.say(text, "warning")),
        )

    def _on_link(self, step: str) -> None:
        done = step in ("known", "level") or self.rows[step].number.text() == "✓"
        if step == "level":
            self.level_asked.emit()
        elif step == "known":
            self.field_asked.emit("known_at")
        elif done:
            self.field_asked.emit(self._key(step))
        elif step == "final":
            self.report_asked.emit()
        else:
            self._platform_down()

    def _platform_down(self) -> None:
        values = {self._incident.id: {"platform_down": True}}
        changed = attempt(self._shell, lambda: records.change(self._office, "incident", values, "通報平臺無法使用"))
        if changed is not None:
            self._shell.changed(changed)
            self.field_asked.emit("alternative")
