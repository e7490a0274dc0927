"""The lines of an audit as a table: a heading per section, below it its questions."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from isms_desktop.domain import rocdate
from isms_desktop.domain.audits import Answer, ChecklistItem
from isms_desktop.domain.fields import Choice
from isms_desktop.services.audits import Line, Sheet

Index: TypeAlias = QModelIndex | QPersistentModelIndex
QUESTION, ANSWER, EXPLANATION, LAST = range(4)
UNANSWERED = "未答"
_ROLE = Qt.ItemDataRole


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the checklist and how far it has come."""

    title: str
    row: int
    """Where its heading stands."""
    total: int
    answered: int

    @property
    def progress(self) -> str:
        """「12／34」."""
        return f"{self.answered}／{self.total}"


class LinesModel(QAbstractTableModel):
    """Headings and questions in the order of the checklist. What is written goes out as a signal."""

    explained = Signal(int, str)
    """(item, text): the 說明 of a question was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.writable = True
        self.sections: tuple[Section, ...] = ()
        self.choices: tuple[Choice, ...] = ()
        self._rows: list[Line | int] = []
        self._row_of: dict[int, int] = {}
        self._last_label = ""

    # -- what is shown ------------------------------------------------------------------------------------------

    def show(self, sheet: Sheet) -> list[int]:
        """Show these lines; answers which rows are different now (every one when the questions are others)."""
        rows, sections = _arranged(sheet.lines)
        before, self.sections = self._rows, sections
        self._last_label = f"上次 {rocdate.write(sheet.previous.held_on)}".strip() if sheet.previous else ""
        if self.choices == sheet.choices and _questions(before) == _questions(rows):
            self._rows = rows
            different = [row for row, (old, new) in enumerate(zip(before, rows, strict=True)) if old != new]
            for row in different:
                for place in (row, self.sections[self.section_of(row)].row):
                    self.dataChanged.emit(self.index(place, 0), self.index(place, LAST))
            return different
        self.beginResetModel()
        self._rows, self.choices = rows, sheet.choices
        self._row_of = {each.item.id: row for row, each in enumerate(rows) if isinstance(each, Line)}
        self.endResetModel()
        return list(range(len(rows)))

    def line(self, row: int) -> Line | None:
        """The question in that row; None for a heading and outside the list."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Line) else None

    def section_of(self, row: int) -> int:
        """Which section a row belongs to."""
        return max((place for place, each in enumerate(self.sections) if each.row <= row), default=0)

    def heading(self, row: int) -> Section | None:
        """The section whose heading stands in that row; None for a question."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return self.sections[found] if isinstance(found, int) else None

    def row_of(self, item_id: int) -> int:
        """Where a question stands; -1 when it does not."""
        return self._row_of.get(item_id, -1)

    def step(self, row: int, by: int) -> int:
        """The nearest question from ``row`` on in that direction (1 or -1), ``row`` itself left out; -1 for none."""
        row += by
        while 0 <= row < len(self._rows):
            if self.line(row):
                return row
            row += by
        return -1

    def next_open(self, row: int) -> int:
        """The next question without an answer of this time, after the end from the beginning; -1 when there is none."""
        around = [*range(row + 1, len(self._rows)), *range(row + 1)]
        return next((place for place in around if (line := self.line(place)) and (line.carried or not line.result)), -1)

    def items_of(self, section: int) -> list[int]:
        """The ids of the questions of a section."""
        return [
            line.item.id
            for row in range(len(self._rows))
            if (line := self.line(row)) and self.section_of(row) == section
        ]

    def label(self, result: str) -> str:
        """What a person reads for an answer."""
        return Answer.record_type.field("result").label_of(result) if result else ""

    # -- what Qt asks -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """Headings and questions."""
        return 0 if parent and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Question, answer, explanation, last time."""
        return 0 if parent and parent.isValid() else LAST + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        """The words of the paper."""
        if role == _ROLE.DisplayRole and orientation == Qt.Orientation.Horizontal:
            fields = Answer.record_type.field
            question = ChecklistItem.record_type.field("question").label
            return (question, "查核結果", fields("explanation").label, self._last_label)[section]
        return None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Words for the screen and, in whole sentences, for screen readers."""
        line = self.line(index.row())
        if line is None:
            heading = self.heading(index.row())
            if heading and role in (_ROLE.DisplayRole, _ROLE.AccessibleTextRole):
                return f"{heading.title}　{heading.progress}"
            return None
        if role in (_ROLE.DisplayRole, _ROLE.EditRole):
            return self._words(line, index.column())
        if role == _ROLE.AccessibleTextRole:
            return self._spoken(line, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:
        """Pass on what was typed when it says something else than before."""
        line = self.line(index.row())
        if role != _ROLE.EditRole or line is None or index.column() != EXPLANATION or value == line.explanation:
            return False
        self.explained.emit(line.item.id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only the explanation is typed; a heading cannot be reached."""
        if self.line(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled if index.isValid() else Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.writable and index.column() == EXPLANATION:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    # -- inside -------------------------------------------------------------------------------------------------

    def _words(self, line: Line, column: int) -> str:
        match column:
            case 0:
                return f"{line.item.number} {line.item.question}"
            case 1:
                return self.label(line.result)
            case 2:
                return line.explanation
            case _:
                return "　".join(filter(None, (self.label(line.last_result), line.last_explanation)))

    def _spoken(self, line: Line, column: int) -> str:
        result = self.label(line.result) or UNANSWERED
        if line.finding:
            result += "，已列為缺失"
        match column:
            case 0:
                return f"{line.item.number} {line.item.question} {result}"
            case 1:
                return f"{line.item.number} {result}"
            case 2:
                return f"{line.item.number} 說明：{line.explanation or '空白'}"
            case _:
                return f"{line.item.number} 上次：{self._words(line, LAST) or '沒有紀錄'}"


def _arranged(lines: tuple[Line, ...]) -> tuple[list[Line | int], tuple[Section, ...]]:
    """The rows with a heading before each run of lines of one section, and the sections."""
    rows: list[Line | int] = []
    sections: list[Section] = []
    for line in lines:
        title = line.item.section or "（未分構面）"
        if not sections or sections[-1].title != title:
            rows.append(len(sections))
            sections.append(Section(title, len(rows) - 1, 0, 0))
        last = sections[-1]
        sections[-1] = Section(title, last.row, last.total + 1, last.answered + bool(line.result))
        rows.append(line)
    return rows, tuple(sections)


def _questions(rows: list[Line | int]) -> list[Any]:
    return [each.item if isinstance(each, Line) else each for each in rows]
