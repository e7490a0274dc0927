"""時數統計: everybody's hours of a year against what is asked of them; who falls short, by how much, and why."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Choice
from isms_desktop.domain.values import same_key
from isms_desktop.services import training_hours
from isms_desktop.services.years import current_year
from isms_desktop.ui.grid.filterbar import FilterBar
from isms_desktop.ui.grid.rows import Filter
from isms_desktop.ui.pages.register_view import EXPORT_FILTER
from isms_desktop.ui.pages.training.hours_card import HoursCard
from isms_desktop.ui.pages.training.hours_table import HoursModel, HoursTableView, words_of_row
from isms_desktop.ui.shell import Shell, View
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.choice_box import ChoiceBox, YearBox
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_STATES = (Choice("short", "未達標"), Choice("done", "達標"))
_EVERYWHERE = "全部單位"


class HoursView(View):
    """A table of people, a filter above it, and beside it how one person's hours come about."""

    purpose = "每個人今年的訓練時數與法定要求；點一個人，看時數怎麼來、還缺多少。"
    kinds = frozenset({"agency", "person", "course", "attendance"})

    def __init__(self, office: "Office", shell: Shell) -> None:
        super().__init__(office, shell)
        self.table = training_hours.HoursTable(current_year(office), "", (), ())
        self.model = HoursModel(office)
        self.view = HoursTableView(self.model)
        self.card = HoursCard(shell)
        self.filter_bar = FilterBar("state", _STATES)
        self.departments = ChoiceBox("單位")
        self.years = YearBox(current_year(office))
        self.summary, self.basis = QLabel(), QLabel()
        for label in (self.summary, self.basis):
            label.setWordWrap(True)
        set_role(self.basis, "small")
        self.tools = tools = QWidget()
        self.export = button_with("匯出", tip="把畫面上的統計存成 Excel、ODS 或 CSV 檔案")
        self._lay_out(tools)
        self.filter_bar.wanted.connect(lambda _filter: self._filter())
        self.filter_bar.left_below.connect(self.view.setFocus)
        self.departments.currentIndexChanged.connect(lambda _place: self._filter())
        self.years.currentIndexChanged.connect(lambda _place: self._compute())
        self.export.clicked.connect(lambda _checked=False: self.choose_export())
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.setFocusProxy(self.view)

    def year(self) -> int:
        """The year that is shown (民國)."""
        return self.years.year()

    def refresh(self, changed: "Changed | None") -> None:
        """Work everything out anew: that takes a few milliseconds."""
        self.years.set_years(training_hours.years_with_courses(self.office))
        self._compute()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.filter_bar.box.setFocus()
        self.filter_bar.box.selectAll()

    def printable_form(self) -> str:
        """Ctrl+P."""
        return "training_hours"

    def jump(self, **where: object) -> None:
        """``ids`` with ``label``: only these people; ``chip``: ``short`` or ``done``; ``record_id``: that person."""
        if isinstance(chip := where.get("chip"), str):
            self.filter_bar.choose(chip)
        if isinstance(ids := where.get("ids"), frozenset):
            self.filter_bar.show_only(ids, str(where.get("label", "")) or "時數不足")
        if isinstance(record_id := where.get("record_id"), int):
            self.view.go_to(self.model.row_of(record_id))

    def choose_export(self) -> None:
        """Ask where to put the file."""
        proposed = str(self.office.path.parent / f"{self.office.agency.name}{self.year()}年度訓練時數統計.xlsx")
        name, chosen = QFileDialog.getSaveFileName(self, "匯出訓練時數統計", proposed, EXPORT_FILTER)
        if name:
            path = Path(name)
            suffix = chosen.partition("*")[2].rstrip(")") or ".xlsx"
            self.export_to(path if path.suffix else path.with_suffix(suffix))

    def export_to(self, path: Path) -> None:
        """Write what the table shows to a spreadsheet."""
        headings, rows = self.model.headings(), self.model.as_cells()
        title = f"{self.year()}年度訓練時數"
        self.shell.run_job(
            "匯出訓練時數統計",
            lambda _office, _control: training_hours.export(path, title, headings, rows),
            done=lambda count: self.shell.say(f"已匯出 {count} 人的時數到「{path.name}」。"),
        )

    # -- inside -------------------------------------------------------------------------------------------------

    def _compute(self) -> None:
        self.table = training_hours.hours_of_year(self.office, self.year())
        names = sorted({each.person.department for each in self.table.people if each.person.department})
        self.departments.set_choices([(_EVERYWHERE, ""), *((name, name) for name in names)])
        counts = self.table.counts()
        parts = [f"{who or '沒有規定時數的人員'}　{done}／{people} 人達標" for who, (people, done) in counts.items()]
        self.summary.setText("　　".join(parts) or "人員清單還沒有資料；請先到「組織人員」建立人員與角色。")
        self.basis.setText(self._basis())
        self._filter()

    def _basis(self) -> str:
        """What the figures rest on; what was not checked against the official text is said so."""
        law = sorted({duty.edition for duty in self.table.duties if duty.edition})
        sources = [f"資通安全責任等級分級辦法（{'、'.join(law)} 版）"] if law else []
        sources += dict.fromkeys(duty.source for duty in self.table.duties if not duty.edition)
        if not sources:
            return ""
        unverified = any(not duty.verified for duty in self.table.duties)
        return f"依據：{'；'.join(sources)}。" + ("時數未經官方核對，請以現行條文為準。" if unverified else "")

    def _filter(self) -> None:
        wanted: Filter = self.filter_bar.filter()
        unit = self.departments.currentData()
        words = same_key(wanted.needle).split()
        inside = [each for each in self.table.people if not unit or each.person.department == unit]
        states = wanted.chosen.get("state", frozenset())
        shown = [
            each
            for each in inside
            if (not states or ("short" if each.short else "done") in states)
            and (wanted.ids is None or each.person.id in wanted.ids)
            and (not words or all(word in same_key(words_of_row(each)) for word in words))
        ]
        self.filter_bar.set_counts(Counter("short" if each.short else "done" for each in inside))
        current = self.model.id_at(self.view.currentIndex().row())
        self.view.empty_text = "沒有符合的人。" if self.table.people else "還沒有人員資料。"
        self.model.show_rows(shown)
        self.view.go_to(max(0, self.model.row_of(current)))
        self._on_current(self.view.currentIndex())

    def _on_current(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = index.row()
        self.card.show_person(self.model.rows[row] if 0 <= row < len(self.model.rows) else None)

    def _lay_out(self, tools: QWidget) -> None:
        beside_tools = QHBoxLayout(tools)
        beside_tools.setContentsMargins(0, 0, 0, 0)
        beside_tools.addWidget(self.years)
        beside_tools.addWidget(self.export)
        row = QHBoxLayout()
        row.addWidget(self.filter_bar, 1)
        row.addWidget(self.departments)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.summary)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(self.basis)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * GRID)
        splitter.addWidget(left)
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([115 * GRID, 50 * GRID])
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)
