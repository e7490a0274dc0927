"""離職交接 beside the list of people: what is still to be done, where it stands, and handing it over in one step."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop.domain.catalog import record_type
from isms_desktop.services import leaving, people
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.pages import place_of
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.leaving import Item, LeavingList
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_MARKS = {"open": "○", "done": "✓", "note": "－"}


class LeavingPanel(QFrame):
    """The checklist of one person; it reads the records anew after each change."""

    closed = Signal()

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self._shell = shell
        self._id = 0
        self._rows: dict[str, _ItemRow] = {}
        self.title = wrapped("heading")
        self.state = wrapped("muted")
        self.caution = wrapped("error")
        self.close_button = button_with("關閉", link=True, tip="回到這位同仁的資料")
        self.close_button.clicked.connect(self.closed)
        self.taker = QComboBox()
        self.taker.setAccessibleName("移交給")
        self.taker.setMinimumContentsLength(8)
        self.all_button = button_with("全部移交", main=True, tip="名下資產、管理的系統、代理與未結案的工作一次移交")
        self.all_button.clicked.connect(lambda: self._hand_over(list(self._rows)))
        self._area = ScrollDown()
        self._lay_out()

    @property
    def person_id(self) -> int:
        """Whose checklist it is; 0 for nobody's."""
        return self._id

    def show_person(self, person_id: int) -> None:
        """The checklist of this person."""
        self._id = person_id
        self._fill_takers()
        self.refresh()

    def refresh(self) -> None:
        """Read the records anew; whoever is gone closes the list."""
        if not self._id:
            return
        if self._office.find("person", self._id) is None:
            self._id = 0
            self.closed.emit()
            return
        self._show(leaving.leaving_list(self._office, self._id, datetime.date.today()))

    def row(self, key: str) -> "_ItemRow":
        """The row of one item."""
        return self._rows[key]

    def people_changed(self) -> None:
        """Somebody has come, gone or another name."""
        chosen = self.taker.currentData()
        self._fill_takers()
        self.taker.setCurrentIndex(max(0, self.taker.findData(chosen)))

    def _show(self, listed: "LeavingList") -> None:
        focused = next((key for key, row in self._rows.items() if row.isAncestorOf(self.focusWidget() or self)), "")
        self.title.setText(f"離職交接：{listed.person.name}")
        self.state.setText(f"還有 {listed.open} 項未辦" if listed.open else "該辦的都辦好了。")
        self.caution.setText(listed.caution)
        self.caution.setVisible(bool(listed.caution))
        movable = any(item.movable for item in listed.items) and not listed.caution
        self.taker.setEnabled(movable and not self._office.read_only)
        self.all_button.setEnabled(movable and not self._office.read_only)
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        column.setSpacing(GRID)
        self._rows = {}
        for item in listed.items:
            row = self._rows[item.key] = _ItemRow(item)
            self._add_buttons(row, item, listed)
            column.addWidget(row)
        column.addStretch(1)
        if (old := self._area.takeWidget()) is not None:
            old.deleteLater()
        self._area.setWidget(body)
        if focused in self._rows:
            self._rows[focused].take_focus()

    def _add_buttons(self, row: "_ItemRow", item: "Item", listed: "LeavingList") -> None:
        jumps = {use.kind: frozenset[int]() for use in item.uses} | {kind: frozenset(ids) for kind, ids in item.ids}
        for use in item.uses:
            jumps[use.kind] |= frozenset(use.ids)
        may = not self._office.read_only
        today = datetime.date.today().isoformat()
        if item.key == "day" and item.state == "open":
            row.add("今天離職", lambda: self._set_day("left_on", today), enabled=may)
        if item.key == "accounts" and item.state == "open":
            row.add("今天已停用", lambda: self._set_day("account_closed_on", today), enabled=may)
        if item.key == "committee" and item.state == "open":
            row.add("移出推動小組", lambda: self._do(lambda: people.seat(self._office, [self._id], "")), enabled=may)
        if item.movable:
            row.add("移交", lambda: self._hand_over([item.key]), enabled=may and not listed.caution)
        for kind, ids in jumps.items():
            words = f"看{record_type(kind).label}"
            row.add(words, partial(self._jump, kind, ids), link=True)

    def _jump(self, kind: str, ids: frozenset[int]) -> None:
        page, view = place_of(kind)
        name = self._office.find("person", self._id).name
        self._shell.open_page(page, view=view, ids=ids, label=f"{name}的{record_type(kind).label}")

    def _hand_over(self, keys: list[str]) -> None:
        taker = self.taker.currentData()
        if not taker:
            self._shell.say("還沒有選接手的同仁。請先在「移交給」選一位。", "warning")
            self.taker.setFocus()
            return
        self._do(lambda: leaving.hand_over(self._office, self._id, taker, keys, datetime.date.today()))

    def _set_day(self, key: str, day: str) -> None:
        self._do(lambda: leaving.set_day(self._office, self._id, key, day))

    def _do(self, act: "Callable[[], Changed]") -> None:
        changed = attempt(self._shell, act)
        if changed is not None:
            self._shell.changed(changed)
            cells = sum(len(ids) for ids in changed.touched.values())
            more = f"，共 {cells} 筆" if cells > 1 else ""
            self._shell.say(f"已完成：{changed.label}{more}。按 Ctrl+Z 可以復原。")
            self.refresh()

    def _fill_takers(self) -> None:
        today = datetime.date.today()
        title = record_type("person").title_of
        self.taker.clear()
        self.taker.addItem("（選接手的同仁）", 0)
        for each in people.active(self._office, today):
            if each.id != self._id and not each.left_on:
                self.taker.addItem(title(each), each.id)
        if self._id:
            proposed = self.taker.findData(leaving.successor(self._office, self._id, today))
            self.taker.setCurrentIndex(max(0, proposed))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID // 2, GRID, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        give = QHBoxLayout()
        give.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        give.setSpacing(GRID)
        label = QLabel("移交給")
        label.setBuddy(self.taker)
        give.addWidget(label)
        give.addWidget(self.taker, 1)
        give.addWidget(self.all_button)
        for line in (self.state, self.caution):
            line.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(self.state)
        column.addWidget(self.caution)
        column.addLayout(give)
        column.addWidget(self._area, 1)


class _ItemRow(QWidget):
    """One item: its state in a word, how things stand, and what can be done."""

    def __init__(self, item: "Item") -> None:
        super().__init__()
        self.item = item
        word = leaving.STATES[item.state]
        self.mark = QLabel(f"{_MARKS[item.state]} {word}")
        set_role(self.mark, "error" if item.state == "open" else "muted")
        self.name = QLabel(item.title)
        self.text = wrapped("muted")
        self.text.setText(item.text)
        self.setAccessibleName(f"{item.title}，{word}，{item.text}")
        self.buttons: dict[str, QWidget] = {}
        self._flow_room = QWidget()
        self._flow = FlowLayout(self._flow_room)
        self._flow_room.setVisible(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GRID // 2, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        self.mark.setFixedWidth(self.fontMetrics().horizontalAdvance("○ 未辦") + GRID)
        grid.addWidget(self.mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.name, 0, 1)
        grid.addWidget(self.text, 1, 1)
        grid.addWidget(self._flow_room, 2, 1)
        grid.setColumnStretch(1, 1)

    def add(self, words: str, act: Callable[[], object], *, link: bool = False, enabled: bool = True) -> None:
        """One more button."""
        button = button_with(words, link=link)
        button.setAccessibleName(f"{self.item.title}：{words}")
        button.setEnabled(enabled)
        button.clicked.connect(lambda _checked=False: act())
        self._flow.addWidget(button)
        self._flow_room.setVisible(True)
        self.buttons[words] = button

    def take_focus(self) -> None:
        """The cursor stays with the item that has just been dealt with."""
        for button in self.buttons.values():
            button.setFocus()
            return
