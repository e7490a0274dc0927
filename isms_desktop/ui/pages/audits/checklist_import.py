"""匯入檢核表: a file is read, shown with what it changes, and taken over as one undoable action, or not at all."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from isms_desktop.domain.catalog import record_type
from isms_desktop.services import checklists, records
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.shell import Shell, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.labels import wrapped
from isms_desktop.ui.widgets.pick_list import PickList, PickRow
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.checklists import ChecklistDraft, Comparison
    from isms_desktop.services.offices import Office
    from isms_desktop.ui.jobs import JobControl

FILE_FILTER = "檢核表 (*.odt *.xlsx *.xls *.ods *.csv *.html);;所有檔案 (*)"
_SHOWN_CHANGES = 6


class ChecklistImport(QWidget):
    """What was read on the right, what it is to be called on the left."""

    closed = Signal(int)
    """Back to the list; carries the id of the checklist that was taken over, 0 for none."""

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__()
        self._office, self._shell = office, shell
        self._path = Path()
        self.draft: ChecklistDraft | None = None
        self.title = QLabel("匯入檢核表")
        set_role(self.title, "heading")
        self.verdict, self.notes, self.changes = wrapped("muted"), wrapped("muted"), wrapped("muted")
        self.name, self.version = QLineEdit(), QLineEdit()
        self.kind, self.grading = _choices("kind"), _choices("grading")
        self.source = QLineEdit()
        self.answers = QCheckBox()
        self.day = QLineEdit()
        self.day.setPlaceholderText("114/11/20")
        self.items = PickList("讀到的檢核項目", lines=3, details=True)
        self.other = button_with("換一個檔案…")
        self.other.clicked.connect(self.choose_file)
        self.cancel = button_with("取消匯入")
        self.cancel.clicked.connect(lambda: self.closed.emit(0))
        self.take = button_with("匯入", main=True)
        self.take.clicked.connect(self.take_over)
        self._lay_out()
        for line in (self.name, self.version, self.day):
            line.textChanged.connect(lambda _text: self._judge())
        self.kind.currentIndexChanged.connect(lambda _place: self._judge())
        self.answers.toggled.connect(self._ask_day)

    def sizeHint(self) -> QSize:
        """It takes what there is; the page must not scroll for its sake."""
        return self.minimumSizeHint()

    def choose_file(self) -> bool:
        """Ask for a file and read it. False when the clerk has chosen none."""
        name, _filter = QFileDialog.getOpenFileName(self, "匯入檢核表", "", FILE_FILTER)
        if name:
            self.open_file(Path(name))
        return bool(name)

    def open_file(self, path: Path) -> None:
        """Read a file beside the window; nothing is written."""
        self._path = path
        self.title.setText(f"匯入檢核表：{path.name}")
        self._show(None)
        self._say("正在讀取檔案……", "muted")

        def work(_office: "Office", _control: "JobControl") -> "ChecklistDraft":
            return checklists.read(path)

        self._shell.run_job(
            "讀取檢核表",
            work,
            done=self._show,
            failed=lambda sentence: self._say(sentence, "error"),
            cancelled=lambda: self._say("已取消讀取，沒有匯入任何資料。", "muted"),
        )

    def take_over(self) -> None:
        """Write it as one undoable action."""
        draft = self.draft
        if draft is None:
            return
        changed = attempt(
            self._shell,
            lambda: checklists.commit(
                self._office,
                draft,
                self.name.text().strip(),
                self.version.text().strip(),
                str(self.kind.currentData()),
                self.source.text().strip(),
                grading=str(self.grading.currentData()),
                answered_on=self._answered_on(),
            ),
        )
        if changed is None:
            return
        self._shell.changed(changed)
        words = f"已匯入檢核表，共 {len(draft.items)} 項" + ("，並帶入原有的答案。" if self._answered_on() else "。")
        self._show(None)
        self.closed.emit(changed.added[0])
        self._shell.say(words, "info", undo_offer(self._office, self._shell.changed, self._complain))

    # -- showing ------------------------------------------------------------------------------------------------

    def _show(self, draft: "ChecklistDraft | None") -> None:
        self.draft = None  # the lines below are filled one after the other, and each is looked at
        self._form.setVisible(draft is not None)
        self.items.setVisible(draft is not None)
        self.items.rows.set_rows([])
        if draft is not None:
            self.name.setText(draft.name)
            self.version.setText(draft.version)
            self.kind.setCurrentIndex(max(self.kind.findData(draft.kind), 0))
            self.grading.setCurrentIndex(max(self.grading.findData(draft.grading), 0))
            self.source.setText(draft.file)
            self.answers.setText(f"一併帶入檔案中的答案（{draft.answered} 題），成為一次查核")
            self.answers.setChecked(False)
            self.day.clear()
        self.draft = draft
        self._judge()

    def _judge(self) -> None:
        """Whether it can be taken over, and what it would change."""
        draft = self.draft
        carries = draft is not None and draft.answered > 0 and self.kind.currentData() != "vendor"
        self.answers.setVisible(carries)
        self._day_row.setVisible(carries and self.answers.isChecked())
        self.take.setEnabled(False)
        if draft is None:
            self.notes.clear()
            self.changes.clear()
            self.take.setText("匯入")
            return
        name, version = self.name.text().strip(), self.version.text().strip()
        comparison = checklists.compare(self._office, draft, name, version)
        self._show_items(draft, comparison)
        self.changes.setText(_changes(comparison))
        self.notes.setText("\n".join(f"・{note}" for note in draft.notes))
        self.take.setText(f"匯入 {len(draft.items)} 項")
        problem = self._problem(name, version)
        self._say(
            problem or f"讀到 {len(draft.sections)} 個構面、{len(draft.items)} 個項目。請看過右邊，確定後按「匯入」。",
            "error" if problem else "muted",
        )
        self.take.setEnabled(not problem and not self._office.read_only)

    def _ask_day(self, wanted: bool) -> None:
        self._judge()
        if wanted:
            self.day.setFocus()

    def _problem(self, name: str, version: str) -> str:
        if not name:
            return "請填寫檢核表名稱。"
        if not version:
            return "檔案沒有寫年度，請填寫版本（例如 115）。"
        if checklists.existing(self._office, name, version) is not None:
            return f"檔案中已經有「{name} {version}」這份檢核表。請改填版本，或先刪除原有的那一份。"
        if self._answered_on():
            _value, finding = records.parse(self._office, "audit", "held_on", self.day.text())
            return str(finding) if finding else ""
        if self.answers.isChecked() and not self.answers.isHidden():
            return "請填寫這些答案是哪一天查核的。"
        return ""

    def _answered_on(self) -> str:
        return self.day.text().strip() if self.answers.isChecked() and not self.answers.isHidden() else ""

    def _show_items(self, draft: "ChecklistDraft", comparison: "Comparison | None") -> None:
        marks: dict[str, str] = {}
        if comparison is not None:
            marks = {each.number: "新" for each in comparison.new}
            marks |= {each.number: "改寫" for _old, each in comparison.reworded}
        result = record_type("answer").field("result")
        rows: list[PickRow] = []
        section = None
        for place, item in enumerate(draft.items):
            if item.section != section:
                section = item.section
                rows.append(PickRow(None, section or "（沒有構面）"))
            mark = "　".join(filter(None, (marks.get(item.number, ""), result.label_of(item.result))))
            title = f"{item.number}　{item.question}".replace("\n", " ")
            rows.append(PickRow(place, title, item.explanation or item.hint, mark))
        self.items.rows.set_rows(rows)

    def _say(self, sentence: str, role: str) -> None:
        self.verdict.setText(sentence)
        set_role(self.verdict, role)

    def _complain(self, text: str) -> None:
        self._shell.say(text, "warning")

    # -- look ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GRID)
        head.addWidget(self.title)
        head.addStretch(1)
        for button in (self.other, self.cancel, self.take):
            head.addWidget(button)
        field = record_type("checklist").field
        self._form = QWidget()
        set_role(self._form, "body")
        rows = QFormLayout(self._form)
        rows.setContentsMargins(0, 0, GRID, 0)
        rows.setVerticalSpacing(GRID)
        beside = QHBoxLayout()
        beside.setSpacing(GRID)
        for key, editor in (("version", self.version), ("kind", self.kind)):
            beside.addLayout(_labelled(field(key).label, editor))
        rows.addRow(_labelled(field("name").label, self.name))
        rows.addRow(beside)
        rows.addRow(_labelled(field("grading").label, self.grading))
        rows.addRow(_labelled(field("source").label, self.source))
        self.source.setPlaceholderText(field("source").help)
        self._day_row = QWidget()
        self._day_row.setLayout(_labelled(record_type("audit").field("held_on").label, self.day))
        for widget in (self.answers, self._day_row, self.changes, self.notes):
            rows.addRow(widget)
        area = ScrollDown(self._form)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(GRID * 2)
        splitter.addWidget(area)
        splitter.addWidget(self.items)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([52 * GRID, 110 * GRID])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(GRID)
        whole.addLayout(head)
        whole.addWidget(self.verdict)
        whole.addWidget(splitter, 1)


def _changes(comparison: "Comparison | None") -> str:
    """What the new edition changes, in words."""
    if comparison is None:
        return ""
    words = [
        f"與 {comparison.earlier.version} 版比較：新增 {len(comparison.new)} 項、"
        f"改寫 {len(comparison.reworded)} 項、刪除 {len(comparison.gone)} 項、不變 {comparison.same} 項。"
    ]
    words += [f"・改寫 {new.number}：{_short(old.question)}" for old, new in comparison.reworded[:_SHOWN_CHANGES]]
    words += [f"・刪除 {old.number}：{_short(old.question)}" for old in comparison.gone[:_SHOWN_CHANGES]]
    return "\n".join(words)


def _short(text: str) -> str:
    plain = text.replace("\n", " ")
    return plain if len(plain) <= 30 else f"{plain[:30]}…"


def _labelled(words: str, editor: QLineEdit | QComboBox) -> QVBoxLayout:
    editor.setAccessibleName(words)
    label = QLabel(words)
    label.setBuddy(editor)
    set_role(label, "muted")
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(editor)
    return column


def _choices(key: str) -> QComboBox:
    box = QComboBox()
    for each in record_type("checklist").field(key).options:
        box.addItem(each.label, each.value)
    return box
