"""A list with the record beside it: what most registers are."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from isms_desktop.ui.formkit import RecordCard
from isms_desktop.ui.grid.panel import EMPTY_TEXT, RecordPanel
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.shell import Shell


class ListWithCard(QWidget):
    """``panel`` on the left, the ``card`` of the record that the cursor is in on the right."""

    def __init__(
        self,
        register: Register,
        shell: "Shell",
        page: str,
        columns: Sequence[str],
        *,
        chips: str = "",
        empty_text: str = EMPTY_TEXT,
        above: QWidget | None = None,
        hidden: Collection[str] = (),
        card: RecordCard | None = None,
    ) -> None:
        """As ``RecordPanel``; ``above`` stands over the list, ``hidden`` are keys that the card leaves out.

        ``card`` takes the place of the usual one.
        """
        super().__init__()
        self.panel = RecordPanel(register, shell, page, columns, chips=chips, empty_text=empty_text)
        self.card = card or RecordCard(register, shell, hidden=hidden)
        self.panel.current_changed.connect(self.card.show_record)
        self.panel.commands.files_pasted.connect(self._attach)
        self.card.made.connect(self.panel.go_to)
        begin = self.panel.commands.add_row
        begin.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(begin)  # a row is begun from the card and the search line, too
        splitter = self.splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(2 * GRID)
        splitter.addWidget(self.panel if above is None else _stacked(above, self.panel))
        splitter.addWidget(self.card)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([115 * GRID, 50 * GRID])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def refresh(self, changed: "Changed | None") -> None:
        """Show what the file holds now."""
        self.panel.refresh(changed)
        self.card.refresh(changed)

    def _attach(self, files: list[Path]) -> None:
        """Files that are pasted into the list belong to the record under the cursor; the card follows it only after
        a moment.
        """
        self.card.show_record(self.panel.current_id())
        self.card.attach(files)


def _stacked(above: QWidget, below: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(GRID)
    column.addWidget(above)
    column.addWidget(below, 1)
    return both
