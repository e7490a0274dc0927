"""A list of audits from which the checklist of one is opened, in the place of the list, and left again."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from isms_desktop.domain.fields import Field, Value
from isms_desktop.services import audits
from isms_desktop.ui.grid.register import Register
from isms_desktop.ui.pages.audits.fill import AuditFill
from isms_desktop.ui.pages.register_view import RegisterSpec, RegisterView
from isms_desktop.ui.shell import Shell
from isms_desktop.ui.theme import BAND_COLOURS

if TYPE_CHECKING:
    from isms_desktop.services.offices import Office
    from isms_desktop.services.records import Changed

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WORDS = {"running": "繼續查核", "done": "檢視查核", "closed": "檢視查核"}


def audit_colour(office: "Office", audit: Any, key: str) -> str:
    """Red before what was found wanting, green and amber before how far it has come."""
    if key == "wanting":
        return BAND_COLOURS["high"] if audit.record_type.field(key).compute(audit, office) else ""
    if key == "status":
        return {"done": BAND_COLOURS["low"], "running": BAND_COLOURS["medium"]}.get(audit.status, "")
    return ""


class AuditRows(Register):
    """The rows: a new audit needs no checklist, which comes by itself."""

    def __init__(self, office: "Office", belongs: Callable[[Any], bool]) -> None:
        super().__init__(office, "audit", belongs=belongs, colour=lambda audit, key: audit_colour(office, audit, key))

    def missing(self, values: Mapping[str, Value]) -> list[Field]:
        """The checklist comes by itself."""
        return [field for field in super().missing(values) if field.key != "checklist"]

    def write(
        self, changes: Mapping[int, Mapping[str, Value]], new: Sequence[Mapping[str, Value]], label: str
    ) -> "Changed":
        """The first audit of a file brings the program's checklist with it."""
        if new and not changes and not all(row.get("checklist") for row in new):
            return audits.add(self.office, new, label)
        return super().write(changes, new, label)


class AuditRegister(RegisterView):
    """The list; over it, while an audit is carried out, its checklist."""

    go_on: QPushButton
    """Opens the checklist of the audit that the cursor is in."""

    def __init__(self, office: "Office", shell: Shell, spec: RegisterSpec) -> None:
        super().__init__(office, shell, spec)
        self.kinds |= AuditFill.kinds
        self.fill: AuditFill | None = None
        self._missed_list = False
        self.panel.current_changed.connect(self._name_button)
        view = self.panel.view
        for watched in (view, view.viewport(), view.frozen, view.frozen.viewport()):
            watched.installEventFilter(self)

    def refresh(self, changed: "Changed | None") -> None:
        """What is on top follows at once; the list when it is shown again."""
        if self.takes_page:
            self._missed_list = True
            assert self.fill is not None
            self.fill.refresh(changed)
            return
        super().refresh(changed)
        self._name_button(self.panel.current_id())

    def jump(self, **where: object) -> None:
        """``fill``: the checklist of that audit; else as every list."""
        if isinstance(audit_id := where.get("fill"), int):
            self.fill_audit(audit_id)
        else:
            super().jump(**where)

    @property
    def takes_page(self) -> bool:
        """Whether a checklist is shown."""
        return self.fill is not None and self._rooms.currentWidget() is self.fill

    def printable_form(self) -> str:
        """Ctrl+P."""
        return self.fill.printable_form() if self.fill is not None and self.takes_page else self.spec.form

    def help_topic(self) -> str:
        """F1: the checklist being filled in has a topic of its own."""
        return "checklist-fill" if self.takes_page else super().help_topic()

    def fill_current(self) -> None:
        """The checklist of the audit that the cursor is in."""
        if audit_id := self.panel.view.current_id() or self.panel.current_id():
            self.fill_audit(audit_id)

    def fill_audit(self, audit_id: int) -> None:
        """The checklist of this audit."""
        if self.fill is None:
            self.fill = AuditFill(self.office, self.shell)
            self.fill.left.connect(self.show_list)
            self._rooms.addWidget(self.fill)
        self._show(self.fill)
        self.fill.show_audit(audit_id)

    def show_list(self) -> None:
        """Back to the list, at the audit that was being filled in."""
        was = self.fill.audit_id if self.fill is not None and self.takes_page else 0
        super().show_list()
        if self._missed_list:
            self._missed_list = False
            super().refresh(None)
        if was and self.panel.model.row_of(was) >= 0:
            self.panel.go_to(was)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and two clicks on an audit open its checklist; typing and F2 still change a cell."""
        if event.type() == QEvent.Type.MouseButtonDblClick and self.panel.view.current_id():
            self.fill_current()
            return True
        key = event if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if key and key.key() in _ENTER and not key.modifiers() and self.panel.view.current_id():
            self.fill_current()
            return True
        return super().eventFilter(watched, event)

    def _show(self, room: QWidget) -> None:
        super()._show(room)
        self.whole_page.emit(room is self.fill)
        self.setFocusProxy(self.panel.view if room is self.list_room else room)

    def _name_button(self, audit_id: int) -> None:
        audit = self.panel.register.get(audit_id) if audit_id else None
        self.go_on.setText(_WORDS.get(getattr(audit, "status", ""), "開始查核"))
        self.go_on.setEnabled(audit is not None)
