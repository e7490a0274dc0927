"""What one cell shows: text, tone, findings, and what was typed and refused."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import Qt

from isms_desktop.domain.fields import Field, Record
from isms_desktop.domain.findings import Finding, Severity
from isms_desktop.ui.grid.register import Register

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
RECORD_ROLE = Qt.ItemDataRole.UserRole + 2
TONE_ROLE = Qt.ItemDataRole.UserRole + 3
Tone: TypeAlias = Literal["error", "warning", "muted"] | None
"""``error``: refused and not saved, or wrong in the file. ``warning``: saved, with a finding. ``muted``: computed."""

NO_SHOW = "（無法顯示）"
_LONG = 24
"""Characters from which a cell's text is likely to be cut off, so that the tool tip repeats it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed into a cell and not accepted: it stays in sight until it is put right or given up."""

    raw: str
    text: str
    """Why, and what to write instead."""


class Cells:
    """Answers for single cells of a register. Findings are kept only for records that have been looked at."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._refused: dict[tuple[int, str], Refused] = {}
        self._findings: dict[int, list[Finding]] = {}

    def aspect(self, record: Record, field: Field, role: int) -> Any:
        """What Qt asks under ``role``. A cell that cannot be shown says so; it never takes the list down."""
        try:
            return self._aspect(record, field, role)
        except Exception as error:
            words = {
                Qt.ItemDataRole.DisplayRole: NO_SHOW,
                Qt.ItemDataRole.ToolTipRole: f"{type(error).__name__}: {error}",
                TONE_ROLE: "error",
            }
            return words.get(role)

    def findings(self, record: Record, key: str) -> list[Finding]:
        """What the checks say about one cell; nothing about the draft, which is not finished."""
        if record.id == 0:
            return []
        every = self._findings.get(record.id)
        if every is None:
            every = self._findings[record.id] = self._register.findings(record)
        return [each for each in every if each.field == key]

    def refuse(self, record_id: int, key: str, refused: Refused) -> None:
        """Keep what was not accepted in sight."""
        self._refused[record_id, key] = refused

    def give_up(self, record_id: int, key: str) -> bool:
        """Show the saved value again. Whether anything had been refused there."""
        return self._refused.pop((record_id, key), None) is not None

    def forget(self, record_id: int | None = None) -> None:
        """A record has changed (None: any of them may have), so what was found out about it counts no longer."""
        if record_id is None:
            self._findings.clear()
        else:
            self._findings.pop(record_id, None)

    def _aspect(self, record: Record, field: Field, role: int) -> Any:
        refused = self._refused.get((record.id, field.key))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return refused.raw if refused else self._register.show(record, field).replace("\n", " ")
            case Qt.ItemDataRole.EditRole:
                return refused.raw if refused else self._register.show(record, field, masked=False)
            case Qt.ItemDataRole.ToolTipRole:
                return refused.text if refused else self._tool_tip(record, field)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{field.label}：{refused.raw if refused else self._register.show(record, field) or '空白'}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return refused.text if refused else "".join(str(each) for each in self.findings(record, field.key))
        if role == TONE_ROLE:
            return "error" if refused else self._tone(record, field)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._register.colour(record, field.key)
        if role == SORT_ROLE:
            return self._register.value(record, field)
        return record if role == RECORD_ROLE else None

    def _tone(self, record: Record, field: Field) -> Tone:
        found = self.findings(record, field.key)
        if not found:
            return None if field.stored else "muted"
        return "error" if any(each.severity is Severity.ERROR for each in found) else "warning"

    def _tool_tip(self, record: Record, field: Field) -> str | None:
        if found := self.findings(record, field.key):
            return "\n".join(str(each) for each in found)
        text = self._register.show(record, field)
        return text if len(text) > _LONG or "\n" in text else None
