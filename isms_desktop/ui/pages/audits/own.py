"""稽核與自評: the office's own audits, this year's self-check with last year's answers, and their checklists."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from isms_desktop.domain import rocdate
from isms_desktop.domain.fields import Value
from isms_desktop.services import audits, checklists
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register, Values
from isms_desktop.ui.pages.audits.register import AuditRegister, AuditRows, audit_colour
from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

AUDITS = RegisterSpec(
    kind="audit",
    purpose="每年的自評、內部稽核與交互稽核；選一次按 Enter，逐項按數字鍵作答。",
    columns=("kind", "held_on", "progress", "wanting", "status", "subject", "auditors", "checklist"),
    chips="kind",
    form="audit_plan",
    also=("answer", "checklist_item"),
    hidden=("vendor", "contract"),
    colour=audit_colour,
    empty=(
        "還沒有自評或稽核。\n\n按右上角「新增自評」，就能從第一題開始作答；\n"
        "主管機關每年公布的檢核表，先到「檢核表」匯入。"
    ),
)


_OF_ITSELF = ("self", "internal")
"""Kinds of audit whose subject is the office."""


class OwnAuditRows(AuditRows):
    """Every audit but those of suppliers; a new row needs no more than its kind and what is audited."""

    def __init__(self, office: "Office") -> None:
        super().__init__(office, belongs=lambda audit: audit.kind != "vendor")

    def complete(self, rows: Sequence[Mapping[str, Value]]) -> list[Values]:
        """The office itself is audited unless something else is said."""
        own = self.office.agency.name
        return super().complete(
            [{**row, "subject": row.get("subject") or own} if row.get("kind") in _OF_ITSELF else row for row in rows]
        )


class StartChoice(QFrame):
    """A line over the list: begin this year's self-check from last year's answers, or from nothing."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "info")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.from_last = button_with("沿用上次的答案", main=True, tip="同樣的題目先填上次的答案與說明，逐項確認即可")
        self.blank = button_with("從空白開始")
        self.cancel = button_with("取消", link=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID * 2, GRID // 2, GRID, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.words, 1)
        for button in (self.from_last, self.blank, self.cancel):
            row.addWidget(button)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def ask(self, last: object, answered: int) -> None:
        """Ask, with the last self-check named."""
        day = rocdate.write(str(getattr(last, "held_on", "")))
        self.words.setText(f"上次自評是 {day}，有 {answered} 題的答案。這次要從那裡開始嗎？")
        self.show()
        self.from_last.setFocus()


class OfficeAudits(AuditRegister):
    """The list of the office's own audits."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, AUDITS)
        self.panel.filter_bar.chips["vendor"].hide()
        self.choice = StartChoice()
        self.choice.from_last.clicked.connect(lambda: self.begin(from_previous=True))
        self.choice.blank.clicked.connect(lambda: self.begin(from_previous=False))
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.choice)
        layout.removeWidget(self._rooms)
        layout.addWidget(self._rooms)

    def make_register(self) -> Register:
        """No audits of suppliers: they are in 委外查核."""
        return OwnAuditRows(self.office)

    def add_tools(self) -> None:
        """A self-check, another audit, go on with one."""
        self.self_check = self.add_tool(
            "新增自評", self.ask_self_check, main=True, tip="開始今年的自評；可以沿用上次的答案"
        )
        self.add_button = self.add_tool("新增稽核", self.start_row, tip="內部稽核或交互稽核的計畫（Ctrl+Shift+N）")
        self.go_on = self.add_tool("開始查核", self.fill_current, tip="開啟所選這一次的檢核表（Enter）", writes=False)
        self.go_on.setEnabled(False)
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def ask_self_check(self) -> None:
        """Begin this year's self-check; when there was one before, ask where to begin."""
        today = datetime.date.today()
        if begun := checklists.unfinished_self_check(self.office, today):
            self.fill_audit(begun)
            self.shell.say("今年的自評還沒完成，已接續進行。")
            return
        last = checklists.last_self_check(self.office, today)
        if last is None:
            self.begin(from_previous=False)
            return
        answered = audits.progress(self.office, last).answered
        self.choice.ask(last, answered)

    def begin(self, *, from_previous: bool) -> None:
        """Make this year's self-check and open its checklist."""
        self.choice.hide()
        today = datetime.date.today()
        changed = attempt(
            self.shell, lambda: checklists.new_self_check(self.office, today, from_previous=from_previous)
        )
        if changed is None:
            return
        self.shell.changed(changed)
        [audit] = changed.added
        self.fill_audit(audit)
        state = audits.progress(self.office, self.office.find("audit", audit))
        carried = checklists.carried_over(self.office, audit)
        parts = [f"沿用上次的答案 {carried} 題"] if carried else []
        if unfit := state.answered - carried:
            parts.append(f"{self.office.agency.grade} 級不適用 {unfit} 題")
        words = f"已新增自評，共 {state.total} 題" + (f"：{'、'.join(parts)}。" if parts else "。")
        self.shell.say(words, "info", undo_offer(self.office, self.shell.changed, self._complain))

    def start_row(self) -> None:
        """A new row begins with its kind."""
        self.show_list()
        self.panel.view.go_to_draft("kind")

    def _complain(self, text: str) -> None:
        self.shell.say(text, "warning")
