"""檢核表: the editions that the office has, the questions of the chosen one, and how a new one comes in."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from isms_desktop.services import audits, checklists, records
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.pages.audits.checklist_import import ChecklistImport
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

CHECKLISTS = RegisterSpec(
    kind="checklist",
    purpose="各年度的檢核表；主管機關每年公布的新版，由 ODT 或試算表匯入。",
    columns=("name", "version", "questions", "kind", "grading", "source"),
    chips="kind",
    also=("checklist_item",),
    hidden=("built_in",),
    empty=(
        "還沒有檢核表。\n\n按右上角「匯入檢核表」，選主管機關公布的 ODT 或試算表；\n"
        "也可以按「加入內建的檢核表」，馬上開始自評。"
    ),
)
ITEMS = RegisterSpec(
    kind="checklist_item",
    purpose="檢核表的每一個項目；可以照機關的情形改寫提示，或加上適用等級。",
    columns=("checklist", "section", "number", "question", "hint", "evidence_hint", "basis", "grades"),
)


class ChecklistPane(QFrame):
    """One checklist: what it is, and its questions."""

    edit_asked = Signal(int)
    """The clerk wants to change the questions of this checklist (id)."""

    def __init__(self, office: "Office") -> None:
        super().__init__()
        set_role(self, "card")
        self._office = office
        self._id = 0
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.counts = QLabel()
        set_role(self.counts, "muted")
        self.source = QLabel()
        self.source.setWordWrap(True)
        set_role(self.source, "small")
        self.search = QLineEdit()
        self.search.setPlaceholderText("找項目")
        self.search.setAccessibleName("找檢核項目")
        self.search.setClearButtonEnabled(True)
        self.items = PickList("檢核項目", lines=3, details=True)
        self.items.setFrameShape(QFrame.Shape.NoFrame)
        self.search.textChanged.connect(self.items.rows.search)
        self.edit = button_with("編輯項目…", link=True, tip="在清單中修改、新增或刪除項目")
        self.edit.clicked.connect(lambda: self.edit_asked.emit(self._id))
        find = QHBoxLayout()
        find.setSpacing(GRID)
        find.addWidget(self.search, 1)
        find.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID * 2, GRID, GRID * 2, GRID)
        column.setSpacing(GRID)
        for widget in (self.title, self.counts, self.source):
            column.addWidget(widget)
        column.addLayout(find)
        column.addWidget(self.items, 1)
        self.show_record(0)

    def show_record(self, record_id: int) -> None:
        """Show a checklist; 0 or one that is gone says what to do."""
        record = records.get(self._office, "checklist", record_id) if record_id else None
        self._id = record.id if record is not None else 0
        for widget in (self.counts, self.source, self.search, self.edit, self.items):
            widget.setVisible(record is not None)
        if record is None:
            self.title.setText("請在清單中選一份檢核表，這裡會顯示它的全部項目。")
            set_role(self.title, "muted")
            return
        set_role(self.title, "heading")
        self.title.setText(f"{record.name}　{record.version}")
        self.source.setText(record.source)
        self.source.setVisible(bool(record.source))
        self._show_items()

    def refresh(self, changed: "Changed | None") -> None:
        """Show the same checklist anew."""
        self.show_record(self._id)

    def go_to_item(self, item_id: int) -> None:
        """Bring a question into sight."""
        self.search.clear()
        self.items.pick(item_id)

    def _show_items(self) -> None:
        found = audits.items_of(self._office, self._id)
        unfit = checklists.not_for_grade(self._office, self._id)
        rows: list[PickRow] = []
        section = None
        sections = 0
        for item in found:
            if item.section != section:
                section, sections = item.section, sections + 1
                rows.append(PickRow(None, section or "（沒有構面）"))
            detail = "　".join(filter(None, (item.hint.replace("\n", " "), item.basis)))
            rows.append(PickRow(item.id, f"{item.number}　{item.question}", detail, unfit.get(item.id, "")))
        self.items.rows.set_rows(rows)
        parts = [f"{sections} 個構面", f"{len(found)} 項"]
        if unfit:
            parts.append(f"其中 {len(unfit)} 項不適用於 {self._office.agency.grade} 級")
        self.counts.setText("、".join(parts))


class ChecklistsView(RegisterView):
    """The list, with the questions beside it; importing takes its place."""

    edit_asked = Signal(int)
    """The clerk wants to change the questions of this checklist (id)."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell, CHECKLISTS)
        self.reading: ChecklistImport | None = None
        self.pane = ChecklistPane(office)
        self.pane.edit_asked.connect(self.edit_asked)
        self.panel.current_changed.connect(self.pane.show_record)
        self.list_room.splitter.replaceWidget(1, self.pane)
        self.card.hide()
        self.list_room.splitter.setSizes([90 * GRID, 74 * GRID])
        self._offer_built_in()

    def add_tools(self) -> None:
        """The import first: it is what this view is for."""
        self.import_button = self.add_tool(
            "匯入檢核表", self.start_import, main=True, tip="由主管機關公布的 ODT，或由 Excel、ODS、CSV 匯入"
        )
        self.built_in = self.add_tool("加入內建的檢核表", self.add_built_in, tip="本程式編寫的自評表與廠商查核項目表")
        self.add_tool("匯出", self.choose_export, tip="存成 Excel、ODS 或 CSV 檔案", writes=False)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        super().refresh(changed)
        self.pane.refresh(changed)
        self._offer_built_in()

    def jump(self, **where: object) -> None:
        """``item``: the checklist of that question, with the question in sight; else as every list."""
        wanted = where.get("item")
        item = records.get(self.office, "checklist_item", wanted) if isinstance(wanted, int) else None
        if item is None:
            super().jump(**where)
            return
        super().jump(record_id=item.checklist)
        self.pane.show_record(item.checklist)
        self.pane.go_to_item(item.id)

    def help_topic(self) -> str:
        """F1: a checklist of a document is read in another way than a register."""
        reading = self.reading is not None and self._rooms.currentWidget() is self.reading
        return "checklist-import" if reading else super().help_topic()

    def start_import(self) -> None:
        """Ask for a file."""
        panel = self._reading_panel()
        if panel.choose_file():
            self._show(panel)

    def import_file(self, path: Path) -> None:
        """Look at this file."""
        panel = self._reading_panel()
        self._show(panel)
        panel.open_file(path)

    def add_built_in(self) -> None:
        """The program's own checklists, those that the file does not hold yet."""
        names = "、".join(f"「{each.name}」" for each in checklists.not_added(self.office))
        changed = attempt(self.shell, lambda: checklists.add_built_in(self.office))
        if changed is None:
            return
        self.shell.changed(changed)
        self.shell.say(f"已加入{names}。", "info", undo_offer(self.office, self.shell.changed, self._complain))

    def _offer_built_in(self) -> None:
        self.built_in.setVisible(bool(checklists.not_added(self.office)) and not self.office.read_only)

    def _reading_panel(self) -> ChecklistImport:
        if self.reading is None:
            self.reading = ChecklistImport(self.office, self.shell)
            self.reading.closed.connect(self._read)
            self._rooms.addWidget(self.reading)
        return self.reading

    def _read(self, checklist_id: int) -> None:
        self.show_list()
        if checklist_id:
            self.panel.go_to(checklist_id)

    def _complain(self, text: str) -> None:
        self.shell.say(text, "warning")
