"""查核 of suppliers: the list of audits, the short way to a new one, and the checklist being filled in."""

import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Value
from isms_desktop.services import records, vendors
from isms_desktop.ui.grid.register import Register, Values
from isms_desktop.ui.pages.audits.register import AuditRegister, AuditRows, audit_colour
from isms_desktop.ui.pages.register_view import RegisterSpec
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office

NEW = "new"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


AUDITS = RegisterSpec(
    kind="audit",
    purpose="以查核項目表檢查廠商的資安作為：選一家廠商，逐項按數字鍵作答。",
    columns=("subject", "progress", "wanting", "status", "held_on", "auditors", "contract"),
    chips="status",
    form="vendor_audit",
    also=("answer", "checklist_item"),
    hidden=("kind", "audited_unit", "assistance", "notified_on", "period_from", "period_to", "focus", "previous"),
    colour=audit_colour,
    empty="還沒有查核紀錄。\n\n按右上角「新增查核」，選一家廠商，就能開始逐項查核。",
)


class VendorAuditRows(AuditRows):
    """Audits of suppliers only; a new row needs no more than the supplier."""

    def __init__(self, office: "Office") -> None:
        super().__init__(office, belongs=lambda audit: audit.kind == "vendor")

    def complete(self, rows: Sequence[Mapping[str, Value]]) -> list[Values]:
        """Every row is an audit of a supplier."""
        return super().complete([{**row, "kind": "vendor"} for row in rows])


class VendorChoice(QWidget):
    """Which supplier is to be checked: those first whose turn it is. A name that is not there yet can be added."""

    chosen = Signal(int)
    """Id of the supplier."""
    named = Signal(str)
    """A new supplier of that name."""
    left = Signal()

    def __init__(self, office: "Office") -> None:
        super().__init__()
        self._office = office
        self.search = QLineEdit()
        self.search.setPlaceholderText("輸入廠商名稱的一部分；還沒有的廠商，打完名稱按 Enter")
        self.search.setAccessibleName("找廠商")
        self.search.setClearButtonEnabled(True)
        self.list = PickList("廠商", details=True)
        self.back = button_with("← 返回", tip="回到清單（Esc）")
        self.back.clicked.connect(self.left)
        title = QLabel("要查核哪一家廠商？")
        set_role(title, "heading")
        self.setMaximumWidth(90 * GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.back)
        column.addWidget(title)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.list.picked.connect(self._pick)

    def ask(self) -> None:
        """Show every supplier anew."""
        self.search.clear()
        self._show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search box: Enter takes the first, ↓ goes into the list, Esc leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() in _ENTER and self.list.rows.shown:
                self._pick(self.list.key() or self.list.rows.shown[0].key)
                return True
            if event.key() == Qt.Key.Key_Down and self.list.rows.shown:
                self.list.setFocus()
                self.list.pick(self.list.rows.shown[0].key)
                return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        wanted = self.search.text().strip()
        every = vendors.candidates(self._office, datetime.date.today())
        rows: list[PickRow] = [PickRow(each.vendor.id, each.vendor.name, each.words) for each in every]
        self.list.rows.set_rows(rows)
        self.list.rows.search(wanted)
        if wanted and not any(each.vendor.name == wanted for each in every):
            self.list.rows.search("")
            kept = [row for row in rows if wanted.casefold() in row.title.casefold()]
            self.list.rows.set_rows([*kept, PickRow(NEW, f"新增廠商「{wanted}」", "加入廠商清單，並開始查核")])

    def _pick(self, key: object) -> None:
        if key == NEW:
            self.named.emit(self.search.text().strip())
        elif isinstance(key, int):
            self.chosen.emit(key)


class VendorAudits(AuditRegister):
    """The list; over it, while needed, the choice of a supplier or the checklist."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, AUDITS)
        self.choice: VendorChoice | None = None

    def make_register(self) -> Register:
        """Only audits of suppliers."""
        return VendorAuditRows(self.office)

    def add_tools(self) -> None:
        """One new, go on with one, and the rest."""
        self.add_button = self.add_tool("新增查核", self.ask_vendor, main=True, tip="選一家廠商，馬上開始查核")
        self.go_on = self.add_tool("開始查核", self.fill_current, tip="開啟所選查核的檢核表（Enter）", writes=False)
        self.go_on.setEnabled(False)
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def jump(self, **where: object) -> None:
        """``vendor``: check that supplier; else as every list of audits."""
        if isinstance(vendor_id := where.get("vendor"), int):
            self.begin(vendor_id)
        else:
            super().jump(**where)

    def ask_vendor(self) -> None:
        """Which supplier?"""
        if self.choice is None:
            self.choice = VendorChoice(self.office)
            self.choice.chosen.connect(self.begin)
            self.choice.named.connect(self._begin_with_new)
            self.choice.left.connect(self.show_list)
            self._rooms.addWidget(self.choice)
        self._show(self.choice)
        self.choice.ask()

    def begin(self, vendor_id: int) -> None:
        """Check this supplier today; an audit of it that is under way goes on."""
        if under_way := vendors.open_audit(self.office, vendor_id):
            self.fill_audit(under_way)
            self.shell.say("這家廠商有一次查核還沒完成，已接續進行。")
            return
        changed = attempt(self.shell, lambda: vendors.start_audit(self.office, vendor_id, datetime.date.today()))
        if changed is not None:
            self.shell.changed(changed)
            self.fill_audit(changed.added[0])

    def _begin_with_new(self, name: str) -> None:
        changed = attempt(self.shell, lambda: records.add(self.office, "vendor", [{"name": name}], f"新增廠商：{name}"))
        if changed is not None:
            self.shell.changed(changed)
            self.begin(changed.added[0])
