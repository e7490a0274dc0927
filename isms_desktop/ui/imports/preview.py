"""The preview of an import: every row of the sheet, what becomes of it, and why."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from isms_desktop.services.imports import LABELS, Outcome, PlanRow
from isms_desktop.ui.grid.model import Index
from isms_desktop.ui.theme import BASE_POINTS, GRID, colours_of, points

_HEADINGS = ("列", "結果", "資料", "說明")
_BAD = (Outcome.ERROR, Outcome.DUPLICATE)
_ROW_HEIGHT = 28


class PreviewModel(QAbstractTableModel):
    """Rows of an import plan, all of them or those with one outcome."""

    def __init__(self, view: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._every: Sequence[PlanRow] = ()
        self.rows: Sequence[PlanRow] = ()

    def show_rows(self, rows: Sequence[PlanRow], outcomes: frozenset[Outcome] | None = None) -> None:
        """Show these rows, or of these only the ones with these outcomes."""
        self.beginResetModel()
        self.rows = rows if outcomes is None else [row for row in rows if row.outcome in outcomes]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Rows of the sheet."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Row number, outcome, name, reason."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Headings."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return int(Qt.AlignmentFlag.AlignLeft) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One cell of the preview."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (str(row.row), LABELS[row.outcome], row.title, reason(row))[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and row.outcome in _BAD and index.column() in (1, 3):
            return QColor(colours_of(self._view).error)
        if role == Qt.ItemDataRole.ForegroundRole and row.outcome in (Outcome.UNCHANGED, Outcome.SKIPPED):
            return QColor(colours_of(self._view).muted)
        return None


def reason(row: PlanRow) -> str:
    """Why a row came out as it did: the findings with their cells, then what would change."""
    said = [str(finding) for finding in row.findings]
    changes = [
        f"{each.field.label}：{each.old_text or '（空白）'} → {each.new_text or '（空白）'}" for each in row.changes
    ]
    return "；".join(said + changes)


class PreviewView(QTableView):
    """The table of the preview; the reason takes the room that is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = PreviewModel(self, self)
        self.setModel(self.rows_model)
        self.setAccessibleName("匯入預覽")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)

    def fit(self) -> None:
        """Heights and widths for the present text size."""
        metrics = self.fontMetrics()
        height = max(round(_ROW_HEIGHT * points(self) / BASE_POINTS), metrics.height() + GRID)
        self.verticalHeader().setDefaultSectionSize(height)
        for column, characters in enumerate((3, 3, 14)):
            self.setColumnWidth(column, metrics.horizontalAdvance("字") * characters + 2 * GRID)
