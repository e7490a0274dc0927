"""The floors inside a window: Qt's own table over plain strings, with nothing of ours around it."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QMainWindow, QTableView

SHOWN = ("number", "name", "category", "department", "location", "quantity", "owner", "system_name")


class PlainRows(QAbstractTableModel):
    """Rows of strings as they are."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self.rows)

    def columnCount(self, _parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(SHOWN)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def show(self, rows: Sequence[Sequence[str]]) -> None:
        """Other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class PlainTable:
    """A window with Qt's table over all assets of a file, read with one SELECT by the standard library's SQLite."""

    def __init__(self, file: Path) -> None:
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        columns = ", ".join(SHOWN)
        self.rows = [[str(value) for value in row] for row in connection.execute(f"SELECT {columns} FROM asset")]
        connection.close()
        self.model = PlainRows(self.rows)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.window = QMainWindow()
        self.window.setCentralWidget(self.view)
        self.window.resize(1366, 768)
        self.window.show()

    def touch(self, row: int) -> None:
        """A row has been changed."""
        self.model.dataChanged.emit(self.model.index(row, 0), self.model.index(row, len(SHOWN) - 1))

    def paint(self) -> None:
        """Paint the window as it is now."""
        self.window.grab()

    def close(self) -> None:
        """Take it away."""
        self.window.close()
        self.window.deleteLater()

    def slowest_key(self, text: str, rounds: int = 5) -> float:
        """Milliseconds of the slowest letter of a text when each looks through all rows anew and paints."""
        texts = ["\n".join(row).casefold() for row in self.rows]
        taken = [0.0] * len(text)
        for _ in range(rounds):
            for place in range(len(text)):
                started = time.perf_counter()
                words = text[: place + 1].casefold().split()
                found = [
                    row for row, words_in in zip(self.rows, texts, strict=True) if all(w in words_in for w in words)
                ]
                self.model.show(found)
                self.view.viewport().repaint()
                taken[place] = min(taken[place] or 1e9, (time.perf_counter() - started) * 1000)
        self.model.show(self.rows)
        return max(taken)
