"""交接: what the next clerk has to know, line by line, each leading to its records; beside it the clerk's own words."""

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain import rocdate
from isms_desktop.domain.catalog import KINDS
from isms_desktop.services import handover
from isms_desktop.services.handover_lines import FORM, Item, Section
from isms_desktop.ui.grid.editors import LinesEditor
from isms_desktop.ui.jumps import show_records
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.jobs import Job, JobControl

_GATHERING = "正在整理交接內容…"
_ADVICE = (
    "程式裡沒有記載、但接手的人一定要知道的事：紙本在哪個檔案櫃、備份放在哪裡、哪一位廠商急件打哪支電話。"
    "離開這一格就儲存，會印在移交清冊上。**密碼不要寫在這裡**，請當面告知。"
)
_LINES = 4
"""Lines that what is handed over may take in the list."""


class HandoverView(View):
    """The parts of what is handed over, worked out beside the window, and the remark."""

    kinds = frozenset(KINDS)
    purpose = "接手的人要知道的事：做了什麼、還有什麼沒做、表單在哪裡、找誰。選一列按 Enter，就到那些紀錄。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self._items: list[Item] = []
        self._job: Job | None = None
        self._again = False
        self.search = QLineEdit()
        self.search.setPlaceholderText("在交接內容中尋找")
        self.search.setAccessibleName("在交接內容中尋找")
        self.search.setClearButtonEnabled(True)
        self.list = PickList("交接內容", lines=_LINES, details=True)
        self.state = QLabel(_GATHERING)
        set_role(self.state, "muted")
        self.remarks = LinesEditor()
        self.remarks.setAccessibleName("交接備註")
        self.remarks.setReadOnly(office.read_only)
        self.print_button = button_with("列印移交清冊", main=True, tip="到「表單列印」預覽移交清冊（Ctrl+P）")
        self.tools = self.print_button
        self._lay_out()
        self.setFocusProxy(self.list)
        self.search.textChanged.connect(self.list.rows.search)
        self.list.picked.connect(self._go)
        self.remarks.left.connect(self._keep)
        self.print_button.clicked.connect(lambda _checked=False: shell.open_page("forms", form=FORM))

    def refresh(self, changed: "Changed | None") -> None:
        """Gather everything anew; the list stays until that is done."""
        if not self.remarks.hasFocus():
            self.remarks.show_text(handover.remarks(self.office))
        if self._job is not None:
            self._again = True
            return
        self._again = False
        self.state.setText(_GATHERING)
        self._job = self.shell.run_job(
            "整理交接內容", _gathered, done=self._show, failed=lambda _text: self._ended(), cancelled=self._ended
        )

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return FORM

    def _show(self, sections: list[Section]) -> None:
        rows: list[PickRow] = []
        self._items = []
        for section in sections:
            rows.append(PickRow(None, f"{section.title}（{len(section.items)}）"))
            for item in section.items:
                rows.append(_row(len(self._items), item))
                self._items.append(item)
            if not section.items:
                rows.append(_row(len(self._items), Item(section.nothing)))
                self._items.append(Item(section.nothing))
        if rows != self.list.rows.shown:
            kept = self.list.key()
            self.list.rows.set_rows(rows)
            self.list.pick(kept)
        late = sum(item.urgent for item in self._items)
        self.state.setText(f"標「請處理」或「逾期」的有 {late} 項。" if late else "沒有逾期或要處理的事。")
        self._ended()

    def _ended(self) -> None:
        self._job = None
        if self._again and self.isVisible():
            self.refresh(None)

    def _go(self, place: object) -> None:
        """To the records that a line speaks of."""
        item = self._items[place] if isinstance(place, int) else Item("")
        if item.kind and item.ids:
            show_records(self.shell, self.office, item.kind, item.ids, item.what)
        elif item.page:
            where: dict[str, object] = {"view": item.view} if item.view else {}
            where |= {"ids": frozenset(item.ids), "label": item.what} if item.ids else {}
            self.shell.open_page(item.page, **where)

    def _keep(self) -> None:
        changed = attempt(self.shell, lambda: handover.write_remarks(self.office, self.remarks.raw()))
        if changed is not None:
            self.shell.changed(changed)

    def _lay_out(self) -> None:
        left, right = QWidget(), QFrame()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.state)
        set_role(right, "card")
        heading, advice = QLabel("交接備註"), wrapped("muted", _ADVICE)
        advice.setTextFormat(Qt.TextFormat.MarkdownText)
        heading.setBuddy(self.remarks)
        set_role(heading, "heading")
        inside = QVBoxLayout(right)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        inside.addWidget(heading)
        inside.addWidget(advice)
        inside.addWidget(self.remarks, 1)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)


def _gathered(office: "Office", control: "JobControl") -> list[Section]:
    found = []
    for section in handover.step_by_step(office, datetime.date.today()):
        found.append(section)
        control.progress(len(found), 0, section.title)
    return found


def _row(key: int, item: Item) -> PickRow:
    title = f"{item.what}：{item.text}" if item.text else item.what
    facts = (f"上年度：{item.before}" if item.before else "", item.who, rocdate.write(item.due_on), item.basis)
    return PickRow(key, title, "　".join(filter(None, facts)), _mark(item))


def _mark(item: Item) -> str:
    if item.due_on:
        return rocdate.until(item.due_on, datetime.date.today())
    return "請處理" if item.urgent else ""
