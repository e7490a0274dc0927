"""One record beside its list. It saves when the clerk leaves a field: there is no Save button."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from isms_desktop.domain.fields import Field, Kind, Record
from isms_desktop.domain.findings import Finding, Severity, UserError
from isms_desktop.services import duplicating
from isms_desktop.ui import jumps
from isms_desktop.ui.formkit.drops import FileDrops
from isms_desktop.ui.formkit.print_link import PrintLink
from isms_desktop.ui.formkit.row import FieldRow
from isms_desktop.ui.grid.offers import undo_offer
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.shell import attempt
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.header import button_with
from isms_desktop.ui.widgets.scroll_down import ScrollDown

if TYPE_CHECKING:
    from isms_desktop.services.records import Changed
    from isms_desktop.ui.formkit.folds import Folds
    from isms_desktop.ui.shell import Shell

_TWO_COLUMNS_FROM = 34
"""Width in characters from which a card has two columns."""
_LABEL_BESIDE_FROM = 22
"""Width of a column in characters from which labels stand beside the editors, not above them."""
NOTHING_CHOSEN = "請在清單中選一筆，這裡會顯示它的全部內容。"


class RecordCard(QFrame):
    """One record beside its list: its fields in groups, what is wrong under each, its history folded at the end."""

    made = Signal(int)
    """A record has been added from here: its id."""
    more_first: ClassVar[bool] = False
    """Whether what a page shows more stands above the fields."""

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
        self._words: object = None
        self.rows: dict[str, FieldRow] = {}
        self._groups: list[_Group] = []
        self.title = QLabel()
        self.title.setWordWrap(True)
        self.folds: Folds | None = None
        """Made with the fields."""
        self._area = ScrollDown()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        self.copy_button = button_with("複製", link=True, tip="以這一筆的內容新增一筆")
        self.copy_button.setAccessibleName("複製成新的一筆")
        self.copy_button.clicked.connect(lambda _checked=False: self.duplicate())
        self.print_link = PrintLink(register, shell)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID // 2, GRID, 0)
        head.addWidget(self.title, 1)
        for link in (self.print_link, self.copy_button):
            head.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._area, 1)
        drops = FileDrops(self, "放開滑鼠，把 {} 個檔案附加到這筆紀錄")
        drops.dropped.connect(self.attach)
        self.show_record(0)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files to the record that is shown."""
        if self.folds is not None and self._id:
            self.folds.attachments.attach(paths)
        else:
            self._shell.say("還沒有選紀錄，檔案沒有附上。請先在清單中選一筆，再附加檔案。", "warning")

    def duplicate(self) -> None:
        """Add a record like this one; ``made`` tells which."""
        changed = attempt(self._shell, lambda: self.register.duplicate([self._id]))
        if changed is None:
            return
        self._shell.changed(changed)
        self.made.emit(changed.added[0])
        offer = undo_offer(self.register.office, self._shell.changed, lambda text: self._shell.say(text, "warning"))
        self._shell.say(duplicating.sentence(self.register.kind, 1), "info", offer)

    def show_record(self, record_id: int) -> None:
        """Show a record; 0 or one that is gone shows an empty card that says what to do."""
        record = self.register.get(record_id) if record_id else None
        self._id = record.id if record else 0
        self._area.setVisible(record is not None)
        self.copy_button.setVisible(record is not None and self.register.grows)
        self.print_link.setVisible(record is not None and not self.register.kept)
        self.print_link.show_record(self._id)
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
        if changed is None or changed.touches("scale", "agency"):
            self._built = self._built and self._words == self._words_now()
        record = self.register.get(self._id) if self._id else None
        if record is None:
            self.show_record(0)
        else:
            self._show(record)

    def more(self) -> Sequence[QWidget]:
        """What a page shows besides the fields, such as the measures against a finding. Asked for at each building."""
        return ()

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field."""
        if key in self.rows:
            self.rows[key].editor.setFocus()

    def sizeHint(self) -> QSize:
        """It takes what there is and scrolls inside; the page must not scroll for its sake."""
        return self.minimumSizeHint().expandedTo(QSize(40 * GRID, 30 * GRID))

    def hasHeightForWidth(self) -> bool:
        """No, though its title wraps: it would ask for all of its fields at once, past the size hint."""
        return False

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
        self._words = self._words_now()
        self.rows = {}
        self._groups = [_Group(name, self._rows_of(fields)) for name, fields in self._grouped().items()]
        body = QWidget()
        set_role(body, "body")
        column = QVBoxLayout(body)
        column.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        more = self.more()
        for widget in (*more, *self._groups) if self.more_first else (*self._groups, *more):
            column.addWidget(widget)
        if self.folds is None:
            from isms_desktop.ui.formkit.folds import Folds  # a page that opens shows its list first

            self.folds = Folds(self.register, self._shell)
        column.addWidget(self.folds)
        column.addStretch(1)
        if (old := self._area.takeWidget()) is not None:
            old.deleteLater()  # not at once: the change may have come from one of its own editors
        self._area.setWidget(body)
        self._arrange()

    def _words_now(self) -> object:
        """Everything that choices and levels are made of: while it stays the same, so do the editors."""
        office = self.register.office
        return office.rules, [(each.scale, each.level, each.label) for each in office.all("scale")]

    def _show(self, record: Record) -> None:
        if not self._built:
            self._build()
        assert self.folds is not None
        self.folds.show_record(record.id)
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

    def _visit(self, key: str) -> None:
        """Show what a field points at."""
        record = self.register.get(self._id)
        target = getattr(record, key) if record is not None else None
        if target:
            jumps.show_record(self._shell, self.register.office, self.rows[key].field.target, target)

    def _grouped(self) -> Mapping[str, list[Field]]:
        groups: dict[str, list[Field]] = {}
        for field in self.register.type.fields:
            unused = field.scale and self.register.office.rules.scale_range(field.scale) is None
            if field.key not in self._hidden and not unused:
                groups.setdefault(field.group, []).append(field)
        return groups

    def _rows_of(self, fields: Sequence[Field]) -> list[FieldRow]:
        made = [FieldRow(field, self.register, linked=True) for field in fields]
        for row in made:
            row.left.connect(self._save)
            row.visit.connect(self._visit)
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
