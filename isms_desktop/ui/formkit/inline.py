"""Some fields of one record inside a page of its own design; each is saved when it is left, as on a card."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from isms_desktop.domain.findings import Finding, Severity, UserError
from isms_desktop.ui.formkit.row import FieldRow
from isms_desktop.ui.grid.editors import LinesEditor
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID

if TYPE_CHECKING:
    from isms_desktop.ui.shell import Shell


class InlineFields(QWidget):
    """Rows of fields of one record. A line with several keys puts them side by side."""

    def __init__(
        self,
        register: Register,
        shell: "Shell",
        lines: Sequence[Sequence[str]],
        *,
        height: int = 2,
        parent: QWidget | None = None,
    ) -> None:
        """``height``: lines of text that an editor of several lines shows."""
        super().__init__(parent)
        self._register = register
        self._shell = shell
        self.record_id = 0
        self.rows: dict[str, FieldRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID // 2)
        columns = math.lcm(*map(len, lines))
        for number, keys in enumerate(lines):
            wide = columns // len(keys)
            for place, field in enumerate(register.fields(keys)):
                row = FieldRow(field, register, self)
                row.put_label(above=True)
                row.left.connect(self._save)
                if isinstance(row.editor, LinesEditor):
                    row.editor.setFixedHeight(row.fontMetrics().lineSpacing() * height + 2 * GRID)
                grid.addWidget(row, number, place * wide, 1, wide, Qt.AlignmentFlag.AlignTop)
                self.rows[field.key] = row
        for place in range(columns):
            grid.setColumnStretch(place, 1)

    def show_record(self, record_id: int) -> None:
        """Show a record; nothing changes for one that is gone."""
        self.record_id = record_id
        record = self._register.get(record_id)
        if record is None:
            return
        found: dict[str, list[Finding]] = {}
        for finding in self._register.findings(record):
            found.setdefault(finding.field, []).append(finding)
        for key, row in self.rows.items():
            row.show_value(self._register.show(record, row.field, masked=False))
            row.say(found.get(key, ()))

    def _save(self, key: str, raw: str) -> None:
        row = self.rows[key]
        try:
            value = self._register.read(row.field, raw, self.record_id)
            record = self._register.get(self.record_id)
            if record is None or value == getattr(record, key):
                self.show_record(self.record_id)
                return
            changed = self._register.write({self.record_id: {key: value}}, (), f"修改{row.field.label}")
        except UserError as problem:
            row.say([Finding(key, Severity.ERROR, problem.text, f"{problem.advice}（尚未儲存，按 Esc 放棄）")])
            return
        self._shell.changed(changed)
