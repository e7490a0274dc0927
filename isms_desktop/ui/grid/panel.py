"""A whole list as a page puts it in one line: filter row, grid, bulk change, and a foot with what can be done.

``RecordPanel(Register(office, "asset"), shell, "assets", columns=(...), chips="category")``
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Choice
from isms_desktop.domain.values import options
from isms_desktop.ui.grid.columns import ColumnChooser, ColumnLayout
from isms_desktop.ui.grid.commands import GridCommands
from isms_desktop.ui.grid.fill import BulkBar
from isms_desktop.ui.grid.filterbar import FilterBar
from isms_desktop.ui.grid.model import RecordTableModel
from isms_desktop.ui.grid.offers import Offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.grid.rows import Filter
from isms_desktop.ui.grid.view import RecordTableView
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.shell import MessageKind, Shell

_CURRENT_AFTER = 60
"""Milliseconds that the cursor must rest before the record beside the list follows: holding ↓ must stay smooth."""
EMPTY_TEXT = "這裡還沒有資料。\n從試算表複製後，按 Ctrl+V 貼上。"
_LEAST_STATE = "共 5000 筆"
"""What is never cut off below a narrow list, whatever else stands there."""
PUT_RIGHT = "已改好，目前的內容都已儲存。"
NOTHING_FOUND = "沒有符合的資料。\n按 Esc 清除搜尋，或按「全部」。"


class RecordPanel(QWidget):
    """The list of a register with everything around it that does not differ between registers."""

    current_changed = Signal(int)
    """Id of the record that the cursor is in; 0 for none."""

    def __init__(
        self,
        register: Register,
        shell: "Shell",
        page: str,
        columns: Sequence[str],
        *,
        chips: str = "",
        choices: Sequence[Choice] = (),
        empty_text: str = EMPTY_TEXT,
        parent: QWidget | None = None,
    ) -> None:
        """``page``: name under which columns are remembered; ``chips``: key of the field whose values are chips.

        ``choices``: those values when the field itself has no list, as a computed 風險等級.
        """
        super().__init__(parent)
        self.register = register
        self._shell = shell
        self._chips = chips
        self._empty_text = empty_text
        self._current = 0
        self.columns = ColumnLayout(shell, page, register.type.fields, columns)
        self.model = RecordTableModel(register, self.columns.keys, self)
        self.view = RecordTableView(self.model)
        self.view.setAccessibleName(register.type.label)
        self.view.set_widths(self.columns.widths)
        self.commands = GridCommands(self.view)
        field = register.type.by_key.get(chips)
        self.filter_bar = FilterBar(chips, choices or (options(field, register.office.rules) if field else ()))
        self.bulk = BulkBar(register, self.view, self.commands)
        self.state = QLabel()
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.state.setMinimumWidth(self.state.fontMetrics().horizontalAdvance(_LEAST_STATE))
        self.column_button = button_with("欄位…", link=True, tip="選擇要顯示的欄位")
        self._lay_out()
        self._connect()

    # -- what a page asks ---------------------------------------------------------------------------------------

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now; with ``changed`` only what it touched."""
        if changed is None:
            self.model.load()
        else:
            self.model.apply(changed)
        if self.model.rows.shown and not self.view.currentIndex().isValid():
            # The card beside an opened list is not empty; nothing is selected that a key could delete.
            first = self.model.index(0, 0)
            self.view.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._on_counted()

    def focus_search(self) -> None:
        """Put the cursor into the search box."""
        self.filter_bar.box.setFocus()
        self.filter_bar.box.selectAll()

    def show_only(self, ids: frozenset[int] | None, label: str = "") -> None:
        """Show only these records, such as those of a cell of the matrix; None shows all again."""
        self.filter_bar.show_only(ids, label)

    def go_to(self, record_id: int) -> None:
        """Bring a record into sight and put the cursor on it; the filter gives way when it hides it."""
        if self.model.row_of(record_id) < 0:
            self.filter_bar.clear()
        self.view.select_ids([record_id])
        self.view.setFocus()

    def current_id(self) -> int:
        """The record that the cursor is in; 0 for none."""
        return self.view.current_id()

    # -- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(self.state, 1)
        commands = self.commands
        by_hand = (commands.bulk_change, commands.fill_cells, commands.duplicate_rows, commands.delete_rows)
        for action in () if self.register.kept else by_hand:
            foot.addWidget(self._button_for(action))
        foot.addWidget(self.column_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.filter_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self.bulk)
        column.addLayout(foot)

    def _button_for(self, action: QAction) -> QPushButton:
        button = button_with(action.text(), link=True, tip=f"{action.text()}（{action.shortcut().toString()}）")
        button.clicked.connect(action.trigger)
        button.setEnabled(self.register.grows)
        return button

    def _connect(self) -> None:
        model, view, shell = self.model, self.view, self._shell
        model.refused.connect(lambda text: shell.say(text, "error") if text else shell.say(PUT_RIGHT))
        model.drafted.connect(self._on_drafted)
        model.edited.connect(shell.changed)
        model.counted.connect(self._on_counted)
        self.commands.edited.connect(shell.changed)
        self.commands.said.connect(self._say)
        self.commands.bulk_asked.connect(self._open_bulk)
        self.filter_bar.wanted.connect(self._on_filter)
        self.filter_bar.searching.connect(model.warm)
        self.filter_bar.left_below.connect(self._go_into_list)
        self.column_button.clicked.connect(self._choose_columns)
        view.resized.connect(self.columns.keep_width)
        view.reordered.connect(self._set_columns)
        view.selectionModel().selectionChanged.connect(self._show_state)
        self._rest = QTimer(self, singleShot=True, interval=_CURRENT_AFTER)
        self._rest.timeout.connect(self._tell_current)
        view.selectionModel().currentChanged.connect(self._rest.start)
        model.modelReset.connect(self._rest.start)
        model.rowsRemoved.connect(self._rest.start)

    def _say(self, text: str, kind: "MessageKind", offer: Offer) -> None:
        self._shell.say(text, kind, offer)

    def _on_filter(self, wanted: Filter) -> None:
        self.model.set_filter(wanted)

    def _on_counted(self) -> None:
        if self._chips:
            self.filter_bar.set_counts(self.model.rows.counts(self._chips))
        self.view.empty_text = NOTHING_FOUND if len(self.model.rows) else self._empty_text
        self._show_state()

    def _show_state(self) -> None:
        if self.model.draft:
            return
        shown, every = len(self.model.rows.shown), len(self.model.rows)
        unit = self.register.type.unit
        chosen = len(self.view.selected_ids())
        words = f"共 {every} {unit}" if shown == every else f"顯示 {shown}／{every} {unit}"
        self.state.setText(f"{words}，已選 {chosen} {unit}" if chosen > 1 else words)
        set_role(self.state, "muted")

    def _on_drafted(self, lacking: str) -> None:
        set_role(self.state, "error" if lacking else "muted")
        self.state.setText(lacking)
        if not lacking:
            self._show_state()

    def _tell_current(self) -> None:
        current = self.view.current_id()
        if current != self._current:
            self._current = current
            self.current_changed.emit(current)

    def _go_into_list(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus()

    def _open_bulk(self) -> None:
        column = self.view.currentIndex().column()
        self.bulk.open(self.model.fields[column].key if column >= 0 else "")

    def _choose_columns(self) -> None:
        chooser = ColumnChooser(self.register.type.fields, self.columns, self)
        chooser.chosen.connect(self._set_columns)
        chooser.open_beside(self.column_button)

    def _set_columns(self, keys: list[str]) -> None:
        self.columns.choose(keys)
        self.model.set_columns(keys)
