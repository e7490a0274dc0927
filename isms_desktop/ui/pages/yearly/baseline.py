"""防護基準檢核: a system on the left, its controls of 附表十 filled in like a checklist on the right."""

import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain import rocdate
from isms_desktop.domain.systems import RESULTS, protection_level
from isms_desktop.services import systems
from isms_desktop.ui.checklist.view import FillView, in_a_row
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.stack import Stack

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_NO_SYSTEMS = "還沒有資通系統。\n\n請先在「資通系統」列出系統並依附表九分級，\n這裡就會列出它該做的控制措施。"
_NO_LEVEL = (
    "「{name}」還沒有防護需求等級。\n\n請先在「資通系統」填機密性、完整性、可用性、法律遵循性四個構面，\n"
    "程式取最高者，列出該等級的控制措施。"
)
_KEYS = "　".join(f"{place} {each.label}" for place, each in enumerate(RESULTS, start=1))


class BaselineCheck(FillView):
    """Systems with their progress; for the chosen one exactly the controls of its level."""

    kinds = frozenset({"system", "control_check"})
    purpose = "各系統依防護需求等級，逐項檢核附表十的控制措施；每個答案立刻儲存，可以復原。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.system_id = 0
        self.systems = PickList("資通系統", lines=2, details=True)
        self.title, self.facts, self.counts, self.empty = QLabel(), QLabel(), QLabel(), QLabel()
        self.rest = self.button("其餘全部符合", self._conform, tip="還沒回答的項目都答「符合」；可以一次復原")
        self.done = self.button("完成檢核", self._finish, main=True, tip="全部答完後，把今天填入系統的基準檢核日")
        self.to_system = self.button("資通系統", self._open_system, tip="到資通系統清冊看這個系統", writes=False)
        self._lay_out()
        self.systems.picked.connect(self.show_system)
        self.systems.selectionModel().currentChanged.connect(self._on_walked)
        self.table.answered.connect(self._answer)
        self.table.rest_asked.connect(self._conform_section)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; an answer that was taken back or brought back becomes current."""
        known = [each for each in self.office.all("system") if each.status != "stopped"]
        if self.system_id not in {each.id for each in known}:
            self.system_id = next((each.id for each in known if protection_level(each)), known[0].id if known else 0)
        self._show_systems(known)
        sheet = systems.sheet(self.office, self.system_id) if self.system_id else None
        if sheet is None or not sheet.lines:
            self.empty.setText(_NO_LEVEL.format(name=sheet.audit.name) if sheet else _NO_SYSTEMS)
            self._body.setCurrentIndex(1)
            self._show_head()
            return
        self._body.setCurrentIndex(0)
        if self.show_lines(sheet, changed):
            self.go_to_first_open()
        self._show_head()

    def show_system(self, system_id: int) -> None:
        """The controls of this system, at the first without an answer."""
        if system_id and system_id != self.system_id:
            self.system_id = system_id
            self.refresh(None)
            self.go_to_first_open()

    def focus_search(self) -> None:
        """Ctrl+F: the list of systems."""
        self.systems.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return "system_baseline"

    def jump(self, **where: object) -> None:
        """``system``: that system; ``record_id``: the system of that answer, at its line."""
        if isinstance(system_id := where.get("system"), int):
            self.show_system(system_id)
        record_id = where.get("record_id")
        check = self.office.find("control_check", record_id) if isinstance(record_id, int) else None
        if check is not None:
            self.show_system(check.system)
            self.table.go_to(self.model.row_of(int(check.control) if check.control.isdecimal() else -1))
        self.table.setFocus()

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_systems(self, known: list[Any]) -> None:
        rows = [self._system_row(each) for each in known]
        if [row.key for row in rows] != [row.key for row in self.systems.rows.shown]:
            self.systems.rows.set_rows(rows)
        else:
            for row, shown in zip(rows, list(self.systems.rows.shown), strict=True):
                if row != shown:
                    self.systems.rows.replace(row)
        self.systems.pick(self.system_id or None)

    def _system_row(self, system: Any) -> PickRow:
        state = systems.progress(self.office, system)
        level = protection_level(system)
        if not level:
            return PickRow(system.id, system.name, "還沒有分級")
        parts = [f"等級 {level}"]
        if state.lacking:
            parts.append(f"待改善 {state.lacking}")
        return PickRow(system.id, system.name, "　".join(parts), f"{state.answered}／{state.total}")

    def _show_head(self) -> None:
        system = self.office.find("system", self.system_id) if self.system_id else None
        for each in (self.rest, self.done, self.to_system, self.bar):
            each.setVisible(system is not None)
        if system is None:
            self.title.setText("")
            self.facts.setText("")
            self.counts.setText("")
            return
        state, law = systems.progress(self.office, system), systems.baseline()
        field = system.record_type.field("baseline_checked_on")
        checked = rocdate.write(system.baseline_checked_on) or "尚未完成"
        unsure = "" if law.verified else "（摘要，未經官方核對）"
        self.title.setText(system.name)
        level = protection_level(system) or "未分級"
        self.facts.setText(f"等級 {level}　｜　{field.label} {checked}　｜　附表十 {law.edition} 版{unsure}")
        self.bar.show_part(state.answered, state.total)
        parts = [f"已答 {state.answered}／{state.total}", f"未答 {state.total - state.answered}"]
        if state.lacking:
            parts.append(f"待改善 {state.lacking}")
        self.counts.setText("　".join(parts))
        writable = self.model.writable and bool(state.total)
        self.rest.setEnabled(writable and not state.done)
        self.done.setEnabled(
            writable and state.done and system.baseline_checked_on != datetime.date.today().isoformat()
        )

    # -- doing --------------------------------------------------------------------------------------------------

    def _answer(self, number: int, result: str) -> None:
        self.do(lambda: systems.answer(self.office, self.system_id, number, result, datetime.date.today()))

    def write_explanation(self, item_id: int, text: str) -> "Changed":
        """As every list; ``item_id`` is the number of the control."""
        return systems.explain(self.office, self.system_id, item_id, text)

    def _conform(self) -> None:
        self.say_with_undo(self.do(lambda: systems.conform(self.office, self.system_id, datetime.date.today())))

    def _conform_section(self, section: int) -> None:
        numbers = self.model.items_of(section)
        today = datetime.date.today()
        self.say_with_undo(self.do(lambda: systems.conform(self.office, self.system_id, today, numbers)))

    def _finish(self) -> None:
        self.say_with_undo(self.do(lambda: systems.finish(self.office, self.system_id, datetime.date.today())))

    def _open_system(self) -> None:
        self.shell.open_page("yearly", view="systems", record_id=self.system_id)

    def _on_walked(self) -> None:
        key = self.systems.key()
        if isinstance(key, int):
            self.show_system(key)

    # -- making -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self.title, "heading")
        set_role(self.facts, "muted")
        self.facts.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        set_role(self.empty, "muted")
        keys = QLabel(f"{_KEYS}　Enter 說明　空白鍵 下一個未答　Backspace 清除　PgUp／PgDn 換構面")
        set_role(keys, "small")
        keys.setWordWrap(True)
        self._body = Stack()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(in_a_row(self.title, None, self.to_system, self.rest, self.done))
        facts = in_a_row(self.facts, self.counts)
        facts.setStretch(0, 1)
        column.addLayout(facts)
        column.addWidget(self.bar)
        column.addWidget(self._body, 1)
        column.addWidget(keys)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2 * GRID)
        split.addWidget(self.systems)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([28 * GRID, 120 * GRID])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
