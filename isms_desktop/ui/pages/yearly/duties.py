"""What the office owes this year, to look at and tick before it goes into the list of tasks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from isms_desktop.domain import rocdate
from isms_desktop.domain.tasks import Task
from isms_desktop.services.tasks import Proposal
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

_ADVICE = (
    "期限除非計畫明定，都是建議日，加入後請改成本機關的日期。標「未核對」的依據還沒有對照官方條文。"
    "期限已過的沒有勾選：已經做過的，勾選加入後再標為完成。"
)


class DutyChooser(QWidget):
    """Rows with a tick; the ones whose day has passed are not ticked."""

    chosen = Signal(int, list)
    """(year, the ticked ``Proposal``s)."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._year = 0
        self._proposals: Sequence[Proposal] = ()
        self.title = QLabel()
        set_role(self.title, "heading")
        advice = QLabel(_ADVICE)
        advice.setWordWrap(True)
        set_role(advice, "muted")
        self.tree = QTreeWidget()
        self.tree.setRootIsDecorated(False)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.setAccessibleName("本年度該做的工作")
        field = Task.record_type.field
        keys = ("name", "due_on", "cycle", "basis")
        self.tree.setHeaderLabels([*(field(key).label for key in keys), "核對", "說明"])
        self.tree.itemChanged.connect(lambda _item, _column: self._count())
        self.add = button_with("加入", main=True)
        self.all = button_with("全部勾選", tip="連期限已過的一起")
        self.back = button_with("取消")
        self.add.clicked.connect(lambda _checked=False: self.chosen.emit(self._year, self.ticked()))
        self.all.clicked.connect(lambda _checked=False: self._tick_all())
        self.back.clicked.connect(lambda _checked=False: self.left.emit())
        self.back.setShortcut("Esc")
        self.setFocusProxy(self.tree)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.title, 1)
        for button in (self.all, self.back, self.add):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(advice)
        column.addWidget(self.tree, 1)

    def show_proposals(self, year: int, proposals: Sequence[Proposal]) -> None:
        """Show these, those to come first: what has passed is seldom wanted."""
        self._year = year
        self._proposals = sorted(proposals, key=lambda each: each.late)
        self.tree.blockSignals(True)
        self.tree.clear()
        cycle = Task.record_type.field("cycle")
        for each in self._proposals:
            day = rocdate.write(each.when.due_on) + ("（已過）" if each.late else "")
            checked = "已核對" if each.duty.verified else "未核對"
            words = [each.when.name, day, cycle.label_of(each.duty.cycle), each.duty.basis, checked, each.duty.why]
            item = QTreeWidgetItem(self.tree, words)
            item.setCheckState(0, Qt.CheckState.Unchecked if each.late else Qt.CheckState.Checked)
            source = f"{each.duty.source}\n版本：{each.duty.edition}"
            for column in range(len(words)):
                item.setToolTip(column, f"{words[column]}\n{source}")
        self.tree.blockSignals(False)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, characters in enumerate((24, 10, 6, 16, 5)):
            header.resizeSection(column, self.fontMetrics().horizontalAdvance("字") * characters)
        if (first := self.tree.topLevelItem(0)) is not None:
            self.tree.setCurrentItem(first)
        self._count()

    def ticked(self) -> list[Proposal]:
        """Those that are wanted."""
        return [
            each
            for place, each in enumerate(self._proposals)
            if (item := self.tree.topLevelItem(place)) and item.checkState(0) == Qt.CheckState.Checked
        ]

    def _tick_all(self) -> None:
        for place in range(self.tree.topLevelItemCount()):
            if (item := self.tree.topLevelItem(place)) is not None:
                item.setCheckState(0, Qt.CheckState.Checked)

    def _count(self) -> None:
        number = len(self.ticked())
        self.title.setText(f"{self._year} 年度該做而還沒有列入的工作：{len(self._proposals)} 項")
        self.add.setText(f"加入勾選的 {number} 項")
        self.add.setEnabled(number > 0)
