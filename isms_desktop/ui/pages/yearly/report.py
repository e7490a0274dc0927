"""實施情形: the parts of the report on the left; of the chosen one the office's words and what its records say."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from isms_desktop.domain.catalog import KINDS
from isms_desktop.domain.implementation import OTHER, PREFACE
from isms_desktop.services import reports
from isms_desktop.services.years import current_year
from isms_desktop.ui.checklist.view import in_a_row
from isms_desktop.ui.grid.editors import LinesEditor
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.shell import Shell, View, attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.choice_box import YearBox
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

FORM = "implementation"
_EMPTY = "還沒有寫。空白時，列印下面由紀錄建議的文字。"
_NO_PROPOSAL = "這一項沒有可以建議的文字。"
_SAME, _DIFFERS = "與您的文字相同。", "與您的文字不同：紀錄可能在您寫了以後又有變動，請比對。"
_PLATFORM = "已複製 {year} 年度實施情形全部項目，可以貼到主管機關的填報平臺或公文。"
_NOTHING_TO_FILL = "每一項都已經有文字；要換成建議文字，請逐項按「採用建議文字」。"


class ReportView(View):
    """What the office reports for one year, part by part."""

    kinds = frozenset(KINDS)
    purpose = "維護計畫實施情形逐項說明；建議文字由本年度的紀錄整理，修改後離開欄位就儲存。"

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self._number = ""
        self._lines: dict[str, reports.Line] = {}
        self.years = YearBox(current_year(office))
        self.list = PickList("實施情形各項", lines=2)
        self.title, self.law, self.state = QLabel(), QLabel(), QLabel()
        self.text, self.evidence = LinesEditor(), QLineEdit()
        self.proposal, self.comparison = LinesEditor(), QLabel()
        self.adopt = self._button("採用建議文字", self._adopt, tip="用建議文字取代您的文字；可以復原")
        self.fill = self._button(
            "全部填入建議", self._fill, main=True, tip="還沒有寫的項目，一次填入建議文字；可以復原"
        )
        self.copy = self._button("複製成文字", self._copy, tip="依序複製所有項目，貼到填報平臺", writes=False)
        self.print = self._button("列印", self._print, tip="Ctrl+P", writes=False)
        self.tools = QWidget()
        row = in_a_row(self.years, self.copy, self.print, self.fill)
        self.tools.setLayout(row)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.years.set_years(reports.years(office))
        self.years.currentIndexChanged.connect(lambda _place: self.refresh(None))
        self.list.picked.connect(self.show_part)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._on_walked())
        self.text.left.connect(self._keep_text)
        self.evidence.editingFinished.connect(self._keep_evidence)

    def year(self) -> int:
        """The year that is shown (民國)."""
        return self.years.year()

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; a part that was changed elsewhere, or undone, becomes the current one."""
        self.years.set_years(reports.years(self.office))
        lines = reports.lines(self.office, self.year())
        self._lines = {each.part.number: each for each in lines}
        if changed is not None and not self.text.hasFocus():
            touched = changed.touched.get("report_item", ())
            hit = [number for number, each in self._lines.items() if each.record and each.record.id in touched]
            self._number = hit[0] if len(hit) == 1 else self._number
        if self._number not in self._lines:
            self._number = next(iter(self._lines))
        self._show_list(lines)
        self._show_part()

    def show_part(self, number: str) -> None:
        """Show the part of that number."""
        if number in self._lines and number != self._number:
            self._number = number
            self._show_part()

    def focus_search(self) -> None:
        """Ctrl+F: the list of parts."""
        self.list.setFocus()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return FORM

    def jump(self, **where: object) -> None:
        """``record_id``: the part that this record is about, in its year."""
        record_id = where.get("record_id")
        record = self.office.find("report_item", record_id) if isinstance(record_id, int) else None
        if record is None:
            return
        if record.year and record.year != self.year():
            self.years.show_year(record.year)
        self.show_part(record.item.strip())
        self.list.pick(self._number)

    # -- showing ------------------------------------------------------------------------------------------------

    def _show_list(self, lines: "list[reports.Line]") -> None:
        rows: list[PickRow] = []
        item = ""
        for each in lines:
            if each.part.item and each.part.item not in (item, each.part.number):
                item = each.part.item
                rows.append(PickRow(None, item))
            rows.append(_row(each))
        if [row.key for row in rows] != [row.key for row in self.list.rows.shown]:
            self.list.rows.set_rows(rows)
        else:
            for row, shown in zip(rows, list(self.list.rows.shown), strict=True):
                if row != shown and row.key is not None:
                    self.list.rows.replace(row)
        self.list.pick(self._number)
        own = sum(bool(each.own) for each in lines)
        self.state.setText(f"已寫 {own}／{len(lines)} 項；其餘列印建議文字。")
        self.fill.setEnabled(not self.office.read_only)

    def _show_part(self) -> None:
        line = self._lines[self._number]
        title = (
            line.part.heading if line.part.number in (PREFACE, OTHER) else f"{line.part.number}　{line.part.heading}"
        )
        self.title.setText(title)
        about = reports.law_words(self.office, self.year(), line.part)
        self.law.setText(about)
        self.law.setVisible(bool(about))
        self.text.show_text(line.own)
        self.evidence.setText(line.evidence)
        self.proposal.show_text(line.proposal or _NO_PROPOSAL)
        self.comparison.setText((_DIFFERS if line.differs else _SAME) if line.own and line.proposal else "")
        self.adopt.setEnabled(bool(line.proposal) and line.own != line.proposal and not self.office.read_only)

    def _on_walked(self) -> None:
        key = self.list.key()
        if isinstance(key, str):
            self.show_part(key)

    # -- doing --------------------------------------------------------------------------------------------------

    def _keep_text(self) -> None:
        if self.office.read_only or self.text.raw().strip() == self._lines[self._number].own:
            return
        self._do(lambda: reports.write(self.office, self.year(), self._number, self.text.raw()))

    def _keep_evidence(self) -> None:
        if self.office.read_only or self.evidence.text().strip() == self._lines[self._number].evidence:
            return
        self._do(lambda: reports.write_evidence(self.office, self.year(), self._number, self.evidence.text()))

    def _adopt(self) -> None:
        self._do(lambda: reports.adopt(self.office, self.year(), self._number), say=True)

    def _fill(self) -> None:
        if self._do(lambda: reports.propose(self.office, self.year()), say=True) is None:
            self.shell.say(_NOTHING_TO_FILL)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(reports.as_text(self.office, self.year()))
        self.shell.say(_PLATFORM.format(year=self.year()))

    def _print(self) -> None:
        self.shell.open_page("forms", form=FORM)

    def _do(self, act: "Callable[[], Changed | None]", *, say: bool = False) -> "Changed | None":
        changed = attempt(self.shell, act)
        if changed is not None:
            self.shell.changed(changed)
            if say:
                offer = undo_offer(self.office, self.shell.changed, lambda text: self.shell.say(text, "warning"))
                self.shell.say(f"{changed.label}。", "info", offer)
        return changed

    # -- making -------------------------------------------------------------------------------------------------

    def _button(
        self, text: str, act: "Callable[[], object]", *, main: bool = False, tip: str = "", writes: bool = True
    ) -> QPushButton:
        button = button_with(text, main=main, tip=tip)
        button.clicked.connect(lambda _checked=False: act())
        button.setEnabled(not (writes and self.office.read_only))
        return button

    def _lay_out(self) -> None:
        set_role(self.title, "heading")
        for label in (self.law, self.state, self.comparison):
            set_role(label, "muted")
        for label in (self.title, self.law, self.state, self.comparison):
            label.setWordWrap(True)
        self.proposal.setReadOnly(True)
        self.proposal.setAccessibleName("由紀錄建議的文字")
        for editor in (self.text, self.proposal):  # they share what room there is, on a small screen, too
            editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            editor.setMinimumHeight(4 * self.fontMetrics().lineSpacing() + GRID)
        self.text.setPlaceholderText(_EMPTY)
        self.text.setReadOnly(self.office.read_only)
        self.evidence.setReadOnly(self.office.read_only)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.law)
        column.addWidget(_label_for("實施情形說明（印在紙上的文字）", self.text))
        column.addWidget(self.text, 2)
        column.addWidget(_label_for("佐證", self.evidence))
        column.addWidget(self.evidence)
        column.addWidget(self._proposal_card(), 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2 * GRID)
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self.list, 1)
        under.addWidget(self.state)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([46 * GRID, 100 * GRID])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)

    def _proposal_card(self) -> QFrame:
        card = QFrame()
        set_role(card, "card")
        heading = QLabel("由紀錄建議的文字")
        set_role(heading, "heading")
        column = QVBoxLayout(card)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(in_a_row(heading, None, self.adopt))
        column.addWidget(self.proposal, 1)
        column.addWidget(self.comparison)
        return card


def _label_for(text: str, editor: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(editor)
    set_role(label, "muted")
    editor.setAccessibleName(text)
    return label


def _row(line: reports.Line) -> PickRow:
    part = line.part
    title = part.heading if part.number in (PREFACE, OTHER) else f"{part.number} {part.heading}"
    mark = ("已改" if line.differs else "已寫") if line.own else ("建議" if line.proposal else "")
    return PickRow(part.number, title, "", mark)
