"""Importing a spreadsheet without leaving the page: file, sheet, preview of every row, columns, take over.

Reading and writing are jobs: the window stays free, both can be cancelled, and nothing is written before the clerk has
seen what would become of every row.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain.findings import UserError
from isms_desktop.services import imports
from isms_desktop.services.imports import ImportPlan, Outcome
from isms_desktop.ui.grid.flow import FlowLayout
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.imports.mapping import MappingList
from isms_desktop.ui.imports.preview import PreviewView, reason
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.jobs import JobControl
    from isms_desktop.ui.shell import Shell

FILE_FILTER = "試算表 (*.xlsx *.xls *.ods *.csv *.tsv *.txt *.xlsm);;所有檔案 (*)"
_SHOWN: Mapping[str, tuple[str, frozenset[Outcome] | None]] = {
    "": ("全部", None),
    "new": ("新增", frozenset({Outcome.NEW})),
    "changed": ("修改", frozenset({Outcome.CHANGED})),
    "unchanged": ("不變", frozenset({Outcome.UNCHANGED})),
    "errors": ("錯誤或重複", frozenset({Outcome.ERROR, Outcome.DUPLICATE})),
    "skipped": ("略過", frozenset({Outcome.SKIPPED})),
}


@dataclass(frozen=True, slots=True)
class _Look:
    """What one reading of the file has found."""

    book: imports.Book
    plan: ImportPlan | None
    problem: str = ""


class ImportPanel(QWidget):
    """Takes the place of the list while a file is being looked at."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, register: Register, shell: "Shell", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._register = register
        self._shell = shell
        self._path = Path()
        self._book: imports.Book | None = None
        self.plan: ImportPlan | None = None
        self.title = QLabel()
        set_role(self.title, "heading")
        self.sheet = QComboBox()
        self.sheet.setAccessibleName("工作表")
        self.sheet.activated.connect(lambda _place: self._look(self.sheet.currentText()))
        self.verdict = wrapped("muted")
        self.notes = wrapped("muted")
        self.reason = wrapped("muted")
        self.reason.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.mapping = MappingList(register.type.fields)
        self.mapping.mapped.connect(lambda mapping: self._look(self.sheet.currentText(), mapping))
        self.preview = PreviewView()
        self.preview.selectionModel().currentRowChanged.connect(self._show_reason)
        self.chips: dict[str, QPushButton] = {}
        self.other_file = button_with("換一個檔案…")
        self.other_file.clicked.connect(self.choose_file)
        self.back = button_with("取消匯入")
        self.back.clicked.connect(self.closed)
        self.commit = button_with("匯入", main=True)
        self.commit.clicked.connect(self.take_over)
        self._lay_out()

    def choose_file(self) -> bool:
        """Ask for a file and look at it. False when the clerk has chosen none."""
        name, _filter = QFileDialog.getOpenFileName(self, f"匯入{self._register.type.label}", "", FILE_FILTER)
        if name:
            self.open_file(Path(name))
        return bool(name)

    def open_file(self, path: Path) -> None:
        """Look at a file; nothing is written."""
        self._path = path
        self._book = None
        self.title.setText(f"匯入{self._register.type.label}：{path.name}")
        self._show(None)
        self._say("正在讀取檔案……")
        self._look()

    def take_over(self) -> None:
        """Write the plan as one undoable action."""
        plan = self.plan
        if plan is None:
            return
        kind = self._register.kind

        def work(office: "Office", _control: "JobControl") -> tuple["Changed", "Office"]:
            changed = imports.commit(office, plan)
            office.all(kind)  # read here what the list will show: thousands of records would make the window stick
            return changed, office

        self._set_busy(True)
        self._shell.run_job(
            f"匯入{self._register.type.label}",
            work,
            done=lambda ended: self._took(*ended, plan),
            failed=lambda _sentence: self._set_busy(False),
            cancelled=lambda: self._set_busy(False),
        )

    def hasHeightForWidth(self) -> bool:
        """No: the wrapped lines at the top would make the page ask for room that the preview can do without."""
        return False

    def sizeHint(self) -> QSize:
        """It takes what there is; the page must not scroll for its sake."""
        return self.minimumSizeHint()

    # -- looking ------------------------------------------------------------------------------------------------

    def _look(self, sheet: str = "", mapping: Mapping[str, str] | None = None) -> None:
        path, kind, known = self._path, self._register.kind, self._book

        def work(office: "Office", control: "JobControl") -> _Look:
            book = known or imports.read(path)
            try:
                plan = imports.prepare(
                    office, kind, book, sheet=sheet or None, mapping=mapping, progress=control.progress
                )
            except UserError as problem:
                return _Look(book, None, str(problem))
            return _Look(book, plan)

        self._set_busy(True)
        self._shell.run_job(
            "讀取試算表",
            work,
            done=self._looked,
            failed=self._could_not_look,
            cancelled=lambda: self._could_not_look("已取消讀取，沒有匯入任何資料。"),
        )

    def _looked(self, look: _Look) -> None:
        self._book = look.book
        self.sheet.clear()
        self.sheet.addItems([sheet.name for sheet in look.book.sheets])
        self._set_busy(False)
        if look.plan is None:
            self._could_not_look(look.problem)
            return
        self.sheet.setCurrentText(look.plan.layout.sheet.name)
        self.mapping.show_matches(look.plan.layout.columns)
        self._show(look.plan)

    def _could_not_look(self, sentence: str) -> None:
        self._set_busy(False)
        self._show(None)
        self._say(sentence, "error")

    def _show(self, plan: ImportPlan | None) -> None:
        self.plan = plan
        self.preview.fit()
        self.preview.rows_model.show_rows(plan.rows if plan else ())
        counts = plan.counts if plan else {}
        writes = counts.get("new", 0) + counts.get("changed", 0)
        numbers = {**counts, "": len(plan.rows) if plan else 0, "errors": _refused(counts)}
        for name, chip in self.chips.items():
            chip.setText(f"{_SHOWN[name][0]}　{numbers.get(name, 0)}")
            chip.setVisible(plan is not None and bool(numbers.get(name, 0) or not name))
            chip.setChecked(not name)
        self.commit.setEnabled(plan is not None and plan.clean and writes > 0)
        self.commit.setText(f"匯入 {writes} {self._register.type.unit}" if writes else "匯入")
        self.notes.setText("\n".join(plan.notes) if plan else "")
        self.notes.setVisible(bool(self.notes.text()))
        if plan:
            self._say(self._words(plan, writes), "muted" if plan.clean else "error")
            self._press("" if plan.clean else "errors")

    def _words(self, plan: ImportPlan, writes: int) -> str:
        refused = _refused(plan.counts)
        if refused:
            words = (
                f"有 {refused} 列不能匯入，所以還沒有匯入任何資料。請在試算表更正後重新選擇檔案，或在左邊改欄位對應。"
            )
        elif not writes:
            words = "試算表和清冊的內容相同，沒有需要匯入的資料。"
        else:
            words = "請看過下面每一列，確定後按「匯入」。匯入前會自動備份，匯入後也可以復原。"
        return words

    def _say(self, sentence: str, role: str = "muted") -> None:
        self.verdict.setText(sentence)
        set_role(self.verdict, role)

    def _press(self, name: str) -> None:
        for each, chip in self.chips.items():
            chip.setChecked(each == name)
        if self.plan is not None:
            self.preview.rows_model.show_rows(self.plan.rows, _SHOWN[name][1])
            self.preview.selectRow(0)

    def _show_reason(self, index: QModelIndex) -> None:
        """The whole reason of the chosen row: the table cuts it off."""
        rows = self.preview.rows_model.rows
        self.reason.setText(reason(rows[index.row()]).replace("；", "\n") if index.isValid() else "")

    # -- writing ------------------------------------------------------------------------------------------------

    def _took(self, changed: "Changed", worker: "Office", plan: ImportPlan) -> None:
        self._set_busy(False)
        self._register.office.adopt(worker, self._register.kind)
        self._shell.changed(changed)
        unit, counts = self._register.type.unit, plan.counts
        words = f"匯入完成：新增 {counts['new']} {unit}、修改 {counts['changed']} {unit}。匯入前的檔案已另存備份。"
        offer = undo_offer(self._register.office, self._shell.changed, lambda text: self._shell.say(text, "warning"))
        self._show(None)
        self._book = None
        self.closed.emit()
        self._shell.say(words, "info", offer)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.sheet, self.mapping, self.other_file):
            widget.setEnabled(not busy)
        if busy:
            self.commit.setEnabled(False)
        elif self.plan is not None:
            self._show(self.plan)

    # -- look ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title)
        head.addStretch(1)
        sheet_label = QLabel("工作表")
        sheet_label.setBuddy(self.sheet)
        for widget in (sheet_label, self.sheet, self.other_file, self.back, self.commit):
            head.addWidget(widget)
        chips = QWidget()
        flow = FlowLayout(chips)
        for name, (label, _outcomes) in _SHOWN.items():
            chip = button_with(label)
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, name=name: self._press(name))
            flow.addWidget(chip)
            self.chips[name] = chip
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.addWidget(chips)
        column.addWidget(self.preview, 1)
        column.addWidget(self.reason)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.mapping)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([42 * GRID, 110 * GRID])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(head)
        whole.addWidget(self.verdict)
        whole.addWidget(self.notes)
        whole.addWidget(splitter, 1)


def _refused(counts: Mapping[str, int]) -> int:
    return counts.get("errors", 0) + counts.get("duplicates", 0)
