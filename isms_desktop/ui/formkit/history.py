"""What happened to a record, in words, and the way back to any moment of it."""

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from isms_desktop.services import history
from isms_desktop.services.history import Step
from isms_desktop.ui.formkit.fold import Fold
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import attempt
from isms_desktop.ui.theme import GRID, colours_of

if TYPE_CHECKING:
    from isms_desktop.ui.shell import Shell

_AT_FIRST = 10
_MORE = 40
"""Steps shown at first, and further ones each time they are asked for."""
_OF_A_NEW_ONE = 5
"""Values that are read out of a record that has just been made: the card above shows them all."""
_EARLIER = "earlier"


class HistoryFold(Fold):
    """「變更紀錄」: who, when, from what to what; each step can be gone back to."""

    def __init__(self, register: Register, shell: "Shell") -> None:
        super().__init__("變更紀錄", "誰在什麼時候改了什麼，可以還原成當時的內容")
        self._register = register
        self._shell = shell
        self._id = 0
        self._shown = _AT_FIRST
        self.lines = QLabel()
        self.lines.setWordWrap(True)
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.lines.setAccessibleName("變更紀錄的內容")
        self.lines.linkActivated.connect(self._follow)

    def make_body(self) -> QWidget:
        """The words."""
        self.lines.setContentsMargins(GRID, 0, 0, 0)
        return self.lines

    def refresh(self, record_id: int) -> None:
        """The history of this record from now on."""
        if record_id != self._id:
            self._id = record_id
            self._shown = _AT_FIRST
        if self.is_open():
            self.fill()

    def fill(self) -> None:
        """Read it."""
        steps = history.steps(self._register.office, self._register.kind, self._id)
        newest = next((step.number for step in steps if step.restorable), 0)
        parts = [self._words(step, newest=step.number == newest) for step in steps[: self._shown]]
        if len(steps) > self._shown:
            parts.append(self._link(_EARLIER, f"再看較早的 {min(_MORE, len(steps) - self._shown)} 次變更"))
        self.lines.setText(
            "".join(f"<p style='margin:0 0 {GRID}px 0'>{part}</p>" for part in parts) or "還沒有變更紀錄。"
        )

    def _words(self, step: Step, *, newest: bool) -> str:
        when = f"<span style='color:{colours_of(self).muted}'>{html.escape(f'{step.when}　{step.who}')}</span>"
        head = f"<b>{html.escape(step.label)}</b>　{when}"
        lines = [each.sentence(made=step.made, brief=True) for each in step.changes]
        if step.made and len(lines) > _OF_A_NEW_ONE:
            lines = [*lines[:_OF_A_NEW_ONE], f"…共 {len(lines)} 欄"]
        lines += step.attached
        back = ""
        if step.restorable and not newest and self._register.grows:
            back = f"<br>{self._link(str(step.number), '還原成這時的內容')}"
        return head + "".join(f"<br>{html.escape(line)}" for line in lines) + back

    def _link(self, where: str, words: str) -> str:
        return f"<a href='{where}' style='color:{colours_of(self).link}'>{words}</a>"

    def _follow(self, where: str) -> None:
        if where == _EARLIER:
            self._shown += _MORE
            self.fill()
            return
        office, kind = self._register.office, self._register.kind
        changed = attempt(self._shell, lambda: history.restore(office, kind, self._id, int(where)))
        if changed is not None:
            self._shell.changed(changed)
            offer = undo_offer(office, self._shell.changed, lambda text: self._shell.say(text, "warning"))
            self._shell.say(f"已{changed.label}。", "info", offer)
