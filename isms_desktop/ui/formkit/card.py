"""One record beside its list. It saves when the clerk leaves a field: there is no Save button."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Field, Kind, Record
from isms_desktop.domain.findings import Finding, Severity, UserError
from isms_desktop.ui.formkit.history import HistoryFold
from isms_desktop.ui.formkit.row import FieldRow
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID, set_role

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.shell import Shell

_TWO_COLUMNS_FROM = 34
"""Width in characters from which a card has two columns."""
_LABEL_BESIDE_FROM = 22
"""Width of a column in characters from which labels stand beside the editors, not above them."""
NOTHING_CHOSEN = "請在清單中選一筆，這裡會顯示它的全部內容。"


class RecordCard(QFrame):
    """One record beside its list: its fields in groups, what is wrong under each, its history folded at the end."""

    def __init__(
        self, register: Register, shell: "Shell", *, hidden: Collection[str] = (), parent: QWidget | None = None
    ) -> None:
        """``hidden``: keys of fields that this page shows elsewhere. Scales the office does not use are left out."""
        super().__init__(parent)
        set_role(self, "card")
        self.register = register
        self._shell = shell
        self._hidden = hidden
        self._id = 0
        self._built = False
        self._rules = register.office.rules
        self.rows: dict[str, FieldRow] = {}
        self._groups: list[_Group] = []
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.title.setContentsMargins(2 * GRID, GRID // 2, 2 * GRID, 0)
        self.history = HistoryFold(register)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self._area, 1)
        self.show_record(0)

    def show_record(self, record_id: int) -> None:
        """Show a record; 0 or one that is gone shows an empty card that says what to do."""
        record = self.register.get(record_id) if record_id else None
        self._id = record.id if record else 0
        self._area.setVisible(record is not None)
        self.history.fold()
        if record is None:
            self.title.setText(NOTHING_CHOSEN)
            set_role(self.title, "muted")
            return
        set_role(self.title, "heading")
        self._show(record)

    def refresh(self, changed: "Changed | None") -> None:
        """Show the record anew when it may have changed; build the card anew when the office's rules have.

        Not for less: the cursor stands in one of its fields.
        """
        if changed is None or changed.touches("scale") or self.register.office.rules != self._rules:
            self._built = False
        record = self.register.get(self._id) if self._id else None
        if record is None:
            self.show_record(0)
        else:
            self._show(record)

    def more(self) -> Sequence[QWidget]:
        """What a page shows below the fields, such as the measures against a finding. Asked for at each building."""
        return ()

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field."""
        if key in self.rows:
            self.rows[key].editor.setFocus()

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 30 * GRID))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns when there is room; labels above the editors when there is little."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        characters = self.width() / max(1, self.fontMetrics().horizontalAdvance("字"))
        columns = 2 if characters >= _TWO_COLUMNS_FROM else 1
        for row in self.rows.values():
            row.put_label(above=characters / columns < _LABEL_BESIDE_FROM)
        for group in self._groups:
            group.arrange(columns)

    def _build(self) -> None:
        """Make the rows. Not before there is something to show: the list comes first when a page opens."""
        self._built = True
        self._rules = self.register.office.rules
        self.rows = {}
        self._groups = [_Group(name, self._rows_of(fields)) for name, fields in self._grouped().items()]
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        for widget in (*self._groups, *self.more()):
            column.addWidget(widget)
        self.history = HistoryFold(self.register)
        column.addWidget(self.history)
        column.addStretch(1)
        if (old := self._area.takeWidget()) is not None:
            old.deleteLater()  # not at once: the change may have come from one of its own editors
        self._area.setWidget(body)
        self._arrange()

    def _show(self, record: Record) -> None:
        if not self._built:
            self._build()
        self.history.refresh(record.id)
        self.title.setText(self.register.title(record))
        found: dict[str, list[Finding]] = {}
        for finding in self.register.findings(record):
            found.setdefault(finding.field, []).append(finding)
        for key, row in self.rows.items():
            row.show_value(
                self.register.show(record, row.field, masked=False),
                self.register.show(record, row.field) if row.field.sensitive else None,
            )
            row.say(found.get(key, ()))

    def _save(self, key: str, raw: str) -> None:
        row = self.rows[key]
        try:
            value = self.register.read(row.field, raw, self._id)
            record = self.register.get(self._id)
            if record is not None and value == getattr(record, key):
                self._show(record)
                return
            changed = self.register.write({self._id: {key: value}}, (), f"修改{row.field.label}")
        except UserError as problem:
            row.say([Finding(key, Severity.ERROR, problem.text, f"{problem.advice}（尚未儲存，按 Esc 放棄）")])
            return
        self._shell.changed(changed)
        self.refresh(changed)

    def _grouped(self) -> Mapping[str, list[Field]]:
        groups: dict[str, list[Field]] = {}
        for field in self.register.type.fields:
            unused = field.scale and self.register.office.rules.scale_range(field.scale) is None
            if field.key not in self._hidden and not unused:
                groups.setdefault(field.group, []).append(field)
        return groups

    def _rows_of(self, fields: Sequence[Field]) -> list[FieldRow]:
        made = [FieldRow(field, self.register) for field in fields]
        for row in made:
            row.left.connect(self._save)
            self.rows[row.field.key] = row
        return made


class _Group(QWidget):
    """Fields under one heading, in one column or two."""

    def __init__(self, name: str, rows: Sequence[FieldRow]) -> None:
        super().__init__()
        self._rows = rows
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GRID, 0, 0)
        self._grid.setVerticalSpacing(GRID // 2)
        if name:
            heading = QLabel(name)
            set_role(heading, "heading")
            self._grid.addWidget(heading, 0, 0)
        self.arrange(1)

    def arrange(self, columns: int) -> None:
        """Put the rows into that many columns; text of several lines takes the whole width."""
        if columns == self._columns:
            return
        self._columns = columns
        self._grid.setHorizontalSpacing(2 * GRID if columns > 1 else 0)
        line, place = 1, 0
        for row in self._rows:
            self._grid.removeWidget(row)
            whole = row.field.kind in (Kind.LINES, Kind.CHOICES)
            if whole and place:
                line, place = line + 1, 0
            self._grid.addWidget(row, line, place, 1, columns if whole else 1)
            place += columns if whole else 1
            if place >= columns:
                line, place = line + 1, 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
