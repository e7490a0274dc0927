"""Everything that points at the record on the card, with a way there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from isms_desktop.services import related
from isms_desktop.ui import jumps
from isms_desktop.ui.formkit.fold import Fold
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.theme import GRID, set_role
from isms_desktop.ui.widgets.pick_list import PickList, PickRow

if TYPE_CHECKING:
    from isms_desktop.ui.shell import Shell

_FRAME = 4
"""Pixels of the list's frame."""


class RelatedFold(Fold):
    """「相關紀錄」: register by register, the newest few by name; a click goes there."""

    def __init__(self, register: Register, shell: "Shell") -> None:
        super().__init__("相關紀錄", "哪些紀錄指向這一筆，或在文字中提到它")
        self._register = register
        self._shell = shell
        self._id = 0
        self._found: dict[str, related.Related] = {}
        self.list = PickList("相關紀錄")

    def make_body(self) -> QWidget:
        """A list of links."""
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.picked.connect(self._go)
        self.nothing = QLabel("沒有其他紀錄指向這一筆，也沒有文字提到它。")
        set_role(self.nothing, "muted")
        self.nothing.setWordWrap(True)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        return body

    def refresh(self, record_id: int) -> None:
        """What has to do with this record from now on. Text that names it is looked for when the fold is opened."""
        self._id = record_id
        self.set_count(related.count(self._register.office, self._register.kind, record_id) or None)
        if self.is_open():
            self.fill()

    def fill(self) -> None:
        """Look for it."""
        found = related.related(self._register.office, self._register.kind, self._id)
        self._found = {each.kind: each for each in found}
        rows = [row for each in found for row in _rows(each)]
        self.list.rows.set_rows(rows)
        self.list.setFixedHeight(sum(map(self.list.sizeHintForRow, range(len(rows)))) + _FRAME)
        self.list.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.set_count(sum(len(each.ids) for each in found) or None)

    def _go(self, key: str) -> None:
        kind, _, number = key.partition(":")
        office = self._register.office
        if number:
            jumps.show_record(self._shell, office, kind, int(number))
            return
        record = self._register.get(self._id)
        title = self._register.title(record) if record is not None else ""
        jumps.show_records(self._shell, office, kind, self._found[kind].ids, f"與「{title}」有關")


def _rows(found: related.Related) -> list[PickRow]:
    """The register itself, then the newest of its records by name."""
    named = zip(found.ids, found.titles, strict=False)
    records = [PickRow(f"{found.kind}:{each}", f"　{title}") for each, title in named]
    return [
        PickRow(found.kind, f"{found.label}（{found.by}）", mark="全部列出" if len(found.ids) > 1 else "前往"),
        *records,
    ]
