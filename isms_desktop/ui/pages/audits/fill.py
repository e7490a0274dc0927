"""Carrying out one audit: its checklist filled in like the paper, only faster; for suppliers and the office alike."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QSplitter, QVBoxLayout

from isms_desktop.domain import rocdate
from isms_desktop.domain.audits import WANTING
from isms_desktop.services import audits, records
from isms_desktop.services.audits import Sheet
from isms_desktop.ui.checklist.details import LineDetails
from isms_desktop.ui.checklist.paint import may_take
from isms_desktop.ui.checklist.view import FillView, in_a_row
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

NO_QUESTIONS = (
    "這次查核所用的檢核表沒有任何項目，或已不在檔案中。\n\n請返回清單改選「檢核表版本」，或先匯入該版本的檢核表。"
)


class AuditFill(FillView):
    """Head with progress, sections on the left, the questions, and below what the keys do or what is offered."""

    left = Signal()
    """Back to the list."""
    finding_asked = Signal(int)
    """A finding was made of this answer (id of the ``answer``)."""

    kinds = frozenset({"audit", "answer", "checklist", "checklist_item", "finding", "vendor"})
    purpose = "逐項查核並說明；每一個答案都立刻儲存，可以復原。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.audit_id = 0
        self.sheet: Sheet | None = None
        self.sections = PickList("構面", lines=3)
        self.title, self.facts, self.counts = QLabel(), QLabel(), QLabel()
        self.back = self.button("← 返回", self.left.emit, tip="回到清單（Alt+←）", writes=False)
        self.rest = self.button(
            "其餘全部符合", self._conform_all, tip="還沒回答的項目都答「符合」；可以一次復原。只有本節：Ctrl+R"
        )
        self.last_time = self.button("沿用上次", lambda: None, tip="沿用上次查核的說明或答案；可以一次復原")
        self.same_words, self.same_answers = QAction(self), QAction(self)
        self.done = self.button("完成查核", self._finish, main=True, tip="全部答完後，把這次查核標為已完成")
        self.details = LineDetails()
        self.keys = QLabel()
        self.offer = QFrame()
        self.offer_words = QLabel()
        self.offer_yes = self.button("列為缺失", lambda: self._make_finding(self._offered))
        self.offer_all = self.button("", lambda: self._make_finding(0))
        self._offered = 0
        self._lay_out()
        self._connect()

    def show_audit(self, audit_id: int) -> None:
        """Show this audit, at its first question without an answer."""
        self.audit_id = audit_id
        self._offered = 0
        self.refresh(None)
        self.go_to_first_open()
        self.table.setFocus()

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; an answer that was taken back or brought back becomes current."""
        if not self.audit_id:
            return
        self.sheet = audits.sheet(self.office, self.audit_id)
        if self.sheet is None:
            self.audit_id = 0
            self.left.emit()
            return
        current = self.model.line(self.table.current_row())
        if self.show_lines(self.sheet, changed):
            self.table.go_to(self.model.row_of(current.item.id if current else 0))
        self._show_head(self.sheet)
        self._show_keys(self.sheet)
        self._show_sections()
        self._show_foot()
        self._show_details()
        self._body.setCurrentIndex(0 if self.sheet.lines else 1)

    def focus_search(self) -> None:
        """Ctrl+F: the list of sections is the way to find a question."""
        self.sections.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P: the paper of this sort of audit."""
        kind = self.sheet.audit.kind if self.sheet else ""
        return {"vendor": "vendor_audit", "self": "self_audit"}.get(kind, "audit_items")

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_head(self, sheet: Sheet) -> None:
        audit = sheet.audit
        kind = audit.record_type.field("kind").label_of(audit.kind)
        self.title.setText(f"{kind}　{audit.subject}")
        day = rocdate.write(audit.held_on) or "未填查核日期"
        version = f"{sheet.checklist.name} {sheet.checklist.version}" if sheet.checklist else "檢核表不明"
        who = audit.record_type.field("auditors").label
        self.facts.setText("　｜　".join((day, f"{who} {audit.auditors or '未填'}", version)))
        answered = sum(bool(each.result) for each in sheet.lines)
        total = len(sheet.lines)
        self.bar.show_part(answered, total)
        parts = [f"已答 {answered}／{total}", f"未答 {total - answered}"]
        for each in sheet.choices:
            number = sum(line.result == each.value for line in sheet.lines)
            if each.value in WANTING and (number or each.value == "no"):
                parts.append(f"{each.label} {number}")
        if carried := sum(each.carried for each in sheet.lines):
            parts.append(f"沿用待確認 {carried}")
        findings = sum(bool(each.finding) for each in sheet.lines)
        if findings:
            parts.append(f"已列缺失 {findings}")
        self.counts.setText("　".join(parts))
        writable = self.model.writable and bool(total)
        self.rest.setEnabled(writable and answered < total)
        self._show_last_time(sheet, writable)
        finished = audit.status in ("done", "closed")
        self.done.setText(audit.record_type.field("status").label_of(audit.status) if finished else "完成查核")
        self.done.setEnabled(writable and not finished and answered == total)

    def _show_keys(self, sheet: Sheet) -> None:
        answers = [f"{place} {each.label}" for place, each in enumerate(sheet.choices, start=1)]
        same = ["＝ 同上次"] if sheet.previous else []
        others = ["Enter 寫說明", "空白鍵 下一個未答", *same, "Backspace 清除", "PgUp／PgDn 換構面"]
        self.keys.setText("　".join([*answers, *others]) if self.model.writable else "檔案以唯讀開啟，只能檢視。")

    def _show_last_time(self, sheet: Sheet, writable: bool) -> None:
        """How many lines could take over what."""
        words = sum(may_take(each) and bool(each.result) for each in sheet.lines)
        answers = sum(may_take(each) and not each.result for each in sheet.lines)
        self.same_words.setText(f"沿用上次說明（答案相同、未寫說明的 {words} 項）")
        self.same_answers.setText(f"沿用上次答案與說明（未答的 {answers} 項）")
        self.same_words.setEnabled(bool(words))
        self.same_answers.setEnabled(bool(answers))
        self.last_time.setVisible(sheet.previous is not None)
        self.last_time.setEnabled(writable and bool(words or answers))

    def _show_sections(self) -> None:
        kept = self.sections.key()
        rows = [PickRow(place, each.title, "", each.progress) for place, each in enumerate(self.model.sections)]
        if [row.title for row in rows] != [row.title for row in self.sections.rows.shown]:
            self.sections.rows.set_rows(rows)
            self.sections.pick(kept)
        else:
            for row, shown in zip(rows, list(self.sections.rows.shown), strict=True):
                if row != shown:
                    self.sections.rows.replace(row)

    def _show_foot(self) -> None:
        """What is offered for the current question or the one just answered; else what the keys do."""
        line = self.model.line(self.table.current_row())
        if line is not None and line.wanting:
            self._offered = line.item.id
        offered = self.model.line(self.model.row_of(self._offered))
        waiting = [each for each in self.sheet.lines if each.wanting and not each.finding] if self.sheet else []
        if offered is None or not offered.wanting or offered.finding or not self.model.writable:
            complete = self.sheet is not None and all(each.result for each in self.sheet.lines)
            if not (waiting and complete and self.model.writable):
                self._foot.setCurrentIndex(0)
                return
            offered = waiting[0]
            self._offered = offered.item.id
        label = self.model.label(offered.result)
        self.offer_words.setText(f"{offered.item.number} {label}，要列為缺失追蹤改善嗎？（Ctrl+Enter）")
        self.offer_all.setText(f"{len(waiting)} 項全部列為缺失")
        self.offer_all.setVisible(len(waiting) > 1)
        self._foot.setCurrentIndex(1)

    def _on_moved(self) -> None:
        row = self.table.current_row()
        if row >= 0:
            self.sections.pick(self.model.section_of(row))
        self._show_foot()
        self._show_details()

    def _show_details(self) -> None:
        lines = self.sheet.lines if self.sheet else ()
        hinted = any(each.item.hint or each.item.evidence_hint or each.item.basis for each in lines)
        of_vendor = self.sheet is not None and self.sheet.audit.kind == "vendor"
        self.details.setVisible(bool(lines) and (hinted or not of_vendor))
        self.details.show_line(self.model.line(self.table.current_row()), writable=self.model.writable)

    # -- doing --------------------------------------------------------------------------------------------------

    def _answer(self, item_id: int, result: str) -> None:
        self.do(lambda: audits.answer(self.office, self.audit_id, item_id, result))
        self._offered = item_id
        self._show_foot()

    def write_explanation(self, item_id: int, text: str) -> "Changed":
        """As every list; ``item_id`` is the question's."""
        return audits.explain(self.office, self.audit_id, item_id, text)

    def _document(self, item_id: int, text: str) -> None:
        self.do(lambda: audits.document(self.office, self.audit_id, item_id, text))

    def _conform_all(self) -> None:
        self.say_with_undo(self.do(lambda: audits.conform(self.office, self.audit_id)))

    def _conform_section(self, section: int) -> None:
        items = self.model.items_of(section)
        self.say_with_undo(self.do(lambda: audits.conform(self.office, self.audit_id, items)))

    def _take(self, service: "Callable[[Office, int], Changed | None]") -> None:
        self.say_with_undo(self.do(lambda: service(self.office, self.audit_id)))

    def _take_line(self, item_id: int) -> None:
        line = self.model.line(self.model.row_of(item_id))
        if line is not None and line.carried:
            self._answer(item_id, line.result)  # taken over with the whole list: said again, it is this time's
            return
        service = audits.as_last_time if line and not line.result else audits.explain_as_last_time
        self.do(lambda: service(self.office, self.audit_id, [item_id]))

    def _finding(self) -> None:
        """Ctrl+Enter or the link: to the finding that is there, else make one of the question that is offered."""
        line = self.model.line(self.table.current_row())
        if line is not None and line.finding:
            self.shell.open_page("audits", view="findings", record_id=line.finding)
        elif line is not None and line.wanting:
            self._make_finding(line.item.id)
        elif self._foot.currentIndex() == 1:
            self._make_finding(self._offered)

    def _make_finding(self, item_id: int) -> None:
        """Of one question; of all that wait when ``item_id`` is 0."""
        lines = self.sheet.lines if self.sheet else ()
        answers = [each.answer for each in lines if each.wanting and not each.finding and item_id in (0, each.item.id)]
        if answers and self.do(lambda: audits.make_findings(self.office, self.audit_id, answers)):
            for answer in answers:
                self.finding_asked.emit(answer)
        self._show_foot()
        self.table.setFocus()

    def _finish(self) -> None:
        changed = self.do(lambda: audits.finish(self.office, self.audit_id, datetime.date.today()))
        if changed is not None:
            state = audits.progress(self.office, records.get(self.office, "audit", self.audit_id))
            words = f"{changed.label}。{state.total} 項，不符合 {state.wanting} 項，已列缺失 {state.findings} 項。"
            self.shell.say(words, "info", ("查看缺失", self._show_findings) if state.findings else None)

    def _show_findings(self) -> None:
        """What is to be done about what was found, first come first."""
        if self.sheet is not None:
            ids = frozenset(each.finding for each in self.sheet.lines if each.finding)
            label = f"{self.sheet.audit.subject}的缺失"
            self.shell.open_page("audits", view="findings", ids=ids, label=label, record_id=min(ids))

    # -- making -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.back.setShortcut("Alt+Left")
        menu = QMenu(self)
        for action, service in (
            (self.same_words, audits.explain_as_last_time),
            (self.same_answers, audits.as_last_time),
        ):
            menu.addAction(action)
            action.triggered.connect(lambda _checked=False, service=service: self._take(service))
        self.last_time.setMenu(menu)
        self.table.answered.connect(self._answer)
        self.table.rest_asked.connect(self._conform_section)
        self.table.same_asked.connect(self._take_line)
        self.table.finding_asked.connect(self._finding)
        self.table.moved.connect(self._on_moved)
        self.sections.picked.connect(self._go_to_section)
        self.details.documented.connect(self._document)
        self.details.finished.connect(self.table.setFocus)

    def _go_to_section(self, section: int) -> None:
        self.table.go_to_section(section)
        self.table.setFocus()

    def _lay_out(self) -> None:
        set_role(self.title, "heading")
        set_role(self.facts, "muted")
        set_role(self.keys, "small")
        set_role(self.offer, "warning")
        offer = QHBoxLayout(self.offer)
        offer.setContentsMargins(GRID * 2, 0, GRID, 0)
        offer.addWidget(self.offer_words, 1)
        offer.addWidget(self.offer_all)
        offer.addWidget(self.offer_yes)
        self._foot = Stack()
        self._foot.addWidget(self.keys)
        self._foot.addWidget(self.offer)
        empty = QLabel(NO_QUESTIONS)
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(empty, "muted")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GRID)
        split.addWidget(self.sections)
        split.addWidget(self.table)
        split.setStretchFactor(1, 1)
        split.setSizes([30 * GRID, 130 * GRID])
        self._body = Stack()
        self._body.addWidget(split)
        self._body.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(in_a_row(self.back, self.title, None, self.last_time, self.rest, self.done))
        column.addLayout(in_a_row(self.facts, None, self.counts))
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)
        column.addWidget(self.details)
        column.addWidget(self._foot)
